// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/history/backup_format.h"

#include "core/history/cbor_map.h"
#include "core/history/history_error.h"

#include <QCborMap>
#include <QCborValue>

namespace wardline::history {

namespace {

enum : int { Account = 1, Made, Counter, Messages, Oldest, Newest, Chunks, Chain };

qint64 milliseconds(Instant time)
{
    return time.time_since_epoch().count();
}

Instant instant(const QCborValue &value)
{
    return Instant(std::chrono::milliseconds(value.toInteger()));
}

} // namespace

QByteArray chunkName(quint64 number)
{
    return "chunk " + QByteArray::number(number);
}

QByteArray packIndex(const BackupIndex &index)
{
    QCborMap map;
    map.insert(Account, index.facts.account.toString());
    map.insert(Made, milliseconds(index.facts.made));
    map.insert(Counter, qint64(index.facts.counter));
    map.insert(Messages, qint64(index.facts.messages));
    map.insert(Oldest, milliseconds(index.facts.oldest));
    map.insert(Newest, milliseconds(index.facts.newest));
    map.insert(Chunks, qint64(index.chunks));
    map.insert(Chain, index.chain);
    return map.toCborValue().toCbor();
}

Result<BackupIndex> unpackIndex(QByteArrayView bytes)
{
    WARDLINE_TRY(const QCborMap map, cborMapIn(bytes));
    const auto account = model::Jid::parse(map.value(Account).toString());
    for (const int key : {Made, Counter, Messages, Oldest, Newest, Chunks}) {
        if (!map.value(key).isInteger() || map.value(key).toInteger() < 0) {
            return failure(HistoryError::Damaged);
        }
    }
    if (!account || !map.value(Chain).isByteArray()) {
        return failure(HistoryError::Damaged);
    }
    BackupIndex index;
    index.facts = {*account,
                   instant(map.value(Made)),
                   quint64(map.value(Counter).toInteger()),
                   quint64(map.value(Messages).toInteger()),
                   instant(map.value(Oldest)),
                   instant(map.value(Newest))};
    index.chunks = quint64(map.value(Chunks).toInteger());
    index.chain = map.value(Chain).toByteArray();
    return index;
}

} // namespace wardline::history
