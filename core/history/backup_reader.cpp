// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/history/backup_reader.h"

#include "core/crypto/hmac.h"
#include "core/history/backup_chain.h"
#include "core/history/history_codec.h"
#include "core/history/history_error.h"

#include <QFileInfo>
#include <QtEndian>

namespace wardline::history {

namespace {
constexpr int kChunksAtOnce = 16;
}

Result<std::unique_ptr<BackupReader>> BackupReader::open(const QString &path, SecretBytes key)
{
    if (!QFileInfo::exists(path)) {
        return failure(HistoryError::FileMissing);
    }
    auto file = std::make_unique<QFile>(path);
    if (!QFileInfo(path).isFile() || !file->open(QIODevice::ReadOnly)) {
        return failure(HistoryError::FileFailed);
    }
    const QByteArray head = file->read(kBackupHead);
    if (!head.startsWith(kBackupMagic)) {
        return failure(HistoryError::NotHistory);
    }
    if (head.size() != kBackupHead) {
        return failure(HistoryError::Damaged);
    }
    if (head.at(kBackupMagic.size()) != kBackupVersion) {
        return failure(HistoryError::VersionUnknown);
    }
    WARDLINE_TRY(ChunkSeal seal,
                 ChunkSeal::create(std::move(key), kBackupPurpose.toByteArray(), head.last(ChunkSeal::kIdSize)));
    return std::unique_ptr<BackupReader>(new BackupReader(std::move(file), std::move(seal)));
}

BackupReader::BackupReader(std::unique_ptr<QFile> file, ChunkSeal seal)
    : m_file(std::move(file))
    , m_seal(std::move(seal))
    , m_chain(kBackupChain)
{
}

int BackupReader::percent() const
{
    const qint64 size = m_file->size();
    return size > 0 ? static_cast<int>(m_file->pos() * 100 / size) : 100;
}

Result<BackupReader::Record> BackupReader::readRecord()
{
    const QByteArray head = m_file->read(kRecordHead);
    if (head.size() != kRecordHead) {
        return failure(HistoryError::Damaged);
    }
    Record record;
    record.kind = static_cast<RecordKind>(head.at(0));
    const auto length = qFromBigEndian<quint32>(head.constData() + 1);
    if (length > static_cast<quint32>(kMaxPartBytes)) {
        return failure(HistoryError::Damaged);
    }
    record.bytes = m_file->read(length);
    if (record.bytes.size() != static_cast<qsizetype>(length)) {
        return failure(HistoryError::Damaged);
    }
    return record;
}

Result<bool> BackupReader::verifyOn()
{
    for (int i = 0; i < kChunksAtOnce; ++i) {
        const bool isFirst = m_digests.isEmpty();
        WARDLINE_TRY(const Record record, readRecord());
        if (record.kind == RecordKind::Index) {
            return takeIndex(record.bytes);
        }
        if (record.kind != RecordKind::Chunk) {
            return failure(HistoryError::Damaged);
        }
        const auto content = m_seal.open(chunkName(static_cast<quint64>(m_digests.size())), record.bytes);
        if (!content) {
            return failure(isFirst ? HistoryError::WrongKey : HistoryError::Damaged);
        }
        WARDLINE_CHECK(unpackHistory(content->view()));
        m_chain.append(record.bytes);
        m_digests.append(crypto::sha256(record.bytes));
    }
    return false;
}

Result<bool> BackupReader::takeIndex(const QByteArray &record)
{
    const auto content = m_seal.open(kIndexName, record);
    if (!content) {
        return failure(m_digests.isEmpty() ? HistoryError::WrongKey : HistoryError::Damaged);
    }
    WARDLINE_TRY(const BackupIndex index, unpackIndex(content->view()));
    const bool isWhole =
        index.chunks == static_cast<quint64>(m_digests.size()) && index.chain == m_chain.head() && m_file->atEnd();
    if (!isWhole || !m_file->seek(kBackupHead)) {
        return failure(HistoryError::Damaged);
    }
    m_facts = index.facts;
    m_isVerified = true;
    return true;
}

Result<std::optional<model::KeptHistory>> BackupReader::next()
{
    if (!m_isVerified || m_next == m_digests.size()) {
        return std::nullopt;
    }
    WARDLINE_TRY(const Record record, readRecord());
    if (record.kind != RecordKind::Chunk || crypto::sha256(record.bytes) != m_digests.at(m_next)) {
        return failure(HistoryError::Damaged);
    }
    WARDLINE_TRY(const SecretBytes content, m_seal.open(chunkName(static_cast<quint64>(m_next)), record.bytes));
    WARDLINE_TRY(model::KeptHistory part, unpackHistory(content.view()));
    ++m_next;
    return part;
}

} // namespace wardline::history
