// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/device.h"
#include "core/model/trust.h"
#include "core/trust/certifier.h"
#include "core/trust/trust_policy.h"

#include <QHash>
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
    Certification::Reason certification = Certification::Reason::NoAuthority; ///< what the organisation says, and why
};

/// A device whose trust was the reason for something, for whoever is told.
struct NotedDevice
{
    model::DeviceAddress device;
    model::Trust trust = model::Trust::Undecided;
    Certification::Reason certification = Certification::Reason::NoAuthority;
    bool operator==(const NotedDevice &) const = default;
};

/// Somebody who should be able to read: a member of the room, offline or not, the other person, or ourselves.
struct CandidatePerson
{
    model::Jid person;
    bool areDevicesKnown = false; ///< their list was fetched, and recently enough
    QList<CandidateDevice> devices; ///< the listed ones; without this device itself
    /// The organisation stands for a device of theirs, this one included, whatever the relay lists.
    bool hasCertifiedDevice = false;
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
        TooManyDevices, ///< more than 8 that this conversation would take; left out, the best known 8 get it
        AnnouncementsOnly, ///< over 100: only those who run the room write in it
        TooManyMembers, ///< over 250: nobody does
        ManifestTooOld, ///< the organisation's list has not been renewed for too long
        ManifestMissing, ///< the organisation's list has not been seen here
        RoomNotPrivate, ///< not members-only and non-anonymous
        NobodyLeft, ///< everybody was left out
    };
    Why why = Why::NoDevices;
    model::Jid person; ///< empty: the conversation itself
    std::optional<model::DeviceAddress> device;
    std::optional<model::DeviceFault> fault;
    bool mayBeLeftOut = false; ///< by a single-use, audited choice
    QList<NotedDevice> refused = {}; ///< NoTrustedDevice: the devices, and why they are not taken
    bool operator==(const SendObstacle &) const = default;
};

/// A device to write to, in one of the versions.
struct PlannedDevice
{
    model::DeviceAddress device;
    bool isVersion2 = true; ///< a device that has both gets omemo:2 alone
    bool operator==(const PlannedDevice &) const = default;
};

/// A device (or, with id 0, a whole person) that gets nothing of this message although the message is sent, and why: so
/// that whoever asks can be told who cannot read it.
struct PassedOver
{
    enum class Why {
        LeftOut, ///< by the sender's choice, which this message has used: to be audited by name
        Distrusted, ///< by hand
        Revoked, ///< by the organisation
        NotCertified, ///< the conversation takes certified or verified devices only; its owner has one
        NotListed, ///< its owner has taken it off the list, or it stands under somebody else's name
        Silent, ///< retired: its owner has another device that answers
        Surplus, ///< more than the 8 best known ones, by the sender's choice, which this message has used
        OwnUnready, ///< an own device: no session, undecided or beyond the limit; never an obstacle
    };
    Why why = Why::LeftOut;
    model::DeviceAddress device;
    bool operator==(const PassedOver &) const = default;
};

/// Either everybody can read, or nothing is sent and the obstacles say why.
struct RecipientPlan
{
    QList<PlannedDevice> devices; ///< each once, in the order of the people; only to be used if maySend()
    QList<SendObstacle> obstacles; ///< those of the conversation first, then in the order of the people
    QList<PassedOver> passedOver;
    QList<NotedDevice> untaken; ///< of `passedOver`: those whose trust does not suffice, and why
    /// Of `devices`: those that nobody stands for, neither the organisation nor a person who compared them.
    QList<NotedDevice> uncontrolled;
    [[nodiscard]] bool maySend() const { return obstacles.isEmpty(); }
    [[nodiscard]] QList<model::DeviceAddress> leftOut() const; ///< the choices that this message has used
    /// Those that got nothing because their person has more, by a choice that this message has used.
    [[nodiscard]] QList<model::DeviceAddress> surplus() const;
};

struct PlanRules
{
    RoomDeviceRule rule = RoomDeviceRule::Believed;
    int maxDevicesOfPerson = 8;
    int maxMembers = 100; ///< beyond, a room is for announcements
    int maxAnnouncedTo = 250; ///< a stanza for two devices each fits what relays take, key exchanges included
    bool mayAnnounce = false; ///< the sender runs the room: its owner, administrator or moderator
    ListState list = ListState::NotUsed; ///< too old or missing: stops conversations that take certified devices only
    /// Devices that somebody let into this conversation although nobody certified them, with the identity key
    /// (Curve25519 form) that they had then: with another one the choice counts for nothing.
    QHash<model::DeviceAddress, QByteArray> admitted = {};
    bool isRoomPrivate = true;
    bool isRoom = false;
};

/// Who gets a message. `leftOut` are the devices (or whole persons, with id 0) that the sender chose to leave out of
/// this one message. Never skips anybody silently: whoever gets nothing is an obstacle or stands in `passedOver`.
///
/// - A device is taken if it is listed, has a session, and its trust is what the conversation takes. A person of whom
/// no
///   device remains is an obstacle; so is a device that the conversation would take and cannot write to.
/// - In conversations that take certified devices only, a person's other devices are passed over, as are distrusted,
///   revoked and (while another one answers) silent ones everywhere.
/// - Where certified devices come first, a person who has one gets nothing on the others, also while the relay does not
///   list it: hiding a device must not bring another one in.
/// - A device that was admitted is taken like a certified one, unless it is distrusted or revoked.
/// - A device listed for both versions gets omemo:2 alone; where only its 0.3 session could be made, it gets that.
/// - A device whose identity key changed is an obstacle even where a session remains.
/// - A device whose messages do not open (BrokenSession) is written to as ever: anybody who can put something onto the
///   wire under its name could stop a conversation otherwise, and what we send opens with keys of its own.
/// - A choice to leave out counts only against an obstacle that may be left out: whoever can read by now gets the
///   message. In a conversation of two the other person cannot be left out, only one of several devices.
/// - Of a person with too many devices a choice to leave them out is one for the 8 best known that can be written to:
///   certified and compared ones first, then those last heard of. So nobody blocks what is urgent by listing more.
/// - A room of more than `maxMembers` is for announcements: who may announce writes to everybody in it, as ever.
/// - Only devices that would be taken count towards `maxDevicesOfPerson`, so that nobody can block a room of certified
///   devices by listing others. Own other devices are candidates too, but never an obstacle; beyond the limit the
///   better trusted and later heard ones are taken.
///
/// One person may stand in `people` several times. Pure.
[[nodiscard]] RecipientPlan planRecipients(const QList<CandidatePerson> &people, const model::Jid &own,
                                           const PlanRules &rules, const QSet<model::DeviceAddress> &leftOut);

} // namespace wardline::trust
