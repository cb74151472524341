// SPDX-License-Identifier: GPL-3.0-or-later
// Measures the store against the bare C API on the same file, both in this process. Prints one JSON object a line. See README.md.
//   store_benchmark generate FILE COUNT     makes a cache of COUNT messages (skipped if it is there)
//   store_benchmark insert FOLDER           into fresh files
//   store_benchmark read FILE               opening, paging and searching
#include "core/base/system_clock.h"
#include "core/store/queries.h"
#include "core/store/store.h"
#include "tests/perf/bare_insert.h"
#include "tests/perf/bare_sqlite.h"
#include "tests/perf/corpus.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <functional>

using namespace wardline;
using namespace wardline::perf;
using namespace wardline::store;
using namespace Qt::StringLiterals;

namespace {

QByteArray keyBytes()
{
    return QByteArray(32, 'k');
}

template <typename T>
T answer(QFuture<Result<T>> future)
{
    future.waitForFinished();
    Result<T> result = future.takeResult();
    if (!result) {
        std::fprintf(stderr, "%s\n", qPrintable(result.error().toLogString()));
        std::exit(1);
    }
    if constexpr (!std::is_void_v<T>) {
        return std::move(*result);
    }
}

double cpuSeconds()
{
    timespec now {};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return double(now.tv_sec) + double(now.tv_nsec) / 1e9;
}

struct Times {
    QList<double> microseconds;
    [[nodiscard]] double at(double fraction) const
    {
        QList<double> sorted = microseconds;
        std::sort(sorted.begin(), sorted.end());
        return sorted.at(std::min(sorted.size() - 1, qsizetype(double(sorted.size()) * fraction)));
    }
};

double timeOf(const std::function<void()> &work)
{
    QElapsedTimer timer;
    timer.start();
    work();
    return double(timer.nsecsElapsed()) / 1000;
}

struct Sample {
    double wall = 0; ///< microseconds
    double cpu = 0; ///< microseconds, of all threads
};

Sample measure(const std::function<void()> &work)
{
    const double cpu = cpuSeconds();
    const double wall = timeOf(work);
    return {wall, (cpuSeconds() - cpu) * 1e6};
}

struct Samples {
    Times wall;
    double cpu = 0;
    void add(const Sample &sample)
    {
        wall.microseconds.append(sample.wall);
        cpu += sample.cpu;
    }
    [[nodiscard]] double meanCpu() const { return cpu / double(wall.microseconds.size()); }
};

/// Times are medians per piece of work, CPU time is the mean: it holds also while others use the machine.
void print(const QString &name, double limit, const Samples &ours, const Samples &floor, int pieces = 1)
{
    QJsonObject line {{u"name"_s, name},
                      {u"ours_us"_s, ours.wall.at(0.5) / pieces},
                      {u"floor_us"_s, floor.wall.at(0.5) / pieces},
                      {u"ratio"_s, ours.wall.at(0.5) / floor.wall.at(0.5)},
                      {u"ours_cpu_us"_s, ours.meanCpu() / pieces},
                      {u"floor_cpu_us"_s, floor.meanCpu() / pieces},
                      {u"cpu_ratio"_s, ours.cpu / floor.cpu},
                      {u"ours_p99_us"_s, ours.wall.at(0.99) / pieces}};
    if (limit > 0) {
        line.insert(u"limit"_s, limit);
    }
    std::fputs(QJsonDocument(line).toJson(QJsonDocument::Compact).constData(), stdout);
    std::fputc('\n', stdout);
    std::fflush(stdout);
}

/// Ours and the floor by turns, so that both meet the same machine.
void compare(const QString &name, double limit, int rounds, const std::function<void(int)> &ours, const std::function<void(int)> &floor)
{
    Samples oursSamples;
    Samples floorSamples;
    for (int i = 0; i < rounds; ++i) {
        const bool oursFirst = i % 2 == 0;
        if (oursFirst) {
            oursSamples.add(measure([&] { ours(i); }));
        }
        floorSamples.add(measure([&] { floor(i); }));
        if (!oursFirst) {
            oursSamples.add(measure([&] { ours(i); }));
        }
    }
    print(name, limit, oursSamples, floorSamples);
}

/// A store that is open for as long as this lives.
class OpenStore
{
public:
    explicit OpenStore(const QString &path)
        : m_lock(std::move(*ProfileLock::acquire(QFileInfo(path).absolutePath())))
        , m_store(m_clock)
    {
        answer(m_store.open(path, SecretBytes::copyOf(QByteArrayView(keyBytes())), *m_lock));
    }
    Store *operator->() { return &m_store; }

private:
    SystemClock m_clock;
    std::unique_ptr<ProfileLock> m_lock;
    Store m_store;
};

IncomingBatch nextBatch(Corpus &corpus, int size)
{
    IncomingBatch batch;
    for (int i = 0; i < size; ++i) {
        const model::Message message = corpus.next();
        batch.messages.append({message, message.conversation});
    }
    return batch;
}

int generate(const QString &path, int count)
{
    if (QFileInfo::exists(path)) {
        return 0;
    }
    QDir().mkpath(QFileInfo(path).absolutePath());
    const QString making = path + u".making"_s;
    for (const auto *suffix : {"", "-wal", "-shm"}) {
        QFile::remove(making + QLatin1StringView(suffix));
    }
    QElapsedTimer timer;
    timer.start();
    {
        OpenStore store(making);
        Corpus corpus;
        constexpr int kBatch = 5000;
        for (int done = 0; done < count; done += kBatch) {
            answer(store->messages().insert(nextBatch(corpus, std::min(kBatch, count - done))));
            if (done % 100000 == 0) {
                std::fprintf(stderr, "  %d of %d, %lld s\n", done, count, timer.elapsed() / 1000);
            }
        }
    }
    return QFile::rename(making, path) ? 0 : 1;
}

int benchmarkInsert(const QString &folder)
{
    QDir(folder).removeRecursively();
    QDir().mkpath(folder);
    const QString ours = folder + u"/ours.db"_s;
    const QString bare = folder + u"/bare.db"_s;
    for (const QString &path : {ours, bare}) {
        // The same start for both: the schema, the rooms and the people.
        OpenStore store(path);
        Corpus corpus;
        answer(store->messages().insert(nextBatch(corpus, 20000)));
    }
    BareDatabase database(bare, keyBytes());
    BareInsert insert(database);
    OpenStore store(ours);
    for (const int size : {1, 250}) {
        Corpus corpus;
        static_cast<void>(nextBatch(corpus, 20000 + (size == 1 ? 0 : 5000)));
        const int rounds = size == 1 ? 1000 : 40;
        QList<IncomingBatch> batches;
        for (int i = 0; i < rounds; ++i) {
            batches.append(nextBatch(corpus, size));
        }
        Samples samplesOurs;
        Samples samplesBare;
        for (const IncomingBatch &batch : std::as_const(batches)) {
            samplesOurs.add(measure([&] { answer(store->messages().insert(batch)); }));
            samplesBare.add(measure([&] {
                database.execute("BEGIN IMMEDIATE");
                for (const IncomingMessage &incoming : batch.messages) {
                    insert.insert(incoming.message);
                }
                database.execute("COMMIT");
            }));
        }
        print(u"insert, %1 a transaction, per message"_s.arg(size), 2, samplesOurs, samplesBare, size);
    }
    return 0;
}

/// What an unlock does to the cache: the store is there, its file is opened, the last page of a conversation is read.
void benchmarkOpen(const QString &path)
{
    const SystemClock clock;
    const auto lock = std::move(*ProfileLock::acquire(QFileInfo(path).absolutePath()));
    Store store(clock);
    Samples ours;
    Samples floor;
    for (int i = 0; i < 40; ++i) {
        QFuture<Status> opened;
        ours.add(measure([&] {
            opened = store.open(path, SecretBytes::copyOf(QByteArrayView(keyBytes())), *lock);
            answer(store.messages().pageBefore(Corpus::bigRoom(), {}, 50));
        }));
        answer(opened);
        answer(store.close());
        std::unique_ptr<BareDatabase> database;
        floor.add(measure([&] {
            database = std::make_unique<BareDatabase>(path, keyBytes());
            sqlite3_stmt *page = database->prepare(queries::kPageBefore.sql);
            BareDatabase::bind(page, 1, 1);
            BareDatabase::bind(page, 2, std::numeric_limits<qint64>::max());
            BareDatabase::bind(page, 3, 50);
            BareDatabase::drain(page);
            BareDatabase::finalize(page);
        }));
    }
    print(u"open and read the last page"_s, 1.5, ours, floor);
}

void benchmarkPages(OpenStore &store, BareDatabase &database)
{
    sqlite3_stmt *first = database.prepare("SELECT min(id) FROM message");
    sqlite3_stmt *last = database.prepare("SELECT max(id) FROM message");
    const qint64 oldest = BareDatabase::integer(first);
    const qint64 newest = BareDatabase::integer(last);
    BareDatabase::finalize(first);
    BareDatabase::finalize(last);
    sqlite3_stmt *conversation = database.prepare(queries::kConversationId.sql);
    const QByteArray room = Corpus::bigRoom().toString().toUtf8();
    BareDatabase::bind(conversation, 1, room);
    const qint64 roomNumber = BareDatabase::integer(conversation);
    BareDatabase::finalize(conversation);
    std::mt19937_64 random(7);
    QList<qint64> places;
    for (int i = 0; i < 400; ++i) {
        places.append(oldest + qint64(random() % quint64(newest - oldest)));
    }
    sqlite3_stmt *page = database.prepare(queries::kPageBefore.sql);
    const auto bare = [&](qint64 place) {
        BareDatabase::bind(page, 1, roomNumber);
        BareDatabase::bind(page, 2, place);
        BareDatabase::bind(page, 3, 50);
        BareDatabase::drain(page);
    };
    compare(u"page of 50, jump anywhere"_s, 0, int(places.size()),
            [&](int i) { answer(store->messages().pageBefore(Corpus::bigRoom(), {places.at(i)}, 50)); },
            [&](int i) { bare(places.at(i)); });
    model::MessageId edge {newest};
    qint64 bareEdge = newest;
    compare(u"page of 50, scrolling back"_s, 0, 400,
            [&](int) { edge = answer(store->messages().pageBefore(Corpus::bigRoom(), edge, 50)).messages.constFirst().id; },
            [&](int) {
                bare(bareEdge);
                bareEdge -= (newest - oldest) / 10000;
            });
    BareDatabase::finalize(page);
}

void benchmarkSearch(OpenStore &store, BareDatabase &database)
{
    const Corpus corpus;
    sqlite3_stmt *search = database.prepare("SELECT t.docid, m.sender_name, m.time, m.body FROM message_text t CROSS JOIN message m"
                                            " ON m.id = t.docid WHERE message_text MATCH ?1 ORDER BY t.docid DESC LIMIT 50");
    struct Case {
        QString name;
        QString typed;
        QString expression;
    };
    const auto quoted = [](const QString &word) -> QString { return u'"' + word + u'"'; };
    const QString common = corpus.word(0);
    const QString second = corpus.word(1);
    const QString third = corpus.word(40);
    const QString rare = corpus.word(15000);
    const QList<Case> cases {
        {u"most common word"_s, quoted(common), quoted(common)},
        {u"common word"_s, quoted(third), quoted(third)},
        {u"rare word"_s, quoted(rare), quoted(rare)},
        {u"no such word"_s, u"\"zzyzx\""_s, u"\"zzyzx\""_s},
        {u"prefix of 1"_s, u"s"_s, u"\"s*\""_s},
        {u"prefix of 2"_s, u"se"_s, u"\"se*\""_s},
        {u"prefix of 3"_s, u"ser"_s, u"\"ser*\""_s},
        {u"prefix of 4"_s, u"sera"_s, u"\"sera*\""_s},
        {u"prefix of 5"_s, u"serat"_s, u"\"serat*\""_s},
        {u"two common words"_s, quoted(common) + u' ' + quoted(second), quoted(common) + u' ' + quoted(second)},
        {u"common and rare"_s, quoted(common) + u' ' + quoted(rare), quoted(common) + u' ' + quoted(rare)},
        {u"common and prefix of 1"_s, common + u" s"_s, quoted(common) + u" \"s*\""_s},
        {u"phrase of two common words"_s, quoted(common + u' ' + second), quoted(common + u' ' + second)},
    };
    for (const Case &each : cases) {
        const QByteArray expression = each.expression.toUtf8();
        compare(u"search, %1"_s.arg(each.name), 2, 30, [&](int) { answer(store->search().search({each.typed, {}, {}, 50})); },
                [&](int) {
                    BareDatabase::bind(search, 1, expression);
                    BareDatabase::drain(search);
                });
    }
    // Within one room: the floor is the same words everywhere.
    for (const auto &[name, room] : {std::pair(u"half of all"_s, Corpus::bigRoom()),
                                     std::pair(u"a 400th of all"_s, *model::Jid::parse(u"room77@rooms.clinic.example"))}) {
        for (const Case &each : {cases.at(0), cases.at(1), cases.at(2), cases.at(4), cases.at(5)}) {
            const QByteArray expression = each.expression.toUtf8();
            compare(u"search in a room with %1, %2"_s.arg(name, each.name), 0, 30,
                    [&](int) { answer(store->search().search({each.typed, room, {}, 50})); },
                    [&](int) {
                        BareDatabase::bind(search, 1, expression);
                        BareDatabase::drain(search);
                    });
        }
    }
    BareDatabase::finalize(search);
}

int benchmarkRead(const QString &path)
{
    benchmarkOpen(path);
    OpenStore store(path);
    BareDatabase database(path, keyBytes());
    sqlite3_stmt *summaries = database.prepare(queries::kSummaries.sql);
    compare(u"conversation list, 201 rooms"_s, 0, 50, [&](int) { answer(store->conversations().summaries()); },
            [&](int) {
                BareDatabase::bind(summaries, 1, kSummaryBodyLength);
                BareDatabase::drain(summaries);
            });
    BareDatabase::finalize(summaries);
    benchmarkPages(store, database);
    database.execute("PRAGMA cache_size = -16000"); // as ours while searching
    benchmarkSearch(store, database);
    return 0;
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 4 && arguments.at(1) == u"generate") {
        return generate(arguments.at(2), arguments.at(3).toInt());
    }
    if (arguments.size() == 3 && arguments.at(1) == u"insert") {
        return benchmarkInsert(arguments.at(2));
    }
    if (arguments.size() == 3 && arguments.at(1) == u"read") {
        return benchmarkRead(arguments.at(2));
    }
    std::fputs("usage: store_benchmark generate FILE COUNT | insert FOLDER | read FILE\n", stderr);
    return 2;
}
