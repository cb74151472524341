// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timeline_selection.h"

#include "ui/kit/role_mark.h"
#include "ui/kit/safe_text.h"
#include "ui/kit/time_words.h"
#include "ui/timeline/timeline_rows.h"
#include "ui/timeline/timeline_words.h"

#include <QCoreApplication>

#include <algorithm>

namespace wardline::ui {

using namespace Qt::StringLiterals;

TimelineSelection::TimelineSelection(const TimelineRows &rows)
    : m_rows(rows)
{
}

void TimelineSelection::clear()
{
    m_fixed = {};
    m_free = {};
    m_cursor = {};
    m_unit = Unit::Character;
}

bool TimelineSelection::isEmpty() const
{
    return !m_fixed.low.id.isValid() || low() == high();
}

int TimelineSelection::lengthOf(int index) const
{
    const auto &text = m_rows.at(index).text;
    return text ? text->length() : 0;
}

TimelineSelection::Range TimelineSelection::unitAt(TextPlace place) const
{
    const auto index = m_rows.indexOf(place.id);
    const BodyText *text = index ? m_rows.at(*index).text.get() : nullptr;
    TextSpan span{place.offset, place.offset};
    if (text && m_unit == Unit::Word) {
        span = text->wordAt(place.offset);
    } else if (text && m_unit == Unit::Line) {
        span = text->lineAt(place.offset);
    } else if (text && m_unit == Unit::Row) {
        span = {0, text->length()};
    }
    return {{place.id, span.start}, {place.id, span.end}};
}

void TimelineSelection::begin(TextPlace place, Unit unit)
{
    m_unit = unit;
    m_fixed = m_free = unitAt(place);
    m_cursor = m_free.high;
}

void TimelineSelection::extendTo(TextPlace place)
{
    if (!m_fixed.low.id.isValid()) {
        return;
    }
    const int from = m_rows.firstFrom(m_fixed.low.id);
    const int to = m_rows.firstFrom(place.id);
    if (std::abs(to - from) < kMostRows) {
        m_free = unitAt(place);
        m_cursor = m_free.low < m_fixed.low ? m_free.low : m_free.high;
    }
}

std::optional<int> TimelineSelection::step(std::optional<model::MessageId> current, Step step, bool isForward)
{
    if (m_rows.count() == 0) {
        return std::nullopt;
    }
    if (!m_fixed.low.id.isValid()) {
        const model::MessageId id = current.value_or(m_rows.at(m_rows.count() - 1).message.id);
        const auto index = m_rows.indexOf(id);
        if (!index) {
            return std::nullopt;
        }
        begin({id, isForward ? 0 : lengthOf(*index)}, Unit::Character);
        if (step == Step::Row) { // the first one takes the row itself
            extendTo({id, isForward ? lengthOf(*index) : 0});
            return index;
        }
    }
    const auto at = m_rows.indexOf(m_cursor.id);
    if (!at) {
        return std::nullopt;
    }
    int index = *at;
    int offset = m_cursor.offset;
    const int length = lengthOf(index);
    const bool leaves = isForward ? offset >= length : offset <= 0;
    m_unit = Unit::Character;
    if (step == Step::Row) {
        index = leaves ? m_rows.shownBeside(index, isForward ? 1 : -1) : index;
        offset = isForward ? lengthOf(index) : 0;
    } else if (leaves) {
        const int next = m_rows.shownBeside(index, isForward ? 1 : -1);
        offset = next == index ? offset : isForward ? 0 : lengthOf(next);
        index = next;
    } else {
        offset = m_rows.at(index).text->nextPosition(offset, isForward, step == Step::Word);
    }
    extendTo({m_rows.at(index).message.id, offset});
    return index;
}

TextSpan TimelineSelection::spanIn(int index) const
{
    const model::MessageId id = m_rows.at(index).message.id;
    if (isEmpty() || !touches(id)) {
        return {};
    }
    const int start = low().id == id ? low().offset : 0;
    const int end = high().id == id ? high().offset : lengthOf(index);
    return {start, end};
}

bool TimelineSelection::touches(model::MessageId id) const
{
    return !isEmpty() && low().id <= id && id <= high().id;
}

QString TimelineSelection::text(Instant now) const
{
    if (isEmpty()) {
        return {};
    }
    const int from = m_rows.firstFrom(low().id);
    const bool isOneRow = low().id == high().id;
    QStringList lines;
    for (int i = from; i < m_rows.count() && m_rows.at(i).message.id <= high().id; ++i) {
        if (m_rows.at(i).fold.isHidden) {
            continue;
        }
        const BodyText *text = m_rows.at(i).text.get();
        // A row that was never near the screen has no layout yet: all of it is marked.
        const QString part = text ? text->text(spanIn(i)) : safeBody(m_rows.at(i).message.body);
        if (isOneRow) {
            return part;
        }
        if (!part.isEmpty() || !m_rows.at(i).message.attachments.isEmpty()) {
            lines << copiedLine(m_rows.at(i).message.id, m_rows, part, now);
        }
    }
    return lines.join(u'\n');
}

QString copiedLine(const model::MessageId &id, const TimelineRows &rows, const QString &text, Instant now)
{
    const auto index = rows.indexOf(id);
    if (!index) {
        return {};
    }
    const model::Message &message = rows.at(*index).message;
    const QString role = roleWords(message.role);
    QString who = plainName(message.senderName);
    if (!role.isEmpty()) {
        who += u" ("_s + role + u')';
    }
    QStringList files;
    for (const model::Attachment &file : message.attachments) {
        files << u'[' + plainName(file.name) + u']';
    }
    files.prepend(text);
    files.removeAll(QString());
    return u'[' + momentWords(message.time, now) + u"] "_s + who + u": "_s + files.join(u' ');
}

} // namespace wardline::ui
