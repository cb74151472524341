// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/room_service.h"
#include "ui/kit/context.h"

#include <QSet>
#include <QWidget>

#include <memory>

class QLineEdit;

namespace wardline::ui {

class EmptyState;
class PeopleList;

/// A field and the colleagues it narrows down to. The arrows move the choice while the cursor stays in the field; Enter
/// takes the one that is marked. Follows the directory while it is on the screen.
class PeopleFinder final : public QWidget
{
    Q_OBJECT
public:
    /// `name` begins the object names of its parts: nameSearch, nameList, nameEmpty.
    PeopleFinder(const Context &context, const QString &name, QWidget *parent = nullptr);

    /// Null: drops every name.
    void setRooms(service::RoomService *rooms);
    /// People who are not listed: they are in the room already.
    void setLeftOut(const QSet<model::Jid> &people);
    void setNeedle(const QString &words);
    /// False when it was empty.
    bool clearNeedle();
    void focusField();
    [[nodiscard]] PeopleList &list() { return *m_list; }

Q_SIGNALS:
    void personChosen(const wardline::model::Jid &person);
    void profileChosen(const wardline::model::Jid &person);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void noteChange();
    void refresh();
    void showEmptyWords();
    /// Somebody whom the directory does not list, when an address was typed; empty otherwise.
    [[nodiscard]] model::Jid typedAddress() const;

    service::RoomService *m_rooms = nullptr;
    QSet<model::Jid> m_leftOut;
    bool m_isStale = true;
    QLineEdit *m_needle;
    PeopleList *m_list;
    EmptyState *m_empty;
    std::unique_ptr<Timer> m_pause; ///< presence comes in bursts
};

} // namespace wardline::ui
