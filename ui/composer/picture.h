// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/message_service.h"

#include <QByteArray>
#include <QFuture>
#include <QImage>
#include <QString>

#include <expected>

namespace wardline::ui {

/// A picture that is ready to be sent: drawn anew from its pixels, so that it carries nothing else (no place, no
/// camera, no author, no file name). Or another file, which stays where it is until it is sent.
struct Picture
{
    QByteArray bytes; ///< PNG, or JPEG where that is much smaller
    QString fileName; ///< "picture.png"
    QSize pixels;
    QImage preview; ///< small
    QByteArray thumbnail; ///< a few kB, for those who have not fetched it yet
    QString path; ///< of a file that is no picture; `bytes` is empty then
    qint64 size = 0; ///< bytes
};

/// Why a picture cannot be sent.
enum class PictureProblem {
    Unreadable, ///< no picture, or of a kind that is not known here
    TooManyPixels,
    TooLarge, ///< as a file, even when drawn anew
    NoFile, ///< a folder, or nothing that can be read
};

inline constexpr int kLongestPictureSide = 12'000; ///< pixels
inline constexpr qint64 kMostPicturePixels = 50'000'000;
inline constexpr int kPicturePreviewSide = 40; ///< device-independent pixels

using PictureResult = std::expected<Picture, PictureProblem>;

/// To be handed to the service.
[[nodiscard]] service::OutgoingFile outgoingFile(const Picture &picture);

/// By the type's short name ("png") or a file's suffix.
[[nodiscard]] bool isKnownPictureType(const QByteArray &type);

/// Prepares what was on the clipboard. The work is done on another thread.
[[nodiscard]] QFuture<PictureResult> preparePicture(const QImage &image);
/// The same for a file; its size is looked at before its pixels.
[[nodiscard]] QFuture<PictureResult> preparePictureFile(const QString &path);

/// Any other file: looked at, not read.
[[nodiscard]] QFuture<PictureResult> prepareAnyFile(const QString &path, qint64 limit);

} // namespace wardline::ui
