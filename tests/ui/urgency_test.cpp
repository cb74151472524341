// SPDX-License-Identifier: GPL-3.0-or-later
// How urgent a message is: chosen, asked, sent, and seen in the list, the rail, the timeline and by a screen reader.
#include "tests/ui/support/timeline_ward.h"
#include "tests/ui/support/ui_test_main.h"
#include "tests/ui/support/writing_rig.h"
#include "ui/kit/icon_button.h"
#include "ui/kit/urgency_mark.h"
#include "ui/timeline/timeline_words.h"

#include <QAbstractButton>
#include <QListView>

using namespace Qt::StringLiterals;
using namespace wardline;
using model::Urgency;
using test::demoPerson;
using test::demoRoom;
using test::Ward;
using test::WritingRig;

namespace {

/// Opens the choice by its keys and goes down to an entry, as somebody without a mouse would.
void chooseByKeys(WritingRig &rig, const char *name)
{
    rig.key(Qt::Key_U, Qt::ControlModifier | Qt::ShiftModifier);
    QMenu *menu = rig.menu();
    QVERIFY(menu);
    QCOMPARE(menu->objectName(), u"urgencyMenu"_s);
    for (int i = 0; i < 8 && menu->activeAction()->objectName() != QString::fromLatin1(name); ++i) {
        QTest::keyClick(menu, Qt::Key_Down);
    }
    QCOMPARE(menu->activeAction()->objectName(), QString::fromLatin1(name));
    QTest::keyClick(menu, Qt::Key_Return);
    rig.settle();
}

QWidget *bar(WritingRig &rig)
{
    return rig.find<QWidget>("urgencyBar");
}

QStringList rowNames(test::UiRig &rig)
{
    QStringList names;
    const auto *model = rig.find<QListView>("conversationList")->model();
    for (int row = 0; row < model->rowCount(); ++row) {
        names << model->index(row, 0).data(Qt::AccessibleTextRole).toString();
    }
    return names;
}

/// Whether that colour is anywhere in that part of the window.
bool shows(const QImage &image, const QColor &colour)
{
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (image.pixelColor(x, y) == colour) {
                return true;
            }
        }
    }
    return false;
}

} // namespace

class UrgencyTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    // ---- the composer
    void statIsChosenByKeysAndSentWhenEnterComesTwice()
    {
        WritingRig rig;
        const auto before = rig.sent().size();
        rig.type("K 6.9 bed 4");
        chooseByKeys(rig, "urgency-stat");
        QVERIFY(bar(rig)->isVisible());
        QVERIFY(bar(rig)->accessibleName().startsWith(u"STAT"_s));
        QVERIFY(rig.field().hasFocus());
        rig.key(Qt::Key_Return);
        rig.settle();
        QCOMPARE(rig.sent().size(), before);
        const auto others = rig.workstation.data.members[demoRoom(u"ward")].size() - 1;
        QVERIFY2(rig.banner().contains(u"Rings %1 people"_s.arg(others)), qPrintable(rig.banner()));
        rig.key(Qt::Key_Return);
        rig.settle();
        QCOMPARE(rig.sent().size(), before + 1);
        QCOMPARE(rig.sent().last().urgency, std::optional(Urgency::Stat));
        QVERIFY(rig.banner().isEmpty());
        QVERIFY(!bar(rig)->isVisible());
        rig.type("and bed 5 is fine");
        rig.key(Qt::Key_Return);
        rig.settle();
        QCOMPARE(rig.sent().last().urgency, std::optional<Urgency>());
    }
    void aKeyThatIsHeldDownDoesNotRing()
    {
        WritingRig rig;
        const auto before = rig.sent().size();
        rig.type("K 6.9 bed 4");
        chooseByKeys(rig, "urgency-stat");
        rig.key(Qt::Key_Return);
        for (int i = 0; i < 3; ++i) {
            QKeyEvent held(QEvent::KeyPress, Qt::Key_Return, Qt::NoModifier, u"\r"_s, true);
            QCoreApplication::sendEvent(&rig.field(), &held);
        }
        rig.settle();
        QCOMPARE(rig.sent().size(), before);
        QTest::mouseClick(rig.find<ui::Banner>("composerBanner")->findChild<QAbstractButton *>(u"bannerAction"_s),
                          Qt::LeftButton);
        rig.settle();
        QCOMPARE(rig.sent().last().urgency, std::optional(Urgency::Stat));
    }
    void whatWasChangedSinceIsAskedAgain()
    {
        WritingRig rig;
        const auto before = rig.sent().size();
        rig.type("K 6.9 bed 4");
        chooseByKeys(rig, "urgency-stat");
        rig.key(Qt::Key_Return);
        rig.type("2");
        QVERIFY(rig.banner().isEmpty());
        rig.key(Qt::Key_Return);
        rig.settle();
        QCOMPARE(rig.sent().size(), before);
        QVERIFY(rig.banner().contains(u"Enter again"_s));
        rig.key(Qt::Key_Return);
        rig.settle();
        QCOMPARE(rig.sent().last().body, u"K 6.9 bed 42"_s);
    }
    void theMouseChoosesSendsAndTakesBack()
    {
        WritingRig rig;
        auto *button = rig.find<QAbstractButton>("chooseUrgency");
        QVERIFY(button->isVisible() && button->width() >= 40 && button->height() >= 40);
        const auto press = [&](const QString &name) {
            QTest::mouseClick(button, Qt::LeftButton);
            QMenu *menu = rig.menu();
            for (QAction *action : menu->actions()) {
                if (action->objectName() == name) {
                    QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(action).center());
                }
            }
            rig.settle();
        };
        rig.type("Can you come?");
        press(u"urgency-concern"_s);
        QVERIFY(bar(rig)->accessibleName().startsWith(u"Please talk"_s));
        QTest::mouseClick(rig.find<QAbstractButton>("urgencyRemove"), Qt::LeftButton);
        QVERIFY(!bar(rig)->isVisible());
        press(u"urgency-action-within"_s);
        QTest::mouseClick(rig.find<QAbstractButton>("send"), Qt::LeftButton);
        rig.settle();
        QCOMPARE(rig.sent().last().urgency, std::optional(Urgency::ActionWithin)); // only STAT asks
    }
    void theChoiceComesBackWithTheDraft()
    {
        WritingRig rig;
        rig.type("K 6.9 bed 4");
        chooseByKeys(rig, "urgency-stat");
        rig.lockAndUnlock();
        QVERIFY(bar(rig)->isVisible());
        rig.leaveAndComeBack();
        QVERIFY(bar(rig)->isVisible());
        rig.openRoom(demoPerson(u"priya"));
        QVERIFY(!bar(rig)->isVisible());
        rig.type("hello");
        rig.key(Qt::Key_Return);
        rig.settle();
        QCOMPARE(rig.workstation.data.messages[demoPerson(u"priya")].last().urgency, std::optional<Urgency>());
    }
    void whatIsRefusedComesBackAsUrgentAsItWas()
    {
        WritingRig rig;
        rig.messages().refusal = service::ServiceError::DiskFull;
        rig.messages().holdsSends = true;
        rig.type("Can you come?");
        chooseByKeys(rig, "urgency-concern");
        rig.messages().refusal.reset();
        rig.key(Qt::Key_Return);
        QVERIFY(!bar(rig)->isVisible());
        rig.messages().refusal = service::ServiceError::DiskFull;
        rig.messages().releaseSends();
        rig.settle();
        QCOMPARE(rig.field().toPlainText(), u"Can you come?"_s);
        QVERIFY(bar(rig)->accessibleName().startsWith(u"Please talk"_s));
    }
    void aCorrectionLeavesTheUrgencyAlone()
    {
        WritingRig rig;
        rig.type("K 6.9");
        rig.key(Qt::Key_Return);
        rig.settle();
        rig.key(Qt::Key_Up);
        rig.settle();
        rig.key(Qt::Key_U, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(!rig.menu());
        QVERIFY2(rig.banner().contains(u"keeps its urgency"_s), qPrintable(rig.banner()));
    }
    void withoutEncryptionNothingIsUrgentAndItSaysWhy()
    {
        WritingRig rig;
        for (auto &summary : rig.workstation.data.conversations) {
            summary.encryption = model::EncryptionState::NotEncrypted;
        }
        rig.leaveAndComeBack();
        QVERIFY(!rig.find<QWidget>("chooseUrgency")->isVisible());
        rig.key(Qt::Key_U, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(!rig.menu());
        QVERIFY(rig.banner().contains(u"only sent encrypted"_s));
    }

    // ---- the list, the rail
    void statStandsAboveAndIsSaidInWords()
    {
        WritingRig rig;
        const auto write = [&](const model::Jid &where, Urgency urgency) {
            model::Message message;
            message.conversation = where;
            message.sender = demoPerson(u"marek");
            message.senderName = u"Marek Novák"_s;
            message.body = u"please"_s;
            message.urgency = urgency;
            message.encryption = model::EncryptionState::EndToEnd;
            rig.messages().store(message);
            rig.workstation.fakeSession()->fakeRooms.announceConversations();
            rig.settle();
        };
        write(demoRoom(u"consult"), Urgency::Stat);
        write(demoRoom(u"pharmacy"), Urgency::Concern);
        write(demoRoom(u"pharmacy"), Urgency::ActionWithin); // nobody is called away for that
        const QStringList names = rowNames(rig);
        QVERIFY2(names.at(0).contains(u"1 STAT"_s), qPrintable(names.at(0)));
        QVERIFY2(names.at(1).contains(u"1 asks you to talk"_s), qPrintable(names.at(1)));
        const QString rail = rig.find<QWidget>("railConversations")->accessibleName();
        QVERIFY2(rail.contains(u"2 urgent"_s), qPrintable(rail));
        const QColor red = rig.theme.palette().stat;
        QVERIFY(shows(rig.find<QWidget>("railConversations")->grab().toImage(), red));
        rig.key(Qt::Key_U, Qt::ControlModifier);
        rig.settle();
        // Whoever reads it has it behind them.
        QCOMPARE(rig.find<QListView>("conversationList")->currentIndex().data().toString(), u"Cardiology consults"_s);
        QVERIFY(rig.find<QWidget>("railConversations")->accessibleName().endsWith(u"1 urgent"_s));
        QVERIFY(rowNames(rig).filter(u"STAT"_s).isEmpty());
    }

    // ---- the timeline
    void aMessageShowsItsMarkAndSaysItFirst()
    {
        Ward ward;
        const auto write = [&](std::optional<Urgency> urgency) {
            return ward.write(u"K 6.9 bed 4"_s, [&](model::Message &message) {
                message.urgency = urgency;
                message.encryption = model::EncryptionState::EndToEnd;
            });
        };
        const auto plain = write({});
        const auto fyi = write(Urgency::Fyi);
        const auto action = write(Urgency::ActionWithin);
        const auto concern = write(Urgency::Concern);
        const auto stat = write(Urgency::Stat);
        QVERIFY(!ward.row(plain).layout->urgency);
        QVERIFY(!ward.row(fyi).layout->urgency);
        QCOMPARE(ward.row(action).layout->urgency->text(), u"Within 15 min"_s);
        QCOMPARE(ward.row(concern).layout->urgency->text(), u"Please talk"_s);
        QCOMPARE(ward.row(stat).layout->urgency->text(), u"STAT"_s);
        for (const auto id : {action, concern, stat}) {
            const ui::RowLayout &layout = *ward.row(id).layout;
            QVERIFY(layout.urgencyChip.bottom() < layout.body.top());
            QVERIFY(layout.urgencyChip.top() >= layout.card.top());
            QVERIFY(ward.row(id).isHead); // with who and when, although the same person wrote just before
        }
        const Instant now = ward.rig.clock.now();
        QVERIFY(ui::messageWords(ward.message(stat), now).startsWith(u"STAT, Marek"_s));
        QVERIFY(ui::messageWords(ward.message(concern), now).startsWith(u"Please talk, Marek"_s));
        QVERIFY(ui::messageWords(ward.message(fyi), now).startsWith(u"Marek"_s));
        const QImage image = ward.view().viewport()->grab().toImage();
        const ui::Palette &colours = ward.rig.theme.palette();
        const auto at = [&](model::MessageId id) {
            const qreal ratio = image.devicePixelRatio();
            const QRect row(ward.topLeft(id), QSize(200, ward.row(id).height));
            return image.copy(QRect(row.topLeft() * ratio, row.size() * ratio));
        };
        QVERIFY(shows(at(stat), colours.stat));
        QVERIFY(shows(at(stat), colours.statTint));
        QVERIFY(shows(at(concern), colours.concern));
        QVERIFY(!shows(at(plain), colours.stat) && !shows(at(plain), colours.concern));
    }
    void whatWasTakenBackIsNotUrgentAnyMore()
    {
        Ward ward;
        const auto id = ward.write(u"K 6.9"_s, [](model::Message &message) { message.urgency = Urgency::Stat; });
        QVERIFY(ward.row(id).layout->urgency);
        ward.service().change(id, [&](model::Message &message) {
            message.body.clear();
            message.tombstone = model::Tombstone{false, message.senderName, ward.rig.clock.now(), {}};
        });
        ward.rig.settle();
        QVERIFY(!ward.row(id).layout->urgency);
        QVERIFY(!ui::messageWords(ward.message(id), ward.rig.clock.now()).contains(u"STAT"_s));
    }
    void everyUrgencyLooksDifferentWithoutColour()
    {
        ui::Theme theme;
        QSet<QByteArray> shapes;
        for (const Urgency urgency : {Urgency::ActionWithin, Urgency::Concern, Urgency::Stat}) {
            const QImage image =
                ui::urgencyIcon(urgency, theme).pixmap(20, 20).toImage().convertToFormat(QImage::Format_Alpha8);
            shapes.insert(QByteArray(reinterpret_cast<const char *>(image.constBits()), image.sizeInBytes()));
        }
        QCOMPARE(shapes.size(), 3);
    }
    void theMarkIsSeenOnTheChosenEntryToo()
    {
        ui::Theme theme;
        const QPalette colours = theme.palette().toQPalette();
        for (const Urgency urgency : {Urgency::ActionWithin, Urgency::Concern, Urgency::Stat}) {
            const QImage image = ui::urgencyIcon(urgency, theme).pixmap(QSize(20, 20), QIcon::Active).toImage();
            QVERIFY(shows(image, colours.color(QPalette::HighlightedText)));
        }
    }
};

WARDLINE_UI_TEST_MAIN(UrgencyTest)
#include "urgency_test.moc"
