// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace wardline::hardening {

/// One measure and whether the system let us take it.
struct Measure {
    std::string name; ///< "core-dumps-off"
    bool isInForce = false;
    bool isRequired = false; ///< the program should not go on without it
    bool operator==(const Measure &) const = default;
};

/// First thing in main(), before Qt and before any thread: no core dumps, not dumpable (no ptrace and no /proc/PID/mem for programs of
/// the same user), room for locked memory as far as the hard limit goes, files for the owner only, and an environment without the
/// switches that would leak (see the table in hardening.cpp). Free of Qt.
[[nodiscard]] std::vector<Measure> hardenProcess();

/// Whether freed memory is overwritten in this program (not in sanitizer builds, which bring their own allocator).
[[nodiscard]] bool isFreedMemoryScrubbed();

} // namespace wardline::hardening
