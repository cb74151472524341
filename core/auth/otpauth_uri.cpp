// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/auth/otpauth_uri.h"

#include "core/auth/totp.h"

#include <QByteArrayView>
#include <QList>
#include <QStringDecoder>

#include <optional>

namespace wardline::auth {

using namespace Qt::StringLiterals;

namespace {

constexpr QByteArrayView kPrefix = "otpauth://totp/";
constexpr qsizetype kMaximumLabel = 256;

std::optional<int> hexDigit(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
        return c - 'a' + 10;
    }
    if (c >= 'A' && c <= 'F') {
        return c - 'A' + 10;
    }
    return std::nullopt;
}

/// RFC 3986 2.1. Strict: a lone percent sign is an error.
std::optional<SecretBytes> percentDecoded(QByteArrayView text)
{
    SecretBytes out(static_cast<std::size_t>(text.size()));
    std::size_t length = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        char c = text[i];
        if (c == '%') {
            const auto high = i + 2 < text.size() ? hexDigit(text[i + 1]) : std::nullopt;
            const auto low = i + 2 < text.size() ? hexDigit(text[i + 2]) : std::nullopt;
            if (!high || !low) {
                return std::nullopt;
            }
            c = static_cast<char>(*high * 16 + *low);
            i += 2;
        }
        out.data()[length++] = static_cast<std::byte>(c);
    }
    out.truncate(length);
    return out;
}

/// Text that people read: whole UTF-8, printable, not too long.
std::optional<QString> decodedText(QByteArrayView text)
{
    const auto bytes = percentDecoded(text);
    if (!bytes) {
        return std::nullopt;
    }
    QStringDecoder decoder(QStringDecoder::Utf8, QStringConverter::Flag::Stateless);
    const QString decoded = decoder(bytes->view());
    if (decoder.hasError() || decoded.size() > kMaximumLabel) {
        return std::nullopt;
    }
    for (const QChar c : decoded) {
        if (c.category() == QChar::Other_Control) {
            return std::nullopt;
        }
    }
    return decoded.trimmed();
}

QList<QByteArrayView> split(QByteArrayView text, char separator)
{
    QList<QByteArrayView> parts;
    qsizetype start = 0;
    for (qsizetype i = 0; i <= text.size(); ++i) {
        if (i == text.size() || text[i] == separator) {
            parts.append(text.sliced(start, i - start));
            start = i + 1;
        }
    }
    return parts;
}

Result<OtpauthUri> withLabel(QByteArrayView label)
{
    OtpauthUri uri;
    const auto text = decodedText(label);
    if (!text || text->isEmpty()) {
        return failure(AuthError::UriInvalid, u"label"_s);
    }
    const qsizetype colon = text->indexOf(u':');
    uri.issuer = colon < 0 ? QString() : text->left(colon).trimmed();
    uri.account = text->mid(colon + 1).trimmed();
    if (uri.account.isEmpty()) {
        return failure(AuthError::UriInvalid, u"label"_s);
    }
    return uri;
}

Status takeParameter(OtpauthUri &uri, QByteArrayView name, QByteArrayView value)
{
    if (name == QByteArrayView("secret")) {
        const auto text = percentDecoded(value);
        if (!text) {
            return failure(AuthError::UriInvalid, u"secret"_s);
        }
        WARDLINE_TRY(uri.seed, totp::decodeSeed(*text));
    } else if (name == QByteArrayView("issuer")) {
        const auto text = decodedText(value);
        if (!text || (!uri.issuer.isEmpty() && uri.issuer != *text)) {
            return failure(AuthError::UriInvalid, u"issuer"_s);
        }
        uri.issuer = *text;
    } else if ((name == QByteArrayView("algorithm") && value.toByteArray().toUpper() != "SHA1")
               || (name == QByteArrayView("digits") && value != QByteArrayView("6"))
               || (name == QByteArrayView("period") && value != QByteArrayView("30"))) {
        return failure(AuthError::UriInvalid, u"parameter that we do not support"_s);
    }
    return {}; // others, such as "image", mean nothing to us
}

void append(SecretBytes &out, QByteArrayView text)
{
    out = SecretBytes::concat(out, SecretBytes::copyOf(text));
}

} // namespace

Result<OtpauthUri> OtpauthUri::parse(const SecretBytes &text)
{
    if (text.size() > kMaximumSize || !text.view().startsWith(kPrefix)) {
        return failure(AuthError::UriInvalid, u"scheme or size"_s);
    }
    const QByteArrayView rest = text.view().sliced(kPrefix.size());
    const qsizetype question = rest.indexOf('?');
    if (question < 0 || rest.indexOf('#') >= 0) {
        return failure(AuthError::UriInvalid, u"query"_s);
    }
    WARDLINE_TRY(OtpauthUri uri, withLabel(rest.first(question)));
    QList<QByteArrayView> seen;
    for (const QByteArrayView parameter : split(rest.sliced(question + 1), '&')) {
        const qsizetype equals = parameter.indexOf('=');
        if (equals <= 0 || seen.contains(parameter.first(equals))) {
            return failure(AuthError::UriInvalid, u"parameter"_s);
        }
        seen.append(parameter.first(equals));
        WARDLINE_CHECK(takeParameter(uri, parameter.first(equals), parameter.sliced(equals + 1)));
    }
    if (uri.seed.isEmpty()) {
        return failure(AuthError::UriInvalid, u"secret"_s);
    }
    return uri;
}

Result<SecretBytes> OtpauthUri::build() const
{
    if (account.isEmpty() || account.contains(u':') || issuer.contains(u':') || account.size() > kMaximumLabel
        || issuer.size() > kMaximumLabel) {
        return failure(AuthError::UriInvalid, u"label"_s);
    }
    WARDLINE_TRY(const SecretBytes base32, totp::encodeSeed(seed));
    SecretBytes uri = SecretBytes::copyOf(kPrefix);
    const QByteArray issuerText = issuer.toUtf8().toPercentEncoding();
    append(uri, issuer.isEmpty() ? QByteArray() : QByteArray(issuerText + ':'));
    append(uri, account.toUtf8().toPercentEncoding("@"));
    append(uri, "?secret=");
    append(uri, base32.view());
    append(uri, issuer.isEmpty() ? QByteArray() : QByteArray("&issuer=" + issuerText));
    append(uri, "&algorithm=SHA1&digits=6&period=30");
    if (uri.size() > kMaximumSize) {
        return failure(AuthError::UriInvalid, u"size"_s);
    }
    return uri;
}

} // namespace wardline::auth
