// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/ui_rig.h"
#include "tests/ui/support/ui_test_main.h"
#include "ui/kit/banner.h"
#include "ui/kit/button.h"
#include "ui/notifications/notification_presenter.h"
#include "ui/notifications/notification_words.h"
#include "ui/notifications/tray_icon.h"
#include "ui/settings/settings_page.h"
#include "ui/shell/conversation_view.h"
#include "ui/shell/work_view.h"

#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QMenu>
#include <QRadioButton>
#include <QScrollArea>
#include <QSignalSpy>
#include <QTimeEdit>

using namespace Qt::StringLiterals;
using namespace wardline;
using namespace wardline::service;
using test::demoRoom;
using test::UiRig;
using ui::TrayState;

namespace {

model::MessageId arrive(UiRig &rig, const model::Jid &room, const QString &body,
                        std::optional<model::Urgency> urgency = {})
{
    model::Message message;
    message.conversation = room;
    message.sender = test::demoPerson(u"marek");
    message.senderName = u"Marek Nowak"_s;
    message.body = body;
    message.urgency = urgency;
    const auto id = rig.workstation.fakeSession()->fakeMessages.store(message);
    rig.workstation.fakeSession()->fakeRooms.announceConversations();
    rig.settle(std::chrono::seconds(3));
    return id;
}

void openSettings(UiRig &rig)
{
    QTest::mouseClick(rig.find<QAbstractButton>("railSettings"), Qt::LeftButton);
    rig.settle();
    rig.find<ui::SettingsPage>("settingsPage")->openSection(u"notificationSettings"_s);
    rig.settle();
}

/// Scrolls to it and clicks in its middle, or on the box or circle before the words.
void click(UiRig &rig, const char *name)
{
    auto *widget = rig.find<QAbstractButton>(name);
    QVERIFY2(widget, name);
    for (QWidget *parent = widget->parentWidget(); parent; parent = parent->parentWidget()) {
        if (auto *area = qobject_cast<QScrollArea *>(parent)) {
            area->ensureWidgetVisible(widget);
        }
    }
    QTest::mouseClick(widget, Qt::LeftButton, {}, QPoint(8, widget->height() / 2));
    rig.settle();
}

Notice noticeFrom(const QString &sender, const QString &room, const QString &text)
{
    Notice notice;
    notice.conversation = notice.opens = demoRoom(u"ward");
    notice.messages = notice.conversations = 1;
    notice.sender = sender;
    notice.room = room;
    notice.text = text;
    return notice;
}

bool isPainted(const TrayState &state, QPoint point)
{
    return ui::trayPicture(state).pixmap(64, 64).toImage().pixelColor(point).alpha() > 100;
}

} // namespace

class NotificationsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wordsSayCountRoomsAndUrgency()
    {
        Notice notice;
        notice.messages = 3;
        notice.conversations = 2;
        DesktopNotification shown = ui::notificationOf(notice);
        QVERIFY2(shown.title.contains(u"3 new message"), qPrintable(shown.title));
        QVERIFY2(shown.body.contains(u"2 conversation"), qPrintable(shown.body));
        QVERIFY(!shown.isUrgent);
        QVERIFY(!shown.isFleeting);
        notice.urgent = 1;
        notice.isStat = true;
        shown = ui::notificationOf(notice);
        QVERIFY(shown.title.startsWith(u"STAT"));
        QVERIFY(shown.body.contains(u"1 of them urgent"));
        QVERIFY(shown.isUrgent);
    }

    void namesCannotReorderBreakOrFloodANotification_data()
    {
        QTest::addColumn<QString>("hostile");
        QTest::newRow("override") << u"\u202Egnp.exe"_s;
        QTest::newRow("isolates left open") << u"\u2067\u2067\u2067name"_s;
        QTest::newRow("line breaks") << u"one\ntwo\r\n\u2028three"_s;
        QTest::newRow("controls") << u"a\u0007\u001B[31mb"_s;
        QTest::newRow("64 kB") << QString(64 * 1024, u'W');
        QTest::newRow("64 kB of nothing to see") << QString(64 * 1024, QChar(0x200B));
        QTest::newRow("half an emoji") << QString(QChar(0xD83D));
    }
    void namesCannotReorderBreakOrFloodANotification()
    {
        QFETCH(QString, hostile);
        const DesktopNotification shown = ui::notificationOf(noticeFrom(hostile, hostile, hostile));
        for (const QString &text : {shown.title, shown.body}) {
            QVERIFY(text.size() < 400);
            QVERIFY(!text.contains(u'\n'));
            int depth = 0;
            for (const QChar c : text) {
                QVERIFY2(c.unicode() >= 0x20 && c.unicode() != 0x202E && c.unicode() != 0x202D, qPrintable(text));
                depth += c.unicode() == 0x2068 ? 1 : c.unicode() == 0x2069 ? -1 : 0;
                QVERIFY(depth >= 0 && depth <= 1);
                QVERIFY(c.unicode() != 0x2066 && c.unicode() != 0x2067);
            }
            QCOMPARE(depth, 0);
        }
    }

    void markupIsLeftToTheSinkThatKnowsTheServer()
    {
        const DesktopNotification shown =
            ui::notificationOf(noticeFrom(u"<b>M</b>"_s, u"A&B"_s, u"<a href='x'>y</a>"_s));
        QCOMPARE(shown.title, u"<b>M</b> in A&B"_s);
        QCOMPARE(shown.body, u"<a href='x'>y</a>"_s);
    }

    void aMessageElsewhereIsShownAndAClickOpensIt()
    {
        UiRig rig;
        rig.show();
        rig.signIn();
        ui::NotificationPresenter presenter(rig.notifier, rig.desktop, rig.sound);
        connect(&presenter, &ui::NotificationPresenter::openRequested, rig.window.get(), &ui::MainWindow::bringUp);
        rig.window->bringUp(demoRoom(u"ward"));
        rig.settle();
        QCOMPARE(rig.window->conversationInView(), demoRoom(u"ward"));
        arrive(rig, demoRoom(u"ward"), u"In view"_s);
        QVERIFY(rig.desktop.shown.empty());
        arrive(rig, demoRoom(u"pharmacy"), u"Elsewhere"_s);
        QCOMPARE(rig.desktop.shown.size(), std::size_t(1));
        const DesktopNotification shown = rig.desktop.shown.begin()->second;
        QVERIFY2(shown.title.contains(u"Marek Nowak"), qPrintable(shown.title));
        QVERIFY(!shown.body.contains(u"Elsewhere"));
        QCOMPARE(rig.sound.played, QList<Sound>{Sound::Message});
        rig.desktop.open(shown.key);
        rig.settle(std::chrono::seconds(3));
        QCOMPARE(rig.window->conversationInView(), demoRoom(u"pharmacy"));
        QVERIFY2(rig.desktop.shown.empty(), "read, so withdrawn");
    }

    void withTheSettingsOpenNoConversationIsInView()
    {
        UiRig rig;
        rig.show();
        rig.signIn();
        rig.window->bringUp(demoRoom(u"ward"));
        rig.settle();
        openSettings(rig);
        QVERIFY(rig.window->conversationInView().isEmpty());
    }

    void lockingWithdrawsAndAClickAfterwardsOpensNothing()
    {
        UiRig rig;
        rig.show();
        rig.signIn();
        ui::NotificationPresenter presenter(rig.notifier, rig.desktop, rig.sound);
        QSignalSpy opened(&presenter, &ui::NotificationPresenter::openRequested);
        arrive(rig, demoRoom(u"pharmacy"), u"Elsewhere"_s);
        const QString key = rig.desktop.shown.begin()->first;
        rig.workstation.fakeLock.lock(lock::LockReason::Idle);
        QVERIFY(rig.desktop.shown.empty());
        rig.desktop.open(key);
        QCOMPARE(opened.size(), 0);
        rig.window->bringUp(demoRoom(u"ward")); // comes to the front, locked
        rig.settle();
        QVERIFY(rig.window->conversationInView().isEmpty());
    }

    void choicesTakeEffectAtOnceByMouseAndKeyboard()
    {
        UiRig rig;
        rig.show();
        rig.signIn();
        openSettings(rig);
        QVERIFY(rig.find<QRadioButton>("level2")->isChecked());
        click(rig, "level1");
        QCOMPARE(rig.notificationSettings.level(), NotificationLevel::Mentions);
        rig.find<QWidget>("level1")->setFocus(Qt::TabFocusReason);
        rig.key(Qt::Key_Down);
        QCOMPARE(rig.notificationSettings.level(), NotificationLevel::Nothing);
        click(rig, "isSoundOn");
        QVERIFY(!rig.notificationSettings.isSoundOn());
        QCOMPARE(rig.find<QLabel>("soundWords")->text(), u"Sound is off: STAT cannot ring"_s);
        click(rig, "content1");
        QCOMPARE(rig.notificationSettings.content(), NotificationContent::Sender);
        // They are the person's: another session reads them back.
        rig.workstation.fakeLock.lock(lock::LockReason::User);
        (void)rig.workstation.fakeLock.unlock(SecretBytes::copyOf("correct horse"));
        rig.settle();
        QCOMPARE(rig.notificationSettings.level(), NotificationLevel::Nothing);
    }

    void quietHoursAreTypedAndSayTheirEnd()
    {
        UiRig rig;
        rig.show();
        rig.signIn();
        openSettings(rig);
        auto *from = rig.find<QTimeEdit>("quietFrom");
        QVERIFY(!from->isEnabled());
        click(rig, "isQuiet");
        QVERIFY(from->isEnabled());
        from->setFocus(Qt::TabFocusReason);
        from->setSelectedSection(QDateTimeEdit::HourSection);
        rig.key(Qt::Key_Up);
        QCOMPARE(rig.notificationSettings.chosen().quietHours.from, 23 * 60);
        const QTime now = QDateTime::fromMSecsSinceEpoch(rig.clock.now().time_since_epoch().count()).time();
        from->setTime(now.addSecs(-3600));
        rig.find<QTimeEdit>("quietTo")->setTime(now.addSecs(3600));
        rig.find<QTimeEdit>("quietTo")->setFocus(Qt::TabFocusReason);
        rig.key(Qt::Key_Up); // a person's change stores both
        QVERIFY(rig.notificationSettings.isQuietAt(rig.clock.now()));
        QVERIFY2(rig.find<QLabel>("quietNote")->text().contains(u"Quiet now"),
                 qPrintable(rig.find<QLabel>("quietNote")->text()));
    }

    void hoursStayBeforeMinutesWhereTheWindowReadsFromTheRight()
    {
        QApplication::setLayoutDirection(Qt::RightToLeft);
        UiRig rig;
        rig.show();
        rig.signIn();
        openSettings(rig);
        const QString shown = rig.find<QTimeEdit>("quietFrom")->text();
        QApplication::setLayoutDirection(Qt::LeftToRight);
        QVERIFY2(shown.startsWith(u"22"), qPrintable(shown));
    }

    void whatPolicyFixesCannotBeChosenAndNamesItsFile()
    {
        UiRig rig;
        rig.workstation.policyLines = {
            {u"notifications.content"_s, u"\"room\""_s, u"/etc/wardline/policy.json"_s, false}};
        rig.show();
        rig.signIn();
        openSettings(rig);
        QVERIFY(!rig.find<QRadioButton>("content3")->isEnabled());
        QVERIFY(rig.find<QRadioButton>("content2")->isChecked());
        QVERIFY(rig.find<QLabel>("contentNote")->text().contains(u"Set by your organisation: policy.json"));
        click(rig, "content3");
        QCOMPARE(rig.notificationSettings.content(), NotificationContent::Room);
    }

    void theTestButtonSaysWhatTheDeviceSaid()
    {
        UiRig rig;
        rig.show();
        rig.signIn();
        openSettings(rig);
        click(rig, "testUrgentSound");
        QCOMPARE(rig.sound.played, QList<Sound>{Sound::Urgent});
        QVERIFY2(rig.find<QLabel>("soundReport")->text().contains(u"Built-in audio"),
                 qPrintable(rig.find<QLabel>("soundReport")->text()));
        QVERIFY(rig.find<QLabel>("soundReport")->text().contains(u"45"));
        rig.sound.setState(SoundState::Muted);
        rig.settle();
        QVERIFY(rig.find<ui::Banner>("soundBand")->words().contains(u"STAT cannot ring"));
        QVERIFY(rig.find<ui::Banner>("soundBand")->words().contains(u"muted"));
        click(rig, "testMessageSound");
        QVERIFY(rig.find<QLabel>("soundReport")->text().startsWith(u"Nothing could be heard"));
    }

    void theStatusLineSaysWhenSoundIsOff()
    {
        UiRig rig;
        rig.show();
        rig.signIn();
        auto *words = rig.find<QLabel>("soundWords");
        QVERIFY(!words->isVisible());
        for (const SoundState state :
             {SoundState::Muted, SoundState::VolumeZero, SoundState::NoDevice, SoundState::NoService}) {
            rig.sound.setState(state);
            QVERIFY(words->isVisible());
            QCOMPARE(words->text(), u"Sound is off: STAT cannot ring"_s);
            QVERIFY(!words->toolTip().isEmpty());
            QVERIFY(rig.find<QWidget>("soundMark")->isVisible()); // a triangle, not a colour alone
        }
        click(rig, "soundMark");
        QCOMPARE(QApplication::focusWidget()->objectName(), u"isSoundOn"_s);
        QVERIFY(rig.find<QWidget>("soundBand")->isVisible());
        rig.sound.setState(SoundState::Audible);
        QVERIFY(!words->isVisible() && !rig.find<QWidget>("soundMark")->isVisible());
        QVERIFY(!rig.find<QWidget>("soundBand")->isVisible());
    }

    void theLockPageSaysWhenSoundIsOff()
    {
        UiRig rig;
        rig.show();
        rig.signIn();
        rig.sound.setState(SoundState::Muted);
        rig.workstation.fakeLock.lock(lock::LockReason::User);
        rig.settle();
        QVERIFY(rig.find<ui::Banner>("lockSound")->words().startsWith(u"Sound is off: STAT cannot ring"_s));
        QVERIFY(!rig.find<QLabel>("lockFacts")->text().contains(u"Sound is off"));
    }

    void aConversationHasItsOwnChoiceAndSaysWhyNothingCame()
    {
        UiRig rig;
        rig.show();
        rig.signIn();
        rig.window->bringUp(demoRoom(u"pharmacy"));
        rig.settle();
        auto *choice = rig.find<QComboBox>("roomNotificationLevel");
        QVERIFY(choice->isVisible());
        QVERIFY(choice->itemText(0).contains(u"every message"));
        choice->setFocus(Qt::TabFocusReason);
        rig.key(Qt::Key_End); // "Only STAT"
        QCOMPARE(rig.notificationSettings.levelFor(demoRoom(u"pharmacy")), NotificationLevel::Nothing);
        openSettings(rig); // out of view
        arrive(rig, demoRoom(u"pharmacy"), u"Silenced"_s);
        rig.window->bringUp(demoRoom(u"ward"));
        rig.settle();
        QCOMPARE(choice->currentIndex(), 0);
        rig.window->bringUp(demoRoom(u"pharmacy"));
        rig.settle();
        QCOMPARE(choice->currentIndex(), 3);
        QVERIFY2(rig.find<QLabel>("roomNotificationReason")->text().contains(u"silenced"),
                 qPrintable(rig.find<QLabel>("roomNotificationReason")->text()));
    }

    void theTraySaysNumbersAndNothingElse()
    {
        UiRig rig;
        rig.show();
        ui::TrayIcon tray(rig.workstation, rig.timers);
        QCOMPARE(tray.state().kind, TrayState::Kind::SignedOut);
        rig.signIn();
        QCOMPARE(tray.state().kind, TrayState::Kind::Working);
        const int before = tray.state().unread;
        openSettings(rig);
        arrive(rig, demoRoom(u"pharmacy"), u"PLANTED"_s);
        QCOMPARE(tray.state().unread, before + 1);
        const QString words = ui::trayWords(tray.state());
        QVERIFY2(words.contains(QString::number(before + 1)), qPrintable(words));
        QVERIFY(!words.contains(u"PLANTED"));
        rig.workstation.fakeLock.lock(lock::LockReason::User);
        rig.settle();
        QCOMPARE(tray.state(), (TrayState{TrayState::Kind::Locked, 0, 0}));
        QVERIFY(ui::trayWords(tray.state()).contains(u"locked"));
    }

    void theTraySaysHowManyAreUrgent()
    {
        UiRig rig;
        rig.show();
        ui::TrayIcon tray(rig.workstation, rig.timers);
        rig.signIn();
        QCOMPARE(tray.state().urgent, 0);
        for (auto &summary : rig.workstation.data.conversations) {
            if (summary.jid == demoRoom(u"pharmacy") || summary.jid == demoRoom(u"consult")) {
                summary.urgent = summary.jid == demoRoom(u"pharmacy") ? 2 : 1;
            }
        }
        Q_EMIT rig.workstation.fakeSession()->fakeRooms.conversationsChanged();
        rig.settle();
        QCOMPARE(tray.state().urgent, 3);
        QVERIFY2(ui::trayWords(tray.state()).contains(u"3 urgent"_s), qPrintable(ui::trayWords(tray.state())));
    }

    void theTrayMenuLocksOpensAndQuits()
    {
        UiRig rig;
        rig.show();
        ui::TrayIcon tray(rig.workstation, rig.timers);
        auto *lock = tray.menu().findChild<QAction *>(u"trayLock"_s);
        QVERIFY(!lock->isEnabled());
        rig.signIn();
        QVERIFY(lock->isEnabled());
        QSignalSpy opened(&tray, &ui::TrayIcon::openRequested);
        QSignalSpy quit(&tray, &ui::TrayIcon::quitRequested);
        const auto press = [&tray](const char *name) {
            tray.menu().popup(QPoint(10, 10));
            auto *action = tray.menu().findChild<QAction *>(QString::fromLatin1(name));
            QTest::mouseClick(&tray.menu(), Qt::LeftButton, {}, tray.menu().actionGeometry(action).center());
        };
        press("trayOpen");
        QCOMPARE(opened.size(), 1);
        press("trayQuit");
        QCOMPARE(quit.size(), 1);
        press("trayLock");
        QVERIFY(rig.workstation.fakeLock.isLocked());
        QVERIFY(!lock->isEnabled());
    }

    void traysMarksDifferByShape()
    {
        const TrayState unread{TrayState::Kind::Working, 3, 0};
        const TrayState urgent{TrayState::Kind::Working, 3, 1};
        const TrayState locked{TrayState::Kind::Locked, 0, 0};
        const TrayState quiet{TrayState::Kind::Working, 0, 0};
        const QPoint corner(8, 8); // within the rounded square, outside an octagon
        QVERIFY(isPainted(quiet, corner));
        QVERIFY(isPainted(unread, corner));
        QVERIFY(!isPainted(urgent, corner));
        const QPoint markCorner(30, 30); // within the padlock's square, in the rim around a disc
        QVERIFY(isPainted(locked, markCorner));
        QVERIFY(!isPainted(unread, markCorner));
        QVERIFY(isPainted(quiet, markCorner));
    }
};

WARDLINE_UI_TEST_MAIN(NotificationsTest)
#include "notifications_test.moc"
