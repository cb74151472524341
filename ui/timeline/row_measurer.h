// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/kit/context.h"
#include "ui/kit/urgency_mark.h"
#include "ui/timeline/font_warmth.h"
#include "ui/timeline/text_line.h"
#include "ui/timeline/timeline_row.h"
#include "ui/timeline/timeline_words.h"

#include <utility>

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

    /// What is not as the conversation wants it is marked so: clear text, and, where only approved devices read along,
    /// what came from another one.
    /// True when that is something new.
    bool setProtection(bool isEncrypted, bool takesCertifiedOnly)
    {
        const bool wasEncrypted = std::exchange(m_isEncrypted, isEncrypted);
        const bool tookCertifiedOnly = std::exchange(m_takesCertifiedOnly, takesCertifiedOnly);
        return wasEncrypted != isEncrypted || tookCertifiedOnly != takesCertifiedOnly;
    }
    /// What a reader has to know of how it came; empty where all is well.
    [[nodiscard]] QString concernAbout(const model::Message &message) const;
    [[nodiscard]] bool hasConcern(const model::Message &message) const
    {
        return isClearText(message) || isFromUnapproved(message) || (message.written && !message.isOwn);
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
    /// Widest line of a body; own messages leave room for their state where the window is wide enough for both.
    [[nodiscard]] int bodyLimit(bool isOwn) const;
    [[nodiscard]] int cardWidth() const;
    [[nodiscard]] int dayHeight() const;
    [[nodiscard]] int unreadHeight() const;
    [[nodiscard]] int gapHeight() const;

    /// The mark that a row shows, where it shows one.
    [[nodiscard]] static std::optional<model::Urgency> urgencyOf(const TimelineRow &row)
    {
        return isNote(row.message) ? std::nullopt : markedUrgency(row.message.urgency);
    }

    [[nodiscard]] bool isClearText(const model::Message &message) const
    {
        return m_isEncrypted && !isNote(message) && message.encryption == model::EncryptionState::NotEncrypted;
    }

private:
    [[nodiscard]] bool isFromUnapproved(const model::Message &message) const
    {
        const bool isStoodFor = message.trust == model::Trust::Certified || message.trust == model::Trust::Verified;
        return m_takesCertifiedOnly && !message.isOwn && !isNote(message) && message.trust && !isStoodFor;
    }
    [[nodiscard]] QRect seen(const QRect &rect) const; ///< mirrored for right-to-left
    [[nodiscard]] int separatorsHeight(const TimelineRow &row) const;
    void measureHead(const TimelineRow &row, RowLayout &layout) const;
    int measureUrgency(const TimelineRow &row, RowLayout &layout, int y);
    int measureQuote(const TimelineRow &row, RowLayout &layout, int y);
    int measureBody(TimelineRow &row, RowLayout &layout, int y);
    int measureNoteActions(const TimelineRow &row, RowLayout &layout, int y);
    int measureFiles(const TimelineRow &row, RowLayout &layout, int y);
    int measureFile(const TimelineRow &row, int index, RowLayout &layout, int y);
    int measureChips(const TimelineRow &row, RowLayout &layout, int y);
    /// Where the state stands: beside the last line of the text, or below it where there is no room. The new bottom.
    int measureState(const TimelineRow &row, RowLayout &layout, int y);
    [[nodiscard]] bool isTight() const;

    const Context &m_context;
    const Attachments &m_attachments;
    mutable TextLines m_lines;
    FontWarmth m_fonts;
    int m_width = 0;
    Qt::LayoutDirection m_direction = Qt::LeftToRight;
    bool m_takesCertifiedOnly = false;
    bool m_isEncrypted = false;
};

} // namespace wardline::ui
