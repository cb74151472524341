// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/live/arrival.h"
#include "core/service/live/inbox.h"
#include "core/stream/reconnect_policy.h"
#include "core/xmpp/xep0313_mam.h"

#include <QObject>
#include <QSet>

#include <deque>
#include <map>

namespace wardline::service {

/// Fetches what archives have and the cache has not (XEP-0313): the newest page first, so that people can read, then
/// backward through every gap until the beginning or the age that policy keeps. Which stretches are known is the
/// store's knowledge, so that an interrupted fetch goes on where it stopped. Main thread.
class HistorySync final : public QObject
{
    Q_OBJECT
public:
    HistorySync(SessionParts &parts, LiveRoomService &rooms, const ArrivalReader &reader, Inbox &inbox);

    /// A new session: nothing is known to be current any more.
    void beginSession();
    void disconnected();
    /// The relay goes on with the old session: what the lost connection interrupted is asked for again.
    void resumeSession();
    /// Brings an archive up to date: a room that was just joined, or the own account.
    void sync(const model::Jid &archive);
    /// Takes archive results; false when the message carries none.
    bool take(const xmpp::MessageStanza &message);

    /// The newest page is in the cache, so that whatever we sent before and the relay has is known.
    [[nodiscard]] bool isCurrent(const model::Jid &archive) const { return m_current.contains(archive); }
    /// Older history is being fetched.
    [[nodiscard]] bool isFilling(const model::Jid &archive) const { return m_jobs.contains(archive); }
    /// Older than policy keeps: not fetched.
    [[nodiscard]] bool isBeyondRetention(Instant time) const;
    [[nodiscard]] bool isIdle() const { return m_jobs.empty() && m_queue.empty(); }

Q_SIGNALS:
    void stored(const wardline::model::Jid &conversation, const QList<wardline::model::MessageId> &ids);
    void changed(const wardline::model::Jid &conversation, wardline::model::MessageId id,
                 wardline::model::MessageId previousId);
    /// After `changed`, where it was an action.
    void altered(const wardline::service::MessageAlteration &what);
    void becameCurrent(const wardline::model::Jid &archive);
    void fillingChanged(const wardline::model::Jid &archive);
    /// An archive result that nobody asked for.
    void forgedResult();
    void failed(const wardline::Error &error);
    /// Somebody tried to change somebody else's message.
    void forgedAction();
    void textRemoved();

private:
    struct Job
    {
        QString queryId;
        QString before; ///< asked before this id; empty: the newest page
        QList<Arrival> results;
        int pages = 0;
        bool hasRestarted = false;
    };

    void startNext();
    void askPage(const model::Jid &archive, const QString &before);
    void onPage(const model::Jid &archive, const QString &queryId, const Result<xmpp::IqStanza> &answer);
    void storePage(const model::Jid &archive, const xmpp::MamFin &fin, Job &job);
    void afterStore(const model::Jid &archive, const QString &queryId, const xmpp::MamFin &fin,
                    const OpenedBatch &opened, const Result<store::StoredBatch> &outcome);
    void announce(const std::vector<Reading> &readings, const store::StoredBatch &outcome);
    void retrySealed();
    void goOn(const model::Jid &archive, const QString &lastBefore);
    void finish(const model::Jid &archive);
    void abandon(const model::Jid &archive, const QString &queryId);
    [[nodiscard]] bool isLateAnswer(const xmpp::MessageStanza &message) const;
    void markCurrent(const model::Jid &archive);
    void askAgainLater(const model::Jid &archive);

    SessionParts &m_parts;
    LiveRoomService &m_rooms;
    const ArrivalReader &m_reader;
    Inbox &m_inbox;
    std::map<model::Jid, Job> m_jobs;
    std::deque<model::Jid> m_queue;
    QList<model::Jid> m_cut; ///< was being fetched when the connection broke
    std::deque<std::pair<model::Jid, QString>>
        m_abandoned; ///< asked, and given up: a late answer to them is no forgery
    QSet<model::Jid> m_current;
    QSet<model::Jid> m_unanswered; ///< asked again after a while: what waits to be sent may wait for them
    stream::ReconnectPolicy m_waits;
    std::unique_ptr<Timer> m_again;
};

} // namespace wardline::service
