// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timeline_rows.h"

#include "ui/kit/metrics.h"
#include "ui/kit/safe_text.h"
#include "ui/kit/theme.h"
#include "ui/kit/time_words.h"

#include <QTextOption>

#include <algorithm>
#include <cmath>

namespace wardline::ui {

namespace {

constexpr std::chrono::minutes kGroupSpan{5};
constexpr qsizetype kFirstPart = 2'000; ///< UTF-16 units shown of a long text
constexpr qsizetype kNextPart = 8'000;
constexpr qsizetype kSlack = 400; ///< not worth folding away
constexpr int kMostLines = 30; ///< of the first part

} // namespace

TimelineRows::TimelineRows(const Theme &theme)
    : m_theme(theme)
{
}

void TimelineRows::clear()
{
    m_rows.clear();
    m_tops.clear();
    m_total = 0;
    m_firstUnread = {};
}

void TimelineRows::replace(const QList<model::Message> &messages, model::MessageId firstUnread)
{
    clear();
    m_firstUnread = firstUnread;
    append(messages);
}

void TimelineRows::prepend(const QList<model::Message> &messages)
{
    for (auto it = messages.crbegin(); it != messages.crend(); ++it) {
        insertAt(0, *it);
    }
    for (int i = 0; i <= std::min<int>(static_cast<int>(messages.size()), count() - 1); ++i) {
        classify(i);
    }
    place();
}

void TimelineRows::append(const QList<model::Message> &messages)
{
    const int before = count();
    for (const model::Message &message : messages) {
        if (m_rows.empty() || m_rows.back().message.id < message.id) {
            insertAt(count(), message);
        }
    }
    for (int i = std::max(0, before - 1); i < count(); ++i) {
        classify(i);
    }
    place();
}

int TimelineRows::merge(const QList<model::Message> &messages, bool mayAppend)
{
    int appended = 0;
    for (const model::Message &message : messages) {
        if (update(message)) {
            continue;
        }
        const auto later =
            std::lower_bound(m_rows.begin(), m_rows.end(), message.id,
                             [](const TimelineRow &row, model::MessageId id) { return row.message.id < id; });
        const int index = static_cast<int>(later - m_rows.begin());
        const bool isAtEnd = index == count();
        if ((isAtEnd && !mayAppend) || (index == 0 && !m_rows.empty())) {
            continue;
        }
        appended += isAtEnd ? 1 : 0;
        insertAt(index, message);
        for (int i = std::max(0, index - 1); i <= std::min(count() - 1, index + 1); ++i) {
            classify(i);
        }
    }
    place();
    return appended;
}

bool TimelineRows::update(const model::Message &message)
{
    const auto index = indexOf(message.id);
    if (!index) {
        return false;
    }
    TimelineRow &row = m_rows[static_cast<std::size_t>(*index)];
    const bool isSameText = row.message.body == message.body;
    row.message = message;
    if (!isSameText) {
        row.body.reset();
        row.shownLength = 0;
    }
    for (int i = *index; i <= std::min(count() - 1, *index + 1); ++i) {
        classify(i);
    }
    place();
    return true;
}

void TimelineRows::removeFirst(int count)
{
    m_rows.erase(m_rows.begin(), m_rows.begin() + count);
    if (!m_rows.empty()) {
        classify(0);
    }
    place();
}

void TimelineRows::removeLast(int count)
{
    m_rows.erase(m_rows.end() - count, m_rows.end());
    place();
}

void TimelineRows::showMore(int index)
{
    TimelineRow &row = m_rows[static_cast<std::size_t>(index)];
    row.shownLength += kNextPart;
    row.body.reset();
    measure(row);
    place();
}

void TimelineRows::setWidth(int width, Qt::LayoutDirection direction)
{
    if (width != m_width || direction != m_direction) {
        m_width = width;
        m_direction = direction;
        measureAll();
    }
}

void TimelineRows::measureAll()
{
    for (TimelineRow &row : m_rows) {
        row.body.reset();
        measure(row);
    }
    place();
}

void TimelineRows::insertAt(int index, const model::Message &message)
{
    TimelineRow row;
    row.message = message;
    m_rows.insert(m_rows.begin() + index, std::move(row));
}

/// Decides what a row shows besides its text, which depends on the row before it.
void TimelineRows::classify(int index)
{
    TimelineRow &row = m_rows[static_cast<std::size_t>(index)];
    const TimelineRow *previous = index > 0 ? &m_rows[static_cast<std::size_t>(index) - 1] : nullptr;
    row.startsDay = !previous || localDay(previous->message.time) != localDay(row.message.time);
    row.startsUnread = m_firstUnread.isValid() && row.message.id == m_firstUnread;
    row.isHead = row.startsDay || row.startsUnread || previous->message.sender != row.message.sender
        || previous->message.role != row.message.role || row.message.time - previous->message.time >= kGroupSpan;
    measure(row);
}

void TimelineRows::layOutBody(TimelineRow &row) const
{
    const QString &whole = row.message.body;
    const bool isFirstPart = row.shownLength == 0;
    if (isFirstPart) {
        row.shownLength = kFirstPart;
    }
    row.hasMore = whole.size() > row.shownLength + kSlack;
    QStringView part = QStringView(whole).left(row.hasMore ? row.shownLength : whole.size());
    if (row.hasMore && part.back().isHighSurrogate()) {
        part.chop(1);
    }
    QString text = safeBody(part);
    text.replace(u'\n', QChar(QChar::LineSeparator));
    row.body = std::make_unique<QTextLayout>(text, m_theme.font(FontRole::Body));
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    option.setTextDirection(Qt::LayoutDirectionAuto);
    option.setAlignment(Qt::AlignAbsolute | (m_direction == Qt::RightToLeft ? Qt::AlignRight : Qt::AlignLeft));
    row.body->setTextOption(option);
    row.body->setCacheEnabled(true);
    const int step = m_theme.lineStep(FontRole::Body);
    const int limit = bodyLimit(row.message.isOwn);
    row.body->beginLayout();
    qreal widest = 0;
    int lines = 0;
    qsizetype consumed = 0;
    for (;;) {
        if (isFirstPart && lines == kMostLines && whole.size() > consumed + kSlack) {
            row.hasMore = true;
            row.shownLength = consumed;
            break;
        }
        QTextLine line = row.body->createLine();
        if (!line.isValid()) {
            break;
        }
        line.setLineWidth(limit);
        line.setPosition(QPointF(0, lines * step + (step - line.height()) / 2));
        widest = std::max(widest, line.naturalTextWidth());
        consumed = line.textStart() + line.textLength();
        ++lines;
    }
    row.body->endLayout();
    row.bodyHeight = std::max(1, lines) * step;
    row.bodyWidth = static_cast<int>(std::ceil(widest));
}

void TimelineRows::measure(TimelineRow &row) const
{
    if (m_width <= 0) {
        return;
    }
    if (!row.body) {
        layOutBody(row);
    }
    row.cardTop = (row.startsDay ? dayHeight() : 0) + (row.startsUnread ? unreadHeight() : 0);
    const int padding = row.isHead ? metrics::kSpace8 : metrics::kSpace4 / 2;
    const int head = row.isHead ? m_theme.lineStep(FontRole::Strong) : 0;
    row.bodyTop = row.cardTop + padding + head;
    const int more = row.hasMore ? m_theme.lineStep(FontRole::Body) + metrics::kSpace4 : 0;
    row.height = row.bodyTop + row.bodyHeight + more + metrics::kSpace4;
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

std::optional<int> TimelineRows::indexOf(model::MessageId id) const
{
    const auto found = std::lower_bound(m_rows.begin(), m_rows.end(), id,
                                        [](const TimelineRow &row, model::MessageId i) { return row.message.id < i; });
    if (found == m_rows.end() || found->message.id != id) {
        return std::nullopt;
    }
    return static_cast<int>(found - m_rows.begin());
}

int TimelineRows::indexAt(int y) const
{
    const auto next = std::upper_bound(m_tops.begin(), m_tops.end(), y);
    return std::max(0, static_cast<int>(next - m_tops.begin()) - 1);
}

int TimelineRows::bodyLimit(bool isOwn) const
{
    const int state = isOwn ? kStateWidth : 0;
    return std::clamp(m_width - kBodyLeft - state - metrics::kSpace16, 80, metrics::kBodyWidth);
}

int TimelineRows::cardWidth() const
{
    return std::min(m_width, kBodyLeft + metrics::kBodyWidth + kStateWidth + metrics::kSpace16);
}

int TimelineRows::dayHeight() const
{
    return m_theme.lineStep(FontRole::Caption) + 2 * metrics::kSpace12;
}

int TimelineRows::unreadHeight() const
{
    return m_theme.lineStep(FontRole::Caption) + 2 * metrics::kSpace4;
}

} // namespace wardline::ui
