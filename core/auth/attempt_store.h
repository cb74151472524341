// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/auth/auth_error.h"
#include "core/base/clock.h"
#include "core/base/result.h"

#include <cstdint>
#include <optional>

namespace wardline::auth {

/// What must be remembered about tried codes across restarts.
struct AttemptRecord {
    std::uint32_t failures = 0; ///< wrong codes since the last right one
    Instant notBefore {}; ///< no code is looked at earlier
    std::optional<std::uint64_t> lastAcceptedStep {}; ///< RFC 6238 5.2: a code is accepted once
    bool operator==(const AttemptRecord &) const = default;
};

/// Keeps one AttemptRecord durably.
class AttemptStore
{
public:
    virtual ~AttemptStore() = default;
    /// AttemptsDamaged when there is none or it cannot be understood: deleting the record must not be a way to try again.
    [[nodiscard]] virtual Result<AttemptRecord> load() = 0;
    /// Durable when it returns.
    [[nodiscard]] virtual Status save(const AttemptRecord &record) = 0;
};

} // namespace wardline::auth
