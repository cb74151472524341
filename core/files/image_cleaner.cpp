// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/image_cleaner.h"

#include "core/files/files_error.h"
#include "core/files/image_formats.h"

namespace wardline::files {

using namespace Qt::StringLiterals;

bool isCleanable(const QString &mediaType)
{
    return mediaType == u"image/png"_s || mediaType == u"image/jpeg"_s || mediaType == u"image/gif"_s
        || mediaType == u"image/webp"_s;
}

Result<CleanImage> cleanImage(QByteArrayView content, const QString &mediaType)
{
    std::optional<CleanImage> clean;
    if (mediaType == u"image/png"_s) {
        clean = cleanPng(content);
    } else if (mediaType == u"image/jpeg"_s) {
        clean = cleanJpeg(content);
    } else if (mediaType == u"image/gif"_s) {
        clean = cleanGif(content);
    } else if (mediaType == u"image/webp"_s) {
        clean = cleanWebp(content);
    } else {
        return failure(FilesError::CannotClean);
    }
    if (!clean || clean->pixels.isEmpty()) {
        return failure(FilesError::Damaged);
    }
    const QSize size = clean->pixels;
    if (size.width() > kLongestImageSide || size.height() > kLongestImageSide
        || qint64(size.width()) * size.height() > kMostImagePixels) {
        return failure(FilesError::TooManyPixels);
    }
    return std::move(*clean);
}

} // namespace wardline::files
