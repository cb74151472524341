// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/arrival.h"

#include "core/xmpp/xep0203_delay.h"
#include "core/xmpp/xep0308_correct.h"
#include "core/xmpp/xep0359_sid.h"
#include "core/xmpp/xep0372_references.h"
#include "core/xmpp/xep0421_occupant_id.h"
#include "core/xmpp/xep0424_retract.h"
#include "core/xmpp/xep0425_moderate.h"
#include "core/xmpp/xep0428_fallback.h"
#include "core/xmpp/xep0444_reactions.h"
#include "core/xmpp/xep0461_reply.h"

namespace wardline::service {

namespace {

/// The last muc#user item with an address: the room's archive puts its own behind whatever the sender may have written.
model::Jid archivedRealAddress(const xmpp::MessageStanza &message)
{
    model::Jid address;
    for (const xml::Element &payload : message.payloads) {
        if (xmpp::isPayload<xmpp::MucUser>(payload)) {
            const auto user = xmpp::MucUser::fromXml(payload);
            address = user && (*user).item ? (*user).item->jid.bare() : model::Jid();
        }
    }
    return address;
}

} // namespace

ArrivalReader::ArrivalReader(SessionParts &parts, const LiveRoomService &rooms)
    : m_parts(parts)
    , m_rooms(rooms)
{
}

Reading ArrivalReader::read(const Arrival &arrival) const
{
    if (isRoomsOwnWord(arrival)) {
        return roomsOwnWord(arrival);
    }
    Reading reading;
    // 1. Who is it from? Errors and headlines are no messages of people.
    const std::optional<Origin> origin = originOf(arrival);
    if (!origin) {
        return reading;
    }
    if (const auto moderation = xmpp::moderationIn(arrival.message.payloads); !moderation || *moderation) {
        reading.isForged = true; // only the room says that
        return reading;
    }
    // 2. When and where does it belong?
    store::IncomingMessage incoming;
    model::Message &message = incoming.message;
    message.conversation = origin->conversation;
    message.sender = origin->sender;
    message.isOwn = origin->isOwn;
    message.senderName = m_parts.people.isKnown(origin->sender) || origin->nick.isEmpty()
        ? m_parts.people.nameOf(origin->sender)
        : origin->nick;
    message.role = m_parts.people.roleOf(origin->sender);
    message.time = timeOf(arrival, origin->conversation);
    message.state = origin->isOwn ? model::DeliveryState::OnRelay : model::DeliveryState::Received;
    const bool isRoom = m_rooms.isRoom(origin->conversation);
    incoming.archive = isRoom ? origin->conversation : m_parts.own;
    message.stanzaId = arrival.way == Arrival::Way::Archive
        ? arrival.archiveId
        : xmpp::stanzaIdBy(arrival.message.payloads, incoming.archive);
    if (const auto originId = arrival.message.payload<xmpp::OriginId>(); originId && *originId) {
        message.originId = (*originId)->id;
    } else if (origin->isOwn) {
        message.originId = arrival.message.id;
    }
    incoming.wireId = arrival.message.id;
    incoming.occupantId = isRoom ? occupantIdOf(arrival.message, origin->conversation) : QString();
    if (message.originId.size() > store::kMaxIdLength || message.stanzaId.size() > store::kMaxIdLength
        || message.senderName.size() > store::kMaxNameLength) {
        return reading;
    }
    reading.stanzaId = message.stanzaId;
    reading.archive = incoming.archive;
    reading.time = message.time;
    // 3. Does it do something to another message? The text of such a stanza is for programs that do not know it.
    reading.action = actionOf(arrival, *origin, message);
    if (reading.action) {
        return reading;
    }
    // 4. What does it say?
    if (!readText(arrival, *origin, incoming)) {
        return reading;
    }
    const auto correction = arrival.message.payload<xmpp::Correction>();
    if (!correction || !*correction || incoming.message.encryption == model::EncryptionState::EndToEnd) {
        reading.message = std::move(incoming);
        return reading;
    }
    // XEP-0308 5: only the sender corrects, and only within the conversation.
    store::MessageAction action;
    action.kind = store::ActionKind::Correction;
    action.target = {(*correction)->id, false, {origin->sender}};
    action.conversation = origin->conversation;
    action.actor = origin->sender;
    action.actorName = message.senderName;
    action.occupantId = incoming.occupantId;
    action.isOwn = origin->isOwn;
    action.time = message.time;
    action.wireId = !message.originId.isEmpty() ? message.originId
        : !incoming.wireId.isEmpty()            ? incoming.wireId
                                                : message.stanzaId;
    action.text = message;
    action.text.originId = (*correction)->id;
    action.others = isRoom ? QList<model::Jid>() : QList<model::Jid>{m_parts.own, origin->conversation};
    action.others.removeAll(origin->sender);
    if (action.target.id.size() <= store::kMaxIdLength && action.wireId.size() <= store::kMaxIdLength) {
        reading.action = std::move(action);
    }
    return reading;
}

bool ArrivalReader::isRoomsOwnWord(const Arrival &arrival) const
{
    const model::Jid &from = arrival.message.from;
    const bool isHere =
        arrival.way == Arrival::Way::Live || (arrival.way == Arrival::Way::Archive && arrival.archive == from);
    return arrival.message.type == xmpp::MessageType::GroupChat && from.isBare() && isHere && m_rooms.isRoom(from);
}

/// XEP-0425 6: what a room says with its own address is the room's.
Reading ArrivalReader::roomsOwnWord(const Arrival &arrival) const
{
    Reading reading;
    const auto moderation = xmpp::moderationIn(arrival.message.payloads);
    if (!moderation || !*moderation || (*moderation)->id.size() > store::kMaxIdLength) {
        return reading;
    }
    const model::Jid &room = arrival.message.from;
    const model::Jid real = m_rooms.realAddress((*moderation)->by);
    store::MessageAction action;
    action.kind = store::ActionKind::Moderation;
    action.conversation = room;
    action.target = {(*moderation)->id, true, {}};
    action.actor = room;
    action.actorName =
        (real.isEmpty() ? (*moderation)->by.resource() : m_parts.people.nameOf(real)).left(store::kMaxNameLength);
    action.time = timeOf(arrival, room);
    action.wireId = arrival.message.id.left(store::kMaxIdLength);
    action.reason = (*moderation)->reason.left(store::kMaxReasonLength);
    reading.stanzaId =
        arrival.way == Arrival::Way::Archive ? arrival.archiveId : xmpp::stanzaIdBy(arrival.message.payloads, room);
    reading.archive = room;
    reading.time = action.time;
    reading.action = std::move(action);
    return reading;
}

std::optional<store::MessageAction> ArrivalReader::actionOf(const Arrival &arrival, const Origin &origin,
                                                            const model::Message &message) const
{
    const bool isRoom = m_rooms.isRoom(origin.conversation);
    store::MessageAction action;
    action.conversation = origin.conversation;
    action.actor = origin.sender;
    action.actorName = message.senderName;
    action.isOwn = origin.isOwn;
    action.time = message.time;
    action.wireId = message.originId.isEmpty() ? arrival.message.id : message.originId;
    action.occupantId = isRoom ? occupantIdOf(arrival.message, origin.conversation) : QString();
    action.others = isRoom ? QList<model::Jid>() : QList<model::Jid>{m_parts.own, origin.conversation};
    if (const auto retracted = xmpp::retractedId(arrival.message.payloads); retracted && *retracted) {
        action.kind = store::ActionKind::Retraction;
        action.target = {(*retracted)->id, isRoom && !(*retracted)->isOriginId, {origin.sender}};
        action.others.removeAll(origin.sender);
    } else if (const auto reactions = arrival.message.payload<xmpp::Reactions>(); reactions && *reactions) {
        const bool isText = arrival.message.body && !arrival.message.body->isEmpty()
            && !xmpp::isAllFallback(arrival.message.payloads, xmpp::Reactions::kNamespace);
        if (isText) {
            return std::nullopt;
        }
        action.kind = store::ActionKind::Reactions;
        action.target = {(*reactions)->id, isRoom, action.others};
        action.emoji = (*reactions)->emoji;
    } else {
        return std::nullopt;
    }
    if (action.target.isStanzaId) {
        action.target.senders.clear();
    }
    const bool fits = action.target.id.size() <= store::kMaxIdLength && action.wireId.size() <= store::kMaxIdLength;
    return fits ? std::optional(action) : std::nullopt;
}

bool ArrivalReader::readText(const Arrival &arrival, const Origin &origin, store::IncomingMessage &incoming) const
{
    model::Message &message = incoming.message;
    const auto opened = m_parts.cipher.decrypt(arrival.message.toXml());
    if (opened && !*opened) {
        // Nothing said; or the archive says that what was said is gone.
        const auto tombstone =
            arrival.way == Arrival::Way::Archive ? xmpp::archivedTombstone(arrival.message.payloads) : std::nullopt;
        if (!tombstone) {
            return false;
        }
        message.tombstone = model::Tombstone{tombstone->isModerated, {}, tombstone->stamp.value_or(message.time), {}};
        return true;
    }
    if (!opened) {
        message.encryption =
            model::EncryptionState::EndToEnd; // kept without text: shown as a message that cannot be read here
        return true;
    }
    message.encryption = (*opened)->state;
    message.trust = (*opened)->trust;
    const xmpp::Trimmed text =
        xmpp::withoutFallback((*opened)->content.body, arrival.message.payloads, xmpp::Reply::kNamespace);
    const bool isEmptied = text.text.trimmed().isEmpty();
    message.body = isEmptied ? (*opened)->content.body : text.text;
    incoming.quote = quoteOf(arrival.message, origin);
    message.mentionsMe = !origin.isOwn && namesMe(arrival.message, origin.conversation);
    return message.body.toUtf8().size() <= store::kMaxBodyBytes;
}

std::optional<store::QuoteTarget> ArrivalReader::quoteOf(const xmpp::MessageStanza &message, const Origin &origin) const
{
    const auto reply = message.payload<xmpp::Reply>();
    if (!reply || !*reply || (*reply)->id.size() > store::kMaxIdLength) {
        return std::nullopt;
    }
    const bool isRoom = m_rooms.isRoom(origin.conversation);
    store::QuoteTarget quote;
    quote.id = (*reply)->id;
    quote.isStanzaId = isRoom;
    if (isRoom) {
        quote.sender = m_rooms.realAddress((*reply)->to);
    } else {
        // Who is not named is the other one: people rarely answer themselves.
        const model::Jid to = (*reply)->to.bare();
        const model::Jid other = origin.isOwn ? origin.conversation : m_parts.own;
        quote.sender = to == m_parts.own || to == origin.conversation ? to : other;
    }
    return quote;
}

bool ArrivalReader::namesMe(const xmpp::MessageStanza &message, const model::Jid &conversation) const
{
    for (const xmpp::MentionReference &mention : xmpp::mentionsIn(message.payloads)) {
        const bool isMe = mention.person.bare() == m_parts.own
            || (mention.person.bare() == conversation && !mention.person.isBare()
                && m_rooms.realAddress(mention.person) == m_parts.own);
        if (isMe) {
            return true;
        }
    }
    return false;
}

QString ArrivalReader::occupantIdOf(const xmpp::MessageStanza &message, const model::Jid &room) const
{
    const RoomState *state = m_rooms.state(room);
    if (state == nullptr || !state->announces(xmpp::OccupantId::kNamespace)) {
        return {};
    }
    const auto occupant = message.payload<xmpp::OccupantId>();
    return occupant && *occupant ? (*occupant)->id.left(store::kMaxIdLength) : QString();
}

std::optional<ArrivalReader::Origin> ArrivalReader::originOf(const Arrival &arrival) const
{
    switch (arrival.message.type) {
    case xmpp::MessageType::GroupChat:
        return roomOrigin(arrival);
    case xmpp::MessageType::Chat:
    case xmpp::MessageType::Normal:
        return directOrigin(arrival);
    case xmpp::MessageType::Headline:
    case xmpp::MessageType::Error:
        return std::nullopt;
    }
    return std::nullopt;
}

std::optional<ArrivalReader::Origin> ArrivalReader::roomOrigin(const Arrival &arrival) const
{
    const model::Jid &from = arrival.message.from;
    const bool isFromArchive = arrival.way == Arrival::Way::Archive;
    // A room speaks for its occupants only, never through a carbon, and an archive only for its own room.
    if (from.isBare() || !m_rooms.isRoom(from.bare()) || arrival.way == Arrival::Way::Carbon
        || (isFromArchive && arrival.archive != from.bare())) {
        return std::nullopt;
    }
    model::Jid real = isFromArchive ? archivedRealAddress(arrival.message) : m_rooms.realAddress(from);
    const bool isOwn = real == m_parts.own;
    return Origin{from.bare(), real.isEmpty() ? from : real, isOwn, from.resource()};
}

std::optional<ArrivalReader::Origin> ArrivalReader::directOrigin(const Arrival &arrival) const
{
    const model::Jid from = arrival.message.from.isEmpty() ? m_parts.own : arrival.message.from;
    const bool isOwn = from.bare() == m_parts.own;
    if (isOwn && arrival.way == Arrival::Way::Live) {
        return std::nullopt; // our own account does not write to us; only carbons and the archive bring what we sent
    }
    const model::Jid other = isOwn ? arrival.message.to.bare() : from.bare();
    // Private messages inside rooms are not offered, and a server alone is no person.
    if (other.local().isEmpty() || m_rooms.isRoom(other)) {
        return std::nullopt;
    }
    return Origin{other, isOwn ? m_parts.own : other, isOwn, {}};
}

Instant ArrivalReader::timeOf(const Arrival &arrival, const model::Jid &conversation) const
{
    const Instant now = m_parts.environment.clock.now();
    if (arrival.stamp) {
        return *arrival.stamp;
    }
    const auto delay = arrival.message.payload<xmpp::Delay>();
    if (!delay || !*delay) {
        return now;
    }
    // XEP-0203 6: anybody can write a delay; it counts from the room or from our own server, and never from the future.
    const model::Jid by = (*delay)->from.bare();
    const bool isBelieved = by == conversation || by == m_parts.own || by.toString() == m_parts.own.domain();
    return isBelieved && (*delay)->stamp <= now ? (*delay)->stamp : now;
}

} // namespace wardline::service
