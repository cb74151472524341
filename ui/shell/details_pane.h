// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/room_service.h"
#include "core/service/trust_service.h"
#include "ui/kit/context.h"

#include <QWidget>

class QBoxLayout;
class QStackedWidget;

namespace wardline::ui {

class Banner;
class Button;
class DevicePane;
class IconButton;
class PeopleFinder;
class PeopleList;
class ProfileCard;
class RoomKindChoice;
class RoomNotificationChoice;
class Words;

/// The pane at the side: who belongs to the open room, by role, and who of them is here; one of them closer; or
/// somebody to be added. Each page has a way back to the one before.
class DetailsPane final : public QWidget
{
    Q_OBJECT
public:
    explicit DetailsPane(const Context &context, QWidget *parent = nullptr);

    void setRooms(service::RoomService *rooms);
    /// Null: nothing is encrypted, or nobody is signed in.
    void setTrust(service::TrustService *trust);
    /// The members of a room, or the two of a direct conversation.
    void open(const model::Jid &conversation);
    /// One person, seen from the open room when they belong to it.
    void showProfile(const model::Jid &person);
    /// The devices of one person, seen from the open conversation.
    void showDevices(const model::Jid &person);
    /// What the open conversation is for and which devices read along: stands above the members.
    void setReaders(const QString &words);
    /// False while there is no connection: nobody is said to be here or not.
    void setPresenceKnown(bool isKnown);
    /// One page back; false when the members are shown already.
    bool stepBack();
    void clearContent();
    void focusFirst();

Q_SIGNALS:
    void messageChosen(const wardline::model::Jid &person);
    void roomChosen(const wardline::model::Jid &room);
    void closed();

private:
    enum Page { Members, Profile, AddMember, Devices };

    void buildHead(QBoxLayout *column);
    void buildPages(const Context &context);
    void refresh();
    void goTo(Page page);
    void add(const model::Jid &person);
    [[nodiscard]] QList<model::Member> bothOf(const model::ConversationSummary &summary) const;
    [[nodiscard]] bool isRoom() const;

    service::RoomService *m_rooms = nullptr;
    model::Jid m_conversation;
    IconButton *m_back;
    Words *m_title;
    IconButton *m_close;
    QStackedWidget *m_pages;
    Words *m_readers;
    PeopleList *m_members;
    Button *m_add;
    QWidget *m_foot = nullptr;
    RoomKindChoice *m_kind;
    RoomNotificationChoice *m_notifications = nullptr; ///< null where nothing tells of messages
    ProfileCard *m_profile;
    DevicePane *m_devices;
    PeopleFinder *m_finder;
    Banner *m_banner;
};

} // namespace wardline::ui
