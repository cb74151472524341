// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/base/result.h"
#include "core/model/jid.h"
#include "core/stream/credentials.h"
#include "core/stream/negotiator_action.h"
#include "core/stream/sasl_mechanism.h"
#include "core/stream/stream_options.h"
#include "core/xml/element.h"
#include "core/xmpp/xep0388_sasl2.h"

#include <memory>

namespace wardline::stream {

/// What a finished sign-in has yielded so far; binding may be part of it.
struct AuthOutcome {
    SaslVersion sasl = SaslVersion::Sasl2;
    QString mechanism;
    CodeProof codeProof = CodeProof::None;
    std::optional<model::Jid> jid; ///< SASL2: the authorization identifier
    bool bound = false; ///< Bind 2 done
    bool carbonsEnabled = false;
    std::optional<FastToken> token;
    std::optional<int> recoveryCodesLeft;
};

/// Signs in on a stream that shows its features: SASL2 (XEP-0388) with tasks (XEP-0400) and tokens (XEP-0484), or SASL (RFC 6120 6).
/// Pure: elements in, frames and questions out. No code or ticket leaves before the relay has proved that it knows the password.
class Authenticator
{
public:
    Authenticator(const StreamOptions &options, Credentials credentials, Random &random);

    /// The features of a stream that is not signed in. Chooses by policy, never by the relay's order.
    [[nodiscard]] Status begin(const xml::Element &features, NegotiatorActions &out);
    /// One element of the exchange.
    [[nodiscard]] Status receive(const xml::Element &element, NegotiatorActions &out);
    [[nodiscard]] Status provideCode(SecretBytes code, NegotiatorActions &out);
    [[nodiscard]] Status provideTicket(SecretBytes ticket, NegotiatorActions &out);

    [[nodiscard]] bool isDone() const { return m_state == State::Done; }
    [[nodiscard]] bool isWaitingForUser() const;
    [[nodiscard]] AuthOutcome takeOutcome() { return std::move(m_outcome); }
    [[nodiscard]] std::optional<std::chrono::seconds> retryAfter() const { return m_retryAfter; }

private:
    enum class State {
        Idle,
        NeedAppendedCode, ///< waits for the user
        Exchanging,
        NeedCode, ///< waits for the user
        NeedTicket, ///< waits for the user
        NeedEnrolmentCode, ///< waits for the user
        CodeSent,
        TicketSent,
        EnrolmentCodeSent,
        Done,
    };

    [[nodiscard]] Status beginSasl2(const xmpp::Sasl2Feature &feature, NegotiatorActions &out);
    [[nodiscard]] Status choose(const QStringList &offered);
    [[nodiscard]] Status chooseToken();
    [[nodiscard]] Status start(NegotiatorActions &out);
    [[nodiscard]] Status receiveChallenge(const xml::Element &element, NegotiatorActions &out);
    [[nodiscard]] Status receiveSuccess(const xml::Element &element, NegotiatorActions &out);
    [[nodiscard]] Status receiveSasl2Success(const xml::Element &element, NegotiatorActions &out);
    [[nodiscard]] Status receiveContinue(const xml::Element &element, NegotiatorActions &out);
    [[nodiscard]] Status receiveTaskData(const xml::Element &element, NegotiatorActions &out);
    [[nodiscard]] std::unexpected<Error> receiveFailure(const xml::Element &element);
    [[nodiscard]] Status takeGifts(const xml::Element &success, NegotiatorActions &out);
    [[nodiscard]] Status beginTask(const QStringList &tasks, NegotiatorActions &out);
    [[nodiscard]] Status sendCode(NegotiatorActions &out);
    [[nodiscard]] Status sendTicket(NegotiatorActions &out);
    [[nodiscard]] Status send(const xml::Element &element, const SecretBytes &secret, NegotiatorActions &out);

    const StreamOptions &m_options;
    Credentials m_credentials;
    Random &m_random;
    State m_state = State::Idle;
    std::unique_ptr<SaslMechanism> m_mechanism;
    std::optional<xmpp::Sasl2Feature> m_feature; // of SASL2; absent with RFC 6120 SASL
    AuthOutcome m_outcome;
    std::optional<std::chrono::seconds> m_retryAfter;
    int m_rounds = 0;
};

} // namespace wardline::stream
