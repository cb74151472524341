// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/history/roaming_bundle.h"
#include "core/service/live/history_merger.h"
#include "core/service/live/roaming_node.h"

#include <QObject>
#include <QSet>

#include <functional>
#include <memory>
#include <vector>

namespace wardline::service {

/// Fetches what the person's other workstations keep on the relay and merges it: each bundle as a whole or not at all,
/// newest first. Refused: what does not authenticate, is of somebody else, lacks a chunk, or is older than a version
/// that this workstation or one of the others has seen. Main thread.
class RoamingFetch final : public QObject
{
    Q_OBJECT
public:
    struct Outcome
    {
        int added = 0;
        int revealed = 0;
        bool isOtherKey = false; ///< one of them was kept under another password or secret
        bool isRefused = false; ///< one of them was not what it has to be
        std::optional<RoamingItem> own; ///< what lies there for this workstation
        QHash<QString, quint64> seen; ///< versions of the others'
    };

    RoamingFetch(SessionParts &parts, HistoryMerger &merger, RoamingNode &node, QString device);

    /// Once at a time. `root` is copied. An error is one of the relay.
    void run(const SecretBytes &root, std::function<void(Result<Outcome>)> done);

private:
    struct Bundle
    {
        RoamingItem item;
        history::RoamingIndex index;
        std::vector<model::KeptHistory> parts;
        qsizetype next = 0; ///< chunk
    };
    struct Run
    {
        std::function<void(Result<Outcome>)> done;
        SecretBytes root;
        Outcome outcome;
        std::vector<Bundle> bundles;
        std::size_t next = 0;
        int attempts = 0;
    };
    using RunPointer = std::shared_ptr<Run>;

    void askIndexes(const RunPointer &run);
    void takeItems(const RunPointer &run, const QList<RoamingItem> &items);
    void takeItem(const RunPointer &run, const RoamingItem &item);
    void refuseRolledBack(const RunPointer &run);
    void fetchNext(const RunPointer &run);
    void onMissing(const RunPointer &run);
    void mergeParts(const RunPointer &run, std::size_t part);
    void refuse(const RunPointer &run, const Error &why);
    void finish(const RunPointer &run);
    [[nodiscard]] bool isExpired(Instant made) const;
    void loadMemory(std::function<void()> done);
    void saveMemory();

    SessionParts &m_parts;
    HistoryMerger &m_merger;
    RoamingNode &m_node;
    QString m_device;
    bool m_isLoaded = false;
    QHash<QString, quint64> m_versions; ///< of others, the highest that was seen
    QHash<QString, QSet<QString>> m_merged; ///< chunks of each that are here already
};

} // namespace wardline::service
