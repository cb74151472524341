// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/audit/audit_error.h"
#include "core/base/random.h"
#include "core/base/result.h"
#include "core/base/secret_bytes.h"
#include "core/crypto/aead_key.h"

#include <QByteArray>

namespace wardline::audit {

/// What is kept between runs, sealed: the key that signs now, during a change of keys the next one too, and how far the log had
/// come, so that a log that was cut back or rewritten behind our back is noticed at the next unlock.
struct SealedAuditKey {
    SecretBytes currentSeed;
    SecretBytes nextSeed; ///< empty unless a change was under way
    std::uint64_t number = 0;
    int segment = 0;
    QByteArray head;
    QByteArray rootKey;

    [[nodiscard]] Result<QByteArray> seal(Random &random, const crypto::AeadKey &key) const;
    /// KeyNotFitting when it does not open with this key or is not of this form.
    [[nodiscard]] static Result<SealedAuditKey> open(const crypto::AeadKey &key, QByteArrayView sealed);
};

} // namespace wardline::audit
