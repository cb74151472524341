// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QIcon>
#include <QRectF>

class QPainter;

namespace wardline::ui {

/// Our own set: 20 px grid, 1.5 px round stroke, one colour.
enum class Icon {
    Conversations,
    People,
    Settings,
    Lock,
    NotEncrypted,
    Encrypted,
    Search,
    Send,
    Close,
    Details,
    Back,
    NewMessage,
    Waiting,
    Sent,
    Arrived,
    Opened,
    Failed,
    Copy,
    SignOut,
    Keyboard,
    Newest,
    Info,
    Warning,
    Person,
    Online,
    Offline,
    Observer,
    Chevron,
    Print,
    Unread,
};

/// Paints the icon in the colour, centred, as large as the rectangle allows; mirrored for right-to-left where it has a
/// direction.
void paintIcon(QPainter &painter, Icon icon, const QRectF &rect, const QColor &colour,
               Qt::LayoutDirection direction = Qt::LeftToRight);

/// The application's icon.
[[nodiscard]] QIcon applicationIcon();

} // namespace wardline::ui
