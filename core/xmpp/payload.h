// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/xml/element.h"

#include <QList>

#include <concepts>
#include <optional>

namespace wardline::xmpp {

/// A wire value with a file pair of its own: knows its namespace, reads itself and writes itself. A type whose element has one
/// name has `kName` too; a type that chooses between names (chat states, markers) has only `kNamespace`.
///
/// Adding a payload means adding its files. Nothing here, and no stanza, has a list of them.
template <typename T>
concept Payload = requires(const xml::Element &element, const T &value) {
    { T::kNamespace } -> std::convertible_to<QStringView>;
    { T::fromXml(element) } -> std::same_as<Result<T>>;
    { value.toXml() } -> std::same_as<xml::Element>;
};

template <typename T>
[[nodiscard]] bool isPayload(const xml::Element &element)
{
    if constexpr (requires { T::kName; }) {
        return element.is(T::kName, T::kNamespace);
    } else {
        return element.ns() == QStringView(T::kNamespace);
    }
}

/// The first payload of this type: nothing if there is none, an error if there is one but it is malformed.
template <Payload T>
[[nodiscard]] Result<std::optional<T>> findPayload(const QList<xml::Element> &payloads)
{
    for (const xml::Element &element : payloads) {
        if (isPayload<T>(element)) {
            Result<T> value = T::fromXml(element);
            if (!value) {
                return std::unexpected(std::move(value).error());
            }
            return std::optional<T>(std::move(*value));
        }
    }
    return std::optional<T>();
}

/// Whether a payload of this type is there, well-formed or not.
template <Payload T>
[[nodiscard]] bool hasPayload(const QList<xml::Element> &payloads)
{
    for (const xml::Element &element : payloads) {
        if (isPayload<T>(element)) {
            return true;
        }
    }
    return false;
}

} // namespace wardline::xmpp
