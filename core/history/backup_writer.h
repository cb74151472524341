// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crypto/hash_chain.h"
#include "core/history/backup_format.h"
#include "core/history/chunk_seal.h"
#include "core/model/kept_message.h"

#include <QSaveFile>
#include <QString>

#include <memory>

namespace wardline::history {

/// Writes an encrypted history into a file, piece by piece: what is held at a time is one chunk. The file appears under
/// its name when all of it is on the disk; until then it lies beside it under another one, and it goes if finish() is
/// not reached. One thread at a time.
class BackupWriter
{
public:
    /// `key` has 32 bytes. NotWritable, DiskFull, FileFailed.
    [[nodiscard]] static Result<std::unique_ptr<BackupWriter>> create(const QString &path, SecretBytes key,
                                                                      Random &random);
    ~BackupWriter();
    BackupWriter(const BackupWriter &) = delete;
    BackupWriter &operator=(const BackupWriter &) = delete;

    /// Oldest first. DiskFull, FileFailed.
    [[nodiscard]] Status append(const model::KeptHistory &part);
    /// Account, time and counter are the caller's; the rest is counted here. What was written.
    [[nodiscard]] Result<BackupFacts> finish(BackupFacts facts);

private:
    BackupWriter(std::unique_ptr<QSaveFile> file, ChunkSeal seal, Random &random);
    [[nodiscard]] Status writeRecord(RecordKind kind, const QByteArray &record);
    [[nodiscard]] Status writeChunk(const model::KeptHistory &part);

    std::unique_ptr<QSaveFile> m_file;
    ChunkSeal m_seal;
    Random &m_random;
    crypto::HashChain m_chain;
    quint64 m_chunks = 0;
    BackupFacts m_facts;
};

} // namespace wardline::history
