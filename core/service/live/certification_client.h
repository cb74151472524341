// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/live/omemo_context.h"
#include "core/service/live/organisation_trust.h"
#include "core/service/live/node_publisher.h"
#include "core/service/live/session_parts.h"
#include "core/service/trust_service.h"
#include "core/trust/authority_wire.h"
#include "core/trust/certification_request.h"
#include "core/xmpp/message_stanza.h"

#include <QObject>

#include <functional>
#include <memory>
#include <optional>

namespace wardline::service {

/// This device before the organisation's authority (FORMATS.md 6 to 8): asks for a certificate by itself where the
/// organisation does not know it, renews it in good time and without a word, publishes request and statement in the
/// owner's nodes, and vouches for colleagues. Believes nothing that the authority says but what is signed. Main thread.
class CertificationClient final : public QObject
{
    Q_OBJECT
public:
    /// A colleague's device and what it asked for.
    struct VouchedDevice
    {
        model::DeviceAddress device;
        QByteArray identityKey;
        QByteArray request; ///< digest
    };

    CertificationClient(SessionParts &parts, OrganisationTrust &organisation, std::shared_ptr<OmemoContext> context,
                        QObject *parent = nullptr);

    /// Our own device is published: looks whether something is to be asked for.
    void begin();
    [[nodiscard]] OwnCertificate state() const;
    /// This device, once it is known.
    [[nodiscard]] std::optional<model::DeviceAddress> device() const;
    /// Asks again, unless a request went out within the last half minute. NotAllowed without an organisation,
    /// RelayNotReachable.
    [[nodiscard]] Status request();
    /// Signs and sends a vouching for the device's request; done when the organisation's signed list holds the
    /// device. NotAllowed where the organisation refuses, Timeout.
    void vouch(const VouchedDevice &vouched, std::function<void(Status)> done);
    /// Takes what the authority says; false when the message is not of this kind or not from it.
    [[nodiscard]] bool take(const xmpp::MessageStanza &message);

Q_SIGNALS:
    void changed();
    /// A device of our own that was not known to be certified is.
    void ownDeviceCertified(const wardline::model::DeviceAddress &device);

private:
    struct Identity
    {
        model::DeviceAddress device;
        QByteArray curveKey;
        QByteArray edwardsKey;
    };

    void withIdentity(const std::function<void()> &then);
    void look();
    void ask(trust::CertificationRequest::Purpose purpose);
    void takeNonce(const QByteArray &nonce);
    void takeAnswer(const trust::AuthorityMessage &answer);
    void takeStatement(const QByteArray &document);
    void noteOwnCertified();
    void sign(const QByteArray &message, const std::function<void(Result<QByteArray>)> &then);
    void say(const trust::AuthorityMessage &message);
    void publish(const QString &node, const QByteArray &document);
    void lookAgainSoon();
    void lookForVouched();
    void endVouching(const Status &status);
    void audit(audit::AuditEventType type, const model::DeviceAddress &device);

    SessionParts &m_parts;
    NodePublisher m_publisher{m_parts.link};
    OrganisationTrust &m_organisation;
    std::shared_ptr<OmemoContext> m_context;
    std::unique_ptr<Timer> m_again; ///< after something was issued: the next list should have it
    std::unique_ptr<Timer> m_patience; ///< of a vouching
    std::optional<Identity> m_identity;
    std::optional<OwnCertificate::State> m_underWay; ///< Asking, Waiting, Issued, Refused
    trust::CertificationRequest::Purpose m_purpose = trust::CertificationRequest::Purpose::First;
    std::optional<MonotonicInstant> m_lastAsked;
    std::function<void(Status)> m_vouching;
    VouchedDevice m_vouchedFor;
    int m_looksLeft = 0;
    bool m_isNoting = false;
};

} // namespace wardline::service
