// SPDX-License-Identifier: GPL-3.0-or-later
// What is true of every page: sizes of targets, colours, words, icons, motion.
#include "tests/ui/support/delivery_stage.h"
#include "tests/ui/support/pseudo_translator.h"
#include "tests/ui/support/ui_rig.h"
#include "tests/ui/support/ui_test_main.h"
#include "ui/kit/icons.h"
#include "ui/kit/metrics.h"
#include "ui/kit/motion.h"
#include "ui/settings/settings_page.h"
#include "ui/shell/work_view.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QComboBox>
#include <QContextMenuEvent>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QScreen>
#include <QScrollArea>

#include <functional>

using namespace Qt::StringLiterals;
using namespace wardline;
using test::PseudoTranslator;
using test::UiRig;

using Stage = std::function<void(UiRig &)>;
Q_DECLARE_METATYPE(Stage)

namespace {

constexpr QSize kDesk{1240, 780};
constexpr QSize kNarrow{420, 720};

void click(UiRig &rig, const char *name)
{
    auto *button = rig.find<QAbstractButton>(name);
    QVERIFY2(button, name);
    QTest::mouseClick(button, Qt::LeftButton);
    rig.settle();
}

/// As the platform does for the key.
void askForMenu(QWidget &widget)
{
    const QPoint middle = widget.rect().center();
    QContextMenuEvent event(QContextMenuEvent::Keyboard, middle, widget.mapToGlobal(middle));
    QCoreApplication::sendEvent(&widget, &event);
}

Stage settings(const char *section)
{
    return [section](UiRig &rig) {
        rig.signIn();
        click(rig, "railSettings");
        rig.find<ui::SettingsPage>("settingsPage")->openSection(QString::fromLatin1(section));
        rig.settle();
    };
}

/// Every page there is, by name.
void addPages()
{
    QTest::addColumn<Stage>("stage");
    QTest::newRow("sign-in") << Stage([](UiRig &) {});
    QTest::newRow("first time") << Stage([](UiRig &rig) { click(rig, "firstTime"); });
    QTest::newRow("room") << Stage([](UiRig &rig) {
        rig.signIn();
        rig.window->workView()->openConversation(test::demoRoom(u"ward"));
    });
    QTest::newRow("read only") << Stage([](UiRig &rig) {
        rig.signIn();
        rig.window->workView()->openConversation(test::demoRoom(u"announce"));
    });
    QTest::newRow("list") << Stage([](UiRig &rig) { rig.signIn(); });
    QTest::newRow("people") << Stage([](UiRig &rig) {
        rig.signIn();
        click(rig, "railPeople");
    });
    QTest::newRow("search") << Stage([](UiRig &rig) {
        rig.signIn();
        rig.key(Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
        rig.type("bed");
        rig.settle();
    });
    QTest::newRow("keys") << Stage([](UiRig &rig) {
        rig.signIn();
        rig.key(Qt::Key_F1);
    });
    QTest::newRow("look") << settings("lookSettings");
    QTest::newRow("locking") << settings("lockSettings");
    QTest::newRow("policy") << settings("policySettings");
    QTest::newRow("about") << settings("aboutSettings");
    QTest::newRow("notifications") << settings("notificationSettings");
    QTest::newRow("own devices") << settings("deviceSettings");
    QTest::newRow("your messages") << settings("historySettings");
    QTest::newRow("what others see") << settings("privacySettings");
    QTest::newRow("new conversation") << Stage([](UiRig &rig) {
        rig.signIn();
        rig.key(Qt::Key_N, Qt::ControlModifier);
    });
    QTest::newRow("without a connection") << Stage([](UiRig &rig) {
        test::stageDowntime(rig);
        QTest::mouseClick(rig.find<QWidget>("downtimeBanner")->findChild<QWidget *>(u"bannerAction"_s), Qt::LeftButton);
    });
    QTest::newRow("who has it") << Stage([](UiRig &rig) { test::stageWhoHasIt(rig); });
    QTest::newRow("code needed") << Stage([](UiRig &rig) {
        rig.signIn();
        service::ConnectionStatus status = rig.workstation.data.connection;
        status.phase = service::ConnectionPhase::CodeNeeded;
        rig.workstation.fakeSession()->setConnection(status);
    });
    QTest::newRow("lock") << Stage([](UiRig &rig) {
        rig.signIn();
        rig.workstation.fakeLock.view.unsent = 2;
        rig.workstation.fakeLock.lock(lock::LockReason::Idle);
    });
}

void stage(UiRig &rig, QSize size)
{
    QFETCH(const Stage, stage);
    rig.show(size);
    stage(rig);
    rig.settle();
}

/// What can be hit: controls, not the areas that only scroll.
bool isTarget(const QWidget *widget)
{
    return widget->isVisible() && widget->isEnabled() && widget->focusPolicy() != Qt::NoFocus
        && !widget->inherits("QAbstractScrollArea");
}

QString nameOf(const QWidget *widget)
{
    return QString::fromLatin1(widget->metaObject()->className()) + u' ' + widget->objectName() + u" \""
        + widget->accessibleName() + u'"';
}

QPalette systemPalette(const QColor &back, const QColor &ink)
{
    QPalette palette;
    for (const auto role : {QPalette::Window, QPalette::Base, QPalette::AlternateBase, QPalette::Button,
                            QPalette::HighlightedText, QPalette::ToolTipBase}) {
        palette.setColor(role, back);
    }
    for (const auto role :
         {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::Highlight, QPalette::ToolTipText}) {
        palette.setColor(role, ink);
    }
    return palette;
}

} // namespace

class LookTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void cleanup() { QGuiApplication::setLayoutDirection(Qt::LeftToRight); }

    void targetsAreLargeEnough_data()
    {
        addPages();
        QTest::newRow("enrolment") << Stage([](UiRig &rig) {
            rig.workstation.fakeSignIn.mustEnrol = true;
            click(rig, "firstTime");
            rig.find<QLineEdit>("account")->setFocus();
            rig.type("anna");
            for (const char *typed : {"correct horse", "ABCD-EFGH"}) {
                rig.key(Qt::Key_Tab);
                rig.type(typed);
            }
            rig.key(Qt::Key_Return);
            rig.settle();
            QVERIFY(rig.find<QWidget>("enrolmentPage")->isVisible());
        });
    }
    void targetsAreLargeEnough()
    {
        for (const QSize size : {kDesk, kNarrow}) {
            UiRig rig;
            stage(rig, size);
            int seen = 0;
            const auto widgets = rig.window->findChildren<QWidget *>();
            for (const QWidget *widget : widgets) {
                if (isTarget(widget)) {
                    ++seen;
                    QVERIFY2(widget->width() >= ui::metrics::kTarget && widget->height() >= ui::metrics::kTarget,
                             qPrintable(nameOf(widget) + u" %1 x %2"_s.arg(widget->width()).arg(widget->height())));
                }
                const auto *view = qobject_cast<const QAbstractItemView *>(widget);
                if (view && view->isVisible() && view->model() && view->model()->rowCount() > 0) {
                    const QRect row = view->visualRect(view->model()->index(0, 0));
                    QVERIFY2(row.height() >= ui::metrics::kTarget, qPrintable(nameOf(view)));
                }
            }
            QVERIFY(seen > 0);
        }
    }

    /// Each menu that a key or a button opens: its entries can be hit, and the current one is told by more than colour.
    void entriesOfMenusAreTargets_data()
    {
        QTest::addColumn<Stage>("stage");
        QTest::addColumn<QString>("menu");
        const auto inRoom = [](const std::function<void(UiRig &)> &open) {
            return Stage([open](UiRig &rig) {
                rig.signIn();
                rig.window->workView()->openConversation(test::demoRoom(u"ward"));
                rig.settle();
                open(rig);
            });
        };
        QTest::newRow("a message") << inRoom([](UiRig &rig) {
            rig.find<QWidget>("timeline")->setFocus(Qt::TabFocusReason);
            rig.key(Qt::Key_Up);
            askForMenu(*QApplication::focusWidget());
        }) << u"messageMenu"_s;
        QTest::newRow("urgency") << inRoom([](UiRig &rig) { rig.key(Qt::Key_U, Qt::ControlModifier | Qt::ShiftModifier); })
                                 << u"urgencyMenu"_s;
        QTest::newRow("what is written") << inRoom([](UiRig &rig) {
            rig.type("Bed 7");
            askForMenu(*QApplication::focusWidget());
        }) << u"composerMenu"_s;
    }
    void entriesOfMenusAreTargets()
    {
        QFETCH(const QString, menu);
        UiRig rig;
        stage(rig, kDesk);
        const auto *opened = rig.find<QMenu>(menu.toLatin1().constData());
        QVERIFY2(opened && opened->isVisible(), qPrintable(menu));
        int entries = 0;
        const auto actions = opened->actions();
        for (QAction *action : actions) {
            if (!action->isSeparator() && action->isVisible()) {
                ++entries;
                QVERIFY2(opened->actionGeometry(action).height() >= ui::metrics::kTarget, qPrintable(action->text()));
            }
        }
        QVERIFY(entries >= 2);
    }
    void entriesOfChoicesAreTargets()
    {
        UiRig rig;
        rig.show(kDesk);
        rig.signIn();
        rig.window->workView()->openConversation(test::demoRoom(u"ward"));
        rig.settle();
        auto *box = rig.find<QComboBox>("roomNotificationLevel");
        QVERIFY(box->isVisible());
        QTest::mouseClick(box, Qt::LeftButton);
        rig.settle();
        QVERIFY(box->view()->isVisible());
        for (int row = 0; row < box->count(); ++row) {
            const int height = box->view()->visualRect(box->model()->index(row, 0)).height();
            QVERIFY2(height >= ui::metrics::kTarget && height < 2 * ui::metrics::kTarget, qPrintable(box->itemText(row)));
        }
    }

    /// Two colours that have no blue in them: what is blue anywhere does not come from the system.
    void highContrastShowsNoColourButTheSystems_data() { addPages(); }
    void highContrastShowsNoColourButTheSystems()
    {
        const QPalette before = QGuiApplication::palette();
        QGuiApplication::setPalette(systemPalette(Qt::black, Qt::yellow));
        UiRig rig;
        QGuiApplication::setPalette(before);
        rig.theme.setScheme(ui::Scheme::HighContrast);
        stage(rig, kDesk);
        if (QWidget *focus = QApplication::focusWidget()) {
            focus->clearFocus(); // the caret is drawn by inverting what is there
        }
        QImage image = rig.window->grab().toImage().convertToFormat(QImage::Format_RGB32);
        const auto buttons = rig.window->findChildren<QWidget *>();
        for (const QWidget *button : buttons) {
            if (button->inherits("QLineEditIconButton")) { // drawn by Qt, fading in
                QPainter(&image).fillRect(QRect(button->mapTo(rig.window.get(), QPoint(0, 0)), button->size()),
                                          Qt::black);
            }
        }
        const auto labels = rig.window->findChildren<QLabel *>();
        for (const QLabel *label : labels) {
            if (label->isVisible() && !label->pixmap().isNull()) { // the product's sign keeps its colour
                QPainter(&image).fillRect(QRect(label->mapTo(rig.window.get(), QPoint(0, 0)), label->size()),
                                          Qt::black);
            }
        }
        int inked = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                const QColor colour = image.pixelColor(x, y);
                inked += colour.red() > 128 ? 1 : 0;
                QVERIFY2(colour.blue() <= 48 && std::abs(colour.red() - colour.green()) <= 48,
                         qPrintable(u"%1 at %2, %3"_s.arg(colour.name()).arg(x).arg(y)));
            }
        }
        QVERIFY(inked > 500);
    }
    void systemPalettesStayReadable_data()
    {
        QTest::addColumn<QPalette>("system");
        QTest::newRow("white on black") << systemPalette(Qt::black, Qt::white);
        QTest::newRow("black on white") << systemPalette(Qt::white, Qt::black);
        QTest::newRow("night") << systemPalette(QColor(0x20, 0x20, 0x20), QColor(0xFF, 0xFF, 0xFF));
        QPalette uneven = systemPalette(Qt::white, Qt::black); // a dark window around light fields
        uneven.setColor(QPalette::Window, Qt::black);
        uneven.setColor(QPalette::AlternateBase, QColor(0x30, 0x30, 0x30));
        QTest::newRow("dark around light") << uneven;
    }
    void systemPalettesStayReadable()
    {
        QFETCH(const QPalette, system);
        const ui::Palette palette = ui::Palette::fromSystem(system);
        for (const QColor &back : {palette.window, palette.surface, palette.own, palette.statTint, palette.hover}) {
            for (const QColor &ink : {palette.text, palette.muted, palette.accent, palette.concern, palette.stat,
                                      palette.ok, palette.border}) {
                QVERIFY2(ui::contrastRatio(ink, back) >= 7, qPrintable(ink.name() + u" on "_s + back.name()));
            }
        }
        QVERIFY(ui::contrastRatio(palette.onSelected, palette.selected) >= 7);
        QVERIFY(ui::contrastRatio(palette.onSelectedMuted, palette.selected) >= 7);
        QVERIFY(ui::contrastRatio(palette.onFilled, palette.accent) >= 7);
    }
    void desktopsWishesCountUntilThePersonChooses()
    {
        UiRig rig;
        rig.theme.setScheme(ui::Scheme::System);
        rig.theme.setDesktopPrefersDark(true);
        QVERIFY(rig.theme.palette().isDark);
        rig.theme.setDesktopWantsContrast(true);
        QVERIFY(rig.theme.isHighContrast());
        rig.theme.setScheme(ui::Scheme::Light);
        QVERIFY(!rig.theme.isHighContrast() && !rig.theme.palette().isDark);
        rig.theme.setDesktopReducesMotion(true);
        QVERIFY(rig.theme.reducedMotion());
    }

    void everyWordIsTranslatable_data()
    {
        QTest::addColumn<Stage>("stage");
        QTest::newRow("sign-in") << Stage([](UiRig &) {});
        QTest::newRow("first time") << Stage([](UiRig &rig) { click(rig, "firstTime"); });
        QTest::newRow("keys") << Stage([](UiRig &rig) {
            rig.signIn();
            rig.key(Qt::Key_F1);
        });
        QTest::newRow("look") << settings("lookSettings");
        QTest::newRow("locking") << settings("lockSettings");
    }
    /// In the pseudo language whatever is not in brackets was never given to a translator.
    void everyWordIsTranslatable()
    {
        UiRig rig;
        PseudoTranslator pseudo(PseudoTranslator::Kind::Pseudo);
        qApp->installTranslator(&pseudo);
        const auto tidy = qScopeGuard([&pseudo] { qApp->removeTranslator(&pseudo); });
        stage(rig, kDesk);
        const QStringList sameEverywhere{u"Wardline"_s, u"English"_s, u"Español"_s};
        int seen = 0;
        const auto check = [&](const QWidget *widget, const QString &words) {
            static const QRegularExpression letters(u"\\p{L}{3}"_s);
            const bool isOurs = letters.match(words).hasMatch() && !sameEverywhere.contains(words)
                && !words.contains(u"clinic.example"_s) && !words.contains(u"Anna Berg"_s);
            if (isOurs) {
                ++seen;
                QVERIFY2(words.contains(u"~]"_s), qPrintable(nameOf(widget) + u": "_s + words));
            }
        };
        const auto widgets = rig.window->findChildren<QWidget *>();
        for (const QWidget *widget : widgets) {
            if (!widget->isVisible()) {
                continue;
            }
            if (const auto *label = qobject_cast<const QLabel *>(widget)) {
                check(label, label->text());
            } else if (const auto *button = qobject_cast<const QAbstractButton *>(widget)) {
                check(button, button->text());
                check(button, button->toolTip());
            } else if (const auto *field = qobject_cast<const QLineEdit *>(widget)) {
                check(field, field->placeholderText());
            }
            if (widget->focusPolicy() != Qt::NoFocus) {
                check(widget, widget->accessibleName());
            }
        }
        QVERIFY(seen > 3);
    }
    void pseudoKeepsPlacesAndAccessKeys()
    {
        QCOMPARE(PseudoTranslator::pseudo(u"&Open %1 of %n"_s), u"[&Opéñ %1 öf %n~~~~]"_s);
    }

    void windowIsMirroredForRightToLeft()
    {
        QGuiApplication::setLayoutDirection(Qt::RightToLeft);
        UiRig rig;
        PseudoTranslator mirrored(PseudoTranslator::Kind::Mirrored);
        qApp->installTranslator(&mirrored);
        const auto tidy = qScopeGuard([&mirrored] { qApp->removeTranslator(&mirrored); });
        rig.show(kDesk);
        rig.signIn();
        const auto *lock = rig.find<QWidget>("railLock");
        QVERIFY(lock->mapTo(rig.window.get(), QPoint(0, 0)).x() > rig.window->width() - 80);
        click(rig, "railSettings");
        const auto *navigation = rig.find<QWidget>("settingsNavigation");
        const auto *section = rig.find<QWidget>("lookSettings");
        QVERIFY(navigation->mapToGlobal(QPoint(0, 0)).x() > section->mapToGlobal(QPoint(0, 0)).x());
    }

    /// Where the window reads from the right a menu opens towards its middle, too.
    void theIdentityMenuOpensInsideTheWindow()
    {
        for (const Qt::LayoutDirection direction : {Qt::LeftToRight, Qt::RightToLeft}) {
            QGuiApplication::setLayoutDirection(direction);
            UiRig rig;
            rig.show(kDesk);
            rig.signIn();
            click(rig, "identityChip");
            const auto *menu = rig.find<QMenu>("identityMenu");
            QVERIFY(menu && menu->isVisible());
            const QRect window = rig.window->geometry();
            QVERIFY(menu->geometry().left() >= window.left() && menu->geometry().right() <= window.right());
        }
    }

    /// 1366 x 768 dots: two columns where they are pixels, one where four of them make one.
    void aSmallScreenHasOneColumn()
    {
        UiRig rig;
        const qreal ratio = QGuiApplication::primaryScreen()->devicePixelRatio();
        rig.show(QSize(qRound(1366 / ratio), qRound(768 / ratio)));
        rig.signIn();
        rig.window->workView()->openConversation(test::demoRoom(u"ward"));
        rig.settle();
        const bool hasList = rig.find<QWidget>("conversationList")->isVisible();
        QVERIFY(rig.find<QWidget>("timeline")->isVisible());
        QCOMPARE(hasList, 1366 / ratio >= ui::metrics::kOneColumnBelow);
        QCOMPARE(rig.find<QWidget>("back")->isVisible(), !hasList);
        // What is painted by hand has the dots of the screen.
        const QPixmap seen = rig.window->grab();
        QCOMPARE(seen.devicePixelRatio(), ratio);
        QCOMPARE(seen.size(), rig.window->size() * ratio);
    }
    void iconsAreOfOneKind()
    {
        const QDir folder(QStringLiteral(WARDLINE_SOURCE_DIR "/resources/icons"));
        const QStringList names = folder.entryList({u"*.svg"_s});
        QCOMPARE(names.size(), static_cast<qsizetype>(ui::Icon::Warning) + 1); // the last by name
        for (const QString &name : names) {
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QString svg = QString::fromUtf8(file.readAll());
            QVERIFY2(svg.contains(u"viewBox=\"0 0 20 20\""_s), qPrintable(name));
            QCOMPARE(svg.count(u"stroke-width"_s), 1);
            QVERIFY2(svg.contains(u"stroke-width=\"1.5\" stroke-linecap=\"round\""_s), qPrintable(name));
            static const QRegularExpression colour(u"#(?!000\")[0-9A-Fa-f]+"_s);
            QVERIFY2(!colour.match(svg).hasMatch(), qPrintable(name));
        }
    }
    void iconsAreDrawnInTheColourAndMirroredWhereTheyPoint()
    {
        const auto drawn = [](ui::Icon icon, Qt::LayoutDirection direction) {
            QImage image(40, 40, QImage::Format_ARGB32_Premultiplied);
            image.fill(Qt::transparent);
            QPainter painter(&image);
            ui::paintIcon(painter, icon, QRectF(0, 0, 40, 40), Qt::red, direction);
            return image;
        };
        QSet<QByteArray> seen;
        for (int i = 0; i <= static_cast<int>(ui::Icon::Warning); ++i) {
            const auto icon = static_cast<ui::Icon>(i);
            const QImage image = drawn(icon, Qt::LeftToRight);
            int inked = 0;
            for (int y = 0; y < 40; ++y) {
                for (int x = 0; x < 40; ++x) {
                    const QColor colour = image.pixelColor(x, y);
                    inked += colour.alpha() > 128 ? 1 : 0;
                    QVERIFY(colour.alpha() == 0 || (colour.green() == 0 && colour.blue() == 0));
                }
            }
            QVERIFY2(inked > 20, qPrintable(QString::number(i)));
            seen.insert(QByteArray(reinterpret_cast<const char *>(image.constBits()), image.sizeInBytes()));
        }
        QVERIFY(seen.size() >= static_cast<qsizetype>(ui::Icon::Warning)); // Check and Sent are one drawing
        const QImage send = drawn(ui::Icon::Send, Qt::RightToLeft);
        const QImage mirrored = drawn(ui::Icon::Send, Qt::LeftToRight).mirrored(true, false);
        for (int y = 0; y < 40; ++y) {
            for (int x = 0; x < 40; ++x) { // edges are smoothed a little differently
                QVERIFY(std::abs(qAlpha(send.pixel(x, y)) - qAlpha(mirrored.pixel(x, y))) < 128);
            }
        }
        QVERIFY(drawn(ui::Icon::Back, Qt::RightToLeft) != drawn(ui::Icon::Back, Qt::LeftToRight));
        QCOMPARE(drawn(ui::Icon::Waiting, Qt::RightToLeft), drawn(ui::Icon::Waiting, Qt::LeftToRight));
    }

    void motionEndsWhereItShouldInTime()
    {
        ui::Theme theme;
        QObject owner;
        ui::Motion motion(theme, &owner);
        QList<int> steps;
        bool isDone = false;
        motion.run(
            0, 300, [&steps](int step) { steps << step; }, [&isDone] { isDone = true; });
        QVERIFY(motion.isRunning());
        QTRY_VERIFY_WITH_TIMEOUT(isDone, 5'000);
        QVERIFY(std::is_sorted(steps.begin(), steps.end()));
        QCOMPARE(steps.constLast(), 300);
        QVERIFY(ui::Motion::kMilliseconds <= 120);
    }
    void reducedMotionIsNoMotion()
    {
        ui::Theme theme;
        theme.setReducedMotion(true);
        QObject owner;
        ui::Motion motion(theme, &owner);
        QList<int> steps;
        bool isDone = false;
        motion.run(
            0, 300, [&steps](int step) { steps << step; }, [&isDone] { isDone = true; });
        QCOMPARE(steps, QList<int>{300});
        QVERIFY(isDone && !motion.isRunning());
    }
    void aNewRunTakesOverFromTheOld()
    {
        ui::Theme theme;
        QObject owner;
        ui::Motion motion(theme, &owner);
        bool isOldDone = false;
        int last = -1;
        motion.run(
            0, 300, [](int) {}, [&isOldDone] { isOldDone = true; });
        motion.run(100, 0, [&last](int step) { last = step; });
        motion.finish();
        QCOMPARE(last, 0);
        QVERIFY(!isOldDone);
    }
};

WARDLINE_UI_TEST_MAIN(LookTest)
#include "look_test.moc"
