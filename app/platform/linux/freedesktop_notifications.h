// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/notification_sink.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QHash>
#include <QString>

#include <functional>
#include <optional>

namespace wardline::platform {

/// Desktop Notifications Specification 1.2 over the session bus. Every call is asynchronous; the server may be absent,
/// come late or start anew. Signals are heard only from the server and only for numbers it gave us. Main thread.
class FreedesktopNotifications final : public service::NotificationSink
{
    Q_OBJECT
public:
    explicit FreedesktopNotifications(const QDBusConnection &bus, QObject *parent = nullptr);
    ~FreedesktopNotifications() override;

    void show(const service::DesktopNotification &notification) override;
    void withdraw(const QString &key) override;
    void withdrawAll() override;
    [[nodiscard]] bool isAvailable() const override { return m_capabilities.has_value(); }

private Q_SLOTS:
    void onClosed(uint id, uint reason);
    void onAction(uint id, const QString &action);
    void onActivationToken(uint id, const QString &token);

private:
    /// One notification by key. A server answers with a number; until then nothing can be replaced or closed.
    struct Shown
    {
        uint id = 0; ///< 0: not answered yet
        bool isAsked = false; ///< a call is on its way
        bool isWithdrawn = false; ///< close it as soon as the number is known
        std::optional<service::DesktopNotification> next; ///< came while a call was on its way
    };

    void askCapabilities();
    void onOwnerChanged(const QString &owner);
    void call(const QString &method, const QVariantList &arguments, std::function<void(const QDBusMessage &)> done);
    void send(const QString &key, const service::DesktopNotification &notification);
    void onAnswer(const QString &key, int generation, uint id);
    void close(uint id);
    [[nodiscard]] QVariantList argumentsFor(uint replaces, const service::DesktopNotification &notification) const;
    [[nodiscard]] QString keyOf(uint id) const;

    QDBusConnection m_bus;
    std::optional<QStringList> m_capabilities; ///< nothing while no server has answered
    bool m_isAsking = false;
    bool m_hasOwner = false;
    QHash<QString, Shown> m_shown;
    int m_generation = 0; ///< of the server: answers of an earlier one mean nothing
};

} // namespace wardline::platform
