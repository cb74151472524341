// SPDX-License-Identifier: GPL-3.0-or-later
// What a screen reader hears of buttons that stay down, and that its own action does what a click does: it toggles such
// a button without pressing it, so nothing may wait for the press.
#include "tests/ui/support/timeline_scene.h"
#include "tests/ui/support/ui_rig.h"
#include "tests/ui/support/ui_test_main.h"

#include "ui/settings/settings_page.h"
#include "ui/shell/conversation_view.h"
#include "ui/shell/work_view.h"
#include "ui/timeline/timeline_view.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QLabel>
#include <QListView>
#include <QMenu>

using namespace Qt::StringLiterals;
using namespace wardline;
using test::demoRoom;
using test::UiRig;

namespace {

void begin(UiRig &rig)
{
    rig.theme.setReducedMotion(true);
    rig.show();
    rig.signIn();
    rig.window->workView()->openConversation(demoRoom(u"ward"));
    rig.settle();
}

int rowsOf(UiRig &rig, const char *list)
{
    return rig.find<QListView>(list)->model()->rowCount();
}

/// As a screen reader does it.
void toggle(UiRig &rig, QWidget *widget)
{
    QVERIFY(widget);
    QAccessibleInterface *seen = QAccessible::queryAccessibleInterface(widget);
    QVERIFY(seen && seen->actionInterface());
    const QString action = QAccessibleActionInterface::toggleAction();
    QVERIFY2(seen->actionInterface()->actionNames().contains(action), qPrintable(widget->objectName()));
    seen->actionInterface()->doAction(action);
    rig.settle();
}

void toggle(UiRig &rig, const char *name)
{
    toggle(rig, rig.find<QWidget>(name));
}

} // namespace

class ChoicesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneOfSeveralIsAnnouncedAsThat_data()
    {
        QTest::addColumn<QByteArray>("name");
        for (const char *name :
             {"railConversations", "railPeople", "railSettings", "filterAll", "filterUnread", "filterUrgent",
              "filterMine", "searchHere", "searchEverywhere", "directoryEverybody", "directoryOnline",
              "lookSettingsButton", "lockSettingsButton", "policySettingsButton", "aboutSettingsButton"}) {
            QTest::newRow(name) << QByteArray(name);
        }
    }
    void oneOfSeveralIsAnnouncedAsThat()
    {
        QFETCH(QByteArray, name);
        UiRig rig;
        begin(rig);
        const auto *seen = QAccessible::queryAccessibleInterface(rig.find<QWidget>(name.constData()));
        QVERIFY(seen);
        QCOMPARE(seen->role(), QAccessible::RadioButton);
    }
    void aReaderGoesToAPlace()
    {
        UiRig rig;
        begin(rig);
        toggle(rig, "railSettings");
        QVERIFY(rig.find<QWidget>("settingsPage")->isVisible());
        toggle(rig, "railConversations");
        QVERIFY(!rig.find<QWidget>("settingsPage")->isVisible());
    }
    void theSamePlaceAgainLeadsBackToItsFirstPage()
    {
        UiRig rig;
        begin(rig);
        rig.key(Qt::Key_N, Qt::ControlModifier);
        QVERIFY(rig.find<QWidget>("newConversationPane")->isVisible());
        QTest::mouseClick(rig.find<QWidget>("railConversations"), Qt::LeftButton);
        rig.settle();
        QVERIFY(!rig.find<QWidget>("newConversationPane")->isVisible());
    }
    void aReaderFiltersTheConversations()
    {
        UiRig rig;
        begin(rig);
        const int all = rowsOf(rig, "conversationList");
        toggle(rig, "filterUnread");
        QVERIFY(rowsOf(rig, "conversationList") < all);
        toggle(rig, "filterAll");
        QCOMPARE(rowsOf(rig, "conversationList"), all);
    }
    void aReaderSearchesElsewhere()
    {
        UiRig rig;
        begin(rig);
        rig.key(Qt::Key_F, Qt::ControlModifier);
        rig.type("bed");
        rig.settle();
        const int here = rowsOf(rig, "searchResults");
        toggle(rig, "searchEverywhere");
        QVERIFY(rowsOf(rig, "searchResults") > here);
        toggle(rig, "searchHere");
        QCOMPARE(rowsOf(rig, "searchResults"), here);
    }
    void aReaderSeesWhoIsHere()
    {
        UiRig rig;
        begin(rig);
        toggle(rig, "railPeople");
        const int all = rowsOf(rig, "directoryList");
        toggle(rig, "directoryOnline");
        QVERIFY(rowsOf(rig, "directoryList") < all);
        toggle(rig, "directoryEverybody");
        QCOMPARE(rowsOf(rig, "directoryList"), all);
    }
    void aReaderHidesAndShowsTheDetails()
    {
        UiRig rig;
        begin(rig);
        auto *button = rig.find<QAbstractButton>("toggleDetails");
        const QWidget *pane = rig.find<QWidget>("detailsPane");
        QVERIFY(button->isChecked() && pane->isVisible());
        toggle(rig, button);
        QVERIFY(!button->isChecked() && !pane->isVisible());
        toggle(rig, button);
        QVERIFY(button->isChecked() && pane->isVisible());
    }
    void theDetailsSlideInAndNotWhereMotionIsReduced()
    {
        for (const bool isReduced : {false, true}) {
            UiRig rig;
            begin(rig);
            rig.theme.setReducedMotion(isReduced);
            auto *button = rig.find<QAbstractButton>("toggleDetails");
            const QWidget *pane = rig.find<QWidget>("detailsPane");
            toggle(rig, button);
            QVERIFY(!pane->isVisible());
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_I, Qt::ControlModifier); // nothing else runs yet
            QVERIFY(pane->isVisible());
            const auto place = [&] { return pane->mapTo(rig.window.get(), QPoint(0, 0)).x(); };
            const int start = place();
            const int end = rig.window->width() - pane->width();
            QVERIFY2(isReduced ? start == end : start > end, qPrintable(QString::number(start)));
            QTRY_COMPARE_WITH_TIMEOUT(place(), end, 1'000);
        }
    }
    void theChipSaysWhoIsSignedInAndLetsSomebodyElseIn()
    {
        UiRig rig;
        begin(rig);
        auto *chip = rig.find<QAbstractButton>("identityChip");
        QCOMPARE(chip->accessibleName(), u"Signed in as Anna Berg, Nurse. Not you?"_s);
        QTest::mouseClick(chip, Qt::LeftButton);
        auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        QVERIFY(menu && !menu->actions().isEmpty());
        QAction *leave = menu->actions().constLast();
        QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(leave).center());
        rig.settle();
        QCOMPARE(rig.workstation.fakeSignIn.state(), model::SignInState::SignedOut);
        QVERIFY(rig.find<QWidget>("signIn")->isVisible());
    }
    void aReaderReacts()
    {
        UiRig rig;
        test::fillWithEveryRow(rig.workstation, rig.clock);
        begin(rig);
        ui::TimelineView &timeline = rig.window->workView()->conversationView().timeline();
        const model::MessageId id = timeline.rows().at(3).message.id;
        const auto own = [&] {
            const auto &all = timeline.rows().at(*timeline.rows().indexOf(id)).message.reactions;
            return std::count_if(all.begin(), all.end(), [](const model::Reaction &r) { return r.isOwn; });
        };
        const auto before = own();
        timeline.actions().run(ui::TimelineActions::Action::React, id);
        rig.settle();
        const QWidget *picker = rig.find<QWidget>("reactionPicker");
        QVERIFY(picker);
        toggle(rig, picker->findChildren<QAbstractButton *>().first());
        QCOMPARE(own(), before + 1);
        QVERIFY(!rig.find<QWidget>("reactionPicker"));
    }
    void whatIsAskedIsInTheTreeAndTabStaysInIt()
    {
        UiRig rig;
        begin(rig);
        model::Message own;
        own.conversation = demoRoom(u"ward");
        own.sender = rig.workstation.data.account;
        own.isOwn = true;
        own.body = u"Wrong room"_s;
        own.state = model::DeliveryState::Seen;
        const auto id = rig.workstation.fakeSession()->fakeMessages.store(own);
        rig.settle();
        ui::TimelineView &view = rig.window->workView()->conversationView().timeline();
        view.setFocus(Qt::TabFocusReason);
        view.actions().run(ui::TimelineActions::Action::TakeBack, id);
        QAccessibleInterface *list = QAccessible::queryAccessibleInterface(&view);
        QAccessibleInterface *asked = list->child(list->childCount() - 1);
        QVERIFY(asked);
        QCOMPARE(asked->object(), rig.find<QObject>("confirmPopover"));
        QCOMPARE(asked->text(QAccessible::Name), u"Take this message back?"_s);
        QCOMPARE(list->indexOfChild(asked), list->childCount() - 1);
        QCOMPARE(QApplication::focusWidget()->objectName(), u"confirmNo"_s);
        rig.key(Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget()->objectName(), u"confirmYes"_s);
        rig.key(Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget()->objectName(), u"confirmNo"_s);
        rig.key(Qt::Key_Backtab, Qt::ShiftModifier);
        rig.key(Qt::Key_Return); // on "Take back", by keys alone
        rig.settle();
        QVERIFY(rig.workstation.data.messages[demoRoom(u"ward")].last().tombstone.has_value());
    }
    void aReaderChangesSettings()
    {
        UiRig rig;
        begin(rig);
        toggle(rig, "railSettings");
        toggle(rig, "scheme-dark");
        QCOMPARE(rig.theme.scheme(), ui::Scheme::Dark);
        rig.theme.setReducedMotion(false);
        toggle(rig, "reducedMotion");
        QVERIFY(rig.theme.reducedMotion());
        toggle(rig, "notificationSettingsButton");
        toggle(rig, "isSoundOn");
        QVERIFY(!rig.notificationSettings.isSoundOn());
        toggle(rig, "isQuiet");
        QVERIFY(rig.notificationSettings.chosen().isQuietAtNight);
        toggle(rig, "level1");
        QCOMPARE(int(rig.notificationSettings.level()), 1);
    }
};

WARDLINE_UI_TEST_MAIN(ChoicesTest)
#include "choices_test.moc"
