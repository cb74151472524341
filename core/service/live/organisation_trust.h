// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/audit/audit_event.h"
#include "core/service/live/relay_link.h"
#include "core/service/live/sealed_trust_memory.h"
#include "core/trust/certifier.h"

#include <QObject>

#include <functional>

namespace wardline::service {

/// Whom this workstation believes about devices, by policy.
struct OrganisationRules
{
    trust::CertifierRules certifier;
    model::Jid authority; ///< whose nodes are read; empty: nobody certifies
    bool mayTrustBlindly = true;
    trust::RoomDeviceRule rooms = trust::RoomDeviceRule::Believed;
};

/// What the audit log says of a refused document. Nothing for faults that are nobody's doing (storage, no connection).
[[nodiscard]] std::optional<audit::AuditReason> trustRefusal(const Error &error);

/// Fetches what the organisation published and keeps it: epoch, manifest, and the pages of the people that are asked
/// for. The certifier answers from it, also without a connection. Every document that is refused is audited, once for
/// each fetch. Lives as long as the session; main thread.
class OrganisationTrust final : public QObject
{
    Q_OBJECT
public:
    OrganisationTrust(Environment &environment, Profile &profile, RelayLink &link, model::Jid own,
                      OrganisationRules rules, QObject *parent = nullptr);

    /// Reads what was kept. A damaged memory is audited and begun anew.
    void load();
    /// Asks the relay. `done` gets the first fault, or success when everything that was asked for is here; calls for
    /// other people wait for each other. Not while another one of the same object runs: it is queued.
    void refresh(QSet<model::Jid> people, std::function<void(Status)> done);

    [[nodiscard]] const trust::Certifier &certifier() const { return m_certifier; }
    [[nodiscard]] const OrganisationRules &rules() const { return m_rules; }

Q_SIGNALS:
    /// What the certifier says may have changed.
    void changed();

private:
    struct Round
    {
        QSet<model::Jid> people;
        std::function<void(Status)> done;
        std::optional<Error> fault;
    };

    void begin();
    void fetch(const QString &node, const QString &item, std::function<void(const Result<QByteArray> &)> then);
    void fetchEpoch();
    void fetchManifest();
    void fetchPages(QList<QByteArray> left);
    void note(const Result<trust::Taken> &taken);
    void finish();

    Profile &m_profile;
    RelayLink &m_link;
    model::Jid m_own;
    OrganisationRules m_rules;
    SealedTrustMemory m_memory;
    trust::Certifier m_certifier;
    QList<Round> m_rounds;
};

} // namespace wardline::service
