// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"

namespace wardline {

/// A repeatable sequence (SplitMix64 from a seed). Tests only.
class FakeRandom final : public Random
{
public:
    explicit FakeRandom(std::uint64_t seed = 1)
        : m_state(seed)
    {
    }
    void fill(std::span<std::byte> out) override
    {
        for (std::byte &byte : out) {
            std::uint64_t z = (m_state += 0x9e3779b97f4a7c15ULL);
            z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
            z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
            byte = static_cast<std::byte>((z ^ (z >> 31)) & 0xff);
        }
    }

private:
    std::uint64_t m_state;
};

} // namespace wardline
