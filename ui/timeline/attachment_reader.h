// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QImage>
#include <QSize>
#include <QString>

namespace wardline::ui {

/// Why the content of a file is not shown.
enum class FileRefusal {
    None,
    NotWhatItSays, ///< its content is of another type than its sender says
    TooManyPixels, ///< decoding it would take absurd amounts of memory
    Damaged, ///< says it is a picture and cannot be decoded
};

/// What a file truly is.
struct FileFacts
{
    QString typeWords; ///< "PDF document", by its content; empty when nothing is known of it
    FileRefusal refusal = FileRefusal::None;
    QImage picture; ///< scaled into the box; null for other files
};

/// Whether the sender says it is a picture of a kind that is shown here: PNG, JPEG, GIF, BMP. Never SVG, which can
/// refer to other places.
[[nodiscard]] bool isShownPicture(const QString &mediaType);

/// Looks at content that nobody should trust. Dimensions are refused before anything is decoded; only the first frame
/// of an animation is ever read. `box` in device pixels. Safe on any thread; may take a while.
[[nodiscard]] FileFacts readAttachment(const QByteArray &content, const QString &mediaType, QSize box);

} // namespace wardline::ui
