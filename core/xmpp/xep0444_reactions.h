// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/xml/element.h"

#include <QStringList>

namespace wardline::xmpp {

/// Which emoji a person gives a message, replacing what they gave before: https://xmpp.org/extensions/xep-0444.html
struct Reactions {
    static constexpr QStringView kName = u"reactions";
    static constexpr QStringView kNamespace = u"urn:xmpp:reactions:0";
    /// More of one person are left out.
    static constexpr qsizetype kMaxPerPerson = 8;

    QString id; ///< in rooms the stanza-id that the room gave, else the message's `id` attribute
    /// Only what is one emoji, each once (XEP-0444 4): the rest is dropped in reading. Empty: all are taken back.
    QStringList emoji;

    [[nodiscard]] static Result<Reactions> fromXml(const xml::Element &element);
    [[nodiscard]] xml::Element toXml() const;
    bool operator==(const Reactions &) const = default;
};

} // namespace wardline::xmpp
