// SPDX-License-Identifier: GPL-3.0-or-later
// What the messages say while there are none, how large what can be hit is, and the way from a row's menu to the field.
#include "tests/ui/support/timeline_scene.h"
#include "tests/ui/support/timeline_ward.h"
#include "tests/ui/support/ui_test_main.h"
#include "ui/kit/metrics.h"
#include "ui/shell/conversation_view.h"
#include "ui/shell/work_view.h"
#include "ui/timeline/timeline_view.h"

#include <QImage>
#include <QLabel>
#include <QScrollBar>
#include <QScopeGuard>
#include <QSet>
#include <QWheelEvent>

using namespace Qt::StringLiterals;
using namespace wardline;
using model::MessageId;
using test::demoRoom;
using test::UiRig;
using test::Ward;

namespace {

const model::Jid kRoom = demoRoom(u"handover");

ui::TimelineView &timeline(UiRig &rig)
{
    return rig.window->workView()->conversationView().timeline();
}

model::Message fromColleague(const QString &body)
{
    model::Message message;
    message.conversation = kRoom;
    message.sender = test::demoPerson(u"marek");
    message.senderName = u"Marek Novák"_s;
    message.role.role = model::CareRole::Physician;
    message.body = body;
    return message;
}

} // namespace

class TimelineWaysTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void saysThatHistoryIsBeingFilled()
    {
        UiRig rig;
        rig.workstation.data.beingFilled.insert(kRoom);
        test::fillWithMany(rig.workstation, rig.clock, kRoom, 30);
        rig.show();
        rig.signIn();
        rig.window->workView()->openConversation(kRoom);
        rig.settle();
        QVERIFY(timeline(rig).rows().count() > 0);
        timeline(rig).verticalScrollBar()->setValue(0);
        rig.settle();
        const auto said = [&] { return timeline(rig).accessibleDescription(); };
        QVERIFY2(said().contains(u"being fetched"_s), qPrintable(said()));
        const QImage filling = timeline(rig).grab().toImage();
        rig.workstation.data.beingFilled.clear();
        rig.workstation.fakeSession()->fakeMessages.announceHistory(kRoom);
        rig.settle();
        timeline(rig).verticalScrollBar()->setValue(0);
        QVERIFY2(said().isEmpty(), qPrintable(said()));
        QVERIFY(timeline(rig).grab().toImage() != filling); // the same place, other words
    }
    void eachDayBeginsWithItsLine()
    {
        Ward ward;
        const auto daysAgo = [&ward](int days) {
            return [&ward, days](model::Message &message) {
                message.time = ward.rig.clock.now() - std::chrono::hours(24) * days;
            };
        };
        const QList<std::pair<int, QString>> days{
            {400, u"18 October 2025"_s}, {3, u"Thursday, 19 November"_s}, {1, u"Yesterday"_s}, {0, u"Today"_s}};
        for (const auto &[ago, words] : days) {
            const MessageId first = ward.write(u"first"_s, daysAgo(ago));
            const MessageId second = ward.write(u"second"_s, daysAgo(ago));
            const ui::TimelineRow &row = ward.row(first);
            QVERIFY2(row.startsDay && row.layout && row.layout->separator, qPrintable(words));
            QVERIFY2(row.layout->separator->text().contains(words), qPrintable(row.layout->separator->text()));
            QVERIFY2(ward.view().rowWords(*ward.view().rows().indexOf(first)).contains(words), qPrintable(words));
            QVERIFY(row.layout->cardTop > 0); // stands above the message
            QVERIFY(!ward.row(second).startsDay && !ward.row(second).layout->separator);
        }
    }
    void aLatePageSaysThatItIsOnItsWay()
    {
        UiRig rig;
        test::fillWithMany(rig.workstation, rig.clock, kRoom, 30);
        rig.show();
        rig.signIn();
        auto &messages = rig.workstation.fakeSession()->fakeMessages;
        rig.window->workView()->openConversation(demoRoom(u"ward"));
        rig.settle();
        messages.holdsPages = true;
        rig.window->workView()->openConversation(kRoom);
        rig.settle(std::chrono::milliseconds(900));
        const QImage early = timeline(rig).grab().toImage();
        QVERIFY(timeline(rig).accessibleDescription().isEmpty()); // not yet a second
        rig.settle(std::chrono::milliseconds(200));
        QVERIFY(timeline(rig).accessibleDescription().contains(u"being loaded"_s));
        QVERIFY(timeline(rig).grab().toImage() != early);
        messages.holdsPages = false;
        messages.releasePages();
        rig.settle();
        QVERIFY(timeline(rig).rows().count() >= 30);
        QVERIFY(timeline(rig).accessibleDescription().isEmpty());
    }
    void anEmptyRoomSaysWhatCanBeDoneThere()
    {
        for (const auto posting : {model::PostingRight::Allowed, model::PostingRight::Observer}) {
            UiRig rig;
            rig.workstation.data.messages[kRoom].clear();
            rig.workstation.data.gaps.clear();
            for (auto &summary : rig.workstation.data.conversations) {
                summary.posting = summary.jid == kRoom ? posting : summary.posting;
            }
            rig.show();
            rig.signIn();
            rig.window->workView()->openConversation(kRoom);
            rig.settle();
            const QString words = timeline(rig).accessibleDescription();
            QCOMPARE(words.contains(u"below"_s), posting == model::PostingRight::Allowed);
            QVERIFY(words.startsWith(u"No messages yet"_s));
            rig.workstation.fakeSession()->fakeMessages.store(fromColleague(u"First"_s));
            rig.settle();
            QVERIFY(timeline(rig).accessibleDescription().isEmpty());
        }
    }
    void nothingIsRemovedByAnEmptyReasonOrByHaste()
    {
        Ward ward;
        ward.data().rights.mayModerate = true;
        const MessageId id = ward.write(u"Gossip"_s);
        ward.choose(id, u"Remove for all …"_s);
        auto *yes = ward.rig.find<QWidget>("confirmYes");
        QVERIFY(!yes->isEnabled());
        ward.rig.key(Qt::Key_Return);
        ward.rig.type("  ");
        ward.rig.key(Qt::Key_Return);
        QVERIFY(!ward.message(id).tombstone && !yes->isEnabled());
        ward.rig.type("Not here");
        QVERIFY(yes->isEnabled());
        QTest::mouseClick(ward.rig.find<QWidget>("confirmNo"), Qt::LeftButton);
        ward.rig.settle();
        QVERIFY(!ward.message(id).tombstone);
    }
    void whatHasNotLeftIsNotSaidToDisappearForOthers()
    {
        using enum model::DeliveryState;
        for (const model::DeliveryState state : {OnRelay, Queued, Failed}) {
            Ward ward;
            ward.data().rights.mayRetract = true;
            const MessageId id = ward.write(
                u"Mine"_s, [state](model::Message &m) { m.state = state; }, true);
            ward.view().actions().run(ui::TimelineActions::Action::TakeBack, id);
            ward.rig.settle();
            const QString words = ward.rig.find<QLabel>("confirmWords")->text();
            QCOMPARE(words.startsWith(u"It disappears here and for the others"_s), state == OnRelay);
            QCOMPARE(words.startsWith(u"It waits here"_s), state == Queued);
        }
    }
    void aWheelScrollsUpAndDown()
    {
        UiRig rig;
        test::fillWithMany(rig.workstation, rig.clock, kRoom, 200);
        rig.show();
        rig.signIn();
        rig.window->workView()->openConversation(kRoom);
        rig.settle();
        ui::TimelineView &view = timeline(rig);
        const auto turn = [&](int notches) {
            const QPointF place = view.viewport()->rect().center();
            QWheelEvent wheel(place, view.viewport()->mapToGlobal(place), {}, {0, notches * 120}, Qt::NoButton,
                              Qt::NoModifier, Qt::NoScrollPhase, false);
            QCoreApplication::sendEvent(view.viewport(), &wheel);
            rig.settle();
        };
        const int last = view.rows().count() - 1;
        const MessageId newest = view.rows().at(last).message.id;
        const int bottom = view.rowRect(last).top();
        turn(3);
        QVERIFY(!view.isAtEnd());
        QVERIFY(view.rowRect(*view.rows().indexOf(newest)).top() > bottom);
        turn(-3);
        QVERIFY(view.isAtEnd());
        QCOMPARE(view.rowRect(*view.rows().indexOf(newest)).top(), bottom);
    }
    void rowsAreMirroredForRightToLeft()
    {
        const auto direction = qScopeGuard([] { QGuiApplication::setLayoutDirection(Qt::LeftToRight); });
        for (const Qt::LayoutDirection way : {Qt::LeftToRight, Qt::RightToLeft}) {
            QGuiApplication::setLayoutDirection(way);
            Ward ward;
            const MessageId other = ward.write(u"A question"_s);
            const MessageId own = ward.write(u"An answer"_s, {}, true);
            const bool isMirrored = way == Qt::RightToLeft;
            const ui::RowLayout &theirs = *ward.row(other).layout;
            const ui::RowLayout &mine = *ward.row(own).layout;
            const int middle = ward.view().viewport()->width() / 2;
            QCOMPARE(theirs.mark.center().x() > middle, isMirrored);
            QCOMPARE(theirs.nameRect.center().x() > middle, isMirrored);
            QCOMPARE(theirs.mark.left() > theirs.nameRect.right(), isMirrored);
            QCOMPARE(theirs.timeRect.center().x() < theirs.nameRect.center().x(), isMirrored);
            QCOMPARE(mine.stateRect.center().x() < mine.body.center().x(), isMirrored);
        }
    }
    void anAnswerIsWrittenFromTheMenuOn()
    {
        Ward ward;
        const MessageId asked = ward.write(u"How much?"_s);
        ward.choose(asked, u"Reply"_s);
        ward.rig.type("35 ml");
        ward.rig.key(Qt::Key_Return);
        ward.rig.settle();
        const model::Message &answer = ward.data().messages[Ward::room()].last();
        QCOMPARE(answer.body, u"35 ml"_s);
        QVERIFY(answer.quote && answer.quote->id == asked);
        ward.choose(answer.id, u"Edit"_s);
        ward.rig.key(Qt::Key_End);
        ward.rig.type(" at six");
        ward.rig.key(Qt::Key_Return);
        ward.rig.settle();
        QCOMPARE(ward.data().messages[Ward::room()].last().body, u"35 ml at six"_s);
    }
    void everythingThatCanBeHitIsATarget()
    {
        test::UiRig rig;
        test::fillWithEveryRow(rig.workstation, rig.clock);
        rig.show();
        rig.signIn();
        rig.window->workView()->openConversation(test::demoRoom(u"ward"));
        rig.settle();
        ui::TimelineView &view = rig.window->workView()->conversationView().timeline();
        QSet<int> kinds;
        for (int i = 0; i < view.rows().count(); ++i) {
            const ui::TimelineRow &row = view.rows().at(i);
            for (const ui::RowPart &part : row.layout ? row.layout->parts : std::vector<ui::RowPart>()) {
                kinds.insert(static_cast<int>(part.kind));
                QVERIFY2(part.target().height() >= ui::metrics::kTarget,
                         qPrintable(u"%1 in %2"_s.arg(static_cast<int>(part.kind)).arg(row.message.body)));
                const QRect target = part.target();
                for (const int y : {target.top() + 1, target.bottom() - 1}) {
                    bool isHit = false; // a link that goes on in the next line has not its whole width in each
                    for (int x = target.left(); x <= target.right(); x += 4) {
                        const ui::RowPart *hit = row.partAt({x, y});
                        isHit = isHit || hit; // where another one lies beside it, that one
                    }
                    QVERIFY2(isHit, qPrintable(u"nothing at the edge of %1"_s.arg(static_cast<int>(part.kind))));
                }
            }
        }
        QVERIFY2(kinds.size() >= 7, qPrintable(QString::number(kinds.size())));
    }
};

WARDLINE_UI_TEST_MAIN(TimelineWaysTest)
#include "timeline_ways_test.moc"
