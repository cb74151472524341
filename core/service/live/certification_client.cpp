// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/certification_client.h"

#include "core/crypto/key_form.h"
#include "core/service/live/certificate_words.h"
#include "core/service/live/futures.h"
#include "core/service/service_error.h"
#include "core/trust/trust_error.h"
#include "core/xmpp/xep0060_pubsub.h"
#include "core/xmpp/xep0163_pep.h"
#include "core/xmpp/xep0334_hints.h"

namespace wardline::service {

using namespace Qt::StringLiterals;
using trust::AuthorityMessage;
using trust::CertificationRequest;
using Purpose = CertificationRequest::Purpose;
using State = OwnCertificate::State;

namespace {

const QString kKnownKey = u"own-certificates"_s;
constexpr std::chrono::hours kAskEvery{6};
constexpr std::chrono::seconds kAnswerTime{30}; ///< so long a request is under way before another one is made
constexpr std::chrono::seconds kLookAgain{5};
constexpr int kLooks = 12;
constexpr std::chrono::seconds kVouchPatience{30};
constexpr std::chrono::days kRenewWithin{20}; ///< or within the last third of the time, whichever is later

QByteArray nameOf(const trust::DeviceStatement &statement)
{
    return QByteArray(QByteArray::number(statement.device.id) + ':' + statement.identityKey.toHex());
}

} // namespace

CertificationClient::CertificationClient(SessionParts &parts, OrganisationTrust &organisation,
                                         std::shared_ptr<OmemoContext> context, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_organisation(organisation)
    , m_context(std::move(context))
    , m_again(parts.environment.timers.createTimer([this] {
        m_organisation.refresh(m_vouching ? QSet<model::Jid>{m_vouchedFor.device.person} : QSet<model::Jid>(),
                               [](const Status &) {});
        lookAgainSoon();
    }))
    , m_patience(parts.environment.timers.createTimer([this] { endVouching(failure(ServiceError::Timeout)); }))
{
    connect(&organisation, &OrganisationTrust::changed, this, &CertificationClient::look);
}

void CertificationClient::begin()
{
    if (m_organisation.rules().isUsed() && m_organisation.rules().authority != m_parts.own) {
        withIdentity([this] { look(); });
    }
}

std::optional<model::DeviceAddress> CertificationClient::device() const
{
    return m_identity ? std::optional(m_identity->device) : std::nullopt;
}

void CertificationClient::withIdentity(const std::function<void()> &then)
{
    if (m_identity) {
        then();
        return;
    }
    const auto reading = m_parts.store().threads().write(
        [context = m_context](store::WritableDatabase &database) -> Result<std::optional<Identity>> {
            store::OmemoStore store(database);
            WARDLINE_TRY(const auto own, store.ownDevice());
            if (!own) {
                return std::optional<Identity>();
            }
            Identity identity;
            identity.device = {context->own, own->id};
            WARDLINE_TRY(identity.curveKey, context->engine.ownIdentityKey(store));
            WARDLINE_TRY(identity.edwardsKey, crypto::toEdwardsForm(identity.curveKey));
            return std::optional(identity);
        });
    afterwards(reading, this, [this, then](const Result<std::optional<Identity>> &identity) {
        if (identity && *identity) {
            m_identity = *identity;
            then();
        }
    });
}

OwnCertificate CertificationClient::state() const
{
    OwnCertificate own;
    if (!m_organisation.rules().isUsed()) {
        return own;
    }
    own.state = m_underWay.value_or(State::None);
    if (!m_identity) {
        return own;
    }
    const trust::Certification said = m_organisation.certifier().certify(m_identity->device, m_identity->curveKey);
    own.until = said.until;
    switch (certificateFrom(said.reason)) {
    case Certificate::Certified:
        own.state = State::Certified;
        own.clinicalRoles = said.clinicalRoles;
        break;
    case Certificate::Revoked:
        own.state = State::Revoked;
        break;
    case Certificate::Expired:
        own.state = m_underWay.value_or(State::Expired);
        break;
    case Certificate::NoOrganisation:
    case Certificate::ListMissing:
    case Certificate::NotListed:
    case Certificate::OtherKey:
    case Certificate::NotYetValid:
        break;
    }
    return own;
}

/// Asks for what is missing: a first certificate once in a session, a renewal in good time.
void CertificationClient::look()
{
    Q_EMIT changed();
    if (!m_identity || m_parts.link.stream() == nullptr) {
        return;
    }
    noteOwnCertified();
    lookForVouched();
    const trust::Certification said = m_organisation.certifier().certify(m_identity->device, m_identity->curveKey);
    if (said.state == trust::Certification::State::Certified) {
        if (!m_vouching) {
            m_again->stop();
        }
        m_underWay.reset();
    }
    const auto now = m_parts.environment.clock.monotonic();
    if (m_lastAsked && now - *m_lastAsked < kAskEvery) {
        return;
    }
    const Certificate certificate = certificateFrom(said.reason);
    if (certificate == Certificate::NotListed || certificate == Certificate::OtherKey
        || certificate == Certificate::Expired) {
        ask(Purpose::First);
        return;
    }
    for (const trust::DeviceStatement &statement : m_organisation.certifier().devicesOf(m_parts.own)) {
        if (certificate != Certificate::Certified || statement.device != m_identity->device) {
            continue;
        }
        const auto third = (statement.notAfter - statement.notBefore) / 3;
        const auto within = std::min<std::chrono::seconds>(third, kRenewWithin);
        if (*said.until - m_parts.environment.clock.now() < within) {
            ask(Purpose::Renewal);
        }
    }
}

Status CertificationClient::request()
{
    if (!m_organisation.rules().isUsed() || state().state == State::Revoked) {
        return failure(ServiceError::NotAllowed);
    }
    if (m_parts.link.stream() == nullptr) {
        return failure(ServiceError::RelayNotReachable);
    }
    const bool isUnderWay = m_underWay == State::Asking || m_underWay == State::Waiting;
    if (isUnderWay && m_lastAsked && m_parts.environment.clock.monotonic() - *m_lastAsked < kAnswerTime) {
        return {}; // a second one would replace the one that somebody reads on the screen
    }
    const bool isRenewal = state().state == State::Certified;
    withIdentity([this, isRenewal] { ask(isRenewal ? Purpose::Renewal : Purpose::First); });
    return {};
}

void CertificationClient::ask(Purpose purpose)
{
    m_purpose = purpose;
    m_lastAsked = m_parts.environment.clock.monotonic();
    m_underWay = State::Asking;
    say({AuthorityMessage::Kind::Ask, {}, {}});
    Q_EMIT changed();
}

bool CertificationClient::take(const xmpp::MessageStanza &message)
{
    const bool isFromAuthority = m_organisation.rules().isUsed()
        && message.from.bare() == m_organisation.rules().authority && message.type != xmpp::MessageType::Error
        && message.type != xmpp::MessageType::GroupChat;
    if (!isFromAuthority) {
        return false;
    }
    for (const xml::Element &payload : message.payloads) {
        if (payload.ns() != trust::kTrustNamespace) {
            continue;
        }
        const auto said = AuthorityMessage::fromXml(payload);
        if (said && said->kind == AuthorityMessage::Kind::Nonce) {
            takeNonce(said->bytes);
        } else if (said && said->kind == AuthorityMessage::Kind::Answer) {
            takeAnswer(*said);
        }
        return true; // one in a message
    }
    return false;
}

void CertificationClient::takeNonce(const QByteArray &nonce)
{
    if (!m_identity || m_underWay != State::Asking) {
        return; // nobody asked
    }
    CertificationRequest request;
    request.organisation = m_organisation.rules().certifier.organisation;
    request.device = m_identity->device;
    request.identityKey = m_identity->edwardsKey;
    request.purpose = m_purpose;
    request.nonce = nonce;
    const auto toSign = request.toSign();
    if (!toSign) {
        return;
    }
    m_underWay = State::Waiting; // one nonce, one request: whoever sends another one gets nothing signed
    sign(*toSign, [this, request](const Result<QByteArray> &signature) {
        const auto document = signature ? request.withSignature(*signature) : std::unexpected(signature.error());
        if (!document || !CertificationRequest::open(*document)) {
            return;
        }
        if (request.purpose == Purpose::First) {
            publish(trust::requestsNode(), *document); // so that a colleague can vouch for it
        }
        say({AuthorityMessage::Kind::Request, *document, {}});
        audit(audit::AuditEventType::CertificationRequested, request.device);
    });
}

void CertificationClient::takeAnswer(const AuthorityMessage &answer)
{
    if (m_vouching && answer.state == AuthorityMessage::State::Refused) {
        endVouching(failure(ServiceError::NotAllowed));
        return;
    }
    if (m_vouching && answer.bytes.isEmpty()) {
        if (answer.state == AuthorityMessage::State::Issued) { // so it says; the signed list has to
            m_looksLeft = kLooks;
            lookAgainSoon();
        }
        return;
    }
    switch (answer.state) {
    case AuthorityMessage::State::Waiting:
        m_underWay = State::Waiting;
        break;
    case AuthorityMessage::State::Refused:
        m_underWay = State::Refused;
        break;
    case AuthorityMessage::State::Issued:
        takeStatement(answer.bytes);
        break;
    }
    Q_EMIT changed();
}

/// What the authority handed out is published only if it is for this device, and signed by whom the root names.
void CertificationClient::takeStatement(const QByteArray &document)
{
    if (!m_identity) {
        withIdentity([this, document] { takeStatement(document); });
        return;
    }
    const auto statement = m_organisation.certifier().judge(document, m_identity->device, m_identity->curveKey);
    if (statement) {
        m_underWay = State::Issued;
        publish(trust::statementsNode(), document);
        m_looksLeft = kLooks;
        lookAgainSoon();
        return;
    }
    const auto reason = trustRefusal(statement.error());
    if (statement.error().is(trust::TrustError::OtherPerson)) {
        // Another device of ours may have asked, too: that one publishes it. Somebody else's is an attack.
        const auto parsed = trust::DeviceStatement::parse(document);
        if (parsed && parsed->device.person == m_parts.own && parsed->device.id != m_identity->device.id) {
            return;
        }
    }
    m_underWay = State::Refused;
    if (reason) {
        (void)m_parts.profile.record({audit::AuditEventType::TrustDocumentRefused,
                                      m_parts.own.toString(),
                                      audit::AuditOutcome::SeriousFailure,
                                      reason,
                                      {{audit::AuditObjectKind::Person, m_organisation.rules().authority.toString()}},
                                      {}});
    }
}

/// The next list follows within seconds.
void CertificationClient::lookAgainSoon()
{
    if (m_looksLeft-- > 0) {
        m_again->start(kLookAgain);
    }
}

/// Tells of every device of our own that is certified now and was not known to be: whoever stole the password and
/// talked the desk into a certificate is seen.
void CertificationClient::noteOwnCertified()
{
    if (m_isNoting || !m_organisation.certifier().manifest()
        || !m_organisation.certifier().missingPages({m_parts.own}).isEmpty()) {
        return;
    }
    m_isNoting = true;
    afterwards(m_parts.store().settings().value(kKnownKey), this,
               [this](const Result<std::optional<QByteArray>> &stored) {
                   m_isNoting = false;
                   if (!stored || !m_identity) {
                       return;
                   }
                   const QList<QByteArray> known = *stored ? (*stored)->split(' ') : QList<QByteArray>();
                   QList<QByteArray> now;
                   for (const trust::DeviceStatement &statement : m_organisation.certifier().devicesOf(m_parts.own)) {
                       now.append(nameOf(statement));
                       if (known.contains(nameOf(statement))) {
                           continue;
                       }
                       const bool isThisOne = statement.device == m_identity->device;
                       if (isThisOne || *stored) {
                           audit(audit::AuditEventType::DeviceCertified, statement.device);
                       }
                       if (!isThisOne && *stored) { // at the first look everything is new
                           Q_EMIT ownDeviceCertified(statement.device);
                       }
                   }
                   if (!*stored || now != known) {
                       (void)m_parts.store().settings().setValue(kKnownKey, now.join(' '));
                   }
               });
}

void CertificationClient::vouch(const VouchedDevice &vouched, std::function<void(Status)> done)
{
    if (m_vouching || !m_identity || m_parts.link.stream() == nullptr) {
        done(failure(m_vouching ? ServiceError::TryLater : ServiceError::RelayNotReachable));
        return;
    }
    m_vouching = std::move(done);
    m_vouchedFor = vouched;
    m_patience->start(kVouchPatience);
    trust::Vouching vouching;
    vouching.organisation = m_organisation.rules().certifier.organisation;
    vouching.voucher = m_identity->device;
    vouching.identityKey = m_identity->edwardsKey;
    vouching.request = vouched.request;
    vouching.made = std::chrono::floor<std::chrono::seconds>(m_parts.environment.clock.now());
    const auto toSign = vouching.toSign();
    if (!toSign) {
        endVouching(failure(ServiceError::NotAllowed));
        return;
    }
    sign(*toSign, [this, vouching](const Result<QByteArray> &signature) {
        const auto document = signature ? vouching.withSignature(*signature) : std::unexpected(signature.error());
        if (!document) {
            endVouching(failure(ServiceError::Internal));
            return;
        }
        say({AuthorityMessage::Kind::Vouch, *document, {}});
    });
}

/// The colleague's device stands in the list: only then the vouching has come to something.
void CertificationClient::lookForVouched()
{
    const trust::Certifier &certifier = m_organisation.certifier();
    if (m_vouching
        && certifier.certify(m_vouchedFor.device, m_vouchedFor.identityKey).state
            == trust::Certification::State::Certified) {
        endVouching({});
    }
}

void CertificationClient::endVouching(const Status &status)
{
    m_patience->stop();
    if (const auto done = std::exchange(m_vouching, nullptr)) {
        if (status) {
            audit(audit::AuditEventType::DeviceVouchedFor, m_vouchedFor.device);
        }
        done(status);
    }
}

void CertificationClient::sign(const QByteArray &message, const std::function<void(Result<QByteArray>)> &then)
{
    const auto signing = m_parts.store().threads().write(
        [context = m_context, message](store::WritableDatabase &database) -> Result<QByteArray> {
            store::OmemoStore store(database);
            return context->engine.signWithIdentity(store, message);
        });
    afterwards(signing, this, then);
}

void CertificationClient::say(const AuthorityMessage &message)
{
    stream::XmppStream *stream = m_parts.link.stream();
    if (stream == nullptr) {
        return; // asked again in the next session
    }
    xmpp::MessageStanza stanza;
    stanza.to = m_organisation.rules().authority;
    stanza.id = m_parts.environment.ids.next();
    stanza.payloads.append(message.toXml());
    stanza.payloads.append(xmpp::hintElement(xmpp::Hint::NoStore)); // nobody reads it later
    (void)stream->sendStanza(stanza.toXml());
}

void CertificationClient::publish(const QString &node, const QByteArray &document)
{
    if (m_parts.link.stream() == nullptr || !m_identity) {
        return;
    }
    xmpp::PubSubItem item;
    item.id = QString::number(m_identity->device.id);
    item.payload = trust::TrustDocument{document}.toXml();
    m_publisher.publish(node, item, {xmpp::PepAccess::Open, true, 0, false});
}

void CertificationClient::audit(audit::AuditEventType type, const model::DeviceAddress &device)
{
    (void)m_parts.profile.record({type,
                                  m_parts.own.toString(),
                                  audit::AuditOutcome::Success,
                                  {},
                                  {{audit::AuditObjectKind::Person, device.person.toString()},
                                   {audit::AuditObjectKind::Device, QString::number(device.id)}},
                                  {}});
}

} // namespace wardline::service
