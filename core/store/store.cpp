// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/store.h"

#include <QFile>
#include <QFileInfo>

#include <array>

namespace wardline::store {

using namespace Qt::StringLiterals;

Store::Store(const Clock &clock, StatementWatch *watch)
    : m_threads(clock, watch)
    , m_messages(m_threads)
    , m_attachments(m_threads)
    , m_outbox(m_threads)
    , m_conversations(m_threads)
    , m_search(m_threads)
    , m_settings(m_threads)
{
}

Store::~Store() = default;

QFuture<Status> Store::open(QString path, SecretBytes key, const ProfileLock &lock)
{
    if (!lock.covers(path)) {
        QPromise<Status> refused;
        refused.start();
        refused.addResult(Status(failure(StoreError::InUse, u"lock of another folder"_s)));
        refused.finish();
        return refused.future();
    }
    return m_threads.open(std::move(path), std::move(key));
}

QFuture<Status> Store::close()
{
    return m_threads.close();
}

Result<QString> Store::quarantine(const QString &path, Instant now, const ProfileLock &lock)
{
    if (!lock.covers(path)) {
        return failure(StoreError::InUse, u"lock of another folder"_s);
    }
    if (!QFileInfo::exists(path)) {
        return failure(StoreError::NotFound, u"quarantine"_s);
    }
    const QString base = path % u".damaged-"_s % QString::number(now.time_since_epoch().count());
    QString target = base;
    for (int n = 2; QFileInfo::exists(target); ++n) {
        target = base % u'-' % QString::number(n);
    }
    // The log first: the file must not be found without it under the old name, nor a new file with an old log.
    for (const QLatin1StringView suffix : std::array {"-wal"_L1, "-shm"_L1, ""_L1}) {
        if (QFileInfo::exists(path + suffix) && !QFile::rename(path + suffix, target + suffix)) {
            return failure(StoreError::ReadOnly, u"quarantine"_s);
        }
    }
    return target;
}

} // namespace wardline::store
