// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/shown_rows.h"

#include <algorithm>

namespace wardline::ui {

std::optional<ShownRows::Changes> ShownRows::changesTo(const std::vector<ShownRow> &now, int width) const
{
    Changes changes;
    std::optional<int> shift;
    std::vector<ShownRow> gone;
    auto old = m_rows.begin();
    for (const ShownRow &row : now) {
        for (; old != m_rows.end() && old->id < row.id; ++old) {
            gone.push_back(*old);
        }
        const bool isKnown = old != m_rows.end() && old->id == row.id;
        const bool isFresh = std::find(m_fresh.begin(), m_fresh.end(), row.id) != m_fresh.end();
        if (isKnown && !isFresh && row.looksLike(*old)) {
            if (shift && *shift != row.top - old->top) {
                return std::nullopt;
            }
            shift = row.top - old->top;
        } else {
            changes.rects.emplace_back(0, row.top, width, row.height);
        }
        if (isKnown) {
            if (!row.looksLike(*old)) {
                gone.push_back(*old);
            }
            ++old;
        }
    }
    gone.insert(gone.end(), old, m_rows.end());
    if (!shift) {
        return std::nullopt;
    }
    changes.shift = *shift;
    for (const ShownRow &row : gone) {
        changes.rects.emplace_back(0, row.top + *shift, width, row.height);
    }
    return changes;
}

void ShownRows::set(std::vector<ShownRow> now)
{
    m_rows = std::move(now);
    m_fresh.clear();
}

} // namespace wardline::ui
