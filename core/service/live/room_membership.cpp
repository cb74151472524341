// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/room_membership.h"

#include "core/xmpp/xep0045_muc_admin.h"

namespace wardline::service {

namespace {
constexpr qsizetype kMaxMembers = 5'000;
}

RoomMembership::RoomMembership(RoomQuestions &questions, const PeopleDirectory &people, const Clock &clock)
    : m_questions(questions)
    , m_people(people)
    , m_clock(clock)
{
}

void RoomMembership::fetch(const model::Jid &room, Done done)
{
    const bool isUnderWay = m_gathering.contains(room);
    if (done) {
        m_waiting[room].append(std::move(done));
    }
    if (isUnderWay) {
        return;
    }
    m_gathering.insert(room, {});
    m_asked.insert(room, m_clock.monotonic());
    for (const model::Affiliation affiliation :
         {model::Affiliation::Member, model::Affiliation::Admin, model::Affiliation::Owner}) {
        m_questions.ask(
            xmpp::IqStanza::get(room, xmpp::MucAdmin::listOf(affiliation)),
            [this, room, affiliation](const Result<xmpp::IqStanza> &answer) { take(room, affiliation, answer); });
    }
}

void RoomMembership::take(const model::Jid &room, model::Affiliation affiliation, const Result<xmpp::IqStanza> &answer)
{
    Gathered &gathered = m_gathering[room];
    const auto list = contentOf<xmpp::MucAdmin>(answer);
    gathered.isComplete = gathered.isComplete && list.has_value();
    for (const xmpp::MucItem &item : list ? list->items : QList<xmpp::MucItem>()) {
        if (item.jid.isEmpty() || gathered.members.size() >= kMaxMembers) {
            continue;
        }
        model::Member member;
        member.jid = item.jid.bare();
        member.name = m_people.nameOf(member.jid);
        member.affiliation = affiliation;
        member.role = m_people.roleOf(member.jid);
        gathered.members.append(member);
    }
    if (--gathered.open > 0) {
        return;
    }
    const Gathered all = m_gathering.take(room);
    if (all.isComplete) {
        m_incomplete.remove(room);
        m_fetched.insert(room, m_clock.monotonic());
    } else {
        m_incomplete.insert(room);
    }
    if (!all.members.isEmpty()) {
        Q_EMIT listed(room, all.members);
    }
    for (const Done &done : m_waiting.take(room)) {
        done();
    }
}

void RoomMembership::ensure(const model::Jid &room, std::chrono::milliseconds maxAge, const Done &done)
{
    const auto known = m_fetched.constFind(room);
    if (known != m_fetched.constEnd() && m_clock.monotonic() - *known <= maxAge) {
        done();
    } else {
        fetch(room, done);
    }
}

bool RoomMembership::mayAsk(const model::Jid &room) const
{
    const auto asked = m_asked.constFind(room);
    return !m_incomplete.contains(room) || asked == m_asked.constEnd() || m_clock.monotonic() - *asked >= kAskAgain;
}

void RoomMembership::disconnected()
{
    m_fetched.clear();
    m_incomplete.clear();
}

} // namespace wardline::service
