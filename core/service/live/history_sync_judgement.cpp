// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/futures.h"
#include "core/service/live/history_sync.h"

// Whether an archive has lost what it had: asked once in a session, page by page, before anything new leaves.
namespace wardline::service {

/// Before anything of it is stored, because what is known then is what was known before.
void HistorySync::judgePage(const model::Jid &archive, const xmpp::MamFin &fin, Job &job)
{
    if (m_judged.contains(archive) || m_losing.contains(archive) || job.isJudged) {
        storePage(archive, fin, job);
        return;
    }
    job.view.isWhole = fin.isComplete || fin.page.isEmptyPage();
    job.view.before = m_sessionBegan;
    job.view.pages = job.pages;
    afterwards(m_parts.store().messages().judge(job.view), this,
               [this, archive, queryId = job.queryId, fin](const Result<store::ArchiveLoss> &loss) {
                   if (!isOfJob(archive, queryId)) {
                       return;
                   }
                   const auto found = m_jobs.find(archive);
                   if (!loss) {
                       judgedNow(archive); // of the cache, and said where it is stored
                       storePage(archive, fin, found->second);
                       return;
                   }
                   found->second.loss = *loss;
                   found->second.view.known = loss->known;
                   found->second.view.common = loss->common;
                   found->second.view.compared = found->second.view.ids.size();
                   takeJudgement(archive, fin, found->second);
               });
}

/// The page is stored when what was lost is queued again, not before: it makes the archive's new end the one that is
/// known, and whoever is killed in between must find the loss again.
void HistorySync::takeJudgement(const model::Jid &archive, const xmpp::MamFin &fin, Job &job)
{
    if (!job.loss.isJudged) {
        storePage(archive, fin, job);
        return;
    }
    job.held = fin;
    if (job.loss.own.isEmpty()) {
        judgedNow(archive);
        return;
    }
    m_losing.insert(archive);
    Q_EMIT lost(archive, job.loss.own);
}

void HistorySync::settleLoss(const model::Jid &archive)
{
    if (m_losing.remove(archive)) { // not of a session before this one
        judgedNow(archive);
    }
}

void HistorySync::judgedNow(const model::Jid &archive)
{
    const auto found = m_jobs.find(archive);
    if (found == m_jobs.end()) {
        noteJudged(archive);
        return;
    }
    found->second.isJudged = true; // told when the page is in the cache: what of ours is in it waits no more then
    storeHeld(archive);
}

void HistorySync::noteJudged(const model::Jid &archive)
{
    if (!m_judged.contains(archive)) {
        m_judged.insert(archive);
        Q_EMIT judged();
    }
}

void HistorySync::storeHeld(const model::Jid &archive)
{
    const auto found = m_jobs.find(archive);
    if (found == m_jobs.end() || !found->second.held) {
        return;
    }
    Job &job = found->second;
    const xmpp::MamFin fin = *std::exchange(job.held, std::nullopt);
    std::optional<store::ArchiveEnd> end;
    if (job.loss.known && (job.loss.isForgotten || !job.loss.endsAt.isEmpty())) {
        // Where the page itself holds that result, it joins the two.
        const bool isOnPage = job.opened->ids.contains(job.loss.endsAt);
        end = store::ArchiveEnd{job.loss.known->known, job.loss.endsAt, job.loss.endTime, isOnPage ? QString() : job.before};
    }
    storePage(archive, fin, job, std::move(end));
}

/// There is nothing more to compare with.
void HistorySync::settleAtEnd(const model::Jid &archive)
{
    if (!m_losing.contains(archive)) {
        judgedNow(archive);
    }
}

bool HistorySync::isRead(const model::Jid &archive) const
{
    return m_current.contains(archive) && m_judged.contains(archive);
}

bool HistorySync::isJudged(const model::Jid &archive) const
{
    return m_judged.contains(archive) || (!m_patience->isActive() && !m_losing.contains(archive));
}

} // namespace wardline::service
