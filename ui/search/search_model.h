// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/search_service.h"

#include <QAbstractListModel>

namespace wardline::ui {

/// Found messages, newest first.
class SearchModel final : public QAbstractListModel
{
    Q_OBJECT
public:
    using QAbstractListModel::QAbstractListModel;

    void setHits(const QList<service::SearchHit> &hits);
    [[nodiscard]] const service::SearchHit *at(int row) const;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    QList<service::SearchHit> m_hits;
};

} // namespace wardline::ui
