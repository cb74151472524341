// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/host_rules.h"

#include "core/files/files_error.h"

#include <algorithm>

namespace wardline::files {

using namespace Qt::StringLiterals;

Status HostRules::check(const QUrl &url) const
{
    if (!url.isValid() || url.host().isEmpty() || !url.userInfo().isEmpty()) {
        return failure(FilesError::BadLink);
    }
    if (url.scheme() != u"https"_s) {
        return failure(FilesError::NotHttps);
    }
    const QString host = url.host().toLower();
    const auto is = [&host](const QString &allowed) {
        return !allowed.isEmpty() && host.compare(allowed, Qt::CaseInsensitive) == 0;
    };
    // A domain of one label ("localhost", "com") has nothing below it that would be the organisation's.
    const bool isBelow = domain.contains(u'.') && host.endsWith(u'.' + domain, Qt::CaseInsensitive);
    const bool isAllowed = is(relayHost) || is(domain) || isBelow || std::any_of(others.begin(), others.end(), is);
    return isAllowed ? Status() : failure(FilesError::ForeignHost);
}

} // namespace wardline::files
