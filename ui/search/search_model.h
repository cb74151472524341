// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/search_service.h"

#include <QAbstractListModel>
#include <QHash>

namespace wardline::ui {

/// Found messages, newest first.
class SearchModel final : public QAbstractListModel
{
    Q_OBJECT
public:
    using QAbstractListModel::QAbstractListModel;

    /// `titles` names the conversations where that is worth saying.
    void setHits(const QList<service::SearchHit> &hits, const QHash<model::Jid, QString> &titles = {});
    /// Older ones behind what is there.
    void append(const QList<service::SearchHit> &hits, const QHash<model::Jid, QString> &titles);
    [[nodiscard]] QString titleOf(const model::Jid &conversation) const { return m_titles.value(conversation); }
    [[nodiscard]] const service::SearchHit *at(int row) const;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    QList<service::SearchHit> m_hits;
    QHash<model::Jid, QString> m_titles;
};

} // namespace wardline::ui
