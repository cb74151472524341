// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/conversation_store.h"

#include "core/store/addresses.h"
#include "core/store/message_parts.h"
#include "core/store/message_purge.h"
#include "core/store/queries.h"
#include "core/store/store_threads.h"
#include "core/store/stored_values.h"

#include <algorithm>

namespace wardline::store {

using namespace Qt::StringLiterals;
using model::ConversationSummary;
using model::Jid;
using model::Member;
using model::MessageId;
using model::RoleClaim;

namespace {

Status checkNames(const QString &name, const RoleClaim &role)
{
    const bool fit = name.size() <= kMaxNameLength && role.selfDeclaredTitle.size() <= kMaxNameLength;
    return fit ? Status() : Status(failure(StoreError::InvalidInput, u"name length"_s));
}

RoleClaim readRole(const Statement &statement, int column)
{
    return {model::careRoleFromWord(statement.text(column)).value_or(model::CareRole::None), statement.text(column + 1)};
}

Status saveRecord(WritableDatabase &database, const ConversationRecord &record)
{
    WARDLINE_CHECK(checkNames(record.title, record.role));
    WARDLINE_TRY(const auto known, conversationId(database, record.jid));
    if (!known) {
        WARDLINE_CHECK(insertConversation(database, record));
        return {};
    }
    WARDLINE_TRY(Statement update, database.prepare(queries::kConversationUpdate));
    update.bind(1, *known).bind(2, toStored(record.kind)).bind(3, record.title);
    update.bind(4, model::careRoleWord(record.role.role)).bind(5, record.role.selfDeclaredTitle);
    return update.bind(6, toStored(record.encryption)).bind(7, qint64(record.isGone)).run();
}

Result<std::optional<ConversationRecord>> readRecord(ReadableDatabase &database, const Jid &jid)
{
    WARDLINE_TRY(const auto id, conversationId(database, jid));
    if (!id) {
        return std::nullopt;
    }
    WARDLINE_TRY(Statement statement, database.prepare(queries::kConversationRecord));
    WARDLINE_TRY(const bool hasRow, statement.bind(1, *id).step());
    if (!hasRow) {
        return std::nullopt;
    }
    return ConversationRecord {jid,
                               conversationKindFromStored(statement.integer(0)),
                               statement.text(1),
                               readRole(statement, 2),
                               encryptionStateFromStored(statement.integer(4)),
                               statement.integer(5) != 0};
}

Status removeConversation(WritableDatabase &database, const Jid &jid)
{
    WARDLINE_TRY(const qint64 id, existingConversation(database, jid));
    WARDLINE_TRY(Statement waiting, database.prepare(queries::kOutboxOfConversation));
    WARDLINE_TRY(const bool isWaiting, waiting.bind(1, id).step());
    if (isWaiting) {
        return failure(StoreError::InvalidInput, u"outbox not empty"_s);
    }
    WARDLINE_TRY(const auto address, addressId(database, jid));
    WARDLINE_TRY(Statement messages, database.prepare(queries::kMessagesDelete));
    WARDLINE_CHECK(messages.bind(1, id).run());
    WARDLINE_TRY(Statement ranges, database.prepare(queries::kArchiveRangesDelete));
    WARDLINE_CHECK(ranges.bind(1, address.value_or(0)).run());
    WARDLINE_TRY(Statement conversation, database.prepare(queries::kConversationDelete));
    return conversation.bind(1, id).run();
}

model::LastContent readContent(const Statement &statement)
{
    using model::LastContent;
    const qint64 parts = statement.integer(15);
    if ((parts & kIsTombstone) != 0) {
        return LastContent::TakenBack;
    }
    if (!statement.isNull(16)) {
        return LastContent::Unreadable;
    }
    if ((parts & kHasFiles) == 0 || !statement.text(12).isEmpty()) {
        return LastContent::Text;
    }
    return statement.text(17).startsWith(u"image/") ? LastContent::Photo : LastContent::File;
}

ConversationSummary readSummary(const Statement &statement)
{
    ConversationSummary summary;
    summary.jid = storedJid(statement.text(0));
    summary.kind = conversationKindFromStored(statement.integer(1));
    summary.title = statement.text(2);
    summary.role = readRole(statement, 3);
    summary.encryption = encryptionStateFromStored(statement.integer(5));
    const bool isGone = statement.integer(6) != 0;
    summary.posting = isGone ? model::PostingRight::RoomGone : model::PostingRight::NotJoined;
    summary.memberCount = static_cast<int>(statement.integer(7));
    summary.unread = static_cast<int>(statement.integer(8));
    if (!statement.isNull(10)) {
        summary.lastMessage = {statement.integer(9)};
        summary.lastTime = instantFromStored(statement.integer(10));
        summary.lastSenderName = statement.text(11);
        summary.lastBody = statement.text(12);
        summary.lastContent = readContent(statement);
        summary.lastFile = summary.lastContent == model::LastContent::File ? statement.text(18) : QString();
    }
    summary.mentions = static_cast<int>(statement.integer(13));
    summary.draft = statement.text(14);
    const qint64 urgent = statement.integer(19);
    summary.urgent = static_cast<int>(urgent & 0xFFFF'FFFF);
    summary.stat = static_cast<int>(urgent >> 32);
    return summary;
}

Result<QList<ConversationSummary>> readSummaries(ReadableDatabase &database)
{
    WARDLINE_TRY(Statement statement, database.prepare(queries::kSummaries));
    statement.bind(1, kSummaryBodyLength);
    QList<ConversationSummary> summaries;
    while (true) {
        WARDLINE_TRY(const bool hasRow, statement.step());
        if (!hasRow) {
            return summaries;
        }
        summaries.append(readSummary(statement));
    }
}

Result<std::optional<ConversationSummary>> readOneSummary(ReadableDatabase &database, const Jid &jid)
{
    WARDLINE_TRY(const auto id, conversationId(database, jid));
    if (!id) {
        return std::nullopt;
    }
    WARDLINE_TRY(Statement statement, database.prepare(queries::kSummary));
    WARDLINE_TRY(const bool hasRow, statement.bind(1, kSummaryBodyLength).bind(2, *id).step());
    return hasRow ? std::optional(readSummary(statement)) : std::nullopt;
}

Result<MarkedRead> markConversationRead(WritableDatabase &database, const Jid &jid, MessageId upTo)
{
    WARDLINE_TRY(const qint64 id, existingConversation(database, jid));
    WARDLINE_TRY(Statement counters, database.prepare(queries::kConversationCounters));
    WARDLINE_TRY(const bool hasRow, counters.bind(1, id).step());
    if (!hasRow) {
        return failure(StoreError::NotFound, u"conversation"_s);
    }
    const qint64 lastMessage = counters.integer(0);
    const qint64 readPosition = counters.integer(1);
    const int unreadBefore = static_cast<int>(counters.integer(2));
    counters.reset();
    if (upTo.value <= readPosition) {
        return MarkedRead {0, unreadBefore};
    }
    WARDLINE_TRY(Statement count, database.prepare(queries::kUnreadCount));
    WARDLINE_TRY(const bool hasCount, count.bind(1, id).bind(2, upTo.value).step());
    const qint64 unread = hasCount ? count.integer(0) : 0;
    count.reset();
    WARDLINE_TRY(Statement countMentions, database.prepare(queries::kUnreadMentions));
    WARDLINE_TRY(const bool hasMentions, countMentions.bind(1, id).bind(2, upTo.value).step());
    const qint64 mentions = hasMentions ? countMentions.integer(0) : 0;
    countMentions.reset();
    WARDLINE_TRY(Statement update, database.prepare(queries::kConversationCountersUpdate));
    update.bind(1, id).bind(2, lastMessage).bind(3, upTo.value).bind(4, unread);
    WARDLINE_CHECK(update.bind(5, mentions).run());
    return MarkedRead {unreadBefore - static_cast<int>(unread), static_cast<int>(unread)};
}

Result<MessageId> readReadPosition(ReadableDatabase &database, const Jid &jid)
{
    WARDLINE_TRY(const auto id, conversationId(database, jid));
    if (!id) {
        return MessageId();
    }
    WARDLINE_TRY(Statement counters, database.prepare(queries::kConversationCounters));
    WARDLINE_TRY(const bool hasRow, counters.bind(1, *id).step());
    return hasRow ? MessageId {counters.integer(1)} : MessageId();
}

Result<std::optional<MessageId>> readFirstUnread(ReadableDatabase &database, const Jid &jid)
{
    WARDLINE_TRY(const auto id, conversationId(database, jid));
    if (!id) {
        return std::nullopt;
    }
    WARDLINE_TRY(const MessageId position, readReadPosition(database, jid));
    WARDLINE_TRY(Statement statement, database.prepare(queries::kFirstUnread));
    WARDLINE_TRY(const bool hasRow, statement.bind(1, *id).bind(2, position.value).step());
    return hasRow ? std::optional(MessageId {statement.integer(0)}) : std::nullopt;
}

Status writeDraft(WritableDatabase &database, const Jid &jid, const Draft &draft)
{
    WARDLINE_TRY(const qint64 id, existingConversation(database, jid));
    if (draft.text.isEmpty()) {
        WARDLINE_TRY(Statement remove, database.prepare(queries::kDraftRemove));
        return remove.bind(1, id).run();
    }
    if (draft.text.toUtf8().size() > kMaxDraftBytes) {
        return failure(StoreError::InvalidInput, u"draft length"_s);
    }
    WARDLINE_TRY(Statement set, database.prepare(queries::kDraftSet));
    const qint64 cursor = std::clamp<qint64>(draft.cursor, 0, draft.text.size());
    return set.bind(1, id).bind(2, draft.text).bind(3, cursor).run();
}

Result<QHash<Jid, Draft>> readDrafts(ReadableDatabase &database)
{
    WARDLINE_TRY(Statement statement, database.prepare(queries::kDrafts));
    QHash<Jid, Draft> drafts;
    while (true) {
        WARDLINE_TRY(const bool hasRow, statement.step());
        if (!hasRow) {
            return drafts;
        }
        drafts.insert(storedJid(statement.text(0)), {statement.text(1), static_cast<int>(statement.integer(2))});
    }
}

Result<std::optional<Draft>> readDraft(ReadableDatabase &database, const Jid &jid)
{
    WARDLINE_TRY(const auto id, conversationId(database, jid));
    if (!id) {
        return std::nullopt;
    }
    WARDLINE_TRY(Statement statement, database.prepare(queries::kDraft));
    WARDLINE_TRY(const bool hasRow, statement.bind(1, *id).step());
    return hasRow ? std::optional(Draft {statement.text(0), static_cast<int>(statement.integer(1))}) : std::nullopt;
}

Status writeMember(WritableDatabase &database, qint64 room, const Member &member)
{
    WARDLINE_CHECK(checkNames(member.name, member.role));
    WARDLINE_TRY(const qint64 address, internAddress(database, member.jid));
    WARDLINE_TRY(Statement set, database.prepare(queries::kMemberSet));
    set.bind(1, room).bind(2, address).bind(3, member.name).bind(4, toStored(member.affiliation));
    return set.bind(5, model::careRoleWord(member.role.role)).bind(6, member.role.selfDeclaredTitle).run();
}

Status countMembers(WritableDatabase &database, qint64 room)
{
    WARDLINE_TRY(Statement count, database.prepare(queries::kMemberCount));
    return count.bind(1, room).run();
}

Status writeMembers(WritableDatabase &database, const Jid &jid, const QList<Member> &members)
{
    WARDLINE_TRY(const qint64 room, existingConversation(database, jid));
    WARDLINE_TRY(Statement remove, database.prepare(queries::kMembersRemove));
    WARDLINE_CHECK(remove.bind(1, room).run());
    for (const Member &member : members) {
        WARDLINE_CHECK(writeMember(database, room, member));
    }
    return countMembers(database, room);
}

Result<QList<Member>> readMembers(ReadableDatabase &database, const Jid &jid)
{
    QList<Member> members;
    WARDLINE_TRY(const auto room, conversationId(database, jid));
    if (!room) {
        return members;
    }
    WARDLINE_TRY(Statement statement, database.prepare(queries::kMembers));
    statement.bind(1, *room);
    while (true) {
        WARDLINE_TRY(const bool hasRow, statement.step());
        if (!hasRow) {
            break;
        }
        Member member;
        member.jid = storedJid(statement.text(0));
        member.name = statement.text(1);
        member.affiliation = affiliationFromStored(statement.integer(2));
        member.role = readRole(statement, 3);
        members.append(member);
    }
    // Sorted here and not by SQL, which compares bytes.
    std::sort(members.begin(), members.end(), [](const Member &a, const Member &b) {
        const int byName = QString::localeAwareCompare(a.name, b.name);
        return byName != 0 ? byName < 0 : a.jid < b.jid;
    });
    return members;
}

} // namespace

ConversationStore::ConversationStore(StoreThreads &threads)
    : m_threads(threads)
{
}

QFuture<Status> ConversationStore::save(ConversationRecord record)
{
    return m_threads.write([=](WritableDatabase &database) { return saveRecord(database, record); });
}

QFuture<Result<std::optional<ConversationRecord>>> ConversationStore::record(Jid jid)
{
    return m_threads.read([=](ReadableDatabase &database) { return readRecord(database, jid); });
}

QFuture<Status> ConversationStore::remove(Jid jid)
{
    return m_threads.maintain([=](WritableDatabase &database) -> Status {
        WARDLINE_CHECK(StoreThreads::transact(database, [&] { return removeConversation(database, jid); }));
        return forgetRemoved(database);
    });
}

QFuture<Result<QList<ConversationSummary>>> ConversationStore::summaries()
{
    return m_threads.read([](ReadableDatabase &database) { return readSummaries(database); });
}

QFuture<Result<std::optional<ConversationSummary>>> ConversationStore::summary(Jid jid)
{
    return m_threads.read([=](ReadableDatabase &database) { return readOneSummary(database, jid); });
}

QFuture<Result<MarkedRead>> ConversationStore::markRead(Jid conversation, MessageId upTo)
{
    return m_threads.write([=](WritableDatabase &database) { return markConversationRead(database, conversation, upTo); });
}

QFuture<Result<MessageId>> ConversationStore::readPosition(Jid conversation)
{
    return m_threads.read([=](ReadableDatabase &database) { return readReadPosition(database, conversation); });
}

QFuture<Result<std::optional<MessageId>>> ConversationStore::firstUnread(Jid conversation)
{
    return m_threads.read([=](ReadableDatabase &database) { return readFirstUnread(database, conversation); });
}

QFuture<Status> ConversationStore::setDraft(Jid conversation, Draft draft)
{
    return m_threads.write([=](WritableDatabase &database) { return writeDraft(database, conversation, draft); });
}

QFuture<Result<std::optional<Draft>>> ConversationStore::draft(Jid conversation)
{
    return m_threads.read([=](ReadableDatabase &database) { return readDraft(database, conversation); });
}

QFuture<Result<QHash<Jid, Draft>>> ConversationStore::drafts()
{
    return m_threads.read([](ReadableDatabase &database) { return readDrafts(database); });
}

QFuture<Status> ConversationStore::setMembers(Jid room, QList<Member> members)
{
    return m_threads.write([=](WritableDatabase &database) { return writeMembers(database, room, members); });
}

QFuture<Status> ConversationStore::saveMember(Jid room, Member member)
{
    return m_threads.write([=](WritableDatabase &database) -> Status {
        WARDLINE_TRY(const qint64 id, existingConversation(database, room));
        WARDLINE_CHECK(writeMember(database, id, member));
        return countMembers(database, id);
    });
}

QFuture<Status> ConversationStore::removeMember(Jid room, Jid member)
{
    return m_threads.write([=](WritableDatabase &database) -> Status {
        WARDLINE_TRY(const qint64 id, existingConversation(database, room));
        WARDLINE_TRY(Statement remove, database.prepare(queries::kMemberRemove));
        WARDLINE_CHECK(remove.bind(1, id).bind(2, member.toString()).run());
        return countMembers(database, id);
    });
}

QFuture<Result<QList<Member>>> ConversationStore::members(Jid room)
{
    return m_threads.read([=](ReadableDatabase &database) { return readMembers(database, room); });
}

} // namespace wardline::store
