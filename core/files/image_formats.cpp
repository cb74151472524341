// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/image_formats.h"

#include <QList>
#include <QtEndian>

#include <algorithm>
#include <array>

namespace wardline::files {

namespace {

constexpr int kOrientationTag = 0x0112;
constexpr int kMostTiffEntries = 512;

quint8 byteAt(QByteArrayView bytes, qsizetype at)
{
    return static_cast<quint8>(bytes[at]);
}
quint32 big(QByteArrayView bytes, qsizetype at, qsizetype count)
{
    quint32 value = 0;
    for (qsizetype i = 0; i < count; ++i) {
        value = (value << 8) | byteAt(bytes, at + i);
    }
    return value;
}
quint32 little(QByteArrayView bytes, qsizetype at, qsizetype count)
{
    quint32 value = 0;
    for (qsizetype i = count - 1; i >= 0; --i) {
        value = (value << 8) | byteAt(bytes, at + i);
    }
    return value;
}

/// A part of a file that is kept as it is.
struct Piece
{
    qsizetype at = 0;
    qsizetype size = 0;
};

// ---- JPEG

constexpr quint8 kSoi = 0xd8;
constexpr quint8 kEoi = 0xd9;
constexpr quint8 kSos = 0xda;
constexpr quint8 kApp0 = 0xe0;
constexpr quint8 kApp1 = 0xe1;
constexpr QByteArrayView kExifHead("Exif\0\0", 6);

bool isFrame(quint8 marker)
{
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
}

bool isKeptInJpeg(quint8 marker, QByteArrayView body)
{
    if (marker == kApp0) {
        return body.startsWith(QByteArrayView("JFIF\0", 5));
    }
    if (marker == 0xe2) {
        return body.startsWith(QByteArrayView("ICC_PROFILE\0", 12)); // the colours of a wound are part of it
    }
    if (marker == 0xee) {
        return body.startsWith("Adobe"); // how its colours are coded
    }
    return (marker >= 0xc0 && marker <= 0xcf && marker != 0xc8) || (marker >= 0xda && marker <= 0xdf);
}

/// Past the entropy-coded data behind a scan's header: the next marker.
qsizetype endOfScan(QByteArrayView content, qsizetype at)
{
    for (; at + 1 < content.size(); ++at) {
        const quint8 next = byteAt(content, at + 1);
        if (byteAt(content, at) == 0xff && next != 0x00 && !(next >= 0xd0 && next <= 0xd7)) {
            return at;
        }
    }
    return -1;
}

struct JpegParts
{
    QList<Piece> kept;
    QSize pixels;
    int orientation = 1;
    qsizetype headEnd = 0; ///< how many of `kept` stand before anything else (JFIF)
    bool isWhole = false;
};

std::optional<JpegParts> readJpeg(QByteArrayView content)
{
    if (content.size() < 4 || byteAt(content, 0) != 0xff || byteAt(content, 1) != kSoi) {
        return std::nullopt;
    }
    JpegParts parts;
    for (qsizetype at = 2; at + 1 < content.size();) {
        if (byteAt(content, at) != 0xff) {
            return std::nullopt;
        }
        const quint8 marker = byteAt(content, at + 1);
        if (marker == 0xff) {
            ++at; // filling
            continue;
        }
        if (marker == kEoi) {
            parts.isWhole = true;
            return parts;
        }
        if (at + 4 > content.size()) {
            return std::nullopt;
        }
        const qsizetype length = big(content, at + 2, 2);
        if (length < 2 || at + 2 + length > content.size()) {
            return std::nullopt;
        }
        const QByteArrayView body = content.sliced(at + 4, length - 2);
        if (isFrame(marker) && body.size() >= 5) {
            parts.pixels = QSize(static_cast<int>(big(body, 3, 2)), static_cast<int>(big(body, 1, 2)));
        }
        if (marker == kApp1 && body.startsWith(kExifHead)) {
            parts.orientation = orientationIn(body.sliced(kExifHead.size()));
        }
        qsizetype end = at + 2 + length;
        if (marker == kSos) {
            end = endOfScan(content, end);
            if (end < 0) {
                return std::nullopt;
            }
        }
        if (isKeptInJpeg(marker, body)) {
            parts.kept.append({at, end - at});
            parts.headEnd = marker == kApp0 && parts.kept.size() == 1 ? 1 : parts.headEnd;
        }
        at = end;
    }
    return std::nullopt;
}

QByteArray exifSegment(int orientation)
{
    const QByteArray tiff = tiffWithOrientation(orientation);
    QByteArray segment("\xff\xe1\x00\x00", 4);
    qToBigEndian(static_cast<quint16>(2 + kExifHead.size() + tiff.size()), segment.data() + 2);
    return segment + kExifHead.toByteArray() + tiff;
}

// ---- PNG

constexpr QByteArrayView kPngHead("\x89PNG\r\n\x1a\n", 8);
constexpr std::array kPngChunks{
    QByteArrayView("IHDR"), QByteArrayView("PLTE"), QByteArrayView("IDAT"), QByteArrayView("IEND"),
    QByteArrayView("tRNS"), QByteArrayView("gAMA"), QByteArrayView("cHRM"), QByteArrayView("sRGB"),
    QByteArrayView("iCCP"), QByteArrayView("cICP"), QByteArrayView("sBIT"), QByteArrayView("bKGD"),
    QByteArrayView("acTL"), QByteArrayView("fcTL"), QByteArrayView("fdAT"),
};

// ---- GIF

/// Past a row of sub-blocks; -1 where it does not end.
qsizetype endOfBlocks(QByteArrayView content, qsizetype at)
{
    while (at < content.size()) {
        const qsizetype size = byteAt(content, at);
        at += 1 + size;
        if (size == 0) {
            return at <= content.size() ? at : -1;
        }
    }
    return -1;
}

qsizetype colourTable(quint8 flags)
{
    return (flags & 0x80) != 0 ? 3 * (qsizetype(1) << ((flags & 0x07) + 1)) : 0;
}

/// Where the block at `at` ends, and whether it is kept.
struct GifBlock
{
    qsizetype end = -1;
    bool isKept = true;
};

GifBlock gifBlock(QByteArrayView content, qsizetype at)
{
    const quint8 kind = byteAt(content, at);
    if (kind == 0x2c && at + 10 <= content.size()) {
        const qsizetype data = at + 10 + colourTable(byteAt(content, at + 9)) + 1;
        return {data <= content.size() ? endOfBlocks(content, data) : -1, true};
    }
    if (kind == 0x21 && at + 3 <= content.size()) {
        const quint8 label = byteAt(content, at + 1);
        const QByteArrayView body = content.sliced(at + 2);
        const bool isLoop = label == 0xff
            && (body.startsWith("\x0bNETSCAPE2.0")
                || body.startsWith("\x0b"
                                   "ANIMEXTS1.0"));
        return {endOfBlocks(content, at + 2), label == 0xf9 || isLoop};
    }
    return {};
}

// ---- WebP

constexpr std::array kWebpChunks{
    QByteArrayView("VP8 "), QByteArrayView("VP8L"), QByteArrayView("ALPH"),
    QByteArrayView("ANIM"), QByteArrayView("ANMF"), QByteArrayView("ICCP"),
};
constexpr char kWebpExif = 0x08;
constexpr char kWebpXmp = 0x04;

QSize webpPixels(QByteArrayView type, QByteArrayView body)
{
    if (type == QByteArrayView("VP8X") && body.size() >= 10) {
        return {static_cast<int>(little(body, 4, 3)) + 1, static_cast<int>(little(body, 7, 3)) + 1};
    }
    if (type == QByteArrayView("VP8 ") && body.size() >= 10) {
        return {static_cast<int>(little(body, 6, 2) & 0x3fff), static_cast<int>(little(body, 8, 2) & 0x3fff)};
    }
    if (type == QByteArrayView("VP8L") && body.size() >= 5) {
        const quint32 bits = little(body, 1, 4);
        return {static_cast<int>(bits & 0x3fff) + 1, static_cast<int>((bits >> 14) & 0x3fff) + 1};
    }
    return {};
}

void addWebpChunk(QByteArray &out, QByteArrayView type, QByteArrayView body)
{
    QByteArray size(4, '\0');
    qToLittleEndian(static_cast<quint32>(body.size()), size.data());
    out.append(type.data(), type.size()).append(size).append(body.data(), body.size());
    if (body.size() % 2 != 0) {
        out.append('\0');
    }
}

} // namespace

int orientationIn(QByteArrayView tiff)
{
    const bool isLittle = tiff.startsWith(QByteArrayView("II*\0", 4));
    if (tiff.size() < 8 || (!isLittle && !tiff.startsWith(QByteArrayView("MM\0*", 4)))) {
        return 1;
    }
    const auto number = [&](qsizetype at, qsizetype count) {
        return qsizetype(isLittle ? little(tiff, at, count) : big(tiff, at, count));
    };
    const qsizetype directory = number(4, 4);
    if (directory < 8 || directory + 2 > tiff.size()) {
        return 1;
    }
    const qsizetype count = std::min<qsizetype>(number(directory, 2), kMostTiffEntries);
    for (qsizetype i = 0; i < count; ++i) {
        const qsizetype entry = directory + 2 + i * 12;
        if (entry + 12 > tiff.size()) {
            return 1;
        }
        if (number(entry, 2) == kOrientationTag) {
            const qsizetype value = number(entry + 8, 2);
            return value >= 1 && value <= 8 ? static_cast<int>(value) : 1;
        }
    }
    return 1;
}

QByteArray tiffWithOrientation(int orientation)
{
    // MM*, directory at 8, one entry: tag, SHORT, one value.
    QByteArray tiff("MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\0\0\0\0\0\0\0", 26);
    tiff[19] = static_cast<char>(orientation);
    return tiff;
}

std::optional<CleanImage> cleanJpeg(QByteArrayView content)
{
    const auto parts = readJpeg(content);
    if (!parts || !parts->isWhole) {
        return std::nullopt;
    }
    CleanImage clean;
    clean.pixels = isTurned(parts->orientation) ? parts->pixels.transposed() : parts->pixels;
    clean.bytes.reserve(content.size());
    clean.bytes.append("\xff\xd8", 2);
    for (qsizetype i = 0; i < parts->kept.size(); ++i) {
        if (i == parts->headEnd && parts->orientation != 1) {
            clean.bytes.append(exifSegment(parts->orientation));
        }
        const Piece &piece = parts->kept.at(i);
        clean.bytes.append(content.data() + piece.at, piece.size);
    }
    clean.bytes.append("\xff\xd9", 2);
    return clean;
}

std::optional<CleanImage> cleanPng(QByteArrayView content)
{
    if (!content.startsWith(kPngHead)) {
        return std::nullopt;
    }
    CleanImage clean;
    clean.bytes = kPngHead.toByteArray();
    clean.bytes.reserve(content.size());
    for (qsizetype at = kPngHead.size(); at + 12 <= content.size();) {
        const qsizetype length = big(content, at, 4);
        if (length > content.size() - at - 12) {
            return std::nullopt;
        }
        const QByteArrayView type = content.sliced(at + 4, 4);
        const bool isHeader = type == QByteArrayView("IHDR");
        if (isHeader != (at == kPngHead.size()) || (isHeader && length != 13)) {
            return std::nullopt;
        }
        if (isHeader) {
            const quint32 width = big(content, at + 8, 4);
            const quint32 height = big(content, at + 12, 4);
            constexpr quint32 kMost = 0x7fffffff;
            clean.pixels = width > kMost || height > kMost ? QSize() : QSize(int(width), int(height));
        }
        if (std::find(kPngChunks.begin(), kPngChunks.end(), type) != kPngChunks.end()) {
            clean.bytes.append(content.data() + at, 12 + length);
        }
        if (type == QByteArrayView("IEND")) {
            return clean;
        }
        at += 12 + length;
    }
    return std::nullopt;
}

std::optional<CleanImage> cleanGif(QByteArrayView content)
{
    constexpr qsizetype kHead = 13;
    if (content.size() < kHead || (!content.startsWith("GIF89a") && !content.startsWith("GIF87a"))) {
        return std::nullopt;
    }
    const qsizetype head = kHead + colourTable(byteAt(content, 10));
    if (head > content.size()) {
        return std::nullopt;
    }
    CleanImage clean;
    clean.pixels = QSize(static_cast<int>(little(content, 6, 2)), static_cast<int>(little(content, 8, 2)));
    clean.bytes.reserve(content.size());
    clean.bytes.append(content.data(), head);
    for (qsizetype at = head; at < content.size();) {
        if (byteAt(content, at) == 0x3b) {
            clean.bytes.append(';');
            return clean;
        }
        const GifBlock block = gifBlock(content, at);
        if (block.end < 0) {
            return std::nullopt;
        }
        if (block.isKept) {
            clean.bytes.append(content.data() + at, block.end - at);
        }
        at = block.end;
    }
    return std::nullopt;
}

std::optional<CleanImage> cleanWebp(QByteArrayView content)
{
    if (content.size() < 12 || !content.startsWith("RIFF") || content.sliced(8, 4) != QByteArrayView("WEBP")) {
        return std::nullopt;
    }
    const qsizetype end = std::min<qsizetype>(content.size(), 8 + qsizetype(little(content, 4, 4)));
    CleanImage clean;
    clean.bytes = QByteArray("RIFF\0\0\0\0WEBP", 12);
    qsizetype flagsAt = -1;
    int orientation = 1;
    for (qsizetype at = 12; at + 8 <= end;) {
        const QByteArrayView type = content.sliced(at, 4);
        const qsizetype length = little(content, at + 4, 4);
        if (length > end - at - 8) {
            return std::nullopt;
        }
        const QByteArrayView body = content.sliced(at + 8, length);
        if (clean.pixels.isEmpty()) {
            clean.pixels = webpPixels(type, body);
        }
        if (type == QByteArrayView("VP8X") && flagsAt < 0) {
            flagsAt = clean.bytes.size() + 8;
            addWebpChunk(clean.bytes, type, body);
        } else if (type == QByteArrayView("EXIF")) {
            orientation = orientationIn(body.startsWith(kExifHead) ? body.sliced(kExifHead.size()) : body);
        } else if (std::find(kWebpChunks.begin(), kWebpChunks.end(), type) != kWebpChunks.end()) {
            addWebpChunk(clean.bytes, type, body);
        }
        at += 8 + length + length % 2;
    }
    if (flagsAt >= 0 && flagsAt < clean.bytes.size()) {
        char &flags = clean.bytes.data()[flagsAt];
        flags = static_cast<char>(flags & ~(kWebpExif | kWebpXmp));
        if (orientation != 1) {
            flags = static_cast<char>(flags | kWebpExif);
            addWebpChunk(clean.bytes, "EXIF", tiffWithOrientation(orientation));
        }
    } else {
        orientation = 1; // nobody looks for it there
    }
    clean.pixels = isTurned(orientation) ? clean.pixels.transposed() : clean.pixels;
    qToLittleEndian(static_cast<quint32>(clean.bytes.size() - 8), clean.bytes.data() + 4);
    return clean;
}

} // namespace wardline::files
