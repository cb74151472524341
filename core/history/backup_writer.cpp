// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/history/backup_writer.h"

#include "core/history/backup_chain.h"
#include "core/history/history_codec.h"
#include "core/history/history_error.h"

#include <QDir>
#include <QFileInfo>
#include <QStorageInfo>
#include <QtEndian>

#include <algorithm>
#include <cerrno>

#ifndef _WIN32
#include <fcntl.h>
#include <unistd.h>
#endif

namespace wardline::history {

using namespace Qt::StringLiterals;

namespace {

constexpr QFileDevice::Permissions kPrivate = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
constexpr qsizetype kMessagesAtOnce = 200; ///< in one chunk

Error causeOf(int error, const QString &path)
{
    switch (error) {
    case ENOSPC:
    case EFBIG:
#ifdef EDQUOT
    case EDQUOT:
#endif
        return HistoryError::DiskFull;
    case EROFS:
    case EACCES:
    case EPERM:
        return HistoryError::NotWritable;
    default:
        break;
    }
    const QFileInfo folder(QFileInfo(path).absolutePath());
    return folder.isDir() && folder.isWritable() ? HistoryError::FileFailed : HistoryError::NotWritable;
}

#ifdef _WIN32
bool makeDurable(QSaveFile &)
{
    return true;
}
void syncFolder(const QString &)
{
}
#else
bool makeDurable(QSaveFile &file)
{
    return file.flush() && ::fsync(file.handle()) == 0;
}
/// The new name too. File systems that cannot do that (some of sticks and networks) do without.
void syncFolder(const QString &path)
{
    const int handle =
        ::open(QFile::encodeName(QFileInfo(path).absolutePath()).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (handle >= 0) {
        (void)::fsync(handle);
        ::close(handle);
    }
}
#endif

} // namespace

Result<std::unique_ptr<BackupWriter>> BackupWriter::create(const QString &path, SecretBytes key, Random &random)
{
    WARDLINE_TRY(ChunkSeal seal,
                 ChunkSeal::create(std::move(key), kBackupPurpose.toByteArray(), ChunkSeal::newId(random)));
    auto file = std::make_unique<QSaveFile>(path);
    errno = 0;
    if (!file->open(QIODevice::WriteOnly) || !file->setPermissions(kPrivate)) {
        return std::unexpected(causeOf(errno, path));
    }
    const QByteArray head = kBackupMagic.toByteArray() + kBackupVersion + seal.id();
    std::unique_ptr<BackupWriter> writer(new BackupWriter(std::move(file), std::move(seal), random));
    if (writer->m_file->write(head) != head.size()) {
        return std::unexpected(causeOf(errno, path));
    }
    return writer;
}

BackupWriter::BackupWriter(std::unique_ptr<QSaveFile> file, ChunkSeal seal, Random &random)
    : m_file(std::move(file))
    , m_seal(std::move(seal))
    , m_random(random)
    , m_chain(kBackupChain)
{
}

BackupWriter::~BackupWriter()
{
    m_file->cancelWriting();
}

Status BackupWriter::writeRecord(RecordKind kind, const QByteArray &record)
{
    QByteArray head(kRecordHead, static_cast<char>(kind));
    qToBigEndian(static_cast<quint32>(record.size()), head.data() + 1);
    errno = 0;
    if (m_file->write(head) != head.size() || m_file->write(record) != record.size() || !m_file->flush()) {
        return std::unexpected(causeOf(errno, m_file->fileName()));
    }
    return {};
}

Status BackupWriter::writeChunk(const model::KeptHistory &part)
{
    QByteArray content = packHistory(part);
    const Result<QByteArray> record = m_seal.seal(m_random, chunkName(m_chunks), content);
    wipe(std::as_writable_bytes(std::span(content.data(), static_cast<std::size_t>(content.size()))));
    if (!record) {
        return std::unexpected(record.error());
    }
    if (record->size() > kMaxPartBytes) {
        return failure(HistoryError::TooLarge);
    }
    m_chain.append(*record);
    ++m_chunks;
    return writeRecord(RecordKind::Chunk, *record);
}

Status BackupWriter::append(const model::KeptHistory &part)
{
    for (const model::KeptMessage &kept : part.messages) {
        const Instant time = kept.message.time;
        m_facts.oldest = m_facts.messages == 0 ? time : std::min(m_facts.oldest, time);
        m_facts.newest = m_facts.messages == 0 ? time : std::max(m_facts.newest, time);
        ++m_facts.messages;
    }
    qsizetype at = 0;
    do {
        model::KeptHistory some;
        some.messages = part.messages.mid(at, kMessagesAtOnce);
        if (at == 0) {
            some.conversations = part.conversations;
        }
        WARDLINE_CHECK(writeChunk(some));
        at += kMessagesAtOnce;
    } while (at < part.messages.size());
    return {};
}

Result<BackupFacts> BackupWriter::finish(BackupFacts facts)
{
    facts.messages = m_facts.messages;
    facts.oldest = m_facts.oldest;
    facts.newest = m_facts.newest;
    WARDLINE_TRY(const QByteArray record,
                 m_seal.seal(m_random, kIndexName, packIndex({facts, m_chunks, m_chain.head()})));
    WARDLINE_CHECK(writeRecord(RecordKind::Index, record));
    errno = 0;
    if (!makeDurable(*m_file) || !m_file->commit()) {
        return std::unexpected(causeOf(errno, m_file->fileName()));
    }
    syncFolder(m_file->fileName());
    return facts;
}

} // namespace wardline::history
