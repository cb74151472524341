// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/row_bar.h"

#include "ui/kit/icon_button.h"
#include "ui/kit/metrics.h"
#include "ui/kit/theme.h"

#include <QHBoxLayout>
#include <QPainter>

namespace wardline::ui {

using namespace Qt::StringLiterals;

RowBar::RowBar(const Context &context, QWidget *host)
    : QWidget(host)
    , m_context(context)
    , m_react(new IconButton(context.theme, Icon::React, tr("React")))
    , m_reply(new IconButton(context.theme, Icon::Reply, tr("Reply")))
    , m_more(new IconButton(context.theme, Icon::More, tr("More")))
{
    setObjectName(u"rowBar"_s);
    m_react->setObjectName(u"rowReact"_s);
    m_reply->setObjectName(u"rowReply"_s);
    m_more->setObjectName(u"rowMore"_s);
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(1, 1, 1, 1);
    line->setSpacing(0);
    for (IconButton *button : {m_react, m_reply, m_more}) {
        button->setFocusPolicy(Qt::NoFocus);
        line->addWidget(button);
    }
    connect(m_react, &QAbstractButton::clicked, this, &RowBar::reactChosen);
    connect(m_reply, &QAbstractButton::clicked, this, &RowBar::replyChosen);
    connect(m_more, &QAbstractButton::clicked, this, &RowBar::moreChosen);
    hide();
}

void RowBar::offer(bool mayReact, bool mayAnswer)
{
    m_react->setVisible(mayReact);
    m_reply->setVisible(mayAnswer);
    adjustSize();
}

void RowBar::paintEvent(QPaintEvent *)
{
    const Palette &colours = m_context.theme.palette();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(colours.border);
    painter.setBrush(colours.window);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), metrics::kRadius, metrics::kRadius);
}

} // namespace wardline::ui
