// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/composer.h"

#include "ui/composer/composer_edit.h"
#include "ui/composer/composer_view.h"
#include "ui/composer/mode_bar.h"
#include "ui/composer/refused_text.h"
#include "ui/composer/written_text.h"
#include "ui/kit/banner.h"
#include "ui/kit/safe_text.h"
#include "ui/kit/time_words.h"
#include "ui/kit/when_done.h"

#include <QTextDocument>

#include <algorithm>
#include <utility>

/// Answering a message, and correcting one that was sent.
namespace wardline::ui {

namespace {

constexpr int kLookBackForOwn = 50; ///< messages

} // namespace

void Composer::beginReply(const model::Message &message)
{
    if (!m_messages || m_view->isReadOnly() || message.conversation != m_conversation || message.tombstone) {
        return;
    }
    if (m_edited) {
        endEdit();
    }
    m_answered = message;
    m_isDraftDirty = true;
    showMode();
    storeDraft();
    focusField();
}

void Composer::beginEdit(const model::Message &message)
{
    if (!m_messages || m_view->isReadOnly() || message.conversation != m_conversation || m_isSaving
        || !m_messages->rights(message).mayCorrect) {
        return;
    }
    if (!m_edited) {
        m_former = present();
    }
    m_edited = message;
    m_answered.reset();
    m_urgency.reset();
    askNoMore();
    const QString text = typedText(message.body);
    m_edit->setWritten(text, {}, static_cast<int>(text.size()));
    m_edit->recogniseMentions(m_rooms->members(m_conversation));
    m_isDraftDirty = true;
    showMode();
    storeDraft();
    focusField();
}

void Composer::editLast()
{
    if (!m_messages) {
        return;
    }
    whenDone(m_messages->newest(m_conversation, kLookBackForOwn), this,
             [this, generation = m_generation](const Result<service::MessagePage> &page) {
                 if (generation != m_generation || !page || !m_edit->document()->isEmpty() || m_edited) {
                     return;
                 }
                 const auto &all = page->messages;
                 const auto last = std::find_if(all.crbegin(), all.crend(), [this](const model::Message &message) {
                     return message.isOwn && m_messages->rights(message).mayCorrect;
                 });
                 if (last != all.crend()) {
                     beginEdit(*last);
                 }
             });
}

void Composer::saveCorrection()
{
    service::OutgoingText text = m_edit->written();
    if (text.text.trimmed().isEmpty()) {
        m_view->banner().say(Banner::Kind::Info,
                             tr("A message cannot be empty. To remove it, take it back from its menu."));
        return;
    }
    if (text.text == typedText(m_edited->body)) {
        endEdit();
        return;
    }
    text.answers = m_edited->quote ? m_edited->quote->id : model::MessageId();
    text.leaveOut = m_leaveOut;
    m_isSaving = true;
    m_edit->setReadOnly(true);
    setBusy(true);
    whenDone(m_messages->correct(m_edited->id, text), this, [this, generation = m_generation](const Status &status) {
        if (generation != m_generation) {
            return;
        }
        m_isSaving = false;
        m_edit->setReadOnly(m_view->isReadOnly());
        setBusy(false);
        if (!status) {
            m_ways = sayRefused(m_view->banner(), status.error(), *m_messages, m_conversation);
            return;
        }
        endEdit();
    });
}

void Composer::leaveMode()
{
    if (m_isSaving) {
        return;
    }
    if (m_edited) {
        endEdit();
    } else if (m_answered) {
        m_answered.reset();
        m_isDraftDirty = true;
        showMode();
        storeDraft();
    }
    focusField();
}

/// What was being written before comes back.
void Composer::endEdit()
{
    const service::Draft former = std::exchange(m_former, service::Draft());
    m_edited.reset();
    m_view->banner().dismiss();
    m_edit->setWritten(former.text, former.mentions, former.cursor);
    m_urgency = former.urgency;
    showMode();
    answerAgain(former.answers);
    m_isDraftDirty = true;
    storeDraft();
    refreshSend();
}

void Composer::showMode()
{
    ModeBar &bar = m_view->mode();
    const bool hasMode = m_edited || m_answered;
    m_view->setSaves(m_edited.has_value());
    m_edit->setTakesEscape(hasMode);
    if (m_edited) {
        bar.show(tr("Editing your message of %1").arg(momentWords(m_edited->time, m_context.clock.now())),
                 m_edited->body, tr("Keep the message as it was"));
    } else if (m_answered) {
        bar.show(m_answered->isOwn ? tr("Adding to your own message")
                                   : tr("Answering %1").arg(safeName(m_answered->senderName)),
                 m_answered->body, tr("Do not answer this message"));
    } else {
        bar.dismiss();
    }
    showUrgency();
    refreshSend();
}

void Composer::onMessageChanged(const model::Jid &conversation, model::MessageId id)
{
    if (conversation != m_conversation || !m_answered || m_answered->id != id) {
        return;
    }
    whenDone(m_messages->byIds({id}), this,
             [this, generation = m_generation, id](const Result<QList<model::Message>> &messages) {
                 if (generation != m_generation || !messages || !m_answered || m_answered->id != id) {
                     return;
                 }
                 if (messages->isEmpty() || messages->first().tombstone) {
                     m_answered.reset();
                     m_view->banner().say(
                         Banner::Kind::Info,
                         tr("The message you were answering was taken back. Your text is still here."));
                 } else {
                     m_answered = messages->first();
                 }
                 showMode();
             });
}

} // namespace wardline::ui
