// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lock/idle_source.h"

namespace wardline::lock {

/// Says what a test told it. Tests only.
class FakeIdleSource final : public IdleSource
{
public:
    [[nodiscard]] std::optional<std::chrono::milliseconds> idleFor() const override { return m_idle; }
    void set(std::optional<std::chrono::milliseconds> idle) { m_idle = idle; }

private:
    std::optional<std::chrono::milliseconds> m_idle;
};

} // namespace wardline::lock
