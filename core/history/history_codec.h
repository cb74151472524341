// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/kept_message.h"

#include <QByteArray>

namespace wardline::history {

/// Longest text that a history may bring, in UTF-8 bytes; as the store takes it.
inline constexpr qsizetype kMaxTextBytes = 64 * 1024;
/// The most that one part of a history holds, in bytes.
inline constexpr qsizetype kMaxPartBytes = 16 * 1024 * 1024;

/// As bytes (CBOR, RFC 8949; README.md has the numbers). Pure.
[[nodiscard]] QByteArray packHistory(const model::KeptHistory &history);
/// The way back. Unknown keys are left out, so that a later release may add some; Damaged for anything that is not in
/// its form, TooLarge beyond kMaxPartBytes.
[[nodiscard]] Result<model::KeptHistory> unpackHistory(QByteArrayView bytes);

} // namespace wardline::history
