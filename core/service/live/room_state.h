// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/affiliation.h"
#include "core/model/conversation.h"
#include "core/model/jid.h"
#include "core/xmpp/xep0030_disco.h"
#include "core/xmpp/xep0045_muc.h"

#include <QHash>
#include <QSet>
#include <QString>

#include <optional>

namespace wardline::service {

/// Someone who is in a room now.
struct Occupant
{
    model::Jid real; ///< bare; empty where the room hides it
    model::RoomRole role = model::RoomRole::None;
    model::Affiliation affiliation = model::Affiliation::None;
};

/// What a presence did to a room.
enum class RoomChange { None, Occupants, Joined, Left, Removed };

/// One room as XEP-0045 tells it: who is in it, what we are in it. Fed with presence of that room alone. Pure.
class RoomState
{
public:
    explicit RoomState(model::Jid room);

    [[nodiscard]] const model::Jid &jid() const { return m_room; }
    [[nodiscard]] bool isJoined() const { return m_isJoined; }
    [[nodiscard]] bool isGone() const { return m_isGone; }
    /// Somebody put us out of the room (XEP-0045 8.2): coming back unasked would be rude.
    [[nodiscard]] bool isPutOut() const { return m_isPutOut; }
    [[nodiscard]] const QString &ownNick() const { return m_nick; }
    [[nodiscard]] const QHash<QString, Occupant> &occupants() const { return m_occupants; }
    [[nodiscard]] model::RoomRole ownRole() const;
    [[nodiscard]] model::Affiliation ownAffiliation() const;
    /// The real bare address behind a nick; empty when nobody with it is here or the room hides it.
    [[nodiscard]] model::Jid realAddress(const QString &nick) const;
    /// The nick under which a person is here; empty when they are not.
    [[nodiscard]] QString nickOf(const model::Jid &real) const;
    /// XEP-0030: whether the room said that it has a feature; false until `describe`.
    [[nodiscard]] bool announces(QStringView feature) const { return m_features.contains(feature.toString()); }
    [[nodiscard]] model::PostingRight posting() const;
    void describe(const xmpp::DiscoInfo &info);
    /// Members only and non-anonymous; nothing until `describe`.
    [[nodiscard]] std::optional<bool> isPrivate() const { return m_isPrivate; }

    /// A join with this nick was sent: what is known from before is forgotten.
    void joining(const QString &nick);
    /// The relay is gone: nobody is known to be here. Membership stays.
    void disconnected();
    /// A join was refused for good, or the bookmark was taken away.
    void gone();
    /// XEP-0045 7.2 to 7.14: presence from this room.
    RoomChange take(const xmpp::PresenceStanza &presence);

private:
    RoomChange leave(const QString &nick, const xmpp::MucUser &user);

    model::Jid m_room;
    QString m_nick;
    QHash<QString, Occupant> m_occupants;
    QSet<QString> m_features; ///< only those that we ask for
    std::optional<bool> m_isPrivate;
    bool m_isJoined = false;
    bool m_isGone = false;
    bool m_isPutOut = false;
};

} // namespace wardline::service
