// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/connection_status.h"
#include "core/service/room_service.h"
#include "ui/conversations/conversation_model.h"
#include "ui/kit/context.h"

#include <QWidget>

#include <array>

class QHBoxLayout;
class QLineEdit;
class QListView;

namespace wardline::ui {

class Chip;
class EmptyState;

/// The list of conversations with its filters and its own search.
class ConversationList final : public QWidget
{
    Q_OBJECT
public:
    explicit ConversationList(const Context &context, QWidget *parent = nullptr);

    /// Null: drops every text.
    void setRooms(service::RoomService *rooms);
    void setCurrent(const model::Jid &conversation);
    [[nodiscard]] const model::Jid &current() const { return m_current; }
    void setFilter(ConversationFilter filter);
    [[nodiscard]] ConversationFilter filter() const { return m_model->filter(); }
    /// Decides what an empty list says.
    void setConnectionPhase(service::ConnectionPhase phase);
    /// Steps to the next (1) or previous (-1) conversation.
    void step(int direction);
    /// Opens the next conversation in which something urgent waits; false when there is none.
    bool stepUrgent();
    /// Puts the cursor into the field that narrows the list down.
    void goTo();
    void focusList();
    /// What stands in that field.
    [[nodiscard]] QString needle() const;
    /// Empties the field; false when it was empty.
    bool clearNeedle();
    [[nodiscard]] int unreadTotal() const { return m_model->unreadTotal(); }
    [[nodiscard]] int urgentTotal() const { return m_model->urgentTotal(); }
    [[nodiscard]] model::Jid first() const;

Q_SIGNALS:
    void chosen(const wardline::model::Jid &conversation);
    void unreadTotalChanged(int unread, int urgent);
    void filterChanged(wardline::ui::ConversationFilter filter);
    /// A new conversation or room is wanted.
    void newChosen();
    /// Nothing is called that: look among colleagues, or in messages.
    void colleagueWanted(const QString &typed);
    void messagesWanted(const QString &typed);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QHBoxLayout *buildHead();
    QHBoxLayout *buildFilters();
    void refresh();
    void showCounts();
    void showEmptyWords();
    void choose(int row);
    void chooseTyped();
    bool onNeedleKey(int key);
    void onEmptyFirst();
    void onEmptySecond();

    const Context &m_context;
    service::RoomService *m_rooms = nullptr;
    model::Jid m_current;
    service::ConnectionPhase m_phase = service::ConnectionPhase::Offline;
    ConversationModel *m_model;
    QListView *m_view;
    QLineEdit *m_needle;
    std::array<Chip *, kConversationFilters.size()> m_chips{};
    EmptyState *m_empty;
    bool m_isMarking = false; ///< what is chosen is shown, nobody chooses
};

} // namespace wardline::ui
