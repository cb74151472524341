// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stream/sasl_scram.h"

#include "core/crypto/hmac.h"
#include "core/crypto/kdf.h"
#include "core/stream/sasl_prep.h"
#include "core/stream/stream_error.h"

#include <QList>

#include <algorithm>
#include <array>

namespace wardline::stream {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMaxMessage = 4096;
constexpr qsizetype kMaxSalt = 512;
/// "n,," in Base64: no channel binding, no other identity.
constexpr QByteArrayView kChannelBinding = "biws";

struct ServerFirst {
    QByteArray nonce;
    QByteArray salt;
    std::uint32_t iterations = 0;
};

/// RFC 5802 5.1: printable ASCII except ','.
bool isNonce(QByteArrayView text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x21 && c <= 0x7e && c != ','; });
}

/// RFC 5802 7: posit-number.
std::optional<std::uint32_t> positiveNumber(QByteArrayView text)
{
    const bool isNumber = !text.isEmpty() && text.size() <= 9 && text.front() != '0'
        && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    return isNumber ? std::optional(text.toByteArray().toUInt()) : std::nullopt;
}

/// RFC 5802 7: server-first-message = [reserved-mext ","] nonce "," salt "," iteration-count ["," extensions]
Result<ServerFirst> parseServerFirst(QByteArrayView message, const QByteArray &clientNonce, std::uint32_t maxIterations)
{
    if (message.size() > kMaxMessage) {
        return failure(StreamError::ScramRefused, u"length"_s);
    }
    const QList<QByteArray> parts = message.toByteArray().split(',');
    if (parts.size() < 3 || !parts[0].startsWith("r=") || !parts[1].startsWith("s=") || !parts[2].startsWith("i=")) {
        return failure(StreamError::ScramRefused, u"form"_s); // m= too: an extension we must not ignore
    }
    ServerFirst first;
    first.nonce = parts[0].sliced(2);
    if (!first.nonce.startsWith(clientNonce) || first.nonce.size() == clientNonce.size() || !isNonce(first.nonce)) {
        return failure(StreamError::ScramRefused, u"nonce"_s);
    }
    const auto salt = QByteArray::fromBase64Encoding(parts[1].sliced(2), QByteArray::AbortOnBase64DecodingErrors);
    if (!salt || (*salt).isEmpty() || (*salt).size() > kMaxSalt) {
        return failure(StreamError::ScramRefused, u"salt"_s);
    }
    first.salt = *salt;
    const auto iterations = positiveNumber(QByteArrayView(parts[2]).sliced(2));
    if (!iterations || *iterations < SaslScram::kMinIterations || *iterations > maxIterations) {
        return failure(StreamError::ScramRefused, u"iterations"_s);
    }
    first.iterations = *iterations;
    return first;
}

/// RFC 5802 5.1: ',' and '=' in a name.
QByteArray escapeName(QByteArrayView name)
{
    return name.toByteArray().replace('=', "=3D").replace(',', "=2C");
}

} // namespace

Result<SaslScram> SaslScram::create(const QString &username, const SecretBytes &password, QByteArray clientNonce,
                                    std::uint32_t maxIterations)
{
    SaslScram scram;
    scram.m_maxIterations = std::min(maxIterations, kMaxIterations);
    WARDLINE_TRY(scram.m_password, saslPrep(password));
    WARDLINE_TRY(const SecretBytes name, saslPrep(SecretBytes::copyOf(QByteArrayView(username.toUtf8()))));
    scram.m_nonce = std::move(clientNonce);
    scram.m_firstBare = "n=" + escapeName(name.view()) + ",r=" + scram.m_nonce;
    return scram;
}

QByteArray SaslScram::makeNonce(Random &random)
{
    std::array<std::byte, 18> bytes {};
    random.fill(bytes);
    return QByteArray(reinterpret_cast<const char *>(bytes.data()), qsizetype(bytes.size())).toBase64();
}

QByteArray SaslScram::first() const
{
    return "n,," + m_firstBare;
}

/// RFC 5802 3
Result<QByteArray> SaslScram::respond(QByteArrayView serverFirst)
{
    if (m_state != State::First) {
        m_state = State::Failed;
        return failure(StreamError::ScramRefused, u"order"_s);
    }
    m_state = State::Failed;
    const SecretBytes password = std::move(m_password);
    WARDLINE_TRY(const ServerFirst first, parseServerFirst(serverFirst, m_nonce, m_maxIterations));
    WARDLINE_TRY(const SecretBytes salted, crypto::pbkdf2Sha256(password, first.salt, first.iterations));

    const QByteArray withoutProof = "c=" + kChannelBinding.toByteArray() + ",r=" + first.nonce;
    const QByteArray authMessage = m_firstBare + ',' + serverFirst.toByteArray() + ',' + withoutProof;
    const SecretBytes clientKey = crypto::hmacSha256(salted, "Client Key");
    const SecretBytes storedKey = SecretBytes::copyOf(QByteArrayView(crypto::sha256(clientKey.view())));
    SecretBytes proof = crypto::hmacSha256(storedKey, authMessage);
    for (std::size_t i = 0; i < proof.size(); ++i) {
        proof.data()[i] ^= clientKey.data()[i];
    }
    m_serverSignature = crypto::hmacSha256(crypto::hmacSha256(salted, "Server Key"), authMessage);
    m_state = State::Responded;
    return withoutProof + ",p=" + proof.view().toByteArray().toBase64();
}

/// RFC 5802 3, last step; 7: server-final-message = (server-error / verifier) ["," extensions]
Status SaslScram::verify(QByteArrayView serverFinal)
{
    const bool isExpected = m_state == State::Responded;
    m_state = State::Failed;
    if (!isExpected) {
        return failure(StreamError::ServerSignatureWrong, u"order"_s);
    }
    const QByteArray message = serverFinal.first(std::min(serverFinal.size(), kMaxMessage)).toByteArray();
    if (message.startsWith("e=")) {
        return failure(StreamError::NotAuthorized);
    }
    const QByteArray verifier = message.split(',').constFirst();
    if (!verifier.startsWith("v=")) {
        return failure(StreamError::ServerSignatureWrong, u"missing"_s);
    }
    const auto signature = QByteArray::fromBase64Encoding(verifier.sliced(2), QByteArray::AbortOnBase64DecodingErrors);
    if (!signature || !crypto::constantTimeEqual(*signature, m_serverSignature.view())) {
        return failure(StreamError::ServerSignatureWrong);
    }
    m_serverSignature.clear();
    m_state = State::Verified;
    return {};
}

} // namespace wardline::stream
