// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/archive_losses.h"

#include "core/store/addresses.h"
#include "core/store/archive_ranges.h"
#include "core/store/message_parts.h"
#include "core/store/message_place.h"
#include "core/store/message_states.h"
#include "core/store/queries.h"
#include "core/store/stored_values.h"

#include <algorithm>

namespace wardline::store {

using model::DeliveryState;
using model::MessageId;

namespace {

/// How far the place of a message of ours may lie before that of others which the relay had earlier.
constexpr std::chrono::seconds kPrecision{2};
constexpr qint64 kMaxOwn = 100'000;
constexpr int kMaxPagesForWaiting = 8;

class Judge
{
public:
    Judge(ReadableDatabase &database, const ArchiveView &view)
        : m_database(database)
        , m_view(view)
        , m_ids(view.ids.cbegin(), view.ids.cend())
    {
    }

    Result<ArchiveLoss> judge()
    {
        ArchiveLoss loss;
        loss.known = m_view.known;
        loss.common = m_view.common;
        if (!loss.known) { // of a reading that was cut before it was compared, or as it is
            WARDLINE_TRY(loss.known, readJudging(m_database, m_view.archive));
        }
        if (!loss.known) {
            WARDLINE_TRY(const QList<ArchiveRange> ranges, readArchiveRanges(m_database, m_view.archive));
            if (ranges.isEmpty()) {
                loss.isJudged = true; // nothing was known of it, so nothing can be missed
                return loss;
            }
            loss.known = ArchiveJudging{ranges.constLast(), m_view.before};
        }
        const ArchiveRange &known = loss.known->known;
        WARDLINE_TRY(m_archive, addressId(m_database, m_view.archive));
        WARDLINE_CHECK(findConversations());
        WARDLINE_TRY(loss.common, newestCommon(*loss.known));
        const std::optional<ArchiveCommon> common = loss.common;
        if (!common && !m_view.isWhole) {
            return loss;
        }
        loss.isJudged = true;
        const Instant oldest = m_view.before - kLostWithin;
        m_since = common ? std::max(common->time - kPrecision, oldest) : oldest;
        if (common) {
            m_end = firstIdAt(common->time + std::chrono::milliseconds(1));
        }
        loss.isForgotten = !common;
        if (common && common->id != known.lastId) {
            loss.endsAt = common->id;
            loss.endTime = common->time;
        }
        WARDLINE_CHECK(findWhetherItKeeps());
        for (const qint64 conversation : std::as_const(m_conversations)) {
            WARDLINE_CHECK(collect(conversation));
        }
        loss.own = m_keeps ? m_lost + m_perhaps : m_lost;
        WARDLINE_TRY(const bool isWaitingSeen, reachesWhatWaits());
        if (!isWaitingSeen) {
            return ArchiveLoss{.isJudged = false, .known = loss.known, .common = common};
        }
        const bool reachesFar = m_view.isWhole || !m_view.oldest || *m_view.oldest < m_since - kSurelyOlder;
        const bool isPlain = loss.own.isEmpty() && common && common->id == known.lastId;
        if (!isPlain && !reachesFar) {
            return ArchiveLoss{.isJudged = false, .known = loss.known, .common = common}; // it may be on the page before
        }
        std::sort(loss.own.begin(), loss.own.end());
        return loss;
    }

private:
    Status findConversations()
    {
        if (m_view.isRoom) {
            WARDLINE_TRY(const auto room, conversationId(m_database, m_view.archive));
            if (room) {
                m_conversations.append(*room);
            }
            return {};
        }
        WARDLINE_TRY(Statement statement, m_database.prepare(queries::kDirectConversations));
        statement.bind(1, toStored(model::ConversationKind::Direct));
        while (true) {
            WARDLINE_TRY(const bool hasRow, statement.step());
            if (!hasRow) {
                return {};
            }
            m_conversations.append(statement.integer(0));
        }
    }

    /// Whether anything was seen in that archive at all: where nothing ever was, nothing is missing.
    Status findWhetherItKeeps()
    {
        for (const qint64 conversation : std::as_const(m_conversations)) {
            WARDLINE_TRY(Statement any, m_database.prepare(queries::kIsArchived));
            WARDLINE_TRY(m_keeps, any.bind(1, conversation).bind(2, m_archive.value_or(0)).step());
            if (m_keeps) {
                return {};
            }
        }
        return {};
    }

    /// What of ours was handed over and nobody acknowledged may be within what is known of the account's archive: that
    /// goes on with what others write, and our own does not come back to us. Only so far: it waits meanwhile.
    Result<bool> reachesWhatWaits()
    {
        if (m_view.isRoom || m_view.isWhole || !m_view.oldest || m_view.pages >= kMaxPagesForWaiting) {
            return true;
        }
        WARDLINE_TRY(Statement find, m_database.prepare(queries::kHandedOver));
        find.bind(1, toStored(model::ConversationKind::Direct));
        while (true) {
            WARDLINE_TRY(const bool hasRow, find.step());
            if (!hasRow) {
                return true;
            }
            const Instant written = instantOf(MessageId{find.integer(0)});
            if (!m_view.originIds.contains(find.text(1)) && *m_view.oldest > written - kPrecision
                && written > m_view.before - kLostWithin) {
                return false;
            }
        }
    }

    /// The newest result that we knew before. Pages are read backward, but what an older one has may be newer here.
    Result<std::optional<ArchiveCommon>> newestCommon(const ArchiveJudging &judging)
    {
        const ArchiveRange &known = judging.known;
        const Instant before = std::min(judging.began, m_view.before);
        if (m_ids.contains(known.lastId)) {
            return std::optional(ArchiveCommon{known.lastId, known.lastTime});
        }
        WARDLINE_TRY(const QSet<QString> since, readUnjudged(m_database, m_view.archive));
        std::optional<ArchiveCommon> newest = m_view.common;
        for (qsizetype i = m_view.compared; i < m_view.ids.size(); ++i) {
            const QString &id = m_view.ids.at(i);
            if (since.contains(id)) {
                continue; // a page brought it that was not compared either
            }
            for (const qint64 conversation : std::as_const(m_conversations)) {
                WARDLINE_TRY(Statement find, m_database.prepare(queries::kByStanzaId));
                find.bind(1, conversation).bind(2, m_archive.value_or(0)).bind(3, id);
                WARDLINE_TRY(const bool hasRow, find.step());
                // What came after the end of what is known, live and without its archive, says nothing about before.
                const Instant time = hasRow ? instantOf(MessageId{find.integer(0)}) : before;
                const bool isBefore = time < before && time <= known.lastTime + kPrecision;
                if (isBefore && (!newest || newest->time < time)) {
                    newest = ArchiveCommon{id, time};
                }
            }
        }
        return newest;
    }

    Status collect(qint64 conversation)
    {
        WARDLINE_TRY(Statement own, m_database.prepare(queries::kOwnSince));
        own.bind(1, conversation).bind(2, firstIdAt(m_since).value).bind(3, firstIdAt(m_view.before).value);
        own.bind(4, kMaxOwn);
        while (true) {
            WARDLINE_TRY(const bool hasRow, own.step());
            if (!hasRow) {
                return {};
            }
            // What the archive is known to have had before that result it has still.
            const bool isOlder = !own.isNull(2) && own.integer(0) < m_end.value;
            const bool isThere = isOlder || m_ids.contains(own.text(2)) || m_view.originIds.contains(own.text(1));
            // Offered again before, and not in the archive since: this one does not keep such messages.
            const bool isNeverKept = (own.integer(3) & kWasOfferedAgain) != 0 && own.isNull(2);
            m_keeps = m_keeps || isThere;
            if (!isThere && !isNeverKept && (own.integer(3) & kIsTombstone) == 0) {
                (own.isNull(2) ? m_perhaps : m_lost).append(MessageId{own.integer(0)});
            }
        }
    }

    ReadableDatabase &m_database;
    const ArchiveView &m_view;
    QSet<QString> m_ids;
    QList<qint64> m_conversations;
    std::optional<qint64> m_archive;
    Instant m_since{};
    MessageId m_end{}; ///< behind the newest result that both know
    QList<MessageId> m_lost; ///< it had an id there
    QList<MessageId> m_perhaps; ///< nobody has seen it there
    bool m_keeps = false; ///< something of ours was seen there
};

struct OutboxRow
{
    qint64 position = 0;
    qint64 message = 0;
    qint64 kind = 0;
    QString originId;
    QByteArray stanza;
    qint64 attempts = 0;
    std::optional<QByteArray> audience;
};

Result<QList<OutboxRow>> waitingIn(ReadableDatabase &database, qint64 conversation)
{
    QList<OutboxRow> waiting;
    WARDLINE_TRY(Statement statement, database.prepare(queries::kOutboxOfConversationRows));
    statement.bind(1, conversation);
    while (true) {
        WARDLINE_TRY(const bool hasRow, statement.step());
        if (!hasRow) {
            return waiting;
        }
        waiting.append({statement.integer(0), statement.integer(1), statement.integer(2), statement.text(3),
                        statement.bytes(4), statement.integer(5),
                        statement.isNull(6) ? std::nullopt : std::optional(statement.bytes(6))});
    }
}

Status append(WritableDatabase &database, const OutboxRow &row)
{
    WARDLINE_TRY(Statement insert, database.prepare(queries::kOutboxAppend));
    insert.bind(1, row.message).bind(2, row.kind).bind(3, row.originId).bindBytes(4, row.stanza);
    return insert.bindBytesOrNull(5, row.audience).bind(6, row.attempts).run();
}

/// Queues one message again. False where its stanza could not be made.
Result<bool> offer(WritableDatabase &database, const Reoffer &reoffer, DeliveryState state, const QString &originId)
{
    const auto sealed = reoffer.seal(database);
    if (!sealed && sealed.error().as<StoreError>()) {
        return std::unexpected(sealed.error()); // of the cache: all is undone, and the next session finds the same
    }
    if (!sealed || sealed->stanza.isEmpty()) {
        WARDLINE_CHECK(loseAt(database, reoffer.message));
        return false;
    }
    if (state
        == DeliveryState::OnRelay) { // who has it already keeps it: such a message only goes to those who have not
        WARDLINE_CHECK(setState(database, reoffer.message, DeliveryState::Queued));
    }
    WARDLINE_TRY(Statement why, database.prepare(queries::kTroubleSet));
    WARDLINE_CHECK(why.bind(1, reoffer.message.value).bind(2, toStored(model::DeliveryTrouble::LostByRelay)).run());
    WARDLINE_TRY(Statement forget, database.prepare(queries::kStanzaIdForget));
    WARDLINE_CHECK(forget.bind(1, reoffer.message.value).bind(2, kWasOfferedAgain).run());
    WARDLINE_CHECK(append(database, {0, reoffer.message.value, 0, originId, sealed->stanza, 0, sealed->audience}));
    return true;
}

} // namespace

Result<ArchiveLoss> judgeArchive(ReadableDatabase &database, const ArchiveView &view)
{
    return Judge(database, view).judge();
}

Result<QList<MessageId>> reofferMessages(WritableDatabase &database, const QList<Reoffer> &messages)
{
    QList<MessageId> refused;
    QList<OutboxRow> behind;
    QSet<qint64> conversations;
    for (const Reoffer &reoffer : messages) {
        WARDLINE_TRY(Statement target, database.prepare(queries::kTarget));
        WARDLINE_TRY(const bool exists, target.bind(1, reoffer.message.value).step());
        if (!exists || target.integer(3) == 0) {
            continue;
        }
        const qint64 conversation = target.integer(0);
        const DeliveryState state = deliveryStateFromStored(target.integer(4));
        const QString originId = target.text(7);
        target.reset();
        if (!conversations.contains(conversation)) {
            conversations.insert(conversation);
            WARDLINE_TRY(const QList<OutboxRow> rows, waitingIn(database, conversation));
            behind += rows;
        }
        const bool isWaiting = std::any_of(behind.cbegin(), behind.cend(), [&reoffer](const OutboxRow &row) {
            return row.message == reoffer.message.value && row.kind == 0;
        });
        if (isWaiting || state == DeliveryState::Failed || originId.isEmpty()) {
            continue;
        }
        WARDLINE_TRY(const bool isOffered, offer(database, reoffer, state, originId));
        if (!isOffered) {
            refused.append(reoffer.message);
        }
    }
    for (const OutboxRow &row : std::as_const(behind)) {
        WARDLINE_TRY(Statement remove, database.prepare(queries::kOutboxDelete));
        WARDLINE_CHECK(remove.bind(1, row.position).run());
        WARDLINE_CHECK(append(database, row));
    }
    return refused;
}

} // namespace wardline::store
