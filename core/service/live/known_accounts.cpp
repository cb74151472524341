// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/known_accounts.h"

#include "core/auth/profile_directory.h"

#include <algorithm>

namespace wardline::service {

std::vector<KnownAccount> knownAccounts(const Environment &environment)
{
    std::vector<KnownAccount> accounts;
    if (!environment.rules.listAccounts) {
        return accounts;
    }
    const QList<auth::ProfileDirectory> profiles = environment.profilePath.isEmpty()
        ? auth::ProfileDirectory::list(environment.profilesRoot)
        : QList{auth::ProfileDirectory::at(environment.profilePath)};
    for (const auth::ProfileDirectory &profile : profiles) {
        if (const auto card = profile.card()) {
            accounts.push_back({card->account, QUrl(card->relayUrl), card->lastSignIn});
        }
    }
    std::stable_sort(accounts.begin(), accounts.end(),
                     [](const KnownAccount &a, const KnownAccount &b) { return a.lastSignIn > b.lastSignIn; });
    return accounts;
}

} // namespace wardline::service
