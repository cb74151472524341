// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stream/xmpp_stream.h"

#include "core/stream/negotiator.h"
#include "core/stream/secret_text.h"
#include "core/xml/xml_reader.h"
#include "core/xml/xml_writer.h"
#include "core/xmpp/rfc7395_framing.h"
#include "core/xmpp/xep0198_sm.h"
#include "core/xmpp/xep0199_ping.h"
#include "core/xmpp/xep0352_csi.h"

#include <algorithm>
#include <utility>

namespace wardline::stream {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::milliseconds kCloseTimeout {3'000};

bool isStanza(const xml::Element &element)
{
    return element.ns() == xmpp::kClientNamespace
        && (element.name() == u"message" || element.name() == u"presence" || element.name() == u"iq");
}

/// A question whose asker was told Disconnected when the old connection broke; sending it again helps nobody.
bool isStaleQuestion(const xml::Element &stanza)
{
    const QString type = stanza.attribute(u"type");
    return stanza.name() == u"iq" && (type == u"get" || type == u"set");
}

bool isWhitespace(QByteArrayView frame)
{
    return std::all_of(frame.begin(), frame.end(), [](char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; });
}

} // namespace

/// What exists from binding on.
struct XmppStream::Session {
    StreamManagement counts;
    bool isManaged = false;
    bool isCsiOffered = false;
    bool isCarbonsEnabled = false;
    QString resumeId;
    std::chrono::seconds resumeMaximum {0};
    bool hasAsked = false; // an <r/> is out
    bool owesCount = false; // an <r/> was answered before everything was handled
    bool hasHeard = false; // since the probe timer was started
    bool isProbing = false;
};

XmppStream::XmppStream(const StreamPorts &ports, QObject *parent)
    : QObject(parent)
    , m_ports(ports)
    , m_iq(std::make_unique<IqRouter>(ports.ids, ports.timers,
                                      [this](const xml::Element &iq) -> Status {
                                          WARDLINE_CHECK(sendStanza(iq));
                                          return {};
                                      }))
    , m_stepTimer(ports.timers.createTimer([this] { onStepTimeout(); }))
    , m_probeTimer(ports.timers.createTimer([this] { onProbeTimer(); }))
{
}

XmppStream::~XmppStream()
{
    if (m_transport) {
        m_transport->disconnect(this);
    }
}

void XmppStream::connectTo(StreamOptions options, Credentials credentials)
{
    if (m_state != StreamState::Idle) {
        return;
    }
    m_options = std::move(options);
    if (m_options.resume) {
        m_options.resume->counts.forgetUnhandled();
    }
    m_negotiator = std::make_unique<Negotiator>(m_options, std::move(credentials), m_ports.random, m_ports.ids);
    m_transport = m_ports.transports.createTransport(m_options.transport);
    connect(m_transport.get(), &Transport::opened, this, &XmppStream::onTransportOpened);
    connect(m_transport.get(), &Transport::frameReceived, this, &XmppStream::onFrame);
    connect(m_transport.get(), &Transport::closed, this, &XmppStream::onTransportClosed);
    setState(StreamState::Connecting);
    m_transport->open();
}

void XmppStream::onTransportOpened()
{
    setState(StreamState::Negotiating);
    perform(m_negotiator->start());
}

void XmppStream::onFrame(const QByteArray &frame)
{
    if (m_state == StreamState::Closed || isWhitespace(frame)) {
        return;
    }
    xml::XmlLimits limits;
    limits.bytes = m_options.transport.maxFrameBytes;
    const auto element = xml::readXml(frame, limits);
    if (m_negotiator) {
        wipeBytes(frame);
    }
    if (!element) {
        fail(Error(element.error().is(xml::XmlError::TooLarge) ? StreamError::FrameTooLarge : StreamError::BadXml));
    } else if (m_negotiator) {
        perform(m_negotiator->receive(*element));
    } else {
        receive(*element);
    }
}

void XmppStream::onTransportClosed(const Error &reason)
{
    const bool isOurs = m_state == StreamState::Closing;
    m_mayResume = m_session && !isOurs && !reason.is(StreamError::FrameTooLarge) && !reason.is(StreamError::BinaryFrame)
        && !reason.is(StreamError::BadXml);
    finish(isOurs ? Error(StreamError::Closed) : reason);
}

// --- signing in ---------------------------------------------------------------------------------------------------------------

void XmppStream::perform(NegotiatorActions actions)
{
    for (NegotiatorAction &action : actions) {
        if (m_state == StreamState::Closed) {
            return;
        }
        std::visit([this](auto &one) { perform(one); }, action);
    }
    const bool isRelaysTurn = m_negotiator && !m_negotiator->isWaitingForUser() && m_state != StreamState::Closed;
    if (isRelaysTurn) {
        m_stepTimer->start(m_options.stepTimeout);
    }
}

void XmppStream::perform(SendFrame &action)
{
    m_transport->send(action.frame.view());
}

void XmppStream::perform(WantCode &)
{
    m_stepTimer->stop();
    setState(StreamState::AwaitingCode);
    Q_EMIT codeRequired();
}

void XmppStream::perform(WantTicket &)
{
    m_stepTimer->stop();
    setState(StreamState::AwaitingTicket);
    Q_EMIT ticketRequired();
}

void XmppStream::perform(OfferEnrolment &action)
{
    m_stepTimer->stop();
    setState(StreamState::AwaitingEnrolmentCode);
    Q_EMIT enrolmentOffered(action.otpauthUri);
}

void XmppStream::perform(ShowRecoveryCodes &action)
{
    Q_EMIT recoveryCodesReceived(action.codes);
}

void XmppStream::perform(ResumeRefused &action)
{
    StreamManagement &counts = m_options.resume->counts;
    std::vector<StanzaHandle> arrived;
    if (action.handled) {
        arrived = counts.acknowledged(*action.handled).value_or(std::vector<StanzaHandle>());
    }
    std::vector<StanzaHandle> uncertain;
    for (const UnackedStanza &stanza : counts.unacked()) {
        uncertain.push_back(stanza.handle);
    }
    m_session = std::make_unique<Session>();
    m_session->counts = std::move(counts);
    m_session->counts.restart();
    m_options.resume.reset();
    for (const StanzaHandle handle : arrived) {
        Q_EMIT stanzaAcknowledged(handle);
    }
    if (!uncertain.empty()) {
        Q_EMIT stanzasUncertain(uncertain);
    }
}

void XmppStream::perform(Finished &action)
{
    m_stepTimer->stop();
    m_jid = action.info.jid;
    m_iq->setOwnJid(m_jid);
    if (!m_session) {
        m_session = std::make_unique<Session>();
    }
    if (action.resumedHandled) {
        m_session->counts = std::move(m_options.resume->counts);
        m_options.resume.reset();
    }
    m_session->isManaged = action.info.streamManagement;
    m_session->isCsiOffered = action.info.csiOffered;
    m_session->isCarbonsEnabled = action.info.carbonsEnabled;
    m_session->resumeId = action.resumeId;
    m_session->resumeMaximum = action.resumeMaximum;
    m_negotiator.reset();
    setState(StreamState::Established);
    m_probeTimer->start(m_options.probeAfter);
    if (action.resumedHandled) {
        acknowledge(*action.resumedHandled);
        resendAfterResume();
    }
    if (m_state == StreamState::Established) {
        Q_EMIT established(action.info);
    }
    for (const xml::Element &stanza : action.early) {
        if (m_state == StreamState::Established) {
            receiveStanza(stanza, {});
        }
    }
}

void XmppStream::perform(Failed &action)
{
    m_retryAfter = action.retryAfter;
    fail(action.reason);
}

/// XEP-0198 5: what the relay has not seen goes out again, in order and before anything new.
void XmppStream::resendAfterResume()
{
    if (m_state != StreamState::Established) {
        return;
    }
    for (UnackedStanza &unacked : m_session->counts.takeUnacked()) {
        if (!isStaleQuestion(unacked.stanza)) {
            sendElement(unacked.stanza);
            m_session->counts.resent(std::move(unacked));
        }
    }
    requestCount();
}

void XmppStream::provideCode(SecretBytes code)
{
    if (m_state == StreamState::AwaitingCode || m_state == StreamState::AwaitingEnrolmentCode) {
        setState(StreamState::Negotiating);
        perform(m_negotiator->provideCode(std::move(code)));
    }
}

void XmppStream::provideTicket(SecretBytes ticket)
{
    if (m_state == StreamState::AwaitingTicket) {
        setState(StreamState::Negotiating);
        perform(m_negotiator->provideTicket(std::move(ticket)));
    }
}

void XmppStream::onStepTimeout()
{
    if (m_state == StreamState::Closing) {
        finish(Error(StreamError::Closed));
    } else {
        fail(Error(StreamError::Timeout));
    }
}

// --- a running session --------------------------------------------------------------------------------------------------------

void XmppStream::receive(const xml::Element &element)
{
    m_session->hasHeard = true;
    Q_EMIT heard();
    if (isStanza(element)) {
        receiveStanza(element, m_session->isManaged ? m_session->counts.received() : ReceivedToken());
    } else if (element.ns() == xmpp::kStreamManagementNamespace) {
        receiveManagement(element);
    } else if (const auto end = endOfStream(element)) {
        fail(m_state == StreamState::Closing ? Error(StreamError::Closed) : *end);
    }
}

void XmppStream::receiveStanza(const xml::Element &element, ReceivedToken token)
{
    if (element.name() != u"iq") {
        Q_EMIT stanzaReceived(element, token);
        return;
    }
    m_iq->receive(element);
    markHandled(token);
}

/// XEP-0198 4
void XmppStream::receiveManagement(const xml::Element &element)
{
    if (!m_session->isManaged) {
        return;
    }
    if (const auto answer = xmpp::SmAnswer::fromXml(element)) {
        m_session->hasAsked = false;
        acknowledge(answer->handled);
        if (m_state == StreamState::Established && !m_session->counts.unacked().empty()) {
            requestCount();
        }
    } else if (xmpp::SmRequest::fromXml(element)) {
        sendHandledCount();
        m_session->owesCount = !m_session->counts.allHandled();
    }
}

void XmppStream::acknowledge(std::uint32_t handled)
{
    const auto handles = m_session->counts.acknowledged(handled);
    if (!handles) {
        fail(handles.error());
        return;
    }
    for (const StanzaHandle handle : *handles) {
        Q_EMIT stanzaAcknowledged(handle);
    }
}

void XmppStream::sendHandledCount()
{
    sendElement(xmpp::SmAnswer {m_session->counts.handledCount()}.toXml());
}

/// The relay asked while something was still being stored: tell it now, so that it can forget.
void XmppStream::payOwedCount()
{
    if (m_session->owesCount && m_session->counts.allHandled() && m_state == StreamState::Established) {
        m_session->owesCount = false;
        sendHandledCount();
    }
}

void XmppStream::requestCount()
{
    if (m_session->isManaged && !m_session->hasAsked) {
        m_session->hasAsked = true;
        sendElement(xmpp::SmRequest().toXml());
    }
}

Result<StanzaHandle> XmppStream::sendStanza(const xml::Element &stanza)
{
    if (m_state != StreamState::Established) {
        return failure(StreamError::NotConnected);
    }
    const QByteArray frame = xml::writeXml(stanza);
    if (frame.size() > m_options.maxStanzaBytes) {
        return failure(StreamError::FrameTooLarge);
    }
    m_transport->send(frame);
    if (!m_session->isManaged) {
        return m_session->counts.issueHandle();
    }
    const StanzaHandle handle = m_session->counts.sent(stanza);
    requestCount();
    return handle;
}

void XmppStream::markHandled(ReceivedToken token)
{
    if (m_session) {
        m_session->counts.markHandled(token);
        payOwedCount();
    }
}

void XmppStream::markHandledThrough(ReceivedToken token)
{
    if (m_session) {
        m_session->counts.markHandledThrough(token);
        payOwedCount();
    }
}

void XmppStream::requestAcknowledgement()
{
    if (m_state == StreamState::Established && m_session->isManaged) {
        m_session->hasAsked = false;
        requestCount();
    }
}

/// XEP-0352 4
void XmppStream::setClientActive(bool isActive)
{
    if (m_state == StreamState::Established && m_session->isCsiOffered) {
        using enum xmpp::ClientState::Kind;
        sendElement(xmpp::ClientState {isActive ? Active : Inactive}.toXml());
    }
}

void XmppStream::probe()
{
    if (m_state != StreamState::Established || m_session->isProbing) {
        return;
    }
    m_session->isProbing = true;
    m_session->hasHeard = false;
    m_probeTimer->start(m_options.probeTimeout);
    if (m_session->isManaged) {
        requestAcknowledgement();
        return;
    }
    const auto server = model::Jid::parse(m_jid.domain()); // XEP-0199 4.2; any answer will do, an error too
    xmpp::IqStanza ping;
    ping.to = server.value_or(model::Jid());
    ping.content = xmpp::Ping().toXml();
    m_iq->request(this, std::move(ping), [](const Result<xmpp::IqStanza> &) {}, m_options.probeTimeout);
}

void XmppStream::onProbeTimer()
{
    if (m_state != StreamState::Established) {
        return;
    }
    const bool hasHeard = std::exchange(m_session->hasHeard, false);
    const bool wasProbing = std::exchange(m_session->isProbing, false);
    if (hasHeard) {
        m_probeTimer->start(m_options.probeAfter);
    } else if (wasProbing) {
        m_mayResume = true;
        finish(Error(StreamError::ConnectionLost, u"silence"_s));
    } else {
        probe();
    }
}

void XmppStream::sendElement(const xml::Element &element)
{
    m_transport->send(xml::writeXml(element));
}

// --- the end ------------------------------------------------------------------------------------------------------------------

/// RFC 7395 3.6
void XmppStream::disconnectFromRelay()
{
    if (m_state == StreamState::Closing || m_state == StreamState::Closed) {
        return;
    }
    if (m_state != StreamState::Established) {
        fail(Error(StreamError::Closed));
        return;
    }
    if (m_session->isManaged) {
        sendHandledCount(); // XEP-0198 5: lets the relay forget what we have
    }
    setState(StreamState::Closing);
    m_probeTimer->stop();
    m_stepTimer->start(kCloseTimeout);
    sendElement(xmpp::StreamClose().toXml());
}

void XmppStream::abandon()
{
    m_mayResume = m_session && m_state == StreamState::Established;
    finish(Error(StreamError::Closed));
}

/// A reason of ours or the relay's ends the stream properly: nothing is left to resume.
void XmppStream::fail(const Error &reason)
{
    if (m_state == StreamState::Closed) {
        return;
    }
    const bool isStreamOpen = m_state != StreamState::Idle && m_state != StreamState::Connecting && m_state != StreamState::Closing;
    if (isStreamOpen) {
        sendElement(xmpp::StreamClose().toXml());
    }
    m_mayResume = false;
    finish(reason);
}

void XmppStream::finish(const Error &reason)
{
    if (m_state == StreamState::Closed) {
        return;
    }
    m_stepTimer->stop();
    m_probeTimer->stop();
    if (m_transport) {
        m_transport->disconnect(this);
        m_transport->close(); // kept until we are destroyed: this may run inside one of its signals
    }
    setState(StreamState::Closed);
    m_iq->failAll();
    Q_EMIT closed(reason);
}

std::optional<ResumeState> XmppStream::takeResumeState()
{
    if (m_options.resume) { // came in and was never used
        return std::exchange(m_options.resume, std::nullopt);
    }
    if (!std::exchange(m_mayResume, false) || !m_session || m_session->resumeId.isEmpty()) {
        return std::nullopt;
    }
    ResumeState state;
    state.id = m_session->resumeId;
    state.jid = m_jid;
    state.maximum = m_session->resumeMaximum;
    state.carbonsEnabled = m_session->isCarbonsEnabled;
    state.counts = std::move(m_session->counts);
    return state;
}

void XmppStream::setState(StreamState state)
{
    if (m_state != state) {
        m_state = state;
        Q_EMIT stateChanged(state);
    }
}

} // namespace wardline::stream
