// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/store/database.h"
#include "core/store/message_action.h"

#include <QSet>

#include <optional>

namespace wardline::store {

/// A message that something is to be done to, with its addresses as numbers.
struct TargetRow
{
    model::MessageId id;
    qint64 conversation = 0;
    qint64 sender = 0;
    Instant time{};
    bool isOwn = false;
    qint64 parts = 0;
    QString occupantId;
    QString originId;
    QString stanzaId;
    QString body;
    bool isSealed = false; ///< it came end-to-end encrypted
    std::optional<model::Trust> trust; ///< in the device that it came from
};

/// Corrects, buries and decorates messages within one transaction, which the caller owns. Made for it and gone with it.
class ActionWriter
{
public:
    explicit ActionWriter(WritableDatabase &database);

    /// What comes follows in its archive all that came before: live, or the archive's end. False: it is read backward.
    void setInOrder(bool isInOrder) { m_isInOrder = isInOrder; }
    /// Finds the message and does it, keeps it for later, or refuses it. A correction of an unknown message is Inserted
    /// with an invalid id: the caller keeps its text as a message and tells by `noteCorrected`.
    [[nodiscard]] Result<StoredAction> apply(const MessageAction &action);
    /// One of ours, about a message that is known; no question of who may.
    [[nodiscard]] Result<StoredAction> applyOwn(const MessageAction &action, model::MessageId id);
    /// What came before this message. How many of those were forged.
    [[nodiscard]] Result<int> applyWaiting(model::MessageId id);
    /// Notes the version by which a message without its first version is known.
    [[nodiscard]] Status noteCorrected(model::MessageId id, const MessageAction &action);
    /// The first version of such a message came.
    [[nodiscard]] Status addOriginal(model::MessageId id, const model::Message &original);
    /// A row that came without text because it was removed at the archive.
    [[nodiscard]] Status bury(model::MessageId id, const model::Tombstone &tombstone);
    /// The relay refused what we wanted (kind and id of the stanza): the message is what it was before, as far as that
    /// can be.
    [[nodiscard]] Status undo(model::MessageId id, ActionKind kind, const QString &wireId);

    /// Conversations whose counters may be wrong now.
    [[nodiscard]] const QSet<qint64> &touched() const { return m_touched; }

private:
    [[nodiscard]] Result<std::optional<TargetRow>> row(model::MessageId id);
    [[nodiscard]] Result<bool> isForeign(qint64 conversation, const MessageAction &action);
    [[nodiscard]] Result<StoredAction> keepWaiting(qint64 conversation, const MessageAction &action);
    [[nodiscard]] Result<StoredAction> applyTo(const TargetRow &target, const MessageAction &action);
    [[nodiscard]] Result<bool> addVersion(const TargetRow &target, const MessageAction &action);
    [[nodiscard]] Status showNewestVersion(const TargetRow &target, qint64 parts);
    [[nodiscard]] Result<bool> setReactions(const TargetRow &target, const MessageAction &action);
    [[nodiscard]] Result<bool> bury(const TargetRow &target, const model::Tombstone &tombstone);
    [[nodiscard]] bool isWeaker(const TargetRow &target, const MessageAction &action) const;
    [[nodiscard]] bool isSameAuthor(const TargetRow &target, qint64 actor, const MessageAction &action) const;

    WritableDatabase &m_database;
    QSet<qint64> m_touched;
    bool m_isInOrder = true;
    QSet<std::pair<qint64, qint64>> m_reactedHere; ///< message and person
    bool m_isByUs = false; ///< done here and now: it is the newest, whatever the clocks say
};

} // namespace wardline::store
