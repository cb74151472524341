// SPDX-License-Identifier: GPL-3.0-or-later
// What people do with messages, by mouse, by keyboard and through a screen reader.
#include "tests/ui/support/timeline_ward.h"
#include "tests/ui/support/ui_test_main.h"
#include "ui/timeline/picture_canvas.h"
#include "ui/timeline/timeline_words.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QBuffer>
#include <QCalendarWidget>
#include <QClipboard>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace wardline;
using model::MessageId;
using test::demoRoom;
using test::Ward;
using Kind = ui::RowPart::Kind;

namespace {

QByteArray png(QSize size)
{
    QImage image(size, QImage::Format_RGB32);
    image.fill(Qt::darkCyan);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

model::Attachment file(const QString &name, const QString &type, model::FileState state)
{
    return {.name = name, .mediaType = type, .size = 12'345, .pixels = {}, .state = state};
}

} // namespace

class TimelineStoriesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aQuoteLeadsToTheAnsweredMessageAndBack()
    {
        Ward ward;
        const MessageId asked = ward.write(u"How much was it?"_s);
        for (int i = 0; i < 60; ++i) {
            ward.write(u"between %1"_s.arg(i));
        }
        const MessageId answer = ward.write(u"30 ml"_s, [&](model::Message &message) {
            message.quote = model::Quote{asked, test::demoPerson(u"marek"), u"Marek Novák"_s, u"How much was it?"_s};
        });
        ward.click(answer, Kind::Quote);
        QCOMPARE(ward.view().highlighted(), std::optional(asked));
        QVERIFY(ward.view().viewport()->rect().contains(ward.view().rowRect(*ward.view().rows().indexOf(asked))));
        ward.rig.settle(std::chrono::seconds(3));
        QVERIFY(!ward.view().highlighted());
        QTest::mouseClick(ward.rig.find<QWidget>("jumpBack"), Qt::LeftButton);
        ward.rig.settle();
        QVERIFY(ward.view().viewport()->rect().intersects(ward.view().rowRect(*ward.view().rows().indexOf(answer))));
        QVERIFY(!ward.rig.find<QWidget>("jumpBack")->isVisible());
    }
    void enterOnAnAnswerLeadsToWhatItAnswers()
    {
        Ward ward;
        const MessageId asked = ward.write(u"How much was it?"_s);
        const MessageId answer = ward.write(u"30 ml"_s, [&](model::Message &message) {
            message.quote = model::Quote{asked, {}, u"Marek Novák"_s, u"How much was it?"_s};
        });
        ward.view().setFocus(Qt::TabFocusReason);
        ward.rig.key(Qt::Key_Up);
        ward.rig.key(Qt::Key_Down);
        QCOMPARE(ward.view().current(), std::optional(answer));
        ward.rig.key(Qt::Key_Return);
        QCOMPARE(ward.view().current(), std::optional(asked));
        ward.rig.key(Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(ward.view().current(), std::optional(answer));
    }
    void aReactionIsGivenAndTakenBackByMouse()
    {
        Ward ward;
        const MessageId id = ward.write(u"Given"_s, [](model::Message &message) {
            message.reactions = {{u"👍"_s, 2, false, {u"Lea Okafor"_s, u"Priya Raman"_s}}};
        });
        ward.click(id, Kind::Reaction);
        QVERIFY(ward.message(id).reactions.at(0).isOwn);
        QCOMPARE(ward.message(id).reactions.at(0).count, 3);
        ward.click(id, Kind::Reaction);
        QVERIFY(!ward.message(id).reactions.at(0).isOwn);
        QCOMPARE(ward.message(id).reactions.at(0).count, 2);
    }
    void whatFailedIsSentAgainFromItsRow()
    {
        Ward ward;
        const MessageId id = ward.write(
            u"Given"_s, [](model::Message &message) { message.state = model::DeliveryState::Failed; }, true);
        QVERIFY(ward.part(id, Kind::SendAgain));
        ward.click(id, Kind::SendAgain);
        QCOMPARE(ward.message(id).state, model::DeliveryState::Queued);
        QVERIFY(!ward.part(id, Kind::SendAgain));
    }
    void aRoleInANameDoesNotPushTheTrueOneAway()
    {
        Ward ward;
        ward.rig.window->resize(420, 720);
        const MessageId id = ward.write(u"Given"_s, [](model::Message &message) {
            message.senderName = u"Anna Berg, Chief Physician of the whole of the hospital and of all others"_s;
            message.role.role = model::CareRole::Student;
        });
        const auto &layout = *ward.row(id).layout;
        QVERIFY(layout.role && layout.role->text() == u"Student"_s);
        QVERIFY(layout.name->text().endsWith(u'…'));
        QVERIFY(layout.timeRect.right() < ward.view().viewport()->width());
    }
    void aReactionThatNoFontHasIsSaidInWords()
    {
        Ward ward;
        const MessageId id = ward.write(u"Given"_s, [](model::Message &message) {
            message.reactions = {{u"👍"_s, 2, false, {}}, {QString(QChar(0xE0F0)), 1, false, {}}};
        });
        const auto &chips = ward.row(id).layout->chips;
        QCOMPARE(chips.at(0).emoji->text(), u"👍"_s);
        QCOMPARE(chips.at(1).emoji->text(), u"a sign not shown here"_s);
        QVERIFY(chips.at(1).rect.width() > chips.at(1).emoji->width());
    }
    void aReactionIsPickedByKeyboard()
    {
        Ward ward;
        const MessageId id = ward.write(u"Bed 7 is stable"_s);
        ward.choose(id, u"React …"_s);
        QVERIFY(ward.rig.find<QWidget>("reactionPicker"));
        ward.rig.key(Qt::Key_Right);
        ward.rig.key(Qt::Key_Right);
        ward.rig.key(Qt::Key_Return);
        ward.rig.settle();
        QCOMPARE(ward.message(id).reactions.size(), 1);
        QCOMPARE(ward.message(id).reactions.at(0).emoji, u"✅"_s);
        QVERIFY(!ward.rig.find<QWidget>("reactionPicker"));
    }
    void escapeLeavesThePickerAsItWas()
    {
        Ward ward;
        const MessageId id = ward.write(u"Bed 7 is stable"_s);
        ward.choose(id, u"React …"_s);
        ward.rig.key(Qt::Key_Escape);
        ward.rig.settle();
        QVERIFY(!ward.rig.find<QWidget>("reactionPicker"));
        QVERIFY(ward.message(id).reactions.isEmpty());
    }
    void thousandsOfReactionsAreClamped()
    {
        Ward ward;
        const MessageId id = ward.write(u"Hello"_s, [](model::Message &message) {
            for (int i = 0; i < 5'000; ++i) {
                message.reactions.append({QString(QChar(0x4E00 + i)), i, false, {}});
            }
        });
        QVERIFY(ward.row(id).layout->chips.size() < 12);
        const int before = ward.row(id).height;
        for (int i = 0; i < 20; ++i) {
            if (ward.part(id, Kind::MoreReactions)) {
                ward.view().showMoreReactions(id);
            }
        }
        QVERIFY(ward.row(id).height > before);
        QVERIFY(ward.row(id).layout->chips.size() < 140);
    }
    void editedOpensTheEarlierVersions()
    {
        Ward ward;
        const MessageId id = ward.write(u"40 mg"_s, {}, true);
        (void)ward.service().correct(id, {.text = u"20 mg"_s});
        ward.rig.settle();
        ward.click(id, Kind::Edited);
        auto *versions = ward.rig.find<QWidget>("versionsPopover");
        QVERIFY(versions);
        QStringList texts;
        for (const QLabel *label : versions->findChildren<QLabel *>()) {
            texts << label->text();
        }
        QVERIFY2(texts.contains(u"40 mg"_s) && texts.contains(u"20 mg"_s), qPrintable(texts.join(u'|')));
        ward.rig.key(Qt::Key_Escape);
        ward.rig.settle();
        QVERIFY(!ward.rig.find<QWidget>("versionsPopover"));
    }
    void takingBackAsksInPlaceAndLeavesATombstone()
    {
        Ward ward;
        const MessageId id = ward.write(u"Wrong room"_s, {}, true);
        ward.choose(id, u"Take back …"_s);
        ward.rig.key(Qt::Key_Return); // the keyboard stands on "Keep it"
        ward.rig.settle();
        QVERIFY(!ward.message(id).tombstone);
        ward.choose(id, u"Take back …"_s);
        QTest::mouseClick(ward.rig.find<QWidget>("confirmYes"), Qt::LeftButton);
        ward.rig.settle();
        QVERIFY(ward.message(id).tombstone.has_value());
        QVERIFY2(ward.row(id).text->text().contains(u"You took this message back"_s),
                 qPrintable(ward.row(id).text->text()));
        QVERIFY(!ward.menuOf(id).contains(u"Copy text"_s));
    }
    void aModeratorRemovesWithAReason()
    {
        Ward ward;
        ward.data().rights.mayModerate = true;
        const MessageId id = ward.write(u"Gossip"_s);
        ward.choose(id, u"Remove for all …"_s);
        ward.rig.type("Not about patients");
        ward.rig.key(Qt::Key_Return);
        ward.rig.settle();
        QVERIFY(ward.message(id).tombstone.has_value());
        QVERIFY(ward.message(id).tombstone->isModerated);
        QCOMPARE(ward.message(id).tombstone->reason, u"Not about patients"_s);
    }
    void onlyAllowedActionsAreOffered()
    {
        Ward ward;
        ward.data().rights = {.mayAnswer = false, .mayReact = false, .mayCopy = false};
        const MessageId id = ward.write(u"Read only"_s);
        const QStringList menu = ward.menuOf(id);
        for (const auto *words : {u"Reply", u"React …", u"Copy text", u"Edit", u"Take back …", u"Remove for all …"}) {
            QVERIFY2(!menu.contains(QString::fromUtf16(words)), qPrintable(menu.join(u'|')));
        }
    }
    void replyAndEditGoToTheComposer()
    {
        Ward ward;
        const MessageId other = ward.write(u"A question"_s);
        const MessageId own = ward.write(u"An answer"_s, {}, true);
        QSignalSpy replies(&ward.view(), &ui::TimelineView::replyChosen);
        QSignalSpy edits(&ward.view(), &ui::TimelineView::editChosen);
        ward.choose(other, u"Reply"_s);
        ward.choose(own, u"Edit"_s);
        QCOMPARE(replies.size(), 1);
        QCOMPARE(replies.at(0).at(0).value<model::Message>().id, other);
        QCOMPARE(edits.size(), 1);
        QCOMPARE(edits.at(0).at(0).value<model::Message>().id, own);
    }
    void theBarUnderTheMouseReplies()
    {
        Ward ward;
        const MessageId id = ward.write(u"A question"_s);
        QSignalSpy replies(&ward.view(), &ui::TimelineView::replyChosen);
        const QPoint place = ward.topLeft(id) + ward.row(id).layout->body.center();
        QTest::mouseMove(ward.view().viewport(), place - QPoint(9, 0)); // the display tells of it in its own time
        QTest::mouseMove(ward.view().viewport(), place);
        auto *reply = ward.rig.find<QWidget>("rowReply");
        QTRY_VERIFY(reply->isVisible());
        QTest::mouseClick(reply, Qt::LeftButton);
        QCOMPARE(replies.size(), 1);
    }
    void menuKeyOpensTheMenuOfTheCurrentRow()
    {
        Ward ward;
        ward.write(u"A question"_s);
        ward.view().setFocus(Qt::TabFocusReason);
        ward.rig.key(Qt::Key_Return); // nothing else to press in this row
        auto *menu = ward.rig.find<QMenu>("messageMenu");
        QVERIFY(menu && menu->isVisible());
        menu->close();
    }
    void aRowsPartsAreReachedByArrowKeys()
    {
        Ward ward;
        const MessageId id = ward.write(u"Given"_s, [](model::Message &message) {
            message.reactions = {{u"👍"_s, 2, false, {u"Lea Okafor"_s}}, {u"👀"_s, 1, false, {}}};
        });
        ward.view().setFocus(Qt::TabFocusReason);
        ward.rig.key(Qt::Key_Right);
        ward.rig.key(Qt::Key_Right);
        ward.rig.key(Qt::Key_Space);
        ward.rig.settle();
        QVERIFY(ward.message(id).reactions.at(1).isOwn);
        QVERIFY(!ward.message(id).reactions.at(0).isOwn);
    }
    void dragMarksAcrossRowsAndCopyNamesThem()
    {
        Ward ward;
        const MessageId first = ward.write(u"first message"_s);
        const MessageId second = ward.write(u"second message"_s, {}, true);
        ward.drag(ward.inText(first, 6), ward.inText(second, 6));
        QVERIFY(ward.view().hasSelection());
        ward.rig.key(Qt::Key_C, Qt::ControlModifier);
        const QStringList lines = QGuiApplication::clipboard()->text().split(u'\n');
        QCOMPARE(lines.size(), 2);
        QVERIFY2(lines.at(0).contains(u"Marek Novák (Physician): message"_s), qPrintable(lines.at(0)));
        QVERIFY2(lines.at(1).endsWith(u"Anna Berg (Nurse): second"_s), qPrintable(lines.at(1)));
        // Backwards marks the same.
        ward.drag(ward.inText(second, 6), ward.inText(first, 6));
        ward.rig.key(Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text().split(u'\n'), lines);
    }
    void doubleClickMarksAWordAndTripleClickALine()
    {
        Ward ward;
        const MessageId id = ward.write(u"one second three\nnext line"_s);
        const QPoint place = ward.inText(id, 6);
        QTest::mouseDClick(ward.view().viewport(), Qt::LeftButton, {}, place);
        ward.view().setFocus();
        ward.rig.key(Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"second"_s);
        QTest::mouseClick(ward.view().viewport(), Qt::LeftButton, {}, place);
        ward.rig.key(Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"one second three"_s);
    }
    void shiftClickExtends()
    {
        Ward ward;
        const MessageId id = ward.write(u"one second three"_s);
        ward.drag(ward.inText(id, 0), ward.inText(id, 3));
        ward.rig.settle(std::chrono::seconds(2));
        QTest::mouseClick(ward.view().viewport(), Qt::LeftButton, Qt::ShiftModifier, ward.inText(id, 10));
        ward.view().setFocus();
        ward.rig.key(Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"one second"_s);
    }
    void shiftAndArrowsMarkByKeyboard()
    {
        Ward ward;
        ward.write(u"first message"_s);
        ward.write(u"second message"_s);
        ward.view().setFocus(Qt::TabFocusReason);
        ward.rig.key(Qt::Key_Up, Qt::ShiftModifier);
        ward.rig.key(Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"second message"_s);
        ward.rig.key(Qt::Key_Up, Qt::ShiftModifier);
        ward.rig.key(Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text().count(u"message"_s), 2);
        ward.rig.key(Qt::Key_Escape);
        QVERIFY(!ward.view().hasSelection());
        ward.rig.key(Qt::Key_Right, Qt::ShiftModifier | Qt::ControlModifier);
        ward.rig.key(Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text().trimmed(), u"first"_s);
    }
    void nothingIsCopiedWherePolicyForbidsIt()
    {
        Ward ward;
        ward.data().rights.mayCopy = false;
        ward.data().rights.maySave = false;
        ward.write(u"secret text"_s);
        QGuiApplication::clipboard()->setText(u"before"_s);
        QSignalSpy said(&ward.view(), &ui::TimelineView::said);
        ward.view().setFocus(Qt::TabFocusReason);
        ward.rig.key(Qt::Key_C, Qt::ControlModifier);
        ward.rig.key(Qt::Key_A, Qt::ControlModifier);
        ward.rig.key(Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"before"_s);
        QCOMPARE(said.size(), 2);
    }
    void aPlainLinkOpensByOnePress()
    {
        Ward ward;
        const MessageId id = ward.write(u"https://wiki.clinic.example/dose is the page"_s);
        ward.click(id, Kind::Link);
        QCOMPARE(ward.opened, QList<QUrl>{QUrl(u"https://wiki.clinic.example/dose"_s)});
    }
    void aDisguisedLinkAsksFirst()
    {
        Ward ward;
        const MessageId id = ward.write(u"https://bank.example@evil.example/login please"_s);
        ward.click(id, Kind::Link);
        QVERIFY(ward.opened.isEmpty());
        auto *words = ward.rig.find<QLabel>("confirmWords");
        QVERIFY(words && words->text().contains(u"evil.example"_s));
        ward.rig.key(Qt::Key_Escape);
        ward.rig.settle();
        QVERIFY(ward.opened.isEmpty());
        ward.click(id, Kind::Link);
        QTest::mouseClick(ward.rig.find<QWidget>("confirmYes"), Qt::LeftButton);
        QCOMPARE(ward.opened.size(), 1);
        QCOMPARE(ward.opened.first().host(), u"evil.example"_s);
    }
    void markingALinkDoesNotOpenIt()
    {
        Ward ward;
        const MessageId id = ward.write(u"https://wiki.clinic.example/dose is the page"_s);
        ward.drag(ward.inText(id, 2), ward.inText(id, 20));
        QVERIFY(ward.opened.isEmpty());
        QVERIFY(ward.view().hasSelection());
    }
    void aRemoteFileIsFetchedOnlyWhenAsked()
    {
        Ward ward;
        const MessageId id = ward.write({}, [](model::Message &message) {
            message.attachments = {file(u"plan.pdf"_s, u"application/pdf"_s, model::FileState::Remote)};
        });
        QVERIFY(ward.service().fetches.empty());
        ward.click(id, Kind::FileAction);
        QCOMPARE(ward.service().fetches.size(), std::size_t(1));
        ward.service().change(id, [](auto &message) { message.attachments[0].state = model::FileState::Fetching; });
        ward.rig.settle();
        ward.click(id, Kind::FileAction); // to cancel
        QCOMPARE(ward.service().cancels.size(), std::size_t(1));
        ward.service().change(id, [](auto &message) { message.attachments[0].state = model::FileState::Refused; });
        ward.rig.settle();
        QVERIFY(ward.row(id).layout->files.at(0).isRefused);
    }
    void anOwnFileIsFollowedCancelledAndSentAgain()
    {
        Ward ward;
        const MessageId id = ward.write({}, [](model::Message &message) {
            message.isOwn = true;
            message.attachments = {file(u"plan.pdf"_s, u"application/pdf"_s, model::FileState::Sending)};
            message.attachments[0].percent = 42;
        });
        QVERIFY(ui::fileWords(ward.row(id).message.attachments.at(0), nullptr).contains(u"42"_s));
        ward.click(id, Kind::FileAction);
        QCOMPARE(ward.service().cancels.size(), std::size_t(1));
        ward.service().change(id, [](auto &message) {
            message.state = model::DeliveryState::Failed;
            message.attachments[0].state = model::FileState::NotSent;
            message.attachments[0].problem = model::FileProblem::TooLarge;
        });
        ward.rig.settle();
        QVERIFY(ui::fileWords(ward.row(id).message.attachments.at(0), nullptr).contains(u"too large"_s));
        ward.click(id, Kind::FileAction);
        ward.rig.settle();
        QCOMPARE(ward.row(id).message.state, model::DeliveryState::Queued);
    }
    void aPictureIsShownAndGivenUpOffScreen()
    {
        Ward ward;
        const MessageId id{ward.data().nextId};
        ward.data().files[{id, 0}] = png({400, 200});
        ward.write({}, [](model::Message &message) {
            message.attachments = {file(u"wound.png"_s, u"image/png"_s, model::FileState::Here)};
            message.attachments[0].pixels = QSize(400, 200);
        });
        const int height = ward.row(id).height;
        QTRY_COMPARE(ward.view().attachments().pictureCount(), 1);
        ward.rig.settle();
        QCOMPARE(ward.row(id).height, height); // its place was kept
        for (int i = 0; i < 120; ++i) {
            ward.write(u"more %1"_s.arg(i));
        }
        QCOMPARE(ward.view().attachments().pictureCount(), 0);
        ward.view().jumpTo(id);
        ward.rig.settle();
        QTRY_COMPARE(ward.view().attachments().pictureCount(), 1);
        ward.rig.workstation.fakeLock.lock(lock::LockReason::User);
        ward.rig.settle();
        QCOMPARE(ward.view().attachments().pictureCount(), 0);
    }
    void aPictureIsLookedAtWithoutLeavingTheWindow()
    {
        Ward ward;
        const MessageId id{ward.data().nextId};
        ward.data().files[{id, 0}] = png({4'000, 2'000});
        ward.write({}, [](model::Message &message) {
            message.attachments = {file(u"wound.png"_s, u"image/png"_s, model::FileState::Here)};
            message.attachments[0].pixels = QSize(4'000, 2'000);
        });
        QTRY_COMPARE(ward.view().attachments().pictureCount(), 1);
        ward.rig.settle();
        ward.view().setFocus(Qt::TabFocusReason);
        ward.click(id, Kind::Picture);
        const QPointer<QWidget> viewer = ward.rig.find<QWidget>("pictureViewer");
        QVERIFY(viewer && viewer->isVisible());
        QCOMPARE(viewer->accessibleName(), u"Picture wound.png"_s);
        auto *canvas = ward.rig.find<ui::PictureCanvas>("pictureCanvas");
        QTRY_VERIFY(canvas->hasPicture());
        QVERIFY(canvas->hasFocus());
        QVERIFY(canvas->viewport()->rect().contains(canvas->place())); // the whole of it
        QVERIFY(canvas->percent() < 100);
        ward.rig.key(Qt::Key_Space);
        QCOMPARE(canvas->percent(), 100);
        const QPoint before = canvas->place().topLeft();
        ward.rig.key(Qt::Key_Down);
        ward.rig.key(Qt::Key_Right);
        QVERIFY(canvas->place().y() < before.y() && canvas->place().x() < before.x());
        for (int i = 0; i < 6; ++i) { // Tab stays inside
            ward.rig.key(Qt::Key_Tab);
            QVERIFY(viewer->isAncestorOf(QApplication::focusWidget()));
        }
        ward.rig.key(Qt::Key_Escape);
        ward.rig.settle();
        QVERIFY(viewer.isNull());
        QVERIFY(ward.view().hasFocus());
    }
    void aPictureThatIsLookedAtGoesWithTheLock()
    {
        Ward ward;
        const MessageId id{ward.data().nextId};
        ward.data().files[{id, 0}] = png({400, 200});
        ward.write({}, [](model::Message &message) {
            message.attachments = {file(u"wound.png"_s, u"image/png"_s, model::FileState::Here)};
            message.attachments[0].pixels = QSize(400, 200);
        });
        QTRY_COMPARE(ward.view().attachments().pictureCount(), 1);
        ward.rig.settle();
        ward.click(id, Kind::Picture);
        const QPointer<QWidget> viewer = ward.rig.find<QWidget>("pictureViewer");
        QTRY_VERIFY(ward.rig.find<ui::PictureCanvas>("pictureCanvas")->hasPicture());
        QCOMPARE(ward.rig.find<ui::PictureCanvas>("pictureCanvas")->percent(), 100); // never larger than it is
        ward.rig.workstation.fakeLock.lock(lock::LockReason::User);
        ward.rig.settle();
        QVERIFY(viewer.isNull());
    }
    void aFileThatLiesIsRefusedInWords()
    {
        Ward ward;
        const MessageId id{ward.data().nextId};
        ward.data().files[{id, 0}] = QByteArrayLiteral("#!/bin/sh\nrm -rf ~\n");
        ward.write({}, [](model::Message &message) {
            message.attachments = {file(u"photo.png"_s, u"image/png"_s, model::FileState::Here)};
        });
        QTRY_VERIFY(ward.row(id).layout->files.at(0).isRefused);
        QVERIFY(ward.row(id).layout->files.at(0).detail->text().startsWith(u"Not shown: its content"_s));
        QVERIFY(!ward.part(id, Kind::FileAction));
    }
    void controlGGoesToADay()
    {
        Ward ward;
        test::fillWithMany(ward.rig.workstation, ward.rig.clock, Ward::room(), 5'000);
        ward.rig.window->workView()->openConversation(demoRoom(u"ward"));
        ward.rig.settle();
        ward.rig.window->workView()->openConversation(Ward::room());
        ward.rig.settle();
        ward.rig.key(Qt::Key_G, Qt::ControlModifier);
        auto *calendar = ward.rig.find<QCalendarWidget>("calendar");
        QVERIFY(calendar && calendar->isVisible());
        const QDate day = calendar->selectedDate().addDays(-2);
        ward.rig.key(Qt::Key_Left);
        ward.rig.key(Qt::Key_Left);
        ward.rig.key(Qt::Key_Return);
        ward.rig.settle();
        QVERIFY(!ward.rig.find<QCalendarWidget>("calendar"));
        const auto current = ward.view().current();
        QVERIFY(current.has_value());
        QCOMPARE(ward.row(*current).day, day);
        QVERIFY(ward.row(*current).startsDay);
    }
    void aScreenReaderDoesWhatOthersDo()
    {
        Ward ward;
        const MessageId asked = ward.write(u"How much was it?"_s);
        const MessageId id = ward.write(u"See https://wiki.clinic.example/dose"_s, [&](model::Message &message) {
            message.quote = model::Quote{asked, {}, u"Marek Novák"_s, u"How much was it?"_s};
            message.reactions = {{u"👍"_s, 2, false, {u"Lea Okafor"_s}}};
            message.attachments = {file(u"plan.pdf"_s, u"application/pdf"_s, model::FileState::Remote)};
        });
        QAccessibleInterface *list = QAccessible::queryAccessibleInterface(&ward.view());
        QAccessibleInterface *row = list->child(*ward.view().rows().indexOf(id));
        const QString name = row->text(QAccessible::Name);
        for (const auto *part : {u"Marek Novák", u"Physician", u"How much", u"plan.pdf", u"👍", u"Lea Okafor"}) {
            QVERIFY2(name.contains(QString::fromUtf16(part)), qPrintable(name));
        }
        QCOMPARE(row->childCount(), 5); // quote, link, file, reaction, react
        QStringList roles;
        for (int i = 0; i < row->childCount(); ++i) {
            QAccessibleInterface *part = row->child(i);
            QVERIFY(!part->text(QAccessible::Name).isEmpty());
            QVERIFY(row->rect().contains(part->rect()));
            QCOMPARE(part->parent(), row);
            QCOMPARE(row->indexOfChild(part), i);
            QVERIFY(part->actionInterface());
        }
        QAccessibleInterface *chip = row->child(3);
        QCOMPARE(chip->role(), QAccessible::CheckBox);
        QVERIFY(!chip->state().checked);
        chip->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
        ward.rig.settle();
        QVERIFY(list->child(*ward.view().rows().indexOf(id))->child(3)->state().checked);
        QSignalSpy replies(&ward.view(), &ui::TimelineView::replyChosen);
        QVERIFY(row->actionInterface()->actionNames().contains(u"Reply"_s));
        row->actionInterface()->doAction(u"Reply"_s);
        QCOMPARE(replies.size(), 1);
    }
    void lockClosesAllThatIsOpen()
    {
        Ward ward;
        const MessageId id = ward.write(u"40 mg"_s, {}, true);
        (void)ward.service().correct(id, {.text = u"20 mg"_s});
        ward.rig.settle();
        ward.click(id, Kind::Edited);
        QVERIFY(ward.rig.find<QWidget>("versionsPopover"));
        ward.rig.workstation.fakeLock.lock(lock::LockReason::User);
        ward.rig.settle();
        QVERIFY(!ward.rig.find<QWidget>("versionsPopover"));
        QCOMPARE(ward.view().rows().count(), 0);
    }
};

WARDLINE_UI_TEST_MAIN(TimelineStoriesTest)
#include "timeline_stories_test.moc"
