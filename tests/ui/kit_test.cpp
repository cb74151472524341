// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/ui_test_main.h"
#include "ui/kit/code_edit.h"
#include "ui/kit/error_words.h"
#include "ui/kit/palette.h"
#include "ui/kit/qr_code.h"
#include "ui/kit/safe_text.h"
#include "ui/kit/secret_accessible.h"
#include "ui/kit/secret_edit.h"
#include "ui/kit/state_words.h"
#include "ui/kit/theme.h"
#include "ui/kit/time_words.h"

#include <QAccessible>
#include <QClipboard>
#include <QMetaProperty>
#include <QSet>

using namespace Qt::StringLiterals;
using namespace wardline;
using namespace wardline::ui;

Q_DECLARE_METATYPE(wardline::ui::Palette)

namespace {

QByteArray taken(SecretEdit &edit)
{
    return edit.take().view().toByteArray();
}

} // namespace

class KitTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { installSecretAccessibility(); }

    void textAndMarksHaveEnoughContrast_data()
    {
        QTest::addColumn<Palette>("palette");
        QTest::newRow("light") << Palette::light();
        QTest::newRow("dark") << Palette::dark();
    }
    void textAndMarksHaveEnoughContrast()
    {
        QFETCH(const Palette, palette);
        const QColor backgrounds[] = {palette.window,   palette.surface,  palette.own,
                                      palette.selected, palette.statTint, palette.hover};
        for (const QColor &background : backgrounds) {
            for (const QColor &text :
                 {palette.text, palette.muted, palette.accent, palette.concern, palette.stat, palette.ok}) {
                QVERIFY2(contrastRatio(text, background) >= 4.5,
                         qPrintable(text.name() + u" on "_s + background.name()));
            }
            QVERIFY(contrastRatio(palette.border, background) >= 3);
            for (int role = 1; role <= static_cast<int>(model::CareRole::Student); ++role) {
                QVERIFY(contrastRatio(palette.role(static_cast<model::CareRole>(role)), background) >= 3);
            }
        }
        for (const QColor &filled : {palette.accent, palette.concern, palette.stat, palette.ok}) {
            QVERIFY(contrastRatio(palette.onFilled, filled) >= 4.5);
        }
        for (int role = 1; role < static_cast<int>(model::CareRole::Student); ++role) {
            QVERIFY(contrastRatio(palette.onFilled, palette.role(static_cast<model::CareRole>(role))) >= 4.5);
        }
    }
    void contrastOfBlackAndWhiteIs21() { QCOMPARE(qRound(contrastRatio(Qt::black, Qt::white)), 21); }
    void highContrastUsesTheSystemsColoursOnly()
    {
        QPalette system;
        system.setColor(QPalette::Base, Qt::black);
        system.setColor(QPalette::Text, Qt::yellow);
        const Palette palette = Palette::fromSystem(system);
        QCOMPARE(palette.surface, QColor(Qt::black));
        QCOMPARE(palette.text, QColor(Qt::yellow));
        QCOMPARE(palette.role(model::CareRole::Nurse), QColor(Qt::yellow));
    }

    void secretFieldKeepsWhatWasTyped()
    {
        Theme theme;
        SecretEdit edit(theme);
        QTest::keyClicks(&edit, u"pass"_s);
        QTest::keyClick(&edit, Qt::Key_Left);
        QTest::keyClick(&edit, Qt::Key_Backspace);
        QTest::keyClicks(&edit, u"ß"_s);
        QCOMPARE(edit.characterCount(), 4);
        QCOMPARE(taken(edit), QByteArray("paßs"));
        QVERIFY(edit.isEmpty());
    }
    void secretFieldTakesPasteAndGivesNothingBack()
    {
        Theme theme;
        SecretEdit edit(theme);
        QGuiApplication::clipboard()->setText(u" from a manager\n"_s);
        QTest::keyClick(&edit, Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(edit.characterCount(), 14);
        QGuiApplication::clipboard()->setText(u"other"_s);
        QTest::keyClick(&edit, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(&edit, Qt::Key_C, Qt::ControlModifier);
        QTest::keyClick(&edit, Qt::Key_X, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"other"_s);
        QCOMPARE(taken(edit), QByteArray("from a manager"));
    }
    void secretFieldShowsItsSecretNowhere()
    {
        Theme theme;
        SecretEdit edit(theme);
        edit.setAccessibleName(u"Password"_s);
        QTest::keyClicks(&edit, u"planted"_s);
        for (int i = 0; i < edit.metaObject()->propertyCount(); ++i) {
            QVERIFY(!edit.metaObject()->property(i).read(&edit).toString().contains(u"planted"_s));
        }
        QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(&edit);
        QVERIFY(accessible);
        QVERIFY(accessible->state().passwordEdit);
        QCOMPARE(accessible->text(QAccessible::Name), u"Password"_s);
        QCOMPARE(accessible->text(QAccessible::Value), QString(7, QChar(0x2022)));
        QVERIFY(!edit.inputMethodQuery(Qt::ImSurroundingText).isValid());
    }
    void secretFieldRefusesMoreThanItHolds()
    {
        Theme theme;
        SecretEdit edit(theme);
        QGuiApplication::clipboard()->setText(QString(5'000, u'x'));
        QTest::keyClick(&edit, Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(edit.characterCount(), static_cast<int>(SecretEdit::kCapacity));
    }
    void secretFieldSaysCapsLock()
    {
        Theme theme;
        SecretEdit edit(theme);
        QSignalSpy said(&edit, &SecretEdit::capsLockChanged);
        QTest::keyClick(&edit, 'a');
        QCOMPARE(said.count(), 0);
        QKeyEvent shouted(QEvent::KeyPress, Qt::Key_A, Qt::NoModifier, u"A"_s);
        QCoreApplication::sendEvent(&edit, &shouted);
        QCOMPARE(said.count(), 1);
        QVERIFY(edit.isCapsLockOn());
    }

    void codeBoxesTakePasteWithBlanks()
    {
        Theme theme;
        CodeEdit edit(theme);
        QSignalSpy completed(&edit, &CodeEdit::completed);
        QGuiApplication::clipboard()->setText(u"Your code: 123 456"_s);
        QTest::keyClick(&edit, Qt::Key_V, Qt::ControlModifier);
        QVERIFY(edit.isComplete());
        QCOMPARE(completed.count(), 1);
        QCOMPARE(edit.take().view().toByteArray(), QByteArray("123456"));
    }
    void codeBoxesTakeSixDigitsOnly()
    {
        Theme theme;
        CodeEdit edit(theme);
        QTest::keyClicks(&edit, u"12a3456789"_s);
        QCOMPARE(edit.digitCount(), 6);
        QTest::keyClick(&edit, Qt::Key_Backspace);
        QCOMPARE(edit.take().view().toByteArray(), QByteArray("12345"));
    }

    void qrCodeShowsAndForgets()
    {
        QrCode code;
        QVERIFY(code.show(SecretBytes::copyOf(QByteArrayView("otpauth://totp/x?secret=JBSWY3DPEHPK3PXP"))));
        QVERIFY(code.moduleCount() >= 21);
        QVERIFY(code.isDark(0, 0)); // finder pattern
        QVERIFY(!code.isDark(1, 1));
        code.clear();
        QCOMPARE(code.moduleCount(), 0);
        QVERIFY(!code.show(SecretBytes::copyOf(QByteArray(8'000, 'x'))));
    }

    void bodiesCannotReorderOrHide_data()
    {
        QTest::addColumn<QString>("hostile");
        QTest::addColumn<QString>("safe");
        QTest::newRow("override") << u"a\u202Egnp.exe"_s << u"agnp.exe"_s;
        QTest::newRow("open isolate") << u"x\u2067y\nz"_s << u"x\u2067y\u2069\nz"_s;
        QTest::newRow("stray pop") << u"x\u202Cy\u2069"_s << u"xy"_s;
        QTest::newRow("control") << u"a\u0007b"_s << u"a\uFFFDb"_s;
        QTest::newRow("carriage return") << u"a\r\nb"_s << u"a\nb"_s;
        QTest::newRow("lone surrogate") << QString(QChar(0xD800)) << u"\uFFFD"_s;
        QTest::newRow("plain") << u"Bed 7: 40 mg <b>p.o.</b>"_s << u"Bed 7: 40 mg <b>p.o.</b>"_s;
    }
    void bodiesCannotReorderOrHide()
    {
        QFETCH(const QString, hostile);
        QFETCH(const QString, safe);
        QCOMPARE(safeBody(hostile), safe);
    }
    void namesAreOneShortVisibleLine()
    {
        QCOMPARE(plainName(u"\u202EAnna\u200B Berg\nMD"_s), u"Anna Berg MD"_s);
        QVERIFY(plainName(QString(60'000, u'x')).size() <= 120);
        QCOMPARE(safeName(u"Anna Berg"_s), u"Anna Berg"_s);
        QVERIFY(safeName(u"عمر"_s).startsWith(QChar(0x2068)));
    }

    void everyErrorHasItsOwnWordsAndNoDetail()
    {
        QSet<QString> seen;
        for (int code = 0; code <= static_cast<int>(service::ServiceError::Internal); ++code) {
            const auto value = static_cast<service::ServiceError>(code);
            const QString words = errorWords(Error(value, u"secret-detail"_s));
            QVERIFY(!words.isEmpty());
            QVERIFY(!words.contains(u"secret-detail"_s));
            // What happened, and what to do next.
            QVERIFY2(words.count(u". "_s) + words.count(u", then "_s) >= 1
                         || words.contains(u"unlock it"_s, Qt::CaseInsensitive),
                     qPrintable(words));
            QVERIFY2(words.endsWith(u'.'), qPrintable(words));
            QVERIFY2(!seen.contains(words) || value == service::ServiceError::CacheDamaged, qPrintable(words));
            seen.insert(words);
        }
    }
    void wrongCredentialsNeverNameTheWrongPart()
    {
        const QString words = errorWords(service::ServiceError::WrongCredentials);
        QVERIFY(words.contains(u"password"_s) && words.contains(u"code"_s) && words.contains(u"name"_s));
    }

    void connectionIsSaidHonestly()
    {
        const Instant now(std::chrono::milliseconds(1795344780000));
        service::ConnectionStatus status;
        status.since = now - std::chrono::minutes(1);
        status.nextAttempt = now + std::chrono::milliseconds(7'400);
        status.phase = service::ConnectionPhase::WaitingToRetry;
        const QString words = connectionWords(status, now);
        QVERIFY2(words.startsWith(u"No connection since "_s) && words.endsWith(u"next attempt in 8 s"_s),
                 qPrintable(words));
        status.phase = service::ConnectionPhase::CodeNeeded;
        QVERIFY(connectionWords(status, now).contains(u"the relay wants a new code"_s));
    }
    void durationsNeverPromiseTooLittle()
    {
        using namespace std::chrono;
        QCOMPARE(durationWords(milliseconds(17'100)), u"18 s"_s);
        QCOMPARE(durationWords(milliseconds(-5)), u"0 s"_s);
        QCOMPARE(durationWords(seconds(181)), u"4 min"_s);
        QCOMPARE(durationWords(minutes(121)), u"3 h"_s);
    }
};

WARDLINE_UI_TEST_MAIN(KitTest)
#include "kit_test.moc"
