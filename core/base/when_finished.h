// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFuture>
#include <QFutureWatcher>
#include <QObject>

#include <utility>

namespace wardline {

/// Calls `function(QFuture<T>)` from the event loop of `context`'s thread when the future has finished or was cancelled; never
/// if `context` is destroyed before. Call on that thread.
///
/// Use this instead of `future.then(context, ...)` wherever the context may die first: up to Qt 6.4 the continuation of a
/// context that is gone ends the process in a debug build (Q_ASSERT(context) in qfuture_impl.h), and with a future of another
/// thread it looks at the dying object without a lock.
template <typename T, typename Function>
void whenFinished(const QFuture<T> &future, QObject *context, Function function)
{
    auto *watcher = new QFutureWatcher<T>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context, [watcher, function = std::move(function)]() mutable {
        const QFuture<T> done = watcher->future();
        Function call = std::move(function); // `context` may be destroyed by the call, and the watcher with it
        watcher->deleteLater();
        call(done);
    });
    watcher->setFuture(future);
}

} // namespace wardline
