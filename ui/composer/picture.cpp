// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/picture.h"

#include <QBuffer>
#include <QColorSpace>
#include <QFile>
#include <QFileInfo>
#include <QImageReader>
#include <QImageWriter>
#include <QPromise>
#include <QThreadPool>

#include <algorithm>
#include <memory>
#include <utility>

namespace wardline::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLargePng = 1LL << 20; ///< from here on a photograph is better a JPEG
constexpr int kJpegQuality = 88;
constexpr int kThumbnailSide = 96;
constexpr int kThumbnailQuality = 60;
constexpr int kPreviewScale = 3; ///< for screens with finer pixels

bool hasTooManyPixels(QSize size)
{
    return size.width() > kLongestPictureSide || size.height() > kLongestPictureSide
        || qint64(size.width()) * size.height() > kMostPicturePixels;
}

QByteArray encoded(const QImage &image, const char *format, int quality)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QImageWriter writer(&buffer, format);
    writer.setQuality(quality);
    return writer.write(image) ? bytes : QByteArray();
}

/// The pixels alone, in the colours that every screen shows.
QImage bare(QImage image)
{
    const QColorSpace standard(QColorSpace::SRgb);
    if (image.colorSpace().isValid() && image.colorSpace() != standard) {
        image.convertToColorSpace(standard);
    }
    QImage plain = image.convertToFormat(image.hasAlphaChannel() ? QImage::Format_ARGB32 : QImage::Format_RGB32);
    plain.setColorSpace({});
    const QStringList keys = plain.textKeys();
    for (const QString &key : keys) {
        plain.setText(key, QString());
    }
    // A copy of the pixels into a new image: nothing that hangs on the old one comes along.
    QImage clean(plain.size(), plain.format());
    for (int y = 0; y < plain.height() && !clean.isNull(); ++y) {
        std::copy_n(plain.constScanLine(y), static_cast<std::size_t>(plain.width()) * 4, clean.scanLine(y));
    }
    return clean;
}

PictureResult prepare(const QImage &image)
{
    if (image.isNull()) {
        return std::unexpected(PictureProblem::Unreadable);
    }
    if (hasTooManyPixels(image.size())) {
        return std::unexpected(PictureProblem::TooManyPixels);
    }
    const QImage clean = bare(image);
    Picture picture;
    picture.pixels = clean.size();
    picture.fileName = u"picture.png"_s;
    picture.bytes = encoded(clean, "png", -1);
    if (picture.bytes.size() > kLargePng && !clean.hasAlphaChannel()) {
        const QByteArray smaller = encoded(clean, "jpeg", kJpegQuality);
        if (!smaller.isEmpty() && smaller.size() < picture.bytes.size() / 2) {
            picture.bytes = smaller;
            picture.fileName = u"picture.jpg"_s;
        }
    }
    if (picture.bytes.isEmpty()) {
        return std::unexpected(PictureProblem::Unreadable);
    }
    if (picture.bytes.size() > service::MessageService::kMaxFileSize) {
        return std::unexpected(PictureProblem::TooLarge);
    }
    const int side = kPicturePreviewSide * kPreviewScale;
    const int square = std::min(clean.width(), clean.height()); // cut first: a line of pixels would grow without end
    const QRect middle((clean.width() - square) / 2, (clean.height() - square) / 2, square, square);
    picture.preview = clean.copy(middle).scaled(side, side, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    picture.size = picture.bytes.size();
    const QImage small = clean.scaled(kThumbnailSide, kThumbnailSide, Qt::KeepAspectRatio, Qt::SmoothTransformation);
    picture.thumbnail = encoded(small.convertToFormat(QImage::Format_RGB32), "jpeg", kThumbnailQuality);
    return picture;
}

PictureResult readAndPrepare(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return std::unexpected(PictureProblem::Unreadable);
    }
    if (file.size() > service::MessageService::kMaxFileSize) {
        return std::unexpected(PictureProblem::TooLarge);
    }
    QImageReader reader(&file);
    reader.setAutoTransform(true); // the camera's way up is metadata too
    if (!isKnownPictureType(reader.format()) || !reader.size().isValid()) {
        return std::unexpected(PictureProblem::Unreadable);
    }
    if (hasTooManyPixels(reader.size())) {
        return std::unexpected(PictureProblem::TooManyPixels);
    }
    return prepare(reader.read());
}

template <typename Job>
QFuture<PictureResult> elsewhere(Job job)
{
    auto promise = std::make_shared<QPromise<PictureResult>>();
    promise->start();
    QThreadPool::globalInstance()->start([promise, job = std::move(job)] {
        promise->addResult(job());
        promise->finish();
    });
    return promise->future();
}

} // namespace

service::OutgoingFile outgoingFile(const Picture &picture)
{
    return {.name = picture.fileName, .content = picture.bytes, .path = picture.path, .thumbnail = picture.thumbnail};
}

bool isKnownPictureType(const QByteArray &type)
{
    // Pixels only: a drawing made of instructions may ask for other files.
    static const QByteArrayList known{"png", "jpg", "jpeg", "bmp", "gif", "webp"};
    return known.contains(type.toLower());
}

QFuture<PictureResult> preparePicture(const QImage &image)
{
    return elsewhere([image] { return prepare(image); });
}

QFuture<PictureResult> prepareAnyFile(const QString &path, qint64 limit)
{
    return elsewhere([path, limit]() -> PictureResult {
        const QFileInfo file(path);
        if (!file.isFile() || !file.isReadable()) {
            return std::unexpected(PictureProblem::NoFile);
        }
        if (file.size() > limit) {
            return std::unexpected(PictureProblem::TooLarge);
        }
        Picture picture;
        picture.fileName = file.fileName();
        picture.path = file.absoluteFilePath();
        picture.size = file.size();
        return picture;
    });
}

QFuture<PictureResult> preparePictureFile(const QString &path)
{
    return elsewhere([path] { return readAndPrepare(path); });
}

} // namespace wardline::ui
