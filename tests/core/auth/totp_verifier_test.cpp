// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/auth/fake_attempt_store.h"
#include "core/auth/totp.h"
#include "core/auth/totp_verifier.h"
#include "core/base/fake_clock.h"

#include <QTest>

using namespace wardline;
using namespace wardline::auth;
using namespace std::chrono_literals;

namespace {

SecretBytes seed()
{
    return SecretBytes::copyOf(QByteArrayView("12345678901234567890"));
}

struct Fixture {
    FakeClock clock;
    FakeAttemptStore store;
    TotpVerifier verifier {clock, store};

    Fixture() { QVERIFY(verifier.beginEnrolment()); }
    [[nodiscard]] SecretBytes codeNow(int offset = 0) const
    {
        return totp::codeForStep(seed(), totp::stepAt(clock.now()) + std::uint64_t(std::int64_t(offset))).value();
    }
    /// Six digits that are right at no time near now.
    [[nodiscard]] SecretBytes wrongCode() const
    {
        SecretBytes code = codeNow();
        for (char digit = '0'; digit <= '9'; ++digit) {
            code.data()[0] = std::byte(digit);
            if (!totp::matchStep(seed(), code, clock.now())) {
                break;
            }
        }
        return code;
    }
    void failTimes(std::uint32_t count)
    {
        for (std::uint32_t i = 0; i < count; ++i) {
            clock.advance(verifier.retryAfter());
            QVERIFY(verifier.verify(seed(), wrongCode()).error().is(AuthError::CodeInvalid));
        }
    }
};

} // namespace

class TotpVerifierTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void acceptsTheCodeOfNow()
    {
        Fixture f;
        QVERIFY(f.verifier.verify(seed(), f.codeNow()));
    }

    void refusesTheSameCodeTwice()
    {
        Fixture f;
        QVERIFY(f.verifier.verify(seed(), f.codeNow()));
        QVERIFY(f.verifier.verify(seed(), f.codeNow()).error().is(AuthError::CodeReplayed));
    }

    void refusesAnEarlierCodeAfterALaterOne()
    {
        Fixture f;
        QVERIFY(f.verifier.verify(seed(), f.codeNow(1)));
        QVERIFY(f.verifier.verify(seed(), f.codeNow(0)).error().is(AuthError::CodeReplayed));
        f.clock.advance(60s);
        QVERIFY(f.verifier.verify(seed(), f.codeNow()));
    }

    void refusesAReplayAfterARestart()
    {
        Fixture f;
        QVERIFY(f.verifier.verify(seed(), f.codeNow()));
        TotpVerifier restarted(f.clock, f.store);
        QVERIFY(restarted.verify(seed(), f.codeNow()).error().is(AuthError::CodeReplayed));
    }

    void refusesTheCodeThatProvedTheEnrolment()
    {
        Fixture f;
        QVERIFY(f.verifier.beginEnrolment(totp::stepAt(f.clock.now())));
        QVERIFY(f.verifier.verify(seed(), f.codeNow()).error().is(AuthError::CodeReplayed));
        QVERIFY(f.verifier.verify(seed(), f.codeNow(1)));
    }

    void makesPeopleWaitLongerWithEachWrongCode()
    {
        Fixture f;
        f.failTimes(2);
        QCOMPARE(f.verifier.retryAfter().count(), 0);
        f.failTimes(1);
        QCOMPARE(f.verifier.retryAfter(), 30000ms);
        QVERIFY(f.verifier.verify(seed(), f.codeNow()).error().is(AuthError::AttemptsDelayed)); // not even the right one
        f.failTimes(1);
        QCOMPARE(f.verifier.retryAfter(), 60000ms);
        f.failTimes(20);
        QCOMPARE(f.verifier.retryAfter(), std::chrono::milliseconds(1h));
        f.clock.advance(1h);
        QVERIFY(f.verifier.verify(seed(), f.codeNow()));
        QCOMPARE(f.store.record()->failures, 0U);
    }

    void aReplayCountsAsWrong()
    {
        Fixture f;
        QVERIFY(f.verifier.verify(seed(), f.codeNow()));
        const SecretBytes used = f.codeNow();
        for (int i = 0; i < 3; ++i) {
            QVERIFY(f.verifier.verify(seed(), used).error().is(AuthError::CodeReplayed));
        }
        QVERIFY(f.verifier.retryAfter() > 0ms);
    }

    void keepsTheDelayAcrossARestart()
    {
        Fixture f;
        f.failTimes(4);
        TotpVerifier restarted(f.clock, f.store);
        QCOMPARE(restarted.retryAfter(), 60000ms);
        QVERIFY(restarted.verify(seed(), f.codeNow()).error().is(AuthError::AttemptsDelayed));
    }

    void countsAnAttemptBeforeItLooksAtTheCode()
    {
        // Ending the process between comparing and counting would otherwise be a free try: the record is already there
        // when only the second write fails.
        Fixture f;
        struct DiesAfterOne final : AttemptStore {
            FakeAttemptStore &inner;
            int left = 1;
            explicit DiesAfterOne(FakeAttemptStore &i) : inner(i) { }
            Result<AttemptRecord> load() override { return inner.load(); }
            Status save(const AttemptRecord &r) override
            {
                return left-- > 0 ? inner.save(r) : Status(failure(AuthError::DiskFull));
            }
        } dying(f.store);
        TotpVerifier verifier(f.clock, dying);
        QVERIFY(verifier.verify(seed(), f.codeNow()).error().is(AuthError::DiskFull)); // right, but it could not be spent
        QCOMPARE(f.store.record()->failures, 1U);
    }

    void acceptsNothingWhenItCannotCount()
    {
        Fixture f;
        f.store.failSaving(AuthError::ProfileNotWritable);
        QVERIFY(f.verifier.verify(seed(), f.codeNow()).error().is(AuthError::ProfileNotWritable));
    }

    void damagedCountersMeanTheLongestDelayAndNoReplay()
    {
        Fixture f;
        const SecretBytes code = f.codeNow();
        QVERIFY(f.verifier.verify(seed(), code));
        f.store.damage();
        QVERIFY(f.verifier.verify(seed(), f.codeNow(1)).error().is(AuthError::AttemptsDamaged));
        QCOMPARE(f.verifier.retryAfter(), std::chrono::milliseconds(1h));
        QVERIFY(f.verifier.verify(seed(), f.codeNow(1)).error().is(AuthError::AttemptsDelayed)); // the wait goes on, it does not begin anew
        f.clock.advance(30min);
        QCOMPARE(f.verifier.retryAfter(), std::chrono::milliseconds(30min));
        f.clock.advance(30min);
        QVERIFY(f.verifier.verify(seed(), f.codeNow()));
    }

    void aClockSetBackStretchesNoDelay()
    {
        Fixture f;
        f.failTimes(3);
        f.clock.jumpWallClock(-24h * 365);
        QVERIFY(f.verifier.retryAfter() <= 30s);
        f.clock.advance(30s);
        QCOMPARE(f.verifier.retryAfter().count(), 0);
    }

    void everyFailureHasADelayThatNeverShrinks()
    {
        std::chrono::milliseconds last {0};
        for (std::uint32_t n = 0; n < 200; ++n) {
            QVERIFY(TotpVerifier::delayAfter(n) >= last);
            last = TotpVerifier::delayAfter(n);
        }
        QCOMPARE(TotpVerifier::delayAfter(UINT32_MAX), std::chrono::milliseconds(1h));
    }
};

QTEST_APPLESS_MAIN(TotpVerifierTest)
#include "totp_verifier_test.moc"
