// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <expected>
#include <utility>

namespace wardline {

/// A value or the reason why there is none. The only way errors travel in core: no exception crosses a function.
template <typename T>
using Result = std::expected<T, Error>;

/// Success without a value.
using Status = Result<void>;

/// Makes the failed side of a `Result<T>` for any T: `return failure(StreamError::Closed, u"reason"_s);`
template <typename E>
[[nodiscard]] std::unexpected<Error> failure(E code, QString detail = {},
                                             std::source_location location = std::source_location::current())
{
    return std::unexpected<Error>(Error(code, std::move(detail), location));
}

} // namespace wardline

#define WARDLINE_JOIN_(a, b) a##b
#define WARDLINE_JOIN(a, b) WARDLINE_JOIN_(a, b)

/// `WARDLINE_TRY(const auto key, deriveKey(...));` returns the error of the enclosing function's Result early.
#define WARDLINE_TRY(declaration, expression)                                                                          \
    auto WARDLINE_JOIN(wardlineTry_, __LINE__) = (expression);                                                         \
    if (!WARDLINE_JOIN(wardlineTry_, __LINE__)) {                                                                      \
        return std::unexpected(std::move(WARDLINE_JOIN(wardlineTry_, __LINE__)).error());                              \
    }                                                                                                                  \
    declaration = std::move(*WARDLINE_JOIN(wardlineTry_, __LINE__))

/// The same for an expression whose value is not needed.
#define WARDLINE_CHECK(expression)                                                                                     \
    if (auto wardlineCheck = (expression); !wardlineCheck) {                                                           \
        return std::unexpected(std::move(wardlineCheck).error());                                                      \
    }                                                                                                                  \
    static_assert(true)
