// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/store_threads.h"

#include "core/store/database.h"
#include "core/store/migrations.h"

#include <QFileInfo>
#include <QMutex>

#include <atomic>
#include <future>
#include <utility>

namespace wardline::store {

using namespace Qt::StringLiterals;

namespace {

/// A thread with an event loop; what is posted runs in order.
class Lane
{
public:
    explicit Lane(const QString &name)
    {
        m_worker.moveToThread(&m_thread);
        m_thread.setObjectName(name);
        m_thread.start();
    }
    ~Lane()
    {
        // Posted last, so everything that was asked before has run.
        post([this] { m_thread.quit(); });
        m_thread.wait();
    }
    Lane(const Lane &) = delete;
    Lane &operator=(const Lane &) = delete;

    template <typename Job>
    void post(Job job)
    {
        QMetaObject::invokeMethod(&m_worker, std::move(job), Qt::QueuedConnection);
    }

private:
    QThread m_thread;
    QObject m_worker;
};

/// Lets one lane wait for what the other one has done.
struct Handover {
    std::promise<Status> promise;
    std::shared_future<Status> done = promise.get_future().share();
};

} // namespace

struct StoreThreads::Lanes {
    const Clock &clock;
    StatementWatch *watch;

    std::unique_ptr<WritableDatabase> writer; ///< writing lane only
    std::unique_ptr<ReadableDatabase> reader; ///< reading lane only
    QMutex readerMutex; ///< guards the life of `reader` against interrupt()
    std::atomic<int> closing = 0; ///< closes that were asked and have not run: reads answer Closed

    Lane writing {u"store-write"_s};
    Lane reading {u"store-read"_s};

    Lanes(const Clock &theClock, StatementWatch *theWatch)
        : clock(theClock)
        , watch(theWatch)
    {
    }

    Status openWriter(const QString &path, const SecretBytes &key)
    {
        if (writer) {
            return failure(StoreError::Internal, u"open twice"_s);
        }
        WARDLINE_TRY(auto database, WritableDatabase::open(path, key, clock, watch));
        WARDLINE_CHECK(migrate(*database));
        writer = std::move(database);
        return {};
    }

    /// Does not wait for the writer if there is nothing to migrate: unlocking shows the last conversation that much sooner.
    Status openReaderEarly(const QString &path, const SecretBytes &key)
    {
        if (reader) {
            return failure(StoreError::Internal, u"open twice"_s);
        }
        if (!QFileInfo::exists(path)) {
            return failure(StoreError::NotFound, u"no file yet"_s);
        }
        WARDLINE_TRY(auto database, ReadableDatabase::open(path, key, clock, watch));
        WARDLINE_TRY(const bool isReady, isUpToDate(*database));
        if (!isReady) {
            return failure(StoreError::NotFound, u"not migrated yet"_s);
        }
        QMutexLocker locker(&readerMutex);
        reader = std::move(database);
        return {};
    }

    Status openReader(const QString &path, const SecretBytes &key)
    {
        WARDLINE_TRY(auto database, ReadableDatabase::open(path, key, clock, watch));
        QMutexLocker locker(&readerMutex);
        reader = std::move(database);
        return {};
    }

    void closeReader()
    {
        QMutexLocker locker(&readerMutex);
        reader.reset();
    }

    void interruptReader()
    {
        QMutexLocker locker(&readerMutex);
        if (reader) {
            reader->interrupt();
        }
    }
};

StoreThreads::StoreThreads(const Clock &clock, StatementWatch *watch)
    : m_lanes(std::make_unique<Lanes>(clock, watch))
{
}

StoreThreads::~StoreThreads()
{
    close().waitForFinished();
}

QFuture<Status> StoreThreads::open(QString path, SecretBytes key)
{
    struct Request {
        QString path;
        SecretBytes writerKey;
        SecretBytes readerKey;
        Handover readerTried;
        Handover writerOpened;
        Handover readerOpened;
        QPromise<Status> promise;

        void finish(Status opened)
        {
            promise.addResult(std::move(opened));
            promise.finish();
        }
    };
    const auto request = std::make_shared<Request>();
    request->path = std::move(path);
    request->readerKey = key.clone();
    request->writerKey = std::move(key);
    request->promise.start();
    Lanes *lanes = m_lanes.get();
    lanes->reading.post([lanes, request] {
        request->readerTried.promise.set_value(lanes->openReaderEarly(request->path, request->readerKey));
    });
    lanes->writing.post([lanes, request] {
        // Not at the same time: the first page matters more than the first write, and the processor may be small.
        request->readerTried.done.wait();
        request->writerOpened.promise.set_value(lanes->openWriter(request->path, request->writerKey));
        request->writerKey.clear();
    });
    lanes->reading.post([lanes, request] {
        Status opened = request->readerTried.done.get();
        if (!opened) {
            // A new file, an old schema, or an error that the writer meets as well.
            opened = request->writerOpened.done.get();
            if (opened) {
                opened = lanes->openReader(request->path, request->readerKey);
            }
        }
        request->readerKey.clear();
        request->readerOpened.promise.set_value(std::move(opened));
    });
    // Both or none.
    lanes->writing.post([lanes, request] {
        const Status &writer = request->writerOpened.done.get();
        const Status &reader = request->readerOpened.done.get();
        if (writer && !reader) {
            lanes->writer.reset();
            request->finish(reader);
        } else if (!writer && reader) {
            lanes->reading.post([lanes, request] {
                lanes->closeReader();
                request->finish(request->writerOpened.done.get());
            });
        } else {
            request->finish(writer);
        }
    });
    return request->promise.future();
}

QFuture<Status> StoreThreads::close()
{
    struct Request {
        Handover readerClosed;
        QPromise<Status> promise;
    };
    const auto request = std::make_shared<Request>();
    request->promise.start();
    Lanes *lanes = m_lanes.get();
    lanes->closing.fetch_add(1);
    lanes->interruptReader();
    lanes->reading.post([lanes, request] {
        lanes->closeReader();
        lanes->closing.fetch_sub(1);
        request->readerClosed.promise.set_value(Status());
    });
    // Last, so that closing it moves the write-ahead log into the file and removes it.
    lanes->writing.post([lanes, request] {
        request->readerClosed.done.wait();
        lanes->writer.reset();
        request->promise.addResult(Status());
        request->promise.finish();
    });
    return request->promise.future();
}

void StoreThreads::postRead(std::function<void(ReadableDatabase *)> job)
{
    Lanes *lanes = m_lanes.get();
    lanes->reading.post([lanes, job = std::move(job)] { job(lanes->closing.load() > 0 ? nullptr : lanes->reader.get()); });
}

void StoreThreads::postWrite(std::function<void(WritableDatabase *)> job)
{
    Lanes *lanes = m_lanes.get();
    lanes->writing.post([lanes, job = std::move(job)] { job(lanes->writer.get()); });
}

Status StoreThreads::transact(WritableDatabase &database, const std::function<Status()> &work)
{
    WARDLINE_TRY(Transaction transaction, Transaction::begin(database));
    WARDLINE_CHECK(work());
    return transaction.commit();
}

} // namespace wardline::store
