// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/audit/audit_schema.h"

#include "core/crypto/hmac.h"
#include "core/model/jid.h"

#include <algorithm>
#include <array>
#include <utility>

namespace wardline::audit {

using namespace Qt::StringLiterals;

namespace {

using Type = AuditEventType;
using Reason = AuditReason;
using Kind = AuditObjectKind;

constexpr std::array kSignInWays {Reason::PasswordAndCode, Reason::Token, Reason::RecoveryCode, Reason::AppendedCode,
                                  Reason::LocalCode};
constexpr std::array kUnlockWays {Reason::Password, Reason::Pin};
constexpr std::array kFailures {
    Reason::WrongCredentials,   Reason::Throttled,           Reason::RelayUnreachable, Reason::RelayRefused,
    Reason::CertificateRefused, Reason::SecondFactorMissing, Reason::KeychainMissing,  Reason::KeychainLocked,
    Reason::LeaseOver,          Reason::ClockOff,            Reason::ProfileInUse,     Reason::Cancelled,
    Reason::Damaged,            Reason::DiskFull,
};
constexpr std::array kLockReasons {
    Reason::Idle,     Reason::User,       Reason::SessionLock, Reason::UserSwitch,    Reason::RemoteDisconnect,
    Reason::Suspend,  Reason::Policy,     Reason::TimeJump,    Reason::RemoteCommand,
};
constexpr std::array kSignOutReasons {Reason::User,    Reason::SessionLimit, Reason::Revoked,
                                      Reason::Policy,  Reason::ProgramStop,  Reason::RemoteCommand};
constexpr std::array kPolicyFaults {Reason::Unreadable, Reason::NotTrusted,    Reason::TooLarge,
                                    Reason::BadSyntax,  Reason::AgainstSchema, Reason::Loosens};
constexpr std::array kCacheFaults {Reason::Damaged, Reason::Unreadable, Reason::DiskFull};
constexpr std::array kForgeries {Reason::ForgedCarbon,   Reason::ForgedArchive,  Reason::ForgedRosterPush, Reason::ForgedIqAnswer,
                                 Reason::ForgedStanzaId, Reason::ForgedOriginId, Reason::ForgedPresence, Reason::ForgedEvent, Reason::ForgedEncryption,
                                 Reason::DistrustedDevice, Reason::Replayed, Reason::Unopenable, Reason::UncertifiedDevice};
constexpr std::array kTrustFaults {Reason::WrongSignature, Reason::RolledBack,        Reason::Forked,      Reason::Expired,   Reason::NotYetValid,
                                   Reason::OtherOrganisation, Reason::OtherPerson, Reason::NotListed, Reason::BadSyntax, Reason::TooLarge};
constexpr std::array kDeclines {Reason::User, Reason::NotTrusted, Reason::Cancelled, Reason::Expired, Reason::Policy, Reason::TooLarge};
constexpr std::array kHistoryFaults {Reason::Damaged, Reason::RolledBack, Reason::OtherPerson, Reason::TooLarge};
constexpr std::array kFileFaults {Reason::TooLarge, Reason::Damaged, Reason::Altered, Reason::OtherType, Reason::ForeignPlace,
                                  Reason::AgainstPolicy};
constexpr std::array kDeviceFaults {Reason::BadSyntax, Reason::Damaged, Reason::DistrustedDevice, Reason::TooLarge, Reason::NotListed};
constexpr std::array kByPolicy {Reason::Policy};
constexpr std::array kLoosening {Reason::Loosens};
constexpr std::array kVerdicts {Reason::Intact, Reason::Altered, Reason::Unreadable};
constexpr std::array kWipeReasons {Reason::User, Reason::Policy, Reason::RemoteCommand, Reason::Damaged};
constexpr std::array kNoSpace {Reason::DiskFull};

constexpr std::array kConversation {Kind::Room, Kind::Person};
constexpr std::array kRoom {Kind::Room, Kind::Person};
constexpr std::array kMessages {Kind::Message, Kind::Room, Kind::Person, Kind::File};
constexpr std::array kPolicyObject {Kind::Policy};
constexpr std::array kRecordObject {Kind::Record};
constexpr std::array kDevice {Kind::Device};
constexpr std::array kReaders {Kind::Room, Kind::Person, Kind::Device};
constexpr std::array kTrustSource {Kind::Person, Kind::Device};
constexpr std::array kSource {Kind::Room, Kind::Person, Kind::Message};

constexpr FieldRule kNo = FieldRule::Absent;
constexpr FieldRule kMay = FieldRule::Optional;
constexpr FieldRule kMust = FieldRule::Required;

// type, word, needs a person | reason, object, count | reasons, kinds of object | urgent, durable
constexpr std::array<AuditTypeRules, 70> kTypes {{
    {Type::ProgramStarted, u"program-started", false, kNo, kMay, kNo, {}, kDevice, false, true},
    {Type::ProgramStopped, u"program-stopped", false, kNo, kNo, kNo, {}, {}, true, true},
    {Type::SignedIn, u"signed-in", true, kMust, kMay, kNo, kSignInWays, kDevice, false, true},
    {Type::SignInFailed, u"sign-in-failed", false, kMust, kNo, kNo, kFailures, {}, true, true},
    {Type::SignedInOffline, u"signed-in-offline", true, kNo, kNo, kNo, {}, {}, true, true},
    {Type::SignedOut, u"signed-out", true, kMust, kNo, kNo, kSignOutReasons, {}, true, true},
    {Type::SessionRenewed, u"session-renewed", true, kMay, kNo, kNo, kSignInWays, {}, false, true},
    {Type::Locked, u"locked", true, kMust, kNo, kNo, kLockReasons, {}, true, true},
    {Type::Unlocked, u"unlocked", true, kMay, kNo, kNo, kUnlockWays, {}, true, true},
    {Type::UnlockFailed, u"unlock-failed", true, kMust, kNo, kNo, kFailures, {}, true, true},
    {Type::Enrolled, u"enrolled", true, kNo, kMay, kNo, {}, kDevice, false, true},
    {Type::RecoveryCodeUsed, u"recovery-code-used", true, kNo, kNo, kMay, {}, {}, true, true},
    {Type::ConversationViewed, u"conversation-viewed", true, kNo, kMust, kNo, {}, kConversation, false, false},
    {Type::MessageSent, u"message-sent", true, kNo, kMust, kNo, {}, kMessages, false, true},
    {Type::MessageReceived, u"message-received", true, kNo, kMust, kMay, {}, kMessages, false, false},
    {Type::MessageCorrected, u"message-corrected", true, kNo, kMust, kNo, {}, kMessages, false, true},
    {Type::MessageRetracted, u"message-retracted", true, kNo, kMust, kNo, {}, kMessages, false, true},
    {Type::MessageCancelled, u"message-cancelled", true, kNo, kMust, kNo, {}, kMessages, false, true},
    {Type::MessageRemoved, u"message-removed", true, kNo, kMust, kNo, {}, kMessages, false, true},
    {Type::ReactionChanged, u"reaction-changed", true, kNo, kMust, kNo, {}, kMessages, false, false},
    {Type::SearchPerformed, u"search-performed", true, kNo, kMay, kMust, {}, kConversation, false, false},
    {Type::Exported, u"exported", true, kNo, kMust, kMay, {}, kMessages, false, true},
    {Type::Printed, u"printed", true, kNo, kMust, kMay, {}, kMessages, false, true},
    {Type::Copied, u"copied", true, kNo, kMust, kMay, {}, kMessages, false, true},
    {Type::RoomCreated, u"room-created", true, kNo, kMust, kNo, {}, kRoom, false, true},
    {Type::RoomMembersChanged, u"room-members-changed", true, kNo, kMust, kNo, {}, kRoom, false, true},
    {Type::RoomKindChanged, u"room-kind-changed", true, kNo, kMust, kNo, {}, kRoom, false, true},
    {Type::RoomKindRefused, u"room-kind-refused", true, kMust, kMust, kNo, kLoosening, kRoom, false, true},
    {Type::PolicyLoaded, u"policy-loaded", false, kNo, kMust, kNo, {}, kPolicyObject, false, true},
    {Type::PolicyChanged, u"policy-changed", false, kNo, kMust, kNo, {}, kPolicyObject, true, true},
    {Type::PolicyRejected, u"policy-rejected", false, kMust, kMust, kNo, kPolicyFaults, kPolicyObject, true, true},
    {Type::AuditViewed, u"audit-viewed", true, kNo, kNo, kMay, {}, {}, false, true},
    {Type::AuditVerified, u"audit-verified", false, kMust, kMay, kMay, kVerdicts, kRecordObject, true, true},
    {Type::AuditExported, u"audit-exported", true, kNo, kNo, kMust, {}, {}, false, true},
    {Type::ProfileCreated, u"profile-created", true, kNo, kNo, kNo, {}, {}, false, true},
    {Type::ProfileWiped, u"profile-wiped", false, kMust, kNo, kNo, kWipeReasons, {}, true, true},
    {Type::CacheDamaged, u"cache-damaged", false, kMust, kNo, kNo, kCacheFaults, {}, true, true},
    {Type::CacheQuarantined, u"cache-quarantined", false, kMay, kNo, kMay, kCacheFaults, {}, true, true},
    {Type::ForgedStanzaRefused, u"forged-stanza-refused", true, kMust, kMay, kMay, kForgeries, kSource, false, false},
    {Type::HeldMessageShown, u"held-message-shown", true, kNo, kMust, kNo, {}, kSource, false, true},
    {Type::MessageDelayed, u"message-delayed", true, kNo, kMust, kNo, {}, kSource, false, true},
    {Type::MemberAppeared, u"member-appeared", true, kNo, kMust, kNo, {}, kRoom, false, true},
    {Type::DeviceAppeared, u"device-appeared", true, kNo, kMust, kNo, {}, kTrustSource, false, true},
    {Type::DeviceUnlisted, u"device-unlisted", true, kNo, kMust, kNo, {}, kTrustSource, false, true},
    {Type::ReaderLeftOut, u"reader-left-out", true, kNo, kMust, kNo, {}, kReaders, false, true},
    {Type::ReceivedInClear, u"received-in-clear", true, kMay, kMust, kNo, kByPolicy, kSource, false, true},
    {Type::FileOpened, u"file-opened", true, kNo, kMust, kNo, {}, kMessages, false, true},
    {Type::FileSaved, u"file-saved", true, kNo, kMust, kNo, {}, kMessages, false, true},
    {Type::FileRefused, u"file-refused", true, kMust, kMust, kNo, kFileFaults, kMessages, false, true},
    {Type::DeviceVerified, u"device-verified", true, kNo, kMust, kNo, {}, kReaders, false, true},
    {Type::DeviceDistrusted, u"device-distrusted", true, kNo, kMust, kNo, {}, kReaders, false, true},
    {Type::DeviceAdmitted, u"device-admitted", true, kNo, kMust, kNo, {}, kReaders, false, true},
    {Type::DeviceNoLongerAdmitted, u"device-no-longer-admitted", true, kNo, kMust, kNo, {}, kReaders, false, true},
    {Type::DeviceRefused, u"device-refused", true, kNo, kMust, kNo, {}, kReaders, false, true},
    {Type::DeviceVouchedFor, u"device-vouched-for", true, kNo, kMust, kNo, {}, kReaders, false, true},
    {Type::CertificationRequested, u"certification-requested", true, kNo, kMust, kNo, {}, kReaders, false, true},
    {Type::DeviceCertified, u"device-certified", true, kNo, kMust, kNo, {}, kReaders, false, true},
    {Type::KeysRefused, u"keys-refused", true, kMust, kMust, kNo, kDeviceFaults, kTrustSource, false, true},
    {Type::SessionReset, u"session-reset", true, kNo, kMust, kNo, {}, kReaders, false, true},
    {Type::TrustDocumentRefused, u"trust-document-refused", true, kMust, kMust, kNo, kTrustFaults, kTrustSource, false, true},
    {Type::HistoryBackedUp, u"history-backed-up", true, kNo, kNo, kMust, {}, {}, false, true},
    {Type::HistoryRestored, u"history-restored", true, kNo, kNo, kMust, {}, {}, false, true},
    {Type::HistoryFetched, u"history-fetched", true, kNo, kNo, kMust, {}, {}, false, true},
    {Type::HistoryRequested, u"history-requested", true, kNo, kMay, kMust, {}, kDevice, false, true},
    {Type::HistoryHandedOver, u"history-handed-over", true, kNo, kMust, kMust, {}, kDevice, false, true},
    {Type::HistoryReceived, u"history-received", true, kNo, kMust, kMust, {}, kDevice, false, true},
    {Type::HistoryDeclined, u"history-declined", true, kMust, kMust, kNo, kDeclines, kDevice, false, true},
    {Type::HistoryRefused, u"history-refused", true, kMust, kNo, kNo, kHistoryFaults, {}, false, true},
    {Type::TailRepaired, u"tail-repaired", false, kNo, kMust, kMust, {}, kRecordObject, true, true},
    {Type::RecordsLost, u"records-lost", false, kMust, kNo, kMust, kNoSpace, {}, true, true},
}};

constexpr std::array<std::pair<Reason, QStringView>, 65> kReasonWords {{
    {Reason::PasswordAndCode, u"password-and-code"},
    {Reason::Token, u"token"},
    {Reason::RecoveryCode, u"recovery-code"},
    {Reason::AppendedCode, u"appended-code"},
    {Reason::LocalCode, u"local-code"},
    {Reason::Password, u"password"},
    {Reason::Pin, u"pin"},
    {Reason::WrongCredentials, u"wrong-credentials"},
    {Reason::Throttled, u"throttled"},
    {Reason::RelayUnreachable, u"relay-unreachable"},
    {Reason::RelayRefused, u"relay-refused"},
    {Reason::CertificateRefused, u"certificate-refused"},
    {Reason::SecondFactorMissing, u"second-factor-missing"},
    {Reason::KeychainMissing, u"keychain-missing"},
    {Reason::KeychainLocked, u"keychain-locked"},
    {Reason::LeaseOver, u"lease-over"},
    {Reason::ClockOff, u"clock-off"},
    {Reason::ProfileInUse, u"profile-in-use"},
    {Reason::Cancelled, u"cancelled"},
    {Reason::Idle, u"idle"},
    {Reason::User, u"user"},
    {Reason::SessionLock, u"session-lock"},
    {Reason::UserSwitch, u"user-switch"},
    {Reason::RemoteDisconnect, u"remote-disconnect"},
    {Reason::Suspend, u"suspend"},
    {Reason::Policy, u"policy"},
    {Reason::TimeJump, u"time-jump"},
    {Reason::RemoteCommand, u"remote-command"},
    {Reason::SessionLimit, u"session-limit"},
    {Reason::Revoked, u"revoked"},
    {Reason::ProgramStop, u"program-stop"},
    {Reason::Unreadable, u"unreadable"},
    {Reason::NotTrusted, u"not-trusted"},
    {Reason::TooLarge, u"too-large"},
    {Reason::BadSyntax, u"bad-syntax"},
    {Reason::AgainstSchema, u"against-schema"},
    {Reason::Loosens, u"loosens"},
    {Reason::Damaged, u"damaged"},
    {Reason::ForgedCarbon, u"forged-carbon"},
    {Reason::ForgedArchive, u"forged-archive"},
    {Reason::ForgedRosterPush, u"forged-roster-push"},
    {Reason::ForgedIqAnswer, u"forged-iq-answer"},
    {Reason::ForgedStanzaId, u"forged-stanza-id"},
    {Reason::ForgedOriginId, u"forged-origin-id"},
    {Reason::ForgedPresence, u"forged-presence"},
    {Reason::ForgedEvent, u"forged-event"},
    {Reason::ForgedEncryption, u"forged-encryption"},
    {Reason::DistrustedDevice, u"distrusted-device"},
    {Reason::Replayed, u"replayed"},
    {Reason::Unopenable, u"unopenable"},
    {Reason::UncertifiedDevice, u"uncertified-device"},
    {Reason::WrongSignature, u"wrong-signature"},
    {Reason::RolledBack, u"rolled-back"},
    {Reason::Forked, u"forked"},
    {Reason::Expired, u"expired"},
    {Reason::NotYetValid, u"not-yet-valid"},
    {Reason::OtherOrganisation, u"other-organisation"},
    {Reason::OtherPerson, u"other-person"},
    {Reason::NotListed, u"not-listed"},
    {Reason::OtherType, u"other-type"},
    {Reason::ForeignPlace, u"foreign-place"},
    {Reason::AgainstPolicy, u"against-policy"},
    {Reason::Intact, u"intact"},
    {Reason::Altered, u"altered"},
    {Reason::DiskFull, u"disk-full"},
}};

constexpr std::array<std::pair<Kind, QStringView>, 7> kKindWords {{
    {Kind::Room, u"room"},
    {Kind::Person, u"person"},
    {Kind::Message, u"message"},
    {Kind::File, u"file"},
    {Kind::Policy, u"policy"},
    {Kind::Device, u"device"},
    {Kind::Record, u"record"},
}};

/// Printable, without blanks and control characters, so that no sentence fits in.
bool isIdentifier(QStringView text, qsizetype cap)
{
    return !text.isEmpty() && text.size() <= cap && std::all_of(text.begin(), text.end(), [](QChar c) {
        return c.isPrint() && !c.isSpace() && c.category() != QChar::Separator_Line && c.category() != QChar::Other_Format;
    });
}

bool isBareAddress(QStringView text)
{
    const std::optional<model::Jid> jid = model::Jid::parse(text);
    return jid && !jid->isEmpty() && jid->isBare() && jid->toString() == text;
}

Status checkObject(const AuditTypeRules &rules, const AuditObject &object)
{
    if (std::find(rules.objectKinds.begin(), rules.objectKinds.end(), object.kind) == rules.objectKinds.end()) {
        return failure(AuditError::FieldNotAllowed, u"object"_s);
    }
    const bool isAddress = object.kind == Kind::Room || object.kind == Kind::Person;
    if (!isIdentifier(object.id, kMaxIdentifier) || (isAddress && !isBareAddress(object.id))) {
        return failure(AuditError::BadIdentifier, u"object"_s);
    }
    return {};
}

Status checkPresence(FieldRule rule, bool isThere, const QString &field)
{
    if (rule == FieldRule::Required && !isThere) {
        return failure(AuditError::FieldMissing, field);
    }
    if (rule == FieldRule::Absent && isThere) {
        return failure(AuditError::FieldNotAllowed, field);
    }
    return {};
}

} // namespace

std::span<const AuditTypeRules> auditTypes()
{
    return kTypes;
}

const AuditTypeRules &rulesOf(AuditEventType type)
{
    const auto index = static_cast<std::size_t>(type);
    Q_ASSERT(index < kTypes.size() && kTypes[index].type == type);
    return kTypes[std::min(index, kTypes.size() - 1)];
}

std::span<const AuditReason> auditReasons()
{
    static constexpr auto kAll = [] {
        std::array<Reason, kReasonWords.size()> all {};
        for (std::size_t i = 0; i < all.size(); ++i) {
            all[i] = kReasonWords[i].first;
        }
        return all;
    }();
    return kAll;
}

QString auditTypeWord(AuditEventType type)
{
    return rulesOf(type).word.toString();
}

std::optional<AuditEventType> auditTypeFromWord(QStringView word)
{
    for (const AuditTypeRules &rules : kTypes) {
        if (rules.word == word) {
            return rules.type;
        }
    }
    return std::nullopt;
}

QString auditReasonWord(AuditReason reason)
{
    for (const auto &[candidate, word] : kReasonWords) {
        if (candidate == reason) {
            return word.toString();
        }
    }
    return {};
}

std::optional<AuditReason> auditReasonFromWord(QStringView word)
{
    for (const auto &[reason, candidate] : kReasonWords) {
        if (candidate == word) {
            return reason;
        }
    }
    return std::nullopt;
}

QString auditObjectKindWord(AuditObjectKind kind)
{
    for (const auto &[candidate, word] : kKindWords) {
        if (candidate == kind) {
            return word.toString();
        }
    }
    return {};
}

std::optional<AuditObjectKind> auditObjectKindFromWord(QStringView word)
{
    for (const auto &[kind, candidate] : kKindWords) {
        if (candidate == word) {
            return kind;
        }
    }
    return std::nullopt;
}

Status checkAuditEvent(const AuditEvent &event)
{
    const AuditTypeRules &rules = rulesOf(event.type);
    if (event.who.isEmpty() || (rules.needsPerson && event.who == kWorkstation)) {
        return failure(AuditError::WhoMissing, rules.word.toString());
    }
    if (event.who != kWorkstation && (event.who.size() > kMaxIdentifier || !isBareAddress(event.who))) {
        return failure(AuditError::BadIdentifier, u"who"_s);
    }
    WARDLINE_CHECK(checkPresence(rules.reason, event.reason.has_value(), u"reason"_s));
    WARDLINE_CHECK(checkPresence(rules.object, !event.objects.empty(), u"object"_s));
    WARDLINE_CHECK(checkPresence(rules.count, event.count.has_value(), u"count"_s));
    if (event.reason && std::find(rules.reasons.begin(), rules.reasons.end(), *event.reason) == rules.reasons.end()) {
        return failure(AuditError::FieldNotAllowed, u"reason"_s);
    }
    // JSON numbers are exact up to here.
    if (event.count && *event.count > (std::uint64_t(1) << 53)) {
        return failure(AuditError::BadIdentifier, u"count"_s);
    }
    if (event.objects.size() > kMaxObjects) {
        return failure(AuditError::TooLarge, u"object"_s);
    }
    for (const AuditObject &object : event.objects) {
        WARDLINE_CHECK(checkObject(rules, object));
    }
    return {};
}

QString auditId(QStringView foreign)
{
    if (isIdentifier(foreign, 128)) {
        return foreign.toString();
    }
    return u"sha256:"_s % QString::fromLatin1(crypto::sha256(foreign.toUtf8()).toHex());
}

} // namespace wardline::audit
