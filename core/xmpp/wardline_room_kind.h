// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/room_kind.h"
#include "core/xml/element.h"

namespace wardline::xmpp {

/// Our own: what the room is for in which a message is written, by whoever wrote it and not by the relay's word. Only
/// inside of an encrypted envelope.
///
///     <room xmlns='urn:wardline:room:0' kind='team'/>
struct SealedRoomKind
{
    static constexpr QStringView kName = u"room";
    static constexpr QStringView kNamespace = u"urn:wardline:room:0";

    model::RoomKind kind = model::RoomKind::Patient; ///< never Unstated

    /// BadValue for a word that is not known.
    [[nodiscard]] static Result<SealedRoomKind> fromXml(const xml::Element &element);
    [[nodiscard]] xml::Element toXml() const;
    bool operator==(const SealedRoomKind &) const = default;
};

} // namespace wardline::xmpp
