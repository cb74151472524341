// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/auth/fake_keychain.h"

#include <QString>

namespace wardline::perf {

/// A keychain that outlives the process: its entries lie in a file beside the cache that they open. What is in there is
/// invented, so its key may lie beside it.
void loadKeychain(auth::FakeKeychain &keychain, const QString &folder);
void saveKeychain(const auth::FakeKeychain &keychain, const QString &folder);

} // namespace wardline::perf
