// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/live/device_questions.h"
#include "core/service/live/omemo_context.h"
#include "core/service/live/session_parts.h"

#include <QHash>
#include <QObject>
#include <QSet>

#include <deque>
#include <memory>

namespace wardline::service {

/// Which devices people have, and sessions with them: publishes our own device, fetches others' lists and bundles ahead
/// of need, begins sessions on the writing thread of the store. What is known stays in the store; here is only what is
/// being asked and how old it is. Main thread.
class DeviceDirectory final : public QObject
{
    Q_OBJECT
public:
    DeviceDirectory(SessionParts &parts, std::shared_ptr<OmemoContext> context, QObject *parent = nullptr);
    ~DeviceDirectory() override;

    /// A session stands: our own device is made if there is none, published, and put back where our list lost it.
    void connected(bool isResumed);
    void disconnected();
    /// Takes a notification that somebody's device list changed; false when the message is none.
    [[nodiscard]] bool takeEvent(const xmpp::MessageStanza &message);

    /// Asks for what is not known of these people, or is old. `done` when nobody of them is unknown any more (or cannot
    /// be asked now); what is merely old is renewed without waiting.
    void ensure(const QList<model::Jid> &people, std::function<void()> done);
    /// Asks again, because what is known cannot be all.
    void renew(const model::Jid &person);
    /// Some of our prekeys were used, or time has passed: tops up and publishes what changed.
    void maintainSoon();
    /// While archives are read, used prekeys are kept.
    void setCatchingUp(bool isCatchingUp) { m_isCatchingUp = isCatchingUp; }

    /// Nobody of these is being asked.
    [[nodiscard]] int readyOf(const QList<model::Jid> &people) const;
    /// Their list was longer than anybody's is; that stands in the audit log.
    [[nodiscard]] bool wasCut(const model::Jid &person) const { return m_cut.contains(person); }
    /// Has no device that can read encrypted messages and never had one, as far as was asked in this session.
    [[nodiscard]] bool hasNoDevices(const model::Jid &person) const { return m_withoutDevices.contains(person); }
    /// Our own device is on its way out.
    [[nodiscard]] bool isPublishing() const { return m_isPublishing; }
    /// Our own device is published, so that others can write to it.
    [[nodiscard]] bool isPublished() const { return m_isPublished; }

Q_SIGNALS:
    /// How far the asking has come changed.
    void progressChanged();
    /// What is known of somebody's devices changed.
    void devicesChanged(const wardline::model::Jid &person);
    /// Our own device is published, or that did not work now.
    void publishingEnded();
    void storeFailed(const wardline::Error &error);

private:
    enum class State { Unknown, Waiting, Asking, Ready, Failed };
    struct Person
    {
        State state = State::Unknown;
        MonotonicInstant since{};
        bool isAskedAgain = false; ///< something is known meanwhile
        bool mustRenew = false; ///< news came while it was being asked
    };
    struct Waiter
    {
        QSet<model::Jid> open;
        std::function<void()> done;
    };
    struct Asked; ///< one person's answers as they come
    struct Own; ///< our own device on its way out

    void startNext();
    void ask(const model::Jid &person);
    void onLists(const std::shared_ptr<Asked> &asked);
    void askBundles(const std::shared_ptr<Asked> &asked);
    void onBundles(const std::shared_ptr<Asked> &asked);
    void finish(const model::Jid &person, State state);
    /// The number 0: the person's list as a whole.
    void recordRefused(const model::DeviceAddress &device, audit::AuditReason reason);
    void recordSeen(const QList<model::DeviceAddress> &devices, audit::AuditEventType type);

    void publishOwn();
    void onOwnMade(const std::shared_ptr<Own> &own);
    void onOwnLists(const std::shared_ptr<Own> &own);
    void publishOwnLists(const std::shared_ptr<Own> &own);
    void maintain();

    SessionParts &m_parts;
    std::shared_ptr<OmemoContext> m_context;
    DeviceQuestions m_questions;
    std::unique_ptr<Timer> m_maintenance;
    std::unique_ptr<Timer> m_daily;
    QHash<model::Jid, Person> m_people;
    QSet<model::Jid> m_withoutDevices;
    QSet<model::Jid> m_cut;
    std::deque<model::Jid> m_queue;
    std::deque<Waiter> m_waiters;
    int m_asking = 0;
    int m_repairs = 0; ///< of our own list, in this session
    int m_generation = 0; ///< answers to questions of an earlier connection count for nothing
    bool m_isPublishing = false;
    bool m_isPublished = false;
    bool m_isCatchingUp = true;
};

} // namespace wardline::service
