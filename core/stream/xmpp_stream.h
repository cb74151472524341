// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/id_source.h"
#include "core/base/random.h"
#include "core/base/result.h"
#include "core/base/timer.h"
#include "core/stream/credentials.h"
#include "core/stream/iq_router.h"
#include "core/stream/negotiator_action.h"
#include "core/stream/recovery_codes.h"
#include "core/stream/session_info.h"
#include "core/stream/stream_error.h"
#include "core/stream/stream_options.h"
#include "core/stream/transport.h"

#include <QObject>

#include <memory>
#include <vector>

namespace wardline::stream {

class Negotiator;

enum class StreamState {
    Idle,
    Connecting, ///< reaching the relay
    Negotiating, ///< signing in
    AwaitingCode, ///< the relay wants a code: provideCode()
    AwaitingTicket, ///< the relay wants an enrolment ticket: provideTicket()
    AwaitingEnrolmentCode, ///< a seed was offered: provideCode() with the first code from it
    Established,
    Closing,
    Closed,
};

/// The outside world of a stream.
struct StreamPorts {
    TransportFactory &transports;
    TimerFactory &timers;
    Random &random;
    IdSource &ids;
};

/// One live connection: transport, sign-in, stream management, questions and answers, half-open detection. Made for one
/// connection and then thrown away; a successor can resume its session through takeResumeState(). When to reconnect is the
/// service's decision. One thread, that of its owner; may be destroyed from any of its signals by deleteLater only.
class XmppStream final : public QObject
{
    Q_OBJECT

public:
    explicit XmppStream(const StreamPorts &ports, QObject *parent = nullptr);
    ~XmppStream() override;

    /// Once. Ends in established() or closed().
    void connectTo(StreamOptions options, Credentials credentials);
    /// For AwaitingCode and AwaitingEnrolmentCode: six digits, or a recovery code. Ignored otherwise.
    void provideCode(SecretBytes code);
    /// For AwaitingTicket. Ignored otherwise.
    void provideTicket(SecretBytes ticket);
    /// Ends the session properly (RFC 7395 3.6): nothing to resume afterwards. closed(StreamError::Closed) follows.
    void disconnectFromRelay();
    /// Lets go of the connection at once without ending the session, so that it can be resumed. closed(StreamError::Closed) follows.
    void abandon();

    /// Sends a message, presence or iq. The handle comes back in stanzaAcknowledged when the relay has it, if the session has
    /// stream management. NotConnected, FrameTooLarge.
    [[nodiscard]] Result<StanzaHandle> sendStanza(const xml::Element &stanza);
    /// The stanza of stanzaReceived is stored: it may be acknowledged to the relay.
    void markHandled(ReceivedToken token);
    void markHandledThrough(ReceivedToken token);
    /// Asks the relay for an acknowledgement now (XEP-0198 `<r/>`); it also makes the network answer at once.
    void requestAcknowledgement();
    /// XEP-0352: whether somebody is looking. Nothing where the relay does not offer it.
    void setClientActive(bool isActive);
    /// Probes now, as after a wake from suspend; ConnectionLost if no answer comes in time.
    void probe();

    [[nodiscard]] IqRouter &iq() { return *m_iq; }
    [[nodiscard]] StreamState state() const { return m_state; }
    /// Our full address, once established.
    [[nodiscard]] const model::Jid &jid() const { return m_jid; }
    /// After closed(TooManyAttempts): how long the relay wants to be left alone, if it said so.
    [[nodiscard]] std::optional<std::chrono::seconds> retryAfter() const { return m_retryAfter; }
    /// After closed(): what a successor needs to resume, if the session can be resumed. A state that came in with the options and
    /// was not used up comes out again. At most once.
    [[nodiscard]] std::optional<ResumeState> takeResumeState();

Q_SIGNALS:
    void stateChanged(wardline::stream::StreamState state);
    /// Something came over an established session, whatever it was.
    void heard();
    /// A code is demanded: provideCode().
    void codeRequired();
    /// An enrolment ticket is demanded: provideTicket().
    void ticketRequired();
    /// The relay handed out a seed, an otpauth:// URI; valid during the call, take a clone. provideCode() with its first code.
    void enrolmentOffered(const wardline::SecretBytes &otpauthUri);
    /// Shown to the user once, kept nowhere; valid during the call. Comes before established().
    void recoveryCodesReceived(const wardline::stream::RecoveryCodes &codes);
    void established(const wardline::stream::SessionInfo &info);
    /// A message or presence (iq goes through iq()). markHandled(token) once it is stored.
    void stanzaReceived(const wardline::xml::Element &stanza, wardline::stream::ReceivedToken token);
    void stanzaAcknowledged(wardline::stream::StanzaHandle handle);
    /// The old session could not be resumed: these may or may not have arrived. After the acknowledgements, before established().
    void stanzasUncertain(const std::vector<wardline::stream::StanzaHandle> &handles);
    /// Exactly once, last of all.
    void closed(const wardline::Error &reason);

private:
    struct Session;

    void onTransportOpened();
    void onFrame(const QByteArray &frame);
    void onTransportClosed(const Error &reason);
    void perform(NegotiatorActions actions);
    void perform(SendFrame &action);
    void perform(WantCode &action);
    void perform(WantTicket &action);
    void perform(OfferEnrolment &action);
    void perform(ShowRecoveryCodes &action);
    void perform(ResumeRefused &action);
    void perform(Finished &action);
    void perform(Failed &action);
    void resendAfterResume();
    void receive(const xml::Element &element);
    void receiveStanza(const xml::Element &element, ReceivedToken token);
    void receiveManagement(const xml::Element &element);
    void acknowledge(std::uint32_t handled);
    void sendHandledCount();
    void payOwedCount();
    void requestCount();
    void sendElement(const xml::Element &element);
    void onStepTimeout();
    void onProbeTimer();
    void setState(StreamState state);
    void fail(const Error &reason);
    void finish(const Error &reason);

    StreamPorts m_ports;
    StreamState m_state = StreamState::Idle;
    StreamOptions m_options;
    std::unique_ptr<Transport> m_transport;
    std::unique_ptr<Negotiator> m_negotiator; // until established
    std::unique_ptr<Session> m_session; // from established on
    std::unique_ptr<IqRouter> m_iq;
    std::unique_ptr<Timer> m_stepTimer; // answers while signing in and while closing
    std::unique_ptr<Timer> m_probeTimer;
    model::Jid m_jid;
    std::optional<std::chrono::seconds> m_retryAfter;
    bool m_mayResume = false;
};

} // namespace wardline::stream
