// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/search_text.h"

#include <QStringList>

#include <algorithm>

namespace wardline::store {

using namespace Qt::StringLiterals;

namespace {

/// Names a conversation in the index (migration_1.h). Taken out of what people type, so that nobody can leave their scope.
constexpr QChar kScopeMark {char16_t(42606)};
constexpr qsizetype kContextBefore = 40; ///< characters of a snippet before its first match
constexpr QStringView kEllipsis = u"…";

bool hasWord(QStringView text)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        char32_t point = text.at(i).unicode();
        if (text.at(i).isHighSurrogate() && i + 1 < text.size() && text.at(i + 1).isLowSurrogate()) {
            point = QChar::surrogateToUcs4(text.at(i), text.at(i + 1));
            ++i;
        }
        if (QChar::isLetterOrNumber(point)) {
            return true;
        }
    }
    return false;
}

/// Without what means something inside a quoted phrase (quotation mark, prefix star, first-token caret) and without NUL, where
/// SQLite's tokenizer would stop.
QString withoutSyntax(QString text)
{
    for (QChar &c : text) {
        if (c == u'"' || c == u'*' || c == u'^' || c == kScopeMark || c.isNull() || c.isSpace()) {
            c = u' ';
        }
    }
    return text.simplified();
}

struct Phrase {
    QString text;
    bool isPrefix = false;
};

QList<Phrase> phrasesOf(const QString &text)
{
    QList<Phrase> phrases;
    const QStringList parts = text.split(u'"');
    for (qsizetype i = 0; i < parts.size(); ++i) {
        const bool isQuoted = i % 2 == 1;
        const QString clean = withoutSyntax(parts.at(i));
        const QStringList pieces = isQuoted ? QStringList {clean} : clean.split(u' ', Qt::SkipEmptyParts);
        for (const QString &piece : pieces) {
            if (hasWord(piece)) {
                phrases.append({piece, false});
            }
        }
        // While somebody types inside an unclosed quotation, its last word is still growing, too.
        if (i == parts.size() - 1 && !phrases.isEmpty() && hasWord(clean)) {
            phrases.last().isPrefix = true;
        }
    }
    return phrases;
}

} // namespace

Result<QString> searchExpression(const QString &text, qint64 conversation)
{
    if (text.size() > kMaxSearchLength) {
        return failure(StoreError::InvalidInput, u"search length"_s);
    }
    const QList<Phrase> phrases = phrasesOf(text);
    if (phrases.size() > kMaxSearchWords) {
        return failure(StoreError::InvalidInput, u"search words"_s);
    }
    if (phrases.isEmpty()) {
        return QString();
    }
    QStringList terms;
    if (conversation > 0) {
        terms.append(u"scope:"_s % kScopeMark % QString::number(conversation));
    }
    for (const Phrase &phrase : phrases) {
        terms.append(u'"' % phrase.text % (phrase.isPrefix ? u"*\""_s : u"\""_s));
    }
    return terms.join(u' ');
}

QList<TextSpan> matchSpans(const QString &body, const QByteArray &offsets)
{
    // Four numbers a match: column, term, byte offset, byte length.
    const QList<QByteArray> numbers = offsets.split(' ');
    QList<std::pair<qsizetype, qsizetype>> bytes;
    for (qsizetype i = 0; i + 3 < numbers.size(); i += 4) {
        if (numbers.at(i) == "0") {
            const qsizetype start = numbers.at(i + 2).toLongLong();
            bytes.append({start, start + numbers.at(i + 3).toLongLong()});
        }
    }
    std::sort(bytes.begin(), bytes.end());
    const QByteArray utf8 = body.toUtf8();
    QList<TextSpan> spans;
    qsizetype byte = 0;
    qsizetype unit = 0;
    const auto advanceTo = [&](qsizetype target) {
        // A lead byte F0..F7 starts four bytes and two units; every other one that is no continuation is one unit.
        for (; byte < target && byte < utf8.size(); ++byte) {
            const auto value = static_cast<unsigned char>(utf8.at(byte));
            unit += (value & 0xC0) == 0x80 ? 0 : value >= 0xF0 ? 2 : 1;
        }
        return unit;
    };
    for (const auto &[start, end] : std::as_const(bytes)) {
        if (start < byte) {
            continue; // the same word found by two terms
        }
        const qsizetype first = advanceTo(start);
        const qsizetype last = advanceTo(end);
        if (last > first) {
            spans.append({first, last - first});
        }
    }
    return spans;
}

Snippet snippetOf(const QString &body, const QList<TextSpan> &matches)
{
    const qsizetype firstMatch = matches.isEmpty() ? 0 : matches.constFirst().start;
    qsizetype start = body.size() <= kSnippetLength ? 0 : std::max<qsizetype>(0, firstMatch - kContextBefore);
    qsizetype end = std::min(body.size(), start + kSnippetLength);
    if (start > 0 && body.at(start).isLowSurrogate()) {
        --start;
    }
    if (end < body.size() && body.at(end).isLowSurrogate()) {
        --end;
    }
    const bool isCutBefore = start > 0;
    Snippet snippet;
    snippet.text = (isCutBefore ? kEllipsis.toString() : QString()) % body.mid(start, end - start)
        % (end < body.size() ? kEllipsis.toString() : QString());
    for (QChar &c : snippet.text) {
        if (c.isSpace() || c.category() == QChar::Other_Control) {
            c = u' ';
        }
    }
    const qsizetype shift = start - (isCutBefore ? kEllipsis.size() : 0);
    for (const TextSpan &match : matches) {
        if (match.start >= start && match.start < end) {
            snippet.matches.append({match.start - shift, std::min(match.length, end - match.start)});
        }
    }
    return snippet;
}

} // namespace wardline::store
