// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/action_writer.h"

#include "core/store/addresses.h"
#include "core/store/conversation_store.h"
#include "core/store/file_queries.h"
#include "core/store/message_parts.h"
#include "core/store/omemo_queries.h"
#include "core/store/index_forgetting.h"
#include "core/store/message_purge.h"
#include "core/store/message_states.h"
#include "core/store/message_store.h"
#include "core/store/message_writer.h"
#include "core/store/queries.h"
#include "core/store/stored_values.h"

#include <algorithm>

namespace wardline::store {

using namespace Qt::StringLiterals;
using model::MessageId;
using model::Tombstone;

namespace {

constexpr std::chrono::milliseconds kStampPrecision{1000};

/// Under what a waiting action is found again.
QString waitingKey(const QString &id, bool isStanzaId)
{
    return (isStanzaId ? u"s:"_s : u"o:"_s) % id;
}

struct Version
{
    qint64 id = 0;
    qint64 time = 0;
    QString body;
    QString wireId;
};

Result<QList<Version>> versionsOf(ReadableDatabase &database, MessageId id)
{
    WARDLINE_TRY(Statement statement, database.prepare(queries::kVersions));
    statement.bind(1, id.value);
    QList<Version> versions;
    while (true) {
        WARDLINE_TRY(const bool hasRow, statement.step());
        if (!hasRow) {
            break;
        }
        versions.append({statement.integer(0), statement.integer(1), statement.text(2), statement.text(3)});
    }
    std::sort(versions.begin(), versions.end(),
              [](const Version &a, const Version &b) { return std::pair(a.time, a.id) < std::pair(b.time, b.id); });
    return versions;
}

Status insertVersion(WritableDatabase &database, MessageId id, const QString &wireId, Instant time, const QString &body)
{
    WARDLINE_TRY(Statement insert, database.prepare(queries::kVersionInsert));
    return insert.bind(1, id.value).bind(2, wireId).bind(3, toStored(time)).bind(4, body).run();
}

Status setParts(WritableDatabase &database, MessageId id, qint64 parts)
{
    WARDLINE_TRY(Statement update, database.prepare(queries::kPartsSet));
    return update.bind(1, id.value).bind(2, parts).run();
}

Status runFor(WritableDatabase &database, const WriteQuery &query, qint64 id)
{
    WARDLINE_TRY(Statement statement, database.prepare(query));
    return statement.bind(1, id).run();
}

Status checkAction(const MessageAction &action)
{
    const bool hasTexts = action.target.id.size() <= kMaxIdLength && action.wireId.size() <= kMaxIdLength
        && action.occupantId.size() <= kMaxIdLength && action.actorName.size() <= kMaxNameLength
        && action.reason.size() <= kMaxReasonLength && action.emoji.size() <= 64;
    if (!hasTexts || action.actor.isEmpty() || action.conversation.isEmpty()) {
        return failure(StoreError::InvalidInput, u"action"_s);
    }
    return {};
}

} // namespace

ActionWriter::ActionWriter(WritableDatabase &database)
    : m_database(database)
{
}

Result<std::optional<TargetRow>> ActionWriter::row(MessageId id)
{
    WARDLINE_TRY(Statement statement, m_database.prepare(queries::kTarget));
    WARDLINE_TRY(const bool hasRow, statement.bind(1, id.value).step());
    if (!hasRow) {
        return std::nullopt;
    }
    TargetRow target;
    target.id = id;
    target.conversation = statement.integer(0);
    target.sender = statement.integer(1);
    target.time = instantFromStored(statement.integer(2));
    target.isOwn = statement.integer(3) != 0;
    target.parts = statement.integer(5);
    target.occupantId = statement.text(6);
    target.originId = statement.text(7);
    target.stanzaId = statement.text(8);
    target.body = statement.text(9);
    target.isSealed = encryptionStateFromStored(statement.integer(10)) == model::EncryptionState::EndToEnd;
    target.trust = statement.isNull(11) ? std::nullopt : std::optional(trustFromStored(statement.integer(11)));
    return target;
}

Result<StoredAction> ActionWriter::apply(const MessageAction &action)
{
    WARDLINE_CHECK(checkAction(action));
    WARDLINE_TRY(const qint64 conversation, ensureConversation(m_database, action.conversation));
    WARDLINE_TRY(const auto id, findTarget(m_database, conversation, action.conversation, action.target));
    if (id) {
        WARDLINE_TRY(const auto target, row(*id));
        return target ? applyTo(*target, action) : Result<StoredAction>(StoredAction());
    }
    WARDLINE_TRY(const bool foreign, isForeign(conversation, action));
    if (foreign) {
        return StoredAction{ActionOutcome::Forged, {}};
    }
    if (action.kind == ActionKind::Correction) {
        return StoredAction{ActionOutcome::Inserted, {}};
    }
    return keepWaiting(conversation, action);
}

Result<StoredAction> ActionWriter::applyOwn(const MessageAction &action, MessageId id)
{
    WARDLINE_CHECK(checkAction(action));
    WARDLINE_TRY(const auto target, row(id));
    if (!target) {
        return failure(StoreError::NotFound, u"message"_s);
    }
    m_isByUs = true;
    return applyTo(*target, action);
}

Result<bool> ActionWriter::isForeign(qint64 conversation, const MessageAction &action)
{
    const bool claimsAuthorship = action.kind == ActionKind::Correction || action.kind == ActionKind::Retraction;
    if (!claimsAuthorship || action.target.isStanzaId) {
        return false;
    }
    WARDLINE_TRY(const auto other, findTarget(m_database, conversation, {}, {action.target.id, false, action.others}));
    if (other) {
        return true;
    }
    WARDLINE_TRY(Statement members, m_database.prepare(queries::kForeignOriginId));
    return members.bind(1, conversation).bind(2, action.target.id).step();
}

Result<StoredAction> ActionWriter::keepWaiting(qint64 conversation, const MessageAction &action)
{
    WARDLINE_TRY(const qint64 actor, internAddress(m_database, action.actor));
    const QString key = waitingKey(action.target.id, action.target.isStanzaId);
    WARDLINE_TRY(Statement known, m_database.prepare(queries::kPendingTime));
    known.bind(1, conversation).bind(2, key).bind(3, qint64(action.kind)).bind(4, actor);
    WARDLINE_TRY(const bool isKnown, known.step());
    if (isKnown && known.integer(0) >= toStored(action.time)) {
        return StoredAction{ActionOutcome::Unchanged, {}};
    }
    known.reset();
    WARDLINE_TRY(Statement count, m_database.prepare(queries::kPendingOfActor));
    WARDLINE_TRY(const bool hasCount, count.bind(1, conversation).bind(2, actor).step());
    if (hasCount && count.integer(0) >= kMaxPendingOfOne) {
        const qint64 oldest = count.integer(1);
        count.reset();
        WARDLINE_CHECK(runFor(m_database, queries::kPendingRemove, oldest));
    }
    const QString content = action.kind == ActionKind::Reactions ? action.emoji.join(u' ') : action.reason;
    WARDLINE_TRY(Statement insert, m_database.prepare(queries::kPendingSet));
    insert.bind(1, conversation).bind(2, key).bind(3, qint64(action.kind)).bind(4, actor).bind(5, action.occupantId);
    insert.bind(6, action.actorName).bind(7, qint64(action.isOwn)).bind(8, toStored(action.time)).bind(9, content);
    insert.bind(10, qint64(action.isSealed));
    insert.bindOrNull(11, action.trust ? std::optional(toStored(*action.trust)) : std::nullopt);
    WARDLINE_CHECK(insert.run());
    return StoredAction{ActionOutcome::Waiting, {}};
}

Result<int> ActionWriter::applyWaiting(MessageId id)
{
    WARDLINE_TRY(const auto target, row(id));
    if (!target) {
        return 0;
    }
    WARDLINE_TRY(Statement any, m_database.prepare(queries::kPendingAny));
    WARDLINE_TRY(const bool hasAny, any.bind(1, target->conversation).step());
    if (!hasAny) {
        return 0;
    }
    any.reset();
    struct Waiting
    {
        qint64 id = 0;
        qint64 actor = 0;
        MessageAction action;
    };
    QList<Waiting> waiting;
    for (const QString &key : {target->originId.isEmpty() ? QString() : waitingKey(target->originId, false),
                               target->stanzaId.isEmpty() ? QString() : waitingKey(target->stanzaId, true)}) {
        if (key.isEmpty()) {
            continue;
        }
        WARDLINE_TRY(Statement statement, m_database.prepare(queries::kPending));
        statement.bind(1, target->conversation).bind(2, key);
        while (true) {
            WARDLINE_TRY(const bool hasRow, statement.step());
            if (!hasRow) {
                break;
            }
            MessageAction action;
            action.kind = static_cast<ActionKind>(statement.integer(1));
            action.occupantId = statement.text(3);
            action.actorName = statement.text(4);
            action.isOwn = statement.integer(5) != 0;
            action.time = instantFromStored(statement.integer(6));
            const QString content = statement.text(7);
            action.emoji = content.split(u' ', Qt::SkipEmptyParts);
            action.reason = content;
            action.isSealed = statement.integer(8) != 0;
            action.trust = statement.isNull(9) ? std::nullopt : std::optional(trustFromStored(statement.integer(9)));
            waiting.append({statement.integer(0), statement.integer(2), action});
        }
    }
    int forged = 0;
    StoredJids jids(m_database);
    for (Waiting &each : waiting) {
        WARDLINE_CHECK(runFor(m_database, queries::kPendingRemove, each.id));
        WARDLINE_TRY(each.action.actor, jids.address(each.actor));
        WARDLINE_TRY(const auto now, row(id));
        if (now) {
            WARDLINE_TRY(const StoredAction done, applyTo(*now, each.action));
            forged += done.outcome == ActionOutcome::Forged ? 1 : 0;
        }
    }
    return forged;
}

// A real address cannot be borrowed. An occupant's address can: whoever takes the nick has it, and only the occupant-id
// tells.
bool ActionWriter::isSameAuthor(const TargetRow &target, qint64 actor, const MessageAction &action) const
{
    const bool isRealAddress = action.actor.isBare();
    if (isRealAddress) {
        return target.sender == actor;
    }
    return !action.occupantId.isEmpty() && action.occupantId == target.occupantId;
}

// What came in an envelope is changed by what comes in one: the relay says who sent the rest. And a device that the
// relay may have invented says nothing about what a known one wrote.
bool ActionWriter::isWeaker(const TargetRow &target, const MessageAction &action) const
{
    if (m_isByUs || action.kind == ActionKind::Moderation) {
        return false;
    }
    const bool isUnknownDevice = action.trust == model::Trust::Undecided && target.trust != model::Trust::Undecided;
    return target.isSealed && (!action.isSealed || isUnknownDevice);
}

Result<StoredAction> ActionWriter::applyTo(const TargetRow &target, const MessageAction &action)
{
    WARDLINE_TRY(const qint64 actor, internAddress(m_database, action.actor));
    const bool claimsAuthorship = action.kind == ActionKind::Correction || action.kind == ActionKind::Retraction;
    if (claimsAuthorship && !isSameAuthor(target, actor, action)) {
        return StoredAction{ActionOutcome::Forged, target.id};
    }
    if (isWeaker(target, action)) {
        return StoredAction{ActionOutcome::Forged, target.id};
    }
    // An echo of what waits in our outbox: the relay has it.
    if (action.isOwn && !action.wireId.isEmpty()) {
        WARDLINE_TRY(Statement sent, m_database.prepare(queries::kOutboxDeleteOrigin));
        WARDLINE_CHECK(sent.bind(1, target.id.value).bind(2, qint64(action.kind)).bind(3, action.wireId).run());
    }
    bool hasChanged = false;
    switch (action.kind) {
    case ActionKind::Correction: {
        WARDLINE_TRY(hasChanged, addVersion(target, action));
        break;
    }
    case ActionKind::Reactions: {
        WARDLINE_TRY(hasChanged, setReactions(target, action));
        break;
    }
    case ActionKind::Retraction:
    case ActionKind::Moderation: {
        const bool isModerated = action.kind == ActionKind::Moderation;
        WARDLINE_TRY(hasChanged, bury(target, Tombstone{isModerated, action.actorName, action.time, action.reason}));
        break;
    }
    }
    return StoredAction{hasChanged ? ActionOutcome::Applied : ActionOutcome::Unchanged, target.id};
}

Result<bool> ActionWriter::addVersion(const TargetRow &target, const MessageAction &action)
{
    if ((target.parts & kIsTombstone) != 0 || action.wireId.isEmpty()) {
        return false;
    }
    WARDLINE_CHECK(checkMessage(action.text));
    WARDLINE_TRY(const QList<Version> versions, versionsOf(m_database, target.id));
    for (const Version &version : versions) {
        if (version.wireId == action.wireId) {
            return false;
        }
    }
    if (versions.isEmpty()) {
        WARDLINE_CHECK(insertVersion(m_database, target.id, {}, target.time, target.body));
    }
    if (versions.size() >= kMaxVersions) {
        // The original stays; the oldest correction goes, and this one if it is older than all.
        const auto oldest =
            std::find_if(versions.begin(), versions.end(), [](const Version &v) { return !v.wireId.isEmpty(); });
        if (oldest == versions.end() || oldest->time > toStored(action.time)) {
            return false;
        }
        WARDLINE_TRY(Statement remove, m_database.prepare(queries::kVersionRemove));
        WARDLINE_CHECK(remove.bind(1, target.id.value).bind(2, oldest->wireId).run());
    }
    Instant time = std::max(action.time, target.time);
    if (m_isByUs && !versions.isEmpty()) {
        time = std::max(time, instantFromStored(versions.constLast().time));
    }
    WARDLINE_CHECK(insertVersion(m_database, target.id, action.wireId, time, action.text.body));
    const bool isNewest = versions.isEmpty() || versions.constLast().time <= toStored(time);
    qint64 parts = target.parts | kIsCorrected;
    if (isNewest) {
        parts = action.text.mentionsMe ? parts | kMentionsMe : parts & ~kMentionsMe;
    }
    WARDLINE_CHECK(showNewestVersion(target, parts));
    // The row tells of its words as they stand: they are worth what the less trusted of the two devices is.
    if (isNewest && action.trust && target.trust && *action.trust > *target.trust) {
        WARDLINE_TRY(Statement update, m_database.prepare(queries::kTrustSet));
        WARDLINE_CHECK(update.bind(1, target.id.value).bind(2, toStored(*action.trust)).run());
    }
    return true;
}

Status ActionWriter::showNewestVersion(const TargetRow &target, qint64 parts)
{
    WARDLINE_TRY(const QList<Version> versions, versionsOf(m_database, target.id));
    const QString body = versions.isEmpty() ? target.body : versions.constLast().body;
    WARDLINE_TRY(Statement update, m_database.prepare(queries::kBodySet));
    WARDLINE_CHECK(update.bind(1, target.id.value).bind(2, body).bind(3, parts).run());
    m_touched.insert(target.conversation);
    return {};
}

Status ActionWriter::noteCorrected(MessageId id, const MessageAction &action)
{
    WARDLINE_CHECK(insertVersion(m_database, id, action.wireId, action.time, action.text.body));
    return setParts(m_database, id, kIsCorrected | kIsPlaceholder | (action.text.mentionsMe ? kMentionsMe : 0));
}

Status ActionWriter::addOriginal(MessageId id, const model::Message &original)
{
    WARDLINE_TRY(const auto target, row(id));
    if (!target) {
        return {};
    }
    if ((target->parts & kIsTombstone) == 0) {
        WARDLINE_CHECK(insertVersion(m_database, id, {}, original.time, original.body));
    }
    return setParts(m_database, id, target->parts & ~kIsPlaceholder);
}

Result<bool> ActionWriter::setReactions(const TargetRow &target, const MessageAction &action)
{
    if ((target.parts & kIsTombstone) != 0) {
        return false;
    }
    WARDLINE_TRY(const qint64 person, internAddress(m_database, action.actor));
    WARDLINE_TRY(Statement known, m_database.prepare(queries::kReactionOf));
    WARDLINE_TRY(const bool isKnown, known.bind(1, target.id.value).bind(2, person).step());
    qint64 time = toStored(action.time);
    // Archives stamp whole seconds: within one, what comes in the archive's order is the newer.
    const auto here = std::pair(target.id.value, person);
    const bool isInOrder = m_isInOrder || m_reactedHere.contains(here);
    const bool isCut = time % kStampPrecision.count() == 0;
    const bool isClose = isKnown && isCut && known.integer(0) - time < kStampPrecision.count();
    if (isKnown && known.integer(0) >= time) {
        const bool isSame = isKnown && known.text(1) == action.emoji.join(u' ');
        if (!m_isByUs && (isSame || !isInOrder || !isClose)) {
            return false; // older than what is known: it came late
        }
        time = known.integer(0) + 1;
    }
    m_reactedHere.insert(here);
    known.reset();
    if (!isKnown) {
        WARDLINE_TRY(Statement count, m_database.prepare(queries::kReactionCount));
        WARDLINE_TRY(const bool hasCount, count.bind(1, target.id.value).step());
        if (hasCount && count.integer(0) >= kMaxReactingPeople && !action.isOwn) {
            return false;
        }
    }
    // An empty list is kept too: what was said before it may come after it.
    WARDLINE_TRY(Statement set, m_database.prepare(queries::kReactionSet));
    set.bind(1, target.id.value).bind(2, person).bind(3, action.emoji.join(u' ')).bind(4, qint64(action.isOwn));
    WARDLINE_CHECK(set.bind(5, action.actorName).bind(6, time).run());
    if ((target.parts & kHasReactions) == 0) {
        WARDLINE_CHECK(setParts(m_database, target.id, target.parts | kHasReactions));
    }
    return true;
}

Status ActionWriter::bury(MessageId id, const Tombstone &tombstone)
{
    WARDLINE_TRY(const auto target, row(id));
    if (target) {
        WARDLINE_TRY(const bool hasChanged, bury(*target, tombstone));
        Q_UNUSED(hasChanged);
    }
    return {};
}

Result<bool> ActionWriter::bury(const TargetRow &target, const Tombstone &tombstone)
{
    if ((target.parts & kIsTombstone) != 0) {
        // The archive's own tombstone says less than the moderator's words, which may come later.
        WARDLINE_TRY(Statement known, m_database.prepare(queries::kTombstone));
        WARDLINE_TRY(const bool isKnown, known.bind(1, target.id.value).step());
        if (isKnown && (!known.text(1).isEmpty() || tombstone.byName.isEmpty())) {
            return false;
        }
    }
    for (const WriteQuery *query :
         {&queries::kVersionsRemove, &queries::kReactionsRemove, &queries::kQuoteRemove, &queries::kFilesRemove,
          &queries::kSealedRemove}) {
        WARDLINE_CHECK(runFor(m_database, *query, target.id.value));
    }
    WARDLINE_TRY(Statement update, m_database.prepare(queries::kBodySet));
    WARDLINE_CHECK(update.bind(1, target.id.value).bind(2, QStringView(u"")).bind(3, kIsTombstone).run());
    WARDLINE_TRY(Statement set, m_database.prepare(queries::kTombstoneSet));
    set.bind(1, target.id.value).bind(2, qint64(tombstone.isModerated)).bind(3, tombstone.byName.left(kMaxNameLength));
    WARDLINE_CHECK(set.bind(4, toStored(tombstone.time)).bind(5, tombstone.reason.left(kMaxReasonLength)).run());
    WARDLINE_CHECK(noteRemoved(m_database));
    m_touched.insert(target.conversation);
    return true;
}

Status ActionWriter::undo(MessageId id, ActionKind kind, const QString &wireId)
{
    WARDLINE_TRY(const auto target, row(id));
    if (!target) {
        return {};
    }
    switch (kind) {
    case ActionKind::Correction: {
        WARDLINE_TRY(Statement remove, m_database.prepare(queries::kVersionRemove));
        WARDLINE_CHECK(remove.bind(1, id.value).bind(2, wireId).run());
        WARDLINE_TRY(const QList<Version> left, versionsOf(m_database, id));
        if (left.isEmpty() || (target->parts & kIsTombstone) != 0) {
            return {};
        }
        WARDLINE_CHECK(showNewestVersion(*target, left.size() == 1 ? target->parts & ~kIsCorrected : target->parts));
        return left.size() == 1 ? runFor(m_database, queries::kVersionsRemove, id.value) : Status();
    }
    case ActionKind::Reactions:
        return runFor(m_database, queries::kOwnReactionRemove, id.value);
    case ActionKind::Retraction:
        return setState(m_database, id, model::DeliveryState::Failed); // gone here, and not where it went
    case ActionKind::Moderation:
        return {};
    }
    return {};
}

} // namespace wardline::store
