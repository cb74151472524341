// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/work_view.h"

#include "core/service/delivery_service.h"
#include "core/service/room_service.h"
#include "core/service/trust_service.h"
#include "ui/conversations/conversation_list.h"
#include "ui/conversations/new_conversation_pane.h"
#include "ui/kit/error_words.h"
#include "ui/kit/time_words.h"
#include "ui/people/directory_pane.h"
#include "ui/search/search_pane.h"
#include "ui/settings/keys_page.h"
#include "ui/settings/settings_page.h"
#include "ui/shell/code_banner.h"
#include "ui/shell/conversation_header.h"
#include "ui/shell/conversation_view.h"
#include "ui/shell/details_pane.h"
#include "ui/shell/hand_over_banner.h"
#include "ui/shell/outbox_pane.h"
#include "ui/shell/status_line.h"
#include "ui/shell/work_columns.h"
#include "ui/shell/work_notices.h"

#include <QStackedWidget>
#include <QVBoxLayout>

namespace wardline::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr std::chrono::milliseconds kDowntimeAfter{15'000}; ///< a short cut mends itself
constexpr std::chrono::seconds kDowntimeStep{30};
} // namespace

WorkView::WorkView(const Context &context, service::Workstation &workstation, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_workstation(workstation)
    , m_memory(context)
    , m_rail(new Rail(context))
    , m_notices(new WorkNotices(context))
    , m_codeBanner(new CodeBanner(context))
    , m_handOver(new HandOverBanner(context))
    , m_columns(new WorkColumns(context))
    , m_list(new ConversationList(context))
    , m_new(new NewConversationPane(context))
    , m_directory(new DirectoryPane(context))
    , m_conversation(new ConversationView(context))
    , m_settings(new SettingsPage(context, workstation))
    , m_keys(new KeysPage(context))
    , m_details(new DetailsPane(context))
    , m_search(new SearchPane(context))
    , m_outbox(new OutboxPane(context))
    , m_status(new StatusLine(context, workstation))
    , m_downtime(context.timers.createTimer([this] { sayDowntime(); }))
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
    m_columns->side().addWidget(m_outbox);
    auto *right = new QVBoxLayout;
    right->setSpacing(0);
    right->addWidget(m_notices);
    right->addWidget(m_codeBanner);
    right->addWidget(m_handOver);
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
    connect(m_conversation, &ConversationView::devicesWanted, this, &WorkView::showDevices);
    connect(m_conversation, &ConversationView::readersChanged, m_details, &DetailsPane::setReaders);
    ConversationHeader &header = m_conversation->header();
    connect(&header, &ConversationHeader::backChosen, this, &WorkView::backToList);
    connect(&header, &ConversationHeader::searchChosen, this, [this] { search(false); });
    connect(&header, &ConversationHeader::detailsToggled, this, &WorkView::toggleDetails);
    connect(m_keys, &KeysPage::closed, this, &WorkView::leavePage);
}

void WorkView::connectSides()
{
    connect(m_details, &DetailsPane::closed, this, &WorkView::toggleDetails);
    connect(m_details, &DetailsPane::messageChosen, this, &WorkView::startDirect);
    connect(m_details, &DetailsPane::roomChosen, this, &WorkView::openConversation);
    connect(m_outbox, &OutboxPane::closed, this, &WorkView::closeSide);
    connect(m_status, &StatusLine::waitingChosen, this, &WorkView::showOutbox);
    connect(m_status, &StatusLine::soundChosen, this, &WorkView::showSoundSettings);
    connect(m_notices, &WorkNotices::outboxChosen, this, &WorkView::showOutbox);
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
        m_session->delivery().disconnect(this);
    }
    m_session = session;
    m_memory.setSession(session);
    service::RoomService *rooms = session ? &session->rooms() : nullptr;
    m_conversation->setSession(session);
    m_list->setRooms(rooms);
    m_new->setRooms(rooms);
    m_directory->setRooms(rooms);
    m_details->setRooms(rooms);
    m_details->setTrust(session ? session->trust() : nullptr);
    m_search->setServices(session ? &session->search() : nullptr, rooms);
    m_outbox->setService(session ? &session->delivery() : nullptr, session ? &session->messages() : nullptr);
    m_status->setSession(session);
    m_downtime->stop();
    m_notices->withdrawAll();
    m_codeBanner->end();
    m_handOver->setService(session ? &session->history() : nullptr);
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
    if (service::TrustService *trust = session.trust()) {
        connect(trust, &service::TrustService::ownDeviceCertified, m_notices, &WorkNotices::sayOwnDeviceCertified);
        connect(trust, &service::TrustService::changed, m_notices,
                [this, trust] { m_notices->sayListRefused(trust->organisation().wasRefused); });
    }
    connect(rooms, &service::RoomService::conversationsChanged, this, &WorkView::onConversationsChanged);
    connect(rooms, &service::RoomService::colleaguesChanged, this,
            [this] { m_rail->showIdentity(m_session->rooms().self()); });
    connect(&session.delivery(), &service::DeliveryService::waitingChanged, this, &WorkView::sayDowntime);
    m_rail->showIdentity(rooms->self());
    m_rail->setUnread(m_list->unreadTotal(), m_list->urgentTotal());
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
    const bool isOnline = phase == service::ConnectionPhase::Online;
    m_directory->setPresenceKnown(isOnline);
    m_details->setPresenceKnown(isOnline);
    if (phase == service::ConnectionPhase::CodeNeeded) {
        sayCodeNeeded();
    } else {
        m_codeBanner->end();
    }
    sayDowntime();
}

/// The cause and the one thing to do; the keyboard goes there unless somebody is writing.
void WorkView::sayCodeNeeded()
{
    const service::ConnectionStatus status = m_session->connection();
    m_codeBanner->begin(tr("No connection since %1: the server wants a new code. Type it from your authenticator; then "
                           "what waits is sent.")
                            .arg(momentWords(status.since, m_context.clock.now())),
                        !m_conversation->isWriting());
}

/// Quiet: it comes after a while, says since when and what that means, and goes by itself.
void WorkView::sayDowntime()
{
    m_downtime->stop();
    if (!m_session) {
        return;
    }
    const service::ConnectionStatus status = m_session->connection();
    const Instant now = m_context.clock.now();
    const bool isOwnWords = status.phase == service::ConnectionPhase::CodeNeeded; // the band with the digits says it
    if (status.phase == service::ConnectionPhase::Online || isOwnWords) {
        m_notices->withdraw(WorkNotices::Topic::Downtime);
        sayOnce(false);
        return;
    }
    const auto since = now - status.since;
    if (since < kDowntimeAfter) {
        m_downtime->start(kDowntimeAfter - since);
        sayOnce(false);
        return;
    }
    sayOnce(true);
    m_notices->sayDowntime(status, m_session->delivery().waitingCount(), m_session->delivery().oldestWaiting(),
                           m_scene.asked != WorkScene::Side::Outbox);
    m_downtime->start(kDowntimeStep);
}

/// What the band says needs no second place.
void WorkView::sayOnce(bool isInBand)
{
    m_status->setWaitingSaid(isInBand);
    m_conversation->setDowntimeSaid(isInBand);
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
