// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/live/people_directory.h"
#include "core/service/live/relay_link.h"
#include "core/service/live/room_membership.h"
#include "core/service/live/room_questions.h"
#include "core/service/live/room_state.h"
#include "core/store/outbox_store.h"
#include "core/xmpp/message_stanza.h"

#include <QHash>
#include <QObject>
#include <QSet>

#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace wardline::service {

/// What an open session leaves to whoever sends for it while the screen is locked.
struct LeftToSend
{
    std::map<stream::StanzaHandle, store::OutboxEntry> underWay; ///< given to the present stream, not acknowledged
    QHash<model::Jid, QString> joined; ///< the rooms that we are in, with the nick there
    QSet<model::Jid> barred; ///< rooms that are gone, or put us out
    QHash<model::Jid, QString> others; ///< the rooms that we belong to and are not in, with the nick to be used
};

/// Goes on sending while the screen is locked: messages are encrypted when they are queued, so neither a key nor the
/// cache is needed. It holds ciphertext, addresses of rooms and the digests of store::SealedStanza, and nothing else.
///
/// It sends in order within each conversation, and only what no stream was ever given: whether something else has
/// arrived can only be told with the archive, after unlocking. What was encrypted for other people than belong to the
/// room by now stays. Nothing that comes in is acknowledged: it is asked of the archive after unlocking. Main thread.
class LockedOutbox final : public QObject
{
    Q_OBJECT
public:
    /// What is taken from the outbox at most.
    static constexpr int kMaxEntries = 500;
    static constexpr qint64 kMaxBytes = qint64(8) * 1024 * 1024;

    LockedOutbox(Environment &environment, RelayLink &link, model::Jid own, LeftToSend left);
    ~LockedOutbox() override;

    /// OutboxStore::handOver gave this out.
    void begin(const QList<store::OutboxEntry> &waiting);

    [[nodiscard]] bool hasBegun() const { return m_hasBegun; }
    /// How many have not left.
    [[nodiscard]] int waitingCount() const;
    /// Whether any of them can still leave before somebody unlocks.
    [[nodiscard]] bool isSending() const;
    /// What the store is to know.
    [[nodiscard]] store::HandedBack outcome() const;

Q_SIGNALS:
    /// Nothing more can leave before somebody unlocks, and what was sent would have come back by now if it was
    /// refused. At most once.
    void done();

private:
    enum class Fate { Waiting, UnderWay, Uncertain, Acknowledged, Refused, HeldBack };
    struct Item
    {
        store::OutboxEntry entry;
        Fate fate = Fate::Waiting;
        stream::StanzaHandle handle{};
    };

    void onEstablished(const stream::SessionInfo &info);
    void onStanza(const xml::Element &stanza);
    void onRefusal(const xmpp::MessageStanza &message);
    void onPresence(const xmpp::PresenceStanza &presence);
    void onAcknowledged(stream::StanzaHandle handle);
    void setUncertain();
    void pump();
    void send(Item &item);
    [[nodiscard]] bool mayLeave(Item &item);
    [[nodiscard]] bool isIn(const model::Jid &room);
    void enter(const model::Jid &room);
    void settle(Item &item, Fate fate);
    void checkDone();
    void end();

    RelayLink &m_link;
    model::Jid m_own;
    PeopleDirectory m_people; ///< nobody
    RoomQuestions m_questions;
    RoomMembership m_membership;
    std::map<stream::StanzaHandle, store::OutboxEntry> m_before; ///< under way before the lock
    std::map<model::Jid, RoomState> m_rooms;
    QHash<model::Jid, QString> m_nicks;
    QSet<model::Jid> m_barred;
    QSet<model::Jid> m_joined;
    QSet<model::Jid> m_entering;
    QSet<model::Jid> m_closed; ///< rooms that do not let us in
    QHash<model::Jid, QByteArray> m_audiences;
    std::vector<Item> m_items; ///< in order
    std::unique_ptr<Timer> m_again; ///< a room did not say who belongs to it
    std::unique_ptr<Timer> m_patience;
    bool m_hasBegun = false;
    bool m_hasSent = false;
    bool m_isDone = false;
};

} // namespace wardline::service
