// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/live/session_parts.h"

#include <QHash>
#include <QObject>
#include <QSet>

#include <functional>
#include <optional>

namespace wardline::service {

/// Who belonged to a room when this person wrote in it before, so that whoever the relay adds is seen before they are
/// written to. A room that is seen for the first time has no newcomers: what the relay says of it then is all there is.
/// Kept in the encrypted cache, as digests of addresses. Main thread.
class RoomNewcomers final : public QObject
{
public:
    using Done = std::function<void(const QList<model::Jid> &)>;

    explicit RoomNewcomers(SessionParts &parts);

    /// Which of these people are new. Calls wait for what is kept, in order.
    void among(const model::Jid &room, const QList<model::Jid> &people, Done done);
    /// They belong there: somebody here said so, or added them.
    void accept(const model::Jid &room, const QList<model::Jid> &people);

private:
    using Digests = QSet<QByteArray>;
    void answer(const model::Jid &room, const QList<model::Jid> &people, const Done &done);
    void keep(const model::Jid &room);

    SessionParts &m_parts;
    QHash<model::Jid, std::optional<Digests>> m_known; ///< nothing inside: not read yet
    QHash<model::Jid, QList<std::pair<QList<model::Jid>, Done>>> m_waiting;
};

} // namespace wardline::service
