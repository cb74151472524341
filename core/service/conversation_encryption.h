// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/device.h"
#include "core/model/encryption_state.h"
#include "core/model/jid.h"
#include "core/service/device_trust.h"

#include <QList>
#include <QString>

#include <optional>

namespace wardline::service {

/// Why nothing can be sent in an encrypted conversation, naming a person and, where it is about one, a device. ui has
/// words and a way out for each.
struct EncryptionObstacle
{
    enum class Why {
        DevicesUnknown, ///< the relay has not said which devices the person has
        NoDevices, ///< has never signed in with a program that can read encrypted messages
        NoTrustedDevice, ///< has devices, none of which this conversation takes
        UndecidedDevice, ///< has a device nobody has decided about
        NoSession, ///< the keys of a device could not be fetched or do not hold
        TooManyDevices, ///< has more than are written to: eight; to leave them out is to write to the best known ones
        AnnouncementsOnly, ///< the room is so large that only those who run it write in it
        TooManyMembers, ///< too many for anybody's encrypted message
        ManifestTooOld, ///< the organisation's list of devices has not been renewed for too long
        ManifestMissing, ///< the organisation's list of devices has not been seen here yet
        RoomNotPrivate, ///< not everybody can see who may read here
        MembersUnknown, ///< the room did not say who belongs to it
        NobodyLeft, ///< everybody else was left out
        NewMember, ///< belongs to the room by the relay's word, and did not when it was last written to
    };
    Why why = Why::NoDevices;
    model::Jid person; ///< empty: the conversation itself
    QString personName;
    quint32 device = 0; ///< 0: the person as a whole
    std::optional<model::DeviceFault> fault;
    bool mayBeLeftOut = false; ///< once, by choice, and it is written into the audit log
    QList<DeviceNote> refused = {}; ///< NoTrustedDevice: which devices, and why each is not taken
    bool operator==(const EncryptionObstacle &) const = default;
};

/// How a conversation is protected, as far as it is known now.
struct ConversationEncryption
{
    model::EncryptionState state = model::EncryptionState::NotEncrypted;
    int keysReady = 0; ///< people whose keys are here, of `keysTotal`; less while they are being fetched
    int keysTotal = 0;
    QList<EncryptionObstacle> obstacles; ///< what stands in the way of the next message
    QList<EncryptionObstacle> cannotRead; ///< who was left out, and why
    QList<DeviceNote> uncontrolled; ///< devices that it is shown on although the organisation stands for none of them
    QList<DeviceNote> untaken; ///< devices that get nothing here because their trust does not suffice
    int ownWithout = 0; ///< own other devices that get nothing of what is written here
    OrganisationList list = OrganisationList::NotUsed;
    bool takesCertifiedOnly = false; ///< besides devices that were compared here or let in
    bool isKindUnconfirmed = false; ///< the relay alone says that it is a room of a team: it is not taken for one yet
    bool operator==(const ConversationEncryption &) const = default;

    [[nodiscard]] bool isPreparing() const { return keysReady < keysTotal; }
};

} // namespace wardline::service
