// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/ui_rig.h"
#include "tests/ui/support/ui_test_main.h"
#include "ui/shell/conversation_view.h"
#include "ui/shell/work_view.h"
#include "ui/timeline/timeline_view.h"

#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QScrollBar>

using namespace Qt::StringLiterals;
using namespace wardline;
using test::demoRoom;
using test::UiRig;

namespace {

void begin(UiRig &rig, QSize size = {1240, 780})
{
    rig.theme.setReducedMotion(true);
    rig.show(size);
    rig.signIn();
    rig.settle();
}

void search(UiRig &rig, const char *words, Qt::KeyboardModifiers modifiers = Qt::ControlModifier)
{
    rig.key(Qt::Key_F, modifiers);
    rig.type(words);
    rig.settle();
}

int found(UiRig &rig)
{
    return rig.find<QListView>("searchResults")->model()->rowCount();
}

QString note(UiRig &rig)
{
    return rig.find<QLabel>("searchNote")->text();
}

} // namespace

class SearchTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void olderHitsFollowWhenOneScrolls()
    {
        UiRig rig;
        test::fillWithMany(rig.workstation, rig.clock, demoRoom(u"ward"), 130);
        begin(rig);
        search(rig, "of many");
        QCOMPARE(found(rig), 50);
        QVERIFY(note(rig).contains(u"older"_s));
        auto *results = rig.find<QListView>("searchResults");
        results->verticalScrollBar()->setValue(results->verticalScrollBar()->maximum());
        rig.settle();
        QCOMPARE(found(rig), 100);
        results->verticalScrollBar()->setValue(results->verticalScrollBar()->maximum());
        rig.settle();
        QCOMPARE(found(rig), 130);
        QVERIFY(!note(rig).contains(u"older"_s));
        QString last;
        for (int row = 0; row < found(rig); ++row) {
            const QString words = results->model()->index(row, 0).data().toString();
            QVERIFY(words != last); // none twice
            last = words;
        }
    }
    void olderHitsFollowTheArrowKeys()
    {
        UiRig rig;
        test::fillWithMany(rig.workstation, rig.clock, demoRoom(u"ward"), 70);
        begin(rig);
        search(rig, "of many");
        for (int i = 0; i < 52; ++i) {
            rig.key(Qt::Key_Down);
        }
        rig.settle();
        QCOMPARE(found(rig), 70);
        QCOMPARE(QApplication::focusWidget()->objectName(), u"searchField"_s);
    }
    void goesFromHereToEverywhereAndBack()
    {
        UiRig rig;
        begin(rig);
        search(rig, "echo of bed");
        QCOMPARE(found(rig), 0);
        QVERIFY(rig.find<QLabel>("searchEmptyWords")->text().startsWith(u"Nothing found"_s));
        QTest::mouseClick(rig.find<QWidget>("searchEmptyFirst"), Qt::LeftButton);
        rig.settle();
        QCOMPARE(found(rig), 1);
        QTest::mouseClick(rig.find<QWidget>("searchHere"), Qt::LeftButton);
        rig.settle();
        QCOMPARE(found(rig), 0);
    }
    void saysWhatItDoesBeforeAnythingIsTyped()
    {
        UiRig rig;
        begin(rig);
        rig.key(Qt::Key_F, Qt::ControlModifier);
        QVERIFY(rig.find<QLabel>("searchEmptyWords")->text().contains(u"kept on this computer"_s));
    }
    void leavingGivesBackWhatTheSearchTook()
    {
        UiRig rig;
        begin(rig);
        auto &service = rig.workstation.fakeSession()->fakeSearch;
        rig.key(Qt::Key_F, Qt::ControlModifier);
        rig.key(Qt::Key_Escape);
        QCOMPARE(service.finished, 0); // nothing was searched
        search(rig, "bed");
        QCOMPARE(service.finished, 0);
        rig.key(Qt::Key_Escape);
        QCOMPARE(service.finished, 1);
        search(rig, "bed");
        rig.key(Qt::Key_K, Qt::ControlModifier);
        QCOMPARE(service.finished, 2);
    }
    void hitOpensInItsPlaceAndTheSearchStaysBesideIt()
    {
        UiRig rig;
        test::fillWithMany(rig.workstation, rig.clock, demoRoom(u"handover"), 2'000);
        begin(rig);
        search(rig, "number 1077", Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(found(rig), 1);
        rig.key(Qt::Key_Return);
        rig.settle();
        auto &timeline = rig.window->workView()->conversationView().timeline();
        const auto current = timeline.current();
        QVERIFY(current.has_value());
        const auto index = timeline.rows().indexOf(*current);
        QVERIFY(index.has_value());
        QVERIFY(timeline.rows().at(*index).message.body.contains(u"number 1077"_s));
        QVERIFY(timeline.viewport()->rect().contains(timeline.rowRect(*index)));
        QVERIFY(rig.find<QWidget>("searchPane")->isVisible());
    }
};

WARDLINE_UI_TEST_MAIN(SearchTest)
#include "search_test.moc"
