// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/work_keys.h"

#include <QApplication>
#include <QKeyEvent>
#include <QShortcut>
#include <QWidget>

#include <algorithm>
#include <array>

namespace wardline::ui {

namespace {

constexpr std::array kCommands{
    Command::Lock,
    Command::GoTo,
    Command::FindHere,
    Command::FindEverywhere,
    Command::NextPane,
    Command::PreviousPane,
    Command::ConversationAbove,
    Command::ConversationBelow,
    Command::NextUrgent,
    Command::NewConversation,
    Command::Details,
    Command::ShowKeys,
    Command::Leave,
};

/// Keys that text fields claim although they belong to the whole window.
constexpr std::array kClaimed{Command::Lock,    Command::GoTo,       Command::FindHere,
                              Command::Details, Command::NextUrgent, Command::NewConversation};

} // namespace

WorkKeys::WorkKeys(QWidget *where)
    : QObject(where)
    , m_where(where)
{
    for (const Command command : kCommands) {
        connect(makeShortcut(command, where), &QShortcut::activated, this, [this, command] { Q_EMIT given(command); });
    }
    qApp->installEventFilter(this);
}

bool WorkKeys::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::ShortcutOverride) {
        return false;
    }
    const auto &press = *static_cast<QKeyEvent *>(event);
    auto *widget = qobject_cast<QWidget *>(watched);
    const bool isOurs = widget && m_where->isAncestorOf(widget)
        && std::any_of(kClaimed.cbegin(), kClaimed.cend(), [&](Command command) { return isCommand(press, command); });
    if (isOurs) {
        event->ignore();
    }
    return isOurs;
}

} // namespace wardline::ui
