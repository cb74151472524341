// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/jid.h"
#include "core/xml/element.h"
#include "core/xmpp/xep0004_data_forms.h"
#include "core/xmpp/xep0059_rsm.h"

#include <QStringList>

#include <optional>

/// Service Discovery: https://xmpp.org/extensions/xep-0030.html
namespace wardline::xmpp {

struct DiscoIdentity {
    QString category; ///< "conference"
    QString type; ///< "text"
    QString name;
    QString language;
    bool operator==(const DiscoIdentity &) const = default;
};

/// XEP-0030 3: what an entity is and can do, with the forms of XEP-0128. Without identities and features it is the request.
struct DiscoInfo {
    static constexpr QStringView kName = u"query";
    static constexpr QStringView kNamespace = u"http://jabber.org/protocol/disco#info";

    QString node;
    QList<DiscoIdentity> identities;
    QStringList features;
    QList<DataForm> forms;

    [[nodiscard]] bool hasFeature(QStringView feature) const;
    [[nodiscard]] bool hasIdentity(QStringView category, QStringView type) const;
    /// The form with this FORM_TYPE, or null.
    [[nodiscard]] const DataForm *form(QStringView formType) const;

    /// Forms that cannot be read are left out: one bad extension does not hide what else an entity says.
    [[nodiscard]] static Result<DiscoInfo> fromXml(const xml::Element &element);
    [[nodiscard]] xml::Element toXml() const;
    bool operator==(const DiscoInfo &) const = default;
};

struct DiscoItem {
    model::Jid jid;
    QString name;
    QString node;
    bool operator==(const DiscoItem &) const = default;
};

/// XEP-0030 4: what an entity has: the rooms of a service, the services of a domain. Without items it is the request.
struct DiscoItems {
    static constexpr QStringView kName = u"query";
    static constexpr QStringView kNamespace = u"http://jabber.org/protocol/disco#items";

    QString node;
    QList<DiscoItem> items; ///< those whose address can be read
    std::optional<RsmResult> page; ///< of a long answer

    [[nodiscard]] static Result<DiscoItems> fromXml(const xml::Element &element);
    [[nodiscard]] xml::Element toXml() const;
    bool operator==(const DiscoItems &) const = default;
};

} // namespace wardline::xmpp
