// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stream/stream_error.h"
#include "tests/ui/support/pseudo_translator.h"
#include "tests/ui/support/ui_rig.h"
#include "tests/ui/support/ui_test_main.h"
#include "ui/kit/banner.h"
#include "ui/kit/code_edit.h"
#include "ui/kit/secret_edit.h"

#include <QAbstractButton>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QScopeGuard>
#include <QStackedWidget>

using namespace Qt::StringLiterals;
using namespace wardline;
using test::PseudoTranslator;
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

/// All that stands on the page, without the seconds that pass.
QString visibleWords(UiRig &rig)
{
    QStringList words;
    for (const QLabel *label : rig.window->findChildren<QLabel *>()) {
        if (label->isVisible() && label->objectName() != u"nextCode"_s) {
            words << label->text();
        }
    }
    return words.join(u'|');
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
        const QString page = visibleWords(rig);
        typeAll(rig, "anna", "correct horse", "654321");
        QVERIFY(!wrongPassword.isEmpty());
        QCOMPARE(bannerWords(rig), wrongPassword);
        QCOMPARE(visibleWords(rig), page);
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
    void pastedCodeIsTakenWholeOrNotAtAll_data()
    {
        QTest::addColumn<QString>("clipboard");
        QTest::addColumn<int>("digits");
        QTest::newRow("plain") << u"654321"_s << 6;
        QTest::newRow("blank in the middle") << u" 654 321\n"_s << 6;
        QTest::newRow("hyphen") << u"654-321"_s << 6;
        QTest::newRow("en dash and no-break space") << u"654\u2013\u00A0321"_s << 6;
        QTest::newRow("direction marks") << u"\u200E654321\u200F"_s << 6;
        QTest::newRow("Arabic-Indic") << u"\u0666\u0665\u0664\u0663\u0662\u0661"_s << 6;
        QTest::newRow("seven digits") << u"6543210"_s << 2;
        QTest::newRow("words around") << u"Your code: 654321"_s << 6;
        QTest::newRow("words between") << u"654 or 321"_s << 2;
        QTest::newRow("superscripts") << u"\u00B2\u00B3\u00B9\u00B2\u00B3\u00B9"_s << 2;
        QTest::newRow("nothing") << QString() << 2;
        QTest::newRow("64 kB") << QString(65'536, u'1') << 2;
    }
    void pastedCodeIsTakenWholeOrNotAtAll()
    {
        QFETCH(const QString, clipboard);
        QFETCH(const int, digits);
        UiRig rig;
        rig.show();
        auto *code = rig.find<ui::CodeEdit>("code");
        code->setFocus();
        rig.type("12");
        QGuiApplication::clipboard()->setText(clipboard);
        rig.key(Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(code->digitCount(), digits);
        if (digits == 6) {
            QCOMPARE(code->take().view().toByteArray(), QByteArray("654321"));
        } else {
            QVERIFY(rig.find<QLabel>("nextCode")->text().contains(u"not a code"_s));
            rig.settle(std::chrono::seconds(5));
            QVERIFY(rig.find<QLabel>("nextCode")->text().contains(u"next one comes in"_s));
        }
    }
    void saysWhenTheNextCodeComesByTheRelaysClock()
    {
        UiRig rig; // 10:53:00, the beginning of a step
        rig.show(); // half a second passes
        rig.settle(std::chrono::seconds(10));
        QVERIFY2(rig.find<QLabel>("nextCode")->text().contains(u"20 s"_s),
                 qPrintable(rig.find<QLabel>("nextCode")->text()));
        rig.workstation.fakeSignIn.learnClockSkew(std::chrono::seconds(15));
        QVERIFY2(rig.find<QLabel>("nextCode")->text().contains(u"5 s"_s),
                 qPrintable(rig.find<QLabel>("nextCode")->text()));
        QVERIFY(rig.find<ui::Banner>("clockBanner")->words().isEmpty()); // less than a step is nobody's worry
    }
    void clockThatIsOffIsSaidInWordsWhateverWasWrong()
    {
        UiRig rig;
        rig.show();
        typeAll(rig, "anna", "wrong horse", "123456");
        rig.workstation.fakeSignIn.learnClockSkew(std::chrono::minutes(4));
        QVERIFY(rig.find<ui::Banner>("clockBanner")->words().contains(u"4 min behind"_s));
        rig.workstation.fakeSignIn.learnClockSkew(-std::chrono::seconds(45));
        QVERIFY(rig.find<ui::Banner>("clockBanner")->words().contains(u"45 s ahead"_s));
        QVERIFY(!rig.find<ui::Banner>("clockBanner")->words().contains(u"password"_s, Qt::CaseInsensitive));
    }
    void capsLockIsSaidAsSurelyAsItIsKnown()
    {
        UiRig rig;
        rig.show();
        auto *note = rig.find<QLabel>("capsLock");
        rig.find<QWidget>("password")->setFocus();
        QTest::keyClick(QApplication::focusWidget(), 'A', Qt::ShiftModifier);
        QVERIFY(note->text().isEmpty());
        QTest::keyEvent(QTest::Click, QApplication::focusWidget(), 'B', Qt::NoModifier);
        QCOMPARE(note->text(), u"Caps Lock seems to be on"_s);
        rig.type("c");
        QVERIFY(note->text().isEmpty());
        rig.capsLock = true;
        rig.key(Qt::Key_CapsLock);
        QCOMPARE(note->text(), u"Caps Lock is on"_s);
        rig.type("d"); // what the platform knows counts, not the letter
        QCOMPARE(note->text(), u"Caps Lock is on"_s);
        rig.capsLock = false;
        rig.key(Qt::Key_CapsLock);
        QVERIFY(note->text().isEmpty());
    }
    void passwordIsShownOnlyWhileTheEyeIsHeld()
    {
        UiRig rig;
        rig.show();
        auto *password = rig.find<ui::SecretEdit>("password");
        password->setFocus();
        rig.type("horse");
        const QImage dots = password->grab().toImage();
        const QPoint eye(password->width() - 20, password->height() / 2);
        QTest::mousePress(password, Qt::LeftButton, {}, eye);
        QVERIFY(password->isRevealed());
        QVERIFY(password->grab().toImage() != dots);
        QTest::mouseRelease(password, Qt::LeftButton, {}, eye);
        QVERIFY(!password->isRevealed());
        QTest::keyPress(password, Qt::Key_F8);
        QVERIFY(password->isRevealed());
        rig.key(Qt::Key_Tab); // the field is left with the key still down
        QVERIFY(!password->isRevealed());
        QTest::mouseClick(password, Qt::LeftButton, {}, QPoint(10, 10));
        QVERIFY(!password->isRevealed());
    }
    void tooManyAttemptsCountDownAndTheAccountBesideIsFree()
    {
        UiRig rig;
        auto &signIn = rig.workstation.fakeSignIn;
        signIn.nextError = service::ServiceError::TryLater;
        QObject::connect(&signIn, &service::SignInService::failed, &signIn,
                         [&signIn] { signIn.delay = std::chrono::seconds(28); });
        rig.show();
        typeAll(rig, "anna", "correct horse", "123456");
        auto *submit = rig.find<QAbstractButton>("signIn");
        QCOMPARE(submit->text(), u"Try again in 28 s"_s);
        QVERIFY(!submit->isEnabled());
        QVERIFY(bannerWords(rig).contains(u"Too many attempts"_s));
        typeAll(rig, "anna", "correct horse", "123456");
        QCOMPARE(signIn.attempts, 1);
        rig.find<QLineEdit>("account")->setFocus();
        rig.key(Qt::Key_A, Qt::ControlModifier);
        rig.type("jonas");
        QVERIFY2(submit->isEnabled(), "a colleague beside need not wait");
        rig.key(Qt::Key_A, Qt::ControlModifier);
        rig.type("anna");
        signIn.delay = std::chrono::seconds(3);
        rig.settle(std::chrono::seconds(1));
        QCOMPARE(submit->text(), u"Try again in 3 s"_s);
        signIn.delay = {};
        rig.settle(std::chrono::seconds(1));
        QVERIFY(submit->isEnabled());
        QVERIFY(bannerWords(rig).isEmpty());
    }
    void certificateFaultIsSaidExactly_data()
    {
        QTest::addColumn<int>("fault");
        QTest::addColumn<QString>("words");
        QTest::newRow("expired") << int(stream::StreamError::CertificateExpired) << u"expired or is not valid yet"_s;
        QTest::newRow("host") << int(stream::StreamError::CertificateHostMismatch) << u"for another name"_s;
        QTest::newRow("untrusted") << int(stream::StreamError::CertificateUntrusted) << u"does not trust"_s;
        QTest::newRow("self-signed") << int(stream::StreamError::CertificateSelfSigned) << u"does not trust"_s;
        QTest::newRow("revoked") << int(stream::StreamError::CertificateInvalid) << u"revoked or faulty"_s;
        QTest::newRow("pin") << int(stream::StreamError::PinMismatch) << u"another key"_s;
        QTest::newRow("no TLS") << int(stream::StreamError::TlsFailed) << u"TLS 1.2"_s;
    }
    void certificateFaultIsSaidExactly()
    {
        QFETCH(const int, fault);
        QFETCH(const QString, words);
        UiRig rig;
        rig.workstation.fakeSignIn.nextError =
            Error(service::ServiceError::RelayCertificate,
                  Error(static_cast<stream::StreamError>(fault), u"<b>hostile</b> \u202E words"_s).toLogString());
        rig.show();
        typeAll(rig, "anna", "correct horse", "123456");
        QVERIFY2(bannerWords(rig).contains(words), qPrintable(bannerWords(rig)));
        QVERIFY(bannerWords(rig).contains(u"nothing was sent"_s));
        QVERIFY2(!bannerWords(rig).contains(u"hostile"_s), "what the other side says is not shown");
        if (fault == int(stream::StreamError::CertificateExpired)) {
            QVERIFY2(bannerWords(rig).contains(u"2026"_s), qPrintable(bannerWords(rig))); // what this clock says
        }
    }
    void hostileAccountNamesAreRefusedAndDoNotStretchThePage_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("64 kB") << QString(65'536, u'a');
        QTest::newRow("controls") << u"an\u0001na\u0000"_s;
        QTest::newRow("override") << u"\u202Eanna"_s;
        QTest::newRow("zero width") << u"an\u200Bna"_s;
        QTest::newRow("resource") << u"anna@clinic.example/phone"_s;
        QTest::newRow("markup") << u"<b>anna</b>"_s;
    }
    void hostileAccountNamesAreRefusedAndDoNotStretchThePage()
    {
        QFETCH(const QString, name);
        UiRig rig;
        rig.show();
        const int width = rig.window->width();
        auto *account = rig.find<QLineEdit>("account");
        QGuiApplication::clipboard()->setText(name);
        account->setFocus();
        rig.key(Qt::Key_V, Qt::ControlModifier);
        rig.find<QWidget>("password")->setFocus();
        rig.type("correct horse");
        rig.key(Qt::Key_Tab);
        rig.type("123456");
        rig.key(Qt::Key_Return);
        rig.settle();
        QCOMPARE(rig.workstation.fakeSignIn.attempts, 0);
        QVERIFY(!bannerWords(rig).contains(u"anna</b>"_s));
        QCOMPARE(rig.window->width(), width);
    }
    void longKnownAccountIsElidedAndFitsTheForm()
    {
        UiRig rig;
        const auto longName = model::Jid::parse(QString(QString(900, u'w') + u"@clinic.example"_s));
        QVERIFY(longName);
        rig.workstation.fakeSignIn.accounts = {{*longName, QUrl(), rig.clock.now()}};
        rig.show({420, 720});
        QVERIFY(rig.find<QWidget>("knownAccount0")->width() <= 360);
        QCOMPARE(rig.window->width(), 420);
    }
    void primaryActionStaysInReachInALowWindow_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::newRow("1366 x 768 at 200 %") << QSize(683, 384);
        QTest::newRow("smallest") << QSize(320, 320);
    }
    void primaryActionStaysInReachInALowWindow()
    {
        QFETCH(const QSize, size);
        UiRig rig;
        rig.workstation.fakeSignIn.signInDefaults.isRelayFixed = false;
        rig.workstation.fakeSignIn.accounts = {{test::demoPerson(u"anna"), QUrl(), rig.clock.now()},
                                               {test::demoPerson(u"jonas"), QUrl(), rig.clock.now()}};
        rig.show(size);
        const QRect window(QPoint(0, 0), rig.window->size());
        const auto isSeen = [&](const char *name) {
            const auto *part = rig.find<QWidget>(name);
            return window.contains(QRect(part->mapTo(rig.window.get(), QPoint(0, 0)), part->size()))
                && part->visibleRegion().boundingRect().height() == part->height();
        };
        QVERIFY(isSeen("signIn"));
        rig.find<QLineEdit>("account")->setFocus();
        for (const char *field : {"account", "relay", "password", "code"}) {
            QCOMPARE(QApplication::focusWidget()->objectName(), QString::fromLatin1(field));
            QVERIFY2(isSeen(field), field);
            QVERIFY2(isSeen("signIn"), field);
            rig.key(Qt::Key_Tab);
        }
        QCOMPARE(QApplication::focusWidget()->objectName(), u"signIn"_s);
    }
    void whatIsTypedAgainIsSeenInALowWindow()
    {
        UiRig rig;
        rig.show({683, 384});
        typeAll(rig, "anna", "wrong horse", "123456");
        rig.workstation.fakeSignIn.learnClockSkew(std::chrono::minutes(4));
        rig.settle();
        const QWidget *password = rig.find<QWidget>("password");
        QCOMPARE(QApplication::focusWidget(), password);
        QCOMPARE(password->visibleRegion().boundingRect().height(), password->height());
        // One notice with cause and remedy, and the digits that are wanted again.
        QVERIFY(!rig.find<QWidget>("signInBanner")->isVisible());
        for (const char *name : {"clockBanner", "code", "signIn"}) {
            const auto *part = rig.find<QWidget>(name);
            QVERIFY2(part->visibleRegion().boundingRect().height() == part->height(), name);
        }
        QVERIFY(rig.find<ui::Banner>("clockBanner")->words().startsWith(u"Not signed in"_s));
    }
    void theDigitsAreSeenBesideWhatWasRefused()
    {
        PseudoTranslator mirrored(PseudoTranslator::Kind::Mirrored);
        const auto tidy = qScopeGuard([&mirrored] {
            qApp->removeTranslator(&mirrored);
            QGuiApplication::setLayoutDirection(Qt::LeftToRight);
        });
        for (int height = 480; height <= 1'160; height += 20) {
            if (height == 820) { // the same once more in letters from the right
                qApp->installTranslator(&mirrored);
                QGuiApplication::setLayoutDirection(Qt::RightToLeft);
            }
            UiRig rig;
            rig.show({360, height < 820 ? height : height - 340});
            typeAll(rig, "anna", "wrong horse", "123456");
            rig.workstation.fakeSignIn.learnClockSkew(std::chrono::minutes(4));
            rig.settle();
            QCOMPARE(QApplication::focusWidget()->objectName(), u"password"_s);
            for (const char *name : {"password", "clockBanner", "code", "signIn"}) {
                const auto *part = rig.find<QWidget>(name);
                QVERIFY2(part->visibleRegion().boundingRect().height() == part->height(),
                         qPrintable(u"%1 at %2"_s.arg(QLatin1String(name)).arg(height)));
            }
            QTest::mouseClick(rig.find<QWidget>("clockBanner")->findChild<QWidget *>(u"bannerClose"_s), Qt::LeftButton);
            rig.settle();
            QVERIFY(!rig.find<QWidget>("clockBanner")->isVisible() && rig.find<QWidget>("code")->isVisible());
        }
    }
    void theMarkGivesItsPlaceToWhatHasToBeRead()
    {
        UiRig rig;
        rig.workstation.fakeSignIn.accounts = {{test::demoPerson(u"anna"), QUrl(), rig.clock.now()}};
        rig.show({420, 720});
        const QWidget *mark = rig.find<QWidget>("signInMark");
        QVERIFY(mark->isVisible());
        typeAll(rig, "anna", "wrong horse", "123456");
        QVERIFY(rig.find<QWidget>("signInBanner")->isVisible());
        QVERIFY(!mark->isVisible());
        QTest::mouseClick(rig.find<QWidget>("signInBanner")->findChild<QWidget *>(u"bannerClose"_s), Qt::LeftButton);
        rig.settle();
        QVERIFY(mark->isVisible());
    }
    void halfTypedNameAndPasswordAreForgottenWhenNobodyGoesOn()
    {
        UiRig rig;
        rig.show();
        rig.type("anna");
        rig.key(Qt::Key_Tab);
        rig.type("correct ho");
        rig.settle(std::chrono::minutes(4));
        QVERIFY(!rig.find<ui::SecretEdit>("password")->isEmpty());
        rig.settle(std::chrono::minutes(2));
        QVERIFY(rig.find<QLineEdit>("account")->text().isEmpty());
        QVERIFY(rig.find<ui::SecretEdit>("password")->isEmpty());
        QCOMPARE(QApplication::focusWidget()->objectName(), u"account"_s);
    }
    void escapeGoesOneStepBack()
    {
        UiRig rig;
        rig.workstation.fakeSignIn.stopAt = model::SignInState::Proving;
        rig.show();
        typeAll(rig, "anna", "correct horse", "123456");
        QVERIFY(rig.find<QWidget>("cancelSignIn")->isVisible());
        rig.key(Qt::Key_Escape);
        rig.settle();
        QCOMPARE(rig.workstation.fakeSignIn.state(), model::SignInState::SignedOut);
        QVERIFY(rig.find<QWidget>("signIn")->isVisible());
        QTest::mouseClick(rig.find<QWidget>("useRecovery"), Qt::LeftButton);
        QVERIFY(rig.find<QWidget>("recoveryCode")->isVisible());
        rig.find<QWidget>("password")->setFocus();
        rig.key(Qt::Key_Escape);
        QVERIFY(rig.find<QWidget>("code")->isVisible());
    }
    void saysOnceWhenTheLastSignInWas()
    {
        UiRig rig;
        rig.workstation.fakeSignIn.previous =
            service::PreviousSignIn{rig.clock.now() - std::chrono::hours(20), u"ward-4-desk-2"_s, false};
        rig.show();
        rig.signIn();
        const auto *banner = rig.find<ui::Banner>("workBanner");
        QVERIFY2(banner->words().startsWith(u"Last sign-in: "_s) && banner->words().contains(u"14:53"_s)
                     && banner->words().contains(u"ward-4-desk-2"_s),
                 qPrintable(banner->words()));
        rig.workstation.fakeLock.lock(lock::LockReason::User);
        rig.settle();
        rig.type("correct horse");
        rig.key(Qt::Key_Return);
        rig.settle();
        QVERIFY(rig.find<QWidget>("workView")->isVisible());
        QVERIFY2(rig.find<ui::Banner>("workBanner")->words().isEmpty(), "said at each unlock");
    }
    void saysWhenSomebodyWasHereLast()
    {
        UiRig rig;
        rig.workstation.fakeSignIn.accounts = {
            {test::demoPerson(u"jonas"), QUrl(), rig.clock.now() - std::chrono::hours(26)},
            {test::demoPerson(u"anna"), QUrl(), Instant()}};
        rig.show();
        QVERIFY(rig.find<QWidget>("knownAccount0")->accessibleDescription().startsWith(u"Last here: "_s));
        QVERIFY2(rig.find<QWidget>("knownAccount1")->accessibleDescription().isEmpty(), "never the year 1970");
    }
};

WARDLINE_UI_TEST_MAIN(SignInTest)
#include "sign_in_test.moc"
