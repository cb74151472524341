// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>
#include <QStringView>

namespace wardline::ui {

/// A name as one looks for it: without case, accents and invisible characters, so that "novak" finds "Novák". At most
/// as long as a name is shown.
[[nodiscard]] QString searchKey(QStringView text);

/// What somebody typed, as the words that all have to occur.
[[nodiscard]] QStringList searchWords(QStringView typed);

/// Whether every word begins a word of `key` (made by searchKey).
[[nodiscard]] bool matchesKey(const QString &key, const QStringList &words);

} // namespace wardline::ui
