// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/jid.h"
#include "core/xml/element.h"

#include <QList>

#include <optional>

/// Unique and Stable Stanza IDs: https://xmpp.org/extensions/xep-0359.html
namespace wardline::xmpp {

/// XEP-0359 3.2: the sender's own id. Anyone may copy somebody else's: it names a message only together with its sender.
struct OriginId {
    static constexpr QStringView kName = u"origin-id";
    static constexpr QStringView kNamespace = u"urn:xmpp:sid:0";

    QString id;

    [[nodiscard]] static Result<OriginId> fromXml(const xml::Element &element);
    [[nodiscard]] xml::Element toXml() const;
    bool operator==(const OriginId &) const = default;
};

/// XEP-0359 3.1: the id that a room or an account gave. Read through `stanzaIdBy`, but for fakes and tests.
struct StanzaId {
    static constexpr QStringView kName = u"stanza-id";
    static constexpr QStringView kNamespace = OriginId::kNamespace;

    QString id;
    model::Jid by;

    [[nodiscard]] static Result<StanzaId> fromXml(const xml::Element &element);
    [[nodiscard]] xml::Element toXml() const;
    bool operator==(const StanzaId &) const = default;
};

/// XEP-0359 6: the id that `assigner` (the room, or the own bare address) gave to the stanza with these payloads; empty if none.
///
/// Others' ids are as good as absent. So are two ids of one assigner: it would have removed a forged one, so it does not assign.
/// Ask only where the assigner announces `urn:xmpp:sid:0`; others let forged ids through.
[[nodiscard]] QString stanzaIdBy(const QList<xml::Element> &payloads, const model::Jid &assigner);

} // namespace wardline::xmpp
