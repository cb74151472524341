// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/sent_mentions.h"

#include "core/service/live/futures.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace wardline::service {

using namespace Qt::StringLiterals;

namespace {

const QString kKey = u"sent-mentions"_s;
constexpr std::size_t kMost = 100; ///< messages

QJsonArray packed(const QList<Mention> &mentions)
{
    QJsonArray list;
    for (const Mention &mention : mentions) {
        list.append(QJsonArray{mention.person.toString(), mention.start, mention.length});
    }
    return list;
}

} // namespace

SentMentions::SentMentions(SessionParts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
{
    afterwards(m_parts.store().settings().value(kKey), this, [this](const Result<std::optional<QByteArray>> &stored) {
        if (stored && *stored) {
            take(**stored);
        }
    });
}

void SentMentions::note(const QString &originId, const QList<Mention> &mentions)
{
    const auto gone = std::remove_if(m_entries.begin(), m_entries.end(),
                                     [&](const Entry &entry) { return entry.originId == originId; });
    if (mentions.isEmpty() && gone == m_entries.end()) {
        return;
    }
    m_entries.erase(gone, m_entries.end());
    if (!mentions.isEmpty()) {
        m_entries.push_back({originId, mentions});
    }
    save();
}

QList<Mention> SentMentions::of(const QString &originId, qsizetype textLength) const
{
    const auto found = std::find_if(m_entries.begin(), m_entries.end(),
                                    [&](const Entry &entry) { return entry.originId == originId; });
    QList<Mention> mentions = found != m_entries.end() ? found->mentions : QList<Mention>();
    mentions.removeIf([textLength](const Mention &mention) {
        return mention.start < 0 || mention.length <= 0 || mention.length > textLength
            || mention.start > textLength - mention.length;
    });
    return mentions;
}

void SentMentions::take(const QByteArray &stored)
{
    // What was noted while this was read is newer.
    const std::deque<Entry> newer = std::exchange(m_entries, {});
    const QJsonArray all = QJsonDocument::fromJson(stored).array();
    for (const QJsonValue each : all) {
        Entry entry{each[u"id"_s].toString(), {}};
        const QJsonArray mentions = each[u"people"_s].toArray();
        for (const QJsonValue mention : mentions) {
            if (const auto person = model::Jid::parse(mention[0].toString())) {
                entry.mentions.append({*person, mention[1].toInt(-1), mention[2].toInt(-1)});
            }
        }
        m_entries.push_back(std::move(entry));
    }
    for (const Entry &entry : newer) {
        note(entry.originId, entry.mentions);
    }
}

void SentMentions::save()
{
    while (m_entries.size() > kMost) {
        m_entries.pop_front();
    }
    while (true) {
        QJsonArray all;
        for (const Entry &entry : m_entries) {
            all.append(QJsonObject{{u"id"_s, entry.originId}, {u"people"_s, packed(entry.mentions)}});
        }
        const QByteArray stored = QJsonDocument(all).toJson(QJsonDocument::Compact);
        if (stored.size() <= store::kMaxSettingBytes || m_entries.empty()) {
            (void)m_parts.store().settings().setValue(kKey, stored);
            return;
        }
        m_entries.erase(m_entries.begin(), m_entries.begin() + static_cast<std::ptrdiff_t>((m_entries.size() + 1) / 2));
    }
}

} // namespace wardline::service
