// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/conversation.h"

#include <QAbstractListModel>
#include <QHash>

#include <array>

namespace wardline::ui {

/// What the list is narrowed down to. Mine: what somebody wants of me, that is direct conversations and rooms in which
/// I was named.
enum class ConversationFilter { All, Unread, Urgent, Mine };

inline constexpr std::array kConversationFilters{ConversationFilter::All, ConversationFilter::Unread,
                                                 ConversationFilter::Urgent, ConversationFilter::Mine};

/// The conversations as rows: what is urgent first, then by time, filtered. Changes are applied row by row, so that
/// neither the place nor the choice jumps.
class ConversationModel final : public QAbstractListModel
{
    Q_OBJECT
public:
    using QAbstractListModel::QAbstractListModel;

    /// Latest first, as RoomService gives them.
    void setConversations(const QList<model::ConversationSummary> &all);
    void setFilter(ConversationFilter filter);
    [[nodiscard]] ConversationFilter filter() const { return m_filter; }
    /// Words that a title or role must have; empty: all.
    void setNeedle(const QString &needle);
    /// This one stays in the list even when the filter would take it away: it is open.
    void setKept(const model::Jid &kept);
    [[nodiscard]] const model::ConversationSummary *at(int row) const;
    [[nodiscard]] int rowOf(const model::Jid &jid) const;
    /// The next conversation after `from` with something urgent, from the top again at the end; nullptr when there is
    /// none. Filter and words do not count.
    [[nodiscard]] const model::ConversationSummary *nextUrgent(const model::Jid &from) const;
    /// How many conversations a filter would show.
    [[nodiscard]] int countOf(ConversationFilter filter) const;
    [[nodiscard]] int unreadTotal() const;
    [[nodiscard]] int urgentTotal() const;
    [[nodiscard]] bool isEmptyAltogether() const { return m_all.isEmpty(); }
    /// The one that is open: its draft is in the composer and not worth a word here.
    [[nodiscard]] const model::Jid &kept() const { return m_kept; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    struct Entry
    {
        model::ConversationSummary summary;
        QString key; ///< what a search compares with
    };

    void refresh();
    void removeUnwanted(const QSet<model::Jid> &wanted);
    [[nodiscard]] bool passes(const Entry &entry, const QStringList &words) const;
    [[nodiscard]] QString wordsOf(const model::ConversationSummary &summary) const;

    QList<Entry> m_all; ///< in the order of the list
    QList<model::ConversationSummary> m_shown;
    QHash<QString, QString> m_keys; ///< by title and role words; made once each
    ConversationFilter m_filter = ConversationFilter::All;
    QString m_needle;
    model::Jid m_kept;
};

} // namespace wardline::ui
