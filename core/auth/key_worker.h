// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/secret_bytes.h"
#include "core/crypto/kdf.h"

#include <QByteArray>
#include <QFuture>

namespace wardline::auth {

/// Runs the expensive password derivation. The real one uses a thread of its own, so that the window goes on drawing.
class KeyWorker
{
public:
    virtual ~KeyWorker() = default;
    /// 32 bytes (crypto::deriveFromPassword). The password is wiped when the work is done.
    [[nodiscard]] virtual QFuture<Result<SecretBytes>> derive(SecretBytes password, QByteArray salt, crypto::ScryptCost cost) = 0;
};

} // namespace wardline::auth
