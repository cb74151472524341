// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/arrival.h"

#include "core/service/live/encryption.h"
#include "core/service/live/stanza_opener.h"
#include "core/store/message_place.h"
#include "core/xml/xml_writer.h"
#include "core/xmpp/xep0424_retract.h"

#include "core/xmpp/xep0203_delay.h"
#include "core/xmpp/xep0359_sid.h"
#include "core/xmpp/xep0421_occupant_id.h"
#include "core/xmpp/xep0425_moderate.h"

#include <algorithm>

namespace wardline::service {

namespace {

/// Older messages nobody waits to hear of.
constexpr std::chrono::hours kStillOwed{72};

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

/// In a way that is not read here, or not in the form that it has to have: never shown by its fall-back text.
bool isOtherwiseEncrypted(const xmpp::MessageStanza &message)
{
    return std::any_of(message.payloads.begin(), message.payloads.end(), [](const xml::Element &payload) {
        return payload.ns() == xmpp::omemoNamespace(xmpp::OmemoVersion::V2)
            || payload.ns() == xmpp::omemoNamespace(xmpp::OmemoVersion::V03) || payload.ns() == u"urn:xmpp:openpgp:0";
    });
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
    // Errors and headlines are no messages of people.
    const std::optional<Origin> origin = originOf(arrival);
    const auto captured = origin ? capture(arrival, *origin) : std::nullopt;
    if (!captured) {
        return {};
    }
    if (m_parts.encryption != nullptr) {
        if (auto encrypted = encryptedIn(arrival.message.payloads); !encrypted.isEmpty()) {
            return sealed(*captured, arrival, std::move(encrypted));
        }
    }
    if (isOtherwiseEncrypted(arrival.message)) {
        return unreadable(*captured, model::Unreadable::OtherMethod);
    }
    Said said;
    said.body = arrival.message.body;
    said.payloads = arrival.message.payloads;
    Reading reading = readContent(*captured, said);
    if (m_parts.encryption != nullptr
        && m_parts.encryption->stateOf(origin->conversation) == model::EncryptionState::EndToEnd) {
        reading.openMarksRule = captured->rule;
    }
    return isTakenOpenly(*captured, reading) ? reading : refusedClearText(*captured, reading);
}

/// Whether what was not encrypted may count. What the archive says is gone does. Nor may anybody say in our own name
/// what no device of ours would have sent.
bool ArrivalReader::isTakenOpenly(const Captured &captured, const Reading &reading) const
{
    const model::Message &place = captured.incoming.message;
    const bool isTombstone = reading.message && reading.message->message.tombstone;
    return !m_parts.environment.rules.requiresEncryption || m_parts.encryption == nullptr || reading.isEmpty()
        || isTombstone || m_parts.encryption->stateOf(place.conversation) != model::EncryptionState::EndToEnd;
}

/// A text leaves a row that says so; what would have been done to another message is only told to the log.
Reading ArrivalReader::refusedClearText(const Captured &captured, const Reading &read)
{
    Reading reading;
    reading.stanzaId = read.stanzaId;
    reading.archive = read.archive;
    reading.time = read.time;
    reading.refusedIn = captured.incoming.message.conversation;
    if (read.message) {
        reading.message = captured.incoming;
        reading.message->message.encryption = model::EncryptionState::NotEncrypted;
        reading.message->message.unreadable = model::Unreadable::ClearTextRefused;
    }
    return reading;
}

Reading ArrivalReader::sealed(const Captured &captured, const Arrival &arrival,
                              QList<xmpp::OmemoEncrypted> encrypted) const
{
    Reading reading;
    reading.stanzaId = captured.incoming.message.stanzaId;
    reading.archive = captured.incoming.archive;
    reading.time = captured.incoming.message.time;
    if (const auto moderation = xmpp::moderationIn(arrival.message.payloads); !moderation || *moderation) {
        reading.isForged = true; // only the room says that
        return reading;
    }
    if (captured.isFromArchive) {
        if (const auto gone = xmpp::archivedTombstone(arrival.message.payloads)) {
            Said said;
            said.payloads = arrival.message.payloads;
            return readContent(captured, said);
        }
    }
    SealedStanza stanza{captured, std::move(encrypted), xml::writeXml(arrival.message.toXml())};
    stanza.isQuiet = saysNothingToPeople(arrival.message);
    stanza.isDelayed = xmpp::hasPayload<xmpp::Delay>(arrival.message.payloads);
    reading.sealed = std::move(stanza);
    return reading;
}

std::optional<Captured> ArrivalReader::capture(const Arrival &arrival, const Origin &origin) const
{
    Captured captured;
    captured.own = m_parts.own;
    captured.wireId = arrival.message.id;
    captured.isRoom = m_rooms.isRoom(origin.conversation);
    captured.isFromArchive = arrival.way == Arrival::Way::Archive;
    if (const RoomState *state = captured.isRoom ? m_rooms.state(origin.conversation) : nullptr) {
        captured.occupants = state->occupants();
    }
    store::IncomingMessage &incoming = captured.incoming;
    model::Message &message = incoming.message;
    message.conversation = origin.conversation;
    message.sender = origin.sender;
    message.isOwn = origin.isOwn;
    message.senderName = m_parts.people.isKnown(origin.sender) || origin.nick.isEmpty()
        ? m_parts.people.nameOf(origin.sender)
        : origin.nick;
    message.role = m_parts.people.roleOf(origin.sender);
    message.time = timeOf(arrival, origin.conversation);
    if (m_parts.encryption != nullptr) {
        captured.rule = m_parts.encryption->deviceRule(origin.conversation);
    }
    captured.takesOpenMarks = captured.isRoom || m_parts.encryption == nullptr;
    captured.mayOweReceipt = !origin.isOwn && arrival.way != Arrival::Way::Carbon
        && m_parts.environment.clock.now() - message.time <= kStillOwed;
    message.state = origin.isOwn ? model::DeliveryState::OnRelay : model::DeliveryState::Received;
    incoming.archive = captured.isRoom ? origin.conversation : m_parts.own;
    message.stanzaId =
        captured.isFromArchive ? arrival.archiveId : xmpp::stanzaIdBy(arrival.message.payloads, incoming.archive);
    if (const auto originId = arrival.message.payload<xmpp::OriginId>(); originId && *originId) {
        message.originId = (*originId)->id;
    } else if (origin.isOwn) {
        message.originId = arrival.message.id;
    }
    incoming.wireId = arrival.message.id;
    incoming.occupantId = captured.isRoom ? occupantIdOf(arrival.message, origin.conversation) : QString();
    const bool fits = message.originId.size() <= store::kMaxIdLength && message.stanzaId.size() <= store::kMaxIdLength
        && message.senderName.size() <= store::kMaxNameLength;
    return fits ? std::optional(std::move(captured)) : std::nullopt;
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
    model::Jid other = isOwn ? arrival.message.to.bare() : from.bare();
    if (other.isEmpty() && !encryptedIn(arrival.message.payloads).isEmpty() && saysNothingToPeople(arrival.message)) {
        other = m_parts.own; // between our own devices: relays keep it without its address
    }
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
        return store::storable(*arrival.stamp);
    }
    const auto delay = arrival.message.payload<xmpp::Delay>();
    if (!delay || !*delay) {
        return now;
    }
    // XEP-0203 6: anybody can write a delay; it counts from the room or from our own server, not from who wrote the
    // message, and never from the future.
    const model::Jid by = (*delay)->from.bare();
    const bool isRoom = by == conversation && m_rooms.isRoom(conversation);
    const bool isBelieved = isRoom || by == m_parts.own || by.toString() == m_parts.own.domain();
    return isBelieved && (*delay)->stamp <= now ? store::storable((*delay)->stamp) : now;
}

} // namespace wardline::service
