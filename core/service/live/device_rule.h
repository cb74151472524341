// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/device.h"
#include "core/model/trust.h"
#include "core/trust/trust_policy.h"

#include <QByteArray>
#include <QHash>

namespace wardline::service {

/// Whose devices count in a conversation when something comes from them; the same that are written to in it.
struct DeviceRule
{
    trust::RoomDeviceRule rule = trust::RoomDeviceRule::Believed;
    /// Let in by choice, each with the identity key that it had then.
    QHash<model::DeviceAddress, QByteArray> admitted{};

    /// Somebody stands for it: it was compared, certified, or let in here.
    [[nodiscard]] bool isStoodFor(const model::KnownDevice &device, model::Trust trust) const
    {
        const QByteArray key = admitted.value(device.address);
        return trust == model::Trust::Verified || trust == model::Trust::Certified
            || (!key.isEmpty() && key == device.identityKey);
    }

    /// `isPersonCertified`: the organisation stands for a device of the person, this one or another.
    [[nodiscard]] bool counts(const model::KnownDevice &device, model::Trust trust, bool isPersonCertified) const
    {
        const bool isForCertified = rule == trust::RoomDeviceRule::CertifiedOnly
            || (rule == trust::RoomDeviceRule::CertifiedFirst && isPersonCertified);
        return !isForCertified || isStoodFor(device, trust);
    }
};

/// Of all conversations, as they were at one moment.
struct DeviceRules
{
    QHash<model::Jid, DeviceRule> known{};
    DeviceRule direct{}; ///< of conversations that are not among them

    [[nodiscard]] DeviceRule of(const model::Jid &conversation) const { return known.value(conversation, direct); }
};

} // namespace wardline::service
