// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/jid.h"
#include "core/xmpp/iq_stanza.h"

/// Whether we are still in a room: https://xmpp.org/extensions/xep-0410.html
namespace wardline::xmpp {

/// The ping to our own place in the room (room@service/nick).
[[nodiscard]] IqStanza selfPing(const model::Jid &occupant);

enum class SelfPingVerdict {
    Joined,
    NotJoined, ///< join again
    Unknown, ///< the room's server cannot be reached: ask again later
};

/// XEP-0410 3.2: what an answer to `selfPing` means. No answer within the caller's time means Unknown.
[[nodiscard]] SelfPingVerdict selfPingVerdict(const IqStanza &answer);

} // namespace wardline::xmpp
