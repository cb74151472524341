// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/platform/linux/pulse_sound_player.h"

#include "app/platform/sound_output.h"

#include <QFile>

#include <pulse/pulseaudio.h>

#include <algorithm>

namespace wardline::platform {

using namespace Qt::StringLiterals;
using service::SoundReport;
using service::SoundState;

namespace {

constexpr std::chrono::milliseconds kFirstConnect{400}; // after the first page is on the screen
constexpr std::chrono::seconds kConnectAgain{5};
constexpr std::chrono::seconds kPatience{10};
constexpr const char *kNullDevice = "auto_null"; // what both sound systems put where there is no device

WavSound load(const QString &name)
{
    QFile file(u":/wardline/sounds/"_s + name);
    const auto sound = file.open(QIODevice::ReadOnly) ? WavSound::read(file.readAll()) : std::nullopt;
    Q_ASSERT(sound);
    return sound.value_or(WavSound());
}

PulseDevice deviceOf(const pa_sink_info &sink)
{
    PulseDevice device;
    device.description = QString::fromUtf8(sink.description).left(200);
    const pa_volume_t volume = pa_cvolume_max(&sink.volume);
    device.volume = static_cast<int>((quint64(volume) * 100 + PA_VOLUME_NORM / 2) / PA_VOLUME_NORM);
    const bool isUnplugged = sink.active_port != nullptr && sink.active_port->available == PA_PORT_AVAILABLE_NO;
    if (isUnplugged || qstrcmp(sink.name, kNullDevice) == 0) {
        device.state = SoundState::NoDevice;
    } else if (sink.mute != 0) {
        device.state = SoundState::Muted;
    } else if (volume == PA_VOLUME_MUTED) {
        device.state = SoundState::VolumeZero;
    } else {
        device.state = SoundState::Audible;
    }
    return device;
}

/// Nobody waits for what an operation was.
void release(pa_operation *operation)
{
    if (operation != nullptr) {
        pa_operation_unref(operation);
    }
}

} // namespace

/// One connection to the sound system. Every callback runs on the library's thread with its lock held; what the player
/// has to know is posted to the player's thread.
class PulseSoundPlayer::Link
{
public:
    explicit Link(PulseSoundPlayer &player)
        : m_player(player)
        , m_loop(pa_threaded_mainloop_new())
        , m_context(pa_context_new(pa_threaded_mainloop_get_api(m_loop), "Wardline"))
    {
        pa_context_set_state_callback(m_context, &Link::onState, this);
        pa_context_set_subscribe_callback(m_context, &Link::onEvent, this);
        // We do not start sound systems.
        if (pa_context_connect(m_context, nullptr, PA_CONTEXT_NOAUTOSPAWN, nullptr) < 0
            || pa_threaded_mainloop_start(m_loop) < 0) {
            post([](PulseSoundPlayer &p) { p.onLost(); });
        }
    }
    ~Link()
    {
        pa_threaded_mainloop_lock(m_loop);
        for (auto &[number, stream] : m_streams) {
            end(*stream);
        }
        pa_context_set_state_callback(m_context, nullptr, nullptr);
        pa_context_set_subscribe_callback(m_context, nullptr, nullptr);
        pa_context_disconnect(m_context);
        pa_context_unref(m_context);
        pa_threaded_mainloop_unlock(m_loop);
        pa_threaded_mainloop_stop(m_loop);
        pa_threaded_mainloop_free(m_loop);
    }
    Link(const Link &) = delete;
    Link &operator=(const Link &) = delete;

    /// False when there is no connection.
    [[nodiscard]] bool play(int number, const WavSound &sound)
    {
        const Locked locked(m_loop);
        if (pa_context_get_state(m_context) != PA_CONTEXT_READY) {
            return false;
        }
        const pa_sample_spec format{PA_SAMPLE_S16LE, static_cast<uint32_t>(sound.rate),
                                    static_cast<uint8_t>(sound.channels)};
        pa_stream *stream = pa_stream_new(m_context, "Message", &format, nullptr);
        if (stream == nullptr) {
            return false;
        }
        auto playing = std::make_unique<Stream>(Stream{*this, number, stream, sound});
        pa_stream_set_write_callback(stream, &Link::onWritable, playing.get());
        pa_stream_set_state_callback(stream, &Link::onStreamState, playing.get());
        if (pa_stream_connect_playback(stream, nullptr, nullptr, PA_STREAM_NOFLAGS, nullptr, nullptr) < 0) {
            end(*playing);
            return false;
        }
        m_streams[number] = std::move(playing);
        return true;
    }
    void stop(int number)
    {
        const Locked locked(m_loop);
        const auto found = m_streams.find(number);
        if (found != m_streams.end()) {
            end(*found->second);
            m_streams.erase(found);
        }
    }

private:
    struct Stream
    {
        Link &link;
        int number;
        pa_stream *stream;
        WavSound sound;
        qsizetype written = 0;
        bool isMuted = false;
        pa_operation *question = nullptr;
        pa_operation *drain = nullptr;
    };
    struct Locked
    {
        explicit Locked(pa_threaded_mainloop *loop)
            : held(loop)
        {
            pa_threaded_mainloop_lock(held);
        }
        ~Locked() { pa_threaded_mainloop_unlock(held); }
        Locked(const Locked &) = delete;
        Locked &operator=(const Locked &) = delete;
        pa_threaded_mainloop *held;
    };

    template <typename Function>
    void post(Function function)
    {
        PulseSoundPlayer *player = &m_player;
        QMetaObject::invokeMethod(
            player, [player, function = std::move(function)] { function(*player); }, Qt::QueuedConnection);
    }
    static void end(Stream &playing)
    {
        pa_stream_set_write_callback(playing.stream, nullptr, nullptr);
        pa_stream_set_state_callback(playing.stream, nullptr, nullptr);
        for (pa_operation *operation : {playing.question, playing.drain}) {
            if (operation != nullptr) {
                pa_operation_cancel(operation); // its answer would find nobody
                pa_operation_unref(operation);
            }
        }
        pa_stream_disconnect(playing.stream);
        pa_stream_unref(playing.stream);
    }

    static void onState(pa_context *context, void *self)
    {
        Link &link = *static_cast<Link *>(self);
        switch (pa_context_get_state(context)) {
        case PA_CONTEXT_READY:
            release(pa_context_subscribe(
                context, pa_subscription_mask_t(PA_SUBSCRIPTION_MASK_SINK | PA_SUBSCRIPTION_MASK_SERVER), nullptr,
                nullptr));
            link.ask();
            break;
        case PA_CONTEXT_FAILED:
        case PA_CONTEXT_TERMINATED:
            link.post([](PulseSoundPlayer &p) { p.onLost(); });
            break;
        case PA_CONTEXT_UNCONNECTED:
        case PA_CONTEXT_CONNECTING:
        case PA_CONTEXT_AUTHORIZING:
        case PA_CONTEXT_SETTING_NAME:
            break;
        }
    }
    static void onEvent(pa_context *, pa_subscription_event_type_t, uint32_t, void *self)
    {
        static_cast<Link *>(self)->ask();
    }
    /// Which device sounds go to, and how it is set.
    void ask() { release(pa_context_get_server_info(m_context, &Link::onServer, this)); }
    static void onServer(pa_context *context, const pa_server_info *server, void *self)
    {
        Link &link = *static_cast<Link *>(self);
        link.m_hasSink = false;
        const char *name = server != nullptr ? server->default_sink_name : nullptr;
        if (name == nullptr || *name == '\0') {
            link.tell({SoundState::NoDevice, {}, 0});
            return;
        }
        release(pa_context_get_sink_info_by_name(context, name, &Link::onSink, self));
    }
    static void onSink(pa_context *, const pa_sink_info *sink, int isEnd, void *self)
    {
        Link &link = *static_cast<Link *>(self);
        if (sink != nullptr && isEnd == 0) {
            link.m_hasSink = true;
            link.tell(deviceOf(*sink));
        } else if (isEnd != 0 && !link.m_hasSink) {
            link.tell({SoundState::NoDevice, {}, 0});
        }
    }
    void tell(const PulseDevice &device)
    {
        post([device](PulseSoundPlayer &p) { p.onDevice(device); });
    }

    static void onWritable(pa_stream *stream, std::size_t room, void *self)
    {
        Stream &playing = *static_cast<Stream *>(self);
        const qsizetype left = playing.sound.samples.size() - playing.written;
        const qsizetype frame = playing.sound.frameBytes();
        const qsizetype count = std::min<qsizetype>(left, qsizetype(room)) / frame * frame;
        if (count > 0) {
            pa_stream_write(stream, playing.sound.samples.constData() + playing.written, std::size_t(count), nullptr, 0,
                            PA_SEEK_RELATIVE);
            playing.written += count;
        }
        if (playing.written >= playing.sound.samples.size()) {
            pa_stream_set_write_callback(stream, nullptr, nullptr);
            playing.question = pa_context_get_sink_input_info(playing.link.m_context, pa_stream_get_index(stream),
                                                              &Link::onOwnStream, self);
            playing.drain = pa_stream_drain(stream, &Link::onDrained, self);
        }
    }
    /// Comes before the drain ends: answers keep their order.
    static void onOwnStream(pa_context *, const pa_sink_input_info *input, int, void *self)
    {
        if (input != nullptr) {
            const bool isZero = input->has_volume != 0 && pa_cvolume_max(&input->volume) == PA_VOLUME_MUTED;
            static_cast<Stream *>(self)->isMuted = input->mute != 0 || isZero;
        }
    }
    static void onDrained(pa_stream *, int wasGood, void *self)
    {
        const Stream &playing = *static_cast<Stream *>(self);
        playing.link.post([number = playing.number, wasGood, isMuted = playing.isMuted](PulseSoundPlayer &p) {
            p.onPlayed(number, wasGood != 0, isMuted);
        });
    }
    static void onStreamState(pa_stream *stream, void *self)
    {
        const Stream &playing = *static_cast<Stream *>(self);
        if (pa_stream_get_state(stream) == PA_STREAM_FAILED) {
            playing.link.post([number = playing.number](PulseSoundPlayer &p) { p.onPlayed(number, false, false); });
        }
    }

    PulseSoundPlayer &m_player;
    pa_threaded_mainloop *m_loop;
    pa_context *m_context;
    bool m_hasSink = false; ///< the library's thread only
    std::map<int, std::unique_ptr<Stream>> m_streams; ///< under the loop's lock
};

PulseSoundPlayer::PulseSoundPlayer(TimerFactory &timers, QObject *parent)
    : SoundPlayer(parent)
    , m_timers(timers)
    , m_connector(timers.createTimer([this] { connectNow(); }))
    , m_message(load(u"message.wav"_s))
    , m_urgent(load(u"urgent.wav"_s))
{
    m_connector->start(kFirstConnect);
}

PulseSoundPlayer::~PulseSoundPlayer() = default;

SoundState PulseSoundPlayer::state() const
{
    if (!m_hasAsked) {
        return SoundState::Unknown;
    }
    return m_device.state == SoundState::Audible && m_isOwnStreamMuted ? SoundState::Muted : m_device.state;
}

void PulseSoundPlayer::connectNow()
{
    m_link.reset();
    m_link = std::make_unique<Link>(*this);
}

void PulseSoundPlayer::onDevice(const PulseDevice &device)
{
    const SoundState before = state();
    m_hasAsked = true;
    m_device = device;
    if (state() != before) {
        Q_EMIT stateChanged(state());
    }
}

void PulseSoundPlayer::onLost()
{
    onDevice({SoundState::NoService, {}, 0});
    while (!m_playing.empty()) {
        finish(m_playing.begin()->first, false);
    }
    m_connector->start(kConnectAgain);
}

QFuture<SoundReport> PulseSoundPlayer::play(service::Sound sound)
{
    const int number = m_nextNumber++;
    Playing playing;
    QFuture<SoundReport> future = playing.promise.future();
    playing.promise.start();
    playing.patience = m_timers.createTimer([this, number] { finish(number, false); });
    playing.patience->start(kPatience);
    m_playing.emplace(number, std::move(playing));
    if (!m_link || !m_link->play(number, sound == service::Sound::Urgent ? m_urgent : m_message)) {
        finish(number, false);
    }
    return future;
}

void PulseSoundPlayer::onPlayed(int number, bool wasPlayed, bool isOwnStreamMuted)
{
    const SoundState before = state();
    m_isOwnStreamMuted = wasPlayed ? isOwnStreamMuted : m_isOwnStreamMuted;
    finish(number, wasPlayed);
    if (state() != before) {
        Q_EMIT stateChanged(state());
    }
}

void PulseSoundPlayer::finish(int number, bool wasPlayed)
{
    const auto found = m_playing.find(number);
    if (found == m_playing.end()) {
        return;
    }
    if (m_link) {
        m_link->stop(number);
    }
    QPromise<SoundReport> promise = std::move(found->second.promise);
    m_playing.erase(found);
    promise.addResult(SoundReport{state(), wasPlayed, m_device.description, m_device.volume});
    promise.finish();
}

std::unique_ptr<service::SoundPlayer> makeSoundOutput(TimerFactory &timers)
{
    return std::make_unique<PulseSoundPlayer>(timers);
}

} // namespace wardline::platform
