// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/kit/context.h"
#include "ui/timeline/font_warmth.h"
#include "ui/timeline/text_line.h"
#include "ui/timeline/timeline_row.h"
#include "ui/timeline/timeline_words.h"

namespace wardline::ui {

class Attachments;

/// Lays out rows: turns a message into texts and rectangles, once per width. Paints nothing.
class RowMeasurer final
{
public:
    RowMeasurer(const Context &context, const Attachments &attachments);

    void setWidth(int width, Qt::LayoutDirection direction);
    [[nodiscard]] int width() const { return m_width; }
    [[nodiscard]] Qt::LayoutDirection direction() const { return m_direction; }

    /// The conversation is encrypted: what is not, is marked so.
    void setEncrypted(bool isEncrypted) { m_isEncrypted = isEncrypted; }
    [[nodiscard]] bool isClearText(const model::Message &message) const
    {
        return m_isEncrypted && !isNote(message) && message.encryption == model::EncryptionState::NotEncrypted;
    }

    /// Letters that measure() would meet for the first time; nothing when it can begin. See FontWarmth.
    [[nodiscard]] std::optional<ColdLetters> coldIn(const TimelineRow &row) const;
    void warm(const ColdLetters &letters) { m_fonts.warm(letters); }
    /// Other fonts than before.
    void forgetFonts() { m_fonts.clear(); }
    /// Makes the row's layout and height. True when a long text wants to be measured again for its next block.
    bool measure(TimelineRow &row);
    /// A height good enough until the row comes near the screen.
    [[nodiscard]] int guess(const TimelineRow &row) const;
    /// Drops every shaped text.
    void clear() { m_lines.clear(); }

    static constexpr int kBodyLeft = 44; ///< padding, role mark, gap
    static constexpr int kStateWidth = 116;
    static constexpr int kSmallIcon = 16;
    static constexpr QSize kPictureBox{360, 240};
    /// Widest line of a body; own messages leave room for their state.
    [[nodiscard]] int bodyLimit(bool isOwn) const;
    [[nodiscard]] int cardWidth() const;
    [[nodiscard]] int dayHeight() const;
    [[nodiscard]] int unreadHeight() const;
    [[nodiscard]] int gapHeight() const;

private:
    [[nodiscard]] QRect seen(const QRect &rect) const; ///< mirrored for right-to-left
    [[nodiscard]] int separatorsHeight(const TimelineRow &row) const;
    void measureHead(const TimelineRow &row, RowLayout &layout) const;
    int measureQuote(const TimelineRow &row, RowLayout &layout, int y);
    int measureBody(TimelineRow &row, RowLayout &layout, int y);
    int measureFiles(const TimelineRow &row, RowLayout &layout, int y);
    int measureFile(const TimelineRow &row, int index, RowLayout &layout, int y);
    int measureChips(const TimelineRow &row, RowLayout &layout, int y);
    void measureState(const TimelineRow &row, RowLayout &layout);

    const Context &m_context;
    const Attachments &m_attachments;
    mutable TextLines m_lines;
    FontWarmth m_fonts;
    int m_width = 0;
    Qt::LayoutDirection m_direction = Qt::LeftToRight;
    bool m_isEncrypted = false;
};

} // namespace wardline::ui
