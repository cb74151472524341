// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/action_queue.h"

#include "core/store/action_writer.h"
#include "core/store/message_purge.h"
#include "core/store/queries.h"
#include "core/store/store_error.h"

namespace wardline::store {

using namespace Qt::StringLiterals;
using model::MessageId;

namespace {

struct Waiting {
    qint64 position = 0;
    bool wasSent = false;
};

Result<QList<Waiting>> waitingOf(ReadableDatabase &database, MessageId id, qint64 kind)
{
    WARDLINE_TRY(Statement statement, database.prepare(queries::kOutboxOfMessage));
    statement.bind(1, id.value).bind(2, kind);
    QList<Waiting> waiting;
    while (true) {
        WARDLINE_TRY(const bool hasRow, statement.step());
        if (!hasRow) {
            return waiting;
        }
        waiting.append({statement.integer(0), statement.integer(1) > 0});
    }
}

Status recountTouched(WritableDatabase &database, const ActionWriter &writer)
{
    for (const qint64 conversation : writer.touched()) {
        WARDLINE_CHECK(recountConversation(database, conversation));
    }
    return {};
}

} // namespace

Result<StoredAction> queueOwnAction(WritableDatabase &database, const MessageAction &action, MessageId id,
                                    const SealedStanza &sealed)
{
    if (sealed.stanza.isEmpty() || action.wireId.isEmpty() || !action.isOwn) {
        return failure(StoreError::InvalidInput, u"own action"_s);
    }
    ActionWriter writer(database);
    WARDLINE_TRY(const StoredAction done, writer.applyOwn(action, id));
    if (done.outcome != ActionOutcome::Applied) {
        return done;
    }
    if (action.kind == ActionKind::Reactions) {
        WARDLINE_TRY(const QList<Waiting> older, waitingOf(database, id, qint64(action.kind)));
        for (const Waiting &each : older) {
            if (!each.wasSent) {
                WARDLINE_TRY(Statement remove, database.prepare(queries::kOutboxDelete));
                WARDLINE_CHECK(remove.bind(1, each.position).run());
            }
        }
    }
    WARDLINE_TRY(Statement insert, database.prepare(queries::kOutboxInsert));
    insert.bind(1, id.value).bind(2, qint64(action.kind)).bind(3, action.wireId);
    WARDLINE_CHECK(insert.bindBytes(4, sealed.stanza).bindBytesOrNull(5, sealed.audience).run());
    WARDLINE_CHECK(recountTouched(database, writer));
    return done;
}

Result<StoredAction> withdrawOwn(WritableDatabase &database, const MessageAction &action, MessageId id)
{
    WARDLINE_TRY(const QList<Waiting> waiting, waitingOf(database, id, 0));
    for (const Waiting &each : waiting) {
        if (each.wasSent) {
            return failure(StoreError::InvalidInput, u"has left"_s);
        }
    }
    ActionWriter writer(database);
    WARDLINE_TRY(const StoredAction done, writer.applyOwn(action, id));
    WARDLINE_TRY(Statement remove, database.prepare(queries::kOutboxDeleteAll));
    WARDLINE_CHECK(remove.bind(1, id.value).run());
    WARDLINE_CHECK(recountTouched(database, writer));
    return done;
}

} // namespace wardline::store
