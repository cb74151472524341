// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/files/http_client.h"

#include <QSslCertificate>

namespace wardline::files {

/// By whom a server is vouched for: the same as for the stream.
struct HttpTrust
{
    QList<QSslCertificate> authorities{}; ///< trusted instead of the system's; empty: the system's
    QList<QByteArray> pins{}; ///< SHA-256 of a public key that must be in the chain; empty: none
    int stallMilliseconds = 30'000; ///< without a byte, and it is given up
};

/// The real one. Each transfer has a connection of its own, so that nothing of one is seen in another.
class QtHttpClient final : public HttpClient
{
public:
    explicit QtHttpClient(HttpTrust trust);

    [[nodiscard]] std::unique_ptr<HttpTransfer> put(const HttpPut &request) override;
    [[nodiscard]] std::unique_ptr<HttpTransfer> get(const HttpGet &request) override;

private:
    HttpTrust m_trust;
};

} // namespace wardline::files
