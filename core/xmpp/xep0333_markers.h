// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/xml/element.h"

namespace wardline::xmpp {

/// Displayed Markers: https://xmpp.org/extensions/xep-0333.html. Received and Acknowledged come from older versions of the
/// specification; we read them and send only Displayed.
///
/// In a room the id is the room's stanza-id, in a direct conversation the message's own id (XEP-0333 5).
struct ChatMarker {
    static constexpr QStringView kNamespace = u"urn:xmpp:chat-markers:0";

    enum class Kind { Markable, Received, Displayed, Acknowledged };

    Kind kind = Kind::Markable;
    QString id; ///< of the newest message meant; empty with Markable

    [[nodiscard]] static ChatMarker markable() { return {}; }
    [[nodiscard]] static ChatMarker displayed(const QString &id) { return {.kind = Kind::Displayed, .id = id}; }

    [[nodiscard]] static Result<ChatMarker> fromXml(const xml::Element &element);
    [[nodiscard]] xml::Element toXml() const;
    bool operator==(const ChatMarker &) const = default;
};

} // namespace wardline::xmpp
