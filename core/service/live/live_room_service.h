// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/live/bookmark_list.h"
#include "core/service/live/first_sight.h"
#include "core/service/live/room_kinds.h"
#include "core/service/live/room_membership.h"
#include "core/service/live/room_questions.h"
#include "core/service/live/room_state.h"
#include "core/service/live/session_parts.h"
#include "core/service/room_service.h"
#include "core/stream/reconnect_policy.h"

#include <QHash>

#include <map>

namespace wardline::service {

/// Rooms and people of an open session. Joins what the relay's bookmarks name, follows who is there, keeps titles and
/// members in the cache so that they are there without a connection too. Main thread.
class LiveRoomService final : public RoomService
{
    Q_OBJECT
public:
    static constexpr qsizetype kMaxTitle = 200;

    LiveRoomService(SessionParts &parts, QObject *parent);
    ~LiveRoomService() override;

    // RoomService
    [[nodiscard]] QList<model::ConversationSummary> conversations() const override { return m_summaries; }
    [[nodiscard]] std::optional<model::ConversationSummary> conversation(const model::Jid &jid) const override;
    [[nodiscard]] QList<model::Member> members(const model::Jid &room) const override;
    [[nodiscard]] QList<Colleague> colleagues() const override { return m_parts.people.colleagues(); }
    [[nodiscard]] std::optional<Colleague> colleague(const model::Jid &person) const override
    {
        return m_parts.people.colleagueOf(person);
    }
    [[nodiscard]] Colleague self() const override { return m_parts.people.self(); }
    [[nodiscard]] QFuture<Status> startDirect(const model::Jid &person) override;
    [[nodiscard]] QFuture<Status> join(const model::Jid &room) override;
    [[nodiscard]] QFuture<Result<model::Jid>> create(const QString &title, model::RoomKind kind) override;
    [[nodiscard]] std::optional<model::RoomKind> fixedKind() const override
    {
        return m_parts.environment.rules.roomKind;
    }
    [[nodiscard]] QFuture<Status> setKind(const model::Jid &room, model::RoomKind kind) override;
    [[nodiscard]] QFuture<Status> grant(const model::Jid &room, const model::Jid &person,
                                        model::Affiliation affiliation) override;
    [[nodiscard]] QFuture<Status> setVoice(const model::Jid &room, const model::Jid &person, bool hasVoice) override;
    [[nodiscard]] QFuture<Result<Draft>> draft(const model::Jid &conversation) override;
    void saveDraft(const model::Jid &conversation, const Draft &draft) override;

    /// Loads what the cache knows; `done` when the lists can be shown.
    void start(std::function<void(Status)> done);
    /// A new session stands: bookmarks, joins, members. A resumed one goes on as it was.
    void connected(bool isResumed);
    void disconnected();
    /// Takes presence of rooms we know; false when it is none.
    bool takePresence(const xmpp::PresenceStanza &presence);
    /// Takes what rooms and the own account say besides messages (bookmark events); false when it is none.
    bool takeNotice(const xmpp::MessageStanza &message);
    /// Somebody wrote to us for the first time: makes the conversation before its first message is stored.
    void announceDirect(const model::Jid &person);
    /// Re-reads the list, after messages came or were read. Calls in a row cost one reading.
    void refresh();

    [[nodiscard]] bool isRoom(const model::Jid &jid) const { return m_rooms.contains(jid); }
    /// A room or a direct conversation that is in the cache, or just now becoming so.
    [[nodiscard]] bool isKnown(const model::Jid &jid) const { return m_rooms.contains(jid) || m_direct.contains(jid); }
    [[nodiscard]] model::PostingRight postingIn(const model::Jid &conversation) const;
    /// The real bare address behind a nick in a room we are in; empty when unknown.
    [[nodiscard]] model::Jid realAddress(const model::Jid &occupant) const;
    /// What is known of a room; null when it is none of ours. Valid until control returns to the event loop.
    [[nodiscard]] const RoomState *state(const model::Jid &room) const;
    /// Members only, and everybody sees who is who (XEP-0045 4.2): only then is it known who can read. Nothing until
    /// the room said so in this session.
    [[nodiscard]] std::optional<bool> isPrivate(const model::Jid &room) const;
    /// It was private once: what is said in it is never sent in the clear.
    [[nodiscard]] bool wasPrivate(const model::Jid &room) const { return m_wereEncrypted.contains(room); }
    /// Members, admins and owners, present or not; never those who were cast out or do not belong to it.
    [[nodiscard]] QList<model::Jid> affiliated(const model::Jid &room) const;
    /// Of a room of which not the relay alone says so.
    [[nodiscard]] std::optional<model::RoomKind> confirmedKind(const model::Jid &room) const
    {
        return m_kinds.confirmed(room);
    }
    /// It takes what a room of a team takes: that it is one, not the relay alone says, or every room is by policy.
    [[nodiscard]] bool isTeam(const model::Jid &room) const
    {
        return m_kinds.of(room) == model::RoomKind::Team
            && (m_kinds.confirmed(room) || fixedKind() == model::RoomKind::Team);
    }
    /// The relay alone says that it is one, and that would make a difference.
    [[nodiscard]] bool isSaidToBeTeam(const model::Jid &room) const
    {
        const OrganisationRules &rules = m_parts.environment.rules.organisation;
        return rules.rooms != rules.teams && m_kinds.of(room) == model::RoomKind::Team && !isTeam(room);
    }
    /// What a device that somebody stands for sealed in a message of that room. True where something changed by it.
    bool takeSealedKind(const model::Jid &room, model::RoomKind kind);
    [[nodiscard]] RoomMembership &membership() { return m_membership; }
    /// Asks the room what it is.
    void askDescription(const model::Jid &room, const std::function<void()> &done) { fetchTitle(room, done); }
    /// Every room the relay gave us has been joined or refused.
    [[nodiscard]] bool isSettled() const { return m_isSettled; }

Q_SIGNALS:
    void roomJoined(const wardline::model::Jid &room);
    /// The room told what it is, privacy among it.
    void roomDescribed(const wardline::model::Jid &room);
    /// Not the relay alone says what it is for.
    void roomKindConfirmed(const wardline::model::Jid &room);
    void settled();
    /// Somebody else sent what looks like the room's or the account's own words.
    void forged(wardline::audit::AuditReason reason);
    /// The cache refused to be read or written.
    void storeFailed(const wardline::Error &error);

private:
    RoomState &room(const model::Jid &jid);
    void loadList(std::function<void(Status)> done);
    void joinAll(const QList<RoomBookmark> &bookmarks);
    void enter(const model::Jid &jid, const QString &nick);
    void onJoined(const model::Jid &jid);
    void onRefused(const model::Jid &jid, const xmpp::PresenceStanza &presence);
    void leaveForGood(const model::Jid &jid);
    void fetchTitle(const model::Jid &jid, const std::function<void()> &done = {});
    void takeDescription(const model::Jid &jid, const xmpp::DiscoInfo &info);
    [[nodiscard]] model::EncryptionState encryptionOf(const model::Jid &conversation) const;
    void saveRecord(const model::Jid &jid, const QString &title, bool isGone);
    void joinAgainLater();
    void joinAgain();
    void joinEnded(const model::Jid &jid, const Status &status);
    void checkSettled();
    void noteStoreResult(const Status &status);
    void record(audit::AuditEventType type, const model::Jid &room, const model::Jid &person = {});
    void publishSummaries(QList<model::ConversationSummary> stored);
    [[nodiscard]] model::Member present(model::Member member) const;

    SessionParts &m_parts;
    RoomQuestions m_questions;
    RoomMembership m_membership;
    BookmarkList m_bookmarks;
    FirstSight m_firstSight;
    RoomKinds m_kinds;
    std::map<model::Jid, RoomState> m_roomStates;
    QSet<model::Jid> m_rooms;
    QSet<model::Jid> m_direct;
    QSet<model::Jid> m_wereEncrypted;
    QHash<model::Jid, QString> m_titles;
    QHash<model::Jid, QList<model::Member>> m_members;
    QHash<model::Jid, QList<std::function<void(Status)>>> m_joining;
    QList<model::ConversationSummary> m_summaries;
    stream::ReconnectPolicy m_waits;
    std::unique_ptr<Timer> m_again; ///< bookmarks unanswered, or rooms that did not let us in for now
    bool m_asksBookmarksAgain = false;
    bool m_isRepeat = false; ///< the next list of bookmarks is an answer to asking again
    int m_saving = 0;
    bool m_isRefreshing = false;
    bool m_isStale = false;
    bool m_isSettled = false;
};

} // namespace wardline::service
