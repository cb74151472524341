// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/held_messages.h"

#include "core/crypto/hmac.h"
#include "core/store/message_place.h"
#include "core/xml/xml_reader.h"
#include "core/xml/xml_writer.h"

#include <algorithm>
#include <utility>

namespace wardline::service {

namespace {

constexpr int kRowsAtOnce = 500;
constexpr QStringView kNamespace = u"urn:wardline:held:0"; ///< in the cache alone, never on the wire

/// When it seems full, it is looked so often whether it is: rows may have gone, and transactions may have been undone.
constexpr std::chrono::minutes kCountedAgainAfter{1};

HeldSpace::OfSender &sharesOf(HeldSpace &space, const model::Message &message)
{
    return space.ofSender[{message.conversation, message.sender}];
}

void count(HeldSpace &space, const model::Message &message, quint32 device, qsizetype size)
{
    HeldSpace::OfSender &sender = sharesOf(space, message);
    for (HeldSpace::Share *share : {&space.all, &sender.all, &sender.devices[device]}) {
        ++share->messages;
        share->bytes += size;
    }
}

Result<HeldSpace> heldUntilNow(OmemoContext &context, store::WritableDatabase &database)
{
    HeldSpace space;
    space.read = context.clock.monotonic();
    model::MessageId after;
    while (true) {
        WARDLINE_TRY(const QList<store::SealedMessage> rows, store::readSealed(database, after, kRowsAtOnce));
        for (const store::SealedMessage &row : rows) {
            if (const auto held = heldIn(row, context.own)) {
                count(space, row.message, held->device.id, row.stanza.size());
            }
        }
        if (rows.size() < kRowsAtOnce) {
            return space;
        }
        after = rows.constLast().message.id;
    }
}

bool hasSpace(const HeldSpace::Share &share, const HeldSpace::Share &most, qsizetype size)
{
    return share.messages < most.messages && share.bytes + size <= most.bytes;
}

bool hasSpace(HeldSpace &space, const model::Message &message, quint32 device, qsizetype size)
{
    const HeldSpace::OfSender &sender = sharesOf(space, message);
    const HeldSpace::Share own = sender.devices.value(device);
    const HeldSpace::Share left{kMaxHeldOfSender.messages - (sender.all.messages - own.messages),
                                kMaxHeldOfSender.bytes - (sender.all.bytes - own.bytes)};
    const HeldSpace::Share ofDevice{std::min(kMaxHeldOfDevice.messages, (left.messages + 1) / 2),
                                    std::min(kMaxHeldOfDevice.bytes, (left.bytes + 1) / 2)};
    return hasSpace(own, ofDevice, size) && hasSpace(sender.all, kMaxHeldOfSender, size)
        && hasSpace(space.all, kMaxHeld, size);
}

/// Says which message it is, also when it comes again because it could not be stored.
QByteArray nameOf(const store::IncomingMessage &held, quint32 device)
{
    const model::Message &message = held.message;
    const QByteArray what = message.conversation.toString().toUtf8() + '\0' + message.sender.toString().toUtf8() + '\0'
        + QByteArray::number(device) + '\0' + message.stanzaId.toUtf8() + '\0' + held.wireId.toUtf8() + '\0'
        + held.sealed;
    constexpr qsizetype kName = 16;
    return crypto::sha256(what).first(kName);
}

} // namespace

Result<bool> takeHeldSpace(OmemoContext &context, store::WritableDatabase &database, const store::IncomingMessage &held,
                           quint32 device)
{
    const QByteArray name = nameOf(held, device);
    if (context.heldSpace && context.heldSpace->counted.contains(name)) {
        return true;
    }
    const qsizetype size = held.sealed.size();
    const bool isThere = context.heldSpace && hasSpace(*context.heldSpace, held.message, device, size);
    if (!isThere
        && (!context.heldSpace
            || context.clock.monotonic() - context.heldSpace->read >= kCountedAgainAfter)) {
        WARDLINE_TRY(context.heldSpace, heldUntilNow(context, database));
    }
    if (!isThere && !hasSpace(*context.heldSpace, held.message, device, size)) {
        return false;
    }
    count(*context.heldSpace, held.message, device, size);
    context.heldSpace->counted.insert(name);
    return true;
}

Reading heldBack(const Captured &captured, const Said &said, const omemo::OpenedMessage &message,
                 bool isPersonCertified)
{
    xml::Element held(u"held", kNamespace);
    held.setAttribute(u"device", QString::number(message.device.id));
    held.setAttribute(u"key", QString::fromLatin1(message.identityKey.toBase64()));
    held.setAttribute(u"room", captured.isRoom ? u"true" : u"false");
    held.setAttribute(u"person", isPersonCertified ? u"certified" : u"uncertified");
    held.setOptionalAttribute(u"id", captured.wireId);
    if (captured.incoming.message.written) {
        held.setAttribute(u"written", QString::number(captured.incoming.message.written->time_since_epoch().count()));
    }
    if (said.body) {
        held.addText(u"body", u"jabber:client", *said.body);
    }
    for (const xml::Element &payload : said.payloads) {
        held.add(payload);
    }
    Reading reading = unreadable(captured, model::Unreadable::UncertifiedDevice);
    reading.message->message.trust = said.trust;
    reading.message->sealed = xml::writeXml(held);
    return reading;
}

std::optional<HeldMessage> heldIn(const store::SealedMessage &row, const model::Jid &own)
{
    if (row.message.unreadable != model::Unreadable::UncertifiedDevice) {
        return std::nullopt;
    }
    const auto element = xml::readXml(row.stanza);
    if (!element || !element->is(u"held", kNamespace)) {
        return std::nullopt;
    }
    HeldMessage held;
    held.device = {row.message.sender, element->attribute(u"device").toUInt()};
    held.identityKey = QByteArray::fromBase64(element->attribute(u"key").toLatin1());
    held.wasPersonCertified = element->attribute(u"person") != u"uncertified";
    held.said = Said::inEnvelope(element->children());
    held.said.trust = row.message.trust;
    held.captured.own = own;
    held.captured.wireId = element->attribute(u"id");
    held.captured.isRoom = element->attribute(u"room") == u"true";
    held.captured.isFromArchive = true;
    held.captured.incoming.message = row.message;
    held.captured.incoming.message.unreadable.reset();
    if (element->hasAttribute(u"written")) {
        held.captured.incoming.message.written =
            Instant(std::chrono::milliseconds(element->attribute(u"written").toLongLong()));
    }
    held.captured.incoming.wireId = held.captured.wireId;
    held.captured.incoming.occupantId = row.occupantId;
    return held;
}

Reading shown(const HeldMessage &held)
{
    Reading reading = readContent(held.captured, held.said);
    reading.marks.clear();
    if (reading.action && reading.action->kind == store::ActionKind::Correction) {
        // It was kept as a message of its own: what it would have changed was never its device's to change.
        reading.message = held.captured.incoming;
        reading.message->message.body = reading.action->text.body;
        reading.message->message.encryption = model::EncryptionState::EndToEnd;
        reading.message->message.trust = held.said.trust;
    }
    reading.action.reset();
    return reading;
}

store::PrepareBatch prepareShow(std::shared_ptr<OmemoContext> context, std::shared_ptr<RetriedBatch> retried,
                                model::MessageId id)
{
    return [context = std::move(context), retried = std::move(retried),
            id](store::WritableDatabase &database) -> Result<store::IncomingBatch> {
        WARDLINE_TRY(const QList<store::SealedMessage> rows,
                     store::readSealed(database, model::MessageId{id.value - 1}, 1));
        store::IncomingBatch batch;
        if (rows.isEmpty() || rows.constFirst().message.id != id) {
            return batch;
        }
        auto held = heldIn(rows.constFirst(), context->own);
        if (!held) {
            return batch;
        }
        store::OmemoStore store(database);
        WARDLINE_TRY(const auto known, store.device(held->device));
        if (known && known->identityKey == held->identityKey) {
            WARDLINE_TRY(const model::Trust trust, trustOfSender(*context, store, *known)); // by what is known now
            const bool isBelieved = trust == model::Trust::Blind || trust == model::Trust::Undecided;
            held->said.trust = isBelieved ? held->said.trust : std::optional(trust);
        }
        context->heldSpace.reset();
        if (held->said.trust == model::Trust::ManuallyDistrusted || held->said.trust == model::Trust::Revoked) {
            batch.revealed.append({id, std::nullopt, model::Unreadable::DistrustedDevice});
            retried->isRefused = true;
            return batch;
        }
        Reading reading = shown(*held);
        batch.revealed.append({id, reading.message, std::nullopt});
        retried->rows.append({rows.constFirst().message.conversation, id});
        retried->readings.push_back(std::move(reading));
        return batch;
    };
}

} // namespace wardline::service
