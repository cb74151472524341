// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/signin/account_choice.h"

#include "ui/kit/icons.h"
#include "ui/kit/metrics.h"
#include "ui/kit/safe_text.h"
#include "ui/kit/theme.h"
#include "ui/kit/time_words.h"

#include <QKeyEvent>
#include <QPainter>
#include <QStyle>

namespace wardline::ui {

AccountChoice::AccountChoice(const Context &context, QWidget *parent)
    : QAbstractButton(parent)
    , m_context(context)
{
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setCursor(Qt::PointingHandCursor);
    connect(&context.theme, &Theme::changed, this, qOverload<>(&AccountChoice::update));
}

void AccountChoice::show(const service::KnownAccount &known)
{
    m_known = known;
    setAccessibleName(plainName(known.account.toString()));
    setAccessibleDescription(lastHere());
    update();
    setVisible(true);
}

QString AccountChoice::lastHere() const
{
    return m_known.lastSignIn == Instant()
        ? QString()
        : tr("Last here: %1").arg(momentWords(m_known.lastSignIn, m_context.clock.now()));
}

QSize AccountChoice::sizeHint() const
{
    const int lines = m_context.theme.lineStep(FontRole::Body) + m_context.theme.lineStep(FontRole::Caption);
    return {metrics::kFormWidth, std::max(metrics::kPrimaryTarget, lines + metrics::kSpace8)};
}

QSize AccountChoice::minimumSizeHint() const
{
    return {metrics::kPrimaryTarget * 3, sizeHint().height()};
}

void AccountChoice::paintEvent(QPaintEvent *)
{
    const Palette &colours = m_context.theme.palette();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool isHot = isEnabled() && (underMouse() || isDown());
    painter.setPen(isEnabled() ? colours.border : colours.divider);
    painter.setBrush(isHot ? colours.hover : colours.surface);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), metrics::kRadius, metrics::kRadius);

    const auto mirrored = [this](const QRect &area) { return QStyle::visualRect(layoutDirection(), rect(), area); };
    const QRect icon(metrics::kSpace12, (height() - metrics::kIcon) / 2, metrics::kIcon, metrics::kIcon);
    paintIcon(painter, Icon::Person, mirrored(icon), colours.muted, layoutDirection());
    const int left = icon.right() + 1 + metrics::kSpace12;
    const QString when = lastHere();
    const int nameStep = m_context.theme.lineStep(FontRole::Body);
    const int whenStep = when.isEmpty() ? 0 : m_context.theme.lineStep(FontRole::Caption);
    const QRect name(left, (height() - nameStep - whenStep) / 2, width() - left - metrics::kSpace12, nameStep);
    painter.setFont(m_context.theme.font(FontRole::Strong));
    painter.setPen(isEnabled() ? colours.text : colours.disabled);
    painter.drawText(mirrored(name), Qt::AlignVCenter | Qt::AlignLeading | Qt::TextSingleLine,
                     painter.fontMetrics().elidedText(accessibleName(), Qt::ElideMiddle, name.width()));
    painter.setFont(m_context.theme.font(FontRole::Caption));
    painter.setPen(colours.muted);
    painter.drawText(mirrored(QRect(left, name.bottom() + 1, name.width(), whenStep)),
                     Qt::AlignVCenter | Qt::AlignLeading | Qt::TextSingleLine, when);
}

void AccountChoice::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        click();
        return;
    }
    QAbstractButton::keyPressEvent(event);
}

void AccountChoice::enterEvent(QEnterEvent *)
{
    update();
}

void AccountChoice::leaveEvent(QEvent *)
{
    update();
}

} // namespace wardline::ui
