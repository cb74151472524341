// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/details_pane.h"

#include "ui/devices/device_pane.h"
#include "ui/kit/banner.h"
#include "ui/kit/button.h"
#include "ui/kit/error_words.h"
#include "ui/kit/icon_button.h"
#include "ui/kit/metrics.h"
#include "ui/kit/safe_text.h"
#include "ui/kit/when_done.h"
#include "ui/kit/words.h"
#include "ui/people/people_finder.h"
#include "ui/people/people_list.h"
#include "ui/people/people_model.h"
#include "ui/people/profile_card.h"
#include "ui/people/room_kind_choice.h"
#include "ui/settings/room_notification_choice.h"

#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace wardline::ui {

using namespace Qt::StringLiterals;

namespace {

/// Two groups of members, the second one begun: less is no list.
constexpr int kLeastMembers = 4 * metrics::kListRow;

/// A page that scrolls where the window is too low for it.
QScrollArea *scrolled(const QString &name, QWidget *page)
{
    auto *area = new QScrollArea;
    area->setObjectName(name);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setFocusPolicy(Qt::NoFocus);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->viewport()->setAutoFillBackground(false);
    page->setAutoFillBackground(false);
    area->setWidget(page);
    return area;
}

} // namespace

DetailsPane::DetailsPane(const Context &context, QWidget *parent)
    : QWidget(parent)
    , m_back(new IconButton(context.theme, Icon::Back, tr("Back to the members")))
    , m_title(new Words(context.theme, FontRole::Strong))
    , m_close(new IconButton(context.theme, Icon::Close, tr("Close the details")))
    , m_pages(new QStackedWidget)
    , m_readers(new Words(context.theme, FontRole::Caption, QString(), nullptr, Words::Ink::Muted))
    , m_members(new PeopleList(context))
    , m_add(new Button(context.theme, Button::Kind::Outlined, tr("Add somebody")))
    , m_kind(new RoomKindChoice(context))
    , m_profile(new ProfileCard(context))
    , m_devices(new DevicePane(context))
    , m_finder(new PeopleFinder(context, u"addMember"_s))
    , m_banner(new Banner(context.theme))
{
    setObjectName(u"detailsPane"_s);
    auto *column = new QVBoxLayout(this);
    column->setSpacing(0);
    buildHead(column);
    column->addWidget(m_banner);
    column->addWidget(m_pages, 1);
    buildPages(context);
    connect(m_back, &IconButton::clicked, this, [this] {
        stepBack();
        focusFirst();
    });
    connect(m_close, &IconButton::clicked, this, &DetailsPane::closed);
    connect(m_members, &PeopleList::personChosen, this, [this](const model::Jid &person) {
        showProfile(person);
        m_profile->focusFirst();
    });
    connect(m_profile, &ProfileCard::messageChosen, this, &DetailsPane::messageChosen);
    connect(m_profile, &ProfileCard::roomChosen, this, &DetailsPane::roomChosen);
    connect(m_profile, &ProfileCard::devicesChosen, this, [this](const model::Jid &person) {
        showDevices(person);
        m_back->setFocus(Qt::OtherFocusReason);
    });
    connect(m_finder, &PeopleFinder::personChosen, this, &DetailsPane::add);
    connect(m_add, &Button::clicked, this, [this] {
        goTo(AddMember);
        m_finder->focusField();
    });
    goTo(Members);
}

void DetailsPane::buildHead(QBoxLayout *column)
{
    m_back->setObjectName(u"detailsBack"_s);
    m_close->setObjectName(u"closeDetails"_s);
    m_title->setObjectName(u"detailsTitle"_s);
    m_banner->setObjectName(u"detailsBanner"_s);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(metrics::kSpace8, metrics::kSpace8, metrics::kSpace8, 0);
    head->setSpacing(metrics::kSpace4);
    head->addWidget(m_back);
    head->addSpacing(metrics::kSpace8);
    head->addWidget(m_title, 1);
    head->addWidget(m_close);
    column->addLayout(head);
}

void DetailsPane::buildPages(const Context &context)
{
    m_members->setObjectName(u"memberList"_s);
    m_members->setAccessibleName(tr("Members"));
    m_members->setMinimumHeight(kLeastMembers); // whatever stands below, the page scrolls then
    m_add->setObjectName(u"addMember"_s);
    m_add->setLeadingIcon(Icon::Person);
    auto *members = new QWidget;
    auto *column = new QVBoxLayout(members);
    column->setSpacing(0);
    m_readers->setObjectName(u"conversationReaders"_s);
    m_readers->setWordWrap(true);
    m_readers->setContentsMargins(metrics::kSpace16, metrics::kSpace4, metrics::kSpace16, metrics::kSpace8);
    m_readers->hide();
    column->addWidget(m_readers);
    column->addWidget(m_members, 1);
    m_foot = new QWidget; // takes no room while nobody may be added
    auto *foot = new QVBoxLayout(m_foot);
    foot->setContentsMargins(metrics::kSpace16, metrics::kSpace8, metrics::kSpace16, metrics::kSpace8);
    foot->addWidget(m_add);
    column->addWidget(m_foot);
    column->addWidget(m_kind);
    if (context.alerts) {
        m_notifications = new RoomNotificationChoice(context);
        column->addWidget(m_notifications);
    }
    m_pages->insertWidget(Members, scrolled(u"membersPage"_s, members));
    m_pages->insertWidget(Profile, m_profile);
    m_pages->insertWidget(AddMember, m_finder);
    auto *page = new QWidget;
    auto *devices = new QVBoxLayout(page);
    devices->setContentsMargins(metrics::kSpace16, metrics::kSpace8, metrics::kSpace16, metrics::kSpace16);
    devices->addWidget(m_devices);
    m_pages->insertWidget(Devices, scrolled(u"devicePage"_s, page));
    m_profile->setDevicesOffered(false);
}

void DetailsPane::setTrust(service::TrustService *trust)
{
    m_devices->setTrust(trust);
    m_profile->setDevicesOffered(trust != nullptr);
}

void DetailsPane::showDevices(const model::Jid &person)
{
    if (!m_rooms) {
        return;
    }
    const bool isSelf = person == m_rooms->self().jid;
    const auto known = m_rooms->colleague(person);
    const QString name = isSelf ? m_rooms->self().name : known ? known->name : person.local();
    m_devices->show(person, name, isSelf, m_conversation);
    goTo(Devices);
}

void DetailsPane::setReaders(const QString &words)
{
    m_readers->setText(words);
    m_readers->setVisible(!words.isEmpty());
}

void DetailsPane::setPresenceKnown(bool isKnown)
{
    m_members->people().setPresenceKnown(isKnown);
    m_finder->list().people().setPresenceKnown(isKnown);
    m_profile->setPresenceKnown(isKnown);
}

void DetailsPane::setRooms(service::RoomService *rooms)
{
    if (m_rooms) {
        m_rooms->disconnect(this);
    }
    m_rooms = rooms;
    m_profile->setRooms(rooms);
    m_finder->setRooms(rooms);
    clearContent();
    if (rooms) {
        connect(rooms, &service::RoomService::membersChanged, this, [this](const model::Jid &room) {
            if (room == m_conversation) {
                refresh();
            }
        });
        connect(rooms, &service::RoomService::conversationsChanged, this,
                [this] { m_kind->show(m_rooms, m_conversation); });
        connect(rooms, &service::RoomService::colleaguesChanged, this, [this] {
            if (isVisible() && !isRoom()) {
                refresh();
            }
        });
    }
}

void DetailsPane::open(const model::Jid &conversation)
{
    m_conversation = conversation;
    if (m_notifications) {
        m_notifications->open(conversation);
    }
    m_banner->dismiss();
    goTo(Members);
    refresh();
}

void DetailsPane::showProfile(const model::Jid &person)
{
    m_banner->dismiss();
    m_profile->show(person, m_conversation);
    goTo(Profile);
}

bool DetailsPane::stepBack()
{
    if (m_pages->currentIndex() == Members) {
        return false;
    }
    m_banner->dismiss();
    if (m_pages->currentIndex() == Devices) {
        m_devices->clearContent();
        goTo(Profile);
        return true;
    }
    m_finder->clearNeedle();
    goTo(Members);
    refresh();
    return true;
}

void DetailsPane::clearContent()
{
    m_conversation = {};
    if (m_notifications) {
        m_notifications->open({});
    }
    m_banner->dismiss();
    m_devices->clearContent();
    m_kind->show(nullptr, {});
    m_members->people().clear();
    goTo(Members);
}

void DetailsPane::focusFirst()
{
    switch (m_pages->currentIndex()) {
    case Profile:
        m_profile->focusFirst();
        break;
    case AddMember:
        m_finder->focusField();
        break;
    case Devices:
        m_devices->focusFirst();
        break;
    default:
        m_members->setFocus(Qt::TabFocusReason);
    }
}

bool DetailsPane::isRoom() const
{
    const auto summary = m_rooms ? m_rooms->conversation(m_conversation) : std::nullopt;
    return !summary || summary->kind == model::ConversationKind::Room;
}

void DetailsPane::goTo(Page page)
{
    m_pages->setCurrentIndex(page);
    m_back->setVisible(page == Devices || (page != Members && !m_conversation.isEmpty()));
    m_back->setAccessibleName(page == Devices ? tr("Back to the profile") : tr("Back to the members"));
    switch (page) {
    case Members:
        m_title->setText(isRoom() ? tr("Members") : tr("The two of you"));
        break;
    case Profile:
        m_title->setText(tr("Profile"));
        break;
    case AddMember:
        m_title->setText(tr("Add somebody"));
        break;
    case Devices:
        m_title->setText(tr("Devices"));
        break;
    }
}

/// A direct conversation has no member list of its own.
QList<model::Member> DetailsPane::bothOf(const model::ConversationSummary &summary) const
{
    model::Member other;
    other.jid = summary.jid;
    other.name = summary.title;
    other.role = summary.role;
    if (const auto known = m_rooms->colleague(summary.jid)) {
        other.isPresent = known->isOnline;
    }
    const service::Colleague self = m_rooms->self();
    model::Member own;
    own.jid = self.jid;
    own.name = self.name;
    own.role = self.role;
    own.isPresent = true;
    own.isSelf = true;
    return {other, own};
}

void DetailsPane::refresh()
{
    if (!m_rooms || m_conversation.isEmpty()) {
        return;
    }
    const auto summary = m_rooms->conversation(m_conversation);
    if (summary && summary->kind == model::ConversationKind::Direct) {
        m_members->people().setMembers(bothOf(*summary));
        m_add->hide();
        m_kind->show(nullptr, {});
        return;
    }
    const auto members = m_rooms->members(m_conversation);
    QSet<model::Jid> present;
    for (const model::Member &member : members) {
        present.insert(member.jid);
    }
    m_members->people().setMembers(members);
    m_finder->setLeftOut(present);
    m_add->setVisible(mayManage(*m_rooms, m_conversation));
    m_foot->setVisible(!m_add->isHidden());
    m_kind->show(m_rooms, m_conversation);
}

void DetailsPane::add(const model::Jid &person)
{
    const auto known = m_rooms->colleague(person);
    const QString name = known ? safeName(known->name) : person.toString();
    m_banner->say(Banner::Kind::Info, tr("%1 is being added …").arg(name), {}, false);
    whenDone(m_rooms->grant(m_conversation, person, model::Affiliation::Member), this,
             [this, name, room = m_conversation](const Status &outcome) {
                 if (room != m_conversation) {
                     return;
                 }
                 if (outcome) {
                     m_banner->say(Banner::Kind::Info, tr("%1 is a member now.").arg(name));
                     m_finder->clearNeedle();
                 } else {
                     m_banner->say(Banner::Kind::Error,
                                   outcome.error().is(service::ServiceError::NotAllowed)
                                       ? tr("The server does not allow you to add somebody here.")
                                       : errorWords(outcome.error()));
                 }
             });
}

} // namespace wardline::ui
