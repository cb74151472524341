// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/fake_timer_factory.h"
#include "core/service/fake_notification_sink.h"
#include "core/service/fake_sound_player.h"
#include "core/service/fake_workstation.h"
#include "core/service/notifier.h"
#include "tests/ui/support/demo_data.h"
#include "ui/kit/alerts.h"
#include "ui/kit/context.h"
#include "ui/kit/language.h"
#include "ui/kit/preferences.h"
#include "ui/kit/theme.h"
#include "ui/shell/main_window.h"

#include <QApplication>
#include <QTemporaryDir>
#include <QtTest>

namespace wardline::test {

/// The real window over fake services and a clock that only the test moves.
class UiRig
{
public:
    /// Sunday, 22 November 2026, 10:53 UTC.
    UiRig()
        : clock(Instant(std::chrono::milliseconds(1795344780000)))
        , timers(clock)
        , workstation(clock)
        , notificationSettings(workstation, {.mostContent = service::NotificationContent::Room})
        , notifier(workstation, notificationSettings, clock, timers,
                   [this] { return window ? window->conversationInView() : model::Jid(); })
        , alerts{notificationSettings, notifier, desktop, sound}
        , language(*qApp)
        , preferences(theme, language, preferencesPath())
        , context{theme, clock, timers, &alerts, &preferences}
    {
        fillWithDemo(workstation, clock);
        preferences.load();
        theme.setScheme(ui::Scheme::Light);
        theme.applyTo(*qApp);
    }
    /// In a folder of this rig alone.
    [[nodiscard]] QString preferencesPath() const { return folder.filePath(QStringLiteral("wardline/window.json")); }

    void show(QSize size = {1240, 780})
    {
        window = std::make_unique<ui::MainWindow>(workstation, context);
        window->resize(size);
        window->show();
        QVERIFY(QTest::qWaitForWindowExposed(window.get()));
        window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(window.get()));
        settle();
    }
    void signIn()
    {
        workstation.fakeSignIn.signInAtOnce();
        settle();
    }
    /// Lets queued work finish and due timers fire.
    void settle(std::chrono::milliseconds time = std::chrono::milliseconds(500))
    {
        for (int i = 0; i < 5; ++i) {
            QCoreApplication::processEvents();
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        }
        timers.advance(time);
        for (int i = 0; i < 5; ++i) {
            QCoreApplication::processEvents();
        }
    }
    template <typename W>
    W *find(const char *name)
    {
        return window->findChild<W *>(QString::fromLatin1(name));
    }
    /// Presses a key where the keyboard is, as a person would.
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QWidget *focus = QApplication::focusWidget();
        QTest::keyClick(focus ? focus : window.get(), key, modifiers);
        settle(std::chrono::milliseconds(0));
    }
    void type(const char *text)
    {
        QWidget *focus = QApplication::focusWidget();
        QTest::keyClicks(focus ? focus : window.get(), QString::fromUtf8(text));
        settle(std::chrono::milliseconds(0));
    }

    QTemporaryDir folder;
    FakeClock clock;
    FakeTimerFactory timers;
    service::FakeWorkstation workstation;
    ui::Theme theme;
    service::FakeNotificationSink desktop;
    service::FakeSoundPlayer sound;
    service::NotificationSettings notificationSettings;
    service::Notifier notifier;
    ui::Alerts alerts;
    ui::Language language;
    ui::Preferences preferences;
    ui::Context context;
    std::unique_ptr<ui::MainWindow> window;
};

} // namespace wardline::test
