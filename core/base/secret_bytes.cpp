// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/secret_bytes.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <mutex>
#include <new>
#include <utility>
#include <vector>

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

/// Whole pages of our own, with nothing else in them than secrets. Locking is best effort (RLIMIT_MEMLOCK).
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

/// Small secrets come and go by the hundred (a message to a large room reads and writes a record for each device), and
/// to map, lock and unmap pages for each of them costs more than to encrypt. So they share pages that stay locked:
/// blocks of a few sizes, given out again once wiped. An allocator, like the one behind `new`: one for the process, any
/// thread.
class SmallBlocks
{
public:
    static constexpr std::size_t kLargest = 2048;

    [[nodiscard]] static SmallBlocks &instance()
    {
        static auto *blocks = new SmallBlocks; // outlives every static that may hold a secret
        return *blocks;
    }
    /// The size of the block that so many bytes get.
    [[nodiscard]] static std::size_t blockSize(std::size_t bytes) { return kSizes[classOf(bytes)]; }

    /// Zero bytes.
    [[nodiscard]] std::byte *take(std::size_t bytes)
    {
        const std::size_t index = classOf(bytes);
        const std::lock_guard guard(m_mutex);
        std::vector<std::byte *> &free = m_free[index];
        if (free.empty()) {
            std::byte *slab = mapPages(kSlab);
            free.reserve(free.size() + kSlab / kSizes[index]);
            for (std::size_t at = 0; at < kSlab; at += kSizes[index]) {
                free.push_back(slab + at);
            }
        }
        std::byte *block = free.back();
        free.pop_back();
        return block;
    }
    /// Takes back a block that was wiped.
    void giveBack(std::byte *block, std::size_t blockSize)
    {
        const std::lock_guard guard(m_mutex);
        m_free[classOf(blockSize)].push_back(block);
    }

private:
    static constexpr std::array<std::size_t, 3> kSizes{128, 512, kLargest};
    static constexpr std::size_t kSlab = 64 * 1024;

    static std::size_t classOf(std::size_t bytes)
    {
        return static_cast<std::size_t>(std::ranges::lower_bound(kSizes, bytes) - kSizes.begin());
    }

    std::mutex m_mutex;
    std::array<std::vector<std::byte *>, kSizes.size()> m_free;
};

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
    if (size > 0 && size <= SmallBlocks::kLargest) {
        m_data = SmallBlocks::instance().take(size);
        m_mapped = SmallBlocks::blockSize(size);
    } else if (size > 0) {
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
        if (m_mapped <= SmallBlocks::kLargest) {
            SmallBlocks::instance().giveBack(m_data, m_mapped);
        } else {
            unmapPages(m_data, m_mapped);
        }
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
