// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/lock/idle_policy.h"
#include "core/lock/lock_reason.h"
#include "core/lock/session_events.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

namespace wardline::lock {

enum class LockState { SignedOut, Unlocked, Locked, Verifying };
enum class UnlockMethod { Password, Pin };
enum class SignOutReason { User, SessionLimit, Revoked, ProgramStop };

struct LockSettings {
    IdleSettings idle;
    std::chrono::seconds passwordAfter {1800}; ///< locked this long, the PIN is gone and the password is asked
    std::chrono::seconds sessionLimit {12 * 3600}; ///< from sign-in; then signed out, locked or not
    std::chrono::seconds renewBefore {3 * 3600}; ///< how long before the limit it can be renewed
    bool operator==(const LockSettings &) const = default;
};

/// What the machine is told.
namespace event {
struct SignedIn {};
/// Later than SignedIn: a PIN was chosen, for this process.
struct PinSet {};
/// A code was proven again: the session limit starts anew.
struct SessionRenewed {};
struct OwnInput {};
/// A timer, or waking up for any reason: looks at all due times.
struct Tick {
    std::optional<std::chrono::milliseconds> desktopIdle;
};
struct LockRequested {
    LockReason reason = LockReason::User;
};
struct Session {
    SessionEvent event = SessionEvent::Locked;
};
struct UnlockRequested {
    UnlockMethod method = UnlockMethod::Password;
};
/// The answer to action::Verify with the same number. Of an attempt that a new lock overtook it does not unlock.
struct UnlockSucceeded {
    std::uint64_t attempt = 0;
};
/// Wrong password or PIN: counts. A cancelled or impossible attempt (keychain locked) is UnlockAborted.
struct UnlockFailed {
    std::uint64_t attempt = 0;
};
struct UnlockAborted {
    std::uint64_t attempt = 0;
};
struct SignOutRequested {
    SignOutReason reason = SignOutReason::User;
};
} // namespace event
using LockEvent = std::variant<event::SignedIn, event::PinSet, event::SessionRenewed, event::OwnInput, event::Tick,
                               event::LockRequested, event::Session, event::UnlockRequested, event::UnlockSucceeded,
                               event::UnlockFailed, event::UnlockAborted, event::SignOutRequested>;

/// What is to be done, in order.
namespace action {
struct ShowWarning {
    std::chrono::milliseconds remaining {};
    bool operator==(const ShowWarning &) const = default;
};
struct HideWarning {
    bool operator==(const HideWarning &) const = default;
};
/// Run the LockSequence now, then record and say the reason. Ends a warning.
struct Lock {
    LockReason reason = LockReason::User;
    bool operator==(const Lock &) const = default;
};
/// Check the password (or PIN) that was given; answer with UnlockSucceeded, UnlockFailed or UnlockAborted.
struct Verify {
    UnlockMethod method = UnlockMethod::Password;
    std::uint64_t attempt = 0;
    bool operator==(const Verify &) const = default;
};
/// Not now: after so many wrong tries the next one waits. 0: something else is being checked.
struct RefuseUnlock {
    std::chrono::milliseconds retryAfter {};
    bool operator==(const RefuseUnlock &) const = default;
};
struct Unlock {
    bool operator==(const Unlock &) const = default;
};
/// The PIN is gone for this lock and after: ask for the password.
struct DropPin {
    bool operator==(const DropPin &) const = default;
};
/// The session can be renewed with a code from now on; it ends after `remaining`.
struct OfferRenewal {
    std::chrono::milliseconds remaining {};
    bool operator==(const OfferRenewal &) const = default;
};
/// Run the LockSequence if it was not locked, end the session, delete tokens, say why.
struct SignOut {
    SignOutReason reason = SignOutReason::User;
    bool wasLocked = false;
    bool operator==(const SignOut &) const = default;
};
/// SessionEvents::suspendMayProceed().
struct ReleaseSuspend {
    bool operator==(const ReleaseSuspend &) const = default;
};
/// Feed a Tick after this long at the latest; replaces the one before.
struct TickIn {
    std::chrono::milliseconds delay {};
    bool operator==(const TickIn &) const = default;
};
} // namespace action
using LockAction = std::variant<action::ShowWarning, action::HideWarning, action::Lock, action::Verify, action::RefuseUnlock,
                                action::Unlock, action::DropPin, action::OfferRenewal, action::SignOut, action::ReleaseSuspend,
                                action::TickIn>;

/// Decides when the workstation locks, how it may be unlocked and when the session is over. No input, no timer, no I/O: events go
/// in, actions come out, and the service carries them out in order. Locking never asks and cannot be refused: every way to Locked
/// is one step. One thread.
class LockMachine
{
public:
    /// Wrong PINs in a row until it is gone.
    static constexpr int kPinTries = 5;
    /// Wrong passwords in a row that cost no waiting; after them 2, 4, 8 ... seconds, at most `kMaxDelay`.
    static constexpr int kFreeTries = 3;
    static constexpr std::chrono::seconds kMaxDelay {300};
    /// Ticks are at most this far apart, so that a due time that passed in sleep is found soon.
    static constexpr std::chrono::seconds kMaxTick {15};

    LockMachine(LockSettings settings, const Clock &clock);

    [[nodiscard]] std::vector<LockAction> feed(const LockEvent &event);
    /// A new policy. Takes effect at once, also for a lock or session under way.
    [[nodiscard]] std::vector<LockAction> setSettings(const LockSettings &settings);

    [[nodiscard]] LockState state() const { return m_state; }
    [[nodiscard]] std::optional<LockReason> lockReason() const;
    [[nodiscard]] bool isPinAccepted() const;
    /// 0 when a try is welcome.
    [[nodiscard]] std::chrono::milliseconds unlockDelay() const;
    /// Until the idle lock; nothing while locked or signed out.
    [[nodiscard]] std::optional<std::chrono::milliseconds> timeToLock() const;
    /// Until the session ends; 0 when signed out.
    [[nodiscard]] std::chrono::milliseconds sessionRemaining() const;

private:
    using Actions = std::vector<LockAction>;

    void on(const event::SignedIn &, Actions &out);
    void on(const event::PinSet &, Actions &out);
    void on(const event::SessionRenewed &, Actions &out);
    void on(const event::OwnInput &, Actions &out);
    void on(const event::Tick &event, Actions &out);
    void on(const event::LockRequested &event, Actions &out);
    void on(const event::Session &event, Actions &out);
    void on(const event::UnlockRequested &event, Actions &out);
    void on(const event::UnlockSucceeded &event, Actions &out);
    void on(const event::UnlockFailed &event, Actions &out);
    void on(const event::UnlockAborted &event, Actions &out);
    void on(const event::SignOutRequested &event, Actions &out);
    void lockNow(LockReason reason, Actions &out);
    void signOutNow(SignOutReason reason, Actions &out);
    void applyIdle(const IdleVerdict &verdict, Actions &out);
    bool checkSessionLimit(Actions &out);
    void checkPin(Actions &out);
    void countWrongTry(Actions &out);
    void dropPin(Actions &out);
    void scheduleTick(Actions &out) const;
    [[nodiscard]] bool isSignedIn() const { return m_state != LockState::SignedOut; }
    [[nodiscard]] bool isLocked() const { return m_state == LockState::Locked || m_state == LockState::Verifying; }

    /// A moment by both clocks.
    struct Mark {
        MonotonicInstant monotonic {};
        Instant wall {};
    };
    [[nodiscard]] Mark mark() const { return {m_clock.monotonic(), m_clock.now()}; }
    /// Time since, by the clock that says more.
    [[nodiscard]] std::chrono::milliseconds since(const Mark &mark) const;

    LockSettings m_settings;
    const Clock &m_clock;
    IdlePolicy m_idle;
    LockState m_state = LockState::SignedOut;
    std::optional<LockReason> m_reason;
    Mark m_signedIn;
    Mark m_lockedSince;
    std::optional<MonotonicInstant> m_nextTry;
    UnlockMethod m_method = UnlockMethod::Password;
    std::uint64_t m_attempt = 0;
    int m_wrongPasswords = 0;
    int m_wrongPins = 0;
    bool m_hasPin = false;
    bool m_isWarning = false;
    bool m_renewalOffered = false;
    std::chrono::milliseconds m_idleCheckIn {kMaxTick};
};

} // namespace wardline::lock
