// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/platform/linux/freedesktop_notifications.h"

#include "core/base/fake_timer_factory.h"
#include "core/service/fake_sound_player.h"
#include "core/service/fake_workstation.h"
#include "core/service/notifier.h"
#include "tests/app/platform/notification_server.h"
#include "ui/notifications/notification_presenter.h"

#include <QSignalSpy>

using namespace wardline;
using namespace wardline::service;
using platform::FreedesktopNotifications;
using test::NotificationServer;
using namespace Qt::StringLiterals;

namespace {

const QString kBus = u"under-test"_s;
const QString kPlanted = u"PLANTED-potassium-6.8"_s;

DesktopNotification example(const QString &key = u"a"_s)
{
    return {.key = key, .title = u"Marek Nowak"_s, .body = u"1 new message"_s, .openLabel = u"Open"_s};
}

/// Everything from a stored message to the bus, for one signed-in person.
struct Chain
{
    Chain(NotificationSink &sink, const NotificationLimits &limits)
        : settings(workstation, limits)
        , notifier(workstation, settings, clock, timers, [] { return model::Jid(); })
        , presenter(notifier, sink, sound)
    {
        workstation.data.account = *model::Jid::parse(u"anna@clinic.example");
        model::ConversationSummary room;
        room.jid = *model::Jid::parse(u"r7mb@rooms.example");
        room.title = u"PLANTED-title"_s;
        workstation.data.conversations.append(room);
        workstation.fakeSignIn.signInAtOnce();
    }
    void arrive(const QString &text)
    {
        model::Message message;
        message.conversation = workstation.data.conversations.first().jid;
        message.senderName = u"PLANTED-sender"_s;
        message.body = text;
        workstation.fakeSession()->fakeMessages.store(message);
        QCoreApplication::processEvents();
        timers.advance(std::chrono::seconds(3));
    }

    FakeClock clock;
    FakeTimerFactory timers{clock};
    FakeWorkstation workstation{clock};
    FakeSoundPlayer sound;
    NotificationSettings settings;
    Notifier notifier;
    ui::NotificationPresenter presenter;
};

} // namespace

class FreedesktopNotificationsTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<NotificationServer> m_server;
    std::unique_ptr<FreedesktopNotifications> m_sink;

    void open() { m_sink = std::make_unique<FreedesktopNotifications>(m_server->connection(kBus)); }
    void openWithServer(const QString &capabilities = u"body body-markup actions"_s)
    {
        QVERIFY(m_server->start(capabilities));
        open();
        QTRY_VERIFY(m_sink->isAvailable());
    }

private Q_SLOTS:
    void init()
    {
        m_server = std::make_unique<NotificationServer>();
        if (!m_server->isReady() || !QFile::exists(u"/usr/lib/python3/dist-packages/dbusmock"_s)) {
            QSKIP("needs dbus-daemon and python3-dbusmock");
        }
    }
    void cleanup()
    {
        m_sink.reset();
        QDBusConnection::disconnectFromBus(kBus);
        m_server.reset();
    }

    void showsAndReplacesByTheServersNumber()
    {
        openWithServer();
        m_sink->show(example());
        QVERIFY(m_server->waitForCalls(u"Notify"_s, 1));
        QTest::qWait(50); // the answer with the number
        m_sink->show(example());
        QVERIFY(m_server->waitForCalls(u"Notify"_s, 2));
        const QStringList calls = m_server->calls(u"Notify"_s);
        QVERIFY2(calls[0].contains(u"\"Wardline\" 0 \"wardline\" \"Marek Nowak\" \"1 new message\""),
                 qPrintable(calls[0]));
        QVERIFY2(calls[1].contains(u"\"Wardline\" 1 \"wardline\""), qPrintable(calls[1]));
        for (const QString &part :
             {u"\"urgency\": 1"_s, u"\"suppress-sound\": True"_s, u"\"desktop-entry\": \"wardline\""_s,
              u"\"im.received\""_s, u"[\"default\", \"Open\", \"open\", \"Open\"]"_s}) {
            QVERIFY2(calls[0].contains(part), qPrintable(calls[0]));
        }
        QVERIFY(!calls[0].contains(u"transient"));
    }

    void twoInARowBeforeTheFirstAnswerShowTheLastOne()
    {
        openWithServer();
        for (const QString &body : {u"one"_s, u"two"_s, u"three"_s}) {
            DesktopNotification notification = example();
            notification.body = body;
            m_sink->show(notification);
        }
        QVERIFY(m_server->waitForCalls(u"Notify"_s, 2));
        QTest::qWait(100);
        const QStringList calls = m_server->calls(u"Notify"_s);
        QCOMPARE(calls.size(), 2);
        QVERIFY(calls[0].contains(u"\"one\""));
        QVERIFY2(calls[1].contains(u"\"Wardline\" 1 ") && calls[1].contains(u"\"three\""), qPrintable(calls[1]));
    }

    void urgentOnesStayAndThoseThatNameSomebodyAreNotKept()
    {
        openWithServer();
        DesktopNotification urgent = example();
        urgent.isUrgent = true;
        m_sink->show(urgent);
        DesktopNotification fleeting = example(u"b"_s);
        fleeting.isFleeting = true;
        m_sink->show(fleeting);
        QVERIFY(m_server->waitForCalls(u"Notify"_s, 2));
        const QStringList calls = m_server->calls(u"Notify"_s);
        QVERIFY2(calls[0].contains(u"\"urgency\": 2") && calls[0].trimmed().endsWith(u"} 0"), qPrintable(calls[0]));
        QVERIFY2(calls[1].contains(u"\"transient\": True") && calls[1].trimmed().endsWith(u"} -1"),
                 qPrintable(calls[1]));
    }

    void markupIsEscapedOnlyWhereItIsRead_data()
    {
        QTest::addColumn<QString>("capabilities");
        QTest::addColumn<QString>("body");
        QTest::newRow("read") << u"body body-markup"_s << u"\"&lt;b&gt;5 &lt; 6&lt;/b&gt; &amp;amp;\""_s;
        QTest::newRow("plain") << u"body"_s << u"\"<b>5 < 6</b> &amp;\""_s;
        QTest::newRow("no body at all") << u"persistence"_s << u"\"Marek Nowak\" \"\" []"_s;
    }
    void markupIsEscapedOnlyWhereItIsRead()
    {
        QFETCH(QString, capabilities);
        QFETCH(QString, body);
        openWithServer(capabilities);
        DesktopNotification notification = example();
        notification.body = u"<b>5 < 6</b> &amp;"_s;
        m_sink->show(notification);
        QVERIFY(m_server->waitForCalls(u"Notify"_s, 1));
        const QString call = m_server->calls(u"Notify"_s).first();
        QVERIFY2(call.contains(body), qPrintable(call));
    }

    void hugeTextsAreCut()
    {
        openWithServer();
        DesktopNotification notification = example();
        notification.title = QString(64 * 1024, u'<');
        notification.body = QString(64 * 1024, u'&');
        m_sink->show(notification);
        QVERIFY(m_server->waitForCalls(u"Notify"_s, 1));
        QVERIFY(m_server->calls(u"Notify"_s).first().size() < 4000);
    }

    void withdrawingClosesAlsoWhatIsStillOnItsWay()
    {
        openWithServer();
        m_sink->show(example(u"a"_s));
        QVERIFY(m_server->waitForCalls(u"Notify"_s, 1));
        QTest::qWait(50);
        m_sink->withdraw(u"a"_s);
        QVERIFY(m_server->waitForCalls(u"CloseNotification"_s, 1));
        m_sink->show(example(u"b"_s));
        m_sink->withdrawAll();
        QVERIFY(m_server->waitForCalls(u"CloseNotification"_s, 2));
        QVERIFY(m_server->calls(u"CloseNotification"_s).last().trimmed().endsWith(u" 2"));
        m_sink->withdraw(u"a"_s); // long gone
        QTest::qWait(50);
        QCOMPARE(m_server->calls(u"CloseNotification"_s).size(), 2);
    }

    void buttonsCountOnlyFromTheServerAndForOurNumbers()
    {
        openWithServer();
        m_sink->show(example(u"a"_s));
        QVERIFY(m_server->waitForCalls(u"Notify"_s, 1));
        QTest::qWait(50);
        QSignalSpy activated(m_sink.get(), &NotificationSink::activated);
        QSignalSpy dismissed(m_sink.get(), &NotificationSink::dismissed);
        m_server->emitSignal(u"ActionInvoked"_s, u"us"_s, {77U, u"open"_s});
        m_server->emitSignal(u"ActionInvoked"_s, u"us"_s, {1U, u"delete"_s});
        m_server->emitSignal(u"ActionInvoked"_s, u"us"_s, {0U, u"open"_s});
        QDBusMessage forged = QDBusMessage::createSignal(u"/org/freedesktop/Notifications"_s,
                                                         u"org.freedesktop.Notifications"_s, u"ActionInvoked"_s);
        forged << 1U << u"open"_s;
        QDBusConnection stranger = m_server->connection(u"stranger"_s);
        QVERIFY(stranger.send(forged));
        QTest::qWait(100);
        QDBusConnection::disconnectFromBus(u"stranger"_s);
        QCOMPARE(activated.size(), 0);
        m_server->emitSignal(u"ActionInvoked"_s, u"us"_s, {1U, u"open"_s});
        QTRY_COMPARE(activated.size(), 1);
        QCOMPARE(activated.first().first().toString(), u"a"_s);
        m_server->emitSignal(u"NotificationClosed"_s, u"uu"_s, {1U, 2U});
        QTRY_COMPARE(dismissed.size(), 1);
        m_server->emitSignal(u"ActionInvoked"_s, u"us"_s, {1U, u"open"_s}); // it is gone
        QTest::qWait(50);
        QCOMPARE(activated.size(), 1);
    }

    void whatExpiredWasNotDismissed()
    {
        openWithServer();
        m_sink->show(example(u"a"_s));
        QVERIFY(m_server->waitForCalls(u"Notify"_s, 1));
        QTest::qWait(50);
        QSignalSpy dismissed(m_sink.get(), &NotificationSink::dismissed);
        m_server->emitSignal(u"NotificationClosed"_s, u"uu"_s, {1U, 1U});
        QTest::qWait(100);
        QCOMPARE(dismissed.size(), 0);
    }

    void nothingHappensWithoutAServerOrABus()
    {
        open();
        m_sink->show(example());
        m_sink->withdraw(u"a"_s);
        m_sink->withdrawAll();
        QTest::qWait(100);
        QVERIFY(!m_sink->isAvailable());
        FreedesktopNotifications busless(QDBusConnection(u"there is none"_s));
        busless.show(example());
        busless.withdrawAll();
        QVERIFY(!busless.isAvailable());
    }

    void aServerMayComeLateAndStartAnew()
    {
        open();
        QSignalSpy availability(m_sink.get(), &NotificationSink::availabilityChanged);
        QVERIFY(m_server->start());
        QTRY_VERIFY(m_sink->isAvailable());
        m_sink->show(example());
        QVERIFY(m_server->waitForCalls(u"Notify"_s, 1));
        m_server->stop();
        QTRY_VERIFY(!m_sink->isAvailable());
        m_sink->show(example()); // to nobody
        QVERIFY(m_server->start());
        QTRY_VERIFY(m_sink->isAvailable());
        m_sink->show(example());
        QVERIFY(m_server->waitForCalls(u"Notify"_s, 1));
        QVERIFY2(m_server->calls(u"Notify"_s).last().contains(u"\"Wardline\" 0 "),
                 "the new server knows no old number");
        QCOMPARE(availability.size(), 3);
    }

    void byDefaultNothingOfAMessageCrossesTheBus()
    {
        openWithServer();
        Chain chain(*m_sink, NotificationLimits());
        chain.arrive(kPlanted);
        chain.arrive(kPlanted);
        QVERIFY(m_server->waitForCalls(u"Notify"_s, 1));
        QTest::qWait(100);
        QVERIFY2(m_server->log().contains(u"new message"), qPrintable(m_server->log()));
        QVERIFY2(!m_server->log().contains(u"PLANTED"), qPrintable(m_server->log()));
        QVERIFY(!m_server->log().contains(u"r7mb"));
        chain.workstation.fakeLock.lock(lock::LockReason::Idle);
        QVERIFY(m_server->waitForCalls(u"CloseNotification"_s, 1));
    }

    void onlyWhatPolicyAllowsCrossesTheBus_data()
    {
        QTest::addColumn<int>("content");
        QTest::addColumn<QStringList>("present");
        QTest::addColumn<QStringList>("absent");
        const QString sender = u"PLANTED-sender"_s;
        const QString title = u"PLANTED-title"_s;
        QTest::newRow("sender") << int(NotificationContent::Sender) << QStringList{sender}
                                << QStringList{title, kPlanted};
        QTest::newRow("room") << int(NotificationContent::Room) << QStringList{sender, title} << QStringList{kPlanted};
        QTest::newRow("text") << int(NotificationContent::Text) << QStringList{sender, title, kPlanted}
                              << QStringList();
    }
    void onlyWhatPolicyAllowsCrossesTheBus()
    {
        QFETCH(int, content);
        QFETCH(QStringList, present);
        QFETCH(QStringList, absent);
        openWithServer();
        Chain chain(*m_sink, {.mostContent = static_cast<NotificationContent>(content)});
        chain.arrive(kPlanted);
        QVERIFY(m_server->waitForCalls(u"Notify"_s, 1));
        for (const QString &each : std::as_const(present)) {
            QVERIFY2(m_server->log().contains(each), qPrintable(each));
        }
        for (const QString &each : std::as_const(absent)) {
            QVERIFY2(!m_server->log().contains(each), qPrintable(each));
        }
    }

    void aServerThatStartsAnewIsGivenWhatIsStillTrue()
    {
        openWithServer();
        Chain chain(*m_sink, NotificationLimits());
        chain.arrive(kPlanted);
        QVERIFY(m_server->waitForCalls(u"Notify"_s, 1));
        m_server->stop();
        QTRY_VERIFY(!m_sink->isAvailable());
        QVERIFY(m_server->start());
        QVERIFY(m_server->waitForCalls(u"Notify"_s, 1));
    }
};

QTEST_GUILESS_MAIN(FreedesktopNotificationsTest)
#include "freedesktop_notifications_test.moc"
