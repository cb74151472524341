// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/people_directory.h"

#include "core/xmpp/xmpp_error.h"

#include <algorithm>

namespace wardline::service {

using namespace Qt::StringLiterals;

namespace {
constexpr int kMaxResources = 32;
}

PeopleDirectory::PeopleDirectory(const Rules &rules, model::Jid own, QObject *parent)
    : QObject(parent)
    , m_rules(rules)
    , m_own(std::move(own))
{
}

void PeopleDirectory::listen(stream::XmppStream &stream)
{
    stream.iq().handle(u"query"_s, xmpp::Roster::kNamespace.toString(), this,
                       [this, &stream](const xmpp::IqStanza &request) { handlePush(stream, request); });
}

void PeopleDirectory::load(stream::XmppStream &stream)
{
    listen(stream);
    stream.iq().request(this, xmpp::IqStanza::get({}, xmpp::Roster()), [this](const Result<xmpp::IqStanza> &answer) {
        if (!answer && answer.error().is(stream::IqError::Disconnected)) {
            return; // asked again with the next connection
        }
        if (const auto roster = answer ? answer->payload<xmpp::Roster>() : std::unexpected(answer.error())) {
            takeRoster(*roster);
        }
        m_isLoaded = true;
        m_sorted.reset();
        Q_EMIT changed();
        Q_EMIT loaded();
    });
}

void PeopleDirectory::takeRoster(const xmpp::Roster &roster)
{
    QHash<model::Jid, Person> before = std::exchange(m_people, {});
    for (const xmpp::RosterItem &item : roster.items) {
        takeItem(item);
        const model::Jid person = item.jid.bare();
        const auto known = before.constFind(person);
        if (known != before.cend() && m_people.contains(person)) {
            m_people[person].onlineResources = known->onlineResources;
        }
    }
}

void PeopleDirectory::takeItem(const xmpp::RosterItem &item)
{
    if (item.subscription == xmpp::Subscription::Remove) {
        m_people.remove(item.jid.bare());
        return;
    }
    Person &person = m_people[item.jid.bare()];
    person.name = item.name;
    person.role = roleFrom(item.groups);
    person.groups = item.groups;
}

void PeopleDirectory::handlePush(stream::XmppStream &stream, const xmpp::IqStanza &request)
{
    const auto push = xmpp::unwrapRosterPush(request, m_own);
    if (!push || !*push) {
        stream.iq().reply(
            request.refuse(xmpp::StanzaErrorType::Cancel, xmpp::StanzaErrorCondition::ServiceUnavailable));
        if (!push && push.error().is(xmpp::XmppError::ForeignSender)) {
            Q_EMIT forgedPush();
        }
        return;
    }
    stream.iq().reply(request.answer());
    takeItem((*push)->item);
    m_sorted.reset();
    Q_EMIT changed();
}

model::RoleClaim PeopleDirectory::roleFrom(const QStringList &groups) const
{
    // Someone may be in several groups; the first clinical role in the order of the product's list counts.
    model::RoleClaim claim;
    for (const QString &group : groups) {
        const model::CareRole role = m_rules.rolesByGroup.value(group, model::CareRole::None);
        if (role != model::CareRole::None && (claim.role == model::CareRole::None || role < claim.role)) {
            claim.role = role;
        }
    }
    return claim;
}

void PeopleDirectory::takePresence(const xmpp::PresenceStanza &presence)
{
    const auto person = m_people.find(presence.from.bare());
    if (person == m_people.end()) {
        return;
    }
    const bool wasOnline = !person->onlineResources.isEmpty();
    if (presence.type == xmpp::PresenceType::Available && person->onlineResources.size() < kMaxResources) {
        person->onlineResources.insert(presence.from.resource());
    } else if (presence.type == xmpp::PresenceType::Unavailable) {
        person->onlineResources.remove(presence.from.resource());
    }
    if (wasOnline != !person->onlineResources.isEmpty()) {
        noteOnline(person.key(), !wasOnline);
        Q_EMIT changed();
    }
}

/// Presence comes one by one for thousands of people: the order stays, and is not made anew for each.
void PeopleDirectory::noteOnline(const model::Jid &person, bool isOnline)
{
    if (!m_sorted) {
        return;
    }
    for (Colleague &colleague : *m_sorted) {
        if (colleague.jid == person) {
            colleague.isOnline = isOnline;
            return;
        }
    }
}

void PeopleDirectory::forgetPresence()
{
    for (Person &person : m_people) {
        person.onlineResources.clear();
    }
    m_sorted.reset();
    Q_EMIT changed();
}

model::RoleClaim PeopleDirectory::roleOf(const model::Jid &person) const
{
    return m_people.value(person.bare()).role;
}

QString PeopleDirectory::nameOf(const model::Jid &person) const
{
    const QString name = m_people.value(person.bare()).name;
    return name.isEmpty() ? (person.local().isEmpty() ? person.domain() : person.local()) : name;
}

Colleague PeopleDirectory::colleague(const model::Jid &jid, const Person &person) const
{
    return {jid, nameOf(jid), person.role, !person.onlineResources.isEmpty(), person.groups};
}

Colleague PeopleDirectory::self() const
{
    return colleague(m_own, m_people.value(m_own));
}

std::optional<Colleague> PeopleDirectory::colleagueOf(const model::Jid &person) const
{
    const auto known = m_people.constFind(person.bare());
    if (known == m_people.cend() || known.key() == m_own) {
        return std::nullopt;
    }
    return colleague(known.key(), *known);
}

QList<Colleague> PeopleDirectory::colleagues() const
{
    if (!m_sorted) {
        m_sorted = sortedColleagues();
    }
    return *m_sorted;
}

QList<Colleague> PeopleDirectory::sortedColleagues() const
{
    QList<Colleague> list;
    list.reserve(m_people.size());
    for (auto it = m_people.cbegin(); it != m_people.cend(); ++it) {
        if (it.key() != m_own) {
            list.append(colleague(it.key(), it.value()));
        }
    }
    std::sort(list.begin(), list.end(),
              [](const Colleague &a, const Colleague &b) { return QString::localeAwareCompare(a.name, b.name) < 0; });
    return list;
}

} // namespace wardline::service
