// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/ui_rig.h"
#include "tests/ui/support/ui_test_main.h"
#include "ui/composer/composer_edit.h"
#include "ui/conversations/conversation_model.h"
#include "ui/shell/column_plan.h"
#include "ui/shell/conversation_view.h"
#include "ui/shell/window_memory.h"
#include "ui/shell/work_columns.h"
#include "ui/shell/work_view.h"
#include "ui/timeline/timeline_view.h"

#include <QAbstractButton>
#include <QFile>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QScrollBar>
#include <QSet>
#include <QSplitter>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace wardline;
using test::demoPerson;
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

model::Jid openOne(UiRig &rig)
{
    return rig.window->workView()->conversationView().conversation();
}

QStringList titles(UiRig &rig)
{
    QStringList all;
    const auto *model = rig.find<QListView>("conversationList")->model();
    for (int row = 0; row < model->rowCount(); ++row) {
        all << model->index(row, 0).data().toString();
    }
    return all;
}

void click(UiRig &rig, const char *name)
{
    auto *widget = rig.find<QWidget>(name);
    QVERIFY2(widget && widget->isVisible(), name);
    QTest::mouseClick(widget, Qt::LeftButton);
    rig.settle();
}

model::ConversationSummary &summaryOf(UiRig &rig, const model::Jid &jid)
{
    for (auto &summary : rig.workstation.data.conversations) {
        if (summary.jid == jid) {
            return summary;
        }
    }
    return rig.workstation.data.conversations.first();
}

void announce(UiRig &rig)
{
    rig.workstation.fakeSession()->fakeRooms.announceConversations();
    rig.settle();
}

void lockAndUnlock(UiRig &rig)
{
    rig.workstation.fakeLock.lock(lock::LockReason::User);
    rig.settle();
    rig.type("correct horse");
    rig.key(Qt::Key_Return);
    rig.settle();
    rig.settle();
}

QString wordsOf(UiRig &rig, const char *banner)
{
    const auto *widget = rig.find<QWidget>(banner);
    return widget && widget->isVisible() ? widget->findChild<QLabel *>(u"bannerWords"_s)->text() : QString();
}

} // namespace

class ShellTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theWindowHasItsIcon()
    {
        UiRig rig;
        rig.show();
        const QImage icon = rig.window->windowIcon().pixmap(32, 32).toImage();
        QVERIFY(!icon.isNull());
        QSet<QRgb> colours;
        for (int x = 0; x < icon.width(); ++x) {
            colours.insert(icon.pixel(x, icon.height() / 2));
        }
        QVERIFY(colours.size() > 2); // something is drawn
    }
    void plansColumnsByWidth_data()
    {
        using ui::ColumnPlan;
        using ui::ColumnWish;
        using ui::SideWish;
        QTest::addColumn<int>("width");
        QTest::addColumn<ColumnWish>("wish");
        QTest::addColumn<ColumnPlan>("plan");
        const ColumnWish details{SideWish::WhereThereIsRoom, true, false};
        const ColumnWish asked{SideWish::Asked, true, false};
        QTest::newRow("three") << 1100 << details << ColumnPlan{false, true, true, true};
        QTest::newRow("two: details hide") << 1099 << details << ColumnPlan{false, true, true, false};
        QTest::newRow("two: what was asked for takes the list's place")
            << 900 << asked << ColumnPlan{false, false, true, true};
        QTest::newRow("one: room") << 759 << details << ColumnPlan{true, false, true, false};
        QTest::newRow("one: side alone") << 420 << asked << ColumnPlan{true, false, false, true};
        QTest::newRow("one: list") << 420 << ColumnWish{SideWish::Never, false, false}
                                   << ColumnPlan{true, true, false, false};
        QTest::newRow("settings alone") << 1240 << ColumnWish{SideWish::Never, true, true}
                                        << ColumnPlan{false, false, true, false};
    }
    void plansColumnsByWidth()
    {
        QFETCH(int, width);
        QFETCH(ui::ColumnWish, wish);
        QFETCH(ui::ColumnPlan, plan);
        QCOMPARE(ui::planColumns(width, wish), plan);
    }
    void filtersSayHowManyAndNarrowDown()
    {
        UiRig rig;
        begin(rig);
        auto &consult = summaryOf(rig, demoRoom(u"consult"));
        consult.urgent = consult.stat = 2;
        consult.mentions = 1;
        announce(rig);
        QCOMPARE(titles(rig).first(), u"Cardiology consults"_s); // urgent first, although older
        QVERIFY(rig.find<QWidget>("filterUrgent")->accessibleName().contains(u"1"_s));
        click(rig, "filterUrgent");
        QCOMPARE(titles(rig), (QStringList{u"Cardiology consults"_s, u"Ward 4 West"_s})); // the open one stays
        click(rig, "filterMine");
        QVERIFY(titles(rig).contains(u"Marek Novák"_s));
        QVERIFY(titles(rig).contains(u"Cardiology consults"_s));
        QVERIFY(!titles(rig).contains(u"Night handover 4W"_s));
        click(rig, "filterAll");
        QVERIFY(titles(rig).contains(u"Night handover 4W"_s));
    }
    void filterComesBackAfterALock()
    {
        UiRig rig;
        begin(rig);
        click(rig, "filterUnread");
        const QStringList before = titles(rig);
        lockAndUnlock(rig);
        QVERIFY(rig.find<QAbstractButton>("filterUnread")->isChecked());
        QCOMPARE(titles(rig), before);
    }
    void goesToTheNextUrgentFromTheMiddleOfASentence()
    {
        UiRig rig;
        begin(rig);
        summaryOf(rig, demoRoom(u"consult")).urgent = 1;
        summaryOf(rig, demoPerson(u"priya")).urgent = 1;
        announce(rig);
        rig.type("half a");
        rig.key(Qt::Key_U, Qt::ControlModifier);
        QCOMPARE(openOne(rig), demoPerson(u"priya"));
        rig.key(Qt::Key_U, Qt::ControlModifier);
        QCOMPARE(openOne(rig), demoRoom(u"consult"));
        rig.key(Qt::Key_U, Qt::ControlModifier);
        QCOMPARE(openOne(rig), demoPerson(u"priya"));
        QCOMPARE(rig.workstation.data.drafts[demoRoom(u"ward")].text, u"half a"_s);
    }
    void saysThatNothingUrgentWaits()
    {
        UiRig rig;
        begin(rig);
        rig.key(Qt::Key_U, Qt::ControlModifier);
        QVERIFY(wordsOf(rig, "workBanner").contains(u"Nothing urgent"_s));
    }
    void goToMovesTheChoiceWithoutLeavingTheField()
    {
        UiRig rig;
        begin(rig);
        rig.key(Qt::Key_K, Qt::ControlModifier);
        rig.type("nov"); // without the accent
        QCOMPARE(titles(rig), QStringList{u"Marek Novák"_s});
        rig.key(Qt::Key_A, Qt::ControlModifier);
        rig.type("w");
        const QStringList found = titles(rig);
        QVERIFY(found.size() > 1);
        rig.key(Qt::Key_Down);
        QCOMPARE(QApplication::focusWidget()->objectName(), u"goTo"_s);
        rig.key(Qt::Key_Return);
        QCOMPARE(summaryOf(rig, openOne(rig)).title, found.at(1));
        QVERIFY(rig.find<QLineEdit>("goTo")->text().isEmpty());
    }
    void nothingOfThatNameOffersWhatToDoNext()
    {
        UiRig rig;
        begin(rig);
        rig.key(Qt::Key_K, Qt::ControlModifier);
        rig.type("furosemide");
        QVERIFY(rig.find<QLabel>("conversationsEmptyWords")->text().contains(u"furosemide"_s));
        click(rig, "conversationsEmptySecond");
        QVERIFY(rig.find<QWidget>("searchPane")->isVisible());
        QCOMPARE(rig.find<QListView>("searchResults")->model()->rowCount(), 1);
    }
    void noRoomsYetSaysWhereTheyComeFrom()
    {
        UiRig rig;
        rig.workstation.data.conversations.clear();
        begin(rig);
        QVERIFY(rig.find<QLabel>("conversationsEmptyWords")->text().startsWith(u"No rooms yet"_s));
        click(rig, "conversationsEmptyFirst");
        QVERIFY(rig.find<QWidget>("directoryPane")->isVisible());
        QCOMPARE(QApplication::focusWidget()->objectName(), u"directorySearch"_s);
    }
    void withoutConnectionAnEmptyListSaysSo()
    {
        UiRig rig;
        rig.workstation.data.conversations.clear();
        rig.workstation.data.connection.phase = service::ConnectionPhase::Connecting;
        begin(rig);
        QVERIFY(rig.find<QLabel>("conversationsEmptyWords")->text().contains(u"when the server is reached"_s));
    }
    void createsARoomByKeyboardAndOpensIt()
    {
        UiRig rig;
        begin(rig);
        rig.key(Qt::Key_N, Qt::ControlModifier);
        QVERIFY(rig.find<QWidget>("newConversationPane")->isVisible());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget()->objectName(), u"newRoomTitle"_s);
        rig.type("Bed 7 team");
        rig.key(Qt::Key_Return);
        rig.settle();
        QCOMPARE(summaryOf(rig, openOne(rig)).title, u"Bed 7 team"_s);
        QVERIFY(rig.find<QWidget>("addMember")->isVisible()); // the one who made it may add people
    }
    void saysByKeyboardWhatANewRoomIsFor()
    {
        UiRig rig;
        begin(rig);
        rig.key(Qt::Key_N, Qt::ControlModifier);
        QVERIFY(rig.find<QAbstractButton>("roomKind-patient")->isChecked()); // the most careful one
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        rig.type("Night shift");
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget()->objectName(), u"roomKind-patient"_s);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Down);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Down);
        QVERIFY(rig.find<QAbstractButton>("roomKind-team")->isChecked());
        QTest::keyClick(rig.find<QWidget>("createRoom"), Qt::Key_Space);
        rig.settle();
        QCOMPARE(summaryOf(rig, openOne(rig)).roomKind, model::RoomKind::Team);
    }
    void whereThePolicySaysWhatRoomsAreForNobodyChooses()
    {
        UiRig rig;
        rig.workstation.data.fixedRoomKind = model::RoomKind::Consult;
        begin(rig);
        rig.key(Qt::Key_N, Qt::ControlModifier);
        QVERIFY(rig.find<QAbstractButton>("roomKind-consult")->isChecked());
        QVERIFY(!rig.find<QAbstractButton>("roomKind-team")->isEnabled());
        QVERIFY(rig.find<QLabel>("roomKindNote")->text().contains(u"organisation decides"_s));
    }
    void whatTakesLongerThanASecondSaysSo()
    {
        UiRig rig;
        begin(rig);
        rig.workstation.fakeSession()->fakeRooms.isSlow = true;
        rig.key(Qt::Key_N, Qt::ControlModifier);
        rig.find<QLineEdit>("newRoomTitle")->setFocus();
        rig.type("Bed 7 team");
        rig.key(Qt::Key_Return);
        rig.settle(std::chrono::milliseconds(200));
        QVERIFY(wordsOf(rig, "newConversationBanner").isEmpty());
        rig.settle(std::chrono::seconds(1));
        QVERIFY(wordsOf(rig, "newConversationBanner").contains(u"being created"_s));
        QVERIFY(!rig.find<QWidget>("createRoom")->isEnabled());
        rig.workstation.fakeSession()->fakeRooms.answer();
        rig.settle();
        QVERIFY(!rig.find<QWidget>("newConversationPane")->isVisible());
    }
    void refusedRoomSaysWhoMayHelp()
    {
        UiRig rig;
        begin(rig);
        rig.workstation.data.roomError = service::ServiceError::NotAllowed;
        rig.key(Qt::Key_N, Qt::ControlModifier);
        rig.find<QLineEdit>("joinAddress")->setFocus();
        rig.type("not an address");
        rig.key(Qt::Key_Return);
        QVERIFY(wordsOf(rig, "newConversationBanner").contains(u"not the address of a room"_s));
        rig.find<QLineEdit>("joinAddress")->setText(u"r1@rooms.clinic.example"_s);
        rig.key(Qt::Key_Return);
        rig.settle();
        QVERIFY(wordsOf(rig, "newConversationBanner").contains(u"does not allow"_s));
        rig.key(Qt::Key_Escape);
        QVERIFY(rig.find<QWidget>("conversationList")->isVisible());
    }
    void f6WalksForthAndBack()
    {
        UiRig rig;
        begin(rig);
        QStringList forth;
        for (int i = 0; i < 6; ++i) {
            forth << QApplication::focusWidget()->objectName();
            rig.key(Qt::Key_F6);
        }
        QVERIFY(QSet<QString>(forth.cbegin(), forth.cend()).size() >= 5);
        for (int i = 5; i >= 1; --i) {
            rig.key(Qt::Key_F6, Qt::ShiftModifier);
            QCOMPARE(QApplication::focusWidget()->objectName(), forth.at(i));
        }
    }
    void escapeClosesTheInnermostFirst()
    {
        UiRig rig;
        begin(rig);
        rig.key(Qt::Key_F, Qt::ControlModifier);
        rig.key(Qt::Key_K, Qt::ControlModifier);
        rig.type("ward");
        rig.key(Qt::Key_Escape); // the words
        QVERIFY(rig.find<QLineEdit>("goTo")->text().isEmpty());
        QCOMPARE(QApplication::focusWidget()->objectName(), u"conversationList"_s);
        rig.key(Qt::Key_Escape); // back to writing
        QCOMPARE(QApplication::focusWidget()->objectName(), u"composerField"_s);
    }
    void whatWasTypedIsStoredWhenItLocks()
    {
        UiRig rig;
        begin(rig);
        rig.type("not two seconds ago");
        bool wasStoredInTime = false;
        QObject::connect(rig.workstation.session(), &service::AccountSession::aboutToClose, &rig.workstation,
                         [&] { wasStoredInTime = !rig.workstation.data.drafts[demoRoom(u"ward")].text.isEmpty(); });
        rig.key(Qt::Key_L, Qt::ControlModifier);
        QVERIFY(wasStoredInTime);
        QCOMPARE(rig.workstation.data.drafts[demoRoom(u"ward")].text, u"not two seconds ago"_s);
        QVERIFY(rig.find<ui::ComposerEdit>("composerField")->toPlainText().isEmpty());
    }
    void readingGoesOnWhereItWas()
    {
        UiRig rig;
        test::fillWithMany(rig.workstation, rig.clock, demoRoom(u"handover"), 600);
        begin(rig);
        rig.window->workView()->openConversation(demoRoom(u"handover"));
        rig.settle();
        auto &timeline = rig.window->workView()->conversationView().timeline();
        timeline.jumpTo(rig.workstation.data.messages[demoRoom(u"handover")].at(300).id);
        rig.settle();
        timeline.verticalScrollBar()->setValue(timeline.verticalScrollBar()->value() + 13);
        rig.settle();
        const auto place = timeline.place();
        QVERIFY(place.has_value());
        rig.window->workView()->openConversation(demoRoom(u"consult"));
        rig.settle();
        rig.window->workView()->openConversation(demoRoom(u"handover"));
        rig.settle();
        QVERIFY(timeline.place().has_value());
        QCOMPARE(timeline.place()->id, place->id);
        QCOMPARE(timeline.place()->offset, place->offset);
        lockAndUnlock(rig);
        QCOMPARE(openOne(rig), demoRoom(u"handover"));
        QVERIFY(timeline.place().has_value());
        QCOMPARE(timeline.place()->id, place->id);
        QCOMPARE(timeline.place()->offset, place->offset);
    }
    void widthsAndDetailsComeBackAfterALock()
    {
        UiRig rig;
        begin(rig);
        auto *splitter = rig.window->findChild<QSplitter *>();
        auto *handle = splitter->handle(1);
        const QPoint from = handle->rect().center();
        QTest::mousePress(handle, Qt::LeftButton, {}, from);
        QTest::mouseMove(handle, from + QPoint(60, 0));
        QTest::mouseRelease(handle, Qt::LeftButton, {}, from + QPoint(60, 0));
        rig.settle();
        const int width = splitter->sizes().at(0);
        QVERIFY2(width > 300, qPrintable(QString::number(width)));
        rig.key(Qt::Key_I, Qt::ControlModifier);
        QVERIFY(!rig.find<QWidget>("detailsPane")->isVisible());
        lockAndUnlock(rig);
        QVERIFY(!rig.find<QWidget>("detailsPane")->isVisible());
        QCOMPARE(splitter->sizes().at(0), width);
    }
    void windowComesBackWhereItStood()
    {
        QTemporaryDir folder;
        const ui::WindowMemory memory(folder.filePath(u"deep/window.json"_s));
        QWidget first;
        first.setGeometry(40, 50, 500, 400);
        memory.store(first);
        QWidget second;
        QVERIFY(memory.restore(second));
        QCOMPARE(second.geometry(), QRect(40, 50, 500, 400));
        first.setGeometry(90'000, 90'000, 500, 400); // a screen that is gone
        memory.store(first);
        QWidget third;
        QVERIFY(memory.restore(third));
        QCOMPARE(third.size(), QSize(500, 400));
        QVERIFY(third.x() < 90'000);
        for (const QByteArray &bad :
             {QByteArray("{"), QByteArray("[]"), QByteArray("{\"width\":-5}"), QByteArray(9'000, '{')}) {
            QFile file(folder.filePath(u"deep/window.json"_s));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(bad);
            file.close();
            QWidget fourth;
            fourth.setMinimumSize(100, 100);
            QVERIFY(!memory.restore(fourth));
        }
    }
    void damagedCacheIsSaidWithTheNextStep()
    {
        UiRig rig;
        begin(rig);
        rig.workstation.fakeSession()->announceStoreFailure(service::ServiceError::CacheDamaged);
        QVERIFY(wordsOf(rig, "storeBanner").contains(u"damaged"_s));
        QCOMPARE(QApplication::focusWidget()->objectName(), u"composerField"_s); // not stolen
        rig.workstation.fakeLock.announceImminent(true);
        rig.workstation.fakeLock.announceImminent(false);
        QVERIFY(wordsOf(rig, "storeBanner").contains(u"damaged"_s)); // one notice does not take another one away
        QTest::mouseClick(rig.find<QWidget>("storeBanner")->findChild<QWidget *>(u"bannerAction"_s), Qt::LeftButton);
        rig.settle();
        QVERIFY(rig.workstation.session() == nullptr);
    }
    void fullDiskIsSaidAgainOnlyAfterAWhile()
    {
        UiRig rig;
        begin(rig);
        auto fail = [&] { rig.workstation.fakeSession()->announceStoreFailure(service::ServiceError::DiskFull); };
        fail();
        QVERIFY(wordsOf(rig, "storeBanner").contains(u"Free some space"_s));
        QTest::mouseClick(rig.find<QWidget>("storeBanner")->findChild<QWidget *>(u"bannerClose"_s), Qt::LeftButton);
        fail();
        QVERIFY(wordsOf(rig, "storeBanner").isEmpty());
        rig.settle(std::chrono::minutes(2));
        fail();
        QVERIFY(!wordsOf(rig, "storeBanner").isEmpty());
    }
    void oneColumnOpensWhatWasFound()
    {
        UiRig rig;
        begin(rig, {420, 720});
        rig.key(Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
        rig.type("echo of bed");
        rig.settle();
        rig.key(Qt::Key_Return);
        rig.settle();
        QCOMPARE(openOne(rig), demoRoom(u"consult"));
        QVERIFY(rig.find<QWidget>("timeline")->isVisible());
        QVERIFY(!rig.find<QWidget>("searchPane")->isVisible());
        click(rig, "toggleDetails");
        QVERIFY(rig.find<QWidget>("memberList")->isVisible());
        QVERIFY(!rig.find<QWidget>("timeline")->isVisible());
        rig.key(Qt::Key_Escape);
        QVERIFY(rig.find<QWidget>("timeline")->isVisible());
        click(rig, "back");
        QVERIFY(rig.find<QWidget>("conversationList")->isVisible());
    }
    void thousandConversationsKeepThePlaceWhileMessagesCome()
    {
        UiRig rig;
        test::fillWithRooms(rig.workstation, rig.clock, 1'000);
        begin(rig);
        rig.window->workView()->openConversation(demoRoom(u"ward"));
        auto *list = rig.find<QListView>("conversationList");
        QCOMPARE(list->model()->rowCount(), 1'000 + 7);
        QElapsedTimer timer;
        timer.start();
        for (int i = 0; i < 20; ++i) {
            auto &summary = summaryOf(rig, demoRoom(u"many-%1"_s.arg(900 + i)));
            summary.lastTime = rig.clock.now() + std::chrono::seconds(i);
            summary.unread += 1;
            rig.workstation.fakeSession()->fakeRooms.announceConversations();
        }
        const auto perChange = timer.nsecsElapsed() / 20;
        QCOMPARE(list->currentIndex().data().toString(), u"Ward 4 West"_s);
        QCOMPARE(titles(rig).first(), summaryOf(rig, demoRoom(u"many-919")).title);
        timer.restart();
        rig.key(Qt::Key_K, Qt::ControlModifier);
        rig.type("bay 249");
        qInfo("1,000 conversations: %.2f ms a change, %.2f ms a key", static_cast<double>(perChange) / 1e6,
              static_cast<double>(timer.nsecsElapsed()) / 8e6);
        QCOMPARE(titles(rig).size(), 4);
    }
    void hostileTitlesAreShownSafely()
    {
        UiRig rig;
        summaryOf(rig, demoRoom(u"ward")).title = u"\u202EWard\n\u200B4\u2066 West"_s + QString(64 * 1024, u'W');
        summaryOf(rig, demoRoom(u"ward")).draft = QString(64 * 1024, u'd');
        begin(rig);
        for (const QString &title : titles(rig)) {
            QVERIFY(title.size() <= 120);
            QVERIFY(!title.contains(QChar(0x202E)) && !title.contains(QChar(0x2066)) && !title.contains(u'\n'));
        }
        rig.key(Qt::Key_K, Qt::ControlModifier);
        rig.type("ward");
        rig.key(Qt::Key_Return);
        QCOMPARE(openOne(rig), demoRoom(u"ward"));
    }
    void nothingOfThePersonStaysWhenItLocks()
    {
        UiRig rig;
        begin(rig);
        rig.key(Qt::Key_K, Qt::ControlModifier);
        rig.type("secret name");
        rig.workstation.fakeLock.lock(lock::LockReason::User);
        rig.settle();
        for (const char *field : {"goTo", "directorySearch", "searchField", "newRoomTitle", "joinAddress"}) {
            QVERIFY2(rig.find<QLineEdit>(field)->text().isEmpty(), field);
            QVERIFY2(!rig.find<QLineEdit>(field)->isUndoAvailable(), field);
        }
        for (const char *list : {"conversationList", "directoryList", "memberList", "searchResults", "addMemberList"}) {
            QCOMPARE(rig.find<QListView>(list)->model()->rowCount(), 0);
        }
        for (const QLabel *label : rig.find<QWidget>("workView")->findChildren<QLabel *>()) {
            QVERIFY2(!label->text().contains(u"secret name"_s) && !label->text().contains(u"Novák"_s),
                     qPrintable(label->objectName()));
        }
    }
};

WARDLINE_UI_TEST_MAIN(ShellTest)
#include "shell_test.moc"
