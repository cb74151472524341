// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/perf/bare_sqlite.h"

#include <cstdio>
#include <cstdlib>

#define SQLITE_HAS_CODEC 1
#include <sqlcipher/sqlite3.h>

namespace wardline::perf {

namespace {

void check(int code, const char *what)
{
    if (code != SQLITE_OK && code != SQLITE_ROW && code != SQLITE_DONE) {
        std::fprintf(stderr, "bare %s: code %d\n", what, code);
        std::exit(1);
    }
}

} // namespace

BareDatabase::BareDatabase(const QString &path, const QByteArray &key)
{
    check(sqlite3_open_v2(path.toLocal8Bit().constData(), &m_handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr), "open");
    const QByteArray text = "x'" + key.toHex() + "'";
    check(sqlite3_key_v2(m_handle, "main", text.constData(), int(text.size())), "key");
    execute("PRAGMA cipher_compatibility = 3; PRAGMA cipher_page_size = 4096;");
    execute("PRAGMA temp_store = MEMORY; PRAGMA cache_size = -4000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
            "PRAGMA secure_delete = ON; PRAGMA foreign_keys = ON;");
}

BareDatabase::~BareDatabase()
{
    check(sqlite3_close(m_handle), "close");
}

void BareDatabase::execute(const char *sql)
{
    check(sqlite3_exec(m_handle, sql, nullptr, nullptr, nullptr), sql);
}

sqlite3_stmt *BareDatabase::prepare(const char *sql)
{
    sqlite3_stmt *statement = nullptr;
    check(sqlite3_prepare_v2(m_handle, sql, -1, &statement, nullptr), sql);
    return statement;
}

void BareDatabase::bind(sqlite3_stmt *statement, int index, qint64 value)
{
    check(sqlite3_bind_int64(statement, index, value), "bind");
}

void BareDatabase::bind(sqlite3_stmt *statement, int index, const QByteArray &text)
{
    check(sqlite3_bind_text(statement, index, text.constData(), int(text.size()), SQLITE_STATIC), "bind");
}

void BareDatabase::bindNull(sqlite3_stmt *statement, int index)
{
    check(sqlite3_bind_null(statement, index), "bind");
}

int BareDatabase::drain(sqlite3_stmt *statement)
{
    int rows = 0;
    int code = sqlite3_step(statement);
    for (; code == SQLITE_ROW; code = sqlite3_step(statement)) {
        ++rows;
        const int columns = sqlite3_column_count(statement);
        for (int i = 0; i < columns; ++i) {
            if (sqlite3_column_type(statement, i) == SQLITE_TEXT) {
                static_cast<void>(sqlite3_column_text(statement, i));
            } else {
                static_cast<void>(sqlite3_column_int64(statement, i));
            }
        }
    }
    check(code, "step");
    check(sqlite3_reset(statement), "reset");
    return rows;
}

qint64 BareDatabase::integer(sqlite3_stmt *statement)
{
    check(sqlite3_step(statement), "step");
    const qint64 value = sqlite3_column_int64(statement, 0);
    check(sqlite3_reset(statement), "reset");
    return value;
}

void BareDatabase::finalize(sqlite3_stmt *statement)
{
    sqlite3_finalize(statement);
}

} // namespace wardline::perf
