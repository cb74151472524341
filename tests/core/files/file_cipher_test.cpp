// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/fake_random.h"
#include "core/crypto/gcm_stream.h"
#include "core/crypto/openssl.h"
#include "core/files/file_cipher.h"
#include "core/files/files_error.h"

#include <QBuffer>
#include <QCryptographicHash>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace wardline;
using namespace wardline::files;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kLimit = 4 << 20;

QByteArray contentOf(qsizetype size)
{
    QByteArray content(size, Qt::Uninitialized);
    for (qsizetype i = 0; i < size; ++i) {
        content[i] = static_cast<char>((i * 131) ^ (i >> 7));
    }
    return content;
}

std::span<const std::byte> keySpan(const FileKey &key)
{
    return std::as_bytes(std::span(key.key.constData(), static_cast<std::size_t>(key.key.size())));
}

} // namespace

/// Files that are encrypted piece by piece, and what comes back of files that somebody tampered with.
class FileCipherTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_key = FileKey::make(m_random);
    }

    void comesBackAsItWas_data()
    {
        QTest::addColumn<qsizetype>("size");
        for (const qsizetype size : {0, 1, 15, 16, 17, 262'143, 262'144, 262'145, 1'000'000}) {
            QTest::addRow("%lld bytes", static_cast<long long>(size)) << size;
        }
    }
    void comesBackAsItWas()
    {
        QFETCH(qsizetype, size);
        const QByteArray content = contentOf(size);
        const auto sealed = seal(content);
        QVERIFY(sealed);
        QCOMPARE(sealed->size, size);
        QCOMPARE(sealed->sealedSize, size + 16);
        QCOMPARE(sealed->sha256, QCryptographicHash::hash(content, QCryptographicHash::Sha256));
        const auto opened = openFile(path(), m_key, kLimit, {size, sealed->sha256});
        QVERIFY(opened);
        QCOMPARE(*opened, content);
    }

    /// What is on the disk is what the one-shot primitive makes: ciphertext with the tag behind it.
    void isPlainAesGcmOnTheDisk()
    {
        const QByteArray content = contentOf(300'000);
        const auto sealed = seal(content);
        QVERIFY(sealed);
        const auto expected = crypto::openssl::aesGcmSeal(keySpan(m_key), m_key.nonce, content, {});
        QVERIFY(expected);
        QCOMPARE(read(), *expected);
        QCOMPARE(sealed->sealedSha256, QCryptographicHash::hash(*expected, QCryptographicHash::Sha256));
        QVERIFY(!read().contains(content.first(64)));
        const auto others =
            QFile::permissions(path()) & ~(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadUser | QFile::WriteUser);
        QCOMPARE(int(others), 0);
    }

    void opensWhatOldProgramsWroteWithLongNonces()
    {
        m_key.nonce = contentOf(16);
        auto cipher = crypto::GcmStream::decryptor(keySpan(m_key), m_key.nonce);
        QVERIFY(cipher);
        QVERIFY(!crypto::GcmStream::encryptor(keySpan(m_key), m_key.nonce)); // only read, never written
    }

    void wrongTagIsRefused()
    {
        refuses([](QByteArray &bytes) { bytes[bytes.size() - 1] ^= 1; });
    }
    void alteredContentIsRefused()
    {
        refuses([](QByteArray &bytes) { bytes[100] ^= 1; });
    }
    void truncatedFileIsRefused()
    {
        refuses([](QByteArray &bytes) { bytes.chop(1000); });
    }
    void fileWithoutTagIsRefused()
    {
        refuses([](QByteArray &bytes) { bytes.chop(16); });
    }
    void extendedFileIsRefused()
    {
        refuses([](QByteArray &bytes) { bytes.append("more"); });
    }
    void otherKeyIsRefused()
    {
        QVERIFY(seal(contentOf(1000)));
        m_key.key[0] ^= 1;
        QVERIFY(openFile(path(), m_key, kLimit, {}).error().is(FilesError::NotAuthentic));
    }
    void fileShorterThanATagIsTruncated()
    {
        write("short");
        QVERIFY(openFile(path(), m_key, kLimit, {}).error().is(FilesError::Truncated));
    }

    void otherSizeThanSaidIsRefused()
    {
        QVERIFY(seal(contentOf(1000)));
        QVERIFY(openFile(path(), m_key, kLimit, {999, {}}).error().is(FilesError::OtherContent));
    }
    void otherHashThanSaidIsRefused()
    {
        QVERIFY(seal(contentOf(1000)));
        QVERIFY(openFile(path(), m_key, kLimit, {1000, QByteArray(32, 'x')}).error().is(FilesError::OtherContent));
    }
    void oversizedFileIsNotReadIntoMemory()
    {
        QVERIFY(seal(contentOf(1000)));
        QVERIFY(openFile(path(), m_key, 999, {}).error().is(FilesError::TooLarge));
    }
    void oversizedContentLeavesNothing()
    {
        QBuffer content;
        content.setData(contentOf(kLimit + 1));
        content.open(QIODevice::ReadOnly);
        QVERIFY(sealFile(content, m_key, path(), kLimit, m_isCancelled).error().is(FilesError::TooLarge));
        QVERIFY(!QFile::exists(path()));
    }
    void cancelledLeavesNothing()
    {
        m_isCancelled = true;
        QVERIFY(seal(contentOf(1000)).error().is(FilesError::Cancelled));
        QVERIFY(!QFile::exists(path()));
        m_isCancelled = false;
    }

private:
    Result<SealedFile> seal(const QByteArray &bytes)
    {
        QBuffer content;
        content.setData(bytes);
        content.open(QIODevice::ReadOnly);
        return sealFile(content, m_key, path(), kLimit, m_isCancelled);
    }
    void refuses(const std::function<void(QByteArray &)> &damage)
    {
        QVERIFY(seal(contentOf(300'000)));
        QByteArray bytes = read();
        damage(bytes);
        write(bytes);
        const auto opened = openFile(path(), m_key, kLimit, {});
        QVERIFY(!opened);
        QVERIFY(opened.error().is(FilesError::NotAuthentic));
    }
    [[nodiscard]] QString path() const { return m_folder->filePath(u"file"_s); }
    [[nodiscard]] QByteArray read() const
    {
        QFile file(path());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void write(const QByteArray &bytes) const
    {
        QFile file(path());
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }

    FakeRandom m_random;
    FileKey m_key;
    std::atomic<bool> m_isCancelled = false;
    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(FileCipherTest)
#include "file_cipher_test.moc"
