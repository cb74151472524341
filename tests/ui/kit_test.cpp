// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/ui_test_main.h"
#include "ui/kit/banner.h"
#include "ui/kit/code_edit.h"
#include "ui/kit/error_words.h"
#include "ui/kit/metrics.h"
#include "ui/kit/palette.h"
#include "ui/kit/qr_code.h"
#include "ui/kit/role_mark.h"
#include "ui/kit/safe_text.h"
#include "ui/kit/secret_accessible.h"
#include "ui/kit/secret_edit.h"
#include "ui/kit/state_words.h"
#include "ui/kit/theme.h"
#include "ui/kit/time_words.h"

#include <QAccessible>
#include <QClipboard>
#include <QMetaProperty>
#include <QPainter>
#include <QSet>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using namespace wardline;
using namespace wardline::ui;

Q_DECLARE_METATYPE(wardline::ui::Palette)

namespace {

QByteArray taken(SecretEdit &edit)
{
    return edit.take().view().toByteArray();
}

/// Each role's mark at its size, as somebody sees it who sees no colour; on white.
QImage markOf(model::CareRole role, const Theme &theme)
{
    constexpr int kScale = 2;
    QImage image(metrics::kRoleMark * kScale, metrics::kRoleMark * kScale, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.scale(kScale, kScale);
    paintRoleMark(painter, QRectF(0, 0, metrics::kRoleMark, metrics::kRoleMark), role, theme);
    painter.end();
    return image.convertToFormat(QImage::Format_Grayscale8);
}

/// How many dots are dark in one picture and light in the other.
int differenceOf(const QImage &one, const QImage &other)
{
    int different = 0;
    for (int y = 0; y < one.height(); ++y) {
        for (int x = 0; x < one.width(); ++x) {
            different += (qGray(one.pixel(x, y)) < 160) != (qGray(other.pixel(x, y)) < 160) ? 1 : 0;
        }
    }
    return different;
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
    void rolesAreToldApartWithoutColour()
    {
        const Theme theme;
        using enum model::CareRole;
        const QList<model::CareRole> roles{Physician, Nurse, Pharmacist, Therapist, Clerk, Student};
        const QImage nothing = markOf(None, theme);
        for (qsizetype i = 0; i < roles.size(); ++i) {
            const QImage mark = markOf(roles.at(i), theme);
            QVERIFY2(differenceOf(mark, nothing) > 60, qPrintable(roleName(roles.at(i))));
            for (qsizetype other = i + 1; other < roles.size(); ++other) {
                QVERIFY2(differenceOf(mark, markOf(roles.at(other), theme)) > 60,
                         qPrintable(roleName(roles.at(i)) + u" and "_s + roleName(roles.at(other))));
            }
        }
        for (int x = 0; x < nothing.width(); ++x) { // who gave themselves a title has no shape
            QCOMPARE(qGray(nothing.pixel(x, nothing.height() / 2)), 255);
        }
        // A student's outline has gaps, a nurse's has none.
        const auto gaps = [](const QImage &mark) {
            int changes = 0;
            for (int x = 1; x < mark.width(); ++x) {
                changes += (qGray(mark.pixel(x, 2)) < 160) != (qGray(mark.pixel(x - 1, 2)) < 160) ? 1 : 0;
            }
            return changes;
        };
        QVERIFY2(gaps(markOf(Student, theme)) > 4, qPrintable(QString::number(gaps(markOf(Student, theme)))));
        QVERIFY(gaps(markOf(Nurse, theme)) <= 2);
    }
    void sizesAndColoursAreThoseOfTheDesign()
    {
        using namespace metrics;
        const std::array sizes{kSpace4, kSpace8, kSpace12, kSpace16, kSpace24, kSpace32};
        QCOMPARE(sizes, (std::array{4, 8, 12, 16, 24, 32}));
        const std::array parts{kRadius,    kTarget,       kPrimaryTarget, kRoleMark,       kListRow,   kRailWidth,
                               kListWidth, kDetailsWidth, kDetailsFrom,   kOneColumnBelow, kFormWidth, kBodyWidth};
        QCOMPARE(parts, (std::array{6, 32, 40, 20, 56, 56, 280, 300, 1100, 760, 360, 640}));
        QCOMPARE(kLineHeight, 1.35);
        const auto coloursOf = [](const Palette &palette) {
            QStringList colours;
            for (const QColor &colour :
                 {palette.window, palette.surface, palette.own, palette.selected, palette.statTint, palette.text,
                  palette.muted, palette.border, palette.accent, palette.concern, palette.stat, palette.ok}) {
                colours << colour.name().sliced(1).toUpper();
            }
            return colours.join(u' ');
        };
        QCOMPARE(coloursOf(Palette::light()),
                 u"F3F5F7 FFFFFF E6F0F8 DCE9F5 FDECEC 17202A 52606D 6B7785 0B5CAD 8A4B00 B3141B 1B6E3C"_s);
        QCOMPARE(coloursOf(Palette::dark()),
                 u"14191F 1C232B 1E3245 243B52 3A1D20 E8EDF2 A9B4BF 8793A0 7DB8F0 F0B45A FF8F8A 6FCF97"_s);
        const Theme theme;
        QCOMPARE(theme.font(FontRole::Caption).pointSizeF(), 9.0);
        QCOMPARE(theme.font(FontRole::Body).pointSizeF(), 10.5);
        QCOMPARE(theme.font(FontRole::Title).pointSizeF(), 13.0);
    }
    void statesHaveAnIconEachBesideTheirWord()
    {
        using enum model::DeliveryState;
        QSet<int> icons;
        QSet<QString> words;
        for (const model::DeliveryState state : {Queued, OnRelay, OnDevice, Seen, Failed}) {
            icons.insert(static_cast<int>(deliveryIcon(state)));
            words.insert(deliveryWords(state));
        }
        QCOMPARE(icons.size(), 5);
        QCOMPARE(words, (QSet<QString>{u"Waiting"_s, u"Sent"_s, u"Arrived"_s, u"Opened"_s, u"Failed"_s}));
    }
    void whatFailedAlwaysSaysWhy()
    {
        model::Message message;
        message.isOwn = true;
        message.state = model::DeliveryState::Failed;
        QSet<QString> reasons{failedWords(message)};
        using enum model::DeliveryTrouble;
        for (const model::DeliveryTrouble trouble : {Refused, TooLarge, LostByRelay, MembersChanged}) {
            message.trouble = trouble;
            reasons.insert(failedWords(message));
        }
        QCOMPARE(reasons.size(), 5);
        QVERIFY(!reasons.contains(QString()));
        message.state = model::DeliveryState::OnRelay;
        QVERIFY(failedWords(message).isEmpty());
    }
    void contrastOfBlackAndWhiteIs21() { QCOMPARE(qRound(contrastRatio(Qt::black, Qt::white)), 21); }
    void highContrastUsesTheSystemsColoursOnly()
    {
        QPalette system;
        system.setColor(QPalette::Base, Qt::black);
        system.setColor(QPalette::Disabled, QPalette::Text, Qt::black);
        system.setColor(QPalette::Text, Qt::yellow);
        const Palette palette = Palette::fromSystem(system);
        QCOMPARE(palette.surface, QColor(Qt::black));
        QCOMPARE(palette.text, QColor(Qt::yellow));
        QCOMPARE(palette.role(model::CareRole::Nurse), QColor(Qt::yellow));
        QCOMPARE(palette.disabled, QColor(Qt::yellow)); // black as it is here, nobody could read it
        system.setColor(QPalette::Disabled, QPalette::Text, Qt::green);
        system.setColor(QPalette::Window, Qt::black);
        QCOMPARE(Palette::fromSystem(system).disabled, QColor(Qt::green));
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
    void aNoticeIsAsHighAsItsWords()
    {
        ui::Theme theme;
        theme.applyTo(*qApp);
        QWidget page;
        auto *column = new QVBoxLayout(&page);
        auto *banner = new ui::Banner(theme);
        column->addWidget(banner);
        column->addStretch(1);
        page.resize(380, 700);
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        for (const int width : {380, 300, 700}) {
            page.resize(width, 700);
            for (int words = 1; words < 60; ++words) {
                banner->say(ui::Banner::Kind::Concern, u"restrained "_s.repeated(words).trimmed(), {}, words % 2 == 0);
                QCoreApplication::processEvents();
                QCoreApplication::processEvents();
                const int wanted = banner->heightForWidth(banner->width());
                QVERIFY2(banner->height() == wanted && banner->sizeHint().height() == wanted, // no more than it has to
                         qPrintable(u"%1 words at %2: %3"_s.arg(words).arg(width).arg(banner->height())));
            }
        }
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
        QVERIFY(connectionWords(status, now).contains(u"the server wants a new code"_s));
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
