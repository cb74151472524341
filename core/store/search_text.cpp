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

constexpr qsizetype kMaxMatches = 64; ///< marks in one body

/// A word as the index cuts it: letters, digits and what combines with them.
struct WordSpan {
    qsizetype start = 0;
    qsizetype end = 0;
    bool isAscii = true;
};

/// The next word at or behind a position; empty at the end.
WordSpan nextWord(QStringView text, qsizetype from)
{
    WordSpan word;
    bool isInside = false;
    for (qsizetype i = from; i < text.size();) {
        const bool isPair = text.at(i).isHighSurrogate() && i + 1 < text.size() && text.at(i + 1).isLowSurrogate();
        const char32_t point = isPair ? QChar::surrogateToUcs4(text.at(i), text.at(i + 1)) : text.at(i).unicode();
        const bool belongs = QChar::isLetterOrNumber(point) || QChar::isMark(point);
        if (belongs && (isInside || QChar::isLetterOrNumber(point))) {
            if (!isInside) {
                word.start = i;
                isInside = true;
            }
            word.isAscii = word.isAscii && point < 0x80;
        } else if (isInside) {
            word.end = i;
            return word;
        }
        i += isPair ? 2 : 1;
    }
    word.end = isInside ? text.size() : 0;
    return word;
}

bool hasWord(QStringView text)
{
    return nextWord(text, 0).end > 0;
}

QString folded(QStringView word)
{
    QString text = word.toString().normalized(QString::NormalizationForm_D).toCaseFolded();
    text.removeIf([](QChar c) { return c.isMark(); });
    return text;
}

QStringList foldedWords(QStringView text)
{
    QStringList words;
    for (WordSpan word = nextWord(text, 0); word.end > 0; word = nextWord(text, word.end)) {
        words.append(folded(text.sliced(word.start, word.end - word.start)));
    }
    return words;
}

bool isMatch(QStringView body, const WordSpan &word, const QString &wanted, bool isPrefix)
{
    QStringView text = body.sliced(word.start, word.end - word.start);
    if (!word.isAscii) {
        const QString plain = folded(text);
        return isPrefix ? plain.startsWith(wanted) : plain == wanted;
    }
    if (text.size() < wanted.size() || (!isPrefix && text.size() != wanted.size())) {
        return false;
    }
    for (qsizetype i = 0; i < wanted.size(); ++i) {
        const char16_t unit = text.at(i).unicode();
        if ((unit >= u'A' && unit <= u'Z' ? unit + 32 : unit) != wanted.at(i).unicode()) {
            return false;
        }
    }
    return true;
}

/// The end of the term if it begins with this word; 0 if it does not.
qsizetype matchEnd(QStringView body, WordSpan word, const SearchTerm &term)
{
    for (qsizetype i = 0; i < term.words.size(); ++i) {
        const bool isLast = i == term.words.size() - 1;
        if (word.end == 0 || !isMatch(body, word, term.words.at(i), term.isPrefix && isLast)) {
            return 0;
        }
        if (!isLast) {
            word = nextWord(body, word.end);
        }
    }
    return word.end;
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

Result<SearchWords> parseSearch(const QString &text, qint64 conversation)
{
    if (text.size() > kMaxSearchLength) {
        return failure(StoreError::InvalidInput, u"search length"_s);
    }
    const QList<Phrase> phrases = phrasesOf(text);
    if (phrases.size() > kMaxSearchWords) {
        return failure(StoreError::InvalidInput, u"search words"_s);
    }
    SearchWords search;
    if (phrases.isEmpty()) {
        return search;
    }
    QStringList parts;
    if (conversation > 0) {
        parts.append(u"scope:"_s % kScopeMark % QString::number(conversation));
    }
    for (const Phrase &phrase : phrases) {
        parts.append(u'"' % phrase.text % (phrase.isPrefix ? u"*\""_s : u"\""_s));
        search.terms.append({foldedWords(phrase.text), phrase.isPrefix});
    }
    search.expression = parts.join(u' ');
    return search;
}

QList<TextSpan> matchSpans(QStringView body, const QList<SearchTerm> &terms)
{
    QList<TextSpan> spans;
    for (WordSpan word = nextWord(body, 0); word.end > 0 && spans.size() < kMaxMatches; word = nextWord(body, word.end)) {
        qsizetype end = 0;
        for (const SearchTerm &term : terms) {
            end = std::max(end, matchEnd(body, word, term));
        }
        if (end > 0) {
            spans.append({word.start, end - word.start});
            word.end = end;
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
