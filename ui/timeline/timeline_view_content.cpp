// SPDX-License-Identifier: GPL-3.0-or-later
// What a timeline shows: opening, jumping, what the loader brings, staying bounded. The rest of the class is in
// timeline_view.cpp.
#include "ui/timeline/timeline_view.h"

#include "ui/kit/button.h"
#include "ui/timeline/timeline_accessible.h"

#include <QToolTip>

#include <algorithm>

namespace wardline::ui {

using service::MessagePage;

namespace {

// Input, answers and paints come in between.
constexpr std::chrono::milliseconds kSoon{8}; ///< what is seen is not complete
constexpr std::chrono::milliseconds kLater{16}; ///< only what is around it
constexpr std::chrono::milliseconds kHighlight{2'000};
constexpr qsizetype kMostJumps = 20;
constexpr std::chrono::seconds kLate{1};

} // namespace

void TimelineView::open(service::MessageService &messages, const model::Jid &conversation)
{
    clearContent();
    m_attachments.open(messages);
    m_loader.open(messages, conversation, pageSize());
    m_lateTimer->start(kLate);
    refreshProtection();
}

void TimelineView::refreshProtection()
{
    if (m_loader.messages() == nullptr) {
        return;
    }
    const service::ConversationEncryption encryption = m_loader.messages()->encryption(m_loader.conversation());
    const bool isEncrypted = encryption.state == model::EncryptionState::EndToEnd;
    if (m_measurer.setProtection(isEncrypted, encryption.takesCertifiedOnly) && m_rows.count() > 0) {
        m_rows.invalidateAll();
        relayout();
    }
}

void TimelineView::clearContent()
{
    m_returning.reset();
    m_actions->close();
    QToolTip::hideText();
    m_loader.close();
    m_attachments.clear();
    m_readMarker.reset();
    m_measureTimer->stop();
    m_highlightTimer->stop();
    m_dragTimer->stop();
    forgetAccessibleRows(*this);
    m_selection.clear();
    m_rows.clear();
    m_current.reset();
    m_currentPart = -1;
    m_highlighted.reset();
    m_cameFrom.clear();
    m_firstUnread = {};
    m_pressed.reset();
    m_isDragging = false;
    m_newBelow = 0;
    m_hasContent = false;
    m_lateTimer->stop();
    m_isLate = false;
    m_showsCurrent = false;
    leaveRow();
    updateHead();
    changed(TimelineScroller::end());
}

// ---- jumping

void TimelineView::jumpTo(model::MessageId id)
{
    if (const auto index = m_rows.indexOf(id)) {
        id = m_rows.at(m_rows.shownFor(*index)).message.id;
    }
    m_current = id;
    m_currentPart = -1;
    m_showsCurrent = hasFocus();
    highlight(id);
    if (const auto index = m_rows.indexOf(id)) {
        const QRect row = rowRect(*index);
        const bool isSeen = !m_rows.needsMeasure(*index) && row.top() >= 0 && row.bottom() <= viewport()->height();
        if (!isSeen) {
            changed({.id = id, .offset = viewport()->height() / 4, .isEnd = false});
            fetchAround();
        }
        viewport()->update();
    } else {
        m_loader.jumpTo(id, pageSize());
    }
}

void TimelineView::jumpFrom(model::MessageId from, model::MessageId to)
{
    if (to.isValid()) {
        m_cameFrom.append(from);
        m_cameFrom = m_cameFrom.last(std::min(m_cameFrom.size(), kMostJumps));
        jumpTo(to);
        placeFloating();
    }
}

void TimelineView::jumpBack()
{
    if (!m_cameFrom.isEmpty()) {
        const bool hadKeyboard = m_back->hasFocus();
        jumpTo(m_cameFrom.takeLast());
        placeFloating();
        if (hadKeyboard) {
            setFocus(Qt::OtherFocusReason);
        }
    }
}

void TimelineView::jumpToNewest()
{
    m_current.reset();
    m_currentPart = -1;
    m_newBelow = 0;
    m_cameFrom.clear();
    if (m_loader.hasNewer()) {
        m_loader.jumpTo({}, pageSize());
    } else {
        changed(TimelineScroller::end());
    }
    placeFloating();
}

void TimelineView::jumpToUnread()
{
    if (m_firstUnread.isValid()) {
        jumpTo(m_firstUnread);
    }
}

/// No movement, nothing that flashes: the row has another colour for a moment.
void TimelineView::highlight(model::MessageId id)
{
    m_highlighted = id;
    m_highlightTimer->start(kHighlight);
}

// ---- what the loader brings

TimelineScroller::Anchor TimelineView::stickyAnchor() const
{
    return isAtEnd() && !m_loader.hasNewer() ? TimelineScroller::end() : m_scroller.anchor();
}

void TimelineView::changed(const TimelineScroller::Anchor &place)
{
    updateHead();
    noteClearText();
    sayEmpty();
    m_scroller.hold(place);
    placeFloating();
    keepPictures();
    m_measureTimer->stop(); // this turn has done its part
    measureLater();
}

/// Who reads here is told above the messages, too.
void TimelineView::noteClearText()
{
    bool isAny = false;
    for (int i = 0; i < m_rows.count() && !isAny; ++i) {
        isAny = m_measurer.isClearText(m_rows.at(i).message);
    }
    if (isAny != m_showsClearText) {
        m_showsClearText = isAny;
        Q_EMIT clearTextShown();
    }
}

void TimelineView::setMayWrite(bool mayWrite)
{
    if (mayWrite != m_mayWrite) {
        m_mayWrite = mayWrite;
        sayEmpty();
        viewport()->update();
    }
}

/// What stands where no message is; empty where there is one, or while it is not late.
QString TimelineView::hintWords() const
{
    if (!m_hasContent) {
        return m_isLate ? tr("The messages are being loaded …") : QString();
    }
    if (m_rows.count() > 0) {
        return {};
    }
    return m_mayWrite ? tr("No messages yet. Write the first one below.")
                      : tr("No messages yet. You can read here what others write.");
}

void TimelineView::sayEmpty()
{
    const QString hint = hintWords();
    const QString words = hint.isEmpty() && m_loader.isBeingFilled() ? headWords() : hint;
    if (words != accessibleDescription()) {
        setAccessibleDescription(words);
    }
}

void TimelineView::onReplaced(const MessagePage &page, model::MessageId focus, model::MessageId unread)
{
    forgetAccessibleRows(*this);
    m_selection.clear();
    leaveRow();
    m_hasContent = true;
    m_lateTimer->stop();
    m_isLate = false;
    if (unread.isValid()) {
        m_firstUnread = unread;
    }
    m_rows.setWidth(viewport()->width(), layoutDirection());
    m_rows.replace(page.messages, page.gaps, m_firstUnread);
    if (focus.isValid() && m_rows.firstFrom(focus) < m_rows.count()) {
        const bool isReturning = m_returning && m_returning->id == focus;
        changed(isReturning
                    ? *m_returning
                    : TimelineScroller::Anchor{.id = focus, .offset = viewport()->height() / 4, .isEnd = false});
    } else {
        m_newBelow = 0;
        changed(TimelineScroller::end());
    }
    m_returning.reset();
    fetchAround();
    m_readMarker.consider();
}

std::optional<TimelineScroller::Anchor> TimelineView::place() const
{
    if (m_returning) {
        return m_returning;
    }
    const bool isFollowing = isAtEnd() && !m_loader.hasNewer();
    const TimelineScroller::Anchor anchor = m_scroller.anchor();
    return isFollowing || !anchor.id.isValid() ? std::nullopt : std::optional(anchor);
}

void TimelineView::returnTo(const TimelineScroller::Anchor &place)
{
    m_returning = place;
    m_loader.jumpTo(place.id, pageSize());
}

void TimelineView::onOlder(const MessagePage &page)
{
    const auto place = m_scroller.anchor();
    const bool isEmpty = page.messages.isEmpty();
    m_rows.put(page.messages, {.mayExtendStart = true, .mayExtendEnd = false});
    if (!isEmpty) {
        m_rows.setGaps(page.messages.first().id, page.messages.last().id, page.gaps);
    }
    changed(place);
    trim(false);
    if (!isEmpty) {
        fetchAround();
    }
}

void TimelineView::onNewer(const MessagePage &page)
{
    const auto place = m_loader.isCatchingUp() && isAtEnd() ? TimelineScroller::end() : m_scroller.anchor();
    const bool isEmpty = page.messages.isEmpty();
    m_rows.put(page.messages, {.mayExtendStart = false, .mayExtendEnd = true});
    if (!isEmpty) {
        m_rows.setGaps(page.messages.first().id, page.messages.last().id, page.gaps);
    }
    changed(place);
    trim(true);
    if (!isEmpty) {
        fetchAround();
    }
    m_readMarker.consider();
}

void TimelineView::onRefreshed(const MessagePage &page)
{
    const auto place = stickyAnchor();
    m_rows.put(page.messages, {});
    m_rows.setGaps(page.messages.first().id, page.messages.last().id, page.gaps);
    changed(place);
    trim(true);
    trim(false);
}

void TimelineView::onStored(const QList<model::Message> &messages)
{
    const bool mayAppend = !m_loader.hasNewer();
    auto place = stickyAnchor();
    const int added = m_rows.put(messages, {.mayExtendStart = m_rows.count() == 0, .mayExtendEnd = mayAppend});
    int fromOthers = 0;
    for (const model::Message &message : messages) {
        fromOthers += message.isOwn ? 0 : 1;
        if (message.isOwn && added > 0) {
            place = TimelineScroller::end();
        }
        if (m_rows.count() > 0 && message.id < m_rows.at(0).message.id) {
            m_loader.noteTrimmedOlder();
        }
    }
    changed(place);
    if (!place.isEnd) {
        m_newBelow += mayAppend ? std::min(added, fromOthers) : fromOthers;
    }
    trim(true);
    trim(false);
    if (added > 0) {
        announceNewRow(*this, m_rows.count() - 1);
    }
    placeFloating();
    fetchAround();
    m_readMarker.consider();
}

void TimelineView::onMessage(const model::Message &message)
{
    const auto place = stickyAnchor();
    if (m_rows.update(message)) {
        changed(place);
        const auto index = m_rows.indexOf(message.id);
        if (index && viewport()->rect().intersects(rowRect(*index))) {
            announceChangedRow(*this, *index);
        }
    }
}

void TimelineView::onFile(model::MessageId id)
{
    if (const auto index = m_rows.indexOf(id)) {
        const auto place = stickyAnchor();
        m_rows.invalidate(*index);
        changed(place);
    }
}

// ---- staying bounded

void TimelineView::fetchAround()
{
    if (!m_hasContent || m_rows.count() == 0 || viewport()->height() <= 0) {
        return;
    }
    const int screen = viewport()->height();
    const int above = -m_scroller.originY();
    const int below = m_rows.totalHeight() - above - screen;
    if (above < 2 * screen) {
        m_loader.loadOlder(m_rows.at(0).message.id, pageSize());
    }
    if (below < 2 * screen) {
        m_loader.loadNewer(m_rows.at(m_rows.count() - 1).message.id, pageSize());
    }
}

/// Gives up rows that are far away at one end, so that the stretch stays bounded however far one scrolls. Marked text
/// is kept, which bounds itself.
void TimelineView::trim(bool atStart)
{
    int drop = m_scroller.farRows(atStart);
    if (!m_selection.isEmpty()) {
        const int kept =
            atStart ? m_rows.firstFrom(m_selection.first()) : m_rows.count() - 1 - m_rows.firstFrom(m_selection.last());
        drop = std::clamp(drop, 0, std::max(0, kept));
    }
    if (drop <= 0) {
        return;
    }
    const auto place = stickyAnchor();
    if (atStart) {
        m_rows.removeFirst(drop);
        m_loader.noteTrimmedOlder();
    } else {
        m_rows.removeLast(drop);
        m_loader.noteTrimmedNewer();
    }
    m_scroller.hold(place.isEnd && !atStart ? m_scroller.anchor() : place);
}

void TimelineView::measureLater()
{
    if (!m_measureTimer->isActive() && m_scroller.hasWork()) {
        m_measureTimer->start(m_scroller.isOwing() ? kSoon : kLater);
    }
}

/// Pictures a screen away are given up again.
void TimelineView::keepPictures()
{
    QList<model::Message> near;
    if (m_rows.count() > 0) {
        const int screen = viewport()->height();
        const int first = m_rows.indexAt(-m_scroller.originY() - screen);
        const int last = m_rows.indexAt(-m_scroller.originY() + 2 * screen);
        for (int i = first; i <= last; ++i) {
            if (!m_rows.at(i).message.attachments.isEmpty()) {
                near.append(m_rows.at(i).message);
            }
        }
    }
    m_attachments.keepNear(near, RowMeasurer::kPictureBox * devicePixelRatioF());
}

} // namespace wardline::ui
