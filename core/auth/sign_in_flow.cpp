// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/auth/sign_in_flow.h"

namespace wardline::auth {

using model::SignInState;
using enum SignInAction;

SignInFlow::SignInFlow(const Clock &clock)
    : m_clock(clock)
{
}

std::vector<SignInAction> SignInFlow::feed(const SignInEvent &event)
{
    return std::visit([this](const auto &e) { return on(e); }, event);
}

void SignInFlow::go(Step step, SignInState state)
{
    m_step = step;
    m_state = state;
}

/// The one way out of an unfinished sign-in. Everything is let go in the same order whatever the reason was.
SignInFlow::Actions SignInFlow::fail(Error reason, std::optional<std::chrono::seconds> retryAfter)
{
    Actions actions;
    if (m_profileTouched) {
        actions.push_back(CloseProfile);
    }
    actions.insert(actions.end(), {Disconnect, WipeCredentials, ReportFailure});
    go(Step::Idle, SignInState::SignedOut);
    m_profileTouched = false;
    m_online = false;
    m_needsCode = false;
    m_failure = std::move(reason);
    m_retryAfter = retryAfter;
    return actions;
}

SignInFlow::Actions SignInFlow::openProfile()
{
    go(Step::OpeningAfterProof, SignInState::OpeningProfile);
    m_profileTouched = true;
    return {m_profileExists ? OpenProfile : CreateProfile};
}

/// Proven and open: the one place where an online sign-in succeeds.
SignInFlow::Actions SignInFlow::signedInOnline()
{
    m_needsCode = false;
    m_online = !m_lostMeanwhile;
    go(m_online ? Step::SignedIn : Step::Reconnecting, SignInState::SignedIn);
    Actions actions {RecordOnlineSignIn, WipeCredentials, EnterSignedIn};
    if (!m_online) {
        actions.push_back(Reconnect);
    }
    return actions;
}

// --- the way in ------------------------------------------------------------------------------------------------------

SignInFlow::Actions SignInFlow::on(const sign_in::Submitted &event)
{
    if (m_step != Step::Idle) {
        return {};
    }
    m_profileExists = event.profileExists;
    m_profileTouched = false;
    m_lostMeanwhile = false;
    m_leaseError.reset();
    m_codeCheck.reset();
    m_sessionEnds.reset();
    m_failure.reset();
    m_retryAfter.reset();
    if (event.hasCode) {
        go(Step::Reaching, SignInState::Connecting);
        return {ReachRelay};
    }
    if (!event.profileExists) {
        return fail(AuthError::CodeNeeded);
    }
    // Without a code only the session sealed in the vault can help, so the vault comes first. Nothing of it is shown before
    // the relay or the lease agrees.
    go(Step::OpeningForToken, SignInState::OpeningProfile);
    m_profileTouched = true;
    return {OpenProfile};
}

SignInFlow::Actions SignInFlow::on(const sign_in::RelayReached &event)
{
    if (m_step != Step::Reaching && m_step != Step::ReachingWithCode) {
        return {};
    }
    if (!event.codeCheck) {
        return m_step == Step::Reaching ? fail(AuthError::SecondFactorMissing)
                                        : on(sign_in::RelayUnacceptable {Error(AuthError::SecondFactorMissing)});
    }
    m_codeCheck = event.codeCheck;
    if (m_step == Step::ReachingWithCode) {
        const bool local = m_codeCheck == CodeCheck::Local;
        go(local ? Step::CheckingCodeAgain : Step::ProvingCode, SignInState::SignedIn);
        return {local ? VerifyLocalCode : ProvePassword};
    }
    go(Step::Proving, SignInState::Proving);
    return {ProvePassword};
}

SignInFlow::Actions SignInFlow::on(const sign_in::RelayUnreachable &)
{
    switch (m_step) {
    case Step::Reaching:
    case Step::Proving:
    case Step::Enrolling:
        if (!m_profileExists || m_step == Step::Enrolling) {
            return fail(AuthError::RelayUnreachable);
        }
        go(Step::OpeningOffline, SignInState::OpeningProfile);
        m_profileTouched = true;
        return {OpenProfile};
    case Step::ProvingToken:
        if (m_leaseError) {
            return fail(*m_leaseError);
        }
        go(Step::Reconnecting, SignInState::SignedIn);
        return {WipeCredentials, EnterSignedIn, Reconnect};
    case Step::SignedIn:
    case Step::Reconnecting:
        m_online = false;
        go(Step::Reconnecting, SignInState::SignedIn);
        return {Reconnect};
    case Step::ReachingWithCode:
    case Step::ProvingCode:
        go(Step::WaitingForCode, SignInState::SignedIn);
        return {WipeCredentials, AskForCode};
    // A proof that is complete stays good; but nobody may be told afterwards that the connection is up.
    case Step::NotingRecoveryCodes:
    case Step::OpeningAfterProof:
    case Step::AskingOldPassword:
    case Step::EnrollingLocally:
    case Step::CheckingLocalCode:
        m_lostMeanwhile = true;
        break;
    case Step::OpeningForToken:
    case Step::OpeningOffline:
    case Step::CheckingOfflineCode:
    case Step::CheckingCodeAgain:
    case Step::WaitingForCode:
    case Step::Idle:
        break;
    }
    return {};
}

SignInFlow::Actions SignInFlow::on(const sign_in::RelayUnacceptable &event)
{
    switch (m_step) {
    case Step::Reaching:
    case Step::Proving:
    case Step::Enrolling:
    case Step::ProvingToken:
        return fail(event.reason);
    case Step::Reconnecting:
    case Step::SignedIn:
        // Somebody stands in between, perhaps for a minute. The open profile stays; no secret goes there.
        m_online = false;
        m_failure = event.reason;
        go(Step::Reconnecting, SignInState::SignedIn);
        return {Disconnect, ReportFailure, Reconnect};
    case Step::ReachingWithCode:
    case Step::ProvingCode:
        m_failure = event.reason;
        go(Step::WaitingForCode, SignInState::SignedIn);
        return {Disconnect, WipeCredentials, ReportFailure, AskForCode};
    case Step::Idle:
    case Step::NotingRecoveryCodes:
    case Step::OpeningAfterProof:
    case Step::AskingOldPassword:
    case Step::EnrollingLocally:
    case Step::CheckingLocalCode:
    case Step::OpeningForToken:
    case Step::OpeningOffline:
    case Step::CheckingOfflineCode:
    case Step::CheckingCodeAgain:
    case Step::WaitingForCode:
        break;
    }
    return {};
}

// --- enrolment -------------------------------------------------------------------------------------------------------

SignInFlow::Actions SignInFlow::on(const sign_in::EnrolmentDemanded &)
{
    if (m_step != Step::Proving || m_codeCheck != CodeCheck::Relay) {
        return {};
    }
    go(Step::Enrolling, SignInState::Enrolling);
    return {ShowEnrolment};
}

SignInFlow::Actions SignInFlow::on(const sign_in::EnrolmentCodeSubmitted &)
{
    if (m_step == Step::Enrolling) {
        return {SendEnrolmentCode};
    }
    return m_step == Step::EnrollingLocally ? Actions {VerifyLocalCode} : Actions {};
}

SignInFlow::Actions SignInFlow::on(const sign_in::EnrolmentCodeRefused &)
{
    return m_step == Step::Enrolling ? Actions {EnrolmentCodeWrong} : Actions {};
}

SignInFlow::Actions SignInFlow::on(const sign_in::Enrolled &event)
{
    if (m_step != Step::Enrolling) {
        return {};
    }
    if (!event.hasRecoveryCodes) {
        go(Step::Proving, SignInState::Proving); // Proved follows
        return {};
    }
    go(Step::NotingRecoveryCodes, SignInState::ShowingRecoveryCodes);
    return {ShowRecoveryCodes};
}

SignInFlow::Actions SignInFlow::on(const sign_in::RecoveryCodesNoted &)
{
    if (m_step != Step::NotingRecoveryCodes) {
        return {};
    }
    if (m_sessionEnds) { // the relay's success came while the codes were on the screen
        return openProfile();
    }
    if (m_lostMeanwhile) {
        return fail(AuthError::RelayUnreachable);
    }
    go(Step::Proving, SignInState::Proving);
    return {};
}

// --- proof -----------------------------------------------------------------------------------------------------------

SignInFlow::Actions SignInFlow::on(const sign_in::Proved &event)
{
    const bool awaited = m_step == Step::Proving || m_step == Step::Enrolling || m_step == Step::NotingRecoveryCodes
        || m_step == Step::ProvingToken || m_step == Step::Reconnecting || m_step == Step::ProvingCode;
    if (!awaited) {
        return {};
    }
    m_sessionEnds = event.sessionEnds;
    if (m_clock.now() >= event.sessionEnds) {
        return on(sign_in::SessionEnded {});
    }
    switch (m_step) {
    case Step::NotingRecoveryCodes:
        return {}; // the codes are shown once: the person goes on, not the relay
    case Step::Proving:
    case Step::Enrolling:
        return openProfile();
    case Step::ProvingToken:
        go(Step::SignedIn, SignInState::SignedIn);
        m_online = true;
        return {WipeCredentials, EnterSignedIn};
    case Step::Reconnecting:
        go(Step::SignedIn, SignInState::SignedIn);
        m_online = true;
        return {};
    case Step::ProvingCode:
        go(Step::SignedIn, SignInState::SignedIn);
        m_online = true;
        m_needsCode = false;
        return {RecordOnlineSignIn, WipeCredentials};
    case Step::Idle:
    case Step::Reaching:
    case Step::OpeningAfterProof:
    case Step::AskingOldPassword:
    case Step::EnrollingLocally:
    case Step::CheckingLocalCode:
    case Step::OpeningForToken:
    case Step::OpeningOffline:
    case Step::CheckingOfflineCode:
    case Step::SignedIn:
    case Step::ReachingWithCode:
    case Step::CheckingCodeAgain:
    case Step::WaitingForCode:
        break;
    }
    return {};
}

SignInFlow::Actions SignInFlow::on(const sign_in::CredentialsRefused &event)
{
    switch (m_step) {
    case Step::Reaching:
    case Step::Proving:
    case Step::Enrolling:
        return fail(AuthError::CredentialsRefused, event.retryAfter);
    case Step::ProvingToken:
        return fail(AuthError::CodeNeeded);
    case Step::Reconnecting:
    case Step::ReachingWithCode:
    case Step::CheckingCodeAgain:
    case Step::ProvingCode:
        m_needsCode = true;
        m_online = false;
        m_failure = Error(AuthError::CredentialsRefused);
        m_retryAfter = event.retryAfter;
        go(Step::WaitingForCode, SignInState::SignedIn);
        return {WipeCredentials, ReportFailure, AskForCode};
    case Step::Idle:
    case Step::NotingRecoveryCodes:
    case Step::OpeningAfterProof:
    case Step::AskingOldPassword:
    case Step::EnrollingLocally:
    case Step::CheckingLocalCode:
    case Step::OpeningForToken:
    case Step::OpeningOffline:
    case Step::CheckingOfflineCode:
    case Step::SignedIn:
    case Step::WaitingForCode:
        break;
    }
    return {};
}

SignInFlow::Actions SignInFlow::on(const sign_in::TokenRefused &)
{
    if (m_step == Step::ProvingToken) {
        Actions actions {DropSession};
        const Actions rest = fail(AuthError::CodeNeeded);
        actions.insert(actions.end(), rest.begin(), rest.end());
        return actions;
    }
    if (m_step == Step::Reconnecting || m_step == Step::SignedIn) {
        m_online = false;
        m_needsCode = true;
        go(Step::WaitingForCode, SignInState::SignedIn);
        return {DropSession, AskForCode};
    }
    return {};
}

// --- profile ---------------------------------------------------------------------------------------------------------

SignInFlow::Actions SignInFlow::on(const sign_in::ProfileOpened &event)
{
    switch (m_step) {
    case Step::OpeningAfterProof:
    case Step::AskingOldPassword:
        if (m_codeCheck != CodeCheck::Local) {
            return signedInOnline();
        }
        if (event.hasLocalSeed) {
            go(Step::CheckingLocalCode, SignInState::Proving);
            return {VerifyLocalCode};
        }
        go(Step::EnrollingLocally, SignInState::Enrolling);
        return {EnrolLocally};
    case Step::OpeningForToken:
        m_leaseError = event.leaseError;
        if (!event.hasToken) {
            // Nothing to go on with: the relay decides whether it lets the password alone in (an administrator's pass) or wants a code.
            m_profileTouched = false;
            go(Step::Reaching, SignInState::Connecting);
            return {CloseProfile, ReachRelay};
        }
        go(Step::ProvingToken, SignInState::Connecting);
        return {ProveToken};
    case Step::OpeningOffline:
        if (event.leaseError) {
            return fail(*event.leaseError);
        }
        if (event.hasLocalSeed) {
            go(Step::CheckingOfflineCode, SignInState::Proving);
            return {VerifyLocalCode};
        }
        go(Step::Reconnecting, SignInState::SignedIn);
        return {WipeCredentials, EnterSignedIn, Reconnect};
    case Step::Idle:
    case Step::Reaching:
    case Step::Proving:
    case Step::Enrolling:
    case Step::NotingRecoveryCodes:
    case Step::EnrollingLocally:
    case Step::CheckingLocalCode:
    case Step::ProvingToken:
    case Step::CheckingOfflineCode:
    case Step::SignedIn:
    case Step::Reconnecting:
    case Step::ReachingWithCode:
    case Step::CheckingCodeAgain:
    case Step::WaitingForCode:
    case Step::ProvingCode:
        break;
    }
    return {};
}

SignInFlow::Actions SignInFlow::on(const sign_in::ProfileFailed &event)
{
    const bool wrongPassword = event.reason.is(AuthError::PasswordRefused);
    switch (m_step) {
    case Step::OpeningAfterProof:
    case Step::AskingOldPassword:
        if (wrongPassword) { // the relay just accepted this password, so it was changed there
            m_failure = event.reason;
            go(Step::AskingOldPassword, SignInState::OpeningProfile);
            return {AskOldPassword};
        }
        return fail(event.reason);
    case Step::OpeningForToken:
    case Step::OpeningOffline:
        return wrongPassword ? fail(AuthError::CredentialsRefused) : fail(event.reason);
    case Step::Idle:
    case Step::Reaching:
    case Step::Proving:
    case Step::Enrolling:
    case Step::NotingRecoveryCodes:
    case Step::EnrollingLocally:
    case Step::CheckingLocalCode:
    case Step::ProvingToken:
    case Step::CheckingOfflineCode:
    case Step::SignedIn:
    case Step::Reconnecting:
    case Step::ReachingWithCode:
    case Step::CheckingCodeAgain:
    case Step::WaitingForCode:
    case Step::ProvingCode:
        break;
    }
    return {};
}

SignInFlow::Actions SignInFlow::on(const sign_in::OldPasswordGiven &)
{
    return m_step == Step::AskingOldPassword ? Actions {RewrapProfile} : Actions {};
}

SignInFlow::Actions SignInFlow::on(const sign_in::FreshStartChosen &)
{
    return m_step == Step::AskingOldPassword ? Actions {ReplaceProfile} : Actions {};
}

SignInFlow::Actions SignInFlow::on(const sign_in::LocalCodeAccepted &)
{
    if (m_step == Step::CheckingLocalCode) {
        return signedInOnline();
    }
    if (m_step == Step::EnrollingLocally) {
        Actions actions {StoreLocalSeed};
        const Actions rest = signedInOnline();
        actions.insert(actions.end(), rest.begin(), rest.end());
        return actions;
    }
    if (m_step == Step::CheckingOfflineCode) {
        go(Step::Reconnecting, SignInState::SignedIn);
        return {WipeCredentials, EnterSignedIn, Reconnect};
    }
    if (m_step == Step::CheckingCodeAgain) {
        go(Step::ProvingCode, SignInState::SignedIn);
        return {ProvePassword};
    }
    return {};
}

SignInFlow::Actions SignInFlow::on(const sign_in::LocalCodeRefused &event)
{
    if (m_step == Step::CheckingCodeAgain) {
        return on(sign_in::CredentialsRefused {event.retryAfter});
    }
    if (m_step == Step::CheckingLocalCode || m_step == Step::CheckingOfflineCode) {
        return fail(AuthError::CredentialsRefused, event.retryAfter);
    }
    return m_step == Step::EnrollingLocally ? Actions {EnrolmentCodeWrong} : Actions {};
}

// --- signed in -------------------------------------------------------------------------------------------------------

SignInFlow::Actions SignInFlow::on(const sign_in::ConnectionLost &)
{
    return on(sign_in::RelayUnreachable {});
}

SignInFlow::Actions SignInFlow::on(const sign_in::CodeSubmitted &)
{
    if (m_step != Step::WaitingForCode) {
        return {};
    }
    m_failure.reset();
    m_retryAfter.reset();
    go(Step::ReachingWithCode, SignInState::SignedIn);
    return {ReachRelay};
}

SignInFlow::Actions SignInFlow::on(const sign_in::SessionRevoked &)
{
    if (m_step == Step::Idle) {
        return {};
    }
    Actions actions {DropSession};
    const Actions rest = fail(AuthError::SessionRevoked);
    actions.insert(actions.end(), rest.begin(), rest.end());
    return actions;
}

SignInFlow::Actions SignInFlow::on(const sign_in::SessionEnded &)
{
    if (m_step == Step::Idle) {
        return {};
    }
    Actions actions {DropSession};
    const Actions rest = fail(AuthError::SessionExpired);
    actions.insert(actions.end(), rest.begin(), rest.end());
    return actions;
}

SignInFlow::Actions SignInFlow::on(const sign_in::LeaveRequested &)
{
    if (m_step == Step::Idle) {
        return {};
    }
    Actions actions {DropSession, Disconnect, WipeCredentials};
    if (m_profileTouched) {
        actions.insert(actions.begin() + 1, CloseProfile);
    }
    go(Step::Idle, SignInState::SignedOut);
    m_profileTouched = false;
    m_online = false;
    m_needsCode = false;
    m_failure.reset();
    m_retryAfter.reset();
    return actions;
}

} // namespace wardline::auth
