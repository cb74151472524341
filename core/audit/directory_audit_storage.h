// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/audit/audit_error.h"
#include "core/audit/audit_storage.h"

#include <QString>

#include <memory>

namespace wardline::audit {

enum class StorageMode { ReadOnly, ReadWrite };

/// A folder (0700) with files 00000001.jsonl, ... and `key` (0600 each). While it is open for writing it holds a lock on the folder
/// and space beyond the end of the newest segment, so that urgent records can be written when the disk is full.
class DirectoryAuditStorage final : public AuditStorage
{
public:
    /// Space kept in hand: some three hundred records.
    static constexpr qint64 kReserve = 128 * 1024;

    /// ReadWrite makes the folder where it is missing; Busy when another process writes there. A link in place of the folder or of
    /// a file is refused.
    [[nodiscard]] static Result<std::unique_ptr<DirectoryAuditStorage>> open(const QString &folder, StorageMode mode);
    ~DirectoryAuditStorage() override;
    DirectoryAuditStorage(const DirectoryAuditStorage &) = delete;
    DirectoryAuditStorage &operator=(const DirectoryAuditStorage &) = delete;

    [[nodiscard]] Result<std::vector<int>> segments() const override;
    [[nodiscard]] Result<QByteArray> read(int segment) const override;
    [[nodiscard]] Status append(int segment, QByteArrayView bytes, Sync sync, Space space) override;
    [[nodiscard]] Status flush() override;
    [[nodiscard]] Result<std::optional<QByteArray>> readKey() const override;
    [[nodiscard]] Status replaceKey(QByteArrayView sealedKey) override;

private:
    DirectoryAuditStorage(QString folder, StorageMode mode, int lock);
    [[nodiscard]] Status openSegment(int segment);
    void closeSegment();
    [[nodiscard]] bool topUpReserve(qint64 upcoming);
    [[nodiscard]] QString segmentPath(int segment) const;
    [[nodiscard]] Status syncFolder() const;

    QString m_folder;
    StorageMode m_mode;
    int m_lock = -1;
    int m_file = -1;
    int m_segment = 0;
    qint64 m_size = 0;
    qint64 m_reservedTo = 0;
    bool m_isDirty = false;
};

} // namespace wardline::audit
