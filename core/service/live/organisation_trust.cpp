// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/organisation_trust.h"

#include "core/service/service_error.h"
#include "core/trust/authority_wire.h"
#include "core/trust/byte_codec.h"
#include "core/trust/trust_error.h"
#include "core/xmpp/xep0060_pubsub.h"

#include <algorithm>

namespace wardline::service {

using trust::TrustError;

namespace {
constexpr std::chrono::hours kEvery{1};
constexpr std::chrono::minutes kListAge{10}; ///< renewed when a conversation is opened or written to
constexpr std::chrono::seconds kRetryAfter{30}; ///< after the relay did not answer
constexpr qsizetype kMaxStatements = 16; ///< of one person
constexpr std::chrono::minutes kStatementAge{2}; ///< asked again of a person who has a device that nobody certified
} // namespace

void SharedCertifier::set(const trust::Certifier &certifier)
{
    auto copy = std::make_shared<const trust::Certifier>(certifier);
    const std::scoped_lock lock(m_mutex);
    m_certifier.swap(copy);
}

std::shared_ptr<const trust::Certifier> SharedCertifier::current() const
{
    const std::scoped_lock lock(m_mutex);
    return m_certifier;
}

bool SharedCertifier::standsFor(const model::Jid &person) const
{
    const auto certifier = current();
    return certifier && certifier->standsFor(person);
}

trust::Certification SharedCertifier::certify(const model::KnownDevice &device) const
{
    const auto certifier = current();
    return certifier ? certifier->certify(device.address, device.identityKey) : trust::Certification();
}

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
    , m_environment(environment)
    , m_profile(profile)
    , m_link(link)
    , m_own(std::move(own))
    , m_rules(std::move(rules))
    , m_memory(profile, environment.random)
    , m_certifier(m_rules.certifier, environment.clock, m_memory)
    , m_hourly(environment.timers.createTimer([this] { connected(); }))
    , m_people{m_own}
{
}

void OrganisationTrust::load()
{
    if (const Status loaded = m_certifier.load(); !loaded) {
        note(std::unexpected(loaded.error()));
    }
    m_shared->set(m_certifier);
}

void OrganisationTrust::connected()
{
    if (m_rules.isUsed()) {
        refresh({}, [](const Status &) {});
        m_hourly->start(kEvery);
    }
}

/// Audits a refusal and keeps the first fault of the round.
void OrganisationTrust::note(const Result<trust::Taken> &taken, const QByteArray &document)
{
    if (taken) {
        m_rounds.first().hasChanged = m_rounds.first().hasChanged || *taken == trust::Taken::Changed;
        return;
    }
    if (!m_rounds.isEmpty() && !m_rounds.first().fault) {
        m_rounds.first().fault = taken.error();
    }
    const auto reason = trustRefusal(taken.error());
    if (!reason || m_rules.authority.isEmpty()) {
        return;
    }
    m_refusal = reason;
    auditRefusal(m_rules.authority, *reason, document);
}

void OrganisationTrust::auditRefusal(const model::Jid &person, audit::AuditReason reason, const QByteArray &document)
{
    const QByteArray name = document.isEmpty() ? QByteArray() : trust::digestOf(document);
    if (name.isEmpty() || !m_audited.contains(name)) {
        m_audited.insert(name);
        (void)m_profile.record({audit::AuditEventType::TrustDocumentRefused,
                                m_own.toString(),
                                audit::AuditOutcome::SeriousFailure,
                                reason,
                                {{audit::AuditObjectKind::Person, person.toString()}},
                                {}});
    }
}

void OrganisationTrust::ensureStatements(const QList<model::KnownDevice> &devices, const std::function<void()> &done)
{
    QHash<model::Jid, QList<model::KnownDevice>> asked;
    const auto now = m_environment.clock.monotonic();
    for (const model::KnownDevice &device : devices) {
        const auto last = m_askedFor.constFind(device.address.person);
        if (last == m_askedFor.constEnd() || now - *last > kStatementAge) {
            asked[device.address.person].append(device);
        }
    }
    if (asked.isEmpty() || !m_rules.isUsed() || !m_certifier.manifest() || m_link.stream() == nullptr) {
        done();
        return;
    }
    const auto open = std::make_shared<qsizetype>(asked.size());
    for (auto it = asked.cbegin(); it != asked.cend(); ++it) {
        m_askedFor.insert(it.key(), now);
        fetchStatements(it.key(), it.value(), [open, done] {
            if (--*open == 0) {
                done();
            }
        });
    }
}

void OrganisationTrust::fetchStatements(const model::Jid &person, const QList<model::KnownDevice> &devices,
                                        const std::function<void()> &done)
{
    m_link.stream()->iq().request(
        this, xmpp::IqStanza::get(person, xmpp::PubSubItems::all(trust::statementsNode())),
        [this, person, devices, done](const Result<xmpp::IqStanza> &answer) {
            const auto items = answer ? answer->payload<xmpp::PubSubItems>() : std::unexpected(answer.error());
            const QList<xmpp::PubSubItem> all = items ? items->items : QList<xmpp::PubSubItem>();
            for (const xmpp::PubSubItem &item : all.first(std::min(all.size(), kMaxStatements))) {
                const auto document = item.payload ? trust::TrustDocument::fromXml(*item.payload)
                                                   : Result<trust::TrustDocument>(failure(TrustError::Malformed));
                takeShown(person, devices, document ? document->bytes : QByteArray());
            }
            done();
        });
}

/// Theirs alone counts, and of those that are in question.
void OrganisationTrust::takeShown(const model::Jid &person, const QList<model::KnownDevice> &devices,
                                  const QByteArray &document)
{
    const auto shown = trust::DeviceStatement::parse(document);
    if (!shown || shown->device.person != person) {
        auditRefusal(person, shown ? audit::AuditReason::OtherPerson : audit::AuditReason::BadSyntax, document);
        return;
    }
    for (const model::KnownDevice &device : devices) {
        if (device.address != shown->device) {
            continue;
        }
        const auto taken = m_certifier.takeStatement(document, device.address, device.identityKey);
        if (taken && *taken == trust::Taken::Changed) {
            m_shared->set(m_certifier);
            Q_EMIT changed();
        }
        const bool isSuperseded = !taken && taken.error().is(TrustError::RolledBack);
        if (const auto reason = taken ? std::nullopt : trustRefusal(taken.error()); reason && !isSuperseded) {
            auditRefusal(person, *reason, document);
        }
    }
}

void OrganisationTrust::ensure(const QList<model::Jid> &people, const std::function<void()> &done)
{
    const QSet<model::Jid> asked(people.begin(), people.end());
    const bool isNew = !m_people.contains(asked);
    m_people.unite(asked);
    if (!m_rules.isUsed() || m_link.stream() == nullptr) {
        done();
        return;
    }
    const auto now = m_environment.clock.monotonic();
    const bool wasJustAsked = m_lastAsked && now - *m_lastAsked < kRetryAfter && m_rounds.isEmpty();
    const bool isMissing = !m_certifier.manifest() || !m_certifier.missingPages(asked).isEmpty();
    if (isMissing && (isNew || !wasJustAsked)) {
        refresh({}, [done](const Status &) { done(); });
        return;
    }
    if (!m_lastAsked || now - *m_lastAsked > kListAge) {
        refresh({}, [](const Status &) {});
    }
    done();
}

void OrganisationTrust::refresh(const QSet<model::Jid> &people, std::function<void(Status)> done)
{
    m_people.unite(people);
    m_rounds.append({std::move(done)});
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
    m_lastAsked = m_environment.clock.monotonic();
    m_refusal.reset();
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
        note(bytes ? m_certifier.takeEpoch(*bytes) : std::unexpected(bytes.error()), bytes.value_or(QByteArray()));
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
        note(bytes ? m_certifier.takeManifest(*bytes) : std::unexpected(bytes.error()), bytes.value_or(QByteArray()));
        fetchPages(m_certifier.missingPages(m_people));
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
        note(bytes ? m_certifier.takePage(*bytes) : std::unexpected(bytes.error()), bytes.value_or(QByteArray()));
        fetchPages(left);
    });
}

void OrganisationTrust::finish()
{
    const Round round = m_rounds.takeFirst();
    // Others see it now, when all has come: between a manifest and its pages nobody would be certified.
    m_shared->set(m_certifier);
    if (!m_rounds.isEmpty()) {
        QMetaObject::invokeMethod(this, &OrganisationTrust::begin, Qt::QueuedConnection);
    }
    if (round.hasChanged || m_refusal) {
        Q_EMIT changed();
    }
    round.done(round.fault ? Status(std::unexpected(*round.fault)) : Status());
}

} // namespace wardline::service
