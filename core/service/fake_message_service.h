// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/service/fake_data.h"
#include "core/service/message_service.h"

#include <algorithm>
#include <functional>
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
        QList<model::Message> found;
        for (const model::MessageId id : ids) {
            if (const model::Message *message = find(id)) {
                found.append(*message);
            }
        }
        std::sort(found.begin(), found.end(), [](const auto &a, const auto &b) { return a.id < b.id; });
        return QtFuture::makeReadyFuture(Result<QList<model::Message>>(found));
    }

    [[nodiscard]] QFuture<Result<model::MessageId>> send(const model::Jid &conversation, const QString &text) override
    {
        for (const auto &summary : m_data.conversations) {
            if (summary.jid == conversation && summary.posting != model::PostingRight::Allowed) {
                return QtFuture::makeReadyFuture(Result<model::MessageId>(failure(ServiceError::NotAllowed)));
            }
        }
        if (text.size() > kMaxTextLength) {
            return QtFuture::makeReadyFuture(Result<model::MessageId>(failure(ServiceError::TooLong)));
        }
        model::Message message;
        message.conversation = conversation;
        message.sender = m_data.account;
        message.senderName = m_data.self.name;
        message.role = m_data.self.role;
        message.isOwn = true;
        message.body = text;
        message.state = model::DeliveryState::Queued;
        return QtFuture::makeReadyFuture(Result<model::MessageId>(store(message)));
    }
    void retry(model::MessageId id) override { setState(id, model::DeliveryState::Queued); }

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
                summary.lastBody = message.body.left(200);
                summary.unread += message.isOwn ? 0 : 1;
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

    std::vector<std::pair<model::Jid, model::MessageId>> reads; ///< every markRead
    std::function<void(const model::Jid &, model::MessageId)> onRead;
    qsizetype largestPage = 0; ///< most messages ever handed out at once

private:
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
        result.isBeingFilled = start == 0 && m_data.beingFilled.contains(conversation);
        largestPage = std::max(largestPage, result.messages.size());
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

    FakeData &m_data;
    const Clock &m_clock;
};

} // namespace wardline::service
