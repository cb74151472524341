// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trust/signed_document.h"

namespace wardline::trust {

namespace {

QByteArrayView tagOf(DocumentKind kind)
{
    // The zero at the end is part of each tag: no tag is the beginning of another.
    switch (kind) {
    case DocumentKind::Statement:
        return QByteArrayView("wardline.trust.statement.v1\0", 28);
    case DocumentKind::Epoch:
        return QByteArrayView("wardline.trust.epoch.v1\0", 24);
    case DocumentKind::Manifest:
        return QByteArrayView("wardline.trust.manifest.v1\0", 27);
    case DocumentKind::Request:
        return QByteArrayView("wardline.trust.request.v1\0", 26);
    case DocumentKind::Vouching:
        return QByteArrayView("wardline.trust.vouching.v1\0", 27);
    }
    return {};
}

} // namespace

QByteArray signedBytes(DocumentKind kind, QByteArrayView body)
{
    QByteArray bytes = tagOf(kind).toByteArray();
    bytes.append(body);
    return bytes;
}

Result<QByteArray> signDocument(DocumentKind kind, QByteArrayView body, const crypto::SigningKey &key)
{
    WARDLINE_TRY(const QByteArray signature, key.sign(signedBytes(kind, body)));
    return body.toByteArray() + signature;
}

Result<QByteArray> bodyOf(QByteArrayView document, qsizetype limit)
{
    if (document.size() > limit) {
        return failure(TrustError::TooLarge);
    }
    if (document.size() <= kSignatureSize) {
        return failure(TrustError::Malformed);
    }
    return document.first(document.size() - kSignatureSize).toByteArray();
}

Status verifyDocument(DocumentKind kind, QByteArrayView document, QByteArrayView key)
{
    if (document.size() <= kSignatureSize) {
        return failure(TrustError::Malformed);
    }
    const QByteArrayView body = document.first(document.size() - kSignatureSize);
    if (!crypto::verifySignature(key, signedBytes(kind, body), document.last(kSignatureSize))) {
        return failure(TrustError::BadSignature);
    }
    return {};
}

} // namespace wardline::trust
