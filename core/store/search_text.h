// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/search_store.h"

#include <QByteArray>
#include <QString>

namespace wardline::store {

/// What a person typed, as a full-text expression in which nothing of it is syntax: every word and phrase becomes a quoted phrase, the
/// last one a prefix unless it was closed by a quotation mark. Empty if there is no letter or digit in it; InvalidInput if it
/// is too long or has too many words. `conversation` (0: everywhere) restricts it inside the index.
[[nodiscard]] Result<QString> searchExpression(const QString &text, qint64 conversation);

/// The spans of matches in a body, in UTF-16 units, from SQLite's offsets() of the body column (which counts UTF-8 bytes); in
/// order, without overlap.
[[nodiscard]] QList<TextSpan> matchSpans(const QString &body, const QByteArray &offsets);

struct Snippet {
    QString text;
    QList<TextSpan> matches;
};

/// About kSnippetLength characters of the body around the first match, on one line.
[[nodiscard]] Snippet snippetOf(const QString &body, const QList<TextSpan> &matches);

} // namespace wardline::store
