// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/migrations.h"

#include "core/store/migration_1.h"
#include "core/store/migration_10.h"
#include "core/store/migration_2.h"
#include "core/store/migration_3.h"
#include "core/store/migration_4.h"
#include "core/store/migration_5.h"
#include "core/store/migration_6.h"
#include "core/store/migration_7.h"
#include "core/store/migration_8.h"
#include "core/store/migration_9.h"

#include <array>

namespace wardline::store {

using namespace Qt::StringLiterals;

namespace {

constexpr ReadQuery kUserVersion {"user-version", "PRAGMA user_version"};

constexpr std::array<Migration, 10> kMigrations {{
    {1, "migration-1", kMigration1},
    {2, "migration-2", kMigration2},
    {3, "migration-3", kMigration3},
    {4, "migration-4", kMigration4},
    {5, "migration-5", kMigration5},
    {6, "migration-6", kMigration6},
    {7, "migration-7", kMigration7},
    {8, "migration-8", kMigration8},
    {9, "migration-9", kMigration9},
    {10, "migration-10", kMigration10},
}};

} // namespace

std::span<const Migration> migrations()
{
    return kMigrations;
}

Result<bool> isUpToDate(ReadableDatabase &database)
{
    WARDLINE_TRY(const qint64 found, database.integer(kUserVersion));
    return found == kMigrations.back().version;
}

Status migrate(WritableDatabase &database, int upTo)
{
    WARDLINE_TRY(const qint64 found, database.integer(kUserVersion));
    const int newest = kMigrations.back().version;
    if (found > newest) {
        return failure(StoreError::TooNew, u"version "_s % QString::number(found));
    }
    for (const Migration &migration : kMigrations) {
        if (migration.version <= found || (upTo > 0 && migration.version > upTo)) {
            continue;
        }
        WARDLINE_TRY(Transaction transaction, Transaction::begin(database));
        WARDLINE_CHECK(database.execute(migration.name, migration.sql));
        const QByteArray version = "PRAGMA user_version = " + QByteArray::number(migration.version);
        WARDLINE_CHECK(database.execute(migration.name, version.constData()));
        WARDLINE_CHECK(transaction.commit());
    }
    return {};
}

} // namespace wardline::store
