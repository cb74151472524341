// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFuture>
#include <QObject>
#include <QString>

namespace wardline::service {

enum class Sound {
    Message, ///< short and soft
    Urgent, ///< cannot be taken for anything else
};

/// Whether a sound played now could be heard, as far as the device tells.
enum class SoundState {
    Unknown, ///< not asked yet
    Audible,
    Muted,
    VolumeZero,
    NoDevice, ///< no loudspeaker or headset
    NoService, ///< the sound system does not answer
};

/// What came of playing a sound.
struct SoundReport
{
    SoundState state = SoundState::Unknown; ///< of the device it went to, when it ended
    bool wasPlayed = false; ///< the device took all of it
    QString device; ///< as the sound system calls it; not to be trusted as text
    int volume = 0; ///< percent
    bool operator==(const SoundReport &) const = default;
};

/// Plays our own few sounds. Never blocks. Main thread.
class SoundPlayer : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    [[nodiscard]] virtual SoundState state() const = 0;
    /// Finishes when the device has played it to the end, or could not; on the main thread.
    [[nodiscard]] virtual QFuture<SoundReport> play(Sound sound) = 0;

Q_SIGNALS:
    void stateChanged(wardline::service::SoundState state);
};

} // namespace wardline::service
