// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timeline_rows.h"

#include "ui/kit/metrics.h"

#include "core/model/unreadable_run.h"
#include "ui/kit/time_words.h"
#include "ui/timeline/row_measurer.h"

#include <algorithm>
#include <iterator>

namespace wardline::ui {

namespace {

constexpr std::chrono::minutes kGroupSpan{5};
constexpr int kMoreReactions = 24;
constexpr int kMostReactions = 128;
constexpr int kMostFolded = 1'000; ///< one row stands for at most so many, so that the stretch stays bounded

TimelineRow makeRow(const model::Message &message)
{
    TimelineRow row;
    row.message = message;
    row.day = localDay(message.time);
    return row;
}

bool isBefore(const TimelineRow &row, model::MessageId id)
{
    return row.message.id < id;
}

} // namespace

const RowPart *TimelineRow::partAt(QPoint point) const
{
    if (!layout) {
        return nullptr;
    }
    const auto linkAt = [&](QPoint place) { return text->linkAt(place - layout->body.topLeft()); };
    for (const RowPart &part : layout->parts) {
        const bool isLink = part.kind == RowPart::Kind::Link;
        if (isLink ? linkAt(point) == part.index : part.rect.contains(point)) {
            return &part;
        }
    }
    // Beside it, as far as a target reaches.
    for (const RowPart &part : layout->parts) {
        const int beyond = (part.target().height() - part.rect.height()) / 2;
        const bool isLink = part.kind == RowPart::Kind::Link;
        if (isLink ? linkAt(point - QPoint(0, beyond)) == part.index || linkAt(point + QPoint(0, beyond)) == part.index
                   : part.target().contains(point)) {
            return &part;
        }
    }
    return nullptr;
}

QRect RowPart::target() const
{
    const int beyond = std::max(0, metrics::kTarget - rect.height());
    return rect.adjusted(0, -(beyond / 2), 0, beyond - beyond / 2);
}

TimelineRows::TimelineRows(RowMeasurer &measurer)
    : m_measurer(measurer)
{
}

void TimelineRows::clear()
{
    m_rows.clear();
    m_tops.clear();
    m_gaps.clear();
    m_total = 0;
    m_firstUnread = {};
    m_measurer.clear();
}

void TimelineRows::replace(const QList<model::Message> &messages, const QList<service::HistoryGap> &gaps,
                           model::MessageId firstUnread)
{
    m_rows.clear();
    m_firstUnread = firstUnread;
    m_gaps = gaps;
    put(messages, {.mayExtendStart = true, .mayExtendEnd = true});
}

int TimelineRows::put(const QList<model::Message> &messages, Ends ends)
{
    const bool wasEmpty = m_rows.empty();
    const model::MessageId first = wasEmpty ? model::MessageId() : m_rows.front().message.id;
    const model::MessageId last = wasEmpty ? model::MessageId() : m_rows.back().message.id;
    std::deque<TimelineRow> older;
    int after = 0;
    for (const model::Message &message : messages) {
        if (wasEmpty || last < message.id) {
            if (ends.mayExtendEnd && (m_rows.empty() || m_rows.back().message.id < message.id)) {
                m_rows.push_back(makeRow(message));
                ++after;
            }
        } else if (message.id < first) {
            if (ends.mayExtendStart) {
                older.push_back(makeRow(message));
            }
        } else if (!update(message)) {
            const auto later = std::lower_bound(m_rows.begin(), m_rows.end(), message.id, isBefore);
            m_rows.insert(later, makeRow(message));
        }
    }
    m_rows.insert(m_rows.begin(), std::make_move_iterator(older.begin()), std::make_move_iterator(older.end()));
    classifyAll();
    return after;
}

void TimelineRows::setGaps(model::MessageId from, model::MessageId to, const QList<service::HistoryGap> &gaps)
{
    m_gaps.removeIf([&](const service::HistoryGap &gap) { return gap.before >= from && gap.after <= to; });
    for (const service::HistoryGap &gap : gaps) {
        if (!m_gaps.contains(gap)) {
            m_gaps.append(gap);
        }
    }
    classifyAll();
}

bool TimelineRows::update(const model::Message &message)
{
    const auto index = indexOf(message.id);
    if (!index) {
        return false;
    }
    TimelineRow &row = m_rows[static_cast<std::size_t>(*index)];
    if (row.message == message) {
        return true;
    }
    const bool isSameText = row.message.body == message.body && row.message.tombstone == message.tombstone
        && row.message.unreadable == message.unreadable;
    row.message = message;
    row.day = localDay(message.time);
    row.isStale = true;
    if (!isSameText) {
        row.text.reset();
        row.layout.reset();
    }
    classifyAll();
    return true;
}

void TimelineRows::removeFirst(int count)
{
    m_rows.erase(m_rows.begin(), m_rows.begin() + count);
    classifyAll();
}

void TimelineRows::removeLast(int count)
{
    m_rows.erase(m_rows.end() - count, m_rows.end());
    classifyAll();
}

void TimelineRows::showMore(int index)
{
    TimelineRow &row = m_rows[static_cast<std::size_t>(index)];
    if (row.text) {
        row.text->unfold();
        measure(index);
        place();
    }
}

void TimelineRows::showMoreReactions(int index)
{
    TimelineRow &row = m_rows[static_cast<std::size_t>(index)];
    row.shownReactions = std::min(kMostReactions, row.shownReactions + kMoreReactions);
    measure(index);
    place();
}

bool TimelineRows::setWidth(int width, Qt::LayoutDirection direction)
{
    if (width == m_measurer.width() && direction == m_measurer.direction()) {
        return false;
    }
    m_measurer.setWidth(width, direction);
    invalidateAll();
    return true;
}

void TimelineRows::invalidateAll()
{
    m_measurer.clear();
    for (TimelineRow &row : m_rows) {
        row.isStale = true;
        row.layout.reset();
        if (row.text) {
            row.text->reset();
        }
    }
}

void TimelineRows::changeFonts()
{
    m_measurer.forgetFonts();
    invalidateAll();
}

void TimelineRows::warm(int index)
{
    if (const auto cold = m_measurer.coldIn(at(index))) {
        m_measurer.warm(*cold);
    }
}

void TimelineRows::toggleFold(int index)
{
    const bool isUnfolding = at(index).fold.count > 0;
    const std::vector<Before> gaps = gapsBefore();
    // A run knows its end by its beginning alone: they are gone through as they are folded.
    for (int begin = 0; begin < count();) {
        const int end = at(begin).message.unreadable ? runEnd(begin, gaps) : begin + 1;
        for (int i = begin; begin <= index && index < end && i < end; ++i) {
            m_rows[static_cast<std::size_t>(i)].isUnfolded = isUnfolding;
        }
        begin = end;
    }
    classifyAll();
}

int TimelineRows::shownFor(int index) const
{
    while (index + 1 < count() && at(index).fold.isHidden) {
        ++index;
    }
    return index;
}

int TimelineRows::shownBeside(int index, int direction) const
{
    int next = index + direction;
    while (next >= 0 && next < count() && at(next).fold.isHidden) {
        next += direction;
    }
    return next >= 0 && next < count() ? next : index;
}

void TimelineRows::invalidate(int index)
{
    m_rows[static_cast<std::size_t>(index)].isStale = true;
}

void TimelineRows::measure(int index)
{
    TimelineRow &row = m_rows[static_cast<std::size_t>(index)];
    if (m_measurer.width() > 0 && !row.fold.isHidden) {
        m_measurer.measure(row);
    }
}

bool TimelineRows::hasWork(int index) const
{
    return needsMeasure(index) || (at(index).text && at(index).text->isGrowing());
}

void TimelineRows::classifyAll()
{
    const std::vector<Before> gaps = gapsBefore();
    foldAll(gaps);
    const TimelineRow *previous = nullptr;
    for (int i = 0; i < count(); ++i) {
        if (!at(i).fold.isHidden) {
            classify(i, previous, gaps[static_cast<std::size_t>(i)]);
            previous = &at(i);
        }
    }
    place();
}

/// Before which rows history is missing.
std::vector<TimelineRows::Before> TimelineRows::gapsBefore()
{
    std::vector<Before> before(m_rows.size(), Before::Nothing);
    std::size_t nextGap = 0;
    std::sort(m_gaps.begin(), m_gaps.end(), [](const auto &a, const auto &b) { return a.before < b.before; });
    for (int i = 0; i < count(); ++i) {
        const model::MessageId id = at(i).message.id;
        while (nextGap < static_cast<std::size_t>(m_gaps.size())
               && m_gaps[static_cast<qsizetype>(nextGap)].before <= id) {
            const service::HistoryGap &gap = m_gaps[static_cast<qsizetype>(nextGap)];
            const bool isHere = i > 0 ? at(i - 1).message.id < gap.before : gap.before == id;
            if (gap.after.isValid() && isHere) {
                Before &known = before[static_cast<std::size_t>(i)];
                known = gap.isBeingFilled || known == Before::GapBeingFilled ? Before::GapBeingFilled : Before::Gap;
            }
            ++nextGap;
        }
    }
    return before;
}

/// One past the last row that cannot be read for the same reason as this one, with nothing in between that is shown.
int TimelineRows::runEnd(int index, const std::vector<Before> &gaps) const
{
    int end = index + 1;
    while (end < count() && end - index < kMostFolded && model::continuesRun(at(end - 1).message, at(end).message)
           && gaps[static_cast<std::size_t>(end)] == Before::Nothing
           && (!m_firstUnread.isValid() || at(end).message.id != m_firstUnread)) {
        ++end;
    }
    return end;
}

void TimelineRows::foldAll(const std::vector<Before> &gaps)
{
    for (int begin = 0; begin < count();) {
        const int end = at(begin).message.unreadable ? runEnd(begin, gaps) : begin + 1;
        const bool isMany = end - begin >= model::kFoldedFrom;
        bool isUnfolded = false;
        bool isOfMany = false;
        for (int i = begin; i < end && isMany; ++i) {
            isUnfolded = isUnfolded || at(i).isUnfolded;
            isOfMany = isOfMany || at(i).message.sender != at(begin).message.sender;
        }
        const bool isFolded = isMany && !isUnfolded;
        for (int i = begin; i < end; ++i) {
            const bool isLast = i + 1 == end;
            setFold(i,
                    {.count = isFolded && isLast ? end - begin : 0,
                     .isOfMany = isFolded && isOfMany,
                     .isHidden = isFolded && !isLast,
                     .isLast = isMany && isUnfolded && isLast});
            m_rows[static_cast<std::size_t>(i)].isUnfolded = isMany && isUnfolded;
        }
        begin = end;
    }
}

void TimelineRows::setFold(int index, const TimelineRow::Fold &fold)
{
    TimelineRow &row = m_rows[static_cast<std::size_t>(index)];
    if (row.fold == fold) {
        return;
    }
    row.fold = fold;
    row.text.reset();
    row.layout.reset();
    row.isStale = true;
    row.isHead = true;
    row.height = 0; // hidden: it stays so
}

/// Decides what a row shows besides its text, which depends on the row that is seen before it.
void TimelineRows::classify(int index, const TimelineRow *previous, Before before)
{
    TimelineRow &row = m_rows[static_cast<std::size_t>(index)];
    const bool followsGap = before != Before::Nothing;
    const bool startsDay = !previous || previous->day != row.day;
    const bool startsUnread = m_firstUnread.isValid() && row.message.id == m_firstUnread;
    const bool isFold = row.fold.count > 0;
    const bool isHead = isFold ? !row.fold.isOfMany
                               : startsDay || startsUnread || followsGap || previous->fold.count > 0
            || previous->message.sender != row.message.sender || previous->message.role != row.message.role
            || row.message.time - previous->message.time >= kGroupSpan
            || RowMeasurer::urgencyOf(row).has_value(); // who asks, and since when, is seen at once
    row.isGapBeingFilled = before == Before::GapBeingFilled;
    if (startsDay != row.startsDay || startsUnread != row.startsUnread || isHead != row.isHead
        || followsGap != row.followsGap) {
        row.startsDay = startsDay;
        row.startsUnread = startsUnread;
        row.isHead = isHead;
        row.followsGap = followsGap;
        row.isStale = true;
    }
    if (row.height == 0) {
        row.height = m_measurer.guess(row);
    }
}

void TimelineRows::place()
{
    m_tops.resize(m_rows.size());
    int y = 0;
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        m_tops[i] = y;
        y += m_rows[i].height;
    }
    m_total = y;
}

int TimelineRows::firstFrom(model::MessageId id) const
{
    return static_cast<int>(std::lower_bound(m_rows.begin(), m_rows.end(), id, isBefore) - m_rows.begin());
}

std::optional<int> TimelineRows::indexOf(model::MessageId id) const
{
    const int index = firstFrom(id);
    return index < count() && at(index).message.id == id ? std::optional(index) : std::nullopt;
}

int TimelineRows::indexAt(int y) const
{
    const auto next = std::upper_bound(m_tops.begin(), m_tops.end(), y);
    return std::max(0, static_cast<int>(next - m_tops.begin()) - 1);
}

} // namespace wardline::ui
