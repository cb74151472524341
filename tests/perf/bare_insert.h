// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/message.h"
#include "tests/perf/bare_sqlite.h"

namespace wardline::perf {

/// Writes what the store writes for a message, with the rows it refers to known: one prepared statement.
class BareInsert
{
public:
    explicit BareInsert(BareDatabase &database);
    ~BareInsert();
    BareInsert(const BareInsert &) = delete;
    BareInsert &operator=(const BareInsert &) = delete;

    void insert(const model::Message &message, qint64 id);
    /// At the message's own time.
    void insert(const model::Message &message);

private:
    sqlite3_stmt *m_statement;
};

} // namespace wardline::perf
