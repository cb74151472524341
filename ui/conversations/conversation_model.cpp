// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/conversations/conversation_model.h"

#include "ui/conversations/conversation_words.h"
#include "ui/kit/role_mark.h"
#include "ui/kit/safe_text.h"
#include "ui/kit/search_key.h"

#include <QSet>

#include <algorithm>

namespace wardline::ui {

using namespace Qt::StringLiterals;

namespace {

/// When more rows than this come or go at once (another filter, other words), nothing could stay in place anyway.
constexpr qsizetype kMostSteps = 24;

bool isOf(ConversationFilter filter, const model::ConversationSummary &summary)
{
    switch (filter) {
    case ConversationFilter::All:
        return true;
    case ConversationFilter::Unread:
        return summary.unread > 0;
    case ConversationFilter::Urgent:
        return summary.urgent > 0;
    case ConversationFilter::Mine:
        return summary.kind == model::ConversationKind::Direct || summary.mentions > 0;
    }
    return true;
}

/// STAT stands above all, then who asks to be talked to.
int rankOf(const model::ConversationSummary &summary)
{
    return summary.stat > 0 ? 2 : summary.urgent > 0 ? 1 : 0;
}

} // namespace

void ConversationModel::setConversations(const QList<model::ConversationSummary> &all)
{
    QHash<QString, QString> keys;
    QList<Entry> entries;
    entries.reserve(all.size());
    for (const model::ConversationSummary &summary : all) {
        const QString name = summary.title.left(512) + u' ' + roleWords(summary.role);
        QString key = m_keys.value(name);
        if (key.isEmpty()) {
            key = searchKey(name);
        }
        keys.insert(name, key);
        entries.append({summary, key});
    }
    std::stable_sort(entries.begin(), entries.end(),
                     [](const Entry &a, const Entry &b) { return rankOf(a.summary) > rankOf(b.summary); });
    m_keys = std::move(keys);
    m_all = std::move(entries);
    refresh();
}

void ConversationModel::setFilter(ConversationFilter filter)
{
    m_filter = filter;
    refresh();
}

void ConversationModel::setNeedle(const QString &needle)
{
    m_needle = needle.trimmed();
    refresh();
}

void ConversationModel::setKept(const model::Jid &kept)
{
    const int before = rowOf(m_kept);
    m_kept = kept;
    refresh();
    if (const QModelIndex left = index(before); left.isValid()) {
        Q_EMIT dataChanged(left, left);
    }
}

bool ConversationModel::passes(const Entry &entry, const QStringList &words) const
{
    if (!words.isEmpty()) {
        return matchesKey(entry.key, words); // who types a name wants it whatever the filter is
    }
    return isOf(m_filter, entry.summary) || entry.summary.jid == m_kept;
}

void ConversationModel::removeUnwanted(const QSet<model::Jid> &wanted)
{
    for (int row = static_cast<int>(m_shown.size()) - 1; row >= 0; --row) {
        if (!wanted.contains(m_shown[row].jid)) {
            beginRemoveRows({}, row, row);
            m_shown.removeAt(row);
            endRemoveRows();
        }
    }
}

void ConversationModel::refresh()
{
    const QStringList words = searchWords(m_needle);
    QList<model::ConversationSummary> wanted;
    QSet<model::Jid> addresses;
    for (const Entry &entry : std::as_const(m_all)) {
        if (passes(entry, words)) {
            wanted.append(entry.summary);
            addresses.insert(entry.summary.jid);
        }
    }
    if (std::abs(wanted.size() - m_shown.size()) > kMostSteps) {
        beginResetModel();
        m_shown = std::move(wanted);
        endResetModel();
        return;
    }
    removeUnwanted(addresses);
    QSet<model::Jid> shown;
    for (const auto &summary : std::as_const(m_shown)) {
        shown.insert(summary.jid);
    }
    for (int row = 0; row < wanted.size(); ++row) {
        if (!shown.contains(wanted[row].jid)) {
            beginInsertRows({}, row, row);
            m_shown.insert(row, wanted[row]);
            endInsertRows();
            continue;
        }
        if (m_shown[row].jid != wanted[row].jid) {
            const int present = rowOf(wanted[row].jid);
            beginMoveRows({}, present, present, {}, row);
            m_shown.move(present, row);
            endMoveRows();
        }
        if (m_shown[row] != wanted[row]) {
            m_shown[row] = wanted[row];
            Q_EMIT dataChanged(index(row), index(row));
        }
    }
}

const model::ConversationSummary *ConversationModel::at(int row) const
{
    return row >= 0 && row < m_shown.size() ? &m_shown[row] : nullptr;
}

int ConversationModel::rowOf(const model::Jid &jid) const
{
    for (int row = 0; row < m_shown.size(); ++row) {
        if (m_shown[row].jid == jid) {
            return row;
        }
    }
    return -1;
}

const model::ConversationSummary *ConversationModel::nextUrgent(const model::Jid &from) const
{
    qsizetype start = 0;
    for (qsizetype i = 0; i < m_all.size(); ++i) {
        if (m_all[i].summary.jid == from) {
            start = i + 1;
        }
    }
    for (qsizetype i = 0; i < m_all.size(); ++i) {
        const auto &summary = m_all[(start + i) % m_all.size()].summary;
        if (summary.urgent > 0) {
            return &summary;
        }
    }
    return nullptr;
}

int ConversationModel::countOf(ConversationFilter filter) const
{
    return static_cast<int>(
        std::count_if(m_all.cbegin(), m_all.cend(), [&](const Entry &entry) { return isOf(filter, entry.summary); }));
}

int ConversationModel::unreadTotal() const
{
    int total = 0;
    for (const Entry &entry : m_all) {
        total += entry.summary.unread;
    }
    return total;
}

int ConversationModel::urgentTotal() const
{
    int total = 0;
    for (const Entry &entry : m_all) {
        total += entry.summary.urgent;
    }
    return total;
}

int ConversationModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

QString ConversationModel::wordsOf(const model::ConversationSummary &summary) const
{
    QStringList words{plainName(summary.title)};
    if (const QString role = roleWords(summary.role); !role.isEmpty()) {
        words << role;
    }
    if (summary.stat > 0) {
        words << tr("%Ln STAT", nullptr, summary.stat);
    }
    if (summary.urgent > summary.stat) {
        words << tr("%Ln ask you to talk", nullptr, summary.urgent - summary.stat);
    }
    if (summary.unread > 0) {
        words << tr("%Ln unread", nullptr, summary.unread);
    }
    if (summary.mentions > 0) {
        words << tr("you were named");
    }
    if (!summary.draft.isEmpty() && summary.jid != m_kept) {
        words << tr("a message was begun");
    }
    if (summary.lastMessage.isValid() || !summary.lastBody.isEmpty()) {
        words << previewWords(summary, true); // what was begun is said already, and not read out
    }
    return words.join(u", "_s);
}

QVariant ConversationModel::data(const QModelIndex &index, int role) const
{
    const auto *summary = at(index.row());
    if (!summary) {
        return {};
    }
    switch (role) {
    case Qt::DisplayRole:
        return plainName(summary->title);
    case Qt::AccessibleTextRole:
        return wordsOf(*summary);
    default:
        return {};
    }
}

} // namespace wardline::ui
