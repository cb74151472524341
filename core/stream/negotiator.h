// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/id_source.h"
#include "core/base/random.h"
#include "core/stream/authenticator.h"
#include "core/stream/negotiator_action.h"
#include "core/stream/stream_error.h"
#include "core/stream/stream_options.h"
#include "core/xml/element.h"
#include "core/xmpp/stream_error.h"

#include <vector>

namespace wardline::stream {

/// From an open transport to a bound session: stream headers (RFC 7395 3.4), features, sign-in (Authenticator), binding or
/// resumption, stream management. Pure: elements in, actions out; no socket, no timer. After Finished or Failed it takes nothing more.
class Negotiator
{
public:
    /// `options` must outlive this.
    Negotiator(const StreamOptions &options, Credentials credentials, Random &random, IdSource &ids);

    /// The transport is open.
    [[nodiscard]] NegotiatorActions start();
    /// One element came.
    [[nodiscard]] NegotiatorActions receive(const xml::Element &element);
    [[nodiscard]] NegotiatorActions provideCode(SecretBytes code);
    [[nodiscard]] NegotiatorActions provideTicket(SecretBytes ticket);
    /// The next step is the user's, so that no time-out should run.
    [[nodiscard]] bool isWaitingForUser() const;

private:
    enum class State { Idle, Opening, Features, SigningIn, Reopening, SessionFeatures, Resuming, Binding, Enabling, Over };

    [[nodiscard]] Status handle(const xml::Element &element, NegotiatorActions &out);
    [[nodiscard]] Status handleOpen(const xml::Element &element);
    [[nodiscard]] Status afterSignIn(NegotiatorActions &out);
    [[nodiscard]] Status handleSessionFeatures(const xml::Element &element, NegotiatorActions &out);
    [[nodiscard]] Status handleResume(const xml::Element &element, NegotiatorActions &out);
    [[nodiscard]] Status bindOrGoOn(NegotiatorActions &out);
    [[nodiscard]] Status handleBind(const xml::Element &element, NegotiatorActions &out);
    [[nodiscard]] Status enableOrFinish(NegotiatorActions &out);
    [[nodiscard]] Status handleEnabled(const xml::Element &element, NegotiatorActions &out);
    void sendOpen(NegotiatorActions &out) const;
    void finish(Finished finished, NegotiatorActions &out);
    [[nodiscard]] NegotiatorActions close(Status status, NegotiatorActions out);

    const StreamOptions &m_options;
    IdSource &m_ids;
    Authenticator m_authenticator;
    State m_state = State::Idle;
    AuthOutcome m_outcome;
    model::Jid m_jid;
    QString m_bindId;
    bool m_offersManagement = false;
    bool m_offersBind = false;
    bool m_offersCsi = false;
    std::vector<xml::Element> m_early;
};

/// What a stream error means to us (RFC 6120 4.9.3).
[[nodiscard]] StreamError codeFor(xmpp::StreamCondition condition);
/// The reason in a `<stream:error/>` or `<close/>`, if the element is one.
[[nodiscard]] std::optional<Error> endOfStream(const xml::Element &element);

} // namespace wardline::stream
