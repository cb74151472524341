// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/keys_page.h"

#include "ui/kit/commands.h"
#include "ui/kit/icon_button.h"
#include "ui/kit/metrics.h"
#include "ui/kit/words.h"
#include "ui/settings/key_caps.h"

#include <QGridLayout>

#include <algorithm>
#include <optional>

namespace wardline::ui {

using namespace Qt::StringLiterals;

KeysPage::KeysPage(const Context &context, QWidget *parent)
    : SettingsSection(context, tr("Keys"), parent)
{
    setObjectName(u"keysPage"_s);
    auto *close = new IconButton(context.theme, Icon::Close, tr("Close the keys"));
    close->setObjectName(u"closeKeys"_s);
    addBesideTitle(close);
    connect(close, &IconButton::clicked, this, &KeysPage::closed);
    int widest = 0; // the second column begins at one place in all groups
    for (const CommandKeys &line : commandTable()) {
        widest = std::max(widest, KeyCaps(context.theme, keysOf(line.command).constFirst()).sizeHint().width());
    }
    std::optional<CommandGroup> group;
    QGridLayout *grid = nullptr;
    int row = 0;
    for (const CommandKeys &line : commandTable()) {
        if (!grid || group != line.group) {
            group = line.group;
            addHead(commandGroupWords(line.group));
            grid = new QGridLayout;
            grid->setHorizontalSpacing(metrics::kSpace24);
            grid->setVerticalSpacing(metrics::kSpace8);
            grid->setColumnMinimumWidth(0, widest);
            grid->setColumnStretch(1, 1);
            column().addLayout(grid);
            row = 0;
        }
        auto *caps = new KeyCaps(context.theme, keysOf(line.command).constFirst());
        auto *what = new Words(context.theme, FontRole::Body, commandWords(line.command));
        what->setWordWrap(true);
        caps->setAccessibleName(keyText(line.command) + u": "_s + what->text());
        grid->addWidget(caps, row, 0, Qt::AlignLeading | Qt::AlignVCenter);
        grid->addWidget(what, row, 1, Qt::AlignVCenter);
        ++row;
    }
}

} // namespace wardline::ui
