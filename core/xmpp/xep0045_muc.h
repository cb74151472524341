// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/model/affiliation.h"
#include "core/model/jid.h"
#include "core/xml/element.h"
#include "core/xmpp/presence_stanza.h"

#include <QStringList>

#include <optional>

/// Multi-User Chat, what occupants see and send: https://xmpp.org/extensions/xep-0045.html. Lists and rights are in
/// xep0045_muc_admin.h, the room's configuration in xep0045_muc_owner.h, invitations in xep0045_muc_invite.h.
namespace wardline::xmpp {

/// XEP-0045 7.2: the wish to join, in presence to room@service/nick.
struct MucJoin {
    static constexpr QStringView kName = u"x";
    static constexpr QStringView kNamespace = u"http://jabber.org/protocol/muc";

    /// XEP-0045 7.2.14: limits of the history that the room replays. 0 stanzas where the archive is asked instead.
    std::optional<int> maxStanzas;
    std::optional<int> seconds;
    std::optional<Instant> since;

    /// The presence that enters a room without replayed history.
    [[nodiscard]] static PresenceStanza presence(const model::Jid &occupant);

    [[nodiscard]] static Result<MucJoin> fromXml(const xml::Element &element);
    [[nodiscard]] xml::Element toXml() const;
    bool operator==(const MucJoin &) const = default;
};

/// XEP-0045 15.6. The number is the one on the wire.
enum class MucStatus : int {
    RealAddressesVisible = 100,
    AffiliationChangedWhileAbsent = 101,
    ConfigurationChanged = 104,
    Self = 110,
    LoggingOn = 170,
    LoggingOff = 171,
    NowNonAnonymous = 172,
    NowSemiAnonymous = 173,
    RoomCreated = 201,
    NickAssigned = 210,
    Banned = 301,
    NickChanged = 303,
    Kicked = 307,
    AffiliationLost = 321,
    RoomNowMembersOnly = 322,
    ServiceShutdown = 332,
    TechnicalRemoval = 333,
};

/// Someone's standing in a room, as told in presence and in member lists. What is not said is absent.
struct MucItem {
    std::optional<model::Affiliation> affiliation;
    std::optional<model::RoomRole> role;
    model::Jid jid; ///< the real address, where the room shows it
    QString nick; ///< in a list, or the new one when a nick changes
    QString reason;
    model::Jid actor; ///< who did it, where the room says so
    QString actorNick;

    /// `ns` is that of the list the item stands in (muc#user, muc#admin). An unknown affiliation or role is an error.
    [[nodiscard]] static Result<MucItem> fromXml(const xml::Element &element, QStringView ns);
    [[nodiscard]] xml::Element toXml(QStringView ns) const;
    bool operator==(const MucItem &) const = default;
};

/// XEP-0045 10.9: the room is no more.
struct MucDestroy {
    model::Jid alternate;
    QString reason;

    [[nodiscard]] static Result<MucDestroy> fromXml(const xml::Element &element, QStringView ns);
    [[nodiscard]] xml::Element toXml(QStringView ns) const;
    bool operator==(const MucDestroy &) const = default;
};

/// XEP-0045 7.1 to 7.6: what a room adds to an occupant's presence and to its own messages.
///
/// Rooms own this namespace, but servers pass it through in other presence: it counts only from a room that we joined.
struct MucUser {
    static constexpr QStringView kName = u"x";
    static constexpr QStringView kNamespace = u"http://jabber.org/protocol/muc#user";

    std::optional<MucItem> item;
    QList<int> statusCodes;
    std::optional<MucDestroy> destroy;

    [[nodiscard]] bool has(MucStatus status) const { return statusCodes.contains(static_cast<int>(status)); }
    /// XEP-0045 7.2.2: the presence is about ourselves; with it a join is complete.
    [[nodiscard]] bool isSelf() const { return has(MucStatus::Self); }

    [[nodiscard]] static Result<MucUser> fromXml(const xml::Element &element);
    [[nodiscard]] xml::Element toXml() const;
    bool operator==(const MucUser &) const = default;
};

/// XEP-0045 7.2: why a room refused a join.
enum class MucJoinRefusal {
    NickTaken,
    NickNotAllowed, ///< the room locks nicks down
    MembersOnly,
    Banned,
    RoomFull,
    NoSuchRoom, ///< absent, locked or gone
    CreationNotAllowed,
    PasswordRequired,
    TryLater, ///< the relay has trouble
    Other,
};
[[nodiscard]] MucJoinRefusal joinRefusal(const StanzaError &error);

/// The words of XEP-0045 5, shared by presence, lists and JSON output: "member", "participant".
[[nodiscard]] QStringView affiliationWord(model::Affiliation affiliation);
[[nodiscard]] QStringView roomRoleWord(model::RoomRole role);

} // namespace wardline::xmpp
