// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as a stored session record: the scan in front of libomemo-c stays inside them.
#include "core/omemo/record_scan.h"

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
    return 0;
}
