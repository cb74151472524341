// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/people/profile_facts.h"

#include "ui/kit/safe_text.h"

#include <QCoreApplication>

#include <algorithm>

namespace wardline::ui {

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("Profile", text);
}

std::optional<model::Member> memberOf(const QList<model::Member> &members, const model::Jid &person)
{
    for (const model::Member &member : members) {
        if (member.jid == person) {
            return member;
        }
    }
    return std::nullopt;
}

std::optional<model::Member> selfIn(const QList<model::Member> &members)
{
    for (const model::Member &member : members) {
        if (member.isSelf) {
            return member;
        }
    }
    return std::nullopt;
}

model::Affiliation ownStanding(const QList<model::Member> &members)
{
    const auto self = selfIn(members);
    return self ? self->affiliation : model::Affiliation::None;
}

/// XEP-0045 8.3, 8.4: a moderator says who of those present may write; not against whoever stands as high or higher.
std::optional<MemberChange> voiceChange(const std::optional<model::Member> &self,
                                        const std::optional<model::Member> &member)
{
    if (!self || !member || member->isSelf || self->roomRole != model::RoomRole::Moderator || !member->isPresent) {
        return std::nullopt;
    }
    if (member->roomRole == model::RoomRole::Visitor) {
        return MemberChange::LetWrite;
    }
    const bool isLower = member->affiliation < self->affiliation && member->affiliation < model::Affiliation::Admin;
    return member->roomRole == model::RoomRole::Participant && isLower ? std::optional(MemberChange::LetOnlyRead)
                                                                       : std::nullopt;
}

/// XEP-0045 5.2.1: admins change members, owners also admins; nobody changes an owner here.
QList<MemberChange> changesFor(model::Affiliation own, const std::optional<model::Member> &member, bool isSelf)
{
    if (own < model::Affiliation::Admin || isSelf) {
        return {};
    }
    if (!member || member->affiliation < model::Affiliation::Member) {
        return {MemberChange::Add};
    }
    if (member->affiliation >= own) {
        return {};
    }
    QList<MemberChange> changes;
    if (own == model::Affiliation::Owner) {
        changes.append(member->affiliation == model::Affiliation::Admin ? MemberChange::MakeMember
                                                                        : MemberChange::MakeManager);
    }
    changes.append(MemberChange::Remove);
    return changes;
}

QList<CommonRoom> roomsWith(const service::RoomService &rooms, const model::Jid &person)
{
    QList<CommonRoom> common;
    const auto conversations = rooms.conversations();
    for (const model::ConversationSummary &summary : conversations) {
        if (summary.kind == model::ConversationKind::Room && memberOf(rooms.members(summary.jid), person)) {
            common.append({summary.jid, plainName(summary.title)});
        }
    }
    return common;
}

} // namespace

ProfileFacts profileOf(const service::RoomService &rooms, const model::Jid &person, const model::Jid &room)
{
    ProfileFacts facts;
    facts.person = person;
    facts.isSelf = person == rooms.self().jid;
    if (facts.isSelf) {
        const service::Colleague self = rooms.self();
        facts.name = plainName(self.name);
        facts.role = self.role;
        facts.groups = self.groups;
        facts.isOnline = true;
    } else if (const auto known = rooms.colleague(person)) {
        facts.name = plainName(known->name);
        facts.role = known->role;
        facts.groups = known->groups;
        facts.isOnline = known->isOnline;
    }
    const auto summary = rooms.conversation(room);
    if (summary && summary->kind == model::ConversationKind::Room) {
        const auto members = rooms.members(room);
        facts.room = room;
        facts.roomTitle = plainName(summary->title);
        facts.inRoom = memberOf(members, person);
        facts.changes = changesFor(ownStanding(members), facts.inRoom, facts.isSelf);
        if (const auto voice = voiceChange(selfIn(members), facts.inRoom)) {
            facts.changes.prepend(*voice);
        }
    }
    if (facts.inRoom && facts.name.isEmpty()) {
        facts.name = plainName(facts.inRoom->name);
        facts.role = facts.inRoom->role;
    }
    if (facts.name.isEmpty()) {
        facts.name = plainName(person.local());
    }
    facts.common = facts.isSelf ? QList<CommonRoom>() : roomsWith(rooms, person);
    return facts;
}

bool mayManage(const service::RoomService &rooms, const model::Jid &room)
{
    return ownStanding(rooms.members(room)) >= model::Affiliation::Admin;
}

QString presenceWords(const ProfileFacts &facts)
{
    if (facts.inRoom && facts.inRoom->isPresent) {
        return facts.inRoom->roomRole == model::RoomRole::Visitor
            ? say(QT_TRANSLATE_NOOP("Profile", "In the room now, reading only"))
            : say(QT_TRANSLATE_NOOP("Profile", "In the room now"));
    }
    if (!facts.isOnline) {
        return facts.inRoom ? say(QT_TRANSLATE_NOOP("Profile", "Not in the room now")) : QString();
    }
    return *facts.isOnline ? say(QT_TRANSLATE_NOOP("Profile", "Here")) : say(QT_TRANSLATE_NOOP("Profile", "Not here"));
}

QString standingWords(const ProfileFacts &facts)
{
    if (facts.room.isEmpty()) {
        return {};
    }
    switch (facts.inRoom ? facts.inRoom->affiliation : model::Affiliation::None) {
    case model::Affiliation::Outcast:
    case model::Affiliation::None:
        return say(QT_TRANSLATE_NOOP("Profile", "Not a member of this room"));
    case model::Affiliation::Member:
        return say(QT_TRANSLATE_NOOP("Profile", "Member of this room"));
    case model::Affiliation::Admin:
        return say(QT_TRANSLATE_NOOP("Profile", "Manages the members of this room"));
    case model::Affiliation::Owner:
        return say(QT_TRANSLATE_NOOP("Profile", "Owns this room"));
    }
    return {};
}

} // namespace wardline::ui
