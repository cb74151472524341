// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/member.h"
#include "core/service/live/people_directory.h"
#include "core/service/live/room_questions.h"

#include <QHash>
#include <QObject>
#include <QSet>

namespace wardline::service {

/// Who belongs to rooms, present or not: the lists of members, admins and owners (XEP-0045 9.5), asked of the room.
/// They decide whom a message is encrypted for, so that their age matters. Main thread.
class RoomMembership final : public QObject
{
    Q_OBJECT
public:
    using Done = std::function<void()>;
    /// Between two questions where the first was not answered.
    static constexpr std::chrono::seconds kAskAgain{15};

    RoomMembership(RoomQuestions &questions, const PeopleDirectory &people, const Clock &clock);

    /// Asks for the three lists; calls while they are on their way wait for the same answers.
    void fetch(const model::Jid &room, Done done = {});
    /// Asks unless they were answered within `maxAge`.
    void ensure(const model::Jid &room, std::chrono::milliseconds maxAge, const Done &done);
    /// They were answered in this session, and nobody came or went since.
    [[nodiscard]] bool isKnown(const model::Jid &room) const { return m_fetched.contains(room); }
    /// They can be asked for now: not at once again after an answer that did not come.
    [[nodiscard]] bool mayAsk(const model::Jid &room) const;
    /// Somebody came or went: asked anew before the next message leaves.
    void expire(const model::Jid &room) { m_fetched.remove(room); }
    /// The connection is gone: what is known is old.
    void disconnected();
    /// The last time that they were asked for, all three were answered; true before.
    [[nodiscard]] bool isComplete(const model::Jid &room) const { return !m_incomplete.contains(room); }

Q_SIGNALS:
    void listed(const wardline::model::Jid &room, const QList<wardline::model::Member> &members);

private:
    struct Gathered
    {
        int open = 3;
        bool isComplete = true;
        QList<model::Member> members;
    };
    void take(const model::Jid &room, model::Affiliation affiliation, const Result<xmpp::IqStanza> &answer);

    RoomQuestions &m_questions;
    const PeopleDirectory &m_people;
    const Clock &m_clock;
    QHash<model::Jid, Gathered> m_gathering;
    QHash<model::Jid, QList<Done>> m_waiting;
    QHash<model::Jid, MonotonicInstant> m_fetched;
    QSet<model::Jid> m_incomplete;
    QHash<model::Jid, MonotonicInstant> m_asked;
};

} // namespace wardline::service
