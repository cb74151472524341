// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/roaming_fetch.h"

#include "core/history/history_error.h"
#include "core/service/live/futures.h"
#include "core/service/live/history_faults.h"

#include <QCborArray>
#include <QCborMap>
#include <QCborValue>
#include <QDateTime>

#include <algorithm>

namespace wardline::service {

using namespace Qt::StringLiterals;
using history::HistoryError;

namespace {

const QString kMemoryKey = u"history.roaming.seen"_s;
constexpr int kMaxAttempts = 3; ///< a bundle may change while it is read

} // namespace

RoamingFetch::RoamingFetch(SessionParts &parts, HistoryMerger &merger, RoamingNode &node, QString device)
    : m_parts(parts)
    , m_merger(merger)
    , m_node(node)
    , m_device(std::move(device))
{
}

void RoamingFetch::run(const SecretBytes &root, std::function<void(Result<Outcome>)> done)
{
    auto run = std::make_shared<Run>();
    run->done = std::move(done);
    run->root = root.clone();
    loadMemory([this, run] { askIndexes(run); });
}

void RoamingFetch::askIndexes(const RunPointer &run)
{
    ++run->attempts;
    m_node.fetchIndexes([this, run](const Result<QList<RoamingItem>> &items) {
        if (!items) {
            run->done(std::unexpected(items.error()));
            return;
        }
        takeItems(run, *items);
    });
}

void RoamingFetch::takeItems(const RunPointer &run, const QList<RoamingItem> &items)
{
    run->bundles.clear();
    run->next = 0;
    run->outcome.own.reset();
    for (const RoamingItem &item : items) {
        if (item.device == m_device) {
            run->outcome.own = item;
        } else {
            takeItem(run, item);
        }
    }
    refuseRolledBack(run);
    std::stable_sort(run->bundles.begin(), run->bundles.end(),
                     [](const Bundle &a, const Bundle &b) { return a.index.made > b.index.made; });
    fetchNext(run);
}

bool RoamingFetch::isExpired(Instant made) const
{
    return made + m_parts.environment.rules.history.roamingRange < m_parts.environment.clock.now();
}

void RoamingFetch::takeItem(const RunPointer &run, const RoamingItem &item)
{
    const auto seal = history::RoamingSeal::create(run->root, m_parts.own, item.device, item.bundle);
    const auto index =
        seal ? seal->openIndex(item.sealed) : Result<history::RoamingIndex>(failure(HistoryError::Damaged));
    if (!index) {
        if (!index.error().is(HistoryError::WrongKey)) {
            refuse(run, index.error());
            return;
        }
        // Nobody can tell another key from altered bytes. What is old enough is nobody's any more.
        const QDateTime stamp = QDateTime::fromString(item.stamp, Qt::ISODate);
        if (stamp.isValid() && isExpired(Instant(std::chrono::milliseconds(stamp.toMSecsSinceEpoch())))) {
            m_node.removeIndex(item.device);
            m_node.removeChunks(item.chunks);
            return;
        }
        run->outcome.isOtherKey = true;
        return;
    }
    if (index->version < m_versions.value(item.device)) {
        refuse(run, Error(HistoryError::RolledBack));
        return;
    }
    if (isExpired(index->made)) { // a workstation that has not been used for as long as anything is kept
        m_node.removeIndex(item.device);
        m_node.removeChunks(item.chunks);
        return;
    }
    Bundle bundle;
    bundle.item = item;
    bundle.index = *index;
    run->bundles.push_back(std::move(bundle));
}

/// Each index says which versions of the others its workstation knew: a relay that brings back an old state of one has
/// to bring back all that have seen a later one.
void RoamingFetch::refuseRolledBack(const RunPointer &run)
{
    const auto isOlder = [&run](const Bundle &bundle) {
        return std::any_of(run->bundles.cbegin(), run->bundles.cend(), [&bundle](const Bundle &other) {
            return other.index.seen.value(bundle.item.device) > bundle.index.version;
        });
    };
    std::vector<Bundle> kept;
    std::vector<bool> older;
    for (const Bundle &bundle : run->bundles) {
        older.push_back(isOlder(bundle));
    }
    for (std::size_t i = 0; i < older.size(); ++i) {
        if (older[i]) {
            refuse(run, Error(HistoryError::RolledBack));
        } else {
            kept.push_back(std::move(run->bundles[i]));
        }
    }
    run->bundles = std::move(kept);
}

void RoamingFetch::refuse(const RunPointer &run, const Error &why)
{
    run->outcome.isRefused = true;
    (void)m_parts.profile.record({audit::AuditEventType::HistoryRefused,
                                  m_parts.own.toString(),
                                  audit::AuditOutcome::SeriousFailure,
                                  refusalReason(why).value_or(audit::AuditReason::Damaged),
                                  {},
                                  {}});
}

void RoamingFetch::fetchNext(const RunPointer &run)
{
    if (run->next == run->bundles.size()) {
        finish(run);
        return;
    }
    Bundle &bundle = run->bundles[run->next];
    const QSet<QString> &here = m_merged[bundle.item.device];
    while (bundle.next < bundle.index.chunks.size() && here.contains(bundle.index.chunks.at(bundle.next).id)) {
        ++bundle.next;
    }
    if (bundle.next == bundle.index.chunks.size()) {
        mergeParts(run, 0);
        return;
    }
    const history::RoamingChunk chunk = bundle.index.chunks.at(bundle.next);
    m_node.fetchChunk(chunk.id, [this, run, chunk](const Result<QByteArray> &sealed) {
        Bundle &bundle = run->bundles[run->next];
        if (!sealed && sealed.error().is(stream::IqError::ItemNotFound)) {
            onMissing(run);
            return;
        }
        if (!sealed) {
            run->done(std::unexpected(sealed.error()));
            return;
        }
        const auto seal = history::RoamingSeal::create(run->root, m_parts.own, bundle.item.device, bundle.item.bundle);
        auto part = seal ? seal->openChunk(chunk, *sealed) : Result<model::KeptHistory>(std::unexpected(seal.error()));
        if (!part) {
            refuse(run, part.error());
            bundle.parts.clear();
            ++run->next;
            fetchNext(run);
            return;
        }
        bundle.parts.push_back(std::move(*part));
        ++bundle.next;
        fetchNext(run);
    });
}

/// Its workstation may have published another state in between. If it stays so, somebody took a part away.
void RoamingFetch::onMissing(const RunPointer &run)
{
    if (run->attempts < kMaxAttempts) {
        askIndexes(run);
        return;
    }
    refuse(run, Error(HistoryError::Damaged));
    run->bundles[run->next].parts.clear();
    ++run->next;
    fetchNext(run);
}

void RoamingFetch::mergeParts(const RunPointer &run, std::size_t part)
{
    Bundle &bundle = run->bundles[run->next];
    if (part == bundle.parts.size()) {
        m_versions.insert(bundle.item.device, bundle.index.version);
        QSet<QString> here;
        for (const history::RoamingChunk &chunk : bundle.index.chunks) {
            here.insert(chunk.id);
        }
        m_merged.insert(bundle.item.device, here);
        saveMemory();
        bundle.parts.clear();
        ++run->next;
        fetchNext(run);
        return;
    }
    model::KeptHistory next = std::move(bundle.parts[part]);
    if (part + 1 < bundle.parts.size() && next.messages.isEmpty()) {
        bundle.parts[part + 1].conversations = next.conversations; // the conversations lead; all parts need them
    } else if (part + 1 < bundle.parts.size()) {
        bundle.parts[part + 1].conversations = next.conversations;
    }
    // It was within the range when its workstation kept it; that may have been days ago.
    const Instant from = m_parts.environment.clock.now() - m_parts.environment.rules.history.roamingRange;
    next.messages.removeIf([from](const model::KeptMessage &kept) { return kept.message.time < from; });
    m_merger.merge(std::move(next), [this, run, part](const Result<store::MergedHistory> &merged) {
        if (!merged) {
            run->done(std::unexpected(merged.error()));
            return;
        }
        run->outcome.added += merged->added;
        run->outcome.revealed += merged->revealed;
        mergeParts(run, part + 1);
    });
}

void RoamingFetch::finish(const RunPointer &run)
{
    run->outcome.seen = m_versions;
    run->done(run->outcome);
}

// --- what was seen -------------------------------------------------------------------------------------------------

void RoamingFetch::loadMemory(std::function<void()> done)
{
    if (m_isLoaded) {
        done();
        return;
    }
    afterwards(m_parts.store().settings().value(kMemoryKey), this,
               [this, done = std::move(done)](const Result<std::optional<QByteArray>> &stored) {
                   m_isLoaded = true;
                   const QCborMap map =
                       QCborValue::fromCbor(stored ? stored->value_or(QByteArray()) : QByteArray()).toMap();
                   for (auto it = map.cbegin(); it != map.cend(); ++it) {
                       const QCborArray row = it.value().toArray();
                       m_versions.insert(it.key().toString(), quint64(row.at(0).toInteger()));
                       QSet<QString> &here = m_merged[it.key().toString()];
                       for (const QCborValue &id : row.at(1).toArray()) {
                           here.insert(id.toString());
                       }
                   }
                   done();
               });
}

void RoamingFetch::saveMemory()
{
    const auto packed = [this](bool withChunks) {
        QCborMap map;
        for (auto it = m_versions.cbegin(); it != m_versions.cend(); ++it) {
            QCborArray chunks;
            for (const QString &id : m_merged.value(it.key())) {
                chunks.append(id);
            }
            map.insert(it.key(), QCborArray{qint64(it.value()), withChunks ? chunks : QCborArray()});
        }
        return map.toCborValue().toCbor();
    };
    QByteArray memory = packed(true);
    if (memory.size() > store::kMaxSettingBytes) {
        memory = packed(false); // they are fetched again some day, and known then
    }
    (void)m_parts.store().settings().setValue(kMemoryKey, memory);
}

} // namespace wardline::service
