// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/content_reader.h"

#include "core/xmpp/payload.h"
#include "core/xmpp/xep0184_receipts.h"
#include "core/xmpp/xep0308_correct.h"
#include "core/xmpp/xep0372_references.h"
#include "core/xmpp/xep0424_retract.h"
#include "core/xmpp/xep0425_moderate.h"
#include "core/xmpp/xep0428_fallback.h"
#include "core/xmpp/xep0444_reactions.h"
#include "core/xmpp/xep0461_reply.h"

namespace wardline::service {

namespace {

/// A payload that is there and well-formed.
template <typename T>
std::optional<T> find(const Said &said)
{
    const auto found = xmpp::findPayload<T>(said.payloads);
    return found ? *found : std::nullopt;
}

std::optional<store::QuoteTarget> quoteOf(const Captured &captured, const Said &said)
{
    const auto reply = find<xmpp::Reply>(said);
    if (!reply || reply->id.size() > store::kMaxIdLength) {
        return std::nullopt;
    }
    const model::Message &message = captured.incoming.message;
    store::QuoteTarget quote;
    quote.id = reply->id;
    quote.isStanzaId = captured.isRoom;
    if (captured.isRoom) {
        quote.sender = captured.realAddress(reply->to);
    } else {
        // Who is not named is the other one: people rarely answer themselves.
        const model::Jid to = reply->to.bare();
        const model::Jid other = message.isOwn ? message.conversation : captured.own;
        quote.sender = to == captured.own || to == message.conversation ? to : other;
    }
    return quote;
}

bool namesMe(const Captured &captured, const Said &said)
{
    const model::Jid &conversation = captured.incoming.message.conversation;
    for (const xmpp::MentionReference &mention : xmpp::mentionsIn(said.payloads)) {
        const bool isMe = mention.person.bare() == captured.own
            || (mention.person.bare() == conversation && !mention.person.isBare()
                && captured.realAddress(mention.person) == captured.own);
        if (isMe) {
            return true;
        }
    }
    return false;
}

store::MessageAction actionAt(const Captured &captured)
{
    const model::Message &message = captured.incoming.message;
    store::MessageAction action;
    action.conversation = message.conversation;
    action.actor = message.sender;
    action.actorName = message.senderName;
    action.isOwn = message.isOwn;
    action.time = message.time;
    action.occupantId = captured.incoming.occupantId;
    action.others = captured.isRoom ? QList<model::Jid>() : QList<model::Jid>{captured.own, message.conversation};
    return action;
}

std::optional<store::MessageAction> actionOf(const Captured &captured, const Said &said)
{
    store::MessageAction action = actionAt(captured);
    const model::Message &message = captured.incoming.message;
    action.wireId = message.originId.isEmpty() ? captured.wireId : message.originId;
    if (const auto retracted = xmpp::retractedId(said.payloads); retracted && *retracted) {
        action.kind = store::ActionKind::Retraction;
        action.target = {(*retracted)->id, captured.isRoom && !(*retracted)->isOriginId, {message.sender}};
        action.others.removeAll(message.sender);
    } else if (const auto reactions = find<xmpp::Reactions>(said)) {
        const bool isText =
            said.body && !said.body->isEmpty() && !xmpp::isAllFallback(said.payloads, xmpp::Reactions::kNamespace);
        if (isText) {
            return std::nullopt;
        }
        action.kind = store::ActionKind::Reactions;
        action.target = {reactions->id, captured.isRoom, action.others};
        action.emoji = reactions->emoji;
    } else {
        return std::nullopt;
    }
    if (action.target.isStanzaId) {
        action.target.senders.clear();
    }
    const bool fits = action.target.id.size() <= store::kMaxIdLength && action.wireId.size() <= store::kMaxIdLength;
    return fits ? std::optional(action) : std::nullopt;
}

/// XEP-0308 5: only the sender corrects, and only within the conversation.
std::optional<store::MessageAction> correctionOf(const Captured &captured, const xmpp::Correction &correction,
                                                 const model::Message &message)
{
    store::MessageAction action = actionAt(captured);
    action.kind = store::ActionKind::Correction;
    action.target = {correction.id, false, {message.sender}};
    action.wireId = !message.originId.isEmpty() ? message.originId
        : !captured.incoming.wireId.isEmpty()   ? captured.incoming.wireId
                                                : message.stanzaId;
    action.text = message;
    action.text.originId = correction.id;
    action.others.removeAll(message.sender);
    const bool fits = action.target.id.size() <= store::kMaxIdLength && action.wireId.size() <= store::kMaxIdLength;
    return fits ? std::optional(action) : std::nullopt;
}

/// Text, mentions and what it answers; false when there is nothing to keep.
bool readText(const Captured &captured, const Said &said, store::IncomingMessage &incoming)
{
    model::Message &message = incoming.message;
    if (!said.body || said.body->isEmpty()) {
        // Nothing said; or the archive says that what was said is gone.
        const auto tombstone = captured.isFromArchive && said.encryption == model::EncryptionState::NotEncrypted
            ? xmpp::archivedTombstone(said.payloads)
            : std::nullopt;
        if (!tombstone) {
            return false;
        }
        message.tombstone = model::Tombstone{tombstone->isModerated, {}, tombstone->stamp.value_or(message.time), {}};
        return true;
    }
    message.encryption = said.encryption;
    message.trust = said.trust;
    const xmpp::Trimmed text = xmpp::withoutFallback(*said.body, said.payloads, xmpp::Reply::kNamespace);
    const bool isEmptied = text.text.trimmed().isEmpty();
    message.body = isEmptied ? *said.body : text.text;
    incoming.quote = quoteOf(captured, said);
    message.mentionsMe = !message.isOwn && namesMe(captured, said);
    return message.body.toUtf8().size() <= store::kMaxBodyBytes;
}

} // namespace

model::Jid Captured::realAddress(const model::Jid &occupant) const
{
    const bool isHere = isRoom && occupant.bare() == incoming.message.conversation;
    return isHere ? occupants.value(occupant.resource()).real : model::Jid();
}

Said Said::inEnvelope(const QList<xml::Element> &elements)
{
    Said said;
    said.encryption = model::EncryptionState::EndToEnd;
    for (const xml::Element &element : elements) {
        if (element.is(u"body", u"jabber:client")) {
            if (!said.body) {
                said.body = element.text();
            }
        } else {
            said.payloads.append(element);
        }
    }
    return said;
}

model::Jid Reading::conversation() const
{
    return message ? message->message.conversation
        : action   ? action->conversation
        : sealed   ? sealed->captured.incoming.message.conversation
                   : model::Jid();
}

bool Reading::isOwn() const
{
    return message ? message->message.isOwn
        : action   ? action->isOwn
                   : sealed && sealed->captured.incoming.message.isOwn;
}

Reading unreadable(const Captured &captured, model::Unreadable reason)
{
    Reading reading;
    reading.stanzaId = captured.incoming.message.stanzaId;
    reading.archive = captured.incoming.archive;
    reading.time = captured.incoming.message.time;
    reading.message = captured.incoming;
    reading.message->message.encryption = model::EncryptionState::EndToEnd;
    reading.message->message.unreadable = reason;
    return reading;
}

Reading readContent(const Captured &captured, const Said &said)
{
    Reading reading;
    const model::Message &place = captured.incoming.message;
    reading.stanzaId = place.stanzaId;
    reading.archive = captured.incoming.archive;
    reading.time = place.time;
    if (const auto moderation = xmpp::moderationIn(said.payloads); !moderation || *moderation) {
        reading.isForged = true; // only the room says that
        return reading;
    }
    reading.owesReceipt = captured.mayOweReceipt && xmpp::hasPayload<xmpp::ReceiptRequest>(said.payloads);
    // Does it do something to another message? The text of such a stanza is for programs that do not know it.
    reading.action = actionOf(captured, said);
    if (reading.action) {
        return reading;
    }
    store::IncomingMessage incoming = captured.incoming;
    if (!readText(captured, said, incoming)) {
        return reading;
    }
    if (const auto correction = find<xmpp::Correction>(said); correction && !incoming.message.tombstone) {
        reading.action = correctionOf(captured, *correction, incoming.message);
        return reading;
    }
    reading.message = std::move(incoming);
    return reading;
}

} // namespace wardline::service
