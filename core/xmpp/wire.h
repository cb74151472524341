// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/jid.h"
#include "core/xml/element.h"
#include "core/xmpp/xmpp_error.h"

#include <QByteArray>
#include <QString>

#include <array>
#include <optional>
#include <utility>

/// What the readers of core/xmpp have in common: checks of one attribute or text of somebody else's XML. Pure, any thread.
namespace wardline::xmpp::wire {

/// Ids, node names, tokens, words.
constexpr qsizetype kMaxToken = 1024;
/// Names, subjects, reasons, form values.
constexpr qsizetype kMaxLine = 16 * 1024;
/// Bodies.
constexpr qsizetype kMaxBody = 256 * 1024;
/// Items of one list (roster, members, disco, form fields).
constexpr qsizetype kMaxItems = 20'000;

[[nodiscard]] Status expect(const xml::Element &element, QStringView name, QStringView ns);

/// Attributes. Absent and empty are the same: the empty value.
[[nodiscard]] Result<QString> text(const xml::Element &element, QStringView attribute, qsizetype limit = kMaxToken);
[[nodiscard]] Result<QString> requiredText(const xml::Element &element, QStringView attribute, qsizetype limit = kMaxToken);
[[nodiscard]] Result<model::Jid> jid(const xml::Element &element, QStringView attribute);
[[nodiscard]] Result<model::Jid> requiredJid(const xml::Element &element, QStringView attribute);
/// XML Schema boolean; `absent` where the attribute is missing.
[[nodiscard]] Result<bool> boolean(const xml::Element &element, QStringView attribute, bool absent = false);

/// The element's own text, at most `limit` UTF-16 units.
[[nodiscard]] Result<QString> content(const xml::Element &element, qsizetype limit);
/// The text of a child in the same namespace; empty when absent.
[[nodiscard]] Result<QString> childContent(const xml::Element &element, QStringView child, qsizetype limit);

[[nodiscard]] std::optional<bool> parseBoolean(QStringView text);
/// Base64 of at most `limit` bytes, line breaks and blanks between allowed. BadValue for anything else, TooLarge.
[[nodiscard]] Result<QByteArray> parseBase64(QStringView text, qsizetype limit);
/// Digits only, 0 to 2^31-1.
[[nodiscard]] std::optional<int> parseCount(QStringView text);
[[nodiscard]] QString countText(int value);

/// A closed vocabulary: what the enumerators are called on the wire.
template <typename E, std::size_t N>
using Words = std::array<std::pair<E, QStringView>, N>;

template <typename E, std::size_t N>
[[nodiscard]] std::optional<E> fromWord(const Words<E, N> &words, QStringView word)
{
    for (const auto &[value, candidate] : words) {
        if (candidate == word) {
            return value;
        }
    }
    return std::nullopt;
}

template <typename E, std::size_t N>
[[nodiscard]] QStringView toWord(const Words<E, N> &words, E value)
{
    for (const auto &[candidate, word] : words) {
        if (candidate == value) {
            return word;
        }
    }
    return {};
}

} // namespace wardline::xmpp::wire
