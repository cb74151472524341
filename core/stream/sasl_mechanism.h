// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/base/result.h"
#include "core/base/secret_bytes.h"
#include "core/stream/fast_token.h"

#include <QByteArray>

#include <memory>

namespace wardline::stream {

inline constexpr QStringView kScramSha256 = u"SCRAM-SHA-256";
inline constexpr QStringView kPlain = u"PLAIN";
inline constexpr QStringView kHtSha256None = u"HT-SHA-256-NONE";

/// One exchange of one SASL mechanism (RFC 4422), client side. Pure.
class SaslMechanism
{
public:
    virtual ~SaslMechanism() = default;
    [[nodiscard]] virtual QStringView name() const = 0;
    [[nodiscard]] virtual Result<SecretBytes> initialResponse() = 0;
    [[nodiscard]] virtual Result<SecretBytes> respond(QByteArrayView challenge) = 0;
    /// The relay says that we are in, with or without last words. ServerSignatureWrong if it should have proved itself and did not.
    [[nodiscard]] virtual Status finish(const std::optional<QByteArray> &additionalData) = 0;
};

/// RFC 5802, RFC 7677.
[[nodiscard]] Result<std::unique_ptr<SaslMechanism>> makeScram(const QString &username, const SecretBytes &password, Random &random,
                                                               std::uint32_t maxIterations);
/// RFC 4616. The password as given (SASLprep applied), with the code's digits directly behind it if there is one.
[[nodiscard]] Result<std::unique_ptr<SaslMechanism>> makePlain(const QString &username, const SecretBytes &password,
                                                               const SecretBytes &appendedCode);
/// XEP-0484 with draft-schmaus-kitten-sasl-ht, no channel binding.
[[nodiscard]] std::unique_ptr<SaslMechanism> makeHashedToken(const QString &username, const SecretBytes &token);

} // namespace wardline::stream
