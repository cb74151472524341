// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/arrival.h"

#include "core/xmpp/xep0203_delay.h"
#include "core/xmpp/xep0359_sid.h"

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

std::optional<store::IncomingMessage> ArrivalReader::read(const Arrival &arrival) const
{
    // 1. Who is it from? Errors and headlines are no messages of people.
    const std::optional<Origin> origin = originOf(arrival);
    if (!origin) {
        return std::nullopt;
    }
    // 2. What does it say?
    const auto opened = m_parts.cipher.decrypt(arrival.message.toXml());
    if (opened && !*opened) {
        return std::nullopt;
    }
    model::Message message;
    if (opened) {
        message.body = (*opened)->content.body;
        message.encryption = (*opened)->state;
        message.trust = (*opened)->trust;
    } else {
        message.encryption =
            model::EncryptionState::EndToEnd; // kept without text: shown as a message that cannot be read here
    }
    // 3. When and where does it belong?
    message.conversation = origin->conversation;
    message.sender = origin->sender;
    message.isOwn = origin->isOwn;
    message.senderName = m_parts.people.isKnown(origin->sender) || origin->nick.isEmpty()
        ? m_parts.people.nameOf(origin->sender)
        : origin->nick;
    message.role = m_parts.people.roleOf(origin->sender);
    message.time = timeOf(arrival, *origin);
    message.state = origin->isOwn ? model::DeliveryState::OnRelay : model::DeliveryState::Received;
    const bool isRoom = m_rooms.isRoom(origin->conversation);
    const model::Jid assigner = isRoom ? origin->conversation : m_parts.own;
    message.stanzaId =
        arrival.way == Arrival::Way::Archive ? arrival.archiveId : xmpp::stanzaIdBy(arrival.message.payloads, assigner);
    if (const auto originId = arrival.message.payload<xmpp::OriginId>(); originId && *originId) {
        message.originId = (*originId)->id;
    } else if (origin->isOwn) {
        message.originId = arrival.message.id;
    }
    if (message.body.toUtf8().size() > store::kMaxBodyBytes || message.originId.size() > store::kMaxIdLength
        || message.stanzaId.size() > store::kMaxIdLength) {
        return std::nullopt;
    }
    return store::IncomingMessage{std::move(message), assigner};
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

Instant ArrivalReader::timeOf(const Arrival &arrival, const Origin &origin) const
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
    const bool isBelieved = by == origin.conversation || by == m_parts.own || by.toString() == m_parts.own.domain();
    return isBelieved && (*delay)->stamp <= now ? (*delay)->stamp : now;
}

} // namespace wardline::service
