// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/database.h"

#include <QFile>
#include <QFileInfo>
#include <QLoggingCategory>

#include <array>
#include <cstring>
#include <utility>

#define SQLITE_HAS_CODEC 1
#include <sqlcipher/sqlite3.h>

namespace wardline::store {

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(logStore, "wardline.store")

constexpr int kBusyMilliseconds = 2000;

// The file format is stated in full, so that SQLCipher 3 and 4 read and write the same file: version 4 takes its own defaults
// otherwise, version 3 ignores the first and the last of these.
constexpr const char *kCipher = "PRAGMA cipher_compatibility = 3; PRAGMA cipher_page_size = 4096; PRAGMA cipher_memory_security = ON;";

// secure_delete overwrites what was deleted; nothing goes to temporary files; memory maps would hold pages outside the codec.
constexpr const char *kCommon = "PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 0; PRAGMA cache_size = -4000; PRAGMA foreign_keys = ON;";
constexpr qint64 kSmallestFile = 4096; ///< SQLCipher's page
constexpr const char *kWriter = "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA wal_autocheckpoint = 1000;"
                                "PRAGMA journal_size_limit = 8388608;";
constexpr const char *kReader = "PRAGMA query_only = ON;";

constexpr ReadQuery kFirstPage {"first-page", "SELECT count(*) FROM sqlite_master"};

StoreError errorFor(int code)
{
    switch (code & 0xff) {
    case SQLITE_FULL:
        return StoreError::DiskFull;
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
        return StoreError::ReadOnly;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return StoreError::Busy;
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
        return StoreError::Damaged;
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_PROTOCOL:
        return StoreError::IoFailed;
    case SQLITE_NOMEM:
        return StoreError::OutOfMemory;
    case SQLITE_INTERRUPT:
        return StoreError::Closed;
    case SQLITE_TOOBIG:
        return StoreError::InvalidInput;
    case SQLITE_ERROR:
        // The statements themselves are right (each is prepared by a test), so what is left is a page that does not authenticate:
        // SQLCipher 3 reports it so.
        return StoreError::Damaged;
    default:
        return StoreError::Internal;
    }
}

std::unexpected<Error> failureOf(const char *name, int code)
{
    return failure(errorFor(code), QLatin1StringView(name) % u" code "_s % QString::number(code));
}

/// SQLCipher takes a raw key as x'64 hex digits'. Written straight into wiped memory.
SecretBytes rawKeyText(const SecretBytes &key)
{
    constexpr const char *kDigits = "0123456789abcdef";
    SecretBytes text(static_cast<std::size_t>(key.size()) * 2 + 3);
    std::byte *out = text.data();
    *out++ = std::byte('x');
    *out++ = std::byte('\'');
    for (const std::byte value : key.span()) {
        *out++ = std::byte(kDigits[std::to_integer<unsigned>(value) >> 4]);
        *out++ = std::byte(kDigits[std::to_integer<unsigned>(value) & 15]);
    }
    *out = std::byte('\'');
    return text;
}

/// So that nobody else ever can read it: SQLite gives the write-ahead log the mode of the file.
Status makePrivateFile(const QString &path)
{
    QFile file(path);
    if (!file.exists()) {
        if (!file.open(QIODevice::NewOnly | QIODevice::WriteOnly, QFileDevice::ReadOwner | QFileDevice::WriteOwner)) {
            const bool mayWrite = QFileInfo(QFileInfo(path).absolutePath()).isWritable();
            return failure(mayWrite ? StoreError::IoFailed : StoreError::ReadOnly, u"create file"_s);
        }
    }
    return {};
}

} // namespace

Statement::Statement(ReadableDatabase &database, const void *key, const char *name, sqlite3_stmt *handle)
    : m_database(&database)
    , m_key(key)
    , m_name(name)
    , m_handle(handle)
{
}

Statement::Statement(Statement &&other) noexcept
    : m_database(other.m_database)
    , m_key(other.m_key)
    , m_name(other.m_name)
    , m_handle(std::exchange(other.m_handle, nullptr))
    , m_bindCode(other.m_bindCode)
    , m_startedAt(std::exchange(other.m_startedAt, std::nullopt))
{
}

Statement::~Statement()
{
    if (!m_handle) {
        return;
    }
    reset();
    sqlite3_clear_bindings(m_handle);
    sqlite3_stmt *&idle = m_database->m_idle[m_key];
    if (idle) {
        sqlite3_finalize(m_handle);
    } else {
        idle = m_handle;
    }
}

Statement &Statement::bind(int index, qint64 value)
{
    if (const int code = sqlite3_bind_int64(m_handle, index, value); code != SQLITE_OK) {
        m_bindCode = code;
    }
    return *this;
}

Statement &Statement::bind(int index, QStringView text)
{
    const QByteArray utf8 = text.toUtf8();
    const char *data = utf8.isNull() ? "" : utf8.constData();
    if (const int code = sqlite3_bind_text64(m_handle, index, data, static_cast<sqlite3_uint64>(utf8.size()), SQLITE_TRANSIENT,
                                             SQLITE_UTF8);
        code != SQLITE_OK) {
        m_bindCode = code;
    }
    return *this;
}

Statement &Statement::bindBytes(int index, QByteArrayView bytes)
{
    const char *data = bytes.isNull() ? "" : bytes.data();
    if (const int code
        = sqlite3_bind_blob64(m_handle, index, data, static_cast<sqlite3_uint64>(bytes.size()), SQLITE_TRANSIENT);
        code != SQLITE_OK) {
        m_bindCode = code;
    }
    return *this;
}

Statement &Statement::bindBytesOrNull(int index, const std::optional<QByteArray> &bytes)
{
    return bytes ? bindBytes(index, QByteArrayView(*bytes)) : bindNull(index);
}

Statement &Statement::bindNull(int index)
{
    if (const int code = sqlite3_bind_null(m_handle, index); code != SQLITE_OK) {
        m_bindCode = code;
    }
    return *this;
}

Statement &Statement::bindOrNull(int index, QStringView text)
{
    return text.isEmpty() ? bindNull(index) : bind(index, text);
}

Statement &Statement::bindOrNull(int index, std::optional<qint64> value)
{
    return value ? bind(index, *value) : bindNull(index);
}

Result<bool> Statement::step()
{
    if (m_bindCode != SQLITE_OK) {
        return failureOf(m_name, m_bindCode);
    }
    if (!m_startedAt) {
        if (StatementWatch *watch = m_database->m_watch) {
            if (const auto refused = watch->beforeRun(m_name)) {
                return failure(*refused, QLatin1StringView(m_name) % u" refused by watch"_s);
            }
        }
        m_startedAt = m_database->m_clock.monotonic();
    }
    const int code = sqlite3_step(m_handle);
    if (code == SQLITE_ROW || code == SQLITE_DONE) {
        return code == SQLITE_ROW;
    }
    return m_database->lastFailure(m_name, code);
}

Status Statement::run()
{
    WARDLINE_TRY(const bool hasRow, step());
    return hasRow ? Status(failure(StoreError::Internal, QLatin1StringView(m_name) % u" gave a row"_s)) : Status();
}

void Statement::reset()
{
    sqlite3_reset(m_handle);
    finishRun();
}

void Statement::finishRun()
{
    if (!m_startedAt) {
        return;
    }
    const auto took = m_database->m_clock.monotonic() - *std::exchange(m_startedAt, std::nullopt);
    if (StatementWatch *watch = m_database->m_watch) {
        watch->afterRun(m_name, took);
    }
    if (took > kSlowStatement) {
        qCInfo(logStore, "slow statement %s: %lld ms", m_name, static_cast<long long>(took.count()));
    }
}

qint64 Statement::integer(int column) const
{
    return sqlite3_column_int64(m_handle, column);
}

QString Statement::text(int column) const
{
    const auto *data = static_cast<const char *>(static_cast<const void *>(sqlite3_column_text(m_handle, column)));
    return QString::fromUtf8(data, sqlite3_column_bytes(m_handle, column));
}

QByteArray Statement::bytes(int column) const
{
    const auto *data = static_cast<const char *>(sqlite3_column_blob(m_handle, column));
    return QByteArray(data, sqlite3_column_bytes(m_handle, column));
}

bool Statement::isNull(int column) const
{
    return sqlite3_column_type(m_handle, column) == SQLITE_NULL;
}

ReadableDatabase::ReadableDatabase(sqlite3 *handle, const Clock &clock, StatementWatch *watch)
    : m_handle(handle)
    , m_clock(clock)
    , m_watch(watch)
{
}

ReadableDatabase::~ReadableDatabase()
{
    for (sqlite3_stmt *statement : std::as_const(m_idle)) {
        sqlite3_finalize(statement);
    }
    sqlite3_close_v2(m_handle);
}

Result<sqlite3 *> ReadableDatabase::openHandle(const QString &path, const SecretBytes &key)
{
    if (static_cast<qsizetype>(key.size()) != kDatabaseKeyBytes) {
        return failure(StoreError::InvalidInput, u"key length"_s);
    }
    // SQLite takes what is shorter than its own first page for a new database and writes over it.
    const qint64 size = QFileInfo(path).size();
    if (size > 0 && size < kSmallestFile) {
        return failure(StoreError::Damaged, u"shorter than a page"_s);
    }
    sqlite3 *handle = nullptr;
    // Readers, too: only a connection that may write can share a write-ahead log that no other one has open yet.
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE;
    const int opened = sqlite3_open_v2(QFile::encodeName(path).constData(), &handle, flags, nullptr);
    if (opened != SQLITE_OK) {
        sqlite3_close_v2(handle);
        return failure(QFileInfo(path).isReadable() ? StoreError::IoFailed : StoreError::ReadOnly, u"open file"_s);
    }
    sqlite3_extended_result_codes(handle, 1);
    sqlite3_busy_timeout(handle, kBusyMilliseconds);
    const SecretBytes keyText = rawKeyText(key);
    int code = sqlite3_key_v2(handle, "main", keyText.data(), static_cast<int>(keyText.size()));
    if (code == SQLITE_OK) {
        code = sqlite3_exec(handle, kCipher, nullptr, nullptr, nullptr);
    }
    if (code == SQLITE_OK) {
        code = sqlite3_exec(handle, kCommon, nullptr, nullptr, nullptr);
    }
    if (code == SQLITE_OK) {
        code = sqlite3_exec(handle, kFirstPage.sql, nullptr, nullptr, nullptr);
    }
    if (code != SQLITE_OK) {
        sqlite3_close_v2(handle);
        return (code & 0xff) == SQLITE_NOTADB ? failure(StoreError::WrongKey, u"first page"_s) : failureOf("open", code);
    }
    return handle;
}

Result<std::unique_ptr<ReadableDatabase>> ReadableDatabase::open(const QString &path, const SecretBytes &key, const Clock &clock,
                                                                 StatementWatch *watch)
{
    WARDLINE_TRY(sqlite3 * handle, openHandle(path, key));
    std::unique_ptr<ReadableDatabase> database(new ReadableDatabase(handle, clock, watch));
    WARDLINE_CHECK(database->executeScript("reader-setup", kReader));
    return database;
}

Result<Statement> ReadableDatabase::prepareNamed(const void *key, const char *name, const char *sql)
{
    if (sqlite3_stmt *idle = m_idle.value(key)) {
        m_idle[key] = nullptr;
        return Statement(*this, key, name, idle);
    }
    sqlite3_stmt *handle = nullptr;
    if (const int code = sqlite3_prepare_v2(m_handle, sql, -1, &handle, nullptr); code != SQLITE_OK) {
        return lastFailure(name, code);
    }
    return Statement(*this, key, name, handle);
}

Result<Statement> ReadableDatabase::prepare(const ReadQuery &query)
{
    return prepareNamed(&query, query.name, query.sql);
}

Result<qint64> ReadableDatabase::integer(const ReadQuery &query)
{
    WARDLINE_TRY(Statement statement, prepare(query));
    WARDLINE_TRY(const bool hasRow, statement.step());
    if (!hasRow) {
        return failure(StoreError::NotFound, QLatin1StringView(query.name));
    }
    return statement.integer(0);
}

void ReadableDatabase::interrupt()
{
    sqlite3_interrupt(m_handle);
}

void ReadableDatabase::setCacheSize(CacheSize size)
{
    if (size == m_cacheSize) {
        return;
    }
    m_cacheSize = size;
    const char *sql = size == CacheSize::Normal ? "PRAGMA cache_size = -4000" : "PRAGMA cache_size = -16000";
    sqlite3_exec(m_handle, sql, nullptr, nullptr, nullptr);
    if (size == CacheSize::Normal) {
        sqlite3_db_release_memory(m_handle);
    }
}

Status ReadableDatabase::executeScript(const char *name, const char *sql)
{
    if (m_watch) {
        if (const auto refused = m_watch->beforeRun(name)) {
            return failure(*refused, QLatin1StringView(name) % u" refused by watch"_s);
        }
    }
    if (const int code = sqlite3_exec(m_handle, sql, nullptr, nullptr, nullptr); code != SQLITE_OK) {
        return lastFailure(name, code);
    }
    return {};
}

std::unexpected<Error> ReadableDatabase::lastFailure(const char *name, int code) const
{
    const auto failed = failureOf(name, code);
    qCWarning(logStore, "statement %s failed: code %d", name, code);
    return failed;
}

Result<std::unique_ptr<WritableDatabase>> WritableDatabase::open(const QString &path, const SecretBytes &key, const Clock &clock,
                                                                 StatementWatch *watch)
{
    WARDLINE_CHECK(makePrivateFile(path));
    if (!QFileInfo(path).isWritable()) {
        return failure(StoreError::ReadOnly, u"open file"_s);
    }
    WARDLINE_TRY(sqlite3 * handle, openHandle(path, key));
    std::unique_ptr<WritableDatabase> database(new WritableDatabase(handle, clock, watch));
    WARDLINE_CHECK(database->execute("writer-setup", kWriter));
    // Not a script: a refusal shows only in the answer.
    static constexpr ReadQuery kWal {"write-ahead-log", "PRAGMA journal_mode = WAL"};
    WARDLINE_TRY(Statement statement, database->prepare(kWal));
    WARDLINE_TRY(const bool hasRow, statement.step());
    if (!hasRow || statement.text(0) != u"wal") {
        return failure(StoreError::IoFailed, u"no write-ahead log"_s);
    }
    return database;
}

Result<Statement> WritableDatabase::prepare(const WriteQuery &query)
{
    return prepareNamed(&query, query.name, query.sql);
}

Status WritableDatabase::execute(const char *name, const char *sql)
{
    return executeScript(name, sql);
}

qint64 WritableDatabase::lastInsertId() const
{
    return sqlite3_last_insert_rowid(handle());
}

int WritableDatabase::changes() const
{
    return sqlite3_changes(handle());
}

bool WritableDatabase::isInTransaction() const
{
    return sqlite3_get_autocommit(handle()) == 0;
}

Status WritableDatabase::truncateLog()
{
    const int code = sqlite3_wal_checkpoint_v2(handle(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
    if (code != SQLITE_OK && code != SQLITE_BUSY) {
        return failureOf("truncate-log", code);
    }
    return {};
}

void WritableDatabase::rollback()
{
    if (const int code = sqlite3_exec(handle(), "ROLLBACK", nullptr, nullptr, nullptr); code != SQLITE_OK) {
        qCWarning(logStore, "rollback failed: code %d", code);
    }
}

Transaction::Transaction(WritableDatabase &database)
    : m_database(&database)
{
}

Transaction::Transaction(Transaction &&other) noexcept
    : m_database(std::exchange(other.m_database, nullptr))
{
}

Result<Transaction> Transaction::begin(WritableDatabase &database)
{
    WARDLINE_CHECK(database.execute("begin", "BEGIN IMMEDIATE"));
    return Transaction(database);
}

Status Transaction::commit()
{
    WARDLINE_CHECK(m_database->execute("commit", "COMMIT"));
    m_database = nullptr;
    return {};
}

Transaction::~Transaction()
{
    // Some errors (a full disk) have rolled back already.
    if (m_database && m_database->isInTransaction()) {
        m_database->rollback();
    }
}

} // namespace wardline::store
