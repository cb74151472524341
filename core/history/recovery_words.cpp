// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/history/recovery_words.h"

#include "core/crypto/hmac.h"
#include "core/history/history_error.h"
#include "core/history/word_list.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>
#include <string_view>

namespace wardline::history {

namespace {

constexpr std::size_t kKeySize = 32;
constexpr int kBitsOfWord = 11;
constexpr std::size_t kListSize = 1U << kBitsOfWord;
constexpr std::size_t kShortest = 4; ///< letters by which each word of the list is known
constexpr std::size_t kLongest = 8;

using WordList = std::array<std::string_view, kListSize>;

constexpr bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

constexpr WordList readList()
{
    WordList list{};
    std::size_t count = 0;
    std::size_t begin = 0;
    const std::string_view text(kEnglishWords);
    for (std::size_t i = 0; i <= text.size(); ++i) {
        if (i < text.size() && isLetter(text[i])) {
            continue;
        }
        if (i > begin && count < list.size()) {
            list[count++] = text.substr(begin, i - begin);
        }
        begin = i + 1;
    }
    return list;
}

const WordList &list()
{
    static const WordList kList = readList();
    return kList;
}

/// One word as it was typed, in lower case.
struct Typed
{
    std::array<char, kLongest> letters{};
    std::size_t size = 0; ///< more than kLongest: too long for any word
    bool isLast = false; ///< nothing stands behind it

    [[nodiscard]] std::string_view view() const { return {letters.data(), std::min(size, kLongest)}; }
    ~Typed() { wipe(std::as_writable_bytes(std::span(letters))); }
};

/// Calls `each(Typed)` for every word until it says false.
template <typename Each>
void forEachWord(QByteArrayView typed, Each each)
{
    qsizetype at = 0;
    while (true) {
        while (at < typed.size() && !isLetter(typed[at])) {
            ++at;
        }
        if (at == typed.size()) {
            return;
        }
        Typed word;
        for (; at < typed.size() && isLetter(typed[at]); ++at, ++word.size) {
            if (word.size < kLongest) {
                word.letters.at(word.size) = static_cast<char>(typed[at] | 0x20);
            }
        }
        word.isLast = at == typed.size();
        if (!each(word)) {
            return;
        }
    }
}

/// The place in the list of a whole word, or of one that is known by its first letters.
std::optional<std::size_t> placeOf(const Typed &word)
{
    if (word.size > kLongest) {
        return std::nullopt;
    }
    const std::string_view text = word.view();
    const auto found = std::lower_bound(list().begin(), list().end(), text);
    if (found == list().end() || (*found != text && (text.size() < kShortest || !found->starts_with(text)))) {
        return std::nullopt;
    }
    return static_cast<std::size_t>(found - list().begin());
}

bool mayBecomeWord(const Typed &word)
{
    const auto found = std::lower_bound(list().begin(), list().end(), word.view());
    return word.size <= kLongest && found != list().end() && found->starts_with(word.view());
}

bool bitAt(std::span<const std::byte> bytes, std::size_t bit)
{
    return (std::to_integer<unsigned>(bytes[bit / 8]) >> (7 - bit % 8) & 1U) != 0;
}

/// Key and checksum: 33 bytes, which are 24 words.
SecretBytes withChecksum(const SecretBytes &key)
{
    SecretBytes all(kKeySize + 1);
    std::memcpy(all.data(), key.data(), kKeySize);
    all.data()[kKeySize] = std::byte(crypto::sha256(key.view()).at(0));
    return all;
}

} // namespace

Result<std::vector<SecretBytes>> wordsOfKey(const SecretBytes &key)
{
    if (key.size() != kKeySize) {
        return failure(HistoryError::BadWords);
    }
    const SecretBytes all = withChecksum(key);
    std::vector<SecretBytes> words;
    words.reserve(kRecoveryWords);
    for (std::size_t word = 0; word < kRecoveryWords; ++word) {
        std::size_t place = 0;
        for (std::size_t bit = 0; bit < kBitsOfWord; ++bit) {
            place = place << 1U | (bitAt(all.span(), word * kBitsOfWord + bit) ? 1U : 0U);
        }
        const std::string_view text = list().at(place);
        words.push_back(SecretBytes::copyOf(QByteArrayView(text.data(), static_cast<qsizetype>(text.size()))));
    }
    return words;
}

Result<SecretBytes> keyOfWords(QByteArrayView typed)
{
    SecretBytes all(kKeySize + 1);
    std::size_t count = 0;
    bool isGood = true;
    forEachWord(typed, [&](const Typed &word) {
        const auto place = placeOf(word);
        isGood = place && count < kRecoveryWords;
        for (std::size_t bit = 0; isGood && bit < kBitsOfWord; ++bit) {
            const std::size_t at = count * kBitsOfWord + bit;
            const unsigned value = *place >> (kBitsOfWord - 1 - bit) & 1U;
            all.data()[at / 8] |= std::byte(value << (7 - at % 8));
        }
        ++count;
        return isGood;
    });
    if (!isGood || count != kRecoveryWords) {
        return failure(HistoryError::BadWords);
    }
    const std::byte checksum = all.data()[kKeySize];
    all.truncate(kKeySize);
    if (std::byte(crypto::sha256(all.view()).at(0)) != checksum) {
        return failure(HistoryError::BadWords);
    }
    return all;
}

TypedWords checkWords(QByteArrayView typed)
{
    TypedWords result;
    int count = 0;
    forEachWord(typed, [&](const Typed &word) {
        ++count;
        if (count <= kRecoveryWords && placeOf(word)) {
            ++result.complete;
            return true;
        }
        const bool isUnfinished = word.isLast && count <= kRecoveryWords && mayBecomeWord(word);
        result.wrongAt = isUnfinished ? 0 : count;
        return false;
    });
    result.isChecked = result.complete == kRecoveryWords && result.wrongAt == 0 && keyOfWords(typed).has_value();
    return result;
}

} // namespace wardline::history
