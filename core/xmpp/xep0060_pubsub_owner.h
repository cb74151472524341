// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/xml/element.h"
#include "core/xmpp/xep0004_data_forms.h"

#include <optional>

/// Publish-Subscribe, as the owner of a node sees it: https://xmpp.org/extensions/xep-0060.html#owner
namespace wardline::xmpp {

/// XEP-0060 8.2: Get without a form asks for the configuration, the answer and Set carry it.
struct PubSubConfigure {
    static constexpr QStringView kName = u"pubsub";
    static constexpr QStringView kNamespace = u"http://jabber.org/protocol/pubsub#owner";
    static constexpr QStringView kForm = u"http://jabber.org/protocol/pubsub#node_config";

    QString node;
    std::optional<DataForm> form;

    [[nodiscard]] static Result<PubSubConfigure> fromXml(const xml::Element &element);
    [[nodiscard]] xml::Element toXml() const;
    bool operator==(const PubSubConfigure &) const = default;
};

/// XEP-0060 8.4: deletes a node with all its items.
struct PubSubDelete {
    static constexpr QStringView kName = PubSubConfigure::kName;
    static constexpr QStringView kNamespace = PubSubConfigure::kNamespace;

    QString node;

    [[nodiscard]] static Result<PubSubDelete> fromXml(const xml::Element &element);
    [[nodiscard]] xml::Element toXml() const;
    bool operator==(const PubSubDelete &) const = default;
};

} // namespace wardline::xmpp
