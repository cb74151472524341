// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trust/epoch_document.h"

#include <algorithm>

namespace wardline::trust {

namespace {

constexpr quint8 kFormat = 1;

bool isCanonical(const EpochDocument &epoch)
{
    return isWord(epoch.organisation, kMaxOrganisation) && epoch.number > 0 && epoch.enrolmentKey.size() == kKeySize
        && epoch.notBefore < epoch.notAfter && epoch.notAfter - epoch.notBefore <= EpochDocument::kMaxValidity;
}

Result<EpochDocument> parse(QByteArrayView document)
{
    WARDLINE_TRY(const QByteArray body, bodyOf(document, EpochDocument::kMaxSize));
    ByteReader reader(body);
    EpochDocument epoch;
    const quint8 format = reader.number8();
    epoch.organisation = reader.word(kMaxOrganisation);
    epoch.number = reader.number32();
    epoch.enrolmentKey = reader.raw(kKeySize);
    epoch.notBefore = reader.time();
    epoch.notAfter = reader.time();
    if (format != kFormat || !reader.isDone() || !isCanonical(epoch)) {
        return failure(TrustError::Malformed);
    }
    return epoch;
}

} // namespace

Result<QByteArray> EpochDocument::sign(const crypto::SigningKey &rootKey) const
{
    if (!isCanonical(*this)) {
        return failure(TrustError::Malformed);
    }
    ByteWriter writer;
    writer.number8(kFormat);
    writer.shortText(organisation);
    writer.number32(number);
    writer.raw(enrolmentKey);
    writer.time(notBefore);
    writer.time(notAfter);
    return signDocument(DocumentKind::Epoch, writer.bytes(), rootKey);
}

Result<EpochDocument> EpochDocument::open(QByteArrayView document, const QList<QByteArray> &rootKeys)
{
    WARDLINE_TRY(EpochDocument epoch, parse(document));
    const bool isSigned = std::any_of(rootKeys.begin(), rootKeys.end(), [document](const QByteArray &key) {
        return verifyDocument(DocumentKind::Epoch, document, key).has_value();
    });
    if (!isSigned) {
        return failure(TrustError::BadSignature);
    }
    return epoch;
}

} // namespace wardline::trust
