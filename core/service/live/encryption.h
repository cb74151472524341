// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/conversation_encryption.h"
#include "core/service/live/admissions.h"
#include "core/service/live/device_directory.h"
#include "core/service/live/live_room_service.h"
#include "core/service/live/organisation_trust.h"
#include "core/service/live/outgoing.h"
#include "core/service/live/room_newcomers.h"
#include "core/service/live/session_reset.h"
#include "core/service/live/stanza_opener.h"

#include <QHash>
#include <QObject>

#include <functional>
#include <vector>

namespace wardline::service {

/// End-to-end encryption of an open session as its other services see it: whether a conversation is encrypted, how
/// something leaves, what stands in the way. Main thread; the cryptography itself runs on the writing thread of the
/// store.
class Encryption final : public QObject
{
    Q_OBJECT
public:
    Encryption(SessionParts &parts, LiveRoomService &rooms, OrganisationTrust &organisation, QObject *parent = nullptr);
    ~Encryption() override;

    /// Reads what was chosen before.
    void load(std::function<void()> done) { m_admissions.load(std::move(done)); }

    void connected(bool isResumed);
    void disconnected();
    /// The archives are read: what still does not open will not, and used prekeys may go.
    void caughtUp();
    [[nodiscard]] bool takeEvent(const xmpp::MessageStanza &message) { return m_devices.takeEvent(message); }

    [[nodiscard]] model::EncryptionState stateOf(const model::Jid &conversation) const;
    /// audienceDigest of those who belong to a room now.
    [[nodiscard]] QByteArray audienceOf(const model::Jid &room) const;
    [[nodiscard]] ConversationEncryption describe(const model::Jid &conversation) const;
    /// A person looks at a conversation: its people's keys are fetched ahead of the first message.
    void opened(const model::Jid &conversation)
    {
        examine(conversation, [] {});
    }
    /// The same, and `done` when `describe` says what came of it.
    void examine(const model::Jid &conversation, const std::function<void()> &done);

    /// Fetches what is missing, then says how `outgoing` can be stored and sent. Refused where a room is not fit for
    /// it.
    void prepare(const model::Jid &conversation, const Outgoing &outgoing, const QList<model::DeviceAddress> &leaveOut,
                 std::function<void(Result<Leaving>)> done);
    /// Somebody here added them: they are no newcomers.
    void memberAdded(const model::Jid &room, const model::Jid &person) { m_newcomers.accept(room, {person}); }
    /// What became of it: remembers obstacles, writes choices into the audit log.
    void settle(const model::Jid &conversation, const Leaving &leaving, bool wasStored);

    /// For opening what arrives.
    [[nodiscard]] std::shared_ptr<OmemoContext> context() const { return m_context; }
    void takeNews(const OpeningNews &news);
    /// Whose devices count in a conversation when something comes from them.
    [[nodiscard]] DeviceRule deviceRule(const model::Jid &conversation) const
    {
        return {ruleIn(conversation), m_admissions.of(conversation)};
    }
    /// Shows one message that is held back, because a person chose so; audited. NotAllowed where there is none.
    void show(const model::Message &message, std::function<void(Status)> done);
    /// Tries again what could not be opened, in the order in which it was written; `each` gets what changed.
    void retry(bool isLastTry, std::function<void(const RetriedBatch &, const store::StoredBatch &)> each);

    [[nodiscard]] DeviceDirectory &devices() { return m_devices; }

    /// A device and what is thought of it.
    struct JudgedDevice
    {
        model::KnownDevice device;
        model::Trust trust = model::Trust::Undecided;
        bool isThisOne = false;
        trust::Certification certification = {};
    };
    /// A person's devices, asked of the relay where they are not known; this device among our own.
    void devicesOf(const model::Jid &person, std::function<void(Result<QList<JudgedDevice>>)> done);
    /// The sessions with these devices are made anew and they are told so, by a person's choice; audited.
    /// RelayNotReachable, NotEverybodyCanRead where none of them publishes keys that can be used.
    void reset(const QList<model::DeviceAddress> &devices, std::function<void(Status)> done);
    /// The same with those devices of a person whose messages do not open; with all of theirs where none is known for
    /// it. NotAllowed where there is none.
    void resetWith(const model::Jid &person, std::function<void(Status)> done);
    /// Words between programs (receipts, markers) to one person: inside of an envelope for devices that speak omemo:2,
    /// beside it for others. Sent at once or not at all.
    void tell(const model::Jid &person, const QList<xml::Element> &what, const xmpp::MessageStanza &outer);
    /// Calls back when what was to be told has left, or cannot.
    void whenTold(std::function<void()> done);
    /// Whether such a word is believed that stood outside of an envelope: not of somebody whose devices, as far as they
    /// count here, all speak omemo:2, nor where policy takes nothing open.
    void believesOpenly(const model::Jid &person, std::function<void(bool)> done);

    /// What a person says of a device with their own hands. NoSuchConversation for a device that is not known; audited.
    void judge(const model::DeviceAddress &device, model::ManualTrust trust, std::function<void(Status)> done);
    /// Lets a device into a conversation, or no more, although nobody certified it. NoSuchConversation for a device
    /// that is not known; NotAllowed where too many are. Audited.
    void admit(const model::Jid &conversation, const model::DeviceAddress &device, bool isAdmitted,
               std::function<void(Status)> done);
    [[nodiscard]] bool isAdmitted(const model::Jid &conversation, const model::DeviceAddress &device) const
    {
        return m_admissions.of(conversation).contains(device);
    }
    /// Everybody who shares a conversation with us, and ourselves; at most so many.
    static constexpr qsizetype kMaxTold = 200;
    [[nodiscard]] QList<model::Jid> everybody() const;
    /// Own devices said so; audited like what a person says here.
    void noteTold(const QList<ToldTrust> &told);
    [[nodiscard]] OrganisationTrust &organisation() { return m_organisation; }

Q_SIGNALS:
    void changed(const wardline::model::Jid &conversation);
    /// A person said so of a device, with their own hands.
    void judgedByHand(const wardline::model::DeviceAddress &device, wardline::model::ManualTrust trust);
    /// What is thought of somebody's devices may have changed.
    void devicesJudged(const wardline::model::Jid &person);
    /// Inside an envelope somebody said how far a message of ours has come.
    void delivered(const wardline::model::Jid &conversation, const QString &originId,
                   wardline::model::DeliveryState state);
    void storeFailed(const wardline::Error &error);
    /// More is known of devices: what is held back may be shown now.
    void heldMayOpen();
    /// A message that was held back has its text.
    void revealed(const wardline::model::Jid &conversation, wardline::model::MessageId id);

private:
    [[nodiscard]] QList<model::Jid> peopleOf(const model::Jid &conversation) const;
    [[nodiscard]] bool mayBeClear(const model::Jid &conversation) const;
    [[nodiscard]] SealRequest requestFor(const model::Jid &conversation) const;
    [[nodiscard]] trust::RoomDeviceRule ruleIn(const model::Jid &conversation) const;
    [[nodiscard]] EncryptionObstacle obstacleFrom(const trust::SendObstacle &obstacle) const;
    [[nodiscard]] QList<DeviceNote> notesFrom(const QList<trust::NotedDevice> &devices) const;
    void ensureKeys(const model::Jid &conversation, const std::function<void()> &done);
    void ensureStatements(const QList<model::Jid> &people, const std::function<void()> &done);
    void check(const model::Jid &conversation, const std::function<void()> &done = {});
    void takePlan(const model::Jid &conversation, const trust::RecipientPlan &plan);
    void refuse(const model::Jid &conversation, EncryptionObstacle::Why why);
    void newcomersOf(const model::Jid &room, const QList<model::Jid> &people, const RoomNewcomers::Done &done);
    /// Who asked for a message, and when.
    struct Asker
    {
        bool isByPerson = true;
        MonotonicInstant chosen{};
    };
    /// Whom it does not go to because nobody was asked about them; nothing: it does not go.
    using Answered = std::function<void(const std::optional<QSet<model::Jid>> &)>;
    [[nodiscard]] bool isAskedAbout(const model::Jid &room, const model::Jid &person) const;
    void askAboutNewcomers(const model::Jid &room, const QList<model::Jid> &people, Asker asker, const Answered &done);
    void askNow(const model::Jid &room, const QSet<model::Jid> &newcomers);
    void recallQuestion(const model::Jid &room, const std::function<void()> &done);
    void dropQuestion(const model::Jid &room);
    [[nodiscard]] QList<EncryptionObstacle> newMembers(const QSet<model::Jid> &newcomers) const;
    void auditRefused(const model::Jid &conversation, const trust::RecipientPlan &plan);
    void auditWithheld(const model::Jid &person);
    void recordKeys(const model::Jid &person, audit::AuditReason reason);
    [[nodiscard]] DeviceRules deviceRules() const;
    void tellNow(const model::Jid &person, const QList<xml::Element> &what, const xmpp::MessageStanza &outer);
    void told();
    void recordJudged(const model::DeviceAddress &device, model::ManualTrust trust);
    void noteJudged(const model::Jid &person);
    void recordReset(const omemo::Target &target);
    void payHeartbeats();
    void sendHeartbeat(const omemo::Target &target);
    [[nodiscard]] bool mayAnnounce(const model::Jid &room) const;
    [[nodiscard]] bool isForKeys(const model::Jid &conversation, qsizetype people) const;
    void announceProgress();

    struct Known
    {
        QList<EncryptionObstacle> obstacles;
        QList<EncryptionObstacle> cannotRead;
        QList<DeviceNote> uncontrolled;
        QList<DeviceNote> untaken;
        int ownWithout = 0;
        bool operator==(const Known &) const = default;
    };

    SessionParts &m_parts;
    LiveRoomService &m_rooms;
    OrganisationTrust &m_organisation;
    Admissions m_admissions;
    std::shared_ptr<OmemoContext> m_context;
    DeviceDirectory m_devices;
    SessionReset m_reset;
    QHash<model::DeviceAddress, omemo::Target> m_owed; ///< empty messages to send when the archives are read
    bool m_isCatchingUp = true;
    int m_telling = 0;
    std::vector<std::function<void()>> m_whenTold;
    std::unique_ptr<Timer> m_progress; ///< many answers come at once: they are told together
    QHash<model::Jid, Known> m_known;
    struct Question
    {
        QSet<model::Jid> newcomers;
        MonotonicInstant asked{};
    };
    RoomNewcomers m_newcomers;
    QHash<model::Jid, Question> m_questions; ///< rooms in which it was asked whether newcomers belong there
    QSet<model::Jid> m_recalled; ///< rooms whose question of an earlier start was read
    QHash<model::Jid, QSet<model::Jid>> m_unasked; ///< who got nothing of the newest message of a room for it
    QSet<QString> m_appeared; ///< newcomers that stand in the audit log
    QSet<model::DeviceAddress> m_refused; ///< devices whose refusal stands in the audit log
    QSet<model::Jid> m_watched; ///< conversations that were opened: their progress is told
};

} // namespace wardline::service
