// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/xml/element.h"

#include <QString>

namespace wardline::xmpp {

/// Our own, because no specification has it: a device that got a message and cannot read it says so to the sender's
/// devices. Only inside of an encrypted envelope, beside receipts and markers; whoever does not know it skips it.
///
///     <unreadable xmlns='urn:wardline:delivery:0' id='the origin-id of the message'/>
struct UnreadableReport
{
    static constexpr QStringView kName = u"unreadable";
    static constexpr QStringView kNamespace = u"urn:wardline:delivery:0";

    QString id;

    [[nodiscard]] static Result<UnreadableReport> fromXml(const xml::Element &element);
    [[nodiscard]] xml::Element toXml() const;
    bool operator==(const UnreadableReport &) const = default;
};

} // namespace wardline::xmpp
