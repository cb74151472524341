// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xmpp/xep0386_bind2.h"

#include "core/xmpp/wire.h"

namespace wardline::xmpp {

namespace {

constexpr QStringView kCarbons = u"urn:xmpp:carbons:2";
constexpr QStringView kCsi = u"urn:xmpp:csi:0";

} // namespace

Result<Bind2Request> Bind2Request::fromXml(const xml::Element &element)
{
    WARDLINE_CHECK(wire::expect(element, kName, kNamespace));
    Bind2Request request;
    WARDLINE_TRY(request.tag, wire::childContent(element, u"tag", wire::kMaxToken));
    request.enableCarbons = element.hasChild(u"enable", kCarbons);
    return request;
}

xml::Element Bind2Request::toXml() const
{
    xml::Element element(kName, kNamespace);
    if (!tag.isEmpty()) {
        element.addText(u"tag", kNamespace, tag);
    }
    if (enableCarbons) {
        element.add(xml::Element(u"enable", kCarbons));
    }
    return element;
}

Result<Bind2Feature> Bind2Feature::fromXml(const xml::Element &element)
{
    WARDLINE_CHECK(wire::expect(element, kName, kNamespace));
    Bind2Feature feature;
    if (const xml::Element *list = element.child(u"inline", kNamespace)) {
        for (const xml::Element *child : list->childrenNamed(u"feature", kNamespace)) {
            feature.carbons |= child->attribute(u"var") == kCarbons;
            feature.csi |= child->attribute(u"var") == kCsi;
        }
    }
    return feature;
}

xml::Element Bind2Feature::toXml() const
{
    xml::Element list(u"inline", kNamespace);
    if (carbons) {
        list.add(xml::Element(u"feature", kNamespace).setAttribute(u"var", kCarbons));
    }
    if (csi) {
        list.add(xml::Element(u"feature", kNamespace).setAttribute(u"var", kCsi));
    }
    return xml::Element(kName, kNamespace).add(std::move(list));
}

} // namespace wardline::xmpp
