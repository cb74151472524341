// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/jid.h"
#include "core/xml/element.h"
#include "core/xmpp/payload.h"
#include "core/xmpp/stanza_error.h"

#include <optional>

namespace wardline::xmpp {

/// RFC 6121 4.7.1; Available is the absence of a type.
enum class PresenceType { Available, Unavailable, Subscribe, Subscribed, Unsubscribe, Unsubscribed, Probe, Error };

/// RFC 6121 4.7.2.1; Online is the absence of the element.
enum class PresenceShow { Online, Chat, Away, ExtendedAway, DoNotDisturb };

/// A presence stanza: the core fields of RFC 6121 4.7 and everything else as payloads. Value type, any thread.
struct PresenceStanza {
    static constexpr QStringView kName = u"presence";
    static constexpr QStringView kNamespace = u"jabber:client";

    model::Jid from;
    model::Jid to;
    QString id;
    PresenceType type = PresenceType::Available;
    PresenceShow show = PresenceShow::Online; ///< an unknown word reads as Online
    QString status;
    int priority = 0; ///< -128 to 127; anything else reads as 0
    std::optional<StanzaError> error; ///< only with type Error
    QList<xml::Element> payloads;

    template <Payload T>
    [[nodiscard]] Result<std::optional<T>> payload() const
    {
        return findPayload<T>(payloads);
    }
    template <Payload T>
    [[nodiscard]] bool has() const
    {
        return hasPayload<T>(payloads);
    }
    template <Payload T>
    PresenceStanza &add(const T &value)
    {
        payloads.append(value.toXml());
        return *this;
    }

    /// An unknown type is an error: presence that we cannot place must not read as "available".
    [[nodiscard]] static Result<PresenceStanza> fromXml(const xml::Element &element);
    [[nodiscard]] xml::Element toXml() const;
    bool operator==(const PresenceStanza &) const = default;
};

} // namespace wardline::xmpp
