// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crypto/signature.h"
#include "core/trust/byte_codec.h"
#include "core/trust/trust_error.h"

namespace wardline::trust {

/// The kinds of signed documents. Each is signed under a tag of its own, so that no signature fits another kind.
enum class DocumentKind { Statement, Epoch, Manifest, Request, Vouching };

/// What is signed: tag || body.
[[nodiscard]] QByteArray signedBytes(DocumentKind kind, QByteArrayView body);
/// body || signature.
[[nodiscard]] Result<QByteArray> signDocument(DocumentKind kind, QByteArrayView body, const crypto::SigningKey &key);
/// The body of a document of at most `limit` bytes; nothing is verified yet. Malformed, TooLarge.
[[nodiscard]] Result<QByteArray> bodyOf(QByteArrayView document, qsizetype limit);
/// BadSignature unless `key` signed the document as one of this kind.
[[nodiscard]] Status verifyDocument(DocumentKind kind, QByteArrayView document, QByteArrayView key);

} // namespace wardline::trust
