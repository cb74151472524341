// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stream/reconnect_policy.h"

#include <algorithm>

namespace wardline::stream {

namespace {

/// 2^20 times the first step is beyond any limit that makes sense.
constexpr std::uint32_t kMaxDoublings = 20;

} // namespace

ReconnectPolicy::ReconnectPolicy(Random &random, ReconnectLimits limits)
    : m_random(random)
    , m_limits(limits)
{
}

std::chrono::milliseconds ReconnectPolicy::nextDelay()
{
    const std::chrono::milliseconds step = std::min<std::chrono::milliseconds>(m_limits.most, m_limits.first * (1LL << m_failures));
    m_failures = std::min(m_failures + 1, kMaxDoublings);
    const auto half = static_cast<std::uint32_t>(std::clamp<std::int64_t>(step.count() / 2, 0, INT32_MAX));
    return std::chrono::milliseconds(step.count() - half) + std::chrono::milliseconds(m_random.below(half + 1));
}

std::chrono::milliseconds ReconnectPolicy::networkReturned()
{
    if (m_immediateUsed) {
        return nextDelay();
    }
    m_immediateUsed = true;
    m_failures = 0;
    return std::chrono::milliseconds(0);
}

void ReconnectPolicy::established()
{
    m_failures = 0;
    m_immediateUsed = false;
}

} // namespace wardline::stream
