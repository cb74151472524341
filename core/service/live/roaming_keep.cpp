// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/roaming_keep.h"

#include "core/crypto/hmac.h"
#include "core/history/history_codec.h"
#include "core/service/live/futures.h"
#include "core/store/history_rows.h"
#include "core/store/message_place.h"

#include <QCborArray>
#include <QCborMap>
#include <QCborValue>
#include <QDateTime>
#include <QSet>

#include <algorithm>

namespace wardline::service {

using namespace Qt::StringLiterals;

namespace {

const QString kOwnKey = u"history.roaming.own"_s;
constexpr int kRowsAtOnce = 400;
constexpr qsizetype kMaxChunks = 120; ///< of all items that a relay keeps for a person, this workstation's share
constexpr std::chrono::hours kOldAfter{1}; ///< what grew too old goes, also where nobody writes
enum : int { OwnBundle = 1, OwnIndex, OwnConfirmed, OwnLoose };

/// Opaque, and unlike all others.
QString newChunkId(Random &random)
{
    QByteArray bytes(12, '\0');
    random.fill(std::as_writable_bytes(std::span(bytes.data(), static_cast<std::size_t>(bytes.size()))));
    return QString::fromLatin1(bytes.toBase64(QByteArray::Base64UrlEncoding));
}

void scrub(QByteArray &bytes)
{
    wipe(std::as_writable_bytes(std::span(bytes.data(), static_cast<std::size_t>(bytes.size()))));
}

QStringList idsOf(const history::RoamingIndex &index)
{
    QStringList ids;
    for (const history::RoamingChunk &chunk : index.chunks) {
        ids.append(chunk.id);
    }
    return ids;
}

} // namespace

/// The last hours, on their way from the cache into chunks.
struct RoamingKeep::Reading
{
    history::RoamingPacker packer;
    QList<model::KeptConversation> conversations;
    QSet<model::Jid> used;
    model::MessageId after;
    Instant from{};
};

RoamingKeep::RoamingKeep(SessionParts &parts, RoamingNode &node, QString device)
    : m_parts(parts)
    , m_node(node)
    , m_device(std::move(device))
    , m_prepareTimer(parts.environment.timers.createTimer([this] { prepare(); }))
    , m_sendTimer(parts.environment.timers.createTimer([this] { send(); }))
    , m_oldTimer(parts.environment.timers.createTimer([this] {
        noteChange();
        m_oldTimer->start(kOldAfter);
    }))
{
}

RoamingKeep::~RoamingKeep() = default;

// --- what lies there -----------------------------------------------------------------------------------------------

void RoamingKeep::begin(const SecretBytes &root, const std::optional<RoamingItem> &own,
                        const QHash<QString, quint64> &seen)
{
    const bool isFirst = m_root.isEmpty();
    m_root = root.clone();
    m_seen = seen;
    if (!isFirst) {
        if (m_prepared) {
            sendSoon(); // the line was broken when it was due
        }
        return;
    }
    m_oldTimer->start(kOldAfter);
    loadOwn([this, own] {
        compare(own);
        m_isReady = true;
        clean();
        if (m_flushed) {
            prepare();
        } else {
            noteChange();
        }
    });
}

void RoamingKeep::loadOwn(std::function<void()> done)
{
    afterwards(m_parts.store().settings().value(kOwnKey), this,
               [this, done = std::move(done)](const Result<std::optional<QByteArray>> &stored) {
                   const QCborMap map =
                       QCborValue::fromCbor(stored ? stored->value_or(QByteArray()) : QByteArray()).toMap();
                   if (const auto index = history::unpackRoamingIndex(map.value(OwnIndex).toByteArray())) {
                       m_own = *index;
                       m_bundle = map.value(OwnBundle).toByteArray();
                       m_confirmed = quint64(map.value(OwnConfirmed).toInteger());
                   }
                   m_loose.clear();
                   for (const QCborValue &id : map.value(OwnLoose).toArray()) {
                       m_loose.append(id.toString());
                   }
                   done();
               });
}

void RoamingKeep::saveOwn(bool isConfirmed)
{
    m_confirmed = isConfirmed ? m_own.version : m_confirmed;
    QCborMap map;
    map.insert(OwnBundle, m_bundle);
    map.insert(OwnIndex, history::packRoamingIndex(m_own, true));
    map.insert(OwnConfirmed, qint64(m_confirmed));
    map.insert(OwnLoose, QCborArray::fromStringList(m_loose));
    (void)m_parts.store().settings().setValue(kOwnKey, map.toCborValue().toCbor());
}

/// The relay may have lost the last state, or bring back an old one: then all of it is kept anew, under a later
/// version.
void RoamingKeep::compare(const std::optional<RoamingItem> &own)
{
    const auto seal = own ? history::RoamingSeal::create(m_root, m_parts.own, m_device, own->bundle)
                          : Result<history::RoamingSeal>(failure(ServiceError::Internal));
    const auto index =
        seal ? seal->openIndex(own->sealed) : Result<history::RoamingIndex>(std::unexpected(seal.error()));
    if (index && own->bundle == m_bundle && index->version == m_own.version) {
        return;
    }
    const quint64 there = index ? index->version : 0;
    const bool isSameKey = index.has_value() || !own;
    if (isSameKey && there < m_confirmed) {
        Q_EMIT foundRolledBack();
    }
    m_loose += idsOf(m_own) + (own ? own->chunks : QStringList());
    m_own.version = std::max(m_own.version, there);
    m_own.chunks.clear();
    m_bundle.clear();
}

/// What was replaced, and what was sent and never came to belong to an index. Remembered until the relay has said that
/// it is gone.
void RoamingKeep::clean()
{
    QStringList ids = m_loose;
    for (const QString &used : idsOf(m_own)) {
        ids.removeAll(used);
    }
    ids.removeDuplicates();
    if (ids.isEmpty() || m_isCleaning || m_isSending || !m_node.isReachable()) {
        return;
    }
    m_isCleaning = true;
    m_node.removeChunks(ids, [this, ids](const Status &status) {
        m_isCleaning = false;
        if (status) {
            m_loose.removeIf([&ids](const QString &id) { return ids.contains(id); });
            saveOwn(false);
        }
        endFlush();
    });
}

void RoamingKeep::isSomethingKept(std::function<void(bool)> done)
{
    loadOwn([this, done = std::move(done)] { done(m_own.version != 0 || !m_loose.isEmpty()); });
}

void RoamingKeep::withdraw(std::function<void(Status)> done)
{
    const auto remove = [this, done](const RoamingItem &item) {
        QStringList ids = item.chunks;
        ids.removeDuplicates();
        // The index first: nobody begins to read what is going.
        m_node.removeIndex(item.device, [this, ids, done](const Status &status) {
            if (!status) {
                done(status);
                return;
            }
            m_node.removeChunks(ids, [this, done](const Status &gone) {
                if (gone) {
                    m_own = {};
                    m_loose.clear();
                    (void)m_parts.store().settings().remove(kOwnKey);
                }
                done(gone);
            });
        });
    };
    loadOwn([this, remove, done] {
        m_node.fetchIndexes([this, remove, done](const Result<QList<RoamingItem>> &items) {
            if (!items) {
                done(std::unexpected(items.error()));
                return;
            }
            bool isThere = m_own.version != 0;
            RoamingItem own;
            own.device = m_device;
            own.chunks = idsOf(m_own) + m_loose;
            for (const RoamingItem &item : *items) {
                if (item.device == m_device) {
                    own.chunks += item.chunks;
                }
            }
            isThere = isThere || !own.chunks.isEmpty();
            if (isThere) {
                remove(own);
            } else {
                done({});
            }
        });
    });
}

// --- from the cache into chunks ------------------------------------------------------------------------------------

/// All that is within the range, and nothing older: the oldest chunk changes only when something of it is too old.
Instant RoamingKeep::horizon() const
{
    return m_parts.environment.clock.now() - m_parts.environment.rules.history.roamingRange;
}

void RoamingKeep::noteChange()
{
    m_isDirty = true;
    if (m_isReady && !m_prepareTimer->isActive() && !m_isPreparing) {
        m_prepareTimer->start(kPrepareAfter);
    }
}

void RoamingKeep::prepare()
{
    if (!m_isReady || m_isPreparing || m_isSending) {
        return;
    }
    m_isPreparing = true;
    m_isDirty = false;
    m_prepareTimer->stop();
    auto reading = std::make_shared<Reading>();
    reading->from = horizon();
    reading->after = {store::firstIdAt(reading->from).value - 1};
    readOn(reading);
}

void RoamingKeep::readOn(const std::shared_ptr<Reading> &reading)
{
    const auto page = m_parts.store().threads().read([reading](store::ReadableDatabase &database) -> Result<bool> {
        constexpr Instant kEnd{std::chrono::milliseconds(4102444800000)};
        WARDLINE_TRY(const store::HistoryPage rows, store::readHistory(database, reading->after, kEnd, kRowsAtOnce));
        for (const model::KeptMessage &message : rows.messages) {
            reading->packer.add(message);
            reading->used.insert(message.message.conversation);
        }
        reading->after = rows.last;
        if (!rows.last.isValid()) {
            WARDLINE_TRY(reading->conversations, store::readHistoryConversations(database));
        }
        return !rows.last.isValid();
    });
    afterwards(page, this, [this, reading](const Result<bool> &isDone) {
        if (!isDone) {
            m_isPreparing = false;
            m_prepared ? sendSoon() : endFlush();
        } else if (*isDone) {
            seal(reading);
        } else {
            readOn(reading);
        }
    });
}

void RoamingKeep::seal(const std::shared_ptr<Reading> &reading)
{
    struct Task
    {
        SecretBytes root;
        QByteArray bundle;
        history::RoamingIndex old;
        history::RoamingIndex next;
        qint64 limit = 0;
    };
    auto task = std::make_shared<Task>();
    task->root = m_root.clone();
    task->bundle = m_bundle.isEmpty() ? history::ChunkSeal::newId(m_parts.environment.random) : m_bundle;
    task->old = m_own;
    task->next = {m_parts.own, m_device, m_own.version + 1, m_parts.environment.clock.now(), reading->from, {}, m_seen};
    task->limit = m_parts.environment.rules.history.roamingBytes;
    const auto sealing = m_background.run([reading, task, &random = m_parts.environment.random]() -> Result<Prepared> {
        QList<QByteArray> parts = reading->packer.finish();
        model::KeptHistory places;
        for (const model::KeptConversation &kept : std::as_const(reading->conversations)) {
            if (reading->used.contains(kept.jid)) {
                places.conversations.append(kept);
            }
        }
        // The newest first, as far as policy lets them; the conversations lead in any case.
        qint64 size = 0;
        qsizetype first = parts.size();
        while (first > 0 && size + parts.at(first - 1).size() <= task->limit && parts.size() - first + 1 < kMaxChunks) {
            size += parts.at(--first).size();
        }
        parts = parts.mid(first);
        parts.prepend(history::packHistory(places));
        QHash<QByteArray, history::RoamingChunk> known;
        for (const history::RoamingChunk &chunk : std::as_const(task->old.chunks)) {
            known.insert(chunk.content, chunk);
        }
        WARDLINE_TRY(const auto seal,
                     history::RoamingSeal::create(task->root, task->next.account, task->next.device, task->bundle));
        Prepared prepared;
        prepared.index = task->next;
        for (QByteArray &part : parts) {
            const QByteArray content = crypto::sha256(part);
            if (const auto found = known.constFind(content); found != known.constEnd()) {
                prepared.index.chunks.append(*found);
                known.remove(content);
            } else {
                const QString id = newChunkId(random);
                WARDLINE_TRY(const QByteArray sealed, seal.sealChunk(random, id, part));
                prepared.index.chunks.append({id, crypto::sha256(sealed), content});
                prepared.chunks.append({id, sealed});
            }
            scrub(part);
        }
        for (const history::RoamingChunk &chunk : std::as_const(known)) {
            prepared.obsolete.append(chunk.id);
        }
        WARDLINE_TRY(prepared.item.sealed, seal.sealIndex(random, prepared.index));
        prepared.item.device = task->next.device;
        prepared.item.bundle = task->bundle;
        prepared.item.stamp =
            QDateTime::fromMSecsSinceEpoch(task->next.made.time_since_epoch().count(), Qt::UTC).toString(Qt::ISODate);
        for (const history::RoamingChunk &chunk : std::as_const(prepared.index.chunks)) {
            prepared.item.chunks.append(chunk.id);
        }
        return prepared;
    });
    afterwards(sealing, this, [this](const Result<Prepared> &prepared) { onSealed(prepared); });
}

void RoamingKeep::onSealed(const Result<Prepared> &prepared)
{
    m_isPreparing = false;
    const bool isNews =
        prepared && (!prepared->chunks.isEmpty() || !prepared->obsolete.isEmpty() || m_bundle.isEmpty());
    if (isNews) {
        m_prepared = *prepared;
    }
    if (m_isDirty) {
        noteChange();
    }
    if (!isNews && !m_prepared) {
        endFlush();
        return;
    }
    sendSoon();
}

// --- onto the relay ------------------------------------------------------------------------------------------------

void RoamingKeep::sendSoon()
{
    if (m_flushed) {
        send();
        return;
    }
    const MonotonicInstant now = m_parts.environment.clock.monotonic();
    const auto wait =
        m_sentAt ? std::max<std::chrono::milliseconds>(*m_sentAt + kSendEvery - now, {}) : std::chrono::milliseconds(0);
    if (!m_sendTimer->isActive()) {
        m_sendTimer->start(wait);
    }
}

void RoamingKeep::send()
{
    if (m_isPreparing) {
        return; // what is being sealed takes its place, and is sent
    }
    if (!m_prepared || m_isSending || !m_node.isReachable()) {
        endFlush();
        return;
    }
    m_sendTimer->stop();
    m_isSending = true;
    m_sentAt = m_parts.environment.clock.monotonic();
    noteLoose(*m_prepared);
    sendChunk(0);
}

/// Before it is sent: whatever happens from here on, it can be taken away.
void RoamingKeep::noteLoose(const Prepared &prepared)
{
    m_loose += prepared.obsolete;
    for (const auto &[id, sealed] : prepared.chunks) {
        m_loose.append(id);
    }
    m_loose.removeDuplicates();
    saveOwn(false);
}

void RoamingKeep::sendChunk(qsizetype number)
{
    if (number < m_prepared->chunks.size()) {
        const auto &[id, sealed] = m_prepared->chunks.at(number);
        m_node.publishChunk(id, sealed,
                            [this, number](const Status &status) { status ? sendChunk(number + 1) : endSend(status); });
        return;
    }
    m_node.publishIndex(m_prepared->item, [this](const Status &status) { endSend(status); });
}

void RoamingKeep::endSend(const Status &status)
{
    m_isSending = false;
    if (status) {
        const Prepared sent = *std::exchange(m_prepared, std::nullopt);
        m_own = sent.index;
        m_bundle = sent.item.bundle;
        m_keptAt = m_own.made;
        saveOwn(true);
        clean();
        Q_EMIT changed();
    } else {
        m_sendTimer->start(kSendEvery); // refused, or the line broke: once more, later
    }
    if (m_isDirty) {
        noteChange();
    }
    endFlush();
}

void RoamingKeep::sendAtOnce()
{
    if (!m_prepared || m_isSending || !m_node.isReachable()) {
        return;
    }
    const Prepared last = *std::exchange(m_prepared, std::nullopt);
    noteLoose(last);
    for (const auto &[id, sealed] : last.chunks) {
        m_node.publishChunk(id, sealed, [](const Status &) {});
    }
    m_node.publishIndex(last.item, [](const Status &) {});
    m_node.removeChunks(last.obsolete);
    m_own = last.index;
    m_bundle = last.item.bundle;
    saveOwn(false);
}

void RoamingKeep::flush(std::function<void()> done)
{
    if (m_root.isEmpty() || m_flushed || !m_node.isReachable()) {
        done();
        return;
    }
    m_flushed = std::move(done);
    if (m_isSending || !m_isReady) {
        return;
    }
    if (m_isDirty && !m_isPreparing) {
        prepare();
    } else if (!m_isPreparing) {
        send();
    }
}

void RoamingKeep::endFlush()
{
    if (m_isPreparing || m_isSending || m_isCleaning) {
        return;
    }
    if (const auto done = std::exchange(m_flushed, nullptr)) {
        done();
    }
}

} // namespace wardline::service
