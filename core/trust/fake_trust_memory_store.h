// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trust/trust_error.h"
#include "core/trust/trust_memory.h"

namespace wardline::trust {

/// Keeps it in the form in which it would be on disk.
class FakeTrustMemoryStore final : public TrustMemoryStore
{
public:
    [[nodiscard]] Result<std::optional<TrustMemory>> load() override
    {
        if (m_bytes.isEmpty()) {
            return std::optional<TrustMemory>();
        }
        WARDLINE_TRY(TrustMemory memory, TrustMemory::parse(m_bytes));
        return std::optional(std::move(memory));
    }
    [[nodiscard]] Status save(const TrustMemory &memory) override
    {
        if (m_isFailing) {
            return failure(TrustError::StorageFailed);
        }
        m_bytes = memory.encode();
        return {};
    }
    void setFailing(bool isFailing) { m_isFailing = isFailing; }
    void damage() { m_bytes.chop(1); }

private:
    QByteArray m_bytes;
    bool m_isFailing = false;
};

} // namespace wardline::trust
