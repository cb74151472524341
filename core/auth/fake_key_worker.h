// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/auth/key_worker.h"

#include <QPromise>

namespace wardline::auth {

/// Derives at once on the calling thread. Tests only.
class FakeKeyWorker final : public KeyWorker
{
public:
    [[nodiscard]] QFuture<Result<SecretBytes>> derive(SecretBytes password, QByteArray salt, crypto::ScryptCost cost) override
    {
        QPromise<Result<SecretBytes>> promise;
        promise.start();
        promise.addResult(crypto::deriveFromPassword(password, salt, cost));
        promise.finish();
        return promise.future();
    }
};

} // namespace wardline::auth
