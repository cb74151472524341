// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/composer/spell_words.h"

#include <QSyntaxHighlighter>

#include <functional>

namespace wardline::ui {

class Spelling;
class Theme;
class WrittenMentions;

/// Shows in the field which people are named and which words are misspelt. Looks at the changed lines only. The word
/// that is just being typed is left in peace.
class ComposerHighlighter final : public QSyntaxHighlighter
{
    Q_OBJECT
public:
    ComposerHighlighter(const Theme &theme, const WrittenMentions &mentions, QTextDocument *document);

    /// Null: no spelling.
    void setSpelling(Spelling *spelling) { m_spelling = spelling; }
    /// Where the cursor is while somebody types; -1 when nobody does.
    void setTyping(int position);
    /// The misspelt word that has this place in it or at its end, in places of the document; empty when there is none.
    [[nodiscard]] WordSpan misspeltAt(int position) const;
    /// The first misspelt word from a place on, going round; empty when there is none.
    [[nodiscard]] WordSpan nextMisspelt(int position) const;

protected:
    void highlightBlock(const QString &text) override;

private:
    [[nodiscard]] QList<WordSpan> misspelt(const QTextBlock &block) const;

    const Theme &m_theme;
    const WrittenMentions &m_mentions;
    Spelling *m_spelling = nullptr;
    int m_typing = -1;
};

} // namespace wardline::ui
