// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/jid.h"
#include "core/xml/element.h"
#include "core/xmpp/iq_stanza.h"

#include <QStringList>

#include <optional>

/// The roster: https://www.rfc-editor.org/rfc/rfc6121#section-2
namespace wardline::xmpp {

enum class Subscription { None, To, From, Both, Remove };

/// RFC 6121 2.1.2. On our relay groups are managed by the server and carry clinical roles; on others the user may have made them up.
struct RosterItem {
    static constexpr QStringView kName = u"item";
    static constexpr QStringView kNamespace = u"jabber:iq:roster";

    model::Jid jid; ///< bare
    QString name;
    Subscription subscription = Subscription::None;
    QStringList groups; ///< without duplicates and empty names
    bool isAsking = false; ///< a subscription request is pending
    bool isApproved = false; ///< pre-approved

    [[nodiscard]] static Result<RosterItem> fromXml(const xml::Element &element);
    [[nodiscard]] xml::Element toXml() const;
    bool operator==(const RosterItem &) const = default;
};

/// A whole roster, a request for it (no items), or one item to set.
struct Roster {
    static constexpr QStringView kName = u"query";
    static constexpr QStringView kNamespace = RosterItem::kNamespace;

    std::optional<QString> version; ///< RFC 6121 2.6: present but empty asks for versions from the beginning
    QList<RosterItem> items; ///< those that can be read

    [[nodiscard]] static Result<Roster> fromXml(const xml::Element &element);
    [[nodiscard]] xml::Element toXml() const;
    bool operator==(const Roster &) const = default;
};

struct RosterPush {
    RosterItem item;
    std::optional<QString> version;
    bool operator==(const RosterPush &) const = default;
};

/// RFC 6121 2.1.6: the change in a roster push, only if the own account's server sent it. Nothing if `request` is no roster push;
/// `ForeignSender` if somebody else tries to write into our roster (answer with service-unavailable).
[[nodiscard]] Result<std::optional<RosterPush>> unwrapRosterPush(const IqStanza &request, const model::Jid &own);

} // namespace wardline::xmpp
