// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xmpp/iq_stanza.h"

#include "core/xmpp/wire.h"

namespace wardline::xmpp {

namespace {

constexpr wire::Words<IqType, 4> kTypes {{
    {IqType::Get, u"get"},
    {IqType::Set, u"set"},
    {IqType::Result, u"result"},
    {IqType::Error, u"error"},
}};

Status readChildren(const xml::Element &element, IqStanza &stanza)
{
    for (const xml::Element &child : element.children()) {
        if (stanza.type == IqType::Error) {
            if (!stanza.error && child.is(StanzaError::kName, StanzaError::kNamespace)) {
                WARDLINE_TRY(stanza.error, StanzaError::fromXml(child));
            } else if (!stanza.content) {
                stanza.content = child; // the request may come back with its refusal (RFC 6120 8.3.1)
            }
        } else if (stanza.content) {
            return failure(XmppError::BadValue, QStringLiteral("children"));
        } else {
            stanza.content = child;
        }
    }
    if (stanza.isRequest() && !stanza.content) {
        return failure(XmppError::Missing, QStringLiteral("child"));
    }
    if (stanza.type == IqType::Error && !stanza.error) {
        stanza.error = StanzaError();
    }
    return {};
}

} // namespace

IqStanza IqStanza::answer() const
{
    return {.from = to, .to = from, .id = id, .type = IqType::Result, .content = {}, .error = {}};
}

IqStanza IqStanza::answerWith(xml::Element content) const
{
    IqStanza stanza = answer();
    stanza.content = std::move(content);
    return stanza;
}

IqStanza IqStanza::refuse(StanzaErrorType errorType, StanzaErrorCondition condition) const
{
    IqStanza stanza = answer();
    stanza.type = IqType::Error;
    stanza.error = StanzaError {.type = errorType, .condition = condition, .text = {}, .by = {}, .application = {}};
    return stanza;
}

Result<IqStanza> IqStanza::fromXml(const xml::Element &element)
{
    WARDLINE_CHECK(wire::expect(element, kName, kNamespace));
    IqStanza stanza;
    WARDLINE_TRY(stanza.from, wire::jid(element, u"from"));
    WARDLINE_TRY(stanza.to, wire::jid(element, u"to"));
    WARDLINE_TRY(stanza.id, wire::requiredText(element, u"id"));
    const std::optional<IqType> type = wire::fromWord(kTypes, element.attribute(u"type"));
    if (!type) {
        return failure(XmppError::BadValue, QStringLiteral("type"));
    }
    stanza.type = *type;
    WARDLINE_CHECK(readChildren(element, stanza));
    return stanza;
}

xml::Element IqStanza::toXml() const
{
    xml::Element element(kName, kNamespace);
    element.setOptionalAttribute(u"from", from.toString());
    element.setOptionalAttribute(u"to", to.toString());
    element.setAttribute(u"id", id);
    element.setAttribute(u"type", wire::toWord(kTypes, type));
    if (content) {
        element.add(*content);
    }
    if (error) {
        element.add(error->toXml());
    }
    return element;
}

} // namespace wardline::xmpp
