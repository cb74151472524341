// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/platform/linux/pulse_sound_player.h"

#include "app/platform/sound_output.h"

#include <QFile>
#include <QLibrary>

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

// clang-format off
#define WARDLINE_PULSE_FUNCTIONS(F) \
    F(context_connect) \
    F(context_disconnect) \
    F(context_get_server_info) \
    F(context_get_sink_info_by_name) \
    F(context_get_sink_input_info) \
    F(context_get_state) \
    F(context_new) \
    F(context_set_state_callback) \
    F(context_set_subscribe_callback) \
    F(context_subscribe) \
    F(context_unref) \
    F(cvolume_max) \
    F(operation_cancel) \
    F(operation_unref) \
    F(stream_connect_playback) \
    F(stream_disconnect) \
    F(stream_drain) \
    F(stream_get_index) \
    F(stream_get_state) \
    F(stream_new) \
    F(stream_set_state_callback) \
    F(stream_set_write_callback) \
    F(stream_unref) \
    F(stream_write) \
    F(threaded_mainloop_free) \
    F(threaded_mainloop_get_api) \
    F(threaded_mainloop_lock) \
    F(threaded_mainloop_new) \
    F(threaded_mainloop_start) \
    F(threaded_mainloop_stop) \
    F(threaded_mainloop_unlock)
// clang-format on

} // namespace

/// What is called of libpulse. Loaded when it is wanted first, not with the program: it brings a dozen libraries along,
/// and the sign-in page should not wait for them.
struct PulseLibrary
{
#define WARDLINE_POINTER(name) decltype(&::pa_##name) name = nullptr;
    WARDLINE_PULSE_FUNCTIONS(WARDLINE_POINTER)
#undef WARDLINE_POINTER

    /// False where it is not installed, or is another one.
    [[nodiscard]] bool load()
    {
        QLibrary library(u"pulse"_s, 0);
        if (!library.load()) {
            return false;
        }
        bool isComplete = true;
#define WARDLINE_RESOLVE(name)                                                                                         \
    name = reinterpret_cast<decltype(name)>(library.resolve("pa_" #name));                                             \
    isComplete = isComplete && name != nullptr;
        WARDLINE_PULSE_FUNCTIONS(WARDLINE_RESOLVE)
#undef WARDLINE_RESOLVE
        return isComplete;
    }
};

namespace {

PulseDevice deviceOf(const PulseLibrary &pulse, const pa_sink_info &sink)
{
    PulseDevice device;
    device.description = QString::fromUtf8(sink.description).left(200);
    const pa_volume_t volume = pulse.cvolume_max(&sink.volume);
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

} // namespace

/// One connection to the sound system. Every callback runs on the library's thread with its lock held; what the player
/// has to know is posted to the player's thread.
class PulseSoundPlayer::Link
{
public:
    Link(PulseSoundPlayer &player, const PulseLibrary &pulse)
        : m_player(player)
        , m_pulse(pulse)
        , m_loop(m_pulse.threaded_mainloop_new())
        , m_context(m_pulse.context_new(m_pulse.threaded_mainloop_get_api(m_loop), "Wardline"))
    {
        m_pulse.context_set_state_callback(m_context, &Link::onState, this);
        m_pulse.context_set_subscribe_callback(m_context, &Link::onEvent, this);
        // We do not start sound systems.
        if (m_pulse.context_connect(m_context, nullptr, PA_CONTEXT_NOAUTOSPAWN, nullptr) < 0
            || m_pulse.threaded_mainloop_start(m_loop) < 0) {
            post([](PulseSoundPlayer &p) { p.onLost(); });
        }
    }
    ~Link()
    {
        m_pulse.threaded_mainloop_lock(m_loop);
        for (auto &[number, stream] : m_streams) {
            end(*stream);
        }
        m_pulse.context_set_state_callback(m_context, nullptr, nullptr);
        m_pulse.context_set_subscribe_callback(m_context, nullptr, nullptr);
        m_pulse.context_disconnect(m_context);
        m_pulse.context_unref(m_context);
        m_pulse.threaded_mainloop_unlock(m_loop);
        m_pulse.threaded_mainloop_stop(m_loop);
        m_pulse.threaded_mainloop_free(m_loop);
    }
    Link(const Link &) = delete;
    Link &operator=(const Link &) = delete;

    /// False when there is no connection.
    [[nodiscard]] bool play(int number, const WavSound &sound)
    {
        const Locked locked(m_pulse, m_loop);
        if (m_pulse.context_get_state(m_context) != PA_CONTEXT_READY) {
            return false;
        }
        const pa_sample_spec format{PA_SAMPLE_S16LE, static_cast<uint32_t>(sound.rate),
                                    static_cast<uint8_t>(sound.channels)};
        pa_stream *stream = m_pulse.stream_new(m_context, "Message", &format, nullptr);
        if (stream == nullptr) {
            return false;
        }
        auto playing = std::make_unique<Stream>(Stream{*this, number, stream, sound});
        m_pulse.stream_set_write_callback(stream, &Link::onWritable, playing.get());
        m_pulse.stream_set_state_callback(stream, &Link::onStreamState, playing.get());
        if (m_pulse.stream_connect_playback(stream, nullptr, nullptr, PA_STREAM_NOFLAGS, nullptr, nullptr) < 0) {
            end(*playing);
            return false;
        }
        m_streams[number] = std::move(playing);
        return true;
    }
    void stop(int number)
    {
        const Locked locked(m_pulse, m_loop);
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
        Locked(const PulseLibrary &library, pa_threaded_mainloop *loop)
            : pulse(library)
            , held(loop)
        {
            pulse.threaded_mainloop_lock(held);
        }
        ~Locked() { pulse.threaded_mainloop_unlock(held); }
        Locked(const Locked &) = delete;
        Locked &operator=(const Locked &) = delete;
        const PulseLibrary &pulse;
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
        const PulseLibrary &pulse = playing.link.m_pulse;
        pulse.stream_set_write_callback(playing.stream, nullptr, nullptr);
        pulse.stream_set_state_callback(playing.stream, nullptr, nullptr);
        for (pa_operation *operation : {playing.question, playing.drain}) {
            if (operation != nullptr) {
                pulse.operation_cancel(operation); // its answer would find nobody
                pulse.operation_unref(operation);
            }
        }
        pulse.stream_disconnect(playing.stream);
        pulse.stream_unref(playing.stream);
    }

    static void onState(pa_context *context, void *self)
    {
        Link &link = *static_cast<Link *>(self);
        switch (link.m_pulse.context_get_state(context)) {
        case PA_CONTEXT_READY:
            link.release(link.m_pulse.context_subscribe(
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
    /// Nobody waits for what an operation was.
    void release(pa_operation *operation) const
    {
        if (operation != nullptr) {
            m_pulse.operation_unref(operation);
        }
    }
    /// Which device sounds go to, and how it is set.
    void ask() { release(m_pulse.context_get_server_info(m_context, &Link::onServer, this)); }
    static void onServer(pa_context *context, const pa_server_info *server, void *self)
    {
        Link &link = *static_cast<Link *>(self);
        link.m_hasSink = false;
        const char *name = server != nullptr ? server->default_sink_name : nullptr;
        if (name == nullptr || *name == '\0') {
            link.tell({SoundState::NoDevice, {}, 0});
            return;
        }
        link.release(link.m_pulse.context_get_sink_info_by_name(context, name, &Link::onSink, self));
    }
    static void onSink(pa_context *, const pa_sink_info *sink, int isEnd, void *self)
    {
        Link &link = *static_cast<Link *>(self);
        if (sink != nullptr && isEnd == 0) {
            link.m_hasSink = true;
            link.tell(deviceOf(link.m_pulse, *sink));
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
        const PulseLibrary &pulse = playing.link.m_pulse;
        const qsizetype left = playing.sound.samples.size() - playing.written;
        const qsizetype frame = playing.sound.frameBytes();
        const qsizetype count = std::min<qsizetype>(left, qsizetype(room)) / frame * frame;
        if (count > 0) {
            pulse.stream_write(stream, playing.sound.samples.constData() + playing.written, std::size_t(count), nullptr,
                               0, PA_SEEK_RELATIVE);
            playing.written += count;
        }
        if (playing.written >= playing.sound.samples.size()) {
            pulse.stream_set_write_callback(stream, nullptr, nullptr);
            playing.question = pulse.context_get_sink_input_info(playing.link.m_context, pulse.stream_get_index(stream),
                                                                 &Link::onOwnStream, self);
            playing.drain = pulse.stream_drain(stream, &Link::onDrained, self);
        }
    }
    /// Comes before the drain ends: answers keep their order.
    static void onOwnStream(pa_context *, const pa_sink_input_info *input, int, void *self)
    {
        Stream &playing = *static_cast<Stream *>(self);
        if (input != nullptr) {
            const bool isZero =
                input->has_volume != 0 && playing.link.m_pulse.cvolume_max(&input->volume) == PA_VOLUME_MUTED;
            playing.isMuted = input->mute != 0 || isZero;
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
        if (playing.link.m_pulse.stream_get_state(stream) == PA_STREAM_FAILED) {
            playing.link.post([number = playing.number](PulseSoundPlayer &p) { p.onPlayed(number, false, false); });
        }
    }

    PulseSoundPlayer &m_player;
    const PulseLibrary &m_pulse;
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
    if (!m_library) {
        auto library = std::make_unique<PulseLibrary>();
        if (!library->load()) {
            onLost();
            return;
        }
        m_library = std::move(library);
    }
    m_link = std::make_unique<Link>(*this, *m_library);
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
