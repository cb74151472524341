// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/jid.h"
#include "core/xml/element.h"
#include "core/xmpp/xep0004_data_forms.h"
#include "core/xmpp/xep0059_rsm.h"

#include <QStringList>

#include <optional>

/// Publish-Subscribe, as its users see it: https://xmpp.org/extensions/xep-0060.html. Each struct is the content of an IQ; all share
/// the element `<pubsub/>` and an element of another kind is an error. Owners' requests are in xep0060_pubsub_owner.h, notifications
/// in xep0060_pubsub_event.h.
namespace wardline::xmpp {

/// One item of a node.
struct PubSubItem {
    QString id; ///< empty when publishing: the service chooses
    std::optional<xml::Element> payload;
    model::Jid publisher; ///< where the service says so

    /// `ns` is that of the list the item stands in (pubsub, pubsub#event).
    [[nodiscard]] static Result<PubSubItem> fromXml(const xml::Element &element, QStringView ns);
    [[nodiscard]] xml::Element toXml(QStringView ns) const;
    bool operator==(const PubSubItem &) const = default;
};

/// XEP-0060 6.5: asks for items (none or ids given) and is the answer (items with payload).
struct PubSubItems {
    static constexpr QStringView kName = u"pubsub";
    static constexpr QStringView kNamespace = u"http://jabber.org/protocol/pubsub";

    QString node;
    std::optional<int> maxItems; ///< only the newest so many
    QList<PubSubItem> items;
    std::optional<RsmResult> page; ///< of an answer

    [[nodiscard]] static PubSubItems all(const QString &node);
    [[nodiscard]] static PubSubItems latest(const QString &node);
    [[nodiscard]] static PubSubItems byId(const QString &node, const QStringList &ids);
    [[nodiscard]] const PubSubItem *item(QStringView id) const;

    [[nodiscard]] static Result<PubSubItems> fromXml(const xml::Element &element);
    [[nodiscard]] xml::Element toXml() const;
    bool operator==(const PubSubItems &) const = default;
};

/// XEP-0060 7.1: publishes, and is the answer that names the ids.
struct PubSubPublish {
    static constexpr QStringView kName = PubSubItems::kName;
    static constexpr QStringView kNamespace = PubSubItems::kNamespace;
    static constexpr QStringView kOptionsForm = u"http://jabber.org/protocol/pubsub#publish-options";

    QString node;
    QList<PubSubItem> items;
    /// XEP-0060 7.1.5: what the node must be like, or is made like when it is new. Refused with `precondition-not-met`.
    std::optional<DataForm> options;

    [[nodiscard]] static Result<PubSubPublish> fromXml(const xml::Element &element);
    [[nodiscard]] xml::Element toXml() const;
    bool operator==(const PubSubPublish &) const = default;
};

/// XEP-0060 7.2: takes items back.
struct PubSubRetract {
    static constexpr QStringView kName = PubSubItems::kName;
    static constexpr QStringView kNamespace = PubSubItems::kNamespace;

    QString node;
    QStringList ids;
    bool notify = true;

    [[nodiscard]] static Result<PubSubRetract> fromXml(const xml::Element &element);
    [[nodiscard]] xml::Element toXml() const;
    bool operator==(const PubSubRetract &) const = default;
};

/// XEP-0060 6.1 and 6.2: asks to be told of new items, or no more.
struct PubSubSubscribe {
    static constexpr QStringView kName = PubSubItems::kName;
    static constexpr QStringView kNamespace = PubSubItems::kNamespace;

    QString node;
    model::Jid subscriber;
    bool isUnsubscribe = false;

    [[nodiscard]] static Result<PubSubSubscribe> fromXml(const xml::Element &element);
    [[nodiscard]] xml::Element toXml() const;
    bool operator==(const PubSubSubscribe &) const = default;
};

/// XEP-0060 7.1.3.6: the namespace of pubsub's own error conditions, for `StanzaError::hasApplication`.
inline constexpr QStringView kPubSubErrors = u"http://jabber.org/protocol/pubsub#errors";

} // namespace wardline::xmpp
