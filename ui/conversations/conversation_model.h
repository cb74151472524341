// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/conversation.h"

#include <QAbstractListModel>

namespace wardline::ui {

/// The conversations as rows, filtered. Changes are applied row by row, so that neither the place nor the choice jumps.
class ConversationModel final : public QAbstractListModel
{
    Q_OBJECT
public:
    enum class Filter { All, Unread };

    using QAbstractListModel::QAbstractListModel;

    void setConversations(const QList<model::ConversationSummary> &all);
    void setFilter(Filter filter);
    /// Words that a title must contain; empty: all.
    void setNeedle(const QString &needle);
    /// This one stays in the list even when the filter would take it away: it is open.
    void setKept(const model::Jid &kept);
    [[nodiscard]] const model::ConversationSummary *at(int row) const;
    [[nodiscard]] int rowOf(const model::Jid &jid) const;
    [[nodiscard]] int unreadTotal() const;
    [[nodiscard]] bool isEmptyAltogether() const { return m_all.isEmpty(); }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    void refresh();
    [[nodiscard]] bool passes(const model::ConversationSummary &summary) const;

    QList<model::ConversationSummary> m_all;
    QList<model::ConversationSummary> m_shown;
    Filter m_filter = Filter::All;
    QString m_needle;
    model::Jid m_kept;
};

} // namespace wardline::ui
