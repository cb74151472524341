// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/base/result.h"
#include "core/base/secret_bytes.h"

#include <QByteArray>

namespace wardline::stream {

/// The client's side of SCRAM-SHA-256 (RFC 5802, RFC 7677) without channel binding (gs2 header `n,,`: Qt 6.4 gives none). Pure: text
/// in, text out. Called in the order first, respond, verify. The password is wiped in respond().
class SaslScram
{
public:
    /// Below 4096 (RFC 7677 4) a stolen exchange is too cheap to guess from; above ten million a relay only wants to keep us busy.
    static constexpr std::uint32_t kMinIterations = 4096;
    static constexpr std::uint32_t kMaxIterations = 10'000'000;

    /// `password` in UTF-8, prepared here (RFC 4013). `clientNonce` as from makeNonce().
    [[nodiscard]] static Result<SaslScram> create(const QString &username, const SecretBytes &password, QByteArray clientNonce,
                                                  std::uint32_t maxIterations = kMaxIterations);
    /// 144 random bits in Base64.
    [[nodiscard]] static QByteArray makeNonce(Random &random);

    /// client-first-message
    [[nodiscard]] QByteArray first() const;
    /// server-first-message -> client-final-message. ScramRefused for parameters that are malformed or outside the limits, a nonce that
    /// does not extend ours, or a demanded extension. Takes as long as the iterations take (a million: 0.3 to 1.5 s), so a
    /// caller that must not stall sets a lower limit.
    [[nodiscard]] Result<QByteArray> respond(QByteArrayView serverFirst);
    /// server-final-message. ServerSignatureWrong if it does not prove that the server knows the password's verifier.
    [[nodiscard]] Status verify(QByteArrayView serverFinal);
    [[nodiscard]] bool isVerified() const { return m_state == State::Verified; }

private:
    enum class State { First, Responded, Verified, Failed };
    SaslScram() = default;

    State m_state = State::First;
    SecretBytes m_password;
    QByteArray m_nonce;
    QByteArray m_firstBare;
    SecretBytes m_serverSignature;
    std::uint32_t m_maxIterations = kMaxIterations;
};

} // namespace wardline::stream
