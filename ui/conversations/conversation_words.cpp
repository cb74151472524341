// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/conversations/conversation_words.h"

#include "ui/kit/safe_text.h"

#include <QCoreApplication>

namespace wardline::ui {

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("ConversationList", text);
}

QString contentWords(const model::ConversationSummary &summary)
{
    switch (summary.lastContent) {
    case model::LastContent::Text:
        break;
    case model::LastContent::Photo:
        return say(QT_TRANSLATE_NOOP("ConversationList", "Photo"));
    case model::LastContent::File:
        return say(QT_TRANSLATE_NOOP("ConversationList", "File: %1")).arg(safeName(summary.lastFile));
    case model::LastContent::TakenBack:
        return say(QT_TRANSLATE_NOOP("ConversationList", "A message was taken back"));
    case model::LastContent::Unreadable:
        return say(QT_TRANSLATE_NOOP("ConversationList", "A message that cannot be read here"));
    }
    return summary.lastBody.isEmpty()
        ? say(QT_TRANSLATE_NOOP("ConversationList", "A message whose text is not shown"))
        : previewLine(summary.lastBody);
}

/// What was taken back may have been so by somebody else.
bool saysWho(const model::ConversationSummary &summary)
{
    return summary.kind == model::ConversationKind::Room && !summary.lastSenderName.isEmpty()
        && summary.lastContent != model::LastContent::TakenBack;
}

} // namespace

QString previewWords(const model::ConversationSummary &summary, bool isOpen)
{
    if (!summary.draft.isEmpty() && !isOpen) {
        //: the beginning of a message that was not sent
        return say(QT_TRANSLATE_NOOP("ConversationList", "Draft: %1")).arg(previewLine(summary.draft));
    }
    if (!summary.lastMessage.isValid() && summary.lastBody.isEmpty()) {
        return say(QT_TRANSLATE_NOOP("ConversationList", "No messages yet"));
    }
    const QString content = contentWords(summary);
    //: sender: beginning of the message
    return saysWho(summary)
        ? say(QT_TRANSLATE_NOOP("ConversationList", "%1: %2")).arg(safeName(summary.lastSenderName), content)
        : content;
}

} // namespace wardline::ui
