// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QStringList>
#include <QUrl>

namespace wardline::files {

/// Where files may be put and fetched: with the relay, below its domain, and where policy says besides. A message or a
/// relay that names another place is not followed, because asking there tells that place who reads what and when.
struct HostRules
{
    QString relayHost; ///< of the relay's address
    QString domain; ///< of the account; its subdomains are meant, too
    QStringList others; ///< by policy: exact host names

    /// NotHttps, BadLink (a user name, no host), ForeignHost.
    [[nodiscard]] Status check(const QUrl &url) const;
};

} // namespace wardline::files
