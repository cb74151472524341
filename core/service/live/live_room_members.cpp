// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/live_room_service.h"

#include "core/service/live/encryption.h"
#include "core/service/live/error_folding.h"
#include "core/service/live/futures.h"
#include "core/xmpp/xep0045_muc_admin.h"

#include <algorithm>

/// Who belongs to a room, who is there, and what they may do.
namespace wardline::service {

namespace {

bool byRoleAndName(const model::Member &a, const model::Member &b)
{
    const auto rank = [](const model::Member &m) {
        return m.role.role == model::CareRole::None ? 100 : static_cast<int>(m.role.role);
    };
    if (rank(a) != rank(b)) {
        return rank(a) < rank(b);
    }
    return QString::localeAwareCompare(a.name, b.name) < 0;
}

} // namespace

std::optional<bool> LiveRoomService::isPrivate(const model::Jid &jid) const
{
    const RoomState *known = state(jid);
    return known != nullptr ? known->isPrivate() : std::nullopt;
}

QList<model::Jid> LiveRoomService::affiliated(const model::Jid &jid) const
{
    QList<model::Jid> people;
    for (const model::Member &member : m_members.value(jid)) {
        if (member.affiliation >= model::Affiliation::Member) {
            people.append(member.jid);
        }
    }
    return people;
}

model::EncryptionState LiveRoomService::encryptionOf(const model::Jid &conversation) const
{
    return m_parts.encryption != nullptr ? m_parts.encryption->stateOf(conversation)
                                         : model::EncryptionState::NotEncrypted;
}

QList<model::Member> LiveRoomService::members(const model::Jid &jid) const
{
    QList<model::Member> list;
    QSet<model::Jid> listed;
    for (const model::Member &member : m_members.value(jid)) {
        listed.insert(member.jid);
        list.append(present(member));
    }
    // Somebody may be here whose affiliation list we were not shown (or not yet).
    if (const auto state = m_roomStates.find(jid); state != m_roomStates.end()) {
        for (const Occupant &occupant : state->second.occupants()) {
            if (!occupant.real.isEmpty() && !listed.contains(occupant.real)) {
                listed.insert(occupant.real);
                model::Member member;
                member.jid = occupant.real;
                member.affiliation = occupant.affiliation;
                list.append(present(member));
            }
        }
        for (model::Member &member : list) {
            for (const Occupant &occupant : state->second.occupants()) {
                if (occupant.real == member.jid) {
                    member.isPresent = true;
                    member.roomRole = std::max(member.roomRole, occupant.role);
                }
            }
        }
    }
    std::sort(list.begin(), list.end(), byRoleAndName);
    return list;
}

model::Member LiveRoomService::present(model::Member member) const
{
    if (m_parts.people.isKnown(member.jid)) {
        member.name = m_parts.people.nameOf(member.jid);
        member.role = m_parts.people.roleOf(member.jid);
    } else if (member.name.isEmpty()) {
        member.name = m_parts.people.nameOf(member.jid);
    }
    member.isSelf = member.jid == m_parts.own;
    return member;
}

QFuture<Status> LiveRoomService::grant(const model::Jid &jid, const model::Jid &person, model::Affiliation affiliation)
{
    auto [future, done] = promised<Status>();
    m_questions.ask(xmpp::IqStanza::set(jid, xmpp::MucAdmin::setAffiliation(person, affiliation)),
                    [this, jid, person, done](const Result<xmpp::IqStanza> &answer) {
                        if (answer) {
                            record(audit::AuditEventType::RoomMembersChanged, jid, person.bare());
                            if (m_parts.encryption != nullptr) {
                                m_parts.encryption->memberAdded(jid, person.bare());
                            }
                            m_membership.fetch(jid);
                        }
                        done(answer ? Status() : Status(std::unexpected(foldIqError(answer.error()))));
                    });
    return future;
}

QFuture<Status> LiveRoomService::setVoice(const model::Jid &jid, const model::Jid &person, bool hasVoice)
{
    auto [future, done] = promised<Status>();
    const RoomState *known = state(jid);
    const QString nick = known != nullptr ? known->nickOf(person.bare()) : QString();
    if (nick.isEmpty()) {
        done(failure(ServiceError::NotAllowed));
        return future;
    }
    const model::RoomRole role = hasVoice ? model::RoomRole::Participant : model::RoomRole::Visitor;
    m_questions.ask(xmpp::IqStanza::set(jid, xmpp::MucAdmin::setRole(nick, role)),
                    [this, jid, person, done](const Result<xmpp::IqStanza> &answer) {
                        if (answer) {
                            record(audit::AuditEventType::RoomMembersChanged, jid, person.bare());
                        }
                        done(answer ? Status() : Status(std::unexpected(foldIqError(answer.error()))));
                    });
    return future;
}

/// What this person did to a room; what others do is theirs to record.
void LiveRoomService::record(audit::AuditEventType type, const model::Jid &room, const model::Jid &person)
{
    audit::AuditEvent event{type, m_parts.own.toString(), audit::AuditOutcome::Success, {}, {}, {}};
    event.objects.push_back({audit::AuditObjectKind::Room, room.toString()});
    if (!person.isEmpty()) {
        event.objects.push_back({audit::AuditObjectKind::Person, person.toString()});
    }
    (void)m_parts.profile.record(event);
}

} // namespace wardline::service
