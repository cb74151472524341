// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/room_service.h"
#include "ui/kit/context.h"

#include <QWidget>

class QComboBox;

namespace wardline::ui {

class Banner;
class Words;

/// What the open room is for, for its owner to say. Hidden for everybody else: to them the header says it. Before the
/// choice changes which devices get what is written, it asks.
class RoomKindChoice final : public QWidget
{
    Q_OBJECT
public:
    explicit RoomKindChoice(const Context &context, QWidget *parent = nullptr);

    /// Reads the room again; an empty address, or no service, drops everything and hides it.
    void show(service::RoomService *rooms, const model::Jid &room);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void choose(int row);
    void ask(model::RoomKind kind);
    void carryOut(model::RoomKind kind);
    void mark();

    const Theme &m_theme;
    service::RoomService *m_rooms = nullptr;
    model::Jid m_room;
    bool m_isMine = false;
    bool m_isSaidToBeTeam = false;
    model::RoomKind m_kind = model::RoomKind::Unstated; ///< as the room is described
    model::RoomKind m_asked = model::RoomKind::Unstated; ///< the banner asks about it
    Banner *m_banner;
    QComboBox *m_choice;
    Words *m_note;
};

} // namespace wardline::ui
