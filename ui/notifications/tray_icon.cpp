// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/notifications/tray_icon.h"

#include "core/service/account_session.h"
#include "core/service/lock_service.h"
#include "core/service/room_service.h"
#include "core/service/sign_in_service.h"
#include "ui/kit/icons.h"
#include "ui/kit/palette.h"

#include <QAction>
#include <QApplication>
#include <QEvent>
#include <QMenu>
#include <QPainter>
#include <QPainterPath>
#include <QSystemTrayIcon>

#include <cmath>

namespace wardline::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kSides[] = {16, 22, 24, 32, 48, 64};
constexpr int kSmall = 24; ///< up to this side two digits cannot be read in a mark
constexpr std::chrono::seconds kLookAgain{20};

QPolygonF octagon(const QRectF &box)
{
    const qreal cut = box.width() * 0.293; // equal sides
    return QPolygonF({{box.left() + cut, box.top()},
                      {box.right() - cut, box.top()},
                      {box.right(), box.top() + cut},
                      {box.right(), box.bottom() - cut},
                      {box.right() - cut, box.bottom()},
                      {box.left() + cut, box.bottom()},
                      {box.left(), box.bottom() - cut},
                      {box.left(), box.top() + cut}});
}

QPainterPath insetOctagon(const QRectF &box, qreal by)
{
    QPainterPath path;
    path.addPolygon(octagon(box.adjusted(by, by, -by, -by)));
    path.closeSubpath();
    return path;
}

/// White with a dark edge, and a rim cleared around it: it stands out from the icon, on light panels and dark ones.
void paintMark(QPainter &painter, const QPainterPath &shape, const QColor &edge, qreal rim)
{
    painter.setCompositionMode(QPainter::CompositionMode_Clear);
    painter.strokePath(shape, QPen(Qt::black, 2 * rim, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setCompositionMode(QPainter::CompositionMode_SourceOver);
    painter.fillPath(shape, edge);
    painter.save();
    painter.setClipPath(shape);
    painter.fillPath(shape, Qt::white);
    painter.strokePath(shape, QPen(edge, 2 * rim));
    painter.restore();
}

void paintNumber(QPainter &painter, const QRectF &box, int number, int most, const QColor &ink)
{
    const QString text = number > most ? QString::number(most) + u'+' : QString::number(number);
    QFont font = QApplication::font();
    font.setBold(true);
    font.setPixelSize(std::max(6, qRound(box.height() * (text.size() == 1 ? 0.78 : text.size() == 2 ? 0.6 : 0.42))));
    painter.setFont(font);
    painter.setPen(ink);
    painter.drawText(box, Qt::AlignCenter, text);
}

QPixmap picture(const TrayState &state, const QIcon &base, int side)
{
    QPixmap pixmap(side, side);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    const Palette palette = Palette::light(); // marks bring their own ground: panels have any colour
    const qreal rim = std::max(1.0, side / 20.0);
    QPainterPath shape;
    if (state.kind == TrayState::Kind::Working && state.urgent > 0) {
        // The whole icon: at 16 px a small octagon could not be told from a disc.
        const QRectF whole(0, 0, side, side);
        shape.addPolygon(octagon(whole));
        shape.closeSubpath();
        painter.fillPath(shape, palette.stat);
        painter.strokePath(insetOctagon(whole, 1.5 * rim), QPen(Qt::white, rim));
        paintNumber(painter, whole.adjusted(2 * rim, 2 * rim, -2 * rim, -2 * rim), state.urgent, 99, Qt::white);
        return pixmap;
    }
    painter.setOpacity(state.kind == TrayState::Kind::Working ? 1.0 : 0.65);
    base.paint(&painter, 0, 0, side, side);
    painter.setOpacity(1.0);
    const qreal mark = std::round(side * (side <= kSmall ? 0.72 : 0.6));
    const QRectF box(side - mark, side - mark, mark, mark);
    if (state.kind == TrayState::Kind::Locked) {
        shape.addRoundedRect(box, mark / 5, mark / 5);
        paintMark(painter, shape, palette.text, rim);
        paintIcon(painter, Icon::Lock, box.adjusted(mark / 8, mark / 8, -mark / 8, -mark / 8), palette.text);
    } else if (state.unread > 0) {
        shape.addEllipse(box);
        paintMark(painter, shape, palette.text, rim);
        paintNumber(painter, box, state.unread, side <= kSmall ? 9 : 99, palette.text);
    }
    return pixmap;
}

} // namespace

QIcon trayPicture(const TrayState &state)
{
    const QIcon base = applicationIcon();
    QIcon icon;
    for (const int side : kSides) {
        icon.addPixmap(picture(state, base, side));
    }
    return icon;
}

QString trayWords(const TrayState &state)
{
    switch (state.kind) {
    case TrayState::Kind::SignedOut:
        return TrayIcon::tr("Wardline: nobody is signed in");
    case TrayState::Kind::Locked:
        return TrayIcon::tr("Wardline: locked");
    case TrayState::Kind::Working:
        break;
    }
    if (state.unread == 0) {
        return TrayIcon::tr("Wardline: nothing unread");
    }
    const QString unread = TrayIcon::tr("Wardline: %Ln unread message(s)", nullptr, state.unread);
    return state.urgent > 0
        ? TrayIcon::tr("%1, %Ln urgent", "Wardline: 3 unread messages, 1 urgent", state.urgent).arg(unread)
        : unread;
}

TrayIcon::TrayIcon(service::Workstation &workstation, TimerFactory &timers, QObject *parent)
    : QObject(parent)
    , m_workstation(workstation)
    , m_menu(std::make_unique<QMenu>())
    , m_open(m_menu->addAction(QString()))
    , m_lock(m_menu->addAction(QString()))
    , m_quit(m_menu->addAction(QString()))
    , m_timer(timers.createTimer([this] { show(); }))
{
    m_menu->setObjectName(u"trayMenu"_s);
    m_open->setObjectName(u"trayOpen"_s);
    m_lock->setObjectName(u"trayLock"_s);
    m_quit->setObjectName(u"trayQuit"_s);
    m_menu->installEventFilter(this); // it hears of another language
    translate();
    connect(m_open, &QAction::triggered, this, &TrayIcon::openRequested);
    connect(m_lock, &QAction::triggered, this, [this] { m_workstation.lock().lock(lock::LockReason::User); });
    connect(m_quit, &QAction::triggered, this, &TrayIcon::quitRequested);
    connect(&workstation, &service::Workstation::sessionChanged, this, &TrayIcon::onSessionChanged);
    connect(&workstation.lock(), &service::LockService::locked, this, &TrayIcon::refresh);
    connect(&workstation.lock(), &service::LockService::unlocked, this, &TrayIcon::refresh);
    connect(&workstation.signIn(), &service::SignInService::stateChanged, this, &TrayIcon::refresh,
            Qt::QueuedConnection);
    onSessionChanged(workstation.session());
    show();
}

TrayIcon::~TrayIcon() = default;

void TrayIcon::onSessionChanged(service::AccountSession *session)
{
    m_session = session;
    if (session) {
        connect(&session->rooms(), &service::RoomService::conversationsChanged, this, &TrayIcon::refresh);
    }
    refresh();
}

void TrayIcon::refresh()
{
    TrayState state;
    if (m_workstation.lock().isLocked()) {
        state.kind = TrayState::Kind::Locked;
    } else if (m_session) {
        state.kind = TrayState::Kind::Working;
        const auto conversations = m_session->rooms().conversations();
        for (const model::ConversationSummary &summary : conversations) {
            state.unread += summary.unread;
            state.urgent += summary.urgent;
        }
    }
    m_lock->setEnabled(state.kind == TrayState::Kind::Working);
    if (state != m_state) {
        m_state = state;
        apply();
    }
}

void TrayIcon::apply()
{
    if (m_icon) {
        m_icon->setIcon(trayPicture(m_state));
        m_icon->setToolTip(trayWords(m_state));
    }
}

/// A panel may start after us; then the icon comes then.
void TrayIcon::show()
{
    if (!QSystemTrayIcon::isSystemTrayAvailable()) {
        m_timer->start(kLookAgain);
        return;
    }
    m_icon = std::make_unique<QSystemTrayIcon>();
    m_icon->setContextMenu(m_menu.get());
    connect(m_icon.get(), &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
        if (reason == QSystemTrayIcon::Trigger || reason == QSystemTrayIcon::DoubleClick) {
            Q_EMIT openRequested();
        }
    });
    apply();
    m_icon->show();
}

void TrayIcon::translate()
{
    m_open->setText(tr("&Open Wardline"));
    m_lock->setText(tr("&Lock"));
    m_quit->setText(tr("&Quit"));
    apply();
}

bool TrayIcon::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        translate();
    }
    return QObject::eventFilter(watched, event);
}

} // namespace wardline::ui
