// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// Memory is overwritten when it is given back. Qt, OpenSSL's and SQLCipher's own buffers, D-Bus: all of them copy text through
/// malloc() and free(), and what they free keeps its content until somebody else happens to need the space. This program brings its
/// own free() and realloc(), which overwrite first and then call glibc's (the dynamic linker gives every library the program's).
///
/// Not in sanitizer builds, whose allocator does not know glibc's blocks, and not where there is no glibc.
#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define WARDLINE_SCRUBS_FREED_MEMORY 1
#else
#define WARDLINE_SCRUBS_FREED_MEMORY 0
#endif

namespace wardline::hardening {

/// Also makes the linker take this object, and with it free().
[[nodiscard]] bool scrubbingAllocatorIsLinked();

} // namespace wardline::hardening
