// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/model/jid.h"
#include "core/xml/element.h"

namespace wardline::xmpp {

/// When a stanza was first sent: https://xmpp.org/extensions/xep-0203.html
///
/// Anyone may write one into a stanza. Only the copy that an archive or a room put beside (not inside) the message is evidence.
struct Delay {
    static constexpr QStringView kName = u"delay";
    static constexpr QStringView kNamespace = u"urn:xmpp:delay";

    Instant stamp {};
    model::Jid from; ///< who delayed it; empty if not said or not readable
    QString reason;

    [[nodiscard]] static Result<Delay> fromXml(const xml::Element &element);
    [[nodiscard]] xml::Element toXml() const;
    bool operator==(const Delay &) const = default;
};

} // namespace wardline::xmpp
