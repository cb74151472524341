// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/conversation.h"
#include "core/store/action_writer.h"
#include "core/store/database.h"
#include "core/store/message_placer.h"
#include "core/store/message_store.h"

#include <QHash>
#include <QSet>

#include <optional>

namespace wardline::store {

/// Writes messages within one transaction, which the caller owns. Made for it and gone with it: what it remembers is
/// valid only if the transaction is.
class MessageWriter
{
public:
    explicit MessageWriter(WritableDatabase &database);

    [[nodiscard]] Result<StoredBatch> insert(const IncomingBatch &batch);
    [[nodiscard]] Result<model::MessageId> insertOwn(const model::Message &message, const SealedStanza &sealed,
                                                     const std::optional<QuoteTarget> &quote,
                                                     const QList<FileSource> &files = {});

private:
    /// What of a conversation changes with its messages.
    struct Counters
    {
        qint64 lastMessage = 0;
        qint64 readPosition = 0;
        qint64 unread = 0;
        qint64 mentions = 0;
        bool operator==(const Counters &) const = default;
    };
    /// A message with its addresses as numbers.
    struct Row
    {
        const model::Message *message = nullptr;
        qint64 conversation = 0;
        qint64 sender = 0;
        std::optional<qint64> archive;
        model::MessageId id;
        const IncomingMessage *incoming = nullptr;
        std::optional<qint64> sequence; ///< written here and now: its place among what this device writes
    };

    /// Whose a message is, and its place among what this device wrote.
    struct Standing
    {
        bool isOwn = false;
        std::optional<qint64> sequence;
    };

    [[nodiscard]] Result<Row> rowFor(const IncomingMessage &incoming);
    [[nodiscard]] Result<QList<StoredMessage>> insertNewer(const IncomingBatch &batch);
    [[nodiscard]] Result<QList<StoredMessage>> insertOlder(const IncomingBatch &batch);
    /// The message that is already there, if it is; a reflection is taken in.
    [[nodiscard]] Result<std::optional<StoredMessage>> known(const Row &row);
    [[nodiscard]] Result<StoredMessage> reflect(const Row &row, model::MessageId id, model::DeliveryState state);
    [[nodiscard]] Result<model::MessageId> moveIfOvertaken(const Row &row, model::MessageId id);
    [[nodiscard]] Status moveTo(const Row &row, model::MessageId id, model::MessageId place);
    /// The first version of a message that is known by its correction: it takes the original's place.
    [[nodiscard]] Result<StoredMessage> takeOriginal(const Row &row, model::MessageId id);
    [[nodiscard]] Result<StoredAction> act(const MessageAction &action);
    [[nodiscard]] Status reveal(const RevealedMessage &revealed);
    [[nodiscard]] Status writeParts(const Row &row);
    [[nodiscard]] Status applyWaiting(qint64 conversation, model::MessageId id);
    [[nodiscard]] Result<model::MessageId> anchor(const ArchivePage &page, const QString &stanzaId);
    [[nodiscard]] Result<model::MessageId> knownBehind(const IncomingBatch &batch, qsizetype index);
    [[nodiscard]] Result<model::MessageId> lastWithin(qint64 conversation, Instant time, model::MessageId before);
    [[nodiscard]] Result<model::MessageId> placeInGap(const Row &row, model::MessageId nextHere, model::MessageId next);
    [[nodiscard]] Status addWhatFollows(const ArchivePage &page, QHash<qint64, QList<model::MessageId>> &rowsOf);
    [[nodiscard]] Status orderByArchive(const IncomingBatch &batch, StoredBatch &stored);
    [[nodiscard]] Result<QHash<model::MessageId, model::MessageId>> alignPlaces(qint64 conversation,
                                                                               const QList<model::MessageId> &rows,
                                                                               const QSet<model::MessageId> &inserted);
    [[nodiscard]] Result<Standing> standingOf(model::MessageId id);
    [[nodiscard]] Result<qint64> nextSequence(qint64 conversation);
    [[nodiscard]] Status inOwnOrder(QList<model::MessageId> &rows);
    [[nodiscard]] Status keepOwnOrder(StoredBatch &stored);
    [[nodiscard]] Result<QHash<model::MessageId, model::MessageId>> keepOwnOrder(qint64 conversation,
                                                                                const QSet<qint64> &touched);
    [[nodiscard]] Status place(qint64 conversation, model::MessageId id, model::MessageId place);
    [[nodiscard]] Status noteMove(qint64 conversation, model::MessageId from, model::MessageId to);
    [[nodiscard]] Status noteMoves(qint64 conversation, const QHash<model::MessageId, model::MessageId> &moved);
    [[nodiscard]] Result<model::MessageId> placeBetween(model::MessageId last, model::MessageId end, qsizetype count);
    [[nodiscard]] Status writeRow(const Row &row);
    [[nodiscard]] Result<qint64> conversationOf(const model::Jid &jid,
                                                model::ConversationKind kind = model::ConversationKind::Room);
    void noteOrder(const IncomingBatch &batch);
    [[nodiscard]] bool isFirstCopy(const QString &stanzaId, const QString &otherId) const;
    [[nodiscard]] Status noteOpened(const QList<OpenedResult> &opened);
    [[nodiscard]] Result<qint64> addressOf(const model::Jid &jid);
    [[nodiscard]] Result<Counters *> countersOf(qint64 conversation);
    [[nodiscard]] Status writeCounters();

    WritableDatabase &m_database;
    MessagePlacer m_placer;
    ActionWriter m_actions;
    QHash<qint64, bool> m_hasWaiting;
    QSet<qint64> m_moved; ///< conversations in which a message went to another place
    int m_forged = 0;
    QHash<QString, qsizetype> m_archiveOrder; ///< stanza-ids of the page and what is behind it
    std::shared_ptr<const QSet<QString>> m_readBefore; ///< what is behind it, too
    QHash<qint64, QSet<qint64>> m_touched; ///< sequences of our own messages that moved, by conversation
    QHash<model::MessageId, model::MessageId> m_cameFrom; ///< of what moved: where it was before this batch
    bool m_isPage = false; ///< what is being stored was read from an archive
    bool m_isNewer = false; ///< what is being stored follows what is known
    QHash<model::Jid, qint64> m_addresses;
    QHash<model::Jid, qint64> m_conversations;
    QHash<qint64, Counters> m_counters;
};

/// What a store accepts: sizes, and an address where one is needed.
[[nodiscard]] Status checkMessage(const model::Message &message);

} // namespace wardline::store
