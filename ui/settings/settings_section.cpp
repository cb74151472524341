// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/settings_section.h"

#include "ui/kit/metrics.h"
#include "ui/kit/words.h"

#include <QVBoxLayout>

namespace wardline::ui {

SettingsSection::SettingsSection(const Context &context, const QString &title, QWidget *parent)
    : QScrollArea(parent)
    , m_context(context)
{
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setFocusPolicy(Qt::TabFocus); // arrows scroll it
    setAccessibleName(title);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *page = new QWidget;
    page->setBackgroundRole(QPalette::Base);
    page->setAutoFillBackground(true);
    auto *row = new QHBoxLayout(page);
    row->setContentsMargins(metrics::kSpace24, metrics::kSpace24, metrics::kSpace24, metrics::kSpace24);
    auto *content = new QWidget;
    content->setMaximumWidth(metrics::kBodyWidth);
    row->addWidget(content, 1000, Qt::AlignTop);
    row->addStretch(1);
    m_column = new QVBoxLayout(content);
    m_column->setSpacing(metrics::kSpace8);
    m_titleRow = new QHBoxLayout;
    m_titleRow->addWidget(new Words(context.theme, FontRole::Page, title), 1);
    m_column->addLayout(m_titleRow);
    m_column->addSpacing(metrics::kSpace8);
    setWidget(page);
}

void SettingsSection::addBesideTitle(QWidget *button)
{
    m_titleRow->addWidget(button, 0, Qt::AlignTop);
}

void SettingsSection::addNote(const QString &words)
{
    auto *note = new Words(m_context.theme, FontRole::Body, words, nullptr, Words::Ink::Muted);
    note->setWordWrap(true);
    m_column->addWidget(note);
}

void SettingsSection::addHead(const QString &words)
{
    m_column->addSpacing(metrics::kSpace16);
    auto *head = new Words(m_context.theme, FontRole::Title, words);
    head->setWordWrap(true);
    m_column->addWidget(head);
}

} // namespace wardline::ui
