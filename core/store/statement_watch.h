// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/store_error.h"

#include <chrono>
#include <optional>

namespace wardline::store {

/// Sees every statement of a connection go by, on that connection's thread. For tests: statements that fail at will, and which were slow.
class StatementWatch
{
public:
    virtual ~StatementWatch() = default;
    /// An error makes the statement fail with it instead of running.
    [[nodiscard]] virtual std::optional<StoreError> beforeRun(const char *name) = 0;
    /// From its first step to its reset.
    virtual void afterRun(const char *name, std::chrono::milliseconds took) = 0;
};

} // namespace wardline::store
