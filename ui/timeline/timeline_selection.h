// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/model/message_id.h"
#include "ui/timeline/body_text.h"

#include <QString>

#include <compare>
#include <optional>

namespace wardline::ui {

class TimelineRows;

/// A place between two characters of a row's shown text.
struct TextPlace
{
    model::MessageId id;
    int offset = 0;
    auto operator<=>(const TextPlace &) const = default;
};

/// The text somebody has marked, in one row or across several. Held by message and offset, so that it stays what it was
/// when rows come and go.
class TimelineSelection final
{
public:
    /// What a click, double click and triple click mark, and dragging goes on by.
    enum class Unit { Character, Word, Line, Row };

    explicit TimelineSelection(const TimelineRows &rows);

    void clear();
    [[nodiscard]] bool isEmpty() const;
    void begin(TextPlace place, Unit unit);
    /// Moves the free end; the other stays where it began. Nothing before begin().
    void extendTo(TextPlace place);
    /// Moves the free end by the keyboard, beginning at `current` when nothing is marked.
    enum class Step { Character, Word, Row };
    /// Returns the row where the free end is now; nothing without rows.
    std::optional<int> step(std::optional<model::MessageId> current, Step step, bool isForward);
    /// What is marked of a row.
    [[nodiscard]] TextSpan spanIn(int index) const;
    /// Whether the row lies in it, even without text.
    [[nodiscard]] bool touches(model::MessageId id) const;
    [[nodiscard]] model::MessageId first() const { return low().id; }
    [[nodiscard]] model::MessageId last() const { return high().id; }
    /// Within one row: just the text. Across rows: each with its time, name and role.
    [[nodiscard]] QString text(Instant now) const;

    /// Dragging stops growing here, so that the rows that are kept for it stay bounded.
    static constexpr int kMostRows = 1'000;

private:
    struct Range
    {
        TextPlace low;
        TextPlace high;
    };
    [[nodiscard]] Range unitAt(TextPlace place) const;
    [[nodiscard]] TextPlace low() const { return std::min(m_fixed.low, m_free.low); }
    [[nodiscard]] TextPlace high() const { return std::max(m_fixed.high, m_free.high); }
    [[nodiscard]] int lengthOf(int index) const;

    const TimelineRows &m_rows;
    Unit m_unit = Unit::Character;
    Range m_fixed;
    Range m_free;
    TextPlace m_cursor; ///< of the keyboard
};

/// A message as it is copied among others: "[22 Nov 10:53] Marek Novák (Physician): text".
[[nodiscard]] QString copiedLine(const model::MessageId &id, const TimelineRows &rows, const QString &text,
                                 Instant now);

} // namespace wardline::ui
