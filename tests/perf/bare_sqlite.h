// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

struct sqlite3;
struct sqlite3_stmt;

namespace wardline::perf {

/// The floor the store is measured against: the C API with the same file settings and nothing else. Exits on errors.
class BareDatabase
{
public:
    BareDatabase(const QString &path, const QByteArray &key);
    ~BareDatabase();
    BareDatabase(const BareDatabase &) = delete;
    BareDatabase &operator=(const BareDatabase &) = delete;

    void execute(const char *sql);
    [[nodiscard]] sqlite3_stmt *prepare(const char *sql);
    static void bind(sqlite3_stmt *statement, int index, qint64 value);
    static void bind(sqlite3_stmt *statement, int index, const QByteArray &text);
    static void bindNull(sqlite3_stmt *statement, int index);
    /// Steps to the end, reading every column of every row; the number of rows. Resets.
    static int drain(sqlite3_stmt *statement);
    static qint64 integer(sqlite3_stmt *statement); ///< first column of the first row; resets
    static void finalize(sqlite3_stmt *statement);

private:
    sqlite3 *m_handle = nullptr;
};

} // namespace wardline::perf
