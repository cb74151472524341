// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/picture_canvas.h"

#include "ui/kit/metrics.h"

#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <cmath>

namespace wardline::ui {

PictureCanvas::PictureCanvas(const Theme &theme, QWidget *parent)
    : QAbstractScrollArea(parent)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("pictureCanvas"));
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    viewport()->setAutoFillBackground(false);
    horizontalScrollBar()->setSingleStep(metrics::kSpace32);
    verticalScrollBar()->setSingleStep(metrics::kSpace32);
    connect(&theme, &Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

void PictureCanvas::show(const QImage &picture)
{
    m_words.clear();
    m_picture = picture;
    layOut();
}

void PictureCanvas::say(const QString &words)
{
    forget();
    m_words = words;
    viewport()->update();
}

void PictureCanvas::forget()
{
    m_picture = QImage();
    m_fitted = QPixmap();
    m_words.clear();
    layOut();
}

void PictureCanvas::setOwnSize(bool isOwnSize)
{
    m_isOwnSize = isOwnSize;
    layOut();
}

QSize PictureCanvas::ownSize() const
{
    const QSizeF size = QSizeF(m_picture.size()) / devicePixelRatioF();
    return size.toSize().expandedTo({1, 1});
}

/// Never larger than it is: that shows no more.
QSize PictureCanvas::shownSize() const
{
    const QSize own = ownSize();
    if (m_isOwnSize) {
        return own;
    }
    const QSize room = maximumViewportSize();
    const bool fits = own.width() <= room.width() && own.height() <= room.height();
    return fits ? own : own.scaled(room, Qt::KeepAspectRatio).expandedTo({1, 1});
}

int PictureCanvas::percent() const
{
    return hasPicture() ? static_cast<int>(std::lround(100.0 * shownSize().width() / ownSize().width())) : 0;
}

QRect PictureCanvas::place() const
{
    const QSize size = shownSize();
    const QSize room = viewport()->size();
    const bool isMirrored = layoutDirection() == Qt::RightToLeft; // then the bar counts from the right
    const QScrollBar *across = horizontalScrollBar();
    const int scrolled = isMirrored ? across->maximum() - across->value() : across->value();
    const int left = size.width() <= room.width() ? (room.width() - size.width()) / 2 : -scrolled;
    const int top =
        size.height() <= room.height() ? (room.height() - size.height()) / 2 : -verticalScrollBar()->value();
    return {QPoint(left, top), size};
}

void PictureCanvas::layOut()
{
    m_fitted = QPixmap();
    const QSize size = hasPicture() ? shownSize() : QSize();
    const QSize room = viewport()->size();
    const auto fit = [](QScrollBar *bar, int length, int window) {
        const double middle = bar->maximum() > 0 ? double(bar->value()) / bar->maximum() : 0.5;
        bar->setPageStep(window);
        bar->setRange(0, std::max(0, length - window));
        bar->setValue(static_cast<int>(std::lround(middle * bar->maximum())));
    };
    fit(horizontalScrollBar(), m_isOwnSize ? size.width() : 0, room.width());
    fit(verticalScrollBar(), m_isOwnSize ? size.height() : 0, room.height());
    const bool isMovable = horizontalScrollBar()->maximum() > 0 || verticalScrollBar()->maximum() > 0;
    viewport()->setCursor(isMovable ? Qt::OpenHandCursor : Qt::ArrowCursor);
    viewport()->update();
    Q_EMIT percentChanged();
}

void PictureCanvas::paintEvent(QPaintEvent *)
{
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), m_theme.palette().window);
    if (!hasPicture()) {
        painter.setFont(m_theme.font(FontRole::Body));
        painter.setPen(m_theme.palette().muted);
        painter.drawText(viewport()->rect().adjusted(metrics::kSpace16, 0, -metrics::kSpace16, 0),
                         Qt::AlignCenter | Qt::TextWordWrap, m_words);
        return;
    }
    const QRect where = place();
    if (m_isOwnSize || where.size() == ownSize()) {
        painter.drawImage(where, m_picture);
    } else {
        if (m_fitted.isNull()) {
            const qreal ratio = devicePixelRatioF();
            m_fitted = QPixmap::fromImage(m_picture.scaled((QSizeF(where.size()) * ratio).toSize(),
                                                           Qt::IgnoreAspectRatio, Qt::SmoothTransformation));
            m_fitted.setDevicePixelRatio(ratio);
        }
        painter.drawPixmap(where.topLeft(), m_fitted);
    }
    if (hasFocus()) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(m_theme.palette().accent, metrics::kFocusWidth));
        painter.drawRoundedRect(QRectF(viewport()->rect()).adjusted(1, 1, -1, -1), metrics::kRadius, metrics::kRadius);
    }
}

void PictureCanvas::resizeEvent(QResizeEvent *)
{
    layOut();
}

void PictureCanvas::scrollContentsBy(int, int)
{
    viewport()->update();
}

void PictureCanvas::mousePressEvent(QMouseEvent *event)
{
    m_draggedFrom = event->pos();
    if (viewport()->cursor().shape() == Qt::OpenHandCursor) {
        viewport()->setCursor(Qt::ClosedHandCursor);
    }
}

void PictureCanvas::mouseMoveEvent(QMouseEvent *event)
{
    if (!event->buttons().testFlag(Qt::LeftButton)) {
        return;
    }
    const QPoint by = event->pos() - m_draggedFrom;
    m_draggedFrom = event->pos();
    const int across = layoutDirection() == Qt::RightToLeft ? by.x() : -by.x();
    horizontalScrollBar()->setValue(horizontalScrollBar()->value() + across);
    verticalScrollBar()->setValue(verticalScrollBar()->value() - by.y());
}

void PictureCanvas::mouseReleaseEvent(QMouseEvent *)
{
    if (viewport()->cursor().shape() == Qt::ClosedHandCursor) {
        viewport()->setCursor(Qt::OpenHandCursor);
    }
}

void PictureCanvas::mouseDoubleClickEvent(QMouseEvent *)
{
    Q_EMIT sizeWanted();
}

} // namespace wardline::ui
