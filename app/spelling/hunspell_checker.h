// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/composer/spell_checker.h"

#include <QThreadPool>

#include <map>
#include <memory>

namespace wardline::app {

/// Spelling by Hunspell, with the dictionaries of the system. Owns the one thread on which they are read and asked.
/// Made by the program, outlives the window.
class HunspellChecker final : public ui::SpellChecker
{
public:
    /// Looks for NAME.aff with NAME.dic in these folders; the first that has a name wins. Nothing is read before
    /// somebody asks.
    explicit HunspellChecker(QStringList folders = systemFolders());
    ~HunspellChecker() override;

    [[nodiscard]] static QStringList systemFolders();

    [[nodiscard]] QStringList languages() const override;
    [[nodiscard]] QFuture<QStringList> unknownWords(const QString &language, const QStringList &words) override;
    [[nodiscard]] QFuture<QStringList> suggestions(const QString &language, const QString &word) override;
    void rest() override;

private:
    class Shelf;

    template <typename Job>
    QFuture<QStringList> ask(Job job);
    [[nodiscard]] const std::map<QString, QString> &dictionaries() const;

    QStringList m_folders;
    mutable std::unique_ptr<const std::map<QString, QString>> m_dictionaries; ///< path without suffix, by language
    std::shared_ptr<Shelf> m_shelf; ///< touched on the pool's thread alone
    QThreadPool m_pool;
};

} // namespace wardline::app
