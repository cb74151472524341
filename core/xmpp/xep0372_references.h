// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/jid.h"
#include "core/xml/element.h"

#include <QList>

#include <optional>

namespace wardline::xmpp {

/// A person named in a body: https://xmpp.org/extensions/xep-0372.html. Only mentions; other references are none.
struct MentionReference {
    static constexpr QStringView kName = u"reference";
    static constexpr QStringView kNamespace = u"urn:xmpp:reference:0";
    /// More of one message are left out.
    static constexpr qsizetype kMaxPerMessage = 64;

    model::Jid person; ///< bare, or an occupant's address
    std::optional<qsizetype> begin; ///< code points in the body
    std::optional<qsizetype> end; ///< behind the last one

    [[nodiscard]] static Result<MentionReference> fromXml(const xml::Element &element);
    [[nodiscard]] xml::Element toXml() const;
    bool operator==(const MentionReference &) const = default;
};

/// The mentions among these payloads; what is malformed is left out.
[[nodiscard]] QList<MentionReference> mentionsIn(const QList<xml::Element> &payloads);

} // namespace wardline::xmpp
