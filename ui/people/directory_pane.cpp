// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/people/directory_pane.h"

#include "ui/kit/metrics.h"
#include "ui/kit/when_done.h"
#include "ui/kit/words.h"
#include "ui/people/people_list.h"
#include "ui/people/people_model.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QVBoxLayout>

namespace wardline::ui {

using namespace Qt::StringLiterals;

DirectoryPane::DirectoryPane(const Context &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_needle(new QLineEdit)
    , m_list(new PeopleList(context))
    , m_empty(new Words(context.theme, FontRole::Body, QString(), this, Words::Ink::Muted))
{
    setObjectName(u"directoryPane"_s);
    m_needle->setObjectName(u"directorySearch"_s);
    m_needle->setPlaceholderText(tr("Name or role"));
    m_needle->setAccessibleName(tr("Find a colleague by name or role"));
    m_needle->setMinimumHeight(metrics::kTarget);
    m_needle->setClearButtonEnabled(true);
    m_list->setObjectName(u"directoryList"_s);
    m_list->setAccessibleName(tr("Colleagues"));
    m_empty->setWordWrap(true);
    m_empty->setAlignment(Qt::AlignHCenter);
    m_empty->setContentsMargins(metrics::kSpace24, metrics::kSpace32, metrics::kSpace24, 0);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(metrics::kSpace12, metrics::kSpace12, metrics::kSpace12, metrics::kSpace4);
    head->addWidget(m_needle);
    auto *column = new QVBoxLayout(this);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(m_empty);
    column->addWidget(m_list, 1);
    m_needle->installEventFilter(this);
    connect(m_needle, &QLineEdit::textChanged, this, &DirectoryPane::refresh);
    connect(m_list, &PeopleList::personChosen, this, &DirectoryPane::start);
}

void DirectoryPane::setRooms(service::RoomService *rooms)
{
    if (m_rooms) {
        m_rooms->disconnect(this);
    }
    m_rooms = rooms;
    m_needle->setText(QString()); // unlike clear(), leaves nothing to undo
    if (!rooms) {
        m_list->people().clear();
        return;
    }
    connect(rooms, &service::RoomService::colleaguesChanged, this, &DirectoryPane::refresh);
    refresh();
}

void DirectoryPane::refresh()
{
    if (!m_rooms) {
        return;
    }
    m_list->people().setColleagues(m_rooms->colleagues(), m_needle->text().trimmed());
    const bool isEmpty = m_list->people().rowCount() == 0;
    m_empty->setVisible(isEmpty);
    m_empty->setText(m_needle->text().isEmpty() ? tr("Your organisation lists no colleagues for you.")
                                                : tr("Nobody of that name or role."));
}

void DirectoryPane::focusSearch()
{
    m_needle->setFocus(Qt::ShortcutFocusReason);
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
            Q_EMIT conversationStarted(person);
        } else {
            Q_EMIT failed(outcome.error());
        }
    });
}

bool DirectoryPane::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_needle && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Down || key == Qt::Key_Return || key == Qt::Key_Enter) {
            m_list->setFocus(Qt::TabFocusReason);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void DirectoryPane::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(layoutDirection() == Qt::RightToLeft ? 0 : width() - 1, 0, 1, height(),
                     m_context.theme.palette().divider);
}

} // namespace wardline::ui
