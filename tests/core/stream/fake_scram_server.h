// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crypto/hmac.h"
#include "core/crypto/kdf.h"

#include <QByteArray>
#include <QList>

namespace wardline::stream {

/// The server's side of SCRAM-SHA-256 (RFC 5802 3), for tests. Knows one password.
class FakeScramServer
{
public:
    explicit FakeScramServer(QByteArray password, int iterations = 4096)
        : m_password(std::move(password))
        , m_iterations(iterations)
    {
    }

    /// server-first-message for a client-first-message.
    [[nodiscard]] QByteArray first(const QByteArray &clientFirst)
    {
        m_clientFirstBare = clientFirst.sliced(3);
        const QByteArray nonce = m_clientFirstBare.sliced(m_clientFirstBare.indexOf(",r=") + 3);
        m_serverFirst = "r=" + nonce + "SERVER,s=" + QByteArray("saltsaltsalt").toBase64() + ",i=" + QByteArray::number(m_iterations);
        return m_serverFirst;
    }

    /// server-final-message, or nothing if the proof is wrong.
    [[nodiscard]] QByteArray final(const QByteArray &clientFinal)
    {
        const qsizetype cut = clientFinal.lastIndexOf(",p=");
        const QByteArray authMessage = m_clientFirstBare + ',' + m_serverFirst + ',' + clientFinal.first(cut);
        const SecretBytes salted = crypto::pbkdf2Sha256(SecretBytes::copyOf(QByteArrayView(m_password)), "saltsaltsalt",
                                                        static_cast<std::uint32_t>(m_iterations)).value();
        const SecretBytes clientKey = crypto::hmacSha256(salted, "Client Key");
        const SecretBytes stored = SecretBytes::copyOf(QByteArrayView(crypto::sha256(clientKey.view())));
        const QByteArray signature = crypto::hmacSha256(stored, authMessage).view().toByteArray();
        QByteArray proof = QByteArray::fromBase64(clientFinal.sliced(cut + 3));
        for (qsizetype i = 0; i < proof.size() && i < signature.size(); ++i) {
            proof[i] = static_cast<char>(proof[i] ^ signature[i]);
        }
        if (proof != clientKey.view()) {
            return {};
        }
        const SecretBytes serverKey = crypto::hmacSha256(salted, "Server Key");
        return "v=" + crypto::hmacSha256(serverKey, authMessage).view().toByteArray().toBase64();
    }

private:
    QByteArray m_password;
    int m_iterations;
    QByteArray m_clientFirstBare;
    QByteArray m_serverFirst;
};

} // namespace wardline::stream
