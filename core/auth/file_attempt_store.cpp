// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/auth/file_attempt_store.h"

#include "core/auth/byte_format.h"
#include "core/crypto/hmac.h"

namespace wardline::auth {

using namespace Qt::StringLiterals;

namespace {
// magic 4 | failures u32 | not before i64 | has step u8 | step u64 | first 20 bytes of SHA-256 of all before
constexpr QByteArrayView kMagic = "WLA1";
constexpr qsizetype kDigestSize = 20;
constexpr qsizetype kSize = 4 + 4 + 8 + 1 + 8 + kDigestSize;

QByteArray digestOf(QByteArrayView fields)
{
    return crypto::sha256(fields).first(kDigestSize);
}
} // namespace

FileAttemptStore::FileAttemptStore(ProfileFiles &files, QString name)
    : m_files(files)
    , m_name(std::move(name))
{
}

Result<AttemptRecord> FileAttemptStore::load()
{
    const Result<QByteArray> file = m_files.read(m_name, kSize);
    if (!file || file->size() != kSize || !file->startsWith(kMagic)
        || digestOf(QByteArrayView(*file).chopped(kDigestSize)) != QByteArrayView(*file).last(kDigestSize)) {
        return failure(AuthError::AttemptsDamaged, file ? u"content"_s : u"unreadable"_s);
    }
    ByteReader reader(QByteArrayView(*file).sliced(kMagic.size()));
    AttemptRecord record;
    record.failures = reader.integer<std::uint32_t>().value_or(0);
    record.notBefore = Instant(std::chrono::milliseconds(reader.integer<std::int64_t>().value_or(0)));
    const bool hasStep = reader.integer<std::uint8_t>().value_or(0) != 0;
    const std::uint64_t step = reader.integer<std::uint64_t>().value_or(0);
    if (hasStep) {
        record.lastAcceptedStep = step;
    }
    return record;
}

Status FileAttemptStore::save(const AttemptRecord &record)
{
    QByteArray file = kMagic.toByteArray();
    appendInteger(file, record.failures);
    appendInteger(file, static_cast<std::int64_t>(record.notBefore.time_since_epoch().count()));
    appendInteger(file, static_cast<std::uint8_t>(record.lastAcceptedStep ? 1 : 0));
    appendInteger(file, record.lastAcceptedStep.value_or(0));
    file.append(digestOf(file));
    return m_files.write(m_name, file);
}

} // namespace wardline::auth
