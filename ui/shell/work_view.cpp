// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/work_view.h"

#include "core/service/message_service.h"
#include "core/service/room_service.h"
#include "core/service/search_service.h"
#include "ui/composer/composer.h"
#include "ui/conversations/conversation_list.h"
#include "ui/kit/banner.h"
#include "ui/kit/error_words.h"
#include "ui/kit/metrics.h"
#include "ui/kit/theme.h"
#include "ui/people/directory_pane.h"
#include "ui/search/search_pane.h"
#include "ui/settings/keys_page.h"
#include "ui/settings/settings_page.h"
#include "ui/shell/code_banner.h"
#include "ui/shell/conversation_header.h"
#include "ui/shell/conversation_view.h"
#include "ui/shell/details_pane.h"
#include "ui/shell/status_line.h"
#include "ui/timeline/timeline_view.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QShortcut>
#include <QStackedWidget>

namespace wardline::ui {

using namespace Qt::StringLiterals;

namespace {
const QString kOpenKey = u"open-conversation"_s;
const QString kDetailsKey = u"details-pane"_s;
} // namespace

WorkView::WorkView(const Context &context, service::Workstation &workstation, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_workstation(workstation)
    , m_rail(new Rail(context))
    , m_banner(new Banner(context.theme))
    , m_codeBanner(new CodeBanner(context))
    , m_lists(new QStackedWidget)
    , m_list(new ConversationList(context))
    , m_directory(new DirectoryPane(context))
    , m_main(new QStackedWidget)
    , m_conversation(new ConversationView(context))
    , m_settings(new SettingsPage(context, workstation))
    , m_keys(new KeysPage(context))
    , m_sides(new QStackedWidget)
    , m_details(new DetailsPane(context))
    , m_search(new SearchPane(context))
    , m_status(new StatusLine(context, workstation))
{
    setObjectName(u"workView"_s);
    build();
    connectParts();
    addKeys();
    applyLayout();
}

void WorkView::build()
{
    m_lists->addWidget(m_list);
    m_lists->addWidget(m_directory);
    m_main->addWidget(m_conversation);
    m_main->addWidget(m_settings);
    m_main->addWidget(m_keys);
    m_sides->addWidget(m_details);
    m_sides->addWidget(m_search);
    m_banner->setObjectName(u"workBanner"_s);
    auto *columns = new QHBoxLayout;
    columns->setSpacing(0);
    columns->addWidget(m_lists);
    columns->addWidget(m_main, 1);
    columns->addWidget(m_sides);
    auto *right = new QVBoxLayout;
    right->setSpacing(0);
    right->addWidget(m_banner);
    right->addWidget(m_codeBanner);
    right->addLayout(columns, 1);
    right->addWidget(m_status);
    auto *row = new QHBoxLayout(this);
    row->setSpacing(0);
    row->addWidget(m_rail);
    row->addLayout(right, 1);
}

void WorkView::connectParts()
{
    connect(m_rail, &Rail::placeChosen, this, &WorkView::goToPlace);
    connect(m_rail, &Rail::lockChosen, this, &WorkView::lockChosen);
    connect(m_rail, &Rail::someoneElseChosen, this, &WorkView::someoneElseChosen);
    connect(m_list, &ConversationList::chosen, this, &WorkView::openConversation);
    connect(m_list, &ConversationList::unreadTotalChanged, m_rail, &Rail::setUnread);
    connect(m_directory, &DirectoryPane::conversationStarted, this, &WorkView::openConversation);
    const auto complain = [this](const Error &error) { m_banner->say(Banner::Kind::Error, errorWords(error)); };
    connect(m_directory, &DirectoryPane::failed, this, complain);
    connect(m_details, &DetailsPane::closed, this, &WorkView::toggleDetails);
    connect(m_details, &DetailsPane::personChosen, this, [this](const model::Jid &person) {
        if (m_session) {
            m_directory->start(person);
        }
    });
    connect(m_search, &SearchPane::closed, this, &WorkView::closeSide);
    connect(m_search, &SearchPane::chosen, this, [this](const model::Jid &conversation, model::MessageId id) {
        openConversation(conversation);
        m_conversation->timeline().jumpTo(id);
        m_conversation->timeline().setFocus(Qt::ShortcutFocusReason);
    });
    ConversationHeader &header = m_conversation->header();
    connect(&header, &ConversationHeader::backChosen, this, [this] {
        m_showsMain = false;
        applyLayout();
        m_list->focusList();
    });
    connect(&header, &ConversationHeader::searchChosen, this, &WorkView::searchHere);
    connect(&header, &ConversationHeader::detailsToggled, this, &WorkView::toggleDetails);
    connect(m_keys, &KeysPage::closed, this, &WorkView::closeKeys);
    connect(m_codeBanner, &CodeBanner::codeGiven, this, [this] {
        if (m_session) {
            m_session->reconnectNow(m_codeBanner->take());
        }
    });
}

void WorkView::addKey(Command command, void (WorkView::*slot)())
{
    connect(makeShortcut(command, this), &QShortcut::activated, this, slot);
}

void WorkView::addKeys()
{
    addKey(Command::Lock, &WorkView::lockChosen);
    addKey(Command::GoTo, &WorkView::goTo);
    addKey(Command::FindHere, &WorkView::searchHere);
    addKey(Command::FindEverywhere, &WorkView::searchEverywhere);
    addKey(Command::NextPane, &WorkView::nextPane);
    addKey(Command::ConversationAbove, &WorkView::previousConversation);
    addKey(Command::ConversationBelow, &WorkView::nextConversation);
    addKey(Command::ShowKeys, &WorkView::showKeys);
    addKey(Command::Leave, &WorkView::escape);
}

void WorkView::setSession(service::AccountSession *session)
{
    if (m_session) {
        m_session->disconnect(this);
        m_session->rooms().disconnect(this);
    }
    m_session = session;
    service::RoomService *rooms = session ? &session->rooms() : nullptr;
    m_conversation->setSession(session);
    m_list->setRooms(rooms);
    m_directory->setRooms(rooms);
    m_details->setRooms(rooms);
    m_search->setServices(session ? &session->search() : nullptr, rooms);
    m_status->setSession(session);
    m_banner->dismiss();
    m_codeBanner->end();
    m_asked.reset();
    m_isRestored = false;
    if (!session) {
        m_rail->clearContent();
        return;
    }
    m_wantsDetails = session->uiState(kDetailsKey) != u"closed";
    m_rail->showIdentity(rooms->self());
    m_rail->setUnread(m_list->unreadTotal());
    connect(session, &service::AccountSession::connectionChanged, this, &WorkView::onConnectionChanged);
    connect(rooms, &service::RoomService::conversationsChanged, this, &WorkView::restoreOpen);
    connect(rooms, &service::RoomService::colleaguesChanged, this,
            [this] { m_rail->showIdentity(m_session->rooms().self()); });
    m_settings->refresh();
    goToPlace(Rail::Place::Conversations);
    onConnectionChanged();
    restoreOpen();
}

/// Opens what was open before, or the latest conversation, as soon as the rooms are known.
void WorkView::restoreOpen()
{
    if (m_isRestored || !m_session || m_list->first().isEmpty()) {
        return;
    }
    m_isRestored = true;
    const bool isOneColumn = width() < metrics::kOneColumnBelow;
    const auto stored = model::Jid::parse(m_session->uiState(kOpenKey));
    if (stored && m_session->rooms().conversation(*stored)) {
        openConversation(*stored);
    } else if (!isOneColumn) {
        openConversation(m_list->first());
    }
}

void WorkView::openConversation(const model::Jid &conversation)
{
    if (!m_session) {
        return;
    }
    m_isRestored = true;
    m_place = Rail::Place::Conversations;
    m_rail->setPlace(m_place);
    m_lists->setCurrentWidget(m_list);
    m_main->setCurrentWidget(m_conversation);
    m_list->setCurrent(conversation);
    m_conversation->open(conversation);
    m_details->open(conversation);
    m_session->setUiState(kOpenKey, conversation.toString());
    m_showsMain = true;
    applyLayout();
    m_conversation->focusWork();
}

void WorkView::goToPlace(Rail::Place place)
{
    m_place = place;
    m_rail->setPlace(place);
    switch (place) {
    case Rail::Place::Conversations:
        m_lists->setCurrentWidget(m_list);
        m_main->setCurrentWidget(m_conversation);
        m_showsMain = false;
        break;
    case Rail::Place::People:
        m_lists->setCurrentWidget(m_directory);
        m_main->setCurrentWidget(m_conversation);
        m_showsMain = false;
        m_directory->focusSearch();
        break;
    case Rail::Place::Settings:
        m_settings->refresh();
        m_main->setCurrentWidget(m_settings);
        m_showsMain = true;
        break;
    }
    applyLayout();
}

// ---- layout
// --------------------------------------------------------------------------------------------------------------------

WorkView::Side WorkView::side() const
{
    if (m_main->currentWidget() != m_conversation) {
        return Side::None;
    }
    if (m_asked) {
        return *m_asked;
    }
    const bool hasRoom = width() >= metrics::kDetailsFrom;
    return hasRoom && m_wantsDetails && !m_conversation->conversation().isEmpty() ? Side::Details : Side::None;
}

void WorkView::applyLayout()
{
    const bool isOneColumn = width() < metrics::kOneColumnBelow;
    const bool isWide = width() >= metrics::kDetailsFrom;
    const Side shown = side();
    const bool isAlone = m_main->currentWidget() != m_conversation; // settings and keys need no list
    if (shown == Side::Search) {
        m_sides->setCurrentWidget(m_search);
    } else {
        m_sides->setCurrentWidget(m_details);
    }
    const int sideWidth = isOneColumn ? QWIDGETSIZE_MAX : metrics::kDetailsWidth;
    m_sides->setMinimumWidth(isOneColumn ? 0 : sideWidth);
    m_sides->setMaximumWidth(sideWidth);
    m_lists->setMinimumWidth(isOneColumn ? 0 : metrics::kListWidth);
    m_lists->setMaximumWidth(isOneColumn ? QWIDGETSIZE_MAX : metrics::kListWidth);
    m_sides->setVisible(shown != Side::None);
    if (isOneColumn) {
        m_main->setVisible(m_showsMain && shown == Side::None);
        m_lists->setVisible(!m_showsMain && shown == Side::None);
    } else {
        m_main->setVisible(true);
        // Between the two widths the side takes the list's place.
        m_lists->setVisible(!isAlone && (isWide || shown == Side::None));
    }
    m_conversation->header().setBackVisible(isOneColumn);
    m_conversation->header().setDetailsShown(shown == Side::Details);
}

void WorkView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    applyLayout();
}

void WorkView::toggleDetails()
{
    const bool isShown = side() == Side::Details;
    if (width() >= metrics::kDetailsFrom) {
        m_asked.reset();
        m_wantsDetails = !isShown;
        if (m_session) {
            m_session->setUiState(kDetailsKey, m_wantsDetails ? u"open"_s : u"closed"_s);
        }
    } else {
        m_asked = isShown ? std::nullopt : std::optional(Side::Details);
    }
    applyLayout();
}

void WorkView::closeSide()
{
    m_asked.reset();
    applyLayout();
    m_conversation->focusWork();
}

// ---- keys
// ----------------------------------------------------------------------------------------------------------------------

void WorkView::searchHere()
{
    beginSearch(m_conversation->conversation().isEmpty());
}

void WorkView::searchEverywhere()
{
    beginSearch(true);
}

void WorkView::beginSearch(bool isEverywhere)
{
    if (!m_session) {
        return;
    }
    if (m_place == Rail::Place::Settings || m_main->currentWidget() == m_keys) {
        goToPlace(Rail::Place::Conversations);
    }
    m_asked = Side::Search;
    applyLayout();
    m_search->begin(isEverywhere ? std::nullopt : std::optional(m_conversation->conversation()),
                    m_conversation->header().title());
}

void WorkView::goTo()
{
    m_asked.reset();
    goToPlace(Rail::Place::Conversations);
    m_list->goTo();
}

void WorkView::previousConversation()
{
    m_list->step(-1);
}

void WorkView::nextConversation()
{
    m_list->step(1);
}

void WorkView::showKeys()
{
    m_main->setCurrentWidget(m_keys);
    m_showsMain = true;
    applyLayout();
    m_keys->setFocus(Qt::ShortcutFocusReason);
}

void WorkView::closeKeys()
{
    goToPlace(m_place);
    m_showsMain = !m_conversation->conversation().isEmpty();
    applyLayout();
    m_conversation->focusWork();
}

void WorkView::escape()
{
    if (m_main->currentWidget() == m_keys) {
        closeKeys();
    } else if (m_asked) {
        closeSide();
    } else {
        m_conversation->focusWork();
    }
}

void WorkView::nextPane()
{
    QWidget *const panes[] = {m_rail,  m_lists, &m_conversation->timeline(), &m_conversation->composer(),
                              m_sides, m_status};
    const int count = static_cast<int>(std::size(panes));
    QWidget *focus = QApplication::focusWidget();
    int present = -1;
    for (int i = 0; i < count; ++i) {
        if (focus && (panes[i] == focus || panes[i]->isAncestorOf(focus))) {
            present = i;
        }
    }
    for (int step = 1; step <= count; ++step) {
        QWidget *pane = panes[(present + step + count) % count];
        if (!pane->isVisible()) {
            continue;
        }
        if (pane->focusPolicy() & Qt::TabFocus) {
            pane->setFocus(Qt::TabFocusReason);
            return;
        }
        const auto children = pane->findChildren<QWidget *>();
        for (QWidget *child : children) {
            if (child->isVisible() && child->isEnabled() && (child->focusPolicy() & Qt::TabFocus)) {
                child->setFocus(Qt::TabFocusReason);
                return;
            }
        }
    }
}

// ---- what is said at the top
// ---------------------------------------------------------------------------------------------------

void WorkView::setLockImminent(bool imminent)
{
    if (imminent) {
        m_banner->say(Banner::Kind::Concern,
                      tr("Nobody has used this window for a while. It locks in 30 s; any key keeps it open."), {},
                      false);
    } else {
        m_banner->dismiss();
    }
}

void WorkView::onConnectionChanged()
{
    if (!m_session) {
        return;
    }
    if (m_session->connection().phase == service::ConnectionPhase::CodeNeeded) {
        m_codeBanner->begin();
    } else {
        m_codeBanner->end();
    }
}

} // namespace wardline::ui
