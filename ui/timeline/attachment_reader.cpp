// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/attachment_reader.h"

#include <QBuffer>
#include <QImageReader>
#include <QMimeDatabase>

namespace wardline::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kLongestSide = 16'000;
constexpr qint64 kMostPixels = 40'000'000; ///< what a good camera makes
constexpr qsizetype kHead = 64 * 1024; ///< enough of the content to tell its type

/// The reader's name of a format, given by hand so that a file cannot choose its own decoder.
QByteArray formatOf(const QString &mediaType)
{
    if (mediaType == u"image/png"_s) {
        return QByteArrayLiteral("png");
    }
    if (mediaType == u"image/jpeg"_s) {
        return QByteArrayLiteral("jpeg");
    }
    if (mediaType == u"image/gif"_s) {
        return QByteArrayLiteral("gif");
    }
    if (mediaType == u"image/bmp"_s) {
        return QByteArrayLiteral("bmp");
    }
    return {};
}

bool isSameKind(const QMimeType &said, const QMimeType &found)
{
    return said == found || found.inherits(said.name()) || said.inherits(found.name());
}

FileRefusal decode(const QByteArray &content, const QByteArray &format, QSize box, QImage &picture)
{
    QBuffer buffer;
    buffer.setData(content);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer, format);
    reader.setDecideFormatFromContent(false);
    reader.setAutoTransform(true);
    const QSize size = reader.size();
    if (!size.isValid() || size.isEmpty()) {
        return FileRefusal::Damaged;
    }
    if (size.width() > kLongestSide || size.height() > kLongestSide
        || qint64(size.width()) * size.height() > kMostPixels) {
        return FileRefusal::TooManyPixels;
    }
    const bool isTurned = reader.transformation().testFlag(QImageIOHandler::TransformationRotate90);
    const QSize target = size.scaled(isTurned ? box.transposed() : box, Qt::KeepAspectRatio);
    if (target.width() < size.width()) {
        reader.setScaledSize(target.expandedTo({1, 1}));
    }
    if (!reader.read(&picture) || picture.isNull()) {
        return FileRefusal::Damaged;
    }
    picture = std::move(picture).convertToFormat(QImage::Format_ARGB32_Premultiplied);
    return FileRefusal::None;
}

} // namespace

bool isShownPicture(const QString &mediaType)
{
    return !formatOf(mediaType).isEmpty();
}

FileFacts readAttachment(const QByteArray &content, const QString &mediaType, QSize box)
{
    FileFacts facts;
    const QMimeDatabase types;
    const QMimeType found = types.mimeTypeForData(content.left(kHead));
    const QMimeType said = types.mimeTypeForName(mediaType);
    const bool isTelling = found.isValid() && !found.isDefault();
    facts.typeWords = isTelling ? found.comment() : QString();
    const bool saysSomething = said.isValid() && !said.isDefault();
    // Plain text is what is left when nothing else fits, so it contradicts a picture but not a table.
    const bool isWeak = found.name() == u"text/plain"_s && !mediaType.startsWith(u"image/"_s);
    if (isTelling && saysSomething && !isWeak && !isSameKind(said, found)) {
        facts.refusal = FileRefusal::NotWhatItSays;
        return facts;
    }
    if (const QByteArray format = formatOf(mediaType); !format.isEmpty()) {
        facts.refusal = decode(content, format, box, facts.picture);
    }
    return facts;
}

} // namespace wardline::ui
