// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/notification_sink.h"

#include <QList>

#include <map>

namespace wardline::service {

/// Keeps what would be on the desktop.
class FakeNotificationSink final : public NotificationSink
{
public:
    void show(const DesktopNotification &notification) override
    {
        shown[notification.key] = notification;
        history.append(notification);
    }
    void withdraw(const QString &key) override { shown.erase(key); }
    void withdrawAll() override { shown.clear(); }
    [[nodiscard]] bool isAvailable() const override { return m_isAvailable; }

    /// The person clicks on it.
    void open(const QString &key) { Q_EMIT activated(key); }
    void dismiss(const QString &key)
    {
        shown.erase(key);
        Q_EMIT dismissed(key);
    }
    void setAvailable(bool isAvailable)
    {
        m_isAvailable = isAvailable;
        Q_EMIT availabilityChanged(isAvailable);
    }

    std::map<QString, DesktopNotification> shown; ///< by key, now
    QList<DesktopNotification> history; ///< all that was ever shown

private:
    bool m_isAvailable = true;
};

} // namespace wardline::service
