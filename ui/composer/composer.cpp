// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/composer.h"

#include "core/service/account_session.h"
#include "ui/composer/composer_edit.h"
#include "ui/composer/composer_view.h"
#include "ui/composer/joined_draft.h"
#include "ui/composer/mode_bar.h"
#include "ui/composer/picture_chip.h"
#include "ui/composer/picture_tray.h"
#include "ui/composer/refused_text.h"
#include "ui/composer/spelling.h"
#include "ui/composer/written_text.h"
#include "ui/kit/banner.h"
#include "ui/kit/error_words.h"
#include "ui/kit/icon_button.h"
#include "ui/kit/safe_text.h"
#include "ui/kit/state_words.h"
#include "ui/kit/time_words.h"
#include "ui/kit/when_done.h"

#include <QLocale>
#include <QTextDocument>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace wardline::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::seconds kDraftEvery{2};
constexpr std::chrono::seconds kBusyAfter{1};
constexpr int kLookBackForOwn = 50; ///< messages

} // namespace

Composer::Composer(const Context &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_spelling(new Spelling(context.spelling, this))
    , m_view(new ComposerView(context))
    , m_edit(&m_view->edit())
    , m_tray(new PictureTray(m_view->picture(), m_view->banner(), this))
    , m_draftTimer(context.timers.createTimer([this] { storeDraft(); }))
    , m_busyTimer(context.timers.createTimer([this] { m_view->setBusy(true); }))
{
    setObjectName(u"composer"_s);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Minimum); // Fixed would cut what needs another line
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(m_view);
    m_edit->setSpelling(*m_spelling);
    connectParts();
    refreshSend();
}

Composer::~Composer() = default;

void Composer::connectParts()
{
    connect(m_edit, &ComposerEdit::submitted, this, &Composer::submit);
    connect(m_edit, &ComposerEdit::textChanged, this, &Composer::onEdited);
    connect(m_edit, &ComposerEdit::left, this, &Composer::storeDraft);
    connect(m_edit, &ComposerEdit::escaped, this, &Composer::leaveMode);
    connect(m_edit, &ComposerEdit::lastWanted, this, &Composer::editLast);
    connect(m_edit, &ComposerEdit::pictureGiven, this, [this](const QImage &image) {
        if (mayAddPicture()) {
            m_tray->take(preparePicture(image));
        }
    });
    connect(m_edit, &ComposerEdit::pictureFileGiven, this, [this](const QString &path) {
        if (mayAddPicture()) {
            m_tray->take(preparePictureFile(path));
        }
    });
    connect(m_tray, &PictureTray::changed, this, &Composer::refreshSend);
    connect(m_edit, &ComposerEdit::pasteCut, this, [this] {
        m_view->banner().say(Banner::Kind::Concern,
                             tr("Not all of it was pasted: a message holds %1 characters. Send long texts in parts.")
                                 .arg(QLocale().toString(static_cast<int>(service::MessageService::kMaxTextLength))));
    });
    connect(&m_view->sendButton(), &IconButton::clicked, this, &Composer::submit);
    connect(&m_view->banner(), &Banner::actionChosen, this, [this] {
        m_leaveOut = std::exchange(m_mayLeaveOut, {});
        submit();
        m_leaveOut.clear();
    });
    connect(&m_view->mode(), &ModeBar::leaveChosen, this, &Composer::leaveMode);
    connect(&m_view->picture(), &PictureChip::removeChosen, this, [this] {
        m_tray->remove();
        focusField();
    });
}

// ---- the open conversation

void Composer::open(service::AccountSession &session, const model::Jid &conversation)
{
    closeConversation();
    m_session = &session;
    m_rooms = &session.rooms();
    m_messages = &session.messages();
    m_conversation = conversation;
    m_view->setSelf(m_rooms->self());
    // Names and roles come from the relay, on a new computer later than the first conversation is opened.
    connect(m_rooms, &service::RoomService::colleaguesChanged, this, [this] { m_view->setSelf(m_rooms->self()); });
    m_edit->setMembers(m_rooms->members(conversation));
    m_spelling->open(session, conversation);
    connect(m_rooms, &service::RoomService::membersChanged, this, [this](const model::Jid &room) {
        if (room == m_conversation) {
            m_edit->setMembers(m_rooms->members(room));
        }
    });
    connect(m_messages, &service::MessageService::messageChanged, this, &Composer::onMessageChanged);
    connect(&session, &service::AccountSession::connectionChanged, this, &Composer::refreshConnection);
    refreshConnection();
    m_tray->open(*m_messages, conversation);
    refreshSend();
    whenDone(m_rooms->draft(conversation), this,
             [this, generation = m_generation](const Result<service::Draft> &draft) {
                 if (generation == m_generation && draft && !draft->isEmpty() && m_edit->document()->isEmpty()
                     && !m_edited) {
                     restore(*draft);
                 }
             });
}

void Composer::restore(const service::Draft &draft)
{
    const bool isEdit = draft.corrects.isValid();
    m_edit->setWritten(isEdit ? draft.correction : draft.text, isEdit ? draft.correctionMentions : draft.mentions,
                       draft.cursor);
    m_isDraftDirty = false;
    m_draftTimer->stop();
    if (!isEdit && !draft.answers.isValid()) {
        return;
    }
    m_former = draft;
    QList<model::MessageId> ids;
    for (const model::MessageId id : {draft.answers, draft.corrects}) {
        if (id.isValid()) {
            ids.append(id);
        }
    }
    whenDone(m_messages->byIds(ids), this,
             [this, generation = m_generation](const Result<QList<model::Message>> &messages) {
                 if (generation == m_generation) {
                     restoreModes(messages.value_or(QList<model::Message>()));
                 }
             });
}

void Composer::restoreModes(const QList<model::Message> &messages)
{
    for (const model::Message &message : messages) {
        if (message.tombstone) {
            continue;
        }
        if (message.id == m_former.answers) {
            m_answered = message;
        }
        if (message.id == m_former.corrects) {
            m_edited = message;
        }
    }
    if (m_former.corrects.isValid() && !m_edited) {
        // The message is gone; what was to become of it is text like any other.
        const service::OutgoingText correction = m_edit->written();
        const service::Draft whole = joined(correction, {.text = m_former.text, .mentions = m_former.mentions});
        m_edit->setWritten(whole.text, whole.mentions, whole.cursor);
    }
    showMode();
}

void Composer::closeConversation()
{
    storeDraft();
    for (InFlight &text : m_inFlight) {
        if (text.conversation == m_conversation) {
            text.rest = present();
        }
    }
    ++m_generation;
    if (m_rooms) {
        m_rooms->disconnect(this);
        m_messages->disconnect(this);
        m_session->disconnect(this);
    }
    m_rooms = nullptr;
    m_messages = nullptr;
    m_session = nullptr;
    m_conversation = {};
    m_answered.reset();
    m_edited.reset();
    m_former = {};
    m_isSaving = false;
    m_tray->close();
    m_view->clearContent();
    m_view->setSaves(false);
    m_edit->setTakesEscape(false);
    m_edit->setMembers({});
    m_edit->setReadOnly(m_view->isReadOnly());
    m_isDraftDirty = false;
    m_revision = m_edit->document()->revision();
    m_draftTimer->stop();
    m_busyTimer->stop();
}

void Composer::clearContent()
{
    closeConversation();
    m_spelling->close();
    m_inFlight.clear();
    m_tray->clear();
}

void Composer::setPosting(model::PostingRight right)
{
    m_view->setReadOnly(postingWords(right));
    refreshConnection();
}

void Composer::setPaneHeight(int height)
{
    m_edit->setMostHeight(height / 3);
}

bool Composer::focusField()
{
    if (m_view->isReadOnly()) {
        return false;
    }
    m_edit->setFocus(Qt::OtherFocusReason);
    return true;
}

void Composer::insert(const QString &text)
{
    if (focusField()) {
        m_edit->insertPlainText(typedText(text));
    }
}

void Composer::refreshConnection()
{
    if (m_session) {
        m_view->setConnection(m_session->connection().phase);
    }
}

// ---- drafts

void Composer::onEdited()
{
    refreshSend();
    const int revision = m_edit->document()->revision();
    if (std::exchange(m_revision, revision) == revision) {
        return; // only painted differently
    }
    m_isDraftDirty = true;
    if (m_rooms && !m_draftTimer->isActive()) {
        m_draftTimer->start(kDraftEvery);
    }
}

service::Draft Composer::present() const
{
    const service::OutgoingText written = m_edit->written();
    const int cursor = m_edit->textCursor().position();
    if (m_edited) {
        service::Draft draft = m_former;
        draft.corrects = m_edited->id;
        draft.correction = written.text;
        draft.correctionMentions = written.mentions;
        draft.cursor = cursor;
        return draft;
    }
    return {.text = written.text,
            .mentions = written.mentions,
            .answers = m_answered ? m_answered->id : model::MessageId(),
            .cursor = cursor};
}

service::Draft Composer::presentWithInFlight() const
{
    service::Draft draft = present();
    for (auto text = m_inFlight.crbegin(); text != m_inFlight.crend(); ++text) {
        if (text->conversation == m_conversation) {
            draft = joined(text->text, draft);
        }
    }
    return draft;
}

void Composer::storeDraft()
{
    if (m_rooms && m_isDraftDirty) {
        m_isDraftDirty = false;
        m_draftTimer->stop();
        m_rooms->saveDraft(m_conversation, presentWithInFlight());
    }
}

// ---- sending

bool Composer::mayAddPicture()
{
    if (m_edited) {
        m_view->banner().say(Banner::Kind::Info, tr("A picture cannot be added to a message that was sent."));
    }
    return !m_view->isReadOnly() && !m_edited;
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
        m_view->banner().say(
            Banner::Kind::Concern,
            tr("Pictures cannot be sent in this conversation yet. Remove the picture to send the text."));
        return;
    }
    text.answers = m_answered ? m_answered->id : model::MessageId();
    text.leaveOut = m_leaveOut;
    const std::optional<Picture> picture = m_tray->release();
    const auto sending = picture ? m_messages->sendFile(m_conversation, picture->fileName, picture->bytes, text)
                                 : m_messages->send(m_conversation, text);
    m_inFlight.append({++m_lastNumber, m_conversation, text, picture, {}});
    m_answered.reset();
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
        m_mayLeaveOut = sayRefused(m_view->banner(), sent.error(), m_messages->encryption(m_conversation).obstacles);
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

// ---- answering and correcting

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
            m_view->banner().say(Banner::Kind::Error, errorWords(status.error()));
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
