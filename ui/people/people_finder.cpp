// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/people/people_finder.h"

#include "ui/kit/empty_state.h"
#include "ui/kit/metrics.h"
#include "ui/kit/safe_text.h"
#include "ui/people/people_list.h"
#include "ui/people/people_model.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QVBoxLayout>

namespace wardline::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr std::chrono::milliseconds kBurst{200};
}

PeopleFinder::PeopleFinder(const Context &context, const QString &name, QWidget *parent)
    : QWidget(parent)
    , m_needle(new QLineEdit)
    , m_list(new PeopleList(context))
    , m_empty(new EmptyState(context.theme, Icon::Person))
    , m_pause(context.timers.createTimer([this] { refresh(); }))
{
    m_needle->setPlaceholderText(tr("Name, role or group"));
    m_needle->setAccessibleName(tr("Find a colleague by name, role or group"));
    m_needle->setMinimumHeight(metrics::kTarget);
    m_needle->setMaxLength(200);
    m_needle->setClearButtonEnabled(true);
    m_list->setAccessibleName(tr("Colleagues"));
    m_needle->setObjectName(name + u"Search"_s);
    m_list->setObjectName(name + u"List"_s);
    m_empty->setObjectName(name + u"Empty"_s);
    m_empty->hide();
    auto *head = new QHBoxLayout;
    head->setContentsMargins(metrics::kSpace12, metrics::kSpace8, metrics::kSpace12, metrics::kSpace4);
    head->addWidget(m_needle);
    auto *column = new QVBoxLayout(this);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(m_empty, 1);
    column->addWidget(m_list, 1);
    m_needle->installEventFilter(this);
    connect(m_needle, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_list->people().setNeedle(text);
        if (!text.isEmpty()) {
            m_list->chooseFirst();
        }
        showEmptyWords();
    });
    connect(m_list, &PeopleList::personChosen, this, &PeopleFinder::personChosen);
    connect(m_list, &PeopleList::profileChosen, this, &PeopleFinder::profileChosen);
    connect(m_empty, &EmptyState::firstChosen, this, [this] {
        if (const model::Jid person = typedAddress(); !person.isEmpty()) {
            Q_EMIT personChosen(person);
        } else {
            m_needle->setText(QString()); // unlike clear(), leaves nothing to undo
            focusField();
        }
    });
}

void PeopleFinder::setRooms(service::RoomService *rooms)
{
    if (m_rooms) {
        m_rooms->disconnect(this);
    }
    m_rooms = rooms;
    m_leftOut.clear();
    m_isStale = true;
    m_pause->stop();
    m_needle->setText(QString()); // unlike clear(), leaves nothing to undo
    m_list->people().clear();
    m_empty->clear();
    if (rooms) {
        connect(rooms, &service::RoomService::colleaguesChanged, this, &PeopleFinder::noteChange);
        if (isVisible()) {
            refresh();
        }
    }
}

void PeopleFinder::setLeftOut(const QSet<model::Jid> &people)
{
    if (m_leftOut != people) {
        m_leftOut = people;
        noteChange();
    }
}

void PeopleFinder::setNeedle(const QString &words)
{
    m_needle->setText(words);
}

bool PeopleFinder::clearNeedle()
{
    if (m_needle->text().isEmpty()) {
        return false;
    }
    m_needle->setText(QString()); // unlike clear(), leaves nothing to undo
    return true;
}

void PeopleFinder::focusField()
{
    m_needle->setFocus(Qt::ShortcutFocusReason);
    m_needle->selectAll();
}

void PeopleFinder::noteChange()
{
    m_isStale = true;
    if (isVisible() && !m_pause->isActive()) {
        m_pause->start(kBurst);
    }
}

void PeopleFinder::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_isStale) {
        refresh();
    }
}

void PeopleFinder::refresh()
{
    m_isStale = false;
    if (!m_rooms) {
        return;
    }
    QList<service::Colleague> colleagues = m_rooms->colleagues();
    if (!m_leftOut.isEmpty()) {
        colleagues.removeIf([this](const service::Colleague &colleague) { return m_leftOut.contains(colleague.jid); });
    }
    m_list->people().setColleagues(colleagues);
    showEmptyWords();
}

model::Jid PeopleFinder::typedAddress() const
{
    const auto person = model::Jid::parse(m_needle->text().trimmed());
    return person && !person->local().isEmpty() && person->isBare() ? *person : model::Jid();
}

void PeopleFinder::showEmptyWords()
{
    const bool isEmpty = m_list->people().rowCount() == 0 && m_rooms && !m_isStale;
    m_empty->setVisible(isEmpty);
    m_list->setVisible(!isEmpty);
    const QString typed = m_needle->text().trimmed();
    if (!isEmpty) {
        m_empty->clear();
    } else if (typed.isEmpty()) {
        m_empty->say(tr("Your organisation lists no colleagues for you. Ask your IT department, or type an address "
                        "such as anna@clinic.example."));
    } else if (const model::Jid person = typedAddress(); !person.isEmpty()) {
        m_empty->say(tr("Your organisation does not list this address. Make sure that you know whose it is."),
                     tr("Go on with this address"));
    } else {
        m_empty->say(tr("Nobody is called “%1”, and no role or group is.").arg(safeName(typed)), tr("Show everybody"));
    }
}

bool PeopleFinder::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_needle || event->type() != QEvent::KeyPress) {
        return QWidget::eventFilter(watched, event);
    }
    switch (static_cast<QKeyEvent *>(event)->key()) {
    case Qt::Key_Up:
        m_list->step(-1);
        return true;
    case Qt::Key_Down:
        if (m_list->currentIndex().isValid()) {
            m_list->step(1);
        } else {
            m_list->chooseFirst();
        }
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        m_list->chooseCurrent();
        return true;
    default:
        return QWidget::eventFilter(watched, event);
    }
}

} // namespace wardline::ui
