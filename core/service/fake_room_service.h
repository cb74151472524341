// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/fake_data.h"
#include "core/service/room_service.h"

#include <QPromise>

#include <algorithm>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

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
    [[nodiscard]] std::optional<Colleague> colleague(const model::Jid &person) const override
    {
        for (const Colleague &candidate : m_data.colleagues) {
            if (candidate.jid == person) {
                return candidate;
            }
        }
        return std::nullopt;
    }
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
    [[nodiscard]] QFuture<Status> join(const model::Jid &room) override
    {
        return slowly<Status>([this, room] { return enter(room, QStringLiteral("Joined room")); });
    }
    [[nodiscard]] QFuture<Result<model::Jid>> create(const QString &title, model::RoomKind kind) override
    {
        return slowly<Result<model::Jid>>([this, title, kind]() -> Result<model::Jid> {
            const auto room =
                model::Jid::parse(QStringLiteral("created-%1@rooms.clinic.example").arg(m_data.conversations.size()));
            if (const Status entered = enter(*room, title); !entered) {
                return std::unexpected(entered.error());
            }
            become(*room, kind);
            return *room;
        });
    }
    [[nodiscard]] std::optional<model::RoomKind> fixedKind() const override { return m_data.fixedRoomKind; }
    [[nodiscard]] QFuture<Status> setKind(const model::Jid &room, model::RoomKind kind) override
    {
        return slowly<Status>([this, room, kind]() -> Status {
            if (m_data.roomError) {
                return failure(*m_data.roomError);
            }
            become(room, kind);
            Q_EMIT conversationsChanged();
            return {};
        });
    }
    [[nodiscard]] QFuture<Status> grant(const model::Jid &room, const model::Jid &person,
                                        model::Affiliation affiliation) override
    {
        return slowly<Status>([this, room, person, affiliation]() -> Status {
            if (m_data.roomError) {
                return failure(*m_data.roomError);
            }
            QList<model::Member> &all = m_data.members[room];
            all.removeIf([&](const model::Member &member) { return member.jid == person; });
            if (affiliation >= model::Affiliation::Member) {
                model::Member member;
                member.jid = person;
                member.affiliation = affiliation;
                if (const auto known = colleague(person)) {
                    member.name = known->name;
                    member.role = known->role;
                }
                all.append(member);
            }
            Q_EMIT membersChanged(room);
            return {};
        });
    }

    [[nodiscard]] QFuture<Status> setVoice(const model::Jid &room, const model::Jid &person, bool hasVoice) override
    {
        return slowly<Status>([this, room, person, hasVoice]() -> Status {
            if (m_data.roomError) {
                return failure(*m_data.roomError);
            }
            for (model::Member &member : m_data.members[room]) {
                if (member.jid == person) {
                    member.roomRole = hasVoice ? model::RoomRole::Participant : model::RoomRole::Visitor;
                }
            }
            Q_EMIT membersChanged(room);
            return {};
        });
    }

    [[nodiscard]] QFuture<Result<Draft>> draft(const model::Jid &conversation) override
    {
        const auto found = m_data.drafts.find(conversation);
        return QtFuture::makeReadyFuture(Result<Draft>(found == m_data.drafts.end() ? Draft() : found->second));
    }
    void saveDraft(const model::Jid &conversation, const Draft &draft) override { m_data.drafts[conversation] = draft; }

    /// Answers what `isSlow` left open.
    void answer()
    {
        const auto open = std::exchange(m_open, {});
        for (const auto &each : open) {
            each();
        }
    }
    bool isSlow = false; ///< join, create and grant wait for answer()

    void announceConversations() { Q_EMIT conversationsChanged(); }
    void announceMembers(const model::Jid &room) { Q_EMIT membersChanged(room); }
    void announceColleagues() { Q_EMIT colleaguesChanged(); }

private:
    void become(const model::Jid &room, model::RoomKind kind)
    {
        for (model::ConversationSummary &summary : m_data.conversations) {
            if (summary.jid == room) {
                summary.roomKind = kind;
            }
        }
    }
    template <typename T>
    [[nodiscard]] QFuture<T> slowly(std::function<T()> work)
    {
        if (!isSlow) {
            return QtFuture::makeReadyFuture(work());
        }
        auto promise = std::make_shared<QPromise<T>>();
        promise->start();
        m_open.push_back([promise, work = std::move(work)] {
            promise->addResult(work());
            promise->finish();
        });
        return promise->future();
    }
    [[nodiscard]] Status enter(const model::Jid &room, const QString &title)
    {
        if (m_data.roomError) {
            return failure(*m_data.roomError);
        }
        model::ConversationSummary summary;
        summary.jid = room;
        summary.title = title;
        summary.posting = model::PostingRight::Allowed;
        m_data.conversations.append(summary);
        model::Member own;
        own.jid = m_data.account;
        own.name = m_data.self.name;
        own.role = m_data.self.role;
        own.affiliation = model::Affiliation::Owner;
        own.roomRole = model::RoomRole::Moderator;
        own.isPresent = own.isSelf = true;
        m_data.members[room] = {own};
        Q_EMIT conversationsChanged();
        return {};
    }

    FakeData &m_data;
    std::vector<std::function<void()>> m_open;
};

} // namespace wardline::service
