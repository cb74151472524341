// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/policy/file_policy_source.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#ifdef Q_OS_UNIX
#include <sys/stat.h>
#endif

namespace wardline::policy {

using namespace Qt::StringLiterals;

namespace {

Result<PolicyDocument> readOpen(QFile &file)
{
    if (file.size() > PolicySource::kMaxBytes) {
        return failure(PolicyError::TooLarge, file.fileName());
    }
    const QByteArray bytes = file.read(PolicySource::kMaxBytes + 1);
    if (bytes.size() > PolicySource::kMaxBytes) {
        return failure(PolicyError::TooLarge, file.fileName());
    }
    if (file.error() != QFileDevice::NoError) {
        return failure(PolicyError::Unreadable, file.fileName());
    }
    return PolicyDocument {file.fileName(), bytes};
}

Result<PolicyDocument> readFile(const QString &path)
{
    const QFileInfo info(path);
    QFile file(path);
    // A pipe or a device would block or never end.
    if (!info.isFile() || !file.open(QIODevice::ReadOnly)) {
        return failure(PolicyError::Unreadable, path);
    }
    return readOpen(file);
}

#ifdef Q_OS_UNIX
bool isTrusted(const struct stat &status, uint owner)
{
    const bool groupMayWrite = (status.st_mode & S_IWGRP) != 0 && status.st_gid != 0;
    return status.st_uid == owner && !groupMayWrite && (status.st_mode & S_IWOTH) == 0;
}

Status checkFolder(const QString &path, uint owner)
{
    struct stat status {};
    if (stat(QFile::encodeName(path).constData(), &status) != 0 || !isTrusted(status, owner)) {
        return failure(PolicyError::NotTrusted, path);
    }
    return {};
}

Result<PolicyDocument> readTrusted(const QString &path, uint owner)
{
    WARDLINE_CHECK(checkFolder(QFileInfo(path).path(), owner));
    const QFileInfo info(path);
    QFile file(path);
    if (!info.isFile() || !file.open(QIODevice::ReadOnly)) {
        return failure(PolicyError::Unreadable, path);
    }
    // The open file is asked, not the name: what was checked is what is read.
    struct stat status {};
    if (fstat(file.handle(), &status) != 0 || !isTrusted(status, owner)) {
        return failure(PolicyError::NotTrusted, path);
    }
    return readOpen(file);
}

/// A link that leads nowhere is there, too: somebody meant a policy.
bool isThere(const QString &path)
{
    struct stat status {};
    return lstat(QFile::encodeName(path).constData(), &status) == 0;
}
#endif

} // namespace

FilePolicySource::FilePolicySource(PolicyPaths paths)
    : m_paths(std::move(paths))
{
}

Result<std::optional<PolicyDocument>> FilePolicySource::defaults() const
{
    if (!QFileInfo::exists(m_paths.defaultsFile)) {
        return std::nullopt;
    }
    WARDLINE_TRY(PolicyDocument document, readFile(m_paths.defaultsFile));
    return document;
}

Result<std::vector<PolicyDocument>> FilePolicySource::system() const
{
    std::vector<PolicyDocument> documents;
#ifdef Q_OS_UNIX
    QStringList paths;
    if (isThere(m_paths.systemFile)) {
        paths << m_paths.systemFile;
    }
    if (isThere(m_paths.systemFolder)) {
        WARDLINE_CHECK(checkFolder(m_paths.systemFolder, m_paths.trustedOwner));
        const QDir folder(m_paths.systemFolder);
        if (!folder.isReadable()) {
            return failure(PolicyError::Unreadable, m_paths.systemFolder);
        }
        const QStringList names = folder.entryList({u"*.json"_s}, QDir::Files | QDir::System | QDir::Hidden, QDir::Name);
        if (static_cast<std::size_t>(names.size()) > kMaxFiles) {
            return failure(PolicyError::TooLarge, m_paths.systemFolder);
        }
        for (const QString &name : names) {
            paths << folder.filePath(name);
        }
    }
    for (const QString &path : paths) {
        WARDLINE_TRY(PolicyDocument document, readTrusted(path, m_paths.trustedOwner));
        documents.push_back(std::move(document));
    }
#endif
    return documents;
}

Result<PolicyDocument> FilePolicySource::file(const QString &path) const
{
    return readFile(path);
}

} // namespace wardline::policy
