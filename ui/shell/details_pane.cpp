// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/details_pane.h"

#include "ui/kit/icon_button.h"
#include "ui/kit/metrics.h"
#include "ui/kit/words.h"
#include "ui/people/people_list.h"
#include "ui/people/people_model.h"
#include "ui/settings/room_notification_choice.h"

#include <QVBoxLayout>

namespace wardline::ui {

using namespace Qt::StringLiterals;

DetailsPane::DetailsPane(const Context &context, QWidget *parent)
    : QWidget(parent)
    , m_title(new Words(context.theme, FontRole::Strong, tr("Members")))
    , m_list(new PeopleList(context))
{
    setObjectName(u"detailsPane"_s);
    m_list->setObjectName(u"memberList"_s);
    m_list->setAccessibleName(tr("Members"));
    auto *close = new IconButton(context.theme, Icon::Close, tr("Close the details"));
    close->setObjectName(u"closeDetails"_s);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(metrics::kSpace16, metrics::kSpace8, metrics::kSpace8, 0);
    head->addWidget(m_title, 1);
    head->addWidget(close);
    auto *column = new QVBoxLayout(this);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(m_list, 1);
    if (context.alerts) {
        m_notifications = new RoomNotificationChoice(context);
        column->addWidget(m_notifications);
    }
    connect(close, &IconButton::clicked, this, &DetailsPane::closed);
    connect(m_list, &PeopleList::personChosen, this, &DetailsPane::personChosen);
}

void DetailsPane::setRooms(service::RoomService *rooms)
{
    if (m_rooms) {
        m_rooms->disconnect(this);
    }
    m_rooms = rooms;
    clearContent();
    if (rooms) {
        connect(rooms, &service::RoomService::membersChanged, this, [this](const model::Jid &room) {
            if (room == m_conversation) {
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
    refresh();
}

void DetailsPane::clearContent()
{
    m_conversation = {};
    m_list->people().clear();
    if (m_notifications) {
        m_notifications->open({});
    }
}

void DetailsPane::focusList()
{
    m_list->setFocus(Qt::TabFocusReason);
}

/// A direct conversation has no member list of its own.
QList<model::Member> DetailsPane::bothOf(const model::ConversationSummary &summary) const
{
    model::Member other;
    other.jid = summary.jid;
    other.name = summary.title;
    other.role = summary.role;
    const auto colleagues = m_rooms->colleagues();
    for (const service::Colleague &colleague : colleagues) {
        if (colleague.jid == summary.jid) {
            other.isPresent = colleague.isOnline;
        }
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
    const bool isDirect = summary && summary->kind == model::ConversationKind::Direct;
    m_title->setText(isDirect ? tr("The two of you") : tr("Members"));
    m_list->people().setMembers(isDirect ? bothOf(*summary) : m_rooms->members(m_conversation));
}

} // namespace wardline::ui
