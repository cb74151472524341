// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trust/certification_request.h"

namespace wardline::trust {

namespace {

constexpr quint8 kFormat = 1;
constexpr quint32 kMaxDeviceId = 0x7fffffff;

bool isGoodSigner(const QString &organisation, const model::DeviceAddress &device, const QByteArray &key)
{
    return isWord(organisation, kMaxOrganisation) && device.person.isBare() && !device.person.local().isEmpty()
        && device.id > 0 && device.id <= kMaxDeviceId && statementKeyFromEdwards(key).has_value();
}

bool isCanonical(const CertificationRequest &request)
{
    return isGoodSigner(request.organisation, request.device, request.identityKey)
        && static_cast<quint8>(request.purpose) <= 1 && request.nonce.size() == CertificationRequest::kNonceSize;
}

bool isCanonical(const Vouching &vouching)
{
    return isGoodSigner(vouching.organisation, vouching.voucher, vouching.identityKey)
        && vouching.request.size() == kHashSize;
}

QByteArray bodyFrom(const CertificationRequest &request)
{
    ByteWriter writer;
    writer.number8(kFormat);
    writer.shortText(request.organisation);
    writer.address(request.device.person);
    writer.number32(request.device.id);
    writer.raw(request.identityKey);
    writer.number8(static_cast<quint8>(request.purpose));
    writer.raw(request.nonce);
    return writer.bytes();
}

QByteArray bodyFrom(const Vouching &vouching)
{
    ByteWriter writer;
    writer.number8(kFormat);
    writer.shortText(vouching.organisation);
    writer.address(vouching.voucher.person);
    writer.number32(vouching.voucher.id);
    writer.raw(vouching.identityKey);
    writer.raw(vouching.request);
    writer.time(vouching.made);
    return writer.bytes();
}

template <typename T>
Result<QByteArray> toSignOf(const T &value, DocumentKind kind)
{
    if (!isCanonical(value)) {
        return failure(TrustError::Malformed);
    }
    return signedBytes(kind, bodyFrom(value));
}

template <typename T>
Result<QByteArray> withSignatureOf(const T &value, QByteArrayView signature)
{
    if (!isCanonical(value) || signature.size() != kSignatureSize) {
        return failure(TrustError::Malformed);
    }
    QByteArray document = bodyFrom(value);
    document.append(signature);
    return document;
}

} // namespace

Result<QByteArray> CertificationRequest::toSign() const
{
    return toSignOf(*this, DocumentKind::Request);
}

Result<QByteArray> CertificationRequest::withSignature(QByteArrayView signature) const
{
    return withSignatureOf(*this, signature);
}

Result<CertificationRequest> CertificationRequest::open(QByteArrayView document)
{
    WARDLINE_TRY(const QByteArray body, bodyOf(document, kMaxSize));
    ByteReader reader(body);
    CertificationRequest request;
    const quint8 format = reader.number8();
    request.organisation = reader.word(kMaxOrganisation);
    request.device.person = reader.address();
    request.device.id = reader.number32();
    request.identityKey = reader.raw(kKeySize);
    request.purpose = static_cast<Purpose>(reader.number8());
    request.nonce = reader.raw(kNonceSize);
    if (format != kFormat || !reader.isDone() || !isCanonical(request)) {
        return failure(TrustError::Malformed);
    }
    WARDLINE_CHECK(verifyDocument(DocumentKind::Request, document, request.identityKey));
    return request;
}

Result<QByteArray> Vouching::toSign() const
{
    return toSignOf(*this, DocumentKind::Vouching);
}

Result<QByteArray> Vouching::withSignature(QByteArrayView signature) const
{
    return withSignatureOf(*this, signature);
}

Result<Vouching> Vouching::open(QByteArrayView document)
{
    WARDLINE_TRY(const QByteArray body, bodyOf(document, kMaxSize));
    ByteReader reader(body);
    Vouching vouching;
    const quint8 format = reader.number8();
    vouching.organisation = reader.word(kMaxOrganisation);
    vouching.voucher.person = reader.address();
    vouching.voucher.id = reader.number32();
    vouching.identityKey = reader.raw(kKeySize);
    vouching.request = reader.raw(kHashSize);
    vouching.made = reader.time();
    if (format != kFormat || !reader.isDone() || !isCanonical(vouching)) {
        return failure(TrustError::Malformed);
    }
    WARDLINE_CHECK(verifyDocument(DocumentKind::Vouching, document, vouching.identityKey));
    return vouching;
}

} // namespace wardline::trust
