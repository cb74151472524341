// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/xml/element.h"
#include "core/xmpp/xep0060_pubsub.h"

#include <QStringList>

namespace wardline::xmpp {

/// What happened to a node, in a message of the service: https://xmpp.org/extensions/xep-0060.html#publisher-publish-success
///
/// It counts only from the service: `unwrapPepEvent` (xep0163_pep.h) checks that.
struct PubSubEvent {
    static constexpr QStringView kName = u"event";
    static constexpr QStringView kNamespace = u"http://jabber.org/protocol/pubsub#event";

    enum class Kind {
        Items, ///< published or taken back
        Purged, ///< all items are gone
        Deleted, ///< the node is gone
        Configured,
    };

    Kind kind = Kind::Items;
    QString node;
    QList<PubSubItem> items; ///< published
    QStringList retracted; ///< ids of items taken back

    [[nodiscard]] static Result<PubSubEvent> fromXml(const xml::Element &element);
    [[nodiscard]] xml::Element toXml() const;
    bool operator==(const PubSubEvent &) const = default;
};

} // namespace wardline::xmpp
