// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/statement_watch.h"

#include <QByteArray>
#include <QList>
#include <QMutex>

#include <utility>

namespace wardline::store {

/// Lets the n-th statement from now (1 is the next one) fail once, and notes which ran longer than the limit. Thread-safe.
class FailingStatement final : public StatementWatch
{
public:
    void failAt(int countdown, StoreError error)
    {
        QMutexLocker locker(&m_mutex);
        m_countdown = countdown;
        m_error = error;
    }
    /// Whether the armed failure has happened.
    [[nodiscard]] bool hasFired()
    {
        QMutexLocker locker(&m_mutex);
        return m_countdown == 0;
    }
    [[nodiscard]] QList<QByteArray> takeSlow(std::chrono::milliseconds limit)
    {
        QMutexLocker locker(&m_mutex);
        QList<QByteArray> names;
        for (const auto &[name, took] : std::exchange(m_runs, {})) {
            if (took > limit) {
                names.append(name);
            }
        }
        return names;
    }
    [[nodiscard]] std::optional<StoreError> beforeRun(const char *) override
    {
        QMutexLocker locker(&m_mutex);
        if (m_countdown <= 0 || --m_countdown > 0) {
            return std::nullopt;
        }
        return m_error;
    }
    void afterRun(const char *name, std::chrono::milliseconds took) override
    {
        QMutexLocker locker(&m_mutex);
        m_runs.append({QByteArray(name), took});
    }

private:
    QMutex m_mutex;
    int m_countdown = -1;
    StoreError m_error = StoreError::DiskFull;
    QList<std::pair<QByteArray, std::chrono::milliseconds>> m_runs;
};

} // namespace wardline::store
