// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/ui_rig.h"
#include "tests/ui/support/ui_test_main.h"
#include "ui/kit/banner.h"
#include "ui/kit/printers.h"
#include "ui/kit/qr_code.h"
#include "ui/kit/secret_text.h"
#include "ui/signin/enrolment_page.h"

#include <QAbstractButton>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QProcess>
#include <QStackedWidget>
#include <QThread>

using namespace Qt::StringLiterals;
using namespace wardline;
using test::UiRig;

namespace {

constexpr int kPatience = 20'000; // milliseconds, for a program on a busy machine
const QByteArray kUri =
    "otpauth://totp/Clinic:anna?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Clinic&digits=6&period=30";

QString currentPage(UiRig &rig)
{
    const QWidget *page = rig.find<QStackedWidget>("pages")->currentWidget();
    return page->objectName() == u"signInView"
        ? static_cast<const QStackedWidget *>(page)->currentWidget()->objectName()
        : page->objectName();
}

void enrolUpToTheKey(UiRig &rig, QSize size = {1240, 780})
{
    rig.workstation.fakeSignIn.mustEnrol = true;
    rig.show(size);
    QTest::mouseClick(rig.find<QWidget>("firstTime"), Qt::LeftButton);
    rig.find<QLineEdit>("account")->setFocus();
    rig.type("anna");
    rig.key(Qt::Key_Tab);
    rig.type("correct horse");
    rig.key(Qt::Key_Tab);
    rig.type("ABCD-EFGH");
    rig.key(Qt::Key_Return);
    rig.settle();
}

void enrolUpToTheCodes(UiRig &rig)
{
    enrolUpToTheKey(rig);
    rig.type("123456");
    rig.key(Qt::Key_Return);
    rig.settle();
}

/// What another program makes of a file; empty when it cannot be started.
QByteArray outputOf(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.start(program, arguments);
    return process.waitForFinished(kPatience) ? process.readAllStandardOutput() : QByteArray();
}

QMenu *openPrinterMenu(UiRig &rig)
{
    QTest::mouseClick(rig.find<QWidget>("printRecoveryCodes"), Qt::LeftButton);
    rig.settle();
    return rig.find<QMenu>("printerMenu");
}

} // namespace

class EnrolmentTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theDigitsAreSeenBesideTheButtonInALowWindow()
    {
        UiRig rig;
        enrolUpToTheKey(rig, {683, 384});
        for (const char *name : {"enrolmentCode", "finishEnrolment"}) {
            const auto *part = rig.find<QWidget>(name);
            QVERIFY2(part->visibleRegion().boundingRect().height() == part->height(), name);
        }
        rig.type("123456");
        rig.key(Qt::Key_Return);
        rig.settle();
        QCOMPARE(currentPage(rig), u"recoveryCodesPage"_s);
    }
    void theSystemsPrintersAnswerAndTakeNothingThatIsNoPrinter()
    {
        ui::SystemPrinters printers;
        QObject context;
        std::optional<QStringList> names;
        QThread *answeredOn = nullptr;
        printers.list(&context, [&](const QStringList &list) {
            names = list;
            answeredOn = QThread::currentThread();
        });
        QVERIFY(!names); // later: the spooler may take its time, the window does not wait
        QTRY_VERIFY_WITH_TIMEOUT(names, 20'000);
        QCOMPARE(answeredOn, qApp->thread());
        bool wasPainted = false;
        QVERIFY(!printers.print(u"no such printer"_s, [&](QPainter &, const QRectF &) { wasPainted = true; }));
        QVERIFY(!wasPainted);
    }
    void enrolsAndShowsCodesOnce()
    {
        UiRig rig;
        enrolUpToTheKey(rig);
        QCOMPARE(currentPage(rig), u"enrolmentPage"_s);
        QVERIFY(rig.find<ui::QrCode>("enrolmentQr")->moduleCount() > 0);
        QCOMPARE(rig.find<ui::SecretText>("enrolmentKey")->secret().view().toByteArray(),
                 QByteArray("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"));
        rig.type("000000");
        rig.key(Qt::Key_Return);
        QCOMPARE(currentPage(rig), u"enrolmentPage"_s);
        QVERIFY(rig.find<ui::Banner>("enrolmentBanner")->words().contains(u"did not fit this key"_s));
        rig.type("123456");
        rig.key(Qt::Key_Return);
        QCOMPARE(currentPage(rig), u"recoveryCodesPage"_s);
        QCOMPARE(rig.find<ui::QrCode>("enrolmentQr")->moduleCount(), 0);
        QVERIFY(rig.find<ui::SecretText>("recoveryCode9"));
        rig.key(Qt::Key_Return);
        rig.settle();
        rig.settle();
        QCOMPARE(currentPage(rig), u"workView"_s);
        QVERIFY(!rig.find<ui::SecretText>("recoveryCode0"));
    }
    void authenticatorReadsTheCodeOffTheScreen_data()
    {
        QTest::addColumn<bool>("isDark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
    void authenticatorReadsTheCodeOffTheScreen()
    {
        QFETCH(const bool, isDark);
        UiRig rig;
        rig.theme.setScheme(isDark ? ui::Scheme::Dark : ui::Scheme::Light);
        enrolUpToTheKey(rig);
        const QTemporaryDir folder;
        const QString picture = folder.filePath(u"window.png"_s);
        QVERIFY(rig.window->grab().save(picture)); // the whole window, as a phone sees it
        QCOMPARE(
            outputOf(u"zbarimg"_s, {u"--quiet"_s, u"--raw"_s, u"-Sdisable"_s, u"-Sqrcode.enable"_s, picture}).trimmed(),
            kUri);
    }
    void pictureIsThereFirstAndTypingBringsTheBoxesInALowWindow()
    {
        UiRig rig;
        enrolUpToTheKey(rig, {683, 384});
        const auto isSeen = [&](const char *name) { return !rig.find<QWidget>(name)->visibleRegion().isEmpty(); };
        QVERIFY(isSeen("enrolmentQr"));
        QVERIFY(isSeen("finishEnrolment"));
        rig.type("1");
        QVERIFY(isSeen("enrolmentCode"));
        QVERIFY(isSeen("finishEnrolment"));
    }
    void copiedKeyLeavesTheClipboardWithThePage()
    {
        UiRig rig;
        enrolUpToTheKey(rig);
        QTest::mouseClick(rig.find<QWidget>("copyKey"), Qt::LeftButton);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"_s);
        rig.key(Qt::Key_Escape);
        rig.settle();
        QCOMPARE(currentPage(rig), u"signInPage"_s);
        QVERIFY(QGuiApplication::clipboard()->text().isEmpty());
    }
    void copiedKeyLeavesTheClipboardAfterAMinute()
    {
        UiRig rig;
        enrolUpToTheKey(rig);
        QTest::mouseClick(rig.find<QWidget>("copyKey"), Qt::LeftButton);
        QVERIFY(!rig.find<QLabel>("keyCopied")->text().isEmpty());
        rig.settle(std::chrono::seconds(59));
        QVERIFY(!QGuiApplication::clipboard()->text().isEmpty());
        rig.settle(std::chrono::seconds(2));
        QVERIFY(QGuiApplication::clipboard()->text().isEmpty());
        QVERIFY(rig.find<QLabel>("keyCopied")->text().isEmpty());
    }
    void copiedCodesLeaveTheClipboardToo()
    {
        UiRig rig;
        enrolUpToTheCodes(rig);
        QTest::mouseClick(rig.find<QWidget>("copyRecoveryCodes"), Qt::LeftButton);
        QCOMPARE(QGuiApplication::clipboard()->text().count(u'\n'), 10);
        rig.settle(std::chrono::seconds(61));
        QVERIFY(QGuiApplication::clipboard()->text().isEmpty());
    }
    void printedPageHoldsAllTenCodesAndNoName()
    {
        UiRig rig;
        enrolUpToTheCodes(rig);
        QMenu *menu = openPrinterMenu(rig);
        QVERIFY(menu);
        QCOMPARE(menu->actions().size(), 2);
        QCOMPARE(menu->actions().at(1)->text(), u"Pharmacy && Store"_s);
        QTest::keyClick(menu, Qt::Key_Return);
        rig.settle();
        QCOMPARE(rig.printers.printedOn, u"Ward 4W"_s);
        const QByteArray text = outputOf(u"pdftotext"_s, {u"-layout"_s, rig.printers.file(), u"-"_s});
        for (char last = 'A'; last <= 'J'; ++last) {
            const QByteArray code = QByteArray("ABCD-EFGH-JK2") + last;
            QVERIFY2(text.contains(code), text.constData());
        }
        QVERIFY(text.contains("recovery codes"));
        QVERIFY(text.contains("2026"));
        QVERIFY(!text.contains("anna"));
        QVERIFY(!text.contains("clinic"));
        QVERIFY(rig.find<ui::Banner>("recoveryBanner")->words().contains(u"whoever takes the page"_s));
    }
    void brokenPrinterIsSaidAndTheCodesStay()
    {
        UiRig rig;
        rig.printers.isBroken = true;
        enrolUpToTheCodes(rig);
        QMenu *menu = openPrinterMenu(rig);
        QVERIFY(menu);
        QTest::keyClick(menu, Qt::Key_Down);
        QTest::keyClick(menu, Qt::Key_Return);
        rig.settle();
        QCOMPARE(rig.printers.printedOn, u"Pharmacy & Store"_s);
        QVERIFY(rig.find<ui::Banner>("recoveryBanner")->words().contains(u"did not take the page"_s));
        QVERIFY(rig.find<ui::SecretText>("recoveryCode9"));
    }
    void noPrinterIsSaidWithWhatToDoInstead()
    {
        UiRig rig;
        rig.printers.names.clear();
        enrolUpToTheCodes(rig);
        QVERIFY(!openPrinterMenu(rig));
        QVERIFY(rig.find<ui::Banner>("recoveryBanner")->words().contains(u"Write the codes down"_s));
        QVERIFY(rig.find<QWidget>("printRecoveryCodes")->isEnabled());
    }
    void findsTheKeyInOtpauthUri()
    {
        const auto key = [](const char *uri) {
            return ui::keyOfOtpauthUri(SecretBytes::copyOf(QByteArrayView(uri))).view().toByteArray();
        };
        QCOMPARE(key("otpauth://totp/x?secret=ABC&issuer=y"), QByteArray("ABC"));
        QCOMPARE(key("otpauth://totp/x?issuer=y&secret=ABC"), QByteArray("ABC"));
        QCOMPARE(key("otpauth://totp/x"), QByteArray());
    }
};

WARDLINE_UI_TEST_MAIN(EnrolmentTest)
#include "enrolment_test.moc"
