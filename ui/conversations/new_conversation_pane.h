// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/room_service.h"
#include "ui/kit/context.h"

#include <QWidget>

#include <memory>

class QBoxLayout;
class QButtonGroup;
class QLineEdit;

namespace wardline::ui {

class Banner;
class Button;
class Words;

/// Ways to a conversation that is not in the list yet: write to a colleague, create a room, join one by its address.
/// Stands in the list's place; what goes wrong is said in it.
class NewConversationPane final : public QWidget
{
    Q_OBJECT
public:
    explicit NewConversationPane(const Context &context, QWidget *parent = nullptr);

    /// Null: drops every text.
    void setRooms(service::RoomService *rooms);
    void begin();

Q_SIGNALS:
    void colleagueWanted();
    /// A room that was created or joined just now.
    void ready(const wardline::model::Jid &room);
    void closed();

private:
    void addHead(QBoxLayout *column);
    void addTask(QBoxLayout *column, const QString &title, const QString &note, QLineEdit *field, Button *button);
    [[nodiscard]] QWidget *makeKinds();
    void showKinds();
    void create();
    void join();
    void setBusy(const QString &words);
    void refuse(QLineEdit *field, const QString &words);
    void finish(QLineEdit *field, const Result<model::Jid> &outcome);
    void clearContent();
    void showWhatIsPossible();

    const Context &m_context;
    service::RoomService *m_rooms = nullptr;
    bool m_isBusy = false;
    int m_generation = 0;
    Banner *m_banner;
    Button *m_colleague;
    QLineEdit *m_title;
    QButtonGroup *m_kinds; ///< what a new room is for, by model::RoomKind
    Words *m_kindNote;
    Button *m_create;
    QLineEdit *m_address;
    Button *m_join;
    QString m_busyWords;
    std::unique_ptr<Timer> m_patience; ///< what takes longer than a second says so
};

} // namespace wardline::ui
