// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/composition/composition.h"

#include <QStringList>

#include <optional>

namespace wardline::ctl {

/// The words of a command, taken off one by one: options with a value, flags, and the rest in order.
class Words
{
public:
    explicit Words(QStringList words);

    /// `--name VALUE` or `--name=VALUE`; nothing when it is not there. A missing value spoils the words.
    [[nodiscard]] std::optional<QString> option(const QString &name);
    [[nodiscard]] bool flag(const QString &name);
    /// Whether the option is there; it stays.
    [[nodiscard]] bool has(const QString &name) const;
    /// A number from `least` to `most`, or `fallback` when the option is not there; anything else spoils the words.
    [[nodiscard]] int number(const QString &name, int fallback, int least, int most);
    /// The next word that is no option; nothing when there is none.
    [[nodiscard]] std::optional<QString> next();
    /// Whether everything was understood and taken.
    [[nodiscard]] bool isSpent() const;

private:
    QStringList m_words;
    bool m_isSpoilt = false;
};

struct CommandLine
{
    app::CompositionOptions composition;
    bool isJson = false;
    bool readsCredentials = false;
    bool wantsHelp = false;
    bool wantsVersion = false;
    QStringList command;
};

/// Global options stand before the command. Nothing for words that are none.
[[nodiscard]] std::optional<CommandLine> parseCommandLine(const QStringList &arguments);

/// Splits a line of `run -` as a shell would split plain words: blanks, 'single' and "double" quotes, backslash.
/// Nothing for an open quote. Nothing is expanded.
[[nodiscard]] std::optional<QStringList> splitLine(const QString &line);

[[nodiscard]] QString usage();

} // namespace wardline::ctl
