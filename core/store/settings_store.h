// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/store/store_error.h"

#include <QByteArray>
#include <QFuture>
#include <QString>

#include <optional>

namespace wardline::store {

class ReadableDatabase;
class StoreThreads;
class WritableDatabase;

inline constexpr qsizetype kMaxSettingKeyLength = 64;
inline constexpr qsizetype kMaxSettingBytes = 16 * 1024;
inline constexpr int kMaxSettings = 1024;

/// Small values of one profile that are nobody else's business: window layout, last conversation, sync tokens. Calls as in
/// MessageStore. Beyond the limits: InvalidInput.
class SettingsStore
{
public:
    explicit SettingsStore(StoreThreads &threads);
    QFuture<Result<std::optional<QByteArray>>> value(QString key);
    QFuture<Status> setValue(QString key, QByteArray value);
    QFuture<Status> remove(QString key);

private:
    StoreThreads &m_threads;
};

/// The same inside of somebody else's transaction.
[[nodiscard]] Result<std::optional<QByteArray>> readSetting(ReadableDatabase &database, const QString &key);
[[nodiscard]] Status writeSetting(WritableDatabase &database, const QString &key, const QByteArray &value);

} // namespace wardline::store
