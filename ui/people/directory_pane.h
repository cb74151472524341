// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/room_service.h"
#include "ui/kit/context.h"

#include <QWidget>

class QLineEdit;

namespace wardline::ui {

class PeopleList;
class Words;

/// The organisation's colleagues. Choosing one begins a direct conversation.
class DirectoryPane final : public QWidget
{
    Q_OBJECT
public:
    explicit DirectoryPane(const Context &context, QWidget *parent = nullptr);

    /// Null: drops every name.
    void setRooms(service::RoomService *rooms);
    void focusSearch();
    /// Begins a direct conversation.
    void start(const model::Jid &person);

Q_SIGNALS:
    void conversationStarted(const wardline::model::Jid &person);
    void failed(const wardline::Error &error);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void refresh();

    const Context &m_context;
    service::RoomService *m_rooms = nullptr;
    QLineEdit *m_needle;
    PeopleList *m_list;
    Words *m_empty;
};

} // namespace wardline::ui
