// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/xml/element.h"

namespace wardline::xmpp {

/// Whether somebody is writing: https://xmpp.org/extensions/xep-0085.html
struct ChatState {
    static constexpr QStringView kNamespace = u"http://jabber.org/protocol/chatstates";

    enum class Kind { Active, Composing, Paused, Inactive, Gone };

    Kind kind = Kind::Active;

    [[nodiscard]] static Result<ChatState> fromXml(const xml::Element &element);
    [[nodiscard]] xml::Element toXml() const;
    bool operator==(const ChatState &) const = default;
};

} // namespace wardline::xmpp
