// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timeline_view.h"

#include "ui/kit/icon_button.h"
#include "ui/kit/metrics.h"
#include "ui/kit/theme.h"
#include "ui/timeline/timeline_accessible.h"
#include "ui/timeline/timeline_words.h"

#include <QFocusEvent>
#include <QPainter>
#include <QScrollBar>
#include <QStyle>

namespace wardline::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kLowRow = 48; ///< a low guess of a row's height, to turn screens into counts
constexpr int kEndSlack = 4;
constexpr int kBottomPadding = metrics::kSpace12;

} // namespace

TimelineView::TimelineView(const Context &context, QWidget *parent)
    : QAbstractScrollArea(parent)
    , m_context(context)
    , m_rows(context.theme)
    , m_painter(context, m_rows)
    , m_jump(new IconButton(context.theme, Icon::Newest, tr("Jump to the newest message"), viewport()))
    , m_readMarker(
          context.timers, [this] { return lastSeen(); },
          [this](model::MessageId id) { m_loader.messages()->markRead(m_loader.conversation(), id); })
{
    setObjectName(u"timeline"_s);
    setAccessibleName(tr("Messages"));
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    viewport()->setMouseTracking(true);
    viewport()->setBackgroundRole(QPalette::Base);
    viewport()->setAutoFillBackground(true);
    m_jump->setObjectName(u"jumpToNewest"_s);
    m_jump->setSide(metrics::kPrimaryTarget);
    m_jump->setAutoFillBackground(false);
    m_jump->setEmphasised(true);
    m_jump->setFilled(true);
    m_jump->hide();
    verticalScrollBar()->setSingleStep(metrics::kSpace32);
    connect(m_jump, &IconButton::clicked, this, &TimelineView::jumpToNewest);
    connect(&m_loader, &TimelineLoader::replaced, this, &TimelineView::onReplaced);
    connect(&m_loader, &TimelineLoader::olderCame, this, &TimelineView::onOlder);
    connect(&m_loader, &TimelineLoader::newerCame, this, &TimelineView::onNewer);
    connect(&m_loader, &TimelineLoader::storedCame, this, &TimelineView::onStored);
    connect(&m_loader, &TimelineLoader::messageCame, this, &TimelineView::onMessage);
    connect(&m_loader, &TimelineLoader::failed, this, &TimelineView::failed);
    connect(&m_loader, &TimelineLoader::historyChanged, this, [this] {
        if (m_rows.count() == 0) {
            m_loader.jumpTo({}, pageSize());
        } else {
            m_loader.refreshOlder(m_rows.at(0).message.id, pageSize());
        }
    });
    connect(&context.theme, &Theme::changed, this, [this] {
        m_rows.measureAll();
        relayout();
    });
}

TimelineView::~TimelineView()
{
    forgetAccessibleRows(*this);
}

void TimelineView::open(service::MessageService &messages, const model::Jid &conversation)
{
    clearContent();
    m_loader.open(messages, conversation, pageSize());
}

void TimelineView::clearContent()
{
    m_loader.close();
    m_readMarker.reset();
    forgetAccessibleRows(*this);
    m_rows.clear();
    m_current.reset();
    m_newBelow = 0;
    m_hasContent = false;
    m_showsCurrent = false;
    updateRange();
    placeJump();
    viewport()->update();
}

void TimelineView::jumpTo(model::MessageId id)
{
    m_current = id;
    m_showsCurrent = true;
    if (const auto index = m_rows.indexOf(id)) {
        showRow(*index);
        viewport()->update();
    } else {
        m_loader.jumpTo(id, pageSize());
    }
}

void TimelineView::jumpToNewest()
{
    m_current.reset();
    m_newBelow = 0;
    if (m_loader.hasNewer()) {
        m_loader.jumpTo({}, pageSize());
    } else {
        scrollTo(verticalScrollBar()->maximum());
    }
    placeJump();
}

// ---- what the loader brings
// ----------------------------------------------------------------------------------------------------

void TimelineView::onReplaced(const QList<model::Message> &messages, model::MessageId focus, model::MessageId unread)
{
    forgetAccessibleRows(*this);
    m_hasContent = true;
    m_rows.setWidth(viewport()->width(), layoutDirection());
    m_rows.replace(messages, unread);
    updateRange();
    const auto index = focus.isValid() ? m_rows.indexOf(focus) : std::nullopt;
    if (index) {
        scrollTo(headHeight() + m_rows.topOf(*index) - viewport()->height() / 4);
    } else {
        scrollTo(verticalScrollBar()->maximum());
        m_newBelow = 0;
    }
    viewport()->update();
    fetchAround();
    placeJump();
    m_readMarker.consider();
}

void TimelineView::onOlder(const QList<model::Message> &messages)
{
    const auto place = anchor();
    m_rows.prepend(messages);
    updateRange();
    restore(place);
    trim(false);
    viewport()->update();
    if (!messages.isEmpty()) {
        fetchAround();
    }
}

void TimelineView::onNewer(const QList<model::Message> &messages)
{
    const auto place = anchor();
    m_rows.append(messages);
    updateRange();
    restore(place);
    trim(true);
    viewport()->update();
    if (!messages.isEmpty()) {
        fetchAround();
    }
    m_readMarker.consider();
}

void TimelineView::onStored(const QList<model::Message> &messages)
{
    const bool wasAtEnd = isAtEnd() && !m_loader.hasNewer();
    const auto place = anchor();
    const bool mayAppend = !m_loader.hasNewer();
    const int added = m_rows.merge(messages, mayAppend);
    int fromOthers = 0;
    bool hasOwn = false;
    for (const model::Message &message : messages) {
        fromOthers += message.isOwn ? 0 : 1;
        hasOwn = hasOwn || message.isOwn;
        if (m_rows.count() > 0 && message.id < m_rows.at(0).message.id) {
            m_loader.noteTrimmedOlder();
        }
    }
    updateRange();
    if (wasAtEnd || (hasOwn && added > 0)) {
        scrollTo(verticalScrollBar()->maximum());
        trim(true);
    } else {
        restore(place);
        m_newBelow += mayAppend ? std::min(added, fromOthers) : fromOthers;
    }
    if (added > 0) {
        announceNewRow(*this, m_rows.count() - 1);
    }
    placeJump();
    viewport()->update();
    fetchAround();
    m_readMarker.consider();
}

void TimelineView::onMessage(const model::Message &message)
{
    const bool wasAtEnd = isAtEnd();
    const auto place = anchor();
    if (!m_rows.update(message)) {
        return;
    }
    updateRange();
    if (wasAtEnd) {
        scrollTo(verticalScrollBar()->maximum());
    } else {
        restore(place);
    }
    viewport()->update();
}

// ---- geometry
// ------------------------------------------------------------------------------------------------------------------

int TimelineView::headHeight() const
{
    return m_hasContent ? m_context.theme.lineStep(FontRole::Caption) + 2 * metrics::kSpace12 : 0;
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

int TimelineView::originY() const
{
    const int content = headHeight() + m_rows.totalHeight() + kBottomPadding;
    const int lift =
        std::max(0, viewport()->height() - content); // short content stands at the bottom, next to the composer
    return headHeight() + lift - verticalScrollBar()->value();
}

QRect TimelineView::rowRect(int index) const
{
    return {0, originY() + m_rows.topOf(index), viewport()->width(), m_rows.at(index).height};
}

bool TimelineView::isAtEnd() const
{
    return verticalScrollBar()->value() >= verticalScrollBar()->maximum() - kEndSlack;
}

int TimelineView::pageSize() const
{
    return std::clamp(4 * viewport()->height() / kLowRow, 40, 200);
}

std::optional<TimelineView::Anchor> TimelineView::anchor() const
{
    if (m_rows.count() == 0) {
        return std::nullopt;
    }
    const int index = m_rows.indexAt(-originY());
    return Anchor{m_rows.at(index).message.id, rowRect(index).top()};
}

void TimelineView::restore(const std::optional<Anchor> &anchor)
{
    if (!anchor) {
        return;
    }
    if (const auto index = m_rows.indexOf(anchor->id)) {
        scrollTo(headHeight() + m_rows.topOf(*index) - anchor->offset);
    }
}

void TimelineView::updateRange()
{
    const int content = m_hasContent ? headHeight() + m_rows.totalHeight() + kBottomPadding : 0;
    const QSignalBlocker quiet(verticalScrollBar());
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setRange(0, std::max(0, content - viewport()->height()));
}

void TimelineView::scrollTo(int value)
{
    const QSignalBlocker quiet(verticalScrollBar());
    verticalScrollBar()->setValue(value);
    verticalScrollBar()->update();
    viewport()->update();
}

void TimelineView::relayout()
{
    const bool wasAtEnd = isAtEnd();
    const auto place = anchor();
    m_rows.setWidth(viewport()->width(), layoutDirection());
    updateRange();
    if (wasAtEnd) {
        scrollTo(verticalScrollBar()->maximum());
    } else {
        restore(place);
    }
    placeJump();
    viewport()->update();
    fetchAround();
}

void TimelineView::fetchAround()
{
    if (!m_hasContent || m_rows.count() == 0 || viewport()->height() <= 0) {
        return;
    }
    const int screen = viewport()->height();
    const int above = -originY();
    const int below = m_rows.totalHeight() - above - screen;
    if (above < 2 * screen) {
        m_loader.loadOlder(m_rows.at(0).message.id, pageSize());
    }
    if (below < 2 * screen) {
        m_loader.loadNewer(m_rows.at(m_rows.count() - 1).message.id, pageSize());
    }
}

/// Gives up rows farther than five screens away at one end, so that the stretch stays bounded however far one scrolls.
void TimelineView::trim(bool atStart)
{
    const int limit = 5 * std::max(viewport()->height(), 200);
    const auto place = anchor();
    int drop = 0;
    if (atStart) {
        const int start = -originY() - limit;
        while (drop < m_rows.count() - 1 && m_rows.topOf(drop) + m_rows.at(drop).height < start) {
            ++drop;
        }
        if (drop > 0) {
            m_rows.removeFirst(drop);
            m_loader.noteTrimmedOlder();
        }
    } else {
        const int end = -originY() + viewport()->height() + limit;
        while (drop < m_rows.count() - 1 && m_rows.topOf(m_rows.count() - 1 - drop) > end) {
            ++drop;
        }
        if (drop > 0) {
            m_rows.removeLast(drop);
            m_loader.noteTrimmedNewer();
        }
    }
    if (drop > 0) {
        updateRange();
        restore(place);
    }
}

// ---- painting
// ------------------------------------------------------------------------------------------------------------------

void TimelineView::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    m_paintedRows = 0;
    const int origin = originY();
    if (const QString words = headWords(); !words.isEmpty()) {
        m_painter.paintHint(painter, QRect(0, origin - headHeight(), viewport()->width(), headHeight()), words,
                            FontRole::Caption);
    }
    if (m_rows.count() == 0) {
        if (m_hasContent) {
            m_painter.paintHint(painter, viewport()->rect(), tr("No messages yet. Write the first one below."),
                                FontRole::Body);
        }
        return;
    }
    for (int i = m_rows.indexAt(event->rect().top() - origin); i < m_rows.count(); ++i) {
        const int y = origin + m_rows.topOf(i);
        if (y > event->rect().bottom()) {
            break;
        }
        const bool isCurrent = m_showsCurrent && m_current == m_rows.at(i).message.id;
        m_painter.paint(painter, i, y, isCurrent, layoutDirection());
        ++m_paintedRows;
    }
}

void TimelineView::placeJump()
{
    const bool isNeeded = m_hasContent && (m_loader.hasNewer() || !isAtEnd());
    m_jump->setCount(m_newBelow);
    m_jump->setWords(m_newBelow > 0 ? tr("Jump to the newest message, %n new", nullptr, m_newBelow)
                                    : tr("Jump to the newest message"));
    const QRect corner(viewport()->width() - m_jump->sizeHint().width() - metrics::kSpace16,
                       viewport()->height() - m_jump->sizeHint().height() - metrics::kSpace16,
                       m_jump->sizeHint().width(), m_jump->sizeHint().height());
    m_jump->setGeometry(QStyle::visualRect(layoutDirection(), viewport()->rect(), corner));
    m_jump->setVisible(isNeeded);
}

// ---- events
// --------------------------------------------------------------------------------------------------------------------

void TimelineView::resizeEvent(QResizeEvent *)
{
    relayout();
}

void TimelineView::scrollContentsBy(int, int)
{
    if (isAtEnd() && !m_loader.hasNewer()) {
        m_newBelow = 0;
    }
    placeJump();
    viewport()->update();
    fetchAround();
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
    }
    return QAbstractScrollArea::event(event);
}

void TimelineView::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    if (event->reason() != Qt::MouseFocusReason && m_rows.count() > 0) {
        if (!m_current || !m_rows.indexOf(*m_current)) {
            m_current = m_rows.at(m_rows.indexAt(viewport()->height() - 1 - originY())).message.id;
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
    return messageWords(m_rows.at(index).message, m_context.clock.now());
}

// ---- reading
// -------------------------------------------------------------------------------------------------------------------

/// DESIGN 7: what counts as seen was on the screen of an unlocked window that had the keyboard.
model::MessageId TimelineView::lastSeen() const
{
    if (!m_hasContent || m_rows.count() == 0 || !isVisible() || !window()->isActiveWindow()
        || window()->isMinimized()) {
        return {};
    }
    const int bottom = viewport()->height() - originY();
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
