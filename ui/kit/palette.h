// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/care_role.h"

#include <QColor>
#include <QPalette>
#include <QPen>

namespace wardline::ui {

/// Every colour of the product, in one place. Text has 4.5 : 1 and borders and marks 3 : 1 over each background named
/// here; a test computes it. Value type.
struct Palette
{
    bool isDark = false;
    QColor window;
    QColor surface;
    QColor own; ///< behind the person's own messages
    QColor selected; ///< behind the chosen row
    QColor statTint; ///< behind what must be seen first
    QColor text;
    QColor muted;
    QColor border; ///< round controls; carries meaning, so 3 : 1
    QColor divider; ///< between areas; decoration only
    QColor hover;
    QColor disabled; ///< words of what cannot be used now, and of what is not typed yet
    QColor focus; ///< round the field that takes what is typed
    QColor accent;
    QColor onFilled; ///< labels on accent, concern, stat and ok
    QColor concern;
    QColor stat;
    QColor ok;
    QColor onSelected; ///< text on `selected`
    QColor onSelectedMuted;

    [[nodiscard]] static Palette light();
    [[nodiscard]] static Palette dark();
    /// The system's colours only, for high-contrast schemes.
    [[nodiscard]] static Palette fromSystem(const QPalette &system);

    [[nodiscard]] bool isSystem() const { return m_isSystem; }
    /// Around what cannot be used now: faint, or broken where nothing may be told by colour alone.
    [[nodiscard]] QPen offFrame() const;
    /// How wide the frame of a field with focus is: where colours are few, the width says it too.
    [[nodiscard]] qreal focusFrame() const { return m_isSystem ? 3 : 2; }

    [[nodiscard]] QColor role(model::CareRole role) const;
    /// For what Qt draws itself.
    [[nodiscard]] QPalette toQPalette() const;

    bool operator==(const Palette &) const = default;

private:
    bool m_isSystem = false;
};

/// WCAG 2.2 contrast ratio of two opaque colours, 1 to 21.
[[nodiscard]] double contrastRatio(const QColor &a, const QColor &b);

} // namespace wardline::ui
