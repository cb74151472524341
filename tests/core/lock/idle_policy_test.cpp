// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/fake_clock.h"
#include "core/lock/fake_idle_source.h"
#include "core/lock/idle_policy.h"

#include <QTest>

using namespace wardline;
using namespace wardline::lock;
using namespace std::chrono_literals;
using Kind = IdleVerdict::Kind;

class IdlePolicyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void staysActiveUntilTheWarning()
    {
        FakeClock clock;
        IdlePolicy policy({IdlePreset::Shared, 300s, 30s}, clock);
        clock.advance(269s);
        const IdleVerdict verdict = policy.check(std::nullopt);
        QCOMPARE(verdict.kind, Kind::Active);
        QCOMPARE(verdict.remaining, 31s);
        QCOMPARE(verdict.checkAgainIn, 1s);
    }

    void warnsThirtySecondsBefore()
    {
        FakeClock clock;
        IdlePolicy policy({IdlePreset::Shared, 300s, 30s}, clock);
        clock.advance(270s);
        const IdleVerdict verdict = policy.check(std::nullopt);
        QCOMPARE(verdict.kind, Kind::Warn);
        QCOMPARE(verdict.remaining, 30s);
    }

    void locksWhenDue()
    {
        FakeClock clock;
        IdlePolicy policy({IdlePreset::Shared, 300s, 30s}, clock);
        clock.advance(300s);
        const IdleVerdict verdict = policy.check(std::nullopt);
        QCOMPARE(verdict.kind, Kind::Lock);
        QCOMPARE(verdict.reason, LockReason::Idle);
    }

    void ownInputStartsAnew()
    {
        FakeClock clock;
        IdlePolicy policy({IdlePreset::Shared, 300s, 30s}, clock);
        clock.advance(299s);
        QCOMPARE(policy.noteOwnInput().kind, Kind::Active);
        clock.advance(299s);
        QCOMPARE(policy.check(std::nullopt).kind, Kind::Warn);
    }

    void inputJustAfterTheDueTimeStillCounts()
    {
        FakeClock clock;
        IdlePolicy policy({IdlePreset::Shared, 300s, 30s}, clock);
        clock.advance(303s);
        QCOMPARE(policy.noteOwnInput().kind, Kind::Active);
    }

    void inputAfterASleepDoesNotCount()
    {
        FakeClock clock;
        IdlePolicy policy({IdlePreset::Shared, 300s, 30s}, clock);
        clock.advance(303001ms);
        const IdleVerdict verdict = policy.noteOwnInput();
        QCOMPARE(verdict.kind, Kind::Lock);
        QCOMPARE(verdict.reason, LockReason::TimeJump);
    }

    void lateLookLocksAtOnce()
    {
        FakeClock clock;
        IdlePolicy policy({IdlePreset::Personal, 300s, 30s}, clock);
        clock.advance(304s);
        const IdleVerdict verdict = policy.check(0ms);
        QCOMPARE(verdict.kind, Kind::Lock);
        QCOMPARE(verdict.reason, LockReason::TimeJump);
    }

    void wallClockSetForwardLocks()
    {
        FakeClock clock;
        IdlePolicy policy({IdlePreset::Shared, 300s, 30s}, clock);
        clock.jumpWallClock(8h);
        QCOMPARE(policy.check(std::nullopt).reason, LockReason::TimeJump);
        QCOMPARE(policy.check(std::nullopt).kind, Kind::Lock);
    }

    void wallClockSetBackDoesNotKeepItOpen()
    {
        FakeClock clock;
        IdlePolicy policy({IdlePreset::Shared, 300s, 30s}, clock);
        clock.jumpWallClock(-8h);
        clock.advance(300s);
        QCOMPARE(policy.check(std::nullopt).kind, Kind::Lock);
    }

    void sharedWorkstationIgnoresTheDesktop()
    {
        FakeClock clock;
        FakeIdleSource desktop;
        desktop.set(0ms);
        IdlePolicy policy({IdlePreset::Shared, 300s, 30s}, clock);
        clock.advance(300s);
        QCOMPARE(policy.check(desktop.idleFor()).kind, Kind::Lock);
    }

    void personalWorkstationCountsTheDesktop()
    {
        FakeClock clock;
        FakeIdleSource desktop;
        IdlePolicy policy({IdlePreset::Personal, 300s, 30s}, clock);
        clock.advance(290s);
        desktop.set(10s);
        const IdleVerdict verdict = policy.check(desktop.idleFor());
        QCOMPARE(verdict.kind, Kind::Active);
        QCOMPARE(verdict.remaining, 290s);
    }

    void personalWorkstationWithoutADesktopSourceCountsItself()
    {
        FakeClock clock;
        IdlePolicy policy({IdlePreset::Personal, 300s, 30s}, clock);
        clock.advance(300s);
        QCOMPARE(policy.check(std::nullopt).kind, Kind::Lock);
    }

    void anIdleDesktopDoesNotShortenOwnInput()
    {
        FakeClock clock;
        IdlePolicy policy({IdlePreset::Personal, 300s, 30s}, clock);
        clock.advance(100s);
        QCOMPARE(policy.noteOwnInput().kind, Kind::Active);
        QCOMPARE(policy.check(24h * 365).remaining, 300s);
    }

    void negativeDesktopIdleIsNotBelieved()
    {
        FakeClock clock;
        IdlePolicy policy({IdlePreset::Personal, 300s, 30s}, clock);
        clock.advance(100s);
        QCOMPARE(policy.check(-1h).remaining, 200s);
    }
};

QTEST_GUILESS_MAIN(IdlePolicyTest)
#include "idle_policy_test.moc"
