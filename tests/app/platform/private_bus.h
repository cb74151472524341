// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

namespace wardline::test {

using namespace Qt::StringLiterals;

/// A message bus of one's own. `isReady` is false where dbus-daemon is not installed.
class PrivateBus
{
public:
    PrivateBus()
    {
        QFile configuration(m_folder.filePath(u"bus.conf"_s));
        (void)configuration.open(QIODevice::WriteOnly);
        configuration.write(
            "<!DOCTYPE busconfig PUBLIC \"-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN\" "
            "\"http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd\"><busconfig><type>session</type>"
            "<listen>unix:path="
            + m_folder.filePath(u"bus"_s).toUtf8()
            + "</listen><auth>EXTERNAL</auth><policy context=\"default\"><allow send_destination=\"*\" "
              "eavesdrop=\"true\"/><allow eavesdrop=\"true\"/>"
              "<allow own=\"*\"/></policy></busconfig>");
        configuration.close();
        m_bus.start(u"dbus-daemon"_s, {u"--nofork"_s, u"--config-file="_s + configuration.fileName()});
        const QString socket = m_folder.filePath(u"bus"_s);
        isReady = m_bus.waitForStarted(5000) && QTest::qWaitFor([&socket] { return QFile::exists(socket); }, 5000);
        m_address = u"unix:path="_s + socket;
    }
    ~PrivateBus()
    {
        m_bus.terminate();
        (void)m_bus.waitForFinished(5000);
    }
    Q_DISABLE_COPY_MOVE(PrivateBus)

    [[nodiscard]] const QString &address() const { return m_address; }
    [[nodiscard]] QString filePath(const QString &name) const { return m_folder.filePath(name); }
    bool isReady = false;

private:
    QTemporaryDir m_folder;
    QProcess m_bus;
    QString m_address;
};

} // namespace wardline::test
