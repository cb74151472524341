// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/delivery_stage.h"
#include "tests/ui/support/pdf_printers.h"
#include "tests/ui/support/ui_test_main.h"
#include "ui/kit/state_words.h"
#include "ui/shell/conversation_view.h"
#include "ui/shell/work_view.h"
#include "ui/timeline/timeline_view.h"

#include <QAbstractButton>
#include <QFile>
#include <QLabel>
#include <QMenu>

using namespace Qt::StringLiterals;
using namespace wardline;
using test::demoRoom;
using test::UiRig;

namespace {

QString bannerWords(UiRig &rig)
{
    const auto *banner = rig.find<QWidget>("downtimeBanner");
    return banner->isVisible() ? banner->findChild<QLabel *>(u"bannerWords"_s)->text() : QString();
}

void showWhatWaits(UiRig &rig)
{
    auto *way = rig.find<QWidget>("downtimeBanner")->findChild<QAbstractButton *>(u"bannerAction"_s);
    QTest::mouseClick(way, Qt::LeftButton);
    rig.settle();
    QVERIFY(!way->isVisible()); // it is shown now
}

} // namespace

/// Downtime, what waits, who has a message, who is writing: what the window says and does.
class DeliveryUiTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysSinceWhenAndWhatWaits()
    {
        UiRig rig;
        rig.show();
        test::stageDowntime(rig);
        const QString words = bannerWords(rig);
        QVERIFY2(words.contains(u"17 min"_s), qPrintable(words));
        QVERIFY2(words.contains(u"3 messages wait"_s), qPrintable(words));
        QVERIFY2(words.contains(u"cannot be reached"_s), qPrintable(words));
        service::ConnectionStatus status = rig.workstation.data.connection;
        status.phase = service::ConnectionPhase::Online;
        rig.workstation.fakeSession()->setConnection(status);
        rig.settle();
        QVERIFY(bannerWords(rig).isEmpty());
    }

    void aNarrowStatusLineCutsNoWord()
    {
        UiRig rig;
        rig.show({420, 720});
        test::stageDowntime(rig);
        const auto *words = rig.find<QLabel>("connectionWords");
        QCOMPARE(words->text(), u"No connection"_s);
        QVERIFY(words->width() >= words->sizeHint().width());
        QVERIFY2(words->toolTip().contains(u"next attempt in"_s), qPrintable(words->toolTip()));
        QVERIFY(!rig.find<QWidget>("waitingToBeSent")->isVisible()); // the band says it
    }

    void nothingOfWhoHasItIsCutInANarrowWindow()
    {
        UiRig rig;
        rig.show({420, 720});
        test::stageWhoHasIt(rig);
        const auto *pane = rig.find<QWidget>("deliveryPopover");
        const auto *sum = rig.find<QLabel>("deliveryCounts");
        QVERIFY(pane->rect().contains(QRect(sum->mapTo(pane, QPoint(0, 0)), sum->size())));
        QVERIFY(sum->height() >= sum->heightForWidth(sum->width()));
    }

    void aShortCutIsNotSaid()
    {
        UiRig rig;
        rig.show();
        rig.signIn();
        service::ConnectionStatus status = rig.workstation.data.connection;
        status.phase = service::ConnectionPhase::WaitingToRetry;
        status.since = rig.clock.now();
        rig.workstation.fakeSession()->setConnection(status);
        rig.settle(std::chrono::seconds(5));
        QVERIFY(bannerWords(rig).isEmpty());
        rig.settle(std::chrono::seconds(15));
        QVERIFY(!bannerWords(rig).isEmpty());
    }

    void whatWaitsIsTakenBackByOneKey()
    {
        UiRig rig;
        rig.show();
        test::stageDowntime(rig);
        showWhatWaits(rig);
        QVERIFY(rig.find<QWidget>("outboxPane")->isVisible());
        QStringList said;
        for (const QLabel *label : rig.find<QWidget>("outboxPane")->findChildren<QLabel *>()) {
            said << label->text();
        }
        // No bare thumb; and the words of others run their own way.
        QVERIFY2(!said.filter(u"to Sofía Márquez: \u2068Bed 3"_s).isEmpty(), qPrintable(said.join(u'|')));
        QVERIFY2(!said.filter(u"Written 10:45"_s).isEmpty() && !said.filter(u"STAT, written 10:36"_s).isEmpty(),
                 qPrintable(said.join(u'|')));
        // The first one may have left: the first that can be taken back has the keyboard.
        QCOMPARE(QApplication::focusWidget()->objectName(), u"cancelWaiting"_s);
        rig.key(Qt::Key_Space);
        rig.settle();
        QCOMPARE(rig.workstation.fakeSession()->fakeDelivery.cancelled, QList<qint64>{2});
        QCOMPARE(rig.find<QWidget>("outboxPane")->findChildren<QAbstractButton *>(u"cancelWaiting"_s).size(), 1);
        QTest::mouseClick(rig.find<QWidget>("closeOutbox"), Qt::LeftButton);
        rig.settle();
        QVERIFY(!rig.find<QWidget>("outboxPane")->isVisible());
    }

    void anEmptyOutboxSaysSo()
    {
        UiRig rig;
        rig.show();
        test::stageDowntime(rig);
        showWhatWaits(rig);
        rig.workstation.fakeSession()->fakeDelivery.setWaiting({});
        rig.settle();
        QCOMPARE(rig.find<QLabel>("outboxSum")->text(), u"Nothing waits: everything has left."_s);
    }

    void nothingOfItSurvivesTheLock()
    {
        UiRig rig;
        rig.show();
        test::stageDowntime(rig);
        showWhatWaits(rig);
        rig.workstation.fakeLock.lock(lock::LockReason::User);
        rig.settle();
        for (const QLabel *label : rig.find<QWidget>("outboxPane")->findChildren<QLabel *>()) {
            QVERIFY2(!label->text().contains(u"potassium"_s), qPrintable(label->text()));
        }
        QVERIFY(rig.find<QLabel>("writingWords")->text().isEmpty());
    }

    void printsOnPaperAsPolicyAllows()
    {
        UiRig rig;
        test::PdfPrinters printers;
        rig.context.printers = &printers;
        rig.show();
        test::stageDowntime(rig);
        showWhatWaits(rig);
        auto &delivery = rig.workstation.fakeSession()->fakeDelivery;
        delivery.open.made = rig.clock.now();
        delivery.open.items = {
            {service::OpenItem::What::Unread, u"Ward 4 West"_s, {}, std::nullopt, rig.clock.now(), 3}};
        QTest::mouseClick(rig.find<QWidget>("printOpenItems"), Qt::LeftButton);
        rig.settle();
        auto *menu = rig.find<QMenu>("printerMenu");
        QVERIFY(menu);
        menu->actions().constFirst()->trigger();
        menu->close();
        rig.settle();
        QCOMPARE(delivery.printed, 1);
        QCOMPARE(printers.printedOn, u"Ward 4W"_s);
        QVERIFY(QFile::exists(printers.file()));
    }

    void saysWhoHasAMessage()
    {
        UiRig rig;
        rig.show();
        test::stageWhoHasIt(rig);
        auto *popover = rig.find<QWidget>("deliveryPopover");
        QVERIFY(popover && popover->isVisible());
        QCOMPARE(popover->findChild<QLabel *>(u"deliveryCounts"_s)->text(),
                 u"On a device of 4 of 9. Opened by 2. 1 cannot read it."_s);
        rig.key(Qt::Key_Escape);
        rig.settle();
        QVERIFY(!rig.find<QWidget>("deliveryPopover") || !rig.find<QWidget>("deliveryPopover")->isVisible());
        model::Message message;
        message.isOwn = true;
        message.state = model::DeliveryState::Seen;
        message.counts = {9, 7, 4, 0};
        QCOMPARE(ui::deliveryWords(message), u"Opened 4 of 9"_s);
        message.state = model::DeliveryState::OnDevice;
        QCOMPARE(ui::deliveryWords(message), u"Arrived 7 of 9"_s);
        message.counts.recipients = 1;
        QCOMPARE(ui::deliveryWords(message), u"Arrived"_s);
    }

    void tellsThatOneWritesAndShowsWhoElseDoes()
    {
        UiRig rig;
        rig.show();
        rig.signIn();
        rig.window->workView()->openConversation(demoRoom(u"ward"));
        rig.settle();
        auto &delivery = rig.workstation.fakeSession()->fakeDelivery;
        delivery.told.clear();
        delivery.setWriters(demoRoom(u"ward"), {u"Marek Novák"_s, u"Lea Okafor"_s});
        rig.settle();
        QCOMPARE(rig.find<QLabel>("writingWords")->text(), u"Marek Novák and Lea Okafor are writing …"_s);
        rig.window->workView()->conversationView().focusWork();
        rig.type("a");
        QVERIFY(!delivery.told.empty());
        QVERIFY(delivery.told.back().second);
        rig.settle(std::chrono::seconds(11)); // a pause
        QVERIFY(!delivery.told.back().second);
    }
};

WARDLINE_UI_TEST_MAIN(DeliveryUiTest)
#include "delivery_test.moc"
