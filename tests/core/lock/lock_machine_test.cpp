// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/fake_clock.h"
#include "core/lock/fake_session_events.h"
#include "core/lock/lock_machine.h"

#include <QTest>

using namespace wardline;
using namespace wardline::lock;
using namespace std::chrono_literals;

namespace {

template <typename T>
const T *find(const std::vector<LockAction> &actions)
{
    for (const LockAction &action : actions) {
        if (const T *found = std::get_if<T>(&action)) {
            return found;
        }
    }
    return nullptr;
}

template <typename T>
qsizetype indexOf(const std::vector<LockAction> &actions)
{
    for (std::size_t i = 0; i < actions.size(); ++i) {
        if (std::holds_alternative<T>(actions[i])) {
            return static_cast<qsizetype>(i);
        }
    }
    return -1;
}

/// A machine that somebody signed in to.
struct Desk {
    FakeClock clock;
    LockMachine machine;

    explicit Desk(LockSettings settings = {})
        : machine(settings, clock)
    {
        (void)machine.feed(event::SignedIn {});
    }
    std::vector<LockAction> feed(const LockEvent &event) { return machine.feed(event); }
    void lock() { (void)machine.feed(event::LockRequested {LockReason::User}); }
    /// Time passes the way it does at work: with ticks where the machine asked for them.
    std::vector<LockAction> pass(std::chrono::milliseconds time)
    {
        std::vector<LockAction> all;
        while (time > 0ms) {
            const auto step = std::min<std::chrono::milliseconds>(time, 1s);
            clock.advance(step);
            time -= step;
            for (const LockAction &action : machine.feed(event::Tick {})) {
                all.push_back(action);
            }
        }
        return all;
    }
    /// Answers the check that the machine asked for; false when it refused.
    bool tryUnlock(bool isRight, UnlockMethod method = UnlockMethod::Password)
    {
        const auto actions = machine.feed(event::UnlockRequested {method});
        const auto *verify = find<action::Verify>(actions);
        if (!verify) {
            return false;
        }
        if (isRight) {
            (void)machine.feed(event::UnlockSucceeded {verify->attempt});
        } else {
            (void)machine.feed(event::UnlockFailed {verify->attempt});
        }
        return true;
    }
};

} // namespace

class LockMachineTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void warnsThenLocksWhenIdle()
    {
        Desk desk;
        QVERIFY(!find<action::ShowWarning>(desk.pass(269s)));
        const auto warned = desk.pass(1s);
        QVERIFY(find<action::ShowWarning>(warned));
        QCOMPARE(find<action::ShowWarning>(warned)->remaining, 30s);
        QCOMPARE(*desk.machine.timeToLock(), 30s);
        const auto locked = desk.pass(30s);
        QVERIFY(find<action::Lock>(locked));
        QCOMPARE(find<action::Lock>(locked)->reason, LockReason::Idle);
        QCOMPARE(desk.machine.state(), LockState::Locked);
        QCOMPARE(desk.machine.lockReason(), LockReason::Idle);
        QVERIFY(!desk.machine.timeToLock());
    }

    void inputTakesTheWarningAway()
    {
        Desk desk;
        (void)desk.pass(280s);
        QVERIFY(find<action::HideWarning>(desk.feed(event::OwnInput {})));
        QVERIFY(!find<action::Lock>(desk.pass(299s)));
    }

    void plainInputCausesNoWork()
    {
        Desk desk;
        QVERIFY(desk.feed(event::OwnInput {}).empty());
    }

    void inputAfterAMissedTickLocks()
    {
        Desk desk;
        desk.clock.advance(10min);
        const auto actions = desk.feed(event::OwnInput {});
        QVERIFY(find<action::Lock>(actions));
        QCOMPARE(find<action::Lock>(actions)->reason, LockReason::TimeJump);
    }

    void locksForEveryReason_data()
    {
        QTest::addColumn<int>("reason");
        for (const LockReason reason : lockReasons()) {
            QTest::newRow(qPrintable(lockReasonWord(reason))) << static_cast<int>(reason);
        }
    }
    void locksForEveryReason()
    {
        QFETCH(int, reason);
        Desk desk;
        const auto actions = desk.feed(event::LockRequested {static_cast<LockReason>(reason)});
        QCOMPARE(actions.front(), LockAction(action::Lock {static_cast<LockReason>(reason)}));
        QCOMPARE(desk.machine.state(), LockState::Locked);
    }

    void locksOnSessionEvents_data()
    {
        QTest::addColumn<int>("event");
        QTest::addColumn<int>("reason");
        const auto row = [](const char *name, SessionEvent event, LockReason reason) {
            QTest::newRow(name) << static_cast<int>(event) << static_cast<int>(reason);
        };
        row("desktop locked", SessionEvent::Locked, LockReason::SessionLock);
        row("user switch", SessionEvent::UserSwitched, LockReason::UserSwitch);
        row("remote gone", SessionEvent::RemoteDisconnected, LockReason::RemoteDisconnect);
        row("remote came", SessionEvent::RemoteConnected, LockReason::RemoteDisconnect);
        row("lid", SessionEvent::LidClosed, LockReason::Suspend);
        row("suspend", SessionEvent::AboutToSuspend, LockReason::Suspend);
        row("unannounced sleep", SessionEvent::Resumed, LockReason::Suspend);
    }
    void locksOnSessionEvents()
    {
        QFETCH(int, event);
        QFETCH(int, reason);
        Desk desk;
        const auto actions = desk.feed(event::Session {static_cast<SessionEvent>(event)});
        QVERIFY(find<action::Lock>(actions));
        QCOMPARE(static_cast<int>(find<action::Lock>(actions)->reason), reason);
    }

    void unlockingTheDesktopDoesNotUnlock()
    {
        Desk desk;
        desk.lock();
        QVERIFY(!find<action::Unlock>(desk.feed(event::Session {SessionEvent::Unlocked})));
        QCOMPARE(desk.machine.state(), LockState::Locked);
    }

    void suspendGoesOnOnlyAfterTheWipe()
    {
        Desk desk;
        const auto actions = desk.feed(event::Session {SessionEvent::AboutToSuspend});
        QVERIFY(indexOf<action::Lock>(actions) >= 0);
        QVERIFY(indexOf<action::ReleaseSuspend>(actions) > indexOf<action::Lock>(actions));
    }

    void suspendIsNeverHeldUpForNothing()
    {
        FakeClock clock;
        LockMachine signedOut({}, clock);
        QVERIFY(find<action::ReleaseSuspend>(signedOut.feed(event::Session {SessionEvent::AboutToSuspend})));
        Desk locked;
        locked.lock();
        QVERIFY(find<action::ReleaseSuspend>(locked.feed(event::Session {SessionEvent::AboutToSuspend})));
        Desk over;
        over.clock.advance(13h);
        QVERIFY(find<action::ReleaseSuspend>(over.feed(event::Session {SessionEvent::AboutToSuspend})));
    }

    void lockingTwiceKeepsTheFirstReason()
    {
        Desk desk;
        desk.lock();
        QVERIFY(!find<action::Lock>(desk.feed(event::LockRequested {LockReason::Policy})));
        QCOMPARE(desk.machine.lockReason(), LockReason::User);
    }

    void unlocksWithTheRightPassword()
    {
        Desk desk;
        desk.lock();
        QVERIFY(desk.tryUnlock(true));
        QCOMPARE(desk.machine.state(), LockState::Unlocked);
        QVERIFY(!desk.machine.lockReason());
        QVERIFY(!find<action::Lock>(desk.pass(299s)));
    }

    void wrongPasswordsWaitLongerAndLonger()
    {
        Desk desk;
        desk.lock();
        for (int i = 0; i < LockMachine::kFreeTries; ++i) {
            QCOMPARE(desk.machine.unlockDelay(), 0ms);
            QVERIFY(desk.tryUnlock(false));
        }
        std::chrono::milliseconds expected = 2s;
        for (int i = 0; i < 12; ++i) {
            QCOMPARE(desk.machine.unlockDelay(), expected);
            const auto refused = desk.feed(event::UnlockRequested {});
            QVERIFY(find<action::RefuseUnlock>(refused));
            QCOMPARE(find<action::RefuseUnlock>(refused)->retryAfter, expected);
            desk.clock.advance(expected);
            QVERIFY(desk.tryUnlock(false));
            expected = std::min<std::chrono::milliseconds>(expected * 2, LockMachine::kMaxDelay);
        }
        // Never a hard lock-out: the right password opens after the wait.
        desk.clock.advance(expected);
        QVERIFY(desk.tryUnlock(true));
        QCOMPARE(desk.machine.state(), LockState::Unlocked);
    }

    void settingTheWallClockDoesNotShortenTheWait()
    {
        Desk desk;
        desk.lock();
        for (int i = 0; i < 5; ++i) {
            desk.clock.advance(desk.machine.unlockDelay());
            QVERIFY(desk.tryUnlock(false));
        }
        desk.clock.jumpWallClock(1h);
        QCOMPARE(desk.machine.unlockDelay(), 8s);
        QVERIFY(!desk.tryUnlock(true));
    }

    void anAbortedAttemptIsNoWrongTry()
    {
        Desk desk;
        desk.lock();
        for (int i = 0; i < 10; ++i) {
            const auto actions = desk.feed(event::UnlockRequested {});
            QVERIFY(find<action::Verify>(actions));
            (void)desk.feed(event::UnlockAborted {find<action::Verify>(actions)->attempt});
        }
        QCOMPARE(desk.machine.unlockDelay(), 0ms);
    }

    void oneAttemptAtATime()
    {
        Desk desk;
        desk.lock();
        QVERIFY(find<action::Verify>(desk.feed(event::UnlockRequested {})));
        const auto second = desk.feed(event::UnlockRequested {});
        QVERIFY(!find<action::Verify>(second));
        QVERIFY(find<action::RefuseUnlock>(second));
    }

    void aLockOvertakesAnAttempt()
    {
        Desk desk;
        desk.lock();
        const auto first = desk.feed(event::UnlockRequested {});
        (void)desk.feed(event::Session {SessionEvent::LidClosed});
        (void)desk.feed(event::UnlockSucceeded {find<action::Verify>(first)->attempt});
        QCOMPARE(desk.machine.state(), LockState::Locked);
        // Nor does the late answer open for the one who tries next.
        (void)desk.feed(event::UnlockRequested {});
        QVERIFY(!find<action::Unlock>(desk.feed(event::UnlockSucceeded {find<action::Verify>(first)->attempt})));
        QCOMPARE(desk.machine.state(), LockState::Verifying);
    }

    void aSuccessNobodyAskedForDoesNotUnlock()
    {
        Desk desk;
        desk.lock();
        QVERIFY(!find<action::Unlock>(desk.feed(event::UnlockSucceeded {0})));
        QVERIFY(!find<action::Unlock>(desk.feed(event::SignedIn {})));
        QCOMPARE(desk.machine.state(), LockState::Locked);
    }

    void pinIsAskedAtFirstAndThePasswordAfterHalfAnHour()
    {
        Desk desk;
        (void)desk.feed(event::PinSet {});
        QVERIFY(!desk.machine.isPinAccepted());
        desk.lock();
        QVERIFY(desk.machine.isPinAccepted());
        QVERIFY(!find<action::DropPin>(desk.pass(1799s)));
        QVERIFY(find<action::DropPin>(desk.pass(1s)));
        QVERIFY(!desk.machine.isPinAccepted());
        QVERIFY(!desk.tryUnlock(true, UnlockMethod::Pin));
        QVERIFY(desk.tryUnlock(true, UnlockMethod::Password));
        desk.lock();
        QVERIFY(!desk.machine.isPinAccepted());
    }

    void pinIsNotAcceptedAfterASleepWithoutTicks()
    {
        Desk desk;
        (void)desk.feed(event::PinSet {});
        desk.lock();
        desk.clock.advance(31min);
        const auto actions = desk.feed(event::UnlockRequested {UnlockMethod::Pin});
        QVERIFY(find<action::DropPin>(actions));
        QVERIFY(!find<action::Verify>(actions));
    }

    void pinIsGoneAfterFiveWrongTries()
    {
        Desk desk;
        (void)desk.feed(event::PinSet {});
        desk.lock();
        for (int i = 0; i < LockMachine::kPinTries; ++i) {
            QVERIFY(desk.machine.isPinAccepted());
            QVERIFY(desk.tryUnlock(false, UnlockMethod::Pin));
        }
        QVERIFY(!desk.machine.isPinAccepted());
        QVERIFY(!desk.tryUnlock(true, UnlockMethod::Pin));
    }

    void withoutAPinNoneIsAccepted()
    {
        Desk desk;
        desk.lock();
        QVERIFY(!desk.tryUnlock(true, UnlockMethod::Pin));
        QCOMPARE(desk.machine.state(), LockState::Locked);
    }

    void signsOutAtTheLimit_data()
    {
        QTest::addColumn<bool>("isLocked");
        QTest::newRow("locked") << true;
        QTest::newRow("in use") << false;
    }
    void signsOutAtTheLimit()
    {
        QFETCH(bool, isLocked);
        Desk desk;
        if (isLocked) {
            desk.lock();
        }
        for (int i = 0; i < 12 * 60 - 1; ++i) {
            desk.clock.advance(1min);
            (void)desk.feed(event::OwnInput {});
            QVERIFY(!find<action::SignOut>(desk.feed(event::Tick {})));
        }
        desk.clock.advance(1min);
        const auto actions = desk.feed(event::Tick {});
        const auto *signOut = find<action::SignOut>(actions);
        QVERIFY(signOut);
        QCOMPARE(*signOut, (action::SignOut {SignOutReason::SessionLimit, isLocked}));
        QCOMPARE(desk.machine.state(), LockState::SignedOut);
        QVERIFY(!find<action::TickIn>(actions));
    }

    void anUnlockAfterTheLimitSignsOut()
    {
        Desk desk;
        desk.lock();
        desk.clock.advance(12h);
        const auto actions = desk.feed(event::UnlockRequested {});
        QVERIFY(find<action::SignOut>(actions));
        QVERIFY(!find<action::Verify>(actions));
    }

    void settingTheClockBackDoesNotLengthenTheSession()
    {
        Desk desk;
        desk.lock();
        desk.clock.jumpWallClock(-24h);
        desk.clock.advance(12h);
        QVERIFY(find<action::SignOut>(desk.feed(event::Tick {})));
    }

    void offersRenewalOnceFromHourNine()
    {
        Desk desk;
        desk.lock();
        desk.clock.advance(9h - 1s);
        QVERIFY(!find<action::OfferRenewal>(desk.feed(event::Tick {})));
        desk.clock.advance(1s);
        const auto offered = desk.feed(event::Tick {});
        QVERIFY(find<action::OfferRenewal>(offered));
        QCOMPARE(find<action::OfferRenewal>(offered)->remaining, 3h);
        QVERIFY(!find<action::OfferRenewal>(desk.feed(event::Tick {})));
        (void)desk.feed(event::SessionRenewed {});
        QCOMPARE(desk.machine.sessionRemaining(), 12h);
        desk.clock.advance(9h);
        QVERIFY(find<action::OfferRenewal>(desk.feed(event::Tick {})));
    }

    void signingOutIsNoWayAroundTheWait()
    {
        Desk desk;
        desk.lock();
        for (int i = 0; i < 4; ++i) {
            desk.clock.advance(desk.machine.unlockDelay());
            QVERIFY(desk.tryUnlock(false));
        }
        (void)desk.feed(event::SignOutRequested {});
        QVERIFY(desk.machine.unlockDelay() > 0ms);
    }

    void aStricterPolicyLocksAtOnce()
    {
        Desk desk;
        (void)desk.pass(120s);
        LockSettings strict;
        strict.idle.lockAfter = 60s;
        const auto actions = desk.machine.setSettings(strict);
        QVERIFY(find<action::Lock>(actions));
        QCOMPARE(find<action::Lock>(actions)->reason, LockReason::Policy);
    }

    void aShorterSessionEndsAtOnce()
    {
        Desk desk;
        desk.lock();
        desk.clock.advance(2h);
        LockSettings strict;
        strict.sessionLimit = 1h;
        QVERIFY(find<action::SignOut>(desk.machine.setSettings(strict)));
    }

    void alwaysAsksForTheNextTick()
    {
        Desk desk;
        for (int i = 0; i < 400; ++i) {
            desk.clock.advance(1s);
            const auto actions = desk.feed(event::Tick {});
            const auto *tick = find<action::TickIn>(actions);
            QVERIFY(tick);
            QVERIFY(tick->delay > 0ms);
            QVERIFY(tick->delay <= LockMachine::kMaxTick);
            QVERIFY(std::holds_alternative<action::TickIn>(actions.back()));
        }
        QCOMPARE(desk.machine.state(), LockState::Locked);
    }

    void sessionEventsReachTheMachineThroughThePort()
    {
        Desk desk;
        FakeSessionEvents session;
        connect(&session, &SessionEvents::happened, this, [&](SessionEvent event) {
            for (const LockAction &action : desk.feed(event::Session {event})) {
                if (std::holds_alternative<action::ReleaseSuspend>(action)) {
                    session.suspendMayProceed();
                }
            }
        });
        session.emitEvent(SessionEvent::AboutToSuspend);
        QCOMPARE(desk.machine.state(), LockState::Locked);
        QVERIFY(!session.holdsSuspend());
    }
};

QTEST_GUILESS_MAIN(LockMachineTest)
#include "lock_machine_test.moc"
