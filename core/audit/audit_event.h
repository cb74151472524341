// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <QString>

#include <cstdint>
#include <optional>
#include <vector>

namespace wardline::audit {

/// What was done. Closed: a new kind of event is a new value here, a row in audit_schema.cpp and a row in the test.
enum class AuditEventType {
    ProgramStarted,
    ProgramStopped,
    SignedIn,
    SignInFailed,
    SignedInOffline,
    SignedOut,
    SessionRenewed,
    Locked,
    Unlocked,
    UnlockFailed,
    Enrolled,
    RecoveryCodeUsed,
    ConversationViewed,
    MessageSent,
    MessageReceived,
    MessageCorrected, ///< an own one, for everybody
    MessageRetracted, ///< an own one, for everybody
    MessageCancelled, ///< an own one that had not left
    MessageRemoved, ///< somebody's, as the room's moderator
    ReactionChanged, ///< the own one to a message: given, changed or taken back
    SearchPerformed,
    Exported,
    Printed,
    Copied,
    RoomCreated,
    RoomMembersChanged,
    PolicyLoaded,
    PolicyChanged,
    PolicyRejected,
    AuditViewed,
    AuditVerified,
    AuditExported,
    ProfileCreated,
    ProfileWiped,
    CacheDamaged,
    CacheQuarantined,
    ForgedStanzaRefused,
    ReaderLeftOut, ///< a person or a device does not get an encrypted message, by the sender's choice
    ReceivedInClear, ///< a message that was not encrypted, in a conversation that is
    DeviceVerified, ///< by hand
    DeviceDistrusted, ///< by hand
    TrustDocumentRefused, ///< about the organisation's devices: an epoch, manifest, page or statement
    TailRepaired, ///< written by the log itself: the last append before this one was torn
    RecordsLost, ///< written by the log itself: `count` events found no room on a full disk
};

/// How it ended, in the words of DICOM PS3.15 A.5 (EventOutcomeIndicator).
enum class AuditOutcome { Success = 0, MinorFailure = 4, SeriousFailure = 8, MajorFailure = 12 };

/// Why or how, where a type asks for it. Closed, so that no free text can enter the log.
enum class AuditReason {
    // how somebody signed in or unlocked
    PasswordAndCode,
    Token,
    RecoveryCode,
    AppendedCode,
    LocalCode,
    Password,
    Pin,
    // why signing in or unlocking failed
    WrongCredentials,
    Throttled,
    RelayUnreachable,
    RelayRefused,
    CertificateRefused,
    SecondFactorMissing,
    KeychainMissing,
    KeychainLocked,
    LeaseOver,
    ClockOff,
    ProfileInUse,
    Cancelled,
    // why it locked or signed out; the words are those of lock::lockReasonWord
    Idle,
    User,
    SessionLock,
    UserSwitch,
    RemoteDisconnect,
    Suspend,
    Policy,
    TimeJump,
    RemoteCommand,
    SessionLimit,
    Revoked,
    ProgramStop,
    // why a policy or a cache was not taken
    Unreadable,
    NotTrusted,
    TooLarge,
    BadSyntax,
    AgainstSchema,
    Loosens,
    Damaged,
    // what was forged
    ForgedCarbon,
    ForgedArchive,
    ForgedRosterPush,
    ForgedIqAnswer,
    ForgedStanzaId,
    ForgedOriginId,
    ForgedPresence,
    ForgedEncryption, ///< does not authenticate, or names another sender or place inside
    DistrustedDevice, ///< from a device that is distrusted, revoked, or has another identity than the known one
    // what was wrong with a document about devices (BadSyntax and TooLarge too)
    WrongSignature,
    RolledBack,
    Forked,
    Expired,
    NotYetValid,
    OtherOrganisation,
    OtherPerson,
    NotListed,
    // how a verification or a write ended
    Intact,
    Altered,
    DiskFull,
};

enum class AuditObjectKind { Room, Person, Message, File, Policy, Device, Record };

/// Something an event is about: its identifier, never its content or title. Rooms and people are bare addresses.
struct AuditObject {
    AuditObjectKind kind = AuditObjectKind::Room;
    QString id;
    bool operator==(const AuditObject &) const = default;
};

/// Stands in `who` where no person is known yet: the workstation itself acts. It is not an address, so no person can have it.
inline constexpr QStringView kWorkstation = u"@workstation";

/// One thing that was done. The log adds number, time and origin. Identifiers and closed words only.
struct AuditEvent {
    AuditEventType type = AuditEventType::ProgramStarted;
    QString who; ///< bare address of the person, or `kWorkstation` where the type allows it; never empty
    AuditOutcome outcome = AuditOutcome::Success;
    std::optional<AuditReason> reason;
    std::vector<AuditObject> objects;
    std::optional<std::uint64_t> count; ///< hits, exported records, torn bytes: the type says of what
    bool operator==(const AuditEvent &) const = default;
};

/// An event as it stands in the log.
struct AuditRecord {
    std::uint64_t number = 0; ///< from 1, without gaps in the log; changes of key and of file have numbers too, so a list of events may skip some
    Instant time; ///< wall clock of the workstation when it was written
    QString origin; ///< name of the workstation
    AuditEvent event;
    bool isSigned = false; ///< false: written before a key was at hand, covered by the next signed record
    bool operator==(const AuditRecord &) const = default;
};

} // namespace wardline::audit
