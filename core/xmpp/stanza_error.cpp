// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xmpp/stanza_error.h"

#include "core/xmpp/wire.h"

namespace wardline::xmpp {

namespace {

constexpr QStringView kStanzasNamespace = u"urn:ietf:params:xml:ns:xmpp-stanzas";

constexpr wire::Words<StanzaErrorType, 5> kTypes {{
    {StanzaErrorType::Auth, u"auth"},
    {StanzaErrorType::Cancel, u"cancel"},
    {StanzaErrorType::Continue, u"continue"},
    {StanzaErrorType::Modify, u"modify"},
    {StanzaErrorType::Wait, u"wait"},
}};

constexpr wire::Words<StanzaErrorCondition, 22> kConditions {{
    {StanzaErrorCondition::BadRequest, u"bad-request"},
    {StanzaErrorCondition::Conflict, u"conflict"},
    {StanzaErrorCondition::FeatureNotImplemented, u"feature-not-implemented"},
    {StanzaErrorCondition::Forbidden, u"forbidden"},
    {StanzaErrorCondition::Gone, u"gone"},
    {StanzaErrorCondition::InternalServerError, u"internal-server-error"},
    {StanzaErrorCondition::ItemNotFound, u"item-not-found"},
    {StanzaErrorCondition::JidMalformed, u"jid-malformed"},
    {StanzaErrorCondition::NotAcceptable, u"not-acceptable"},
    {StanzaErrorCondition::NotAllowed, u"not-allowed"},
    {StanzaErrorCondition::NotAuthorized, u"not-authorized"},
    {StanzaErrorCondition::PolicyViolation, u"policy-violation"},
    {StanzaErrorCondition::RecipientUnavailable, u"recipient-unavailable"},
    {StanzaErrorCondition::Redirect, u"redirect"},
    {StanzaErrorCondition::RegistrationRequired, u"registration-required"},
    {StanzaErrorCondition::RemoteServerNotFound, u"remote-server-not-found"},
    {StanzaErrorCondition::RemoteServerTimeout, u"remote-server-timeout"},
    {StanzaErrorCondition::ResourceConstraint, u"resource-constraint"},
    {StanzaErrorCondition::ServiceUnavailable, u"service-unavailable"},
    {StanzaErrorCondition::SubscriptionRequired, u"subscription-required"},
    {StanzaErrorCondition::UndefinedCondition, u"undefined-condition"},
    {StanzaErrorCondition::UnexpectedRequest, u"unexpected-request"},
}};

} // namespace

bool StanzaError::hasApplication(QStringView name, QStringView ns) const
{
    return application && application->is(name, ns);
}

Result<StanzaError> StanzaError::fromXml(const xml::Element &element)
{
    WARDLINE_CHECK(wire::expect(element, kName, kNamespace));
    StanzaError error;
    // An error of a kind that we do not know is still an error: an unknown type cancels (RFC 6120 8.3.2).
    error.type = wire::fromWord(kTypes, element.attribute(u"type")).value_or(StanzaErrorType::Cancel);
    // Whoever made `by` up gains nothing by it, so a bad address is dropped rather than the error lost.
    error.by = wire::jid(element, u"by").value_or(model::Jid());
    for (const xml::Element &child : element.children()) {
        if (child.ns() != kStanzasNamespace) {
            error.application = child;
        } else if (child.name() == u"text") {
            error.text = child.text().left(wire::kMaxLine);
        } else {
            error.condition = wire::fromWord(kConditions, child.name()).value_or(StanzaErrorCondition::UndefinedCondition);
        }
    }
    return error;
}

xml::Element StanzaError::toXml() const
{
    xml::Element element(kName, kNamespace);
    element.setOptionalAttribute(u"by", by.toString());
    element.setAttribute(u"type", wire::toWord(kTypes, type));
    element.add(xml::Element(conditionWord(condition), kStanzasNamespace));
    if (!text.isEmpty()) {
        element.addText(u"text", kStanzasNamespace, text);
    }
    if (application) {
        element.add(*application);
    }
    return element;
}

QStringView conditionWord(StanzaErrorCondition condition)
{
    return wire::toWord(kConditions, condition);
}

} // namespace wardline::xmpp
