// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/search/search_model.h"

#include "ui/kit/safe_text.h"

namespace wardline::ui {

using namespace Qt::StringLiterals;

void SearchModel::setHits(const QList<service::SearchHit> &hits, const QHash<model::Jid, QString> &titles)
{
    beginResetModel();
    m_hits = hits;
    m_titles = titles;
    endResetModel();
}

const service::SearchHit *SearchModel::at(int row) const
{
    return row >= 0 && row < m_hits.size() ? &m_hits[row] : nullptr;
}

int SearchModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_hits.size());
}

QVariant SearchModel::data(const QModelIndex &index, int role) const
{
    const auto *hit = at(index.row());
    if (!hit || (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)) {
        return {};
    }
    return QString(plainName(hit->message.senderName) + u": "_s + previewLine(hit->message.body));
}

} // namespace wardline::ui
