// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/auth/key_worker.h"

#include <QThreadPool>

namespace wardline::auth {

/// One derivation at a time on a thread of its own (each takes 128 MiB). Futures finish on that thread: continue with
/// whenFinished(). Its destructor waits for the derivation that runs.
class ThreadKeyWorker final : public KeyWorker
{
public:
    ThreadKeyWorker();
    [[nodiscard]] QFuture<Result<SecretBytes>> derive(SecretBytes password, QByteArray salt, crypto::ScryptCost cost) override;

private:
    QThreadPool m_pool;
};

} // namespace wardline::auth
