// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/delivery_writer.h"

#include "core/store/addresses.h"
#include "core/store/message_parts.h"
#include "core/store/message_states.h"
#include "core/store/queries.h"
#include "core/store/stored_values.h"

namespace wardline::store {

using Kind = DeliveryMark::Kind;
using model::MessageId;

namespace {

struct Marked
{
    MessageId id;
    qint64 conversation = 0;
};

Result<std::optional<Marked>> firstOf(Statement &statement)
{
    WARDLINE_TRY(const bool hasRow, statement.step());
    return hasRow ? std::optional(Marked{{statement.integer(0)}, statement.integer(1)}) : std::nullopt;
}

/// The message of ours that is meant, where the person belongs: in the conversation it was said in; or, what was said
/// between two, in a room that has both.
Result<std::optional<Marked>> findMarked(WritableDatabase &database, const DeliveryMark &mark, qint64 self,
                                         qint64 person)
{
    WARDLINE_TRY(const auto conversation, conversationId(database, mark.conversation));
    if (conversation) {
        if (mark.isStanzaId) {
            WARDLINE_TRY(const auto archive, addressId(database, mark.conversation));
            WARDLINE_TRY(Statement find, database.prepare(queries::kOwnByStanzaId));
            find.bind(1, *conversation).bind(2, archive.value_or(0)).bind(3, mark.id);
            return firstOf(find);
        }
        WARDLINE_TRY(Statement find, database.prepare(queries::kOwnByOriginId));
        find.bind(1, *conversation).bind(2, self).bind(3, mark.id);
        WARDLINE_TRY(const auto found, firstOf(find));
        if (found) {
            return found;
        }
    }
    if (mark.isStanzaId || mark.conversation != mark.person) {
        return std::nullopt;
    }
    WARDLINE_TRY(Statement find, database.prepare(queries::kOwnInRoomsWith));
    find.bind(1, self).bind(2, mark.id).bind(3, person);
    return firstOf(find);
}

/// Remembers one thing of one message; false where it was known.
Result<bool> remember(WritableDatabase &database, MessageId id, qint64 person, Kind kind, Instant time)
{
    WARDLINE_TRY(Statement known, database.prepare(queries::kDeliveryOf));
    WARDLINE_TRY(const bool hasRow, known.bind(1, id.value).bind(2, person).step());
    const auto valueOf = [&](int column) {
        return hasRow && !known.isNull(column) ? std::optional(known.integer(column)) : std::nullopt;
    };
    std::optional<qint64> arrived = valueOf(0);
    std::optional<qint64> opened = valueOf(1);
    std::optional<qint64> unable = valueOf(2);
    known.reset();
    const auto before = std::tuple(arrived, opened, unable);
    const qint64 now = toStored(time);
    if (kind == Kind::Unable) {
        unable = unable.value_or(now);
    } else {
        arrived = arrived.value_or(now); // what was opened had arrived
        opened = kind == Kind::Opened ? std::optional(opened.value_or(now)) : opened;
    }
    if (before == std::tuple(arrived, opened, unable)) {
        return false;
    }
    WARDLINE_TRY(Statement set, database.prepare(queries::kDeliverySet));
    set.bind(1, id.value).bind(2, person).bindOrNull(3, arrived).bindOrNull(4, opened).bindOrNull(5, unable);
    WARDLINE_CHECK(set.run());
    if (!hasRow) {
        WARDLINE_TRY(Statement flag, database.prepare(queries::kPartsAdd));
        WARDLINE_CHECK(flag.bind(1, id.value).bind(2, kHasDeliveries).run());
    }
    return true;
}

/// This person has said so of the message, and no device of theirs has had it.
Result<bool> couldNotRead(WritableDatabase &database, MessageId id, qint64 person)
{
    WARDLINE_TRY(Statement known, database.prepare(queries::kDeliveryOf));
    WARDLINE_TRY(const bool hasRow, known.bind(1, id.value).bind(2, person).step());
    return hasRow && known.isNull(0) && !known.isNull(2);
}

Result<QList<MessageId>> ownUpTo(WritableDatabase &database, const Marked &marked)
{
    QList<MessageId> ids;
    WARDLINE_TRY(Statement statement, database.prepare(queries::kOwnUpTo));
    statement.bind(1, marked.conversation).bind(2, marked.id.value).bind(3, kMaxMarkedAtOnce);
    while (true) {
        WARDLINE_TRY(const bool hasRow, statement.step());
        if (!hasRow) {
            return ids;
        }
        ids.append(MessageId{statement.integer(0)});
    }
}

} // namespace

Result<QList<MarkedMessage>> takeMark(WritableDatabase &database, const DeliveryMark &mark)
{
    QList<MarkedMessage> changed;
    WARDLINE_TRY(const auto self, addressId(database, mark.self));
    if (!self || mark.person == mark.self || mark.person.isEmpty() || mark.id.isEmpty()) {
        return changed;
    }
    WARDLINE_TRY(const auto knownPerson, addressId(database, mark.person));
    WARDLINE_TRY(const auto marked, findMarked(database, mark, *self, knownPerson.value_or(0)));
    if (!marked) {
        return changed;
    }
    WARDLINE_TRY(const qint64 person, internAddress(database, mark.person));
    StoredJids jids(database);
    WARDLINE_TRY(const model::Jid conversation, jids.conversation(marked->conversation));
    QList<MessageId> ids{marked->id};
    if (mark.kind == Kind::Opened) {
        WARDLINE_TRY(ids, ownUpTo(database, *marked));
    }
    for (const MessageId id : std::as_const(ids)) {
        if (id != marked->id) { // said of it by a later one alone
            WARDLINE_TRY(const bool couldNot, couldNotRead(database, id, person));
            if (couldNot) {
                continue;
            }
        }
        WARDLINE_TRY(const bool isNew, remember(database, id, person, mark.kind, mark.time));
        if (!isNew) {
            if (mark.kind == Kind::Opened) {
                break; // what came before was opened then
            }
            continue;
        }
        if (mark.kind != Kind::Unable) {
            const bool isOpened = mark.kind == Kind::Opened;
            WARDLINE_CHECK(
                advanceState(database, id, isOpened ? model::DeliveryState::Seen : model::DeliveryState::OnDevice));
        }
        changed.append({conversation, id});
    }
    return changed;
}

Result<QList<PersonMarks>> readMarks(ReadableDatabase &database, MessageId id)
{
    QList<PersonMarks> all;
    StoredJids jids(database);
    WARDLINE_TRY(Statement statement, database.prepare(queries::kDeliveries));
    statement.bind(1, id.value);
    while (true) {
        WARDLINE_TRY(const bool hasRow, statement.step());
        if (!hasRow) {
            return all;
        }
        const auto timeOf = [&](int column) {
            return statement.isNull(column) ? std::nullopt
                                            : std::optional(instantFromStored(statement.integer(column)));
        };
        WARDLINE_TRY(const model::Jid person, jids.address(statement.integer(0)));
        all.append({person, timeOf(1), timeOf(2), timeOf(3)});
    }
}

Status readMarkCounts(ReadableDatabase &database, MessageId id, model::DeliveryCounts &counts)
{
    WARDLINE_TRY(Statement statement, database.prepare(queries::kDeliveryCounts));
    WARDLINE_TRY(const bool hasRow, statement.bind(1, id.value).step());
    if (hasRow) {
        counts.arrived = static_cast<int>(statement.integer(0));
        counts.opened = static_cast<int>(statement.integer(1));
        counts.unable = static_cast<int>(statement.integer(2));
    }
    return {};
}

} // namespace wardline::store
