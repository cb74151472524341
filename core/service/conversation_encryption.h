// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/device.h"
#include "core/model/encryption_state.h"
#include "core/model/jid.h"

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
        TooManyDevices, ///< has more than policy allows
        TooManyMembers, ///< the room is too large: announcements only
        ManifestTooOld, ///< the organisation's list of devices has not been renewed for too long
        RoomNotPrivate, ///< not everybody can see who may read here
        MembersUnknown, ///< the room did not say who belongs to it
        NobodyLeft, ///< everybody else was left out
    };
    Why why = Why::NoDevices;
    model::Jid person; ///< empty: the conversation itself
    QString personName;
    quint32 device = 0; ///< 0: the person as a whole
    std::optional<model::DeviceFault> fault;
    bool mayBeLeftOut = false; ///< once, by choice, and it is written into the audit log
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
    bool operator==(const ConversationEncryption &) const = default;

    [[nodiscard]] bool isPreparing() const { return keysReady < keysTotal; }
};

} // namespace wardline::service
