// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/composer/spell_checker.h"

#include <QPromise>
#include <QSet>

#include <map>
#include <memory>
#include <vector>

namespace wardline::ui {

/// Knows the words a test gives it. Answers at once, or when the test says so.
class FakeSpellChecker final : public SpellChecker
{
public:
    [[nodiscard]] QStringList languages() const override { return installed; }
    [[nodiscard]] QFuture<QStringList> unknownWords(const QString &language, const QStringList &words) override
    {
        asked.append(words);
        QStringList unknown;
        for (const QString &word : words) {
            if (!known[language].contains(word.toLower())) {
                unknown.append(word);
            }
        }
        if (!isHeld) {
            return QtFuture::makeReadyFuture(unknown);
        }
        auto promise = std::make_shared<QPromise<QStringList>>();
        promise->start();
        held.emplace_back(promise, unknown);
        return promise->future();
    }
    [[nodiscard]] QFuture<QStringList> suggestions(const QString &, const QString &word) override
    {
        return QtFuture::makeReadyFuture(meant[word]);
    }
    void rest() override { ++rests; }

    /// Answers what was asked while `isHeld`.
    void answer()
    {
        for (auto &[promise, unknown] : held) {
            promise->addResult(unknown);
            promise->finish();
        }
        held.clear();
    }

    QStringList installed;
    std::map<QString, QSet<QString>> known; ///< by language, lower case
    std::map<QString, QStringList> meant; ///< suggestions by word
    QList<QStringList> asked; ///< every unknownWords
    bool isHeld = false;
    int rests = 0;

private:
    std::vector<std::pair<std::shared_ptr<QPromise<QStringList>>, QStringList>> held;
};

} // namespace wardline::ui
