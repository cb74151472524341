// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/people/directory_pane.h"

#include "ui/kit/chip.h"
#include "ui/kit/chosen_tab_stop.h"
#include "ui/kit/metrics.h"
#include "ui/kit/when_done.h"
#include "ui/people/people_finder.h"
#include "ui/people/people_list.h"
#include "ui/people/people_model.h"

#include <QButtonGroup>
#include <QHBoxLayout>

namespace wardline::ui {

using namespace Qt::StringLiterals;

DirectoryPane::DirectoryPane(const Context &context, QWidget *parent)
    : QWidget(parent)
    , m_everybody(new Chip(context.theme, tr("Everybody")))
    , m_online(new Chip(context.theme, tr("Here now")))
    , m_finder(new PeopleFinder(context, u"directory"_s))
{
    setObjectName(u"directoryPane"_s);
    m_everybody->setObjectName(u"directoryEverybody"_s);
    m_online->setObjectName(u"directoryOnline"_s);
    m_everybody->setChecked(true);
    auto *group = new QButtonGroup(this);
    group->addButton(m_everybody);
    group->addButton(m_online);
    makeChosenTabStop(group->buttons());
    m_finder->list().setOffersProfile(true);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(metrics::kSpace12, metrics::kSpace8, metrics::kSpace12, 0);
    head->setSpacing(metrics::kSpace4);
    head->addWidget(m_everybody);
    head->addWidget(m_online);
    head->addStretch(1);
    auto *column = new QVBoxLayout(this);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(m_finder, 1);
    connect(m_online, &Chip::toggled, this, [this](bool isOnlineOnly) {
        if (!m_isMarking) {
            setOnlineOnly(isOnlineOnly);
            Q_EMIT onlineOnlyChanged(isOnlineOnly);
        }
    });
    connect(m_finder, &PeopleFinder::personChosen, this, &DirectoryPane::start);
    connect(m_finder, &PeopleFinder::profileChosen, this, &DirectoryPane::profileChosen);
}

void DirectoryPane::setRooms(service::RoomService *rooms)
{
    m_rooms = rooms;
    m_finder->setRooms(rooms);
}

void DirectoryPane::focusSearch()
{
    m_finder->focusField();
}

void DirectoryPane::find(const QString &words)
{
    setOnlineOnly(false);
    m_finder->setNeedle(words);
    m_finder->focusField();
}

void DirectoryPane::setOnlineOnly(bool isOnlineOnly)
{
    m_isMarking = true;
    (isOnlineOnly ? m_online : m_everybody)->setChecked(true);
    m_isMarking = false;
    m_finder->list().people().setOnlineOnly(isOnlineOnly);
}

void DirectoryPane::setPresenceKnown(bool isKnown)
{
    m_finder->list().people().setPresenceKnown(isKnown);
    m_online->setEnabled(isKnown);
}

bool DirectoryPane::clearNeedle()
{
    return m_finder->clearNeedle();
}

void DirectoryPane::start(const model::Jid &person)
{
    if (!m_rooms) {
        return;
    }
    whenDone(m_rooms->startDirect(person), this, [this, person](const Status &outcome) {
        if (!m_rooms) {
            return;
        }
        if (outcome) {
            m_finder->clearNeedle();
            Q_EMIT conversationStarted(person);
        } else {
            Q_EMIT failed(outcome.error());
        }
    });
}

} // namespace wardline::ui
