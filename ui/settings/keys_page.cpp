// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/keys_page.h"

#include "ui/kit/button.h"
#include "ui/kit/metrics.h"
#include "ui/kit/words.h"

#include <QGridLayout>
#include <QKeySequence>

namespace wardline::ui {

using namespace Qt::StringLiterals;

KeysPage::KeysPage(const Context &context, QWidget *parent)
    : QScrollArea(parent)
{
    setObjectName(u"keysPage"_s);
    setAccessibleName(tr("Keys")); // it takes the keyboard, to be scrolled
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    auto *page = new QWidget;
    page->setBackgroundRole(QPalette::Base);
    page->setAutoFillBackground(true);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(metrics::kSpace24, metrics::kSpace24, metrics::kSpace24, metrics::kSpace24);
    column->setSpacing(metrics::kSpace16);
    column->addWidget(new Words(context.theme, FontRole::Page, tr("Keys")));
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(metrics::kSpace32);
    grid->setVerticalSpacing(metrics::kSpace8);
    grid->setColumnStretch(1, 1);
    const std::pair<QString, QString> keys[] = {
        {u"Ctrl+L"_s, tr("Lock")},
        {u"Ctrl+K"_s, tr("Go to a conversation")},
        {u"Alt+Up"_s, tr("Conversation above")},
        {u"Alt+Down"_s, tr("Conversation below")},
        {u"Ctrl+F"_s, tr("Find in this room")},
        {u"Ctrl+Shift+F"_s, tr("Find everywhere")},
        {u"F6"_s, tr("Next part of the window")},
        {u"Return"_s, tr("Send what was written")},
        {u"Shift+Return"_s, tr("New line in a message")},
        {u"F7"_s, tr("Next misspelt word")},
        {u"Up"_s, tr("Message above, when the messages have the keyboard")},
        {u"Down"_s, tr("Message below")},
        {u"End"_s, tr("Newest message")},
        {u"Ctrl+C"_s, tr("Copy the message")},
        {u"Esc"_s, tr("Close what is open, back to writing")},
        {u"F1"_s, tr("This page")},
    };
    int row = 0;
    for (const auto &[key, words] : keys) {
        const QString shown = QKeySequence(key).toString(QKeySequence::NativeText);
        grid->addWidget(new Words(context.theme, FontRole::Strong, shown), row, 0);
        auto *what = new Words(context.theme, FontRole::Body, words);
        what->setWordWrap(true);
        grid->addWidget(what, row, 1);
        ++row;
    }
    column->addLayout(grid);
    auto *close = new Button(context.theme, Button::Kind::Outlined, tr("Close"));
    close->setObjectName(u"closeKeys"_s);
    column->addWidget(close, 0, Qt::AlignLeading);
    column->addStretch(1);
    setWidget(page);
    connect(close, &Button::clicked, this, &KeysPage::closed);
}

} // namespace wardline::ui
