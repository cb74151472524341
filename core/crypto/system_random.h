// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"

namespace wardline::crypto {

/// OpenSSL's private generator, seeded by the operating system. Any thread. Aborts the process if there is no randomness.
class SystemRandom final : public Random
{
public:
    void fill(std::span<std::byte> out) override;
};

} // namespace wardline::crypto
