// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/fake_timer_factory.h"
#include "core/base/qt_timer_factory.h"
#include "core/base/system_clock.h"

#include <QStringList>
#include <QTest>

using namespace wardline;
using namespace std::chrono_literals;

class TimerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fakeTimersFireInOrderAtTheirTime()
    {
        FakeClock clock;
        FakeTimerFactory factory(clock);
        QStringList fired;
        const MonotonicInstant start = clock.monotonic();
        const auto note = [&](const char *name) {
            fired << QString::fromLatin1(name) + QString::number((clock.monotonic() - start).count());
        };
        const auto late = factory.createTimer([&] { note("late"); });
        const auto early = factory.createTimer([&] { note("early"); });
        late->start(20ms);
        early->start(10ms);
        QCOMPARE(factory.activeCount(), std::size_t(2));
        factory.advance(9ms);
        QVERIFY(fired.isEmpty());
        factory.advance(100ms);
        QCOMPARE(fired, (QStringList {QStringLiteral("early10"), QStringLiteral("late20")}));
        QCOMPARE(clock.monotonic() - start, 109ms);
        QVERIFY(!late->isActive());
    }

    void fakeTimersCanBeStoppedRestartedAndDestroyed()
    {
        FakeClock clock;
        FakeTimerFactory factory(clock);
        int count = 0;
        std::unique_ptr<Timer> timer;
        timer = factory.createTimer([&] {
            if (++count < 3) {
                timer->start(10ms); // from within its own call
            }
        });
        timer->start(10ms);
        timer->start(30ms); // begins again
        factory.advance(29ms);
        QCOMPARE(count, 0);
        factory.advance(21ms);
        QCOMPARE(count, 3);
        timer->start(10ms);
        timer->stop();
        factory.advance(1s);
        QCOMPARE(count, 3);
        timer->start(10ms);
        timer.reset();
        factory.advance(1s);
        QCOMPARE(count, 3);
        QCOMPARE(factory.activeCount(), std::size_t(0));
    }

    void aJumpOfTheWallClockMovesNoTimer()
    {
        FakeClock clock;
        FakeTimerFactory factory(clock);
        int count = 0;
        const auto timer = factory.createTimer([&] { ++count; });
        timer->start(1h);
        const Instant before = clock.now();
        clock.jumpWallClock(48h);
        QCOMPARE(clock.now() - before, std::chrono::milliseconds(48h));
        factory.advance(59min);
        QCOMPARE(count, 0);
    }

    void realTimersFireOnceAndMayEndThemselves()
    {
        QtTimerFactory factory;
        int count = 0;
        std::unique_ptr<Timer> timer = factory.createTimer([&] {
            ++count;
            timer.reset();
        });
        timer->start(1ms);
        QVERIFY(timer->isActive());
        QTRY_COMPARE(count, 1);
        QTest::qWait(10);
        QCOMPARE(count, 1);

        const auto stopped = factory.createTimer([&] { ++count; });
        stopped->start(1ms);
        stopped->stop();
        auto destroyed = factory.createTimer([&] { ++count; });
        destroyed->start(1ms);
        destroyed.reset();
        QTest::qWait(20);
        QCOMPARE(count, 1);
    }

    void theSystemsClocksGoForward()
    {
        const SystemClock clock;
        QVERIFY(clock.now() > Instant(std::chrono::milliseconds(1700000000000)));
        const MonotonicInstant before = clock.monotonic();
        QTest::qSleep(5);
        QVERIFY(clock.monotonic() >= before + 4ms);
    }
};

QTEST_GUILESS_MAIN(TimerTest)
#include "timer_test.moc"
