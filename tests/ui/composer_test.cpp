// SPDX-License-Identifier: GPL-3.0-or-later
// Writing, answering and correcting, by real keys and mouse.
#include "tests/ui/support/ui_test_main.h"
#include "tests/ui/support/writing_rig.h"
#include "ui/composer/mode_bar.h"
#include "ui/kit/banner.h"

#include <QAbstractButton>
#include <QElapsedTimer>
#include <QLabel>

using namespace Qt::StringLiterals;
using namespace wardline;
using test::demoPerson;
using test::demoRoom;
using test::WritingRig;

class ComposerTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    // ---- growing
    void growsToAThirdOfThePaneThenScrolls()
    {
        WritingRig rig;
        const int oneLine = rig.field().height();
        QVERIFY(oneLine >= 40);
        for (int i = 0; i < 4; ++i) {
            rig.key(Qt::Key_Return, Qt::ShiftModifier);
        }
        const int fiveLines = rig.field().height();
        QVERIFY(fiveLines > oneLine);
        for (int i = 0; i < 60; ++i) {
            rig.key(Qt::Key_Return, Qt::ShiftModifier);
        }
        const int pane = rig.find<QWidget>("conversationView")->height();
        QVERIFY(rig.field().height() > fiveLines);
        QVERIFY2(rig.field().height() <= pane / 3, qPrintable(QString::number(rig.field().height())));
        QVERIFY(rig.field().viewport()->rect().contains(rig.field().cursorRect().center()));
    }

    // ---- keys and input methods
    void composingIsNeverSent()
    {
        WritingRig rig;
        const auto before = rig.sent().size();
        QInputMethodEvent composing(u"ni"_s, {});
        QCoreApplication::sendEvent(&rig.field(), &composing);
        rig.key(Qt::Key_Return);
        QCOMPARE(rig.sent().size(), before);
        rig.commit(u"你"_s);
        QCOMPARE(rig.field().toPlainText(), u"你"_s);
        rig.key(Qt::Key_Return);
        rig.settle();
        QCOMPARE(rig.sent().last().body, u"你"_s);
    }
    void lettersOfAltGrAreWritten()
    {
        WritingRig rig;
        QKeyEvent press(QEvent::KeyPress, Qt::Key_At, Qt::GroupSwitchModifier, u"@"_s);
        QCoreApplication::sendEvent(&rig.field(), &press);
        QKeyEvent euro(QEvent::KeyPress, Qt::Key_E, Qt::ControlModifier | Qt::AltModifier, u"€"_s);
        QCoreApplication::sendEvent(&rig.field(), &euro);
        QVERIFY(rig.field().toPlainText().startsWith(u'@'));
        QCOMPARE(rig.field().toPlainText().count(u"\n"_s), 0);
    }
    void enterOnTheKeypadSends()
    {
        WritingRig rig;
        rig.type("35 ml");
        rig.key(Qt::Key_Enter, Qt::KeypadModifier);
        rig.settle();
        QCOMPARE(rig.sent().last().body, u"35 ml"_s);
    }
    void sendButtonSendsByMouse()
    {
        WritingRig rig;
        auto *send = rig.find<QAbstractButton>("send");
        QVERIFY(!send->isEnabled());
        QVERIFY(send->width() >= 40 && send->height() >= 40);
        rig.type("35 ml");
        QTest::mouseClick(send, Qt::LeftButton);
        rig.settle();
        QCOMPARE(rig.sent().last().body, u"35 ml"_s);
    }

    // ---- drafts
    void draftComesBackWithPlaceAndMentionsAfterTheLock()
    {
        WritingRig rig;
        rig.type("@sofi");
        rig.key(Qt::Key_Return);
        rig.type("please");
        rig.key(Qt::Key_Home);
        rig.lockAndUnlock(); // at once: nothing waited for the timer
        QCOMPARE(rig.field().toPlainText(), u"@Sofía Márquez please"_s);
        QCOMPARE(rig.field().textCursor().position(), 0);
        rig.key(Qt::Key_Return);
        rig.settle();
        QCOMPARE(rig.messages().mentions.size(), 1);
    }
    void draftIsStoredAtSignOut()
    {
        WritingRig rig;
        rig.type("half a thought");
        rig.workstation.fakeSignIn.signOut();
        rig.settle();
        QCOMPARE(rig.draft().text, u"half a thought"_s);
    }
    void nothingCanBeUndoneIntoAnotherConversation()
    {
        WritingRig rig;
        rig.type("secret");
        rig.openRoom(demoPerson(u"priya"));
        rig.key(Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(rig.field().toPlainText().isEmpty());
    }
    void replyComesBackWithTheDraft()
    {
        WritingRig rig;
        const model::Message asked = rig.sent().last();
        rig.composer().beginReply(asked);
        rig.type("35 ml");
        rig.lockAndUnlock();
        QVERIFY(rig.find<ui::ModeBar>("modeBar")->isVisible());
        rig.key(Qt::Key_Return);
        rig.settle();
        QCOMPARE(rig.sent().last().quote->id, asked.id);
    }

    // ---- answering
    void replyShowsWhatIsAnsweredAndEscapeLeaves()
    {
        WritingRig rig;
        const model::Message asked = rig.sent().last();
        rig.type("35");
        rig.composer().beginReply(asked);
        const auto *bar = rig.find<ui::ModeBar>("modeBar");
        QVERIFY(bar->isVisible());
        QVERIFY(bar->title().contains(u"Marek Novák"_s));
        QCOMPARE(bar->quoted(), asked.body);
        QCOMPARE(QApplication::focusWidget(), &rig.field());
        rig.key(Qt::Key_Escape);
        QVERIFY(!bar->isVisible());
        QCOMPARE(rig.field().toPlainText(), u"35"_s);
        rig.composer().beginReply(asked);
        QTest::mouseClick(rig.find<QWidget>("modeLeave"), Qt::LeftButton);
        QVERIFY(!bar->isVisible());
    }
    void answeredMessageTakenBackIsSaid()
    {
        WritingRig rig;
        const model::Message asked = rig.sent().last();
        rig.composer().beginReply(asked);
        rig.type("35 ml");
        (void)rig.messages().change(asked.id, [](model::Message &message) {
            message.tombstone = model::Tombstone{};
            message.body.clear();
        });
        rig.settle();
        QVERIFY(!rig.find<ui::ModeBar>("modeBar")->isVisible());
        QVERIFY(rig.banner().contains(u"taken back"_s));
        QCOMPARE(rig.field().toPlainText(), u"35 ml"_s);
    }

    // ---- correcting
    void upInTheEmptyFieldEditsTheLastOwnMessage()
    {
        WritingRig rig;
        const model::Message own = rig.ownMessage();
        rig.key(Qt::Key_Up);
        rig.settle();
        QCOMPARE(rig.field().toPlainText(), own.body);
        QVERIFY(rig.find<ui::ModeBar>("modeBar")->title().startsWith(u"Editing your message of"_s));
        rig.type(" At 10:40.");
        rig.key(Qt::Key_Return);
        rig.settle();
        QCOMPARE(rig.ownMessage().body, QString(own.body + u" At 10:40."_s));
        QVERIFY(rig.ownMessage().corrected.has_value());
        QVERIFY(rig.field().toPlainText().isEmpty());
        QVERIFY(!rig.find<ui::ModeBar>("modeBar")->isVisible());
    }
    void upInAFilledFieldMovesTheCursor()
    {
        WritingRig rig;
        rig.type("a");
        rig.key(Qt::Key_Up);
        rig.settle();
        QCOMPARE(rig.field().toPlainText(), u"a"_s);
    }
    void leavingTheCorrectionBringsTheDraftBack()
    {
        WritingRig rig;
        rig.type("half a thought");
        rig.composer().beginEdit(rig.ownMessage());
        QCOMPARE(rig.field().toPlainText(), rig.ownMessage().body);
        rig.type("x");
        rig.key(Qt::Key_Escape);
        QCOMPARE(rig.field().toPlainText(), u"half a thought"_s);
        QVERIFY(!rig.ownMessage().corrected);
    }
    void correctionAndDraftSurviveTheLock()
    {
        WritingRig rig;
        rig.type("half a thought");
        const model::Message own = rig.ownMessage();
        rig.composer().beginEdit(own);
        rig.type("!");
        rig.lockAndUnlock();
        QCOMPARE(rig.field().toPlainText(), QString(own.body + u'!'));
        QVERIFY(rig.find<ui::ModeBar>("modeBar")->isVisible());
        rig.key(Qt::Key_Escape);
        QCOMPARE(rig.field().toPlainText(), u"half a thought"_s);
    }
    void refusedCorrectionKeepsItsText()
    {
        WritingRig rig;
        const model::Message own = rig.ownMessage();
        rig.composer().beginEdit(own);
        rig.type("!");
        rig.messages().refusal = service::ServiceError::TooLate;
        rig.key(Qt::Key_Return);
        rig.settle();
        QVERIFY(rig.banner().contains(u"too late"_s));
        QCOMPARE(rig.field().toPlainText(), QString(own.body + u'!'));
        QVERIFY(!rig.field().isReadOnly());
    }
    void emptyCorrectionIsNotSaved()
    {
        WritingRig rig;
        const model::Message own = rig.ownMessage();
        rig.composer().beginEdit(own);
        rig.key(Qt::Key_A, Qt::ControlModifier);
        rig.key(Qt::Key_Delete);
        rig.key(Qt::Key_Return);
        rig.settle();
        QCOMPARE(rig.ownMessage().body, own.body);
        QVERIFY(!rig.banner().isEmpty());
    }
    void othersMessagesCannotBeEdited()
    {
        WritingRig rig;
        rig.composer().beginEdit(rig.sent().last());
        QVERIFY(!rig.find<ui::ModeBar>("modeBar")->isVisible());
        QVERIFY(rig.field().toPlainText().isEmpty());
    }

    // ---- end-to-end encrypted
    void saysWhoCouldNotReadAndSendsWithoutThemByChoice()
    {
        WritingRig rig;
        service::EncryptionObstacle obstacle;
        obstacle.person = demoPerson(u"priya");
        obstacle.personName = u"Priya Nair"_s;
        obstacle.mayBeLeftOut = true;
        rig.workstation.data.encryption[demoRoom(u"ward")].obstacles = {obstacle};
        rig.messages().refusal = service::ServiceError::NotEverybodyCanRead;
        rig.type("first");
        rig.key(Qt::Key_Return);
        rig.settle();
        QVERIFY(rig.banner().contains(u"Priya Nair"_s));
        QCOMPARE(rig.field().toPlainText(), u"first"_s);
        QVERIFY(rig.messages().leftOut.isEmpty());
        auto *banner = rig.composer().findChild<ui::Banner *>();
        QAbstractButton *choice = nullptr;
        for (auto *button : banner->findChildren<QAbstractButton *>()) {
            choice = button->text().contains(u"without Priya"_s) ? button : choice;
        }
        QVERIFY(choice != nullptr);
        QTest::mouseClick(choice, Qt::LeftButton);
        rig.settle();
        QCOMPARE(rig.messages().leftOut, QList({model::DeviceAddress{obstacle.person, 0}}));
        QVERIFY(rig.field().toPlainText().isEmpty());
        rig.type("second");
        rig.key(Qt::Key_Return);
        rig.settle();
        QCOMPARE(rig.messages().leftOut.size(), 1); // the choice was for one message
        QCOMPARE(rig.field().toPlainText(), u"second"_s);
    }
    void offersNothingWhereNobodyMayBeLeftOut()
    {
        WritingRig rig;
        service::EncryptionObstacle obstacle;
        obstacle.why = service::EncryptionObstacle::Why::RoomNotPrivate;
        rig.workstation.data.encryption[demoRoom(u"ward")].obstacles = {obstacle};
        rig.messages().refusal = service::ServiceError::NotEverybodyCanRead;
        rig.type("first");
        rig.key(Qt::Key_Return);
        rig.settle();
        QVERIFY(rig.banner().contains(u"this room is open"_s));
        for (auto *button : rig.composer().findChild<ui::Banner *>()->findChildren<QAbstractButton *>()) {
            QVERIFY(!button->isVisible() || !button->text().contains(u"without"_s));
        }
    }

    // ---- nothing is lost
    void refusedTextComesBackBeforeWhatWasWrittenSince()
    {
        WritingRig rig;
        rig.messages().holdsSends = true;
        rig.type("first");
        rig.key(Qt::Key_Return);
        rig.type("second");
        rig.messages().refusal = service::ServiceError::DiskFull;
        rig.messages().releaseSends();
        rig.settle();
        QCOMPARE(rig.field().toPlainText(), u"first\n\nsecond"_s);
        QVERIFY(rig.banner().contains(u"disk is full"_s));
        QCOMPARE(rig.draft().text, u"first\n\nsecond"_s);
    }
    void textRefusedAfterLeavingIsTheDraftThere()
    {
        WritingRig rig;
        rig.messages().holdsSends = true;
        rig.type("first");
        rig.key(Qt::Key_Return);
        rig.openRoom(demoPerson(u"priya"));
        rig.messages().refusal = service::ServiceError::DiskFull;
        rig.messages().releaseSends();
        rig.settle();
        QCOMPARE(rig.draft().text, u"first"_s);
        QVERIFY(rig.banner().contains(u"kept there as a draft"_s));
        rig.openRoom(demoRoom(u"ward"));
        QCOMPARE(rig.field().toPlainText(), u"first"_s);
    }
    void textTakenAfterLeavingIsNoDraft()
    {
        WritingRig rig;
        rig.messages().holdsSends = true;
        rig.type("first");
        rig.key(Qt::Key_Return);
        rig.openRoom(demoPerson(u"priya"));
        QCOMPARE(rig.draft().text, u"first"_s); // as long as nobody took it
        rig.messages().releaseSends();
        rig.settle();
        QVERIFY(rig.draft().isEmpty());
    }
    void sendingThatTakesLongIsSaid()
    {
        WritingRig rig;
        rig.messages().holdsSends = true;
        rig.type("first");
        rig.key(Qt::Key_Return);
        QVERIFY(!rig.find<QWidget>("sending")->isVisible());
        rig.settle(std::chrono::seconds(2));
        QVERIFY(rig.find<QWidget>("sending")->isVisible());
        rig.messages().releaseSends();
        rig.settle();
        QVERIFY(!rig.find<QWidget>("sending")->isVisible());
    }
    void withoutAConnectionItSaysThatTextsWait()
    {
        WritingRig rig;
        QVERIFY(!rig.find<QLabel>("sendingWaits")->isVisible());
        service::ConnectionStatus status = rig.workstation.data.connection;
        status.phase = service::ConnectionPhase::WaitingToRetry;
        status.since = rig.clock.now();
        rig.workstation.fakeSession()->setConnection(status);
        QVERIFY(rig.find<QLabel>("sendingWaits")->isVisible());
        QVERIFY(rig.find<QLabel>("sendingWaits")->text().contains(u"waits here"_s));
        rig.type("35 ml");
        rig.key(Qt::Key_Return);
        rig.settle();
        QCOMPARE(rig.sent().last().body, u"35 ml"_s);
        status.phase = service::ConnectionPhase::Online;
        rig.workstation.fakeSession()->setConnection(status);
        QVERIFY(!rig.find<QLabel>("sendingWaits")->isVisible());
    }

    // ---- pasting
    void hostilePasteBecomesPlain()
    {
        WritingRig rig;
        rig.pasteText(u"a\u202Eb\u2066c\x1B[31m\r\nd"_s);
        QCOMPARE(rig.field().toPlainText(), u"abc[31m\nd"_s);
    }
    void megabytePasteIsCutWithWordsAndDoesNotFreeze()
    {
        WritingRig rig;
        QElapsedTimer watch;
        watch.start();
        rig.pasteText(QString(1 << 20, u'x'));
        QVERIFY2(watch.elapsed() < 2'000, qPrintable(QString::number(watch.elapsed())));
        QVERIFY(rig.field().toPlainText().size() <= service::kMaxDraftLength);
        QVERIFY(rig.banner().contains(u"characters were not pasted"_s));
        QVERIFY(!rig.find<QAbstractButton>("send")->isEnabled()); // a cut text does not leave unseen
        rig.type("more");
        QVERIFY(rig.field().toPlainText().size() <= service::kMaxDraftLength);
        rig.key(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(rig.field().toPlainText(), QString());
    }
    void manyPastedWordsAreCheckedInBatches()
    {
        WritingRig rig;
        rig.installWords();
        QString words;
        for (int i = 0; i < 3'000; ++i) {
            words += QString(u"w"_s + QChar(u'a' + i % 26) + QChar(u'a' + i / 26 % 26) + QChar(u'a' + i / 676) + u' ');
        }
        rig.pasteText(words);
        for (int i = 0; i < 20; ++i) {
            rig.settle();
        }
        QVERIFY(rig.spelling.asked.size() > 1);
        for (const QStringList &batch : rig.spelling.asked) {
            QVERIFY(batch.size() <= 400);
        }
    }

    // ---- narrow
    void longNameDoesNotWidenANarrowWindow()
    {
        WritingRig rig({420, 720});
        rig.workstation.data.self.name = QString(200, u'W');
        rig.leaveAndComeBack();
        QCOMPARE(rig.window->width(), 420);
        QVERIFY(rig.find<QLabel>("sendingAs")->width() <= 420);
    }
};

WARDLINE_UI_TEST_MAIN(ComposerTest)
#include "composer_test.moc"
