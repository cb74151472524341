// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/model/care_role.h"
#include "core/model/device.h"
#include "core/model/trust.h"
#include "core/trust/device_statement.h"

#include <QList>
#include <QString>

#include <optional>

namespace wardline::trust {

/// What the organisation says of a device, after everything was verified (statement, manifest, epoch, time).
struct Certification
{
    enum class State {
        None, ///< never heard of, or of another identity key
        Certified,
        Expired, ///< was certified; its statement has run out
        Revoked,
    };
    /// Why it is not certified, for whoever asks.
    enum class Reason {
        NoAuthority, ///< no root key is pinned here
        NoManifest, ///< nothing of the organisation was seen yet
        NotFetched, ///< the page with this person's devices is not here, or is older than the manifest
        NoStatement, ///< the organisation does not know the device
        OtherKey, ///< it knows the device with another identity key
        NotYetValid,
        Expired,
        EpochOver, ///< the enrolment key's own time is over
        Revoked,
        Certified,
    };
    State state = State::None;
    std::optional<Instant> until; ///< Certified, Expired
    QStringList clinicalRoles; ///< ids of policy roles; only while Certified
    Reason reason = Reason::NoAuthority;
    DeviceKind kind = DeviceKind::User; ///< only while Certified
    bool operator==(const Certification &) const = default;
};

/// How far new devices are believed before anybody looked at them.
struct TrustRules
{
    bool mayTrustBlindly = true; ///< policy; off: undecided until certified or verified
};

/// What is known of a person's devices together: once one was verified by hand, new ones are not believed blindly.
struct PersonTrust
{
    bool hasVerifiedDevice = false;
};

/// The trust in one device, in this order: manual distrust > revoked > verified > certified > blind > undecided
/// (DESIGN.md 6). Pure.
[[nodiscard]] model::Trust trustOf(const model::KnownDevice &device, const Certification &certification,
                                   const PersonTrust &person, const TrustRules &rules);

/// Which devices a conversation takes.
enum class RoomDeviceRule {
    Believed, ///< blind or better
    CertifiedFirst, ///< certified or verified, where a person has one; otherwise as Believed
    CertifiedOnly, ///< certified or verified
};

} // namespace wardline::trust
