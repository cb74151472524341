// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/ui_rig.h"
#include "tests/ui/support/ui_test_main.h"
#include "ui/shell/conversation_view.h"
#include "ui/shell/work_view.h"
#include "ui/timeline/timeline_view.h"
#include "ui/timeline/timeline_words.h"

#include <QAccessible>

using namespace Qt::StringLiterals;
using namespace wardline;
using test::demoRoom;
using test::UiRig;

namespace {

const model::Jid kRoom = demoRoom(u"handover");
const QString kFourteen = u"14 messages were sent before this device was added"_s;

ui::TimelineView &timeline(UiRig &rig)
{
    return rig.window->workView()->conversationView().timeline();
}

/// `count` messages, of which some cannot be read.
void begin(UiRig &rig, int count, int first, int unreadable, model::Unreadable reason)
{
    test::fillWithMany(rig.workstation, rig.clock, kRoom, count);
    auto &all = rig.workstation.data.messages[kRoom];
    const qsizetype start = all.size() - count + first;
    for (qsizetype i = start; i < start + unreadable; ++i) {
        all[i].unreadable = reason;
        all[i].body.clear();
    }
    rig.show();
    rig.signIn();
    rig.window->workView()->openConversation(kRoom);
    rig.settle();
    timeline(rig).setFocus(Qt::OtherFocusReason);
    rig.settle();
}

std::optional<int> foldIn(ui::TimelineView &view)
{
    for (int i = 0; i < view.rows().count(); ++i) {
        if (view.rows().at(i).fold.count > 0) {
            return i;
        }
    }
    return std::nullopt;
}

int shownRows(ui::TimelineView &view)
{
    int shown = 0;
    for (int i = 0; i < view.rows().count(); ++i) {
        shown += view.rows().at(i).fold.isHidden ? 0 : 1;
    }
    return shown;
}

void press(UiRig &rig, ui::TimelineView &view, ui::RowPart::Kind kind, int index)
{
    for (const ui::RowPart &part : view.rows().at(index).layout->parts) {
        if (part.kind == kind) {
            const QPoint place = part.rect.center() + view.rowRect(index).topLeft();
            QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, place);
            rig.settle();
            return;
        }
    }
    QFAIL("no such part");
}

} // namespace

class TimelineFoldsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsManyThatCannotBeReadInOneRow();
    void leavesAFewAsTheyAre();
    void goesAroundThemByKeyboard();
    void saysThemOnceToScreenReaders();
    void countsWhatComesLater();
    void keepsPeopleApartWhereOneCanAskThem();
    void startsAgainWithADevice();
    void showsWhatIsHeldBackAfterAQuestion();
    void saysOfEveryReasonWhatToDo();
};

void TimelineFoldsTest::tellsManyThatCannotBeReadInOneRow()
{
    UiRig rig;
    begin(rig, 30, 10, 14, model::Unreadable::OlderThanDevice);
    ui::TimelineView &view = timeline(rig);
    const auto fold = foldIn(view);
    QVERIFY(fold);
    QCOMPARE(view.rows().at(*fold).fold.count, 14);
    QVERIFY(view.rows().at(*fold).fold.isOfMany);
    QCOMPARE(shownRows(view), view.rows().count() - 13);
    QVERIFY(view.rows().at(*fold).text->text({0, view.rows().at(*fold).text->length()}) == kFourteen);
    const int height = view.rows().totalHeight();

    press(rig, view, ui::RowPart::Kind::Fold, *fold);
    QVERIFY(!foldIn(view));
    QCOMPARE(shownRows(view), view.rows().count());
    QVERIFY(view.rows().totalHeight() > height);
    press(rig, view, ui::RowPart::Kind::Fold, *fold);
    QCOMPARE(foldIn(view), fold);
    QCOMPARE(shownRows(view), view.rows().count() - 13);
}

void TimelineFoldsTest::leavesAFewAsTheyAre()
{
    UiRig rig;
    begin(rig, 30, 25, 2, model::Unreadable::OlderThanDevice);
    QVERIFY(!foldIn(timeline(rig)));
    QCOMPARE(shownRows(timeline(rig)), timeline(rig).rows().count());
}

void TimelineFoldsTest::goesAroundThemByKeyboard()
{
    UiRig rig;
    begin(rig, 30, 10, 14, model::Unreadable::OlderThanDevice);
    ui::TimelineView &view = timeline(rig);
    const int fold = *foldIn(view);
    view.setCurrent(fold + 1);
    rig.key(Qt::Key_Up);
    QCOMPARE(view.current(), std::optional(view.rows().at(fold).message.id));
    rig.key(Qt::Key_Up);
    QCOMPARE(view.current(), std::optional(view.rows().at(fold - 14).message.id));
    rig.key(Qt::Key_Down);
    QCOMPARE(view.current(), std::optional(view.rows().at(fold).message.id));
    rig.key(Qt::Key_Return);
    QVERIFY(!foldIn(view));
    view.jumpTo(view.rows().at(fold - 5).message.id);
    QCOMPARE(view.current(), std::optional(view.rows().at(fold - 5).message.id));
    rig.settle();
    view.toggleFold(view.rows().at(fold - 5).message.id);
    rig.settle();
    QCOMPARE(foldIn(view), std::optional(fold));
    view.jumpTo(view.rows().at(fold - 5).message.id); // to where it is told
    QCOMPARE(view.current(), std::optional(view.rows().at(fold).message.id));
}

void TimelineFoldsTest::saysThemOnceToScreenReaders()
{
    UiRig rig;
    begin(rig, 30, 10, 14, model::Unreadable::OlderThanDevice);
    ui::TimelineView &view = timeline(rig);
    const int fold = *foldIn(view);
    QAccessibleInterface *list = QAccessible::queryAccessibleInterface(&view);
    QVERIFY(list->child(fold)->text(QAccessible::Name).startsWith(kFourteen));
    QVERIFY(!list->child(fold)->state().invisible);
    QVERIFY(list->child(fold - 1)->state().invisible);
    QAccessibleInterface *action = list->child(fold)->child(0);
    QCOMPARE(action->role(), QAccessible::PushButton);
    QCOMPARE(action->text(QAccessible::Name), u"Show each"_s);
    action->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
    rig.settle();
    QVERIFY(!list->child(fold - 1)->state().invisible);
}

void TimelineFoldsTest::countsWhatComesLater()
{
    UiRig rig;
    begin(rig, 30, 27, 3, model::Unreadable::Pending);
    ui::TimelineView &view = timeline(rig);
    QCOMPARE(view.rows().at(*foldIn(view)).fold.count, 3);
    model::Message next = view.rows().at(view.rows().count() - 1).message;
    next.time = {};
    auto &service = rig.workstation.fakeSession()->fakeMessages;
    const model::MessageId id = service.store(next);
    rig.settle();
    QCOMPARE(view.rows().at(*foldIn(view)).fold.count, 4);
    QCOMPARE(view.rows().at(*foldIn(view)).message.id, id);
    service.change(id, [](model::Message &message) { // its keys have come
        message.unreadable.reset();
        message.body = u"potassium 6.9"_s;
    });
    rig.settle();
    QCOMPARE(view.rows().at(*foldIn(view)).fold.count, 3);
    QCOMPARE(view.rows().at(view.rows().count() - 1).message.body, u"potassium 6.9"_s);
}

/// Three of each person: the keys agreed with one do not concern another.
void TimelineFoldsTest::keepsPeopleApartWhereOneCanAskThem()
{
    UiRig rig;
    begin(rig, 30, 18, 12, model::Unreadable::BrokenSession);
    ui::TimelineView &view = timeline(rig);
    QList<int> counts;
    for (int i = 0; i < view.rows().count(); ++i) {
        if (const auto &fold = view.rows().at(i).fold; fold.count > 0) {
            counts.append(fold.count);
            QVERIFY(!fold.isOfMany);
            QVERIFY(view.rows().at(i).isHead); // it names whose they are
        }
    }
    QCOMPARE(counts, (QList<int>{3, 3, 3, 3}));
}

void TimelineFoldsTest::startsAgainWithADevice()
{
    UiRig rig;
    begin(rig, 30, 29, 1, model::Unreadable::BrokenSession);
    ui::TimelineView &view = timeline(rig);
    const int last = view.rows().count() - 1;
    press(rig, view, ui::RowPart::Kind::StartAgain, last);
    auto &service = rig.workstation.fakeSession()->fakeMessages;
    QVERIFY(service.resets.empty()); // never by itself
    QTest::mouseClick(rig.find<QWidget>("confirmYes"), Qt::LeftButton);
    rig.settle();
    QCOMPARE(service.resets.size(), std::size_t(1));
    QCOMPARE(service.resets.front(), view.rows().at(last).message.id);
}

void TimelineFoldsTest::showsWhatIsHeldBackAfterAQuestion()
{
    UiRig rig;
    begin(rig, 30, 29, 1, model::Unreadable::UncertifiedDevice);
    ui::TimelineView &view = timeline(rig);
    const int last = view.rows().count() - 1;
    press(rig, view, ui::RowPart::Kind::ShowHeld, last);
    auto &service = rig.workstation.fakeSession()->fakeMessages;
    QVERIFY(service.shown.empty()); // never by itself
    QTest::mouseClick(rig.find<QWidget>("confirmYes"), Qt::LeftButton);
    rig.settle();
    QCOMPARE(service.shown.size(), std::size_t(1));
    QCOMPARE(service.shown.front(), view.rows().at(last).message.id);
}

/// Why, and then what to do; where nothing can be done, that it is waited for, or that it is past.
void TimelineFoldsTest::saysOfEveryReasonWhatToDo()
{
    using enum model::Unreadable;
    for (const model::Unreadable reason :
         {NotForThisDevice, BrokenSession, DistrustedDevice, IdentityChanged, Forged, UnknownSender, OtherMethod,
          ClearTextRefused, Repeated, UncertifiedDevice, TooManyHeld}) {
        const QString words = ui::unreadableWords(reason);
        QVERIFY2(words.contains(u"ask", Qt::CaseInsensitive) || words.contains(u"tell your IT department"_s),
                 qPrintable(words));
    }
    QVERIFY(ui::unreadableWords(Pending).startsWith(u"Waiting"_s));
    QVERIFY(ui::unreadableWords(OlderThanDevice).contains(u"before this device"_s));
}

WARDLINE_UI_TEST_MAIN(TimelineFoldsTest)
#include "timeline_folds_test.moc"
