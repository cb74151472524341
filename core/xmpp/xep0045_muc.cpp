// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xmpp/xep0045_muc.h"

#include "core/xmpp/wire.h"
#include "core/xmpp/xep0082_time.h"

namespace wardline::xmpp {

namespace {

constexpr wire::Words<model::Affiliation, 5> kAffiliations {{
    {model::Affiliation::Outcast, u"outcast"},
    {model::Affiliation::None, u"none"},
    {model::Affiliation::Member, u"member"},
    {model::Affiliation::Admin, u"admin"},
    {model::Affiliation::Owner, u"owner"},
}};

constexpr wire::Words<model::RoomRole, 4> kRoles {{
    {model::RoomRole::None, u"none"},
    {model::RoomRole::Visitor, u"visitor"},
    {model::RoomRole::Participant, u"participant"},
    {model::RoomRole::Moderator, u"moderator"},
}};

constexpr qsizetype kMaxStatusCodes = 64;

Status readRights(const xml::Element &element, MucItem &item)
{
    if (const QString word = element.attribute(u"affiliation"); !word.isEmpty()) {
        item.affiliation = wire::fromWord(kAffiliations, word);
        if (!item.affiliation) {
            return failure(XmppError::BadValue, QStringLiteral("affiliation"));
        }
    }
    if (const QString word = element.attribute(u"role"); !word.isEmpty()) {
        item.role = wire::fromWord(kRoles, word);
        if (!item.role) {
            return failure(XmppError::BadValue, QStringLiteral("role"));
        }
    }
    return {};
}

} // namespace

PresenceStanza MucJoin::presence(const model::Jid &occupant)
{
    PresenceStanza stanza;
    stanza.to = occupant;
    stanza.add(MucJoin {.maxStanzas = 0, .seconds = {}, .since = {}});
    return stanza;
}

Result<MucJoin> MucJoin::fromXml(const xml::Element &element)
{
    WARDLINE_CHECK(wire::expect(element, kName, kNamespace));
    MucJoin join;
    const xml::Element *history = element.child(u"history", kNamespace);
    if (history == nullptr) {
        return join;
    }
    join.maxStanzas = wire::parseCount(history->attribute(u"maxstanzas"));
    join.seconds = wire::parseCount(history->attribute(u"seconds"));
    join.since = parseDateTime(history->attribute(u"since"));
    return join;
}

xml::Element MucJoin::toXml() const
{
    xml::Element element(kName, kNamespace);
    xml::Element history(u"history", kNamespace);
    if (maxStanzas) {
        history.setAttribute(u"maxstanzas", wire::countText(*maxStanzas));
    }
    if (seconds) {
        history.setAttribute(u"seconds", wire::countText(*seconds));
    }
    if (since) {
        history.setAttribute(u"since", dateTimeText(*since));
    }
    if (!history.attributes().isEmpty()) {
        element.add(std::move(history));
    }
    return element;
}

Result<MucItem> MucItem::fromXml(const xml::Element &element, QStringView ns)
{
    WARDLINE_CHECK(wire::expect(element, u"item", ns));
    MucItem item;
    WARDLINE_CHECK(readRights(element, item));
    WARDLINE_TRY(item.jid, wire::jid(element, u"jid"));
    WARDLINE_TRY(item.nick, wire::text(element, u"nick"));
    WARDLINE_TRY(item.reason, wire::childContent(element, u"reason", wire::kMaxLine));
    if (const xml::Element *actor = element.child(u"actor", ns); actor != nullptr) {
        WARDLINE_TRY(item.actor, wire::jid(*actor, u"jid"));
        WARDLINE_TRY(item.actorNick, wire::text(*actor, u"nick"));
    }
    return item;
}

xml::Element MucItem::toXml(QStringView ns) const
{
    xml::Element element(u"item", ns);
    if (affiliation) {
        element.setAttribute(u"affiliation", affiliationWord(*affiliation));
    }
    if (role) {
        element.setAttribute(u"role", roomRoleWord(*role));
    }
    element.setOptionalAttribute(u"jid", jid.toString());
    element.setOptionalAttribute(u"nick", nick);
    if (!actor.isEmpty() || !actorNick.isEmpty()) {
        xml::Element actorElement(u"actor", ns);
        actorElement.setOptionalAttribute(u"jid", actor.toString());
        actorElement.setOptionalAttribute(u"nick", actorNick);
        element.add(std::move(actorElement));
    }
    if (!reason.isEmpty()) {
        element.addText(u"reason", ns, reason);
    }
    return element;
}

Result<MucDestroy> MucDestroy::fromXml(const xml::Element &element, QStringView ns)
{
    WARDLINE_CHECK(wire::expect(element, u"destroy", ns));
    MucDestroy destroy;
    WARDLINE_TRY(destroy.alternate, wire::jid(element, u"jid"));
    WARDLINE_TRY(destroy.reason, wire::childContent(element, u"reason", wire::kMaxLine));
    return destroy;
}

xml::Element MucDestroy::toXml(QStringView ns) const
{
    xml::Element element(u"destroy", ns);
    element.setOptionalAttribute(u"jid", alternate.toString());
    if (!reason.isEmpty()) {
        element.addText(u"reason", ns, reason);
    }
    return element;
}

Result<MucUser> MucUser::fromXml(const xml::Element &element)
{
    WARDLINE_CHECK(wire::expect(element, kName, kNamespace));
    MucUser user;
    for (const xml::Element &child : element.children()) {
        if (child.is(u"item", kNamespace)) {
            WARDLINE_TRY(user.item, MucItem::fromXml(child, kNamespace));
        } else if (child.is(u"destroy", kNamespace)) {
            WARDLINE_TRY(user.destroy, MucDestroy::fromXml(child, kNamespace));
        } else if (child.is(u"status", kNamespace)) {
            const std::optional<int> code = wire::parseCount(child.attribute(u"code"));
            if (!code) {
                return failure(XmppError::BadValue, QStringLiteral("code"));
            }
            if (user.statusCodes.size() >= kMaxStatusCodes) {
                return failure(XmppError::TooLarge, QStringLiteral("status"));
            }
            user.statusCodes.append(*code);
        }
    }
    return user;
}

xml::Element MucUser::toXml() const
{
    xml::Element element(kName, kNamespace);
    if (item) {
        element.add(item->toXml(kNamespace));
    }
    if (destroy) {
        element.add(destroy->toXml(kNamespace));
    }
    for (const int code : statusCodes) {
        xml::Element status(u"status", kNamespace);
        status.setAttribute(u"code", wire::countText(code));
        element.add(std::move(status));
    }
    return element;
}

MucJoinRefusal joinRefusal(const StanzaError &error)
{
    using Condition = StanzaErrorCondition;
    switch (error.condition) {
    case Condition::Conflict:
        return MucJoinRefusal::NickTaken;
    case Condition::NotAcceptable:
        return MucJoinRefusal::NickNotAllowed;
    case Condition::RegistrationRequired:
        return MucJoinRefusal::MembersOnly;
    case Condition::Forbidden:
        return MucJoinRefusal::Banned;
    case Condition::ServiceUnavailable:
        return MucJoinRefusal::RoomFull;
    case Condition::ItemNotFound:
    case Condition::Gone:
        return MucJoinRefusal::NoSuchRoom;
    case Condition::NotAllowed:
        return MucJoinRefusal::CreationNotAllowed;
    case Condition::NotAuthorized:
        return MucJoinRefusal::PasswordRequired;
    case Condition::InternalServerError:
    case Condition::RecipientUnavailable:
    case Condition::RemoteServerNotFound:
    case Condition::RemoteServerTimeout:
    case Condition::ResourceConstraint:
        return MucJoinRefusal::TryLater;
    case Condition::BadRequest:
    case Condition::FeatureNotImplemented:
    case Condition::JidMalformed:
    case Condition::PolicyViolation:
    case Condition::Redirect:
    case Condition::SubscriptionRequired:
    case Condition::UndefinedCondition:
    case Condition::UnexpectedRequest:
        return MucJoinRefusal::Other;
    }
    return MucJoinRefusal::Other;
}

QStringView affiliationWord(model::Affiliation affiliation)
{
    return wire::toWord(kAffiliations, affiliation);
}

QStringView roomRoleWord(model::RoomRole role)
{
    return wire::toWord(kRoles, role);
}

} // namespace wardline::xmpp
