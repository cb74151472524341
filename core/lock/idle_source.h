// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>

namespace wardline::lock {

/// How long nobody has touched this desktop, whichever program has the focus. One thread.
class IdleSource
{
public:
    virtual ~IdleSource() = default;
    /// Nothing where the system does not say.
    [[nodiscard]] virtual std::optional<std::chrono::milliseconds> idleFor() const = 0;
};

} // namespace wardline::lock
