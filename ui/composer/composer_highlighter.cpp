// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/composer_highlighter.h"

#include "ui/composer/spelling.h"
#include "ui/composer/written_mentions.h"
#include "ui/kit/theme.h"

#include <QTextBlock>
#include <QTextDocument>

#include <algorithm>
#include <utility>

namespace wardline::ui {

ComposerHighlighter::ComposerHighlighter(const Theme &theme, const WrittenMentions &mentions, QTextDocument *document)
    : QSyntaxHighlighter(document)
    , m_theme(theme)
    , m_mentions(mentions)
{
    connect(&theme, &Theme::changed, this, &QSyntaxHighlighter::rehighlight);
}

void ComposerHighlighter::setTyping(int position)
{
    const int former = std::exchange(m_typing, position);
    if (former < 0 || former == position || !m_spelling) {
        return;
    }
    if (position < 0 || !document()->characterAt(position - 1).isLetter()) {
        rehighlightBlock(document()->findBlock(std::min(former, document()->characterCount() - 1))); // a word is done
    }
}

QList<WordSpan> ComposerHighlighter::misspelt(const QTextBlock &block) const
{
    if (!m_spelling || m_spelling->language().isEmpty()) {
        return {};
    }
    const QString text = block.text();
    const auto named = m_mentions.within(block.position(), block.length());
    QList<WordSpan> wrong;
    for (const WordSpan &word : wordsToCheck(text)) {
        const int start = block.position() + word.start;
        const bool isTyped = m_typing > start && m_typing <= start + word.length;
        const bool isName = std::any_of(named.begin(), named.end(), [&](const service::Mention &mention) {
            return start < mention.start + mention.length && start + word.length > mention.start;
        });
        if (!isTyped && !isName && m_spelling->isWrong(text.mid(word.start, word.length))) {
            wrong.append({start, word.length});
        }
    }
    return wrong;
}

void ComposerHighlighter::highlightBlock(const QString &)
{
    const Palette &colours = m_theme.palette();
    const int begin = currentBlock().position();
    QTextCharFormat name;
    name.setForeground(colours.accent);
    name.setFontWeight(QFont::DemiBold);
    for (const service::Mention &mention : m_mentions.within(begin, currentBlock().length())) {
        setFormat(mention.start - begin, mention.length, name);
    }
    QTextCharFormat wrong;
    wrong.setUnderlineStyle(QTextCharFormat::SpellCheckUnderline);
    wrong.setUnderlineColor(colours.stat);
    for (const WordSpan &word : misspelt(currentBlock())) {
        setFormat(word.start - begin, word.length, wrong);
    }
}

WordSpan ComposerHighlighter::misspeltAt(int position) const
{
    for (const WordSpan &word : misspelt(document()->findBlock(position))) {
        if (position >= word.start && position <= word.start + word.length) {
            return word;
        }
    }
    return {};
}

WordSpan ComposerHighlighter::nextMisspelt(int position) const
{
    WordSpan first;
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        for (const WordSpan &word : misspelt(block)) {
            if (word.start >= position) {
                return word;
            }
            if (first.length == 0) {
                first = word;
            }
        }
    }
    return first;
}

} // namespace wardline::ui
