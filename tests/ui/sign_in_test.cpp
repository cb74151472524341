// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/ui_rig.h"
#include "tests/ui/support/ui_test_main.h"
#include "ui/kit/banner.h"
#include "ui/kit/code_edit.h"
#include "ui/kit/qr_code.h"
#include "ui/kit/secret_edit.h"
#include "ui/kit/secret_text.h"
#include "ui/signin/enrolment_page.h"

#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QStackedWidget>

using namespace Qt::StringLiterals;
using namespace wardline;
using test::UiRig;

namespace {

QString currentPage(UiRig &rig)
{
    const auto *pages = rig.find<QStackedWidget>("pages");
    QWidget *page = pages->currentWidget();
    if (page->objectName() == u"signInView") {
        page = static_cast<QStackedWidget *>(page)->currentWidget();
    }
    return page->objectName();
}

/// Types all three parts and presses Enter, with nothing but the keyboard.
void typeAll(UiRig &rig, const char *account, const char *password, const char *code)
{
    rig.find<QLineEdit>("account")->setFocus();
    rig.key(Qt::Key_A, Qt::ControlModifier);
    rig.type(account);
    rig.key(Qt::Key_Tab);
    rig.type(password);
    rig.key(Qt::Key_Tab);
    rig.type(code);
    rig.key(Qt::Key_Return);
    rig.settle();
}

QString bannerWords(UiRig &rig)
{
    return rig.find<ui::Banner>("signInBanner")->words();
}

void enrolUpToTheKey(UiRig &rig)
{
    rig.workstation.fakeSignIn.mustEnrol = true;
    rig.show();
    QTest::mouseClick(rig.find<QWidget>("firstTime"), Qt::LeftButton);
    typeAll(rig, "anna", "correct horse", "ABCD-EFGH");
}

} // namespace

class SignInTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void signsInByKeyboardAlone()
    {
        UiRig rig;
        rig.show();
        QCOMPARE(QApplication::focusWidget()->objectName(), u"account"_s);
        typeAll(rig, "anna", "correct horse", "123456");
        QCOMPARE(currentPage(rig), u"workView"_s);
        QCOMPARE(rig.workstation.fakeSignIn.lastRequest().account, test::demoPerson(u"anna"));
    }
    void saysTheSameWhateverWasWrong()
    {
        UiRig rig;
        rig.show();
        typeAll(rig, "anna", "wrong horse", "123456");
        const QString wrongPassword = bannerWords(rig);
        const QByteArray pageAfterWrongPassword = [&] {
            QStringList words;
            for (const QLabel *label : rig.window->findChildren<QLabel *>()) {
                words << (label->isVisible() ? label->text() : QString());
            }
            return words.join(u'|').toUtf8();
        }();
        typeAll(rig, "anna", "correct horse", "654321");
        QVERIFY(!wrongPassword.isEmpty());
        QCOMPARE(bannerWords(rig), wrongPassword);
        QStringList words;
        for (const QLabel *label : rig.window->findChildren<QLabel *>()) {
            words << (label->isVisible() ? label->text() : QString());
        }
        QCOMPARE(words.join(u'|').toUtf8(), pageAfterWrongPassword);
        typeAll(rig, "nobody", "correct horse", "654321");
        QCOMPARE(bannerWords(rig), wrongPassword);
        QCOMPARE(currentPage(rig), u"signInPage"_s);
    }
    void secretsLeaveThePageWhenTheyAreHandedOver()
    {
        UiRig rig;
        rig.workstation.fakeSignIn.stopAt = model::SignInState::Connecting;
        rig.show();
        typeAll(rig, "anna", "correct horse", "123456");
        QVERIFY(rig.find<ui::SecretEdit>("password")->isEmpty());
        QCOMPARE(rig.find<ui::CodeEdit>("code")->digitCount(), 0);
        QVERIFY(!rig.find<QLabel>("signInProgress")->text().isEmpty());
        QVERIFY(rig.find<QWidget>("cancelSignIn")->isVisible());
        QTest::mouseClick(rig.find<QWidget>("cancelSignIn"), Qt::LeftButton);
        rig.settle();
        QVERIFY(rig.find<QWidget>("signIn")->isVisible());
    }
    void refusesWhatIsNoAccountBeforeAskingTheRelay()
    {
        UiRig rig;
        rig.show();
        typeAll(rig, "anna@@clinic", "correct horse", "123456");
        QCOMPARE(rig.workstation.fakeSignIn.attempts, 0);
        QVERIFY(bannerWords(rig).contains(u"not an account name"_s));
    }
    void refusesRelayThatIsNotSecure_data()
    {
        QTest::addColumn<QString>("url");
        QTest::newRow("http") << u"http://relay.clinic.example"_s;
        QTest::newRow("ws") << u"ws://relay.clinic.example/xmpp"_s;
        QTest::newRow("no host") << u"wss://"_s;
        QTest::newRow("nothing") << QString();
    }
    void refusesRelayThatIsNotSecure()
    {
        QFETCH(const QString, url);
        UiRig rig;
        rig.workstation.fakeSignIn.signInDefaults.isRelayFixed = false;
        rig.show();
        rig.find<QLineEdit>("relay")->setText(url);
        rig.find<QLineEdit>("account")->setText(u"anna"_s);
        rig.find<QLineEdit>("account")->setFocus();
        rig.key(Qt::Key_Return);
        QCOMPARE(rig.workstation.fakeSignIn.attempts, 0);
        QVERIFY(bannerWords(rig).contains(u"wss://"_s));
    }
    void takesRecoveryCodeInsteadOfCode()
    {
        UiRig rig;
        rig.workstation.fakeSignIn.goodCode = "ABCD-EFGH-JKMN";
        rig.show();
        QTest::mouseClick(rig.find<QWidget>("useRecovery"), Qt::LeftButton);
        typeAll(rig, "anna", "correct horse", "ABCD-EFGH-JKMN");
        QCOMPARE(currentPage(rig), u"workView"_s);
    }
    void knownAccountFillsTheField()
    {
        UiRig rig;
        rig.workstation.fakeSignIn.accounts = {{test::demoPerson(u"jonas"), QUrl(), rig.clock.now()}};
        rig.show();
        QTest::mouseClick(rig.find<QWidget>("knownAccount0"), Qt::LeftButton);
        QCOMPARE(rig.find<QLineEdit>("account")->text(), u"jonas@clinic.example"_s);
        QCOMPARE(QApplication::focusWidget()->objectName(), u"password"_s);
    }
    void nextPersonFindsNoNameInTheField()
    {
        UiRig rig;
        rig.show();
        typeAll(rig, "anna", "correct horse", "123456");
        rig.workstation.fakeSignIn.signOut();
        rig.settle();
        QCOMPARE(currentPage(rig), u"signInPage"_s);
        QVERIFY(rig.find<QLineEdit>("account")->text().isEmpty());
        QVERIFY(rig.find<ui::SecretEdit>("password")->isEmpty());
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
    void copiedKeyLeavesTheClipboardWithThePage()
    {
        UiRig rig;
        enrolUpToTheKey(rig);
        QTest::mouseClick(rig.find<QWidget>("copyKey"), Qt::LeftButton);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"_s);
        QTest::mouseClick(rig.find<QWidget>("cancelEnrolment"), Qt::LeftButton);
        rig.settle();
        QCOMPARE(currentPage(rig), u"signInPage"_s);
        QVERIFY(QGuiApplication::clipboard()->text().isEmpty());
    }
    void namesWhatAFreshStartLosesAndAsksTwice()
    {
        UiRig rig;
        rig.workstation.fakeSignIn.unsent = 3;
        rig.workstation.fakeSignIn.nextError = service::ServiceError::PasswordChanged;
        rig.show();
        typeAll(rig, "anna", "correct horse", "123456");
        QCOMPARE(currentPage(rig), u"oldCachePage"_s);
        QVERIFY(rig.find<QLabel>("freshStartLoss")->text().contains(u"3 message"_s));
        QTest::mouseClick(rig.find<QWidget>("startFresh"), Qt::LeftButton);
        QVERIFY(!rig.workstation.fakeSignIn.hasStartedFresh);
        QTest::mouseClick(rig.find<QWidget>("startFresh"), Qt::LeftButton);
        QVERIFY(rig.workstation.fakeSignIn.hasStartedFresh);
    }
    void opensWithTheOldPasswordAfterAWrongOne()
    {
        UiRig rig;
        rig.workstation.fakeSignIn.nextError = service::ServiceError::PasswordChanged;
        rig.show();
        typeAll(rig, "anna", "correct horse", "123456");
        rig.type("never had");
        rig.key(Qt::Key_Return);
        QCOMPARE(currentPage(rig), u"oldCachePage"_s);
        rig.type("old horse");
        rig.key(Qt::Key_Return);
        rig.settle();
        QCOMPARE(currentPage(rig), u"workView"_s);
    }
    void saysWhySomebodyWasSignedOut()
    {
        UiRig rig;
        rig.show();
        rig.signIn();
        rig.workstation.fakeSignIn.endSession(service::ServiceError::AccountDisabled);
        rig.settle();
        QCOMPARE(currentPage(rig), u"signInPage"_s);
        QVERIFY(bannerWords(rig).contains(u"You were signed out"_s));
    }
    void firstPageIsAnnouncedOnce()
    {
        UiRig rig;
        rig.window = std::make_unique<ui::MainWindow>(rig.workstation, rig.context);
        QSignalSpy painted(rig.window.get(), &ui::MainWindow::firstPagePainted);
        rig.window->show();
        QTRY_COMPARE(painted.count(), 1);
        rig.window->repaint();
        rig.settle();
        QCOMPARE(painted.count(), 1);
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

WARDLINE_UI_TEST_MAIN(SignInTest)
#include "sign_in_test.moc"
