// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/auth/vault_header.h"
#include "core/model/care_role.h"
#include "core/model/open_items.h"
#include "core/model/room_kind.h"
#include "core/service/live/organisation_rules.h"
#include "core/service/workstation.h"
#include "core/stream/stream_options.h"

#include <QHash>
#include <QList>
#include <QSslCertificate>
#include <QStringList>
#include <QUrl>

#include <chrono>
#include <optional>

namespace wardline::service {

/// How messages may follow a person.
struct HistoryRules
{
    bool mayBackUp = true;
    bool mayHandOver = true;
    bool isRoaming = false;
    std::chrono::hours roamingRange{72};
    qint64 roamingBytes = qint64(4) << 20U; ///< what this device may keep on the relay
    QString secretFile; ///< the organisation's; empty: there is none
    quint32 secretOwner = 0; ///< whom that file must belong to; another than root is for tests
};

/// What policy decides for a session, as values. Made once at start from core/policy; the services never read files.
struct Rules
{
    QUrl relay; ///< empty: the person types it
    bool isRelayFixed = false;
    QString domain;
    QList<QSslCertificate> certificates; ///< trusted for the relay; empty: the system's
    QList<QByteArray> pins; ///< SHA-256 of the leaf's public key
    stream::TotpMode totp = stream::TotpMode::RelayTask;
    bool isLocalTotp = false; ///< the relay checks no code, the device does
    bool allowPlain = false;
    std::optional<auth::DeviceSecretKind> deviceSecret = auth::DeviceSecretKind::Keychain;
    std::chrono::milliseconds sessionLimit = std::chrono::hours(12);
    std::chrono::milliseconds offlineLease = std::chrono::hours(12);
    std::chrono::seconds idleLock{300};
    std::chrono::seconds lockWarning{30};
    bool isSharedWorkstation = true; ///< whose input keeps the screen open (lock::IdlePreset)
    bool auditReceived = false;
    bool encrypts = true; ///< false: nothing is end-to-end encrypted, for tests of other things
    bool allowsClearText = false; ///< to those who have no device that can read encrypted messages, and in open rooms
    bool requiresEncryption = false; ///< nothing may be sent that is not end-to-end encrypted
    OrganisationRules organisation; ///< who is believed about devices
    std::chrono::minutes correctWithin{60}; ///< how long one's own messages may be corrected; 0: not at all
    std::chrono::minutes retractWithin{60}; ///< the same for taking back
    HistoryRules history;
    bool allowsCopy = true; ///< texts may be copied out of a conversation
    bool allowsFiles = true; ///< files may be sent and fetched
    bool allowsSaving = false; ///< files may be saved outside of the program
    qint64 maxFileBytes = 25LL << 20;
    qint64 fetchesUpTo = 2LL << 20; ///< pictures of this size are fetched when their message is shown; 0: none
    QStringList fileTypes; ///< what files may be, by their content
    QStringList fileHosts; ///< where files may lie besides the relay
    bool tellsWriting = true; ///< others may see that one writes
    int writingRoomMembers = 20; ///< not in rooms with more members
    int receiptsRoomMembers = 100; ///< nobody is asked for receipts in rooms with more
    std::chrono::seconds pingAfter{60}; ///< silence after which the relay is asked whether it is there
    QStringList redirectHosts; ///< where the relay may send us instead
    model::OpenItemsDetail printsOpenItems = model::OpenItemsDetail::Titles;
    std::optional<model::RoomKind> roomKind; ///< of every new room; nothing: people choose
    int cacheDays = 0; ///< how far back history is fetched and kept; 0: without limit
    QHash<QString, model::CareRole> rolesByGroup; ///< exact names of the relay's roster groups
    bool listAccounts = true; ///< the sign-in page may show who has signed in here
    QList<PolicyLine> lines; ///< for people
};

} // namespace wardline::service
