// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/settings_store.h"

#include "core/store/database.h"
#include "core/store/queries.h"
#include "core/store/store_threads.h"

namespace wardline::store {

using namespace Qt::StringLiterals;

namespace {

Status checkKey(const QString &key)
{
    const bool fits = !key.isEmpty() && key.size() <= kMaxSettingKeyLength;
    return fits ? Status() : Status(failure(StoreError::InvalidInput, u"setting key"_s));
}

} // namespace

Result<std::optional<QByteArray>> readSetting(ReadableDatabase &database, const QString &key)
{
    WARDLINE_CHECK(checkKey(key));
    WARDLINE_TRY(Statement statement, database.prepare(queries::kSetting));
    WARDLINE_TRY(const bool hasRow, statement.bind(1, key).step());
    return hasRow ? std::optional(statement.bytes(0)) : std::nullopt;
}

Status writeSetting(WritableDatabase &database, const QString &key, const QByteArray &value)
{
    WARDLINE_CHECK(checkKey(key));
    if (value.size() > kMaxSettingBytes) {
        return failure(StoreError::InvalidInput, u"setting value"_s);
    }
    WARDLINE_TRY(Statement others, database.prepare(queries::kSettingCount));
    WARDLINE_TRY(const bool hasRow, others.bind(1, key).step());
    if (!hasRow || others.integer(0) >= kMaxSettings) {
        return failure(StoreError::InvalidInput, u"number of settings"_s);
    }
    others.reset();
    WARDLINE_TRY(Statement set, database.prepare(queries::kSettingSet));
    return set.bind(1, key).bindBytes(2, value).run();
}

SettingsStore::SettingsStore(StoreThreads &threads)
    : m_threads(threads)
{
}

QFuture<Result<std::optional<QByteArray>>> SettingsStore::value(QString key)
{
    return m_threads.read([=](ReadableDatabase &database) { return readSetting(database, key); });
}

QFuture<Status> SettingsStore::setValue(QString key, QByteArray value)
{
    return m_threads.write([=](WritableDatabase &database) { return writeSetting(database, key, value); });
}

QFuture<Status> SettingsStore::remove(QString key)
{
    return m_threads.write([=](WritableDatabase &database) -> Status {
        WARDLINE_CHECK(checkKey(key));
        WARDLINE_TRY(Statement statement, database.prepare(queries::kSettingRemove));
        return statement.bind(1, key).run();
    });
}

} // namespace wardline::store
