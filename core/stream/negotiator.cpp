// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stream/negotiator.h"

#include "core/stream/secret_text.h"
#include "core/xmpp/iq_stanza.h"
#include "core/xmpp/rfc6120_bind.h"
#include "core/xmpp/rfc7395_framing.h"
#include "core/xmpp/xep0198_sm.h"
#include "core/xmpp/xep0352_csi.h"

namespace wardline::stream {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t kMaxEarlyStanzas = 200;

bool isStanza(const xml::Element &element)
{
    return element.ns() == xmpp::kClientNamespace
        && (element.name() == u"message" || element.name() == u"presence" || element.name() == u"iq");
}

bool isFeatures(const xml::Element &element)
{
    return element.is(u"features", xmpp::kStreamsNamespace);
}

} // namespace

StreamError codeFor(xmpp::StreamCondition condition)
{
    using enum xmpp::StreamCondition;
    switch (condition) {
    case Conflict:
        return StreamError::Conflict;
    case PolicyViolation:
        return StreamError::PolicyViolation;
    case NotAuthorized:
        return StreamError::Revoked;
    case SystemShutdown:
        return StreamError::SystemShutdown;
    case HostGone:
    case HostUnknown:
        return StreamError::HostUnknown;
    case SeeOtherHost:
        return StreamError::Redirected;
    case ConnectionTimeout:
    case RemoteConnectionFailed:
    case Reset:
    case ResourceConstraint:
    case InternalServerError:
        return StreamError::RelayResources;
    case BadFormat:
    case BadNamespacePrefix:
    case ImproperAddressing:
    case InvalidFrom:
    case InvalidNamespace:
    case InvalidXml:
    case NotWellFormed:
    case RestrictedXml:
    case UndefinedCondition:
    case UnsupportedEncoding:
    case UnsupportedFeature:
    case UnsupportedStanzaType:
    case UnsupportedVersion:
        return StreamError::RelayError;
    }
    return StreamError::RelayError;
}

std::optional<Error> endOfStream(const xml::Element &element)
{
    if (const auto error = xmpp::StreamFailure::fromXml(element)) {
        return Error(codeFor(error->condition), xmpp::wordFor(error->condition).toString());
    }
    if (const auto close = xmpp::StreamClose::fromXml(element)) {
        return close->seeOtherUri.isEmpty() ? Error(StreamError::ClosedByRelay)
                                            : Error(StreamError::Redirected, close->seeOtherUri);
    }
    return std::nullopt;
}

Negotiator::Negotiator(const StreamOptions &options, Credentials credentials, Random &random, IdSource &ids)
    : m_options(options)
    , m_ids(ids)
    , m_authenticator(options, std::move(credentials), random)
{
}

bool Negotiator::isWaitingForUser() const
{
    return m_state == State::SigningIn && m_authenticator.isWaitingForUser();
}

NegotiatorActions Negotiator::start()
{
    NegotiatorActions out;
    if (m_state == State::Idle) {
        m_state = State::Opening;
        sendOpen(out);
    }
    return out;
}

/// RFC 7395 3.4. `from` is allowed because the transport is encrypted (RFC 6120 4.7.1); relays offer tokens only with it.
void Negotiator::sendOpen(NegotiatorActions &out) const
{
    xmpp::StreamOpen open;
    open.to = m_options.account.domain();
    open.from = m_options.account.toString();
    open.version = u"1.0"_s;
    out.emplace_back(SendFrame {plainFrame(open.toXml())});
}

NegotiatorActions Negotiator::receive(const xml::Element &element)
{
    NegotiatorActions out;
    if (m_state == State::Idle || m_state == State::Over) {
        return out;
    }
    if (auto end = endOfStream(element)) {
        return close(std::unexpected(*std::move(end)), std::move(out));
    }
    const Status status = handle(element, out);
    return close(status, std::move(out));
}

NegotiatorActions Negotiator::provideCode(SecretBytes code)
{
    NegotiatorActions out;
    if (m_state != State::SigningIn) {
        return out;
    }
    const Status status = m_authenticator.provideCode(std::move(code), out);
    return close(status, std::move(out));
}

NegotiatorActions Negotiator::provideTicket(SecretBytes ticket)
{
    NegotiatorActions out;
    if (m_state != State::SigningIn) {
        return out;
    }
    const Status status = m_authenticator.provideTicket(std::move(ticket), out);
    return close(status, std::move(out));
}

NegotiatorActions Negotiator::close(Status status, NegotiatorActions out)
{
    if (!status) {
        m_state = State::Over;
        out.emplace_back(Failed {std::move(status).error(), m_authenticator.retryAfter()});
    }
    return out;
}

Status Negotiator::handle(const xml::Element &element, NegotiatorActions &out)
{
    switch (m_state) {
    case State::Opening:
        WARDLINE_CHECK(handleOpen(element));
        m_state = State::Features;
        return {};
    case State::Features:
        if (!isFeatures(element)) {
            break;
        }
        m_state = State::SigningIn;
        return m_authenticator.begin(element, out);
    case State::SigningIn:
        WARDLINE_CHECK(m_authenticator.receive(element, out));
        return m_authenticator.isDone() ? afterSignIn(out) : Status();
    case State::Reopening:
        WARDLINE_CHECK(handleOpen(element));
        m_state = State::SessionFeatures;
        return {};
    case State::SessionFeatures:
        return handleSessionFeatures(element, out);
    case State::Resuming:
        return handleResume(element, out);
    case State::Binding:
        return handleBind(element, out);
    case State::Enabling:
        return handleEnabled(element, out);
    case State::Idle:
    case State::Over:
        return {};
    }
    return failure(StreamError::ProtocolViolation);
}

/// RFC 7395 3.4, RFC 6120 4.7
Status Negotiator::handleOpen(const xml::Element &element)
{
    const auto open = xmpp::StreamOpen::fromXml(element);
    if (!open) {
        return failure(StreamError::ProtocolViolation, u"open"_s);
    }
    const auto from = model::Jid::parse(open->from);
    if (!from || from->toString() != m_options.account.domain()) {
        return failure(StreamError::HostUnknown, u"open from another host"_s);
    }
    if (open->version != u"1.0") {
        return failure(StreamError::ProtocolViolation, u"version"_s);
    }
    return {};
}

Status Negotiator::afterSignIn(NegotiatorActions &out)
{
    m_outcome = m_authenticator.takeOutcome();
    if (m_outcome.sasl == SaslVersion::Sasl1) { // RFC 6120 6.4.6, RFC 7395 3.7: a new stream on the same connection
        m_state = State::Reopening;
        sendOpen(out);
        return {};
    }
    m_state = State::SessionFeatures; // XEP-0388 2.6.2: features follow, no new stream
    if (m_outcome.bound) {
        m_jid = *m_outcome.jid;
    }
    return {};
}

Status Negotiator::handleSessionFeatures(const xml::Element &element, NegotiatorActions &out)
{
    if (!isFeatures(element)) {
        return failure(StreamError::ProtocolViolation, u"features"_s);
    }
    m_offersManagement = element.hasChild(u"sm", xmpp::kStreamManagementNamespace);
    m_offersBind = element.hasChild(xmpp::ResourceBind::kName, xmpp::ResourceBind::kNamespace);
    m_offersCsi = element.hasChild(u"csi", xmpp::ClientState::kNamespace);
    if (!m_options.resume) {
        return bindOrGoOn(out);
    }
    if (!m_offersManagement || m_outcome.bound) {
        out.emplace_back(ResumeRefused {});
        return bindOrGoOn(out);
    }
    // XEP-0198 5: instead of binding
    m_state = State::Resuming;
    const xmpp::SmResume resume {xmpp::SmResume::Kind::Resume, m_options.resume->id, m_options.resume->counts.handledCount()};
    out.emplace_back(SendFrame {plainFrame(resume.toXml())});
    return {};
}

/// XEP-0198 5
Status Negotiator::handleResume(const xml::Element &element, NegotiatorActions &out)
{
    if (const auto failed = xmpp::SmFailed::fromXml(element)) {
        out.emplace_back(ResumeRefused {failed->handled});
        return bindOrGoOn(out);
    }
    const auto resumed = xmpp::SmResume::fromXml(element);
    if (!resumed || resumed->kind != xmpp::SmResume::Kind::Resumed || resumed->previousId != m_options.resume->id) {
        return failure(StreamError::ProtocolViolation, u"resume"_s);
    }
    m_jid = m_options.resume->jid;
    m_outcome.carbonsEnabled = m_options.resume->carbonsEnabled;
    Finished finished;
    finished.info.resumed = true;
    finished.info.streamManagement = true;
    finished.resumeId = m_options.resume->id;
    finished.resumeMaximum = m_options.resume->maximum;
    finished.resumedHandled = resumed->handled;
    finish(std::move(finished), out);
    return {};
}

/// RFC 6120 7
Status Negotiator::bindOrGoOn(NegotiatorActions &out)
{
    if (m_outcome.bound) {
        return enableOrFinish(out);
    }
    if (!m_offersBind) {
        return failure(StreamError::BindFailed, u"not offered"_s);
    }
    m_state = State::Binding;
    m_bindId = m_ids.next();
    xml::Element iq(u"iq", xmpp::kClientNamespace);
    iq.setAttribute(u"type", u"set").setAttribute(u"id", m_bindId).add(xmpp::ResourceBind {}.toXml());
    out.emplace_back(SendFrame {plainFrame(iq)});
    return {};
}

Status Negotiator::handleBind(const xml::Element &element, NegotiatorActions &out)
{
    const auto iq = xmpp::IqStanza::fromXml(element);
    if (!iq || iq->id != m_bindId) {
        return failure(StreamError::ProtocolViolation, u"bind"_s);
    }
    if (iq->type == xmpp::IqType::Error) {
        return failure(StreamError::BindFailed, iq->error ? xmpp::conditionWord(iq->error->condition).toString() : QString());
    }
    const auto bind = iq->payload<xmpp::ResourceBind>();
    if (iq->type != xmpp::IqType::Result || !bind || bind->jid.isBare() || bind->jid.bare() != m_options.account) {
        return failure(StreamError::BindFailed, u"address"_s);
    }
    m_jid = bind->jid;
    return enableOrFinish(out);
}

/// XEP-0198 3
Status Negotiator::enableOrFinish(NegotiatorActions &out)
{
    if (!m_offersManagement) {
        finish({}, out);
        return {};
    }
    m_state = State::Enabling;
    out.emplace_back(SendFrame {plainFrame(xmpp::SmEnable {}.toXml())});
    return {};
}

Status Negotiator::handleEnabled(const xml::Element &element, NegotiatorActions &out)
{
    if (isStanza(element)) { // the session is bound already, so others may write to us
        if (m_early.size() >= kMaxEarlyStanzas) {
            return failure(StreamError::ProtocolViolation, u"no answer to enable"_s);
        }
        m_early.push_back(element);
        return {};
    }
    if (xmpp::SmFailed::fromXml(element)) {
        finish({}, out);
        return {};
    }
    const auto enabled = xmpp::SmEnabled::fromXml(element);
    if (!enabled) {
        return failure(StreamError::ProtocolViolation, u"enable"_s);
    }
    Finished finished;
    finished.info.streamManagement = true;
    if (enabled->resume) {
        finished.resumeId = enabled->id;
        finished.resumeMaximum = std::chrono::seconds(enabled->maximumSeconds);
    }
    finish(std::move(finished), out);
    return {};
}

void Negotiator::finish(Finished finished, NegotiatorActions &out)
{
    m_state = State::Over;
    finished.info.jid = m_jid;
    finished.info.sasl = m_outcome.sasl;
    finished.info.mechanism = m_outcome.mechanism;
    finished.info.codeProof = m_outcome.codeProof;
    finished.info.bind2 = m_outcome.bound;
    finished.info.resumable = !finished.resumeId.isEmpty();
    finished.info.carbonsEnabled = m_outcome.carbonsEnabled;
    finished.info.csiOffered = m_offersCsi;
    finished.info.token = std::move(m_outcome.token);
    finished.info.recoveryCodesLeft = m_outcome.recoveryCodesLeft;
    finished.early = std::move(m_early);
    out.emplace_back(std::move(finished));
}

} // namespace wardline::stream
