// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/secret_bytes.h"

#include <algorithm>
#include <cstring>
#include <new>
#include <utility>

#ifdef _WIN32
#include <windows.h>
#else
#include <sys/mman.h>
#include <unistd.h>
#endif

namespace wardline {

namespace {

#ifdef _WIN32
std::size_t pageSize()
{
    SYSTEM_INFO info;
    GetSystemInfo(&info);
    return info.dwPageSize;
}
#else
std::size_t pageSize()
{
    return static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}
#endif

/// Whole pages of our own: unlocking one secret can then never unlock a neighbour. Locking is best effort (RLIMIT_MEMLOCK).
std::byte *mapPages(std::size_t bytes)
{
#ifdef _WIN32
    void *memory = VirtualAlloc(nullptr, bytes, MEM_COMMIT | MEM_RESERVE, PAGE_READWRITE);
    if (memory == nullptr) {
        throw std::bad_alloc();
    }
    VirtualLock(memory, bytes);
#else
    void *memory = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) {
        throw std::bad_alloc();
    }
    (void)mlock(memory, bytes);
#ifdef MADV_DONTDUMP
    (void)madvise(memory, bytes, MADV_DONTDUMP);
#endif
#ifdef MADV_WIPEONFORK
    (void)madvise(memory, bytes, MADV_WIPEONFORK);
#endif
#endif
    return static_cast<std::byte *>(memory);
}

void unmapPages(std::byte *memory, std::size_t bytes)
{
#ifdef _WIN32
    (void)bytes;
    VirtualFree(memory, 0, MEM_RELEASE);
#else
    munmap(memory, bytes);
#endif
}

} // namespace

void wipe(std::span<std::byte> bytes)
{
    if (bytes.empty()) {
        return;
    }
    std::memset(bytes.data(), 0, bytes.size());
    __asm__ __volatile__("" : : "r"(bytes.data()) : "memory");
}

SecretBytes::SecretBytes(std::size_t size)
    : m_size(size)
{
    if (size > 0) {
        const std::size_t page = pageSize();
        m_mapped = (size + page - 1) / page * page;
        m_data = mapPages(m_mapped);
    }
}

SecretBytes SecretBytes::copyOf(QByteArrayView bytes)
{
    return copyOf(std::as_bytes(std::span(bytes.data(), static_cast<std::size_t>(bytes.size()))));
}

SecretBytes SecretBytes::copyOf(std::span<const std::byte> bytes)
{
    SecretBytes secret(bytes.size());
    std::copy(bytes.begin(), bytes.end(), secret.m_data);
    return secret;
}

SecretBytes::SecretBytes(SecretBytes &&other) noexcept
    : m_data(std::exchange(other.m_data, nullptr))
    , m_size(std::exchange(other.m_size, 0))
    , m_mapped(std::exchange(other.m_mapped, 0))
{
}

SecretBytes &SecretBytes::operator=(SecretBytes &&other) noexcept
{
    if (this != &other) {
        clear();
        m_data = std::exchange(other.m_data, nullptr);
        m_size = std::exchange(other.m_size, 0);
        m_mapped = std::exchange(other.m_mapped, 0);
    }
    return *this;
}

SecretBytes::~SecretBytes()
{
    clear();
}

SecretBytes SecretBytes::clone() const
{
    return copyOf(span());
}

SecretBytes SecretBytes::concat(const SecretBytes &first, const SecretBytes &second)
{
    SecretBytes both(first.size() + second.size());
    std::copy(first.span().begin(), first.span().end(), both.m_data);
    std::copy(second.span().begin(), second.span().end(), both.m_data + first.size());
    return both;
}

QByteArrayView SecretBytes::view() const
{
    return QByteArrayView(reinterpret_cast<const char *>(m_data), static_cast<qsizetype>(m_size));
}

void SecretBytes::clear()
{
    if (m_data != nullptr) {
        wipe({m_data, m_mapped});
        unmapPages(m_data, m_mapped);
    }
    m_data = nullptr;
    m_size = 0;
    m_mapped = 0;
}

bool SecretBytes::equals(const SecretBytes &other) const
{
    if (m_size != other.m_size) {
        return false;
    }
    unsigned difference = 0;
    for (std::size_t i = 0; i < m_size; ++i) {
        difference |= std::to_integer<unsigned>(m_data[i] ^ other.m_data[i]);
    }
    return difference == 0;
}

void SecretBytes::truncate(std::size_t size)
{
    if (size < m_size) {
        wipe({m_data + size, m_size - size});
        m_size = size;
    }
}

} // namespace wardline
