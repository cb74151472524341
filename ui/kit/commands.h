// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QKeySequence>
#include <QList>
#include <QString>

#include <span>

class QKeyEvent;
class QShortcut;
class QWidget;

namespace wardline::ui {

/// What can be done with keys alone, everywhere in the window. Each stands once in the table of commands.cpp, from
/// which both the shortcuts and the page that explains them are made.
enum class Command {
    Lock,
    GoTo,
    ConversationAbove,
    ConversationBelow,
    NextUrgent,
    NewConversation,
    Details,
    FindHere,
    FindEverywhere,
    NextPane,
    PreviousPane,
    ShowKeys,
    Leave,
    Send,
    NewLine,
    AttachFile,
    Urgency,
    MessageAbove,
    MessageBelow,
    NewestMessage,
    OldestMessage,
    MessagePart,
    MarkMessages,
    MarkMessage,
    CopyMessage,
    JumpBack,
    GoToDay,
    PictureSize,
    NextMisspelt,
    Reveal,
};

enum class CommandGroup { Window, Conversations, Messages, Writing };

/// A line of the table.
struct CommandKeys
{
    Command command;
    CommandGroup group;
    /// In QKeySequence's portable notation; several with ";".
    const char *keys;
    /// Source of the words, context "Keys".
    const char *words;
};

/// All of them, in the order in which people should read them.
[[nodiscard]] std::span<const CommandKeys> commandTable();
[[nodiscard]] QList<QKeySequence> keysOf(Command command);
/// "Ctrl+L", as the system writes it; for tool tips and for the page. The first where there are several.
[[nodiscard]] QString keyText(Command command);
[[nodiscard]] QString commandWords(Command command);
[[nodiscard]] QString commandGroupWords(CommandGroup group);
/// Whether that key press is the command's.
[[nodiscard]] bool isCommand(const QKeyEvent &event, Command command);
/// Makes the command's shortcut for `owner` and what is inside it. Connect `activated`.
QShortcut *makeShortcut(Command command, QWidget *owner);

} // namespace wardline::ui
