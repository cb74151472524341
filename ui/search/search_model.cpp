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

void SearchModel::append(const QList<service::SearchHit> &hits, const QHash<model::Jid, QString> &titles)
{
    if (hits.isEmpty()) {
        return;
    }
    m_titles.insert(titles);
    beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(hits.size()) - 1);
    m_hits.append(hits);
    endInsertRows();
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
    const QString title = titleOf(hit->message.conversation);
    const QString who = title.isEmpty() ? plainName(hit->message.senderName)
                                        : QString(plainName(hit->message.senderName) + u", "_s + plainName(title));
    return QString(who + u": "_s + previewLine(hit->message.body));
}

} // namespace wardline::ui
