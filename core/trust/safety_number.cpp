// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trust/safety_number.h"

#include "core/crypto/openssl.h"
#include "core/trust/byte_codec.h"
#include "core/trust/trust_error.h"

#include <algorithm>

namespace wardline::trust {

using namespace Qt::StringLiterals;

namespace {

constexpr QByteArrayView kDomain("wardline.trust.safety.v1\0", 25);
/// Makes it dearer to look for a key whose thirty digits come out alike.
constexpr int kRounds = 5200;
constexpr int kGroups = 6;
constexpr qsizetype kDigits = 60;

Result<QString> halfOf(const SafetyNumberSide &side)
{
    QList<QByteArray> keys = side.identityKeys;
    std::sort(keys.begin(), keys.end());
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    const bool areKeys =
        std::all_of(keys.begin(), keys.end(), [](const QByteArray &key) { return key.size() == kKeySize; });
    if (keys.isEmpty() || !areKeys || side.person.isEmpty()) {
        return failure(TrustError::Malformed);
    }
    ByteWriter writer;
    writer.raw(kDomain);
    writer.address(side.person.bare());
    writer.number16(static_cast<quint16>(keys.size()));
    for (const QByteArray &key : std::as_const(keys)) {
        writer.raw(key);
    }
    const QByteArray input = writer.bytes();
    QByteArray hash = input;
    for (int i = 0; i < kRounds; ++i) {
        WARDLINE_TRY(hash, crypto::openssl::hash(crypto::openssl::Digest::Sha512, QByteArray(hash + input)));
    }
    QString digits;
    ByteReader reader(hash);
    for (int i = 0; i < kGroups; ++i) {
        const quint64 value = (static_cast<quint64>(reader.number8()) << 32) | reader.number32();
        digits += QString::number(value % 100'000).rightJustified(5, u'0');
    }
    return digits;
}

} // namespace

QStringList fingerprintGroups(QByteArrayView curve25519Key)
{
    const QString hex = QString::fromLatin1(curve25519Key.toByteArray().toHex());
    QStringList groups;
    for (qsizetype at = 0; at < hex.size(); at += 8) {
        groups.append(hex.mid(at, 8));
    }
    return groups;
}

Result<QStringList> safetyNumber(const SafetyNumberSide &one, const SafetyNumberSide &other)
{
    if (one.person.bare() == other.person.bare()) {
        return failure(TrustError::Malformed);
    }
    WARDLINE_TRY(const QString first, halfOf(one));
    WARDLINE_TRY(const QString second, halfOf(other));
    const QString digits = one.person.bare() < other.person.bare() ? first + second : second + first;
    QStringList groups;
    for (qsizetype at = 0; at < digits.size(); at += 5) {
        groups.append(digits.mid(at, 5));
    }
    return groups;
}

QString safetyDigits(QStringView text)
{
    QString digits;
    for (const QChar character : text) {
        const bool isDigit = character >= u'0' && character <= u'9';
        const bool isBetween = character.isSpace() || character == u'-' || character == u'.';
        if ((!isDigit && !isBetween) || digits.size() > kDigits) {
            return {};
        }
        if (isDigit) {
            digits.append(character);
        }
    }
    return digits.size() == kDigits ? digits : QString();
}

} // namespace wardline::trust
