// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/system_clock.h"

#include <cstdint>

#ifdef __linux__
#include <time.h>
#endif

namespace wardline {

Instant SystemClock::now() const
{
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

MonotonicInstant SystemClock::monotonic() const
{
#ifdef __linux__
    timespec value {};
    if (clock_gettime(CLOCK_BOOTTIME, &value) == 0) {
        return MonotonicInstant(std::chrono::milliseconds(static_cast<std::int64_t>(value.tv_sec) * 1000 + value.tv_nsec / 1'000'000));
    }
#endif
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::steady_clock::now());
}

} // namespace wardline
