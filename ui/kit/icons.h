// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QIcon>
#include <QRectF>

class QPainter;

namespace wardline::ui {

/// Our own set: 20 px grid, 1.5 px round stroke, one colour. In the order of their names; each has a line in icons.cpp
/// and a file in resources/icons.
enum class Icon {
    Arrived,
    Attach,
    Back,
    Bell,
    BellOff,
    Calendar,
    Check,
    Chevron,
    Close,
    Conceal,
    Conversations,
    Copy,
    Delete,
    Details,
    Download,
    Edit,
    Encrypted,
    Failed,
    File,
    Filter,
    Globe,
    History,
    Image,
    Info,
    Keyboard,
    Link,
    Lock,
    Look,
    Mention,
    More,
    NewMessage,
    Newest,
    NotEncrypted,
    Observer,
    Offline,
    Online,
    Opened,
    People,
    Person,
    Play,
    Plus,
    Policy,
    Print,
    React,
    Reply,
    Retry,
    Search,
    Send,
    Sent,
    Settings,
    SignOut,
    Sound,
    SoundOff,
    Spelling,
    Star,
    Unread,
    Urgency,
    Waiting,
    Warning,
};

/// Paints the icon in the colour, centred, as large as the rectangle allows; mirrored for right-to-left where it has a
/// direction.
void paintIcon(QPainter &painter, Icon icon, const QRectF &rect, const QColor &colour,
               Qt::LayoutDirection direction = Qt::LeftToRight);

/// The application's icon.
[[nodiscard]] QIcon applicationIcon();

} // namespace wardline::ui
