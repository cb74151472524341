// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as a stored session record: the scan in front of libomemo-c stays inside them, and what is cut out of two
// records (the second begins where the bytes say) is a record again.
#include "core/omemo/record_scan.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

using namespace wardline;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArrayView record(reinterpret_cast<const char *>(data), qsizetype(size));
    for (const quint32 version : {3U, 4U}) {
        const auto facts = omemo::scanRecord(record, version);
        if (facts && !facts->remoteIdentity.isEmpty() && facts->remoteIdentity.size() != 32) {
            std::abort();
        }
    }
    (void)omemo::isUnwritten(record);
    if (size > 0) {
        const qsizetype half = qsizetype(data[0]) * (record.size() - 1) / 255;
        const QByteArrayView before = record.sliced(1, half);
        const QByteArrayView after = record.sliced(1 + half);
        (void)omemo::receivedUpTo(before, after.first(std::min<qsizetype>(after.size(), 32)));
        const bool isRecord = omemo::scanRecord(before, 4).has_value();
        if (const auto ended = omemo::chainEndedBetween(before, after); ended && isRecord) {
            if (!omemo::scanRecord(ended->record.view(), 4) || ended->record.size() > before.size() + 11
                || omemo::receivedUpTo(after, ended->ratchetKey)) {
                std::abort();
            }
        }
    }
    return 0;
}
