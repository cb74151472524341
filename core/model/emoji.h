// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

namespace wardline::model {

/// Longest emoji that counts as one, in UTF-16 units: a family with skin tones has 25.
inline constexpr qsizetype kMaxEmojiLength = 32;

/// Whether a text is exactly one emoji (Unicode TS #51): a pictograph with its tone and style, a flag, a key cap, or
/// several pictographs joined to one. Letters, several emoji in a row and lone joiners are none. Pure, any thread.
[[nodiscard]] bool isEmoji(QStringView text);

} // namespace wardline::model
