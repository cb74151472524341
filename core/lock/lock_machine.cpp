// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lock/lock_machine.h"

#include <algorithm>

namespace wardline::lock {

using std::chrono::milliseconds;
using std::chrono::seconds;

LockMachine::LockMachine(LockSettings settings, const Clock &clock)
    : m_settings(settings)
    , m_clock(clock)
    , m_idle(settings.idle, clock)
{
}

std::vector<LockAction> LockMachine::feed(const LockEvent &event)
{
    Actions out;
    const bool endedByLimit = checkSessionLimit(out);
    // Whatever the event wanted, the session is over; a suspend must not be held up for it all the same.
    if (!endedByLimit || std::holds_alternative<event::Session>(event)) {
        std::visit([this, &out](const auto &what) { on(what, out); }, event);
    }
    const bool isPlainInput = std::holds_alternative<event::OwnInput>(event) && out.empty();
    if (isSignedIn() && !isPlainInput) {
        scheduleTick(out);
    }
    return out;
}

std::vector<LockAction> LockMachine::setSettings(const LockSettings &settings)
{
    m_settings = settings;
    m_idle.setSettings(settings.idle);
    Actions out;
    if (!isSignedIn() || checkSessionLimit(out)) {
        return out;
    }
    checkPin(out);
    if (m_state == LockState::Unlocked) {
        IdleVerdict verdict = m_idle.check(std::nullopt);
        verdict.reason = LockReason::Policy;
        applyIdle(verdict, out);
    }
    scheduleTick(out);
    return out;
}

std::optional<LockReason> LockMachine::lockReason() const
{
    return m_reason;
}

milliseconds LockMachine::since(const Mark &mark) const
{
    return std::max(m_clock.monotonic() - mark.monotonic, m_clock.now() - mark.wall);
}

bool LockMachine::isPinAccepted() const
{
    return m_hasPin && isLocked() && since(m_lockedSince) < m_settings.passwordAfter;
}

milliseconds LockMachine::unlockDelay() const
{
    if (!m_nextTry) {
        return milliseconds(0);
    }
    // The monotonic clock alone: setting the wall clock forward must not shorten the wait.
    return std::max(milliseconds(0), milliseconds(*m_nextTry - m_clock.monotonic()));
}

std::optional<milliseconds> LockMachine::timeToLock() const
{
    if (m_state != LockState::Unlocked) {
        return std::nullopt;
    }
    return std::max(milliseconds(0), m_idle.remaining());
}

milliseconds LockMachine::sessionRemaining() const
{
    if (!isSignedIn()) {
        return milliseconds(0);
    }
    return std::max(milliseconds(0), milliseconds(m_settings.sessionLimit) - since(m_signedIn));
}

bool LockMachine::checkSessionLimit(Actions &out)
{
    if (!isSignedIn() || sessionRemaining() > milliseconds(0)) {
        return false;
    }
    signOutNow(SignOutReason::SessionLimit, out);
    return true;
}

void LockMachine::dropPin(Actions &out)
{
    if (m_hasPin) {
        m_hasPin = false;
        out.emplace_back(action::DropPin {});
    }
}

void LockMachine::checkPin(Actions &out)
{
    if (isLocked() && !isPinAccepted()) {
        dropPin(out);
    }
}

void LockMachine::lockNow(LockReason reason, Actions &out)
{
    switch (m_state) {
    case LockState::SignedOut:
    case LockState::Locked:
        return;
    case LockState::Verifying:
        // The attempt under way was made before this reason to lock: its success no longer opens.
        m_state = LockState::Locked;
        ++m_attempt;
        return;
    case LockState::Unlocked:
        break;
    }
    m_state = LockState::Locked;
    m_reason = reason;
    m_lockedSince = mark();
    m_isWarning = false;
    out.emplace_back(action::Lock {reason});
}

void LockMachine::signOutNow(SignOutReason reason, Actions &out)
{
    if (!isSignedIn()) {
        return;
    }
    const bool wasLocked = isLocked();
    dropPin(out);
    m_state = LockState::SignedOut;
    m_reason.reset();
    m_isWarning = false;
    m_renewalOffered = false;
    ++m_attempt;
    // Wrong tries stay counted: signing out is no way around the wait.
    out.emplace_back(action::SignOut {reason, wasLocked});
}

void LockMachine::applyIdle(const IdleVerdict &verdict, Actions &out)
{
    m_idleCheckIn = verdict.checkAgainIn;
    switch (verdict.kind) {
    case IdleVerdict::Kind::Active:
        if (m_isWarning) {
            m_isWarning = false;
            out.emplace_back(action::HideWarning {});
        }
        return;
    case IdleVerdict::Kind::Warn:
        m_isWarning = true;
        out.emplace_back(action::ShowWarning {verdict.remaining});
        return;
    case IdleVerdict::Kind::Lock:
        lockNow(verdict.reason, out);
        return;
    }
}

void LockMachine::scheduleTick(Actions &out) const
{
    milliseconds delay = std::min<milliseconds>(kMaxTick, sessionRemaining());
    if (m_state == LockState::Unlocked) {
        delay = std::min(delay, m_idleCheckIn);
    } else if (m_hasPin) {
        delay = std::min(delay, milliseconds(m_settings.passwordAfter) - since(m_lockedSince));
    }
    out.emplace_back(action::TickIn {std::max(delay, milliseconds(1))});
}

void LockMachine::on(const event::SignedIn &, Actions &out)
{
    if (isSignedIn()) {
        return; // A sign-in that ends late must not open a locked screen.
    }
    m_state = LockState::Unlocked;
    m_signedIn = mark();
    m_renewalOffered = false;
    m_wrongPasswords = 0;
    m_wrongPins = 0;
    m_nextTry.reset();
    m_idle.restart();
    applyIdle(m_idle.check(std::nullopt), out);
}

void LockMachine::on(const event::PinSet &, Actions &)
{
    if (m_state == LockState::Unlocked) {
        m_hasPin = true;
        m_wrongPins = 0;
    }
}

void LockMachine::on(const event::SessionRenewed &, Actions &)
{
    if (isSignedIn()) {
        m_signedIn = mark();
        m_renewalOffered = false;
    }
}

void LockMachine::on(const event::OwnInput &, Actions &out)
{
    if (m_state == LockState::Unlocked) {
        IdleVerdict verdict = m_idle.noteOwnInput();
        if (verdict.kind == IdleVerdict::Kind::Warn) {
            // Only where the warning is as long as the idle time itself: input still takes it away.
            verdict.kind = IdleVerdict::Kind::Active;
        }
        applyIdle(verdict, out);
    }
}

void LockMachine::on(const event::Tick &event, Actions &out)
{
    checkPin(out);
    if (m_state == LockState::Unlocked) {
        applyIdle(m_idle.check(event.desktopIdle), out);
    }
    if (isSignedIn() && !m_renewalOffered && sessionRemaining() <= m_settings.renewBefore) {
        m_renewalOffered = true;
        out.emplace_back(action::OfferRenewal {sessionRemaining()});
    }
}

void LockMachine::on(const event::LockRequested &event, Actions &out)
{
    lockNow(event.reason, out);
}

void LockMachine::on(const event::Session &event, Actions &out)
{
    switch (event.event) {
    case SessionEvent::Locked:
        lockNow(LockReason::SessionLock, out);
        return;
    case SessionEvent::UserSwitched:
        lockNow(LockReason::UserSwitch, out);
        return;
    case SessionEvent::RemoteDisconnected:
    case SessionEvent::RemoteConnected:
        lockNow(LockReason::RemoteDisconnect, out);
        return;
    case SessionEvent::LidClosed:
    case SessionEvent::Resumed: // Sleep that nobody announced: late is better than never.
        lockNow(LockReason::Suspend, out);
        return;
    case SessionEvent::AboutToSuspend:
        lockNow(LockReason::Suspend, out);
        out.emplace_back(action::ReleaseSuspend {});
        return;
    case SessionEvent::ClockChanged:
        on(event::Tick {}, out);
        return;
    case SessionEvent::Unlocked: // The desktop's password is not ours.
        return;
    }
}

void LockMachine::on(const event::UnlockRequested &event, Actions &out)
{
    if (m_state == LockState::Verifying) {
        out.emplace_back(action::RefuseUnlock {});
        return;
    }
    if (m_state != LockState::Locked) {
        return;
    }
    checkPin(out);
    if (event.method == UnlockMethod::Pin && !isPinAccepted()) {
        out.emplace_back(action::RefuseUnlock {});
        return;
    }
    if (unlockDelay() > milliseconds(0)) {
        out.emplace_back(action::RefuseUnlock {unlockDelay()});
        return;
    }
    m_state = LockState::Verifying;
    m_method = event.method;
    out.emplace_back(action::Verify {event.method, ++m_attempt});
}

void LockMachine::on(const event::UnlockSucceeded &event, Actions &out)
{
    if (m_state != LockState::Verifying || event.attempt != m_attempt) {
        return;
    }
    m_state = LockState::Unlocked;
    m_reason.reset();
    m_wrongPasswords = 0;
    m_wrongPins = 0;
    m_nextTry.reset();
    m_idle.restart();
    out.emplace_back(action::Unlock {});
    applyIdle(m_idle.check(std::nullopt), out);
}

void LockMachine::on(const event::UnlockFailed &event, Actions &out)
{
    // A wrong try that a new lock overtook is a wrong try all the same.
    if (!isLocked()) {
        return;
    }
    if (event.attempt == m_attempt) {
        m_state = LockState::Locked;
    }
    countWrongTry(out);
}

void LockMachine::countWrongTry(Actions &out)
{
    if (m_method == UnlockMethod::Pin) {
        if (++m_wrongPins >= kPinTries) {
            dropPin(out);
        }
        return;
    }
    ++m_wrongPasswords;
    if (m_wrongPasswords >= kFreeTries) {
        const int doublings = std::min(m_wrongPasswords - kFreeTries, 16);
        m_nextTry = m_clock.monotonic() + std::min<seconds>(kMaxDelay, seconds(2) * (1 << doublings));
    }
}

void LockMachine::on(const event::UnlockAborted &event, Actions &)
{
    if (m_state == LockState::Verifying && event.attempt == m_attempt) {
        m_state = LockState::Locked;
    }
}

void LockMachine::on(const event::SignOutRequested &event, Actions &out)
{
    signOutNow(event.reason, out);
}

} // namespace wardline::lock
