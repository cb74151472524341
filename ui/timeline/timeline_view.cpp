// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timeline_view.h"

#include "ui/kit/button.h"
#include "ui/kit/commands.h"
#include "ui/kit/icon_button.h"
#include "ui/kit/metrics.h"
#include "ui/kit/theme.h"
#include "ui/kit/time_words.h"
#include "ui/timeline/row_bar.h"
#include "ui/timeline/timeline_accessible.h"
#include "ui/timeline/timeline_words.h"

#include <QFocusEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>
#include <QShortcut>
#include <QStyle>

#include <algorithm>

namespace wardline::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kLowRow = 48; ///< a low guess of a row's height, to turn screens into counts

} // namespace

TimelineView::TimelineView(const Context &context, QWidget *parent)
    : QAbstractScrollArea(parent)
    , m_context(context)
    , m_measurer(context, m_attachments)
    , m_rows(m_measurer)
    , m_painter(context, m_measurer, m_attachments)
    , m_scroller(*this, m_rows, context.clock)
    , m_selection(m_rows)
    , m_actions(new TimelineActions(context, *this))
    , m_jump(new IconButton(context.theme, Icon::Newest, tr("Jump to the newest message"), viewport()))
    , m_back(new Button(context.theme, Button::Kind::Outlined, tr("Back to where you were"), viewport()))
    , m_bar(new RowBar(context, viewport()))
    , m_readMarker(
          context.timers, [this] { return lastSeen(); },
          [this](model::MessageId id) { m_loader.messages()->markRead(m_loader.conversation(), id); })
    , m_measureTimer(context.timers.createTimer([this] {
        if (m_scroller.measureSome()) {
            measureLater();
        } else {
            fetchAround();
        }
    }))
    , m_highlightTimer(context.timers.createTimer([this] {
        m_highlighted.reset();
        viewport()->update();
    }))
    , m_lateTimer(context.timers.createTimer([this] {
        m_isLate = true;
        sayEmpty();
        viewport()->update();
    }))
    , m_clickTimer(context.timers.createTimer([this] { m_clicks = 0; }))
    , m_dragTimer(context.timers.createTimer([this] { dragTo(viewport()->mapFromGlobal(QCursor::pos())); }))
{
    setObjectName(u"timeline"_s);
    setAccessibleName(tr("Messages"));
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    verticalScrollBar()->setSingleStep(metrics::kSpace32);
    verticalScrollBar()->setBackgroundRole(QPalette::Base); // no strip of another colour where nothing scrolls
    verticalScrollBar()->setAutoFillBackground(true);
    viewport()->setMouseTracking(true);
    viewport()->setBackgroundRole(QPalette::Base);
    viewport()->setAutoFillBackground(true);
    makeFloating();
    connectLoader();
    connect(&m_attachments, &Attachments::learned, this, &TimelineView::onFile);
    connect(&context.theme, &Theme::changed, this, [this] {
        const auto place = stickyAnchor();
        m_rows.changeFonts();
        changed(place);
    });
    QShortcut *toDay = makeShortcut(Command::GoToDay, this);
    toDay->setContext(Qt::WindowShortcut); // also while writing
    connect(toDay, &QShortcut::activated, this, &TimelineView::chooseDate);
}

namespace {

/// What is painted above a row, for who hears it: the day, that something is missing, that it is new.
QString separatorWords(const TimelineRow &row, Instant now)
{
    QStringList words;
    if (row.startsDay) {
        words << dayWords(row.day, now);
    }
    if (row.followsGap) {
        words << gapWords(row.isGapBeingFilled);
    }
    if (row.startsUnread) {
        words << unreadWords();
    }
    return words.isEmpty() ? QString() : words.join(u", "_s) + u". "_s;
}

} // namespace

TimelineView::~TimelineView()
{
    forgetAccessibleRows(*this);
}

void TimelineView::makeFloating()
{
    m_jump->setObjectName(u"jumpToNewest"_s);
    m_jump->setSide(metrics::kPrimaryTarget);
    m_jump->setAutoFillBackground(false);
    m_jump->setEmphasised(true);
    m_jump->setFilled(true);
    m_jump->hide();
    m_back->setObjectName(u"jumpBack"_s);
    m_back->setLeadingIcon(Icon::Back);
    m_back->hide();
    connect(m_jump, &IconButton::clicked, this, &TimelineView::jumpToNewest);
    connect(m_back, &Button::clicked, this, &TimelineView::jumpBack);
    using Action = TimelineActions::Action;
    connect(m_bar, &RowBar::reactChosen, this, [this] { m_actions->run(Action::React, *m_hovered); });
    connect(m_bar, &RowBar::replyChosen, this, [this] { m_actions->run(Action::Reply, *m_hovered); });
    connect(m_bar, &RowBar::moreChosen, this,
            [this] { m_actions->showMenu(*m_hovered, m_bar->mapToGlobal(m_bar->rect().bottomLeft())); });
}

void TimelineView::connectLoader()
{
    connect(&m_loader, &TimelineLoader::replaced, this, &TimelineView::onReplaced);
    connect(&m_loader, &TimelineLoader::olderCame, this, &TimelineView::onOlder);
    connect(&m_loader, &TimelineLoader::newerCame, this, &TimelineView::onNewer);
    connect(&m_loader, &TimelineLoader::refreshed, this, &TimelineView::onRefreshed);
    connect(&m_loader, &TimelineLoader::storedCame, this, &TimelineView::onStored);
    connect(&m_loader, &TimelineLoader::messageCame, this, &TimelineView::onMessage);
    connect(&m_loader, &TimelineLoader::failed, this, [this](const Error &error) {
        m_lateTimer->stop();
        m_isLate = false;
        sayEmpty();
        viewport()->update();
        Q_EMIT failed(error);
    });
    connect(&m_loader, &TimelineLoader::historyChanged, this, [this] {
        if (m_rows.count() == 0) {
            m_loader.jumpTo({}, pageSize());
        } else {
            m_loader.refresh(m_rows.at(0).message.id, m_rows.at(m_rows.count() - 1).message.id, pageSize());
        }
    });
}

// ---- geometry

void TimelineView::updateHead()
{
    const int room = m_context.theme.lineStep(FontRole::Caption) + 2 * metrics::kSpace12;
    m_scroller.setHeadHeight(m_hasContent ? room : 0);
}

QString TimelineView::headWords() const
{
    if (!m_hasContent) {
        return {};
    }
    if (m_loader.isBeingFilled()) {
        return tr("Earlier messages are being fetched …");
    }
    if (m_loader.hasOlder()) {
        return tr("Loading earlier messages …");
    }
    return m_rows.count() == 0 ? QString() : tr("This is where the history kept here begins");
}

int TimelineView::pageSize() const
{
    return std::clamp(4 * viewport()->height() / kLowRow, 40, 200);
}

void TimelineView::relayout()
{
    const auto place = stickyAnchor();
    m_rows.setWidth(viewport()->width(), layoutDirection());
    changed(place);
    fetchAround();
}

// ---- painting

void TimelineView::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    m_paintedRows = 0;
    const int origin = m_scroller.originY();
    if (const QString words = headWords(); !words.isEmpty()) {
        const int height = m_scroller.headHeight();
        m_painter.paintHint(painter, QRect(0, origin - height, viewport()->width(), height), words, FontRole::Caption);
    }
    if (m_rows.count() == 0) {
        if (const QString words = hintWords(); !words.isEmpty()) {
            m_painter.paintHint(painter, viewport()->rect(), words, FontRole::Body);
        }
        return;
    }
    for (int i = m_rows.indexAt(event->rect().top() - origin); i < m_rows.count(); ++i) {
        if (origin + m_rows.topOf(i) > event->rect().bottom()) {
            break;
        }
        if (!m_rows.at(i).fold.isHidden) {
            paintRow(painter, i, event->rect());
            ++m_paintedRows;
        }
    }
}

void TimelineView::paintRow(QPainter &painter, int index, const QRect &clip)
{
    const TimelineRow &row = m_rows.at(index);
    RowLook look;
    look.isCurrent = m_showsCurrent && m_current == row.message.id;
    look.isHighlighted = m_highlighted == row.message.id;
    look.isFollowed = index + 1 < m_rows.count() && !m_rows.at(index + 1).isHead;
    look.selected = m_selection.spanIn(index);
    if (look.isCurrent && row.layout && m_currentPart >= 0
        && m_currentPart < static_cast<int>(row.layout->parts.size())) {
        look.chosen = &row.layout->parts[static_cast<std::size_t>(m_currentPart)];
    }
    if (m_hovered == row.message.id && m_hoveredPart) {
        look.hovered = &*m_hoveredPart;
    }
    m_painter.paint(painter, row, m_scroller.originY() + m_rows.topOf(index), look, clip);
}

void TimelineView::placeFloating()
{
    const bool isNeeded = m_hasContent && (m_loader.hasNewer() || !isAtEnd());
    if (isNeeded) {
        m_jump->setCount(m_newBelow);
        m_jump->setWords(m_newBelow > 0 ? tr("Jump to the newest message, %Ln new", nullptr, m_newBelow)
                                        : tr("Jump to the newest message"));
        const QSize size = m_jump->sizeHint();
        // In the column of the role marks: there it lies over no word and no state.
        constexpr int kMarks = metrics::kSpace16 + metrics::kRoleMark + metrics::kSpace8;
        const QRect corner(std::max(0, (kMarks - size.width()) / 2),
                           viewport()->height() - size.height() - metrics::kSpace8, size.width(), size.height());
        m_jump->setGeometry(QStyle::visualRect(layoutDirection(), viewport()->rect(), corner));
    }
    m_jump->setVisible(isNeeded);
    if (!m_cameFrom.isEmpty()) {
        const QSize back = m_back->sizeHint();
        m_back->setGeometry((viewport()->width() - back.width()) / 2,
                            viewport()->height() - back.height() - metrics::kSpace16, back.width(), back.height());
    }
    m_back->setVisible(!m_cameFrom.isEmpty());
}

// ---- events

void TimelineView::resizeEvent(QResizeEvent *)
{
    leaveRow();
    relayout();
}

void TimelineView::scrollContentsBy(int, int)
{
    m_scroller.settle();
    if (isAtEnd() && !m_loader.hasNewer()) {
        m_newBelow = 0;
    }
    leaveRow();
    placeFloating();
    keepPictures();
    fetchAround();
    measureLater();
    m_readMarker.consider();
}

void TimelineView::showEvent(QShowEvent *event)
{
    QAbstractScrollArea::showEvent(event);
    m_readMarker.consider();
}

bool TimelineView::event(QEvent *event)
{
    if (event->type() == QEvent::WindowActivate) {
        m_readMarker.consider();
    } else if (event->type() == QEvent::LayoutDirectionChange) {
        relayout();
    } else if (event->type() == QEvent::ShortcutOverride) {
        // Escape unmarks first; only then does it leave the messages.
        if (static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape && hasSelection()) {
            event->accept();
            return true;
        }
    }
    return QAbstractScrollArea::event(event);
}

void TimelineView::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    if (event->reason() != Qt::MouseFocusReason && m_rows.count() > 0) {
        const bool isOnItsWay = m_current && m_loader.isReplacing();
        if (!isOnItsWay && (!m_current || !m_rows.indexOf(*m_current))) {
            m_current = m_rows.at(m_rows.indexAt(viewport()->height() - 1 - m_scroller.originY())).message.id;
            m_currentPart = -1;
        }
        m_showsCurrent = true;
    }
    viewport()->update();
}

void TimelineView::focusOutEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusOutEvent(event);
    m_showsCurrent = event->reason() == Qt::PopupFocusReason && m_showsCurrent;
    viewport()->update();
}

QString TimelineView::rowWords(int index) const
{
    const model::Message &message = m_rows.at(index).message;
    const QString before = separatorWords(m_rows.at(index), m_context.clock.now());
    if (const TimelineRow::Fold &fold = m_rows.at(index).fold; fold.count > 0) {
        return before
            + foldedRowWords(m_rows.at(index + 1 - fold.count).message, message, fold.count, fold.isOfMany,
                             m_context.clock.now());
    }
    const QString words = before + messageWords(message, m_context.clock.now());
    const QString concern = m_measurer.concernAbout(message);
    return concern.isEmpty() ? words : words + u", "_s + concern;
}

// ---- reading

/// DESIGN 7: what counts as seen was on the screen of an unlocked window that had the keyboard.
model::MessageId TimelineView::lastSeen() const
{
    if (!m_hasContent || m_rows.count() == 0 || !isVisible() || !window()->isActiveWindow()
        || window()->isMinimized()) {
        return {};
    }
    const int bottom = viewport()->height() - m_scroller.originY();
    int index = m_rows.indexAt(bottom - 1);
    // A row counts when its whole text was to be seen, or as much as fits.
    if (m_rows.topOf(index) + m_rows.at(index).height - metrics::kSpace8 > bottom
        && m_rows.at(index).height < viewport()->height()) {
        --index;
    }
    while (index >= 0 && m_rows.at(index).message.isOwn) {
        --index;
    }
    return index >= 0 ? m_rows.at(index).message.id : model::MessageId();
}

} // namespace wardline::ui
