// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/live_sign_in_service.h"

#include "core/service/live/error_folding.h"
#include "core/service/live/futures.h"
#include "core/service/live/known_accounts.h"
#include "core/service/live/request_check.h"
#include "core/service/live/sign_in_reasons.h"

namespace wardline::service {

using namespace Qt::StringLiterals;
using auth::SignInAction;
namespace event = auth::sign_in;

namespace {


bool isUnreachable(const Error &error)
{
    return foldStreamError(error).is(ServiceError::RelayNotReachable);
}

} // namespace

LiveSignInService::LiveSignInService(Environment &environment, std::function<void(SignedIn)> entered,
                                     std::function<void()> leave, QObject *parent)
    : SignInService(parent)
    , m_environment(environment)
    , m_entered(std::move(entered))
    , m_leave(std::move(leave))
    , m_flow(environment.clock)
    , m_localCode(environment)
    , m_refusal(environment)
{
}

LiveSignInService::~LiveSignInService() = default;

SignInDefaults LiveSignInService::defaults() const
{
    const Rules &rules = m_environment.rules;
    return {rules.relay, rules.isRelayFixed, rules.domain, rules.totp != stream::TotpMode::None || rules.isLocalTotp};
}

std::vector<KnownAccount> LiveSignInService::knownAccounts() const
{
    return service::knownAccounts(m_environment);
}

auth::ProfileDirectory LiveSignInService::directoryFor(const model::Jid &account) const
{
    return m_environment.profilePath.isEmpty() ? auth::ProfileDirectory::forAccount(m_environment.profilesRoot, account)
                                               : auth::ProfileDirectory::at(m_environment.profilePath);
}

void LiveSignInService::signIn(SignInRequest request)
{
    if (m_flow.state() != model::SignInState::SignedOut) {
        return;
    }
    m_cause.reset();
    m_refusal.begin();
    if (const Status checked = checkRequest(request, m_environment.rules); !checked) {
        Q_EMIT failed(checked.error());
        return;
    }
    const auth::ProfileDirectory directory = directoryFor(request.account);
    if (const auto card = directory.card(); card && card->account != request.account) {
        Q_EMIT failed(Error(ServiceError::ProfileInUse, u"the profile belongs to another account"_s));
        return;
    }
    auto profile = Profile::open(m_environment, directory);
    if (!profile) {
        Q_EMIT failed(profile.error());
        return;
    }
    ++m_attempt;
    m_profile = std::move(*profile);
    m_request = std::move(request);
    m_wasEnrolled = false;
    m_isNewPassword = false;
    m_established.reset();
    if (m_offeredFresh && m_offeredFresh->first != directory) {
        m_fresh = Fresh::Nothing;
    }
    m_offeredFresh.reset();
    const bool hasFactor = !m_request.code.isEmpty() || !m_request.enrolmentTicket.isEmpty() || !defaults().wantsCode;
    const bool exists = m_profile->vault().exists() && m_fresh != Fresh::Vault;
    if (!hasFactor && !exists) {
        // Nothing to sign in with but a password. The relay decides whether it wants a code or a ticket and says so.
        feed(event::Submitted{exists, true});
        return;
    }
    feed(event::Submitted{exists, hasFactor});
}

void LiveSignInService::feed(const auth::SignInEvent &event)
{
    const std::vector<SignInAction> actions = m_flow.feed(event);
    for (const SignInAction action : actions) {
        perform(action);
    }
    setPublicState();
}

void LiveSignInService::next(const QFuture<Status> &future, std::function<void(const Status &)> function)
{
    afterwards(future, this, [this, attempt = m_attempt, function = std::move(function)](const Status &status) {
        if (attempt == m_attempt && m_profile) {
            function(status);
        }
    });
}

void LiveSignInService::setPublicState()
{
    if (m_announced != m_flow.state()) {
        m_announced = m_flow.state();
        Q_EMIT stateChanged(m_announced);
    }
}

void LiveSignInService::perform(SignInAction action)
{
    switch (action) {
    case SignInAction::ReachRelay:
        return reachRelay();
    case SignInAction::ProvePassword:
    case SignInAction::SendEnrolmentCode:
        return; // the stream goes on with what it was given
    case SignInAction::ProveToken:
        return proveToken();
    case SignInAction::ShowEnrolment:
    case SignInAction::ShowRecoveryCodes:
        return; // the page follows the state
    case SignInAction::EnrolmentCodeWrong:
        Q_EMIT failed(Error(ServiceError::WrongCredentials));
        return;
    case SignInAction::CreateProfile:
        return createProfile();
    case SignInAction::OpenProfile:
        return openProfile();
    case SignInAction::RewrapProfile:
        return rewrapProfile();
    case SignInAction::ReplaceProfile:
        return replaceProfile();
    case SignInAction::AskOldPassword:
        Q_EMIT failed(Error(ServiceError::PasswordChanged));
        return;
    case SignInAction::EnrolLocally:
        return enrolLocally();
    case SignInAction::VerifyLocalCode:
        return verifyLocalCode();
    case SignInAction::StoreLocalSeed:
        return storeLocalSeed();
    case SignInAction::RecordOnlineSignIn:
        return recordOnlineSignIn();
    case SignInAction::WipeCredentials:
        return wipeCredentials();
    case SignInAction::EnterSignedIn:
        return enter();
    case SignInAction::Reconnect:
    case SignInAction::AskForCode:
        return; // from here on the link keeps itself connected
    case SignInAction::DropSession:
        if (m_profile) {
            m_profile->dropToken();
        }
        return;
    case SignInAction::Disconnect:
        if (m_link) {
            RelayLink *link = m_link.release();
            link->disconnect(this);
            if (m_established) {
                link->signOut([link](bool) { link->deleteLater(); }); // nobody may go on with what was proven
            } else {
                link->abandonAttempt();
                link->deleteLater();
            }
        }
        return;
    case SignInAction::CloseProfile:
        return closeProfile();
    case SignInAction::ReportFailure:
        return report();
    }
}

void LiveSignInService::prepareLink()
{
    stream::StreamOptions options = linkOptions(m_environment.rules, m_request.account, m_request.relay);
    if (const Result<QString> device = m_profile->deviceId()) {
        options.userAgentId = *device;
    }
    m_link = std::make_unique<RelayLink>(m_environment, options);
    connect(m_link.get(), &RelayLink::reached, this, [this] { feed(event::RelayReached{codeCheck()}); });
    connect(m_link.get(), &RelayLink::enrolmentOffered, this, [this](const SecretBytes &uri) {
        m_otpauthUri = uri.clone();
        feed(event::EnrolmentDemanded{});
    });
    connect(m_link.get(), &RelayLink::recoveryCodesReceived, this, [this](const stream::RecoveryCodes &codes) {
        m_recoveryCodes.clear();
        for (const SecretBytes &code : codes.codes) {
            m_recoveryCodes.push_back(code.clone());
        }
        m_otpauthUri.clear();
        m_wasEnrolled = true;
        feed(event::Enrolled{!m_recoveryCodes.empty()});
    });
    connect(m_link.get(), &RelayLink::codeRequired, this, [this] {
        m_cause = Error(ServiceError::CodeMissing);
        feed(event::RelayUnacceptable{*m_cause});
    });
    connect(m_link.get(), &RelayLink::ticketRequired, this, [this] {
        m_cause = Error(ServiceError::TicketMissing);
        feed(event::RelayUnacceptable{*m_cause});
    });
    connect(m_link.get(), &RelayLink::established, this, &LiveSignInService::onEstablished);
    connect(m_link.get(), &RelayLink::signInFailed, this, &LiveSignInService::onSignInFailed);
    connect(m_link.get(), &RelayLink::lost, this, [this] { feed(event::ConnectionLost{}); });
    // There is no cache yet to keep it in: the archive brings it again, and the relay's count must not wait for it.
    connect(m_link.get(), &RelayLink::stanzaReceived, this, [this](const xml::Element &, stream::ReceivedToken token) {
        if (m_link && m_link->stream() != nullptr) {
            m_link->stream()->markHandled(token);
        }
    });
}

std::optional<auth::CodeCheck> LiveSignInService::codeCheck() const
{
    switch (m_environment.rules.totp) {
    case stream::TotpMode::RelayTask:
        return auth::CodeCheck::Relay;
    case stream::TotpMode::Appended:
        return auth::CodeCheck::Appended;
    case stream::TotpMode::None:
        return m_environment.rules.isLocalTotp ? std::optional(auth::CodeCheck::Local) : std::nullopt;
    }
    return std::nullopt;
}

void LiveSignInService::reachRelay()
{
    prepareLink();
    stream::Credentials credentials;
    credentials.password = m_request.password.clone();
    if (m_environment.rules.totp != stream::TotpMode::None) {
        credentials.code = m_request.code.clone();
    }
    credentials.ticket = m_request.enrolmentTicket.clone();
    m_link->signIn(std::move(credentials));
}

void LiveSignInService::proveToken()
{
    prepareLink();
    stream::Credentials credentials;
    credentials.token = m_profile->token();
    m_link->setToken(m_profile->token());
    m_link->signIn(std::move(credentials));
}

void LiveSignInService::onEstablished(const stream::SessionInfo &info)
{
    m_established = info.clone();
    if (!info.token) { // each connection will need it
        m_link->setPassword(m_request.password.clone());
    }
    const Instant limit = m_environment.clock.now() + m_environment.rules.sessionLimit;
    feed(event::Proved{info.token ? std::min(info.token->expiry, limit) : limit});
}

void LiveSignInService::onSignInFailed(const Error &reason)
{
    const Error folded = foldStreamError(reason);
    if (folded.is(ServiceError::TryLater)) {
        m_refusal.delay(m_request.account, m_link->retryAfter().value_or(std::chrono::seconds(0)));
    }
    if (folded.is(ServiceError::WrongCredentials) || folded.is(ServiceError::CodeMissing)) {
        m_refusal.compareClocks(*m_link, this, [this] { Q_EMIT clockSkewChanged(); });
    }
    if (isUnreachable(reason)) {
        m_cause = folded;
        feed(event::RelayUnreachable{});
        return;
    }
    if (reason.is(stream::StreamError::TokenRefused) || reason.is(stream::StreamError::CredentialsExpired)) {
        m_cause = folded;
        feed(event::TokenRefused{});
        return;
    }
    if (folded.is(ServiceError::WrongCredentials)) {
        if (m_flow.state() == model::SignInState::Enrolling) {
            // The relay ends the attempt; the person starts again with the same ticket and a new seed.
            m_otpauthUri.clear();
        }
        m_cause = folded;
        feed(event::CredentialsRefused{});
        return;
    }
    m_cause = folded;
    feed(event::RelayUnacceptable{folded});
}

void LiveSignInService::createProfile()
{
    if (!m_environment.rules.deviceSecret) {
        m_cause = Error(ServiceError::NoKeychain, u"policy keeps nothing on disk"_s);
        feed(event::ProfileFailed{*m_cause});
        return;
    }
    const auto create = [this] {
        next(m_profile->vault().create(m_request.password.clone()), [this](const Status &status) {
            m_isNewPassword = status.has_value();
            if (status) {
                recordOutcome(audit::AuditEventType::ProfileCreated, audit::AuditOutcome::Success, {});
            }
            onVault(status);
        });
    };
    if (!m_profile->vault().exists()) {
        create();
        return;
    }
    next(m_profile->vault().destroy(), [this, create](const Status &) {
        (void)m_profile->quarantineCache();
        create();
    });
}

void LiveSignInService::openProfile()
{
    next(m_profile->vault().open(m_request.password.clone()), [this](const Status &status) { onVault(status); });
}

void LiveSignInService::rewrapProfile()
{
    next(m_profile->vault().changePassword(std::move(m_oldPassword), m_request.password.clone()),
         [this](const Status &status) {
             if (!status) {
                 onVault(status);
                 return;
             }
             m_isNewPassword = true;
             openProfile();
         });
}

void LiveSignInService::replaceProfile()
{
    createProfile();
}

void LiveSignInService::onVault(const Status &status)
{
    if (!status) {
        m_cause = foldProfileError(status.error());
        if (m_cause->is(ServiceError::ProfileDamaged)) {
            m_offeredFresh = {m_profile->directory(), Fresh::Vault};
        }
        feed(event::ProfileFailed{status.error()});
        return;
    }
    m_profile->roamingKey().proven(m_request.password, m_request.account, m_isNewPassword);
    if (m_fresh == Fresh::Cache) {
        (void)m_profile->quarantineCache();
        recordOutcome(audit::AuditEventType::CacheQuarantined, audit::AuditOutcome::Success,
                      audit::AuditReason::Damaged);
    }
    next(m_profile->openCache(), [this](const Status &opened) { onCache(opened); });
}

void LiveSignInService::onCache(const Status &status)
{
    if (!status) {
        m_cause = foldProfileError(status.error());
        if (m_cause->is(ServiceError::CacheDamaged)) {
            recordOutcome(audit::AuditEventType::CacheDamaged, audit::AuditOutcome::SeriousFailure,
                          audit::AuditReason::Damaged);
            m_offeredFresh = {m_profile->directory(), Fresh::Cache};
        }
        feed(event::ProfileFailed{status.error()});
        return;
    }
    m_fresh = Fresh::Nothing;
    event::ProfileOpened opened;
    opened.hasToken = m_profile->token().has_value();
    const Status lease = m_profile->vault().checkOfflineLease(m_environment.rules.offlineLease);
    opened.leaseError = lease ? std::nullopt
                              : std::optional(lease.error().as<auth::AuthError>().value_or(auth::AuthError::LeaseExpired));
    opened.hasLocalSeed = LocalCode::isEnrolled(*m_profile);
    feed(opened);
}

void LiveSignInService::enrolLocally()
{
    if (Result<SecretBytes> uri = m_localCode.enrol(m_request.account)) {
        m_otpauthUri = std::move(*uri);
    }
}

void LiveSignInService::verifyLocalCode()
{
    const Result<std::chrono::seconds> verified = m_localCode.verify(*m_profile, m_request.code);
    m_request.code.clear();
    if (verified && *verified == std::chrono::seconds(0)) {
        feed(event::LocalCodeAccepted{});
        return;
    }
    event::LocalCodeRefused refused;
    if (verified) {
        refused.retryAfter = *verified;
        m_refusal.delay(m_request.account, *verified);
        m_cause = Error(ServiceError::TryLater);
    }
    feed(refused);
}

void LiveSignInService::storeLocalSeed()
{
    m_localCode.keep(*m_profile);
    m_otpauthUri.clear();
    m_wasEnrolled = true;
}

void LiveSignInService::recordOnlineSignIn()
{
    (void)m_profile->vault().recordOnlineSignIn();
}

void LiveSignInService::wipeCredentials()
{
    // Whoever enters without the relay goes online later as they would have now: without tokens, with the password.
    const bool isOffline = m_flow.state() == model::SignInState::SignedIn && !m_established && m_profile;
    const bool isAlone = isOffline && m_environment.rules.totp == stream::TotpMode::None && !m_profile->token();
    m_linkPassword = isAlone ? std::move(m_request.password) : SecretBytes();
    m_request.password.clear();
    m_request.code.clear();
    m_request.enrolmentTicket.clear();
    m_oldPassword.clear();
    m_localCode.forget();
    if (m_flow.state() == model::SignInState::SignedOut) {
        m_established.reset(); // with it the token
    }
    if (m_flow.state() == model::SignInState::SignedIn || m_flow.state() == model::SignInState::SignedOut) {
        m_otpauthUri.clear();
        m_recoveryCodes.clear();
    }
}

void LiveSignInService::enter()
{
    if (m_established && m_established->token) {
        (void)m_profile->keepToken(*m_established->token);
    }
    if (m_environment.rules.listAccounts) {
        (void)m_profile->directory().writeCard(
            {m_request.account, m_request.relay.toString(), m_environment.clock.now()});
    }
    m_previous = m_profile->previousSignIn();
    m_profile->noteSignIn();
    if (m_wasEnrolled) {
        recordOutcome(audit::AuditEventType::Enrolled, audit::AuditOutcome::Success, {});
    }
    if (!m_link) { // offline: the link starts without a connection
        prepareLink();
        m_link->setToken(m_profile->token());
    }
    m_link->takePassword(m_linkPassword);
    m_link->disconnect(this);
    recordOutcome(m_established ? audit::AuditEventType::SignedIn : audit::AuditEventType::SignedInOffline,
                  audit::AuditOutcome::Success,
                  m_established ? std::optional(proofReason(*m_established)) : std::nullopt);
    m_entered({m_request.account, std::move(m_profile), std::move(m_link), std::move(m_established), m_wasEnrolled});
    m_established.reset();
}

void LiveSignInService::closeProfile()
{
    if (m_profile) {
        (void)m_profile->closeCache();
    }
}

void LiveSignInService::report()
{
    Error error = m_flow.failure().value_or(Error(auth::AuthError::CredentialsRefused));
    const bool isLease = error.is(auth::AuthError::LeaseExpired) || error.is(auth::AuthError::LeaseNever)
        || error.is(auth::AuthError::LeaseClockWentBack);
    if (isLease) { // that the relay is away is only why it was asked
        error = foldProfileError(error);
    } else if (m_cause && !error.is(auth::AuthError::CredentialsRefused)) {
        error = *m_cause;
    } else if (m_cause && m_cause->is(ServiceError::TryLater)) {
        error = *m_cause;
    } else {
        error = foldProfileError(error);
    }
    fail(error);
}

/// The cache closes on its own thread; the profile is let go of when that is done.
void LiveSignInService::letGoOfProfile()
{
    ++m_attempt;
    if (m_profile) {
        const std::shared_ptr<Profile> profile = std::move(m_profile);
        afterwards(profile->closeCache(), this, [profile](const Status &) { });
    }
}

void LiveSignInService::fail(const Error &error)
{
    recordOutcome(audit::AuditEventType::SignInFailed, audit::AuditOutcome::MinorFailure, failureReason(error));
    letGoOfProfile();
    setPublicState();
    Q_EMIT failed(error);
}

void LiveSignInService::proveEnrolment(SecretBytes code)
{
    if (m_flow.state() != model::SignInState::Enrolling || code.size() > kLongestCode) {
        return;
    }
    if (m_link && !m_localCode.isEnrolling()) {
        m_link->provideCode(std::move(code));
    } else {
        m_request.code = std::move(code);
    }
    feed(event::EnrolmentCodeSubmitted{});
}

void LiveSignInService::recoveryCodesKept()
{
    m_recoveryCodes.clear();
    feed(event::RecoveryCodesNoted{});
}

void LiveSignInService::openWithOldPassword(SecretBytes oldPassword)
{
    m_oldPassword = std::move(oldPassword);
    feed(event::OldPasswordGiven{});
}

void LiveSignInService::startFresh()
{
    if (m_flow.state() != model::SignInState::SignedOut) {
        feed(event::FreshStartChosen{});
    } else if (m_offeredFresh) {
        m_fresh = m_offeredFresh
                      ->second; // the next sign-in to this profile carries it out, once both factors are proven again
    }
}

std::optional<int> LiveSignInService::unsentAtStake() const
{
    return m_profile ? m_profile->notedUnsent() : std::nullopt;
}

void LiveSignInService::cancel()
{
    if (m_flow.state() == model::SignInState::SignedOut || m_flow.state() == model::SignInState::SignedIn) {
        return;
    }
    recordOutcome(audit::AuditEventType::SignInFailed, audit::AuditOutcome::MinorFailure,
                  audit::AuditReason::Cancelled);
    feed(event::LeaveRequested{});
    letGoOfProfile();
    m_otpauthUri.clear();
    m_recoveryCodes.clear();
}

void LiveSignInService::signOut()
{
    if (m_flow.state() == model::SignInState::SignedIn) {
        m_leave();
    }
}

void LiveSignInService::sessionEnded(const std::optional<Error> &reason)
{
    feed(event::LeaveRequested{});
    m_previous.reset();
    if (reason) {
        Q_EMIT signedOutBy(*reason);
    }
}

void LiveSignInService::recordOutcome(audit::AuditEventType type, audit::AuditOutcome outcome,
                                      std::optional<audit::AuditReason> reason)
{
    if (m_profile) {
        (void)m_profile->record({type, m_request.account.toString(), outcome, reason, {}, {}});
    }
}

} // namespace wardline::service
