// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xmpp/xep0420_sce.h"

#include "core/xml/xml_reader.h"
#include "core/xml/xml_writer.h"
#include "core/xmpp/wire.h"
#include "core/xmpp/xep0082_time.h"

#include <algorithm>
#include <array>
#include <utility>

namespace wardline::xmpp {

using namespace Qt::StringLiterals;

namespace {

constexpr QStringView kNamespace = u"urn:xmpp:sce:1";
constexpr QStringView kJid = u"jid";
constexpr xml::XmlLimits kLimits{
    .bytes = SceEnvelope::kMaxBytes, .depth = 32, .elements = 4000, .attributesPerElement = 32, .prefixes = 64};

/// An affix that names an address. Its namespace is written out although it is inherited: some readers look for it.
xml::Element addressAffix(QStringView name, const model::Jid &jid)
{
    xml::Element element(name, kNamespace);
    element.setAttribute(u"xmlns", kNamespace);
    element.setAttribute(kJid, jid.toString());
    return element;
}

/// The one child of this name; null if there is none, BadValue if there are more.
Result<const xml::Element *> onlyChild(const xml::Element &envelope, QStringView name)
{
    const std::vector<const xml::Element *> found = envelope.childrenNamed(name, kNamespace);
    if (found.size() > 1) {
        return failure(XmppError::BadValue, name.toString());
    }
    return found.empty() ? nullptr : found.front();
}

Status readAddress(const xml::Element &envelope, QStringView name, std::optional<model::Jid> &out)
{
    WARDLINE_TRY(const xml::Element *element, onlyChild(envelope, name));
    if (element != nullptr) {
        WARDLINE_TRY(const model::Jid jid, wire::requiredJid(*element, kJid));
        out = jid.bare();
    }
    return {};
}

} // namespace

QByteArray SceEnvelope::toBytes() const
{
    xml::Element inner(u"content", kNamespace);
    for (const xml::Element &element : content) {
        inner.add(element);
    }
    xml::Element envelope(u"envelope", kNamespace);
    envelope.add(std::move(inner));
    envelope.addText(u"rpad", kNamespace, QString::fromLatin1(padding));
    if (time) {
        envelope.add(xml::Element(u"time", kNamespace).setAttribute(u"stamp", dateTimeText(*time)));
    }
    if (from) {
        envelope.add(addressAffix(u"from", *from));
    }
    if (to) {
        envelope.add(addressAffix(u"to", *to));
    }
    return xml::writeXml(envelope);
}

Result<SceEnvelope> SceEnvelope::fromBytes(QByteArrayView bytes)
{
    const Result<xml::Element> read = xml::readXml(bytes, kLimits);
    if (!read) {
        return failure(read.error().is(xml::XmlError::TooLarge) ? XmppError::TooLarge : XmppError::BadValue,
                       u"envelope"_s);
    }
    WARDLINE_CHECK(wire::expect(*read, u"envelope", kNamespace));
    WARDLINE_TRY(const xml::Element *inner, onlyChild(*read, u"content"));
    if (inner == nullptr) {
        return failure(XmppError::Missing, u"content"_s);
    }
    SceEnvelope envelope;
    envelope.content = inner->children();
    WARDLINE_CHECK(readAddress(*read, u"from", envelope.from));
    WARDLINE_CHECK(readAddress(*read, u"to", envelope.to));
    WARDLINE_TRY(const xml::Element *time, onlyChild(*read, u"time"));
    if (time != nullptr) {
        envelope.time = parseDateTime(time->attribute(u"stamp"));
        if (!envelope.time) {
            return failure(XmppError::BadValue, u"time"_s);
        }
    }
    envelope.padding = read->childText(u"rpad", kNamespace).toUtf8(); // of any length: XEP-0420 4
    return envelope;
}

bool mayBeEnveloped(const xml::Element &element)
{
    // XEP-0420 8 and, for the same reason, everything that only a relay or a room may say.
    static constexpr std::array kForbidden{
        QStringView(u"urn:xmpp:hints"),
        QStringView(u"http://jabber.org/protocol/address"),
        QStringView(u"urn:xmpp:eme:0"),
        QStringView(u"urn:xmpp:omemo:2"),
        QStringView(u"eu.siacs.conversations.axolotl"),
        kNamespace,
        QStringView(u"urn:xmpp:delay"),
        QStringView(u"urn:xmpp:carbons:2"),
        QStringView(u"urn:xmpp:mam:2"),
        QStringView(u"urn:xmpp:occupant-id:0"),
        QStringView(u"urn:xmpp:message-moderate:0"),
        QStringView(u"urn:xmpp:message-moderate:1"),
        QStringView(u"urn:xmpp:hats:0"),
        QStringView(u"http://jabber.org/protocol/muc#user"),
        QStringView(u"http://jabber.org/protocol/pubsub#event"),
    };
    if (element.ns().isEmpty() || element.is(u"stanza-id", u"urn:xmpp:sid:0") || element.is(u"error", u"jabber:client")
        || element.is(u"subject", u"jabber:client")) {
        return false;
    }
    return std::ranges::find(kForbidden, QStringView(element.ns())) == kForbidden.end();
}

} // namespace wardline::xmpp
