// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/service/fake_data.h"
#include "core/service/message_service.h"
#include "core/service/notification_decision.h"

#include <QPromise>

#include <algorithm>
#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace wardline::service {

/// Messages out of FakeData, with the paging rules of the port. Sent messages stay Queued until a test advances them.
class FakeMessageService final : public MessageService
{
public:
    FakeMessageService(FakeData &data, const Clock &clock)
        : m_data(data)
        , m_clock(clock)
    {
    }

    [[nodiscard]] QFuture<Result<MessagePage>> newest(const model::Jid &conversation, int limit) override
    {
        const auto &all = m_data.messages[conversation];
        return page(conversation, all.size() - limit, all.size());
    }
    [[nodiscard]] QFuture<Result<MessagePage>> before(const model::Jid &conversation, model::MessageId id,
                                                      int limit) override
    {
        const qsizetype end = indexOf(conversation, id);
        return page(conversation, end - limit, end);
    }
    [[nodiscard]] QFuture<Result<MessagePage>> after(const model::Jid &conversation, model::MessageId id,
                                                     int limit) override
    {
        const qsizetype start = indexOf(conversation, {id.value + 1});
        return page(conversation, start, start + limit);
    }
    [[nodiscard]] QFuture<Result<MessagePage>> around(const model::Jid &conversation, model::MessageId id,
                                                      int limit) override
    {
        const qsizetype middle = indexOf(conversation, id);
        return page(conversation, middle - limit / 2, middle - limit / 2 + limit);
    }
    [[nodiscard]] QFuture<Result<QList<model::Message>>> byIds(const QList<model::MessageId> &ids) override
    {
        askedById += ids.size();
        QList<model::Message> found;
        for (const model::MessageId id : ids) {
            if (const model::Message *message = find(id)) {
                found.append(*message);
            }
        }
        std::sort(found.begin(), found.end(), [](const auto &a, const auto &b) { return a.id < b.id; });
        return QtFuture::makeReadyFuture(Result<QList<model::Message>>(found));
    }

    [[nodiscard]] QFuture<Result<model::MessageId>> send(const model::Jid &conversation,
                                                         const OutgoingText &text) override
    {
        for (const auto &summary : m_data.conversations) {
            if (summary.jid == conversation && summary.posting != model::PostingRight::Allowed) {
                return fails<model::MessageId>(ServiceError::NotAllowed);
            }
        }
        if (text.text.size() > kMaxTextLength) {
            return fails<model::MessageId>(ServiceError::TooLong);
        }
        if (refusesChange(text.leaveOut)) {
            return fails<model::MessageId>(*refusal);
        }
        if (holdsSends) {
            auto promise = std::make_shared<QPromise<Result<model::MessageId>>>();
            promise->start();
            m_held.push_back({promise, conversation, text});
            return promise->future();
        }
        mentions.append(text.mentions);
        return QtFuture::makeReadyFuture(Result<model::MessageId>(store(own(conversation, text))));
    }
    /// Answers what was sent while `holdsSends`.
    void releaseSends()
    {
        for (const Held &held : std::exchange(m_held, {})) {
            held.promise->addResult(refusal ? Result<model::MessageId>(failure(*refusal))
                                            : Result<model::MessageId>(store(own(held.conversation, held.text))));
            held.promise->finish();
        }
    }
    /// Answers what was asked while `holdsPages`.
    void releasePages()
    {
        for (const auto &[promise, page] : std::exchange(m_heldPages, {})) {
            promise->addResult(Result<MessagePage>(page));
            promise->finish();
        }
    }
    [[nodiscard]] ConversationEncryption encryption(const model::Jid &conversation) const override
    {
        if (const auto found = m_data.encryption.find(conversation); found != m_data.encryption.end()) {
            return found->second;
        }
        ConversationEncryption encryption;
        for (const model::ConversationSummary &summary : m_data.conversations) {
            encryption.state = summary.jid == conversation ? summary.encryption : encryption.state;
        }
        return encryption;
    }
    void retry(model::MessageId id) override { setState(id, model::DeliveryState::Queued); }

    [[nodiscard]] MessageRights rights(const model::Message &message) const override
    {
        MessageRights rights = m_data.rights;
        rights.mayCorrect = rights.mayRetract = message.isOwn && !message.tombstone;
        rights.mayModerate = rights.mayModerate && !message.isOwn && !message.tombstone;
        return rights;
    }
    [[nodiscard]] QFuture<Status> correct(model::MessageId id, const OutgoingText &text) override
    {
        if (refusesChange(text.leaveOut)) {
            return QtFuture::makeReadyFuture(Status(failure(*refusal)));
        }
        mentions.append(text.mentions);
        return change(id, [&](model::Message &message) {
            m_data.versions[id].append({message.corrected.value_or(message.time), message.body});
            message.body = text.text;
            message.corrected = m_clock.now();
        });
    }
    [[nodiscard]] QFuture<Result<QList<MessageVersion>>> versions(model::MessageId id) override
    {
        return QtFuture::makeReadyFuture(Result<QList<MessageVersion>>(m_data.versions[id]));
    }
    [[nodiscard]] QFuture<Status> resetSession(model::MessageId id) override
    {
        resets.push_back(id);
        return QtFuture::makeReadyFuture(refusal ? Status(failure(*refusal)) : Status());
    }
    [[nodiscard]] QFuture<Status> showHeld(model::MessageId id) override
    {
        shown.push_back(id);
        return QtFuture::makeReadyFuture(refusal ? Status(failure(*refusal)) : Status());
    }
    [[nodiscard]] QFuture<Status> retract(model::MessageId id, const QList<model::DeviceAddress> &without) override
    {
        if (refusesChange(without)) {
            return QtFuture::makeReadyFuture(Status(failure(*refusal)));
        }
        return bury(id, false, {});
    }
    [[nodiscard]] QFuture<Status> moderate(model::MessageId id, const QString &reason) override
    {
        return bury(id, true, reason);
    }
    [[nodiscard]] QFuture<Status> react(model::MessageId id, const QStringList &emoji,
                                        const QList<model::DeviceAddress> &without) override
    {
        if (refusesChange(without)) {
            return QtFuture::makeReadyFuture(Status(failure(*refusal)));
        }
        return change(id, [&](model::Message &message) { setOwnReactions(message, emoji); });
    }
    [[nodiscard]] QFuture<Result<model::MessageId>> firstAt(const model::Jid &conversation, Instant time) override
    {
        const auto &all = m_data.messages[conversation];
        const auto found = std::lower_bound(all.begin(), all.end(), time,
                                            [](const model::Message &m, Instant t) { return m.time < t; });
        model::MessageId id;
        if (!all.isEmpty()) {
            id = found == all.end() ? all.last().id : found->id;
        }
        return QtFuture::makeReadyFuture(Result<model::MessageId>(id));
    }
    [[nodiscard]] QFuture<Result<QByteArray>> attachment(model::MessageId id, int index,
                                                         FilePurpose purpose = FilePurpose::Preview) override
    {
        purposes.push_back(purpose);
        const auto found = m_data.files.find({id, index});
        return found == m_data.files.end() ? fails<QByteArray>(ServiceError::NoSuchMessage)
                                           : QtFuture::makeReadyFuture(Result<QByteArray>(found->second));
    }
    void fetchAttachment(model::MessageId id, int index) override { fetches.emplace_back(id, index); }
    void cancelFile(model::MessageId id, int index) override { cancels.emplace_back(id, index); }
    [[nodiscard]] qint64 maxFileSize() const override { return kMaxFileSize; }
    [[nodiscard]] bool canSendFiles(const model::Jid &) const override { return m_data.canSendFiles; }
    [[nodiscard]] QFuture<Result<model::MessageId>> sendFile(const model::Jid &conversation, const OutgoingFile &file,
                                                             const OutgoingText &text) override
    {
        if (!m_data.canSendFiles) {
            return fails<model::MessageId>(ServiceError::NotAllowed);
        }
        model::Message message = own(conversation, text);
        message.attachments = {{.name = file.name,
                                .mediaType = {},
                                .size = file.content.size(),
                                .pixels = {},
                                .state = model::FileState::Here}};
        m_data.files[{model::MessageId{m_data.nextId}, 0}] = file.content;
        sentFiles.append(file);
        return QtFuture::makeReadyFuture(Result<model::MessageId>(store(message)));
    }

    [[nodiscard]] QFuture<Result<model::MessageId>> firstUnread(const model::Jid &conversation) override
    {
        const auto found = m_data.firstUnread.find(conversation);
        return QtFuture::makeReadyFuture(
            Result<model::MessageId>(found == m_data.firstUnread.end() ? model::MessageId() : found->second));
    }
    void markRead(const model::Jid &conversation, model::MessageId id) override
    {
        reads.emplace_back(conversation, id);
        if (onRead) {
            onRead(conversation, id);
        }
    }

    /// A message becomes durable: gets its id and time (unless it has one), changes the list's summary and is
    /// announced.
    model::MessageId store(model::Message message)
    {
        message.id = {m_data.nextId++};
        if (message.time == Instant()) {
            message.time = m_clock.now();
        }
        m_data.messages[message.conversation].append(message);
        for (auto &summary : m_data.conversations) {
            if (summary.jid == message.conversation) {
                summary.lastMessage = message.id;
                summary.lastTime = message.time;
                summary.lastSenderName = message.senderName;
                summary.lastContent = contentOf(message);
                summary.lastBody = message.body.left(200);
                summary.lastFile =
                    summary.lastContent == model::LastContent::File ? message.attachments.first().name : QString();
                summary.unread += message.isOwn ? 0 : 1;
                summary.urgent += !message.isOwn && isUrgent(message.urgency) ? 1 : 0;
                summary.stat += !message.isOwn && message.urgency == model::Urgency::Stat ? 1 : 0;
            }
        }
        Q_EMIT messagesStored(message.conversation, {message.id});
        return message.id;
    }
    void setState(model::MessageId id, model::DeliveryState state)
    {
        if (model::Message *message = find(id)) {
            message->state = state;
            Q_EMIT messageChanged(message->conversation, id);
        }
    }
    void announceHistory(const model::Jid &conversation) { Q_EMIT historyChanged(conversation); }

    /// Changes a stored message as a stanza from elsewhere would, and announces it.
    QFuture<Status> change(model::MessageId id, const std::function<void(model::Message &)> &how)
    {
        model::Message *message = find(id);
        if (message == nullptr) {
            return QtFuture::makeReadyFuture(Status(failure(ServiceError::NoSuchMessage)));
        }
        how(*message);
        Q_EMIT messageChanged(message->conversation, id);
        return QtFuture::makeReadyFuture(Status());
    }

    std::vector<std::pair<model::Jid, model::MessageId>> reads; ///< every markRead
    std::vector<std::pair<model::MessageId, int>> fetches; ///< every fetchAttachment
    std::vector<std::pair<model::MessageId, int>> cancels; ///< every cancelFile
    std::vector<FilePurpose> purposes; ///< of every attachment that was asked for
    QList<OutgoingFile> sentFiles;
    std::vector<model::MessageId> shown; ///< every showHeld
    std::vector<model::MessageId> resets; ///< every resetSession
    QList<Mention> mentions; ///< of all that was sent
    std::optional<ServiceError> refusal; ///< what sending and changing answer
    QList<model::DeviceAddress> leftOut; ///< of what was sent
    bool holdsSends = false; ///< until releaseSends()
    bool holdsPages = false; ///< pages are answered by releasePages()
    std::function<void(const model::Jid &, model::MessageId)> onRead;
    qsizetype askedById = 0; ///< rows that byIds was asked for
    qsizetype largestPage = 0; ///< most messages ever handed out at once

private:
    [[nodiscard]] static model::LastContent contentOf(const model::Message &message)
    {
        using model::LastContent;
        return message.tombstone                                          ? LastContent::TakenBack
            : message.unreadable                                          ? LastContent::Unreadable
            : message.attachments.isEmpty() || !message.body.isEmpty()    ? LastContent::Text
            : message.attachments.first().mediaType.startsWith(u"image/") ? LastContent::Photo
                                                                          : LastContent::File;
    }
    /// Remembers who was left out where it does not.
    [[nodiscard]] bool refusesChange(const QList<model::DeviceAddress> &without)
    {
        const bool isRefused = refusal && (*refusal != ServiceError::NotEverybodyCanRead || without.isEmpty());
        if (!isRefused) {
            leftOut.append(without);
        }
        return isRefused;
    }
    template <typename T>
    [[nodiscard]] static QFuture<Result<T>> fails(ServiceError error)
    {
        return QtFuture::makeReadyFuture(Result<T>(failure(error)));
    }
    [[nodiscard]] model::Message own(const model::Jid &conversation, const OutgoingText &text)
    {
        model::Message message;
        message.conversation = conversation;
        message.sender = m_data.account;
        message.senderName = m_data.self.name;
        message.role = m_data.self.role;
        message.isOwn = true;
        message.body = text.text;
        message.urgency = text.urgency;
        message.state = model::DeliveryState::Queued;
        message.encryption = encryption(conversation).state;
        if (const model::Message *answered = find(text.answers)) {
            message.quote = model::Quote{answered->id, answered->sender, answered->senderName, answered->body.left(200),
                                         answered->tombstone.has_value()};
        }
        return message;
    }
    [[nodiscard]] QFuture<Status> bury(model::MessageId id, bool isModerated, const QString &reason)
    {
        return change(id, [&](model::Message &message) {
            message.tombstone = model::Tombstone{isModerated, m_data.self.name, m_clock.now(), reason};
            message.body.clear();
            message.reactions.clear();
            message.attachments.clear();
        });
    }
    void setOwnReactions(model::Message &message, const QStringList &emoji)
    {
        for (model::Reaction &reaction : message.reactions) {
            if (reaction.isOwn) {
                reaction.isOwn = false;
                --reaction.count;
                reaction.names.removeOne(m_data.self.name);
            }
        }
        for (const QString &each : emoji) {
            const auto found = std::find_if(message.reactions.begin(), message.reactions.end(),
                                            [&](const model::Reaction &reaction) { return reaction.emoji == each; });
            model::Reaction &reaction = found != message.reactions.end()
                ? *found
                : message.reactions.emplaceBack(model::Reaction{.emoji = each, .names = {}});
            reaction.isOwn = true;
            ++reaction.count;
            reaction.names.append(m_data.self.name);
        }
        message.reactions.removeIf([](const model::Reaction &reaction) { return reaction.count == 0; });
    }
    [[nodiscard]] qsizetype indexOf(const model::Jid &conversation, model::MessageId id)
    {
        const auto &all = m_data.messages[conversation];
        return std::lower_bound(all.begin(), all.end(), id,
                                [](const model::Message &m, model::MessageId i) { return m.id < i; })
            - all.begin();
    }
    [[nodiscard]] QFuture<Result<MessagePage>> page(const model::Jid &conversation, qsizetype start, qsizetype end)
    {
        const auto &all = m_data.messages[conversation];
        start = std::clamp<qsizetype>(start, 0, all.size());
        end = std::clamp<qsizetype>(end, start, all.size());
        MessagePage result;
        result.messages = all.mid(start, end - start);
        result.hasOlder = start > 0;
        result.hasNewer = end < all.size();
        for (const HistoryGap &gap : m_data.gaps[conversation]) {
            if (!result.messages.isEmpty() && gap.before >= result.messages.first().id
                && gap.after <= result.messages.last().id) {
                result.gaps.append(gap);
            }
        }
        result.isBeingFilled = start == 0 && m_data.beingFilled.contains(conversation);
        largestPage = std::max(largestPage, result.messages.size());
        if (holdsPages) {
            auto promise = std::make_shared<QPromise<Result<MessagePage>>>();
            promise->start();
            m_heldPages.emplace_back(promise, result);
            return promise->future();
        }
        return QtFuture::makeReadyFuture(Result<MessagePage>(result));
    }
    [[nodiscard]] model::Message *find(model::MessageId id)
    {
        for (auto &[conversation, all] : m_data.messages) {
            const qsizetype i = indexOf(conversation, id);
            if (i < all.size() && all[i].id == id) {
                return &all[i];
            }
        }
        return nullptr;
    }

    struct Held
    {
        std::shared_ptr<QPromise<Result<model::MessageId>>> promise;
        model::Jid conversation;
        OutgoingText text;
    };

    FakeData &m_data;
    const Clock &m_clock;
    std::vector<Held> m_held;
    std::vector<std::pair<std::shared_ptr<QPromise<Result<MessagePage>>>, MessagePage>> m_heldPages;
};

} // namespace wardline::service
