// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/conversations/conversation_model.h"

#include "ui/kit/role_mark.h"
#include "ui/kit/safe_text.h"

namespace wardline::ui {

using namespace Qt::StringLiterals;

void ConversationModel::setConversations(const QList<model::ConversationSummary> &all)
{
    m_all = all;
    refresh();
}

void ConversationModel::setFilter(Filter filter)
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
    m_kept = kept;
    refresh();
}

bool ConversationModel::passes(const model::ConversationSummary &summary) const
{
    if (m_filter == Filter::Unread && summary.unread == 0 && summary.jid != m_kept) {
        return false;
    }
    return m_needle.isEmpty() || summary.title.contains(m_needle, Qt::CaseInsensitive);
}

void ConversationModel::refresh()
{
    QList<model::ConversationSummary> wanted;
    for (const auto &summary : std::as_const(m_all)) {
        if (passes(summary)) {
            wanted.append(summary);
        }
    }
    for (int row = static_cast<int>(m_shown.size()) - 1; row >= 0; --row) {
        const auto isSame = [&](const auto &s) { return s.jid == m_shown[row].jid; };
        if (std::none_of(wanted.cbegin(), wanted.cend(), isSame)) {
            beginRemoveRows({}, row, row);
            m_shown.removeAt(row);
            endRemoveRows();
        }
    }
    for (int row = 0; row < wanted.size(); ++row) {
        const int present = rowOf(wanted[row].jid);
        if (present < 0) {
            beginInsertRows({}, row, row);
            m_shown.insert(row, wanted[row]);
            endInsertRows();
            continue;
        }
        if (present != row) {
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

int ConversationModel::unreadTotal() const
{
    int total = 0;
    for (const auto &summary : m_all) {
        total += summary.unread;
    }
    return total;
}

int ConversationModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

QVariant ConversationModel::data(const QModelIndex &index, int role) const
{
    const auto *summary = at(index.row());
    if (!summary) {
        return {};
    }
    if (role == Qt::DisplayRole) {
        return plainName(summary->title);
    }
    if (role == Qt::AccessibleTextRole) {
        QString words = plainName(summary->title);
        if (const QString roleText = roleWords(summary->role); !roleText.isEmpty()) {
            words += u", "_s + roleText;
        }
        if (summary->unread > 0) {
            words += u", "_s + tr("%n unread", nullptr, summary->unread);
        }
        if (!summary->lastBody.isEmpty()) {
            words += u", "_s + plainName(summary->lastSenderName) + u": "_s + previewLine(summary->lastBody);
        }
        return words;
    }
    return {};
}

} // namespace wardline::ui
