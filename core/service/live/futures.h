// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/when_finished.h"

#include <QFuture>
#include <QPromise>

#include <functional>
#include <memory>
#include <type_traits>
#include <utility>

namespace wardline::service {

/// A future that is there already.
template <typename T>
[[nodiscard]] QFuture<T> finished(T value)
{
    QPromise<T> promise;
    promise.start();
    promise.addResult(std::move(value));
    promise.finish();
    return promise.future();
}

/// A promise that is kept by calling back.
template <typename T>
[[nodiscard]] std::pair<QFuture<T>, std::function<void(T)>> promised()
{
    auto promise = std::make_shared<QPromise<T>>();
    promise->start();
    return {promise->future(), [promise](T value) {
                promise->addResult(std::move(value));
                promise->finish();
            }};
}

/// Calls `function(value)` on the context's thread when the value is there; never after the context is gone, nor for a
/// future that was cancelled.
template <typename T, typename Function>
void afterwards(const QFuture<T> &future, QObject *context, Function function)
{
    whenFinished(future, context, [function = std::move(function)](const QFuture<T> &done) mutable {
        if (done.resultCount() > 0) {
            function(done.result());
        }
    });
}

/// The future of `function(value)`; cancelled when the context goes first.
template <typename T, typename Function>
[[nodiscard]] auto mapped(const QFuture<T> &future, QObject *context, Function function)
    -> QFuture<std::invoke_result_t<Function &, const T &>>
{
    auto [result, keep] = promised<std::invoke_result_t<Function &, const T &>>();
    afterwards(future, context, [function = std::move(function), keep = std::move(keep)](const T &value) mutable {
        keep(function(value));
    });
    return result;
}

} // namespace wardline::service
