// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/live/node_publisher.h"
#include "core/service/live/session_parts.h"

#include <QObject>
#include <QStringList>

#include <functional>

namespace wardline::service {

/// A bundle as its item says it, before anything of it is believed.
struct RoamingItem
{
    QString device; ///< the item's id: which workstation
    QByteArray bundle; ///< id of the bundle, which its keys hang on
    QByteArray sealed; ///< its index
    QStringList chunks; ///< in clear, for cleaning up what nobody can open any more
    QString stamp; ///< when it was published, as its workstation said; not to be believed
};

/// Where the last hours of a person lie on the relay: two nodes of the person's own account that nobody else may read
/// (XEP-0163, access model whitelist, nobody on it), one item for each workstation's index and one for each chunk. The
/// relay sees how many there are, their sizes (powers of two) and when they change. Main thread.
class RoamingNode final : public QObject
{
    Q_OBJECT
public:
    explicit RoamingNode(SessionParts &parts);

    void fetchIndexes(std::function<void(Result<QList<RoamingItem>>)> done);
    /// ItemNotFound (IqError) when it is gone.
    void fetchChunk(const QString &id, std::function<void(Result<QByteArray>)> done);
    void publishIndex(const RoamingItem &item, std::function<void(Status)> done);
    void publishChunk(const QString &id, const QByteArray &sealed, std::function<void(Status)> done);
    /// `done` when the relay has answered for each of them: they are gone, or an error says that some may not be.
    void removeChunks(const QStringList &ids, std::function<void(Status)> done = {});
    void removeIndex(const QString &device, std::function<void(Status)> done = {});
    [[nodiscard]] bool isReachable() const { return m_parts.link.stream() != nullptr; }

private:
    void ask(xmpp::IqStanza question, stream::IqRouter::Answer answer);
    void publish(const QString &node, const QString &id, const xml::Element &payload, std::function<void(Status)> done);
    void remove(const QString &node, const QStringList &ids, std::function<void(Status)> done);

    SessionParts &m_parts;
    NodePublisher m_publisher;
};

} // namespace wardline::service
