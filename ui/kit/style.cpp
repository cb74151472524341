// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/style.h"

#include "ui/kit/icons.h"
#include "ui/kit/metrics.h"
#include "ui/kit/theme.h"

#include <QEvent>
#include <QLineEdit>
#include <QPainter>
#include <QStyleFactory>
#include <QStyleOptionMenuItem>
#include <QStyleOptionSlider>

#include <algorithm>
#include <cmath>

namespace wardline::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kFilledAtOnce = 64; ///< lines of a scroll bar

/// A line of text begins where the window does. Left alone it follows the keyboard while it is empty and its first
/// letter afterwards, so that its words would stand at the other end than its label.
void alignWithWindow(QLineEdit &line)
{
    if (!line.alignment().testFlag(Qt::AlignHCenter)) {
        const Qt::Alignment start = line.layoutDirection() == Qt::RightToLeft ? Qt::AlignRight : Qt::AlignLeft;
        line.setAlignment(start | Qt::AlignAbsolute | Qt::AlignVCenter);
    }
}

} // namespace

Style::Style(const Theme &theme)
    : QProxyStyle(QStyleFactory::create(u"Fusion"_s))
    , m_theme(theme)
{
}

void Style::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    if (auto *line = qobject_cast<QLineEdit *>(widget)) {
        alignWithWindow(*line);
        line->installEventFilter(this); // once, however often it is polished
    }
}

bool Style::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::LayoutDirectionChange) {
        if (auto *line = qobject_cast<QLineEdit *>(watched)) {
            alignWithWindow(*line);
        }
    }
    return QProxyStyle::eventFilter(watched, event);
}

void Style::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                          const QWidget *widget) const
{
    switch (element) {
    case PE_PanelLineEdit:
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option); frame && frame->lineWidth > 0) {
            drawInputFrame(*option, *painter);
        }
        return;
    case PE_FrameLineEdit:
        drawInputFrame(*option, *painter);
        return;
    case PE_IndicatorRadioButton:
        drawRadio(*option, *painter);
        return;
    case PE_IndicatorCheckBox:
        drawCheck(*option, *painter);
        return;
    case PE_FrameFocusRect:
        return; // the focus ring and the delegates say it
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void Style::drawInputFrame(const QStyleOption &option, QPainter &painter) const
{
    const Palette &colours = m_theme.palette();
    const bool hasFocus = option.state.testFlag(State_HasFocus);
    const qreal width = hasFocus ? colours.focusFrame() : 1;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const bool isOff = !option.state.testFlag(State_Enabled);
    painter.setPen(isOff ? colours.offFrame() : QPen(hasFocus ? colours.focus : colours.border, width));
    painter.setBrush(isOff ? colours.window : colours.surface);
    const qreal inset = width / 2;
    painter.drawRoundedRect(QRectF(option.rect).adjusted(inset, inset, -inset, -inset), metrics::kRadius,
                            metrics::kRadius);
    painter.restore();
}

void Style::drawRadio(const QStyleOption &option, QPainter &painter) const
{
    const Palette &colours = m_theme.palette();
    const bool isOn = option.state.testFlag(State_On);
    const QColor ink = option.state.testFlag(State_Enabled) ? colours.accent : colours.disabled;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF circle = QRectF(option.rect).adjusted(1.5, 1.5, -1.5, -1.5);
    painter.setPen(QPen(isOn ? ink : colours.border, isOn ? 2 : 1));
    painter.setBrush(option.state.testFlag(State_MouseOver) ? colours.hover : colours.surface);
    painter.drawEllipse(circle);
    if (isOn) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(ink);
        painter.drawEllipse(circle.adjusted(4, 4, -4, -4));
    }
    painter.restore();
}

void Style::drawCheck(const QStyleOption &option, QPainter &painter) const
{
    const Palette &colours = m_theme.palette();
    const bool isOn = option.state.testFlag(State_On);
    const QColor ink = option.state.testFlag(State_Enabled) ? colours.accent : colours.disabled;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = QRectF(option.rect).adjusted(1.5, 1.5, -1.5, -1.5);
    painter.setPen(QPen(isOn ? ink : colours.border, 1));
    painter.setBrush(isOn ? ink : option.state.testFlag(State_MouseOver) ? colours.hover : colours.surface);
    painter.drawRoundedRect(box, 4, 4);
    if (isOn) {
        paintIcon(painter, Icon::Check, box, option.state.testFlag(State_Enabled) ? colours.onFilled : colours.surface);
    }
    painter.restore();
}

void Style::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                               const QWidget *widget) const
{
    if (control == CC_ScrollBar) {
        drawScrollBar(*option, *painter, widget);
        return;
    }
    if (control == CC_ComboBox) {
        drawChoiceBox(*option, *painter, widget);
        return;
    }
    if (control == CC_SpinBox) {
        drawStepBox(*option, *painter, widget);
        return;
    }
    const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option);
    if (control == CC_ToolButton && button) {
        QStyleOptionToolButton plain(*button);
        plain.features &= ~QStyleOptionToolButton::HasMenu; // its arrow would hang below the words
        QProxyStyle::drawComplexControl(control, &plain, painter, widget);
        return;
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

void Style::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                        const QWidget *widget) const
{
    if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option); item && element == CE_MenuItem) {
        drawMenuItem(*item, *painter, widget);
        return;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

QSize Style::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &contents,
                              const QWidget *widget) const
{
    if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option); item && type == CT_MenuItem) {
        return menuItemSize(*item, contents, widget);
    }
    return QProxyStyle::sizeFromContents(type, option, contents, widget);
}

void Style::drawScrollBar(const QStyleOptionComplex &option, QPainter &painter, const QWidget *widget) const
{
    const auto *slider = qstyleoption_cast<const QStyleOptionSlider *>(&option);
    if (!slider || slider->maximum <= slider->minimum) {
        return;
    }
    QRectF handle = subControlRect(CC_ScrollBar, &option, SC_ScrollBarSlider, widget);
    const bool isActive = option.state.testFlag(State_MouseOver) || option.state.testFlag(State_Sunken);
    QColor colour = m_theme.palette().border;
    colour.setAlphaF(isActive ? 1.0F : 0.55F);
    const qreal inset = isActive ? 2 : 3;
    handle.adjust(inset, inset, -inset, -inset);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    const qreal radius = std::min(handle.width(), handle.height()) / 2;
    // The ends alone are round, and what lies between is filled in pieces: beyond some hundred lines at once the toolkit
    // shares even this with other threads, which costs far more than it saves.
    const bool isTall = handle.height() > handle.width();
    const int cap = static_cast<int>(std::ceil(radius));
    const QRect whole = handle.toAlignedRect();
    const QRect middle = isTall ? whole.adjusted(0, cap, 0, -cap) : whole.adjusted(cap, 0, -cap, 0);
    for (int top = middle.top(); top <= middle.bottom(); top += kFilledAtOnce) {
        painter.fillRect(middle.intersected(QRect(middle.left(), top, middle.width(), kFilledAtOnce)), colour);
    }
    painter.setClipRegion(QRegion(whole) - middle);
    painter.drawRoundedRect(handle, radius, radius);
    painter.restore();
}

/// The air of a line of text is at its sides; above and below, its letters have the height of the field.
QRect Style::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
    if (element == SE_LineEditContents && frame != nullptr) {
        const int air = frame->lineWidth;
        const int edge = std::min(air, 1);
        return frame->rect.adjusted(air, edge, -air, -edge);
    }
    return QProxyStyle::subElementRect(element, option, widget);
}

QRect Style::subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl subControl,
                            const QWidget *widget) const
{
    const auto *slider = qstyleoption_cast<const QStyleOptionSlider *>(option);
    if (control != CC_ScrollBar || !slider) {
        const QRect rect = QProxyStyle::subControlRect(control, option, subControl, widget);
        const bool isChoice = control == CC_ComboBox && subControl == SC_ComboBoxEditField;
        const int inset = isChoice ? metrics::kSpace4 : 0;
        const bool isMirrored = option->direction == Qt::RightToLeft;
        return rect.adjusted(isMirrored ? 0 : inset, 0, isMirrored ? -inset : 0, 0);
    }
    const bool isHorizontal = slider->orientation == Qt::Horizontal;
    const int length = isHorizontal ? slider->rect.width() : slider->rect.height();
    int handleLength = length;
    if (slider->maximum > slider->minimum) {
        const qint64 range = qint64(slider->maximum) - slider->minimum + slider->pageStep;
        handleLength = std::clamp(static_cast<int>(qint64(length) * slider->pageStep / std::max<qint64>(1, range)),
                                  std::min(metrics::kTarget, length), length);
    }
    const int position = sliderPositionFromValue(slider->minimum, slider->maximum, slider->sliderPosition,
                                                 length - handleLength, slider->upsideDown);
    const auto along = [&](int start, int size) {
        const QRect rect =
            isHorizontal ? QRect(start, 0, size, slider->rect.height()) : QRect(0, start, slider->rect.width(), size);
        return visualRect(slider->direction, slider->rect, rect.translated(slider->rect.topLeft()));
    };
    switch (subControl) {
    case SC_ScrollBarSlider:
        return along(position, handleLength);
    case SC_ScrollBarGroove:
        return slider->rect;
    case SC_ScrollBarSubPage:
        return along(0, position);
    case SC_ScrollBarAddPage:
        return along(position + handleLength, length - position - handleLength);
    default:
        return {};
    }
}

int Style::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_ScrollBarExtent:
        return 12;
    case PM_ScrollBarSliderMin:
        return metrics::kTarget;
    case PM_LayoutLeftMargin:
    case PM_LayoutTopMargin:
    case PM_LayoutRightMargin:
    case PM_LayoutBottomMargin:
        return 0;
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing:
        return metrics::kSpace8;
    case PM_DefaultFrameWidth:
        return qobject_cast<const QLineEdit *>(widget) ? 8 : QProxyStyle::pixelMetric(metric, option, widget);
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
        return metrics::kIndicator;
    case PM_RadioButtonLabelSpacing:
    case PM_CheckBoxLabelSpacing:
        return metrics::kSpace8;
    case PM_MenuVMargin:
        return metrics::kSpace4;
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
        return metrics::kIcon;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int Style::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                     QStyleHintReturn *returnData) const
{
    switch (hint) {
    case SH_ScrollBar_Transient:
        return 0;
    case SH_ScrollBar_LeftClickAbsolutePosition:
        return 1;
    case SH_UnderlineShortcut:
        return 0; // shown while Alt is held by the platforms that do so
    default:
        return QProxyStyle::styleHint(hint, option, widget, returnData);
    }
}

} // namespace wardline::ui
