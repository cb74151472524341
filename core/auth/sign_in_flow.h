// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/auth/auth_error.h"
#include "core/base/clock.h"
#include "core/model/sign_in_state.h"

#include <chrono>
#include <optional>
#include <variant>
#include <vector>

namespace wardline::auth {

/// Where the code is checked (DESIGN 3; policy `totp.mode` and what the relay offers).
enum class CodeCheck {
    Relay, ///< SASL2 task TOTP
    Appended, ///< sent behind the password
    Local, ///< on this device, because policy allows that for a relay that checks none
};

/// What happened. No event carries a secret: password, code, seed and recovery codes stay with the driver.
namespace sign_in {

/// The person pressed "Sign in". `hasCode` false is the way of a command line that relies on its session.
struct Submitted {
    bool profileExists = false;
    bool hasCode = true;
    bool operator==(const Submitted &) const = default;
};
/// The relay answered and says how it wants the code; nothing when it checks none and policy does not allow Local.
struct RelayReached {
    std::optional<CodeCheck> codeCheck;
    bool operator==(const RelayReached &) const = default;
};
/// Not reachable, as opposed to reached and not trusted.
struct RelayUnreachable {
    bool operator==(const RelayUnreachable &) const = default;
};
/// Reached, and wrong: certificate, protocol. Never leads to the offline way.
struct RelayUnacceptable {
    Error reason;
};
/// Password right, and the relay (or mode Local) wants a second factor enrolled first.
struct EnrolmentDemanded {
    bool operator==(const EnrolmentDemanded &) const = default;
};
/// The person typed the first code of the new seed.
struct EnrolmentCodeSubmitted {
    bool operator==(const EnrolmentCodeSubmitted &) const = default;
};
/// That code was wrong; the enrolment goes on with the same seed.
struct EnrolmentCodeRefused {
    bool operator==(const EnrolmentCodeRefused &) const = default;
};
/// The enrolment is active; `hasRecoveryCodes` when the relay printed some.
struct Enrolled {
    bool hasRecoveryCodes = true;
    bool operator==(const Enrolled &) const = default;
};
/// The person says that the recovery codes are in a safe place.
struct RecoveryCodesNoted {
    bool operator==(const RecoveryCodesNoted &) const = default;
};
/// The relay accepted everything it asked for. With a token, the limit is the one of the full sign-in before.
struct Proved {
    Instant sessionEnds {};
    bool operator==(const Proved &) const = default;
};
/// Password or code wrong, or the account unknown, disabled or delayed.
struct CredentialsRefused {
    std::optional<std::chrono::seconds> retryAfter;
    bool operator==(const CredentialsRefused &) const = default;
};
/// The relay wants no token, the token is gone, or it does not know it any more.
struct TokenRefused {
    bool operator==(const TokenRefused &) const = default;
};
/// The vault is open.
struct ProfileOpened {
    bool hasToken = false;
    std::optional<AuthError> leaseError = AuthError::LeaseNever; ///< Vault::checkOfflineLease; nothing when the lease holds
    bool hasLocalSeed = false; ///< a seed of mode Local is in the vault
    bool operator==(const ProfileOpened &) const = default;
};
struct ProfileFailed {
    Error reason;
};
/// Mode Local: the code fits the seed in the vault.
struct LocalCodeAccepted {
    bool operator==(const LocalCodeAccepted &) const = default;
};
struct LocalCodeRefused {
    std::optional<std::chrono::seconds> retryAfter;
    bool operator==(const LocalCodeRefused &) const = default;
};
/// Answer to AskOldPassword: the password of before.
struct OldPasswordGiven {
    bool operator==(const OldPasswordGiven &) const = default;
};
/// Answer to AskOldPassword: give up the cache and begin anew.
struct FreshStartChosen {
    bool operator==(const FreshStartChosen &) const = default;
};
/// While signed in: the connection is gone.
struct ConnectionLost {
    bool operator==(const ConnectionLost &) const = default;
};
/// While signed in and waiting for a code: the person typed password and code.
struct CodeSubmitted {
    bool operator==(const CodeSubmitted &) const = default;
};
/// The relay said that this session is over for good (account disabled, token revoked, kicked by an administrator).
struct SessionRevoked {
    bool operator==(const SessionRevoked &) const = default;
};
/// The limit of the session has come (the driver's timer; also checked at each Proved).
struct SessionEnded {
    bool operator==(const SessionEnded &) const = default;
};
/// "Cancel" or "Sign out".
struct LeaveRequested {
    bool operator==(const LeaveRequested &) const = default;
};

} // namespace sign_in

using SignInEvent
    = std::variant<sign_in::Submitted, sign_in::RelayReached, sign_in::RelayUnreachable, sign_in::RelayUnacceptable,
                   sign_in::EnrolmentDemanded, sign_in::EnrolmentCodeSubmitted, sign_in::EnrolmentCodeRefused, sign_in::Enrolled,
                   sign_in::RecoveryCodesNoted, sign_in::Proved, sign_in::CredentialsRefused, sign_in::TokenRefused,
                   sign_in::ProfileOpened, sign_in::ProfileFailed, sign_in::LocalCodeAccepted, sign_in::LocalCodeRefused,
                   sign_in::OldPasswordGiven, sign_in::FreshStartChosen, sign_in::ConnectionLost, sign_in::CodeSubmitted,
                   sign_in::SessionRevoked, sign_in::SessionEnded, sign_in::LeaveRequested>;

/// What the driver has to do, in this order. Its outcome comes back as an event.
enum class SignInAction {
    ReachRelay, ///< connect; not yet authenticate
    ProvePassword, ///< authenticate; the code goes along when the relay asks (RelayReached::codeCheck)
    ProveToken, ///< connect and authenticate with the FAST token
    ShowEnrolment, ///< show the otpauth URI and ask for its first code
    SendEnrolmentCode,
    EnrolmentCodeWrong, ///< say that the code did not fit; the page stays
    ShowRecoveryCodes,
    CreateProfile,
    OpenProfile,
    RewrapProfile, ///< Vault::changePassword(old, new), then open
    ReplaceProfile, ///< destroy and create
    AskOldPassword, ///< the relay's password is not the vault's: old password, or fresh cache (naming what is lost)
    EnrolLocally, ///< mode Local without a seed: make one and show it
    VerifyLocalCode,
    StoreLocalSeed, ///< keep the seed just proven in the vault
    RecordOnlineSignIn, ///< Vault::recordOnlineSignIn and keep the session's token
    WipeCredentials, ///< password, code and ticket are not needed any more
    EnterSignedIn, ///< start the services on the open profile
    Reconnect, ///< after back-off, with the token
    AskForCode, ///< quiet banner: a code is needed to receive again
    DropSession, ///< forget tokens (Vault::endSession)
    Disconnect,
    CloseProfile, ///< Vault::lock and everything above it
    ReportFailure, ///< see SignInFlow::failure() and retryAfter()
};

/// The order of a sign-in, as a pure state machine: feed(event) returns what to do. No timer, no socket, no secret.
///
/// Three ways lead in: online with password and code; with a token from the vault, where the profile is opened first but
/// nothing of it is used until the relay or the offline lease agrees; offline within the lease. Wrong user, password and code
/// end in the same failure at the same place. An event that does not belong to the present step changes nothing.
class SignInFlow
{
public:
    explicit SignInFlow(const Clock &clock);

    [[nodiscard]] std::vector<SignInAction> feed(const SignInEvent &event);

    [[nodiscard]] model::SignInState state() const { return m_state; }
    /// Signed in with a live, proven connection.
    [[nodiscard]] bool isOnline() const { return m_online; }
    /// Signed in, and only a code brings the connection back.
    [[nodiscard]] bool needsCode() const { return m_needsCode; }
    /// Why the last sign-in ended; nothing since a new one began.
    [[nodiscard]] const std::optional<Error> &failure() const { return m_failure; }
    [[nodiscard]] std::optional<std::chrono::seconds> retryAfter() const { return m_retryAfter; }
    /// How the present relay checks codes; nothing before it was reached.
    [[nodiscard]] std::optional<CodeCheck> codeCheck() const { return m_codeCheck; }
    /// When the session ends at the latest; meaningful once proven.
    [[nodiscard]] std::optional<Instant> sessionEnds() const { return m_sessionEnds; }

private:
    enum class Step {
        Idle,
        Reaching,
        Proving,
        Enrolling,
        NotingRecoveryCodes,
        OpeningAfterProof,
        AskingOldPassword,
        EnrollingLocally,
        CheckingLocalCode,
        OpeningForToken, // the command line's way: vault first
        ProvingToken,
        OpeningOffline,
        CheckingOfflineCode,
        SignedIn,
        Reconnecting,
        WaitingForCode,
        ReachingWithCode,
        CheckingCodeAgain, // mode Local
        ProvingCode,
    };
    using Actions = std::vector<SignInAction>;

    [[nodiscard]] Actions on(const sign_in::Submitted &event);
    [[nodiscard]] Actions on(const sign_in::RelayReached &event);
    [[nodiscard]] Actions on(const sign_in::RelayUnreachable &event);
    [[nodiscard]] Actions on(const sign_in::RelayUnacceptable &event);
    [[nodiscard]] Actions on(const sign_in::EnrolmentDemanded &event);
    [[nodiscard]] Actions on(const sign_in::EnrolmentCodeSubmitted &event);
    [[nodiscard]] Actions on(const sign_in::EnrolmentCodeRefused &event);
    [[nodiscard]] Actions on(const sign_in::Enrolled &event);
    [[nodiscard]] Actions on(const sign_in::RecoveryCodesNoted &event);
    [[nodiscard]] Actions on(const sign_in::Proved &event);
    [[nodiscard]] Actions on(const sign_in::CredentialsRefused &event);
    [[nodiscard]] Actions on(const sign_in::TokenRefused &event);
    [[nodiscard]] Actions on(const sign_in::ProfileOpened &event);
    [[nodiscard]] Actions on(const sign_in::ProfileFailed &event);
    [[nodiscard]] Actions on(const sign_in::LocalCodeAccepted &event);
    [[nodiscard]] Actions on(const sign_in::LocalCodeRefused &event);
    [[nodiscard]] Actions on(const sign_in::OldPasswordGiven &event);
    [[nodiscard]] Actions on(const sign_in::FreshStartChosen &event);
    [[nodiscard]] Actions on(const sign_in::ConnectionLost &event);
    [[nodiscard]] Actions on(const sign_in::CodeSubmitted &event);
    [[nodiscard]] Actions on(const sign_in::SessionRevoked &event);
    [[nodiscard]] Actions on(const sign_in::SessionEnded &event);
    [[nodiscard]] Actions on(const sign_in::LeaveRequested &event);

    void go(Step step, model::SignInState state);
    [[nodiscard]] Actions openProfile();
    [[nodiscard]] Actions signedInOnline();
    [[nodiscard]] Actions fail(Error reason, std::optional<std::chrono::seconds> retryAfter = std::nullopt);

    const Clock &m_clock;
    Step m_step = Step::Idle;
    model::SignInState m_state = model::SignInState::SignedOut;
    bool m_profileExists = false;
    bool m_profileTouched = false; ///< open, or being opened
    std::optional<AuthError> m_leaseError;
    bool m_lostMeanwhile = false; ///< the connection went after the proof and before the profile was open
    bool m_online = false;
    bool m_needsCode = false;
    std::optional<CodeCheck> m_codeCheck;
    std::optional<Instant> m_sessionEnds;
    std::optional<Error> m_failure;
    std::optional<std::chrono::seconds> m_retryAfter;
};

} // namespace wardline::auth
