// SPDX-License-Identifier: GPL-3.0-or-later
// A second process for the store's tests: store_writer FOLDER hold|write|errors.
#include "tests/core/store/store_fixture.h"

#include "core/store/database.h"

#include <QCoreApplication>

#include <cstdio>

using namespace wardline;
using namespace wardline::store;
using namespace wardline::store::test;

namespace {

void say(const QByteArray &line)
{
    std::fputs(line.constData(), stdout);
    std::fputc('\n', stdout);
    std::fflush(stdout);
}

int writeForever(Store &store)
{
    for (int batch = 0;; ++batch) {
        IncomingBatch incomingBatch;
        for (int i = batch * 10; i < batch * 10 + 10; ++i) {
            incomingBatch.messages.append(
                incoming(message(kRoom, kAmal, u"number%1 of many"_s.arg(i), at(i), u"o-%1"_s.arg(i), u"s-%1"_s.arg(i))));
        }
        incomingBatch.page = ArchivePage {kRoom, batch ? u"s-%1"_s.arg(batch * 10 - 1) : QString(), {}, u"s-%1"_s.arg(batch * 10),
                                          u"s-%1"_s.arg(batch * 10 + 9), at(batch * 10), at(batch * 10 + 9), batch == 0};
        if (!answer(store.messages().insert(incomingBatch))) {
            return 1;
        }
        say("stored");
    }
}

int codeOf(const Error &error)
{
    return error.as<StoreError>() ? error.value() : -1;
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    if (argc != 3) {
        return 2;
    }
    const QString folder = QString::fromLocal8Bit(argv[1]);
    const QByteArray what = argv[2];
    const SystemClock clock;
    const QString path = folder + u"/cache.db"_s;
    auto lock = ProfileLock::acquire(folder);
    if (what == "errors") {
        const auto opened = WritableDatabase::open(path, keyOf(1), clock, nullptr);
        say("lock " + QByteArray::number(lock ? 0 : codeOf(lock.error())));
        say("open " + QByteArray::number(opened ? 0 : codeOf(opened.error())));
        return 0;
    }
    if (!lock) {
        return 1;
    }
    Store store(clock);
    if (!answer(store.open(path, keyOf(1), **lock))) {
        return 1;
    }
    if (what == "write") {
        return writeForever(store);
    }
    say("held");
    while (std::getchar() != EOF) { }
    return 0;
}
