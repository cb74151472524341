// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/live/profile.h"
#include "core/trust/trust_memory.h"

namespace wardline::service {

/// The memory of trust in a file of the profile's own, sealed under a key of the vault: it can be put back to an older
/// copy of itself by whoever controls this computer's files, but not altered. Needs the open vault.
class SealedTrustMemory final : public trust::TrustMemoryStore
{
public:
    SealedTrustMemory(Profile &profile, Random &random);
    [[nodiscard]] Result<std::optional<trust::TrustMemory>> load() override;
    [[nodiscard]] Status save(const trust::TrustMemory &memory) override;

private:
    [[nodiscard]] Result<crypto::AeadKey> key() const;

    Profile &m_profile;
    Random &m_random;
    auth::DiskProfileFiles m_files;
};

} // namespace wardline::service
