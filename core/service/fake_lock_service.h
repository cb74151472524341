// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/lock_service.h"

#include <functional>

namespace wardline::service {

/// Locks when told and unlocks with the scripted password.
class FakeLockService final : public LockService
{
public:
    [[nodiscard]] bool isLocked() const override { return m_isLocked; }
    [[nodiscard]] LockedView lockedView() const override { return view; }
    void lock(lock::LockReason reason) override
    {
        if (m_isLocked) {
            return;
        }
        m_isLocked = true;
        view.reason = reason;
        if (onLock) {
            onLock();
        }
        Q_EMIT locked(view);
    }
    [[nodiscard]] QFuture<Status> unlock(SecretBytes password) override
    {
        if (delay.count() > 0) {
            return QtFuture::makeReadyFuture(Status(failure(ServiceError::TryLater)));
        }
        if (!password.equals(SecretBytes::copyOf(goodPassword))) {
            return QtFuture::makeReadyFuture(Status(failure(ServiceError::WrongCredentials)));
        }
        m_isLocked = false;
        if (onUnlock) {
            onUnlock();
        }
        Q_EMIT unlocked();
        return QtFuture::makeReadyFuture(Status());
    }
    [[nodiscard]] std::chrono::milliseconds unlockDelay() const override { return delay; }
    void noteActivity() override { ++activity; }
    [[nodiscard]] std::optional<std::chrono::milliseconds> timeToLock() const override
    {
        return m_isLocked ? std::nullopt : remaining;
    }
    void announceImminent(bool isImminent) { Q_EMIT lockImminent(isImminent); }
    /// Signing out while locked.
    void forget() { m_isLocked = false; }

    QByteArray goodPassword = "correct horse";
    std::chrono::milliseconds delay{};
    std::optional<std::chrono::milliseconds> remaining = std::chrono::minutes(5);
    LockedView view;
    int activity = 0;
    std::function<void()> onLock;
    std::function<void()> onUnlock;

private:
    bool m_isLocked = false;
};

} // namespace wardline::service
