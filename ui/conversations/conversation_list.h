// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/room_service.h"
#include "ui/kit/context.h"

#include <QWidget>

class QLineEdit;
class QListView;

namespace wardline::ui {

class ConversationModel;
class IconButton;
class Words;

/// The list of conversations with its filters.
class ConversationList final : public QWidget
{
    Q_OBJECT
public:
    explicit ConversationList(const Context &context, QWidget *parent = nullptr);

    /// Null: drops every text.
    void setRooms(service::RoomService *rooms);
    void setCurrent(const model::Jid &conversation);
    [[nodiscard]] const model::Jid &current() const { return m_current; }
    /// Steps to the next (1) or previous (-1) conversation.
    void step(int direction);
    /// Puts the cursor into the field that narrows the list down.
    void goTo();
    void focusList();
    [[nodiscard]] int unreadTotal() const;
    [[nodiscard]] model::Jid first() const;

Q_SIGNALS:
    void chosen(const wardline::model::Jid &conversation);
    void unreadTotalChanged(int total);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void refresh();
    void choose(int row);
    void showEmptyWords();

    const Context &m_context;
    service::RoomService *m_rooms = nullptr;
    ConversationModel *m_model;
    QListView *m_view;
    QLineEdit *m_needle;
    IconButton *m_unreadOnly;
    Words *m_empty;
    model::Jid m_current;
};

} // namespace wardline::ui
