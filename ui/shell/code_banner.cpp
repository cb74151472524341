// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/code_banner.h"

#include "ui/kit/button.h"
#include "ui/kit/code_edit.h"
#include "ui/kit/icon_label.h"
#include "ui/kit/metrics.h"
#include "ui/kit/words.h"

#include <QHBoxLayout>
#include <QPainter>

namespace wardline::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int kRowFrom = 640;
}

CodeBanner::CodeBanner(const Context &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_words(new Words(context.theme, FontRole::Body, QString()))
    , m_code(new CodeEdit(context.theme))
    , m_layout(new QHBoxLayout(this))
{
    setObjectName(u"codeBanner"_s);
    m_words->setWordWrap(true);
    m_code->setObjectName(u"reconnectCode"_s);
    m_code->setAccessibleName(tr("Code from your authenticator"));
    auto *connectButton = new Button(context.theme, Button::Kind::Primary, tr("Connect"));
    connectButton->setObjectName(u"reconnect"_s);
    QBoxLayout *row = m_layout;
    row->setContentsMargins(metrics::kSpace16 + metrics::kSpace4, metrics::kSpace16,
                            metrics::kSpace16 + metrics::kSpace4, metrics::kSpace8);
    row->setSpacing(metrics::kSpace12);
    auto *saying = new QHBoxLayout;
    saying->setSpacing(metrics::kSpace8);
    saying->addWidget(new IconLabel(context.theme, Icon::Warning, metrics::kIcon, &Palette::concern));
    saying->addWidget(m_words, 1);
    row->addLayout(saying, 1);
    auto *boxes = new QHBoxLayout; // at the start of the line, though digits run from the left in every script
    boxes->addWidget(m_code);
    boxes->addStretch(1);
    row->addLayout(boxes);
    row->addWidget(connectButton, 0, Qt::AlignLeading);
    const auto give = [this] {
        if (m_code->isComplete()) {
            Q_EMIT codeGiven();
        } else {
            m_code->setFocus(Qt::OtherFocusReason);
        }
    };
    connect(connectButton, &Button::clicked, this, give);
    connect(m_code, &CodeEdit::returnPressed, this, give);
    connect(&context.theme, &Theme::changed, this, qOverload<>(&CodeBanner::update));
    hide();
}

void CodeBanner::begin(const QString &words, bool mayTakeKeyboard)
{
    const bool isNew = isHidden();
    m_words->setText(words);
    show();
    if (isNew && mayTakeKeyboard) {
        m_code->setFocus(Qt::OtherFocusReason);
    }
}

void CodeBanner::end()
{
    m_code->clear();
    hide();
}

SecretBytes CodeBanner::take()
{
    return m_code->take();
}

void CodeBanner::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_layout->setDirection(width() < kRowFrom ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

void CodeBanner::paintEvent(QPaintEvent *)
{
    const Palette &colours = m_context.theme.palette();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colours.concern, 1)); // a box as the other notices have it
    painter.setBrush(colours.surface);
    painter.drawRoundedRect(
        QRectF(rect()).adjusted(metrics::kSpace8 + 0.5, metrics::kSpace8 + 0.5, -metrics::kSpace8 - 0.5, -0.5),
        metrics::kRadius, metrics::kRadius);
}

} // namespace wardline::ui
