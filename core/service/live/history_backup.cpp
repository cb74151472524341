// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/history_backup.h"

#include "core/history/history_error.h"
#include "core/service/live/futures.h"
#include "core/service/live/history_faults.h"
#include "core/store/message_place.h"

namespace wardline::service {

using namespace Qt::StringLiterals;

namespace {

const QString kCounterKey = u"history.backups"_s;
constexpr int kRowsAtOnce = 400;

BackupSummary summaryOf(const history::BackupFacts &facts)
{
    return {facts.made, facts.counter, facts.messages, facts.oldest, facts.newest};
}

} // namespace

/// A backup on its way. Its writer is used on the background thread alone.
struct HistoryBackup::Writing
{
    BackupDone done;
    std::shared_ptr<history::BackupWriter> writer;
    model::MessageId after;
    Instant first{};
    quint64 counter = 0;
    bool hasBegun = false;
};

struct HistoryBackup::Reading
{
    RestoreDone done;
    std::shared_ptr<history::BackupReader> reader;
    bool mayBeOlder = false;
    quint64 known = 0;
    QList<model::KeptConversation> conversations; ///< each part may write in any of them
    store::MergedHistory merged;
};

HistoryBackup::HistoryBackup(SessionParts &parts, HistoryMerger &merger)
    : m_parts(parts)
    , m_merger(merger)
{
}

HistoryBackup::~HistoryBackup() = default;

void HistoryBackup::setTask(HistoryTask task, int percent)
{
    if (m_task != task || m_percent != percent) {
        m_task = task;
        m_percent = percent;
        Q_EMIT changed();
    }
}

void HistoryBackup::cancel()
{
    m_isCancelled = m_task != HistoryTask::None;
}

void HistoryBackup::readCounter(std::function<void(Result<quint64>)> done)
{
    afterwards(m_parts.store().settings().value(kCounterKey), this,
               [done = std::move(done)](const Result<std::optional<QByteArray>> &stored) {
                   done(stored ? Result<quint64>(stored->value_or(QByteArray()).toULongLong())
                               : Result<quint64>(std::unexpected(stored.error())));
               });
}

void HistoryBackup::keepCounter(quint64 counter)
{
    (void)m_parts.store().settings().setValue(kCounterKey, QByteArray::number(counter));
}

void HistoryBackup::record(audit::AuditEventType type, quint64 count)
{
    (void)m_parts.profile.record({type, m_parts.own.toString(), audit::AuditOutcome::Success, {}, {}, count});
}

// --- out -----------------------------------------------------------------------------------------------------------

void HistoryBackup::backUp(const QString &path, SecretBytes key, BackupDone done)
{
    if (m_task != HistoryTask::None) {
        done(failure(HistoryFault::Busy));
        return;
    }
    m_isCancelled = false;
    setTask(HistoryTask::BackingUp, 0);
    auto job = std::make_shared<Writing>();
    job->done = std::move(done);
    readCounter([this, job, path, key = std::make_shared<SecretBytes>(std::move(key))](const Result<quint64> &counter) {
        if (!counter) {
            endWriting(job, std::unexpected(counter.error()));
            return;
        }
        job->counter = *counter + 1;
        const auto opening = m_background.run(
            [path, key, &random = m_parts.environment.random]() -> Result<std::shared_ptr<history::BackupWriter>> {
                WARDLINE_TRY(auto writer, history::BackupWriter::create(path, std::move(*key), random));
                return std::shared_ptr<history::BackupWriter>(std::move(writer));
            });
        afterwards(opening, this, [this, job](const Result<std::shared_ptr<history::BackupWriter>> &writer) {
            if (!writer) {
                endWriting(job, std::unexpected(writer.error()));
                return;
            }
            job->writer = *writer;
            writeNext(job);
        });
    });
}

void HistoryBackup::writeNext(const std::shared_ptr<Writing> &job)
{
    if (m_isCancelled) {
        endWriting(job, failure(HistoryFault::Cancelled));
        return;
    }
    struct Part
    {
        model::KeptHistory history;
        model::MessageId last;
    };
    const Instant now = m_parts.environment.clock.now();
    const auto reading = m_parts.store().threads().read(
        [after = job->after, isFirst = !job->hasBegun](store::ReadableDatabase &database) -> Result<Part> {
            Part part;
            if (isFirst) {
                WARDLINE_TRY(part.history.conversations, store::readHistoryConversations(database));
            }
            constexpr Instant kEnd{std::chrono::milliseconds(4102444800000)};
            WARDLINE_TRY(store::HistoryPage page, store::readHistory(database, after, kEnd, kRowsAtOnce));
            part.history.messages = std::move(page.messages);
            part.last = page.last;
            return part;
        });
    afterwards(reading, this, [this, job, now](const Result<Part> &part) {
        if (!part) {
            endWriting(job, std::unexpected(part.error()));
            return;
        }
        if (!job->hasBegun && !part->history.messages.isEmpty()) {
            job->first = part->history.messages.constFirst().message.time;
        }
        job->hasBegun = true;
        const auto writing = m_background.run(
            [writer = job->writer, history = part->history]() -> Status { return writer->append(history); });
        afterwards(writing, this, [this, job, now, last = part->last](const Status &written) {
            if (!written) {
                endWriting(job, std::unexpected(written.error()));
                return;
            }
            if (!last.isValid()) {
                finishWriting(job);
                return;
            }
            job->after = last;
            const auto all = std::max<qint64>((now - job->first).count(), 1);
            const auto so = (store::instantOf(last) - job->first).count();
            setTask(HistoryTask::BackingUp, static_cast<int>(std::clamp<qint64>(so * 100 / all, 0, 99)));
            writeNext(job);
        });
    });
}

void HistoryBackup::finishWriting(const std::shared_ptr<Writing> &job)
{
    history::BackupFacts facts;
    facts.account = m_parts.own;
    facts.made = m_parts.environment.clock.now();
    facts.counter = job->counter;
    const auto finishing = m_background.run([writer = job->writer, facts] { return writer->finish(facts); });
    afterwards(finishing, this, [this, job](const Result<history::BackupFacts> &facts) { endWriting(job, facts); });
}

void HistoryBackup::endWriting(const std::shared_ptr<Writing> &job, const Result<history::BackupFacts> &facts)
{
    // Its file goes where its thread is.
    (void)m_background.run([writer = std::move(job->writer)]() mutable -> bool {
        writer.reset();
        return true;
    });
    setTask(HistoryTask::None, 0);
    if (!facts) {
        job->done(std::unexpected(foldHistoryError(facts.error())));
        return;
    }
    keepCounter(facts->counter);
    record(audit::AuditEventType::HistoryBackedUp, facts->messages);
    job->done(summaryOf(*facts));
}

// --- in ------------------------------------------------------------------------------------------------------------

void HistoryBackup::restore(const QString &path, SecretBytes key, bool mayBeOlder, RestoreDone done)
{
    if (m_task != HistoryTask::None) {
        done(failure(HistoryFault::Busy));
        return;
    }
    m_isCancelled = false;
    setTask(HistoryTask::Checking, 0);
    auto job = std::make_shared<Reading>();
    job->done = std::move(done);
    job->mayBeOlder = mayBeOlder;
    readCounter([this, job, path, key = std::make_shared<SecretBytes>(std::move(key))](const Result<quint64> &counter) {
        if (!counter) {
            endReading(job, std::unexpected(counter.error()));
            return;
        }
        job->known = *counter;
        const auto opening = m_background.run([path, key]() -> Result<std::shared_ptr<history::BackupReader>> {
            WARDLINE_TRY(auto reader, history::BackupReader::open(path, std::move(*key)));
            return std::shared_ptr<history::BackupReader>(std::move(reader));
        });
        afterwards(opening, this, [this, job](const Result<std::shared_ptr<history::BackupReader>> &reader) {
            if (!reader) {
                endReading(job, std::unexpected(reader.error()));
                return;
            }
            job->reader = *reader;
            verifyNext(job);
        });
    });
}

void HistoryBackup::verifyNext(const std::shared_ptr<Reading> &job)
{
    if (m_isCancelled) {
        endReading(job, failure(HistoryFault::Cancelled));
        return;
    }
    struct Step
    {
        bool isDone = false;
        int percent = 0;
    };
    const auto verifying = m_background.run([reader = job->reader]() -> Result<Step> {
        WARDLINE_TRY(const bool isDone, reader->verifyOn());
        return Step{isDone, reader->percent()};
    });
    afterwards(verifying, this, [this, job](const Result<Step> &step) {
        if (!step) {
            endReading(job, std::unexpected(step.error()));
        } else if (step->isDone) {
            judge(job);
        } else {
            setTask(HistoryTask::Checking, step->percent);
            verifyNext(job);
        }
    });
}

void HistoryBackup::judge(const std::shared_ptr<Reading> &job)
{
    const history::BackupFacts &facts = job->reader->facts();
    if (facts.account != m_parts.own) {
        endReading(job, failure(history::HistoryError::OtherPerson));
        return;
    }
    if (facts.counter < job->known && !job->mayBeOlder) {
        endReading(job, failure(history::HistoryError::RolledBack));
        return;
    }
    setTask(HistoryTask::Restoring, 0);
    mergeNext(job);
}

void HistoryBackup::mergeNext(const std::shared_ptr<Reading> &job)
{
    if (m_isCancelled) {
        endReading(job, failure(HistoryFault::Cancelled));
        return;
    }
    struct Step
    {
        std::optional<model::KeptHistory> part;
        int percent = 0;
    };
    const auto reading = m_background.run([reader = job->reader]() -> Result<Step> {
        WARDLINE_TRY(auto part, reader->next());
        return Step{std::move(part), reader->percent()};
    });
    afterwards(reading, this, [this, job](const Result<Step> &step) {
        if (!step) {
            endReading(job, std::unexpected(step.error()));
            return;
        }
        if (!step->part) {
            endReading(job, {});
            return;
        }
        setTask(HistoryTask::Restoring, step->percent);
        model::KeptHistory part = *step->part;
        if (!part.conversations.isEmpty()) {
            job->conversations = part.conversations;
        }
        part.conversations = job->conversations;
        m_merger.merge(std::move(part), [this, job](const Result<store::MergedHistory> &merged) {
            if (!merged) {
                endReading(job, std::unexpected(merged.error()));
                return;
            }
            job->merged.add(*merged);
            mergeNext(job);
        });
    });
}

void HistoryBackup::endReading(const std::shared_ptr<Reading> &job, const Status &status)
{
    setTask(HistoryTask::None, 0);
    if (!status) {
        if (const auto reason = refusalReason(status.error())) {
            (void)m_parts.profile.record({audit::AuditEventType::HistoryRefused,
                                          m_parts.own.toString(),
                                          audit::AuditOutcome::SeriousFailure,
                                          reason,
                                          {},
                                          {}});
        }
        job->done(std::unexpected(foldHistoryError(status.error())));
        return;
    }
    const history::BackupFacts &facts = job->reader->facts();
    keepCounter(std::max(job->known, facts.counter));
    record(audit::AuditEventType::HistoryRestored, quint64(job->merged.added + job->merged.revealed));
    job->done(RestoreSummary{summaryOf(facts), job->merged.added, job->merged.revealed, job->merged.known,
                             job->merged.tooOld});
}

} // namespace wardline::service
