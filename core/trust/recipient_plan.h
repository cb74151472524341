// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/device.h"
#include "core/model/trust.h"
#include "core/trust/trust_policy.h"

#include <QList>
#include <QSet>

#include <optional>

namespace wardline::trust {

/// One device of somebody who should be able to read, with what was decided about it.
struct CandidateDevice
{
    model::KnownDevice device;
    model::Trust trust = model::Trust::Undecided;
    bool hasSession2 = false;
    bool hasSession03 = false;
};

/// Somebody who should be able to read: a member of the room, offline or not, the other person, or ourselves.
struct CandidatePerson
{
    model::Jid person;
    bool areDevicesKnown = false; ///< their list was fetched, and recently enough
    QList<CandidateDevice> devices; ///< the listed ones; without this device itself
};

/// Why nothing is sent, each naming a person and, where it is about one, a device.
struct SendObstacle
{
    enum class Why {
        DevicesUnknown, ///< not fetched yet: wait, or the relay does not answer
        NoDevices, ///< has no device that can read encrypted messages
        NoTrustedDevice, ///< has devices, none of which this conversation takes
        UndecidedDevice, ///< a device nobody has decided about, where policy trusts none blindly
        NoSession, ///< its keys could not be fetched or do not hold (see fault)
        TooManyDevices, ///< more than 8
        TooManyMembers, ///< over 100: announcements only
        ManifestTooOld, ///< the organisation's list has not been renewed for too long
        RoomNotPrivate, ///< not members-only and non-anonymous
    };
    Why why = Why::NoDevices;
    model::Jid person; ///< empty: the conversation itself
    std::optional<model::DeviceAddress> device;
    std::optional<model::DeviceFault> fault;
    bool mayBeLeftOut = false; ///< by a single-use, audited choice
    bool operator==(const SendObstacle &) const = default;
};

/// A device to write to, in one of the versions.
struct PlannedDevice
{
    model::DeviceAddress device;
    bool isVersion2 = true; ///< a device that has both gets omemo:2 alone
    bool operator==(const PlannedDevice &) const = default;
};

/// Either everybody can read, or nothing is sent and the obstacles say why.
struct RecipientPlan
{
    QList<PlannedDevice> devices;
    QList<SendObstacle> obstacles;
    [[nodiscard]] bool maySend() const { return obstacles.isEmpty(); }
};

struct PlanRules
{
    RoomDeviceRule rule = RoomDeviceRule::Believed;
    int maxDevicesOfPerson = 8;
    int maxMembers = 100;
    bool isManifestTooOld = false;
    bool isRoomPrivate = true;
    bool isRoom = false;
};

/// Who gets a message. `leftOut` are the devices (or whole persons, with id 0) that the sender chose to leave out of
/// this one message. Never skips anybody silently: a device that is distrusted or revoked is left out as its owner's
/// other devices are enough, a person of whom no device remains is an obstacle. Own other devices are candidates too,
/// but never an obstacle. Pure.
[[nodiscard]] RecipientPlan planRecipients(const QList<CandidatePerson> &people, const model::Jid &own,
                                           const PlanRules &rules, const QSet<model::DeviceAddress> &leftOut);

} // namespace wardline::trust
