// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/conversation_encryption.h"
#include "core/service/live/device_directory.h"
#include "core/service/live/live_room_service.h"
#include "core/service/live/outgoing.h"
#include "core/service/live/stanza_opener.h"

#include <QHash>
#include <QObject>

#include <functional>

namespace wardline::service {

/// End-to-end encryption of an open session as its other services see it: whether a conversation is encrypted, how
/// something leaves, what stands in the way. Main thread; the cryptography itself runs on the writing thread of the
/// store.
class Encryption final : public QObject
{
    Q_OBJECT
public:
    Encryption(SessionParts &parts, LiveRoomService &rooms, QObject *parent = nullptr);
    ~Encryption() override;

    void connected(bool isResumed) { m_devices.connected(isResumed); }
    void disconnected();
    /// The archives are read: what still does not open will not, and used prekeys may go.
    void caughtUp();
    [[nodiscard]] bool takeEvent(const xmpp::MessageStanza &message) { return m_devices.takeEvent(message); }

    [[nodiscard]] model::EncryptionState stateOf(const model::Jid &conversation) const;
    [[nodiscard]] ConversationEncryption describe(const model::Jid &conversation) const;
    /// A person looks at a conversation: its people's keys are fetched ahead of the first message.
    void opened(const model::Jid &conversation);

    /// Fetches what is missing, then says how `outgoing` can be stored and sent. Refused where a room is not fit for
    /// it.
    void prepare(const model::Jid &conversation, const Outgoing &outgoing, const QList<model::DeviceAddress> &leaveOut,
                 std::function<void(Result<Leaving>)> done);
    /// What became of it: remembers obstacles, writes choices into the audit log.
    void settle(const model::Jid &conversation, const Leaving &leaving, bool wasStored);

    /// For opening what arrives.
    [[nodiscard]] std::shared_ptr<OmemoContext> context() const { return m_context; }
    void takeNews(const OpeningNews &news);
    /// Tries again what could not be opened, in the order in which it was written; `each` gets what changed.
    void retry(bool isLastTry, std::function<void(const RetriedBatch &, const store::StoredBatch &)> each);

    [[nodiscard]] DeviceDirectory &devices() { return m_devices; }

    /// A device and what is thought of it.
    struct JudgedDevice
    {
        model::KnownDevice device;
        model::Trust trust = model::Trust::Undecided;
        bool isThisOne = false;
    };
    /// A person's devices, asked of the relay where they are not known; this device among our own.
    void devicesOf(const model::Jid &person, std::function<void(Result<QList<JudgedDevice>>)> done);
    /// What a person says of a device with their own hands. NoSuchConversation for a device that is not known; audited.
    void judge(const model::DeviceAddress &device, model::ManualTrust trust, std::function<void(Status)> done);

Q_SIGNALS:
    void changed(const wardline::model::Jid &conversation);
    void storeFailed(const wardline::Error &error);

private:
    [[nodiscard]] QList<model::Jid> peopleOf(const model::Jid &conversation) const;
    [[nodiscard]] bool mayBeClear(const model::Jid &conversation) const;
    [[nodiscard]] SealRequest requestFor(const model::Jid &conversation) const;
    [[nodiscard]] EncryptionObstacle obstacleFrom(const trust::SendObstacle &obstacle) const;
    void ensureKeys(const model::Jid &conversation, const std::function<void()> &done);
    void check(const model::Jid &conversation);
    void takePlan(const model::Jid &conversation, const trust::RecipientPlan &plan);
    void refuse(const model::Jid &conversation, EncryptionObstacle::Why why);
    void rememberLeftOut(const model::Jid &person);
    void sendHeartbeat(const omemo::Target &target);
    void announceProgress();

    struct Known
    {
        QList<EncryptionObstacle> obstacles;
        QList<EncryptionObstacle> cannotRead;
        bool operator==(const Known &) const = default;
    };

    SessionParts &m_parts;
    LiveRoomService &m_rooms;
    std::shared_ptr<OmemoContext> m_context;
    DeviceDirectory m_devices;
    std::unique_ptr<Timer> m_progress; ///< many answers come at once: they are told together
    QHash<model::Jid, Known> m_known;
    QSet<model::Jid> m_watched; ///< conversations that were opened: their progress is told
};

} // namespace wardline::service
