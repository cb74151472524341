// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/secret_bytes.h"

#include <chrono>

class QMimeData;

namespace wardline::ui {

/// How long a copied secret may stay on the clipboard.
inline constexpr std::chrono::seconds kClipboardTime{60};

/// Puts a secret on the clipboard because the person asked for it, marked so that clipboard managers do not keep it.
void copySecret(const SecretBytes &secret);
/// The same for a message's text; `data` is given away.
void copyMarked(QMimeData *data);
/// Takes back what this program put there, if it is still there: at lock, at sign-out and when the page that showed it
/// goes.
void clearOwnClipboard();

} // namespace wardline::ui
