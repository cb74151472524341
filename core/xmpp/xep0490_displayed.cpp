// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xmpp/xep0490_displayed.h"

#include "core/xmpp/wire.h"
#include "core/xmpp/xep0359_sid.h"

namespace wardline::xmpp {

PepNodeOptions DisplayedState::nodeOptions()
{
    return {.access = PepAccess::Whitelist, .persistItems = true, .maxItems = 0, .sendLastItem = false};
}

Result<DisplayedState> DisplayedState::fromItem(const PubSubItem &item, const model::Jid &own)
{
    if (!item.payload) {
        return failure(XmppError::Missing, QStringLiteral("displayed"));
    }
    WARDLINE_CHECK(wire::expect(*item.payload, u"displayed", kNamespace));
    const auto conversation = model::Jid::parse(item.id);
    if (!conversation || !conversation->isBare() || conversation->local().isEmpty()) {
        return failure(XmppError::BadAddress, QStringLiteral("id"));
    }
    const xml::Element *id = item.payload->child(StanzaId::kName, StanzaId::kNamespace);
    if (id == nullptr) {
        return failure(XmppError::Missing, QStringLiteral("stanza-id"));
    }
    WARDLINE_TRY(const StanzaId named, StanzaId::fromXml(*id));
    if (named.by != own && named.by != *conversation) {
        return failure(XmppError::ForeignSender, QStringLiteral("by"));
    }
    return DisplayedState{*conversation, named.id, named.by};
}

PubSubItem DisplayedState::toItem() const
{
    xml::Element displayed(u"displayed", kNamespace);
    displayed.add(StanzaId{stanzaId, by}.toXml());
    return {.id = conversation.toString(), .payload = std::move(displayed), .publisher = {}};
}

} // namespace wardline::xmpp
