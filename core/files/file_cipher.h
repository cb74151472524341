// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/files/file_key.h"

#include <QByteArray>
#include <QString>

#include <atomic>

class QIODevice;

namespace wardline::files {

/// What was written when a file was encrypted.
struct SealedFile
{
    qint64 size = 0; ///< of the content
    qint64 sealedSize = 0; ///< of what is uploaded: with the tag
    QByteArray sha256; ///< of the content
    QByteArray sealedSha256; ///< of what is uploaded
    bool operator==(const SealedFile &) const = default;
};

/// Reads `content` piece by piece and writes ciphertext and tag to a new file at `path`, readable by its owner only and
/// on the disk when this returns. Memory does not grow with the file. TooLarge beyond `limit`, Cancelled once
/// `isCancelled` is set, DiskFull, IoFailed; nothing is left at `path` then. Blocks: on a thread that may wait.
[[nodiscard]] Result<SealedFile> sealFile(QIODevice &content, const FileKey &key, const QString &path, qint64 limit,
                                          const std::atomic<bool> &isCancelled);

/// What a message says of a file's content, to be held against it.
struct ContentFacts
{
    qint64 size = -1; ///< -1: not said
    QByteArray sha256; ///< empty: not said
};

/// Decrypts the file at `path` into memory. Nothing is given out unless the tag fits (NotAuthentic) and the content is
/// what the message says (OtherContent); what was decrypted until then is wiped. TooLarge, Truncated, IoFailed.
[[nodiscard]] Result<QByteArray> openFile(const QString &path, const FileKey &key, qint64 limit,
                                          const ContentFacts &facts);

} // namespace wardline::files
