// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/auth/offline_lease.h"

#include "core/auth/byte_format.h"

namespace wardline::auth {

Status OfflineLease::check(Instant now, std::chrono::milliseconds length) const
{
    if (now + kClockTolerance < lastSeen) {
        return failure(AuthError::LeaseClockWentBack);
    }
    return now - lastOnline > length ? Status(failure(AuthError::LeaseExpired)) : Status();
}

SecretBytes OfflineLease::serialize() const
{
    QByteArray bytes;
    appendInteger(bytes, static_cast<std::int64_t>(lastOnline.time_since_epoch().count()));
    appendInteger(bytes, static_cast<std::int64_t>(lastSeen.time_since_epoch().count()));
    return SecretBytes::copyOf(bytes);
}

std::optional<OfflineLease> OfflineLease::parse(const SecretBytes &bytes)
{
    ByteReader reader(bytes.view());
    const auto online = reader.integer<std::int64_t>();
    const auto seen = reader.integer<std::int64_t>();
    if (!online || !seen || !reader.atEnd()) {
        return std::nullopt;
    }
    return OfflineLease {.lastOnline = Instant(std::chrono::milliseconds(*online)),
                         .lastSeen = Instant(std::chrono::milliseconds(*seen))};
}

} // namespace wardline::auth
