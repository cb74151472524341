// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xmpp/xep0280_carbons.h"

#include "core/xmpp/sender_check.h"
#include "core/xmpp/wire.h"
#include "core/xmpp/xep0297_forward.h"

namespace wardline::xmpp {

namespace {

constexpr auto kNs = CarbonsSwitch::kNamespace;

constexpr wire::Words<Carbon::Direction, 2> kDirections {{
    {Carbon::Direction::Received, u"received"},
    {Carbon::Direction::Sent, u"sent"},
}};

const xml::Element *findWrapper(const MessageStanza &outer)
{
    for (const xml::Element &payload : outer.payloads) {
        if (payload.ns() == kNs && wire::fromWord(kDirections, payload.name())) {
            return &payload;
        }
    }
    return nullptr;
}

} // namespace

Result<CarbonsSwitch> CarbonsSwitch::fromXml(const xml::Element &element)
{
    if (element.is(u"enable", kNs)) {
        return CarbonsSwitch {.isEnabled = true};
    }
    WARDLINE_CHECK(wire::expect(element, u"disable", kNs));
    return CarbonsSwitch {.isEnabled = false};
}

xml::Element CarbonsSwitch::toXml() const
{
    return xml::Element(isEnabled ? u"enable" : u"disable", kNs);
}

Result<CarbonPrivate> CarbonPrivate::fromXml(const xml::Element &element)
{
    WARDLINE_CHECK(wire::expect(element, kName, kNamespace));
    return CarbonPrivate();
}

xml::Element CarbonPrivate::toXml() const
{
    return xml::Element(kName, kNamespace);
}

Result<std::optional<Carbon>> unwrapCarbon(const MessageStanza &outer, const model::Jid &own)
{
    const xml::Element *wrapper = findWrapper(outer);
    if (wrapper == nullptr) {
        return std::optional<Carbon>();
    }
    if (!isOwnAccount(outer.from, own)) {
        return failure(XmppError::ForeignSender);
    }
    WARDLINE_TRY(const std::optional<Forwarded> forwarded, findPayload<Forwarded>(wrapper->children()));
    if (!forwarded) {
        return failure(XmppError::Missing, QStringLiteral("forwarded"));
    }
    Carbon carbon;
    carbon.direction = *wire::fromWord(kDirections, wrapper->name());
    WARDLINE_TRY(carbon.message, forwarded->message());
    if (carbon.direction == Carbon::Direction::Sent && carbon.message.from.bare() != own.bare()) {
        return failure(XmppError::ForeignSender);
    }
    return carbon;
}

} // namespace wardline::xmpp
