// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/notification_sink.h"
#include "core/service/notifier.h"
#include "core/service/sound_player.h"

#include <QObject>

#include <map>

namespace wardline::ui {

/// Gives notices their words and their sound, and brings the person to what they are about. Main thread; everything it
/// is given outlives it.
class NotificationPresenter final : public QObject
{
    Q_OBJECT
public:
    NotificationPresenter(service::Notifier &notifier, service::NotificationSink &sink, service::SoundPlayer &sound,
                          QObject *parent = nullptr);

Q_SIGNALS:
    /// The person pressed a notification: show the window with this conversation.
    void openRequested(const wardline::model::Jid &conversation);

private:
    void onNoticed(const service::Notice &notice);
    void onActivated(const QString &key);
    void onDismissed(const QString &key);
    void onAvailability(bool isAvailable);

    service::Notifier &m_notifier;
    service::NotificationSink &m_sink;
    service::SoundPlayer &m_sound;
    std::map<QString, service::Notice> m_shown;
};

} // namespace wardline::ui
