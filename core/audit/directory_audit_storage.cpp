// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/audit/directory_audit_storage.h"

#include <QDir>
#include <QFile>

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace wardline::audit {

using namespace Qt::StringLiterals;

namespace {

/// A file descriptor that closes itself.
class Descriptor
{
public:
    explicit Descriptor(int fd)
        : m_fd(fd)
    {
    }
    ~Descriptor()
    {
        if (m_fd >= 0) {
            ::close(m_fd);
        }
    }
    Descriptor(const Descriptor &) = delete;
    Descriptor &operator=(const Descriptor &) = delete;
    [[nodiscard]] int get() const { return m_fd; }
    [[nodiscard]] bool isOpen() const { return m_fd >= 0; }
    [[nodiscard]] int release() { return std::exchange(m_fd, -1); }

private:
    int m_fd;
};

constexpr int kFlags = O_CLOEXEC | O_NOFOLLOW;

int openFile(const QString &path, int flags)
{
    return ::open(QFile::encodeName(path).constData(), flags | kFlags, 0600);
}

bool isNoSpace(int error)
{
    return error == ENOSPC || error == EDQUOT || error == EFBIG;
}

std::unexpected<Error> writeFailure(int error)
{
    return failure(isNoSpace(error) ? AuditError::DiskFull : AuditError::CannotWrite, QString::number(error));
}

/// All bytes, or the error number.
int writeAll(int fd, QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const ssize_t written = ::write(fd, bytes.data(), static_cast<std::size_t>(bytes.size()));
        if (written < 0 && errno != EINTR) {
            return errno;
        }
        bytes = bytes.sliced(std::max<ssize_t>(written, 0));
    }
    return 0;
}

Result<QByteArray> readAll(const QString &path, qsizetype cap)
{
    const Descriptor file(openFile(path, O_RDONLY | O_NONBLOCK));
    struct stat status {};
    if (!file.isOpen() || fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode)) {
        return failure(AuditError::CannotRead, QString::number(errno));
    }
    if (status.st_size > cap) {
        return failure(AuditError::TooLarge);
    }
    QByteArray bytes(status.st_size, Qt::Uninitialized);
    qsizetype at = 0;
    while (at < bytes.size()) {
        const ssize_t count = ::read(file.get(), bytes.data() + at, static_cast<std::size_t>(bytes.size() - at));
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count <= 0) {
            return failure(AuditError::CannotRead, QString::number(errno));
        }
        at += count;
    }
    return bytes;
}

} // namespace

Result<std::unique_ptr<DirectoryAuditStorage>> DirectoryAuditStorage::open(const QString &folder, StorageMode mode)
{
    const QByteArray path = QFile::encodeName(folder);
    if (mode == StorageMode::ReadWrite && ::mkdir(path.constData(), 0700) != 0 && errno != EEXIST) {
        return writeFailure(errno);
    }
    Descriptor lock(::open(path.constData(), O_RDONLY | O_DIRECTORY | kFlags));
    if (!lock.isOpen()) {
        return failure(AuditError::CannotRead, QString::number(errno));
    }
    if (mode == StorageMode::ReadWrite) {
        if (::flock(lock.get(), LOCK_EX | LOCK_NB) != 0) {
            return failure(AuditError::Busy);
        }
        if (::fchmod(lock.get(), 0700) != 0) {
            return failure(AuditError::CannotWrite, QString::number(errno));
        }
    }
    return std::unique_ptr<DirectoryAuditStorage>(new DirectoryAuditStorage(folder, mode, lock.release()));
}

DirectoryAuditStorage::DirectoryAuditStorage(QString folder, StorageMode mode, int lock)
    : m_folder(std::move(folder))
    , m_mode(mode)
    , m_lock(lock)
{
}

DirectoryAuditStorage::~DirectoryAuditStorage()
{
    closeSegment();
    ::close(m_lock);
}

QString DirectoryAuditStorage::segmentPath(int segment) const
{
    return m_folder % u'/' % QString::number(segment).rightJustified(8, u'0') % u".jsonl"_s;
}

Result<std::vector<int>> DirectoryAuditStorage::segments() const
{
    const QDir folder(m_folder);
    if (!folder.isReadable()) {
        return failure(AuditError::CannotRead);
    }
    std::vector<int> numbers;
    const QStringList names = folder.entryList({u"*.jsonl"_s}, QDir::Files | QDir::System | QDir::Hidden, QDir::Name);
    for (const QString &name : names) {
        bool isNumber = false;
        const int number = name.chopped(6).toInt(&isNumber);
        if (isNumber && number > 0 && segmentPath(number) == QString(m_folder % u'/' % name)) {
            numbers.push_back(number);
        }
    }
    return numbers;
}

Result<QByteArray> DirectoryAuditStorage::read(int segment) const
{
    return readAll(segmentPath(segment), kMaxSegment);
}

Status DirectoryAuditStorage::openSegment(int segment)
{
    if (m_file >= 0 && m_segment == segment) {
        return {};
    }
    closeSegment();
    Descriptor file(openFile(segmentPath(segment), O_WRONLY | O_APPEND | O_CREAT));
    struct stat status {};
    if (!file.isOpen() || fstat(file.get(), &status) != 0) {
        return writeFailure(errno);
    }
    if (!S_ISREG(status.st_mode) || ::fchmod(file.get(), 0600) != 0) {
        return failure(AuditError::CannotWrite);
    }
    WARDLINE_CHECK(syncFolder());
    m_file = file.release();
    m_segment = segment;
    m_size = status.st_size;
    m_reservedTo = 0;
    return {};
}

void DirectoryAuditStorage::closeSegment()
{
    if (m_file < 0) {
        return;
    }
    if (m_isDirty) {
        ::fdatasync(m_file);
        m_isDirty = false;
    }
    ::close(m_file);
    m_file = -1;
}

/// Blocks beyond the end of the file that belong to it already: nobody else can take them when the disk fills up.
bool DirectoryAuditStorage::topUpReserve(qint64 upcoming)
{
    if (m_reservedTo >= m_size + upcoming + kReserve) {
        return true;
    }
    const qint64 length = upcoming + 2 * kReserve;
    if (::fallocate(m_file, FALLOC_FL_KEEP_SIZE, m_size, length) == 0) {
        m_reservedTo = m_size + length;
        return true;
    }
    if (isNoSpace(errno)) {
        // The last part of the reserve may still be had whole.
        if (::fallocate(m_file, FALLOC_FL_KEEP_SIZE, m_size, upcoming + kReserve) == 0) {
            m_reservedTo = m_size + upcoming + kReserve;
            return true;
        }
        return false;
    }
    // A file system that cannot reserve (some network ones): without a reserve, but working.
    return true;
}

Status DirectoryAuditStorage::append(int segment, QByteArrayView bytes, Sync sync, Space space)
{
    if (m_mode != StorageMode::ReadWrite) {
        return failure(AuditError::CannotWrite);
    }
    WARDLINE_CHECK(openSegment(segment));
    if (!topUpReserve(bytes.size()) && space == Space::Ordinary) {
        return failure(AuditError::DiskFull);
    }
    if (const int error = writeAll(m_file, bytes); error != 0) {
        // None rather than a part. If even this fails, the torn rest is found and closed off by the next scan.
        const bool isUndone = ::ftruncate(m_file, m_size) == 0;
        m_reservedTo = 0;
        return failure(isUndone && isNoSpace(error) ? AuditError::DiskFull : AuditError::CannotWrite, QString::number(error));
    }
    m_size += bytes.size();
    m_isDirty = true;
    return sync == Sync::Now ? flush() : Status();
}

Status DirectoryAuditStorage::flush()
{
    if (m_file >= 0 && m_isDirty) {
        if (::fdatasync(m_file) != 0) {
            return failure(AuditError::CannotWrite, QString::number(errno));
        }
        m_isDirty = false;
    }
    return {};
}

Result<std::optional<QByteArray>> DirectoryAuditStorage::readKey() const
{
    const QString path = m_folder % u"/key"_s;
    struct stat status {};
    if (::lstat(QFile::encodeName(path).constData(), &status) != 0) {
        if (errno == ENOENT) {
            return std::nullopt;
        }
        return failure(AuditError::CannotRead, QString::number(errno));
    }
    WARDLINE_TRY(const QByteArray bytes, readAll(path, 4096));
    return bytes;
}

Status DirectoryAuditStorage::replaceKey(QByteArrayView sealedKey)
{
    if (m_mode != StorageMode::ReadWrite) {
        return failure(AuditError::CannotWrite);
    }
    const QString path = m_folder % u"/key"_s;
    const QString temporary = path % u".new"_s;
    ::unlink(QFile::encodeName(temporary).constData());
    const Descriptor file(openFile(temporary, O_WRONLY | O_CREAT | O_EXCL));
    if (!file.isOpen()) {
        return writeFailure(errno);
    }
    if (const int error = writeAll(file.get(), sealedKey); error != 0) {
        return writeFailure(error);
    }
    if (::fsync(file.get()) != 0
        || ::rename(QFile::encodeName(temporary).constData(), QFile::encodeName(path).constData()) != 0) {
        return writeFailure(errno);
    }
    return syncFolder();
}

Status DirectoryAuditStorage::syncFolder() const
{
    if (::fsync(m_lock) != 0) {
        return failure(AuditError::CannotWrite, QString::number(errno));
    }
    return {};
}

} // namespace wardline::audit
