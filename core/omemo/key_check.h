// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

namespace wardline::omemo {

/// Whether a Curve25519 public key is one that gives the same secret with every private key (RFC 7748 6.1), so that
/// anybody could speak for its owner. True as well for what has not 32 bytes. libomemo-c takes such keys; we never hand
/// it one.
[[nodiscard]] bool isLowOrder(QByteArrayView curve25519Key);

} // namespace wardline::omemo
