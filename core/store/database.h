// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/base/secret_bytes.h"
#include "core/store/query.h"
#include "core/store/statement_watch.h"
#include "core/store/store_error.h"

#include <QByteArray>
#include <QHash>
#include <QString>

#include <chrono>
#include <memory>
#include <optional>

struct sqlite3;
struct sqlite3_stmt;

namespace wardline::store {

class ReadableDatabase;

inline constexpr qsizetype kDatabaseKeyBytes = 32;
inline constexpr std::chrono::milliseconds kSlowStatement {40};

/// Normal is 4 MB. Searching a large cache reads the whole list of messages of a word from every segment of the index (FTS4 has no
/// other way), 5 MB for a word that most of a million messages have: decrypting it anew for every key pressed costs 10 to 25 ms,
/// finding it in memory 1.
enum class CacheSize { Normal, ForSearch };

/// A prepared statement in use: bind, step, read. Goes back to its connection's cache, with its parameters cleared, when destroyed.
/// A bind that fails is reported by the next step.
class Statement
{
public:
    Statement(Statement &&other) noexcept;
    Statement &operator=(Statement &&) = delete;
    Statement(const Statement &) = delete;
    Statement &operator=(const Statement &) = delete;
    ~Statement();

    /// Parameters are numbered from 1.
    Statement &bind(int index, qint64 value);
    Statement &bind(int index, QStringView text);
    Statement &bindBytes(int index, QByteArrayView bytes);
    /// NULL for an empty optional.
    Statement &bindBytesOrNull(int index, const std::optional<QByteArray> &bytes);
    Statement &bindNull(int index);
    /// NULL for an empty text or an empty optional.
    Statement &bindOrNull(int index, QStringView text);
    Statement &bindOrNull(int index, std::optional<qint64> value);

    /// Whether there is a row.
    [[nodiscard]] Result<bool> step();
    /// Runs a statement that gives no rows.
    [[nodiscard]] Status run();
    /// Makes ready for other parameters.
    void reset();

    /// Columns are numbered from 0; valid after a step that gave a row.
    [[nodiscard]] qint64 integer(int column) const;
    [[nodiscard]] QString text(int column) const;
    [[nodiscard]] QByteArray bytes(int column) const;
    [[nodiscard]] bool isNull(int column) const;

private:
    friend class ReadableDatabase;
    Statement(ReadableDatabase &database, const void *key, const char *name, sqlite3_stmt *handle);
    void finishRun();

    ReadableDatabase *m_database;
    const void *m_key;
    const char *m_name;
    sqlite3_stmt *m_handle;
    int m_bindCode = 0;
    std::optional<MonotonicInstant> m_startedAt;
};

/// A connection to an encrypted file. Belongs to one thread; only interrupt() may be called from another one while it lives.
class ReadableDatabase
{
public:
    virtual ~ReadableDatabase();
    ReadableDatabase(const ReadableDatabase &) = delete;
    ReadableDatabase &operator=(const ReadableDatabase &) = delete;

    /// A connection that refuses to write, to a file that exists. `watch` may be null.
    [[nodiscard]] static Result<std::unique_ptr<ReadableDatabase>> open(const QString &path, const SecretBytes &key,
                                                                        const Clock &clock, StatementWatch *watch);

    [[nodiscard]] Result<Statement> prepare(const ReadQuery &query);
    /// For a value that has one row and one integer column.
    [[nodiscard]] Result<qint64> integer(const ReadQuery &query);
    /// Lets a running statement fail with Closed.
    void interrupt();
    /// How many decrypted pages may stay in memory; a smaller size gives memory back at once.
    void setCacheSize(CacheSize size);

protected:
    ReadableDatabase(sqlite3 *handle, const Clock &clock, StatementWatch *watch);
    [[nodiscard]] Result<Statement> prepareNamed(const void *key, const char *name, const char *sql);
    [[nodiscard]] Status executeScript(const char *name, const char *sql);
    [[nodiscard]] static Result<sqlite3 *> openHandle(const QString &path, const SecretBytes &key);
    [[nodiscard]] sqlite3 *handle() const { return m_handle; }

private:
    friend class Statement;
    [[nodiscard]] std::unexpected<Error> lastFailure(const char *name, int code) const;

    sqlite3 *m_handle;
    const Clock &m_clock;
    StatementWatch *m_watch;
    QHash<const void *, sqlite3_stmt *> m_idle; ///< prepared and not in use
    CacheSize m_cacheSize = CacheSize::Normal;
};

/// The one connection that writes.
class WritableDatabase final : public ReadableDatabase
{
public:
    /// Makes the file if it does not exist, readable by its owner only. The schema is not touched (see Migrations).
    [[nodiscard]] static Result<std::unique_ptr<WritableDatabase>> open(const QString &path, const SecretBytes &key,
                                                                        const Clock &clock, StatementWatch *watch);

    using ReadableDatabase::prepare;
    [[nodiscard]] Result<Statement> prepare(const WriteQuery &query);
    /// Several statements after each other, without parameters: schema and pragmas. The name is for errors.
    [[nodiscard]] Status execute(const char *name, const char *sql);
    /// The integer primary key of the row inserted last.
    [[nodiscard]] qint64 lastInsertId() const;
    /// Rows the last statement changed.
    [[nodiscard]] int changes() const;
    [[nodiscard]] bool isInTransaction() const;
    /// Moves the write-ahead log into the file and cuts it to nothing, so that removed text does not linger there. Fine if a reader
    /// keeps part of it a little longer; the next one takes it.
    [[nodiscard]] Status truncateLog();

private:
    friend class Transaction;
    using ReadableDatabase::ReadableDatabase;
    /// Cannot be refused by a watch.
    void rollback();
};

/// Undoes everything at its end unless committed. Owned by the function that works in it.
class Transaction
{
public:
    [[nodiscard]] static Result<Transaction> begin(WritableDatabase &database);
    Transaction(Transaction &&other) noexcept;
    Transaction &operator=(Transaction &&) = delete;
    Transaction(const Transaction &) = delete;
    Transaction &operator=(const Transaction &) = delete;
    ~Transaction();
    [[nodiscard]] Status commit();

private:
    explicit Transaction(WritableDatabase &database);
    WritableDatabase *m_database;
};

} // namespace wardline::store
