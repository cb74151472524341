// SPDX-License-Identifier: GPL-3.0-or-later
// What keys do on a timeline, and copying. The rest of the class is in timeline_view.cpp.
#include "ui/timeline/timeline_view.h"

#include "ui/kit/clipboard.h"
#include "ui/kit/commands.h"
#include "ui/timeline/timeline_accessible.h"

#include <QKeyEvent>
#include <QMimeData>
#include <QScrollBar>

#include <algorithm>

namespace wardline::ui {

using namespace Qt::StringLiterals;
using Unit = TimelineSelection::Unit;
using Step = TimelineSelection::Step;

namespace {
constexpr std::size_t kSpokenParts = 400;
} // namespace

// ---- keys

void TimelineView::keyPressEvent(QKeyEvent *event)
{
    if (keyOnSelection(event) || keyOnRow(event)) {
        return;
    }
    QScrollBar *bar = verticalScrollBar();
    switch (event->key()) {
    case Qt::Key_PageUp:
        bar->triggerAction(QAbstractSlider::SliderPageStepSub);
        return;
    case Qt::Key_PageDown:
        bar->triggerAction(QAbstractSlider::SliderPageStepAdd);
        return;
    case Qt::Key_Home:
        bar->setValue(bar->minimum());
        return;
    case Qt::Key_End:
        jumpToNewest();
        return;
    default:
        break;
    }
    const auto chords = Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier;
    if (!event->text().isEmpty() && event->text().at(0).isPrint() && !(event->modifiers() & chords)) {
        Q_EMIT typed(event->text());
        return;
    }
    QAbstractScrollArea::keyPressEvent(event);
}

/// Copying and marking by keyboard.
bool TimelineView::keyOnSelection(QKeyEvent *event)
{
    if (isCommand(*event, Command::CopyMessage)) {
        if (hasSelection()) {
            copySelection();
        } else if (m_current) {
            copy(*m_current);
        }
        return true;
    }
    if (isCommand(*event, Command::MarkMessage)) {
        if (m_current && m_rows.indexOf(*m_current)) {
            m_selection.begin({*m_current, 0}, Unit::Row);
            viewport()->update();
        }
        return true;
    }
    if (event->key() == Qt::Key_Escape && hasSelection()) {
        m_selection.clear();
        viewport()->update();
        return true;
    }
    if (!event->modifiers().testFlag(Qt::ShiftModifier)) {
        return false;
    }
    const bool isWord = event->modifiers().testFlag(Qt::ControlModifier);
    const bool isForwardRight = layoutDirection() == Qt::LeftToRight;
    std::optional<int> index;
    switch (event->key()) {
    case Qt::Key_Up:
        index = m_selection.step(m_current, Step::Row, false);
        break;
    case Qt::Key_Down:
        index = m_selection.step(m_current, Step::Row, true);
        break;
    case Qt::Key_Left:
        index = m_selection.step(m_current, isWord ? Step::Word : Step::Character, !isForwardRight);
        break;
    case Qt::Key_Right:
        index = m_selection.step(m_current, isWord ? Step::Word : Step::Character, isForwardRight);
        break;
    default:
        return false;
    }
    if (index) {
        setCurrent(*index);
    }
    return true;
}

/// Moving among rows and their parts, and pressing them.
bool TimelineView::keyOnRow(QKeyEvent *event)
{
    if (isCommand(*event, Command::JumpBack)) {
        jumpBack();
        return true;
    }
    const bool isRightToLeft = layoutDirection() == Qt::RightToLeft;
    switch (event->key()) {
    case Qt::Key_Up:
        moveCurrent(-1);
        return true;
    case Qt::Key_Down:
        moveCurrent(1);
        return true;
    case Qt::Key_Left:
        moveCurrentPart(isRightToLeft ? 1 : -1);
        return true;
    case Qt::Key_Right:
        moveCurrentPart(isRightToLeft ? -1 : 1);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        pressCurrent();
        return true;
    case Qt::Key_Space:
        if (m_currentPart >= 0) {
            pressCurrent();
            return true;
        }
        return false;
    default:
        return false;
    }
}

void TimelineView::moveCurrent(int direction)
{
    if (m_rows.count() == 0) {
        return;
    }
    m_selection.clear();
    const auto present = m_current ? m_rows.indexOf(*m_current) : std::nullopt;
    setCurrent(present ? m_rows.shownBeside(*present, direction) : m_rows.count() - 1);
}

void TimelineView::setCurrent(int index, int part)
{
    index = m_rows.shownFor(index);
    m_current = m_rows.at(index).message.id;
    m_currentPart = part;
    m_showsCurrent = true;
    m_scroller.show(index);
    focusAccessibleRow(*this, index, part);
    viewport()->update();
}

void TimelineView::moveCurrentPart(int direction)
{
    const auto index = m_current ? m_rows.indexOf(*m_current) : std::nullopt;
    if (!index || !m_rows.at(*index).layout) {
        return;
    }
    const int parts = static_cast<int>(std::min(m_rows.at(*index).layout->parts.size(), kSpokenParts));
    setCurrent(*index, std::clamp(m_currentPart + direction, -1, parts - 1));
}

/// Enter: the chosen part, else what the row is waiting for, else the menu.
void TimelineView::pressCurrent()
{
    const auto index = m_current ? m_rows.indexOf(*m_current) : std::nullopt;
    if (!index || !m_rows.at(*index).layout) {
        return;
    }
    const TimelineRow &row = m_rows.at(*index);
    const auto &parts = row.layout->parts;
    const model::MessageId id = row.message.id;
    if (m_currentPart >= 0 && m_currentPart < static_cast<int>(parts.size())) {
        m_actions->press(id, RowPart(parts[static_cast<std::size_t>(m_currentPart)]));
    } else if (row.fold.count > 0) {
        toggleFold(id);
    } else if (row.hasMore()) {
        showMore(id);
    } else if (row.message.quote && row.message.quote->id.isValid() && !row.message.tombstone) {
        jumpFrom(id, row.message.quote->id);
    } else {
        m_actions->showMenu(id, viewport()->mapToGlobal(rowRect(*index).center()));
    }
}

// ---- what rows are asked to do

void TimelineView::showMore(model::MessageId id)
{
    if (const auto index = m_rows.indexOf(id)) {
        const auto place = m_scroller.anchor();
        m_rows.showMore(*index);
        changed(place);
        viewport()->update();
    }
}

void TimelineView::showMoreReactions(model::MessageId id)
{
    if (const auto index = m_rows.indexOf(id)) {
        const auto place = m_scroller.anchor();
        m_rows.showMoreReactions(*index);
        changed(place);
        viewport()->update();
    }
}

bool TimelineView::maySave(const model::Message &message) const
{
    return m_loader.messages() && m_loader.messages()->rights(message).maySave;
}

void TimelineView::toggleFold(model::MessageId id)
{
    if (const auto index = m_rows.indexOf(id)) {
        const auto place = m_scroller.anchor();
        m_selection.clear();
        m_currentPart = -1;
        m_rows.toggleFold(*index);
        changed(place);
        announceChangedRow(*this, *index);
        viewport()->update();
    }
}

bool TimelineView::mayCopy(const model::Message &message) const
{
    return m_loader.messages() && m_loader.messages()->rights(message).mayCopy;
}

void TimelineView::copyWords(const QString &words)
{
    auto *data = new QMimeData;
    data->setText(words);
    copyMarked(data);
}

void TimelineView::copy(model::MessageId id)
{
    const auto index = m_rows.indexOf(id);
    if (!index || m_rows.at(*index).message.tombstone) {
        return;
    }
    if (!mayCopy(m_rows.at(*index).message)) {
        Q_EMIT said(tr("Your organisation does not allow to copy messages out of this program."));
        return;
    }
    copyWords(m_rows.at(*index).message.body);
}

void TimelineView::copySelection()
{
    for (int i = m_rows.firstFrom(m_selection.first());
         i < m_rows.count() && m_selection.touches(m_rows.at(i).message.id); ++i) {
        if (!mayCopy(m_rows.at(i).message)) {
            Q_EMIT said(tr("Your organisation does not allow to copy messages out of this program."));
            return;
        }
    }
    if (hasSelection()) {
        copyWords(m_selection.text(m_context.clock.now()));
    }
}

} // namespace wardline::ui
