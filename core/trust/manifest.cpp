// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trust/manifest.h"

#include "core/trust/statement_page.h"

#include <algorithm>
#include <bit>

namespace wardline::trust {

namespace {

constexpr quint8 kFormat = 1;

bool isCanonical(const Manifest &manifest)
{
    const auto count = static_cast<quint64>(manifest.pages.size());
    const bool areHashes = std::all_of(manifest.pages.begin(), manifest.pages.end(),
                                       [](const QByteArray &hash) { return hash.size() == kHashSize; });
    const bool hasNoPredecessor = manifest.predecessor == QByteArray(kHashSize, '\0');
    return isWord(manifest.organisation, kMaxOrganisation) && manifest.epoch > 0 && manifest.version > 0
        && manifest.predecessor.size() == kHashSize && hasNoPredecessor == (manifest.version == 1)
        && std::has_single_bit(count) && manifest.pageBits() <= StatementPage::kMaxBits && areHashes;
}

} // namespace

int Manifest::pageBits() const
{
    return std::countr_zero(static_cast<quint64>(pages.size()));
}

Result<QByteArray> Manifest::sign(const crypto::SigningKey &enrolmentKey) const
{
    if (!isCanonical(*this)) {
        return failure(TrustError::Malformed);
    }
    ByteWriter writer;
    writer.number8(kFormat);
    writer.shortText(organisation);
    writer.number32(epoch);
    writer.number64(version);
    writer.time(issued);
    writer.raw(predecessor);
    writer.number8(static_cast<quint8>(pageBits()));
    for (const QByteArray &page : pages) {
        writer.raw(page);
    }
    return signDocument(DocumentKind::Manifest, writer.bytes(), enrolmentKey);
}

Result<Manifest> Manifest::open(QByteArrayView document, QByteArrayView enrolmentKey)
{
    WARDLINE_TRY(const QByteArray body, bodyOf(document, kMaxSize));
    ByteReader reader(body);
    Manifest manifest;
    const quint8 format = reader.number8();
    manifest.organisation = reader.word(kMaxOrganisation);
    manifest.epoch = reader.number32();
    manifest.version = reader.number64();
    manifest.issued = reader.time();
    manifest.predecessor = reader.raw(kHashSize);
    const quint8 bits = reader.number8();
    if (format != kFormat || bits > StatementPage::kMaxBits) {
        return failure(TrustError::Malformed);
    }
    for (int i = 0; i < 1 << bits && reader.isGood(); ++i) {
        manifest.pages.append(reader.raw(kHashSize));
    }
    if (!reader.isDone() || !isCanonical(manifest)) {
        return failure(TrustError::Malformed);
    }
    WARDLINE_CHECK(verifyDocument(DocumentKind::Manifest, document, enrolmentKey));
    return manifest;
}

} // namespace wardline::trust
