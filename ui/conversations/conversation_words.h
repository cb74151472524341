// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/conversation.h"

#include <QString>

namespace wardline::ui {

/// What a conversation's row says of it in its second line, in one line and safe to show: what was begun there and not
/// sent, else who said what last, and what it was where that was no text. Pure; the language is the application's.
[[nodiscard]] QString previewWords(const model::ConversationSummary &summary, bool isOpen);

} // namespace wardline::ui
