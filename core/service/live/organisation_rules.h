// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/jid.h"
#include "core/trust/certifier_rules.h"
#include "core/trust/trust_policy.h"

#include <QStringList>

namespace wardline::service {

/// Whom this workstation believes about devices, and which ones its conversations take, by policy.
struct OrganisationRules
{
    trust::CertifierRules certifier;
    model::Jid authority; ///< whose nodes are read; empty: nobody certifies
    bool mayTrustBlindly = true; ///< devices that nobody has looked at yet are written to
    trust::RoomDeviceRule rooms = trust::RoomDeviceRule::Believed; ///< which devices rooms take
    trust::RoomDeviceRule teams = trust::RoomDeviceRule::Believed; ///< those of teams, where patients are no subject
    trust::RoomDeviceRule direct = trust::RoomDeviceRule::Believed; ///< and conversations of two

    QStringList vouchingRoles; ///< to whom vouching is offered

    /// There is somebody to believe.
    [[nodiscard]] bool isUsed() const { return !certifier.rootKeys.isEmpty() && !authority.isEmpty(); }
};

} // namespace wardline::service
