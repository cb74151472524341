// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/urgency_mark.h"

#include "ui/kit/metrics.h"
#include "ui/kit/theme.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPainterPath>
#include <QPixmap>
#include <QPolygonF>
#include <QStyle>

namespace wardline::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kShape = 14; ///< of the triangle and the flag
constexpr qreal kStroke = 1.5;
constexpr qreal kSharpest = 3; ///< pixels for each of the design's, on the sharpest screens

void paintTriangle(QPainter &painter, const QRectF &box)
{
    const QPointF top(box.center().x(), box.top() + 1);
    painter.drawPolygon(QPolygonF({top, box.bottomRight() - QPointF(0, 1), box.bottomLeft() - QPointF(0, 1)}));
    const qreal unit = box.height() / kShape;
    painter.drawLine(QPointF(top.x(), box.top() + 5.5 * unit), QPointF(top.x(), box.top() + 8.5 * unit));
    painter.drawPoint(QPointF(top.x(), box.top() + 10.8 * unit));
}

void paintFlag(QPainter &painter, const QRectF &box)
{
    const qreal unit = box.height() / kShape;
    const qreal pole = box.left() + 2.5 * unit;
    painter.drawLine(QPointF(pole, box.top() + unit), QPointF(pole, box.bottom() - 0.5 * unit));
    painter.drawPolyline(QPolygonF({{pole, box.top() + 1.5 * unit},
                                    {box.right() - unit, box.top() + 1.5 * unit},
                                    {box.right() - 3.5 * unit, box.top() + 4.75 * unit},
                                    {box.right() - unit, box.top() + 8 * unit},
                                    {pole, box.top() + 8 * unit}}));
}

void paintShape(QPainter &painter, const QRectF &box, model::Urgency urgency, const QColor &ink)
{
    painter.setPen(QPen(ink, kStroke, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    if (urgency == model::Urgency::Stat) {
        painter.fillPath(octagon(box), ink);
    } else if (urgency == model::Urgency::Concern) {
        paintTriangle(painter, box);
    } else {
        paintFlag(painter, box);
    }
}

} // namespace

QPainterPath octagon(const QRectF &box)
{
    const qreal cut = box.height() * 0.3;
    QPainterPath path;
    path.addPolygon(QPolygonF({{box.left() + cut, box.top()},
                               {box.right() - cut, box.top()},
                               {box.right(), box.top() + cut},
                               {box.right(), box.bottom() - cut},
                               {box.right() - cut, box.bottom()},
                               {box.left() + cut, box.bottom()},
                               {box.left(), box.bottom() - cut},
                               {box.left(), box.top() + cut}}));
    path.closeSubpath();
    return path;
}

std::optional<model::Urgency> markedUrgency(const std::optional<model::Urgency> &urgency)
{
    return urgency == model::Urgency::Fyi ? std::nullopt : urgency;
}

QString urgencyWords(model::Urgency urgency)
{
    switch (urgency) {
    case model::Urgency::Fyi:
        return QCoreApplication::translate("Urgency", "For information");
    case model::Urgency::ActionWithin:
        return QCoreApplication::translate("Urgency", "Within 15 min");
    case model::Urgency::Concern:
        return QCoreApplication::translate("Urgency", "Please talk");
    case model::Urgency::Stat:
        //: the highest urgency; the same word in all languages of a house
        return QCoreApplication::translate("Urgency", "STAT");
    }
    return {};
}

QColor urgencyInk(model::Urgency urgency, const Palette &palette)
{
    switch (urgency) {
    case model::Urgency::Fyi:
        return palette.muted;
    case model::Urgency::ActionWithin:
        return palette.accent;
    case model::Urgency::Concern:
        return palette.concern;
    case model::Urgency::Stat:
        return palette.stat;
    }
    return palette.text;
}

int urgencyChipWidth(model::Urgency urgency, int wordsWidth)
{
    const int shape = urgency == model::Urgency::Stat ? 0 : kShape + metrics::kSpace4;
    return wordsWidth + shape + 2 * metrics::kSpace8;
}

QRect urgencyWordsRect(const QRect &chip, model::Urgency urgency, Qt::LayoutDirection direction)
{
    const int before = metrics::kSpace8 + (urgency == model::Urgency::Stat ? 0 : kShape + metrics::kSpace4);
    return QStyle::visualRect(direction, chip, chip.adjusted(before, 0, -metrics::kSpace8, 0));
}

void paintUrgencyChip(QPainter &painter, const QRect &chip, model::Urgency urgency, const QColor &ink,
                      const QColor &ground, Qt::LayoutDirection direction)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = QRectF(chip).adjusted(0.5, 0.5, -0.5, -0.5);
    if (urgency == model::Urgency::Stat) {
        painter.fillPath(octagon(box), ink);
    } else {
        painter.setPen(QPen(ink, 1));
        painter.setBrush(ground);
        painter.drawRoundedRect(box, metrics::kRadius, metrics::kRadius);
        const QRect shape(chip.left() + metrics::kSpace8, chip.center().y() - kShape / 2 + 1, kShape, kShape);
        paintShape(painter, QStyle::visualRect(direction, chip, shape), urgency, ink);
    }
    painter.restore();
}

QIcon urgencyIcon(model::Urgency urgency, const Theme &theme)
{
    const auto drawn = [urgency](const QColor &ink) {
        QPixmap pixmap(QSize(metrics::kIcon, metrics::kIcon) * kSharpest);
        pixmap.setDevicePixelRatio(kSharpest);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        painter.setRenderHint(QPainter::Antialiasing);
        const qreal rim = (metrics::kIcon - kShape) / 2.0;
        paintShape(painter, QRectF(rim, rim, kShape, kShape), urgency, ink);
        return pixmap;
    };
    QIcon icon(drawn(urgencyInk(urgency, theme.palette())));
    // On the entry that is chosen: its ground may have the very colour of the mark.
    icon.addPixmap(drawn(theme.palette().toQPalette().color(QPalette::HighlightedText)), QIcon::Active);
    return icon;
}

} // namespace wardline::ui
