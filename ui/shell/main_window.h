// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/workstation.h"
#include "ui/kit/context.h"
#include "ui/shell/window_memory.h"

#include <QWidget>

class QStackedWidget;

namespace wardline::ui {

class LockPage;
class Ribbon;
class SignInView;
class WorkView;

/// The window: sign-in, work or lock page, whichever is true. Its title never says more than the program's name.
///
/// Made once by the application; the workstation and what the context names outlive it. Call Theme::applyTo before
/// making it.
class MainWindow final : public QWidget
{
    Q_OBJECT
public:
    /// `memory` says where the window stood the last time.
    MainWindow(service::Workstation &workstation, const Context &context, WindowMemory memory = WindowMemory(),
               QWidget *parent = nullptr);
    ~MainWindow() override;

    /// What the organisation wants above every page; shown also while locked. Empty: nothing.
    void setRibbon(const QString &words);
    /// Puts an account into the first sign-in page, so that only the proofs are left to give.
    void suggestAccount(const QString &account);
    bool eventFilter(QObject *watched, QEvent *event) override;
    /// Comes to the front with this conversation, while somebody works here; with none, only to the front.
    void bringUp(const model::Jid &conversation);
    /// What the person is looking at: open, visible and in the window that has the keyboard. Empty: nothing.
    [[nodiscard]] model::Jid conversationInView() const;
    /// Null until somebody was signed in.
    [[nodiscard]] WorkView *workView() { return m_workView; }

Q_SIGNALS:
    /// Once: the first page is on the screen and takes input.
    void firstPagePainted();

protected:
    void paintEvent(QPaintEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void onSessionChanged(service::AccountSession *session);
    void makeWork();
    void onLocked();
    void showPage();
    void greet();
    void showWork();
    void showLock();
    void closeWhatFloats();
    void remakePages();
    void remakeSignIn();

    const Context m_context;
    const WindowMemory m_memory;
    service::Workstation &m_workstation;
    Ribbon *m_ribbon;
    QStackedWidget *m_pages;
    SignInView *m_signInView;
    WorkView *m_workView = nullptr;
    LockPage *m_lockPage = nullptr;
    bool m_isPainted = false;
    bool m_isSignInOutdated = false; ///< made in another language
    bool m_isLockImminent = false;
    bool m_isGreeted = false; ///< since this sign-in
    MonotonicInstant m_lastActivity{};
};

} // namespace wardline::ui
