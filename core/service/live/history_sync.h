// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/live/arrival.h"
#include "core/service/live/inbox.h"
#include "core/store/archive_losses.h"
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
    /// The same, also where that is being done: something came since.
    void syncAnew(const model::Jid &archive);
    /// Takes archive results; false when the message carries none.
    bool take(const xmpp::MessageStanza &message);

    /// The newest page is in the cache, so that whatever we sent before and the relay has is known.
    [[nodiscard]] bool isCurrent(const model::Jid &archive) const { return m_current.contains(archive); }
    /// What of ours the archive has lost is known, and queued again; or it said nothing in time. Before that nothing
    /// new leaves, because it would overtake.
    [[nodiscard]] bool isJudged(const model::Jid &archive) const;
    /// All that is newer than what was known before this session is in the cache, so that whatever we sent before and
    /// the relay has is known.
    [[nodiscard]] bool isRead(const model::Jid &archive) const;
    /// After `lost`: the messages are queued again, or cannot be.
    void settleLoss(const model::Jid &archive);
    /// Older history is being fetched.
    [[nodiscard]] bool isFilling(const model::Jid &archive) const { return m_jobs.contains(archive); }
    /// Older than policy keeps: not fetched.
    [[nodiscard]] bool isBeyondRetention(Instant time) const;
    [[nodiscard]] bool isIdle() const { return m_jobs.empty() && m_queue.empty(); }

    /// More is known of devices, or everything before it was read: what could not be shown may be by now.
    void retrySealed();

Q_SIGNALS:
    void stored(const wardline::model::Jid &conversation, const QList<wardline::model::MessageId> &ids);
    void changed(const wardline::model::Jid &conversation, wardline::model::MessageId id,
                 wardline::model::MessageId previousId);
    /// After `changed`, where it was an action.
    void altered(const wardline::service::MessageAlteration &what);
    void becameCurrent(const wardline::model::Jid &archive);
    void fillingChanged(const wardline::model::Jid &archive);
    /// Messages that were here moved; from where to where.
    void reordered(const wardline::model::Jid &conversation);
    void moved(const QHash<wardline::model::MessageId, wardline::model::MessageId> &places);
    void receiptOwed(const wardline::service::OwedMark &mark);
    void marked(const QList<wardline::store::MarkedMessage> &messages);
    /// The relay had acknowledged these messages of ours, and has lost them; oldest first. `settleLoss` goes on.
    void lost(const wardline::model::Jid &archive, const QList<wardline::model::MessageId> &ids);
    /// `isJudged` of this archive, or of any.
    void judged();
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
        std::deque<Arrival> results;
        bool isCut = false; ///< the page had more results than were asked for: the oldest were dropped
        std::shared_ptr<QSet<QString>> read = std::make_shared<QSet<QString>>(); ///< ids of all pages that are stored
        std::shared_ptr<OpenedBatch> opened; ///< of the last page
        std::optional<Instant> firstTime; ///< stamps of it
        std::optional<Instant> lastTime;
        store::ArchiveView view; ///< of all pages so far, while the archive is not judged
        bool isAnew = false; ///< asked again while it is being fetched
        std::optional<xmpp::MamFin> held; ///< the page waits until what of ours was lost is queued again
        store::ArchiveLoss loss; ///< of a page that is held
        QString first; ///< of the last page
        QSet<QString> asked; ///< what lies before these has been fetched
        QList<store::ArchivedMessage> newer; ///< the oldest that were stored before, oldest first
        int pages = 0;
        bool isJudged = false;
        bool hasRestarted = false;
    };

    void startNext();
    void askPage(const model::Jid &archive, const QString &before);
    void onPage(const model::Jid &archive, const QString &queryId, const Result<xmpp::IqStanza> &answer);
    void readPage(const model::Jid &archive, Job &job);
    void judgePage(const model::Jid &archive, const xmpp::MamFin &fin, Job &job);
    void takeJudgement(const model::Jid &archive, const xmpp::MamFin &fin, Job &job);
    void storeHeld(const model::Jid &archive);
    void noteJudged(const model::Jid &archive);
    void settleAtEnd(const model::Jid &archive);
    void storePage(const model::Jid &archive, const xmpp::MamFin &fin, Job &job,
                   std::optional<store::ArchiveEnd> end = {});
    void afterStore(const model::Jid &archive, const QString &queryId, const xmpp::MamFin &fin,
                    const OpenedBatch &opened, const Result<store::StoredBatch> &outcome);
    void announce(const std::vector<Reading> &readings, const store::StoredBatch &outcome);
    void goOn(const model::Jid &archive, const QString &queryId);
    [[nodiscard]] QString nextOf(const QList<store::ArchiveRange> &ranges, const Job &job) const;
    [[nodiscard]] bool isOfJob(const model::Jid &archive, const QString &queryId) const;
    [[nodiscard]] static xmpp::MamFin boundsOf(const xmpp::MamFin &fin, const Job &job);
    void judgedNow(const model::Jid &archive);
    void retry(bool isLastTry);
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
    QSet<model::Jid> m_judged;
    QSet<model::Jid> m_losing; ///< `lost` was said, and `settleLoss` has not been
    Instant m_sessionBegan{};
    std::unique_ptr<Timer> m_patience; ///< active: nothing leaves before its archive was looked at
    QSet<model::Jid> m_unanswered; ///< asked again after a while: what waits to be sent may wait for them
    stream::ReconnectPolicy m_waits;
    std::unique_ptr<Timer> m_again;
};

} // namespace wardline::service
