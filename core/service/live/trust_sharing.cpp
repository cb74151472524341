// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/trust_sharing.h"

#include "core/service/live/futures.h"
#include "core/trust/trust_messages.h"
#include "core/xmpp/message_stanza.h"
#include "core/xmpp/xep0334_hints.h"

#include <utility>

namespace wardline::service {

using model::ManualTrust;

namespace {

/// One stanza: for the devices of one person.
struct SealedTrust
{
    model::Jid to;
    QList<xml::Element> elements;
};

Result<QList<trust::AuthenticatedDevice>> authenticatedOf(OmemoContext &context, store::OmemoStore &store,
                                                          const model::Jid &person)
{
    QList<trust::AuthenticatedDevice> found;
    WARDLINE_TRY(const trust::CandidatePerson candidate, candidateOf(context, store, person));
    for (const trust::CandidateDevice &each : candidate.devices) {
        const bool isOwn = person == context.own;
        const bool isAuthenticated =
            each.trust == model::Trust::Verified || (isOwn && each.trust == model::Trust::Certified);
        if (isAuthenticated && !each.device.identityKey.isEmpty()) {
            found.append({each.device.address, each.device.identityKey});
        }
    }
    return found;
}

/// For those of the devices that speak omemo:2 and have a session.
Result<std::optional<SealedTrust>> sealFor(OmemoContext &context, store::OmemoStore &store, const model::Jid &person,
                                           const trust::OutgoingTrustMessage &outgoing)
{
    QList<omemo::Target> targets;
    for (const model::DeviceAddress &address : outgoing.to) {
        if (address.person != person) {
            continue;
        }
        WARDLINE_TRY(const auto device, store.device(address));
        if (!device || !device->isListed2) {
            continue;
        }
        const omemo::Target target{address, xmpp::OmemoVersion::V2, device->identityKey};
        WARDLINE_TRY(const bool hasSession, context.engine.hasSession(store, target));
        if (hasSession) {
            targets.append(target);
        }
    }
    if (targets.isEmpty()) {
        return std::optional<SealedTrust>();
    }
    WARDLINE_TRY(
        const omemo::SealedMessage sealed,
        context.engine.encrypt(store, {context.own, person, false}, {{outgoing.message.toXml()}, {}}, targets));
    return std::optional(SealedTrust{person, sealed.elements});
}

Result<QList<SealedTrust>> sealAll(OmemoContext &context, store::OmemoStore &store, const model::DeviceAddress &device,
                                   ManualTrust trust, const QList<model::Jid> &people)
{
    QList<SealedTrust> all;
    WARDLINE_TRY(const auto decided, store.device(device));
    if (!decided || decided->identityKey.isEmpty()) {
        return all;
    }
    QList<trust::AuthenticatedDevice> known;
    for (const model::Jid &person : people) {
        WARDLINE_TRY(const auto devices, authenticatedOf(context, store, person));
        known += devices;
    }
    const trust::TrustDecision decision{device.person, decided->identityKey, trust == ManualTrust::Verified};
    const auto messages = trust::trustMessagesAfter(decision, trust::AuthenticatedDevice{device, decided->identityKey},
                                                    known, context.own);
    for (const trust::OutgoingTrustMessage &message : messages) {
        QSet<model::Jid> done;
        for (const model::DeviceAddress &address : message.to) {
            if (done.contains(address.person)) {
                continue;
            }
            done.insert(address.person);
            WARDLINE_TRY(const auto sealed, sealFor(context, store, address.person, message));
            if (sealed) {
                all.append(*sealed);
            }
        }
    }
    return all;
}

enum class Outcome { Changed, Unchanged, Unseen };

/// A decision that was made here by hand against a device is never lifted by a message.
Result<Outcome> apply(store::OmemoStore &store, const trust::TrustDecision &decision, ToldTrust &told)
{
    WARDLINE_TRY(const QList<model::KnownDevice> devices, store.devices(decision.owner));
    for (model::KnownDevice device : devices) {
        if (device.identityKey != decision.identityKey) {
            continue;
        }
        const ManualTrust said = decision.isTrusted ? ManualTrust::Verified : ManualTrust::Distrusted;
        if (device.manual == said || device.manual == ManualTrust::Distrusted) {
            return Outcome::Unchanged;
        }
        device.manual = said;
        WARDLINE_CHECK(store.saveDevice(device));
        told = {device.address, decision.isTrusted};
        return Outcome::Changed;
    }
    return Outcome::Unseen;
}

Result<QList<ToldTrust>> applyAll(OmemoContext &context, store::OmemoStore &store,
                                  const QList<trust::TrustDecision> &decisions)
{
    QList<ToldTrust> changed;
    WARDLINE_TRY(trust::WaitingDecisions *const waiting, waitingIn(context, store));
    for (const trust::TrustDecision &decision : decisions) {
        ToldTrust told;
        WARDLINE_TRY(const Outcome outcome, apply(store, decision, told));
        if (outcome == Outcome::Changed) {
            changed.append(told);
        } else if (outcome == Outcome::Unseen) {
            waiting->addUnseen(decision);
        }
    }
    return changed;
}

} // namespace

Result<QList<ToldTrust>> takeTrustMessages(OmemoContext &context, store::OmemoStore &store,
                                           const omemo::OpenedMessage &message, model::Trust trust)
{
    QList<ToldTrust> changed;
    for (const xml::Element &element : message.elements) {
        if (!element.is(xmpp::TrustMessage::kName, xmpp::TrustMessage::kNamespace)) {
            continue;
        }
        const auto parsed = xmpp::TrustMessage::fromXml(element);
        if (!parsed) {
            continue;
        }
        trust::TrustMessageSource source;
        source.person = message.device.person;
        source.identityKey = message.identityKey;
        source.trust = trust;
        source.wasEncrypted2 = message.version == xmpp::OmemoVersion::V2;
        WARDLINE_TRY(const QByteArray ownKey, context.engine.ownIdentityKey(store));
        const auto verdict = trust::judgeTrustMessage(*parsed, source, {context.own, ownKey});
        if (!verdict) {
            continue;
        }
        WARDLINE_TRY(trust::WaitingDecisions *const waiting, waitingIn(context, store));
        waiting->add(source.identityKey, verdict->keep);
        WARDLINE_TRY(const QList<ToldTrust> applied, applyAll(context, store, verdict->apply));
        changed += applied;
        WARDLINE_CHECK(keepWaiting(context, store));
    }
    return changed;
}

TrustSharing::TrustSharing(SessionParts &parts, std::shared_ptr<OmemoContext> context, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_context(std::move(context))
{
}

struct TrustSharing::Shared
{
    QList<SealedTrust> messages;
    QList<ToldTrust> changed;
};

void TrustSharing::share(const model::DeviceAddress &device, ManualTrust trust, const QList<model::Jid> &people)
{
    const bool isOnline = m_parts.link.stream() != nullptr;
    if (!isOnline) {
        m_waiting.append({device, trust, people});
    }
    hold();
    const auto sealing = m_parts.store().threads().write(
        [context = m_context, device, trust, people, isOnline](store::WritableDatabase &database) -> Result<Shared> {
            store::OmemoStore store(database);
            Shared shared;
            WARDLINE_TRY(const auto decided, store.device(device));
            if (decided) {
                WARDLINE_TRY(trust::WaitingDecisions *const waiting, waitingIn(*context, store));
                if (trust == ManualTrust::Distrusted) {
                    waiting->forget(decided->identityKey);
                } else { // what it said before it was authenticated counts now
                    WARDLINE_TRY(shared.changed, applyAll(*context, store, waiting->take(decided->identityKey)));
                }
                WARDLINE_CHECK(keepWaiting(*context, store));
            }
            if (isOnline) {
                WARDLINE_TRY(shared.messages, sealAll(*context, store, device, trust, people));
            }
            return shared;
        });
    afterwards(sealing, this, [this](const Result<Shared> &shared) {
        if (shared) {
            send(*shared);
        }
        release();
    });
}

void TrustSharing::release()
{
    if (--m_open == 0) {
        for (const auto &done : std::exchange(m_flushed, {})) {
            done();
        }
    }
}

void TrustSharing::send(const Shared &shared)
{
    for (const SealedTrust &each : shared.messages) {
        if (m_parts.link.stream() == nullptr) {
            break;
        }
        xmpp::MessageStanza stanza;
        stanza.to = each.to;
        stanza.type = xmpp::MessageType::Chat;
        stanza.id = m_parts.environment.ids.next();
        stanza.payloads = each.elements;
        stanza.payloads.append(xmpp::hintElement(xmpp::Hint::Store)); // XEP-0434 5
        (void)m_parts.link.stream()->sendStanza(stanza.toXml());
    }
    if (!shared.changed.isEmpty()) {
        Q_EMIT changed(shared.changed);
    }
}

void TrustSharing::connected()
{
    for (const Decision &each : std::exchange(m_waiting, {})) {
        share(each.device, each.trust, each.people);
    }
}

void TrustSharing::flush(std::function<void()> done)
{
    if (m_open == 0) {
        done();
    } else {
        m_flushed.push_back(std::move(done));
    }
}

} // namespace wardline::service
