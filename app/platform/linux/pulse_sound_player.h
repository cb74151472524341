// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/platform/wav_sound.h"
#include "core/base/timer.h"
#include "core/service/sound_player.h"

#include <QPromise>

#include <map>
#include <memory>

namespace wardline::platform {

struct PulseLibrary;

/// What the sound system says of the device that sounds go to.
struct PulseDevice
{
    service::SoundState state = service::SoundState::NoService;
    QString description;
    int volume = 0; ///< percent
};

/// Plays through libpulse, which PulseAudio and PipeWire both answer, and watches the default device. The library's own
/// thread does the talking; everything it tells comes to the main thread as an event. Main thread.
class PulseSoundPlayer final : public service::SoundPlayer
{
    Q_OBJECT
public:
    explicit PulseSoundPlayer(TimerFactory &timers, QObject *parent = nullptr);
    ~PulseSoundPlayer() override;

    [[nodiscard]] service::SoundState state() const override;
    [[nodiscard]] QFuture<service::SoundReport> play(service::Sound sound) override;

private:
    class Link; ///< what touches the library; its callbacks run on the library's thread
    struct Playing
    {
        QPromise<service::SoundReport> promise;
        std::unique_ptr<Timer> patience; ///< a device that hangs is not waited for
    };

    void connectNow();
    void onDevice(const PulseDevice &device);
    void onLost();
    void onPlayed(int number, bool wasPlayed, bool isOwnStreamMuted);
    void finish(int number, bool wasPlayed);

    TimerFactory &m_timers;
    std::unique_ptr<Timer> m_connector;
    PulseDevice m_device;
    bool m_hasAsked = false; ///< before, the state is unknown
    bool m_isOwnStreamMuted = false; ///< in the desktop's mixer; learnt when something was played
    std::map<int, Playing> m_playing;
    int m_nextNumber = 0;
    WavSound m_message;
    WavSound m_urgent;
    std::unique_ptr<PulseLibrary> m_library; ///< null until it was wanted
    std::unique_ptr<Link> m_link; ///< last: its thread ends before the rest goes
};

} // namespace wardline::platform
