// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/auth/attempt_store.h"

#include <optional>

namespace wardline::auth {

/// Counters in memory that survive a "restart" of the verifier. Tests only.
class FakeAttemptStore final : public AttemptStore
{
public:
    [[nodiscard]] Result<AttemptRecord> load() override
    {
        if (!m_record) {
            return failure(AuthError::AttemptsDamaged);
        }
        return *m_record;
    }
    [[nodiscard]] Status save(const AttemptRecord &record) override
    {
        if (m_saveError) {
            return failure(*m_saveError);
        }
        m_record = record;
        return {};
    }

    void damage() { m_record.reset(); }
    void failSaving(std::optional<AuthError> error) { m_saveError = error; }
    [[nodiscard]] const std::optional<AttemptRecord> &record() const { return m_record; }

private:
    std::optional<AttemptRecord> m_record;
    std::optional<AuthError> m_saveError;
};

} // namespace wardline::auth
