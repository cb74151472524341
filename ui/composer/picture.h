// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QFuture>
#include <QImage>
#include <QString>

#include <expected>

namespace wardline::ui {

/// A picture that is ready to be sent: drawn anew from its pixels, so that it carries nothing else (no place, no
/// camera, no author, no file name).
struct Picture
{
    QByteArray bytes; ///< PNG, or JPEG where that is much smaller
    QString fileName; ///< "picture.png"
    QSize pixels;
    QImage preview; ///< small
};

/// Why a picture cannot be sent.
enum class PictureProblem {
    Unreadable, ///< no picture, or of a kind that is not known here
    TooManyPixels,
    TooLarge, ///< as a file, even when drawn anew
};

inline constexpr int kLongestPictureSide = 12'000; ///< pixels
inline constexpr qint64 kMostPicturePixels = 50'000'000;
inline constexpr int kPicturePreviewSide = 40; ///< device-independent pixels

using PictureResult = std::expected<Picture, PictureProblem>;

/// By the type's short name ("png") or a file's suffix.
[[nodiscard]] bool isKnownPictureType(const QByteArray &type);

/// Prepares what was on the clipboard. The work is done on another thread.
[[nodiscard]] QFuture<PictureResult> preparePicture(const QImage &image);
/// The same for a file; its size is looked at before its pixels.
[[nodiscard]] QFuture<PictureResult> preparePictureFile(const QString &path);

} // namespace wardline::ui
