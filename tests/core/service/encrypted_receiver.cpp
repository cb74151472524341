// SPDX-License-Identifier: GPL-3.0-or-later
// Takes sealed stanzas into the cache of a folder, from the first that is not there. A test kills it at any point.
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
    FakeRandom random(static_cast<quint64>(QCoreApplication::applicationPid()));
    const auto context = std::make_shared<OmemoContext>(random, wall, kBen, trust::TrustRules());
    const QList<QByteArray> lines = file.readAll().trimmed().split('\n');
    const auto known = answer(cache.messages().pageBefore(kRoom, {}, 1000, {}));
    for (qsizetype i = known ? known->messages.size() : 0; i < lines.size(); ++i) {
        const QString stanzaId = u"s"_s + QString::number(i);
        auto opened = std::make_shared<OpenedBatch>();
        opened->readings.push_back(
            capturedAt(kBen, QByteArray::fromBase64(lines.at(i)), kAna, stanzaId, wall.now(), false));
        if (!answer(cache.messages().take(prepareBatch(context, opened, {})))) {
            return 4;
        }
        std::fputc('.', stdout); // one more is durable
        std::fflush(stdout);
    }
    return answer(cache.close()) ? 0 : 5;
}
