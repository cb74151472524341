// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/urgency_bar.h"

#include "ui/kit/icon_button.h"
#include "ui/kit/metrics.h"
#include "ui/kit/theme.h"
#include "ui/kit/urgency_mark.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QPainter>
#include <QStyle>

namespace wardline::ui {

using namespace Qt::StringLiterals;

namespace {

/// What it does, in a line.
QString effectWords(model::Urgency urgency)
{
    switch (urgency) {
    case model::Urgency::Fyi:
        return UrgencyBar::tr("Nobody has to answer");
    case model::Urgency::ActionWithin:
        return UrgencyBar::tr("Asks somebody to act");
    case model::Urgency::Concern:
        return UrgencyBar::tr("Also in quiet hours");
    case model::Urgency::Stat:
        return UrgencyBar::tr("Rings, also in quiet hours");
    }
    return {};
}

} // namespace

UrgencyBar::UrgencyBar(const Context &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_remove(new IconButton(context.theme, Icon::Close, tr("Not urgent after all"), this))
{
    setObjectName(u"urgencyBar"_s);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_remove->setObjectName(u"urgencyRemove"_s);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, metrics::kSpace4, 0); // below each other with what sends
    row->addStretch(1);
    row->addWidget(m_remove);
    connect(m_remove, &IconButton::clicked, this, &UrgencyBar::removeChosen);
    connect(&context.theme, &Theme::changed, this, qOverload<>(&UrgencyBar::update));
    hide();
}

void UrgencyBar::show(model::Urgency urgency)
{
    const bool isNews = isHidden() || m_urgency != urgency;
    m_urgency = urgency;
    setAccessibleName(urgencyWords(urgency) + u": "_s + effectWords(urgency));
    setVisible(true);
    update();
    if (isNews && QAccessible::isActive()) {
        QAccessibleEvent event(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&event);
    }
}

void UrgencyBar::dismiss()
{
    hide();
    setAccessibleName(QString());
}

QSize UrgencyBar::sizeHint() const
{
    return {0, std::max(metrics::kTarget, m_context.theme.lineStep(FontRole::Strong) + metrics::kSpace8)};
}

void UrgencyBar::paintEvent(QPaintEvent *)
{
    const Theme &theme = m_context.theme;
    const Palette &colours = theme.palette();
    QPainter painter(this);
    const auto mirrored = [this](const QRect &r) { return QStyle::visualRect(layoutDirection(), rect(), r); };
    painter.setFont(theme.font(FontRole::Strong));
    const QString words = urgencyWords(m_urgency);
    const int wordsWidth = painter.fontMetrics().horizontalAdvance(words);
    const int tall = std::max(kUrgencyChip, painter.fontMetrics().height() + metrics::kSpace4);
    const QRect chip(0, (height() - tall) / 2, urgencyChipWidth(m_urgency, wordsWidth), tall);
    const QColor ink = urgencyInk(m_urgency, colours);
    paintUrgencyChip(painter, mirrored(chip), m_urgency, ink, colours.surface, layoutDirection());
    painter.setPen(m_urgency == model::Urgency::Stat ? colours.onFilled : ink);
    painter.drawText(urgencyWordsRect(mirrored(chip), m_urgency, layoutDirection()), Qt::AlignCenter | Qt::TextDontClip,
                     words);
    painter.setFont(theme.font(FontRole::Caption));
    painter.setPen(colours.muted);
    const int left = chip.right() + 1 + metrics::kSpace8;
    const int room = width() - left - metrics::kTarget - metrics::kSpace8;
    const QString effect = effectWords(m_urgency);
    if (painter.fontMetrics().horizontalAdvance(effect) <= room) { // half of it would say nothing
        painter.drawText(mirrored({left, 0, room, height()}), Qt::AlignVCenter | Qt::AlignLeading, effect);
    }
}

} // namespace wardline::ui
