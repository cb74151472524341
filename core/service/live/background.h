// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFuture>
#include <QPromise>
#include <QThreadPool>

#include <memory>
#include <type_traits>
#include <utility>

namespace wardline::service {

/// One thread for work that waits for disks or computes for long, in the order in which it was asked. What runs there
/// must not touch objects of other threads. Its destructor waits for what runs. Main thread.
class Background
{
public:
    Background() { m_pool.setMaxThreadCount(1); }

    template <typename Work>
    [[nodiscard]] auto run(Work work) -> QFuture<std::invoke_result_t<Work &>>
    {
        using Answer = std::invoke_result_t<Work &>;
        auto promise = std::make_shared<QPromise<Answer>>();
        promise->start();
        QFuture<Answer> future = promise->future();
        m_pool.start([promise, work = std::make_shared<Work>(std::move(work))]() mutable {
            promise->addResult((*work)());
            work.reset();
            promise->finish();
        });
        return future;
    }

private:
    QThreadPool m_pool;
};

} // namespace wardline::service
