// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/live/certification_client.h"
#include "core/service/live/encryption.h"
#include "core/service/live/trust_sharing.h"
#include "core/service/trust_service.h"

#include <QHash>

namespace wardline::service {

/// Whom to believe, of an open session: devices as encryption judges them, the organisation's word, comparing by hand,
/// asking and vouching. Main thread.
class LiveTrustService final : public TrustService
{
    Q_OBJECT
public:
    LiveTrustService(SessionParts &parts, Encryption &encryption, QObject *parent = nullptr);

    // TrustService
    [[nodiscard]] OrganisationView organisation() const override;
    [[nodiscard]] OwnCertificate ownCertificate() const override { return m_client.state(); }
    [[nodiscard]] QFuture<Result<QList<ShownDevice>>> devices(const model::Jid &person) override;
    [[nodiscard]] QFuture<Status> judge(const model::DeviceAddress &device, const QStringList &fingerprint,
                                        model::ManualTrust trust) override;
    [[nodiscard]] QFuture<Result<QString>> ownCode() override;
    [[nodiscard]] QFuture<Result<QList<ComparedDevice>>> compareCode(const model::Jid &person,
                                                                     const QString &code) override;
    [[nodiscard]] QFuture<Result<QStringList>> safetyNumber(const model::Jid &person) override;
    [[nodiscard]] QFuture<Status> resetSession(const model::DeviceAddress &device) override;
    [[nodiscard]] bool isAdmitted(const model::Jid &conversation, const model::DeviceAddress &device) const override;
    [[nodiscard]] QFuture<Status> admit(const model::Jid &conversation, const model::DeviceAddress &device,
                                        bool isAdmitted) override;
    [[nodiscard]] Status requestCertificate() override { return m_client.request(); }
    [[nodiscard]] bool mayVouch() const override;
    [[nodiscard]] QFuture<Result<ShownDevice>> askingDevice(const model::Jid &person) override;
    [[nodiscard]] QFuture<Status> vouch(const model::DeviceAddress &device, const QStringList &fingerprint) override;

    /// Our own device is published.
    void begin()
    {
        m_client.begin();
        m_sharing.connected();
    }
    /// `done` when own devices were told what was compared here.
    void flush(std::function<void()> done) { m_sharing.flush(std::move(done)); }
    [[nodiscard]] bool take(const xmpp::MessageStanza &message) { return m_client.take(message); }

private:
    struct Asking
    {
        QStringList fingerprint;
        QByteArray request; ///< digest
        QByteArray identityKey;
    };
    using Judged = QList<Encryption::JudgedDevice>;

    void findAsking(const model::Jid &person, const QList<QByteArray> &documents, const Judged &devices,
                    const std::function<void(Result<ShownDevice>)> &done);

    /// Both people's devices, ours first.
    void both(const model::Jid &person, const std::function<void(Result<Judged>, Result<Judged>)> &done);
    void compareNumber(const model::Jid &person, const QString &digits,
                       const std::function<void(Result<QList<ComparedDevice>>)> &done);
    void verify(const QList<model::DeviceAddress> &devices, const QList<ComparedDevice> &compared,
                const std::function<void(Result<QList<ComparedDevice>>)> &done);

    SessionParts &m_parts;
    Encryption &m_encryption;
    CertificationClient m_client;
    TrustSharing m_sharing;
    QHash<model::DeviceAddress, Asking> m_asking; ///< shown to somebody who may vouch for them
};

} // namespace wardline::service
