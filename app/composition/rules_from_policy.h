// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/policy/policy.h"
#include "core/service/live/rules.h"
#include "core/service/notification_settings.h"

namespace wardline::app {

enum class CompositionError {
    PolicyInvalid, ///< the detail says which file, where and why
    PolicyForbids, ///< an option of the command line that the system's policy does not allow
    BadAuthorityFile, ///< no certificate in it, or not readable
};

/// The effective policy as the services take it. Reads the file of certificate authorities that it names.
[[nodiscard]] Result<service::Rules> rulesFromPolicy(const policy::Policy &policy);

/// Whom the policy in force believes about devices.
[[nodiscard]] service::OrganisationRules organisationRulesFromPolicy(const policy::Policy &policy);

/// What the policy in force leaves to the person about notifications.
[[nodiscard]] service::NotificationLimits notificationLimitsFromPolicy(const policy::Policy &policy);

/// The certificates of a PEM file; BadAuthorityFile when there is none.
[[nodiscard]] Result<QList<QSslCertificate>> readAuthorities(const QString &path);

} // namespace wardline::app

template <>
struct wardline::ErrorDomain<wardline::app::CompositionError>
{
    static constexpr const char *name = "composition";
};
