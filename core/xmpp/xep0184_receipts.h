// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/xml/element.h"

/// Message Delivery Receipts: https://xmpp.org/extensions/xep-0184.html
namespace wardline::xmpp {

/// XEP-0184 5.3: the sender wishes to know of arrival.
struct ReceiptRequest {
    static constexpr QStringView kName = u"request";
    static constexpr QStringView kNamespace = u"urn:xmpp:receipts";

    [[nodiscard]] static Result<ReceiptRequest> fromXml(const xml::Element &element);
    [[nodiscard]] xml::Element toXml() const;
    bool operator==(const ReceiptRequest &) const = default;
};

/// XEP-0184 5.4: it has arrived on a device. Counts only from whom the message with this id went to.
struct Receipt {
    static constexpr QStringView kName = u"received";
    static constexpr QStringView kNamespace = ReceiptRequest::kNamespace;

    QString id; ///< the `id` attribute of the message that arrived

    [[nodiscard]] static Result<Receipt> fromXml(const xml::Element &element);
    [[nodiscard]] xml::Element toXml() const;
    bool operator==(const Receipt &) const = default;
};

} // namespace wardline::xmpp
