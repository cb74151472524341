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
    Q_OBJECT
public:
    using Done = std::function<void(const Result<QList<model::Jid>> &)>;

    explicit RoomNewcomers(SessionParts &parts, QObject *parent = nullptr);

    /// Which of these people are new. Calls wait for what is kept, in order. An error of the store, which is no first
    /// sight: it is read anew the next time.
    void among(const model::Jid &room, const QList<model::Jid> &people, Done done);
    /// They belong there: somebody here said so, or added them.
    void accept(const model::Jid &room, const QList<model::Jid> &people);
    /// All who belong there now, by a complete answer of the room: whoever is not among them and comes back is new.
    void retain(const model::Jid &room, const QList<model::Jid> &people);

    /// Whom it was asked about, also before this start: so that whoever starts the program for each message can answer.
    void asked(const model::Jid &room, const std::function<void(const QSet<model::Jid> &)> &done);
    void setAsked(const model::Jid &room, const QSet<model::Jid> &people);

Q_SIGNALS:
    /// Somebody said who belongs there, and it could not be kept: it is asked again.
    void storeFailed(const wardline::Error &error);

private:
    using Digests = QSet<QByteArray>; ///< our own among them: nobody but us may be left
    void answer(const model::Jid &room, const QList<model::Jid> &people, const Done &done);
    [[nodiscard]] Digests *known(const model::Jid &room);
    void keep(const model::Jid &room);

    SessionParts &m_parts;
    QHash<model::Jid, std::optional<Digests>> m_known; ///< nothing inside: not read yet
    QHash<model::Jid, QList<std::pair<QList<model::Jid>, Done>>> m_waiting;
};

} // namespace wardline::service
