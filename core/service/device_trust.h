// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/model/device.h"
#include "core/model/trust.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace wardline::service {

/// What the organisation says of a device.
enum class Certificate {
    NoOrganisation, ///< there is none to ask
    ListMissing, ///< its list, or the part with this person, is not here
    NotListed, ///< it does not know the device
    OtherKey, ///< it knows the device with another identity key
    NotYetValid,
    Expired,
    Revoked,
    Certified,
};

/// How old the organisation's list of devices is.
enum class OrganisationList {
    NotUsed, ///< there is no organisation to ask
    Missing, ///< never seen here
    Fresh,
    Ageing, ///< said; nothing stops
    TooOld, ///< nothing is sent where certified devices are asked for
};

/// A device that gets nothing, or gets something although nobody stands for it, and what is thought of it.
struct DeviceNote
{
    model::DeviceAddress device;
    QString personName;
    model::Trust trust = model::Trust::Undecided;
    Certificate certificate = Certificate::NoOrganisation;
    bool operator==(const DeviceNote &) const = default;
};

/// A device of somebody as a person sees it who wants to know whom to believe.
struct ShownDevice
{
    model::DeviceAddress address;
    QStringList fingerprint; ///< the Curve25519 form, eight groups of eight; empty: its keys were never seen
    model::Trust trust = model::Trust::Undecided;
    Certificate certificate = Certificate::NoOrganisation;
    std::optional<Instant> until; ///< Certified, Expired
    QStringList clinicalRoles; ///< by the organisation's word, ids of roles; only while Certified
    std::optional<model::DeviceFault> fault;
    bool isThisOne = false;
    bool isListed2 = false;
    bool isListed03 = false;
    Instant firstSeen{};
    std::optional<Instant> lastHeard;
    bool operator==(const ShownDevice &) const = default;
};

} // namespace wardline::service
