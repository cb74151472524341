// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/xml/element.h"

#include <QList>

#include <optional>

/// Message Retraction: https://xmpp.org/extensions/xep-0424.html
namespace wardline::xmpp {

/// XEP-0424 3: the sender takes a message back. Counts only from the same sender (XEP-0424 5).
struct Retraction {
    static constexpr QStringView kName = u"retract";
    static constexpr QStringView kNamespace = u"urn:xmpp:message-retract:1";
    /// What earlier versions used, within XEP-0422 (`Fastening`).
    static constexpr QStringView kOldNamespace = u"urn:xmpp:message-retract:0";

    QString id; ///< in rooms the stanza-id that the room gave, else the message's `id` attribute

    [[nodiscard]] static Result<Retraction> fromXml(const xml::Element &element);
    [[nodiscard]] xml::Element toXml() const;
    bool operator==(const Retraction &) const = default;
};

/// XEP-0422, as earlier versions of retraction and moderation used it: something is attached to another message.
struct Fastening {
    static constexpr QStringView kName = u"apply-to";
    static constexpr QStringView kNamespace = u"urn:xmpp:fasten:0";

    QString id;
    QList<xml::Element> content;

    [[nodiscard]] static Result<Fastening> fromXml(const xml::Element &element);
    [[nodiscard]] xml::Element toXml() const;
    bool operator==(const Fastening &) const = default;
};

/// What a message takes back: nothing if it takes back nothing, an error if it is malformed. A retraction by a moderator
/// (`Moderation`) is none.
struct RetractedId {
    QString id;
    bool isOriginId = false; ///< by the earlier version, which named the sender's own id everywhere
    bool operator==(const RetractedId &) const = default;
};
[[nodiscard]] Result<std::optional<RetractedId>> retractedId(const QList<xml::Element> &payloads);

} // namespace wardline::xmpp
