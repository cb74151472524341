// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/auth/disk_profile_files.h"
#include "core/auth/file_attempt_store.h"
#include "core/auth/file_machine_secret.h"
#include "core/auth/totp_verifier.h"
#include "core/base/fake_clock.h"
#include "tests/core/auth/unprivileged.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/resource.h>

using namespace wardline;
using namespace wardline::auth;
using namespace Qt::StringLiterals;

namespace {

void put(const QString &path, const QByteArray &content, int mode = 0600)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
    file.close();
    QCOMPARE(::chmod(QFile::encodeName(path).constData(), mode_t(mode)), 0);
}

/// From here on no file of this process may grow beyond a few bytes: the kernel's own "no space".
class FullDisk
{
public:
    FullDisk()
    {
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        std::signal(SIGXFSZ, SIG_IGN);
        rlimit limit = m_before;
        limit.rlim_cur = 8;
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FullDisk() { ::setrlimit(RLIMIT_FSIZE, &m_before); }
    FullDisk(const FullDisk &) = delete;
    FullDisk &operator=(const FullDisk &) = delete;

private:
    rlimit m_before {};
};

} // namespace

class ProfileFilesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsWhatItWrote()
    {
        const QTemporaryDir root;
        DiskProfileFiles files(root.path());
        QVERIFY(!files.exists(u"a"_s));
        QVERIFY(files.read(u"a"_s, 100).error().is(AuthError::FileMissing));
        QVERIFY(files.write(u"a"_s, "first"));
        QVERIFY(files.write(u"a"_s, QByteArray("second\0x", 8)));
        QCOMPARE(files.read(u"a"_s, 100).value(), QByteArray("second\0x", 8));
        QVERIFY(files.makeDurable(u"a"_s));
        QVERIFY(files.read(u"a"_s, 7).error().is(AuthError::FileFailed)); // longer than the reader expects
        QCOMPARE(QDir(root.path()).entryList(QDir::Files | QDir::Hidden), QStringList {u"a"_s}); // no temporary file
        QVERIFY(files.erase(u"a"_s));
        QVERIFY(files.erase(u"a"_s));
        QVERIFY(!files.exists(u"a"_s));
        QVERIFY(files.makeDurable(u"a"_s).error().is(AuthError::FileMissing));
    }

    void keepsFilesPrivateWhateverTheUmask()
    {
        const QTemporaryDir root;
        DiskProfileFiles files(root.path());
        const mode_t before = ::umask(0);
        const Status written = files.write(u"a"_s, "x");
        ::umask(before);
        QVERIFY(written);
        put(root.filePath(u"b"_s), "old", 0666);
        QVERIFY(files.write(u"b"_s, "new")); // also when an open one is replaced
        for (const QString &name : {u"a"_s, u"b"_s}) {
            struct stat status {};
            QCOMPARE(::stat(QFile::encodeName(root.filePath(name)).constData(), &status), 0);
            QCOMPARE(int(status.st_mode & 07777), 0600);
        }
    }

    void keepsTheOldFileOnAFullDisk()
    {
        const QTemporaryDir root;
        DiskProfileFiles files(root.path());
        QVERIFY(files.write(u"a"_s, "old"));
        {
            const FullDisk full;
            const Status written = files.write(u"a"_s, QByteArray(5000, 'n'));
            QVERIFY(!written);
            QVERIFY2(written.error().is(AuthError::DiskFull), qPrintable(written.error().toLogString()));
        }
        QCOMPARE(files.read(u"a"_s, 10000).value(), QByteArray("old"));
        QCOMPARE(QDir(root.path()).entryList(QDir::Files | QDir::Hidden), QStringList {u"a"_s});
    }

    void saysThatItMayNotWrite()
    {
        const QTemporaryDir root;
        const QString path = root.filePath(u"profile"_s);
        QVERIFY(QDir().mkdir(path));
        DiskProfileFiles files(path);
        QVERIFY(files.write(u"a"_s, "old"));
        const test::Unprivileged nobody(root.path());
        if (!nobody.isActive()) {
            QSKIP("needs root to become somebody without rights");
        }
        QVERIFY(nobody.own(path) && nobody.own(path + u"/a"_s));
        QCOMPARE(::chmod(QFile::encodeName(path).constData(), 0500), 0);
        QVERIFY(files.write(u"a"_s, "new").error().is(AuthError::ProfileNotWritable));
        QVERIFY(files.write(u"b"_s, "new").error().is(AuthError::ProfileNotWritable));
        QVERIFY(files.erase(u"a"_s).error().is(AuthError::ProfileNotWritable));
    }

    void followsNoLink()
    {
        const QTemporaryDir root;
        const QTemporaryDir elsewhere;
        put(elsewhere.filePath(u"precious"_s), "precious");
        QVERIFY(QFile::link(elsewhere.filePath(u"precious"_s), root.filePath(u"a"_s)));
        DiskProfileFiles files(root.path());
        QVERIFY(files.exists(u"a"_s));
        QVERIFY(files.read(u"a"_s, 100).error().is(AuthError::ProfilePathUnsafe));
        QVERIFY(files.write(u"a"_s, "x").error().is(AuthError::ProfilePathUnsafe));
        QVERIFY(files.erase(u"a"_s)); // the link goes, not what it points at
        QFile precious(elsewhere.filePath(u"precious"_s));
        QVERIFY(precious.open(QIODevice::ReadOnly));
        QCOMPARE(precious.readAll(), QByteArray("precious"));
    }

    // --- attempts ---

    void keepsAttemptsAcrossRestarts()
    {
        const QTemporaryDir root;
        DiskProfileFiles files(root.path());
        const AttemptRecord record {.failures = 7, .notBefore = Instant(std::chrono::milliseconds(1767225600123)),
                                    .lastAcceptedStep = 0x123456789abcdefULL};
        QVERIFY(FileAttemptStore(files).save(record));
        QCOMPARE(FileAttemptStore(files).load().value(), record);
        const AttemptRecord without {.failures = UINT32_MAX, .notBefore = Instant(std::chrono::milliseconds(-1)),
                                     .lastAcceptedStep = std::nullopt};
        QVERIFY(FileAttemptStore(files).save(without));
        QCOMPARE(FileAttemptStore(files).load().value(), without);
    }

    void takesEveryDamageOfAttemptsForALockOut()
    {
        const QTemporaryDir root;
        DiskProfileFiles files(root.path());
        FileAttemptStore store(files);
        QVERIFY(store.load().error().is(AuthError::AttemptsDamaged)); // deleted
        QVERIFY(store.save(AttemptRecord {.failures = 3}));
        const QByteArray good = files.read(u"attempts"_s, 100).value();
        for (qsizetype i = 0; i < good.size(); ++i) {
            QByteArray damaged = good;
            damaged[i] = static_cast<char>(damaged[i] ^ 1);
            put(root.filePath(u"attempts"_s), damaged);
            QVERIFY2(store.load().error().is(AuthError::AttemptsDamaged), qPrintable(QString::number(i)));
            put(root.filePath(u"attempts"_s), good.first(i));
            QVERIFY(store.load().error().is(AuthError::AttemptsDamaged));
        }
        put(root.filePath(u"attempts"_s), good + "x");
        QVERIFY(store.load().error().is(AuthError::AttemptsDamaged));

        FakeClock clock;
        TotpVerifier verifier(clock, store);
        QCOMPARE(verifier.retryAfter(), std::chrono::milliseconds(TotpVerifier::kLongestDelay));
        QCOMPARE(store.load()->notBefore, clock.now() + TotpVerifier::kLongestDelay); // written down: it has begun
    }

    // --- machine secret ---

    void readsTheMachinesSecret()
    {
        const QTemporaryDir root;
        const QString path = root.filePath(u"device-secret"_s);
        put(path, QByteArray(32, 'm'), 0640);
        const auto secret = FileMachineSecret(path, ::geteuid()).read();
        QVERIFY(secret);
        QCOMPARE(secret->view(), QByteArrayView(QByteArray(32, 'm')));
    }

    void refusesAMachineSecretThatIsNotSafe_data()
    {
        QTest::addColumn<int>("mode");
        QTest::addColumn<int>("size");
        QTest::addColumn<bool>("otherOwner");
        QTest::newRow("readable by all") << 0644 << 32 << false;
        QTest::newRow("writable by the group") << 0660 << 32 << false;
        QTest::newRow("writable by all") << 0602 << 32 << false;
        QTest::newRow("too short") << 0600 << 31 << false;
        QTest::newRow("too long") << 0600 << 33 << false;
        QTest::newRow("empty") << 0600 << 0 << false;
        QTest::newRow("not root's") << 0600 << 32 << true;
    }
    void refusesAMachineSecretThatIsNotSafe()
    {
        QFETCH(int, mode);
        QFETCH(int, size);
        QFETCH(bool, otherOwner);
        const QTemporaryDir root;
        const QString path = root.filePath(u"device-secret"_s);
        put(path, QByteArray(size, 'm'), mode);
        const auto secret = FileMachineSecret(path, ::geteuid() + (otherOwner ? 1 : 0)).read();
        QVERIFY(!secret);
        QVERIFY(secret.error().is(AuthError::MachineSecretUnsafe));
    }

    void refusesAMachineSecretBehindALink()
    {
        const QTemporaryDir root;
        put(root.filePath(u"real"_s), QByteArray(32, 'm'));
        QVERIFY(QFile::link(root.filePath(u"real"_s), root.filePath(u"link"_s)));
        QVERIFY(FileMachineSecret(root.filePath(u"link"_s), ::geteuid()).read().error().is(AuthError::MachineSecretUnsafe));
        QVERIFY(FileMachineSecret(root.path(), ::geteuid()).read().error().is(AuthError::MachineSecretUnsafe));
        QVERIFY(FileMachineSecret(root.filePath(u"none"_s), ::geteuid()).read().error().is(AuthError::MachineSecretMissing));
    }
};

QTEST_GUILESS_MAIN(ProfileFilesTest)
#include "profile_files_test.moc"
