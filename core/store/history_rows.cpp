// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/history_rows.h"

#include "core/store/action_writer.h"
#include "core/store/addresses.h"
#include "core/store/history_queries.h"
#include "core/store/message_parts.h"
#include "core/store/message_place.h"
#include "core/store/message_purge.h"
#include "core/store/message_row.h"
#include "core/store/message_writer.h"
#include "core/store/sealed_messages.h"
#include "core/store/stored_values.h"

#include <algorithm>

namespace wardline::store {

using namespace Qt::StringLiterals;
using model::KeptConversation;
using model::KeptHistory;
using model::KeptMessage;
using model::MessageId;

namespace {

constexpr int kConversationColumn = kMessageColumnCount;
constexpr int kArchiveColumn = kMessageColumnCount + 1;
constexpr int kOccupantColumn = kMessageColumnCount + 2;

// --- out
// ---------------------------------------------------------------------------------------------------------------------

Status readQuote(ReadableDatabase &database, KeptMessage &kept, MessageId id, StoredJids &jids)
{
    WARDLINE_TRY(Statement statement, database.prepare(queries::kQuote));
    WARDLINE_TRY(const bool hasRow, statement.bind(1, id.value).step());
    if (hasRow) {
        model::KeptQuote quote{statement.text(1), statement.integer(2) != 0, {}};
        if (!statement.isNull(0)) {
            WARDLINE_TRY(quote.sender, jids.address(statement.integer(0)));
        }
        kept.quote = quote;
    }
    return {};
}

Status readReactions(ReadableDatabase &database, KeptMessage &kept, MessageId id, StoredJids &jids)
{
    WARDLINE_TRY(Statement statement, database.prepare(queries::kReactions));
    statement.bind(1, id.value);
    while (true) {
        WARDLINE_TRY(const bool hasRow, statement.step());
        if (!hasRow) {
            return {};
        }
        model::KeptReaction given;
        WARDLINE_TRY(given.person, jids.address(statement.integer(0)));
        given.emoji = statement.text(1).split(u' ', Qt::SkipEmptyParts);
        given.isOwn = statement.integer(2) != 0;
        given.name = statement.text(3);
        given.time = instantFromStored(statement.integer(4));
        kept.reactions.append(given);
    }
}

Status readVersions(ReadableDatabase &database, KeptMessage &kept, MessageId id)
{
    WARDLINE_TRY(Statement statement, database.prepare(queries::kVersions));
    statement.bind(1, id.value);
    while (true) {
        WARDLINE_TRY(const bool hasRow, statement.step());
        if (!hasRow) {
            break;
        }
        kept.versions.append({statement.text(3), instantFromStored(statement.integer(1)), statement.text(2)});
    }
    std::stable_sort(kept.versions.begin(), kept.versions.end(),
                     [](const auto &a, const auto &b) { return a.time < b.time; });
    return {};
}

Status readTombstone(ReadableDatabase &database, KeptMessage &kept, MessageId id)
{
    WARDLINE_TRY(Statement statement, database.prepare(queries::kTombstone));
    WARDLINE_TRY(const bool hasRow, statement.bind(1, id.value).step());
    kept.message.tombstone = hasRow ? model::Tombstone{statement.integer(0) != 0, statement.text(1),
                                                       instantFromStored(statement.integer(2)), statement.text(3)}
                                    : model::Tombstone{};
    return {};
}

Status readKeptParts(ReadableDatabase &database, KeptMessage &kept, MessageId id, qint64 parts, StoredJids &jids)
{
    kept.message.mentionsMe = (parts & kMentionsMe) != 0;
    if ((parts & kHasQuote) != 0) {
        WARDLINE_CHECK(readQuote(database, kept, id, jids));
    }
    if ((parts & kHasReactions) != 0) {
        WARDLINE_CHECK(readReactions(database, kept, id, jids));
    }
    if ((parts & kIsCorrected) != 0) {
        WARDLINE_CHECK(readVersions(database, kept, id));
    }
    if ((parts & kIsTombstone) != 0) {
        WARDLINE_CHECK(readTombstone(database, kept, id));
    }
    return {};
}

// --- in
// ----------------------------------------------------------------------------------------------------------------------

IncomingMessage incomingFrom(const KeptMessage &kept)
{
    IncomingMessage incoming;
    incoming.message = kept.message;
    incoming.message.id = {};
    incoming.message.unreadable.reset();
    incoming.archive = kept.archive;
    incoming.occupantId = kept.occupantId;
    if (kept.quote) {
        incoming.quote = QuoteTarget{kept.quote->id, kept.quote->isStanzaId, kept.quote->sender};
    }
    return incoming;
}

bool isTakeable(const KeptMessage &kept)
{
    const model::Message &message = kept.message;
    const bool hasState =
        message.isOwn ? message.state != model::DeliveryState::Queued : message.state == model::DeliveryState::Received;
    const bool saysSomething = !message.body.isEmpty() || message.tombstone.has_value();
    return hasState && saysSomething && checkMessage(message).has_value();
}

/// Merges within one transaction.
class Merger
{
public:
    Merger(WritableDatabase &database, Instant notBefore)
        : m_database(database)
        , m_notBefore(notBefore)
    {
    }

    [[nodiscard]] Result<MergedHistory> merge(const KeptHistory &history)
    {
        for (const KeptConversation &kept : history.conversations) {
            WARDLINE_CHECK(introduce(kept));
        }
        for (const KeptMessage &kept : history.messages) {
            if (kept.message.time < m_notBefore) {
                ++m_merged.tooOld;
            } else if (!isTakeable(kept)) {
                ++m_merged.refused;
            } else {
                WARDLINE_CHECK(take(kept));
            }
        }
        for (const KeptConversation &kept : history.conversations) {
            WARDLINE_CHECK(advanceReading(kept));
        }
        return m_merged;
    }

private:
    /// What is known of a conversation stays; a new one is not made before it has something to show.
    [[nodiscard]] Status introduce(const KeptConversation &kept)
    {
        const bool fits = kept.title.size() <= kMaxNameLength && kept.role.selfDeclaredTitle.size() <= kMaxNameLength;
        WARDLINE_TRY(const auto known, conversationId(m_database, kept.jid));
        if (!known && fits) {
            m_unknown.insert(kept.jid, kept);
        }
        return {};
    }

    [[nodiscard]] Status ensure(const model::Jid &conversation)
    {
        const auto found = m_unknown.constFind(conversation);
        if (found == m_unknown.constEnd()) {
            return {};
        }
        ConversationRecord record{found->jid, found->kind, found->title, found->role, found->encryption, false};
        m_unknown.erase(found);
        WARDLINE_CHECK(insertConversation(m_database, record));
        return {};
    }

    [[nodiscard]] Status take(const KeptMessage &kept)
    {
        WARDLINE_CHECK(ensure(kept.message.conversation));
        const IncomingMessage incoming = incomingFrom(kept);
        WARDLINE_TRY(const bool isKnown, isKnownMessage(m_database, incoming));
        if (isKnown && incoming.message.isOwn && incoming.message.state == model::DeliveryState::Failed) {
            ++m_merged.known; // that it failed elsewhere says nothing about here
            return {};
        }
        IncomingBatch batch;
        batch.messages.append(incoming);
        MessageWriter writer(m_database);
        WARDLINE_TRY(const StoredBatch stored, writer.insert(batch));
        const MessageId id = stored.messages.constFirst().id;
        if (stored.messages.constFirst().outcome == InsertOutcome::Inserted) {
            ++m_merged.added;
            note(kept, id);
            return addParts(kept, id);
        }
        return meet(kept, incoming, id);
    }

    /// It is here already.
    [[nodiscard]] Status meet(const KeptMessage &kept, const IncomingMessage &incoming, MessageId id)
    {
        WARDLINE_TRY(Statement find, m_database.prepare(queries::kMessage));
        WARDLINE_TRY(const bool exists, find.bind(1, id.value).step());
        if (!exists) {
            return {};
        }
        const qint64 parts = find.integer(kPartsColumn);
        const bool isUnreadable = !find.isNull(kPartsColumn + 1);
        find.reset();
        if ((parts & kIsTombstone) != 0) {
            ++m_merged.known;
            return {};
        }
        if (kept.message.tombstone) {
            ActionWriter actions(m_database);
            WARDLINE_CHECK(actions.bury(id, *kept.message.tombstone));
            WARDLINE_TRY(const qint64 conversation, existingConversation(m_database, kept.message.conversation));
            WARDLINE_CHECK(recountConversation(m_database, conversation));
            ++m_merged.revealed;
            note(kept, id);
            return {};
        }
        if (!isUnreadable) {
            ++m_merged.known;
            return {};
        }
        IncomingBatch batch;
        batch.revealed.append({id, incoming, std::nullopt});
        MessageWriter writer(m_database);
        WARDLINE_CHECK(writer.insert(batch));
        ++m_merged.revealed;
        note(kept, id);
        return addParts(kept, id);
    }

    [[nodiscard]] Status addParts(const KeptMessage &kept, MessageId id)
    {
        if (kept.message.tombstone || (kept.versions.isEmpty() && kept.reactions.isEmpty())) {
            return {};
        }
        WARDLINE_TRY(Statement find, m_database.prepare(queries::kTarget));
        WARDLINE_TRY(const bool exists, find.bind(1, id.value).step());
        qint64 parts = exists ? find.integer(5) : kIsTombstone;
        find.reset();
        if ((parts & kIsTombstone) != 0) {
            return {}; // taken back by what had waited for it
        }
        for (const model::KeptVersion &version :
             kept.versions.first(std::min<qsizetype>(kept.versions.size(), kMaxVersions))) {
            WARDLINE_TRY(Statement add, m_database.prepare(queries::kVersionAdd));
            add.bind(1, id.value).bind(2, version.wireId).bind(3, toStored(version.time));
            WARDLINE_CHECK(add.bind(4, version.body).run());
            parts |= kIsCorrected;
        }
        for (const model::KeptReaction &given :
             kept.reactions.first(std::min<qsizetype>(kept.reactions.size(), kMaxReactingPeople))) {
            WARDLINE_TRY(const qint64 person, internAddress(m_database, given.person));
            WARDLINE_TRY(Statement add, m_database.prepare(queries::kReactionAdd));
            add.bind(1, id.value).bind(2, person).bind(3, given.emoji.join(u' ')).bind(4, qint64(given.isOwn));
            WARDLINE_CHECK(add.bind(5, given.name.left(kMaxNameLength)).bind(6, toStored(given.time)).run());
            parts |= kHasReactions;
        }
        WARDLINE_TRY(Statement set, m_database.prepare(queries::kPartsSet));
        return set.bind(1, id.value).bind(2, parts).run();
    }

    /// Read elsewhere is read. Never back.
    [[nodiscard]] Status advanceReading(const KeptConversation &kept)
    {
        WARDLINE_TRY(const auto id, conversationId(m_database, kept.jid));
        constexpr Instant kLatest{std::chrono::milliseconds(4102444800000)};
        if (!id || kept.readUpTo <= Instant{} || kept.readUpTo > kLatest) {
            return {};
        }
        WARDLINE_TRY(Statement counters, m_database.prepare(queries::kConversationCounters));
        WARDLINE_TRY(const bool exists, counters.bind(1, *id).step());
        const qint64 place = firstIdAt(kept.readUpTo + std::chrono::milliseconds(1)).value - 1;
        if (!exists || counters.integer(1) >= place) {
            return {};
        }
        const qint64 last = counters.integer(0);
        counters.reset();
        WARDLINE_TRY(Statement update, m_database.prepare(queries::kConversationCountersUpdate));
        update.bind(1, *id).bind(2, last).bind(3, place).bind(4, qint64(0)).bind(5, qint64(0));
        WARDLINE_CHECK(update.run());
        update.reset();
        return recountConversation(m_database, *id);
    }

    void note(const KeptMessage &kept, MessageId id) { m_merged.changed[kept.message.conversation].append(id); }

    WritableDatabase &m_database;
    Instant m_notBefore;
    QHash<model::Jid, KeptConversation> m_unknown;
    MergedHistory m_merged;
};

} // namespace

Result<HistoryPage> readHistory(ReadableDatabase &database, MessageId after, Instant before, int limit)
{
    HistoryPage page;
    QList<std::pair<MessageId, qint64>> rows;
    StoredJids jids(database);
    WARDLINE_TRY(Statement statement, database.prepare(queries::kHistoryRows));
    statement.bind(1, after.value).bind(2, firstIdAt(before).value).bind(3, qint64(limit));
    int seen = 0;
    while (true) {
        WARDLINE_TRY(const bool hasRow, statement.step());
        if (!hasRow) {
            break;
        }
        ++seen;
        page.last = {statement.integer(0)};
        KeptMessage kept;
        WARDLINE_TRY(const model::Jid conversation, jids.conversation(statement.integer(kConversationColumn)));
        WARDLINE_TRY(kept.message, readMessage(statement, conversation, jids));
        const bool isWanted = !kept.message.unreadable && kept.message.state != model::DeliveryState::Queued;
        if (!isWanted) {
            continue;
        }
        kept.message.id = {};
        if (!statement.isNull(kArchiveColumn)) {
            WARDLINE_TRY(kept.archive, jids.address(statement.integer(kArchiveColumn)));
        }
        kept.occupantId = statement.text(kOccupantColumn);
        rows.append({page.last, statement.integer(kPartsColumn)});
        page.messages.append(std::move(kept));
    }
    statement.reset();
    for (qsizetype i = 0; i < rows.size(); ++i) {
        if (rows.at(i).second != 0) {
            WARDLINE_CHECK(readKeptParts(database, page.messages[i], rows.at(i).first, rows.at(i).second, jids));
        }
    }
    if (seen < limit) {
        page.last = {};
    }
    return page;
}

Result<QList<KeptConversation>> readHistoryConversations(ReadableDatabase &database)
{
    QList<KeptConversation> conversations;
    WARDLINE_TRY(Statement statement, database.prepare(queries::kHistoryConversations));
    while (true) {
        WARDLINE_TRY(const bool hasRow, statement.step());
        if (!hasRow) {
            return conversations;
        }
        KeptConversation kept;
        kept.jid = storedJid(statement.text(0));
        kept.kind = conversationKindFromStored(statement.integer(1));
        kept.title = statement.text(2);
        kept.role = {model::careRoleFromWord(statement.text(3)).value_or(model::CareRole::None), statement.text(4)};
        kept.encryption = encryptionStateFromStored(statement.integer(5));
        kept.readUpTo = instantOf({statement.integer(6)});
        conversations.append(kept);
    }
}

Result<MergedHistory> mergeHistory(WritableDatabase &database, const KeptHistory &history, Instant notBefore)
{
    return Merger(database, notBefore).merge(history);
}

void MergedHistory::add(const MergedHistory &other)
{
    added += other.added;
    revealed += other.revealed;
    known += other.known;
    tooOld += other.tooOld;
    refused += other.refused;
    for (auto it = other.changed.cbegin(); it != other.changed.cend(); ++it) {
        changed[it.key()] += it.value();
    }
}

} // namespace wardline::store
