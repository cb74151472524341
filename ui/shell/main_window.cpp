// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/main_window.h"

#include "core/service/lock_service.h"
#include "core/service/sign_in_service.h"
#include "ui/kit/clipboard.h"
#include "ui/kit/focus_ring.h"
#include "ui/kit/icons.h"
#include "ui/kit/preferences.h"
#include "ui/kit/secret_accessible.h"
#include "ui/kit/theme.h"
#include "ui/lockscreen/lock_page.h"
#include "ui/shell/conversation_view.h"
#include "ui/shell/ribbon.h"
#include "ui/shell/work_view.h"
#include "ui/signin/previous_sign_in.h"
#include "ui/signin/sign_in_view.h"
#include "ui/timeline/timeline_accessible.h"

#include <QApplication>
#include <QLineEdit>
#include <QScreen>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <utility>

namespace wardline::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr std::chrono::seconds kActivityEvery{1};
constexpr QSize kFirstSize{1240, 780};

/// Before the first widget is made: what a screen reader learnt about one it keeps.
const Context &withAccessibility(const Context &context)
{
    installSecretAccessibility();
    installTimelineAccessibility();
    return context;
}

} // namespace

MainWindow::MainWindow(service::Workstation &workstation, const Context &context, WindowMemory memory, QWidget *parent)
    : QWidget(parent)
    , m_context(withAccessibility(context))
    , m_memory(std::move(memory))
    , m_workstation(workstation)
    , m_ribbon(new Ribbon(m_context.theme))
    , m_pages(new QStackedWidget)
    , m_signInView(new SignInView(m_context, workstation.signIn()))
{
    setObjectName(u"mainWindow"_s);
    setWindowTitle(tr("Wardline"));
    setMinimumSize(320, 320);
    if (!m_memory.restore(*this)) {
        resize(kFirstSize.boundedTo(screen()->availableGeometry().size()));
    }
    m_pages->setObjectName(u"pages"_s);
    m_pages->addWidget(m_signInView);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_ribbon);
    column->addWidget(m_pages, 1);
    new FocusRing(m_context.theme, this);

    connect(&workstation, &service::Workstation::sessionChanged, this, &MainWindow::onSessionChanged);
    connect(&workstation.lock(), &service::LockService::locked, this, &MainWindow::onLocked);
    connect(&workstation.lock(), &service::LockService::unlocked, this, &MainWindow::showPage);
    connect(&workstation.lock(), &service::LockService::lockImminent, this, [this](bool imminent) {
        m_isLockImminent = imminent;
        if (m_workView) {
            m_workView->setLockImminent(imminent);
        }
    });
    connect(&workstation.signIn(), &service::SignInService::stateChanged, this,
            [this](model::SignInState state) { m_isGreeted = m_isGreeted && state != model::SignInState::SignedOut; });
    // Also once more when everybody has heard of it: which of session, lock and state changes first is the services'
    // business.
    connect(&workstation.signIn(), &service::SignInService::stateChanged, this, &MainWindow::showPage);
    connect(&workstation.signIn(), &service::SignInService::stateChanged, this, &MainWindow::showPage,
            Qt::QueuedConnection);
    if (m_context.preferences) {
        // Queued: whoever chose is on a page that goes.
        connect(m_context.preferences, &Preferences::pagesOutdated, this, &MainWindow::remakePages,
                Qt::QueuedConnection);
    }
    qApp->installEventFilter(this);
    m_signInView->begin();
    if (service::AccountSession *session = workstation.session()) {
        onSessionChanged(session);
    } else {
        showPage();
    }
}

MainWindow::~MainWindow() = default;

void MainWindow::setRibbon(const QString &words)
{
    m_ribbon->setWords(words);
}

void MainWindow::suggestAccount(const QString &account)
{
    m_signInView->suggestAccount(account);
}

void MainWindow::onSessionChanged(service::AccountSession *session)
{
    if (!session) {
        closeWhatFloats();
        if (m_workView) {
            m_workView->setSession(nullptr);
        }
        clearOwnClipboard();
        m_isLockImminent = false;
        showPage();
        return;
    }
    if (!m_workView) {
        makeWork();
    }
    showPage();
    m_workView->setSession(session);
    greet();
}

/// Once after a sign-in, not at each unlock.
void MainWindow::greet()
{
    if (std::exchange(m_isGreeted, true)) {
        return;
    }
    if (const auto previous = m_workstation.signIn().previousSignIn()) {
        m_workView->say(previousSignInWords(*previous, m_context.clock.now()));
    }
}

void MainWindow::makeWork()
{
    m_workView = new WorkView(m_context, m_workstation);
    m_pages->addWidget(m_workView);
    m_workView->resize(size());
    connect(m_workView, &WorkView::lockChosen, this, [this] { m_workstation.lock().lock(lock::LockReason::User); });
    connect(m_workView, &WorkView::someoneElseChosen, this, [this] { m_workstation.signIn().signOut(); });
}

void MainWindow::onLocked()
{
    closeWhatFloats();
    showPage();
    repaint(); // what was on the screen goes now, not with the next event
}

void MainWindow::showPage()
{
    if (m_workstation.lock().isLocked()) {
        showLock();
    } else if (m_workstation.session() && m_workView) {
        m_pages->setCurrentWidget(m_workView);
        if (m_lockPage) {
            m_lockPage->clear();
        }
    } else if (m_pages->currentWidget() != m_signInView) {
        if (m_lockPage) {
            m_lockPage->clear();
        }
        remakeSignIn();
        m_pages->setCurrentWidget(m_signInView);
        m_signInView->begin();
    }
}

void MainWindow::showLock()
{
    if (!m_lockPage) {
        m_lockPage = new LockPage(m_context, m_workstation.lock());
        m_pages->addWidget(m_lockPage);
        connect(m_lockPage, &LockPage::someoneElse, this, [this] { m_workstation.signIn().signOut(); });
    }
    if (m_pages->currentWidget() != m_lockPage) {
        m_pages->setCurrentWidget(m_lockPage);
        m_lockPage->begin();
    }
}

/// After a change of language or text size. What a page keeps, it keeps the way it does over lock and unlock: drafts,
/// the open conversation and the place in it are the session's; the place in the window and the focus are kept here.
void MainWindow::remakePages()
{
    QWidget *const focus = focusWidget();
    const QString focusName = focus ? focus->objectName() : QString();
    closeWhatFloats();
    m_isSignInOutdated = true;
    if (LockPage *const old = std::exchange(m_lockPage, nullptr)) {
        const bool isShown = m_pages->currentWidget() == old;
        if (isShown) {
            showLock();
        }
        delete old;
    }
    if (WorkView *const old = std::exchange(m_workView, nullptr)) {
        const bool isShown = m_pages->currentWidget() == old;
        const Rail::Place place = old->place();
        old->setSession(nullptr);
        makeWork();
        if (isShown) {
            m_pages->setCurrentWidget(m_workView);
            m_workView->setSession(m_workstation.session());
            m_workView->goToPlace(place);
        }
        delete old;
    }
    if (m_pages->currentWidget() == m_signInView && m_workstation.signIn().state() == model::SignInState::SignedOut) {
        remakeSignIn();
    }
    if (QWidget *next = focusName.isEmpty() ? nullptr : m_pages->currentWidget()->findChild<QWidget *>(focusName)) {
        next->setFocus(Qt::OtherFocusReason);
    }
}

/// The account that was typed stays; secrets are typed again.
void MainWindow::remakeSignIn()
{
    if (!std::exchange(m_isSignInOutdated, false)) {
        return;
    }
    const bool isShown = m_pages->currentWidget() == m_signInView;
    const auto *account = m_signInView->findChild<QLineEdit *>(u"account"_s);
    const QString typed = isShown && account ? account->text() : QString();
    delete std::exchange(m_signInView, new SignInView(m_context, m_workstation.signIn()));
    m_pages->addWidget(m_signInView);
    m_signInView->begin();
    if (auto *next = m_signInView->findChild<QLineEdit *>(u"account"_s); next && !typed.isEmpty()) {
        next->setText(typed);
    }
    if (isShown) {
        m_pages->setCurrentWidget(m_signInView);
    }
}

/// Locking never waits for anybody: menus and dialogs go.
void MainWindow::closeWhatFloats()
{
    while (QWidget *popup = QApplication::activePopupWidget()) {
        popup->close();
    }
    const auto windows = QApplication::topLevelWidgets();
    for (QWidget *widget : windows) {
        const bool isTrayIcon = widget->inherits("QSystemTrayIconSys"); // Qt's own, where trays embed windows
        if (widget != this && !isTrayIcon && widget->isVisible()) {
            widget->close();
        }
    }
}

void MainWindow::bringUp(const model::Jid &conversation)
{
    setWindowState(windowState() & ~Qt::WindowMinimized);
    show();
    raise();
    activateWindow();
    const bool isWorking = m_workView && m_workstation.session() && !m_workstation.lock().isLocked();
    if (isWorking && !conversation.isEmpty()) {
        m_workView->openConversation(conversation);
    }
}

model::Jid MainWindow::conversationInView() const
{
    if (!m_workView || !isActiveWindow() || isMinimized()) {
        return {};
    }
    const ConversationView &view = m_workView->conversationView();
    return view.isVisible() ? view.conversation() : model::Jid();
}

bool MainWindow::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::KeyPress:
    case QEvent::MouseButtonPress:
    case QEvent::MouseMove:
    case QEvent::Wheel:
    case QEvent::TouchBegin: {
        const MonotonicInstant now = m_context.clock.monotonic();
        if (m_isLockImminent || now - m_lastActivity >= kActivityEvery || m_lastActivity == MonotonicInstant()) {
            m_lastActivity = now;
            m_workstation.lock().noteActivity();
        }
        break;
    }
    default:
        break;
    }
    return QWidget::eventFilter(watched, event);
}

void MainWindow::hideEvent(QHideEvent *event)
{
    m_memory.store(*this);
    QWidget::hideEvent(event);
}

void MainWindow::paintEvent(QPaintEvent *event)
{
    QWidget::paintEvent(event);
    if (m_isPainted) {
        return;
    }
    m_isPainted = true;
    QMetaObject::invokeMethod(
        this,
        [this] {
            Q_EMIT firstPagePainted();
            setWindowIcon(applicationIcon()); // drawn from SVG in seven sizes: not before the first page
        },
        Qt::QueuedConnection);
}

} // namespace wardline::ui
