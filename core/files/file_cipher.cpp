// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/file_cipher.h"

#include "core/base/secret_bytes.h"
#include "core/crypto/gcm_stream.h"
#include "core/files/files_error.h"

#include <QCryptographicHash>
#include <QFile>
#include <QSaveFile>

#include <algorithm>
#include <span>

namespace wardline::files {

using crypto::GcmStream;

namespace {

constexpr qint64 kPiece = 256 * 1024;

std::span<const std::byte> keySpan(const FileKey &key)
{
    return std::as_bytes(std::span(key.key.constData(), static_cast<std::size_t>(key.key.size())));
}

std::span<std::byte> writable(QByteArray &bytes)
{
    return std::as_writable_bytes(std::span(bytes.data(), static_cast<std::size_t>(bytes.size())));
}

void forget(QByteArray &bytes)
{
    wipe(writable(bytes));
    bytes.clear();
}

/// A file that appears when it is whole, and not at all otherwise.
class NewFile
{
public:
    explicit NewFile(const QString &path)
        : m_file(path)
    {
        m_file.setDirectWriteFallback(false);
    }

    [[nodiscard]] Status open()
    {
        const bool isOpen = m_file.open(QIODevice::WriteOnly | QIODevice::Unbuffered)
            && m_file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
        return isOpen ? Status() : failed();
    }
    [[nodiscard]] Status write(QByteArrayView bytes)
    {
        return m_file.write(bytes.data(), bytes.size()) == bytes.size() ? Status() : failed();
    }
    [[nodiscard]] Status finish() { return m_file.commit() ? Status() : failed(); }

private:
    [[nodiscard]] Status failed() const
    {
        return failure(m_file.error() == QFileDevice::ResourceError ? FilesError::DiskFull : FilesError::IoFailed);
    }

    QSaveFile m_file;
};

Status checkContent(const QByteArray &content, const ContentFacts &facts)
{
    if (facts.size >= 0 && content.size() != facts.size) {
        return failure(FilesError::OtherContent);
    }
    if (!facts.sha256.isEmpty() && QCryptographicHash::hash(content, QCryptographicHash::Sha256) != facts.sha256) {
        return failure(FilesError::OtherContent);
    }
    return {};
}

} // namespace

Result<SealedFile> sealFile(QIODevice &content, const FileKey &key, const QString &path, qint64 limit,
                            const std::atomic<bool> &isCancelled)
{
    auto cipher = GcmStream::encryptor(keySpan(key), key.nonce);
    if (!cipher) {
        return std::unexpected(cipher.error());
    }
    NewFile file(path);
    WARDLINE_CHECK(file.open());
    SealedFile sealed;
    QCryptographicHash plain(QCryptographicHash::Sha256);
    QCryptographicHash outer(QCryptographicHash::Sha256);
    QByteArray piece(kPiece, Qt::Uninitialized);
    while (true) {
        if (isCancelled.load(std::memory_order_relaxed)) {
            forget(piece);
            return failure(FilesError::Cancelled);
        }
        const qint64 read = content.read(piece.data(), kPiece);
        if (read <= 0) {
            forget(piece);
            if (read < 0 && !content.atEnd()) {
                return failure(FilesError::IoFailed);
            }
            break;
        }
        sealed.size += read;
        if (sealed.size > limit) {
            forget(piece);
            return failure(FilesError::TooLarge);
        }
        const QByteArrayView part = QByteArrayView(piece).first(read);
        plain.addData(part);
        WARDLINE_CHECK(cipher->process(part, writable(piece)));
        outer.addData(part);
        WARDLINE_CHECK(file.write(part));
    }
    WARDLINE_TRY(const QByteArray tag, cipher->tag());
    outer.addData(tag);
    WARDLINE_CHECK(file.write(tag));
    WARDLINE_CHECK(file.finish());
    sealed.sealedSize = sealed.size + tag.size();
    sealed.sha256 = plain.result();
    sealed.sealedSha256 = outer.result();
    return sealed;
}

Result<QByteArray> openFile(const QString &path, const FileKey &key, qint64 limit, const ContentFacts &facts)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered)) {
        return failure(FilesError::IoFailed);
    }
    const qint64 size = file.size() - GcmStream::kTagSize;
    if (size < 0) {
        return failure(FilesError::Truncated);
    }
    if (size > limit) {
        return failure(FilesError::TooLarge);
    }
    auto cipher = GcmStream::decryptor(keySpan(key), key.nonce);
    if (!cipher) {
        return std::unexpected(cipher.error());
    }
    QByteArray content(size, Qt::Uninitialized);
    for (qint64 at = 0; at < size;) {
        const qint64 wanted = std::min(kPiece, size - at);
        const std::span<std::byte> out = writable(content).subspan(std::size_t(at), std::size_t(wanted));
        const qint64 read = file.read(reinterpret_cast<char *>(out.data()), wanted);
        const QByteArrayView part(reinterpret_cast<const char *>(out.data()), std::max<qint64>(read, 0));
        if (read <= 0 || !cipher->process(part, out)) {
            forget(content);
            return failure(FilesError::IoFailed);
        }
        at += read;
    }
    const QByteArray tag = file.read(GcmStream::kTagSize);
    if (tag.size() != GcmStream::kTagSize || !cipher->verify(tag)) {
        forget(content);
        return failure(FilesError::NotAuthentic);
    }
    if (const Status fits = checkContent(content, facts); !fits) {
        forget(content);
        return std::unexpected(fits.error());
    }
    return content;
}

} // namespace wardline::files
