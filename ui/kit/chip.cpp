// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/chip.h"

#include "ui/kit/metrics.h"
#include "ui/kit/theme.h"

#include <QLocale>
#include <QPainter>
#include <QStyle>

namespace wardline::ui {

Chip::Chip(const Theme &theme, const QString &words, QWidget *parent)
    : QAbstractButton(parent)
    , m_theme(theme)
{
    setText(words);
    setAccessibleName(words);
    setCheckable(true);
    setAutoExclusive(true); // a screen reader calls it one of several choices
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    setCursor(Qt::PointingHandCursor);
    connect(&theme, &Theme::changed, this, qOverload<>(&Chip::update));
}

void Chip::setCount(int count, bool isAlarming)
{
    if (m_count == count && m_isAlarming == isAlarming) {
        return;
    }
    m_count = count;
    m_isAlarming = isAlarming;
    //: filter, how many it would show
    const QString words = count > 0 ? tr("%1, %Ln conversation(s)", nullptr, count).arg(text()) : text();
    setAccessibleName(words);
    setToolTip(count > 0 ? words : QString());
    updateGeometry();
    update();
}

QString Chip::countWords() const
{
    return m_count <= 0 ? QString() : m_count > 999 ? tr("999+") : QLocale().toString(m_count);
}

QSize Chip::sizeHint() const
{
    const QFontMetrics fontMetrics(m_theme.font(FontRole::Caption));
    int width = fontMetrics.horizontalAdvance(text()) + 2 * metrics::kSpace8 + 2;
    if (m_count > 0) {
        width += metrics::kSpace4 + fontMetrics.horizontalAdvance(countWords());
    }
    return {std::max(width, metrics::kTarget), std::max(metrics::kTarget, fontMetrics.height() + metrics::kSpace8)};
}

QSize Chip::minimumSizeHint() const
{
    return {metrics::kTarget, sizeHint().height()};
}

void Chip::paintEvent(QPaintEvent *)
{
    const Palette &colours = m_theme.palette();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF frame = QRectF(rect()).adjusted(0.5, 2.5, -0.5, -2.5);
    const bool isHot = underMouse() || isDown();
    painter.setPen(isChecked() ? QPen(colours.accent, 1) : QPen(Qt::NoPen));
    painter.setBrush(isChecked() ? QBrush(colours.selected) : isHot ? QBrush(colours.hover) : QBrush(Qt::NoBrush));
    painter.drawRoundedRect(frame, metrics::kRadius, metrics::kRadius);

    painter.setFont(m_theme.font(FontRole::Caption));
    const QFontMetrics fontMetrics = painter.fontMetrics();
    const QString number = countWords();
    const int room = width() - 2 * metrics::kSpace4;
    const int wordsWidth = fontMetrics.horizontalAdvance(text());
    const int numberWidth = number.isEmpty() ? 0 : fontMetrics.horizontalAdvance(number) + metrics::kSpace4;
    const bool hasRoomForNumber = !number.isEmpty() && wordsWidth + numberWidth <= room;
    const int used = std::min(room, wordsWidth + (hasRoomForNumber ? numberWidth : 0));
    QRect words((width() - used) / 2, 0, std::min(room, wordsWidth + 1), height());
    painter.setPen(isChecked() ? colours.onSelected : colours.muted);
    painter.drawText(QStyle::visualRect(layoutDirection(), rect(), words), Qt::AlignVCenter | Qt::AlignLeading,
                     fontMetrics.elidedText(text(), Qt::ElideRight, words.width()));
    if (hasRoomForNumber) {
        QFont bold = painter.font();
        bold.setWeight(QFont::DemiBold);
        painter.setFont(bold);
        painter.setPen(m_isAlarming ? colours.stat : isChecked() ? colours.onSelected : colours.text);
        const QRect place(words.left() + wordsWidth + metrics::kSpace4, 0, numberWidth + metrics::kSpace4, height());
        painter.drawText(QStyle::visualRect(layoutDirection(), rect(), place), Qt::AlignVCenter | Qt::AlignLeading,
                         number);
    }
}

void Chip::enterEvent(QEnterEvent *)
{
    update();
}

void Chip::leaveEvent(QEvent *)
{
    update();
}

} // namespace wardline::ui
