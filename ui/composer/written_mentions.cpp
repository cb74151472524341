// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/written_mentions.h"

#include <QTextBlock>
#include <QTextDocument>

#include <algorithm>

namespace wardline::ui {

void WrittenMentions::add(const QTextCursor &at, const QString &words, const model::Jid &person)
{
    std::erase_if(m_all, [](const Written &written) { return !holds(written); });
    if (m_all.size() < kMost && !words.isEmpty()) {
        m_all.push_back({at, words, person});
    }
}

bool WrittenMentions::holds(const Written &written)
{
    const QTextBlock block = written.at.block();
    const QString text = block.text();
    const qsizetype start = written.at.position() - block.position();
    const qsizetype end = start + written.words.size();
    // A name that goes on is another name.
    return QStringView(text).mid(start).startsWith(written.words)
        && (end >= text.size() || !text[end].isLetterOrNumber()) && (start == 0 || !text[start - 1].isLetterOrNumber());
}

QList<service::Mention> WrittenMentions::present() const
{
    QList<service::Mention> found;
    for (const Written &written : m_all) {
        if (holds(written)) {
            found.append({written.person, written.at.position(), static_cast<int>(written.words.size())});
        }
    }
    std::sort(found.begin(), found.end(), [](const auto &a, const auto &b) { return a.start < b.start; });
    int end = 0;
    found.removeIf([&end](const service::Mention &mention) {
        const bool overlaps = mention.start < end;
        end = std::max(end, mention.start + mention.length);
        return overlaps;
    });
    return found;
}

bool WrittenMentions::covers(int position) const
{
    const auto all = present();
    return std::any_of(all.begin(), all.end(), [position](const service::Mention &mention) {
        return position > mention.start && position <= mention.start + mention.length;
    });
}

QList<service::Mention> WrittenMentions::within(int start, int length) const
{
    QList<service::Mention> found;
    for (const service::Mention &mention : present()) {
        if (mention.start < start + length && mention.start + mention.length > start) {
            found.append(mention);
        }
    }
    return found;
}

} // namespace wardline::ui
