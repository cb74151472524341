// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/icons.h"

#include <QPainter>
#include <QPixmap>
#include <QPixmapCache>
#include <QSvgRenderer>

#include <cmath>

namespace wardline::ui {

using namespace Qt::StringLiterals;

namespace {

struct Drawing
{
    Icon icon;
    const char *file;
    bool hasDirection = false; ///< points along the line, so it is mirrored for right-to-left
};

// In the order of their names, so that two additions seldom meet.
constexpr Drawing kDrawings[] = {
    {Icon::Arrived, "arrived"},
    {Icon::Attach, "attach"},
    {Icon::Back, "back", true},
    {Icon::Bell, "bell"},
    {Icon::BellOff, "bell-off"},
    {Icon::Calendar, "calendar"},
    {Icon::Check, "check"},
    {Icon::Chevron, "chevron", true},
    {Icon::Close, "close"},
    {Icon::Conceal, "conceal"},
    {Icon::Conversations, "conversations", true},
    {Icon::Copy, "copy"},
    {Icon::Delete, "delete"},
    {Icon::Details, "details", true},
    {Icon::Download, "download"},
    {Icon::Edit, "edit"},
    {Icon::Encrypted, "encrypted"},
    {Icon::Failed, "failed"},
    {Icon::File, "file"},
    {Icon::Filter, "filter"},
    {Icon::Globe, "globe"},
    {Icon::History, "history"},
    {Icon::Image, "image"},
    {Icon::Info, "info"},
    {Icon::Keyboard, "keyboard"},
    {Icon::Link, "link"},
    {Icon::Lock, "lock"},
    {Icon::Look, "look"},
    {Icon::Mention, "mention"},
    {Icon::More, "more"},
    {Icon::NewMessage, "new-message"},
    {Icon::Newest, "newest"},
    {Icon::NotEncrypted, "not-encrypted"},
    {Icon::Observer, "observer"},
    {Icon::Offline, "offline"},
    {Icon::Online, "online"},
    {Icon::Opened, "opened"},
    {Icon::People, "people"},
    {Icon::Person, "person"},
    {Icon::Play, "play"},
    {Icon::Plus, "plus"},
    {Icon::Policy, "policy"},
    {Icon::Print, "print"},
    {Icon::React, "react"},
    {Icon::Reply, "reply", true},
    {Icon::Retry, "retry"},
    {Icon::Search, "search"},
    {Icon::Send, "send", true},
    {Icon::Sent, "sent"},
    {Icon::Settings, "settings"},
    {Icon::SignOut, "sign-out", true},
    {Icon::Sound, "sound", true},
    {Icon::SoundOff, "sound-off", true},
    {Icon::Spelling, "spelling"},
    {Icon::Star, "star"},
    {Icon::Unread, "unread"},
    {Icon::Urgency, "urgency"},
    {Icon::Waiting, "waiting"},
    {Icon::Warning, "warning"},
};

const Drawing &drawingOf(Icon icon)
{
    for (const Drawing &drawing : kDrawings) {
        if (drawing.icon == icon) {
            return drawing;
        }
    }
    return kDrawings[0];
}

QPixmap render(Icon icon, int pixels, const QColor &colour, bool isMirrored)
{
    QPixmap pixmap(pixels, pixels);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    if (isMirrored) {
        painter.translate(pixels, 0);
        painter.scale(-1, 1);
    }
    QSvgRenderer renderer(u":/wardline/icons/"_s + QString::fromLatin1(drawingOf(icon).file) + u".svg"_s);
    renderer.render(&painter, QRectF(0, 0, pixels, pixels));
    painter.resetTransform();
    painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
    painter.fillRect(pixmap.rect(), colour);
    return pixmap;
}

} // namespace

void paintIcon(QPainter &painter, Icon icon, const QRectF &rect, const QColor &colour, Qt::LayoutDirection direction)
{
    const qreal side = std::min(rect.width(), rect.height());
    const qreal ratio = painter.device()->devicePixelRatioF();
    const int pixels = static_cast<int>(std::lround(side * ratio));
    const bool isMirrored = direction == Qt::RightToLeft && drawingOf(icon).hasDirection;
    const QString key =
        u"wardline-icon/%1/%2/%3/%4"_s.arg(static_cast<int>(icon)).arg(pixels).arg(colour.rgba()).arg(isMirrored);
    QPixmap pixmap;
    if (!QPixmapCache::find(key, &pixmap)) {
        pixmap = render(icon, pixels, colour, isMirrored);
        QPixmapCache::insert(key, pixmap);
    }
    QRectF target(0, 0, side, side);
    target.moveCenter(rect.center());
    // On whole device pixels, or the strokes blur.
    target.moveTopLeft(QPointF(std::round(target.x() * ratio) / ratio, std::round(target.y() * ratio) / ratio));
    painter.drawPixmap(target, pixmap, QRectF(pixmap.rect()));
}

QIcon applicationIcon()
{
    QIcon icon;
    for (const int side : {16, 24, 32, 48, 64, 128, 256}) {
        QPixmap pixmap(side, side);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        QSvgRenderer renderer(u":/wardline/wardline.svg"_s);
        renderer.render(&painter, QRectF(0, 0, side, side));
        painter.end();
        icon.addPixmap(pixmap);
    }
    return icon;
}

} // namespace wardline::ui
