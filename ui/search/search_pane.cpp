// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/search/search_pane.h"

#include "ui/kit/error_words.h"
#include "ui/kit/icon_button.h"
#include "ui/kit/metrics.h"
#include "ui/kit/safe_text.h"
#include "ui/kit/when_done.h"
#include "ui/kit/words.h"
#include "ui/search/search_delegate.h"
#include "ui/search/search_model.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QVBoxLayout>

namespace wardline::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr std::chrono::milliseconds kTypingPause{120};
}

SearchPane::SearchPane(const Context &context, QWidget *parent)
    : QWidget(parent)
    , m_model(new SearchModel(this))
    , m_title(new Words(context.theme, FontRole::Strong))
    , m_needle(new QLineEdit)
    , m_note(new Words(context.theme, FontRole::Caption, QString(), nullptr, Words::Ink::Muted))
    , m_view(new QListView)
    , m_timer(context.timers.createTimer([this] { run(); }))
{
    setObjectName(u"searchPane"_s);
    m_needle->setObjectName(u"searchField"_s);
    m_needle->setAccessibleName(tr("Search words"));
    m_needle->setPlaceholderText(tr("Search words"));
    m_needle->setMinimumHeight(metrics::kTarget);
    m_needle->setClearButtonEnabled(true);
    m_note->setObjectName(u"searchNote"_s);
    m_note->setWordWrap(true);
    m_view->setObjectName(u"searchResults"_s);
    m_view->setAccessibleName(tr("Messages found"));
    m_view->setModel(m_model);
    m_view->setItemDelegate(new SearchDelegate(context, *m_model, m_view));
    m_view->setUniformItemSizes(true);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setMouseTracking(true);
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->viewport()->setAutoFillBackground(false);
    auto *close = new IconButton(context.theme, Icon::Close, tr("Close the search"));
    close->setObjectName(u"closeSearch"_s);

    auto *head = new QHBoxLayout;
    head->setContentsMargins(metrics::kSpace16, metrics::kSpace8, metrics::kSpace8, 0);
    head->addWidget(m_title, 1);
    head->addWidget(close);
    auto *field = new QVBoxLayout;
    field->setContentsMargins(metrics::kSpace16, metrics::kSpace8, metrics::kSpace16, metrics::kSpace8);
    field->addWidget(m_needle);
    field->addWidget(m_note);
    auto *column = new QVBoxLayout(this);
    column->setSpacing(0);
    column->addLayout(head);
    column->addLayout(field);
    column->addWidget(m_view, 1);

    m_needle->installEventFilter(this);
    m_view->installEventFilter(this);
    connect(close, &IconButton::clicked, this, &SearchPane::closed);
    connect(m_needle, &QLineEdit::textChanged, this, [this] { m_timer->start(kTypingPause); });
    connect(m_view, &QListView::clicked, this, [this](const QModelIndex &index) { choose(index.row()); });
    connect(&context.theme, &Theme::changed, m_view->viewport(), qOverload<>(&QWidget::update));
}

void SearchPane::setServices(service::SearchService *search, service::RoomService *rooms)
{
    m_search = search;
    m_rooms = rooms;
    if (!search) {
        clearContent();
    }
}

void SearchPane::begin(const std::optional<model::Jid> &conversation, const QString &title)
{
    m_conversation = conversation;
    m_title->setText(conversation ? tr("Search in %1").arg(safeName(title)) : tr("Search everywhere"));
    m_needle->setFocus(Qt::ShortcutFocusReason);
    m_needle->selectAll();
    run();
}

void SearchPane::clearContent()
{
    ++m_generation;
    m_needle->setText(QString()); // unlike clear(), leaves nothing to undo
    m_timer->stop();
    m_model->setHits({});
    m_note->clear();
    m_title->clear();
}

void SearchPane::run()
{
    const int generation = ++m_generation;
    const QString words = m_needle->text().trimmed();
    if (!m_search || words.isEmpty()) {
        m_model->setHits({});
        m_note->clear();
        return;
    }
    service::SearchQuery query;
    query.text = words;
    query.conversation = m_conversation;
    whenDone(m_search->search(query), this, [this, generation](const Result<QList<service::SearchHit>> &hits) {
        if (generation != m_generation) {
            return;
        }
        if (hits) {
            show(*hits);
        } else {
            m_model->setHits({});
            m_note->setText(errorWords(hits.error()));
        }
    });
}

void SearchPane::show(const QList<service::SearchHit> &hits)
{
    QHash<model::Jid, QString> titles;
    for (const service::SearchHit &hit : hits) {
        const auto summary =
            m_rooms && !m_conversation ? m_rooms->conversation(hit.message.conversation) : std::nullopt;
        if (summary) {
            titles.insert(summary->jid, summary->title);
        }
    }
    m_model->setHits(hits, titles);
    if (hits.isEmpty()) {
        m_note->setText(tr("Nothing found. Only messages kept on this computer are searched."));
        return;
    }
    m_note->setText(tr("%n message(s), newest first", nullptr, static_cast<int>(hits.size())));
    m_view->setCurrentIndex(m_model->index(0));
    m_view->scrollToTop();
}

void SearchPane::choose(int row)
{
    if (const auto *hit = m_model->at(row)) {
        Q_EMIT chosen(hit->message.conversation, hit->message.id);
    }
}

void SearchPane::moveChoice(int direction)
{
    const int row = std::clamp(m_view->currentIndex().row() + direction, 0, std::max(0, m_model->rowCount() - 1));
    m_view->setCurrentIndex(m_model->index(row));
}

bool SearchPane::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress) {
        return QWidget::eventFilter(watched, event);
    }
    switch (static_cast<QKeyEvent *>(event)->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_timer->isActive()) {
            m_timer->stop();
            run();
        } else {
            choose(m_view->currentIndex().row());
        }
        return true;
    case Qt::Key_Escape:
        Q_EMIT closed();
        return true;
    case Qt::Key_Up:
    case Qt::Key_Down:
        if (watched == m_needle) {
            moveChoice(static_cast<QKeyEvent *>(event)->key() == Qt::Key_Down ? 1 : -1);
            return true;
        }
        break;
    default:
        break;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace wardline::ui
