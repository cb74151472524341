// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/auth/vault_header.h"
#include "core/model/care_role.h"
#include "core/service/workstation.h"
#include "core/stream/stream_options.h"
#include "core/trust/trust_policy.h"

#include <QHash>
#include <QList>
#include <QSslCertificate>
#include <QUrl>

#include <chrono>
#include <optional>

namespace wardline::service {

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
    bool trustsBlindly = true; ///< devices that nobody has looked at yet are written to
    trust::RoomDeviceRule devices = trust::RoomDeviceRule::Believed; ///< which devices conversations take
    std::chrono::minutes correctWithin{60}; ///< how long one's own messages may be corrected; 0: not at all
    std::chrono::minutes retractWithin{60}; ///< the same for taking back
    bool allowsCopy = true; ///< texts may be copied out of a conversation
    int cacheDays = 0; ///< how far back history is fetched and kept; 0: without limit
    QHash<QString, model::CareRole> rolesByGroup; ///< exact names of the relay's roster groups
    bool listAccounts = true; ///< the sign-in page may show who has signed in here
    QList<PolicyLine> lines; ///< for people
};

} // namespace wardline::service
