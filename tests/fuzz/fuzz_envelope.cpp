// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as a decrypted envelope, as a sender who has a session can send them, and every element in it as whatever
// it may be.
#include "core/xmpp/message_stanza.h"
#include "core/xmpp/wardline_unreadable.h"
#include "core/xmpp/xep0184_receipts.h"
#include "core/xmpp/xep0308_correct.h"
#include "core/xmpp/xep0333_markers.h"
#include "core/xmpp/xep0359_sid.h"
#include "core/xmpp/xep0372_references.h"
#include "core/xmpp/xep0420_sce.h"
#include "core/xmpp/xep0424_retract.h"
#include "core/xmpp/xep0428_fallback.h"
#include "core/xmpp/xep0434_trust_messages.h"
#include "core/xmpp/xep0444_reactions.h"
#include "core/xmpp/xep0447_file_sharing.h"
#include "core/xmpp/xep0461_reply.h"

#include <cstdint>
#include <cstdlib>
#include <type_traits>

using namespace wardline;

namespace {

/// What is taken survives being written.
template <typename... T>
void readAs(const xml::Element &element)
{
    const auto check = [](const auto &value) {
        using Value = std::remove_cvref_t<decltype(*value)>;
        if (value) {
            const auto again = Value::fromXml(value->toXml());
            if (!again || again->toXml() != value->toXml()) {
                std::abort();
            }
        }
    };
    (check(T::fromXml(element)), ...);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto envelope = xmpp::SceEnvelope::fromBytes({reinterpret_cast<const char *>(data), qsizetype(size)});
    if (!envelope) {
        return 0;
    }
    for (const xml::Element &element : envelope->content) {
        (void)xmpp::mayBeEnveloped(element);
        readAs<xmpp::MessageStanza, xmpp::UnreadableReport, xmpp::ReceiptRequest, xmpp::Receipt, xmpp::Correction,
               xmpp::ChatMarker, xmpp::OriginId, xmpp::MentionReference, xmpp::Retraction, xmpp::Fastening,
               xmpp::Fallback, xmpp::TrustMessage, xmpp::Reactions, xmpp::FileSharing, xmpp::BitOfBinary, xmpp::Reply>(
            element);
    }
    const auto again = xmpp::SceEnvelope::fromBytes(envelope->toBytes());
    if (again && (again->from != envelope->from || again->to != envelope->to || again->time != envelope->time)) {
        std::abort();
    }
    return 0;
}
