// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/jid.h"
#include "core/xml/element.h"
#include "core/xmpp/xep0060_pubsub.h"
#include "core/xmpp/xep0163_pep.h"

#include <QList>

namespace wardline::xmpp {

/// A room that the user keeps, one PEP item each: https://xmpp.org/extensions/xep-0402.html
struct Bookmark {
    static constexpr QStringView kNode = u"urn:xmpp:bookmarks:1";

    model::Jid room; ///< bare; the item's id
    QString name;
    bool autoJoin = false;
    QString nick;
    QList<xml::Element> extensions; ///< XEP-0402 3.2: others' additions, to be published again untouched

    /// XEP-0402 3.2: private, persistent, as many as the relay allows.
    [[nodiscard]] static PepNodeOptions nodeOptions();
    /// The room's address is the item's id. A password, if there is one, is not kept.
    [[nodiscard]] static Result<Bookmark> fromItem(const PubSubItem &item);
    [[nodiscard]] PubSubItem toItem() const;
    bool operator==(const Bookmark &) const = default;
};

} // namespace wardline::xmpp
