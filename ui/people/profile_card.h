// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/room_service.h"
#include "ui/kit/context.h"
#include "ui/people/profile_facts.h"

#include <QScrollArea>

class QVBoxLayout;

namespace wardline::ui {

class Banner;
class Button;
class RoleBadge;
class Words;

/// Who somebody is: name, role and who says so, address, presence in words, rooms in common; and what can be done:
/// write, and in a room that one manages, change what the person is to it. What cannot be taken back is asked for once
/// more, in place.
class ProfileCard final : public QScrollArea
{
    Q_OBJECT
public:
    explicit ProfileCard(const Context &context, QWidget *parent = nullptr);

    /// Null: drops every text.
    void setRooms(service::RoomService *rooms);
    /// Whether devices can be looked at: something is encrypted.
    void setDevicesOffered(bool isOffered);
    /// `room`: from where the person is looked at; empty: from nowhere in particular.
    void show(const model::Jid &person, const model::Jid &room);
    /// False while there is no connection.
    void setPresenceKnown(bool isKnown);
    [[nodiscard]] const model::Jid &person() const { return m_facts.person; }
    void focusFirst();

Q_SIGNALS:
    void messageChosen(const wardline::model::Jid &person);
    void roomChosen(const wardline::model::Jid &room);
    /// Whom to believe: their devices.
    void devicesChosen(const wardline::model::Jid &person);

private:
    void sayPresence();
    void build();
    void clearContent();
    void refresh();
    void fillCommon();
    void fillChanges();
    void ask(MemberChange change);
    void carryOut(MemberChange what);
    [[nodiscard]] QString askWords(MemberChange change) const;

    const Context &m_context;
    service::RoomService *m_rooms = nullptr;
    ProfileFacts m_facts;
    std::optional<MemberChange> m_asked;
    int m_generation = 0;
    QVBoxLayout *m_column = nullptr;
    RoleBadge *m_badge;
    Words *m_name;
    Words *m_role;
    Words *m_source;
    Words *m_presence;
    bool m_isPresenceKnown = true;
    Words *m_standing;
    Words *m_groups;
    Words *m_address;
    Button *m_message;
    Button *m_devices;
    Banner *m_banner;
    QWidget *m_changes;
    QVBoxLayout *m_changeColumn;
    Words *m_commonTitle;
    QVBoxLayout *m_commonColumn;
};

} // namespace wardline::ui
