// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/audit/directory_audit_storage.h"
#include "tests/core/audit/audit_samples.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sched.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace wardline;
using namespace wardline::audit;
using namespace Qt::StringLiterals;

namespace {

mode_t modeOf(const QString &path)
{
    struct stat status {};
    return stat(qPrintable(path), &status) == 0 ? status.st_mode & 07777 : 0;
}

Result<std::unique_ptr<DirectoryAuditStorage>> openAt(const QString &folder, StorageMode mode = StorageMode::ReadWrite)
{
    return DirectoryAuditStorage::open(folder, mode);
}

/// No file may grow beyond `bytes` while this lives: what a quota does.
class FileSizeLimit
{
public:
    explicit FileSizeLimit(rlim_t bytes)
    {
        std::signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limit {bytes, m_before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileSizeLimit() { setrlimit(RLIMIT_FSIZE, &m_before); }
    FileSizeLimit(const FileSizeLimit &) = delete;
    FileSizeLimit &operator=(const FileSizeLimit &) = delete;

private:
    rlimit m_before {};
};

} // namespace

class DirectoryAuditStorageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void filesAreForTheOwnerAlone()
    {
        QTemporaryDir parent;
        const QString folder = parent.filePath(u"audit"_s);
        auto storage = openAt(folder).value();
        QVERIFY(storage->append(1, "x\n", Sync::Now, Space::Ordinary));
        QVERIFY(storage->replaceKey("sealed"));
        QCOMPARE(modeOf(folder), mode_t(0700));
        QCOMPARE(modeOf(folder + u"/00000001.jsonl"_s), mode_t(0600));
        QCOMPARE(modeOf(folder + u"/key"_s), mode_t(0600));
    }

    void oneWriterAtATime()
    {
        QTemporaryDir parent;
        const QString folder = parent.filePath(u"audit"_s);
        auto first = openAt(folder).value();
        QVERIFY(openAt(folder).error().is(AuditError::Busy));
        QVERIFY(openAt(folder, StorageMode::ReadOnly).has_value());
        first.reset();
        QVERIFY(openAt(folder).has_value());
    }

    void aReaderWritesNothing()
    {
        QTemporaryDir parent;
        QVERIFY(!openAt(parent.filePath(u"none"_s), StorageMode::ReadOnly));
        auto storage = openAt(parent.path(), StorageMode::ReadOnly).value();
        QVERIFY(!storage->append(1, "x\n", Sync::Now, Space::MayUseReserve));
        QVERIFY(!storage->replaceKey("x"));
        QVERIFY(storage->segments().value().empty());
    }

    void linksAreRefused()
    {
        QTemporaryDir parent;
        const QString folder = parent.filePath(u"audit"_s);
        QVERIFY(QFile::link(parent.path(), folder));
        QVERIFY(!openAt(folder));
        QVERIFY(QFile::remove(folder));
        auto storage = openAt(folder).value();
        QVERIFY(QFile::link(parent.filePath(u"elsewhere"_s), folder + u"/00000001.jsonl"_s));
        QVERIFY(!storage->append(1, "x\n", Sync::Now, Space::Ordinary));
        QVERIFY(!storage->read(1));
        QVERIFY(!QFile::exists(parent.filePath(u"elsewhere"_s)));
    }

    void aPipeDoesNotBlock()
    {
        QTemporaryDir parent;
        QCOMPARE(mkfifo(qPrintable(parent.filePath(u"00000001.jsonl"_s)), 0600), 0);
        auto storage = openAt(parent.path()).value();
        QVERIFY(!storage->read(1));
    }

    void foreignFilesAreNoSegments()
    {
        QTemporaryDir parent;
        for (const QString &name : {u"1.jsonl"_s, u"00000000.jsonl"_s, u"-0000001.jsonl"_s, u"00000002.jsonl~"_s, u"notes.jsonl"_s}) {
            QFile file(parent.filePath(name));
            QVERIFY(file.open(QIODevice::WriteOnly));
        }
        QVERIFY(openAt(parent.path()).value()->segments().value().empty());
    }

    void readsBackWhatWasAppended()
    {
        QTemporaryDir parent;
        {
            auto storage = openAt(parent.path()).value();
            QVERIFY(!storage->readKey().value());
            QVERIFY(storage->append(1, "a\n", Sync::Later, Space::Ordinary));
            QVERIFY(storage->append(2, "b\n", Sync::Later, Space::Ordinary));
            QVERIFY(storage->append(2, "c\n", Sync::Now, Space::Ordinary));
            QVERIFY(storage->replaceKey("one"));
            QVERIFY(storage->replaceKey("two"));
        }
        auto storage = openAt(parent.path(), StorageMode::ReadOnly).value();
        QCOMPARE(storage->segments().value(), (std::vector<int> {1, 2}));
        QCOMPARE(storage->read(2).value(), QByteArray("b\nc\n"));
        QCOMPARE(storage->readKey().value(), QByteArray("two"));
    }

    void aWriteThatFindsNoRoomLeavesNothingBehind()
    {
        QTemporaryDir parent;
        auto storage = openAt(parent.path()).value();
        QVERIFY(storage->append(1, "a\n", Sync::Now, Space::Ordinary));
        {
            const FileSizeLimit limit(100);
            const Status status = storage->append(1, QByteArray(200, 'x'), Sync::Now, Space::MayUseReserve);
            QVERIFY(status.error().is(AuditError::DiskFull));
        }
        QCOMPARE(storage->read(1).value(), QByteArray("a\n"));
        QVERIFY(storage->append(1, "b\n", Sync::Now, Space::Ordinary));
        QCOMPARE(storage->read(1).value(), QByteArray("a\nb\n"));
    }

    void urgentRecordsFindRoomOnAFullDisk()
    {
        QTemporaryDir parent;
        const QString disk = parent.filePath(u"disk"_s);
        QVERIFY(QDir().mkdir(disk));
        // In a view of the mounts of our own, so that nothing is left behind whatever happens here.
        if (unshare(CLONE_NEWNS) != 0 || mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0
            || mount("tmpfs", qPrintable(disk), "tmpfs", 0, "size=1m,mode=0700") != 0) {
            QSKIP("a small disk needs the right to mount one");
        }
        {
            FakeClock clock;
            FakeRandom random;
            auto storage = openAt(disk + u"/audit"_s).value();
            auto log = AuditLog::open(*storage, clock, random, u"ws"_s).value();
            QVERIFY(log->attachKey(Bench::sealingKey()));
            QFile filler(disk + u"/filler"_s);
            QVERIFY(filler.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
            while (filler.write(QByteArray(4096, 'x')) == 4096) {
            }
            const AuditEvent view = fullEvent(rulesOf(AuditEventType::ConversationViewed));
            const AuditEvent lock = fullEvent(rulesOf(AuditEventType::Locked));
            // What was taken ahead is used up first; then ordinary events are turned away and urgent ones are not.
            int ordinary = 0;
            Status status = log->record(view);
            while (status && ++ordinary < 5000) {
                status = log->record(view);
            }
            QVERIFY(!status && status.error().is(AuditError::DiskFull));
            int urgent = 0;
            while (urgent < 100 && log->record(lock)) {
                ++urgent;
            }
            QCOMPARE(urgent, 100);
            QVERIFY(log->record(view).error().is(AuditError::DiskFull));
            QVERIFY(filler.resize(0));
            QVERIFY(log->record(view));
            QVERIFY(verifyAuditLog(*storage, {}).value().isIntact());
        }
        QCOMPARE(umount(qPrintable(disk)), 0);
    }

    void aFolderThatCannotBeWrittenIsAnError()
    {
        if (geteuid() == 0) {
            QSKIP("root writes everywhere");
        }
        QTemporaryDir parent;
        QCOMPARE(chmod(qPrintable(parent.path()), 0500), 0);
        QVERIFY(!openAt(parent.filePath(u"audit"_s)));
        QCOMPARE(chmod(qPrintable(parent.path()), 0700), 0);
    }

    void anOversizedSegmentIsRefusedUnread()
    {
        QTemporaryDir parent;
        QFile file(parent.filePath(u"00000001.jsonl"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(file.resize(AuditStorage::kMaxSegment + 1));
        QVERIFY(openAt(parent.path()).value()->read(1).error().is(AuditError::TooLarge));
    }

    void noSecretIsInTheFiles()
    {
        QTemporaryDir parent;
        FakeClock clock;
        FakeRandom random;
        auto storage = openAt(parent.path()).value();
        auto log = AuditLog::open(*storage, clock, random, u"ws"_s).value();
        QVERIFY(log->attachKey(Bench::sealingKey()));
        const auto sealed = SealedAuditKey::open(Bench::sealingKey(), *storage->readKey().value()).value();
        const QByteArray seed = sealed.currentSeed.view().toByteArray();
        const QDir folder(parent.path());
        for (const QString &name : folder.entryList(QDir::Files)) {
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray bytes = file.readAll();
            QVERIFY(!bytes.contains(seed));
            QVERIFY(!bytes.contains(seed.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals)));
        }
    }
};

QTEST_GUILESS_MAIN(DirectoryAuditStorageTest)
#include "directory_audit_storage_test.moc"
