// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/button.h"

#include "ui/kit/metrics.h"
#include "ui/kit/safe_text.h"
#include "ui/kit/theme.h"

#include <QFontMetrics>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QStyle>
#include <QToolTip>

namespace wardline::ui {

namespace {

/// Air at either side of the words.
int paddingOf(Button::Kind kind)
{
    switch (kind) {
    case Button::Kind::Primary:
    case Button::Kind::Outlined:
        return metrics::kSpace16;
    case Button::Kind::Quiet:
        return metrics::kSpace8;
    case Button::Kind::Link:
        return 0;
    }
    return 0;
}

} // namespace

Button::Button(const Theme &theme, Kind kind, const QString &text, QWidget *parent)
    : QAbstractButton(parent)
    , m_theme(theme)
    , m_kind(kind)
{
    setText(text);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setCursor(Qt::PointingHandCursor);
    connect(&theme, &Theme::changed, this, qOverload<>(&Button::update));
}

void Button::setLeadingIcon(Icon icon)
{
    m_icon = icon;
    updateGeometry();
}

QSize Button::sizeHint() const
{
    const QFontMetrics fontMetrics(m_theme.font(FontRole::Strong));
    const int height = m_kind == Kind::Primary ? metrics::kPrimaryTarget : metrics::kTarget;
    const int padding = paddingOf(m_kind);
    const int iconWidth = m_icon ? metrics::kIcon + metrics::kSpace8 : 0;
    const int textWidth = fontMetrics.size(Qt::TextShowMnemonic, text()).width();
    return {2 * padding + iconWidth + textWidth, std::max(height, fontMetrics.height() + metrics::kSpace8)};
}

void Button::setWraps()
{
    m_wraps = true;
    QSizePolicy policy(QSizePolicy::Ignored, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

int Button::heightForWidth(int width) const
{
    const QSize usual = sizeHint();
    if (!m_wraps || usual.width() <= width) {
        return usual.height();
    }
    const QFontMetrics fontMetrics(m_theme.font(FontRole::Strong));
    const QRect room(0, 0, width - 2 * paddingOf(m_kind), QWIDGETSIZE_MAX);
    return std::max(usual.height(),
                    fontMetrics.boundingRect(room, Qt::TextWordWrap | Qt::TextShowMnemonic, text()).height()
                        + metrics::kSpace12);
}

QSize Button::minimumSizeHint() const
{
    return sizeHint();
}

void Button::paintEvent(QPaintEvent *)
{
    const Palette &colours = m_theme.palette();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool isHot = isEnabled() && (underMouse() || isDown());
    const QRectF frame = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    QColor ink = colours.text;
    switch (m_kind) {
    case Kind::Primary: {
        if (!isEnabled() && colours.isSystem()) { // two colours only: an outline says that it is off
            painter.setPen(colours.offFrame());
            painter.drawRoundedRect(frame, metrics::kRadius, metrics::kRadius);
            ink = colours.disabled;
            break;
        }
        QColor fill = isEnabled() ? colours.accent : colours.divider;
        if (isHot) {
            fill = colours.isDark ? fill.lighter(isDown() ? 118 : 108) : fill.darker(isDown() ? 125 : 112);
        }
        painter.setPen(Qt::NoPen);
        painter.setBrush(fill);
        painter.drawRoundedRect(rect(), metrics::kRadius, metrics::kRadius);
        ink = isEnabled() ? colours.onFilled : colours.muted;
        break;
    }
    case Kind::Outlined:
        painter.setPen(isEnabled() ? QPen(colours.border) : colours.offFrame());
        painter.setBrush(isHot ? colours.hover : colours.surface);
        painter.drawRoundedRect(frame, metrics::kRadius, metrics::kRadius);
        ink = isEnabled() ? colours.text : colours.disabled;
        break;
    case Kind::Quiet:
        if (isHot || isChecked()) {
            painter.setPen(isChecked() ? QPen(colours.accent, 1) : QPen(Qt::NoPen)); // the tint alone is faint
            painter.setBrush(isChecked() ? colours.selected : colours.hover);
            painter.drawRoundedRect(frame, metrics::kRadius, metrics::kRadius);
        }
        ink = !isEnabled()  ? colours.disabled
            : isChecked()   ? colours.onSelected
            : isCheckable() ? colours.text
                            : colours.accent;
        break;
    case Kind::Link:
        ink = isEnabled() ? colours.accent : colours.disabled;
        break;
    }
    QFont font = m_theme.font(FontRole::Strong);
    // Without a colour of their own they look like text.
    const bool isPlain = m_kind == Kind::Link || (m_kind == Kind::Quiet && !isCheckable());
    font.setUnderline((m_kind == Kind::Link && isHot) || (isPlain && colours.isSystem()));
    painter.setFont(font);
    painter.setPen(ink);
    const int padding = paddingOf(m_kind);
    QRect content = rect().adjusted(padding, 0, -padding, 0);
    if (m_wraps && width() < sizeHint().width()) {
        painter.drawText(content, Qt::AlignCenter | Qt::TextShowMnemonic | Qt::TextWordWrap, ownWay(text()));
        return;
    }
    const int iconWidth = m_icon ? metrics::kIcon + metrics::kSpace8 : 0;
    const int textWidth =
        std::min(content.width() - iconWidth, painter.fontMetrics().size(Qt::TextShowMnemonic, text()).width());
    if (!m_isStartAligned) {
        content.adjust((content.width() - iconWidth - textWidth) / 2, 0, 0, 0);
        content.setWidth(iconWidth + textWidth);
    }
    if (m_icon) {
        const QRect place =
            QStyle::visualRect(layoutDirection(), rect(), QRect(content.left(), 0, metrics::kIcon, height()));
        paintIcon(painter, *m_icon, place, ink, layoutDirection());
    }
    const QRect place = QStyle::visualRect(layoutDirection(), rect(), content.adjusted(iconWidth, 0, 0, 0));
    painter.drawText(
        place, Qt::AlignVCenter | Qt::AlignLeading | Qt::TextShowMnemonic | Qt::TextSingleLine,
        ownWay(painter.fontMetrics().elidedText(text(), Qt::ElideRight, place.width() + 1, Qt::TextShowMnemonic)));
}

/// Words that had to be cut are told whole.
bool Button::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip && toolTip().isEmpty() && !m_wraps && width() < sizeHint().width()) {
        QToolTip::showText(static_cast<QHelpEvent *>(event)->globalPos(), text(), this);
        return true;
    }
    return QAbstractButton::event(event);
}

void Button::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        click();
        return;
    }
    QAbstractButton::keyPressEvent(event);
}

void Button::enterEvent(QEnterEvent *)
{
    update();
}

void Button::leaveEvent(QEvent *)
{
    update();
}

} // namespace wardline::ui
