// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/files/image_cleaner.h"

#include <QByteArrayView>

#include <optional>

namespace wardline::files {

// The containers that cleanImage knows. Nothing for what is damaged. Every length that a file states is held against
// what is there before it is used.

/// ITU T.81, JFIF.
[[nodiscard]] std::optional<CleanImage> cleanJpeg(QByteArrayView content);
/// W3C PNG, with the animation chunks.
[[nodiscard]] std::optional<CleanImage> cleanPng(QByteArrayView content);
/// GIF89a.
[[nodiscard]] std::optional<CleanImage> cleanGif(QByteArrayView content);
/// RFC 9649.
[[nodiscard]] std::optional<CleanImage> cleanWebp(QByteArrayView content);

/// Which way up a picture is, 1 to 8 (Exif tag 0x0112), in a TIFF block; 1 where it does not say.
[[nodiscard]] int orientationIn(QByteArrayView tiff);
/// A TIFF block that says this and nothing else.
[[nodiscard]] QByteArray tiffWithOrientation(int orientation);
/// Whether it lies on its side.
[[nodiscard]] constexpr bool isTurned(int orientation)
{
    return orientation >= 5;
}

} // namespace wardline::files
