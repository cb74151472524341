// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/centred_page.h"

#include "ui/kit/metrics.h"
#include "ui/kit/words.h"

#include <QVBoxLayout>

namespace wardline::ui {

CentredPage::CentredPage(const Theme &theme, QWidget *parent)
    : QScrollArea(parent)
    , m_theme(theme)
{
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setFocusPolicy(Qt::NoFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *page = new QWidget;
    auto *row = new QHBoxLayout(page);
    row->setContentsMargins(metrics::kSpace16, metrics::kSpace24, metrics::kSpace16, metrics::kSpace24);
    auto *middle = new QWidget;
    middle->setMaximumWidth(metrics::kFormWidth);
    row->addStretch(1);
    row->addWidget(middle, 1000, Qt::AlignVCenter);
    row->addStretch(1);
    m_column = new QVBoxLayout(middle);
    m_column->setSpacing(metrics::kSpace16);
    setWidget(page);
    viewport()->setAutoFillBackground(false);
    page->setAutoFillBackground(false);
}

QWidget *CentredPage::addField(const QString &words, QWidget *field)
{
    auto *box = new QWidget;
    auto *lines = new QVBoxLayout(box);
    lines->setSpacing(metrics::kSpace4);
    auto *label = new Words(m_theme, FontRole::Caption, words, box, Words::Ink::Muted);
    label->setBuddy(field);
    field->setAccessibleName(words);
    lines->addWidget(label);
    const bool isFixed = field->sizePolicy().horizontalPolicy() == QSizePolicy::Fixed;
    lines->addWidget(field, 0, isFixed ? Qt::AlignLeading : Qt::Alignment());
    m_column->addWidget(box);
    return box;
}

} // namespace wardline::ui
