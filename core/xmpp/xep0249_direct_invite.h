// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/jid.h"
#include "core/xml/element.h"

namespace wardline::xmpp {

/// An invitation that one user sends to another without asking the room: https://xmpp.org/extensions/xep-0249.html
///
/// Anyone may write one: never a reason to join unasked.
struct DirectInvite {
    static constexpr QStringView kName = u"x";
    static constexpr QStringView kNamespace = u"jabber:x:conference";

    model::Jid room; ///< bare
    QString reason;

    [[nodiscard]] static Result<DirectInvite> fromXml(const xml::Element &element);
    [[nodiscard]] xml::Element toXml() const;
    bool operator==(const DirectInvite &) const = default;
};

} // namespace wardline::xmpp
