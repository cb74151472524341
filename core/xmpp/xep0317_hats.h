// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/xml/element.h"

#include <QList>

namespace wardline::xmpp {

struct Hat {
    QString uri;
    QString title;
    bool operator==(const Hat &) const = default;
};

/// What a room says an occupant is, in the occupant's presence: https://xmpp.org/extensions/xep-0317.html
///
/// Servers without support let an occupant's own forged hats through beside the real ones (seen with Prosody 0.12 and ejabberd 23.01
/// for `urn:xmpp:hats:0`). So `origin` says whose word it is: honour Specification only where the room announces the feature, and
/// Prosody only where the server is known to strip forged ones. Hats are for display; they never grant anything.
struct Hats {
    enum class Origin {
        Specification, ///< urn:xmpp:hats:0
        Prosody, ///< xmpp:prosody.im/protocol/hats:1, also used by ejabberd
    };
    static constexpr QStringView kName = u"hats";
    static constexpr QStringView kSpecificationNamespace = u"urn:xmpp:hats:0";
    static constexpr QStringView kProsodyNamespace = u"xmpp:prosody.im/protocol/hats:1";

    Origin origin = Origin::Specification;
    QList<Hat> hats;

    [[nodiscard]] static bool isHats(const xml::Element &element);
    /// The hats of this origin in a presence; none if absent or malformed. Two lists of one origin count as none: the second is forged
    /// or the first is.
    [[nodiscard]] static Hats find(const QList<xml::Element> &payloads, Origin origin);

    [[nodiscard]] static Result<Hats> fromXml(const xml::Element &element);
    [[nodiscard]] xml::Element toXml() const;
    bool operator==(const Hats &) const = default;
};

} // namespace wardline::xmpp
