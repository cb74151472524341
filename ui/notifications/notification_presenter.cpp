// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/notifications/notification_presenter.h"

#include "ui/notifications/notification_words.h"

namespace wardline::ui {

NotificationPresenter::NotificationPresenter(service::Notifier &notifier, service::NotificationSink &sink,
                                             service::SoundPlayer &sound, QObject *parent)
    : QObject(parent)
    , m_notifier(notifier)
    , m_sink(sink)
    , m_sound(sound)
{
    connect(&notifier, &service::Notifier::noticed, this, &NotificationPresenter::onNoticed);
    connect(&notifier, &service::Notifier::withdrawn, this, [this](const model::Jid &conversation) {
        const QString key = notificationKey(conversation);
        m_shown.erase(key);
        m_sink.withdraw(key);
    });
    connect(&notifier, &service::Notifier::allWithdrawn, this, [this] {
        m_shown.clear();
        m_sink.withdrawAll();
    });
    connect(&notifier, &service::Notifier::rang, this,
            [this](bool isUrgent) { (void)m_sound.play(isUrgent ? service::Sound::Urgent : service::Sound::Message); });
    connect(&sink, &service::NotificationSink::activated, this, &NotificationPresenter::onActivated);
    connect(&sink, &service::NotificationSink::dismissed, this, &NotificationPresenter::onDismissed);
    connect(&sink, &service::NotificationSink::availabilityChanged, this, &NotificationPresenter::onAvailability);
}

void NotificationPresenter::onNoticed(const service::Notice &notice)
{
    const service::DesktopNotification notification = notificationOf(notice);
    m_shown[notification.key] = notice;
    m_sink.show(notification);
}

void NotificationPresenter::onActivated(const QString &key)
{
    const auto found = m_shown.find(key);
    if (found != m_shown.end()) {
        const model::Jid conversation = found->second.opens;
        Q_EMIT openRequested(conversation);
    }
}

void NotificationPresenter::onDismissed(const QString &key)
{
    const auto found = m_shown.find(key);
    if (found != m_shown.end()) {
        const model::Jid conversation = found->second.conversation;
        m_shown.erase(found);
        m_notifier.forget(conversation);
    }
}

/// A server that came late, or anew, is given what is still true.
void NotificationPresenter::onAvailability(bool isAvailable)
{
    if (!isAvailable) {
        return;
    }
    for (const auto &[key, notice] : m_shown) {
        m_sink.show(notificationOf(notice));
    }
}

} // namespace wardline::ui
