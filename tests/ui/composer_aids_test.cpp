// SPDX-License-Identifier: GPL-3.0-or-later
// What helps with writing: people to name, spelling, pictures. By real keys and mouse.
#include "tests/ui/support/ui_test_main.h"
#include "tests/ui/support/writing_rig.h"
#include "ui/composer/picture_chip.h"

#include <QTemporaryDir>
#include <QPointer>
#include <QMimeData>
#include <QFile>
#include <QClipboard>
#include <QAbstractButton>
#include <QListView>

using namespace Qt::StringLiterals;
using namespace wardline;
using test::demoPerson;
using test::demoRoom;
using test::WritingRig;

namespace {

QImage redPicture(QSize size = {320, 200})
{
    QImage image(size, QImage::Format_RGB32);
    image.fill(Qt::red);
    return image;
}

} // namespace

class ComposerAidsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    // ---- mentions
    void mentionIsChosenByKeyboardAndSentWithItsPlace()
    {
        WritingRig rig;
        rig.type("Bed 7, @sofi");
        QVERIFY(rig.isOffering());
        rig.key(Qt::Key_Return);
        QVERIFY(!rig.isOffering());
        QCOMPARE(rig.field().toPlainText(), u"Bed 7, @Sofía Márquez "_s);
        rig.type("please");
        rig.key(Qt::Key_Return);
        rig.settle();
        QCOMPARE(rig.sent().last().body, u"Bed 7, @Sofía Márquez please"_s);
        QCOMPARE(rig.messages().mentions, (QList<service::Mention>{{demoPerson(u"sofia"), 7, 14}}));
    }
    void mentionIsChosenByMouse()
    {
        WritingRig rig;
        rig.type("@mar");
        QVERIFY(rig.isOffering());
        auto *list = rig.find<QListView>("mentionList");
        const QModelIndex second = list->model()->index(1, 0);
        const QString name = second.data().toString();
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(second).center());
        rig.settle();
        QCOMPARE(rig.field().toPlainText(), QString(u'@' + name + u' '));
        QCOMPARE(QApplication::focusWidget(), &rig.field());
    }
    void namesAreWholeInANarrowWindow()
    {
        WritingRig rig(QSize(420, 720));
        rig.openRoom(demoRoom(u"ward"));
        rig.type("@");
        QVERIFY(rig.isOffering());
        const QRect field(rig.field().mapToGlobal(QPoint(0, 0)), rig.field().size());
        const QRect offered(rig.popup()->mapToGlobal(QPoint(0, 0)), rig.popup()->size());
        QVERIFY2(offered.width() > field.width(), qPrintable(QString::number(offered.width()))); // the buttons' room, too
        QVERIFY(rig.window->geometry().contains(offered));
    }
    void arrowsAndTabChooseAmongPeople()
    {
        WritingRig rig;
        rig.type("@");
        auto *list = rig.find<QListView>("mentionList");
        const QString third = list->model()->index(2, 0).data().toString();
        rig.key(Qt::Key_Down);
        rig.key(Qt::Key_Down);
        rig.key(Qt::Key_Down);
        rig.key(Qt::Key_Up);
        rig.key(Qt::Key_Tab);
        QCOMPARE(rig.field().toPlainText(), QString(u'@' + third + u' '));
    }
    void escapeClosesTheOfferAndEnterSendsAgain()
    {
        WritingRig rig;
        rig.type("@mar");
        rig.key(Qt::Key_Escape);
        QVERIFY(!rig.isOffering());
        QCOMPARE(QApplication::focusWidget(), &rig.field());
        rig.type("c");
        QVERIFY(!rig.isOffering()); // refused for this one
        rig.key(Qt::Key_Return);
        rig.settle();
        QCOMPARE(rig.sent().last().body, u"@marc"_s);
        QVERIFY(rig.messages().mentions.isEmpty());
    }
    void nobodyOfThatNameLeavesEnterAlone()
    {
        WritingRig rig;
        rig.type("@zzz");
        QVERIFY(!rig.isOffering());
        rig.key(Qt::Key_Return);
        rig.settle();
        QCOMPARE(rig.sent().last().body, u"@zzz"_s);
    }
    void addressIsNoMention()
    {
        WritingRig rig;
        rig.type("anna@mar");
        QVERIFY(!rig.isOffering());
    }
    void roleNamesAllWhoHaveIt()
    {
        WritingRig rig;
        rig.type("@physicians");
        QVERIFY(rig.isOffering());
        rig.key(Qt::Key_Return);
        rig.key(Qt::Key_Return);
        rig.settle();
        QCOMPARE(rig.messages().mentions.size(), 2);
        for (const service::Mention &mention : rig.messages().mentions) {
            QVERIFY(rig.sent().last().body.mid(mention.start, mention.length).startsWith(u'@'));
        }
    }
    void deletedLetterEndsTheMention()
    {
        WritingRig rig;
        rig.type("@sofi");
        rig.key(Qt::Key_Return);
        rig.key(Qt::Key_Backspace);
        rig.key(Qt::Key_Backspace);
        QVERIFY(!rig.isOffering() || rig.field().toPlainText() == u"@Sofía Márque"_s);
        rig.key(Qt::Key_Escape);
        rig.key(Qt::Key_Return);
        rig.settle();
        QVERIFY(rig.messages().mentions.isEmpty());
    }
    void lockTakesTheOfferedNamesAway()
    {
        WritingRig rig;
        rig.type("@");
        QVERIFY(rig.isOffering());
        rig.workstation.fakeLock.lock(lock::LockReason::Idle);
        rig.settle();
        QVERIFY(!rig.isOffering());
        QCOMPARE(rig.find<QListView>("mentionList")->model()->rowCount(), 0);
    }
    void hostileNamesAreOfferedSafely()
    {
        WritingRig rig;
        auto &members = rig.workstation.data.members[demoRoom(u"ward")];
        members[1].name = QString(64 * 1024, u'W');
        members[2].name = u"\u202EAnna\nBerg"_s;
        rig.workstation.fakeSession()->fakeRooms.announceMembers(demoRoom(u"ward"));
        rig.type("@");
        QVERIFY(rig.isOffering());
        QVERIFY(rig.window->rect().contains(rig.popup()->geometry()));
        rig.window->grab();
        rig.type("ww");
        rig.key(Qt::Key_Return);
        QVERIFY(rig.field().toPlainText().size() <= 130);
    }

    // ---- pictures
    void pictureIsRefusedWithWordsWhereNoneCanBeSent()
    {
        WritingRig rig;
        rig.type("see ");
        rig.pastePicture(redPicture());
        QCOMPARE(rig.banner(), u"Your organisation does not allow files and pictures to be sent."_s);
        QVERIFY(!rig.find<QWidget>("pictureChip")->isVisible());
        QCOMPARE(rig.field().toPlainText(), u"see "_s);
    }
    void pictureIsShownSentAndLeavesNothing()
    {
        WritingRig rig;
        rig.workstation.data.canSendFiles = true;
        rig.pastePicture(redPicture());
        auto *chip = rig.find<ui::PictureChip>("pictureChip");
        QTRY_VERIFY(chip->words().contains(u"320"_s));
        QVERIFY(rig.find<QAbstractButton>("send")->isEnabled());
        rig.type("wound today");
        rig.key(Qt::Key_Return);
        rig.settle();
        QCOMPARE(rig.sent().last().body, u"wound today"_s);
        QCOMPARE(rig.sent().last().attachments.size(), 1);
        QVERIFY(!chip->isVisible());
        rig.type("next");
        rig.key(Qt::Key_Return);
        rig.settle();
        QVERIFY(rig.sent().last().attachments.isEmpty());
    }
    void pictureIsTakenOutByMouse()
    {
        WritingRig rig;
        rig.workstation.data.canSendFiles = true;
        rig.pastePicture(redPicture());
        auto *chip = rig.find<ui::PictureChip>("pictureChip");
        QTRY_VERIFY(chip->words().contains(u"320"_s));
        QTest::mouseClick(rig.find<QWidget>("pictureRemove"), Qt::LeftButton);
        QVERIFY(!chip->isVisible());
        QVERIFY(!rig.find<QAbstractButton>("send")->isEnabled());
        QCOMPARE(QApplication::focusWidget(), &rig.field());
    }
    void pictureStaysWithItsConversationUntilTheLock()
    {
        WritingRig rig;
        rig.workstation.data.canSendFiles = true;
        rig.pastePicture(redPicture());
        auto *chip = rig.find<ui::PictureChip>("pictureChip");
        QTRY_VERIFY(chip->words().contains(u"320"_s));
        rig.openRoom(demoPerson(u"priya"));
        QVERIFY(!chip->isVisible());
        rig.openRoom(demoRoom(u"ward"));
        QVERIFY(chip->isVisible());
        rig.lockAndUnlock();
        QVERIFY(!chip->isVisible());
    }
    void absurdPictureIsRefusedWithWords()
    {
        WritingRig rig;
        rig.workstation.data.canSendFiles = true;
        rig.type("text");
        rig.pastePicture(redPicture({ui::kLongestPictureSide + 10, 2}));
        QTRY_VERIFY(rig.banner().contains(u"too many pixels"_s));
        QVERIFY(!rig.find<QWidget>("pictureChip")->isVisible());
        QCOMPARE(rig.field().toPlainText(), u"text"_s);
    }

    // ---- files
    void fileFromTheDesktopIsSentAsItIs()
    {
        WritingRig rig;
        rig.workstation.data.canSendFiles = true;
        rig.openRoom(demoRoom(u"ward"));
        QTemporaryDir folder;
        QFile file(folder.filePath(u"letter.txt"_s));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("hello") == 5);
        file.close();
        auto *dropped = new QMimeData;
        dropped->setUrls({QUrl::fromLocalFile(file.fileName())});
        QGuiApplication::clipboard()->setMimeData(dropped);
        rig.key(Qt::Key_V, Qt::ControlModifier);
        auto *chip = rig.find<ui::PictureChip>("pictureChip");
        QTRY_VERIFY(chip->words().contains(u"letter.txt"_s));
        rig.key(Qt::Key_Return);
        rig.settle();
        QCOMPARE(rig.messages().sentFiles.size(), 1);
        QCOMPARE(rig.messages().sentFiles.first().path, file.fileName());
        QVERIFY(!chip->isVisible());
    }
    void folderIsRefusedWithWords()
    {
        WritingRig rig;
        rig.workstation.data.canSendFiles = true;
        QTemporaryDir folder;
        auto *dropped = new QMimeData;
        dropped->setUrls({QUrl::fromLocalFile(folder.path())});
        QGuiApplication::clipboard()->setMimeData(dropped);
        rig.key(Qt::Key_V, Qt::ControlModifier);
        QTRY_VERIFY(rig.banner().contains(u"Folders"_s));
    }
    void keysOpenTheChoiceOfAFileWhereFilesCanBeSent()
    {
        WritingRig rig;
        rig.openRoom(demoRoom(u"ward"));
        QVERIFY(!rig.find<QWidget>("attach")->isVisible());
        rig.key(Qt::Key_O, Qt::ControlModifier);
        QVERIFY(!rig.window->findChild<QWidget *>(u"attachFile"_s));
        rig.workstation.data.canSendFiles = true;
        rig.openRoom(demoPerson(u"priya"));
        rig.openRoom(demoRoom(u"ward"));
        QVERIFY(rig.find<QWidget>("attach")->isVisible());
        rig.key(Qt::Key_O, Qt::ControlModifier);
        QPointer<QWidget> dialog = rig.window->findChild<QWidget *>(u"attachFile"_s);
        QVERIFY(dialog);
        rig.workstation.fakeLock.lock(lock::LockReason::Idle);
        rig.settle();
        QVERIFY(!dialog); // nothing stays open over a lock
    }

    // ---- spelling
    void misspeltWordIsUnderlinedOnceItIsDone()
    {
        WritingRig rig;
        rig.installWords();
        rig.type("Give the dosse");
        QVERIFY(rig.underlined().isEmpty()); // still being typed
        rig.type(" now");
        QCOMPARE(rig.underlined(), (QStringList{u"dosse"_s}));
    }
    void linksNamesNumbersAndCodesAreLeftAlone()
    {
        WritingRig rig;
        rig.installWords();
        rig.type("@sofi");
        rig.key(Qt::Key_Return);
        rig.type("40mg B12 https://bedd.example ECG x@bedd.example now");
        QVERIFY2(rig.underlined().isEmpty(), qPrintable(rig.underlined().join(u' ')));
    }
    void suggestionIsTakenByKeyboard()
    {
        WritingRig rig;
        rig.installWords();
        rig.type("Give the dosse now");
        QCOMPARE(rig.underlined().size(), 1);
        rig.key(Qt::Key_Home);
        rig.key(Qt::Key_F7);
        QCOMPARE(rig.menuWords(u"suggestion"_s), (QStringList{u"dose"_s, u"doses"_s}));
        QTest::keyClick(rig.menu(), Qt::Key_Return);
        rig.settle();
        QCOMPARE(rig.field().toPlainText(), u"Give the dose now"_s);
        rig.key(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(rig.field().toPlainText(), u"Give the dosse now"_s);
    }
    void suggestionIsTakenByMouse()
    {
        WritingRig rig;
        rig.installWords();
        rig.type("dosse now");
        QCOMPARE(rig.underlined().size(), 1);
        QTextCursor word(rig.field().document());
        word.setPosition(2);
        const QPoint place = rig.field().cursorRect(word).center();
        QContextMenuEvent event(QContextMenuEvent::Mouse, place, rig.field().viewport()->mapToGlobal(place));
        QCoreApplication::sendEvent(rig.field().viewport(), &event);
        QMenu *menu = rig.menu();
        QVERIFY(menu);
        QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(menu->actions().first()).center());
        rig.settle();
        QCOMPARE(rig.field().toPlainText(), u"dose now"_s);
    }
    void ownWordIsKeptForThePersonAlone()
    {
        WritingRig rig;
        rig.installWords();
        rig.type("dosse now");
        QCOMPARE(rig.underlined().size(), 1);
        rig.key(Qt::Key_Home);
        rig.key(Qt::Key_F7);
        QMenu *menu = rig.menu();
        QVERIFY(menu);
        for (QAction *action : menu->actions()) {
            if (action->objectName() == u"addWord"_s) {
                action->trigger();
            }
        }
        menu->close();
        QVERIFY(rig.underlined().isEmpty());
        QCOMPARE(rig.workstation.data.uiState[u"spelling-words"_s], u"dosse"_s);
        rig.lockAndUnlock();
        QVERIFY(rig.underlined().isEmpty());
    }
    void aFullListOfOwnWordsSaysSo()
    {
        WritingRig rig;
        rig.installWords();
        rig.workstation.data.uiState[u"spelling-words"_s] = QString(3'998, u'x');
        rig.lockAndUnlock();
        rig.type("dosse now");
        rig.key(Qt::Key_Home);
        rig.key(Qt::Key_F7);
        QMenu *menu = rig.menu();
        QVERIFY(menu);
        for (QAction *action : menu->actions()) {
            if (action->objectName() == u"addWord"_s) {
                action->trigger();
            }
        }
        menu->close();
        QVERIFY2(rig.banner().contains(u"full"_s), qPrintable(rig.banner()));
        QCOMPARE(rig.underlined().size(), 1);
    }
    void nothingOfAWordIsKeptUnasked()
    {
        WritingRig rig;
        rig.installWords();
        rig.type("PLANTEDwordd now");
        rig.settle();
        rig.lockAndUnlock();
        for (const auto &[key, value] : rig.workstation.data.uiState) {
            QVERIFY2(!value.contains(u"PLANTED"_s), qPrintable(key));
        }
        QVERIFY(rig.spelling.rests > 0);
    }
    void languageIsRememberedForTheConversation()
    {
        WritingRig rig;
        rig.installWords();
        rig.type("dosis ahora ");
        QCOMPARE(rig.underlined().size(), 2);
        QContextMenuEvent event(QContextMenuEvent::Keyboard, {}, {});
        QCoreApplication::sendEvent(&rig.field(), &event);
        QMenu *menu = rig.menu();
        QVERIFY(menu);
        menu->findChild<QMenu *>(u"spellingLanguages"_s)->actions().at(1)->trigger();
        menu->close();
        QVERIFY(rig.underlined().isEmpty());
        rig.openRoom(demoPerson(u"priya"));
        rig.type("dosis ");
        QVERIFY(rig.underlined().isEmpty()); // the last choice, where there is none
        QContextMenuEvent again(QContextMenuEvent::Keyboard, {}, {});
        QCoreApplication::sendEvent(&rig.field(), &again);
        rig.menu()->findChild<QMenu *>(u"spellingLanguages"_s)->actions().at(0)->trigger();
        rig.menu()->close();
        QCOMPARE(rig.underlined().size(), 1); // another language here
        rig.lockAndUnlock();
        rig.openRoom(demoRoom(u"ward"));
        QVERIFY(rig.underlined().isEmpty()); // and still the first one there
        rig.openRoom(demoPerson(u"priya"));
        QCOMPARE(rig.underlined().size(), 1);
    }
    void worksWithoutADictionaryAndSaysSo()
    {
        WritingRig rig;
        rig.type("dosse now");
        QVERIFY(rig.underlined().isEmpty());
        QContextMenuEvent event(QContextMenuEvent::Keyboard, {}, {});
        QCoreApplication::sendEvent(&rig.field(), &event);
        QCOMPARE(rig.menuWords(u"noDictionary"_s).size(), 1);
        rig.menu()->close();
        QVERIFY(rig.banner().isEmpty());
    }
    void lateAnswerAfterTheLockChangesNothing()
    {
        WritingRig rig;
        rig.installWords();
        rig.spelling.isHeld = true;
        rig.type("dosse now");
        rig.workstation.fakeLock.lock(lock::LockReason::Idle);
        rig.settle();
        rig.spelling.answer();
        rig.settle();
        QVERIFY(rig.field().toPlainText().isEmpty());
    }
};

WARDLINE_UI_TEST_MAIN(ComposerAidsTest)
#include "composer_aids_test.moc"
