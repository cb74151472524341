// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFuture>
#include <QString>
#include <QStringList>

namespace wardline::ui {

/// Knows the words of languages. What is asked is somebody's message: an implementation keeps none of it and writes
/// nothing. Called on the main thread; answers come later, from work elsewhere, so that nobody who types waits.
class SpellChecker
{
public:
    static constexpr qsizetype kMostSuggestions = 6;

    SpellChecker() = default;
    virtual ~SpellChecker() = default;
    SpellChecker(const SpellChecker &) = delete;
    SpellChecker &operator=(const SpellChecker &) = delete;

    /// The languages there are words for, as "en_US", sorted; empty where no dictionary is installed.
    [[nodiscard]] virtual QStringList languages() const = 0;
    /// Those of the words that the language does not know, in their order. None for a language that cannot be read.
    [[nodiscard]] virtual QFuture<QStringList> unknownWords(const QString &language, const QStringList &words) = 0;
    /// What may have been meant, likeliest first, at most kMostSuggestions.
    [[nodiscard]] virtual QFuture<QStringList> suggestions(const QString &language, const QString &word) = 0;
    /// Nobody writes now: what was loaded may go.
    virtual void rest() = 0;
};

} // namespace wardline::ui
