// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/ui_rig.h"
#include "tests/ui/support/ui_test_main.h"
#include "ui/composer/composer.h"
#include "ui/composer/composer_edit.h"
#include "ui/kit/focus_ring.h"
#include "ui/shell/conversation_view.h"
#include "ui/shell/work_view.h"
#include "ui/timeline/timeline_view.h"

#include <QAccessible>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMimeData>

using namespace Qt::StringLiterals;
using namespace wardline;
using test::demoPerson;
using test::demoRoom;
using test::UiRig;

namespace {

ui::TimelineView &timeline(UiRig &rig)
{
    return rig.window->workView()->conversationView().timeline();
}

model::Jid openConversation(UiRig &rig)
{
    return rig.window->workView()->conversationView().conversation();
}

QString lastRow(UiRig &rig)
{
    return timeline(rig).rowWords(timeline(rig).rows().count() - 1);
}

void begin(UiRig &rig, QSize size = {1240, 780})
{
    rig.show(size);
    rig.signIn();
    rig.settle();
}

} // namespace

class ConversationTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void enterSendsAndTheStateMovesOn()
    {
        UiRig rig;
        begin(rig);
        QCOMPARE(QApplication::focusWidget()->objectName(), u"composerField"_s);
        rig.type("35 ml");
        rig.key(Qt::Key_Return);
        rig.settle();
        QVERIFY2(lastRow(rig).contains(u"35 ml"_s) && lastRow(rig).endsWith(u"Waiting"_s), qPrintable(lastRow(rig)));
        QVERIFY(rig.find<ui::ComposerEdit>("composerField")->toPlainText().isEmpty());
        const model::MessageId id = timeline(rig).rows().at(timeline(rig).rows().count() - 1).message.id;
        rig.workstation.fakeSession()->fakeMessages.setState(id, model::DeliveryState::OnRelay);
        rig.settle();
        QVERIFY(lastRow(rig).endsWith(u"Sent"_s));
        rig.workstation.fakeSession()->fakeMessages.setState(id, model::DeliveryState::Seen);
        rig.settle();
        QVERIFY(lastRow(rig).endsWith(u"Opened"_s));
    }
    void shiftEnterMakesANewLine()
    {
        UiRig rig;
        begin(rig);
        rig.type("a");
        rig.key(Qt::Key_Return, Qt::ShiftModifier);
        rig.type("b");
        QCOMPARE(rig.find<ui::ComposerEdit>("composerField")->toPlainText(), u"a\nb"_s);
        rig.key(Qt::Key_Return);
        rig.settle();
        QCOMPARE(timeline(rig).rows().at(timeline(rig).rows().count() - 1).message.body, u"a\nb"_s);
    }
    void sendsNothingButBlanks()
    {
        UiRig rig;
        begin(rig);
        const int before = timeline(rig).rows().count();
        rig.type("   ");
        rig.key(Qt::Key_Return);
        rig.settle();
        QCOMPARE(timeline(rig).rows().count(), before);
    }
    void saysAsWhomOneWrites()
    {
        UiRig rig;
        begin(rig);
        QCOMPARE(rig.find<QLabel>("sendingAs")->text(), u"Sending as Anna Berg, Nurse"_s);
    }
    void aRoomThatIsGoneSaysSoWhereOneWrote()
    {
        UiRig rig;
        begin(rig);
        QVERIFY(rig.find<QWidget>("composerField")->isVisible());
        for (auto &summary : rig.workstation.data.conversations) {
            if (summary.jid == openConversation(rig)) {
                summary.posting = model::PostingRight::RoomGone;
            }
        }
        Q_EMIT rig.workstation.fakeSession()->fakeRooms.conversationsChanged();
        rig.settle();
        QVERIFY(!rig.find<QWidget>("composerField")->isVisible());
        QVERIFY(rig.find<QLabel>("readOnlyReason")->text().startsWith(u"This room was closed"_s));
        QVERIFY(rig.find<QWidget>("timeline")->isVisible()); // what was said stays readable
    }
    void observerReadsTheReasonInsteadOfWriting()
    {
        UiRig rig;
        begin(rig);
        rig.window->workView()->openConversation(demoRoom(u"announce"));
        rig.settle();
        QVERIFY(!rig.find<QWidget>("composerField")->isVisible());
        QCOMPARE(QApplication::focusWidget()->objectName(), u"timeline"_s);
        QVERIFY(rig.find<QLabel>("readOnlyReason")->isVisible());
        QVERIFY(rig.find<QLabel>("readOnlyReason")->text().contains(u"observer in this room"_s));
        rig.type("must go nowhere");
        rig.key(Qt::Key_Return);
        QCOMPARE(rig.workstation.data.messages[demoRoom(u"announce")].size(), 1);
    }
    void writingComesBackWithTheVoice()
    {
        UiRig rig;
        begin(rig);
        rig.window->workView()->openConversation(demoRoom(u"announce"));
        rig.settle();
        for (auto &summary : rig.workstation.data.conversations) {
            summary.posting = model::PostingRight::Allowed;
        }
        rig.workstation.fakeSession()->fakeRooms.announceConversations();
        rig.settle();
        QVERIFY(rig.find<QWidget>("composerField")->isVisible());
    }
    void draftIsStoredEveryTwoSecondsAndComesBack()
    {
        UiRig rig;
        begin(rig);
        rig.type("half a thought");
        QVERIFY(rig.workstation.data.drafts[demoRoom(u"ward")].text.isEmpty());
        rig.settle(std::chrono::seconds(2));
        QCOMPARE(rig.workstation.data.drafts[demoRoom(u"ward")].text, u"half a thought"_s);
        rig.type(" more");
        rig.window->workView()->openConversation(demoPerson(u"priya"));
        rig.settle();
        QVERIFY(rig.find<ui::ComposerEdit>("composerField")->toPlainText().isEmpty());
        QCOMPARE(rig.workstation.data.drafts[demoRoom(u"ward")].text, u"half a thought more"_s);
        rig.window->workView()->openConversation(demoRoom(u"ward"));
        rig.settle();
        QCOMPARE(rig.find<ui::ComposerEdit>("composerField")->toPlainText(), u"half a thought more"_s);
        rig.key(Qt::Key_Return);
        rig.settle();
        QVERIFY(rig.workstation.data.drafts[demoRoom(u"ward")].text.isEmpty());
    }
    void pasteIsPlainText()
    {
        UiRig rig;
        begin(rig);
        auto *data = new QMimeData;
        data->setHtml(u"<b>bold</b>"_s);
        data->setText(u"bold"_s);
        QGuiApplication::clipboard()->setMimeData(data);
        rig.key(Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(rig.find<ui::ComposerEdit>("composerField")->toPlainText(), u"bold"_s);
    }
    void refusesWhatIsTooLongAndSaysByHowMuch()
    {
        UiRig rig;
        begin(rig);
        rig.find<ui::ComposerEdit>("composerField")
            ->setPlainText(QString(service::MessageService::kMaxTextLength + 5, u'x'));
        const int before = timeline(rig).rows().count();
        rig.key(Qt::Key_Return);
        rig.settle();
        QCOMPARE(timeline(rig).rows().count(), before);
        QVERIFY(rig.find<QLabel>("lengthNote")->text().startsWith(u"5 "_s));
    }
    void altArrowsWalkTheConversations()
    {
        UiRig rig;
        begin(rig);
        QCOMPARE(openConversation(rig), demoRoom(u"ward"));
        rig.key(Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(openConversation(rig), demoPerson(u"marek"));
        rig.key(Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(openConversation(rig), demoRoom(u"ward"));
    }
    void goesToAConversationByName()
    {
        UiRig rig;
        begin(rig);
        rig.key(Qt::Key_K, Qt::ControlModifier);
        rig.type("cardio");
        rig.key(Qt::Key_Return);
        QCOMPARE(openConversation(rig), demoRoom(u"consult"));
    }
    void unreadFilterKeepsTheOpenOne()
    {
        UiRig rig;
        begin(rig);
        rig.settle();
        QTest::mouseClick(rig.find<QWidget>("filterUnread"), Qt::LeftButton);
        const auto *list = rig.find<QListView>("conversationList");
        QStringList titles;
        for (int row = 0; row < list->model()->rowCount(); ++row) {
            titles << list->model()->index(row, 0).data().toString();
        }
        QVERIFY(titles.contains(u"Ward 4 West"_s)); // read by now, but open
        QVERIFY(titles.contains(u"Marek Novák"_s));
        QVERIFY(!titles.contains(u"Announcements"_s));
    }
    void findsInThisRoomByKeyboardAndGoesThere()
    {
        UiRig rig;
        begin(rig);
        rig.key(Qt::Key_F, Qt::ControlModifier);
        rig.type("furosemide");
        rig.settle();
        auto *results = rig.find<QListView>("searchResults");
        QCOMPARE(results->model()->rowCount(), 1);
        rig.key(Qt::Key_Return);
        rig.settle();
        const auto current = timeline(rig).current();
        QVERIFY(current.has_value());
        const auto index = timeline(rig).rows().indexOf(*current);
        QVERIFY(index.has_value());
        QVERIFY(timeline(rig).rows().at(*index).message.body.contains(u"furosemide"_s));
        QVERIFY(timeline(rig).viewport()->rect().contains(timeline(rig).rowRect(*index)));
    }
    void findsEverywhereNewestFirstAndOpensTheOtherRoom()
    {
        UiRig rig;
        begin(rig);
        rig.key(Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
        rig.type("echo of bed");
        rig.settle();
        rig.key(Qt::Key_Return);
        rig.settle();
        QCOMPARE(openConversation(rig), demoRoom(u"consult"));
    }
    void escapeLeadsBackToWriting()
    {
        UiRig rig;
        begin(rig);
        rig.key(Qt::Key_F, Qt::ControlModifier);
        QVERIFY(rig.find<QWidget>("searchPane")->isVisible());
        rig.key(Qt::Key_Escape);
        QVERIFY(!rig.find<QWidget>("searchPane")->isVisible());
        QCOMPARE(QApplication::focusWidget()->objectName(), u"composerField"_s);
    }
    void f6WalksThePanes()
    {
        UiRig rig;
        begin(rig);
        QStringList seen;
        for (int i = 0; i < 5; ++i) {
            rig.key(Qt::Key_F6);
            seen << QApplication::focusWidget()->objectName();
        }
        QVERIFY2(seen.contains(u"timeline"_s) && seen.contains(u"railConversations"_s) && seen.contains(u"goTo"_s),
                 qPrintable(seen.join(u' ')));
    }
    void choosingAColleagueBeginsADirectConversation()
    {
        UiRig rig;
        begin(rig);
        QTest::mouseClick(rig.find<QWidget>("railPeople"), Qt::LeftButton);
        rig.type("therapist");
        rig.key(Qt::Key_Down);
        rig.key(Qt::Key_Return);
        rig.settle();
        QCOMPARE(openConversation(rig), demoPerson(u"sofia"));
        QVERIFY(rig.find<QWidget>("composerField")->isVisible());
    }
    void statusLineSaysConnectionPolicyAndLock()
    {
        UiRig rig;
        begin(rig);
        QVERIFY(rig.find<QLabel>("connectionWords")->text().startsWith(u"Connected since"_s));
        QVERIFY(rig.find<QLabel>("receivingWords")->text().startsWith(u"Receiving until"_s));
        QCOMPARE(rig.find<QLabel>("policyWords")->text(), u"Your organisation's policy"_s);
        QVERIFY(rig.find<QLabel>("policyWords")->toolTip().contains(u"/etc/wardline/policy.json"_s));
        QVERIFY(rig.find<QLabel>("timeToLock")->text().startsWith(u"Locks in"_s));
        service::ConnectionStatus status = rig.workstation.data.connection;
        status.phase = service::ConnectionPhase::WaitingToRetry;
        status.nextAttempt = rig.clock.now() + std::chrono::seconds(8);
        rig.workstation.fakeSession()->setConnection(status);
        QVERIFY(rig.find<QLabel>("connectionWords")->text().endsWith(u"next attempt in 8 s"_s));
        QTest::mouseClick(rig.find<QWidget>("retryNow"), Qt::LeftButton);
        QCOMPARE(rig.workstation.fakeSession()->reconnects, 1);
    }
    void listSaysWhatTheNewestMessageIs_data()
    {
        QTest::addColumn<model::Message>("message");
        QTest::addColumn<QString>("words");
        model::Message message;
        message.conversation = demoRoom(u"ward");
        message.sender = demoPerson(u"marek");
        message.senderName = u"Marek Novák"_s;
        model::Message photo = message;
        photo.attachments = {{u"wound.jpg"_s, u"image/jpeg"_s, 3000, {}}};
        QTest::newRow("photo") << photo << u"Marek Novák: Photo"_s;
        model::Message withWords = photo;
        withWords.body = u"The wound today"_s;
        QTest::newRow("photo with words") << withWords << u"Marek Novák: The wound today"_s;
        model::Message file = message;
        file.attachments = {{u"plan\u202Efdp.pdf"_s, u"application/pdf"_s, 3000, {}}};
        QTest::newRow("file") << file << u"Marek Novák: File: planfdp.pdf"_s;
        model::Message gone = message;
        gone.tombstone = model::Tombstone();
        QTest::newRow("taken back") << gone << u"A message was taken back"_s;
        model::Message sealed = message;
        sealed.unreadable = model::Unreadable::OlderThanDevice;
        QTest::newRow("unreadable") << sealed << u"Marek Novák: A message that cannot be read here"_s;
    }
    void listSaysWhatTheNewestMessageIs()
    {
        QFETCH(const model::Message, message);
        QFETCH(const QString, words);
        UiRig rig;
        begin(rig);
        rig.workstation.fakeSession()->fakeMessages.store(message);
        rig.settle();
        const auto *list = rig.find<QListView>("conversationList");
        QStringList rows;
        for (int row = 0; row < list->model()->rowCount(); ++row) {
            rows << list->model()->index(row, 0).data(Qt::AccessibleTextRole).toString();
        }
        QVERIFY2(!rows.filter(words).isEmpty(), qPrintable(rows.join(u'\n')));
    }
    void newCodeIsGivenWithoutLeavingTheWork()
    {
        UiRig rig;
        begin(rig);
        service::ConnectionStatus status = rig.workstation.data.connection;
        status.phase = service::ConnectionPhase::CodeNeeded;
        rig.workstation.fakeSession()->setConnection(status);
        rig.settle();
        QVERIFY(rig.find<QWidget>("codeBanner")->isVisible());
        QCOMPARE(QApplication::focusWidget()->objectName(), u"reconnectCode"_s); // nobody was writing
        QVERIFY(!rig.find<QWidget>("downtimeBanner")->isVisible()); // said once
        rig.type("123456");
        rig.key(Qt::Key_Return);
        QCOMPARE(rig.workstation.fakeSession()->lastCode.view().toByteArray(), QByteArray("123456"));
    }
    void aNewCodeTakesTheKeyboardFromNobodyWhoWrites()
    {
        UiRig rig;
        begin(rig);
        rig.type("Bed 7: potass");
        service::ConnectionStatus status = rig.workstation.data.connection;
        status.phase = service::ConnectionPhase::CodeNeeded;
        rig.workstation.fakeSession()->setConnection(status);
        rig.settle();
        QVERIFY(rig.find<QWidget>("codeBanner")->isVisible());
        rig.type("ium");
        QCOMPARE(rig.find<QPlainTextEdit>("composerField")->toPlainText(), u"Bed 7: potassium"_s);
    }
    void oneColumnShowsListThenRoomThenListAgain()
    {
        UiRig rig;
        begin(rig, {420, 720});
        QVERIFY(rig.find<QWidget>("conversationList")->isVisible());
        QVERIFY(!rig.find<QWidget>("timeline")->isVisible());
        rig.find<QListView>("conversationList")->setFocus();
        rig.key(Qt::Key_Down);
        rig.key(Qt::Key_Return);
        QVERIFY(rig.find<QWidget>("timeline")->isVisible());
        QVERIFY(!rig.find<QWidget>("conversationList")->isVisible());
        QTest::mouseClick(rig.find<QWidget>("back"), Qt::LeftButton);
        QVERIFY(rig.find<QWidget>("conversationList")->isVisible());
    }
    void remembersTheOpenConversationAcrossSessions()
    {
        UiRig rig;
        begin(rig);
        rig.window->workView()->openConversation(demoRoom(u"consult"));
        rig.workstation.fakeLock.lock(lock::LockReason::User);
        rig.settle();
        rig.type("correct horse");
        rig.key(Qt::Key_Return);
        rig.settle();
        QCOMPARE(openConversation(rig), demoRoom(u"consult"));
    }
    void ringFollowsTheKeyboardOnly()
    {
        UiRig rig;
        begin(rig);
        auto *ring = rig.window->findChild<ui::FocusRing *>();
        QWidget *lock = rig.find<QWidget>("railLock");
        lock->setFocus(Qt::TabFocusReason);
        rig.settle();
        QVERIFY(ring->isVisible());
        const QRect around(lock->mapTo(rig.window.get(), QPoint()), lock->size());
        QCOMPARE(ring->geometry(), around.adjusted(-4, -4, 4, 4));
        QTest::mouseClick(rig.find<QWidget>("toggleDetails"), Qt::LeftButton);
        rig.settle();
        QVERIFY(!ring->isVisible());
    }
    void everythingThatCanBeHitIsLargeAndNamed()
    {
        UiRig rig;
        begin(rig);
        rig.key(Qt::Key_F, Qt::ControlModifier);
        for (const QWidget *widget : rig.window->findChildren<QWidget *>()) {
            if (!widget->isVisible() || widget->focusPolicy() == Qt::NoFocus
                || !(widget->focusPolicy() & Qt::TabFocus)) {
                continue;
            }
            const QByteArray what = widget->objectName().toUtf8() + ' ' + widget->metaObject()->className();
            QVERIFY2(!widget->objectName().isEmpty(), what.constData());
            QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(const_cast<QWidget *>(widget));
            QVERIFY2(accessible && !accessible->text(QAccessible::Name).isEmpty(), what.constData());
            QVERIFY2(accessible->role() != QAccessible::NoRole, what.constData());
            QVERIFY2(widget->height() >= 32 && widget->width() >= 32, what.constData());
        }
    }
};

WARDLINE_UI_TEST_MAIN(ConversationTest)
#include "conversation_test.moc"
