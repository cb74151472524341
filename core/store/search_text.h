// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/search_store.h"

#include <QString>
#include <QStringList>

namespace wardline::store {

/// A word or phrase that was looked for.
struct SearchTerm {
    QStringList words; ///< folded; more than one stand together
    bool isPrefix = false; ///< the last word may go on
    bool operator==(const SearchTerm &) const = default;
};

/// What a person typed, understood.
struct SearchWords {
    QString expression; ///< for the full-text index; empty if there was no letter or digit
    QList<SearchTerm> terms;
};

/// Takes nothing of what was typed as syntax: every word and quoted phrase becomes a quoted phrase of the expression, the last one a
/// prefix unless it was closed by a quotation mark. InvalidInput if it is too long or has too many words. `conversation` (0:
/// everywhere) restricts it inside the index.
[[nodiscard]] Result<SearchWords> parseSearch(const QString &text, qint64 conversation);

/// Where the terms occur in a body, in order, without overlap. Words are cut and folded (case, accents) much as the index does; where
/// the two differ a hit is shown without marks. Far cheaper than asking the index, which reads and cuts each text again.
[[nodiscard]] QList<TextSpan> matchSpans(QStringView body, const QList<SearchTerm> &terms);

struct Snippet {
    QString text;
    QList<TextSpan> matches;
};

/// About kSnippetLength characters of the body around the first match, on one line.
[[nodiscard]] Snippet snippetOf(const QString &body, const QList<TextSpan> &matches);

} // namespace wardline::store
