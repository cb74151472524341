// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/message_id.h"

#include <QRect>

#include <optional>
#include <vector>

namespace wardline::ui {

/// What the eye has of a row, apart from what is in it.
struct ShownRow
{
    model::MessageId id;
    int top = 0; ///< in the viewport
    int height = 0;
    bool isGapBeingFilled = false;
    bool isFollowed = false; ///< by a row of the same group
    [[nodiscard]] bool looksLike(const ShownRow &other) const
    {
        return height == other.height && isGapBeingFilled == other.isGapBeingFilled && isFollowed == other.isFollowed;
    }
};

/// The rows as they were painted last, and what has to be painted for others: rows that only moved are moved on the
/// screen. A plain object; its owner paints.
class ShownRows final
{
public:
    struct Changes
    {
        int shift = 0; ///< of what is shown already, pixels downwards
        std::vector<QRect> rects; ///< what is to be painted then
    };

    /// A row on the screen that was laid out since then.
    void addFresh(model::MessageId id) { m_fresh.push_back(id); }
    [[nodiscard]] std::size_t freshCount() const { return m_fresh.size(); }
    /// To rows in a viewport of that width, oldest first; nothing when that is another stretch, or its rows moved
    /// apart.
    [[nodiscard]] std::optional<Changes> changesTo(const std::vector<ShownRow> &now, int width) const;
    /// They are what is shown from now on. None: the next change is another stretch.
    void set(std::vector<ShownRow> now);

private:
    std::vector<ShownRow> m_rows;
    std::vector<model::MessageId> m_fresh;
};

} // namespace wardline::ui
