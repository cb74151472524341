// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xmpp/stream_error.h"

#include "core/xmpp/wire.h"

namespace wardline::xmpp {

namespace {

constexpr QStringView kConditions = u"urn:ietf:params:xml:ns:xmpp-streams";

constexpr wire::Words<StreamCondition, 25> kWords {{
    {StreamCondition::BadFormat, u"bad-format"},
    {StreamCondition::BadNamespacePrefix, u"bad-namespace-prefix"},
    {StreamCondition::Conflict, u"conflict"},
    {StreamCondition::ConnectionTimeout, u"connection-timeout"},
    {StreamCondition::HostGone, u"host-gone"},
    {StreamCondition::HostUnknown, u"host-unknown"},
    {StreamCondition::ImproperAddressing, u"improper-addressing"},
    {StreamCondition::InternalServerError, u"internal-server-error"},
    {StreamCondition::InvalidFrom, u"invalid-from"},
    {StreamCondition::InvalidNamespace, u"invalid-namespace"},
    {StreamCondition::InvalidXml, u"invalid-xml"},
    {StreamCondition::NotAuthorized, u"not-authorized"},
    {StreamCondition::NotWellFormed, u"not-well-formed"},
    {StreamCondition::PolicyViolation, u"policy-violation"},
    {StreamCondition::RemoteConnectionFailed, u"remote-connection-failed"},
    {StreamCondition::Reset, u"reset"},
    {StreamCondition::ResourceConstraint, u"resource-constraint"},
    {StreamCondition::RestrictedXml, u"restricted-xml"},
    {StreamCondition::SeeOtherHost, u"see-other-host"},
    {StreamCondition::SystemShutdown, u"system-shutdown"},
    {StreamCondition::UndefinedCondition, u"undefined-condition"},
    {StreamCondition::UnsupportedEncoding, u"unsupported-encoding"},
    {StreamCondition::UnsupportedFeature, u"unsupported-feature"},
    {StreamCondition::UnsupportedStanzaType, u"unsupported-stanza-type"},
    {StreamCondition::UnsupportedVersion, u"unsupported-version"},
}};

} // namespace

QStringView wordFor(StreamCondition condition)
{
    return wire::toWord(kWords, condition);
}

Result<StreamFailure> StreamFailure::fromXml(const xml::Element &element)
{
    WARDLINE_CHECK(wire::expect(element, kName, kNamespace));
    for (const xml::Element &child : element.children()) {
        if (child.ns() != kConditions) {
            continue;
        }
        if (const auto condition = wire::fromWord(kWords, child.name())) {
            return StreamFailure {*condition};
        }
    }
    return StreamFailure {};
}

xml::Element StreamFailure::toXml() const
{
    return xml::Element(kName, kNamespace).add(xml::Element(wordFor(condition), kConditions));
}

} // namespace wardline::xmpp
