// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/audience.h"

#include "core/crypto/hash_chain.h"

#include <algorithm>

namespace wardline::service {

QByteArray audienceDigest(QList<model::Jid> people)
{
    std::ranges::sort(people);
    const auto repeated = std::ranges::unique(people);
    people.erase(repeated.begin(), repeated.end());
    crypto::HashChain chain("wardline audience 1");
    for (const model::Jid &person : people) {
        chain.append(person.toString().toUtf8());
    }
    return chain.head();
}

} // namespace wardline::service
