// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/room_state.h"

#include "core/xmpp/xep0313_mam.h"
#include "core/xmpp/xep0421_occupant_id.h"
#include "core/xmpp/xep0425_moderate.h"

namespace wardline::service {

namespace {
constexpr qsizetype kMaxOccupants = 5'000;
}

RoomState::RoomState(model::Jid room)
    : m_room(std::move(room))
{
}

model::RoomRole RoomState::ownRole() const
{
    return m_isJoined ? m_occupants.value(m_nick).role : model::RoomRole::None;
}

model::Affiliation RoomState::ownAffiliation() const
{
    return m_isJoined ? m_occupants.value(m_nick).affiliation : model::Affiliation::None;
}

model::Jid RoomState::realAddress(const QString &nick) const
{
    return m_occupants.value(nick).real;
}

QString RoomState::nickOf(const model::Jid &real) const
{
    for (auto it = m_occupants.cbegin(); it != m_occupants.cend(); ++it) {
        if (!real.isEmpty() && it->real == real) {
            return it.key();
        }
    }
    return {};
}

void RoomState::describe(const xmpp::DiscoInfo &info)
{
    m_isPrivate = info.features.contains(u"muc_membersonly") && info.features.contains(u"muc_nonanonymous");
    m_features.clear();
    for (const QStringView feature :
         {xmpp::OccupantId::kNamespace, xmpp::ModerationRequest::kNamespace, xmpp::ModerationRequest::kOldNamespace,
          xmpp::MamQuery::kNamespace}) {
        if (info.features.contains(feature)) {
            m_features.insert(feature.toString());
        }
    }
}

model::PostingRight RoomState::posting() const
{
    if (m_isGone) {
        return model::PostingRight::RoomGone;
    }
    if (!m_isJoined) {
        return model::PostingRight::NotJoined;
    }
    return ownRole() >= model::RoomRole::Participant ? model::PostingRight::Allowed : model::PostingRight::Observer;
}

void RoomState::joining(const QString &nick)
{
    m_nick = nick;
    m_isJoined = false;
    m_isGone = false;
    m_isPutOut = false;
    m_occupants.clear();
}

void RoomState::disconnected()
{
    m_isJoined = false;
    m_occupants.clear();
}

void RoomState::gone()
{
    disconnected();
    m_isGone = true;
}

RoomChange RoomState::take(const xmpp::PresenceStanza &presence)
{
    const QString nick = presence.from.resource();
    const auto user = presence.payload<xmpp::MucUser>();
    if (nick.isEmpty() || !user || !*user || !(*user)->item) {
        return RoomChange::None;
    }
    if (presence.type == xmpp::PresenceType::Unavailable) {
        return leave(nick, **user);
    }
    if (presence.type != xmpp::PresenceType::Available
        || (m_occupants.size() >= kMaxOccupants && !m_occupants.contains(nick))) {
        return RoomChange::None;
    }
    const xmpp::MucItem &item = *(*user)->item;
    m_occupants.insert(nick,
                       {item.jid.bare(), item.role.value_or(model::RoomRole::None),
                        item.affiliation.value_or(model::Affiliation::None)});
    if ((*user)->isSelf()) {
        // XEP-0045 7.2.2: our own presence ends the list of occupants; the service may have changed our nick (210).
        m_nick = nick;
        return std::exchange(m_isJoined, true) ? RoomChange::Occupants : RoomChange::Joined;
    }
    return m_isJoined ? RoomChange::Occupants : RoomChange::None;
}

RoomChange RoomState::leave(const QString &nick, const xmpp::MucUser &user)
{
    if (user.has(xmpp::MucStatus::NickChanged) && !user.item->nick.isEmpty()) {
        const Occupant occupant = m_occupants.take(nick);
        m_occupants.insert(user.item->nick, occupant);
        if (nick == m_nick) {
            m_nick = user.item->nick;
        }
        return RoomChange::Occupants;
    }
    m_occupants.remove(nick);
    if (nick != m_nick || !(user.isSelf() || m_isJoined)) {
        return RoomChange::Occupants;
    }
    const bool isForGood = user.destroy.has_value() || user.has(xmpp::MucStatus::Banned)
        || user.has(xmpp::MucStatus::AffiliationLost) || user.has(xmpp::MucStatus::RoomNowMembersOnly);
    if (isForGood) {
        gone();
        return RoomChange::Removed;
    }
    disconnected();
    m_isPutOut = user.has(xmpp::MucStatus::Kicked) && !user.has(xmpp::MucStatus::TechnicalRemoval);
    return RoomChange::Left;
}

} // namespace wardline::service
