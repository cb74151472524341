// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/care_role.h"
#include "core/model/open_items.h"
#include "core/model/room_kind.h"
#include "core/policy/effective_value.h"
#include "core/policy/policy_error.h"

#include <QMap>
#include <QString>
#include <QStringList>
#include <QUrl>

#include <chrono>
#include <optional>
#include <vector>

namespace wardline::policy {

/// How the code reaches the relay (DESIGN 3).
enum class TotpMode {
    Sasl2, ///< as the SASL2 task of XEP-0400; the relay checks it
    Appended, ///< behind the password in SASL PLAIN; the relay's PAM or directory checks it
    Local, ///< checked on the device: protects the workstation, not the account
};

/// Where the half of the vault's key that is not the password comes from (DESIGN 4).
enum class DeviceSecret {
    Keychain,
    Machine, ///< provisioned by the administrator for workstations whose keychain is never unlocked
    None, ///< no secret: the session keeps nothing on disk
};

/// What a notification may say, from the least to the most.
enum class NotificationContent {
    Nothing, ///< count and urgency
    Sender, ///< and who wrote
    Room, ///< and the room's title
    Text, ///< and the beginning of the text
};

/// Of which messages a person is told, from the fewest to all.
enum class NotificationLevel {
    Nothing,
    Mentions, ///< what names the person, and direct messages
    Everything,
};

/// Which devices conversations take (trust::RoomDeviceRule).
enum class RoomDevices {
    Believed,
    Clinical, ///< where an organisation certifies devices: rooms of patients those alone, everybody else those first
    Rooms, ///< the same for all rooms
    Certified,
};

/// Whose input keeps the screen open (lock::IdlePreset).
enum class WorkstationKind { Shared, Personal };

/// Something wrong with, or left out of, a source of policy.
struct PolicyProblem {
    PolicyError code = PolicyError::Unreadable;
    QString file; ///< path of the source, or "user"
    QString pointer; ///< RFC 6901: "/lock/idle_seconds"; empty for the whole document
    QString reason; ///< for administrators, in English
    bool operator==(const PolicyProblem &) const = default;

    /// "FILE: /pointer: reason".
    [[nodiscard]] QString toString() const;
};

/// One setting for `policy show` and `policy explain`, and for the settings page.
struct PolicyRow {
    QString key; ///< "lock.idle_seconds"
    QString value; ///< as compact JSON
    PolicyOrigin origin;
    bool isLocked = false;
    QString rule; ///< what the person may do: "may only be lowered"
    QString meaning; ///< the schema's description
    bool operator==(const PolicyRow &) const = default;
};

/// All settings in force. Made by PolicyLoader; a value, any thread.
struct Policy {
    EffectiveValue<QUrl> relayUrl; ///< wss only; empty: the person says
    EffectiveValue<QString> relayDomain; ///< empty: the domain of the account
    EffectiveValue<QString> relayCa; ///< path of a PEM file that alone is trusted; empty: the system's authorities
    EffectiveValue<QStringList> relayPins; ///< SHA-256 of the leaf's or authority's public key, Base64; empty: no pinning
    EffectiveValue<bool> relayAllowPlain; ///< SASL PLAIN (inside TLS), which appended codes need
    EffectiveValue<TotpMode> totpMode;
    EffectiveValue<WorkstationKind> workstation;
    EffectiveValue<std::chrono::seconds> lockIdle;
    EffectiveValue<std::chrono::seconds> lockWarning;
    EffectiveValue<std::chrono::seconds> lockPasswordAfter; ///< locked this long, the PIN no longer does
    EffectiveValue<std::chrono::hours> sessionMax;
    EffectiveValue<std::chrono::hours> sessionOfflineLease; ///< 0: no signing in without the relay
    EffectiveValue<DeviceSecret> deviceSecret;
    EffectiveValue<QMap<QString, model::CareRole>> roles; ///< roster group, compared exactly -> role
    EffectiveValue<std::chrono::days> cacheRetention;
    EffectiveValue<bool> historyBackup; ///< people may write backups
    EffectiveValue<bool> historyHandOver; ///< from device to device
    EffectiveValue<bool> historyRoaming; ///< the last hours are kept on the relay, encrypted
    EffectiveValue<std::chrono::hours> historyRoamingHours;
    EffectiveValue<int> historyRoamingMib; ///< what each workstation may keep there
    EffectiveValue<QString> historySecretFile; ///< empty: there is none
    EffectiveValue<std::chrono::minutes> correctWithin; ///< how long own messages may be corrected; 0: never
    EffectiveValue<std::chrono::minutes> retractWithin; ///< how long own messages may be taken back; 0: never
    EffectiveValue<bool> tellWriting; ///< may others see that one writes
    EffectiveValue<int> writingRoomMembers; ///< not in rooms with more members
    EffectiveValue<int> receiptsRoomMembers; ///< no receipts are asked for in rooms with more members
    EffectiveValue<std::chrono::seconds> relayPing; ///< silence after which the relay is asked whether it is there
    EffectiveValue<QStringList> relayRedirectHosts; ///< hosts that the relay may send us to
    EffectiveValue<model::OpenItemsDetail> printOpenItems;
    EffectiveValue<std::optional<model::RoomKind>> roomKind; ///< of every new room; nothing: people choose
    EffectiveValue<bool> clipboardCopy; ///< may text be copied out of a conversation
    EffectiveValue<bool> filesAllowed; ///< may files be sent and fetched
    EffectiveValue<bool> filesSave; ///< may files be saved outside of the program
    EffectiveValue<int> filesMaxMegabytes;
    EffectiveValue<int> filesFetchMegabytes; ///< pictures up to this are fetched when they are shown
    EffectiveValue<QStringList> filesTypes; ///< media types by content, "image/png" or "text/*"
    EffectiveValue<QStringList> filesHosts; ///< where files may lie besides the relay
    EffectiveValue<NotificationContent> notificationContent;
    EffectiveValue<NotificationLevel> notificationAtLeast; ///< people may not choose to be told of less
    EffectiveValue<bool> notificationQuietHours; ///< may people set quiet hours
    EffectiveValue<bool> notificationSoundRequired; ///< sound cannot be switched off
    EffectiveValue<bool> clearTextAllowed; ///< to people without a device that reads encrypted messages, and open rooms
    EffectiveValue<bool> encryptionRequired; ///< refuse to send in rooms that are not end-to-end encrypted
    EffectiveValue<QString> trustOrganisation; ///< empty: no organisation certifies devices
    EffectiveValue<QString> trustAuthority; ///< bare address of the account that publishes
    EffectiveValue<QStringList> trustRootKeys; ///< Ed25519, Base64
    EffectiveValue<bool> trustBlind; ///< devices are believed before anybody looked at them
    EffectiveValue<RoomDevices> trustRooms;
    EffectiveValue<QStringList> trustVouchingRoles; ///< clinical roles of certificates that are offered to vouch
    EffectiveValue<std::chrono::hours> trustManifestSoft;
    EffectiveValue<std::chrono::days> trustManifestHard;
    EffectiveValue<bool> auditReceived; ///< record received messages too
    EffectiveValue<QString> banner; ///< a line above every page; empty: none

    bool hasSystemPolicy = false;
    std::vector<PolicyRow> rows; ///< every setting, by key
    std::vector<PolicyProblem> ignored; ///< settings of the person that the system policy does not permit
    QString digest; ///< SHA-256 over the values in force, hex: the id that the audit log names
    bool operator==(const Policy &) const = default;
};

} // namespace wardline::policy
