// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/locked_outbox.h"

#include "core/service/live/audience.h"
#include "core/xml/xml_reader.h"
#include "core/xmpp/xep0045_muc.h"

#include <algorithm>

namespace wardline::service {

namespace {
constexpr std::chrono::seconds kRefusedWithin{5}; ///< after the relay has it
}

LockedOutbox::LockedOutbox(Environment &environment, RelayLink &link, model::Jid own, LeftToSend left)
    : m_link(link)
    , m_own(std::move(own))
    , m_people(environment.rules, m_own)
    , m_questions(link, m_own)
    , m_membership(m_questions, m_people, environment.clock)
    , m_before(std::move(left.underWay))
    , m_nicks(std::move(left.others))
    , m_barred(std::move(left.barred))
    , m_again(environment.timers.createTimer([this] { pump(); }))
    , m_patience(environment.timers.createTimer([this] { end(); }))
{
    for (auto room = left.joined.cbegin(); room != left.joined.cend(); ++room) {
        m_nicks.insert(room.key(), room.value());
        if (link.stream() != nullptr) {
            m_joined.insert(room.key());
        }
    }
    for (auto &[handle, entry] : m_before) {
        entry.stanza.clear(); // what was given to the stream is the stream's
    }
    connect(&link, &RelayLink::established, this, &LockedOutbox::onEstablished);
    connect(&link, &RelayLink::stanzaReceived, this, [this](const xml::Element &stanza) { onStanza(stanza); });
    connect(&link, &RelayLink::stanzaAcknowledged, this, &LockedOutbox::onAcknowledged);
    connect(&link, &RelayLink::stanzasUncertain, this, [this] { setUncertain(); });
    connect(&m_membership, &RoomMembership::listed, this,
            [this](const model::Jid &room, const QList<model::Member> &members) {
                QList<model::Jid> people{m_own};
                for (const model::Member &member : members) {
                    people.append(member.jid);
                }
                m_audiences.insert(room, audienceDigest(people));
            });
}

LockedOutbox::~LockedOutbox() = default;

void LockedOutbox::begin(const QList<store::OutboxEntry> &waiting)
{
    m_hasBegun = true;
    for (const auto &[handle, entry] : m_before) {
        m_items.push_back({entry, Fate::UnderWay, handle});
        m_hasSent = true;
    }
    m_before.clear();
    for (const store::OutboxEntry &entry : waiting) {
        const bool isKnown =
            std::ranges::any_of(m_items, [&entry](const Item &item) { return item.entry.position == entry.position; });
        if (!isKnown) {
            m_items.push_back({entry, entry.attempts == 0 ? Fate::Waiting : Fate::Uncertain, {}});
        }
    }
    std::ranges::sort(m_items, {}, [](const Item &item) { return item.entry.position; });
    pump();
}

void LockedOutbox::onEstablished(const stream::SessionInfo &info)
{
    if (!info.resumed) {
        setUncertain();
        m_joined.clear();
        m_entering.clear();
        m_closed.clear();
        m_audiences.clear();
        m_membership.disconnected();
    }
    pump();
}

void LockedOutbox::setUncertain()
{
    m_before.clear(); // the store gives it out as attempted
    for (Item &item : m_items) {
        if (item.fate == Fate::UnderWay) {
            item.fate = Fate::Uncertain;
        }
    }
    checkDone();
}

void LockedOutbox::onStanza(const xml::Element &stanza)
{
    if (stanza.name() == xmpp::MessageStanza::kName) {
        const auto message = xmpp::MessageStanza::fromXml(stanza);
        if (message && message->type == xmpp::MessageType::Error) {
            onRefusal(*message);
        } else if (message && message->from.isBare() && message->has<xmpp::MucUser>()) {
            // XEP-0045 9: somebody who is not here belongs to it no more.
            m_membership.expire(message->from);
        }
    } else if (stanza.name() == xmpp::PresenceStanza::kName) {
        if (const auto presence = xmpp::PresenceStanza::fromXml(stanza)) {
            onPresence(*presence);
        }
    }
}

/// Only whom it went to can refuse it: a room does so as the room.
void LockedOutbox::onRefusal(const xmpp::MessageStanza &message)
{
    if (m_nicks.contains(message.from.bare()) && !message.from.isBare()) {
        return;
    }
    const auto refused = std::ranges::find_if(m_items, [&message](const Item &item) {
        return (item.fate == Fate::UnderWay || item.fate == Fate::Acknowledged) && item.entry.originId == message.id
            && message.from.bare() == item.entry.conversation;
    });
    if (refused != m_items.end()) {
        settle(*refused, Fate::Refused);
        checkDone();
    }
}

void LockedOutbox::onPresence(const xmpp::PresenceStanza &presence)
{
    const model::Jid room = presence.from.bare();
    if (!m_nicks.contains(room)) {
        return;
    }
    if (presence.type == xmpp::PresenceType::Error) {
        if (m_entering.remove(room)) {
            m_closed.insert(room);
            checkDone();
        }
        return;
    }
    // Whoever came or went may belong to it or not: that is asked anew before the next leaves.
    m_membership.expire(room);
    const auto state = m_rooms.find(room);
    if (state == m_rooms.end()) {
        return;
    }
    switch (state->second.take(presence)) {
    case RoomChange::Joined:
        m_entering.remove(room);
        m_joined.insert(room);
        pump();
        break;
    case RoomChange::Left:
    case RoomChange::Removed:
        m_entering.remove(room);
        m_joined.remove(room);
        m_closed.insert(room);
        checkDone();
        break;
    case RoomChange::None:
    case RoomChange::Occupants:
        break;
    }
}

void LockedOutbox::onAcknowledged(stream::StanzaHandle handle)
{
    if (const auto before = m_before.find(handle); before != m_before.end()) {
        Item item{before->second, Fate::Acknowledged, handle}; // before `begin` knew of it
        item.entry.stanza.clear();
        m_before.erase(before);
        m_items.push_back(std::move(item));
        return;
    }
    const auto sent = std::ranges::find_if(
        m_items, [handle](const Item &item) { return item.fate == Fate::UnderWay && item.handle == handle; });
    if (sent != m_items.end()) {
        settle(*sent, Fate::Acknowledged);
        checkDone();
    }
}

void LockedOutbox::settle(Item &item, Fate fate)
{
    item.fate = fate;
    item.entry.stanza.clear();
}

void LockedOutbox::pump()
{
    if (!m_hasBegun || m_link.stream() == nullptr) {
        checkDone();
        return;
    }
    QSet<model::Jid> blocked;
    for (Item &item : m_items) {
        if (item.fate == Fate::Uncertain) {
            blocked.insert(item.entry.conversation);
        } else if (item.fate == Fate::Waiting && !blocked.contains(item.entry.conversation)) {
            if (mayLeave(item)) {
                send(item);
            }
            if (item.fate == Fate::Waiting) {
                blocked.insert(item.entry.conversation);
            }
        }
    }
    checkDone();
}

/// Settles what is not to leave.
bool LockedOutbox::mayLeave(Item &item)
{
    const model::Jid &room = item.entry.conversation;
    if (m_barred.contains(room)) {
        return false;
    }
    if (!m_nicks.contains(room)) {
        return true; // between two
    }
    if (!isIn(room)) {
        return false;
    }
    if (item.entry.audience->isEmpty()) {
        return true;
    }
    if (!m_membership.isKnown(room)) {
        if (m_membership.mayAsk(room)) {
            m_membership.fetch(room, [this] { pump(); });
        } else if (!m_again->isActive()) {
            m_again->start(RoomMembership::kAskAgain);
        }
        return false;
    }
    if (m_audiences.value(room, audienceDigest({m_own})) != *item.entry.audience) {
        settle(item, Fate::HeldBack);
        return false;
    }
    return true;
}

bool LockedOutbox::isIn(const model::Jid &room)
{
    if (m_joined.contains(room)) {
        return true;
    }
    if (!m_entering.contains(room) && !m_closed.contains(room)) {
        enter(room);
    }
    return false;
}

void LockedOutbox::enter(const model::Jid &room)
{
    const QString nick = m_nicks.value(room);
    const auto occupant = room.withResource(nick);
    if (!occupant) {
        m_closed.insert(room);
        return;
    }
    const auto state = m_rooms.try_emplace(room, room).first;
    state->second.joining(nick);
    m_entering.insert(room);
    (void)m_link.stream()->sendStanza(xmpp::MucJoin::presence(*occupant).toXml());
}

void LockedOutbox::send(Item &item)
{
    const auto stanza = xml::readXml(item.entry.stanza);
    const auto handle =
        stanza ? m_link.stream()->sendStanza(*stanza) : Result<stream::StanzaHandle>(std::unexpected(stanza.error()));
    if (handle) {
        item.handle = *handle;
        m_hasSent = true;
        settle(item, Fate::UnderWay);
    }
}

int LockedOutbox::waitingCount() const
{
    return static_cast<int>(std::ranges::count_if(
        m_items, [](const Item &item) { return item.fate != Fate::Acknowledged && item.fate != Fate::Refused; }));
}

bool LockedOutbox::isSending() const
{
    if (!m_hasBegun) {
        return true;
    }
    QSet<model::Jid> blocked;
    for (const Item &item : m_items) {
        if (item.fate == Fate::UnderWay) {
            return true;
        }
        const bool isClosed = m_closed.contains(item.entry.conversation) || m_barred.contains(item.entry.conversation);
        if (item.fate == Fate::Uncertain || isClosed) {
            blocked.insert(item.entry.conversation);
        } else if (item.fate == Fate::Waiting && !blocked.contains(item.entry.conversation)) {
            return true;
        }
    }
    return false;
}

void LockedOutbox::checkDone()
{
    if (!m_hasBegun || m_isDone || isSending()) {
        return;
    }
    if (m_hasSent) {
        m_patience->start(kRefusedWithin);
    } else {
        end();
    }
}

void LockedOutbox::end()
{
    m_isDone = true;
    Q_EMIT done();
}

store::HandedBack LockedOutbox::outcome() const
{
    store::HandedBack outcome;
    for (const Item &item : m_items) {
        switch (item.fate) {
        case Fate::Waiting:
            outcome.untouched.append(item.entry.position);
            break;
        case Fate::Acknowledged:
            outcome.acknowledged.append(item.entry.position);
            break;
        case Fate::Refused:
            outcome.refused.append(item.entry.position);
            break;
        case Fate::HeldBack:
            outcome.heldBack.append(item.entry.position);
            break;
        case Fate::UnderWay:
        case Fate::Uncertain:
            break;
        }
    }
    return outcome;
}

} // namespace wardline::service
