// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/live_history_service.h"

#include "core/history/chunk_seal.h"
#include "core/history/recovery_words.h"
#include "core/service/live/futures.h"
#include "core/service/live/history_faults.h"

namespace wardline::service {

LiveHistoryService::LiveHistoryService(SessionParts &parts, LiveRoomService &rooms, LiveMessageService &messages,
                                       QObject *parent)
    : HistoryService(parent)
    , m_parts(parts)
    , m_merger(parts, rooms, messages)
    , m_backup(parts, m_merger)
    , m_roaming(parts, m_merger, messages)
    , m_handOver(parts, m_merger)
{
    connect(&m_backup, &HistoryBackup::changed, this, &HistoryService::taskChanged);
    connect(&m_roaming, &HistoryRoaming::changed, this, &HistoryService::roamingChanged);
    connect(&m_handOver, &HandOver::changed, this, &HistoryService::handOverChanged);
    connect(&m_handOver, &HandOver::requestChanged, this, &HistoryService::requestChanged);
    connect(&m_merger, &HistoryMerger::merged, this, &HistoryService::merged);
}

LiveHistoryService::~LiveHistoryService() = default;

bool LiveHistoryService::mayBackUp() const
{
    return m_parts.environment.rules.history.mayBackUp;
}

std::vector<SecretBytes> LiveHistoryService::newBackupWords()
{
    SecretBytes key(history::ChunkSeal::kKeySize);
    m_parts.environment.random.fill(key.span());
    auto words = history::wordsOfKey(key);
    return words ? std::move(*words) : std::vector<SecretBytes>();
}

TypedBackupWords LiveHistoryService::checkBackupWords(QByteArrayView typed) const
{
    const history::TypedWords words = history::checkWords(typed);
    return {words.complete, words.wrongAt, words.isChecked};
}

QFuture<Result<BackupSummary>> LiveHistoryService::backUp(const QString &path, SecretBytes words)
{
    Result<SecretBytes> key = history::keyOfWords(words.view());
    words.clear();
    if (!mayBackUp() || !key) {
        return finished(Result<BackupSummary>(failure(key ? HistoryFault::NotAllowed : HistoryFault::WrongWords)));
    }
    auto [future, done] = promised<Result<BackupSummary>>();
    m_backup.backUp(path, std::move(*key), done);
    return future;
}

QFuture<Result<RestoreSummary>> LiveHistoryService::restore(const QString &path, SecretBytes words, bool mayBeOlder)
{
    Result<SecretBytes> key = history::keyOfWords(words.view());
    words.clear();
    if (!key) {
        return finished(Result<RestoreSummary>(failure(HistoryFault::WrongWords)));
    }
    auto [future, done] = promised<Result<RestoreSummary>>();
    m_backup.restore(path, std::move(*key), mayBeOlder, done);
    return future;
}

} // namespace wardline::service
