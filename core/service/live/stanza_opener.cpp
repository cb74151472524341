// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/stanza_opener.h"

#include "core/store/sealed_messages.h"
#include "core/xml/xml_reader.h"
#include "core/xmpp/message_stanza.h"
#include "core/xmpp/xep0184_receipts.h"

namespace wardline::service {

using omemo::OmemoError;

namespace {

/// A stanza that is kept for later says the same again; what is around it comes from the row it left.
std::optional<SealedStanza> sealedAgain(const store::SealedMessage &row, const model::Jid &own)
{
    const auto element = xml::readXml(row.stanza);
    const auto stanza = element ? xmpp::MessageStanza::fromXml(*element) : std::unexpected(element.error());
    if (!stanza) {
        return std::nullopt;
    }
    SealedStanza sealed;
    sealed.stanza = row.stanza;
    sealed.encrypted = encryptedIn(stanza->payloads);
    sealed.captured.own = own;
    sealed.captured.wireId = stanza->id;
    sealed.captured.isRoom = stanza->type == xmpp::MessageType::GroupChat;
    sealed.captured.isFromArchive = true;
    sealed.captured.incoming.message = row.message;
    sealed.captured.incoming.message.unreadable.reset();
    sealed.captured.incoming.wireId = stanza->id;
    sealed.captured.incoming.occupantId = row.occupantId;
    return sealed;
}

} // namespace

void OpeningNews::add(const OpeningNews &other)
{
    usedPrekey = usedPrekey || other.usedPrekey;
    owedHeartbeats += other.owedHeartbeats;
    unlisted.unite(other.unlisted);
    forged += other.forged;
    distrusted += other.distrusted;
}

QList<xmpp::OmemoEncrypted> encryptedIn(const QList<xml::Element> &payloads)
{
    QList<xmpp::OmemoEncrypted> found;
    for (const xmpp::OmemoVersion version : {xmpp::OmemoVersion::V2, xmpp::OmemoVersion::V03}) {
        for (const xml::Element &payload : payloads) {
            if (payload.is(u"encrypted", xmpp::omemoNamespace(version))) {
                if (const auto encrypted = xmpp::OmemoEncrypted::fromXml(payload)) {
                    found.append(*encrypted);
                    break; // one of each version
                }
            }
        }
    }
    return found;
}

StanzaOpener::StanzaOpener(OmemoContext &context, store::WritableDatabase &database)
    : m_context(context)
    , m_database(database)
    , m_store(database)
{
}

Result<const omemo::OwnDevice *> StanzaOpener::self()
{
    if (!m_self) {
        WARDLINE_TRY(m_self, m_store.ownDevice());
    }
    return m_self ? &*m_self : nullptr;
}

Result<bool> StanzaOpener::isOwnEcho(const SealedStanza &sealed)
{
    WARDLINE_TRY(const omemo::OwnDevice *own, self());
    return own != nullptr && sealed.captured.incoming.message.sender == m_context.own && !sealed.encrypted.isEmpty()
        && sealed.encrypted.constFirst().senderDevice == own->id;
}

Result<Reading> StanzaOpener::open(const SealedStanza &sealed, bool isLastTry)
{
    const model::Message &place = sealed.captured.incoming.message;
    if (place.sender.isBare()) {
        omemo::SealedArrival arrival;
        arrival.encrypted = sealed.encrypted;
        arrival.sender = place.sender;
        arrival.place = {m_context.own, place.conversation, sealed.captured.isRoom};
        arrival.time = place.time;
        arrival.isFromArchive = sealed.captured.isFromArchive;
        if (!sealed.encrypted.isEmpty()) {
            const model::DeviceAddress device{place.sender, sealed.encrypted.constFirst().senderDevice};
            WARDLINE_TRY(const auto known, m_store.device(device));
            arrival.expectedIdentity = known ? known->identityKey : QByteArray();
        }
        const auto message = m_context.engine.decrypt(m_store, arrival);
        return message ? opened(sealed, *message) : refused(sealed, message.error(), isLastTry);
    }
    return unreadable(sealed.captured, model::Unreadable::UnknownSender);
}

Result<Reading> StanzaOpener::opened(const SealedStanza &sealed, const omemo::OpenedMessage &message)
{
    m_news.usedPrekey = m_news.usedPrekey || message.usedPrekey;
    WARDLINE_TRY(const auto known, m_store.device(message.device));
    model::KnownDevice device = known.value_or(model::KnownDevice());
    device.address = message.device;
    if (!device.identityKey.isEmpty() && device.identityKey != message.identityKey) {
        device.fault = model::DeviceFault::IdentityChanged;
        WARDLINE_CHECK(m_store.saveDevice(device));
        ++m_news.distrusted;
        return unreadable(sealed.captured, model::Unreadable::IdentityChanged);
    }
    device.identityKey = message.identityKey;
    if (!known) {
        device.firstSeen = m_context.clock.now();
    }
    if (!sealed.captured.isFromArchive || !device.lastHeard
        || *device.lastHeard < sealed.captured.incoming.message.time) {
        device.lastHeard = sealed.captured.incoming.message.time;
    }
    if (device.fault == model::DeviceFault::Silent) {
        device.fault.reset();
    }
    WARDLINE_CHECK(m_store.saveDevice(device));
    WARDLINE_TRY(const model::Trust trust, trustOfSender(m_context, m_store, device));
    if (!device.isListed()) {
        m_news.unlisted.insert(device.address.person);
    }
    if (message.owesHeartbeat && !sealed.captured.isFromArchive) {
        m_news.owedHeartbeats.append({message.device, message.version, message.identityKey});
    }
    if (trust == model::Trust::ManuallyDistrusted || trust == model::Trust::Revoked) {
        ++m_news.distrusted;
        Reading reading = unreadable(sealed.captured, model::Unreadable::DistrustedDevice);
        reading.message->message.trust = trust;
        return reading;
    }
    Said said = Said::inEnvelope(message.isEmpty ? QList<xml::Element>() : message.elements);
    said.trust = trust;
    return readContent(sealed.captured, said);
}

Result<Reading> StanzaOpener::refused(const SealedStanza &sealed, const Error &error, bool isLastTry)
{
    const Captured &captured = sealed.captured;
    const auto maybeLater = [&] {
        // Nothing older is on its way to a live message; it is tried again all the same when archives are read.
        const bool mayCome = captured.isFromArchive && !isLastTry;
        Reading reading =
            unreadable(captured, mayCome ? model::Unreadable::Pending : model::Unreadable::BrokenSession);
        reading.message->sealed = isLastTry ? QByteArray() : sealed.stanza;
        return reading;
    };
    if (error.is(OmemoError::Duplicate)) {
        // It was opened before, and what it said is here or was removed since.
        Reading reading;
        reading.stanzaId = captured.incoming.message.stanzaId;
        reading.archive = captured.incoming.archive;
        reading.time = captured.incoming.message.time;
        return reading;
    }
    if (error.is(OmemoError::NotForThisDevice) || error.is(OmemoError::NoOwnDevice)) {
        WARDLINE_TRY(const omemo::OwnDevice *own, self());
        const bool isOlder = own == nullptr || captured.incoming.message.time < own->created;
        return unreadable(captured, isOlder ? model::Unreadable::OlderThanDevice : model::Unreadable::NotForThisDevice);
    }
    if (error.is(OmemoError::NoSession) || error.is(OmemoError::UnknownPrekey) || error.is(OmemoError::TooFarAhead)) {
        return maybeLater();
    }
    if (error.is(OmemoError::IdentityChanged)) {
        ++m_news.distrusted;
        return unreadable(captured, model::Unreadable::IdentityChanged);
    }
    if (error.is(OmemoError::Internal)) {
        return unreadable(captured, model::Unreadable::BrokenSession);
    }
    const bool isOfTheMessage = error.is(OmemoError::NotAuthentic) || error.is(OmemoError::BadKey)
        || error.is(OmemoError::EnvelopeMismatch) || error.is(OmemoError::Malformed) || error.is(OmemoError::TooLarge)
        || error.is(OmemoError::NoPrekeys);
    if (isOfTheMessage) {
        ++m_news.forged;
        return unreadable(captured, model::Unreadable::Forged);
    }
    return std::unexpected(error); // of the store: the transaction is undone
}

store::PrepareBatch prepareBatch(std::shared_ptr<OmemoContext> context, std::shared_ptr<OpenedBatch> opened,
                                 store::IncomingBatch batch)
{
    return [context = std::move(context), opened = std::move(opened),
            batch = std::move(batch)](store::WritableDatabase &database) mutable -> Result<store::IncomingBatch> {
        std::optional<StanzaOpener> opener;
        for (Reading &reading : opened->readings) {
            if (reading.sealed) {
                if (!opener) {
                    opener.emplace(*context, database);
                }
                const SealedStanza sealed = *std::exchange(reading.sealed, std::nullopt);
                WARDLINE_TRY(const bool isKnown, store::isKnownMessage(database, sealed.captured.incoming));
                WARDLINE_TRY(const bool isEcho, opener->isOwnEcho(sealed));
                if (isKnown) {
                    reading.message = sealed.captured.incoming; // the store finds it; nothing of it is written
                } else if (isEcho) {
                    batch.echoedIds.append(sealed.captured.incoming.message.originId);
                } else {
                    WARDLINE_TRY(reading, opener->open(sealed));
                }
            }
            if (reading.message) {
                batch.messages.append(*reading.message);
            } else {
                batch.otherIds.append(reading.stanzaId);
                if (reading.action) {
                    batch.actions.append(*reading.action);
                }
            }
        }
        if (opener) {
            opened->news = opener->news();
        }
        return std::move(batch);
    };
}

store::PrepareBatch prepareRetry(std::shared_ptr<OmemoContext> context, std::shared_ptr<RetriedBatch> retried,
                                 model::MessageId after, int limit, bool isLastTry)
{
    return [context = std::move(context), retried = std::move(retried), after, limit,
            isLastTry](store::WritableDatabase &database) -> Result<store::IncomingBatch> {
        WARDLINE_TRY(const QList<store::SealedMessage> rows, store::readSealed(database, after, limit));
        StanzaOpener opener(*context, database);
        store::IncomingBatch batch;
        for (const store::SealedMessage &row : rows) {
            const auto sealed = sealedAgain(row, context->own);
            Reading reading;
            if (sealed) {
                WARDLINE_TRY(reading, opener.open(*sealed, isLastTry));
            } else {
                reading.message = store::IncomingMessage{row.message, {}};
                reading.message->message.unreadable = model::Unreadable::BrokenSession;
            }
            if (reading.message && !reading.message->sealed.isEmpty()) {
                continue; // it goes on waiting
            }
            store::RevealedMessage revealed{row.message.id, std::nullopt, std::nullopt};
            if (reading.message) {
                revealed.unreadable = reading.message->message.unreadable;
                if (!revealed.unreadable) {
                    revealed.message = *reading.message;
                }
            } else if (reading.action) {
                batch.actions.append(*reading.action);
            }
            batch.revealed.append(revealed);
            retried->rows.append({row.message.conversation, row.message.id});
            retried->readings.push_back(std::move(reading));
        }
        retried->last = rows.size() == limit ? rows.constLast().message.id : model::MessageId();
        retried->news = opener.news();
        return batch;
    };
}

} // namespace wardline::service
