// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crypto/hash_chain.h"
#include "core/history/backup_format.h"
#include "core/history/chunk_seal.h"
#include "core/model/kept_message.h"

#include <QFile>
#include <QList>
#include <QString>

#include <memory>
#include <optional>

namespace wardline::history {

/// Reads an encrypted history file twice: first to its end, which proves that it is whole and unaltered, then chunk by
/// chunk. Nothing is handed out before the first reading has succeeded, and nothing that is not what it saw. What is
/// held at a time is one chunk, and 32 bytes for each. One thread at a time.
class BackupReader
{
public:
    /// NotHistory, VersionUnknown, FileMissing, FileFailed.
    [[nodiscard]] static Result<std::unique_ptr<BackupReader>> open(const QString &path, SecretBytes key);

    /// Reads some chunks on: whether the end was reached. WrongKey when already the first part does not open; Damaged.
    [[nodiscard]] Result<bool> verifyOn();
    /// After verifyOn() said true.
    [[nodiscard]] const BackupFacts &facts() const { return m_facts; }
    /// Of the file's bytes, how many were read in this reading, from 0 to 100.
    [[nodiscard]] int percent() const;
    /// The next chunk; nothing at the end. Damaged when the file is not what was verified.
    [[nodiscard]] Result<std::optional<model::KeptHistory>> next();

private:
    struct Record
    {
        RecordKind kind = RecordKind::Chunk;
        QByteArray bytes;
    };
    BackupReader(std::unique_ptr<QFile> file, ChunkSeal seal);
    [[nodiscard]] Result<Record> readRecord();
    [[nodiscard]] Result<bool> takeIndex(const QByteArray &record);

    std::unique_ptr<QFile> m_file;
    ChunkSeal m_seal;
    crypto::HashChain m_chain;
    QList<QByteArray> m_digests;
    qsizetype m_next = 0;
    bool m_isVerified = false;
    BackupFacts m_facts;
};

} // namespace wardline::history
