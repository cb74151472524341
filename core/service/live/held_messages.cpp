// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/held_messages.h"

#include "core/store/message_place.h"
#include "core/xml/xml_reader.h"
#include "core/xml/xml_writer.h"

#include <utility>

namespace wardline::service {

namespace {

constexpr int kRowsAtOnce = 500;
constexpr QStringView kNamespace = u"urn:wardline:held:0"; ///< in the cache alone, never on the wire

HeldSpace::Share &shareOf(HeldSpace &space, const model::Message &message)
{
    return space.ofSender[{message.conversation, message.sender}];
}

Result<HeldSpace> heldUntilNow(store::WritableDatabase &database)
{
    HeldSpace space;
    model::MessageId after;
    while (true) {
        WARDLINE_TRY(const QList<store::SealedMessage> rows, store::readSealed(database, after, kRowsAtOnce));
        for (const store::SealedMessage &row : rows) {
            if (row.message.unreadable == model::Unreadable::UncertifiedDevice) {
                for (HeldSpace::Share *share : {&shareOf(space, row.message), &space.all}) {
                    ++share->messages;
                    share->bytes += row.stanza.size();
                }
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

} // namespace

Result<bool> takeHeldSpace(OmemoContext &context, store::WritableDatabase &database, const store::IncomingMessage &held)
{
    if (!context.heldSpace) {
        WARDLINE_TRY(context.heldSpace, heldUntilNow(database));
    }
    const qsizetype size = held.sealed.size();
    HeldSpace::Share &ofSender = shareOf(*context.heldSpace, held.message);
    HeldSpace::Share &all = context.heldSpace->all;
    if (!hasSpace(ofSender, kMaxHeldOfSender, size) || !hasSpace(all, kMaxHeld, size)) {
        return false;
    }
    for (HeldSpace::Share *share : {&ofSender, &all}) {
        ++share->messages;
        share->bytes += size;
    }
    return true;
}

Reading heldBack(const Captured &captured, const Said &said, const omemo::OpenedMessage &message)
{
    xml::Element held(u"held", kNamespace);
    held.setAttribute(u"device", QString::number(message.device.id));
    held.setAttribute(u"key", QString::fromLatin1(message.identityKey.toBase64()));
    held.setAttribute(u"room", captured.isRoom ? u"true" : u"false");
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
        const auto held = heldIn(rows.constFirst(), context->own);
        if (!held) {
            return batch;
        }
        Reading reading = shown(*held);
        batch.revealed.append({id, reading.message, std::nullopt});
        retried->rows.append({rows.constFirst().message.conversation, id});
        retried->readings.push_back(std::move(reading));
        context->heldSpace.reset();
        return batch;
    };
}

} // namespace wardline::service
