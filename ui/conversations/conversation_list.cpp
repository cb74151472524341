// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/conversations/conversation_list.h"

#include "ui/conversations/conversation_delegate.h"
#include "ui/kit/chip.h"
#include "ui/kit/chosen_tab_stop.h"
#include "ui/kit/empty_state.h"
#include "ui/kit/icon_button.h"
#include "ui/kit/metrics.h"
#include "ui/kit/safe_text.h"
#include "ui/kit/theme.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>

namespace wardline::ui {

using namespace Qt::StringLiterals;

namespace {

QString filterName(ConversationFilter filter)
{
    switch (filter) {
    case ConversationFilter::All:
        return ConversationList::tr("All", "filter of conversations");
    case ConversationFilter::Unread:
        return ConversationList::tr("Unread", "filter of conversations");
    case ConversationFilter::Urgent:
        return ConversationList::tr("Urgent", "filter of conversations");
    case ConversationFilter::Mine:
        return ConversationList::tr("Mine", "filter of conversations");
    }
    return {};
}

QString filterObject(ConversationFilter filter)
{
    switch (filter) {
    case ConversationFilter::All:
        return u"filterAll"_s;
    case ConversationFilter::Unread:
        return u"filterUnread"_s;
    case ConversationFilter::Urgent:
        return u"filterUrgent"_s;
    case ConversationFilter::Mine:
        return u"filterMine"_s;
    }
    return {};
}

QString nothingPasses(ConversationFilter filter)
{
    switch (filter) {
    case ConversationFilter::All:
    case ConversationFilter::Unread:
        return ConversationList::tr("Nothing unread. You have seen everything.");
    case ConversationFilter::Urgent:
        return ConversationList::tr("Nothing urgent is waiting for an answer.");
    case ConversationFilter::Mine:
        return ConversationList::tr("Nobody has written to you alone or named you in a room.");
    }
    return {};
}

/// Every row is equally high: another preview moves nothing, so only its row is painted. Qt's own lays out all again.
class EvenList final : public QListView
{
protected:
    void dataChanged(const QModelIndex &first, const QModelIndex &last, const QList<int> &roles) override
    {
        QAbstractItemView::dataChanged(first, last, roles);
    }
};

} // namespace

ConversationList::ConversationList(const Context &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_model(new ConversationModel(this))
    , m_view(new EvenList)
    , m_needle(new QLineEdit)
    , m_empty(new EmptyState(context.theme, Icon::Conversations))
{
    setObjectName(u"conversationPane"_s);
    m_view->setObjectName(u"conversationList"_s);
    m_view->setAccessibleName(tr("Conversations"));
    m_view->setModel(m_model);
    m_view->setItemDelegate(new ConversationDelegate(context, *m_model, m_view));
    m_view->setUniformItemSizes(true);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setMouseTracking(true);
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->viewport()->setAutoFillBackground(false);
    m_empty->setObjectName(u"conversationsEmpty"_s);
    m_empty->hide();

    auto *column = new QVBoxLayout(this);
    column->setSpacing(0);
    column->addLayout(buildHead());
    column->addLayout(buildFilters());
    column->addWidget(m_empty, 1);
    column->addWidget(m_view, 1);

    m_needle->installEventFilter(this);
    m_view->installEventFilter(this);
    connect(m_needle, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_model->setNeedle(text);
        m_view->setCurrentIndex(m_model->index(text.isEmpty() ? m_model->rowOf(m_current) : 0));
        showEmptyWords();
    });
    connect(m_view, &QListView::clicked, this, [this](const QModelIndex &index) { choose(index.row()); });
    connect(m_empty, &EmptyState::firstChosen, this, &ConversationList::onEmptyFirst);
    connect(m_empty, &EmptyState::secondChosen, this, &ConversationList::onEmptySecond);
    connect(&context.theme, &Theme::changed, m_view->viewport(), qOverload<>(&QWidget::update));
}

QHBoxLayout *ConversationList::buildHead()
{
    m_needle->setObjectName(u"goTo"_s);
    m_needle->setPlaceholderText(tr("Go to …"));
    m_needle->setAccessibleName(tr("Go to a conversation"));
    m_needle->setMinimumHeight(metrics::kTarget);
    m_needle->setMaxLength(200);
    m_needle->setClearButtonEnabled(true);
    auto *begin = new IconButton(m_context.theme, Icon::NewMessage, tr("New conversation or room (Ctrl+N)"));
    begin->setObjectName(u"newConversation"_s);
    connect(begin, &IconButton::clicked, this, &ConversationList::newChosen);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(metrics::kSpace12, metrics::kSpace12, metrics::kSpace12, metrics::kSpace4);
    head->setSpacing(metrics::kSpace8);
    head->addWidget(m_needle, 1);
    head->addWidget(begin);
    return head;
}

QHBoxLayout *ConversationList::buildFilters()
{
    auto *row = new QHBoxLayout;
    row->setContentsMargins(metrics::kSpace12, 0, metrics::kSpace12, metrics::kSpace4);
    row->setSpacing(metrics::kSpace4);
    auto *group = new QButtonGroup(this);
    for (std::size_t i = 0; i < kConversationFilters.size(); ++i) {
        const ConversationFilter filter = kConversationFilters.at(i);
        auto *chip = new Chip(m_context.theme, filterName(filter));
        chip->setObjectName(filterObject(filter));
        group->addButton(chip);
        row->addWidget(chip);
        connect(chip, &Chip::toggled, this, [this, filter](bool isChosen) {
            if (isChosen && !m_isMarking) {
                setFilter(filter);
                Q_EMIT filterChanged(filter);
            }
        });
        m_chips.at(i) = chip;
    }
    m_chips.front()->setChecked(true);
    makeChosenTabStop(group->buttons());
    row->addStretch(1);
    return row;
}

void ConversationList::setRooms(service::RoomService *rooms)
{
    if (m_rooms) {
        m_rooms->disconnect(this);
    }
    m_rooms = rooms;
    if (!rooms) {
        m_needle->setText(QString()); // unlike clear(), leaves nothing to undo
        m_current = {};
        m_model->setKept({});
        m_model->setConversations({});
        m_empty->clear();
        showCounts();
        return;
    }
    connect(rooms, &service::RoomService::conversationsChanged, this, &ConversationList::refresh);
    refresh();
}

void ConversationList::refresh()
{
    m_model->setConversations(m_rooms->conversations());
    if (const int row = m_model->rowOf(m_current); row >= 0 && m_needle->text().isEmpty()) {
        m_view->setCurrentIndex(m_model->index(row));
    }
    showCounts();
    showEmptyWords();
    Q_EMIT unreadTotalChanged(m_model->unreadTotal(), m_model->urgentTotal());
}

void ConversationList::showCounts()
{
    for (std::size_t i = 0; i < kConversationFilters.size(); ++i) {
        const ConversationFilter filter = kConversationFilters.at(i);
        // How many there are altogether, or how many colleagues one ever wrote to, is nothing that waits for anybody.
        const bool isCounted = filter == ConversationFilter::Unread || filter == ConversationFilter::Urgent;
        m_chips.at(i)->setCount(isCounted ? m_model->countOf(filter) : 0, filter == ConversationFilter::Urgent);
    }
}

void ConversationList::setFilter(ConversationFilter filter)
{
    m_isMarking = true;
    for (std::size_t i = 0; i < kConversationFilters.size(); ++i) {
        if (kConversationFilters.at(i) == filter) {
            m_chips.at(i)->setChecked(true);
        }
    }
    m_isMarking = false;
    m_model->setFilter(filter);
    if (const int row = m_model->rowOf(m_current); row >= 0) {
        m_view->setCurrentIndex(m_model->index(row));
    }
    showEmptyWords();
}

void ConversationList::setConnectionPhase(service::ConnectionPhase phase)
{
    m_phase = phase;
    showEmptyWords();
}

void ConversationList::showEmptyWords()
{
    const bool isEmpty = m_model->rowCount() == 0 && m_rooms;
    m_empty->setVisible(isEmpty);
    m_view->setVisible(!isEmpty);
    if (!isEmpty) {
        m_empty->clear();
    } else if (const QString typed = m_needle->text().trimmed(); !typed.isEmpty()) {
        m_empty->say(tr("No conversation is called “%1”.").arg(safeName(typed)), tr("Look among colleagues"),
                     tr("Search in messages"));
    } else if (!m_model->isEmptyAltogether()) {
        m_empty->say(nothingPasses(m_model->filter()), tr("Show all"));
    } else if (m_phase == service::ConnectionPhase::Online) {
        m_empty->say(tr("No rooms yet. They appear here as soon as somebody makes you a member."),
                     tr("Write to a colleague"), tr("Create or join a room"));
    } else {
        m_empty->say(tr("Nothing is kept on this computer yet. Your rooms appear when the server is reached."));
    }
}

void ConversationList::onEmptyFirst()
{
    if (!m_needle->text().trimmed().isEmpty() || m_model->isEmptyAltogether()) {
        Q_EMIT colleagueWanted(m_needle->text().trimmed());
        return;
    }
    setFilter(ConversationFilter::All);
    Q_EMIT filterChanged(ConversationFilter::All);
    focusList();
}

void ConversationList::onEmptySecond()
{
    const QString typed = m_needle->text().trimmed();
    if (typed.isEmpty()) {
        Q_EMIT newChosen();
    } else {
        Q_EMIT messagesWanted(typed);
    }
}

void ConversationList::setCurrent(const model::Jid &conversation)
{
    m_current = conversation;
    m_model->setKept(conversation);
    if (const int row = m_model->rowOf(conversation); row >= 0) {
        m_view->setCurrentIndex(m_model->index(row));
        m_view->scrollTo(m_model->index(row));
    } else {
        m_view->clearSelection();
    }
}

void ConversationList::step(int direction)
{
    const int row = m_model->rowOf(m_current);
    choose(row < 0 ? 0 : row + direction);
}

bool ConversationList::stepUrgent()
{
    const auto *summary = m_model->nextUrgent(m_current);
    if (!summary) {
        return false;
    }
    const model::Jid jid = summary->jid;
    setCurrent(jid);
    Q_EMIT chosen(jid);
    return true;
}

void ConversationList::choose(int row)
{
    if (const auto *summary = m_model->at(row)) {
        const model::Jid jid = summary->jid;
        setCurrent(jid);
        Q_EMIT chosen(jid);
    }
}

void ConversationList::chooseTyped()
{
    const auto *summary = m_model->at(std::max(0, m_view->currentIndex().row()));
    if (!summary) {
        return; // the words below the field say what else could be done
    }
    const model::Jid jid = summary->jid;
    m_needle->setText(QString()); // unlike clear(), leaves nothing to undo
    setCurrent(jid);
    Q_EMIT chosen(jid);
}

void ConversationList::goTo()
{
    m_needle->setFocus(Qt::ShortcutFocusReason);
    m_needle->selectAll();
}

void ConversationList::focusList()
{
    m_view->setFocus(Qt::ShortcutFocusReason);
}

QString ConversationList::needle() const
{
    return m_needle->text();
}

bool ConversationList::clearNeedle()
{
    if (m_needle->text().isEmpty()) {
        return false;
    }
    m_needle->setText(QString()); // unlike clear(), leaves nothing to undo
    return true;
}

model::Jid ConversationList::first() const
{
    const auto *summary = m_model->at(0);
    return summary ? summary->jid : model::Jid();
}

bool ConversationList::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress) {
        return QWidget::eventFilter(watched, event);
    }
    const auto *press = static_cast<QKeyEvent *>(event);
    if (watched == m_needle && press->modifiers() == Qt::NoModifier) {
        return onNeedleKey(press->key());
    }
    if (watched == m_view && (press->key() == Qt::Key_Return || press->key() == Qt::Key_Enter)) {
        choose(m_view->currentIndex().row());
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

/// The arrows move the choice while the cursor stays in the field.
bool ConversationList::onNeedleKey(int key)
{
    switch (key) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        chooseTyped();
        return true;
    case Qt::Key_Escape:
        clearNeedle();
        focusList();
        return true;
    case Qt::Key_Up:
    case Qt::Key_Down: {
        const int last = m_model->rowCount() - 1;
        const int row = m_view->currentIndex().row() + (key == Qt::Key_Down ? 1 : -1);
        m_view->setCurrentIndex(m_model->index(std::clamp(row, 0, std::max(0, last))));
        return true;
    }
    default:
        return false;
    }
}

} // namespace wardline::ui
