// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trust/statement_page.h"

#include <tuple>

namespace wardline::trust {

namespace {

constexpr quint8 kFormat = 1;
constexpr quint32 kMaxDeviceId = 0x7fffffff;

using Place = std::tuple<QByteArray, quint32, quint64>;

Place placeOf(const model::DeviceAddress &device, quint64 serial)
{
    return {device.person.toString().toUtf8(), device.id, serial};
}

} // namespace

void Revocation::write(ByteWriter &writer) const
{
    writer.address(device.person);
    writer.number32(device.id);
    writer.raw(identityKey);
    writer.number64(serial);
    writer.time(since);
}

Revocation Revocation::read(ByteReader &reader)
{
    Revocation revocation;
    revocation.device.person = reader.address();
    revocation.device.id = reader.number32();
    revocation.identityKey = reader.raw(kKeySize);
    revocation.serial = reader.number64();
    revocation.since = reader.time();
    const auto key = statementKeyFromEdwards(revocation.identityKey);
    if (!key || *key != revocation.identityKey || revocation.device.id == 0 || revocation.device.id > kMaxDeviceId
        || revocation.serial == 0) {
        reader.fail();
    }
    return revocation;
}

int StatementPage::indexOf(const model::Jid &person, int bits)
{
    QByteArray named = QByteArray("wardline.trust.page.v1\0", 23);
    named.append(person.bare().toString().toUtf8());
    const QByteArray hash = digestOf(named);
    const int first = (static_cast<quint8>(hash.at(0)) << 8) | static_cast<quint8>(hash.at(1));
    return first >> (16 - bits);
}

Result<QByteArray> StatementPage::encode() const
{
    if (statements.size() > kMaxEntries || revocations.size() > kMaxEntries) {
        return failure(TrustError::TooLarge);
    }
    ByteWriter writer;
    writer.number8(kFormat);
    writer.number16(static_cast<quint16>(statements.size()));
    for (const QByteArray &statement : statements) {
        writer.longBytes(statement);
    }
    writer.number16(static_cast<quint16>(revocations.size()));
    for (const Revocation &revocation : revocations) {
        revocation.write(writer);
    }
    if (writer.bytes().size() > kMaxSize) {
        return failure(TrustError::TooLarge);
    }
    return writer.bytes();
}

Result<StatementPage> StatementPage::parse(QByteArrayView bytes, int index, int bits)
{
    if (bytes.size() > kMaxSize) {
        return failure(TrustError::TooLarge);
    }
    ByteReader reader(bytes);
    StatementPage page;
    if (reader.number8() != kFormat) {
        return failure(TrustError::Malformed, QStringLiteral("format"));
    }
    const quint16 statements = reader.number16();
    Place last;
    for (quint16 i = 0; i < statements && reader.isGood(); ++i) {
        page.statements.append(reader.longBytes(DeviceStatement::kMaxSize));
        WARDLINE_TRY(const DeviceStatement statement, DeviceStatement::parse(page.statements.last()));
        const Place place = placeOf(statement.device, 0);
        if (indexOf(statement.device.person, bits) != index) {
            return failure(TrustError::OtherPlace);
        }
        if (i > 0 && place <= last) {
            return failure(TrustError::Malformed, QStringLiteral("order"));
        }
        last = place;
    }
    const quint16 revocations = reader.number16();
    last = {};
    for (quint16 i = 0; i < revocations && reader.isGood(); ++i) {
        page.revocations.append(Revocation::read(reader));
        const Revocation &revocation = page.revocations.last();
        const Place place = placeOf(revocation.device, revocation.serial);
        if (reader.isGood() && indexOf(revocation.device.person, bits) != index) {
            return failure(TrustError::OtherPlace);
        }
        if (i > 0 && place <= last) {
            return failure(TrustError::Malformed, QStringLiteral("order"));
        }
        last = place;
    }
    if (!reader.isDone() || statements > kMaxEntries || revocations > kMaxEntries) {
        return failure(TrustError::Malformed);
    }
    return page;
}

} // namespace wardline::trust
