// SPDX-License-Identifier: GPL-3.0-or-later
// How one moves about in the work: by key, by the rail, by what the parts ask for.
#include "core/service/room_service.h"
#include "ui/composer/composer.h"
#include "ui/conversations/conversation_list.h"
#include "ui/conversations/new_conversation_pane.h"
#include "ui/kit/metrics.h"
#include "ui/people/directory_pane.h"
#include "ui/search/search_pane.h"
#include "ui/settings/keys_page.h"
#include "ui/settings/settings_page.h"
#include "ui/shell/code_banner.h"
#include "ui/shell/conversation_header.h"
#include "ui/shell/conversation_view.h"
#include "ui/shell/details_pane.h"
#include "ui/shell/hand_over_banner.h"
#include "ui/shell/pane_cycle.h"
#include "ui/shell/status_line.h"
#include "ui/shell/work_columns.h"
#include "ui/shell/work_notices.h"
#include "ui/shell/outbox_pane.h"
#include "ui/shell/work_view.h"
#include "ui/timeline/timeline_view.h"

#include <QApplication>
#include <QStackedWidget>

namespace wardline::ui {

using namespace Qt::StringLiterals;

void WorkView::show(const WorkScene &scene)
{
    const bool leavesSearch = m_scene.asked == WorkScene::Side::Search && scene.asked != WorkScene::Side::Search;
    m_scene = scene;
    QWidget *const lists[] = {m_list, m_new, m_directory};
    QWidget *const mains[] = {m_conversation, m_settings, m_keys};
    m_columns->list().setCurrentWidget(lists[static_cast<int>(scene.list)]);
    m_columns->main().setCurrentWidget(mains[static_cast<int>(scene.main)]);
    if (sideOf(scene) == WorkScene::Side::Search) {
        m_columns->side().setCurrentWidget(m_search);
    } else if (sideOf(scene) == WorkScene::Side::Outbox) {
        m_columns->side().setCurrentWidget(m_outbox);
    } else {
        m_columns->side().setCurrentWidget(m_details);
    }
    m_rail->setPlace(placeOf(scene));
    m_columns->apply(planColumns(width(), wishOf(scene, !m_conversation->conversation().isEmpty())));
    const ColumnPlan &plan = m_columns->plan();
    m_conversation->header().setBackVisible(plan.isOneColumn);
    m_conversation->header().setDetailsShown(plan.showsSide && sideOf(scene) == WorkScene::Side::Details);
    if (leavesSearch) {
        m_search->leave();
    }
}

void WorkView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    show(m_scene);
}

void WorkView::onCommand(Command command)
{
    switch (command) {
    case Command::Lock:
        Q_EMIT lockChosen();
        break;
    case Command::GoTo:
        goTo();
        break;
    case Command::FindHere:
        search(m_conversation->conversation().isEmpty());
        break;
    case Command::FindEverywhere:
        search(true);
        break;
    case Command::NewConversation:
        beginNew();
        break;
    case Command::NextPane:
        stepPanes(1);
        break;
    case Command::PreviousPane:
        stepPanes(-1);
        break;
    case Command::ConversationAbove:
        m_list->step(-1);
        break;
    case Command::ConversationBelow:
        m_list->step(1);
        break;
    case Command::NextUrgent:
        nextUrgent();
        break;
    case Command::Details:
        toggleDetails();
        break;
    case Command::ShowKeys:
        showKeys();
        break;
    case Command::Leave:
        escape();
        break;
    case Command::Send:
    case Command::NewLine:
    case Command::AttachFile:
    case Command::Urgency:
    case Command::MessageAbove:
    case Command::MessageBelow:
    case Command::NewestMessage:
    case Command::OldestMessage:
    case Command::MessagePart:
    case Command::MarkMessages:
    case Command::MarkMessage:
    case Command::CopyMessage:
    case Command::JumpBack:
    case Command::GoToDay:
    case Command::PictureSize:
    case Command::NextMisspelt:
    case Command::Reveal:
        break; // of the parts that have the keyboard
    }
}

void WorkView::openConversation(const model::Jid &conversation)
{
    if (!m_session) {
        return;
    }
    m_isRestored = true;
    m_awaited = {};
    if (conversation != m_conversation->conversation()) {
        m_conversation->rememberPlace(m_memory);
        m_conversation->open(conversation, m_memory);
        m_details->open(conversation);
    }
    m_list->setCurrent(conversation);
    m_memory.setOpenConversation(conversation);
    WorkScene scene = m_scene;
    scene.list = WorkScene::List::Conversations;
    scene.main = WorkScene::Main::Conversation;
    scene.showsMain = true;
    // A search stays beside what it found, where there is a place beside.
    if (scene.asked == WorkScene::Side::Details || m_columns->plan().isOneColumn) {
        scene.asked = WorkScene::Side::None;
    }
    show(scene);
    m_conversation->focusWork();
}

/// The list hears of a new conversation a moment after it was made.
void WorkView::openWhenKnown(const model::Jid &conversation)
{
    if (m_session && m_session->rooms().conversation(conversation)) {
        openConversation(conversation);
    } else {
        m_awaited = conversation;
    }
}

void WorkView::startDirect(const model::Jid &person)
{
    m_directory->start(person);
}

void WorkView::onRoomReady(const model::Jid &room)
{
    WorkScene scene = m_scene;
    scene.list = WorkScene::List::Conversations;
    scene.wantsDetails = true;
    show(scene);
    m_memory.setWantsDetails(true);
    openWhenKnown(room);
    m_notices->sayOutcome(Banner::Kind::Info,
                          tr("You are in the room. Its members are under “Show who belongs here”."));
}

void WorkView::goToHit(const model::Jid &conversation, model::MessageId message)
{
    openConversation(conversation);
    m_conversation->timeline().jumpTo(message);
    m_conversation->timeline().setFocus(Qt::ShortcutFocusReason);
}

void WorkView::goToPlace(Rail::Place place)
{
    WorkScene scene = m_scene;
    scene.main = WorkScene::Main::Conversation;
    scene.showsMain = false;
    if (m_columns->plan().isOneColumn) {
        scene.asked = WorkScene::Side::None;
    }
    switch (place) {
    case Rail::Place::Conversations:
        scene.list = WorkScene::List::Conversations;
        show(scene);
        break;
    case Rail::Place::People:
        scene.list = WorkScene::List::Directory;
        if (m_columns->plan().showsSide && !m_columns->plan().showsList) {
            scene.asked = WorkScene::Side::None; // the side had taken the list's place
        }
        show(scene);
        m_directory->focusSearch();
        break;
    case Rail::Place::Settings:
        m_settings->refresh();
        scene.main = WorkScene::Main::Settings;
        scene.showsMain = true;
        show(scene);
        break;
    }
}

void WorkView::goTo()
{
    WorkScene scene = m_scene;
    scene.list = WorkScene::List::Conversations;
    scene.main = WorkScene::Main::Conversation;
    scene.asked = WorkScene::Side::None;
    scene.showsMain = false;
    show(scene);
    m_list->goTo();
}

void WorkView::backToList()
{
    WorkScene scene = m_scene;
    scene.showsMain = false;
    show(scene);
    m_list->focusList();
}

void WorkView::beginNew()
{
    if (!m_session) {
        return;
    }
    WorkScene scene = m_scene;
    scene.list = WorkScene::List::NewConversation;
    scene.main = WorkScene::Main::Conversation;
    scene.asked = WorkScene::Side::None;
    scene.showsMain = false;
    show(scene);
    m_new->begin();
}

void WorkView::findColleague(const QString &words)
{
    goToPlace(Rail::Place::People);
    m_directory->find(words);
}

void WorkView::showProfile(const model::Jid &person)
{
    m_details->showProfile(person);
    WorkScene scene = m_scene;
    scene.asked = WorkScene::Side::Details;
    show(scene);
    m_details->focusFirst();
}

void WorkView::showDevices(const model::Jid &person)
{
    m_details->showProfile(person); // where one step back leads
    m_details->showDevices(person);
    WorkScene scene = m_scene;
    scene.asked = WorkScene::Side::Details;
    show(scene);
    m_details->focusFirst();
}

void WorkView::search(bool isEverywhere, const QString &words)
{
    if (!m_session) {
        return;
    }
    WorkScene scene = m_scene;
    scene.main = WorkScene::Main::Conversation;
    scene.asked = WorkScene::Side::Search;
    show(scene);
    const bool isHere = !isEverywhere && !m_conversation->conversation().isEmpty();
    m_search->begin(isHere ? std::optional(m_conversation->conversation()) : std::nullopt,
                    m_conversation->header().title(), words);
}

void WorkView::showOutbox()
{
    if (!m_session) {
        return;
    }
    WorkScene scene = m_scene;
    scene.main = WorkScene::Main::Conversation;
    scene.asked = WorkScene::Side::Outbox;
    show(scene);
    sayDowntime();
    m_outbox->focusFirst();
}

void WorkView::showSoundSettings()
{
    goToPlace(Rail::Place::Settings);
    m_settings->openSection(u"notificationSettings"_s);
    m_settings->findChild<QWidget *>(u"isSoundOn"_s)->setFocus(Qt::OtherFocusReason);
}

void WorkView::toggleDetails()
{
    const ColumnPlan &plan = m_columns->plan();
    const bool isShown = plan.showsSide && sideOf(m_scene) == WorkScene::Side::Details;
    WorkScene scene = m_scene;
    if (width() >= metrics::kDetailsFrom) {
        scene.asked = WorkScene::Side::None;
        scene.wantsDetails = !isShown;
        m_memory.setWantsDetails(scene.wantsDetails);
    } else {
        scene.asked = isShown ? WorkScene::Side::None : WorkScene::Side::Details;
    }
    show(scene);
    if (isShown) {
        m_details->stepBack();
        m_conversation->focusWork();
    } else if (!m_columns->plan().showsMain) {
        m_details->focusFirst(); // what had the keyboard is not seen any more
    }
}

void WorkView::closeSide()
{
    WorkScene scene = m_scene;
    scene.asked = WorkScene::Side::None;
    show(scene);
    sayDowntime();
    m_conversation->focusWork();
}

void WorkView::nextUrgent()
{
    if (m_session && !m_list->stepUrgent()) {
        m_notices->sayOutcome(Banner::Kind::Info, tr("Nothing urgent is waiting for an answer."));
    }
}

void WorkView::showKeys()
{
    WorkScene scene = m_scene;
    scene.main = WorkScene::Main::Keys;
    scene.showsMain = true;
    show(scene);
    m_keys->setFocus(Qt::ShortcutFocusReason);
}

void WorkView::leavePage()
{
    WorkScene scene = m_scene;
    scene.main = WorkScene::Main::Conversation;
    scene.showsMain = !m_conversation->conversation().isEmpty();
    show(scene);
    m_conversation->focusWork();
}

/// Closes the innermost thing that is open; when nothing is, the keyboard goes back to writing.
void WorkView::escape()
{
    const QWidget *focus = QApplication::focusWidget();
    const auto isIn = [&](const QWidget &part) { return focus && part.isAncestorOf(focus); };
    if (m_scene.main != WorkScene::Main::Conversation) {
        leavePage();
    } else if (isIn(*m_details) && m_details->stepBack()) {
        m_details->focusFirst();
    } else if (m_scene.asked != WorkScene::Side::None) {
        closeSide();
    } else if (isIn(*m_list) && m_list->clearNeedle()) {
        m_list->focusList();
    } else if (isIn(*m_directory) && m_directory->clearNeedle()) {
        m_directory->focusSearch();
    } else if (m_scene.list == WorkScene::List::NewConversation) {
        goTo();
    } else {
        m_conversation->focusWork();
    }
}

void WorkView::stepPanes(int direction)
{
    const QList<QWidget *> panes{m_rail,
                                 m_notices,
                                 m_codeBanner,
                                 m_handOver,
                                 &m_columns->list(),
                                 &m_conversation->header(),
                                 &m_conversation->timeline(),
                                 &m_conversation->composer(),
                                 m_settings,
                                 m_keys,
                                 &m_columns->side(),
                                 m_status};
    stepPane(panes, direction);
}

} // namespace wardline::ui
