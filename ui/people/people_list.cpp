// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/people/people_list.h"

#include "ui/kit/theme.h"
#include "ui/people/people_delegate.h"
#include "ui/people/people_model.h"

#include <QKeyEvent>

namespace wardline::ui {

PeopleList::PeopleList(const Context &context, QWidget *parent)
    : QListView(parent)
    , m_people(new PeopleModel(this))
{
    setModel(m_people);
    setItemDelegate(new PeopleDelegate(context, *m_people, this));
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setAutoFillBackground(false);
    connect(this, &QListView::clicked, this, &PeopleList::choose);
    connect(&context.theme, &Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

void PeopleList::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        choose(currentIndex());
        return;
    }
    QListView::keyPressEvent(event);
}

void PeopleList::focusInEvent(QFocusEvent *event)
{
    QListView::focusInEvent(event);
    for (int row = 0; !currentIndex().isValid() && row < m_people->rowCount(); ++row) {
        if (!m_people->at(row)->isHeading) {
            setCurrentIndex(m_people->index(row));
        }
    }
}

void PeopleList::choose(const QModelIndex &index)
{
    const PersonLine *line = m_people->at(index.row());
    if (line && !line->isHeading && !line->isSelf && !line->jid.isEmpty()) {
        Q_EMIT personChosen(line->jid);
    }
}

} // namespace wardline::ui
