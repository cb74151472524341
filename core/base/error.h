// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <concepts>
#include <optional>
#include <source_location>
#include <type_traits>
#include <utility>

namespace wardline {

/// Names the module an error enumeration belongs to. Each module specialises it once, beside its `enum class`:
/// `template <> struct ErrorDomain<stream::StreamError> { static constexpr const char *name = "stream"; };`
template <typename E>
struct ErrorDomain;

template <typename E>
concept ErrorCode = std::is_enum_v<E> && requires {
    { ErrorDomain<E>::name } -> std::convertible_to<const char *>;
};

/// Why something failed: a code of one module's closed enumeration, a detail for logs and the place in the source.
///
/// The detail is for engineers. It never carries message text, names, addresses, keys or raw stanzas, and is never shown
/// to users: ui maps codes to words. Value type, any thread.
class Error
{
public:
    template <ErrorCode E>
    Error(E code, QString detail = {}, std::source_location location = std::source_location::current())
        : m_domain(ErrorDomain<E>::name)
        , m_value(static_cast<int>(code))
        , m_detail(std::move(detail))
        , m_location(location)
    {
    }

    /// The code, if this error belongs to E's module.
    template <ErrorCode E>
    [[nodiscard]] std::optional<E> as() const
    {
        if (domain() != QLatin1StringView(ErrorDomain<E>::name)) {
            return std::nullopt;
        }
        return static_cast<E>(m_value);
    }

    template <ErrorCode E>
    [[nodiscard]] bool is(E code) const
    {
        return as<E>() == code;
    }

    [[nodiscard]] QLatin1StringView domain() const { return QLatin1StringView(m_domain); }
    [[nodiscard]] int value() const { return m_value; }
    [[nodiscard]] const QString &detail() const { return m_detail; }
    [[nodiscard]] const std::source_location &location() const { return m_location; }

    /// "stream/3 detail (file:line)", for logs only.
    [[nodiscard]] QString toLogString() const;

private:
    const char *m_domain;
    int m_value;
    QString m_detail;
    std::source_location m_location;
};

} // namespace wardline
