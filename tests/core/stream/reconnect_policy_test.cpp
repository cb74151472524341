// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/fake_random.h"
#include "core/stream/reconnect_policy.h"

#include <QTest>

#include <set>

using namespace wardline;
using namespace wardline::stream;
using namespace std::chrono_literals;

class ReconnectPolicyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void doublesUpToTheLimit()
    {
        FakeRandom random;
        ReconnectPolicy policy(random, {1s, 60s});
        for (const auto step : {1s, 2s, 4s, 8s, 16s, 32s, 60s, 60s, 60s}) {
            const auto delay = policy.nextDelay();
            QVERIFY(delay >= step / 2.0);
            QVERIFY(delay <= step);
        }
        for (int i = 0; i < 100; ++i) {
            QVERIFY(policy.nextDelay() <= 60s); // no overflow
        }
    }

    void spreadsAWard()
    {
        std::set<std::int64_t> delays;
        for (std::uint64_t seed = 0; seed < 50; ++seed) {
            FakeRandom random(seed);
            ReconnectPolicy policy(random, {10s, 60s});
            delays.insert(policy.nextDelay().count());
        }
        QVERIFY(delays.size() > 40);
    }

    void beginsAgainAfterASession()
    {
        FakeRandom random;
        ReconnectPolicy policy(random, {1s, 60s});
        for (int i = 0; i < 10; ++i) {
            (void)policy.nextDelay();
        }
        policy.established();
        QVERIFY(policy.nextDelay() <= 1s);
    }

    void triesAtOnceWhenTheNetworkReturns()
    {
        FakeRandom random;
        ReconnectPolicy policy(random, {1s, 60s});
        (void)policy.nextDelay();
        QCOMPARE(policy.networkReturned(), 0ms);
        QVERIFY(policy.nextDelay() <= 1s);
    }

    void isNotHammeredByAFlappingNetwork()
    {
        FakeRandom random;
        ReconnectPolicy policy(random, {1s, 60s});
        QCOMPARE(policy.networkReturned(), 0ms);
        QVERIFY(policy.networkReturned() >= 500ms);
        policy.established();
        QCOMPARE(policy.networkReturned(), 0ms);
    }
};

QTEST_GUILESS_MAIN(ReconnectPolicyTest)
#include "reconnect_policy_test.moc"
