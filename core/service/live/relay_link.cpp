// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/relay_link.h"

#include "core/xmpp/xep0202_time.h"

namespace wardline::service {

using stream::StreamError;

namespace {

constexpr std::chrono::seconds kSignOutTime{5};
/// A session that stood for so long was a good one; shorter ones do not start the waits anew.
constexpr std::chrono::seconds kGoodSession{5};

constexpr int kMaxHops = 3;
constexpr std::chrono::seconds kClockAfter{2}; ///< when what a sign-in asks has been answered
constexpr std::chrono::minutes kClockEvery{15};
constexpr std::chrono::seconds kLongestRoundTrip{4}; ///< a slower answer says too little about a clock
constexpr int kSecurePort = 443;

ConnectionTrouble troubleBehind(const Error &error)
{
    switch (error.as<StreamError>().value_or(StreamError::RelayError)) {
    case StreamError::NotSecureUrl:
    case StreamError::HostNotFound:
    case StreamError::RelayNotReachable:
    case StreamError::ConnectionLost:
    case StreamError::NotConnected:
    case StreamError::Closed:
    case StreamError::Aborted:
        return ConnectionTrouble::Unreachable;
    case StreamError::Timeout:
        return ConnectionTrouble::Silent;
    case StreamError::SystemShutdown:
    case StreamError::ClosedByRelay:
        return ConnectionTrouble::Restarting;
    case StreamError::RelayResources:
    case StreamError::TooManyAttempts:
        return ConnectionTrouble::Busy;
    case StreamError::Redirected:
        return ConnectionTrouble::Redirected;
    case StreamError::Conflict:
        return ConnectionTrouble::Replaced;
    case StreamError::PolicyViolation:
        return ConnectionTrouble::Forbidden;
    case StreamError::CertificateExpired:
    case StreamError::CertificateHostMismatch:
    case StreamError::CertificateUntrusted:
    case StreamError::CertificateSelfSigned:
    case StreamError::CertificateInvalid:
    case StreamError::PinMismatch:
    case StreamError::TlsFailed:
        return ConnectionTrouble::Certificate;
    default: // the rest is an answer of the relay, and there is no other next step
        return ConnectionTrouble::Refused;
    }
}

/// "host" or "host:port", as policy names them.
QString hostOf(const QUrl &url)
{
    const int port = url.port(kSecurePort);
    return port == kSecurePort ? url.host().toLower()
                               : QString(url.host().toLower() % QLatin1Char(':') % QString::number(port));
}

/// The relay says that this session is not wanted. One silent attempt to come back tells a mistake from a revocation.
bool isThrownOut(StreamError error)
{
    return error == StreamError::Conflict || error == StreamError::Revoked;
}

/// The relay ended the session, in order and without saying that it is unwanted: it may be back in a moment, or be about
/// to stop. Whoever is not to come back is told so by the next sign-in.
bool isEndedInOrder(StreamError error)
{
    return error == StreamError::ClosedByRelay || error == StreamError::PolicyViolation;
}

/// What the relay answered to a resumption will be the same the next time.
bool spoilsResumption(StreamError error)
{
    return error == StreamError::ProtocolViolation || error == StreamError::BadXml || error == StreamError::RelayError
        || error == StreamError::BinaryFrame || error == StreamError::FrameTooLarge;
}

/// Proof was refused: trying the same again cannot help.
bool isRefusal(StreamError error)
{
    return error == StreamError::NotAuthorized || error == StreamError::AccountDisabled
        || error == StreamError::TokenRefused || error == StreamError::CredentialsExpired
        || error == StreamError::PasswordNotAllowed;
}

bool needsCode(StreamError error)
{
    return error == StreamError::CodeRequired || error == StreamError::TicketRequired
        || error == StreamError::SecondFactorMissing;
}

} // namespace

stream::StreamOptions linkOptions(const Rules &rules, const model::Jid &account, const QUrl &relay)
{
    stream::StreamOptions options;
    options.transport.url = relay;
    options.transport.caCertificates = rules.certificates;
    options.transport.pinnedKeys = rules.pins;
    options.account = account;
    options.totp = rules.totp;
    options.requireCode = rules.totp == stream::TotpMode::RelayTask;
    options.requireSasl2 = rules.totp == stream::TotpMode::RelayTask;
    options.allowPlain = rules.allowPlain;
    options.probeAfter = rules.pingAfter;
    return options;
}

RelayLink::RelayLink(Environment &environment, stream::StreamOptions options, QObject *parent)
    : QObject(parent)
    , m_environment(environment)
    , m_options(std::move(options))
    , m_reconnect(environment.random)
    , m_retryTimer(environment.timers.createTimer([this] { reconnect(); }))
    , m_clockTimer(environment.timers.createTimer([this] { measureClock(); }))
{
    m_status.since = environment.clock.now();
}

RelayLink::~RelayLink()
{
    dropStream();
}

stream::XmppStream *RelayLink::stream() const
{
    return m_isEstablished ? m_stream.get() : nullptr;
}

void RelayLink::setToken(std::optional<stream::FastToken> token)
{
    m_token = std::move(token);
    m_status.receivingUntil = m_token ? m_token->expiry : Instant{};
}

void RelayLink::setPassword(SecretBytes password)
{
    m_password = std::move(password);
}

void RelayLink::askClock(QObject *context, stream::ClockAnswer done)
{
    m_environment.transports.askClock(m_options.transport, context, std::move(done));
}

void RelayLink::signIn(stream::Credentials credentials)
{
    m_mode = Mode::SigningIn;
    setPhase(ConnectionPhase::Connecting);
    openStream(std::move(credentials), true);
}

void RelayLink::provideCode(SecretBytes code)
{
    if (m_stream) {
        m_stream->provideCode(std::move(code));
    }
}

void RelayLink::provideTicket(SecretBytes ticket)
{
    if (m_stream) {
        m_stream->provideTicket(std::move(ticket));
    }
}

void RelayLink::abandonAttempt()
{
    m_mode = Mode::Offline;
    dropStream();
    setPhase(ConnectionPhase::Offline);
}

void RelayLink::maintain()
{
    m_mode = Mode::Maintaining;
    if (!m_stream) {
        reconnect(); // lost between the sign-in and now
    }
}

void RelayLink::maintainOffline()
{
    m_mode = Mode::Maintaining;
    if (canSignInAlone()) {
        waitAndReconnect();
    } else {
        setPhase(ConnectionPhase::CodeNeeded, m_status.lastError);
    }
}

void RelayLink::reconnectNow(SecretBytes code)
{
    if (m_mode != Mode::Maintaining || m_isEstablished) {
        return;
    }
    m_retryTimer->stop();
    (void)m_reconnect.networkReturned();
    stream::Credentials credentials = ownCredentials();
    m_isTryingCode = !code.isEmpty();
    credentials.code = std::move(code);
    setPhase(ConnectionPhase::Connecting);
    openStream(std::move(credentials), false);
}

void RelayLink::checkNow()
{
    if (m_mode != Mode::Maintaining) {
        return;
    }
    if (m_isEstablished) {
        m_stream->probe();
    } else if (m_status.phase == ConnectionPhase::WaitingToRetry) {
        reconnectNow({});
    }
}

void RelayLink::goOffline()
{
    m_mode = Mode::Offline;
    m_retryTimer->stop();
    m_resume.reset();
    if (m_stream && m_isEstablished) {
        // The stream says good-bye on its own time; we have let go of it already.
        stream::XmppStream *leaving = m_stream.release();
        leaving->disconnect(this);
        connect(leaving, &stream::XmppStream::closed, leaving, &QObject::deleteLater);
        leaving->setParent(this);
        leaving->disconnectFromRelay();
    }
    dropStream();
    setPhase(ConnectionPhase::Offline);
}

void RelayLink::goOnline()
{
    m_mode = Mode::Maintaining;
    reconnect();
}

void RelayLink::signOut(std::function<void(bool relayWasTold)> done)
{
    goOffline();
    m_password.clear();
    if (!m_token) {
        done(false);
        return;
    }
    // XEP-0484 3.4: a token is given back by presenting it once more.
    stream::Credentials credentials;
    credentials.token = std::move(m_token);
    m_token.reset();
    stream::StreamOptions options = m_options;
    options.invalidateToken = true;
    options.requestToken = false;
    options.interactive = false;
    auto *farewell = new stream::XmppStream(
        {m_environment.transports, m_environment.timers, m_environment.random, m_environment.ids}, this);
    struct Outcome
    {
        std::function<void(bool)> done;
        std::unique_ptr<Timer> timer;
        bool told = false;
    };
    auto outcome = std::make_shared<Outcome>();
    outcome->done = std::move(done);
    outcome->timer = m_environment.timers.createTimer([farewell] { farewell->abandon(); });
    outcome->timer->start(kSignOutTime);
    connect(farewell, &stream::XmppStream::established, farewell, [farewell, outcome] {
        outcome->told = true;
        farewell->disconnectFromRelay();
    });
    connect(farewell, &stream::XmppStream::closed, this, [farewell, outcome] {
        outcome->timer->stop();
        farewell->deleteLater();
        if (const auto callback = std::exchange(outcome->done, nullptr)) {
            callback(outcome->told);
        }
    });
    farewell->connectTo(std::move(options), std::move(credentials));
}

void RelayLink::openStream(stream::Credentials credentials, bool interactive)
{
    dropStream();
    m_stream = std::make_unique<stream::XmppStream>(
        stream::StreamPorts{m_environment.transports, m_environment.timers, m_environment.random, m_environment.ids});
    stream::XmppStream *opened = m_stream.get();
    connect(opened, &stream::XmppStream::stateChanged, this, [this](stream::StreamState state) {
        if (state == stream::StreamState::Negotiating) {
            Q_EMIT reached();
        }
    });
    connect(opened, &stream::XmppStream::codeRequired, this, &RelayLink::codeRequired);
    connect(opened, &stream::XmppStream::ticketRequired, this, &RelayLink::ticketRequired);
    connect(opened, &stream::XmppStream::enrolmentOffered, this, &RelayLink::enrolmentOffered);
    connect(opened, &stream::XmppStream::recoveryCodesReceived, this, &RelayLink::recoveryCodesReceived);
    connect(opened, &stream::XmppStream::established, this, &RelayLink::onEstablished);
    connect(opened, &stream::XmppStream::stanzaReceived, this, &RelayLink::stanzaReceived);
    connect(opened, &stream::XmppStream::stanzaAcknowledged, this, &RelayLink::stanzaAcknowledged);
    connect(opened, &stream::XmppStream::stanzasUncertain, this, &RelayLink::stanzasUncertain);
    connect(opened, &stream::XmppStream::heard, this, &RelayLink::noteContact);
    connect(opened, &stream::XmppStream::closed, this, &RelayLink::onClosed);
    stream::StreamOptions options = m_options;
    if (!m_elsewhere.isEmpty()) {
        options.transport.url = m_elsewhere;
    }
    options.interactive = interactive;
    options.resume = std::exchange(m_resume, std::nullopt);
    opened->connectTo(std::move(options), std::move(credentials));
}

void RelayLink::dropStream()
{
    m_isEstablished = false;
    m_clockTimer->stop();
    if (m_stream) {
        m_stream->disconnect(this);
        m_stream.release()->deleteLater(); // it may be the sender of the signal we are in
    }
}

void RelayLink::onEstablished(const stream::SessionInfo &info)
{
    m_isEstablished = true;
    m_isTryingCode = false;
    m_standsSince = m_environment.clock.monotonic();
    m_hops = 0;
    noteContact();
    if (info.token) {
        setToken(info.token->clone());
        Q_EMIT tokenChanged(&*m_token);
    }
    if (m_token) {
        m_password.clear();
    }
    setPhase(ConnectionPhase::Online);
    Q_EMIT established(info);
    m_clockTimer->start(kClockAfter);
}

void RelayLink::onClosed(const Error &reason)
{
    const bool wasEstablished = m_isEstablished;
    if (m_stream) {
        m_resume = m_stream->takeResumeState();
        m_retryAfter = m_stream->retryAfter();
    }
    dropStream();
    if (wasEstablished) {
        noteHowLongItStood();
        Q_EMIT lost(m_resume.has_value());
    }
    switch (m_mode) {
    case Mode::SigningIn:
        if (!wasEstablished) {
            m_mode = Mode::Offline;
            setPhase(ConnectionPhase::Offline, reason);
            Q_EMIT signInFailed(reason);
        }
        return;
    case Mode::Maintaining:
        onClosedWhileMaintaining(reason);
        return;
    case Mode::Offline:
        return;
    }
}

void RelayLink::onClosedWhileMaintaining(const Error &reason)
{
    const std::optional<StreamError> code = reason.as<StreamError>();
    if (!code) {
        setPhase(ConnectionPhase::WaitingToRetry, reason);
        waitAndReconnect();
        return;
    }
    const bool wasTryingCode = std::exchange(m_isTryingCode, false);
    if (wasTryingCode && *code == StreamError::NotAuthorized) {
        setPhase(ConnectionPhase::CodeNeeded, reason); // mistyped or used up: the next one may be right
        return;
    }
    if (isRefusal(*code)) {
        const bool hasExpired = m_token && m_token->expiry <= m_environment.clock.now();
        forgetToken();
        if (hasExpired || *code == StreamError::CredentialsExpired) {
            setPhase(ConnectionPhase::CodeNeeded, reason);
            return;
        }
        m_password.clear(); // it was changed, or the account is closed: it is of no more use
        m_mode = Mode::Offline;
        setPhase(ConnectionPhase::Offline, reason);
        Q_EMIT ended(reason);
        return;
    }
    if (needsCode(*code)) {
        setPhase(ConnectionPhase::CodeNeeded, reason);
        return;
    }
    m_status.lastError = reason;
    if (*code == StreamError::Redirected) {
        forgetResumption(); // the session stays where it was
        if (follow(reason)) {
            reconnect();
            return;
        }
        noteRedirection(reason);
    } else if (!m_elsewhere.isEmpty()) {
        m_elsewhere.clear(); // whatever it was, our own relay is asked next
    }
    const bool isUnwanted = isThrownOut(*code);
    if (isUnwanted || isEndedInOrder(*code) || spoilsResumption(*code)) {
        forgetResumption();
    }
    if ((isUnwanted || isEndedInOrder(*code)) && !std::exchange(m_wasThrownOut, true)) {
        reconnect();
        return;
    }
    if (isUnwanted) {
        m_mode = Mode::Offline;
        setPhase(ConnectionPhase::Offline, reason);
        Q_EMIT ended(reason);
        return;
    }
    waitAndReconnect();
}

bool RelayLink::follow(const Error &reason)
{
    const QUrl target(reason.detail(), QUrl::StrictMode);
    const bool isRelay = target.isValid() && target.scheme() == QLatin1StringView("wss") && !target.host().isEmpty()
        && target.userInfo().isEmpty() && !target.hasFragment();
    if (!isRelay || m_hops >= kMaxHops || !m_environment.rules.redirectHosts.contains(hostOf(target))) {
        return false;
    }
    ++m_hops;
    m_elsewhere = target;
    return true;
}

void RelayLink::noteRedirection(const Error &reason)
{
    const QUrl target(reason.detail(), QUrl::StrictMode);
    m_status.redirectedTo = target.isValid() ? hostOf(target) : QString();
    m_elsewhere.clear();
    m_hops = 0;
}

void RelayLink::noteContact()
{
    m_status.lastContact = m_environment.clock.now();
}

/// XEP-0202: what the relay's clock says, half-way between question and answer.
void RelayLink::measureClock()
{
    if (!m_isEstablished) {
        return;
    }
    m_clockTimer->start(kClockEvery);
    const auto relay = model::Jid::parse(m_options.account.domain());
    if (!relay) {
        return;
    }
    const MonotonicInstant asked = m_environment.clock.monotonic();
    m_stream->iq().request(this, xmpp::IqStanza::get(*relay, xmpp::EntityTime()),
                           [this, asked](const Result<xmpp::IqStanza> &answer) {
                               const auto roundTrip = m_environment.clock.monotonic() - asked;
                               const auto time = answer ? answer->payload<xmpp::EntityTime>()
                                                        : Result<xmpp::EntityTime>(std::unexpected(answer.error()));
                               if (!time || !time->reading || roundTrip > kLongestRoundTrip) {
                                   return;
                               }
                               const auto half = std::chrono::duration_cast<std::chrono::milliseconds>(roundTrip / 2);
                               m_status.relayAhead = time->reading->utc + half - m_environment.clock.now();
                               Q_EMIT statusChanged();
                           });
}

/// Whatever the old session had not acknowledged may or may not have arrived.
void RelayLink::forgetResumption()
{
    const auto old = std::exchange(m_resume, std::nullopt);
    if (!old) {
        return;
    }
    std::vector<stream::StanzaHandle> handles;
    for (const stream::UnackedStanza &stanza : old->counts.unacked()) {
        handles.push_back(stanza.handle);
    }
    if (!handles.empty()) {
        Q_EMIT stanzasUncertain(handles);
    }
}

void RelayLink::noteHowLongItStood()
{
    if (m_environment.clock.monotonic() - m_standsSince >= kGoodSession) {
        m_wasThrownOut = false;
        m_reconnect.established();
    }
}

bool RelayLink::canSignInAlone() const
{
    if (m_token) {
        return true;
    }
    return m_options.totp == stream::TotpMode::None && !m_password.isEmpty();
}

stream::Credentials RelayLink::ownCredentials() const
{
    stream::Credentials credentials;
    if (m_token) {
        credentials.token = m_token->clone();
    }
    credentials.password = m_password.clone();
    return credentials;
}

void RelayLink::reconnect()
{
    m_retryTimer->stop();
    if (!canSignInAlone()) {
        setPhase(ConnectionPhase::CodeNeeded, m_status.lastError);
        return;
    }
    setPhase(ConnectionPhase::Connecting, m_status.lastError);
    openStream(ownCredentials(), false);
}

void RelayLink::waitAndReconnect()
{
    if (!canSignInAlone()) {
        setPhase(ConnectionPhase::CodeNeeded, m_status.lastError);
        return;
    }
    // A relay that says how long to leave it alone counts every attempt before that against us.
    const std::chrono::milliseconds delay =
        std::max<std::chrono::milliseconds>(m_reconnect.nextDelay(), m_retryAfter.value_or(std::chrono::seconds(0)));
    m_retryTimer->start(delay);
    m_status.nextAttempt = m_environment.clock.now() + delay;
    setPhase(ConnectionPhase::WaitingToRetry, m_status.lastError);
}

void RelayLink::setPhase(ConnectionPhase phase, std::optional<Error> error)
{
    // "Since" tells how long it has been good or bad, so attempts in between do not start it anew.
    const bool wasOnline = m_status.phase == ConnectionPhase::Online;
    const bool isOnline = phase == ConnectionPhase::Online;
    if (wasOnline != isOnline || (phase == ConnectionPhase::Offline && m_status.phase != phase)) {
        m_status.since = m_environment.clock.now();
    }
    m_status.phase = phase;
    m_status.lastError = isOnline ? std::nullopt : std::move(error);
    m_status.trouble = m_status.lastError ? std::optional(troubleBehind(*m_status.lastError)) : std::nullopt;
    if (m_status.trouble != ConnectionTrouble::Redirected) {
        m_status.redirectedTo.clear();
    }
    Q_EMIT statusChanged();
}

void RelayLink::forgetToken()
{
    setToken(std::nullopt);
    Q_EMIT tokenChanged(nullptr);
}

} // namespace wardline::service
