// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/conversation.h"
#include "core/model/member.h"
#include "core/service/draft.h"
#include "core/service/service_error.h"

#include <QFuture>
#include <QList>
#include <QObject>
#include <QStringList>

#include <optional>

namespace wardline::service {

/// A colleague from the organisation's directory of groups.
struct Colleague
{
    model::Jid jid;
    QString name;
    model::RoleClaim role;
    bool isOnline = false;
    QStringList groups{}; ///< as the organisation calls them
    bool operator==(const Colleague &) const = default;
};

/// Rooms, people and roles as the relay gives them to the signed-in person. Main thread; lists are in memory.
class RoomService : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// All conversations, latest message first.
    [[nodiscard]] virtual QList<model::ConversationSummary> conversations() const = 0;
    [[nodiscard]] virtual std::optional<model::ConversationSummary> conversation(const model::Jid &jid) const = 0;
    /// The people of a room, present or not, by role and name. Empty for a direct conversation.
    [[nodiscard]] virtual QList<model::Member> members(const model::Jid &room) const = 0;
    [[nodiscard]] virtual QList<Colleague> colleagues() const = 0;
    /// Nothing for somebody whom the directory does not list, and for oneself.
    [[nodiscard]] virtual std::optional<Colleague> colleague(const model::Jid &person) const = 0;
    /// The signed-in person's own asserted role and name.
    [[nodiscard]] virtual Colleague self() const = 0;

    /// Makes a direct conversation appear in the list.
    [[nodiscard]] virtual QFuture<Status> startDirect(const model::Jid &person) = 0;
    /// Enters a room whose address is known.
    [[nodiscard]] virtual QFuture<Status> join(const model::Jid &room) = 0;
    /// Creates a members-only, non-anonymous care-team room with an opaque address. NotAllowed where the relay refuses,
    /// and for another kind than policy fixes.
    [[nodiscard]] virtual QFuture<Result<model::Jid>> create(const QString &title, model::RoomKind kind) = 0;
    /// The kind that policy gives every new room; nothing where people choose.
    [[nodiscard]] virtual std::optional<model::RoomKind> fixedKind() const = 0;
    /// Says what a room is for, as its owner. A room of patients or of a consult does not become one of a team again:
    /// NotAllowed, as where the relay refuses.
    [[nodiscard]] virtual QFuture<Status> setKind(const model::Jid &room, model::RoomKind kind) = 0;
    /// Changes what someone is to a room. NotAllowed where the relay refuses.
    [[nodiscard]] virtual QFuture<Status> grant(const model::Jid &room, const model::Jid &person,
                                                model::Affiliation affiliation) = 0;

    /// Lets somebody who is in a room now write there, or only read (XEP-0045 8.3, 8.4); for this visit, as the room's
    /// moderator. NotAllowed where the relay refuses, and when they are not there.
    [[nodiscard]] virtual QFuture<Status> setVoice(const model::Jid &room, const model::Jid &person, bool hasVoice) = 0;

    /// What was being written; empty when nothing.
    [[nodiscard]] virtual QFuture<Result<Draft>> draft(const model::Jid &conversation) = 0;
    /// Texts up to kMaxDraftLength. Durable before the session ends, also when it ends right after this call.
    virtual void saveDraft(const model::Jid &conversation, const Draft &draft) = 0;

Q_SIGNALS:
    void conversationsChanged();
    void membersChanged(const wardline::model::Jid &room);
    void colleaguesChanged();
};

} // namespace wardline::service
