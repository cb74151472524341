// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/xml/element.h"
#include "core/xmpp/xep0004_data_forms.h"
#include "core/xmpp/xep0045_muc.h"

#include <optional>

namespace wardline::xmpp {

/// XEP-0045 10: the room's configuration and its end, as content of an IQ to the room: https://xmpp.org/extensions/xep-0045.html#owner
///
/// Get without content asks for the form; Set with a form configures; Set with `destroy` destroys.
struct MucOwner {
    static constexpr QStringView kName = u"query";
    static constexpr QStringView kNamespace = u"http://jabber.org/protocol/muc#owner";
    static constexpr QStringView kRoomConfig = u"http://jabber.org/protocol/muc#roomconfig";

    std::optional<DataForm> form;
    std::optional<MucDestroy> destroy;

    /// XEP-0045 10.1.2: a new room as the service makes it by default.
    [[nodiscard]] static MucOwner instantRoom();
    [[nodiscard]] static MucOwner configure(const DataForm &form);
    [[nodiscard]] static MucOwner destroyRoom(const QString &reason = {}, const model::Jid &alternate = {});

    [[nodiscard]] static Result<MucOwner> fromXml(const xml::Element &element);
    [[nodiscard]] xml::Element toXml() const;
    bool operator==(const MucOwner &) const = default;
};

} // namespace wardline::xmpp
