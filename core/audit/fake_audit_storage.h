// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/audit/audit_error.h"
#include "core/audit/audit_storage.h"

#include <limits>
#include <map>

namespace wardline::audit {

/// Segments in memory that can run full, tear a write and lose what was not flushed. Tests only.
class FakeAuditStorage final : public AuditStorage
{
public:
    std::map<int, QByteArray> files;
    std::optional<QByteArray> key;
    /// Ordinary appends fail with DiskFull beyond this many bytes in all, urgent ones `reserve` bytes later.
    qint64 capacity = std::numeric_limits<qint64>::max() / 2;
    qint64 reserve = 0;
    /// The next append stops after so many bytes, as in a crash.
    std::optional<qsizetype> tearNextAfter;
    bool failsKey = false;
    int syncs = 0;

    [[nodiscard]] Result<std::vector<int>> segments() const override
    {
        std::vector<int> numbers;
        for (const auto &[number, bytes] : files) {
            numbers.push_back(number);
        }
        return numbers;
    }
    [[nodiscard]] Result<QByteArray> read(int segment) const override
    {
        const auto found = files.find(segment);
        if (found == files.end()) {
            return failure(AuditError::CannotRead);
        }
        return found->second;
    }
    [[nodiscard]] Status append(int segment, QByteArrayView bytes, Sync sync, Space space) override
    {
        if (tearNextAfter) {
            files[segment].append(bytes.first(std::min(*tearNextAfter, bytes.size())));
            tearNextAfter.reset();
            return failure(AuditError::CannotWrite);
        }
        qint64 used = bytes.size();
        for (const auto &[number, content] : files) {
            used += content.size();
        }
        if (used > capacity + (space == Space::MayUseReserve ? reserve : 0)) {
            return failure(AuditError::DiskFull);
        }
        files[segment].append(bytes);
        syncs += sync == Sync::Now ? 1 : 0;
        return {};
    }
    [[nodiscard]] Status flush() override
    {
        ++syncs;
        return {};
    }
    [[nodiscard]] Result<std::optional<QByteArray>> readKey() const override { return key; }
    [[nodiscard]] Status replaceKey(QByteArrayView sealedKey) override
    {
        if (failsKey) {
            return failure(AuditError::CannotWrite);
        }
        key = sealedKey.toByteArray();
        return {};
    }
};

} // namespace wardline::audit
