// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace wardline {

/// Source of random bytes. The real one (crypto::SystemRandom) is cryptographically secure; any thread.
class Random
{
public:
    virtual ~Random() = default;
    virtual void fill(std::span<std::byte> out) = 0;

    /// Uniform in [0, bound), without modulo bias; 0 when bound is 0.
    [[nodiscard]] std::uint32_t below(std::uint32_t bound)
    {
        if (bound < 2) {
            return 0;
        }
        const std::uint32_t limit = UINT32_MAX - UINT32_MAX % bound;
        std::uint32_t value = 0;
        do {
            fill(std::as_writable_bytes(std::span(&value, 1)));
        } while (value >= limit);
        return value % bound;
    }
};

} // namespace wardline
