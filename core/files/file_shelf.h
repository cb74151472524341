// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/id_source.h"
#include "core/base/result.h"

#include <QSet>
#include <QString>

namespace wardline::files {

/// The folder in which a profile keeps files: ciphertext alone, under names that say nothing, readable by its owner
/// only. What belongs to which message, and with which key it opens, stands in the cache; without it these files are
/// noise. Main thread; the files themselves may be read and written elsewhere.
class FileShelf
{
public:
    /// IoFailed where the folder cannot be made.
    [[nodiscard]] static Result<FileShelf> open(const QString &folder);

    [[nodiscard]] QString newName(IdSource &ids) const;
    [[nodiscard]] QString path(const QString &name) const;
    /// Whether there is a file of that name, and the name is one of ours.
    [[nodiscard]] bool has(const QString &name) const;
    void remove(const QString &name) const;
    /// Everything in the folder, also what was left over by a crash.
    [[nodiscard]] QSet<QString> names() const;
    /// Removes files by names that names() gave: of messages that were purged or taken back.
    void clear(const QSet<QString> &names) const;
    /// The name that a file in the folder belongs to; a file that is being written has something behind it.
    [[nodiscard]] static QString baseName(const QString &name) { return name.section(QChar(u'.'), 0, 0); }

private:
    explicit FileShelf(QString folder);
    QString m_folder;
};

} // namespace wardline::files
