// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stream/sasl_mechanism.h"

#include "core/crypto/hmac.h"
#include "core/stream/sasl_prep.h"
#include "core/stream/sasl_scram.h"
#include "core/stream/stream_error.h"

namespace wardline::stream {

using namespace Qt::StringLiterals;

namespace {

SecretBytes bytesOf(QByteArrayView text)
{
    return SecretBytes::copyOf(text);
}

class Scram final : public SaslMechanism
{
public:
    explicit Scram(SaslScram scram)
        : m_scram(std::move(scram))
    {
    }
    [[nodiscard]] QStringView name() const override { return kScramSha256; }
    [[nodiscard]] Result<SecretBytes> initialResponse() override { return bytesOf(m_scram.first()); }
    [[nodiscard]] Result<SecretBytes> respond(QByteArrayView challenge) override
    {
        if (m_responded) { // RFC 5802 5: the verifier may come as a challenge of its own, answered by nothing
            WARDLINE_CHECK(m_scram.verify(challenge));
            return SecretBytes();
        }
        m_responded = true;
        WARDLINE_TRY(const QByteArray response, m_scram.respond(challenge));
        return bytesOf(response);
    }
    [[nodiscard]] Status finish(const std::optional<QByteArray> &additionalData) override
    {
        if (m_scram.isVerified()) {
            return {};
        }
        return m_scram.verify(additionalData.value_or(QByteArray()));
    }

private:
    SaslScram m_scram;
    bool m_responded = false;
};

class Plain final : public SaslMechanism
{
public:
    explicit Plain(SecretBytes message)
        : m_message(std::move(message))
    {
    }
    [[nodiscard]] QStringView name() const override { return kPlain; }
    [[nodiscard]] Result<SecretBytes> initialResponse() override { return std::move(m_message); }
    [[nodiscard]] Result<SecretBytes> respond(QByteArrayView) override
    {
        return failure(StreamError::ProtocolViolation, u"challenge in PLAIN"_s);
    }
    [[nodiscard]] Status finish(const std::optional<QByteArray> &) override { return {}; }

private:
    SecretBytes m_message;
};

class HashedToken final : public SaslMechanism
{
public:
    HashedToken(const QString &username, const SecretBytes &token)
        : m_message(SecretBytes::concat(bytesOf(QByteArray(username.toUtf8() + '\0')), crypto::hmacSha256(token, "Initiator")))
        , m_expected(crypto::hmacSha256(token, "Responder"))
    {
    }
    [[nodiscard]] QStringView name() const override { return kHtSha256None; }
    [[nodiscard]] Result<SecretBytes> initialResponse() override { return std::move(m_message); }
    [[nodiscard]] Result<SecretBytes> respond(QByteArrayView) override
    {
        return failure(StreamError::ProtocolViolation, u"challenge in HT"_s);
    }
    [[nodiscard]] Status finish(const std::optional<QByteArray> &additionalData) override
    {
        if (m_isProved) {
            return {};
        }
        if (!additionalData || !crypto::constantTimeEqual(*additionalData, m_expected.view())) {
            return failure(StreamError::ServerSignatureWrong);
        }
        m_isProved = true;
        return {};
    }

private:
    SecretBytes m_message;
    SecretBytes m_expected;
    bool m_isProved = false;
};

} // namespace

Result<std::unique_ptr<SaslMechanism>> makeScram(const QString &username, const SecretBytes &password, Random &random,
                                                 std::uint32_t maxIterations)
{
    WARDLINE_TRY(SaslScram scram, SaslScram::create(username, password, SaslScram::makeNonce(random), maxIterations));
    return std::make_unique<Scram>(std::move(scram));
}

Result<std::unique_ptr<SaslMechanism>> makePlain(const QString &username, const SecretBytes &password, const SecretBytes &appendedCode)
{
    WARDLINE_TRY(const SecretBytes prepared, saslPrep(password));
    const SecretBytes front = bytesOf(QByteArray('\0' + username.toUtf8() + '\0'));
    return std::make_unique<Plain>(SecretBytes::concat(SecretBytes::concat(front, prepared), appendedCode));
}

std::unique_ptr<SaslMechanism> makeHashedToken(const QString &username, const SecretBytes &token)
{
    return std::make_unique<HashedToken>(username, token);
}

} // namespace wardline::stream
