// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stream/authenticator.h"

#include "core/stream/secret_text.h"
#include "core/stream/stream_error.h"
#include "core/xmpp/rfc6120_sasl.h"
#include "core/xmpp/rfc7395_framing.h"
#include "core/xmpp/xep0400_totp.h"

#include <QDateTime>

#include <algorithm>

namespace wardline::stream {

using namespace Qt::StringLiterals;

namespace {

/// More challenges and tasks than any sign-in has: somebody plays.
constexpr int kMaxRounds = 20;
constexpr qsizetype kMaxToken = 4096;
constexpr qsizetype kMaxRecoveryCodes = 100;

StreamError codeFor(xmpp::SaslCondition condition)
{
    switch (condition) {
    case xmpp::SaslCondition::Aborted:
        return StreamError::Aborted;
    case xmpp::SaslCondition::AccountDisabled:
        return StreamError::AccountDisabled;
    case xmpp::SaslCondition::CredentialsExpired:
        return StreamError::CredentialsExpired;
    case xmpp::SaslCondition::EncryptionRequired:
    case xmpp::SaslCondition::InvalidMechanism:
    case xmpp::SaslCondition::MechanismTooWeak:
        return StreamError::NoSuitableMechanism;
    case xmpp::SaslCondition::IncorrectEncoding:
    case xmpp::SaslCondition::InvalidAuthzid:
    case xmpp::SaslCondition::MalformedRequest:
        return StreamError::ProtocolViolation;
    case xmpp::SaslCondition::NotAuthorized:
        return StreamError::NotAuthorized;
    case xmpp::SaslCondition::TemporaryAuthFailure:
        return StreamError::TooManyAttempts;
    }
    return StreamError::NotAuthorized;
}

bool isSixDigits(const SecretBytes &code)
{
    return code.size() == 6 && std::all_of(code.span().begin(), code.span().end(), [](std::byte b) {
        return std::to_integer<unsigned>(b) >= '0' && std::to_integer<unsigned>(b) <= '9';
    });
}

std::optional<FastToken> takeToken(const xml::Element &success)
{
    const xml::Element *element = success.child(u"token", xmpp::kFastNamespace);
    if (element == nullptr) {
        return std::nullopt;
    }
    const QDateTime expiry = QDateTime::fromString(element->attribute(u"expiry"), Qt::ISODateWithMs);
    auto value = takeSecretText(element->attribute(u"token"), kMaxToken);
    if (!value || !expiry.isValid()) {
        return std::nullopt; // of no use; the sign-in itself stands
    }
    FastToken token;
    token.value = *std::move(value);
    token.mechanism = kHtSha256None.toString();
    token.expiry = Instant(std::chrono::milliseconds(expiry.toMSecsSinceEpoch()));
    return token;
}

} // namespace

Authenticator::Authenticator(const StreamOptions &options, Credentials credentials, Random &random)
    : m_options(options)
    , m_credentials(std::move(credentials))
    , m_random(random)
{
}

bool Authenticator::isWaitingForUser() const
{
    return m_state == State::NeedAppendedCode || m_state == State::NeedCode || m_state == State::NeedTicket
        || m_state == State::NeedEnrolmentCode;
}

Status Authenticator::begin(const xml::Element &features, NegotiatorActions &out)
{
    if (const xml::Element *element = features.child(xmpp::Sasl2Feature::kName, xmpp::kSasl2Namespace)) {
        auto feature = xmpp::Sasl2Feature::fromXml(*element);
        if (!feature) {
            return failure(StreamError::ProtocolViolation, u"authentication"_s);
        }
        return beginSasl2(*feature, out);
    }
    // XEP-0388 and policy: what a relay cannot verify without SASL2 must not be skipped because an attacker hid it.
    if (m_options.totp == TotpMode::RelayTask && (m_options.requireSasl2 || m_options.requireCode)) {
        return failure(StreamError::Downgrade, u"no SASL2"_s);
    }
    m_outcome.sasl = SaslVersion::Sasl1;
    const xml::Element *element = features.child(xmpp::SaslMechanisms::kName, xmpp::kSaslNamespace);
    if (element == nullptr) {
        return failure(StreamError::NoSuitableMechanism);
    }
    const auto mechanisms = xmpp::SaslMechanisms::fromXml(*element);
    if (!mechanisms) {
        return failure(StreamError::ProtocolViolation, u"mechanisms"_s);
    }
    if (m_credentials.token && m_credentials.password.isEmpty()) {
        return failure(StreamError::TokenRefused, u"not offered"_s);
    }
    m_credentials.token.reset();
    WARDLINE_CHECK(choose(mechanisms->names));
    return m_state == State::NeedAppendedCode ? provideCode(std::move(m_credentials.code), out) : start(out);
}

Status Authenticator::beginSasl2(const xmpp::Sasl2Feature &feature, NegotiatorActions &out)
{
    m_feature = feature;
    if (m_credentials.token) {
        const bool isOffered = feature.fast && feature.fast->mechanisms.contains(kHtSha256None)
            && m_credentials.token->mechanism == kHtSha256None;
        if (isOffered) {
            WARDLINE_CHECK(chooseToken());
            return start(out);
        }
        if (m_credentials.password.isEmpty()) {
            return failure(StreamError::TokenRefused, u"not offered"_s);
        }
        m_credentials.token.reset();
    }
    WARDLINE_CHECK(choose(feature.mechanisms));
    return m_state == State::NeedAppendedCode ? provideCode(std::move(m_credentials.code), out) : start(out);
}

Status Authenticator::chooseToken()
{
    m_mechanism = makeHashedToken(m_options.account.local(), m_credentials.token->value);
    m_outcome.codeProof = m_credentials.token->totpVerified ? CodeProof::Token : CodeProof::None;
    if (m_options.totp == TotpMode::RelayTask && m_options.requireCode && !m_credentials.token->totpVerified) {
        return failure(StreamError::SecondFactorMissing, u"token"_s);
    }
    return {};
}

Status Authenticator::choose(const QStringList &offered)
{
    if (m_options.totp == TotpMode::Appended) {
        if (!offered.contains(kPlain)) {
            return failure(StreamError::NoSuitableMechanism, u"appended code needs PLAIN"_s);
        }
        m_state = State::NeedAppendedCode;
        return {};
    }
    if (offered.contains(kScramSha256)) {
        WARDLINE_TRY(m_mechanism, makeScram(m_options.account.local(), m_credentials.password, m_random, m_options.maxScramIterations));
    } else if (m_options.allowPlain && offered.contains(kPlain)) {
        WARDLINE_TRY(m_mechanism, makePlain(m_options.account.local(), m_credentials.password, SecretBytes()));
    } else {
        return failure(StreamError::NoSuitableMechanism);
    }
    return {};
}

/// XEP-0388 2.3, RFC 6120 6.4.2
Status Authenticator::start(NegotiatorActions &out)
{
    m_credentials.password.clear();
    m_outcome.mechanism = m_mechanism->name().toString();
    WARDLINE_TRY(const SecretBytes initial, m_mechanism->initialResponse());
    m_state = State::Exchanging;
    if (!m_feature) {
        xml::Element auth(u"auth", xmpp::kSaslNamespace);
        auth.setAttribute(u"mechanism", m_outcome.mechanism).setText(kSecretPlaceholder);
        return send(auth, base64Of(initial), out);
    }
    xmpp::Sasl2Authenticate request;
    request.mechanism = m_outcome.mechanism;
    request.initialResponse = kSecretPlaceholder.toString();
    request.userAgentId = m_options.userAgentId;
    request.software = m_options.software;
    request.device = m_options.device;
    const bool usesToken = m_credentials.token.has_value();
    if (m_feature->bind2 && !m_options.resume) {
        request.bind2 = xmpp::Bind2Request {m_options.tag, m_options.enableCarbons && m_feature->bind2->carbons};
    }
    if (usesToken) {
        request.fast = xmpp::FastUse {m_options.invalidateToken};
    } else if (m_options.requestToken && m_feature->fast && m_feature->fast->mechanisms.contains(kHtSha256None)) {
        request.tokenRequest = xmpp::FastTokenRequest {kHtSha256None.toString()};
    }
    m_outcome.carbonsEnabled = request.bind2 && request.bind2->enableCarbons;
    return send(request.toXml(), base64Of(initial), out);
}

Status Authenticator::receive(const xml::Element &element, NegotiatorActions &out)
{
    const bool isOurs = element.ns() == (m_feature ? xmpp::kSasl2Namespace : xmpp::kSaslNamespace);
    if (!isOurs || ++m_rounds > kMaxRounds) {
        return failure(StreamError::ProtocolViolation, u"while signing in"_s);
    }
    if (element.name() == u"failure") {
        return receiveFailure(element);
    }
    if (element.name() == u"challenge" && m_state == State::Exchanging) {
        return receiveChallenge(element, out);
    }
    if (element.name() == u"success") {
        return m_feature ? receiveSasl2Success(element, out) : receiveSuccess(element, out);
    }
    if (m_feature && element.name() == u"continue") {
        return receiveContinue(element, out);
    }
    if (m_feature && element.name() == u"task-data") {
        return receiveTaskData(element, out);
    }
    return failure(StreamError::ProtocolViolation, u"while signing in"_s);
}

Status Authenticator::receiveChallenge(const xml::Element &element, NegotiatorActions &out)
{
    const auto challenge = xmpp::saslData(element);
    if (!challenge) {
        return failure(StreamError::ProtocolViolation, u"challenge"_s);
    }
    WARDLINE_TRY(const SecretBytes response, m_mechanism->respond(*challenge));
    xml::Element answer(u"response", element.ns());
    if (response.isEmpty()) {
        out.emplace_back(SendFrame {plainFrame(answer)});
        return {};
    }
    return send(answer.setText(kSecretPlaceholder), base64Of(response), out);
}

/// RFC 6120 6.4.6
Status Authenticator::receiveSuccess(const xml::Element &element, NegotiatorActions &)
{
    if (m_state != State::Exchanging) {
        return failure(StreamError::ProtocolViolation, u"success"_s);
    }
    const auto data = xmpp::saslData(element);
    if (!data) {
        return failure(StreamError::ProtocolViolation, u"success"_s);
    }
    WARDLINE_CHECK(m_mechanism->finish(*data));
    m_state = State::Done;
    return {};
}

/// XEP-0388 2.6.2
Status Authenticator::receiveSasl2Success(const xml::Element &element, NegotiatorActions &out)
{
    const bool isExpected = m_state == State::Exchanging || m_state == State::CodeSent || m_state == State::EnrolmentCodeSent;
    const auto success = xmpp::Sasl2Success::fromXml(element);
    if (!isExpected || !success) {
        return failure(StreamError::ProtocolViolation, u"success"_s);
    }
    if (m_state == State::Exchanging) {
        WARDLINE_CHECK(m_mechanism->finish(success->additionalData));
        if (m_outcome.codeProof == CodeProof::None && element.hasChild(u"pass", xmpp::kTotpExtensionNamespace)) {
            m_outcome.codeProof = CodeProof::Pass;
        }
    } else {
        m_outcome.codeProof = m_state == State::CodeSent ? CodeProof::Task : CodeProof::Enrolment;
    }
    if (success->authorizationIdentifier.bare() != m_options.account) {
        return failure(StreamError::ProtocolViolation, u"another account"_s);
    }
    const bool isProofMissing = m_options.totp == TotpMode::RelayTask && m_options.requireCode && m_outcome.codeProof == CodeProof::None;
    if (isProofMissing) {
        return failure(StreamError::SecondFactorMissing);
    }
    m_outcome.jid = success->authorizationIdentifier;
    m_outcome.bound = success->bound && !success->authorizationIdentifier.isBare();
    m_outcome.carbonsEnabled = m_outcome.carbonsEnabled && m_outcome.bound;
    WARDLINE_CHECK(takeGifts(element, out));
    m_credentials = Credentials();
    m_state = State::Done;
    return {};
}

/// Token (XEP-0484 3.4), recovery codes, and how many of those are left.
Status Authenticator::takeGifts(const xml::Element &success, NegotiatorActions &out)
{
    m_outcome.token = takeToken(success);
    if (m_outcome.token) {
        m_outcome.token->totpVerified = m_outcome.codeProof != CodeProof::None;
    }
    const xml::Element *left = success.child(u"recovery-left", xmpp::kTotpExtensionNamespace);
    if (left != nullptr) {
        bool isNumber = false;
        const int count = left->text().toInt(&isNumber);
        m_outcome.recoveryCodesLeft = isNumber && count >= 0 ? std::optional(count) : std::nullopt;
    }
    const xml::Element *list = success.child(u"recovery-codes", xmpp::kTotpExtensionNamespace);
    if (list == nullptr) {
        return {};
    }
    ShowRecoveryCodes action;
    for (const xml::Element *code : list->childrenNamed(u"code", xmpp::kTotpExtensionNamespace)) {
        auto secret = takeSecretText(code->text(), 64);
        if (!secret || static_cast<qsizetype>(action.codes.codes.size()) >= kMaxRecoveryCodes) {
            return failure(StreamError::ProtocolViolation, u"recovery codes"_s);
        }
        action.codes.codes.push_back(*std::move(secret));
    }
    out.emplace_back(std::move(action));
    return {};
}

/// XEP-0388 2.6.3. The relay proves itself here, before it is told a code or a ticket.
Status Authenticator::receiveContinue(const xml::Element &element, NegotiatorActions &out)
{
    const auto next = xmpp::Sasl2Continue::fromXml(element);
    const bool isExpected = m_state == State::Exchanging || m_state == State::CodeSent;
    if (!next || !isExpected) {
        return failure(StreamError::ProtocolViolation, u"continue"_s);
    }
    if (m_state == State::Exchanging) {
        WARDLINE_CHECK(m_mechanism->finish(next->additionalData));
    }
    return beginTask(next->tasks, out);
}

Status Authenticator::beginTask(const QStringList &tasks, NegotiatorActions &out)
{
    const bool isAfterCode = m_state == State::CodeSent;
    if (!isAfterCode && tasks.contains(xmpp::kTotpTask)) {
        m_state = State::NeedCode;
        if (!m_credentials.code.isEmpty()) {
            return sendCode(out);
        }
        if (!m_options.interactive) {
            return failure(StreamError::CodeRequired);
        }
        out.emplace_back(WantCode {});
        return {};
    }
    const bool isUnasked = isAfterCode && !m_options.addAuthenticator;
    if (isUnasked || !tasks.contains(xmpp::kTotpInitTask)) {
        return failure(StreamError::TaskNotSupported);
    }
    m_credentials.code.clear(); // cannot be one of a seed that does not exist yet
    m_state = State::NeedTicket;
    if (isAfterCode || !m_credentials.ticket.isEmpty()) { // after a code no ticket is needed
        return sendTicket(out);
    }
    if (!m_options.interactive) {
        return failure(StreamError::TicketRequired);
    }
    out.emplace_back(WantTicket {});
    return {};
}

Status Authenticator::sendTicket(NegotiatorActions &out)
{
    m_state = State::TicketSent;
    const SecretBytes ticket = std::move(m_credentials.ticket);
    xml::Element next(u"next", xmpp::kSasl2Namespace);
    next.setAttribute(u"task", xmpp::kTotpInitTask);
    if (ticket.isEmpty()) {
        out.emplace_back(SendFrame {plainFrame(next)});
        return {};
    }
    return send(next.add(xmpp::ticketElement(kSecretPlaceholder)), ticket, out);
}

/// The code of a task, in the element that fits the state: beginning TOTP, or answering `<setup/>`.
Status Authenticator::sendCode(NegotiatorActions &out)
{
    const SecretBytes code = std::move(m_credentials.code);
    if (m_state == State::NeedEnrolmentCode) {
        m_state = State::EnrolmentCodeSent;
        xml::Element data(u"task-data", xmpp::kSasl2Namespace);
        return send(data.add(xmpp::totpElement(kSecretPlaceholder)), code, out);
    }
    m_state = State::CodeSent;
    xml::Element next(u"next", xmpp::kSasl2Namespace);
    next.setAttribute(u"task", xmpp::kTotpTask);
    next.add(isSixDigits(code) ? xmpp::totpElement(kSecretPlaceholder) : xmpp::recoveryElement(kSecretPlaceholder));
    if (m_options.addAuthenticator) {
        next.add(xmpp::addAuthenticatorElement());
    }
    return send(next, code, out);
}

/// XEP-0388 2.6.3: the seed of an enrolment. Other task data has no meaning for us.
Status Authenticator::receiveTaskData(const xml::Element &element, NegotiatorActions &out)
{
    const xml::Element *setup = element.child(u"setup", xmpp::kMfaNamespace);
    if (m_state != State::TicketSent || setup == nullptr) {
        return failure(StreamError::ProtocolViolation, u"task-data"_s);
    }
    auto uri = takeSecretText(setup->text(), kMaxToken);
    if (!uri || !uri->view().startsWith("otpauth://totp/")) {
        return failure(StreamError::ProtocolViolation, u"setup"_s);
    }
    if (!m_options.interactive) {
        return failure(StreamError::CodeRequired);
    }
    m_state = State::NeedEnrolmentCode;
    out.emplace_back(OfferEnrolment {*std::move(uri)});
    return {};
}

std::unexpected<Error> Authenticator::receiveFailure(const xml::Element &element)
{
    const StreamError code = codeFor(xmpp::SaslFailure::fromXml(element).condition);
    if (const xml::Element *wait = element.child(u"wait", xmpp::kTotpExtensionNamespace)) {
        bool isNumber = false;
        const uint seconds = wait->attribute(u"seconds").toUInt(&isNumber);
        m_retryAfter = isNumber ? std::optional(std::chrono::seconds(std::min(seconds, 86'400U))) : std::nullopt;
    }
    const bool isToken = m_mechanism && m_mechanism->name() == kHtSha256None && m_state == State::Exchanging;
    const bool isRefused = code == StreamError::NotAuthorized || code == StreamError::CredentialsExpired;
    return failure(isToken && isRefused ? StreamError::TokenRefused : code);
}

Status Authenticator::provideCode(SecretBytes code, NegotiatorActions &out)
{
    if (m_state == State::NeedAppendedCode) {
        if (code.isEmpty()) {
            if (!m_options.interactive) {
                return failure(StreamError::CodeRequired);
            }
            out.emplace_back(WantCode {});
            return {};
        }
        if (!isSixDigits(code)) {
            return failure(StreamError::NotAuthorized);
        }
        WARDLINE_TRY(m_mechanism, makePlain(m_options.account.local(), m_credentials.password, code));
        m_outcome.codeProof = CodeProof::Appended;
        return start(out);
    }
    if (m_state != State::NeedCode && m_state != State::NeedEnrolmentCode) {
        return {};
    }
    m_credentials.code = std::move(code);
    return sendCode(out);
}

Status Authenticator::provideTicket(SecretBytes ticket, NegotiatorActions &out)
{
    if (m_state != State::NeedTicket) {
        return {};
    }
    if (ticket.isEmpty()) {
        return failure(StreamError::TicketRequired);
    }
    m_credentials.ticket = std::move(ticket);
    return sendTicket(out);
}

Status Authenticator::send(const xml::Element &element, const SecretBytes &secret, NegotiatorActions &out)
{
    auto frame = frameWithSecret(element, secret);
    if (!frame) {
        return failure(StreamError::NotAuthorized, u"not printable"_s); // typed by the user: cannot be right
    }
    out.emplace_back(SendFrame {*std::move(frame)});
    return {};
}

} // namespace wardline::stream
