// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/sealed_trust_memory.h"

#include "core/crypto/aead_key.h"
#include "core/trust/trust_error.h"

namespace wardline::service {

using namespace Qt::StringLiterals;

namespace {

const QString kFile = u"trust"_s;
constexpr QByteArrayView kLabel = "wardline trust memory 1";
constexpr qsizetype kMaxFile = 512 * 1024 * 1024;

} // namespace

SealedTrustMemory::SealedTrustMemory(Profile &profile, Random &random)
    : m_profile(profile)
    , m_random(random)
    , m_files(profile.directory().path())
{
}

Result<crypto::AeadKey> SealedTrustMemory::key() const
{
    const auth::KeyHierarchy *keys = m_profile.vault().keys();
    if (keys == nullptr) {
        return failure(trust::TrustError::StorageFailed, u"locked"_s);
    }
    return keys->blobKey(); // kLabel keeps this file apart from the vault's own
}

Result<std::optional<trust::TrustMemory>> SealedTrustMemory::load()
{
    if (!m_files.exists(kFile)) {
        return std::optional<trust::TrustMemory>();
    }
    WARDLINE_TRY(const QByteArray sealed, m_files.read(kFile, kMaxFile));
    WARDLINE_TRY(const crypto::AeadKey aead, key());
    WARDLINE_TRY(const SecretBytes plain, aead.open(sealed, kLabel));
    WARDLINE_TRY(trust::TrustMemory memory, trust::TrustMemory::parse(plain.view()));
    return std::optional(std::move(memory));
}

Status SealedTrustMemory::save(const trust::TrustMemory &memory)
{
    WARDLINE_TRY(const crypto::AeadKey aead, key());
    WARDLINE_TRY(const QByteArray sealed, aead.seal(m_random, memory.encode(), kLabel));
    return m_files.write(kFile, sealed);
}

} // namespace wardline::service
