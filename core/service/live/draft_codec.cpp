// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/draft_codec.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace wardline::service {

using namespace Qt::StringLiterals;

namespace {

constexpr QChar kSeparator(0x1E); // RECORD SEPARATOR

QString bounded(const QString &text)
{
    QString plain = text.left(kMaxDraftLength);
    return plain.remove(kSeparator);
}

QJsonArray packed(const QList<Mention> &mentions)
{
    QJsonArray list;
    for (const Mention &mention : mentions) {
        list.append(QJsonArray{mention.person.toString(), mention.start, mention.length});
    }
    return list;
}

QList<Mention> mentionsFrom(const QJsonValue &value, qsizetype textLength)
{
    QList<Mention> mentions;
    for (const QJsonValue each : value.toArray()) {
        const auto person = model::Jid::parse(each[0].toString());
        const int start = each[1].toInt(-1);
        const int length = each[2].toInt(-1);
        if (person && start >= 0 && length > 0 && length <= textLength && start <= textLength - length) {
            mentions.append({*person, start, length});
        }
    }
    return mentions;
}

/// Ids are 64 bits wide, a number in JSON is not.
model::MessageId idFrom(const QJsonValue &value)
{
    return {value.toString().toLongLong()};
}

} // namespace

QString storedText(const Draft &draft)
{
    QString text = bounded(draft.text);
    QJsonObject more;
    if (draft.answers.isValid()) {
        more[u"answers"_s] = QString::number(draft.answers.value);
    }
    if (!draft.mentions.isEmpty()) {
        more[u"mentions"_s] = packed(draft.mentions);
    }
    if (draft.corrects.isValid()) {
        more[u"corrects"_s] = QString::number(draft.corrects.value);
        more[u"correction"_s] = bounded(draft.correction);
        more[u"correctionMentions"_s] = packed(draft.correctionMentions);
    }
    if (draft.urgency) {
        more[u"urgency"_s] = model::urgencyWord(*draft.urgency);
    }
    if (!more.isEmpty()) {
        text += kSeparator;
        text += QString::fromUtf8(QJsonDocument(more).toJson(QJsonDocument::Compact));
    }
    return text;
}

Draft draftFromStored(const QString &text, int cursor)
{
    Draft draft;
    const qsizetype end = text.indexOf(kSeparator);
    draft.text = end < 0 ? text : text.left(end);
    draft.cursor = cursor;
    if (end >= 0) {
        const QJsonObject more = QJsonDocument::fromJson(text.mid(end + 1).toUtf8()).object();
        draft.answers = idFrom(more.value(u"answers"));
        draft.mentions = mentionsFrom(more.value(u"mentions"), draft.text.size());
        draft.corrects = idFrom(more.value(u"corrects"));
        draft.correction = more.value(u"correction").toString();
        draft.correctionMentions = mentionsFrom(more.value(u"correctionMentions"), draft.correction.size());
        draft.urgency = model::urgencyFromWord(more.value(u"urgency").toString());
    }
    const qsizetype length = draft.corrects.isValid() ? draft.correction.size() : draft.text.size();
    draft.cursor = static_cast<int>(std::clamp<qsizetype>(cursor, 0, length));
    return draft;
}

} // namespace wardline::service
