// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/room_service.h"
#include "ui/kit/context.h"

#include <QListView>

namespace wardline::ui {

class PeopleDelegate;
class PeopleModel;

/// A list of people by role. Enter or a click chooses one; where profiles are offered, the icon at the end of a row,
/// the menu key or the arrow towards it opens one. The place and the choice survive a change of the people.
class PeopleList final : public QListView
{
    Q_OBJECT
public:
    explicit PeopleList(const Context &context, QWidget *parent = nullptr);

    [[nodiscard]] PeopleModel &people() { return *m_people; }
    void setOffersProfile(bool offersProfile);
    /// Makes the first person the current one.
    void chooseFirst();
    /// Steps the choice from person to person without taking the keyboard.
    void step(int direction);
    /// As Enter on the current person.
    void chooseCurrent() { choose(currentIndex()); }

Q_SIGNALS:
    void personChosen(const wardline::model::Jid &person);
    void profileChosen(const wardline::model::Jid &person);

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;

private:
    void choose(const QModelIndex &index);
    void onClicked(const QModelIndex &index);
    bool openProfile(const QModelIndex &index);
    void rememberPlace();
    void restorePlace();

    PeopleModel *m_people;
    PeopleDelegate *m_delegate;
    bool m_offersProfile = false;
    QPoint m_released;
    model::Jid m_place;
};

} // namespace wardline::ui
