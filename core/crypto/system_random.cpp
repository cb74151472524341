// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/system_random.h"

#include "core/crypto/openssl.h"

namespace wardline::crypto {

void SystemRandom::fill(std::span<std::byte> out)
{
    openssl::randomBytes(out);
}

} // namespace wardline::crypto
