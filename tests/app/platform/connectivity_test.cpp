// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/platform/connectivity.h"
#include "tests/app/platform/private_bus.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QSignalSpy>

using namespace wardline;
using namespace wardline::test;

/// What the computer says of sleep and of the network, said by stand-ins for systemd-logind and NetworkManager on a bus
/// of our own in the place of the system's.
class ConnectivityTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void saysWhenTheComputerWokeUp();
    void saysWhenTheNetworkIsBack();
    void cleanupTestCase();

private:
    void sleeps(bool isGoingToSleep);
    void setNetwork(uint state);
    [[nodiscard]] QDBusConnection computer() const
    {
        return QDBusConnection::connectToBus(m_bus->address(), u"computer"_s);
    }

    std::unique_ptr<PrivateBus> m_bus;
    QProcess m_network;
    platform::Connectivity m_connectivity;
    bool m_hasNetwork = false;
};

void ConnectivityTest::initTestCase()
{
    m_bus = std::make_unique<PrivateBus>();
    if (!m_bus->isReady || !QFile::exists(u"/usr/lib/python3/dist-packages/dbusmock"_s)) {
        QSKIP("needs dbus-daemon and python3-dbusmock");
    }
    qputenv("DBUS_SYSTEM_BUS_ADDRESS", m_bus->address().toUtf8());
    QVERIFY(computer().registerService(u"org.freedesktop.login1"_s));
    m_network.setStandardErrorFile(m_bus->filePath(u"errors"_s));
    m_network.start(u"/usr/bin/python3"_s,
                    {u"-m"_s, u"dbusmock"_s, u"--system"_s, u"--template"_s, u"networkmanager"_s});
    m_hasNetwork = QTest::qWaitFor(
        [this] {
            const QDBusMessage asked = QDBusMessage::createMethodCall(u"org.freedesktop.NetworkManager"_s,
                                                                      u"/org/freedesktop/NetworkManager"_s,
                                                                      u"org.freedesktop.NetworkManager"_s, u"state"_s);
            return computer().call(asked, QDBus::Block, 1000).type() == QDBusMessage::ReplyMessage;
        },
        15'000);
    QVERIFY(m_hasNetwork);
    m_connectivity.watch();
    QTest::qWait(200); // the back-end asks how things are
}

void ConnectivityTest::sleeps(bool isGoingToSleep)
{
    QDBusMessage signal = QDBusMessage::createSignal(u"/org/freedesktop/login1"_s, u"org.freedesktop.login1.Manager"_s,
                                                     u"PrepareForSleep"_s);
    signal << isGoingToSleep;
    QVERIFY(computer().send(signal));
}

void ConnectivityTest::setNetwork(uint state)
{
    QDBusMessage call =
        QDBusMessage::createMethodCall(u"org.freedesktop.NetworkManager"_s, u"/org/freedesktop/NetworkManager"_s,
                                       u"org.freedesktop.DBus.Mock"_s, u"SetGlobalConnectionState"_s);
    call << state;
    QCOMPARE(computer().call(call, QDBus::Block, 5000).type(), QDBusMessage::ReplyMessage);
}

void ConnectivityTest::saysWhenTheComputerWokeUp()
{
    QSignalSpy back(&m_connectivity, &platform::Connectivity::mayBeBack);
    sleeps(true);
    QTest::qWait(100);
    QCOMPARE(back.count(), 0);
    sleeps(false);
    QTRY_COMPARE(back.count(), 1);
}

void ConnectivityTest::saysWhenTheNetworkIsBack()
{
    constexpr uint kDisconnected = 20; // NetworkManager's NMState
    constexpr uint kGlobal = 70;
    setNetwork(kDisconnected);
    QTest::qWait(300);
    QSignalSpy back(&m_connectivity, &platform::Connectivity::mayBeBack);
    setNetwork(kGlobal);
    QTRY_VERIFY_WITH_TIMEOUT(back.count() >= 1, 5000);
}

void ConnectivityTest::cleanupTestCase()
{
    m_network.terminate();
    (void)m_network.waitForFinished(5000);
    QDBusConnection::disconnectFromBus(u"computer"_s);
}

QTEST_GUILESS_MAIN(ConnectivityTest)
#include "connectivity_test.moc"
