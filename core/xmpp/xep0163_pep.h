// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/jid.h"
#include "core/xmpp/message_stanza.h"
#include "core/xmpp/xep0004_data_forms.h"
#include "core/xmpp/xep0060_pubsub_event.h"

#include <optional>

/// Personal Eventing: every account is a pubsub service: https://xmpp.org/extensions/xep-0163.html
namespace wardline::xmpp {

enum class PepAccess {
    Open, ///< anyone (OMEMO device lists and bundles)
    Presence, ///< who may see our presence
    Whitelist, ///< only the own account (bookmarks)
};

/// How a node is to be kept.
struct PepNodeOptions {
    PepAccess access = PepAccess::Presence;
    bool persistItems = true;
    /// 1 for a singleton, 0 for as many as the service allows ("max").
    int maxItems = 1;
    bool sendLastItem = true; ///< to those who come online
    bool operator==(const PepNodeOptions &) const = default;
};

/// XEP-0060 7.1.5: the options to publish with.
[[nodiscard]] DataForm publishOptions(const PepNodeOptions &options);
/// XEP-0060 8.2: the same as a node configuration, for after `precondition-not-met`.
[[nodiscard]] DataForm nodeConfiguration(const PepNodeOptions &options);

struct PepEvent {
    model::Jid account; ///< whose node it is
    PubSubEvent event;
    bool operator==(const PepEvent &) const = default;
};

/// XEP-0163 4.3: an account's notification comes from its bare address (the own one's also without `from`), never from a device or
/// an occupant. Nothing if `message` carries no event; `ForeignSender` if it carries one that an account's service did not send.
[[nodiscard]] Result<std::optional<PepEvent>> unwrapPepEvent(const MessageStanza &message, const model::Jid &own);

} // namespace wardline::xmpp
