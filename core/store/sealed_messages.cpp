// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/sealed_messages.h"

#include "core/store/addresses.h"
#include "core/store/message_parts.h"
#include "core/store/message_reader.h"
#include "core/store/omemo_queries.h"
#include "core/store/queries.h"

namespace wardline::store {

using model::MessageId;

Result<QList<SealedMessage>> readSealed(ReadableDatabase &database, MessageId after, int limit)
{
    WARDLINE_TRY(Statement find, database.prepare(queries::kSealed));
    find.bind(1, after.value).bind(2, qint64(limit));
    QList<std::pair<MessageId, QByteArray>> rows;
    while (true) {
        WARDLINE_TRY(const bool hasRow, find.step());
        if (!hasRow) {
            break;
        }
        rows.append({MessageId{find.integer(0)}, find.bytes(1)});
    }
    find.reset();
    QList<SealedMessage> sealed;
    for (const auto &[id, stanza] : std::as_const(rows)) {
        WARDLINE_TRY(const auto message, readMessage(database, id));
        WARDLINE_TRY(Statement target, database.prepare(queries::kTarget));
        WARDLINE_TRY(const bool exists, target.bind(1, id.value).step());
        if (message && exists) {
            sealed.append({*message, target.text(6), stanza});
        }
    }
    return sealed;
}

Result<bool> isKnownMessage(ReadableDatabase &database, const IncomingMessage &incoming)
{
    const model::Message &message = incoming.message;
    WARDLINE_TRY(const auto conversation, conversationId(database, message.conversation));
    if (!conversation) {
        return false;
    }
    if (!incoming.archive.isEmpty() && !message.stanzaId.isEmpty()) {
        WARDLINE_TRY(const auto archive, addressId(database, incoming.archive));
        WARDLINE_TRY(Statement byStanza, database.prepare(queries::kByStanzaId));
        byStanza.bind(1, *conversation).bind(2, archive.value_or(0)).bind(3, message.stanzaId);
        WARDLINE_TRY(const bool hasRow, byStanza.step());
        if (hasRow) {
            return true;
        }
    }
    WARDLINE_TRY(const auto sender, addressId(database, message.sender));
    if (message.originId.isEmpty() || !sender) {
        return false;
    }
    WARDLINE_TRY(Statement byOrigin, database.prepare(queries::kByOriginId));
    byOrigin.bind(1, *conversation).bind(2, *sender).bind(3, message.originId);
    WARDLINE_TRY(const bool hasRow, byOrigin.step());
    return hasRow && (byOrigin.integer(4) & kIsPlaceholder) == 0;
}

Result<bool> wasOpened(ReadableDatabase &database, const OpenedResult &result)
{
    WARDLINE_TRY(const auto archive, addressId(database, result.archive));
    if (!archive || result.stanzaId.isEmpty()) {
        return false;
    }
    WARDLINE_TRY(Statement find, database.prepare(queries::kArchiveOpened));
    return find.bind(1, *archive).bind(2, result.stanzaId).step();
}

} // namespace wardline::store
