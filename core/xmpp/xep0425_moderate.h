// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/model/jid.h"
#include "core/xml/element.h"

#include <QList>

#include <optional>

/// Moderated Message Retraction: https://xmpp.org/extensions/xep-0425.html, in the version of today and in 0.2, which is what
/// Prosody 0.12 has.
namespace wardline::xmpp {

/// The wish of a moderator, content of an IQ to the room.
struct ModerationRequest {
    static constexpr QStringView kName = u"moderate";
    static constexpr QStringView kNamespace = u"urn:xmpp:message-moderate:1";
    static constexpr QStringView kOldNamespace = u"urn:xmpp:message-moderate:0";

    QString id; ///< the stanza-id that the room gave
    QString reason; ///< may be empty
    bool isOld = false; ///< the room announces only kOldNamespace

    [[nodiscard]] static Result<ModerationRequest> fromXml(const xml::Element &element);
    [[nodiscard]] xml::Element toXml() const;
    bool operator==(const ModerationRequest &) const = default;
};

/// What a room says of a message that a moderator removed. Only the room itself may say so (XEP-0425 6): its bare address.
struct Moderation {
    static constexpr QStringView kName = u"moderated";
    static constexpr QStringView kNamespace = ModerationRequest::kNamespace;
    static constexpr QStringView kOldNamespace = ModerationRequest::kOldNamespace;

    QString id; ///< the stanza-id of the removed message
    model::Jid by; ///< the moderator's occupant address; empty when not said
    QString reason;

    bool operator==(const Moderation &) const = default;
};

/// Nothing if these payloads remove nothing, an error if they try to and are malformed.
[[nodiscard]] Result<std::optional<Moderation>> moderationIn(const QList<xml::Element> &payloads);

/// XEP-0424 4, XEP-0425 5: what an archive keeps in the place of a message whose text it removed.
struct ArchivedTombstone {
    bool isModerated = false;
    std::optional<Instant> stamp; ///< when it was removed
    bool operator==(const ArchivedTombstone &) const = default;
};
[[nodiscard]] std::optional<ArchivedTombstone> archivedTombstone(const QList<xml::Element> &payloads);

} // namespace wardline::xmpp
