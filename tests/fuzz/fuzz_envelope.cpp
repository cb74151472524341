// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as a decrypted envelope, as a sender who has a session can send them.
#include "core/xmpp/xep0420_sce.h"

#include <cstdint>
#include <cstdlib>

using namespace wardline;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto envelope = xmpp::SceEnvelope::fromBytes({reinterpret_cast<const char *>(data), qsizetype(size)});
    if (!envelope) {
        return 0;
    }
    for (const xml::Element &element : envelope->content) {
        (void)xmpp::mayBeEnveloped(element);
    }
    const auto again = xmpp::SceEnvelope::fromBytes(envelope->toBytes());
    if (again && (again->from != envelope->from || again->to != envelope->to || again->time != envelope->time)) {
        std::abort();
    }
    return 0;
}
