// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xmpp/xep0317_hats.h"

#include "core/xmpp/wire.h"

namespace wardline::xmpp {

namespace {

constexpr wire::Words<Hats::Origin, 2> kNamespaces {{
    {Hats::Origin::Specification, Hats::kSpecificationNamespace},
    {Hats::Origin::Prosody, Hats::kProsodyNamespace},
}};

constexpr qsizetype kMaxHats = 64;

} // namespace

bool Hats::isHats(const xml::Element &element)
{
    return element.name() == kName && wire::fromWord(kNamespaces, element.ns());
}

Hats Hats::find(const QList<xml::Element> &payloads, Origin origin)
{
    Hats none;
    none.origin = origin;
    const xml::Element *found = nullptr;
    for (const xml::Element &payload : payloads) {
        if (!payload.is(kName, wire::toWord(kNamespaces, origin))) {
            continue;
        }
        if (found != nullptr) {
            return none;
        }
        found = &payload;
    }
    return found == nullptr ? none : fromXml(*found).value_or(none);
}

Result<Hats> Hats::fromXml(const xml::Element &element)
{
    const std::optional<Origin> origin = wire::fromWord(kNamespaces, element.ns());
    if (element.name() != kName || !origin) {
        return failure(XmppError::WrongElement);
    }
    if (element.children().size() > kMaxHats) {
        return failure(XmppError::TooLarge);
    }
    Hats hats;
    hats.origin = *origin;
    for (const xml::Element &child : element.children()) {
        if (!child.is(u"hat", element.ns())) {
            continue;
        }
        Hat hat;
        WARDLINE_TRY(hat.uri, wire::requiredText(child, u"uri"));
        WARDLINE_TRY(hat.title, wire::requiredText(child, u"title"));
        hats.hats.append(std::move(hat));
    }
    return hats;
}

xml::Element Hats::toXml() const
{
    const QStringView ns = wire::toWord(kNamespaces, origin);
    xml::Element element(kName, ns);
    for (const Hat &hat : hats) {
        xml::Element child(u"hat", ns);
        child.setAttribute(u"title", hat.title);
        child.setAttribute(u"uri", hat.uri);
        element.add(std::move(child));
    }
    return element;
}

} // namespace wardline::xmpp
