// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/sound_player.h"

#include <QList>

namespace wardline::service {

/// Notes what it was asked to play.
class FakeSoundPlayer final : public SoundPlayer
{
public:
    [[nodiscard]] SoundState state() const override { return m_state; }
    [[nodiscard]] QFuture<SoundReport> play(Sound sound) override
    {
        played.append(sound);
        return QtFuture::makeReadyFuture(
            SoundReport{m_state, m_state != SoundState::NoDevice && m_state != SoundState::NoService, device, volume});
    }
    void setState(SoundState state)
    {
        m_state = state;
        Q_EMIT stateChanged(state);
    }

    QList<Sound> played;
    QString device = QStringLiteral("Built-in audio");
    int volume = 45;

private:
    SoundState m_state = SoundState::Audible;
};

} // namespace wardline::service
