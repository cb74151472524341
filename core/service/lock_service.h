// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/base/secret_bytes.h"
#include "core/lock/lock_reason.h"
#include "core/model/jid.h"
#include "core/service/service_error.h"

#include <QFuture>
#include <QObject>

#include <optional>

namespace wardline::service {

/// What the lock page may say.
struct LockedView
{
    model::Jid account;
    QString name; ///< how the person is called
    lock::LockReason reason{};
    Instant since{};
    Instant receivingUntil{};
    int unsent = 0; ///< messages that have not left
    bool isSending = false; ///< what waits goes on leaving behind the lock
};

/// Locks and unlocks the signed-in session. Locking never asks and never fails. Main thread.
class LockService : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    [[nodiscard]] virtual bool isLocked() const = 0;
    [[nodiscard]] virtual LockedView lockedView() const = 0;
    virtual void lock(lock::LockReason reason) = 0;
    /// WrongCredentials, TryLater while attempts are delayed. Does not block: the key derivation runs elsewhere.
    [[nodiscard]] virtual QFuture<Status> unlock(SecretBytes password) = 0;
    /// How long unlocking is refused after wrong attempts; zero when it is not.
    [[nodiscard]] virtual std::chrono::milliseconds unlockDelay() const = 0;
    /// The person used this window.
    virtual void noteActivity() = 0;
    /// Until the idle lock; nothing while locked or signed out.
    [[nodiscard]] virtual std::optional<std::chrono::milliseconds> timeToLock() const = 0;

Q_SIGNALS:
    /// As long before the idle lock as policy says (lock.warning_seconds); with false when the person came back.
    void lockImminent(bool imminent);
    void locked(const wardline::service::LockedView &view);
    void unlocked();
};

} // namespace wardline::service
