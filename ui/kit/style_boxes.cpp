// SPDX-License-Identifier: GPL-3.0-or-later
// Boxes with arrows: what one chooses from, and what one steps through.
#include "ui/kit/metrics.h"
#include "ui/kit/style.h"
#include "ui/kit/theme.h"

#include <QPainter>
#include <QStyleOptionComboBox>
#include <QStyleOptionSpinBox>

namespace wardline::ui {

namespace {

constexpr qreal kArrowWidth = 8;
constexpr qreal kStroke = 1.5;

/// An open angle like those of our icons, in the middle of `box`.
void drawArrow(QPainter &painter, const QRectF &box, bool isDown, const QColor &ink)
{
    const QPointF middle = box.center();
    const qreal half = kArrowWidth / 2;
    const qreal tip = (isDown ? 1 : -1) * half / 2;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(ink, kStroke, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(
        QPolygonF({middle + QPointF(-half, -tip), middle + QPointF(0, tip), middle + QPointF(half, -tip)}));
    painter.restore();
}

} // namespace

void Style::drawChoiceBox(const QStyleOptionComplex &option, QPainter &painter, const QWidget *widget) const
{
    drawInputFrame(option, painter);
    const QRectF arrow = subControlRect(CC_ComboBox, &option, SC_ComboBoxArrow, widget);
    const bool isEnabled = option.state.testFlag(State_Enabled);
    drawArrow(painter, arrow, true, isEnabled ? m_theme.palette().text : m_theme.palette().disabled);
}

void Style::drawStepBox(const QStyleOptionComplex &option, QPainter &painter, const QWidget *widget) const
{
    drawInputFrame(option, painter);
    const auto *box = qstyleoption_cast<const QStyleOptionSpinBox *>(&option);
    if (!box || box->buttonSymbols == QAbstractSpinBox::NoButtons) {
        return;
    }
    for (const SubControl part : {SC_SpinBoxUp, SC_SpinBoxDown}) {
        const bool isUp = part == SC_SpinBoxUp;
        const auto step = isUp ? QAbstractSpinBox::StepUpEnabled : QAbstractSpinBox::StepDownEnabled;
        const bool isPossible = option.state.testFlag(State_Enabled) && box->stepEnabled.testFlag(step);
        drawArrow(painter, subControlRect(CC_SpinBox, &option, part, widget), !isUp,
                  isPossible ? m_theme.palette().text : m_theme.palette().disabled);
    }
}

} // namespace wardline::ui
