// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xmpp/wardline_urgency.h"

#include "core/xmpp/wire.h"

namespace wardline::xmpp {

using namespace Qt::StringLiterals;

Result<UrgencyMark> UrgencyMark::fromXml(const xml::Element &element)
{
    WARDLINE_CHECK(wire::expect(element, kName, kNamespace));
    WARDLINE_TRY(const QString word, wire::requiredText(element, u"level"));
    const auto level = model::urgencyFromWord(word);
    if (!level) {
        return failure(XmppError::BadValue, u"level"_s);
    }
    return UrgencyMark{*level};
}

xml::Element UrgencyMark::toXml() const
{
    xml::Element element(kName, kNamespace);
    element.setAttribute(u"level", model::urgencyWord(level));
    return element;
}

} // namespace wardline::xmpp
