// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/auth/sealed_blobs.h"

#include "core/auth/byte_format.h"

#include <cstring>

namespace wardline::auth {

using namespace Qt::StringLiterals;

namespace {

constexpr std::uint8_t kVersion = 1;
constexpr qsizetype kMaximumBootId = 64;
constexpr qsizetype kPerBlob = 1 + SealedBlobs::kMaximumName * 4 + 8 + 1 + kMaximumBootId + 2;
constexpr qsizetype kMaximumFile = qsizetype(SealedBlobs::kMaximumTotal) + qsizetype(SealedBlobs::kMaximumNames) * kPerBlob + 64;

QByteArray associatedData(const QString &fileName, QByteArrayView vaultId)
{
    return "wardline/1/" + fileName.toUtf8() + '\0' + vaultId.toByteArray();
}

bool isStorable(const QString &name, const SealedBlobs::Blob &blob)
{
    return !name.isEmpty() && name.size() <= SealedBlobs::kMaximumName && blob.value.size() <= SealedBlobs::kMaximumTotal
        && blob.bootId.size() <= kMaximumBootId;
}

/// name length u8, name | expires i64 | boot id length u8, boot id | value length u16 (the value follows)
QByteArray blobHead(const QString &name, const SealedBlobs::Blob &blob)
{
    const QByteArray utf8 = name.toUtf8();
    QByteArray head;
    appendInteger(head, static_cast<std::uint8_t>(utf8.size()));
    head.append(utf8);
    appendInteger(head, static_cast<std::int64_t>(blob.expires.time_since_epoch().count()));
    appendInteger(head, static_cast<std::uint8_t>(blob.bootId.size()));
    head.append(blob.bootId);
    appendInteger(head, static_cast<std::uint16_t>(blob.value.size()));
    return head;
}

} // namespace

SealedBlobs::SealedBlobs(ProfileFiles &files, QString fileName)
    : m_files(files)
    , m_fileName(std::move(fileName))
{
}

Result<std::map<QString, SealedBlobs::Blob>> SealedBlobs::load(const crypto::AeadKey &key, QByteArrayView vaultId) const
{
    std::map<QString, Blob> blobs;
    const Result<QByteArray> file = m_files.read(m_fileName, kMaximumFile);
    if (!file) {
        if (file.error().is(AuthError::FileMissing)) {
            return blobs;
        }
        return std::unexpected(file.error());
    }
    const Result<SecretBytes> plain = key.open(*file, associatedData(m_fileName, vaultId));
    if (!plain) {
        return failure(AuthError::VaultDamaged, m_fileName);
    }
    ByteReader reader(plain->view());
    const auto version = reader.integer<std::uint8_t>();
    const auto count = reader.integer<std::uint8_t>();
    if (version != kVersion || !count || *count > kMaximumNames) {
        return failure(AuthError::VaultDamaged, m_fileName);
    }
    for (int i = 0; i < *count; ++i) {
        const auto name = reader.take(reader.integer<std::uint8_t>().value_or(0));
        const auto expires = reader.integer<std::int64_t>();
        const auto bootId = reader.take(reader.integer<std::uint8_t>().value_or(0));
        const auto size = reader.integer<std::uint16_t>();
        const auto value = size ? reader.take(*size) : std::nullopt;
        if (!name || !expires || !bootId || !value) {
            return failure(AuthError::VaultDamaged, m_fileName);
        }
        blobs.insert_or_assign(QString::fromUtf8(*name), Blob {.value = SecretBytes::copyOf(*value),
                                                               .expires = Instant(std::chrono::milliseconds(*expires)),
                                                               .bootId = bootId->toByteArray()});
    }
    if (!reader.atEnd()) {
        return failure(AuthError::VaultDamaged, m_fileName);
    }
    return blobs;
}

Status SealedBlobs::save(const crypto::AeadKey &key, QByteArrayView vaultId, Random &random, const std::map<QString, Blob> &blobs)
{
    std::size_t values = 0;
    std::size_t total = 2;
    for (const auto &[name, blob] : blobs) {
        if (!isStorable(name, blob)) {
            return failure(AuthError::BlobTooLarge);
        }
        values += blob.value.size();
        total += static_cast<std::size_t>(blobHead(name, blob).size()) + blob.value.size();
    }
    if (blobs.size() > kMaximumNames || values > kMaximumTotal) {
        return failure(AuthError::BlobTooLarge);
    }
    SecretBytes plain(total);
    std::byte *out = plain.data();
    const auto put = [&out](QByteArrayView bytes) {
        if (!bytes.isEmpty()) {
            std::memcpy(out, bytes.data(), static_cast<std::size_t>(bytes.size()));
            out += bytes.size();
        }
    };
    const char front[] = {static_cast<char>(kVersion), static_cast<char>(blobs.size())};
    put(QByteArrayView(front, 2));
    for (const auto &[name, blob] : blobs) {
        put(blobHead(name, blob));
        put(blob.value.view());
    }
    WARDLINE_TRY(const QByteArray sealed, key.seal(random, plain.view(), associatedData(m_fileName, vaultId)));
    return m_files.write(m_fileName, sealed);
}

Status SealedBlobs::erase()
{
    return m_files.erase(m_fileName);
}

} // namespace wardline::auth
