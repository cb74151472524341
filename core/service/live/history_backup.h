// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/history/backup_reader.h"
#include "core/history/backup_writer.h"
#include "core/service/history_service.h"
#include "core/service/live/background.h"
#include "core/service/live/history_merger.h"

#include <QObject>

#include <functional>
#include <memory>

namespace wardline::service {

/// Writes the cache's history into an encrypted file and merges such a file back, piece by piece: reading and writing
/// the cache on the threads of the store, files and cryptography on one of its own. One at a time. Main thread.
class HistoryBackup final : public QObject
{
    Q_OBJECT
public:
    HistoryBackup(SessionParts &parts, HistoryMerger &merger);
    ~HistoryBackup() override;

    using BackupDone = std::function<void(Result<BackupSummary>)>;
    using RestoreDone = std::function<void(Result<RestoreSummary>)>;

    /// Errors as HistoryFault.
    void backUp(const QString &path, SecretBytes key, BackupDone done);
    void restore(const QString &path, SecretBytes key, bool mayBeOlder, RestoreDone done);
    void cancel();

    [[nodiscard]] HistoryTask task() const { return m_task; }
    [[nodiscard]] int percent() const { return m_percent; }

Q_SIGNALS:
    void changed();

private:
    struct Writing;
    struct Reading;

    void setTask(HistoryTask task, int percent);
    void readCounter(std::function<void(Result<quint64>)> done);
    void keepCounter(quint64 counter);
    void writeNext(const std::shared_ptr<Writing> &job);
    void finishWriting(const std::shared_ptr<Writing> &job);
    void endWriting(const std::shared_ptr<Writing> &job, const Result<history::BackupFacts> &facts);
    void verifyNext(const std::shared_ptr<Reading> &job);
    void judge(const std::shared_ptr<Reading> &job);
    void mergeNext(const std::shared_ptr<Reading> &job);
    void endReading(const std::shared_ptr<Reading> &job, const Status &status);
    void record(audit::AuditEventType type, quint64 count);

    SessionParts &m_parts;
    HistoryMerger &m_merger;
    Background m_background;
    HistoryTask m_task = HistoryTask::None;
    int m_percent = 0;
    bool m_isCancelled = false;
};

} // namespace wardline::service
