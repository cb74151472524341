// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QString>
#include <QStringList>

namespace wardline::files {

/// How much of a file is enough to tell its type.
inline constexpr qsizetype kTypeHead = 64 * 1024;

/// What a file is by its content ("image/png"); its name only chooses among kinds that look the same from outside
/// (a table and a text, a document and an archive). "application/octet-stream" where nothing is known of it. Any
/// thread.
[[nodiscard]] QString mediaTypeOf(QByteArrayView head, const QString &name);

/// Whether content that was found to be `found` may be called `claimed`: the same, or one a kind of the other. A claim
/// that says nothing (empty, octet-stream) is never wrong.
[[nodiscard]] bool isSameKind(const QString &claimed, const QString &found);

/// Whether policy lets files of this type pass: listed as it is, or with all of its family ("image/*", "*/*").
[[nodiscard]] bool isTypeAllowed(const QString &mediaType, const QStringList &allowed);

/// The last part of a path without what no file name should have: separators, control and direction characters. Never
/// empty, at most 120 characters, its suffix kept.
[[nodiscard]] QString plainFileName(const QString &name);

} // namespace wardline::files
