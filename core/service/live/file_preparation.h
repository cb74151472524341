// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/files/file_cipher.h"
#include "core/files/file_key.h"
#include "core/service/message_service.h"

#include <QFuture>

#include <atomic>
#include <memory>

namespace wardline::service {

/// What policy gives for files.
struct FileLimits
{
    qint64 bytes = 0;
    QStringList types;
};

/// An own file that lies on the shelf, encrypted and without metadata.
struct PreparedFile
{
    model::Attachment attachment;
    files::SealedFile sealed;
    files::FileKey key;
};

/// Reads, judges, cleans and encrypts a file for sending, on another thread: its type by its content, its size, its
/// pixels. Only ciphertext is written, to `path`. FilesError.
[[nodiscard]] QFuture<Result<PreparedFile>> prepareFile(const OutgoingFile &file, const FileLimits &limits,
                                                        const files::FileKey &key, const QString &path,
                                                        std::shared_ptr<const std::atomic<bool>> isCancelled);

/// What of a received file is to be held against its content.
struct ReceivedFile
{
    QString path;
    files::FileKey key;
    files::ContentFacts facts;
    QString name;
    QString claimedType;
};

/// Decrypts a received file into memory, checks tag, size and hash, and whether its content is of the type that it
/// claims and that policy lets pass, without decoding anything. On another thread. The content's size; FilesError.
[[nodiscard]] QFuture<Result<qint64>> checkReceived(const ReceivedFile &file, const FileLimits &limits);
/// The content of a file on the shelf, after the same checks of tag, size and hash. On another thread.
[[nodiscard]] QFuture<Result<QByteArray>> readShelved(const ReceivedFile &file, qint64 limit);

} // namespace wardline::service
