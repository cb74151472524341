// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/fake_data.h"
#include "core/service/room_service.h"

#include <algorithm>

namespace wardline::service {

/// Rooms and people out of FakeData. Tests change the data and call the `announce` functions.
class FakeRoomService final : public RoomService
{
public:
    explicit FakeRoomService(FakeData &data)
        : m_data(data)
    {
    }

    [[nodiscard]] QList<model::ConversationSummary> conversations() const override
    {
        QList<model::ConversationSummary> sorted = m_data.conversations;
        std::stable_sort(sorted.begin(), sorted.end(),
                         [](const auto &a, const auto &b) { return a.lastTime > b.lastTime; });
        return sorted;
    }
    [[nodiscard]] std::optional<model::ConversationSummary> conversation(const model::Jid &jid) const override
    {
        for (const auto &summary : m_data.conversations) {
            if (summary.jid == jid) {
                return summary;
            }
        }
        return std::nullopt;
    }
    [[nodiscard]] QList<model::Member> members(const model::Jid &room) const override
    {
        const auto found = m_data.members.find(room);
        return found == m_data.members.end() ? QList<model::Member>() : found->second;
    }
    [[nodiscard]] QList<Colleague> colleagues() const override { return m_data.colleagues; }
    [[nodiscard]] Colleague self() const override { return m_data.self; }

    [[nodiscard]] QFuture<Status> startDirect(const model::Jid &person) override
    {
        if (!conversation(person)) {
            model::ConversationSummary summary;
            summary.jid = person;
            summary.kind = model::ConversationKind::Direct;
            summary.posting = model::PostingRight::Allowed;
            for (const Colleague &colleague : m_data.colleagues) {
                if (colleague.jid == person) {
                    summary.title = colleague.name;
                    summary.role = colleague.role;
                }
            }
            m_data.conversations.append(summary);
            Q_EMIT conversationsChanged();
        }
        return QtFuture::makeReadyFuture(Status());
    }
    [[nodiscard]] QFuture<Status> join(const model::Jid &) override { return QtFuture::makeReadyFuture(Status()); }
    [[nodiscard]] QFuture<Result<model::Jid>> create(const QString &) override
    {
        return QtFuture::makeReadyFuture(Result<model::Jid>(failure(ServiceError::NotAllowed)));
    }
    [[nodiscard]] QFuture<Status> grant(const model::Jid &, const model::Jid &, model::Affiliation) override
    {
        return QtFuture::makeReadyFuture(Status(failure(ServiceError::NotAllowed)));
    }

    [[nodiscard]] QFuture<Result<Draft>> draft(const model::Jid &conversation) override
    {
        const auto found = m_data.drafts.find(conversation);
        return QtFuture::makeReadyFuture(Result<Draft>(found == m_data.drafts.end() ? Draft() : found->second));
    }
    void saveDraft(const model::Jid &conversation, const Draft &draft) override { m_data.drafts[conversation] = draft; }

    void announceConversations() { Q_EMIT conversationsChanged(); }
    void announceMembers(const model::Jid &room) { Q_EMIT membersChanged(room); }
    void announceColleagues() { Q_EMIT colleaguesChanged(); }

private:
    FakeData &m_data;
};

} // namespace wardline::service
