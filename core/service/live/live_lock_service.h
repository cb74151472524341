// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lock/lock_machine.h"
#include "core/lock/session_events.h"
#include "core/service/live/environment.h"
#include "core/service/lock_service.h"

#include <functional>
#include <memory>

namespace wardline::service {

/// What locking does to the rest, given by the workstation.
struct LockDuties
{
    std::function<void(lock::LockReason)> close; ///< drop the session, close the cache, take the keys
    std::function<QFuture<Status>(SecretBytes)> reopen; ///< with the password
    std::function<void(lock::SignOutReason)> signOut;
    std::function<LockedView()> view;
    std::function<void(LockedView &)> refresh; ///< what changes while locked
};

/// Carries out what lock::LockMachine decides. Main thread.
class LiveLockService final : public LockService
{
    Q_OBJECT
public:
    LiveLockService(Environment &environment, LockDuties duties, QObject *parent = nullptr);
    ~LiveLockService() override;

    void listenTo(lock::SessionEvents &events);
    void signedIn();
    void signedOut();

    // LockService
    [[nodiscard]] bool isLocked() const override;
    [[nodiscard]] LockedView lockedView() const override;
    void lock(lock::LockReason reason) override;
    [[nodiscard]] QFuture<Status> unlock(SecretBytes password) override;
    [[nodiscard]] std::chrono::milliseconds unlockDelay() const override { return m_machine.unlockDelay(); }
    void noteActivity() override;
    [[nodiscard]] std::optional<std::chrono::milliseconds> timeToLock() const override
    {
        return m_machine.timeToLock();
    }

private:
    void feed(const lock::LockEvent &event);
    void perform(const lock::LockAction &action);
    void verify(std::uint64_t attempt);
    void answerUnlock(Status status);

    Environment &m_environment;
    LockDuties m_duties;
    lock::LockMachine m_machine;
    std::unique_ptr<Timer> m_tick;
    lock::SessionEvents *m_events = nullptr;
    LockedView m_view;
    SecretBytes m_password;
    std::shared_ptr<QPromise<Status>> m_unlocking;
};

} // namespace wardline::service
