// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/room_service.h"
#include "core/service/search_service.h"
#include "ui/kit/context.h"

#include <QWidget>

#include <memory>

class QBoxLayout;
class QLineEdit;
class QListView;

namespace wardline::ui {

class Chip;
class EmptyState;
class SearchModel;
class Words;

/// Finds messages while one types, in one conversation or in all, newest first; older ones follow when one comes to the
/// end of the list. The keyboard stays in the field; the arrows move the choice and Enter goes there.
class SearchPane final : public QWidget
{
    Q_OBJECT
public:
    explicit SearchPane(const Context &context, QWidget *parent = nullptr);

    /// Null: drops every text.
    void setServices(service::SearchService *search, service::RoomService *rooms);
    /// Begins a search in `conversation`, or everywhere; `words` replace what stands in the field unless empty.
    void begin(const std::optional<model::Jid> &conversation, const QString &title, const QString &words = {});
    /// The search is left: what it took of memory is given back. What was found stays until another one begins.
    void leave();

Q_SIGNALS:
    /// Enter or a click on a hit.
    void chosen(const wardline::model::Jid &conversation, wardline::model::MessageId message);
    void closed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildHead(QBoxLayout *column);
    void connectParts();
    void clearContent();
    void setEverywhere(bool isEverywhere);
    void showScope();
    void run();
    void runMore();
    void showFirst(const Result<QList<service::SearchHit>> &hits);
    void showMore(const Result<QList<service::SearchHit>> &hits);
    void showNote();
    void showNothing(const QString &words);
    [[nodiscard]] service::SearchQuery query() const;
    [[nodiscard]] QHash<model::Jid, QString> titlesOf(const QList<service::SearchHit> &hits) const;
    bool onKey(QObject *watched, int key);
    void choose(int row);
    void moveChoice(int direction);

    service::SearchService *m_search = nullptr;
    service::RoomService *m_rooms = nullptr;
    std::optional<model::Jid> m_here; ///< the conversation that was open when the search began
    QString m_hereTitle;
    bool m_isEverywhere = true;
    bool m_isMarking = false; ///< what is chosen is shown, nobody chooses
    int m_generation = 0;
    bool m_hasMore = false;
    bool m_isLoadingMore = false;
    bool m_isBegun = false; ///< the service has something to give back
    SearchModel *m_model;
    Words *m_title;
    Chip *m_inRoom;
    Chip *m_everywhere;
    QLineEdit *m_needle;
    Words *m_note;
    QListView *m_view;
    EmptyState *m_empty;
    std::unique_ptr<Timer> m_pause; ///< of typing
    std::unique_ptr<Timer> m_patience; ///< what takes longer than a second says so
};

} // namespace wardline::ui
