// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crypto/openssl.h"

namespace wardline::crypto {

/// The two forms that one identity key has: Ed25519, in which omemo:2 publishes it and signatures are verified, and
/// Curve25519, in which sessions are made and fingerprints shown. Forms are compared in one of them: the Ed25519 form
/// with the sign bit clear stands for both keys that have the same Curve25519 form. Errors: BadLength, WeakKey.
[[nodiscard]] inline Result<QByteArray> toCurveForm(QByteArrayView ed25519Key)
{
    return openssl::curveFormOf(ed25519Key);
}
[[nodiscard]] inline Result<QByteArray> toEdwardsForm(QByteArrayView curve25519Key)
{
    return openssl::edwardsFormOf(curve25519Key);
}

} // namespace wardline::crypto
