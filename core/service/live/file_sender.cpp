// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/file_sender.h"

#include "core/service/live/encryption.h"
#include "core/service/live/error_folding.h"
#include "core/service/live/file_problems.h"
#include "core/service/live/futures.h"

#include <QFileInfo>
#include <QMimeDatabase>

#include <algorithm>
#include <array>
#include <utility>

namespace wardline::service {

using namespace Qt::StringLiterals;
using model::FileProblem;

namespace {

/// How long it waits before each further attempt.
constexpr std::array<std::chrono::seconds, 4> kWaits{std::chrono::seconds(2), std::chrono::seconds(8),
                                                     std::chrono::seconds(30), std::chrono::seconds(120)};
constexpr qsizetype kLongestSuffix = 8;

/// What the relay reads of a file's name: nothing but its suffix, by which phones know a picture.
QString nameForRelay(IdSource &ids, const QString &name)
{
    const QString suffix = QMimeDatabase().suffixForFileName(name).left(kLongestSuffix);
    return suffix.isEmpty() ? ids.next() : QString(ids.next() % u'.' % suffix);
}

} // namespace

FileSender::FileSender(FileTools tools, const OutgoingStanzas &stanzas)
    : m_tools(std::move(tools))
    , m_stanzas(stanzas)
    , m_questions(m_tools.parts.link, m_tools.parts.own)
    , m_again(m_tools.parts.environment.timers.createTimer([this] { look(); }))
{
}

FileSender::~FileSender()
{
    *m_isCancelled = true;
}

void FileSender::send(const model::Message &message, const OutgoingFile &file,
                      const QList<model::DeviceAddress> &leaveOut,
                      const std::function<void(Result<model::MessageId>)> &done)
{
    const QString diskName = m_tools.shelf.newName(m_tools.parts.environment.ids);
    const files::FileKey key = files::FileKey::make(m_tools.parts.environment.random);
    m_preparing.insert(diskName);
    const Request request{message, diskName, leaveOut, m_tools.parts.environment.clock.monotonic(), done};
    const auto preparing = prepareFile(file, m_tools.limits, key, m_tools.shelf.path(diskName), m_isCancelled);
    afterwards(preparing, this, [this, request](const Result<PreparedFile> &prepared) {
        if (prepared) {
            queue(request, *prepared);
        } else {
            m_preparing.remove(request.diskName);
            request.done(std::unexpected(foldFileError(prepared.error())));
        }
    });
}

void FileSender::queue(Request request, const PreparedFile &prepared)
{
    const Result<QByteArray> wrapped = m_tools.keys.wrap(prepared.key, request.diskName);
    model::Attachment attachment = prepared.attachment;
    attachment.state = model::FileState::Sending;
    request.message.attachments = {attachment};
    Outgoing later;
    later.placeholder = store::kAwaitsFile.toByteArray();
    later.chosen = request.chosen;
    const auto refuse = [this, request](const Error &error) {
        m_preparing.remove(request.diskName);
        m_tools.shelf.remove(request.diskName);
        request.done(std::unexpected(error));
    };
    if (!wrapped) {
        refuse(Error(ServiceError::Internal));
        return;
    }
    const store::FileSource source{
        {}, {}, prepared.key.nonce, prepared.sealed.sha256, *wrapped, request.diskName, request.leaveOut};
    const auto left = [this, request, source, refuse](const Result<Leaving> &leaving) mutable {
        if (!leaving || !leaving->report) {
            refuse(leaving ? Error(ServiceError::NotAllowed) : leaving.error()); // never in the clear
            return;
        }
        request.message.encryption = leaving->state;
        const auto storing = m_tools.parts.store().messages().insertOwn(request.message, leaving->seal, {}, {source});
        afterwards(storing, this, [this, request, leaving = *leaving, refuse](const Result<model::MessageId> &id) {
            const model::Jid conversation = request.message.conversation;
            if (!id) {
                refuse(m_stanzas.refusal(conversation, leaving, id.error()));
                return;
            }
            m_preparing.remove(request.diskName);
            m_chosen.insert(id->value, request.chosen);
            m_stanzas.stored(conversation, leaving);
            Q_EMIT stored(conversation, *id);
            look();
            request.done(*id);
        });
    };
    m_stanzas.leave(request.message.conversation, later, request.leaveOut, left);
}

void FileSender::retry(const store::StoredFile &file)
{
    m_attempts.erase(file.attachment.number);
    m_stopped.remove(file.attachment.number);
    m_chosen.insert(file.message.value, m_tools.parts.environment.clock.monotonic());
    const auto waits = [](store::WritableDatabase &) -> Result<QByteArray> { return store::kAwaitsFile.toByteArray(); };
    afterwards(m_tools.parts.store().outbox().requeue(file.message, waits), this,
               [this, file](const Result<qint64> &position) {
                   if (!position) {
                       return;
                   }
                   afterwards(m_tools.parts.store().attachments().setState(file.attachment.number,
                                                                           model::FileState::Sending, std::nullopt),
                              this, [this, file](const Status &) {
                                  Q_EMIT changed(file.conversation, file.message);
                                  look();
                              });
               });
}

void FileSender::stop(qint64 number)
{
    m_stopped.insert(number);
    m_attempts.erase(number);
    if (m_current && m_current->number == number) {
        leaveCurrent();
        look();
    }
}

void FileSender::leaveCurrent()
{
    m_current.reset(); // ends the transfer
}

void FileSender::connected()
{
    m_attempts.clear();
    look();
}

void FileSender::disconnected()
{
    m_questions.forget();
    leaveCurrent();
    m_again->stop();
}

std::optional<int> FileSender::percentOf(qint64 number) const
{
    return m_current && m_current->number == number ? std::optional(m_current->percent) : std::nullopt;
}

void FileSender::look()
{
    if (m_isLooking) {
        m_lookAgain = true;
        return;
    }
    m_isLooking = true;
    afterwards(m_tools.parts.store().attachments().toSend(), this,
               [this](const Result<QList<store::StoredFile>> &waiting) {
                   m_isLooking = false;
                   const bool again = std::exchange(m_lookAgain, false);
                   if (waiting && !m_current && m_tools.parts.link.stream() != nullptr) {
                       const auto next = std::find_if(waiting->begin(), waiting->end(), [&](const auto &file) {
                           const qint64 number = file.attachment.number;
                           return !m_stopped.contains(number) && (!m_attempts.contains(number) || !m_again->isActive());
                       });
                       if (next != waiting->end()) {
                           begin(*next);
                       }
                   }
                   if (again) {
                       look();
                   }
               });
}

void FileSender::begin(const store::StoredFile &file)
{
    const auto key = m_tools.keys.keyOf(file.source);
    if (!key || !m_tools.shelf.has(file.source.diskName)) {
        giveUp(file, FileProblem::Lost);
        return;
    }
    m_current.emplace();
    m_current->number = file.attachment.number;
    const qint64 size = QFileInfo(m_tools.shelf.path(file.source.diskName)).size();
    const QString name = nameForRelay(m_tools.parts.environment.ids, file.attachment.name);
    m_questions.requestSlot(name, size, [this, file, key = *key](const auto &answer) {
        if (!m_current || m_current->number != file.attachment.number) {
            return; // stopped meanwhile
        }
        if (const auto *refusal = std::get_if<UploadRefusal>(&answer)) {
            failed(file, refusal->problem, !refusal->isLasting);
        } else {
            upload(file, key, std::get<xmpp::UploadSlot>(answer));
        }
    });
}

void FileSender::upload(const store::StoredFile &file, const files::FileKey &key, const xmpp::UploadSlot &slot)
{
    files::HttpPut put;
    put.url = QUrl(slot.put, QUrl::StrictMode);
    put.path = m_tools.shelf.path(file.source.diskName);
    for (const auto &[name, value] : slot.headers) {
        put.headers.append({name.toLatin1(), value.toLatin1()});
    }
    const QUrl get(slot.get, QUrl::StrictMode);
    for (const QUrl &url : {put.url, get}) {
        if (const Status allowed = m_tools.hosts.check(url); !allowed) {
            failed(file, fileFailure(allowed.error()).problem, false);
            return;
        }
    }
    m_current->transfer = m_tools.http.put(put);
    files::HttpTransfer *transfer = m_current->transfer.get();
    connect(transfer, &files::HttpTransfer::progressed, this, [this, file](qint64 done, qint64 total) {
        const int percent = total > 0 ? static_cast<int>(std::clamp<qint64>(done * 100 / total, 0, 100)) : 0;
        if (m_current && std::exchange(m_current->percent, percent) != percent) {
            Q_EMIT changed(file.conversation, file.message);
        }
    });
    connect(transfer, &files::HttpTransfer::finished, this, [this, file, key, get] { uploaded(file, key, get); });
    connect(transfer, &files::HttpTransfer::failed, this, [this, file](const Error &error) {
        const FileFailure reason = fileFailure(error);
        failed(file, reason.problem, reason.mayBeTriedAgain);
    });
    Q_EMIT changed(file.conversation, file.message);
}

void FileSender::uploaded(const store::StoredFile &file, const files::FileKey &key, const QUrl &url)
{
    model::Message message;
    message.conversation = file.conversation;
    message.originId = file.originId;
    Outgoing outgoing = m_stanzas.file(message, file.attachment, {url, key}, file.source.sha256);
    outgoing.chosen =
        m_chosen.value(file.message.value); // an upload that ends now answers nothing that was asked since
    m_stanzas.leave(file.conversation, outgoing, file.source.leaveOut,
                    [this, file, url](const Result<Leaving> &leaving) {
                        if (!leaving || !leaving->report) {
                            const bool isCut = m_tools.parts.link.stream() == nullptr;
                            failed(file, FileProblem::NotEverybodyCanRead, isCut);
                            return;
                        }
                        const auto sent = m_tools.parts.store().attachments().setSent(
                            file.attachment.number, url.toString(QUrl::FullyEncoded), leaving->seal);
                        afterwards(sent, this, [this, file, leaving = *leaving](const Status &status) {
                            if (!status) {
                                const bool isRefused = leaving.report->wasRefused;
                                (void)m_stanzas.refusal(file.conversation, leaving, status.error());
                                isRefused ? failed(file, FileProblem::NotEverybodyCanRead, false)
                                          : leaveCurrent(); // withdrawn meanwhile
                                return;
                            }
                            m_stanzas.stored(file.conversation, leaving);
                            m_chosen.remove(file.message.value);
                            m_attempts.erase(file.attachment.number);
                            leaveCurrent();
                            Q_EMIT changed(file.conversation, file.message);
                            Q_EMIT ready();
                            look();
                        });
                    });
}

void FileSender::failed(const store::StoredFile &file, FileProblem problem, bool mayBeTriedAgain)
{
    leaveCurrent();
    const int attempt = m_attempts[file.attachment.number]++;
    if (!mayBeTriedAgain || attempt >= int(kWaits.size())) {
        giveUp(file, problem);
        return;
    }
    if (m_tools.parts.link.stream() != nullptr) {
        m_again->start(kWaits.at(std::size_t(attempt)));
    }
    Q_EMIT changed(file.conversation, file.message);
    look(); // others need not wait for it
}

void FileSender::giveUp(const store::StoredFile &file, FileProblem problem)
{
    m_attempts.erase(file.attachment.number);
    afterwards(m_tools.parts.store().attachments().giveUp(file.attachment.number, problem), this,
               [this, file](const Status &) {
                   Q_EMIT changed(file.conversation, file.message);
                   Q_EMIT ready(); // what waited behind it
                   look();
               });
}

} // namespace wardline::service
