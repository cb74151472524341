// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/care_role.h"
#include "core/service/live/rules.h"
#include "core/service/room_service.h"
#include "core/stream/xmpp_stream.h"
#include "core/xmpp/presence_stanza.h"
#include "core/xmpp/rfc6121_roster.h"

#include <QHash>
#include <QObject>
#include <QSet>

namespace wardline::service {

/// Who is who in the organisation: names, roles and presence by real address, from the roster that the relay manages
/// (RFC 6121 2). Roles come from its groups by policy; nobody can give himself one. Main thread.
class PeopleDirectory final : public QObject
{
    Q_OBJECT
public:
    PeopleDirectory(const Rules &rules, model::Jid own, QObject *parent = nullptr);

    /// Listens for changes of the roster on this stream.
    void listen(stream::XmppStream &stream);
    /// Listens, and asks for the whole roster.
    void load(stream::XmppStream &stream);
    /// Presence of a person (not of a room occupant).
    void takePresence(const xmpp::PresenceStanza &presence);
    /// The connection is gone: nobody is known to be online.
    void forgetPresence();

    [[nodiscard]] model::RoleClaim roleOf(const model::Jid &person) const;
    /// What the relay calls a person; the local part of the address when it says nothing.
    [[nodiscard]] QString nameOf(const model::Jid &person) const;
    [[nodiscard]] bool isKnown(const model::Jid &person) const { return m_people.contains(person.bare()); }
    [[nodiscard]] Colleague self() const;
    /// Everybody but oneself, by name.
    [[nodiscard]] QList<Colleague> colleagues() const;
    /// Nothing for oneself and for whom the roster does not list.
    [[nodiscard]] std::optional<Colleague> colleagueOf(const model::Jid &person) const;
    [[nodiscard]] bool isLoaded() const { return m_isLoaded; }

Q_SIGNALS:
    void changed();
    void loaded();
    /// Somebody other than our server tried to change the roster.
    void forgedPush();

private:
    struct Person
    {
        QString name;
        model::RoleClaim role;
        QStringList groups;
        QSet<QString> onlineResources;
    };

    void takeRoster(const xmpp::Roster &roster);
    void takeItem(const xmpp::RosterItem &item);
    void handlePush(stream::XmppStream &stream, const xmpp::IqStanza &request);
    [[nodiscard]] model::RoleClaim roleFrom(const QStringList &groups) const;
    [[nodiscard]] Colleague colleague(const model::Jid &jid, const Person &person) const;
    [[nodiscard]] QList<Colleague> sortedColleagues() const;
    void noteOnline(const model::Jid &person, bool isOnline);

    const Rules &m_rules;
    model::Jid m_own;
    QHash<model::Jid, Person> m_people;
    mutable std::optional<QList<Colleague>> m_sorted; ///< asked for at every change, made when it differs
    bool m_isLoaded = false;
};

} // namespace wardline::service
