// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/model/jid.h"

#include <QByteArray>

namespace wardline::history {

// The file (README.md): head, chunk records, one index record, nothing behind it.
inline constexpr QByteArrayView kBackupMagic = "WLHIST\r\n";
inline constexpr char kBackupVersion = 1;
inline constexpr qsizetype kBackupHead = 8 + 1 + 16; ///< magic, version, id
inline constexpr QByteArrayView kIndexName = "index";
inline constexpr qsizetype kRecordHead = 1 + 4; ///< kind, length (big endian)
enum class RecordKind : char { Chunk = 'C', Index = 'I' };

/// What a history file says of itself, authenticated.
struct BackupFacts
{
    model::Jid account; ///< whose history it is
    Instant made{};
    /// How many backups of this account were known when it was made, itself among them: a lower one is an older one.
    quint64 counter = 0;
    quint64 messages = 0;
    Instant oldest{}; ///< of the messages; epoch: none
    Instant newest{};
    bool operator==(const BackupFacts &) const = default;
};

/// The index: the facts, and what binds the chunks to them.
struct BackupIndex
{
    BackupFacts facts;
    quint64 chunks = 0;
    QByteArray chain; ///< head of the hash chain over all chunk records
};

[[nodiscard]] QByteArray chunkName(quint64 number);
[[nodiscard]] QByteArray packIndex(const BackupIndex &index);
[[nodiscard]] Result<BackupIndex> unpackIndex(QByteArrayView bytes);

} // namespace wardline::history
