// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/ribbon.h"

#include "ui/kit/metrics.h"
#include "ui/kit/words.h"

#include <QHBoxLayout>
#include <QPainter>

namespace wardline::ui {

using namespace Qt::StringLiterals;

Ribbon::Ribbon(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_words(new Words(theme, FontRole::Caption))
{
    setObjectName(u"ribbon"_s);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(metrics::kSpace16, metrics::kSpace4, metrics::kSpace16, metrics::kSpace4);
    row->addWidget(m_words, 0, Qt::AlignHCenter);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    hide();
}

void Ribbon::setWords(const QString &words)
{
    m_words->setText(words);
    setVisible(!words.isEmpty());
}

/// Noticed, and asks for nothing.
void Ribbon::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.palette().surface);
    painter.fillRect(QRect(0, height() - metrics::kFocusWidth, width(), metrics::kFocusWidth),
                     m_theme.palette().accent);
}

} // namespace wardline::ui
