// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/crypto/kdf.h"
#include "core/crypto/signature.h"

namespace wardline::trust {

/// A signing key as it lies on disk: its seed sealed by AES-256-GCM under a key from a passphrase (scrypt). `label`
/// binds the file to its purpose, so that a root key is not taken for an enrolment key. Takes a good part of a second.
[[nodiscard]] Result<QByteArray> sealSigningKey(const crypto::SigningKey &key, const SecretBytes &passphrase,
                                                QByteArrayView label, Random &random,
                                                const crypto::ScryptCost &cost = {});
/// Malformed; WrongPassphrase also for an altered file or another label.
[[nodiscard]] Result<crypto::SigningKey> openSigningKey(QByteArrayView sealed, const SecretBytes &passphrase,
                                                        QByteArrayView label);

} // namespace wardline::trust
