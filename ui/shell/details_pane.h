// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/room_service.h"
#include "ui/kit/context.h"

#include <QWidget>

namespace wardline::ui {

class PeopleList;
class RoomNotificationChoice;
class Words;

/// Who belongs to the open room, by role, and who of them is here.
class DetailsPane final : public QWidget
{
    Q_OBJECT
public:
    explicit DetailsPane(const Context &context, QWidget *parent = nullptr);

    void setRooms(service::RoomService *rooms);
    void open(const model::Jid &conversation);
    void clearContent();
    void focusList();

Q_SIGNALS:
    void personChosen(const wardline::model::Jid &person);
    void closed();

private:
    void refresh();
    [[nodiscard]] QList<model::Member> bothOf(const model::ConversationSummary &summary) const;

    service::RoomService *m_rooms = nullptr;
    model::Jid m_conversation;
    Words *m_title;
    PeopleList *m_list;
    RoomNotificationChoice *m_notifications = nullptr; ///< null where nothing tells of messages
};

} // namespace wardline::ui
