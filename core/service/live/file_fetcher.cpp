// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/file_fetcher.h"

#include "core/files/files_error.h"
#include "core/service/live/error_folding.h"
#include "core/service/live/file_problems.h"
#include "core/service/live/futures.h"

#include <algorithm>
#include <utility>

namespace wardline::service {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostAtOnce = 2;
constexpr qint64 kTag = 16;

bool mayBeFetched(const store::StoredFile &file)
{
    const bool isWanted =
        file.attachment.state == model::FileState::Remote || file.attachment.state == model::FileState::Failed;
    return isWanted && !file.source.url.isEmpty();
}

} // namespace

FileFetcher::FileFetcher(FileTools tools)
    : m_tools(std::move(tools))
{
}

FileFetcher::~FileFetcher() = default;

void FileFetcher::fetch(model::MessageId id, int index)
{
    afterwards(m_tools.parts.store().attachments().file(id, index), this,
               [this](const Result<std::optional<store::StoredFile>> &file) {
                   if (file && *file && mayBeFetched(**file)) {
                       add(**file);
                   }
               });
}

void FileFetcher::fetchShown(const model::Message &message)
{
    const qint64 limit = m_tools.parts.environment.rules.fetchesUpTo;
    // What a device sent that nobody stands for is fetched when a person asks for it: pictures are read by large
    // libraries.
    const bool isStoodFor = message.isOwn || message.trust == model::Trust::Certified
        || message.trust == model::Trust::Verified
        || (message.trust == model::Trust::Blind && !m_tools.parts.environment.rules.organisation.isUsed());
    if (message.encryption != model::EncryptionState::EndToEnd || !isStoodFor
        || m_tools.parts.link.stream() == nullptr) {
        return;
    }
    for (int i = 0; i < message.attachments.size(); ++i) {
        const model::Attachment &file = message.attachments.at(i);
        const bool isSmallPicture = file.mediaType.startsWith(u"image/"_s) && file.size <= limit && limit > 0;
        if (isSmallPicture && file.state == model::FileState::Remote && !m_tried.contains(file.number)) {
            m_tried.insert(file.number);
            fetch(message.id, i);
        }
    }
}

void FileFetcher::add(const store::StoredFile &file)
{
    const qint64 number = file.attachment.number;
    if (m_underWay.contains(number)) {
        return;
    }
    m_underWay[number].file = file;
    m_waiting.push_back(number);
    Q_EMIT changed(file.conversation, file.message);
    beginNext();
}

void FileFetcher::beginNext()
{
    while (!m_waiting.empty() && int(m_underWay.size()) - int(m_waiting.size()) < kMostAtOnce) {
        const qint64 number = m_waiting.front();
        m_waiting.pop_front();
        begin(m_underWay.at(number));
    }
}

void FileFetcher::begin(UnderWay &one)
{
    const qint64 number = one.file.attachment.number;
    const QUrl url(one.file.source.url, QUrl::StrictMode);
    Status allowed = m_tools.hosts.check(url);
    if (allowed && one.file.attachment.size > m_tools.limits.bytes) {
        allowed = failure(files::FilesError::TooLarge);
    }
    if (!allowed) {
        failed(number, allowed.error());
        return;
    }
    one.diskName = m_tools.shelf.newName(m_tools.parts.environment.ids);
    // Not more than the message says, where it says how much.
    const qint64 said = one.file.attachment.size > 0 ? one.file.attachment.size : m_tools.limits.bytes;
    one.transfer = m_tools.http.get({url, m_tools.shelf.path(one.diskName), said + kTag});
    files::HttpTransfer *transfer = one.transfer.get();
    connect(transfer, &files::HttpTransfer::progressed, this, [this, number](qint64 done, qint64 total) {
        const auto found = m_underWay.find(number);
        const int percent = total > 0 ? static_cast<int>(std::clamp<qint64>(done * 100 / total, 0, 100)) : -1;
        if (found != m_underWay.end() && std::exchange(found->second.percent, percent) != percent) {
            Q_EMIT changed(found->second.file.conversation, found->second.file.message);
        }
    });
    connect(transfer, &files::HttpTransfer::finished, this, [this, number] { judge(number); });
    connect(transfer, &files::HttpTransfer::failed, this,
            [this, number](const Error &error) { failed(number, error); });
}

ReceivedFile FileFetcher::received(const store::StoredFile &file, const files::FileKey &key,
                                   const QString &diskName) const
{
    const bool isSaid = file.attachment.size > 0;
    return {m_tools.shelf.path(diskName),
            key,
            {isSaid ? file.attachment.size : -1, file.source.sha256},
            file.attachment.name,
            file.attachment.mediaType};
}

void FileFetcher::judge(qint64 number)
{
    const auto found = m_underWay.find(number);
    if (found == m_underWay.end()) {
        return;
    }
    UnderWay &one = found->second;
    one.transfer.reset();
    const files::FileKey key{one.file.source.key, one.file.source.nonce};
    afterwards(checkReceived(received(one.file, key, one.diskName), m_tools.limits), this,
               [this, number](const Result<qint64> &size) {
                   if (size) {
                       shelve(number, *size);
                   } else {
                       failed(number, size.error());
                   }
               });
}

void FileFetcher::shelve(qint64 number, qint64 size)
{
    const auto found = m_underWay.find(number);
    if (found == m_underWay.end()) {
        return;
    }
    const UnderWay &one = found->second;
    const auto wrapped = m_tools.keys.wrap({one.file.source.key, one.file.source.nonce}, one.diskName);
    if (!wrapped) {
        failed(number, wrapped.error());
        return;
    }
    afterwards(m_tools.parts.store().attachments().setShelved(number, one.diskName, *wrapped, size), this,
               [this, number](const Status &status) {
                   const auto still = m_underWay.find(number);
                   if (still == m_underWay.end()) {
                       return;
                   }
                   if (!status) { // its message is gone
                       m_tools.shelf.remove(still->second.diskName);
                   }
                   end(number);
               });
}

void FileFetcher::failed(qint64 number, const Error &error)
{
    const auto found = m_underWay.find(number);
    if (found == m_underWay.end()) {
        return;
    }
    const store::StoredFile &file = found->second.file;
    m_tools.shelf.remove(found->second.diskName);
    found->second.transfer.reset();
    const FileFailure reason = fileFailure(error);
    const auto refusal = refusalReason(reason.problem);
    if (refusal) {
        record(audit::AuditEventType::FileRefused, file, refusal);
    }
    const model::FileState state = refusal ? model::FileState::Refused : model::FileState::Failed;
    afterwards(m_tools.parts.store().attachments().setState(number, state, reason.problem), this,
               [this, number](const Status &) { end(number); });
}

void FileFetcher::end(qint64 number)
{
    const auto found = m_underWay.find(number);
    if (found == m_underWay.end()) {
        return;
    }
    const model::Jid conversation = found->second.file.conversation;
    const model::MessageId id = found->second.file.message;
    m_underWay.erase(found);
    Q_EMIT changed(conversation, id);
    beginNext();
}

void FileFetcher::cancel(qint64 number)
{
    const auto found = m_underWay.find(number);
    if (found == m_underWay.end()) {
        return;
    }
    std::erase(m_waiting, number);
    m_tools.shelf.remove(found->second.diskName);
    end(number);
}

std::optional<int> FileFetcher::percentOf(qint64 number) const
{
    const auto found = m_underWay.find(number);
    return found == m_underWay.end() ? std::nullopt : std::optional(found->second.percent);
}

QSet<QString> FileFetcher::underWay() const
{
    QSet<QString> names;
    for (const auto &[number, one] : m_underWay) {
        names.insert(one.diskName);
    }
    return names;
}

QFuture<Result<QByteArray>> FileFetcher::content(model::MessageId id, int index, FilePurpose purpose)
{
    auto [future, done] = promised<Result<QByteArray>>();
    if (purpose == FilePurpose::Save && !m_tools.parts.environment.rules.allowsSaving) {
        done(failure(ServiceError::NotAllowed));
        return future;
    }
    const auto give = [this, purpose, done](const store::StoredFile &file, const Result<QByteArray> &content) {
        if (!content) {
            done(std::unexpected(foldFileError(content.error())));
            return;
        }
        if (purpose == FilePurpose::Save) {
            record(audit::AuditEventType::FileSaved, file, std::nullopt);
        } else if (purpose == FilePurpose::View && !m_opened.contains(file.attachment.number)) {
            m_opened.insert(file.attachment.number);
            record(audit::AuditEventType::FileOpened, file, std::nullopt);
        }
        done(*content);
    };
    afterwards(m_tools.parts.store().attachments().file(id, index), this,
               [this, give, done](const Result<std::optional<store::StoredFile>> &stored) {
                   const bool isHere = stored && *stored && m_tools.shelf.has((*stored)->source.diskName);
                   const auto key = isHere ? m_tools.keys.keyOf((*stored)->source)
                                           : Result<files::FileKey>(failure(ServiceError::NoSuchMessage));
                   if (!key) {
                       done(failure(isHere ? ServiceError::CacheDamaged : ServiceError::NoSuchMessage));
                       return;
                   }
                   const store::StoredFile file = **stored;
                   afterwards(readShelved(received(file, *key, file.source.diskName), m_tools.limits.bytes), this,
                              [give, file](const Result<QByteArray> &content) { give(file, content); });
               });
    return future;
}

void FileFetcher::record(audit::AuditEventType what, const store::StoredFile &file,
                         std::optional<audit::AuditReason> reason)
{
    (void)m_tools.parts.profile.record({what,
                                        m_tools.parts.own.toString(),
                                        reason ? audit::AuditOutcome::SeriousFailure : audit::AuditOutcome::Success,
                                        reason,
                                        {{audit::AuditObjectKind::Room, file.conversation.toString()},
                                         {audit::AuditObjectKind::Message, QString::number(file.message.value)},
                                         {audit::AuditObjectKind::File, QString::number(file.attachment.number)}},
                                        {}});
}

} // namespace wardline::service
