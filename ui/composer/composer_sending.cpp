// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/composer.h"

#include "ui/composer/composer_edit.h"
#include "ui/composer/composer_view.h"
#include "ui/composer/joined_draft.h"
#include "ui/composer/picture.h"
#include "ui/composer/picture_tray.h"
#include "ui/composer/refused_text.h"
#include "ui/kit/banner.h"
#include "ui/kit/icon_button.h"
#include "ui/kit/when_done.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QTextDocument>

#include <algorithm>

/// A text on its way out, and back into the field where it was not taken.
namespace wardline::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::seconds kBusyAfter{1};

} // namespace

bool Composer::mayAddPicture()
{
    if (m_edited) {
        m_view->banner().say(Banner::Kind::Info, tr("A file or picture cannot be added to a message that was sent."));
    }
    return !m_view->isReadOnly() && !m_edited;
}

void Composer::takeFile(const QString &path)
{
    if (!m_messages || !mayAddPicture()) {
        return;
    }
    const bool isPicture = isKnownPictureType(QFileInfo(path).suffix().toLatin1());
    m_tray->take(isPicture ? preparePictureFile(path) : prepareAnyFile(path, m_messages->maxFileSize()));
}

void Composer::chooseFile()
{
    if (!m_messages || !m_messages->canSendFiles(m_conversation) || !mayAddPicture()) {
        return;
    }
    delete m_dialog.data();
    auto *dialog = new QFileDialog(window(), tr("Attach a file or picture"));
    m_dialog = dialog;
    dialog->setObjectName(u"attachFile"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        takeFile(path);
        focusField();
    });
    dialog->open();
}

void Composer::refreshAttach()
{
    m_view->attachButton().setVisible(m_messages && m_messages->canSendFiles(m_conversation));
    m_view->urgencyButton().setVisible(mayBeUrgent());
}

void Composer::refreshSend()
{
    m_view->setLength(m_edit->document()->characterCount() - 1, m_tray->present() && !m_edited);
}

void Composer::submit()
{
    if (!m_messages || m_edit->isReadOnly() || m_isSaving || m_tray->isPreparing()
        || m_edit->document()->characterCount() - 1 > service::MessageService::kMaxTextLength) {
        return;
    }
    m_edited ? saveCorrection() : sendNew();
}

void Composer::sendNew()
{
    service::OutgoingText text = m_edit->written();
    const bool hasPicture = m_tray->present();
    if (text.text.trimmed().isEmpty() && !hasPicture) {
        return;
    }
    if (hasPicture && !m_messages->canSendFiles(m_conversation)) {
        m_view->banner().say(Banner::Kind::Concern,
                             tr("Files and pictures cannot be sent in this conversation. Remove it to send the text."));
        return;
    }
    if (asksBeforeStat()) {
        return;
    }
    text.urgency = m_urgency;
    text.answers = m_answered ? m_answered->id : model::MessageId();
    text.leaveOut = m_leaveOut;
    const std::optional<Picture> picture = m_tray->release();
    const auto sending = picture ? m_messages->sendFile(m_conversation, outgoingFile(*picture), text)
                                 : m_messages->send(m_conversation, text);
    m_inFlight.append({++m_lastNumber, m_conversation, text, picture, {}});
    m_answered.reset();
    m_urgency.reset();
    m_isStatAsked = false;
    m_edit->forget();
    m_view->banner().dismiss();
    showMode();
    if (!m_busyTimer->isActive()) {
        m_busyTimer->start(kBusyAfter);
    }
    whenDone(sending, this,
             [this, number = m_lastNumber](const Result<model::MessageId> &result) { onSent(number, result); });
}

void Composer::onSent(int number, const Result<model::MessageId> &sent)
{
    const auto found = std::find_if(m_inFlight.begin(), m_inFlight.end(),
                                    [number](const InFlight &text) { return text.number == number; });
    if (found == m_inFlight.end()) {
        return; // locked meanwhile
    }
    const InFlight text = *found;
    m_inFlight.erase(found);
    if (m_inFlight.isEmpty()) {
        setBusy(false);
    }
    const bool isHere = m_rooms && text.conversation == m_conversation;
    if (sent) {
        if (isHere) {
            m_isDraftDirty = true;
            storeDraft();
        } else if (m_rooms) {
            m_rooms->saveDraft(text.conversation, text.rest);
        }
        return;
    }
    // What was not taken stays with the person: here in the field, elsewhere in the draft that was stored on leaving.
    if (text.picture) {
        m_tray->giveBack(text.conversation, *text.picture);
    }
    if (isHere) {
        takeBack(text.text);
        m_ways = sayRefused(m_view->banner(), sent.error(), *m_messages, m_conversation);
    } else if (m_rooms) {
        m_view->banner().say(Banner::Kind::Error,
                             tr("A message to another conversation was not sent. It is kept there as a draft."));
    }
}

/// A text that was not sent stands in the field again, before what was written since.
void Composer::takeBack(const service::OutgoingText &text)
{
    if (m_edited) {
        m_former = joined(text, m_former);
    } else {
        const service::Draft whole = joined(text, present());
        m_edit->setWritten(whole.text, whole.mentions, whole.cursor);
        m_urgency = whole.urgency;
        showUrgency();
        if (!m_answered) {
            answerAgain(whole.answers);
        }
    }
    m_isDraftDirty = true;
    storeDraft();
    refreshSend();
}

/// The reply that was begun goes on, if the message still exists.
void Composer::answerAgain(model::MessageId id)
{
    if (!id.isValid()) {
        return;
    }
    m_former = {.answers = id};
    whenDone(m_messages->byIds({id}), this,
             [this, generation = m_generation](const Result<QList<model::Message>> &messages) {
                 if (generation == m_generation && messages && !m_answered && !m_edited) {
                     restoreModes(*messages);
                     m_isDraftDirty = true;
                     storeDraft();
                 }
             });
}

void Composer::setBusy(bool isBusy)
{
    if (isBusy) {
        m_busyTimer->start(kBusyAfter);
    } else {
        m_busyTimer->stop();
        m_view->setBusy(false);
    }
}

} // namespace wardline::ui
