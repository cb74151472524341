// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/audit/audit_event.h"
#include "core/service/live/organisation_rules.h"
#include "core/service/live/relay_link.h"
#include "core/service/live/sealed_trust_memory.h"
#include "core/trust/certifier.h"

#include <QHash>
#include <QObject>
#include <QSet>

#include <functional>
#include <memory>
#include <mutex>

namespace wardline::service {

/// What the organisation says of devices, as it was when all that was asked for had come. Any thread.
class SharedCertifier
{
public:
    void set(const trust::Certifier &certifier);
    [[nodiscard]] trust::Certification certify(const model::KnownDevice &device) const;
    [[nodiscard]] bool standsFor(const model::Jid &person) const;

private:
    [[nodiscard]] std::shared_ptr<const trust::Certifier> current() const;
    mutable std::mutex m_mutex;
    std::shared_ptr<const trust::Certifier> m_certifier;
};

/// What the audit log says of a refused document. Nothing for faults that are nobody's doing (storage, no connection).
[[nodiscard]] std::optional<audit::AuditReason> trustRefusal(const Error &error);

/// Fetches what the organisation published and keeps it: epoch, manifest, and the pages of the people that are asked
/// for. The certifier answers from it, also without a connection. Every document that is refused is audited, once in a
/// session. Lives as long as the session; main thread.
class OrganisationTrust final : public QObject
{
    Q_OBJECT
public:
    OrganisationTrust(Environment &environment, Profile &profile, RelayLink &link, model::Jid own,
                      OrganisationRules rules, QObject *parent = nullptr);

    /// Reads what was kept. A damaged memory is audited and begun anew.
    void load();
    /// A session stands: asks for everything that somebody wanted to know, and again every hour.
    void connected();
    /// Asks the relay for these people and all before them. `done` gets the first fault, or success when everything
    /// that was asked for is here; calls wait for each other.
    void refresh(const QSet<model::Jid> &people, std::function<void(Status)> done);
    /// Asks for what is not known of these people, and waits for it; what is merely old is renewed without waiting.
    /// Without a connection, or shortly after the relay did not answer, `done` at once.
    void ensure(const QList<model::Jid> &people, const std::function<void()> &done);

    /// Asks the owners of these devices for the statements that they publish themselves, each person now and then: what
    /// is newer than the organisation's list counts until the next one. Without a connection `done` at once.
    void ensureStatements(const QList<model::KnownDevice> &devices, const std::function<void()> &done);

    [[nodiscard]] const trust::Certifier &certifier() const { return m_certifier; }
    [[nodiscard]] const OrganisationRules &rules() const { return m_rules; }
    [[nodiscard]] std::shared_ptr<const SharedCertifier> shared() const { return m_shared; }
    /// Why the newest document that the relay showed was not believed; nothing after one that was.
    [[nodiscard]] std::optional<audit::AuditReason> refusal() const { return m_refusal; }

Q_SIGNALS:
    /// What the certifier says, or the refusal, may have changed.
    void changed();

private:
    struct Round
    {
        std::function<void(Status)> done;
        std::optional<Error> fault = {};
        bool hasChanged = false;
    };

    void begin();
    void fetch(const QString &node, const QString &item, std::function<void(const Result<QByteArray> &)> then);
    void fetchStatements(const model::Jid &person, const QList<model::KnownDevice> &devices,
                         const std::function<void()> &done);
    void takeShown(const model::Jid &person, const QList<model::KnownDevice> &devices, const QByteArray &document);
    void auditRefusal(const model::Jid &person, audit::AuditReason reason, const QByteArray &document);
    void fetchEpoch();
    void fetchManifest();
    void fetchPages(QList<QByteArray> left);
    void note(const Result<trust::Taken> &taken, const QByteArray &document = {});
    void finish();

    Environment &m_environment;
    Profile &m_profile;
    RelayLink &m_link;
    model::Jid m_own;
    OrganisationRules m_rules;
    SealedTrustMemory m_memory;
    trust::Certifier m_certifier;
    std::shared_ptr<SharedCertifier> m_shared = std::make_shared<SharedCertifier>();
    std::unique_ptr<Timer> m_hourly;
    QList<Round> m_rounds;
    QSet<model::Jid> m_people; ///< that somebody wanted to know about
    QSet<QByteArray> m_audited; ///< refused documents that stand in the audit log
    QHash<model::Jid, MonotonicInstant> m_askedFor; ///< people whose own statements were asked for
    std::optional<audit::AuditReason> m_refusal;
    std::optional<MonotonicInstant> m_lastAsked;
};

} // namespace wardline::service
