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

QString fileOf(Icon icon)
{
    switch (icon) {
    case Icon::Conversations:
        return u"conversations"_s;
    case Icon::People:
        return u"people"_s;
    case Icon::Settings:
        return u"settings"_s;
    case Icon::Lock:
        return u"lock"_s;
    case Icon::NotEncrypted:
        return u"not-encrypted"_s;
    case Icon::Encrypted:
        return u"encrypted"_s;
    case Icon::Search:
        return u"search"_s;
    case Icon::Send:
        return u"send"_s;
    case Icon::Close:
        return u"close"_s;
    case Icon::Details:
        return u"details"_s;
    case Icon::Back:
        return u"back"_s;
    case Icon::NewMessage:
        return u"new-message"_s;
    case Icon::Waiting:
        return u"waiting"_s;
    case Icon::Sent:
        return u"sent"_s;
    case Icon::Arrived:
        return u"arrived"_s;
    case Icon::Opened:
        return u"opened"_s;
    case Icon::Failed:
        return u"failed"_s;
    case Icon::Copy:
        return u"copy"_s;
    case Icon::SignOut:
        return u"sign-out"_s;
    case Icon::Keyboard:
        return u"keyboard"_s;
    case Icon::Newest:
        return u"newest"_s;
    case Icon::Info:
        return u"info"_s;
    case Icon::Warning:
        return u"warning"_s;
    case Icon::Person:
        return u"person"_s;
    case Icon::Online:
        return u"online"_s;
    case Icon::Offline:
        return u"offline"_s;
    case Icon::Observer:
        return u"observer"_s;
    case Icon::Chevron:
        return u"chevron"_s;
    case Icon::Print:
        return u"print"_s;
    case Icon::Unread:
        return u"unread"_s;
    }
    return {};
}

bool hasDirection(Icon icon)
{
    return icon == Icon::Send || icon == Icon::Back || icon == Icon::Chevron || icon == Icon::SignOut
        || icon == Icon::Details || icon == Icon::Conversations;
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
    QSvgRenderer renderer(u":/wardline/icons/"_s + fileOf(icon) + u".svg"_s);
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
    const bool isMirrored = direction == Qt::RightToLeft && hasDirection(icon);
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
