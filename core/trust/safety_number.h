// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/jid.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

namespace wardline::trust {

/// A fingerprint as people compare it (XEP-0384 8): the Curve25519 form in eight groups of eight hex digits.
[[nodiscard]] QStringList fingerprintGroups(QByteArrayView curve25519Key);

/// One side of a comparison: a person and the identity keys (Curve25519 form) that their devices have.
struct SafetyNumberSide
{
    model::Jid person;
    QList<QByteArray> identityKeys;
};

/// Sixty digits in twelve groups of five that two people see alike if and only if each knows exactly the devices that
/// the other has: a device that somebody slipped in changes it. The order of sides and keys does not matter. Malformed
/// without keys, for keys of another length, or for the same person twice.
[[nodiscard]] Result<QStringList> safetyNumber(const SafetyNumberSide &one, const SafetyNumberSide &other);

/// The sixty digits of a number that was typed, scanned or pasted, however it is grouped; empty for anything else.
[[nodiscard]] QString safetyDigits(QStringView text);

} // namespace wardline::trust
