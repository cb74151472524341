// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/jid.h"
#include "core/xml/element.h"
#include "core/xmpp/message_stanza.h"

#include <optional>

/// Message Carbons: what the own account's other devices send and receive: https://xmpp.org/extensions/xep-0280.html
namespace wardline::xmpp {

/// XEP-0280 4 and 5: content of an IQ to the own account.
struct CarbonsSwitch {
    static constexpr QStringView kNamespace = u"urn:xmpp:carbons:2";

    bool isEnabled = true;

    [[nodiscard]] static Result<CarbonsSwitch> fromXml(const xml::Element &element);
    [[nodiscard]] xml::Element toXml() const;
    bool operator==(const CarbonsSwitch &) const = default;
};

/// XEP-0280 6.2: in a message that is not to be copied (with the hint `no-copy`).
struct CarbonPrivate {
    static constexpr QStringView kName = u"private";
    static constexpr QStringView kNamespace = CarbonsSwitch::kNamespace;

    [[nodiscard]] static Result<CarbonPrivate> fromXml(const xml::Element &element);
    [[nodiscard]] xml::Element toXml() const;
    bool operator==(const CarbonPrivate &) const = default;
};

struct Carbon {
    enum class Direction {
        Received, ///< to another device of ours
        Sent, ///< by another device of ours
    };
    Direction direction = Direction::Received;
    MessageStanza message;
    bool operator==(const Carbon &) const = default;
};

/// XEP-0280 11: the message that `outer` is a copy of. `own` is demanded because only the own account's server may send copies:
/// anybody else's is `ForeignSender`, as is a Sent copy that we did not send. Nothing if `outer` is no carbon.
[[nodiscard]] Result<std::optional<Carbon>> unwrapCarbon(const MessageStanza &outer, const model::Jid &own);

} // namespace wardline::xmpp
