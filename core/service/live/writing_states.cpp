// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/writing_states.h"

#include "core/xmpp/xep0085_chat_states.h"
#include "core/xmpp/xep0334_hints.h"

#include <algorithm>

namespace wardline::service {

namespace {
constexpr std::chrono::seconds kBelieved{30};
constexpr std::chrono::seconds kSayAgain{20}; ///< before others stop believing it
constexpr std::size_t kMaxWriters = 64; ///< in all conversations: more is nobody's real state
} // namespace

WritingStates::WritingStates(SessionParts &parts, const LiveRoomService &rooms)
    : m_parts(parts)
    , m_rooms(rooms)
    , m_expiry(parts.environment.timers.createTimer([this] { expire(); }))
{
}

bool WritingStates::tells() const
{
    return m_tells && m_parts.environment.rules.tellsWriting;
}

void WritingStates::setTells(bool tells)
{
    if (!tells && !m_told.isEmpty()) {
        setWriting(m_told, false);
    }
    m_tells = tells;
}

bool WritingStates::mayTell(const model::Jid &conversation) const
{
    if (!tells() || m_parts.link.stream() == nullptr) {
        return false;
    }
    if (!m_rooms.isRoom(conversation)) {
        const auto other = m_parts.people.colleagueOf(conversation);
        return other && other->isOnline;
    }
    return m_rooms.postingIn(conversation) == model::PostingRight::Allowed
        && m_rooms.affiliated(conversation).size() <= m_parts.environment.rules.writingRoomMembers;
}

void WritingStates::setWriting(const model::Jid &conversation, bool isWriting)
{
    const MonotonicInstant now = m_parts.environment.clock.monotonic();
    if (!isWriting) {
        if (m_told == conversation) {
            say(conversation, false);
            m_told = {};
        }
        return;
    }
    if (!m_told.isEmpty() && m_told != conversation) {
        say(m_told, false);
        m_told = {};
    }
    if (!mayTell(conversation) || (m_told == conversation && now - m_toldAt < kSayAgain)) {
        return;
    }
    say(conversation, true);
    m_told = conversation;
    m_toldAt = now;
}

void WritingStates::say(const model::Jid &conversation, bool isWriting)
{
    if (m_parts.link.stream() == nullptr) {
        return;
    }
    xmpp::MessageStanza stanza;
    stanza.to = conversation;
    stanza.type = m_rooms.isRoom(conversation) ? xmpp::MessageType::GroupChat : xmpp::MessageType::Chat;
    stanza.id = m_parts.environment.ids.next();
    stanza.add(xmpp::ChatState{isWriting ? xmpp::ChatState::Kind::Composing : xmpp::ChatState::Kind::Paused});
    stanza.payloads.append(xmpp::hintElement(xmpp::Hint::NoStore));
    stanza.payloads.append(xmpp::hintElement(xmpp::Hint::NoCopy));
    (void)m_parts.link.stream()->sendStanza(stanza.toXml());
}

bool WritingStates::take(const xmpp::MessageStanza &message)
{
    const bool isRoom = message.type == xmpp::MessageType::GroupChat;
    const model::Jid conversation = message.from.bare();
    const model::Jid person = isRoom ? message.from : conversation;
    const bool isFromSomebody = isRoom ? !message.from.isBare() && m_rooms.isRoom(conversation)
                                       : (message.type == xmpp::MessageType::Chat && !m_rooms.isRoom(conversation));
    if (!isFromSomebody || conversation == m_parts.own) {
        return false;
    }
    const auto state = message.payload<xmpp::ChatState>();
    const bool isOnlyState = state && *state && (!message.body || message.body->isEmpty())
        && std::all_of(message.payloads.cbegin(), message.payloads.cend(), [](const xml::Element &payload) {
                                 return payload.ns() == xmpp::ChatState::kNamespace
                                     || payload.ns() == QStringView(u"urn:xmpp:hints")
                                     || payload.ns() == QStringView(u"urn:xmpp:occupant-id:0")
                                     || payload.ns() == QStringView(u"urn:xmpp:sid:0");
                             });
    if (!isOnlyState) {
        set(conversation, person, false); // something was said: the writing is over
        return false;
    }
    const bool isOwn = isRoom && m_rooms.realAddress(message.from) == m_parts.own;
    if (!isOwn && m_rooms.isKnown(conversation)) {
        set(conversation, person, (*state)->kind == xmpp::ChatState::Kind::Composing);
    }
    return true;
}

void WritingStates::set(const model::Jid &conversation, const model::Jid &person, bool isWriting)
{
    const auto found = std::find_if(m_writers.begin(), m_writers.end(), [&](const Writer &writer) {
        return writer.conversation == conversation && writer.person == person;
    });
    const MonotonicInstant until = m_parts.environment.clock.monotonic() + kBelieved;
    if (!isWriting) {
        if (found == m_writers.end()) {
            return;
        }
        m_writers.erase(found);
    } else if (found != m_writers.end()) {
        found->until = until;
        return;
    } else if (m_writers.size() < kMaxWriters) {
        m_writers.push_back({conversation, person, until});
        m_expiry->start(kBelieved);
    } else {
        return;
    }
    Q_EMIT changed(conversation);
}

void WritingStates::expire()
{
    const MonotonicInstant now = m_parts.environment.clock.monotonic();
    std::vector<Writer> over;
    std::copy_if(m_writers.begin(), m_writers.end(), std::back_inserter(over),
                 [now](const Writer &writer) { return writer.until <= now; });
    std::erase_if(m_writers, [now](const Writer &writer) { return writer.until <= now; });
    if (!m_writers.empty()) {
        const auto next = std::min_element(m_writers.begin(), m_writers.end(),
                                           [](const Writer &a, const Writer &b) { return a.until < b.until; });
        m_expiry->start(next->until - now);
    }
    for (const Writer &writer : over) {
        Q_EMIT changed(writer.conversation);
    }
}

void WritingStates::disconnected()
{
    m_told = {};
    for (const Writer &writer : std::exchange(m_writers, {})) {
        Q_EMIT changed(writer.conversation);
    }
}

QStringList WritingStates::names(const model::Jid &conversation) const
{
    QStringList names;
    for (const Writer &writer : m_writers) {
        if (writer.conversation != conversation) {
            continue;
        }
        const model::Jid real = writer.person.isBare() ? writer.person : m_rooms.realAddress(writer.person);
        names.append(real.isEmpty() ? writer.person.resource() : m_parts.people.nameOf(real));
    }
    return names;
}

} // namespace wardline::service
