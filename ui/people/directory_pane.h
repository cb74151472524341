// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/room_service.h"
#include "ui/kit/context.h"

#include <QWidget>

namespace wardline::ui {

class Chip;
class PeopleFinder;

/// The organisation's colleagues by role, all of them or those who can be reached now. Choosing one begins a direct
/// conversation.
class DirectoryPane final : public QWidget
{
    Q_OBJECT
public:
    explicit DirectoryPane(const Context &context, QWidget *parent = nullptr);

    /// Null: drops every name.
    void setRooms(service::RoomService *rooms);
    void focusSearch();
    /// Looks for these words.
    void find(const QString &words);
    /// Shows who is online, by role, or everybody.
    void setOnlineOnly(bool isOnlineOnly);
    /// False while there is no connection: everybody is listed, and nobody said to be here.
    void setPresenceKnown(bool isKnown);
    /// False when the field was empty.
    bool clearNeedle();
    /// Begins a direct conversation.
    void start(const model::Jid &person);

Q_SIGNALS:
    void conversationStarted(const wardline::model::Jid &person);
    void profileChosen(const wardline::model::Jid &person);
    void onlineOnlyChanged(bool isOnlineOnly);
    void failed(const wardline::Error &error);

private:
    service::RoomService *m_rooms = nullptr;
    Chip *m_everybody;
    Chip *m_online;
    PeopleFinder *m_finder;
    bool m_isMarking = false; ///< what is chosen is shown, nobody chooses
};

} // namespace wardline::ui
