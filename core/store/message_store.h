// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/message.h"
#include "core/store/archive_range.h"
#include "core/store/delivery_mark.h"
#include "core/store/message_action.h"
#include "core/store/sealed_stanza.h"
#include "core/store/store_error.h"
#include "core/store/stored_file.h"

#include <QByteArray>
#include <QFuture>
#include <QHash>
#include <QList>
#include <QSet>

#include <functional>
#include <memory>
#include <optional>

namespace wardline::store {

struct ArchiveLoss;
struct ArchiveView;

class StoreThreads;
class WritableDatabase;

/// Bodies above this many UTF-8 bytes are refused with InvalidInput.
inline constexpr qsizetype kMaxBodyBytes = 64 * 1024;
/// Ids of messages and archive results above this many characters are refused.
inline constexpr qsizetype kMaxIdLength = 1024;
inline constexpr int kMaxPageSize = 1000;

/// Where a batch stands to what is already in the cache, for messages that share a stamp.
enum class Placement {
    Newer, ///< live, or an archive page fetched forward
    Older, ///< an archive page fetched backward
};

/// A message from somebody else, or one of ours that another device of ours sent. `message.id` is ignored.
struct IncomingMessage
{
    model::Message message;
    model::Jid archive; ///< who gave `message.stanzaId`; empty: nobody we believe, and the stanza-id is ignored
    QString wireId{}; ///< the stanza's own id, kept as origin-id where the sender gave none and nobody else has it
    QString occupantId{}; ///< XEP-0421, only where the room is known to give them
    std::optional<QuoteTarget> quote{};
    QList<FileSource> files{}; ///< of `message.attachments`, in order
    QByteArray sealed{}; ///< the stanza of a message that could not be opened and may be later; empty: not kept
};

/// A message whose text could not be opened yet.
struct SealedMessage
{
    model::Message message;
    QString occupantId;
    QByteArray stanza;
};

/// What became of a message that could not be opened before.
struct RevealedMessage
{
    model::MessageId id;
    std::optional<IncomingMessage> message; ///< its text; nothing: it was none (an action, or empty), and the row goes
    std::optional<model::Unreadable> unreadable; ///< it has no text to show, and why; it keeps its row
    QByteArray held{}; ///< with `unreadable`: what is kept beside the row from now on; empty: nothing
};

/// A result of an archive that was opened and gets no row.
struct OpenedResult
{
    model::Jid archive;
    QString stanzaId;
    Instant time{};
};

/// A message as an archive knows it.
struct ArchivedMessage
{
    model::Jid conversation;
    QString stanzaId;
};

/// What arrived together: one live message or one archive page. Kept as a whole or not at all.
struct IncomingBatch
{
    QList<IncomingMessage> messages; ///< oldest first, also for a page fetched backward
    Placement placement = Placement::Newer;
    std::optional<ArchiveEnd> end{}; ///< recorded before the page
    std::optional<ArchivePage> page; ///< recorded in the same transaction
    QList<ArchivedMessage> newer{}; ///< what follows the page in its archive and is stored already, oldest first
    QStringList laterIds{}; ///< came live and is behind the page, although the page is the newest: oldest first
    /// Ids of all that was read of the archive before, backward, and is behind the page.
    std::shared_ptr<const QSet<QString>> readBefore{};
    /// The archive was not compared yet with what was known of it before (judgeArchive): what that was is kept until it is.
    std::optional<ArchiveJudging> judging{};
    model::Jid judged{}; ///< this archive was, now
    QList<MessageAction> actions{}; ///< done after the messages, in order
    QStringList otherIds{}; ///< archive ids of the page's results, at least of those that are neither
    QList<OpenedResult> opened{}; ///< not to be opened again, although nothing here stands for them
    QList<RevealedMessage> revealed{}; ///< rows without text that could be opened after all
    QList<DeliveryMark> marks{}; ///< what others say became of our messages
    QStringList
        echoedIds{}; ///< origin-ids of what we did to messages: the relay has it, so that it need not be sent again
    bool isLive =
        false; ///< came on the stream just now: behind all that the relay gave before, whatever the stamps say
};

/// Makes what is to be stored, on the writing thread and within its transaction: what it changes there (a ratchet) is
/// kept or undone together with the messages. Captures values alone.
using PrepareBatch = std::function<Result<IncomingBatch>(WritableDatabase &)>;

enum class InsertOutcome {
    Inserted,
    Duplicate, ///< known by stanza-id, or by sender and origin-id
    Reflected, ///< our own queued message came back; the id may have changed
};

struct StoredMessage
{
    InsertOutcome outcome = InsertOutcome::Inserted;
    model::MessageId id; ///< where it is now
    model::MessageId previousId; ///< Reflected: where it was before; equal to `id` if it did not move
    bool operator==(const StoredMessage &) const = default;
};

/// What became of a batch.
struct StoredBatch
{
    QList<StoredMessage> messages; ///< one for each, in order
    QList<StoredAction> actions; ///< one for each, in order
    int forged = 0; ///< actions that had waited for these messages and were somebody else's to do
    QList<MarkedMessage> marked{}; ///< what the marks changed
    QList<model::Jid> reordered{}; ///< conversations in which messages moved
    bool isDetached = false; ///< a live page that was to follow what is known, and follows nothing
    QHash<model::MessageId, model::MessageId> moved{}; ///< from where to where: what a message is called by now
};

struct MessagePage
{
    QList<model::Message> messages; ///< oldest first
    bool reachesOldest = false; ///< nothing older is in the cache
    bool reachesNewest = false; ///< nothing newer is in the cache
    QList<ArchiveGap> gaps{}; ///< next to or between the messages, oldest first; only if an archive was named
    bool operator==(const MessagePage &) const = default;
};

/// The messages of one profile. All calls return at once; the future is finished on a store thread, so continue with
/// `.then(context, fn)`. Any thread. While the store is closed each call fails with Closed.
class MessageStore
{
public:
    explicit MessageStore(StoreThreads &threads);

    /// Stores a batch in one transaction; one result per message, in order. A message whose sender is new gets a
    /// conversation row if there is none (kind Room if unknown: announce conversations first).
    ///
    /// Duplicates are found by (conversation, archive, stanza-id) and by (conversation, sender, origin-id); without the
    /// sender a member could suppress another's message. A message of ours that is found by origin-id is its
    /// reflection: it gets its stanza-id and is OnRelay. Its place follows the relay's order: if others' messages lie
    /// between where it was and where the relay has it (more than a second away for stamps of one second), it moves
    /// there and gets a new id.
    ///
    /// An archive's order is the truth: whatever clocks and stamps said, the messages of a page stand in its order
    /// afterwards (StoredBatch::reordered).
    QFuture<Result<QList<StoredMessage>>> insert(IncomingBatch batch);
    /// The same, and what is done to messages (MessageAction).
    QFuture<Result<StoredBatch>> take(IncomingBatch batch);
    QFuture<Result<StoredBatch>> take(PrepareBatch prepare);

    /// Stores a message of ours as Queued together with what has to be sent for it, in one transaction. The time is the
    /// message's own; it needs an origin-id. `stanza` is the serialised, encrypted stanza.
    QFuture<Result<model::MessageId>> insertOwn(model::Message message, QByteArray stanza,
                                                std::optional<QuoteTarget> quote = std::nullopt);
    QFuture<Result<model::MessageId>> insertOwn(model::Message message, SealStanza seal,
                                                std::optional<QuoteTarget> quote = std::nullopt,
                                                QList<FileSource> files = {});

    /// Does something of ours to a message and queues the stanza that tells the others (`action.wireId` is its
    /// origin-id), in one transaction. Reactions that have not left give way to newer ones. NotFound.
    QFuture<Result<StoredAction>> actOwn(MessageAction action, model::MessageId id, QByteArray stanza);
    QFuture<Result<StoredAction>> actOwn(MessageAction action, model::MessageId id, SealStanza seal);
    /// Takes back what never left: nobody is told. InvalidInput if it has been handed to a stream.
    QFuture<Result<StoredAction>> withdraw(MessageAction action, model::MessageId id);
    /// All versions of a text, oldest first, the newest one too; empty if it was never corrected.
    QFuture<Result<QList<TextVersion>>> versions(model::MessageId id);
    /// The index and the file forget words of messages that were taken back, if any were since the last time: one step
    /// of it, a fraction of a second in a large cache. True: there are more.
    QFuture<Result<bool>> forgetRetracted();
    /// The first message at or after a time, else the newest; invalid in an empty conversation.
    QFuture<Result<model::MessageId>> firstAt(model::Jid conversation, Instant time);

    /// Moves the state of an own message forward (model::mayAdvance). The new state, or the old one where it may not;
    /// NotFound.
    QFuture<Result<model::DeliveryState>> advanceState(model::MessageId id, model::DeliveryState state);
    /// The same by the id that receipts and markers carry: the origin-id that `self` (our bare address) gave it. The
    /// message's id; NotFound.
    QFuture<Result<model::MessageId>> advanceStateByOriginId(model::Jid conversation, model::Jid self, QString originId,
                                                             model::DeliveryState state);
    /// The same by stanza-id, for markers in rooms (XEP-0333).
    QFuture<Result<model::MessageId>> advanceStateByStanzaId(model::Jid conversation, model::Jid archive,
                                                             QString stanzaId, model::DeliveryState state);

    /// The message that an archive calls by this id, if it is here.
    QFuture<Result<std::optional<model::MessageId>>> find(model::Jid conversation, model::Jid archive,
                                                          QString stanzaId);
    /// What everybody said of a message of ours.
    QFuture<Result<QList<PersonMarks>>> marks(model::MessageId id);
    /// What an archive has lost of what is known of it; see judgeArchive.
    QFuture<Result<ArchiveLoss>> judge(ArchiveView view);
    /// What the relay had acknowledged and has lost: Failed for now, to be requeued. The messages that are so now.
    QFuture<Status> markLost(QList<model::MessageId> ids);

    /// The message with the highest place of all; invalid where there is none.
    QFuture<Result<model::MessageId>> newest();
    QFuture<Result<std::optional<model::Message>>> message(model::MessageId id);
    /// Those that exist, oldest first; at most kMaxPageSize ids.
    QFuture<Result<QList<model::Message>>> messages(QList<model::MessageId> ids);
    /// The newest `limit` messages before an id; an invalid id asks for the end of the conversation. With an archive,
    /// the gaps in what is known of it are told.
    QFuture<Result<MessagePage>> pageBefore(model::Jid conversation, model::MessageId before, int limit,
                                            model::Jid archive = {});
    /// The oldest `limit` messages after an id; an invalid id asks for the beginning.
    QFuture<Result<MessagePage>> pageAfter(model::Jid conversation, model::MessageId after, int limit,
                                           model::Jid archive = {});
    /// Up to `older` messages before the id, the one with the id if it exists, and up to `newer` after it.
    QFuture<Result<MessagePage>> pageAround(model::Jid conversation, model::MessageId id, int older, int newer,
                                            model::Jid archive = {});

    /// The known stretches of an archive, oldest first.
    QFuture<Result<QList<ArchiveRange>>> archiveRanges(model::Jid archive);
    /// Forgets them, after the relay said that an id is unknown (item-not-found).
    QFuture<Status> forgetArchiveRanges(model::Jid archive);

    /// Removes messages older than `before` from one conversation or from all, except unread ones and what has not
    /// left; cleans the index and the write-ahead log afterwards. The number removed.
    QFuture<Result<int>> purge(std::optional<model::Jid> conversation, Instant before);

private:
    StoreThreads &m_threads;
};

} // namespace wardline::store
