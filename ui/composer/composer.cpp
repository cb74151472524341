// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/composer.h"

#include "core/service/account_session.h"
#include "ui/composer/composer_edit.h"
#include "ui/composer/composer_view.h"
#include "ui/composer/joined_draft.h"
#include "ui/composer/mode_bar.h"
#include "ui/composer/picture_chip.h"
#include "ui/composer/picture_tray.h"
#include "ui/composer/spelling.h"
#include "ui/composer/urgency_bar.h"
#include "ui/composer/written_text.h"
#include "ui/kit/banner.h"
#include "ui/kit/commands.h"
#include "ui/kit/icon_button.h"
#include "ui/kit/state_words.h"
#include "ui/kit/when_done.h"

#include <QLocale>
#include <QTextDocument>
#include <QShortcut>
#include <QVBoxLayout>

#include <utility>

namespace wardline::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::seconds kDraftEvery{2};

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
    connect(m_edit, &ComposerEdit::pictureFileGiven, this, &Composer::takeFile);
    connect(m_edit, &ComposerEdit::fileGiven, this, &Composer::takeFile);
    connect(&m_view->attachButton(), &IconButton::clicked, this, &Composer::chooseFile);
    connect(makeShortcut(Command::AttachFile, this), &QShortcut::activated, this, &Composer::chooseFile);
    connect(&m_view->urgencyButton(), &IconButton::clicked, this, &Composer::chooseUrgency);
    connect(makeShortcut(Command::Urgency, this), &QShortcut::activated, this, &Composer::chooseUrgency);
    connect(&m_view->urgency(), &UrgencyBar::removeChosen, this, [this] {
        setUrgency(std::nullopt);
        focusField();
    });
    connect(m_tray, &PictureTray::changed, this, &Composer::refreshSend);
    connect(m_spelling, &Spelling::ownWordsFull, this, [this] {
        m_view->banner().say(Banner::Kind::Concern, tr("The word was not added: your list of own words is full."));
    });
    connect(m_edit, &ComposerEdit::pasteCut, this, [this](int left) {
        m_view->banner().say(
            Banner::Kind::Concern,
            //: %1: a number
            tr("The last %Ln characters were not pasted. A message may have %1 at most: send it in parts.", nullptr,
               left)
                .arg(QLocale().toString(static_cast<int>(service::MessageService::kMaxTextLength))));
    });
    connect(&m_view->sendButton(), &IconButton::clicked, this, &Composer::submit);
    const auto leaveOut = [this] {
        m_leaveOut = std::exchange(m_ways, {}).leaveOut;
        m_isStatAsked = true; // it was, before it was refused
        submit();
        m_leaveOut.clear();
    };
    connect(&m_view->banner(), &Banner::actionChosen, this, [this, leaveOut] {
        if (m_isStatAsked) {
            submit();
        } else if (m_ways.toSee.isEmpty()) {
            leaveOut();
        } else {
            Q_EMIT devicesWanted(m_ways.toSee);
        }
    });
    connect(&m_view->banner(), &Banner::otherChosen, this, leaveOut);
    connect(&m_view->banner(), &Banner::dismissed, this, [this] { m_isStatAsked = false; });
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
    connect(m_messages, &service::MessageService::encryptionChanged, this, &Composer::refreshAttach);
    refreshConnection();
    m_tray->open(*m_messages, conversation);
    refreshAttach();
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
    m_urgency = isEdit ? std::nullopt : draft.urgency;
    showUrgency();
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
        const service::Draft whole =
            joined(correction, {.text = m_former.text, .mentions = m_former.mentions, .urgency = m_former.urgency});
        m_edit->setWritten(whole.text, whole.mentions, whole.cursor);
        m_urgency = whole.urgency;
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
    m_urgency.reset();
    m_isStatAsked = false;
    m_isSaving = false;
    m_tray->close();
    delete m_dialog.data();
    refreshAttach();
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

void Composer::setDowntimeSaid(bool isSaid)
{
    m_view->setDowntimeSaid(isSaid);
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
    askNoMore();
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
            .cursor = cursor,
            .urgency = m_urgency};
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

} // namespace wardline::ui
