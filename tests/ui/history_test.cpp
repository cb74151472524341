// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/ui_rig.h"
#include "tests/ui/support/ui_test_main.h"
#include "ui/kit/secret_edit.h"
#include "ui/kit/secret_text.h"
#include "ui/settings/settings_page.h"

#include <QAbstractButton>
#include <QFileDialog>
#include <QLabel>
#include <QProgressBar>

using namespace Qt::StringLiterals;
using namespace wardline;
using test::UiRig;

namespace {

service::FakeHistoryService &history(UiRig &rig)
{
    return rig.workstation.fakeSession()->fakeHistory;
}

void openHistory(UiRig &rig)
{
    QTest::mouseClick(rig.find<QAbstractButton>("railSettings"), Qt::LeftButton);
    rig.settle();
    QTest::mouseClick(rig.find<QAbstractButton>("historySettingsButton"), Qt::LeftButton);
    rig.settle();
}

void press(UiRig &rig, const char *name)
{
    auto *button = rig.find<QAbstractButton>(name);
    QVERIFY2(button->isVisible() && button->isEnabled(), name);
    button->setFocus(Qt::TabFocusReason);
    QTest::keyClick(button, Qt::Key_Space);
    rig.settle();
}

/// What a person does in the system's dialog.
void choose(UiRig &rig, const char *name, const QString &path)
{
    auto *dialog = rig.window->findChild<QFileDialog *>(QString::fromLatin1(name));
    QVERIFY(dialog);
    Q_EMIT dialog->fileSelected(path);
    dialog->close();
    rig.settle();
}

QString words(UiRig &rig, const char *name)
{
    return rig.find<QLabel>(name)->text();
}

service::HandOverRequest requestBy(model::Trust trust)
{
    service::HandOverRequest request;
    request.id = u"ask-1"_s;
    request.device = 4711;
    request.label = u"ws-4w-2"_s;
    request.fingerprint = u"0a1b2c3d 4e5f6071 8293a4b5 c6d7e8f9 0a1b2c3d 4e5f6071 8293a4b5 c6d7e8f9"_s;
    request.trust = trust;
    request.range = std::chrono::hours(24);
    return request;
}

} // namespace

class HistoryTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aBackupIsWrittenStepByStepAndItsWordsAreGoneAfterwards()
    {
        UiRig rig;
        rig.show();
        rig.signIn();
        openHistory(rig);
        history(rig).backupAnswer = service::BackupSummary{rig.clock.now(), 1, 12, {}, {}};
        press(rig, "backUp");
        auto *last = rig.find<ui::SecretText>("backupWord24");
        QVERIFY(last->isVisible());
        QCOMPARE(last->secret().view().toByteArray(), QByteArray("art"));
        press(rig, "backupWordsKept");
        choose(rig, "backupTarget", u"/tmp/messages.wlh"_s);
        QCOMPARE(history(rig).lastPath, u"/tmp/messages.wlh"_s);
        QCOMPARE(history(rig).lastWords, history(rig).words.join(u' '));
        QVERIFY(!rig.window->findChild<ui::SecretText *>(u"backupWord24"_s));
        QVERIFY(rig.find<QWidget>("backupBanner")->isVisible());
        QVERIFY(rig.find<QAbstractButton>("backUp")->isVisible());
    }
    void aBackupUnderWayShowsHowFarItIsAndCanBeCancelled()
    {
        UiRig rig;
        rig.show();
        rig.signIn();
        openHistory(rig);
        history(rig).isHeld = true;
        press(rig, "backUp");
        press(rig, "backupWordsKept");
        choose(rig, "backupTarget", u"/tmp/messages.wlh"_s);
        history(rig).setPercent(40);
        rig.settle();
        QCOMPARE(rig.find<QProgressBar>("backupProgress")->value(), 40);
        press(rig, "backupCancel");
        QCOMPARE(history(rig).cancelled, 1);
        QVERIFY(rig.find<QAbstractButton>("backUp")->isVisible());
    }
    void eachWordIsCheckedWhileItIsTyped()
    {
        UiRig rig;
        rig.show();
        rig.signIn();
        openHistory(rig);
        press(rig, "restoreBackup");
        choose(rig, "backupSource", u"/tmp/messages.wlh"_s);
        auto *field = rig.find<ui::SecretEdit>("backupWordsField");
        QCOMPARE(rig.window->focusWidget(), field); // has the keyboard when the dialog is gone
        auto *bring = rig.find<QAbstractButton>("backupRestoreNow");
        QTest::keyClicks(field, u"ABANDON abandon xyz "_s);
        rig.settle();
        QVERIFY(words(rig, "backupWordsState").contains(u"3"_s));
        QVERIFY(!bring->isEnabled());
        for (int i = 0; i < 4; ++i) {
            QTest::keyClick(field, Qt::Key_Backspace);
        }
        QTest::keyClicks(field, u"abandon "_s.repeated(21) + u"art"_s);
        rig.settle();
        QVERIFY(bring->isEnabled());
        QTest::keyClick(field, Qt::Key_Return);
        rig.settle();
        QVERIFY(history(rig).lastWords.endsWith(u"art"_s));
        QVERIFY(!history(rig).lastMayBeOlder);
        QVERIFY(field->isEmpty());
    }
    void anOlderBackupIsTakenOnlyWhenSomebodySaysSo()
    {
        UiRig rig;
        rig.show();
        rig.signIn();
        openHistory(rig);
        history(rig).restoreAnswer = failure(service::HistoryFault::Older);
        press(rig, "restoreBackup");
        choose(rig, "backupSource", u"/tmp/messages.wlh"_s);
        auto *field = rig.find<ui::SecretEdit>("backupWordsField");
        QTest::keyClicks(field, history(rig).words.join(u' '));
        QTest::keyClick(field, Qt::Key_Return);
        rig.settle();
        history(rig).restoreAnswer = service::RestoreSummary{{rig.clock.now(), 1, 3, {}, {}}, 2, 1, 0, 0};
        auto *banner = rig.find<QWidget>("backupBanner");
        QVERIFY(banner->isVisible());
        auto *anyway = banner->findChild<QAbstractButton *>();
        for (auto *button : banner->findChildren<QAbstractButton *>()) {
            anyway = button->text().isEmpty() ? anyway : button;
        }
        QTest::mouseClick(anyway, Qt::LeftButton);
        rig.settle();
        QVERIFY(history(rig).lastMayBeOlder);
    }
    void lockingDropsTheWords()
    {
        UiRig rig;
        rig.show();
        rig.signIn();
        openHistory(rig);
        press(rig, "backUp");
        QVERIFY(rig.window->findChild<ui::SecretText *>(u"backupWord1"_s));
        rig.workstation.fakeLock.lock(lock::LockReason::User);
        rig.settle();
        QVERIFY(!rig.window->findChild<ui::SecretText *>(u"backupWord1"_s));
    }
    void policyCanForbidBackups()
    {
        UiRig rig;
        rig.show();
        rig.signIn();
        openHistory(rig);
        QVERIFY(rig.find<QAbstractButton>("backUp")->isEnabled());
        history(rig).isAllowed = false;
        history(rig).setPercent(0);
        QVERIFY(!rig.find<QAbstractButton>("backUp")->isEnabled());
        QVERIFY(rig.find<QAbstractButton>("restoreBackup")->isEnabled());
    }

    void saysHowMessagesFollow()
    {
        UiRig rig;
        rig.show();
        rig.signIn();
        openHistory(rig);
        using Kind = service::RoamingState::Kind;
        QStringList seen;
        for (const Kind kind : {Kind::Off, Kind::Withdrawing, Kind::NoSecret, Kind::Preparing, Kind::Fetching,
                                Kind::Current, Kind::OtherPassword, Kind::Refused}) {
            history(rig).setRoaming({kind, 72, 0, std::nullopt});
            const QString said = words(rig, "roamingWords");
            QVERIFY(!said.isEmpty() && !seen.contains(said));
            seen.append(said);
        }
    }
    void asksOtherDevicesAndTellsWhatBecameOfIt()
    {
        UiRig rig;
        rig.show();
        rig.signIn();
        history(rig).devices = 2;
        openHistory(rig);
        press(rig, "askDevices");
        QCOMPARE(history(rig).askedRange, std::chrono::hours(72));
        QVERIFY(words(rig, "handOverWords").contains(u"2"_s));
        QVERIFY(!rig.find<QAbstractButton>("askDevices")->isEnabled());
        history(rig).setHandOver({service::HandOverState::Kind::Failed, 0, 0, service::HistoryFault::Declined, 0});
        QVERIFY(!words(rig, "handOverWords").isEmpty());
        QVERIFY(rig.find<QAbstractButton>("askDevices")->isEnabled());
        press(rig, "askDevices");
        press(rig, "cancelHandOver");
        QCOMPARE(history(rig).handOver().kind, service::HandOverState::Kind::None);
    }

    void aDeviceThatAsksIsShownAndAnswered_data()
    {
        QTest::addColumn<bool>("isYes");
        QTest::addColumn<int>("trust");
        QTest::newRow("yes to a compared one") << true << int(model::Trust::Verified);
        QTest::newRow("no to a compared one") << false << int(model::Trust::Certified);
        QTest::newRow("yes to an unknown one") << true << int(model::Trust::Blind);
        QTest::newRow("no to an unknown one") << false << int(model::Trust::Blind);
    }
    void aDeviceThatAsksIsShownAndAnswered()
    {
        QFETCH(const bool, isYes);
        QFETCH(const int, trust);
        UiRig rig;
        rig.show();
        rig.signIn();
        auto *banner = rig.find<QWidget>("handOverBanner");
        QVERIFY(!banner->isVisible());
        const QWidget *focus = QApplication::focusWidget();
        history(rig).setRequest(requestBy(model::Trust(trust)));
        rig.settle();
        QVERIFY(banner->isVisible());
        QCOMPARE(QApplication::focusWidget(), focus); // it never takes the keyboard
        QVERIFY(words(rig, "handOverRequest").contains(u"ws-4w-2"_s));
        QCOMPARE(words(rig, "handOverNumber").replace(u'\n', u' '), requestBy(model::Trust::Blind).fingerprint);
        press(rig, isYes ? "handOverYes" : "handOverNo");
        QCOMPARE(history(rig).answers, (QList<std::pair<QString, bool>>{{u"ask-1"_s, isYes}}));
        QVERIFY(!banner->isVisible());
    }
    void aRequestIsGoneAtLock()
    {
        UiRig rig;
        rig.show();
        rig.signIn();
        history(rig).setRequest(requestBy(model::Trust::Blind));
        rig.settle();
        rig.workstation.fakeLock.lock(lock::LockReason::User);
        rig.settle();
        auto *banner = rig.window->findChild<QWidget *>(u"handOverBanner"_s);
        QVERIFY(!banner || banner->isHidden());
        QVERIFY(!banner || words(rig, "handOverRequest").isEmpty());
    }
};

WARDLINE_UI_TEST_MAIN(HistoryTest)
#include "history_test.moc"
