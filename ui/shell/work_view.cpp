// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/work_view.h"

#include "core/service/room_service.h"
#include "ui/conversations/conversation_list.h"
#include "ui/conversations/new_conversation_pane.h"
#include "ui/kit/error_words.h"
#include "ui/people/directory_pane.h"
#include "ui/search/search_pane.h"
#include "ui/settings/keys_page.h"
#include "ui/settings/settings_page.h"
#include "ui/shell/code_banner.h"
#include "ui/shell/conversation_header.h"
#include "ui/shell/conversation_view.h"
#include "ui/shell/details_pane.h"
#include "ui/shell/status_line.h"
#include "ui/shell/work_columns.h"
#include "ui/shell/work_notices.h"

#include <QStackedWidget>
#include <QVBoxLayout>

namespace wardline::ui {

using namespace Qt::StringLiterals;

WorkView::WorkView(const Context &context, service::Workstation &workstation, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_workstation(workstation)
    , m_memory(context)
    , m_rail(new Rail(context))
    , m_notices(new WorkNotices(context))
    , m_codeBanner(new CodeBanner(context))
    , m_columns(new WorkColumns(context))
    , m_list(new ConversationList(context))
    , m_new(new NewConversationPane(context))
    , m_directory(new DirectoryPane(context))
    , m_conversation(new ConversationView(context))
    , m_settings(new SettingsPage(context, workstation))
    , m_keys(new KeysPage(context))
    , m_details(new DetailsPane(context))
    , m_search(new SearchPane(context))
    , m_status(new StatusLine(context, workstation))
{
    setObjectName(u"workView"_s);
    build();
    connectRail();
    connectLists();
    connectMain();
    connectSides();
    connect(new WorkKeys(this), &WorkKeys::given, this, &WorkView::onCommand);
    show(m_scene);
}

WorkView::~WorkView() = default;

void WorkView::build()
{
    for (QWidget *list : std::initializer_list<QWidget *>{m_list, m_new, m_directory}) {
        m_columns->list().addWidget(list);
    }
    for (QWidget *page : std::initializer_list<QWidget *>{m_conversation, m_settings, m_keys}) {
        m_columns->main().addWidget(page);
    }
    m_columns->side().addWidget(m_details);
    m_columns->side().addWidget(m_search);
    auto *right = new QVBoxLayout;
    right->setSpacing(0);
    right->addWidget(m_notices);
    right->addWidget(m_codeBanner);
    right->addWidget(m_columns, 1);
    right->addWidget(m_status);
    auto *row = new QHBoxLayout(this);
    row->setSpacing(0);
    row->addWidget(m_rail);
    row->addLayout(right, 1);
}

void WorkView::connectRail()
{
    connect(m_rail, &Rail::placeChosen, this, &WorkView::goToPlace);
    connect(m_rail, &Rail::lockChosen, this, &WorkView::lockChosen);
    connect(m_rail, &Rail::someoneElseChosen, this, &WorkView::someoneElseChosen);
    connect(m_notices, &WorkNotices::signOutChosen, this, &WorkView::someoneElseChosen);
    connect(m_codeBanner, &CodeBanner::codeGiven, this, [this] {
        if (m_session) {
            m_session->reconnectNow(m_codeBanner->take());
        }
    });
    connect(m_columns, &WorkColumns::widthsChanged, this,
            [this] { m_memory.setWidths(m_columns->listWidth(), m_columns->sideWidth()); });
}

void WorkView::connectLists()
{
    connect(m_list, &ConversationList::chosen, this, &WorkView::openConversation);
    connect(m_list, &ConversationList::unreadTotalChanged, m_rail, &Rail::setUnread);
    connect(m_list, &ConversationList::filterChanged, this,
            [this](ConversationFilter filter) { m_memory.setFilter(filter); });
    connect(m_list, &ConversationList::newChosen, this, &WorkView::beginNew);
    connect(m_list, &ConversationList::colleagueWanted, this, &WorkView::findColleague);
    connect(m_list, &ConversationList::messagesWanted, this, [this](const QString &words) { search(true, words); });
    connect(m_new, &NewConversationPane::closed, this, &WorkView::goTo);
    connect(m_new, &NewConversationPane::colleagueWanted, this, [this] { findColleague({}); });
    connect(m_new, &NewConversationPane::ready, this, &WorkView::onRoomReady);
    connect(m_directory, &DirectoryPane::conversationStarted, this, &WorkView::openWhenKnown);
    connect(m_directory, &DirectoryPane::profileChosen, this, &WorkView::showProfile);
    connect(m_directory, &DirectoryPane::onlineOnlyChanged, this,
            [this](bool isOnlineOnly) { m_memory.setShowsOnlineOnly(isOnlineOnly); });
    connect(m_directory, &DirectoryPane::failed, this,
            [this](const Error &error) { m_notices->sayOutcome(Banner::Kind::Error, errorWords(error)); });
}

void WorkView::connectMain()
{
    connect(m_conversation, &ConversationView::goToWanted, this, &WorkView::goTo);
    connect(m_conversation, &ConversationView::newWanted, this, &WorkView::beginNew);
    ConversationHeader &header = m_conversation->header();
    connect(&header, &ConversationHeader::backChosen, this, &WorkView::backToList);
    connect(&header, &ConversationHeader::searchChosen, this, [this] { search(false); });
    connect(&header, &ConversationHeader::detailsToggled, this, &WorkView::toggleDetails);
    connect(m_keys, &KeysPage::closed, this, &WorkView::closeKeys);
}

void WorkView::connectSides()
{
    connect(m_details, &DetailsPane::closed, this, &WorkView::toggleDetails);
    connect(m_details, &DetailsPane::messageChosen, this, &WorkView::startDirect);
    connect(m_details, &DetailsPane::roomChosen, this, &WorkView::openConversation);
    connect(m_search, &SearchPane::closed, this, &WorkView::closeSide);
    connect(m_search, &SearchPane::chosen, this, &WorkView::goToHit);
}

// ---- the session
// ---------------------------------------------------------------------------------------------------------------

void WorkView::setSession(service::AccountSession *session)
{
    if (m_session) {
        remember();
        m_session->disconnect(this);
        m_session->rooms().disconnect(this);
    }
    m_session = session;
    m_memory.setSession(session);
    service::RoomService *rooms = session ? &session->rooms() : nullptr;
    m_conversation->setSession(session);
    m_list->setRooms(rooms);
    m_new->setRooms(rooms);
    m_directory->setRooms(rooms);
    m_details->setRooms(rooms);
    m_search->setServices(session ? &session->search() : nullptr, rooms);
    m_status->setSession(session);
    m_notices->withdrawAll();
    m_codeBanner->end();
    m_awaited = {};
    m_isRestored = false;
    if (session) {
        connectSession(*session);
        restore();
    } else {
        m_rail->clearContent();
        show(WorkScene());
    }
}

void WorkView::connectSession(service::AccountSession &session)
{
    service::RoomService *rooms = &session.rooms();
    connect(&session, &service::AccountSession::connectionChanged, this, &WorkView::onConnectionChanged);
    connect(&session, &service::AccountSession::aboutToClose, this, &WorkView::remember);
    connect(&session, &service::AccountSession::storeFailed, m_notices, &WorkNotices::sayStoreFailed);
    connect(rooms, &service::RoomService::conversationsChanged, this, &WorkView::onConversationsChanged);
    connect(rooms, &service::RoomService::colleaguesChanged, this,
            [this] { m_rail->showIdentity(m_session->rooms().self()); });
    m_rail->showIdentity(rooms->self());
    m_rail->setUnread(m_list->unreadTotal());
}

void WorkView::restore()
{
    m_list->setFilter(m_memory.filter());
    m_directory->setOnlineOnly(m_memory.showsOnlineOnly());
    if (const int width = m_memory.listWidth(); width > 0) {
        m_columns->setListWidth(width);
    }
    if (const int width = m_memory.sideWidth(); width > 0) {
        m_columns->setSideWidth(width);
    }
    m_settings->refresh();
    WorkScene scene;
    scene.wantsDetails = m_memory.wantsDetails();
    show(scene);
    onConnectionChanged();
    onConversationsChanged();
}

/// The last moment of a session: everything still works.
void WorkView::remember()
{
    m_conversation->rememberPlace(m_memory);
    m_memory.flush();
}

/// Opens what was open before, or the latest conversation, as soon as the rooms are known.
void WorkView::onConversationsChanged()
{
    if (!m_session) {
        return;
    }
    const service::RoomService &rooms = m_session->rooms();
    const bool hasConversations = !m_list->first().isEmpty();
    m_conversation->setHasConversations(hasConversations);
    if (!m_awaited.isEmpty() && rooms.conversation(m_awaited)) {
        openConversation(std::exchange(m_awaited, {}));
        return;
    }
    if (m_isRestored || !hasConversations) {
        return;
    }
    m_isRestored = true;
    const auto stored = m_memory.openConversation();
    if (stored && rooms.conversation(*stored)) {
        openConversation(*stored);
    } else if (!m_columns->plan().isOneColumn) {
        openConversation(m_list->first());
    }
}

void WorkView::onConnectionChanged()
{
    if (!m_session) {
        return;
    }
    const service::ConnectionPhase phase = m_session->connection().phase;
    m_list->setConnectionPhase(phase);
    if (phase == service::ConnectionPhase::CodeNeeded) {
        m_codeBanner->begin();
    } else {
        m_codeBanner->end();
    }
}

void WorkView::say(const QString &words)
{
    m_notices->sayOutcome(Banner::Kind::Info, words);
}

void WorkView::setLockImminent(bool imminent)
{
    if (imminent) {
        m_notices->sayLockImminent();
    } else {
        m_notices->withdraw(WorkNotices::Topic::Lock);
    }
}

} // namespace wardline::ui
