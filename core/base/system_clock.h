// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

namespace wardline {

/// The operating system's clocks. The monotonic one counts time spent in suspend where the system can (CLOCK_BOOTTIME).
class SystemClock final : public Clock
{
public:
    [[nodiscard]] Instant now() const override;
    [[nodiscard]] MonotonicInstant monotonic() const override;
};

} // namespace wardline
