// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/room_service.h"
#include "ui/kit/context.h"

#include <QListView>

namespace wardline::ui {

class PeopleModel;

/// A list of people by role. Enter or a click chooses one.
class PeopleList final : public QListView
{
    Q_OBJECT
public:
    explicit PeopleList(const Context &context, QWidget *parent = nullptr);

    [[nodiscard]] PeopleModel &people() { return *m_people; }

Q_SIGNALS:
    void personChosen(const wardline::model::Jid &person);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;

private:
    void choose(const QModelIndex &index);

    PeopleModel *m_people;
};

} // namespace wardline::ui
