// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFuture>
#include <QFutureWatcher>

#include <utility>

namespace wardline::ui {

/// Calls `then(result)` on the main thread once the future has a result, unless `context` is gone by then or the future
/// was cancelled. Always later, never from inside this call.
///
/// Not QFuture::then(context, ...): up to Qt 6.4 that asserts, and in release builds calls into nothing, when the
/// context was destroyed before the future finished; a window that locks does exactly this.
template <typename T, typename F>
void whenDone(const QFuture<T> &future, QObject *context, F &&then)
{
    auto *watcher = new QFutureWatcher<T>(context); // dies with the context
    QObject::connect(watcher, &QFutureWatcherBase::finished, context,
                     [watcher, then = std::forward<F>(then)]() mutable {
                         watcher->deleteLater();
                         if (watcher->future().isResultReadyAt(0)) {
                             then(watcher->result());
                         }
                     });
    watcher->setFuture(future);
}

} // namespace wardline::ui
