// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QSslCertificate>
#include <QUrl>

#include <chrono>

namespace wardline::stream {

/// Where a relay is and how it is recognised.
struct TransportOptions {
    QUrl url; ///< wss://host[:port]/path; nothing else is accepted
    QList<QSslCertificate> caCertificates; ///< trusted instead of the system's authorities; empty: the system's
    QList<QByteArray> pinnedKeys; ///< SHA-256 of the leaf's SubjectPublicKeyInfo, 32 bytes each; checked in addition to the CA; empty: no pins
    std::chrono::milliseconds handshakeTimeout {15'000}; ///< from open() to opened(): name, TCP, TLS and WebSocket together
    qsizetype maxFrameBytes = 1024 * 1024; ///< larger incoming messages end the connection
    bool operator==(const TransportOptions &) const = default;
};

} // namespace wardline::stream
