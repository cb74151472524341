// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xmpp/xep0184_receipts.h"

#include "core/xmpp/wire.h"

namespace wardline::xmpp {

Result<ReceiptRequest> ReceiptRequest::fromXml(const xml::Element &element)
{
    WARDLINE_CHECK(wire::expect(element, kName, kNamespace));
    return ReceiptRequest();
}

xml::Element ReceiptRequest::toXml() const
{
    return xml::Element(kName, kNamespace);
}

Result<Receipt> Receipt::fromXml(const xml::Element &element)
{
    WARDLINE_CHECK(wire::expect(element, kName, kNamespace));
    Receipt receipt;
    WARDLINE_TRY(receipt.id, wire::requiredText(element, u"id"));
    return receipt;
}

xml::Element Receipt::toXml() const
{
    xml::Element element(kName, kNamespace);
    element.setAttribute(u"id", id);
    return element;
}

} // namespace wardline::xmpp
