// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/mode_bar.h"

#include "ui/kit/icon_button.h"
#include "ui/kit/metrics.h"
#include "ui/kit/safe_text.h"
#include "ui/kit/theme.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QPainter>
#include <QStyle>

namespace wardline::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int kBarWidth = 3;

/// A text that runs its own way within a window that may run the other.
QString fenced(const QString &text)
{
    return QChar(0x2068) + text + QChar(0x2069);
}

} // namespace

ModeBar::ModeBar(const Context &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_leave(new IconButton(context.theme, Icon::Close, QString(), this))
{
    setObjectName(u"modeBar"_s);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_leave->setObjectName(u"modeLeave"_s);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, metrics::kSpace4, 0); // below each other with what sends
    row->addStretch(1);
    row->addWidget(m_leave);
    connect(m_leave, &IconButton::clicked, this, &ModeBar::leaveChosen);
    connect(&context.theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
    hide();
}

void ModeBar::show(const QString &title, const QString &quoted, const QString &leaveWords)
{
    m_title = title;
    m_quoted = previewLine(quoted);
    m_leave->setWords(leaveWords);
    setAccessibleName(m_quoted.isEmpty() ? m_title : QString(m_title + u": "_s + m_quoted));
    setVisible(true);
    update();
    if (QAccessible::isActive()) {
        QAccessibleEvent event(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&event);
    }
}

void ModeBar::dismiss()
{
    hide();
    m_title.clear();
    m_quoted.clear();
    setAccessibleName(QString());
}

QSize ModeBar::sizeHint() const
{
    const Theme &theme = m_context.theme;
    const int texts = theme.lineStep(FontRole::Caption) + theme.lineStep(FontRole::Body);
    return {0, std::max(metrics::kPrimaryTarget, texts + metrics::kSpace4)};
}

void ModeBar::paintEvent(QPaintEvent *)
{
    const Theme &theme = m_context.theme;
    const Palette &colours = theme.palette();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colours.window);
    painter.drawRoundedRect(rect(), metrics::kRadius, metrics::kRadius);
    const auto mirrored = [this](const QRect &r) { return QStyle::visualRect(layoutDirection(), rect(), r); };
    painter.setBrush(colours.accent);
    const QRect bar(metrics::kSpace8, metrics::kSpace8, kBarWidth, height() - 2 * metrics::kSpace8);
    painter.drawRoundedRect(QRectF(mirrored(bar)), kBarWidth / 2.0, kBarWidth / 2.0);
    const int left = bar.right() + 1 + metrics::kSpace8;
    const int room = width() - left - metrics::kTarget - metrics::kSpace8;
    const int titleHeight = theme.lineStep(FontRole::Caption);
    const int textHeight = m_quoted.isEmpty() ? 0 : theme.lineStep(FontRole::Body);
    const int top = (height() - titleHeight - textHeight) / 2;
    QFont titleFont = theme.font(FontRole::Caption);
    titleFont.setWeight(QFont::DemiBold);
    painter.setFont(titleFont);
    painter.setPen(colours.accent);
    painter.drawText(mirrored({left, top, room, titleHeight}), Qt::AlignVCenter | Qt::AlignLeading,
                     painter.fontMetrics().elidedText(m_title, Qt::ElideRight, room));
    painter.setFont(theme.font(FontRole::Body));
    painter.setPen(colours.text);
    painter.drawText(mirrored({left, top + titleHeight, room, textHeight}), Qt::AlignVCenter | Qt::AlignLeading,
                     fenced(painter.fontMetrics().elidedText(m_quoted, Qt::ElideRight, room)));
}

} // namespace wardline::ui
