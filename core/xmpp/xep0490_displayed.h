// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/jid.h"
#include "core/xmpp/xep0060_pubsub.h"
#include "core/xmpp/xep0163_pep.h"

namespace wardline::xmpp {

/// Message Displayed Synchronization: how far the person has read a conversation, for the person's other devices:
/// https://xmpp.org/extensions/xep-0490.html
struct DisplayedState
{
    static constexpr QStringView kNode = u"urn:xmpp:mds:displayed:0";
    static constexpr QStringView kNamespace = kNode;

    model::Jid conversation; ///< the id of the item: a bare address
    QString stanzaId; ///< XEP-0359, of the newest message that was displayed
    model::Jid by; ///< who gave that id: the room, or the own account

    /// Refused where `by` is not whom the specification lets assign ids in that conversation (section 3): the room
    /// itself, or `own`.
    [[nodiscard]] static Result<DisplayedState> fromItem(const PubSubItem &item, const model::Jid &own);
    [[nodiscard]] PubSubItem toItem() const;
    /// Section 3: private, persistent, as many as the service allows.
    [[nodiscard]] static PepNodeOptions nodeOptions();
    bool operator==(const DisplayedState &) const = default;
};

} // namespace wardline::xmpp
