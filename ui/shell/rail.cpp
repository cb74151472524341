// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/rail.h"

#include "ui/kit/chosen_tab_stop.h"
#include "ui/kit/icon_button.h"
#include "ui/kit/metrics.h"
#include "ui/kit/theme.h"
#include "ui/shell/identity_chip.h"

#include <QMenu>
#include <QPainter>
#include <QVBoxLayout>

#include <utility>

namespace wardline::ui {

using namespace Qt::StringLiterals;

Rail::Rail(const Context &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_conversations(addPlace(Place::Conversations, Icon::Conversations, tr("Conversations"), u"railConversations"_s))
    , m_people(addPlace(Place::People, Icon::People, tr("People"), u"railPeople"_s))
    , m_settings(addPlace(Place::Settings, Icon::Settings, tr("Settings"), u"railSettings"_s))
    , m_identity(new IdentityChip(context))
    , m_lock(new IconButton(context.theme, Icon::Lock, tr("Lock (Ctrl+L)")))
{
    setObjectName(u"rail"_s);
    setFixedWidth(metrics::kRailWidth);
    m_lock->setObjectName(u"railLock"_s);
    m_lock->setSide(metrics::kPrimaryTarget);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, metrics::kSpace8, 0, metrics::kSpace8);
    column->setSpacing(metrics::kSpace4);
    for (IconButton *place : {m_conversations, m_people, m_settings}) {
        column->addWidget(place, 0, Qt::AlignHCenter);
    }
    column->addStretch(1);
    column->addWidget(m_identity, 0, Qt::AlignHCenter);
    column->addWidget(m_lock, 0, Qt::AlignHCenter);
    connect(m_lock, &IconButton::clicked, this, &Rail::lockChosen);
    connect(m_identity, &IdentityChip::clicked, this, &Rail::openIdentityMenu);
    connect(&context.theme, &Theme::changed, this, qOverload<>(&Rail::update));
    setPlace(Place::Conversations);
    makeChosenTabStop({m_conversations, m_people, m_settings});
}

IconButton *Rail::addPlace(Place place, Icon icon, const QString &words, const QString &name)
{
    auto *button = new IconButton(m_context.theme, icon, words);
    button->setObjectName(name);
    button->setCheckable(true);
    button->setSide(metrics::kPrimaryTarget);
    button->setAutoExclusive(true); // a screen reader calls it one of several choices
    // Not only `clicked`: the action of a screen reader toggles without a click.
    connect(button, &IconButton::toggled, this, [this, place](bool isChosen) {
        if (isChosen && !m_isMarking) {
            Q_EMIT placeChosen(place);
        }
    });
    connect(button, &IconButton::pressed, this, [this, button] { m_isThereAlready = button->isChecked(); });
    connect(button, &IconButton::clicked, this, [this, place] {
        if (std::exchange(m_isThereAlready, false)) {
            Q_EMIT placeChosen(place); // back to its first page
        }
    });
    return button;
}

void Rail::setPlace(Place place)
{
    m_isMarking = true;
    (place == Place::Conversations ? m_conversations
         : place == Place::People  ? m_people
                                   : m_settings)
        ->setChecked(true);
    m_isMarking = false;
}

void Rail::setUnread(int unread, int urgent)
{
    m_conversations->setCount(urgent > 0 ? urgent : unread, urgent > 0);
    const QString words = unread > 0 ? tr("Conversations, %Ln unread", nullptr, unread) : tr("Conversations");
    //: "Conversations, 4 unread", and how many of them are urgent
    m_conversations->setWords(urgent > 0 ? tr("%1, %Ln urgent", nullptr, urgent).arg(words) : words);
}

void Rail::showIdentity(const service::Colleague &self)
{
    m_identity->show(self);
}

void Rail::clearContent()
{
    m_identity->clear();
    setUnread(0, 0);
}

void Rail::openIdentityMenu()
{
    auto *menu = new QMenu(this);
    menu->setObjectName(u"identityMenu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Lock"), this, &Rail::lockChosen);
    menu->addAction(tr("Not you? Sign out, so that someone else can sign in"), this, &Rail::someoneElseChosen);
    // Beside the chip, towards the middle of the window.
    const bool isRightToLeft = layoutDirection() == Qt::RightToLeft;
    menu->popup(m_identity->mapToGlobal(QPoint(isRightToLeft ? -menu->sizeHint().width() : m_identity->width(), 0)));
}

void Rail::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(layoutDirection() == Qt::RightToLeft ? 0 : width() - 1, 0, 1, height(),
                     m_context.theme.palette().divider);
}

} // namespace wardline::ui
