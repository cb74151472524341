// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/file_shelf.h"

#include "core/files/files_error.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <utility>

namespace wardline::files {

using namespace Qt::StringLiterals;

namespace {

bool isPlainName(const QString &name)
{
    return !name.isEmpty() && name.size() <= 64 && std::all_of(name.begin(), name.end(), [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || c == u'-';
    });
}

} // namespace

FileShelf::FileShelf(QString folder)
    : m_folder(std::move(folder))
{
}

Result<FileShelf> FileShelf::open(const QString &folder)
{
    const auto owner = QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner;
    if (!QDir().exists(folder) && !QDir().mkdir(folder, owner)) {
        return failure(FilesError::IoFailed);
    }
    const QFileInfo info(folder);
    if (!info.isDir() || info.isSymLink()) {
        return failure(FilesError::IoFailed);
    }
    return FileShelf(folder);
}

QString FileShelf::newName(IdSource &ids) const
{
    return ids.next();
}

QString FileShelf::path(const QString &name) const
{
    return m_folder % u'/' % name;
}

bool FileShelf::has(const QString &name) const
{
    return isPlainName(name) && QFileInfo(path(name)).isFile();
}

void FileShelf::remove(const QString &name) const
{
    if (isPlainName(name)) {
        QFile::remove(path(name));
    }
}

QSet<QString> FileShelf::names() const
{
    const QStringList all = QDir(m_folder).entryList(QDir::Files | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
    return {all.begin(), all.end()};
}

void FileShelf::clear(const QSet<QString> &names) const
{
    for (const QString &name : names) {
        if (!name.contains(u'/')) {
            QFile::remove(path(name));
        }
    }
}

} // namespace wardline::files
