// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/room_service.h"
#include "ui/kit/context.h"
#include "ui/kit/icons.h"

#include <QWidget>

namespace wardline::ui {

class IconButton;
class IdentityChip;

/// The bar at the edge: where to go, who is signed in, and the lock.
class Rail final : public QWidget
{
    Q_OBJECT
public:
    enum class Place { Conversations, People, Settings };

    explicit Rail(const Context &context, QWidget *parent = nullptr);

    void setPlace(Place place);
    /// `urgent` of the `unread` ones ask for somebody now.
    void setUnread(int unread, int urgent);
    void showIdentity(const service::Colleague &self);
    void clearContent();

Q_SIGNALS:
    void placeChosen(wardline::ui::Rail::Place place);
    void lockChosen();
    /// Sign this person out and let another one in.
    void someoneElseChosen();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    IconButton *addPlace(Place place, Icon icon, const QString &words, const QString &name);
    void openIdentityMenu();

    const Context &m_context;
    IconButton *m_conversations;
    IconButton *m_people;
    IconButton *m_settings;
    IdentityChip *m_identity;
    IconButton *m_lock;
    bool m_isMarking = false; ///< `setPlace` is at work
    bool m_isThereAlready = false; ///< the button that is being pressed is the chosen one
};

} // namespace wardline::ui
