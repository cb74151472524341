// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/conversations/conversation_list.h"

#include "ui/conversations/conversation_delegate.h"
#include "ui/conversations/conversation_model.h"
#include "ui/kit/icon_button.h"
#include "ui/kit/metrics.h"
#include "ui/kit/words.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QVBoxLayout>

namespace wardline::ui {

using namespace Qt::StringLiterals;

ConversationList::ConversationList(const Context &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_model(new ConversationModel(this))
    , m_view(new QListView)
    , m_needle(new QLineEdit)
    , m_unreadOnly(new IconButton(context.theme, Icon::Unread, tr("Show unread only")))
    , m_empty(new Words(context.theme, FontRole::Body, QString(), this, Words::Ink::Muted))
{
    setObjectName(u"conversationPane"_s);
    m_needle->setObjectName(u"goTo"_s);
    m_needle->setPlaceholderText(tr("Go to …"));
    m_needle->setAccessibleName(tr("Go to a conversation"));
    m_needle->setMinimumHeight(metrics::kTarget);
    m_needle->setClearButtonEnabled(true);
    m_unreadOnly->setObjectName(u"unreadOnly"_s);
    m_unreadOnly->setCheckable(true);
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
    m_empty->setWordWrap(true);
    m_empty->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    m_empty->setContentsMargins(metrics::kSpace24, metrics::kSpace32, metrics::kSpace24, 0);
    m_empty->hide();

    auto *head = new QHBoxLayout;
    head->setContentsMargins(metrics::kSpace12, metrics::kSpace12, metrics::kSpace12, metrics::kSpace8);
    head->setSpacing(metrics::kSpace8);
    head->addWidget(m_needle, 1);
    head->addWidget(m_unreadOnly);
    auto *column = new QVBoxLayout(this);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(m_empty);
    column->addWidget(m_view, 1);

    m_needle->installEventFilter(this);
    m_view->installEventFilter(this);
    connect(m_needle, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_model->setNeedle(text);
        showEmptyWords();
    });
    connect(m_unreadOnly, &IconButton::toggled, this, [this](bool isOn) {
        m_model->setFilter(isOn ? ConversationModel::Filter::Unread : ConversationModel::Filter::All);
        showEmptyWords();
    });
    connect(m_view, &QListView::clicked, this, [this](const QModelIndex &index) { choose(index.row()); });
    connect(m_view, &QListView::activated, this, [this](const QModelIndex &index) { choose(index.row()); });
    connect(&context.theme, &Theme::changed, m_view->viewport(), qOverload<>(&QWidget::update));
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
        return;
    }
    connect(rooms, &service::RoomService::conversationsChanged, this, &ConversationList::refresh);
    refresh();
}

void ConversationList::refresh()
{
    m_model->setConversations(m_rooms->conversations());
    if (const int row = m_model->rowOf(m_current); row >= 0) {
        m_view->setCurrentIndex(m_model->index(row));
    }
    showEmptyWords();
    Q_EMIT unreadTotalChanged(m_model->unreadTotal());
}

void ConversationList::showEmptyWords()
{
    const bool isEmpty = m_model->rowCount() == 0 && m_rooms;
    if (isEmpty) {
        m_empty->setText(m_model->isEmptyAltogether()
                             ? tr("No conversations yet. Rooms appear when you are made a member; "
                                  "or find a colleague under People.")
                             : m_unreadOnly->isChecked() ? tr("Nothing unread.")
                                                         : tr("No conversation is called that."));
    }
    m_empty->setVisible(isEmpty);
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

void ConversationList::choose(int row)
{
    if (const auto *summary = m_model->at(row)) {
        const model::Jid jid = summary->jid;
        setCurrent(jid);
        Q_EMIT chosen(jid);
    }
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

int ConversationList::unreadTotal() const
{
    return m_model->unreadTotal();
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
    const int key = static_cast<QKeyEvent *>(event)->key();
    if (watched == m_view && (key == Qt::Key_Return || key == Qt::Key_Enter)) {
        choose(m_view->currentIndex().row());
        return true;
    }
    if (watched == m_needle) {
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            const auto *summary = m_model->at(0);
            const model::Jid jid = summary ? summary->jid : model::Jid();
            m_needle->setText(QString()); // unlike clear(), leaves nothing to undo
            if (!jid.isEmpty()) {
                choose(m_model->rowOf(jid));
            }
            return true;
        }
        if (key == Qt::Key_Escape) {
            m_needle->setText(QString()); // unlike clear(), leaves nothing to undo
            m_view->setFocus(Qt::OtherFocusReason);
            return true;
        }
        if (key == Qt::Key_Down) {
            m_view->setFocus(Qt::OtherFocusReason);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void ConversationList::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QColor divider = m_context.theme.palette().divider;
    const int x = layoutDirection() == Qt::RightToLeft ? 0 : width() - 1;
    painter.fillRect(x, 0, 1, height(), divider);
}

} // namespace wardline::ui
