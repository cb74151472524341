// SPDX-License-Identifier: GPL-3.0-or-later
// Takes sealed stanzas into the cache of a folder and writes answers, by a script of which each line leaves one row:
// from the first whose row is not there. A test kills it at any point.
#include "tests/core/service/encrypted_bench.h"

#include <QCoreApplication>
#include <QFile>

#include <cstdio>

using namespace wardline;
using namespace wardline::service;
using namespace wardline::service::test;

int main(int argc, char *argv[])
{
    const QCoreApplication program(argc, argv);
    const QString folder = program.arguments().value(1);
    QFile file(folder + u"/stanzas"_s);
    auto lock = store::ProfileLock::acquire(folder);
    if (!lock || !file.open(QIODevice::ReadOnly)) {
        return 2;
    }
    SystemClock clock;
    store::Store cache(clock);
    if (!answer(cache.open(folder + u"/cache.db"_s, keyOf(1), **lock))) {
        return 3;
    }
    FakeClock wall;
    const QList<QByteArray> lines = file.readAll().trimmed().split('\n');
    const auto known = answer(cache.messages().pageBefore(kRoom, {}, 1000, {}));
    for (qsizetype i = known ? known->messages.size() : 0; i < lines.size(); ++i) {
        // Each line has its own randomness: what was prepared ahead fits what is done here, and done again after a kill.
        FakeRandom random(kScriptSeed + quint64(i));
        const auto context = std::make_shared<OmemoContext>(random, wall, kBen, trust::TrustRules());
        const QList<QByteArray> words = lines.at(i).split(' ');
        const QByteArray what = QByteArray::fromBase64(words.value(1));
        if (words.value(0) == "write") {
            const auto sent = writeInRoom(cache, context, {body(QString::fromUtf8(what))}, u"w%1"_s.arg(i), {kAna, kBen});
            if (!sent.id) {
                return 6;
            }
        } else {
            const model::Jid from = words.value(0) == "ana" ? kAna : kCleo;
            auto opened = std::make_shared<OpenedBatch>();
            opened->readings.push_back(capturedAt(kBen, what, from, u"s%1"_s.arg(i), wall.now(), false));
            if (!answer(cache.messages().take(prepareBatch(context, opened, {})))) {
                return 4;
            }
        }
        std::fputc('.', stdout); // one more is durable
        std::fflush(stdout);
    }
    return answer(cache.close()) ? 0 : 5;
}
