// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QSize>
#include <QString>

namespace wardline::files {

inline constexpr int kLongestImageSide = 16'000; ///< pixels
inline constexpr qint64 kMostImagePixels = 50'000'000; ///< what a good camera makes

/// A picture without anything but itself.
struct CleanImage
{
    QByteArray bytes;
    QSize pixels; ///< as it is shown: turned as the camera says
};

/// Whether metadata can be removed from pictures of this type: PNG, JPEG, GIF, WebP.
[[nodiscard]] bool isCleanable(const QString &mediaType);

/// Keeps of a picture what its pixels and colours need and drops everything else: Exif with place, camera and
/// thumbnail, XMP, IPTC, comments, texts, times, what follows the end. Only which way up it is stays (JPEG, WebP).
///
/// By a list of what is kept, at the level of the container: nothing is decoded, so that no decoder stands on this way
/// and no pixel of a wound changes; and what nobody has thought of is dropped, too. CannotClean for other types,
/// Damaged, TooManyPixels. Any thread.
[[nodiscard]] Result<CleanImage> cleanImage(QByteArrayView content, const QString &mediaType);

} // namespace wardline::files
