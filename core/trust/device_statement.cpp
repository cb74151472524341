// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trust/device_statement.h"

#include "core/crypto/key_form.h"

namespace wardline::trust {

using namespace Qt::StringLiterals;

namespace {

constexpr quint8 kFormat = 1;
constexpr quint32 kMaxDeviceId = 0x7fffffff;

QByteArray bodyFrom(const DeviceStatement &statement)
{
    ByteWriter writer;
    writer.number8(kFormat);
    writer.shortText(statement.organisation);
    writer.address(statement.device.person);
    writer.number32(statement.device.id);
    writer.raw(statement.identityKey);
    writer.number8(static_cast<quint8>(statement.kind));
    writer.number8(static_cast<quint8>(statement.clinicalRoles.size()));
    for (const QString &role : statement.clinicalRoles) {
        writer.shortText(role);
    }
    writer.time(statement.notBefore);
    writer.time(statement.notAfter);
    writer.number64(statement.serial);
    writer.number32(statement.epoch);
    return writer.bytes();
}

bool isCanonical(const DeviceStatement &statement)
{
    const QStringList &roles = statement.clinicalRoles;
    for (qsizetype i = 0; i < roles.size(); ++i) {
        if (!isWord(roles.at(i), kMaxRole) || (i > 0 && roles.at(i - 1) >= roles.at(i))) {
            return false;
        }
    }
    const auto key = statementKeyFromEdwards(statement.identityKey);
    return key && *key == statement.identityKey && isWord(statement.organisation, kMaxOrganisation)
        && statement.device.person.isBare() && !statement.device.person.local().isEmpty() && statement.device.id > 0
        && statement.device.id <= kMaxDeviceId && static_cast<quint8>(statement.kind) <= 2 && roles.size() <= kMaxRoles
        && statement.notBefore < statement.notAfter
        && statement.notAfter - statement.notBefore <= DeviceStatement::kMaxValidity && statement.serial > 0
        && statement.epoch > 0;
}

} // namespace

QString deviceKindWord(DeviceKind kind)
{
    switch (kind) {
    case DeviceKind::User:
        return u"user"_s;
    case DeviceKind::Recorder:
        return u"recorder"_s;
    case DeviceKind::Bot:
        return u"bot"_s;
    }
    return {};
}

std::optional<DeviceKind> deviceKindFromWord(QStringView word)
{
    for (const DeviceKind kind : {DeviceKind::User, DeviceKind::Recorder, DeviceKind::Bot}) {
        if (word == deviceKindWord(kind)) {
            return kind;
        }
    }
    return std::nullopt;
}

Result<QByteArray> DeviceStatement::sign(const crypto::SigningKey &enrolmentKey) const
{
    if (!isCanonical(*this)) {
        return failure(TrustError::Malformed);
    }
    return signDocument(DocumentKind::Statement, bodyFrom(*this), enrolmentKey);
}

Result<DeviceStatement> DeviceStatement::parse(QByteArrayView document)
{
    WARDLINE_TRY(const QByteArray body, bodyOf(document, kMaxSize));
    ByteReader reader(body);
    DeviceStatement statement;
    if (reader.number8() != kFormat) {
        return failure(TrustError::Malformed, u"format"_s);
    }
    statement.organisation = reader.word(kMaxOrganisation);
    statement.device.person = reader.address();
    statement.device.id = reader.number32();
    statement.identityKey = reader.raw(kKeySize);
    statement.kind = static_cast<DeviceKind>(reader.number8());
    const quint8 roles = reader.number8();
    for (quint8 i = 0; i < roles && reader.isGood(); ++i) {
        statement.clinicalRoles.append(reader.word(kMaxRole));
    }
    statement.notBefore = reader.time();
    statement.notAfter = reader.time();
    statement.serial = reader.number64();
    statement.epoch = reader.number32();
    if (!reader.isDone() || !isCanonical(statement)) {
        return failure(TrustError::Malformed);
    }
    return statement;
}

Result<DeviceStatement> DeviceStatement::open(QByteArrayView document, QByteArrayView enrolmentKey)
{
    WARDLINE_TRY(DeviceStatement statement, parse(document));
    WARDLINE_CHECK(verifyDocument(DocumentKind::Statement, document, enrolmentKey));
    return statement;
}

Result<QByteArray> statementKeyFromEdwards(QByteArrayView ed25519Key)
{
    if (!crypto::toCurveForm(ed25519Key)) {
        return failure(TrustError::Malformed, u"key"_s);
    }
    QByteArray key = ed25519Key.toByteArray();
    key[kKeySize - 1] = static_cast<char>(key[kKeySize - 1] & 0x7f);
    return key;
}

Result<QByteArray> statementKeyFromCurve(QByteArrayView curve25519Key)
{
    const auto key = crypto::toEdwardsForm(curve25519Key);
    return key ? *key : Result<QByteArray>(failure(TrustError::Malformed, u"key"_s));
}

} // namespace wardline::trust
