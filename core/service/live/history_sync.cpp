// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/history_sync.h"

#include "core/service/live/encryption.h"
#include "core/service/live/error_folding.h"
#include "core/service/live/futures.h"
#include "core/store/message_place.h"
#include "core/xmpp/xep0313_mam.h"
#include "core/xmpp/xep0359_sid.h"

#include <algorithm>
#include <iterator>

namespace wardline::service {

using namespace Qt::StringLiterals;

namespace {
constexpr std::size_t kParallelArchives = 4;
constexpr int kFirstPage = 50; ///< soon on the screen
constexpr int kPage = 250; ///< what our own relay allows; others cut it down
constexpr std::size_t kMaxResults = 2 * kPage; ///< of a page; a relay that gives more is asked again for the older ones
constexpr int kMaxPages = 40'000;
constexpr std::size_t kMaxAbandoned = 64;
constexpr qsizetype kCompared = 200; ///< so many of the page behind it are put in order with a page
constexpr qsizetype kMaxRead = 200'000; ///< so many results of one reading are remembered, some 20 MiB
constexpr int kMaxJudgedPages = 40; ///< so far back is sought what an archive still has of what was known
constexpr std::chrono::seconds kPatience{10};
constexpr std::chrono::seconds kPageTimeout{60};
constexpr stream::ReconnectLimits kAskAgain{std::chrono::seconds(10), std::chrono::minutes(5)};

/// What says that there is nothing to be asked, now or later (XEP-0313 3; RFC 6120 8.3.3).
bool hasNoArchive(const Error &error)
{
    using enum stream::IqError;
    return error.is(FeatureNotImplemented) || error.is(ServiceUnavailable) || error.is(ItemNotFound)
        || error.is(Forbidden) || error.is(NotAllowed) || error.is(NotAuthorized) || error.is(BadRequest)
        || error.is(Gone);
}

/// What the next page is compared with.
QList<store::ArchivedMessage> oldestOf(const OpenedBatch &page, const QList<store::ArchivedMessage> &before)
{
    QList<store::ArchivedMessage> oldest;
    for (const Reading &reading : page.readings) {
        if (reading.message && oldest.size() < kCompared) {
            const model::Message &message = reading.message->message;
            oldest.append({message.conversation, message.stanzaId});
        }
    }
    return oldest + before.first(std::min(before.size(), kCompared - oldest.size()));
}

} // namespace

HistorySync::HistorySync(SessionParts &parts, LiveRoomService &rooms, const ArrivalReader &reader, Inbox &inbox)
    : m_parts(parts)
    , m_rooms(rooms)
    , m_reader(reader)
    , m_inbox(inbox)
    , m_patience(parts.environment.timers.createTimer([this] { Q_EMIT judged(); }))
    , m_waits(parts.environment.random, kAskAgain)
    , m_again(parts.environment.timers.createTimer([this] {
        for (const model::Jid &archive : std::exchange(m_unanswered, {})) {
            sync(archive);
        }
    }))
{
}

void HistorySync::beginSession()
{
    disconnected();
    m_waits.established();
    m_cut.clear();
    m_current.clear();
    m_judged.clear();
    m_losing.clear();
    // What is here is of before this session, also where the clock went back since it was written.
    m_sessionBegan = m_parts.environment.clock.now();
    afterwards(m_parts.store().messages().newest(), this, [this](const Result<model::MessageId> &newest) {
        if (newest && newest->isValid()) {
            m_sessionBegan = std::max(m_sessionBegan, store::instantOf(*newest) + std::chrono::milliseconds(1));
        }
    });
    m_patience->start(kPatience);
}

void HistorySync::disconnected()
{
    m_again->stop();
    m_patience->stop(); // what was not judged by now is not waited for any more
    m_cut.append(std::exchange(m_unanswered, {}).values());
    m_cut.append(QList<model::Jid>(m_queue.cbegin(), m_queue.cend()));
    m_queue.clear();
    const auto jobs = std::exchange(m_jobs, {});
    for (const auto &[archive, job] : jobs) {
        m_cut.append(archive);
        abandon(archive, job.queryId);
        if (m_current.contains(archive)) {
            m_judged.insert(archive); // what is known of it goes on with the session from here
        }
        Q_EMIT fillingChanged(archive);
    }
}

void HistorySync::resumeSession()
{
    for (const model::Jid &archive : std::exchange(m_cut, {})) {
        sync(archive);
    }
}

void HistorySync::abandon(const model::Jid &archive, const QString &queryId)
{
    m_abandoned.emplace_back(archive, queryId);
    if (m_abandoned.size() > kMaxAbandoned) {
        m_abandoned.pop_front();
    }
}

bool HistorySync::isLateAnswer(const xmpp::MessageStanza &message) const
{
    return std::any_of(m_abandoned.begin(), m_abandoned.end(), [&](const auto &asked) {
        const auto result = xmpp::unwrapMamResult(message, {m_parts.own, asked.first, asked.second});
        return result && *result;
    });
}

void HistorySync::sync(const model::Jid &archive)
{
    if (m_jobs.contains(archive) || std::find(m_queue.begin(), m_queue.end(), archive) != m_queue.end()) {
        return;
    }
    m_queue.push_back(archive);
    startNext();
}

void HistorySync::syncAnew(const model::Jid &archive)
{
    const auto found = m_jobs.find(archive);
    if (found != m_jobs.end()) {
        found->second.isAnew = true; // its newest page may have been asked for before
    } else {
        sync(archive);
    }
}

void HistorySync::startNext()
{
    while (!m_queue.empty() && m_jobs.size() < kParallelArchives) {
        const model::Jid archive = m_queue.front();
        m_queue.pop_front();
        m_jobs.try_emplace(archive);
        Q_EMIT fillingChanged(archive);
        askPage(archive, QString());
    }
}

void HistorySync::askPage(const model::Jid &archive, const QString &before)
{
    stream::XmppStream *stream = m_parts.link.stream();
    if (stream == nullptr) {
        return; // `disconnected` clears up
    }
    Job &job = m_jobs[archive];
    job.queryId = m_parts.environment.ids.next();
    job.before = before;
    job.results.clear();
    job.isCut = false;
    ++job.pages;
    job.asked.insert(before);
    if (before.isEmpty()) {
        m_inbox.forgetArchiveTail(archive);
        job.read = std::make_shared<QSet<QString>>();
        job.asked.clear();
    }
    xmpp::MamQuery query;
    query.queryId = job.queryId;
    query.page =
        before.isEmpty() ? xmpp::RsmRequest::lastPage(kFirstPage) : xmpp::RsmRequest::pageBefore(before, kPage);
    const model::Jid asked = archive == m_parts.own ? model::Jid() : archive;
    stream->iq().request(
        this, xmpp::IqStanza::set(asked, query),
        [this, archive, queryId = job.queryId](const Result<xmpp::IqStanza> &answer) {
            onPage(archive, queryId, answer);
        },
        kPageTimeout);
    // Something of ours on the way makes the network acknowledge the relay's page at once instead of after its delay.
    stream->requestAcknowledgement();
}

bool HistorySync::take(const xmpp::MessageStanza &message)
{
    if (!message.has<xmpp::MamResult>()) {
        return false;
    }
    for (auto &[archive, job] : m_jobs) {
        const auto result = xmpp::unwrapMamResult(message, {m_parts.own, archive, job.queryId});
        if (!result || !*result) {
            continue;
        }
        const auto forwarded = (*result)->forwarded.message();
        if (forwarded && (*result)->archiveId.size() <= store::kMaxIdLength) {
            if (job.results.size() >= kMaxResults) {
                job.results.pop_front(); // asked for again
                job.isCut = true;
            }
            Arrival arrival;
            arrival.way = Arrival::Way::Archive;
            arrival.message = *forwarded;
            arrival.archive = archive;
            arrival.archiveId = (*result)->archiveId;
            if ((*result)->forwarded.delay) {
                arrival.stamp = (*result)->forwarded.delay->stamp;
            }
            job.results.push_back(std::move(arrival));
        }
        return true;
    }
    if (!isLateAnswer(message)) {
        Q_EMIT forgedResult();
    }
    return true;
}

void HistorySync::onPage(const model::Jid &archive, const QString &queryId, const Result<xmpp::IqStanza> &answer)
{
    const auto found = m_jobs.find(archive);
    if (found == m_jobs.end() || found->second.queryId != queryId) {
        return;
    }
    Job &job = found->second;
    const Result<xmpp::MamFin> fin = answer ? answer->payload<xmpp::MamFin>() : std::unexpected(answer.error());
    if (fin) {
        const xmpp::MamFin bounds = boundsOf(*fin, job);
        readPage(archive, job);
        judgePage(archive, bounds, job);
        return;
    }
    const bool isFinal = !answer && hasNoArchive(answer.error());
    if (!answer && answer.error().is(stream::IqError::Disconnected)) {
        m_cut.append(archive);
    } else if (!isFinal) {
        askAgainLater(archive); // a relay in trouble, or an answer that nobody understands: something may be missed
    }
    if (!answer) {
        abandon(archive, queryId);
    }
    if (!answer && answer.error().is(stream::IqError::ItemNotFound) && !job.before.isEmpty() && !job.hasRestarted) {
        // The id we asked from has expired in the archive: what we know of its stretches is worth nothing any more.
        job.hasRestarted = true;
        afterwards(m_parts.store().messages().forgetArchiveRanges(archive), this,
                   [this, archive, queryId](const Status &) {
                       if (isOfJob(archive, queryId)) {
                           askPage(archive, QString());
                       }
                   });
        return;
    }
    if (isFinal && job.before.isEmpty()) {
        markCurrent(archive); // this relay keeps no archive here: there is nothing to wait for
    }
    finish(archive);
}

/// What the page says of its ends, as far as it can be used; else what its results say.
xmpp::MamFin HistorySync::boundsOf(const xmpp::MamFin &fin, const Job &job)
{
    xmpp::MamFin bounds = fin;
    if (job.results.empty()) {
        return bounds;
    }
    const auto isUsable = [](const QString &id) { return !id.isEmpty() && id.size() <= store::kMaxIdLength; };
    if (job.isCut || !isUsable(fin.page.first)) {
        bounds.page.first = job.results.front().archiveId;
    }
    if (!isUsable(fin.page.last)) {
        bounds.page.last = job.results.back().archiveId;
    }
    bounds.isComplete = fin.isComplete && !job.isCut;
    return bounds;
}

bool HistorySync::isOfJob(const model::Jid &archive, const QString &queryId) const
{
    const auto found = m_jobs.find(archive);
    return found != m_jobs.end() && found->second.queryId == queryId;
}

/// What the results say, as far as it is not sealed.
void HistorySync::readPage(const model::Jid &archive, Job &job)
{
    job.opened = std::make_shared<OpenedBatch>();
    job.firstTime.reset();
    job.lastTime.reset();
    job.view.archive = archive;
    job.view.isRoom = archive != m_parts.own;
    for (const Arrival &arrival : std::as_const(job.results)) {
        if (arrival.stamp) {
            job.firstTime = job.firstTime ? std::min(*job.firstTime, *arrival.stamp) : *arrival.stamp;
            job.lastTime = job.lastTime ? std::max(*job.lastTime, *arrival.stamp) : *arrival.stamp;
            job.view.oldest = job.view.oldest ? std::min(*job.view.oldest, *arrival.stamp) : *arrival.stamp;
        }
        job.opened->ids.append(arrival.archiveId);
        job.view.ids.append(arrival.archiveId);
        const auto originId = arrival.message.payload<xmpp::OriginId>();
        job.view.originIds.insert(originId && *originId ? (*originId)->id : arrival.message.id);
        Reading reading = m_reader.read(arrival);
        if (reading.isForged) {
            Q_EMIT forgedAction();
        }
        if (reading.isEmpty()) {
            continue;
        }
        if (reading.message || reading.action) {
            m_rooms.announceDirect(reading.conversation());
        }
        job.opened->readings.push_back(std::move(reading));
    }
    job.results.clear();
}

void HistorySync::storePage(const model::Jid &archive, const xmpp::MamFin &fin, Job &job,
                            std::optional<store::ArchiveEnd> end)
{
    store::IncomingBatch batch;
    batch.end = std::move(end);
    batch.placement = store::Placement::Older;
    const auto opened = job.opened;
    if (!fin.page.isEmptyPage()) {
        store::ArchivePage page;
        page.archive = archive;
        page.before = job.before;
        page.firstId = fin.page.first;
        page.lastId = fin.page.last;
        page.firstTime = job.firstTime.value_or(Instant{});
        page.lastTime = job.lastTime.value_or(Instant{});
        page.reachesStart = fin.isComplete;
        batch.page = page;
        batch.otherIds = opened->ids; // also of what says nothing: a stretch may begin or end there
        batch.newer = job.newer;
        batch.readBefore = job.read;
    }
    if (job.isJudged) {
        batch.judged = archive;
    } else if (!m_judged.contains(archive) && !m_losing.contains(archive)) {
        batch.judging = job.view.known;
    }
    if (job.before.isEmpty()) {
        batch.placement = store::Placement::Newer;
        batch.laterIds = m_inbox.withoutTail(archive);
        m_inbox.setArchiveTail(archive, fin.page.last);
    }
    const auto context = m_parts.encryption != nullptr ? m_parts.encryption->context() : nullptr;
    afterwards(m_parts.store().messages().take(prepareBatch(context, opened, std::move(batch))), this,
               [this, archive, queryId = job.queryId, fin, opened](const Result<store::StoredBatch> &outcome) {
                   afterStore(archive, queryId, fin, *opened, outcome);
               });
}

void HistorySync::afterStore(const model::Jid &archive, const QString &queryId, const xmpp::MamFin &fin,
                             const OpenedBatch &opened, const Result<store::StoredBatch> &outcome)
{
    const auto found = m_jobs.find(archive);
    if (!outcome) {
        Q_EMIT failed(foldProfileError(outcome.error()));
        if (found != m_jobs.end()) {
            askAgainLater(archive); // there may be room on the disk by then
            finish(archive);
        }
        return;
    }
    announce(opened.readings, *outcome);
    if (m_parts.encryption != nullptr) {
        m_parts.encryption->takeNews(opened.news);
    }
    if (found == m_jobs.end() || found->second.queryId != queryId) {
        return; // the connection went away meanwhile
    }
    m_waits.established();
    found->second.first = fin.page.first;
    found->second.newer = oldestOf(opened, found->second.newer);
    if (found->second.read->size() < kMaxRead) { // the batch is written: nobody else reads it now
        for (const QString &id : opened.ids) {
            found->second.read->insert(id);
        }
    }
    const QString before = found->second.before;
    if (before.isEmpty()) {
        markCurrent(archive);
    }
    if (found->second.isJudged) {
        noteJudged(archive);
    }
    goOn(archive, queryId);
}

void HistorySync::announce(const std::vector<Reading> &readings, const store::StoredBatch &outcome)
{
    QHash<model::Jid, QList<model::MessageId>> inserted;
    QList<store::MessageAction> actions;
    int forged = outcome.forged;
    qsizetype messages = 0;
    for (const Reading &reading : readings) {
        const model::Jid conversation = reading.conversation();
        forged += reading.isForged ? 1 : 0;
        if (reading.action && actions.size() < outcome.actions.size()) {
            const store::StoredAction &result = outcome.actions.at(actions.size());
            actions.append(*reading.action);
            if (result.outcome == store::ActionOutcome::Inserted) {
                inserted[conversation].append(result.id);
            } else if (result.outcome == store::ActionOutcome::Applied) {
                Q_EMIT changed(conversation, result.id, {});
                Q_EMIT altered(alterationBy(*reading.action, result.id));
            }
            forged += result.outcome == store::ActionOutcome::Forged ? 1 : 0;
        } else if (reading.message && messages < outcome.messages.size()) {
            const store::StoredMessage &result = outcome.messages.at(messages++);
            if (result.outcome == store::InsertOutcome::Inserted) {
                m_rooms.announceDirect(reading.message->message.conversation);
                inserted[conversation].append(result.id);
                recordClearText(m_parts, reading, result.id);
                recordDelayed(m_parts, reading, result.id);
                if (reading.owesReceipt) {
                    Q_EMIT receiptOwed(*reading.owesReceipt);
                }
            } else if (result.outcome == store::InsertOutcome::Reflected) {
                Q_EMIT changed(conversation, result.id, result.previousId);
            }
        } else {
            recordClearText(m_parts, reading, {});
        }
    }
    for (auto it = inserted.begin(); it != inserted.end(); ++it) {
        std::sort(it->begin(), it->end());
        Q_EMIT stored(it.key(), it.value());
    }
    if (!outcome.moved.isEmpty()) {
        Q_EMIT moved(outcome.moved);
    }
    for (const model::Jid &conversation : outcome.reordered) {
        Q_EMIT reordered(conversation);
    }
    if (!outcome.marked.isEmpty()) {
        Q_EMIT marked(outcome.marked);
    }
    for (int i = 0; i < forged; ++i) {
        Q_EMIT forgedAction();
    }
    if (removesText(actions, outcome.actions)) {
        Q_EMIT textRemoved();
    }
}

void HistorySync::goOn(const model::Jid &archive, const QString &queryId)
{
    afterwards(m_parts.store().messages().archiveRanges(archive), this,
               [this, archive, queryId](const Result<QList<store::ArchiveRange>> &ranges) {
                   if (!isOfJob(archive, queryId)) {
                       return; // the connection went away meanwhile, and perhaps another one began anew
                   }
                   const Job &job = m_jobs[archive];
                   const bool isOpen = !m_judged.contains(archive) && !m_losing.contains(archive);
                   if (isOpen && job.pages < kMaxJudgedPages && !job.first.isEmpty() && !job.asked.contains(job.first)) {
                       // Nothing that was known before has been seen yet. Also when what waits has been let go: better
                       // late than never.
                       askPage(archive, job.first);
                       return;
                   }
                   const QString next = ranges && job.pages < kMaxPages ? nextOf(*ranges, job) : QString();
                   if (next.isEmpty()) {
                       if (isOpen && ranges) { // all was read, and nothing to compare with was there: the next session begins anew
                           store::IncomingBatch batch;
                           batch.judged = archive;
                           (void)m_parts.store().messages().take(std::move(batch));
                       }
                       finish(archive);
                   } else {
                       askPage(archive, next);
                   }
               });
}

/// The stretch that was just read grows backward until it swallows the next one, and so on down to the beginning; then
/// each other one that something is missing before, the newest first. Nothing is asked for twice.
QString HistorySync::nextOf(const QList<store::ArchiveRange> &ranges, const Job &job) const
{
    QString next;
    for (auto range = ranges.crbegin(); range != ranges.crend(); ++range) {
        const bool isDone =
            range->reachesStart || job.asked.contains(range->firstId) || isBeyondRetention(range->firstTime);
        if (!isDone && (next.isEmpty() || range->firstId == job.first)) {
            next = range->firstId;
        }
    }
    return next;
}

void HistorySync::finish(const model::Jid &archive)
{
    const auto found = m_jobs.find(archive);
    const bool isAnew = found != m_jobs.end() && found->second.isAnew;
    m_jobs.erase(archive);
    settleAtEnd(archive);
    if (isAnew) {
        m_queue.push_back(archive);
    }
    Q_EMIT fillingChanged(archive);
    startNext();
    // Only when nothing is left to be read, now or later, will what does not open never open.
    const bool isAll = isIdle() && m_unanswered.isEmpty() && m_cut.isEmpty() && m_parts.link.stream() != nullptr;
    retry(isAll);
}

void HistorySync::retrySealed()
{
    retry(false);
}

void HistorySync::retry(bool isLastTry)
{
    if (m_parts.encryption == nullptr) {
        return;
    }
    m_parts.encryption->retry(isLastTry, [this](const RetriedBatch &retried, const store::StoredBatch &outcome) {
        for (std::size_t i = 0; i < retried.readings.size(); ++i) {
            Q_EMIT changed(retried.rows.at(qsizetype(i)).first, retried.rows.at(qsizetype(i)).second, {});
        }
        std::vector<Reading> actions = retried.quiet;
        std::copy_if(retried.readings.begin(), retried.readings.end(), std::back_inserter(actions),
                     [](const Reading &reading) { return reading.action.has_value(); });
        announce(actions, outcome);
    });
}

void HistorySync::askAgainLater(const model::Jid &archive)
{
    m_unanswered.insert(archive);
    if (!m_again->isActive()) {
        m_again->start(m_waits.nextDelay());
    }
}

void HistorySync::markCurrent(const model::Jid &archive)
{
    m_current.insert(archive);
    Q_EMIT becameCurrent(archive);
}

bool HistorySync::isBeyondRetention(Instant time) const
{
    const int days = m_parts.environment.rules.cacheDays;
    return days > 0 && time < m_parts.environment.clock.now() - std::chrono::hours(24) * days;
}

} // namespace wardline::service
