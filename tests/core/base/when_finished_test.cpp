// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/when_finished.h"

#include <QPromise>
#include <QTest>
#include <QThread>

#include <memory>
#include <thread>

using namespace wardline;

namespace {

/// A promise that is kept by another thread a moment later.
QFuture<std::unique_ptr<int>> later(std::thread &thread, int value)
{
    QPromise<std::unique_ptr<int>> promise;
    QFuture<std::unique_ptr<int>> future = promise.future();
    promise.start();
    thread = std::thread([promise = std::move(promise), value]() mutable {
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
        promise.addResult(std::make_unique<int>(value));
        promise.finish();
    });
    return future;
}

} // namespace

class WhenFinishedTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void callsOnTheThreadOfTheContext()
    {
        QObject context;
        std::thread worker;
        int value = 0;
        QThread *thread = nullptr;
        whenFinished(later(worker, 7), &context, [&](QFuture<std::unique_ptr<int>> done) {
            value = *done.takeResult();
            thread = QThread::currentThread();
        });
        QTRY_COMPARE(value, 7);
        QCOMPARE(thread, QThread::currentThread());
        worker.join();
    }

    void neverCallsForAContextThatIsGone()
    {
        auto context = std::make_unique<QObject>();
        std::thread worker;
        bool called = false;
        whenFinished(later(worker, 7), context.get(), [&](const QFuture<std::unique_ptr<int>> &) { called = true; });
        context.reset();
        worker.join();
        QTest::qWait(30);
        QVERIFY(!called);
    }

    void callsForAFutureThatHadFinishedBefore()
    {
        QObject context;
        QPromise<int> promise;
        promise.start();
        promise.addResult(3);
        promise.finish();
        int value = 0;
        whenFinished(promise.future(), &context, [&](const QFuture<int> &done) { value = done.result(); });
        QCOMPARE(value, 0); // from the event loop, not at once
        QTRY_COMPARE(value, 3);
    }

    void callsForAFutureThatWasGivenUp()
    {
        QObject context;
        bool cancelled = false;
        {
            QPromise<int> promise;
            promise.start();
            whenFinished(promise.future(), &context, [&](const QFuture<int> &done) { cancelled = done.isCanceled(); });
        }
        QTRY_VERIFY(cancelled);
    }

    void theCallMayDestroyTheContext()
    {
        auto context = std::make_unique<QObject>();
        std::thread worker;
        whenFinished(later(worker, 7), context.get(), [&](const QFuture<std::unique_ptr<int>> &) { context.reset(); });
        QTRY_VERIFY(!context);
        worker.join();
    }
};

QTEST_GUILESS_MAIN(WhenFinishedTest)
#include "when_finished_test.moc"
