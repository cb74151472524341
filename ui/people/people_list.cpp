// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/people/people_list.h"

#include "ui/kit/theme.h"
#include "ui/people/people_delegate.h"
#include "ui/people/people_model.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QPaintEvent>
#include <QMouseEvent>
#include <QScrollBar>

namespace wardline::ui {

PeopleList::PeopleList(const Context &context, QWidget *parent)
    : QListView(parent)
    , m_people(new PeopleModel(this))
    , m_delegate(new PeopleDelegate(context, *m_people, this))
{
    // Before the view hears of it and forgets.
    connect(m_people, &PeopleModel::modelAboutToBeReset, this, &PeopleList::rememberPlace);
    setModel(m_people);
    setItemDelegate(m_delegate);
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setAutoFillBackground(false);
    connect(this, &QListView::clicked, this, &PeopleList::onClicked);
    connect(m_people, &PeopleModel::modelReset, this, &PeopleList::restorePlace);
    connect(&context.theme, &Theme::changed, this, [this] {
        scheduleDelayedItemsLayout();
        viewport()->update();
    });
}

void PeopleList::setOffersProfile(bool offersProfile)
{
    m_offersProfile = offersProfile;
    m_delegate->setOffersProfile(offersProfile);
}

void PeopleList::rememberPlace()
{
    const PersonLine *line = m_people->at(currentIndex().row());
    m_place = line ? line->jid : model::Jid();
}

void PeopleList::restorePlace()
{
    if (const int row = m_place.isEmpty() ? -1 : m_people->rowOf(m_place); row >= 0) {
        setCurrentIndex(m_people->index(row));
    }
    m_place = {};
}

void PeopleList::chooseFirst()
{
    setCurrentIndex(m_people->index(m_people->firstPerson()));
    scrollToTop();
}

void PeopleList::step(int direction)
{
    for (int row = currentIndex().row() + direction; row >= 0 && row < m_people->rowCount(); row += direction) {
        if (!m_people->at(row)->isHeading) {
            setCurrentIndex(m_people->index(row));
            return;
        }
    }
}

/// A row of which only the top would be seen is left out: half a line reads as a fault. The scroll bar says that there
/// is more.
void PeopleList::paintEvent(QPaintEvent *event)
{
    const int bottom = viewport()->height();
    const QModelIndex last = indexAt(QPoint(1, bottom - 1));
    const QRect row = last.isValid() ? visualRect(last) : QRect();
    if (!last.isValid() || row.bottom() < bottom || row.height() >= bottom) {
        QListView::paintEvent(event);
        return;
    }
    // Nor a heading of which nobody is seen.
    const QModelIndex above = last.row() > 0 ? last.siblingAtRow(last.row() - 1) : QModelIndex();
    const PersonLine *line = m_people->at(above.row());
    const int end = line && line->isHeading ? visualRect(above).top() : row.top();
    QPaintEvent whole(event->region().intersected(QRect(0, 0, viewport()->width(), end)));
    QListView::paintEvent(&whole);
}

void PeopleList::keyPressEvent(QKeyEvent *event)
{
    const int towardsEnd = layoutDirection() == Qt::RightToLeft ? Qt::Key_Left : Qt::Key_Right;
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        choose(currentIndex());
        return;
    }
    if (event->key() == towardsEnd && openProfile(currentIndex())) {
        return;
    }
    QListView::keyPressEvent(event);
}

void PeopleList::mouseReleaseEvent(QMouseEvent *event)
{
    m_released = event->pos();
    QListView::mouseReleaseEvent(event); // says "clicked" where the button went down on the same row
}

void PeopleList::onClicked(const QModelIndex &index)
{
    const bool isOnIcon =
        m_offersProfile && PeopleDelegate::profileTarget(visualRect(index), layoutDirection()).contains(m_released);
    if (!isOnIcon || !openProfile(index)) {
        choose(index);
    }
}

void PeopleList::contextMenuEvent(QContextMenuEvent *event)
{
    const bool isByMouse = event->reason() == QContextMenuEvent::Mouse;
    openProfile(isByMouse ? indexAt(event->pos()) : currentIndex());
}

void PeopleList::focusInEvent(QFocusEvent *event)
{
    QListView::focusInEvent(event);
    // Not for a click, which chooses by itself: the list would move under it.
    if (event->reason() != Qt::MouseFocusReason && !currentIndex().isValid()) {
        setCurrentIndex(m_people->index(m_people->firstPerson()));
    }
}

void PeopleList::choose(const QModelIndex &index)
{
    const PersonLine *line = m_people->at(index.row());
    if (line && !line->isHeading && !line->isSelf && !line->jid.isEmpty()) {
        const model::Jid person = line->jid;
        Q_EMIT personChosen(person);
    }
}

bool PeopleList::openProfile(const QModelIndex &index)
{
    const PersonLine *line = m_people->at(index.row());
    if (!m_offersProfile || !line || line->isHeading || line->jid.isEmpty()) {
        return false;
    }
    const model::Jid person = line->jid;
    Q_EMIT profileChosen(person);
    return true;
}

} // namespace wardline::ui
