// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/store/store_fixture.h"

#include "core/store/database.h"
#include "core/store/failing_statement.h"
#include "core/store/migrations.h"

#include <QProcess>
#include <QRandomGenerator>
#include <QSemaphore>

#include <csignal>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace wardline;
using namespace wardline::store;
using namespace wardline::store::test;
using model::MessageId;

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool overwrite(const QString &path, qint64 offset, const QByteArray &bytes)
{
    QFile file(path);
    return file.open(QIODevice::ReadWrite) && file.seek(offset) && file.write(bytes) == bytes.size();
}

/// Fills an open store with something in every table.
void fill(Store &store, int messages)
{
    QList<model::Message> list;
    for (int i = 0; i < messages; ++i) {
        list.append(message(i % 3 ? kRoom : kOtherRoom, i % 2 ? kAmal : kBoris,
                            u"plantedword bed %1 heparin infusion stopped"_s.arg(i), at(i * 1000), u"plantedorigin-%1"_s.arg(i),
                            u"plantedstanza-%1"_s.arg(i)));
    }
    IncomingBatch batch = batchOf(list);
    batch.page = ArchivePage {kRoom, {}, {}, u"plantedfirst"_s, u"plantedlast"_s, at(0), at(1), true};
    valueOf(store.messages().insert(batch));
    valueOf(store.messages().insertOwn(message(kRoom, kSelf, u"plantedown"_s, at(5), u"plantedmine"_s), "<plantedstanza/>"));
    QVERIFY(succeeds(answer(store.conversations().setDraft(kRoom, {u"planteddraft"_s, 3}))));
    QVERIFY(succeeds(answer(store.conversations().saveMember(kRoom, {kAmal, u"plantedname"_s, {}, {}, {}, false, false}))));
    QVERIFY(succeeds(answer(store.settings().setValue(u"plantedkey"_s, "plantedvalue"))));
}

QString helperPath()
{
    return QCoreApplication::applicationDirPath() + u"/core_store_writer"_s;
}

bool isRoot()
{
    return geteuid() == 0;
}

} // namespace

class DatabaseTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void opensOnlyWithItsKey();
    void refusesAKeyOfAnotherLength();
    void refusesAFileThatIsNoDatabase();
    void writesNothingInClear();
    void keepsItsFilesPrivate();
    void findsDamageOnEveryPage();
    void findsATruncatedFile();
    void setsADamagedFileAside();
    void refusesALaterVersion();
    void refusesASecondProcess();
    void takesOverTheLockOfADeadProcess();
    void refusesALockOfAnotherFolder();
    void refusesAReadOnlyFile();
    void losesNothingAcknowledgedWhenKilled();
    void keepsNothingHalfWrittenOnAFullFile();
    void keepsNothingHalfWrittenOnAFullDisk();
    void readsWhileABatchIsBeingWritten();
    void theReaderCannotWrite();
    void usesTheSettingsTheDesignAsksFor();
    void stopsALongReadWhenClosing();
};

void DatabaseTest::opensOnlyWithItsKey()
{
    StoreFixture fixture;
    QVERIFY(succeeds(fixture.open(1)));
    fill(*fixture.store, 10);
    QVERIFY(succeeds(fixture.close()));
    const QByteArray before = contentOf(fixture.path());
    QVERIFY(failsWith(fixture.open(2), StoreError::WrongKey));
    QVERIFY(failsWith(answer(fixture.store->conversations().summaries()), StoreError::Closed));
    QCOMPARE(contentOf(fixture.path()), before);
    QVERIFY(succeeds(fixture.open(1)));
    QCOMPARE(valueOf(fixture.store->conversations().summaries()).size(), 2);
}

void DatabaseTest::refusesAKeyOfAnotherLength()
{
    StoreFixture fixture;
    QVERIFY(failsWith(answer(fixture.store->open(fixture.path(), SecretBytes(31), *fixture.lock)), StoreError::InvalidInput));
    QVERIFY(failsWith(answer(fixture.store->open(fixture.path(), SecretBytes(), *fixture.lock)), StoreError::InvalidInput));
}

void DatabaseTest::refusesAFileThatIsNoDatabase()
{
    StoreFixture fixture;
    QFile file(fixture.path());
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray("not a database ").repeated(1000));
    file.close();
    QVERIFY(failsWith(fixture.open(), StoreError::WrongKey));
}

void DatabaseTest::writesNothingInClear()
{
    StoreFixture fixture;
    QVERIFY(succeeds(fixture.open()));
    fill(*fixture.store, 300);
    valueOf(fixture.store->search().search({u"plantedword"_s, {}, {}, 10}));
    const auto check = [&] {
        int files = 0;
        const auto entries = QDir(fixture.folder.path()).entryInfoList(QDir::Files | QDir::Hidden);
        for (const QFileInfo &entry : entries) {
            const QByteArray content = contentOf(entry.filePath());
            ++files;
            for (const char *word : {"planted", "heparin", "ward4", "clinic", "amal", "CREATE TABLE", "SQLite format"}) {
                QVERIFY2(!content.contains(word), qPrintable(entry.fileName() + QLatin1StringView(word)));
                const QByteArray utf16(static_cast<const char *>(static_cast<const void *>(QString::fromLatin1(word).utf16())),
                                       qsizetype(2 * strlen(word)));
                QVERIFY2(!content.contains(utf16), qPrintable(entry.fileName()));
            }
        }
        QVERIFY(files >= 2);
    };
    QVERIFY(contentOf(fixture.path() + u"-wal"_s).size() > 50000);
    check();
    valueOf(fixture.store->messages().purge({}, at(0)));
    QVERIFY(succeeds(fixture.close()));
    QVERIFY(contentOf(fixture.path()).size() > 50000);
    QVERIFY(!QFile::exists(fixture.path() + u"-wal"_s));
    check();
}

void DatabaseTest::keepsItsFilesPrivate()
{
    const mode_t before = umask(0);
    StoreFixture fixture;
    const Status opened = fixture.open();
    fill(*fixture.store, 5);
    umask(before);
    QVERIFY(succeeds(opened));
    for (const char *suffix : {"", "-wal", "-shm"}) {
        struct stat info {};
        QCOMPARE(stat(QFile::encodeName(fixture.path() + QLatin1StringView(suffix)).constData(), &info), 0);
        QCOMPARE(info.st_mode & 0777U, 0600U);
    }
}

void DatabaseTest::findsDamageOnEveryPage()
{
    constexpr qint64 kPage = 4096;
    // At the end of each page SQLCipher 3 keeps 16 bytes of vector and 20 of HMAC in a reserve of 48: the last 12 mean nothing.
    constexpr int kUnusedBytes = 12;
    StoreFixture fixture;
    QVERIFY(succeeds(fixture.open()));
    fill(*fixture.store, 400);
    QVERIFY(succeeds(fixture.close()));
    const QByteArray good = contentOf(fixture.path());
    const qint64 pages = good.size() / kPage;
    QVERIFY(pages > 60);
    const auto readAll = [&]() -> Status {
        WARDLINE_CHECK(fixture.open());
        Store &store = *fixture.store;
        for (const model::Jid &room : {kRoom, kOtherRoom}) {
            WARDLINE_CHECK(answer(store.messages().pageBefore(room, {}, 1000)));
            WARDLINE_CHECK(answer(store.messages().archiveRanges(room)));
            WARDLINE_CHECK(answer(store.conversations().members(room)));
        }
        WARDLINE_CHECK(answer(store.conversations().summaries()));
        WARDLINE_CHECK(answer(store.conversations().drafts()));
        WARDLINE_CHECK(answer(store.outbox().pending(0, 100)));
        WARDLINE_CHECK(answer(store.settings().value(u"plantedkey"_s)));
        for (const char *word : {"bed", "heparin", "p", "pl", "pla", "inf", "stopped", "1", "399"}) {
            WARDLINE_CHECK(answer(store.search().search({QString::fromLatin1(word), {}, {}, 1000})));
        }
        // Every page, also those that no query above touches.
        return answer(store.threads().read([](ReadableDatabase &database) -> Status {
            static constexpr ReadQuery kCheck {"integrity", "PRAGMA integrity_check(1)"};
            WARDLINE_TRY(Statement statement, database.prepare(kCheck));
            WARDLINE_TRY(const bool hasRow, statement.step());
            return hasRow && statement.text(0) == u"ok" ? Status() : Status(failure(StoreError::Damaged));
        }));
    };
    QVERIFY(succeeds(readAll()));
    QVERIFY(succeeds(fixture.close()));
    for (qint64 page = 0; page < pages; ++page) {
        const qint64 offset = page * kPage + QRandomGenerator::global()->bounded(int(kPage) - kUnusedBytes);
        QVERIFY(overwrite(fixture.path(), offset, QByteArray(1, char(good.at(offset) ^ 0x40))));
        const Status status = readAll();
        QVERIFY2(!status, qPrintable(u"page %1 of %2"_s.arg(page).arg(pages)));
        const bool isNamed = status.error().is(StoreError::Damaged) || (page == 0 && status.error().is(StoreError::WrongKey));
        QVERIFY2(isNamed, qPrintable(u"page %1: %2"_s.arg(page).arg(status.error().toLogString())));
        QVERIFY(succeeds(fixture.close()));
        QVERIFY(overwrite(fixture.path(), offset, good.mid(offset, 1)));
    }
    QCOMPARE(contentOf(fixture.path()), good);
    QVERIFY(succeeds(readAll()));
}

void DatabaseTest::findsATruncatedFile()
{
    StoreFixture fixture;
    QVERIFY(succeeds(fixture.open()));
    fill(*fixture.store, 400);
    QVERIFY(succeeds(fixture.close()));
    QVERIFY(QFile::resize(fixture.path(), 4096 * 20));
    Status status = fixture.open();
    if (status) {
        const auto page = answer(fixture.store->messages().pageBefore(kRoom, {}, 1000));
        status = page ? Status() : Status(std::unexpected(page.error()));
    }
    QVERIFY(failsWith(status, StoreError::Damaged));
}

void DatabaseTest::setsADamagedFileAside()
{
    StoreFixture fixture;
    QVERIFY(failsWith(Store::quarantine(fixture.path(), at(0), *fixture.lock), StoreError::NotFound));
    QVERIFY(succeeds(fixture.open()));
    fill(*fixture.store, 10);
    QVERIFY(succeeds(fixture.close()));
    const QByteArray old = contentOf(fixture.path());
    const auto first = Store::quarantine(fixture.path(), at(0), *fixture.lock);
    QVERIFY(first.has_value());
    QCOMPARE(contentOf(*first), old);
    QVERIFY(!QFile::exists(fixture.path()));
    QVERIFY(succeeds(fixture.open()));
    QVERIFY(valueOf(fixture.store->conversations().summaries()).isEmpty());
    QVERIFY(succeeds(fixture.close()));
    const auto second = Store::quarantine(fixture.path(), at(0), *fixture.lock);
    QVERIFY(second.has_value());
    QVERIFY(*second != *first);
}

void DatabaseTest::refusesALaterVersion()
{
    StoreFixture fixture;
    QVERIFY(succeeds(fixture.open()));
    QVERIFY(succeeds(answer(fixture.store->threads().write(
        [](WritableDatabase &database) { return database.execute("later", "PRAGMA user_version = 1000"); }))));
    QVERIFY(succeeds(fixture.close()));
    QVERIFY(failsWith(fixture.open(), StoreError::TooNew));
}

void DatabaseTest::refusesASecondProcess()
{
    QTemporaryDir folder;
    QProcess other;
    other.start(helperPath(), {folder.path(), u"hold"_s});
    QVERIFY(other.waitForReadyRead(20000));
    QVERIFY(failsWith(ProfileLock::acquire(folder.path()), StoreError::InUse));
    other.closeWriteChannel();
    QVERIFY(other.waitForFinished(20000));
    QCOMPARE(other.exitCode(), 0);
    QVERIFY(ProfileLock::acquire(folder.path()).has_value());
}

void DatabaseTest::takesOverTheLockOfADeadProcess()
{
    QTemporaryDir folder;
    QProcess other;
    other.start(helperPath(), {folder.path(), u"hold"_s});
    QVERIFY(other.waitForReadyRead(20000));
    other.kill();
    QVERIFY(other.waitForFinished(20000));
    QVERIFY(ProfileLock::acquire(folder.path()).has_value());
}

void DatabaseTest::refusesALockOfAnotherFolder()
{
    StoreFixture fixture;
    QTemporaryDir other;
    QVERIFY(failsWith(answer(fixture.store->open(other.filePath(u"cache.db"_s), keyOf(1), *fixture.lock)), StoreError::InUse));
    QVERIFY(failsWith(Store::quarantine(other.filePath(u"cache.db"_s), at(0), *fixture.lock), StoreError::InUse));
}

void DatabaseTest::refusesAReadOnlyFile()
{
    QTemporaryDir folder;
    {
        SystemClock clock;
        Store store(clock);
        const auto lock = ProfileLock::acquire(folder.path());
        QVERIFY(succeeds(answer(store.open(folder.filePath(u"cache.db"_s), keyOf(1), **lock))));
    }
    // Root writes everywhere, so the helper runs as nobody.
    QProcess other;
    if (isRoot()) {
        QVERIFY(chmod(QFile::encodeName(folder.path()).constData(), 0555) == 0);
        QVERIFY(chmod(QFile::encodeName(folder.filePath(u"cache.db"_s)).constData(), 0444) == 0);
        other.setChildProcessModifier([] {
            if (setgid(65534) != 0 || setuid(65534) != 0) {
                _exit(99);
            }
        });
    } else {
        QVERIFY(chmod(QFile::encodeName(folder.path()).constData(), 0500) == 0);
        QVERIFY(chmod(QFile::encodeName(folder.filePath(u"cache.db"_s)).constData(), 0400) == 0);
    }
    other.start(helperPath(), {folder.path(), u"errors"_s});
    const bool isFinished = other.waitForFinished(20000);
    chmod(QFile::encodeName(folder.path()).constData(), 0700);
    if (other.error() == QProcess::FailedToStart) {
        QSKIP("the helper cannot be run by an ordinary user here (its folder is not readable by others)");
    }
    QVERIFY(isFinished);
    QCOMPARE(other.readAllStandardOutput(),
             "lock " + QByteArray::number(int(StoreError::ReadOnly)) + "\nopen " + QByteArray::number(int(StoreError::ReadOnly)) + "\n");
}

void DatabaseTest::losesNothingAcknowledgedWhenKilled()
{
    // The helper writes batches of messages and says each one that is stored; it is killed at a random moment, mostly inside a
    // transaction.
    for (int round = 0; round < 8; ++round) {
        QTemporaryDir folder;
        QProcess writer;
        writer.start(helperPath(), {folder.path(), u"write"_s});
        QVERIFY(writer.waitForReadyRead(20000));
        QTest::qWait(20 + QRandomGenerator::global()->bounded(150));
        writer.kill();
        QVERIFY(writer.waitForFinished(20000));
        QCOMPARE(writer.exitStatus(), QProcess::CrashExit);
        QByteArray said = writer.readAllStandardOutput();
        said.truncate(said.lastIndexOf('\n') + 1);
        const int acknowledged = int(said.count('\n'));
        QVERIFY(acknowledged > 0);

        SystemClock clock;
        Store store(clock);
        const auto lock = ProfileLock::acquire(folder.path());
        QVERIFY(lock.has_value());
        QVERIFY(succeeds(answer(store.open(folder.filePath(u"cache.db"_s), keyOf(1), **lock))));
        int count = 0;
        MessageId edge;
        while (true) {
            const auto page = valueOf(store.messages().pageBefore(kRoom, edge, 1000));
            count += int(page.messages.size());
            if (page.reachesOldest) {
                break;
            }
            edge = page.messages.constFirst().id;
        }
        // Whole batches of ten, at least those that were acknowledged; summary, ranges and index agree.
        QCOMPARE(count % 10, 0);
        QVERIFY2(count >= acknowledged * 10, qPrintable(u"%1 of %2"_s.arg(count).arg(acknowledged * 10)));
        QVERIFY(count <= (acknowledged + 2) * 10);
        QCOMPARE(valueOf(store.conversations().summary(kRoom))->unread, count);
        const auto ranges = valueOf(store.messages().archiveRanges(kRoom));
        QCOMPARE(ranges.size(), 1);
        QCOMPARE(ranges.at(0).lastId, u"s-%1"_s.arg(count - 1));
        const auto newest = valueOf(store.search().search({u"number%1"_s.arg(count - 1), {}, {}, 10}));
        QCOMPARE(newest.hits.size(), 1);
        QVERIFY(valueOf(store.search().search({u"number%1"_s.arg(count), {}, {}, 10})).hits.isEmpty());
    }
}

void DatabaseTest::keepsNothingHalfWrittenOnAFullFile()
{
    StoreFixture fixture;
    QVERIFY(succeeds(fixture.open()));
    fill(*fixture.store, 50);
    const auto limit = [&](const char *sql) {
        return answer(fixture.store->threads().maintain([sql](WritableDatabase &database) { return database.execute("limit", sql); }));
    };
    QVERIFY(succeeds(limit("PRAGMA max_page_count = 1")));
    const auto before = valueOf(fixture.store->conversations().summaries());
    QList<model::Message> many;
    for (int i = 0; i < 500; ++i) {
        many.append(message(kRoom, kAmal, u"overflow "_s + QString(500, u'x'), at(100000 + i)));
    }
    QVERIFY(failsWith(answer(fixture.store->messages().insert(batchOf(many))), StoreError::DiskFull));
    QCOMPARE(valueOf(fixture.store->conversations().summaries()), before);
    QVERIFY(valueOf(fixture.store->search().search({u"overflow"_s, {}, {}, 10})).hits.isEmpty());
    QVERIFY(succeeds(limit("PRAGMA max_page_count = 1000000")));
    QCOMPARE(valueOf(fixture.store->messages().insert(batchOf(many))).size(), 500);
}

void DatabaseTest::keepsNothingHalfWrittenOnAFullDisk()
{
    if (!isRoot()) {
        QSKIP("mounting a small file system needs root");
    }
    QTemporaryDir folder;
    const QByteArray mountPoint = QFile::encodeName(folder.path());
    if (mount("tmpfs", mountPoint.constData(), "tmpfs", 0, "size=1m,mode=0700") != 0) {
        QSKIP("mounting a small file system is not allowed here");
    }
    const auto unmount = qScopeGuard([&] { umount2(mountPoint.constData(), MNT_DETACH); });
    SystemClock clock;
    auto lock = ProfileLock::acquire(folder.path());
    QVERIFY(lock.has_value());
    auto store = std::make_unique<Store>(clock);
    QVERIFY(succeeds(answer(store->open(folder.filePath(u"cache.db"_s), keyOf(1), **lock))));
    int kept = 0;
    Result<QList<StoredMessage>> stored;
    do {
        stored = answer(store->messages().insert(batchOf({message(kRoom, kAmal, u"word%1 "_s.arg(kept) + QString(3000, u'x'), at(kept))})));
        kept += stored ? 1 : 0;
    } while (stored && kept < 2000);
    QVERIFY(failsWith(stored, StoreError::DiskFull));
    QVERIFY(kept > 5);
    // What was acknowledged is there, now and after opening again; the failed one is not.
    const auto check = [&] {
        QCOMPARE(valueOf(store->conversations().summary(kRoom))->unread, kept);
        QCOMPARE(valueOf(store->messages().pageBefore(kRoom, {}, 1000)).messages.size(), kept);
        QVERIFY(valueOf(store->search().search({u"word%1"_s.arg(kept), {}, {}, 10})).hits.isEmpty());
    };
    check();
    QVERIFY(succeeds(answer(store->close())));
    QVERIFY(succeeds(answer(store->open(folder.filePath(u"cache.db"_s), keyOf(1), **lock))));
    check();
    store.reset();
    lock->reset();
}

void DatabaseTest::readsWhileABatchIsBeingWritten()
{
    StoreFixture fixture;
    QVERIFY(succeeds(fixture.open()));
    fill(*fixture.store, 50);
    // The writer stands inside its transaction until the read has come back.
    QSemaphore inside;
    QSemaphore goOn;
    auto written = fixture.store->threads().write([&](WritableDatabase &database) -> Status {
        WARDLINE_CHECK(database.execute("test", "DELETE FROM setting"));
        inside.release();
        goOn.acquire();
        return {};
    });
    inside.acquire();
    QCOMPARE(valueOf(fixture.store->messages().pageBefore(kRoom, {}, 10)).messages.size(), 10);
    QCOMPARE(valueOf(fixture.store->settings().value(u"plantedkey"_s)), std::optional<QByteArray>("plantedvalue"));
    goOn.release();
    QVERIFY(succeeds(answer(written)));
    QCOMPARE(valueOf(fixture.store->settings().value(u"plantedkey"_s)), std::optional<QByteArray>());
}

void DatabaseTest::theReaderCannotWrite()
{
    StoreFixture fixture;
    QVERIFY(succeeds(fixture.open()));
    fill(*fixture.store, 5);
    // The types do not allow it; this goes around them.
    const auto status = answer(fixture.store->threads().read([](ReadableDatabase &database) -> Status {
        static constexpr ReadQuery kDelete {"delete", "DELETE FROM setting"};
        WARDLINE_TRY(Statement statement, database.prepare(kDelete));
        return statement.run();
    }));
    QVERIFY(failsWith(status, StoreError::ReadOnly));
}

void DatabaseTest::usesTheSettingsTheDesignAsksFor()
{
    StoreFixture fixture;
    QVERIFY(succeeds(fixture.open()));
    const auto pragma = [&](const ReadQuery &query) {
        return valueOf(fixture.store->threads().maintain([&query](WritableDatabase &database) -> Result<QString> {
            WARDLINE_TRY(Statement statement, database.prepare(query));
            WARDLINE_TRY(const bool hasRow, statement.step());
            return hasRow ? statement.text(0) : QString();
        }));
    };
    static constexpr std::array<std::pair<ReadQuery, const char *>, 8> kExpected {{
        {{"", "PRAGMA journal_mode"}, "wal"},
        {{"", "PRAGMA synchronous"}, "2"},
        {{"", "PRAGMA temp_store"}, "2"},
        {{"", "PRAGMA secure_delete"}, "1"},
        {{"", "PRAGMA foreign_keys"}, "1"},
        {{"", "PRAGMA page_size"}, "4096"},
        {{"", "PRAGMA mmap_size"}, "0"},
        {{"", "PRAGMA cipher_page_size"}, "4096"},
    }};
    for (const auto &[query, expected] : kExpected) {
        QCOMPARE(pragma(query), QString::fromLatin1(expected));
    }
    QCOMPARE(pragma({"", "PRAGMA user_version"}), QString::number(migrations().back().version));
}

void DatabaseTest::stopsALongReadWhenClosing()
{
    StoreFixture fixture;
    QVERIFY(succeeds(fixture.open()));
    QSemaphore inside;
    auto endless = fixture.store->threads().read([&](ReadableDatabase &database) -> Result<qint64> {
        static constexpr ReadQuery kEndless {
            "endless", "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"};
        inside.release();
        return database.integer(kEndless);
    });
    inside.acquire();
    QTest::qWait(50); // so that it is inside the statement
    QVERIFY(succeeds(fixture.close()));
    QVERIFY(failsWith(answer(endless), StoreError::Closed));
}

QTEST_GUILESS_MAIN(DatabaseTest)
#include "database_test.moc"
