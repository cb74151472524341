// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/commands.h"

#include <QCoreApplication>
#include <QKeyEvent>
#include <QShortcut>
#include <QWidget>

#include <algorithm>
#include <array>

namespace wardline::ui {

using namespace Qt::StringLiterals;

namespace {

using enum CommandGroup;

// No Ctrl+Alt, which is AltGr on many keyboards, and no bare letters, which belong to the message.
constexpr std::array kTable{
    CommandKeys{Command::Lock, Window, "Ctrl+L", QT_TRANSLATE_NOOP("Keys", "Lock")},
    CommandKeys{Command::NextPane, Window, "F6", QT_TRANSLATE_NOOP("Keys", "Next part of the window")},
    CommandKeys{Command::PreviousPane, Window, "Shift+F6", QT_TRANSLATE_NOOP("Keys", "Previous part of the window")},
    CommandKeys{Command::FindEverywhere, Window, "Ctrl+Shift+F", QT_TRANSLATE_NOOP("Keys", "Find everywhere")},
    CommandKeys{Command::Leave, Window, "Esc", QT_TRANSLATE_NOOP("Keys", "Close what is open, back to writing")},
    CommandKeys{Command::Reveal, Window, "F8", QT_TRANSLATE_NOOP("Keys", "Hold it to see the password")},
    CommandKeys{Command::ShowKeys, Window, "F1", QT_TRANSLATE_NOOP("Keys", "All keys")},
    CommandKeys{Command::GoTo, Conversations, "Ctrl+K", QT_TRANSLATE_NOOP("Keys", "Go to a conversation")},
    CommandKeys{Command::ConversationAbove, Conversations, "Alt+Up", QT_TRANSLATE_NOOP("Keys", "Conversation above")},
    CommandKeys{Command::ConversationBelow, Conversations, "Alt+Down", QT_TRANSLATE_NOOP("Keys", "Conversation below")},
    CommandKeys{Command::NextUrgent, Conversations, "Ctrl+U", QT_TRANSLATE_NOOP("Keys", "Next urgent conversation")},
    CommandKeys{Command::NewConversation, Conversations, "Ctrl+N",
                QT_TRANSLATE_NOOP("Keys", "New conversation or room")},
    CommandKeys{Command::Details, Conversations, "Ctrl+I",
                QT_TRANSLATE_NOOP("Keys", "Who belongs to the conversation")},
    CommandKeys{Command::FindHere, Messages, "Ctrl+F", QT_TRANSLATE_NOOP("Keys", "Find in this room")},
    CommandKeys{Command::MessageAbove, Messages, "Up",
                QT_TRANSLATE_NOOP("Keys", "Message above; where nothing is written yet: correct your last message")},
    CommandKeys{Command::MessageBelow, Messages, "Down", QT_TRANSLATE_NOOP("Keys", "Message below")},
    CommandKeys{Command::NewestMessage, Messages, "End", QT_TRANSLATE_NOOP("Keys", "Newest message")},
    CommandKeys{Command::OldestMessage, Messages, "Home", QT_TRANSLATE_NOOP("Keys", "Towards the oldest message")},
    CommandKeys{Command::MessagePart, Messages, "Right;Left",
                QT_TRANSLATE_NOOP("Keys", "Into a message: its links, files and reactions")},
    CommandKeys{Command::MarkMessages, Messages, "Shift+Up;Shift+Down",
                QT_TRANSLATE_NOOP("Keys", "Mark messages, upwards or downwards")},
    CommandKeys{Command::MarkMessage, Messages, "Ctrl+A", QT_TRANSLATE_NOOP("Keys", "Mark the whole message")},
    CommandKeys{Command::CopyMessage, Messages, "Ctrl+C", QT_TRANSLATE_NOOP("Keys", "Copy the message")},
    CommandKeys{Command::JumpBack, Messages, "Alt+Left", QT_TRANSLATE_NOOP("Keys", "Back to where you were")},
    CommandKeys{Command::GoToDay, Messages, "Ctrl+G", QT_TRANSLATE_NOOP("Keys", "Go to a day")},
    CommandKeys{Command::PictureSize, Messages, "Space",
                QT_TRANSLATE_NOOP("Keys", "Picture: whole, or in its own size")},
    CommandKeys{Command::Send, Writing, "Return;Enter", QT_TRANSLATE_NOOP("Keys", "Send what was written")},
    CommandKeys{Command::NewLine, Writing, "Shift+Return;Shift+Enter",
                QT_TRANSLATE_NOOP("Keys", "New line in a message")},
    CommandKeys{Command::AttachFile, Writing, "Ctrl+O", QT_TRANSLATE_NOOP("Keys", "Attach a file or picture")},
    CommandKeys{Command::Urgency, Writing, "Ctrl+Shift+U", QT_TRANSLATE_NOOP("Keys", "How urgent a message is")},
    CommandKeys{Command::NextMisspelt, Writing, "F7", QT_TRANSLATE_NOOP("Keys", "Next misspelt word")},
};

const CommandKeys &lineOf(Command command)
{
    const auto found =
        std::find_if(kTable.begin(), kTable.end(), [command](const auto &line) { return line.command == command; });
    Q_ASSERT(found != kTable.end());
    return found == kTable.end() ? kTable.front() : *found;
}

} // namespace

std::span<const CommandKeys> commandTable()
{
    return kTable;
}

QList<QKeySequence> keysOf(Command command)
{
    QList<QKeySequence> sequences;
    const QStringList keys = QString::fromLatin1(lineOf(command).keys).split(u';');
    for (const QString &key : keys) {
        sequences << QKeySequence(key, QKeySequence::PortableText);
    }
    return sequences;
}

QString keyText(Command command)
{
    return keysOf(command).constFirst().toString(QKeySequence::NativeText);
}

QString commandWords(Command command)
{
    return QCoreApplication::translate("Keys", lineOf(command).words);
}

QString commandGroupWords(CommandGroup group)
{
    switch (group) {
    case CommandGroup::Window:
        return QCoreApplication::translate("Keys", "Everywhere");
    case CommandGroup::Conversations:
        return QCoreApplication::translate("Keys", "Conversations");
    case CommandGroup::Messages:
        return QCoreApplication::translate("Keys", "Messages");
    case CommandGroup::Writing:
        return QCoreApplication::translate("Keys", "Writing");
    }
    return {};
}

bool isCommand(const QKeyEvent &event, Command command)
{
    const int pressed = QKeyCombination(event.modifiers() & ~Qt::KeypadModifier, Qt::Key(event.key())).toCombined();
    const QList<QKeySequence> keys = keysOf(command);
    return std::any_of(keys.begin(), keys.end(),
                       [pressed](const QKeySequence &key) { return key[0].toCombined() == pressed; });
}

QShortcut *makeShortcut(Command command, QWidget *owner)
{
    auto *shortcut = new QShortcut(owner);
    shortcut->setKeys(keysOf(command));
    shortcut->setContext(Qt::WidgetWithChildrenShortcut);
    return shortcut;
}

} // namespace wardline::ui
