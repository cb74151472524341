// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

namespace wardline::service {

/// One notification as it goes to the desktop: plain texts, safe to show, at most a line each. What must not leave the
/// program is not in it.
struct DesktopNotification
{
    QString key; ///< names it inside this program; another one with the same key replaces it
    QString title;
    QString body; ///< plain text; the sink escapes it where the desktop reads markup
    QString openLabel; ///< the button that opens it
    bool isUrgent = false; ///< stays until somebody deals with it
    bool isFleeting = false; ///< names somebody: the desktop should not keep it in a list
    bool operator==(const DesktopNotification &) const = default;
};

/// Where notifications go: the desktop's own service. It may be absent, come late or start anew at any time; nothing
/// here waits for it. Main thread.
class NotificationSink : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// Shows it, or replaces the one with the same key.
    virtual void show(const DesktopNotification &notification) = 0;
    virtual void withdraw(const QString &key) = 0;
    virtual void withdrawAll() = 0;
    /// Whether somebody shows them; true only after the desktop said so.
    [[nodiscard]] virtual bool isAvailable() const = 0;

Q_SIGNALS:
    /// The person wants to see what it is about.
    void activated(const QString &key);
    /// The person closed it without looking.
    void dismissed(const QString &key);
    void availabilityChanged(bool isAvailable);
};

} // namespace wardline::service
