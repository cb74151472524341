// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/ui_rig.h"
#include "tests/ui/support/ui_test_main.h"
#include "ui/shell/conversation_view.h"
#include "ui/shell/work_view.h"
#include "ui/timeline/timeline_loader.h"
#include "ui/timeline/timeline_view.h"

#include <QAccessible>
#include <QClipboard>
#include <QRandomGenerator>
#include <QScreen>
#include <QScrollBar>

#include <ctime>

using namespace Qt::StringLiterals;
using namespace wardline;
using test::demoRoom;
using test::UiRig;

namespace {

const model::Jid kRoom = demoRoom(u"handover");

ui::TimelineView &timeline(UiRig &rig)
{
    return rig.window->workView()->conversationView().timeline();
}

void beginWith(UiRig &rig, int count)
{
    if (count > 0) {
        test::fillWithMany(rig.workstation, rig.clock, kRoom, count);
    }
    rig.show();
    rig.signIn();
    rig.window->workView()->openConversation(kRoom);
    rig.settle();
}

/// The first row that is seen whole, and where it stands.
std::pair<model::MessageId, int> firstSeen(ui::TimelineView &view)
{
    for (int i = 0; i < view.rows().count(); ++i) {
        if (view.rowRect(i).top() >= 0) {
            return {view.rows().at(i).message.id, view.rowRect(i).top()};
        }
    }
    return {};
}

int topOf(ui::TimelineView &view, model::MessageId id)
{
    const auto index = view.rows().indexOf(id);
    return index ? view.rowRect(*index).top() : -100'000;
}

/// The pixels that the display has.
QImage onScreen(const ui::TimelineView &view)
{
    const QWidget *window = view.window();
    const QRect place(view.viewport()->mapTo(window, QPoint()), view.viewport()->size());
    return window->screen()
        ->grabWindow(window->winId(), place.x(), place.y(), place.width(), place.height())
        .toImage()
        .convertToFormat(QImage::Format_RGB32);
}

/// Apart from how a line is rounded, or where its dashes begin, at the edge of a clip.
bool looksAlike(const QImage &one, const QImage &other)
{
    constexpr int kInvisible = 3;
    int left = 40; ///< pixels that may differ
    if (one.size() != other.size() || one.isNull()) {
        return false;
    }
    for (int y = 0; y < one.height(); ++y) {
        for (int x = 0; x < one.width(); ++x) {
            const QRgb a = one.pixel(x, y);
            const QRgb b = other.pixel(x, y);
            if (std::abs(qRed(a) - qRed(b)) > kInvisible || std::abs(qGreen(a) - qGreen(b)) > kInvisible
                || std::abs(qBlue(a) - qBlue(b)) > kInvisible) {
                --left;
            }
        }
    }
    return left > 0;
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

class TimelineTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aChangeWhileAPageIsOnItsWayIsNotMissed()
    {
        FakeClock clock;
        service::FakeData data;
        model::Message message;
        message.id = {7};
        message.conversation = kRoom;
        message.body = u"bed 12"_s;
        data.messages[kRoom].append(message);
        service::FakeMessageService messages(data, clock);
        ui::TimelineLoader loader;
        QString shown;
        connect(&loader, &ui::TimelineLoader::replaced, this,
                [&shown](const service::MessagePage &page) { shown = page.messages.first().body; });
        connect(&loader, &ui::TimelineLoader::messageCame, this,
                [&shown](const model::Message &changed) { shown = changed.body; });
        loader.open(messages, kRoom, 50);
        for (int i = 0; i < 200 && shown.isEmpty(); ++i) { // at whatever moment it is changed
            data.messages[kRoom].first().body = u"bed %1"_s.arg(13 + i);
            Q_EMIT messages.messageChanged(kRoom, {7});
            QCoreApplication::processEvents(QEventLoop::AllEvents, 1);
        }
        QVERIFY(!shown.isEmpty());
        QTRY_COMPARE(shown, data.messages[kRoom].first().body);
    }
    void opensAtTheNewestMessage()
    {
        UiRig rig;
        beginWith(rig, 500);
        QVERIFY(timeline(rig).isAtEnd());
        QCOMPARE(timeline(rig).rows().at(timeline(rig).rows().count() - 1).message.id.value,
                 rig.workstation.data.nextId - 1);
    }
    void opensAtTheFirstUnreadMessage()
    {
        UiRig rig;
        test::fillWithMany(rig.workstation, rig.clock, kRoom, 500);
        const model::MessageId unread{rig.workstation.data.nextId - 200};
        rig.workstation.data.firstUnread[kRoom] = unread;
        beginWith(rig, 0);
        const auto index = timeline(rig).rows().indexOf(unread);
        QVERIFY(index.has_value());
        QVERIFY(timeline(rig).rows().at(*index).startsUnread);
        QVERIFY(timeline(rig).rowWords(*index).startsWith(u"New. "_s));
        QVERIFY(!timeline(rig).rowWords(*index + 1).startsWith(u"New. "_s));
        QVERIFY(timeline(rig).viewport()->rect().intersects(timeline(rig).rowRect(*index)));
    }
    void findsTheFirstUnreadMessageAgain()
    {
        UiRig rig;
        test::fillWithMany(rig.workstation, rig.clock, kRoom, 500);
        const model::MessageId unread{rig.workstation.data.nextId - 300};
        rig.workstation.data.firstUnread[kRoom] = unread;
        beginWith(rig, 0);
        timeline(rig).jumpToNewest();
        rig.settle();
        QVERIFY(timeline(rig).isAtEnd());
        timeline(rig).jumpToUnread();
        rig.settle();
        const auto index = timeline(rig).rows().indexOf(unread);
        QVERIFY(index.has_value());
        QVERIFY(timeline(rig).rows().at(*index).startsUnread);
        QVERIFY(timeline(rig).viewport()->rect().contains(timeline(rig).rowRect(*index)));
    }
    void doesNotJumpWhenOlderMessagesCome()
    {
        UiRig rig;
        beginWith(rig, 2'000);
        ui::TimelineView &view = timeline(rig);
        for (int i = 0; i < 60; ++i) {
            const auto [id, top] = firstSeen(view);
            view.verticalScrollBar()->setValue(view.verticalScrollBar()->value() - 300);
            QCOMPARE(topOf(view, id), top + 300);
            rig.settle(); // older pages arrive and far newer rows are given up
            QCOMPARE(topOf(view, id), top + 300);
        }
    }
    void doesNotJumpWhenNewMessagesComeWhileReadingOldOnes()
    {
        UiRig rig;
        beginWith(rig, 300);
        ui::TimelineView &view = timeline(rig);
        view.verticalScrollBar()->setValue(view.verticalScrollBar()->value() - 900);
        rig.settle();
        const auto [id, top] = firstSeen(view);
        rig.workstation.fakeSession()->fakeMessages.store(fromColleague(u"Something new"_s));
        rig.settle();
        QCOMPARE(topOf(view, id), top);
        const auto *jump = rig.find<QWidget>("jumpToNewest");
        QVERIFY(jump->isVisible());
        QCOMPARE(jump->accessibleName(), u"Jump to the newest message, 1 new"_s);
        rig.workstation.fakeSession()->fakeMessages.store(fromColleague(u"And more"_s));
        rig.settle();
        QCOMPARE(jump->accessibleName(), u"Jump to the newest message, 2 new"_s);
        QTest::mouseClick(rig.find<QWidget>("jumpToNewest"), Qt::LeftButton);
        rig.settle();
        QVERIFY(view.isAtEnd());
        QVERIFY(!rig.find<QWidget>("jumpToNewest")->isVisible());
    }
    void followsNewMessagesAtTheEnd()
    {
        UiRig rig;
        beginWith(rig, 100);
        rig.workstation.fakeSession()->fakeMessages.store(fromColleague(u"Something new"_s));
        rig.settle();
        QVERIFY(timeline(rig).isAtEnd());
        QVERIFY(timeline(rig).rowWords(timeline(rig).rows().count() - 1).contains(u"Something new"_s));
    }
    void followsWhatIsStoredOnTheWayToTheNewest()
    {
        UiRig rig;
        beginWith(rig, 1'000);
        ui::TimelineView &view = timeline(rig);
        auto &messages = rig.workstation.fakeSession()->fakeMessages;
        view.jumpTo({rig.workstation.data.messages[kRoom].at(200).id});
        rig.settle();
        view.jumpToNewest();
        messages.store(fromColleague(u"Stored meanwhile"_s)); // the answer that is on its way knows nothing of it
        rig.settle();
        QVERIFY(view.isAtEnd());
        QVERIFY(view.rowWords(view.rows().count() - 1).contains(u"Stored meanwhile"_s));
        QVERIFY(!rig.find<QWidget>("jumpToNewest")->isVisible());
        messages.store(fromColleague(u"And one more"_s));
        rig.settle();
        QVERIFY(view.isAtEnd());
        QVERIFY(view.rowWords(view.rows().count() - 1).contains(u"And one more"_s));
    }
    void showsTheFirstMessageThatIsStoredWhileARoomIsOpened()
    {
        UiRig rig;
        rig.workstation.data.messages[kRoom].clear();
        rig.show();
        rig.signIn();
        rig.window->workView()->openConversation(kRoom);
        QCoreApplication::processEvents(); // it is known that nothing is unread; the page is on its way
        rig.workstation.fakeSession()->fakeMessages.store(fromColleague(u"The very first"_s));
        rig.settle();
        QCOMPARE(timeline(rig).rows().count(), 1);
        rig.workstation.fakeSession()->fakeMessages.store(fromColleague(u"The second"_s));
        rig.settle();
        QCOMPARE(timeline(rig).rows().count(), 2);
    }
    void staysBoundedInAHundredThousandMessages()
    {
        UiRig rig;
        beginWith(rig, 100'000);
        ui::TimelineView &view = timeline(rig);
        double slowest = 0;
        int most = 0;
        int highest = 0;
        const auto children = view.viewport()->findChildren<QWidget *>().size();
        int mostPainted = 0;
        for (int i = 0; i < 200; ++i) {
            const std::clock_t start = std::clock(); // our own time: others may be busy on this machine
            view.verticalScrollBar()->setValue(view.verticalScrollBar()->value() - view.viewport()->height());
            view.viewport()->repaint();
            slowest = std::max(slowest, 1000.0 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC);
            rig.settle(std::chrono::milliseconds(0));
            most = std::max(most, view.rows().count());
            mostPainted = std::max(mostPainted, view.paintedRows());
            const int screen = view.viewport()->height();
            const int last = view.rows().count() - 1;
            highest = std::max({highest, -view.rowRect(0).top() / screen, view.rowRect(last).bottom() / screen - 1});
        }
        // Four screens are kept on each side, and what one page brings beyond them.
        QVERIFY2(highest <= 4 + 200 * 64 / view.viewport()->height(), qPrintable(QString::number(highest)));
        QCOMPARE(view.viewport()->findChildren<QWidget *>().size(), children); // one painted widget, none for a row
        qInfo("slowest frame %.2f ms, rows held %d, rows painted %d", slowest, most, mostPainted);
        QVERIFY(view.rows().at(0).message.id.value < 100'000 - 2'000); // it did get far
        QVERIFY2(most < 700, qPrintable(QString::number(most)));
        QVERIFY2(mostPainted < 60, qPrintable(QString::number(mostPainted)));
        QVERIFY(rig.workstation.fakeSession()->fakeMessages.largestPage <= 200);
    }
    void jumpsAnywhere()
    {
        UiRig rig;
        beginWith(rig, 50'000);
        ui::TimelineView &view = timeline(rig);
        view.jumpTo({25'000});
        rig.settle();
        QVERIFY(view.viewport()->rect().contains(view.rowRect(*view.rows().indexOf({25'000}))));
        QTest::keyClick(&view, Qt::Key_End);
        rig.settle();
        QVERIFY(view.isAtEnd());
        QCOMPARE(view.rows().at(view.rows().count() - 1).message.id.value, rig.workstation.data.nextId - 1);
    }
    void keepsTheOrderWhenLateMessagesAreStored()
    {
        UiRig rig;
        beginWith(rig, 10);
        auto &all = rig.workstation.data.messages[kRoom];
        const model::Message late = all.takeAt(5);
        rig.window->workView()->openConversation(demoRoom(u"ward"));
        rig.settle();
        rig.window->workView()->openConversation(kRoom);
        rig.settle();
        const int before = timeline(rig).rows().count();
        all.insert(5, late);
        Q_EMIT rig.workstation.fakeSession()->fakeMessages.messagesStored(kRoom, {late.id});
        rig.settle();
        QCOMPARE(timeline(rig).rows().count(), before + 1);
        for (int i = 1; i < timeline(rig).rows().count(); ++i) {
            QVERIFY(timeline(rig).rows().at(i - 1).message.id < timeline(rig).rows().at(i).message.id);
        }
    }
    void groupsOneSenderWithinFiveMinutes()
    {
        UiRig rig;
        beginWith(rig, 0);
        auto &messages = rig.workstation.fakeSession()->fakeMessages;
        messages.store(fromColleague(u"one"_s));
        rig.clock.advance(std::chrono::minutes(4));
        messages.store(fromColleague(u"two"_s));
        rig.clock.advance(std::chrono::minutes(5));
        messages.store(fromColleague(u"three"_s));
        rig.settle();
        const int last = timeline(rig).rows().count() - 1;
        QVERIFY(timeline(rig).rows().at(last - 2).isHead);
        QVERIFY(!timeline(rig).rows().at(last - 1).isHead);
        QVERIFY(timeline(rig).rows().at(last).isHead);
    }
    void saysWhereHistoryIsMissing()
    {
        UiRig rig;
        test::fillWithMany(rig.workstation, rig.clock, kRoom, 40);
        const model::MessageId before{rig.workstation.data.nextId - 8};
        const model::MessageId after{before.value - 1};
        rig.workstation.data.gaps[kRoom] = {{after, before, false}};
        beginWith(rig, 0);
        const auto index = timeline(rig).rows().indexOf(before);
        QVERIFY(index && timeline(rig).rows().at(*index).followsGap);
        QVERIFY(!timeline(rig).rows().at(*index).isGapBeingFilled);
        QVERIFY(timeline(rig).rowWords(*index).contains(u"they will be fetched later"_s));
        QVERIFY(timeline(rig).rows().at(*index).isHead);
        rig.workstation.data.gaps[kRoom] = {{after, before, true}};
        rig.workstation.fakeSession()->fakeMessages.announceHistory(kRoom);
        rig.settle();
        QVERIFY(timeline(rig).rows().at(*timeline(rig).rows().indexOf(before)).isGapBeingFilled);
        rig.workstation.data.gaps[kRoom].clear();
        rig.workstation.fakeSession()->fakeMessages.announceHistory(kRoom);
        rig.settle();
        QVERIFY(!timeline(rig).rows().at(*timeline(rig).rows().indexOf(before)).followsGap);
    }
    /// Whatever comes, goes or grows: the row that is looked at stays where it is, and the stretch stays bounded.
    void nothingMovesUnderTheEye_data()
    {
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 1; seed <= 6; ++seed) {
            QTest::addRow("seed %u", seed) << seed;
        }
    }
    void nothingMovesUnderTheEye()
    {
        QFETCH(const quint32, seed);
        QRandomGenerator random(seed);
        UiRig rig;
        beginWith(rig, 1'500);
        ui::TimelineView &view = timeline(rig);
        auto &messages = rig.workstation.fakeSession()->fakeMessages;
        auto &all = rig.workstation.data.messages[kRoom];
        QList<model::Message> taken;
        view.jumpTo({all.at(700).id});
        rig.settle();
        for (int round = 0; round < 60; ++round) {
            const auto [id, top] = firstSeen(view);
            const auto any = [&](qsizetype around) {
                return std::clamp<qsizetype>(around + random.bounded(-40, 40), 0, all.size() - 1);
            };
            qsizetype here = 0;
            while (here + 1 < all.size() && all.at(here).id < id) {
                ++here;
            }
            switch (random.bounded(6)) {
            case 0: // somebody corrects an earlier message
                messages.change(all.at(any(here - 45)).id, [&](model::Message &message) {
                    message.body = QString(random.bounded(2'000), u'x');
                    message.corrected = rig.clock.now();
                });
                break;
            case 1: // reactions come
                messages.change(all.at(any(here - 45)).id, [&](model::Message &message) {
                    message.reactions = {{u"+"_s, random.bounded(1, 9), false, {}}};
                });
                break;
            case 2: // a new message at the end
                messages.store(fromColleague(QString(random.bounded(600), u'n')));
                break;
            case 3: { // a late message finds its place above
                const qsizetype place = any(here - 45);
                if (place > 0 && all.at(place).id.value - all.at(place - 1).id.value > 1) {
                    model::Message late = fromColleague(u"late"_s);
                    late.id = {all.at(place).id.value - 1};
                    late.time = all.at(place).time;
                    all.insert(place, late);
                    Q_EMIT messages.messagesStored(kRoom, {late.id});
                } else if (place > 0 && place != here) {
                    all.removeAt(place); // makes room for one; rows that are shown stay until they are left
                }
                break;
            }
            case 4: // history is said to have changed
                messages.announceHistory(kRoom);
                break;
            default: // taken back
                messages.change(all.at(any(here - 45)).id, [&](model::Message &message) {
                    message.tombstone = model::Tombstone{false, u"X"_s, rig.clock.now(), {}};
                    message.body.clear();
                });
                break;
            }
            rig.settle();
            if (view.rows().indexOf(id) && !view.isAtEnd()) {
                QCOMPARE(topOf(view, id), top);
            }
            QVERIFY2(view.rows().count() < 700, qPrintable(QString::number(view.rows().count())));
            for (int i = 1; i < view.rows().count(); ++i) {
                QVERIFY(view.rows().at(i - 1).message.id < view.rows().at(i).message.id);
            }
            if (round % 7 == 0) {
                view.verticalScrollBar()->setValue(view.verticalScrollBar()->value() + random.bounded(-900, 900));
                rig.settle();
            }
        }
    }
    /// What is only moved on the screen, and what is left as it was, is what a new painting would show.
    void whatIsShownIsWhatWouldBePainted_data() { nothingMovesUnderTheEye_data(); }
    void whatIsShownIsWhatWouldBePainted()
    {
        QFETCH(const quint32, seed);
        QRandomGenerator random(seed);
        UiRig rig;
        beginWith(rig, seed % 2 == 0 ? 300 : 3);
        ui::TimelineView &view = timeline(rig);
        auto &messages = rig.workstation.fakeSession()->fakeMessages;
        auto &all = rig.workstation.data.messages[kRoom];
        QScrollBar *bar = view.verticalScrollBar();
        rig.window->setFocus();
        for (int round = 0; round < 40; ++round) {
            const model::MessageId any =
                view.rows().at(random.bounded(std::max(0, view.rows().count() - 20), view.rows().count())).message.id;
            switch (random.bounded(6)) {
            case 0:
                messages.store(fromColleague(QString(random.bounded(300), u'n') + u" new"_s));
                break;
            case 1:
                messages.change(any, [&](model::Message &message) {
                    message.reactions = {{u"+"_s, random.bounded(1, 9), false, {}}};
                });
                break;
            case 2:
                messages.change(any,
                                [&](model::Message &message) { message.body = u"other words "_s.repeated(round); });
                break;
            case 3:
                rig.workstation.data.gaps[kRoom] = {{all.first().id, any, random.bounded(2) == 0}};
                messages.announceHistory(kRoom);
                break;
            case 4:
                view.jumpTo(any);
                break;
            default:
                bar->setValue(bar->value() + random.bounded(-400, 400));
                break;
            }
            QCoreApplication::processEvents();
            rig.settle();
            const QImage shown = onScreen(view);
            view.viewport()->update();
            rig.settle(std::chrono::milliseconds(0));
            const QImage painted = onScreen(view);
            QVERIFY2(looksAlike(shown, painted), qPrintable(QString::number(round)));
        }
    }
    void resizingKeepsThePlace()
    {
        UiRig rig;
        beginWith(rig, 1'000);
        ui::TimelineView &view = timeline(rig);
        view.jumpTo({500});
        rig.settle();
        const int top = topOf(view, {500});
        for (const int width : {900, 500, 1'240}) {
            rig.window->resize(width, 780);
            rig.settle();
            QVERIFY(view.viewport()->rect().intersects(view.rowRect(*view.rows().indexOf({500}))));
        }
        QVERIFY(std::abs(topOf(view, {500}) - top) < 200);
    }
    void huge_data()
    {
        QTest::addColumn<QString>("body");
        QTest::newRow("one word of 64 kB") << QString(64'000, u'W');
        QTest::newRow("64 k line breaks") << QString(64'000, u'\n');
        QTest::newRow("combining marks") << u"e"_s + QString(64'000, QChar(0x0301));
        QTest::newRow("embeddings") << QString(64'000, QChar(0x202B));
    }
    void huge()
    {
        QFETCH(const QString, body);
        UiRig rig;
        beginWith(rig, 20);
        const std::clock_t start = std::clock(); // our own time: others may be busy on this machine
        rig.workstation.fakeSession()->fakeMessages.store(fromColleague(body));
        rig.settle();
        timeline(rig).viewport()->repaint();
        const double spent = 1000.0 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
        QVERIFY2(spent < 250, qPrintable(QString::number(spent)));
        const int last = timeline(rig).rows().count() - 1;
        QVERIFY(timeline(rig).rows().at(last).hasMore());
        QVERIFY(timeline(rig).rows().at(last).height < 1'000);
        const int folded = timeline(rig).rows().at(last).height;
        timeline(rig).setFocus(Qt::TabFocusReason);
        QTest::keyClick(&timeline(rig), Qt::Key_End);
        QTest::keyClick(&timeline(rig), Qt::Key_Down);
        QTest::keyClick(&timeline(rig), Qt::Key_Return);
        QVERIFY(timeline(rig).rows().at(last).height >= folded);
    }
    void marksReadOnlyWhatWasSeenInAnActiveWindow()
    {
        UiRig rig;
        beginWith(rig, 50);
        auto &messages = rig.workstation.fakeSession()->fakeMessages;
        QVERIFY(!messages.reads.empty());
        QCOMPARE(messages.reads.back().first, kRoom);
        const auto before = messages.reads.size();
        QWidget other;
        other.show();
        other.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&other));
        const model::MessageId id = messages.store(fromColleague(u"unseen"_s));
        rig.settle();
        QCOMPARE(messages.reads.size(), before);
        other.close();
        rig.window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(rig.window.get()));
        rig.settle();
        QVERIFY(messages.reads.size() > before);
        QCOMPARE(messages.reads.back().second, id);
    }
    void arrowKeysChooseAndCopyCopies()
    {
        UiRig rig;
        beginWith(rig, 20);
        timeline(rig).setFocus(Qt::TabFocusReason);
        rig.key(Qt::Key_Up);
        rig.key(Qt::Key_Up);
        const auto current = timeline(rig).current();
        QVERIFY(current.has_value());
        rig.key(Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(),
                 timeline(rig).rows().at(*timeline(rig).rows().indexOf(*current)).message.body);
    }
    void screenReaderFindsEveryRow()
    {
        UiRig rig;
        beginWith(rig, 5);
        QAccessibleInterface *list = QAccessible::queryAccessibleInterface(&timeline(rig));
        QVERIFY(list);
        QCOMPARE(list->role(), QAccessible::List);
        QCOMPARE(list->childCount(), timeline(rig).rows().count());
        QAccessibleInterface *row = list->child(list->childCount() - 1);
        QVERIFY(row);
        QCOMPARE(row->role(), QAccessible::ListItem);
        const QString words = row->text(QAccessible::Name);
        const model::Message &message = timeline(rig).rows().at(list->childCount() - 1).message;
        QVERIFY2(words.contains(message.body), qPrintable(words));
        QCOMPARE(list->indexOfChild(row), list->childCount() - 1);
        QCOMPARE(row->parent(), list);
        rig.workstation.fakeLock.lock(lock::LockReason::User);
        rig.settle();
        QCOMPARE(list->childCount(), 0);
    }
};

WARDLINE_UI_TEST_MAIN(TimelineTest)
#include "timeline_test.moc"
