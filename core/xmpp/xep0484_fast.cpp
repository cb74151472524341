// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xmpp/xep0484_fast.h"

#include "core/xmpp/wire.h"

namespace wardline::xmpp {

Result<FastFeature> FastFeature::fromXml(const xml::Element &element)
{
    WARDLINE_CHECK(wire::expect(element, kName, kNamespace));
    FastFeature feature;
    for (const xml::Element *child : element.childrenNamed(u"mechanism", kNamespace)) {
        if (feature.mechanisms.size() >= 100) {
            return failure(XmppError::TooLarge);
        }
        WARDLINE_TRY(const QString name, wire::content(*child, 64));
        feature.mechanisms.append(name.trimmed());
    }
    return feature;
}

xml::Element FastFeature::toXml() const
{
    xml::Element element(kName, kNamespace);
    for (const QString &mechanism : mechanisms) {
        element.addText(u"mechanism", kNamespace, mechanism);
    }
    return element;
}

Result<FastTokenRequest> FastTokenRequest::fromXml(const xml::Element &element)
{
    WARDLINE_CHECK(wire::expect(element, kName, kNamespace));
    WARDLINE_TRY(QString mechanism, wire::requiredText(element, u"mechanism", 64));
    return FastTokenRequest {std::move(mechanism)};
}

xml::Element FastTokenRequest::toXml() const
{
    return xml::Element(kName, kNamespace).setAttribute(u"mechanism", mechanism);
}

Result<FastUse> FastUse::fromXml(const xml::Element &element)
{
    WARDLINE_CHECK(wire::expect(element, kName, kNamespace));
    WARDLINE_TRY(const bool invalidate, wire::boolean(element, u"invalidate"));
    return FastUse {invalidate};
}

xml::Element FastUse::toXml() const
{
    return xml::Element(kName, kNamespace).setOptionalAttribute(u"invalidate", invalidate ? u"true" : u"");
}

} // namespace wardline::xmpp
