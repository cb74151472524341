// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/conversation_view.h"

#include "core/service/delivery_service.h"
#include "core/service/room_service.h"
#include "ui/composer/composer.h"
#include "ui/composer/composer_edit.h"
#include "ui/composer/refused_text.h"
#include "ui/kit/banner.h"
#include "ui/kit/empty_state.h"
#include "ui/kit/encryption_words.h"
#include "ui/kit/metrics.h"
#include "ui/shell/conversation_header.h"
#include "ui/shell/writing_line.h"
#include "ui/timeline/timeline_view.h"

#include <QStackedWidget>
#include <QVBoxLayout>

#include <utility>

namespace wardline::ui {

using namespace Qt::StringLiterals;

ConversationView::ConversationView(const Context &context, QWidget *parent)
    : QWidget(parent)
    , m_pages(new QStackedWidget)
    , m_nothing(new EmptyState(context.theme, Icon::Conversations))
    , m_header(new ConversationHeader(context))
    , m_banner(new Banner(context.theme))
    , m_timeline(new TimelineView(context))
    , m_writing(new WritingLine(context, *m_timeline))
    , m_composer(new Composer(context))
{
    setObjectName(u"conversationView"_s);
    m_banner->setObjectName(u"conversationBanner"_s);
    m_nothing->setObjectName(u"noConversation"_s);
    m_nothing->setCentred();
    m_nothing->setBackgroundRole(QPalette::Base);
    m_nothing->setAutoFillBackground(true);
    setHasConversations(false);
    auto *work = new QWidget;
    auto *column = new QVBoxLayout(work);
    column->setSpacing(0);
    column->addWidget(m_header);
    column->addWidget(m_banner);
    column->addWidget(m_timeline, 1);
    column->addWidget(m_composer);
    m_pages->addWidget(m_nothing);
    m_pages->addWidget(work);
    auto *outer = new QVBoxLayout(this);
    outer->addWidget(m_pages);
    connect(m_timeline, &TimelineView::failed, this, [this](const Error &error) {
        if (m_session) {
            m_ways = sayRefused(*m_banner, error, m_session->messages(), m_conversation);
        }
    });
    connect(m_banner, &Banner::actionChosen, this, [this] {
        if (m_ways.toSee.isEmpty()) {
            goOnWithout();
        } else {
            Q_EMIT devicesWanted(m_ways.toSee);
        }
    });
    connect(m_banner, &Banner::otherChosen, this, &ConversationView::goOnWithout);
    connect(m_composer, &Composer::devicesWanted, this, &ConversationView::devicesWanted);
    connect(m_timeline, &TimelineView::said, this,
            [this](const QString &words) { m_banner->say(Banner::Kind::Info, words); });
    connect(m_nothing, &EmptyState::firstChosen, this,
            [this] { m_hasConversations ? Q_EMIT goToWanted() : Q_EMIT newWanted(); });
    connect(m_nothing, &EmptyState::secondChosen, this, &ConversationView::newWanted);
    if (auto *field = m_composer->findChild<ComposerEdit *>()) {
        connect(field, &ComposerEdit::textChanged, this, [this, field] {
            if (field->hasFocus()) { // a draft that is put back is not being written
                m_writing->noteEdited(field->toPlainText().isEmpty());
            }
        });
    }
    connect(m_timeline, &TimelineView::clearTextShown, this, &ConversationView::refresh);
    connect(m_timeline, &TimelineView::typed, m_composer, &Composer::insert);
    connect(m_timeline, &TimelineView::replyChosen, m_composer, &Composer::beginReply);
    connect(m_timeline, &TimelineView::editChosen, m_composer, &Composer::beginEdit);
}

void ConversationView::goOnWithout()
{
    m_banner->dismiss();
    m_timeline->actions().goOnWithout(std::exchange(m_ways, {}).leaveOut);
}

void ConversationView::setSession(service::AccountSession *session)
{
    if (m_session) {
        m_session->disconnect(this);
        m_session->rooms().disconnect(this);
        m_session->messages().disconnect(this);
    }
    clearContent();
    m_session = session;
    m_writing->setService(session ? &session->delivery() : nullptr);
    m_timeline->setDelivery(session ? &session->delivery() : nullptr);
    if (session) {
        // While everything still works: what was being typed is stored, then nothing is left of it here.
        connect(session, &service::AccountSession::aboutToClose, m_composer, &Composer::clearContent);
        connect(session, &service::AccountSession::connectionChanged, this, &ConversationView::refresh);
        connect(&session->messages(), &service::MessageService::encryptionChanged, this,
                [this](const model::Jid &conversation) {
                    if (conversation == m_conversation) {
                        m_timeline->refreshProtection();
                        refresh();
                    }
                });
        connect(&session->rooms(), &service::RoomService::conversationsChanged, this, &ConversationView::refresh);
        connect(&session->rooms(), &service::RoomService::membersChanged, this, [this](const model::Jid &room) {
            if (room == m_conversation) {
                refresh();
            }
        });
    }
}

void ConversationView::open(const model::Jid &conversation, const WorkMemory &memory)
{
    if (!m_session || conversation == m_conversation) {
        return;
    }
    m_banner->dismiss();
    m_conversation = conversation;
    m_pages->setCurrentIndex(1);
    m_composer->open(*m_session, conversation);
    refresh();
    m_timeline->open(m_session->messages(), conversation);
    m_writing->open(conversation);
    const auto summary = m_session->rooms().conversation(conversation);
    const auto place = memory.place(conversation);
    if (place && summary && summary->unread == 0) {
        m_timeline->returnTo({.id = place->message, .offset = place->offset, .isEnd = false});
    }
}

void ConversationView::rememberPlace(WorkMemory &memory) const
{
    if (m_conversation.isEmpty()) {
        return;
    }
    const auto place = m_timeline->place();
    memory.setPlace(m_conversation, place ? std::optional(WorkMemory::Place{place->id, place->offset}) : std::nullopt);
}

void ConversationView::clearContent()
{
    m_conversation = {};
    m_composer->clearContent();
    m_timeline->clearContent();
    m_header->clearContent();
    m_banner->dismiss();
    m_ways = {};
    tellReaders({}, {});
    m_writing->open({});
    m_pages->setCurrentIndex(0);
}

void ConversationView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_composer->setPaneHeight(height());
}

void ConversationView::setHasConversations(bool hasConversations)
{
    if (hasConversations) {
        m_nothing->say(tr("Choose a conversation, or press Ctrl+K to go to one by its name."),
                       tr("Go to a conversation"), tr("New conversation"));
    } else {
        m_nothing->say(tr("Messages are shown here. There is no conversation yet."), tr("New conversation"));
    }
    m_hasConversations = hasConversations;
}

bool ConversationView::isWriting() const
{
    const auto *field = m_composer->findChild<ComposerEdit *>();
    return field != nullptr && field->hasFocus() && !field->toPlainText().isEmpty();
}

void ConversationView::setDowntimeSaid(bool isSaid)
{
    m_composer->setDowntimeSaid(isSaid);
}

void ConversationView::focusWork()
{
    if (m_conversation.isEmpty()) {
        return;
    }
    if (!m_composer->focusField()) {
        m_timeline->setFocus(Qt::OtherFocusReason);
    }
}

void ConversationView::tellReaders(const QString &kind, const QString &readers)
{
    const QString words = kind.isEmpty() || readers.isEmpty() ? kind + readers : QString(kind + u": "_s + readers);
    if (words != m_readers) {
        m_readers = words;
        Q_EMIT readersChanged(words);
    }
}

void ConversationView::refresh()
{
    if (!m_session || m_conversation.isEmpty()) {
        return;
    }
    if (const auto summary = m_session->rooms().conversation(m_conversation)) {
        const service::ConversationEncryption encryption = m_session->messages().encryption(m_conversation);
        QList<model::Member> members = m_session->rooms().members(m_conversation);
        if (m_session->connection().phase != service::ConnectionPhase::Online) {
            for (model::Member &member : members) {
                member.isPresent = false; // who is here is not known without a connection
            }
        }
        m_header->show(*summary, members, encryption, m_timeline->showsClearText());
        const bool isRoom = summary->kind == model::ConversationKind::Room;
        tellReaders(isRoom ? roomKindWords(summary->roomKind) : QString(), readersWords(encryption));
        // Without a connection our right to speak is not known: what is written waits, and is judged when it can leave.
        const bool isUnknown = summary->posting == model::PostingRight::NotJoined;
        const model::PostingRight posting = isUnknown ? model::PostingRight::Allowed : summary->posting;
        m_composer->setPosting(posting);
        m_timeline->setMayWrite(posting == model::PostingRight::Allowed);
    } else {
        m_composer->setPosting(model::PostingRight::RoomGone);
        m_timeline->setMayWrite(false);
    }
}

} // namespace wardline::ui
