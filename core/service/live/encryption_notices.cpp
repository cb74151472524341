// SPDX-License-Identifier: GPL-3.0-or-later
// What opening messages brings besides their texts, words between programs, and sessions that are made anew. The rest
// of the class is in encryption.cpp.
#include "core/service/live/encryption.h"

#include "core/service/live/error_folding.h"
#include "core/service/live/futures.h"
#include "core/service/live/held_messages.h"
#include "core/service/live/sealed_notices.h"
#include "core/xmpp/xep0334_hints.h"

#include <utility>

namespace wardline::service {

void Encryption::sendHeartbeat(const omemo::Target &target)
{
    const auto sealing = m_parts.store().threads().write(
        [context = m_context, target](store::WritableDatabase &database) -> Result<omemo::SealedMessage> {
            store::OmemoStore store(database);
            return context->engine.heartbeat(store, target);
        });
    afterwards(sealing, this, [this, target](const Result<omemo::SealedMessage> &sealed) {
        if (!sealed) {
            return; // no session any more
        }
        if (m_parts.link.stream() == nullptr) {
            m_owed.insert(target.device, target); // paid when there is a connection again
            return;
        }
        xmpp::MessageStanza stanza;
        stanza.to = target.device.person;
        stanza.type = xmpp::MessageType::Chat;
        stanza.id = m_parts.environment.ids.next();
        stanza.payloads = sealed->elements;
        stanza.payloads.append(xmpp::hintElement(xmpp::Hint::Store));
        (void)m_parts.link.stream()->sendStanza(stanza.toXml());
    });
}

void Encryption::tell(const model::Jid &person, const QList<xml::Element> &what, const xmpp::MessageStanza &outer)
{
    ++m_telling;
    m_devices.ensure({person, m_parts.own}, [this, person, what, outer] { tellNow(person, what, outer); });
}

void Encryption::whenTold(std::function<void()> done)
{
    if (m_telling == 0) {
        done();
    } else {
        m_whenTold.push_back(std::move(done));
    }
}

void Encryption::told()
{
    if (--m_telling == 0) {
        for (const auto &done : std::exchange(m_whenTold, {})) {
            done();
        }
    }
}

void Encryption::tellNow(const model::Jid &person, const QList<xml::Element> &what, const xmpp::MessageStanza &outer)
{
    OpenNotice notice{person, what, requestFor(person).rules, !m_parts.environment.rules.requiresEncryption};
    const auto sealing = m_parts.store().threads().write(
        [context = m_context, notice](store::WritableDatabase &database) -> Result<SealedNotice> {
            store::OmemoStore store(database);
            return sealNotice(*context, store, notice);
        });
    afterwards(sealing, this, [this, what, outer](const Result<SealedNotice> &sealed) {
        if (sealed && m_parts.link.stream() != nullptr && (!sealed->elements.isEmpty() || sealed->isOpen)) {
            xmpp::MessageStanza stanza = outer;
            stanza.payloads.append(sealed->elements);
            if (sealed->isOpen) {
                stanza.payloads.append(what);
            }
            (void)m_parts.link.stream()->sendStanza(stanza.toXml());
        }
        told();
    });
}

void Encryption::believesOpenly(const model::Jid &person, std::function<void(bool)> done)
{
    if (stateOf(person) == model::EncryptionState::EndToEnd && m_parts.environment.rules.requiresEncryption) {
        done(false);
        return;
    }
    if (stateOf(person) != model::EncryptionState::EndToEnd) {
        done(true);
        return;
    }
    const auto reading = m_parts.store().threads().write(
        [context = m_context, person, rule = deviceRule(person)](store::WritableDatabase &database) -> Result<bool> {
            store::OmemoStore store(database);
            return speaksOpenly(*context, store, person, rule);
        });
    afterwards(reading, this, [done](const Result<bool> &isOpen) { done(isOpen.value_or(false)); });
}

DeviceRules Encryption::deviceRules() const
{
    DeviceRules rules;
    rules.direct.rule = m_organisation.rules().direct;
    for (const model::ConversationSummary &summary : m_rooms.conversations()) {
        rules.known.insert(summary.jid, deviceRule(summary.jid));
    }
    return rules;
}

void Encryption::show(const model::Message &message, std::function<void(Status)> done)
{
    const auto shown = std::make_shared<RetriedBatch>();
    const auto taking = m_parts.store().messages().take(prepareShow(m_context, shown, message.id));
    afterwards(taking, this, [this, message, shown, done](const Result<store::StoredBatch> &stored) {
        if (!stored) {
            done(std::unexpected(foldProfileError(stored.error())));
            return;
        }
        if (shown->isRefused) { // revoked or distrusted since it came: the row says so from now on
            m_parts.forgeries.record(audit::AuditReason::DistrustedDevice, message.sender);
            Q_EMIT revealed(message.conversation, message.id);
        }
        if (shown->rows.isEmpty()) {
            done(failure(ServiceError::NotAllowed));
            return;
        }
        (void)m_parts.profile.record({audit::AuditEventType::HeldMessageShown,
                                      m_parts.own.toString(),
                                      audit::AuditOutcome::Success,
                                      {},
                                      {{audit::AuditObjectKind::Room, message.conversation.toString()},
                                       {audit::AuditObjectKind::Message, QString::number(message.id.value)}},
                                      {}});
        Q_EMIT revealed(message.conversation, message.id);
        done({});
    });
}

void Encryption::reset(const QList<model::DeviceAddress> &devices, std::function<void(Status)> done)
{
    m_reset.reset(devices, [this, done](const Result<QList<omemo::Target>> &begun) {
        if (!begun) {
            done(std::unexpected(begun.error()));
            return;
        }
        for (const omemo::Target &target : *begun) {
            recordReset(target);
            sendHeartbeat(target); // it has the key exchange in it, so that the other side goes on with the new session
        }
        for (auto it = m_known.cbegin(); it != m_known.cend(); ++it) {
            if (!it->obstacles.isEmpty()) {
                check(it.key());
            }
        }
        done({});
    });
}

void Encryption::resetWith(const model::Jid &person, std::function<void(Status)> done)
{
    const auto reading = m_parts.store().threads().write(
        [context = m_context, person](store::WritableDatabase &database) -> Result<QList<model::DeviceAddress>> {
            store::OmemoStore store(database);
            return devicesToReset(*context, store, person);
        });
    afterwards(reading, this, [this, done](const Result<QList<model::DeviceAddress>> &devices) {
        if (!devices) {
            done(std::unexpected(foldProfileError(devices.error())));
        } else if (devices->isEmpty()) {
            done(failure(ServiceError::NotAllowed));
        } else {
            reset(*devices, done);
        }
    });
}

void Encryption::recordReset(const omemo::Target &target)
{
    (void)m_parts.profile.record({audit::AuditEventType::SessionReset,
                                  m_parts.own.toString(),
                                  audit::AuditOutcome::Success,
                                  {},
                                  {{audit::AuditObjectKind::Person, target.device.person.toString()},
                                   {audit::AuditObjectKind::Device, QString::number(target.device.id)}},
                                  {}});
}

/// One for each device, however much of it the archives held.
void Encryption::payHeartbeats()
{
    if (m_parts.link.stream() == nullptr) {
        return; // with the next connection
    }
    for (const omemo::Target &target : std::exchange(m_owed, {})) {
        sendHeartbeat(target);
    }
}

void Encryption::takeNews(const OpeningNews &news)
{
    if (news.usedPrekey) {
        m_devices.maintainSoon();
    }
    for (const model::Jid &person : news.unlisted) {
        m_devices.renew(person);
    }
    noteTold(news.told);
    for (const omemo::Target &target : news.owedHeartbeats) {
        m_owed.insert(target.device, target);
    }
    if (!m_isCatchingUp) {
        payHeartbeats();
    }
    for (const SealedReceipt &receipt : news.receipts) {
        Q_EMIT delivered(receipt.conversation, receipt.originId, receipt.state);
    }
    const auto record = [this](const OpeningNews::PerSender &times, audit::AuditReason reason) {
        for (auto each = times.cbegin(); each != times.cend(); ++each) {
            m_parts.forgeries.record(reason, each.key(), each.value());
        }
    };
    record(news.forged, audit::AuditReason::ForgedEncryption);
    record(news.distrusted, audit::AuditReason::DistrustedDevice);
    record(news.replayed, audit::AuditReason::Replayed);
    record(news.unopenable, audit::AuditReason::Unopenable);
    record(news.uncertified, audit::AuditReason::UncertifiedDevice);
    if (!news.uncertified.isEmpty()) {
        // What the organisation or the owner published since may say that they count: it is told as a change of what
        // the organisation says, and only then is what is held back looked at again.
        const QList<model::Jid> people = news.uncertified.keys();
        m_organisation.ensure(people, [this, people] { ensureStatements(people, [] {}); });
    }
    for (auto each = news.kinds.cbegin(); each != news.kinds.cend(); ++each) {
        (void)m_rooms.takeSealedKind(each.key(), each.value());
    }
    for (const model::Jid &conversation : news.broken) {
        if (m_watched.contains(conversation)) {
            check(conversation);
        }
    }
}

} // namespace wardline::service
