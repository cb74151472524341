// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/workstation.h"
#include "ui/kit/context.h"

#include <QIcon>
#include <QObject>
#include <QString>

#include <memory>

class QAction;
class QMenu;
class QSystemTrayIcon;

namespace wardline::ui {

/// What the tray says. Numbers only, and nothing of a person or a room.
struct TrayState
{
    enum class Kind { SignedOut, Locked, Working };
    Kind kind = Kind::SignedOut;
    int unread = 0;
    int urgent = 0; ///< of the unread, those somebody must answer now
    bool operator==(const TrayState &) const = default;
};

/// The icon with its mark: a disc with the number for unread ones, a padlock while locked; where something is urgent, an
/// octagon with its number instead. Shapes, so that it does not hang on colours.
[[nodiscard]] QIcon trayPicture(const TrayState &state);
/// "Wardline: 3 unread messages, 1 urgent".
[[nodiscard]] QString trayWords(const TrayState &state);

/// The program in the desktop's tray: how much is unread, and the ways to open, lock and quit. Where a desktop has no
/// tray it does nothing; one that comes later is used then. Made after the window, which the workstation outlives. Main
/// thread.
class TrayIcon final : public QObject
{
    Q_OBJECT
public:
    TrayIcon(service::Workstation &workstation, TimerFactory &timers, QObject *parent = nullptr);
    ~TrayIcon() override;

    [[nodiscard]] const TrayState &state() const { return m_state; }
    [[nodiscard]] QMenu &menu() { return *m_menu; }

Q_SIGNALS:
    void openRequested();
    void quitRequested();

private:
    void onSessionChanged(service::AccountSession *session);
    void refresh();
    void apply();
    void show();
    void translate();
    bool eventFilter(QObject *watched, QEvent *event) override;

    service::Workstation &m_workstation;
    service::AccountSession *m_session = nullptr;
    TrayState m_state;
    std::unique_ptr<QMenu> m_menu;
    QAction *m_open;
    QAction *m_lock;
    QAction *m_quit;
    std::unique_ptr<QSystemTrayIcon> m_icon; ///< null while there is no tray
    std::unique_ptr<Timer> m_timer; ///< looks for a tray that came later
};

} // namespace wardline::ui
