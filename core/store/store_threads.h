// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/base/secret_bytes.h"
#include "core/store/store_error.h"

#include <QFuture>
#include <QObject>
#include <QPromise>
#include <QString>
#include <QThread>

#include <functional>
#include <memory>
#include <type_traits>

namespace wardline::store {

class ReadableDatabase;
class StatementWatch;
class WritableDatabase;

/// Runs work on the two connections of a store, each on a thread of its own, in the order in which it was asked.
///
/// What runs there must not touch objects of other threads: capture values. Any thread may ask.
class StoreThreads
{
public:
    /// The clock measures how long statements take; `watch` sees them and may be null.
    explicit StoreThreads(const Clock &clock, StatementWatch *watch = nullptr);
    ~StoreThreads();
    StoreThreads(const StoreThreads &) = delete;
    StoreThreads &operator=(const StoreThreads &) = delete;

    QFuture<Status> open(QString path, SecretBytes key);
    QFuture<Status> close();

    /// `work(ReadableDatabase &) -> Result<T>` on the reading connection.
    template <typename Work>
    auto read(Work work) -> QFuture<std::invoke_result_t<Work &, ReadableDatabase &>>
    {
        using Answer = std::invoke_result_t<Work &, ReadableDatabase &>;
        return ask<Answer>([this](std::function<void(ReadableDatabase *)> job) { postRead(std::move(job)); }, std::move(work));
    }

    /// `work(WritableDatabase &) -> Result<T>` on the writing connection, in one transaction: kept if the result is a value,
    /// undone if it is an error.
    template <typename Work>
    auto write(Work work) -> QFuture<std::invoke_result_t<Work &, WritableDatabase &>>
    {
        using Answer = std::invoke_result_t<Work &, WritableDatabase &>;
        auto answer = std::make_shared<Answer>(failure(StoreError::Internal));
        const auto inTransaction = [work = std::move(work), answer](WritableDatabase &database) mutable -> Answer {
            const Status kept = transact(database, [&]() -> Status {
                *answer = work(database);
                return *answer ? Status() : Status(std::unexpected(answer->error()));
            });
            return kept ? std::move(*answer) : Answer(std::unexpected(kept.error()));
        };
        return ask<Answer>([this](std::function<void(WritableDatabase *)> job) { postWrite(std::move(job)); },
                           inTransaction);
    }

    /// On the writing connection without a transaction, for what cannot run in one (checkpoints) or makes several.
    template <typename Work>
    auto maintain(Work work) -> QFuture<std::invoke_result_t<Work &, WritableDatabase &>>
    {
        using Answer = std::invoke_result_t<Work &, WritableDatabase &>;
        return ask<Answer>([this](std::function<void(WritableDatabase *)> job) { postWrite(std::move(job)); }, std::move(work));
    }

    /// Runs `work` between BEGIN IMMEDIATE and COMMIT, or ROLLBACK if it or the commit fails.
    static Status transact(WritableDatabase &database, const std::function<Status()> &work);

private:
    struct Lanes;

    void postRead(std::function<void(ReadableDatabase *)> job);
    void postWrite(std::function<void(WritableDatabase *)> job);

    template <typename Answer, typename Post, typename Work>
    static QFuture<Answer> ask(const Post &post, Work work)
    {
        auto promise = std::make_shared<QPromise<Answer>>();
        promise->start();
        QFuture<Answer> future = promise->future();
        post([promise, work = std::move(work)](auto *database) mutable {
            promise->addResult(database ? work(*database) : Answer(failure(StoreError::Closed)));
            promise->finish();
        });
        return future;
    }

    std::unique_ptr<Lanes> m_lanes;
};

} // namespace wardline::store
