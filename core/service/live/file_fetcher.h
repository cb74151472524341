// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/live/file_sender.h"

#include <deque>

namespace wardline::service {

/// Fetches files of others and gives out the content of all that are on the shelf. What is fetched is ciphertext and
/// stays that on the disk; before it counts as here, it was opened in memory once and judged: tag, size, hash, type,
/// pixels. At most two at a time. Main thread.
class FileFetcher final : public QObject
{
    Q_OBJECT
public:
    explicit FileFetcher(FileTools tools);
    ~FileFetcher() override;

    void fetch(model::MessageId id, int index);
    /// Those that are shown without being asked for: pictures up to the size that policy gives.
    void fetchShown(const model::Message &message);
    void cancel(qint64 number);
    [[nodiscard]] QFuture<Result<QByteArray>> content(model::MessageId id, int index, FilePurpose purpose);
    /// How far one that is fetched has come; -1 where that is not known.
    [[nodiscard]] std::optional<int> percentOf(qint64 number) const;
    /// Names on the shelf that are not in the cache yet.
    [[nodiscard]] QSet<QString> underWay() const;

Q_SIGNALS:
    void changed(const wardline::model::Jid &conversation, wardline::model::MessageId id);

private:
    struct UnderWay
    {
        store::StoredFile file;
        QString diskName;
        int percent = -1;
        std::unique_ptr<files::HttpTransfer> transfer; ///< null while it waits, and while it is judged
    };

    void add(const store::StoredFile &file);
    void beginNext();
    void begin(UnderWay &one);
    void judge(qint64 number);
    void shelve(qint64 number, qint64 size);
    void failed(qint64 number, const Error &error);
    void end(qint64 number);
    [[nodiscard]] ReceivedFile received(const store::StoredFile &file, const files::FileKey &key,
                                        const QString &diskName) const;
    void record(audit::AuditEventType what, const store::StoredFile &file, std::optional<audit::AuditReason> reason);

    FileTools m_tools;
    std::map<qint64, UnderWay> m_underWay;
    std::deque<qint64> m_waiting;
    QSet<qint64> m_tried; ///< fetched without being asked for, once
    QSet<qint64> m_opened; ///< told to the audit log
};

} // namespace wardline::service
