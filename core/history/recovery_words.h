// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/secret_bytes.h"

#include <vector>

namespace wardline::history {

/// A 256-bit key as 24 words that people can write down and type again (the encoding of BIP-0039): 11 bits a word, the
/// last eight of them the beginning of the key's SHA-256. Pure; any thread.
inline constexpr int kRecoveryWords = 24;

/// BadWords unless the key has 32 bytes.
[[nodiscard]] Result<std::vector<SecretBytes>> wordsOfKey(const SecretBytes &key);

/// What was typed so far. Upper and lower case, numbers, line ends and signs between words do not matter; four letters
/// of a word are enough.
struct TypedWords
{
    int complete = 0; ///< words of the list, from the first one on
    int wrongAt = 0; ///< number of the first one that is none, from 1; 0: all are
    bool isChecked = false; ///< 24 words, and the checksum fits
    bool operator==(const TypedWords &) const = default;
};
/// The last word may be unfinished while nothing stands behind it.
[[nodiscard]] TypedWords checkWords(QByteArrayView typed);

/// BadWords for anything but 24 words with the right checksum.
[[nodiscard]] Result<SecretBytes> keyOfWords(QByteArrayView typed);

} // namespace wardline::history
