// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArray>

#include <optional>
#include <vector>

namespace wardline::audit {

enum class Sync { Now, Later };
enum class Space { Ordinary, MayUseReserve };

/// Where the log keeps its bytes: numbered segments that only grow, and one small sealed key. The port exists so that full disks
/// and torn writes can be tested. Not shared between threads.
class AuditStorage
{
public:
    /// What the reader accepts at most; the writer begins a new segment long before.
    static constexpr qsizetype kMaxSegment = 16 * 1024 * 1024;

    virtual ~AuditStorage() = default;
    /// Ascending, from 1; a hole in the numbers is for the verifier to find.
    [[nodiscard]] virtual Result<std::vector<int>> segments() const = 0;
    [[nodiscard]] virtual Result<QByteArray> read(int segment) const = 0;
    /// Adds bytes at the end and makes the segment if it is not there. All of them or, as far as the system lets us, none: a torn
    /// rest is possible after a crash. DiskFull when there is no space, Ordinary or reserved.
    [[nodiscard]] virtual Status append(int segment, QByteArrayView bytes, Sync sync, Space space) = 0;
    /// What was appended with Sync::Later is on the disk afterwards.
    [[nodiscard]] virtual Status flush() = 0;
    /// Nothing when there is none yet.
    [[nodiscard]] virtual Result<std::optional<QByteArray>> readKey() const = 0;
    /// Replaces it atomically and durably.
    [[nodiscard]] virtual Status replaceKey(QByteArrayView sealedKey) = 0;
};

} // namespace wardline::audit
