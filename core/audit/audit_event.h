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
    RoomKindChanged, ///< what it is for, and so which devices it takes
    RoomKindRefused, ///< the relay says that a room of patients is one of a team by now
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
    ForgedStanzaRefused, ///< `count` of them, where it was more than one within a minute
    HeldMessageShown, ///< what a device wrote that nobody stands for: a person chose to read it
    MessageDelayed, ///< somebody had sealed it long before the relay gave it out
    MemberAppeared, ///< in a room of certified devices, by the relay's word
    DeviceAppeared, ///< on the list of somebody who had others
    DeviceUnlisted, ///< somebody stands for it, and the relay lists it no longer
    ReaderLeftOut, ///< a person or a device does not get an encrypted message, by the sender's choice
    ReceivedInClear, ///< what was not encrypted, in a conversation that is; `Policy`: nothing of it was taken
    FileOpened, ///< a person looked at a file of a message
    FileSaved, ///< a person took a file out of the program
    FileRefused, ///< a file that came was not shown
    DeviceVerified, ///< by hand
    DeviceDistrusted, ///< by hand
    DeviceAdmitted, ///< into a conversation, although nobody certified it
    DeviceNoLongerAdmitted,
    DeviceRefused, ///< gets nothing: nobody certified it, it was revoked, or has another identity than before
    DeviceVouchedFor, ///< a colleague's, before the organisation
    CertificationRequested, ///< for this device
    DeviceCertified, ///< an own one, by the organisation
    KeysRefused, ///< of a device: they do not hold, or its person lists more devices than anybody has
    SessionReset, ///< the keys agreed with a device were made anew, by hand
    TrustDocumentRefused, ///< about the organisation's devices: an epoch, manifest, page or statement
    HistoryBackedUp, ///< into a file; `count` messages
    HistoryRestored, ///< from a file; `count` messages that were not here
    HistoryFetched, ///< what other workstations of the person keep on the relay; `count` messages that were not here
    HistoryRequested, ///< this device asks the person's other devices
    HistoryHandedOver, ///< to another device of the person, by somebody's consent; `count` messages
    HistoryReceived, ///< from another device of the person; `count` messages that were not here
    HistoryDeclined, ///< another device of the person asked and gets nothing
    HistoryRefused, ///< a file, or what is kept on the relay, is not what it has to be
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
    ForgedEvent, ///< news of an account that its server did not send
    ForgedEncryption, ///< does not authenticate, or names another sender or place inside
    DistrustedDevice, ///< from a device that is distrusted, revoked, or has another identity than the known one
    Replayed, ///< was opened before, and came again as something new
    Unopenable, ///< is for this device and fits nothing that was agreed with the sender's: broken there, or made up
    UncertifiedDevice, ///< from a device that nobody stands for, where only certified ones count
    // what was wrong with a document about devices (BadSyntax and TooLarge too)
    WrongSignature,
    RolledBack,
    Forked,
    Expired,
    NotYetValid,
    OtherOrganisation,
    OtherPerson,
    NotListed,
    // why a file was not shown (TooLarge, Damaged and Altered too)
    OtherType,
    ForeignPlace,
    AgainstPolicy,
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
