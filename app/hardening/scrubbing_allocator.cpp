// SPDX-License-Identifier: GPL-3.0-or-later
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstdlib> // defines __GLIBC__

#include "app/hardening/scrubbing_allocator.h"

namespace wardline::hardening {

bool scrubbingAllocatorIsLinked()
{
    return WARDLINE_SCRUBS_FREED_MEMORY != 0;
}

} // namespace wardline::hardening

#if WARDLINE_SCRUBS_FREED_MEMORY

#include <cstring>
#include <malloc.h>
#include <sys/mman.h>

// Exported by glibc for programs that wrap its allocator.
extern "C" {
void *__libc_malloc(std::size_t size);
void *__libc_realloc(void *memory, std::size_t size);
void __libc_free(void *memory);
}

namespace {

constexpr std::size_t kPage = 4096;
/// Blocks of this size glibc maps one by one and gives back to the kernel when they are freed (its threshold never grows beyond):
/// there the pages are dropped rather than overwritten. Below it dropping is far dearer, measured with 8 MiB pictures that come and
/// go: 160 times the plain time, because each page is faulted in anew, where overwriting stays near it.
constexpr std::size_t kDropFrom = 32 * 1024 * 1024;

void scrub(void *memory, std::size_t size)
{
    if (size >= kDropFrom) {
        const auto start = reinterpret_cast<std::uintptr_t>(memory);
        const std::uintptr_t firstPage = (start + kPage - 1) / kPage * kPage;
        const std::uintptr_t end = (start + size) / kPage * kPage;
        // Private anonymous memory reads as zero afterwards. Locked pages refuse: then byte by byte.
        if (madvise(reinterpret_cast<void *>(firstPage), end - firstPage, MADV_DONTNEED) == 0) {
            explicit_bzero(memory, firstPage - start);
            explicit_bzero(reinterpret_cast<void *>(end), start + size - end);
            return;
        }
    }
    explicit_bzero(memory, size);
}

} // namespace

extern "C" {

// Visible to the libraries whatever the visibility of the rest.
__attribute__((visibility("default"))) void free(void *memory) noexcept
{
    if (memory == nullptr) {
        return;
    }
    const int savedErrno = errno;
    scrub(memory, malloc_usable_size(memory));
    __libc_free(memory);
    errno = savedErrno;
}

// glibc's realloc() would move a block and leave the old copy as it is.
__attribute__((visibility("default"))) void *realloc(void *memory, std::size_t size) noexcept
{
    if (memory == nullptr) {
        return __libc_malloc(size);
    }
    if (size == 0) {
        free(memory);
        return nullptr;
    }
    const std::size_t usable = malloc_usable_size(memory);
    if (size <= usable && size >= usable / 2) {
        // Stays where it is. What was cut off must not linger behind the new end.
        scrub(static_cast<char *>(memory) + size, usable - size);
        return memory;
    }
    void *moved = __libc_malloc(size);
    if (moved == nullptr) {
        return nullptr;
    }
    std::memcpy(moved, memory, size < usable ? size : usable);
    free(memory);
    return moved;
}

} // extern "C"

#endif
