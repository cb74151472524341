// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/files/file_shelf.h"
#include "core/files/host_rules.h"
#include "core/service/live/file_keys.h"
#include "core/service/live/file_preparation.h"
#include "core/service/live/outgoing_stanza.h"
#include "core/service/live/session_parts.h"
#include "core/service/live/upload_questions.h"
#include "core/store/attachment_store.h"

#include <QObject>
#include <QSet>

#include <map>
#include <memory>
#include <optional>

namespace wardline::service {

/// What sending and fetching files share.
struct FileTools
{
    SessionParts &parts;
    const files::FileShelf &shelf;
    const FileKeys &keys;
    files::HttpClient &http;
    files::HostRules hosts;
    FileLimits limits;
};

/// Sends files: each is prepared on another thread, queued with its message, uploaded as soon as there is a connection,
/// and its message leaves then. One upload at a time, in the order in which they were written. What is on the shelf is
/// all that it needs: after a lost connection, a lock or a restart it begins again with a new place (XEP-0363 knows no
/// parts). Main thread.
class FileSender final : public QObject
{
    Q_OBJECT
public:
    FileSender(FileTools tools, const OutgoingStanzas &stanzas);
    ~FileSender() override;

    void send(const model::Message &message, const OutgoingFile &file, const QList<model::DeviceAddress> &leaveOut,
              const std::function<void(Result<model::MessageId>)> &done);
    /// A failed one begins again.
    void retry(const store::StoredFile &file);
    /// Stops uploading a file; what becomes of its message is the caller's matter.
    void stop(qint64 number);
    void connected();
    void disconnected();
    /// How far an own file has come.
    [[nodiscard]] std::optional<int> percentOf(qint64 number) const;
    /// Names on the shelf that are not in the cache yet.
    [[nodiscard]] QSet<QString> underWay() const { return m_preparing; }

Q_SIGNALS:
    void stored(const wardline::model::Jid &conversation, wardline::model::MessageId id);
    void changed(const wardline::model::Jid &conversation, wardline::model::MessageId id);
    /// Its message can leave.
    void ready();

private:
    struct Request
    {
        model::Message message;
        QString diskName;
        QList<model::DeviceAddress> leaveOut;
        MonotonicInstant chosen{};
        std::function<void(Result<model::MessageId>)> done;
    };
    void queue(Request request, const PreparedFile &prepared);
    void look();
    void begin(const store::StoredFile &file);
    void upload(const store::StoredFile &file, const files::FileKey &key, const xmpp::UploadSlot &slot);
    void uploaded(const store::StoredFile &file, const files::FileKey &key, const QUrl &url);
    void failed(const store::StoredFile &file, model::FileProblem problem, bool mayBeTriedAgain);
    void giveUp(const store::StoredFile &file, model::FileProblem problem);
    void leaveCurrent();

    struct Current
    {
        qint64 number = 0;
        int percent = 0;
        std::unique_ptr<files::HttpTransfer> transfer;
    };

    FileTools m_tools;
    const OutgoingStanzas &m_stanzas;
    UploadQuestions m_questions;
    std::shared_ptr<std::atomic<bool>> m_isCancelled = std::make_shared<std::atomic<bool>>(false);
    QSet<QString> m_preparing;
    QHash<qint64, MonotonicInstant> m_chosen; ///< when a person asked for it, by message; not there: before this start
    std::optional<Current> m_current;
    QSet<qint64> m_stopped; ///< by a person: their messages are being withdrawn
    std::map<qint64, int> m_attempts; ///< of files that failed and may be tried again
    std::unique_ptr<Timer> m_again;
    bool m_isLooking = false;
    bool m_lookAgain = false;
};

} // namespace wardline::service
