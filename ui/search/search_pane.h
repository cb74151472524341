// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/room_service.h"
#include "core/service/search_service.h"
#include "ui/kit/context.h"

#include <QWidget>

#include <memory>
#include <optional>

class QLineEdit;
class QListView;

namespace wardline::ui {

class IconButton;
class SearchModel;
class Words;

/// Finds messages in one conversation or in all of them while one types. Enter goes to the chosen one.
class SearchPane final : public QWidget
{
    Q_OBJECT
public:
    explicit SearchPane(const Context &context, QWidget *parent = nullptr);

    /// Null: drops every word and hit.
    void setServices(service::SearchService *search, service::RoomService *rooms);
    /// Nothing: everywhere. The words typed before stay.
    void begin(const std::optional<model::Jid> &conversation, const QString &title);
    void clearContent();

Q_SIGNALS:
    void chosen(const wardline::model::Jid &conversation, wardline::model::MessageId id);
    void closed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void run();
    void show(const QList<service::SearchHit> &hits);
    void choose(int row);
    void moveChoice(int direction);

    service::SearchService *m_search = nullptr;
    service::RoomService *m_rooms = nullptr;
    std::optional<model::Jid> m_conversation;
    int m_generation = 0;
    SearchModel *m_model;
    Words *m_title;
    QLineEdit *m_needle;
    Words *m_note;
    QListView *m_view;
    std::unique_ptr<Timer> m_timer;
};

} // namespace wardline::ui
