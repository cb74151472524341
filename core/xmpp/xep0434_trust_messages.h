// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/jid.h"
#include "core/xml/element.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace wardline::xmpp {

/// What one device says to another about keys: https://xmpp.org/extensions/xep-0434.html. Travels inside the encrypted
/// envelope only; what it is worth is decided in core/trust. Key identifiers of omemo:2 are identity keys in Ed25519
/// form, 32 bytes, as in its bundles.
struct TrustMessage
{
    static constexpr QStringView kName = u"trust-message";
    static constexpr QStringView kNamespace = u"urn:xmpp:tm:1";
    static constexpr QStringView kAtmUsage = u"urn:xmpp:atm:1"; ///< XEP-0450
    static constexpr qsizetype kMaxOwners = 64;
    static constexpr qsizetype kMaxKeys = 512; ///< of all owners together

    struct KeyOwner
    {
        model::Jid person; ///< bare
        QList<QByteArray> trusted;
        QList<QByteArray> distrusted;
        bool operator==(const KeyOwner &) const = default;
    };
    QString usage;
    QString encryption; ///< namespace of the encryption whose keys are meant
    QList<KeyOwner> owners;
    bool operator==(const TrustMessage &) const = default;

    [[nodiscard]] static Result<TrustMessage> fromXml(const xml::Element &element);
    [[nodiscard]] xml::Element toXml() const;
};

} // namespace wardline::xmpp
