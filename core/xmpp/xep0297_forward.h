// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/xml/element.h"
#include "core/xmpp/message_stanza.h"
#include "core/xmpp/xep0203_delay.h"

#include <optional>

namespace wardline::xmpp {

/// A stanza inside another one: https://xmpp.org/extensions/xep-0297.html
///
/// Whoever wrote the wrapper wrote all of it. Ask `sender_check.h` through the unwrapping functions of carbons and MAM.
struct Forwarded {
    static constexpr QStringView kName = u"forwarded";
    static constexpr QStringView kNamespace = u"urn:xmpp:forward:0";

    std::optional<Delay> delay; ///< when the wrapper's author received the stanza
    xml::Element stanza;

    /// The stanza, if it is a message.
    [[nodiscard]] Result<MessageStanza> message() const { return MessageStanza::fromXml(stanza); }

    /// Exactly one stanza of jabber:client must be inside.
    [[nodiscard]] static Result<Forwarded> fromXml(const xml::Element &element);
    [[nodiscard]] xml::Element toXml() const;
    bool operator==(const Forwarded &) const = default;
};

} // namespace wardline::xmpp
