// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/composition/composition.h"
#include "app/hardening/hardening.h"
#include "app/platform/caps_lock.h"
#include "app/platform/connectivity.h"
#include "app/platform/desktop_appearance.h"
#include "app/platform/desktop_notifications.h"
#include "app/platform/sound_output.h"
#include "app/spelling/hunspell_checker.h"
#include "core/service/live/live_workstation.h"
#include "core/service/notifier.h"
#include "ui/kit/alerts.h"
#include "ui/kit/language.h"
#include "ui/kit/preferences.h"
#include "ui/kit/printers.h"
#include "ui/kit/theme.h"
#include "ui/notifications/notification_presenter.h"
#include "ui/notifications/tray_icon.h"
#include "ui/shell/main_window.h"

#include <QApplication>
#include <QDesktopServices>
#include <QCommandLineParser>
#include <QFile>
#include <QFileInfo>
#include <QIcon>
#include <QStandardPaths>

#include <cstdio>
#include <optional>

namespace {

using namespace Qt::StringLiterals;
using namespace wardline;

constexpr std::chrono::seconds kClosingTime{5};
constexpr std::chrono::milliseconds kAfterFirstPage{300};

bool isHardened()
{
    bool isGood = true;
    for (const hardening::Measure &measure : hardening::hardenProcess()) {
        if (measure.isRequired && !measure.isInForce) {
            std::fprintf(stderr, "wardline: %s could not be put in force\n", measure.name.c_str());
            isGood = false;
        }
    }
    return isGood;
}

/// What libraries put into temporary files (the print system does, with a job) belongs into memory, private to this user,
/// and not on a disk. Before any thread is there.
void keepTemporaryFilesInMemory()
{
    const QByteArray runtime = qgetenv("XDG_RUNTIME_DIR");
    if (!runtime.isEmpty() && QFileInfo(QFile::decodeName(runtime)).isWritable()) {
        qputenv("TMPDIR", runtime);
    }
}

/// Look and language of this computer account, needed before anybody signs in.
QString appearancePath()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + u"/wardline/window.json"_s;
}

/// Where the window stood.
QString windowPlacePath()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + u"/wardline/window-place.json"_s;
}

struct Options
{
    app::CompositionOptions composition;
    std::optional<ui::Scheme> scheme;
    QString language;
    QString account;
    bool exitsAfterFirstPaint = false;
};

Options parse(const QApplication &application)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QApplication::translate("wardline", "Secure messenger for care teams"));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption profile(u"profile"_s, QApplication::translate("wardline", "Work with this one profile."),
                                     u"folder"_s);
    const QCommandLineOption policy(
        u"policy"_s, QApplication::translate("wardline", "An additional policy; it may only tighten."), u"file"_s);
    const QCommandLineOption ca(u"ca"_s, QApplication::translate("wardline", "Certificate authorities for the relay."),
                                u"file"_s);
    const QCommandLineOption scheme(u"theme"_s, QApplication::translate("wardline", "light, dark, contrast or system."),
                                    u"name"_s);
    const QCommandLineOption language(u"language"_s, QApplication::translate("wardline", "en or es."), u"code"_s);
    const QCommandLineOption account(
        u"account"_s, QApplication::translate("wardline", "Fills in who signs in."), u"address"_s);
    QCommandLineOption firstPaint(u"exit-after-first-paint"_s);
    firstPaint.setFlags(QCommandLineOption::HiddenFromHelp); // for measuring the start
    parser.addOptions({profile, policy, ca, scheme, language, account, firstPaint});
    parser.process(application);
    Options options;
    options.composition = {parser.value(profile), parser.value(policy), parser.value(ca)};
    options.scheme = ui::schemeFromName(parser.value(scheme));
    options.language = parser.value(language);
    options.account = parser.value(account);
    options.exitsAfterFirstPaint = parser.isSet(firstPaint);
    return options;
}

QString problemWords(const Error &error)
{
    const app::CompositionError code = error.as<app::CompositionError>().value_or(app::CompositionError::PolicyInvalid);
    switch (code) {
    case app::CompositionError::PolicyInvalid:
        return QApplication::translate("wardline", "Wardline cannot start: the policy cannot be used.\n%1")
            .arg(error.detail());
    case app::CompositionError::PolicyForbids:
        return QApplication::translate("wardline", "Wardline cannot start: not permitted by policy.\n%1")
            .arg(error.detail());
    case app::CompositionError::BadAuthorityFile:
        return QApplication::translate("wardline", "Wardline cannot start: there is no certificate in %1.")
            .arg(error.detail());
    }
    return {};
}

} // namespace

int main(int argc, char *argv[])
{
    if (!isHardened()) {
        return 1;
    }
    keepTemporaryFilesInMemory();
    QApplication application(argc, argv);
    QApplication::setApplicationName(u"wardline"_s);
    QApplication::setApplicationDisplayName(u"Wardline"_s);
    QApplication::setApplicationVersion(QStringLiteral(WARDLINE_VERSION));
    QApplication::setDesktopFileName(u"wardline"_s);
    QApplication::setQuitOnLastWindowClosed(false);
    ui::Language language(application);
    ui::Theme theme;
    ui::Preferences preferences(theme, language, appearancePath());
    preferences.load();

    const Options options = parse(application);
    auto composition = app::Composition::create(options.composition);
    if (!composition) {
        std::fprintf(stderr, "%s\n", qPrintable(problemWords(composition.error())));
        return 1;
    }
    service::Environment &environment = (*composition)->environment();
    service::LiveWorkstation workstation(environment);
    if (preferences.fileProblem() != ui::AppearanceFileProblem::None) {
        std::fprintf(stderr, "wardline: %s cannot be used, the defaults hold\n", qPrintable(preferences.path()));
    }
    preferences.overrideWith(options.scheme, options.language);
    preferences.fixBy(workstation.policy());
    theme.applyTo(application);
    platform::DesktopAppearance appearance;
    QObject::connect(&appearance, &platform::DesktopAppearance::prefersDarkChanged, &theme,
                     &ui::Theme::setDesktopPrefersDark);
    QObject::connect(&appearance, &platform::DesktopAppearance::wantsContrastChanged, &theme,
                     &ui::Theme::setDesktopWantsContrast);
    QObject::connect(&appearance, &platform::DesktopAppearance::reducesMotionChanged, &theme,
                     &ui::Theme::setDesktopReducesMotion);
    appearance.watch();

    platform::Connectivity connectivity;
    QObject::connect(&connectivity, &platform::Connectivity::mayBeBack, &workstation,
                     &service::LiveWorkstation::checkConnection);

    const auto sound = platform::makeSoundOutput(environment.timers);
    const auto desktop = platform::makeDesktopNotifications();
    service::NotificationSettings notificationSettings(workstation, app::notificationLimitsFromPolicy((*composition)->policy()));
    ui::MainWindow *front = nullptr; // the window below, while it is there
    service::Notifier notifier(workstation, notificationSettings, environment.clock, environment.timers,
                               [&front] { return front ? front->conversationInView() : model::Jid(); });
    const ui::Alerts alerts {notificationSettings, notifier, *desktop, *sound};
    ui::NotificationPresenter presenter(notifier, *desktop, *sound);

    app::HunspellChecker spelling;
    ui::SystemPrinters printers;
    ui::MainWindow window(workstation,
                          {.theme = theme,
                           .clock = environment.clock,
                           .timers = environment.timers,
                           .alerts = &alerts,
                           .preferences = &preferences,
                           .capsLock = platform::isCapsLockOn,
                           .printers = &printers,
                           .spelling = &spelling,
                           .openLink = [](const QUrl &url) { QDesktopServices::openUrl(url); }},
                          ui::WindowMemory(windowPlacePath()));
    front = &window;
    QObject::connect(&presenter, &ui::NotificationPresenter::openRequested, &window, &ui::MainWindow::bringUp);
    // What nobody waits for before the first page: an icon that is drawn from SVG in several sizes, and other programs
    // that have to be asked. Without a relay there is nothing yet that could come back.
    std::unique_ptr<ui::TrayIcon> tray;
    const std::unique_ptr<Timer> later = environment.timers.createTimer([&] {
        connectivity.watch();
        tray = std::make_unique<ui::TrayIcon>(workstation, environment.timers);
        QObject::connect(tray.get(), &ui::TrayIcon::openRequested, &window, [&window] { window.bringUp({}); });
        QObject::connect(tray.get(), &ui::TrayIcon::quitRequested, &window, &QWidget::close);
    });
    QObject::connect(&window, &ui::MainWindow::firstPagePainted, &application, [&later] { later->start(kAfterFirstPage); });
    window.setRibbon((*composition)->policy().banner.value);
    window.suggestAccount(options.account);
    if (options.exitsAfterFirstPaint) {
        QObject::connect(&window, &ui::MainWindow::firstPagePainted, &application, &QCoreApplication::quit,
                         Qt::QueuedConnection);
    }
    // Closing the window closes everything of the person, in order, before the process ends; at the latest after a few
    // seconds.
    const std::unique_ptr<Timer> patience = environment.timers.createTimer([] { QCoreApplication::quit(); });
    QObject::connect(&application, &QGuiApplication::lastWindowClosed, &workstation, [&workstation, &patience] {
        patience->start(kClosingTime);
        workstation.suspend([] { QCoreApplication::quit(); });
    });
    window.show();
    const int outcome = QCoreApplication::exec();
    front = nullptr;
    return outcome;
}
