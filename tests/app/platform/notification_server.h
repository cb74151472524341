// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/app/platform/private_bus.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QtTest>

#include <memory>

namespace wardline::test {

using namespace Qt::StringLiterals;

/// A session bus of one's own, on which python3-dbusmock's notification daemon comes and goes. Not ready where
/// the programs are not installed.
class NotificationServer
{
public:
    ~NotificationServer() { stop(); }

    /// A connection of its own under this name; close it with QDBusConnection::disconnectFromBus.
    [[nodiscard]] QDBusConnection connection(const QString &name) const
    {
        return QDBusConnection::connectToBus(m_bus.address(), name);
    }
    /// Starts the daemon and waits until it answers.
    [[nodiscard]] bool start(const QString &capabilities = u"body body-markup actions"_s)
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"DBUS_SESSION_BUS_ADDRESS"_s, m_bus.address());
        m_daemon = std::make_unique<QProcess>();
        m_daemon->setProcessEnvironment(environment);
        m_daemon->setStandardErrorFile(m_bus.filePath(u"errors"_s));
        m_daemon->start(u"/usr/bin/python3"_s,
                        {u"-m"_s, u"dbusmock"_s, u"-t"_s, u"notification_daemon"_s, u"-p"_s,
                         u"{\"capabilities\": \"%1\"}"_s.arg(capabilities), u"-l"_s, logFile()});
        return QTest::qWaitFor([this] { return isThere(); }, 15'000);
    }
    void stop()
    {
        if (m_daemon) {
            m_daemon->terminate();
            (void)m_daemon->waitForFinished(5000);
            m_daemon.reset();
        }
    }
    /// Every call that reached the daemon, one a line.
    [[nodiscard]] QString log() const
    {
        QFile file(logFile());
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    }
    [[nodiscard]] QStringList calls(const QString &method) const
    {
        QStringList found;
        const QStringList lines = log().split(u'\n');
        for (const QString &line : lines) {
            if (line.contains(QRegularExpression(u"^[0-9.]+ (\\S+ )?%1( |$)"_s.arg(method)))) {
                found << line;
            }
        }
        return found;
    }
    [[nodiscard]] bool waitForCalls(const QString &method, int count) const
    {
        return QTest::qWaitFor([&] { return calls(method).size() >= count; }, 5000);
    }
    /// Makes the daemon send a signal.
    void emitSignal(const QString &name, const QString &signature, const QVariantList &arguments)
    {
        QDBusMessage message =
            QDBusMessage::createMethodCall(u"org.freedesktop.Notifications"_s, u"/org/freedesktop/Notifications"_s,
                                           u"org.freedesktop.DBus.Mock"_s, u"EmitSignal"_s);
        message << u"org.freedesktop.Notifications"_s << name << signature << QVariant(arguments);
        QDBusConnection bus = connection(u"emitter"_s);
        (void)bus.call(message, QDBus::Block, 5000);
        QDBusConnection::disconnectFromBus(u"emitter"_s);
    }

    [[nodiscard]] bool isReady() const { return m_bus.isReady; }

private:
    [[nodiscard]] QString logFile() const { return m_bus.filePath(u"log"_s); }
    [[nodiscard]] bool isThere() const
    {
        QDBusConnection bus = connection(u"asker"_s);
        const QDBusMessage answer = bus.call(
            QDBusMessage::createMethodCall(u"org.freedesktop.Notifications"_s, u"/org/freedesktop/Notifications"_s,
                                           u"org.freedesktop.Notifications"_s, u"GetServerInformation"_s),
            QDBus::Block, 1000);
        QDBusConnection::disconnectFromBus(u"asker"_s);
        return answer.type() == QDBusMessage::ReplyMessage;
    }

    PrivateBus m_bus;
    std::unique_ptr<QProcess> m_daemon;
};

} // namespace wardline::test
