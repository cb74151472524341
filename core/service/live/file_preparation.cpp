// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/file_preparation.h"

#include "core/files/file_type.h"
#include "core/files/files_error.h"
#include "core/files/image_cleaner.h"
#include "core/store/stored_file.h"

#include <QBuffer>
#include <QFile>
#include <QPromise>
#include <QThreadPool>

namespace wardline::service {

using namespace Qt::StringLiterals;
using files::FilesError;

namespace {

template <typename Job>
auto elsewhere(Job job) -> QFuture<std::invoke_result_t<Job &>>
{
    using Answer = std::invoke_result_t<Job &>;
    auto promise = std::make_shared<QPromise<Answer>>();
    promise->start();
    QThreadPool::globalInstance()->start([promise, job = std::move(job)]() mutable {
        promise->addResult(job());
        promise->finish();
    });
    return promise->future();
}

/// The file as it is given: from memory or from the disk.
Result<std::unique_ptr<QIODevice>> opened(const OutgoingFile &file, qint64 limit)
{
    std::unique_ptr<QIODevice> device;
    if (file.path.isEmpty()) {
        auto buffer = std::make_unique<QBuffer>();
        buffer->setData(file.content);
        device = std::move(buffer);
    } else {
        device = std::make_unique<QFile>(file.path);
    }
    if (!device->open(QIODevice::ReadOnly) || device->isSequential()) {
        return failure(FilesError::IoFailed);
    }
    return device->size() > limit ? failure(FilesError::TooLarge)
                                  : Result<std::unique_ptr<QIODevice>>(std::move(device));
}

Result<PreparedFile> prepare(const OutgoingFile &file, const FileLimits &limits, const files::FileKey &key,
                             const QString &path, const std::atomic<bool> &isCancelled)
{
    WARDLINE_TRY(std::unique_ptr<QIODevice> device, opened(file, limits.bytes));
    PreparedFile prepared;
    prepared.key = key;
    prepared.attachment.name = files::plainFileName(file.name);
    prepared.attachment.mediaType = files::mediaTypeOf(device->peek(files::kTypeHead), prepared.attachment.name);
    if (!files::isTypeAllowed(prepared.attachment.mediaType, limits.types)) {
        return failure(FilesError::TypeNotAllowed);
    }
    if (prepared.attachment.mediaType.startsWith(u"image/"_s)) {
        const QByteArray whole = device->readAll();
        WARDLINE_TRY(const files::CleanImage clean, files::cleanImage(whole, prepared.attachment.mediaType));
        prepared.attachment.pixels = clean.pixels;
        auto buffer = std::make_unique<QBuffer>();
        buffer->setData(clean.bytes);
        buffer->open(QIODevice::ReadOnly);
        device = std::move(buffer);
        if (file.thumbnail.size() <= store::kMaxThumbnail) {
            prepared.attachment.thumbnail = file.thumbnail;
        }
    }
    WARDLINE_TRY(prepared.sealed, files::sealFile(*device, key, path, limits.bytes, isCancelled));
    prepared.attachment.size = prepared.sealed.size;
    return prepared;
}

Result<qint64> check(const ReceivedFile &file, const FileLimits &limits)
{
    WARDLINE_TRY(const QByteArray content, files::openFile(file.path, file.key, limits.bytes, file.facts));
    const QString found =
        files::mediaTypeOf(QByteArrayView(content).first(std::min(content.size(), files::kTypeHead)), file.name);
    if (!files::isSameKind(file.claimedType, found)) {
        return failure(FilesError::OtherType);
    }
    if (!files::isTypeAllowed(found, limits.types)) {
        return failure(FilesError::TypeNotAllowed);
    }
    if (files::isCleanable(found)) {
        WARDLINE_TRY(const files::CleanImage image, files::cleanImage(content, found)); // its pixels fit
        Q_UNUSED(image);
    }
    return content.size();
}

} // namespace

QFuture<Result<PreparedFile>> prepareFile(const OutgoingFile &file, const FileLimits &limits, const files::FileKey &key,
                                          const QString &path, std::shared_ptr<const std::atomic<bool>> isCancelled)
{
    return elsewhere(
        [=, isCancelled = std::move(isCancelled)] { return prepare(file, limits, key, path, *isCancelled); });
}

QFuture<Result<qint64>> checkReceived(const ReceivedFile &file, const FileLimits &limits)
{
    return elsewhere([=] { return check(file, limits); });
}

QFuture<Result<QByteArray>> readShelved(const ReceivedFile &file, qint64 limit)
{
    return elsewhere([=] { return files::openFile(file.path, file.key, limit, file.facts); });
}

} // namespace wardline::service
