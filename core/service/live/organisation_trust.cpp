// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/organisation_trust.h"

#include "core/service/service_error.h"
#include "core/trust/authority_wire.h"
#include "core/trust/trust_error.h"
#include "core/xmpp/xep0060_pubsub.h"

namespace wardline::service {

using trust::TrustError;

std::optional<audit::AuditReason> trustRefusal(const Error &error)
{
    using audit::AuditReason;
    const auto code = error.as<TrustError>();
    if (!code) {
        return std::nullopt;
    }
    switch (*code) {
    case TrustError::Malformed:
        return AuditReason::BadSyntax;
    case TrustError::TooLarge:
        return AuditReason::TooLarge;
    case TrustError::OtherOrganisation:
        return AuditReason::OtherOrganisation;
    case TrustError::BadSignature:
    case TrustError::NotPermitted:
        return AuditReason::WrongSignature;
    case TrustError::NotYetValid:
    case TrustError::FromTheFuture:
        return AuditReason::NotYetValid;
    case TrustError::Expired:
        return AuditReason::Expired;
    case TrustError::RolledBack:
        return AuditReason::RolledBack;
    case TrustError::Forked:
        return AuditReason::Forked;
    case TrustError::OtherPerson:
        return AuditReason::OtherPerson;
    case TrustError::OtherEpoch:
    case TrustError::OtherPlace:
        return AuditReason::NotListed;
    case TrustError::NotPinned:
    case TrustError::Repeated:
    case TrustError::Unknown:
    case TrustError::WrongPassphrase:
    case TrustError::StorageFailed:
        return std::nullopt;
    }
    return std::nullopt;
}

OrganisationTrust::OrganisationTrust(Environment &environment, Profile &profile, RelayLink &link, model::Jid own,
                                     OrganisationRules rules, QObject *parent)
    : QObject(parent)
    , m_profile(profile)
    , m_link(link)
    , m_own(std::move(own))
    , m_rules(std::move(rules))
    , m_memory(profile, environment.random)
    , m_certifier(m_rules.certifier, environment.clock, m_memory)
{
}

void OrganisationTrust::load()
{
    if (const Status loaded = m_certifier.load(); !loaded) {
        note(std::unexpected(loaded.error()));
    }
}

/// Audits a refusal and keeps the first fault of the round.
void OrganisationTrust::note(const Result<trust::Taken> &taken)
{
    if (taken) {
        if (*taken == trust::Taken::Changed) {
            Q_EMIT changed();
        }
        return;
    }
    if (!m_rounds.isEmpty() && !m_rounds.first().fault) {
        m_rounds.first().fault = taken.error();
    }
    if (const auto reason = trustRefusal(taken.error()); reason && !m_rules.authority.isEmpty()) {
        (void)m_profile.record({audit::AuditEventType::TrustDocumentRefused,
                                m_own.toString(),
                                audit::AuditOutcome::SeriousFailure,
                                reason,
                                {{audit::AuditObjectKind::Person, m_rules.authority.toString()}},
                                {}});
    }
}

void OrganisationTrust::refresh(QSet<model::Jid> people, std::function<void(Status)> done)
{
    m_rounds.append({std::move(people), std::move(done), {}});
    if (m_rounds.size() == 1) {
        begin();
    }
}

void OrganisationTrust::begin()
{
    if (!m_certifier.isConfigured() || m_rules.authority.isEmpty()) {
        m_rounds.first().fault = Error(TrustError::NotPinned);
        finish();
        return;
    }
    fetchEpoch();
}

void OrganisationTrust::fetch(const QString &node, const QString &item,
                              std::function<void(const Result<QByteArray> &)> then)
{
    stream::XmppStream *stream = m_link.stream();
    if (stream == nullptr) {
        then(failure(ServiceError::RelayNotReachable));
        return;
    }
    stream->iq().request(this, xmpp::IqStanza::get(m_rules.authority, xmpp::PubSubItems::byId(node, {item})),
                         [item, then = std::move(then)](const Result<xmpp::IqStanza> &answer) {
                             const auto items =
                                 answer ? answer->payload<xmpp::PubSubItems>() : std::unexpected(answer.error());
                             const xmpp::PubSubItem *found = items ? items->item(item) : nullptr;
                             if (found == nullptr || !found->payload) {
                                 then(items ? failure(TrustError::Unknown) : std::unexpected(items.error()));
                                 return;
                             }
                             const auto document = trust::TrustDocument::fromXml(*found->payload);
                             then(document ? Result<QByteArray>(document->bytes) : failure(TrustError::Malformed));
                         });
}

void OrganisationTrust::fetchEpoch()
{
    fetch(trust::epochNode(), trust::currentItem(), [this](const Result<QByteArray> &bytes) {
        note(bytes ? m_certifier.takeEpoch(*bytes) : std::unexpected(bytes.error()));
        if (!m_certifier.epoch()) {
            finish(); // nothing else could be judged
            return;
        }
        fetchManifest();
    });
}

void OrganisationTrust::fetchManifest()
{
    fetch(trust::manifestNode(), trust::currentItem(), [this](const Result<QByteArray> &bytes) {
        note(bytes ? m_certifier.takeManifest(*bytes) : std::unexpected(bytes.error()));
        fetchPages(m_certifier.missingPages(m_rounds.first().people));
    });
}

void OrganisationTrust::fetchPages(QList<QByteArray> left)
{
    if (left.isEmpty()) {
        finish();
        return;
    }
    const QByteArray digest = left.takeFirst();
    fetch(trust::pagesNode(), trust::pageItem(digest), [this, left](const Result<QByteArray> &bytes) {
        note(bytes ? m_certifier.takePage(*bytes) : std::unexpected(bytes.error()));
        fetchPages(left);
    });
}

void OrganisationTrust::finish()
{
    const Round round = m_rounds.takeFirst();
    if (!m_rounds.isEmpty()) {
        QMetaObject::invokeMethod(this, &OrganisationTrust::begin, Qt::QueuedConnection);
    }
    round.done(round.fault ? Status(std::unexpected(*round.fault)) : Status());
}

} // namespace wardline::service
