// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/message_parts.h"

#include "core/store/attachment_store.h"
#include "core/store/delivery_writer.h"
#include "core/store/queries.h"
#include "core/store/stored_values.h"

#include <algorithm>

namespace wardline::store {

using namespace Qt::StringLiterals;
using model::Message;
using model::MessageId;
using model::Reaction;

namespace {

constexpr qint64 kQuotedLength = 200;

Status readQuote(ReadableDatabase &database, Message &message, StoredJids &jids)
{
    WARDLINE_TRY(Statement statement, database.prepare(queries::kQuote));
    WARDLINE_TRY(const bool hasRow, statement.bind(1, message.id.value).step());
    if (!hasRow) {
        return {};
    }
    model::Quote quote;
    MessageTarget target;
    target.id = statement.text(1);
    target.isStanzaId = statement.integer(2) != 0;
    if (!statement.isNull(0)) {
        WARDLINE_TRY(quote.sender, jids.address(statement.integer(0)));
        target.senders = {quote.sender};
    }
    statement.reset();
    WARDLINE_TRY(const auto conversation, conversationId(database, message.conversation));
    WARDLINE_TRY(const auto id, findTarget(database, conversation.value_or(0), message.conversation, target));
    if (id) {
        WARDLINE_TRY(Statement quoted, database.prepare(queries::kQuoted));
        WARDLINE_TRY(const bool exists, quoted.bind(1, id->value).bind(2, kQuotedLength).step());
        if (exists) {
            quote.id = *id;
            WARDLINE_TRY(quote.sender, jids.address(quoted.integer(0)));
            quote.senderName = quoted.text(1);
            quote.text = quoted.text(2);
            quote.isRetracted = (quoted.integer(3) & kIsTombstone) != 0;
        }
    }
    message.quote = quote;
    return {};
}

Status readReactions(ReadableDatabase &database, Message &message)
{
    struct Given {
        QStringList emoji;
        bool isOwn = false;
        QString name;
        qint64 time = 0;
    };
    QList<Given> all;
    WARDLINE_TRY(Statement statement, database.prepare(queries::kReactions));
    statement.bind(1, message.id.value);
    while (true) {
        WARDLINE_TRY(const bool hasRow, statement.step());
        if (!hasRow) {
            break;
        }
        if (const QString emoji = statement.text(1); !emoji.isEmpty()) {
            all.append({emoji.split(u' '), statement.integer(2) != 0, statement.text(3), statement.integer(4)});
        }
    }
    std::stable_sort(all.begin(), all.end(), [](const Given &a, const Given &b) { return a.time < b.time; });
    for (const Given &given : std::as_const(all)) {
        for (const QString &emoji : given.emoji) {
            auto found = std::find_if(message.reactions.begin(), message.reactions.end(),
                                      [&](const Reaction &reaction) { return reaction.emoji == emoji; });
            if (found == message.reactions.end()) {
                if (message.reactions.size() >= kMaxShownReactions) {
                    continue;
                }
                found = message.reactions.insert(message.reactions.end(), Reaction {.emoji = emoji, .names = {}});
            }
            ++found->count;
            found->isOwn = found->isOwn || given.isOwn;
            if (found->names.size() < kMaxReactionNames) {
                found->names.append(given.name);
            }
        }
    }
    return {};
}

Status readTombstone(ReadableDatabase &database, Message &message)
{
    WARDLINE_TRY(Statement statement, database.prepare(queries::kTombstone));
    WARDLINE_TRY(const bool hasRow, statement.bind(1, message.id.value).step());
    model::Tombstone tombstone;
    if (hasRow) {
        tombstone = {statement.integer(0) != 0, statement.text(1), instantFromStored(statement.integer(2)), statement.text(3)};
    }
    message.tombstone = tombstone;
    return {};
}

} // namespace

Status readParts(ReadableDatabase &database, Message &message, qint64 parts, StoredJids &jids)
{
    message.mentionsMe = (parts & kMentionsMe) != 0;
    message.asks = (parts & kAsks) != 0;
    if ((parts & kHasQuote) != 0) {
        WARDLINE_CHECK(readQuote(database, message, jids));
    }
    if ((parts & kHasReactions) != 0) {
        WARDLINE_CHECK(readReactions(database, message));
    }
    if ((parts & kHasFiles) != 0) {
        WARDLINE_TRY(message.attachments, readFiles(database, message.id));
    }
    if ((parts & kIsCorrected) != 0) {
        WARDLINE_TRY(Statement newest, database.prepare(queries::kNewestVersionTime));
        WARDLINE_TRY(const bool hasRow, newest.bind(1, message.id.value).step());
        message.corrected = instantFromStored(hasRow ? newest.integer(0) : toStored(message.time));
    }
    if ((parts & kIsTombstone) != 0) {
        WARDLINE_CHECK(readTombstone(database, message));
    }
    if ((parts & kHasDeliveries) != 0) {
        WARDLINE_CHECK(readMarkCounts(database, message.id, message.counts));
    }
    return {};
}

Status readParts(ReadableDatabase &database, QList<Message> &messages, const QList<qint64> &parts, StoredJids &jids)
{
    for (qsizetype i = 0; i < messages.size() && i < parts.size(); ++i) {
        if (parts.at(i) != 0) {
            WARDLINE_CHECK(readParts(database, messages[i], parts.at(i), jids));
        }
    }
    return {};
}

Result<QList<TextVersion>> readVersions(ReadableDatabase &database, MessageId id)
{
    WARDLINE_TRY(Statement statement, database.prepare(queries::kVersions));
    statement.bind(1, id.value);
    QList<std::pair<qint64, TextVersion>> numbered;
    while (true) {
        WARDLINE_TRY(const bool hasRow, statement.step());
        if (!hasRow) {
            break;
        }
        numbered.append({statement.integer(0), {instantFromStored(statement.integer(1)), statement.text(2)}});
    }
    std::sort(numbered.begin(), numbered.end(), [](const auto &a, const auto &b) {
        return std::pair(a.second.time, a.first) < std::pair(b.second.time, b.first);
    });
    QList<TextVersion> versions;
    for (const auto &[number, version] : std::as_const(numbered)) {
        versions.append(version);
    }
    return versions;
}

Result<std::optional<MessageId>> findTarget(ReadableDatabase &database, qint64 conversation, const model::Jid &archive,
                                            const MessageTarget &target)
{
    if (target.id.isEmpty()) {
        return std::nullopt;
    }
    const ReadQuery &query = target.isStanzaId ? queries::kByStanzaId : queries::kByOriginId;
    for (const model::Jid &jid : target.isStanzaId ? QList<model::Jid> {archive} : target.senders) {
        WARDLINE_TRY(const auto address, addressId(database, jid));
        if (!address) {
            continue;
        }
        WARDLINE_TRY(Statement find, database.prepare(query));
        WARDLINE_TRY(const bool hasRow, find.bind(1, conversation).bind(2, *address).bind(3, target.id).step());
        if (hasRow) {
            return MessageId {find.integer(0)};
        }
    }
    return std::nullopt;
}

} // namespace wardline::store
