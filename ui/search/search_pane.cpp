// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/search/search_pane.h"

#include "ui/kit/chip.h"
#include "ui/kit/chosen_tab_stop.h"
#include "ui/kit/empty_state.h"
#include "ui/kit/error_words.h"
#include "ui/kit/icon_button.h"
#include "ui/kit/metrics.h"
#include "ui/kit/safe_text.h"
#include "ui/kit/theme.h"
#include "ui/kit/when_done.h"
#include "ui/kit/words.h"
#include "ui/search/search_delegate.h"
#include "ui/search/search_model.h"

#include <QButtonGroup>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QScrollBar>
#include <QVBoxLayout>

namespace wardline::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr std::chrono::milliseconds kTypingPause{120};
constexpr std::chrono::milliseconds kPatience{800};
constexpr int kPage = 50;
constexpr qsizetype kMostHits = 2'000; ///< who reads further types another word
} // namespace

SearchPane::SearchPane(const Context &context, QWidget *parent)
    : QWidget(parent)
    , m_model(new SearchModel(this))
    , m_title(new Words(context.theme, FontRole::Strong))
    , m_inRoom(new Chip(context.theme, tr("In this conversation")))
    , m_everywhere(new Chip(context.theme, tr("Everywhere")))
    , m_needle(new QLineEdit)
    , m_note(new Words(context.theme, FontRole::Caption, QString(), nullptr, Words::Ink::Muted))
    , m_view(new QListView)
    , m_empty(new EmptyState(context.theme, Icon::Search))
    , m_pause(context.timers.createTimer([this] { run(); }))
    , m_patience(context.timers.createTimer([this] { m_note->setText(tr("Searching …")); }))
{
    setObjectName(u"searchPane"_s);
    m_view->setObjectName(u"searchResults"_s);
    m_view->setAccessibleName(tr("Messages found"));
    m_view->setModel(m_model);
    m_view->setItemDelegate(new SearchDelegate(context, *m_model, m_view));
    m_view->setResizeMode(QListView::Adjust); // a hit has one line or two
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setMouseTracking(true);
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->viewport()->setAutoFillBackground(false);
    m_empty->setObjectName(u"searchEmpty"_s);
    auto *close = new IconButton(context.theme, Icon::Close, tr("Close the search"));
    close->setObjectName(u"closeSearch"_s);
    connect(close, &IconButton::clicked, this, &SearchPane::closed);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(metrics::kSpace16, metrics::kSpace8, metrics::kSpace8, 0);
    head->addWidget(m_title, 1);
    head->addWidget(close);
    auto *column = new QVBoxLayout(this);
    column->setSpacing(0);
    column->addLayout(head);
    buildHead(column);
    column->addWidget(m_empty, 1);
    column->addWidget(m_view, 1);
    connectParts();
    connect(&context.theme, &Theme::changed, m_view->viewport(), qOverload<>(&QWidget::update));
}

void SearchPane::buildHead(QBoxLayout *column)
{
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    showScope();
    m_needle->setObjectName(u"searchField"_s);
    m_needle->setAccessibleName(tr("Search words"));
    m_needle->setPlaceholderText(tr("Search words"));
    m_needle->setMinimumHeight(metrics::kTarget);
    m_needle->setMaxLength(500);
    m_needle->setClearButtonEnabled(true);
    m_note->setObjectName(u"searchNote"_s);
    m_note->setWordWrap(true);
    m_inRoom->setObjectName(u"searchHere"_s);
    m_everywhere->setObjectName(u"searchEverywhere"_s);
    auto *group = new QButtonGroup(this);
    group->addButton(m_inRoom);
    group->addButton(m_everywhere);
    makeChosenTabStop(group->buttons());
    auto *scope = new QHBoxLayout;
    scope->setSpacing(metrics::kSpace4);
    scope->addWidget(m_inRoom);
    scope->addWidget(m_everywhere);
    scope->addStretch(1);
    auto *field = new QVBoxLayout;
    field->setContentsMargins(metrics::kSpace16, metrics::kSpace4, metrics::kSpace16, metrics::kSpace8);
    field->setSpacing(metrics::kSpace4);
    field->addLayout(scope);
    field->addWidget(m_needle);
    field->addWidget(m_note);
    column->addLayout(field);
}

void SearchPane::connectParts()
{
    m_needle->installEventFilter(this);
    m_view->installEventFilter(this);
    connect(m_everywhere, &Chip::toggled, this, [this](bool isEverywhere) {
        if (!m_isMarking) {
            setEverywhere(isEverywhere);
        }
    });
    connect(m_needle, &QLineEdit::textChanged, this, [this] { m_pause->start(kTypingPause); });
    connect(m_view, &QListView::clicked, this, [this](const QModelIndex &index) { choose(index.row()); });
    connect(m_view->verticalScrollBar(), &QScrollBar::valueChanged, this, [this](int value) {
        if (value >= m_view->verticalScrollBar()->maximum() - m_view->viewport()->height()) {
            runMore();
        }
    });
    connect(m_empty, &EmptyState::firstChosen, this, [this] { setEverywhere(true); });
}

void SearchPane::setServices(service::SearchService *search, service::RoomService *rooms)
{
    m_search = search;
    m_rooms = rooms;
    m_isBegun = false;
    if (!search) {
        clearContent();
    }
}

void SearchPane::begin(const std::optional<model::Jid> &conversation, const QString &title, const QString &words)
{
    if (conversation) {
        m_here = conversation;
        m_hereTitle = title;
    }
    m_inRoom->setEnabled(m_here.has_value());
    m_isEverywhere = !conversation;
    showScope();
    if (!words.isEmpty()) {
        m_needle->setText(words);
    }
    m_needle->setFocus(Qt::ShortcutFocusReason);
    m_needle->selectAll();
    m_pause->stop();
    run();
}

void SearchPane::setEverywhere(bool isEverywhere)
{
    m_isEverywhere = isEverywhere || !m_here;
    showScope();
    run();
    m_needle->setFocus(Qt::OtherFocusReason);
}

void SearchPane::showScope()
{
    m_isMarking = true;
    (m_isEverywhere ? m_everywhere : m_inRoom)->setChecked(true);
    m_isMarking = false;
    m_title->setText(m_isEverywhere ? tr("Search everywhere") : tr("Search in %1").arg(safeName(m_hereTitle)));
}

void SearchPane::leave()
{
    ++m_generation;
    m_pause->stop();
    m_patience->stop();
    m_isLoadingMore = false;
    if (m_search && std::exchange(m_isBegun, false)) {
        m_search->finish();
    }
}

void SearchPane::clearContent()
{
    ++m_generation;
    m_needle->setText(QString()); // unlike clear(), leaves nothing to undo
    m_pause->stop();
    m_patience->stop();
    m_model->setHits({});
    m_note->clear();
    m_empty->clear();
    m_hereTitle.clear();
    m_here.reset();
    m_isEverywhere = true;
    showScope();
    m_hasMore = m_isLoadingMore = false;
}

service::SearchQuery SearchPane::query() const
{
    service::SearchQuery query;
    query.text = m_needle->text().trimmed();
    query.limit = kPage;
    if (!m_isEverywhere) {
        query.conversation = m_here;
    }
    return query;
}

void SearchPane::run()
{
    const int generation = ++m_generation;
    m_hasMore = m_isLoadingMore = false;
    const service::SearchQuery wanted = query();
    if (!m_search || wanted.text.isEmpty()) {
        m_patience->stop();
        m_model->setHits({});
        showNothing(tr("Type the beginning of one or more words. Only messages kept on this computer are searched."));
        return;
    }
    m_isBegun = true;
    m_patience->start(kPatience);
    whenDone(m_search->search(wanted), this, [this, generation](const Result<QList<service::SearchHit>> &hits) {
        if (generation == m_generation) {
            m_patience->stop();
            showFirst(hits);
        }
    });
}

void SearchPane::runMore()
{
    if (!m_search || !m_hasMore || m_isLoadingMore || m_model->rowCount() == 0) {
        return;
    }
    m_isLoadingMore = true;
    m_patience->start(kPatience);
    service::SearchQuery wanted = query();
    wanted.before = m_model->at(m_model->rowCount() - 1)->message.id;
    whenDone(m_search->search(wanted), this,
             [this, generation = m_generation](const Result<QList<service::SearchHit>> &hits) {
                 if (generation == m_generation) {
                     m_patience->stop();
                     m_isLoadingMore = false;
                     showMore(hits);
                 }
             });
}

QHash<model::Jid, QString> SearchPane::titlesOf(const QList<service::SearchHit> &hits) const
{
    QHash<model::Jid, QString> titles;
    for (const service::SearchHit &hit : hits) {
        const model::Jid &where = hit.message.conversation;
        if (!m_rooms || !m_isEverywhere || titles.contains(where)) {
            continue;
        }
        if (const auto summary = m_rooms->conversation(where)) {
            titles.insert(where, summary->title);
        }
    }
    return titles;
}

void SearchPane::showFirst(const Result<QList<service::SearchHit>> &hits)
{
    if (!hits) {
        m_model->setHits({});
        showNothing(errorWords(hits.error()));
        return;
    }
    m_hasMore = hits->size() >= kPage;
    m_model->setHits(*hits, titlesOf(*hits));
    if (hits->isEmpty()) {
        showNothing(tr("Nothing found. Only messages kept on this computer are searched."));
        return;
    }
    m_empty->clear();
    m_empty->hide();
    m_view->show();
    m_view->setCurrentIndex(m_model->index(0));
    m_view->scrollToTop();
    showNote();
}

void SearchPane::showMore(const Result<QList<service::SearchHit>> &hits)
{
    if (!hits) {
        m_hasMore = false;
        m_note->setText(errorWords(hits.error()));
        return;
    }
    m_model->append(*hits, titlesOf(*hits));
    m_hasMore = hits->size() >= kPage && m_model->rowCount() < kMostHits;
    showNote();
}

void SearchPane::showNote()
{
    m_note->setText(m_hasMore ? tr("The newest %Ln message(s); scroll down for older ones", nullptr, m_model->rowCount())
                              : tr("%Ln message(s), newest first", nullptr, m_model->rowCount()));
}

void SearchPane::showNothing(const QString &words)
{
    m_note->clear();
    m_view->hide();
    const bool canWiden = !m_isEverywhere && !m_needle->text().trimmed().isEmpty();
    m_empty->say(words, canWiden ? tr("Search everywhere") : QString());
    m_empty->show();
}

void SearchPane::choose(int row)
{
    if (const auto *hit = m_model->at(row)) {
        const model::Jid conversation = hit->message.conversation;
        Q_EMIT chosen(conversation, hit->message.id);
    }
}

void SearchPane::moveChoice(int direction)
{
    const int last = m_model->rowCount() - 1;
    const int row = std::clamp(m_view->currentIndex().row() + direction, 0, std::max(0, last));
    m_view->setCurrentIndex(m_model->index(row));
    if (row >= last - 2) {
        runMore();
    }
}

bool SearchPane::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress && onKey(watched, static_cast<QKeyEvent *>(event)->key())) {
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

bool SearchPane::onKey(QObject *watched, int key)
{
    switch (key) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_pause->isActive()) {
            m_pause->stop();
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
            moveChoice(key == Qt::Key_Down ? 1 : -1);
            return true;
        }
        return false;
    default:
        return false;
    }
}

} // namespace wardline::ui
