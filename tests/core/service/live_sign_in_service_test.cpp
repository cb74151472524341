// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/service/ward_bench.h"

#include "core/auth/otpauth_uri.h"
#include "core/auth/totp.h"

namespace wardline::service::test {

namespace {

/// What an authenticator that scanned the URI shows now.
QByteArray codeFor(const SecretBytes &seed, Instant now)
{
    return auth::totp::codeForStep(seed, auth::totp::stepAt(now)).value().view().toByteArray();
}

void useLocalCodes(WardBench &bench)
{
    bench.rules.totp = stream::TotpMode::None;
    bench.rules.isLocalTotp = true;
    bench.relay.asksForCode = false;
    bench.relay.givesToken = false;
}

/// Signs in with what is cached: one message of Ben's.
void haveAHistory(WardBench &bench)
{
    bench.signIn();
    bench.relay.say(directMessage("ben@relay.example/x", "potassium is 2.9"));
    QVERIFY(bench.until([&bench] { return !bench.texts(u"ben@relay.example").isEmpty(); }));
}

void signOut(WardBench &bench)
{
    QSignalSpy out(bench.workstation.get(), &LiveWorkstation::signedOut);
    bench.signInService().signOut();
    QVERIFY(bench.until([&out] { return out.count() == 1; }));
    bench.settle();
}

} // namespace

class LiveSignInServiceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void neverTellsWhichFactorWasWrong()
    {
        QStringList said;
        for (const auto &[password, code] : {std::pair("guess", "123456"), std::pair("correct horse", "654321"), std::pair("guess", "654321")}) {
            WardBench bench;
            bench.signIn(password, code);
            QCOMPARE(bench.state(), model::SignInState::SignedOut);
            QVERIFY(bench.session() == nullptr);
            QCOMPARE(bench.failures.size(), 1);
            QVERIFY(bench.failures.first().is(ServiceError::WrongCredentials));
            said.append(bench.failures.first().toLogString());
            QCOMPARE(bench.keychain.size(), 0U); // nothing is made for a stranger
        }
        QCOMPARE(said.at(1), said.at(0));
        QCOMPARE(said.at(2), said.at(0));
    }

    void refusesWhatCannotBeASignIn_data()
    {
        QTest::addColumn<QString>("account");
        QTest::addColumn<QString>("relay");
        QTest::addColumn<int>("passwordLength");
        QTest::addColumn<int>("error");
        const QString wss = u"wss://relay.example/x"_s;
        QTest::newRow("no user") << u"relay.example"_s << wss << 8 << int(ServiceError::BadAddress);
        QTest::newRow("full address") << u"ana@relay.example/phone"_s << wss << 8 << int(ServiceError::BadAddress);
        QTest::newRow("unencrypted") << u"ana@relay.example"_s << u"ws://relay.example/x"_s << 8 << int(ServiceError::BadRelayUrl);
        QTest::newRow("password in the url") << u"ana@relay.example"_s << u"wss://ana:x@relay.example/x"_s << 8 << int(ServiceError::BadRelayUrl);
        QTest::newRow("no password") << u"ana@relay.example"_s << wss << 0 << int(ServiceError::WrongCredentials);
        QTest::newRow("endless password") << u"ana@relay.example"_s << wss << 1025 << int(ServiceError::WrongCredentials);
    }
    void refusesWhatCannotBeASignIn()
    {
        QFETCH(QString, account);
        QFETCH(QString, relay);
        QFETCH(int, passwordLength);
        QFETCH(int, error);
        WardBench bench;
        SignInRequest request = WardBench::request();
        request.account = jid(account);
        request.relay = QUrl(relay);
        request.password = stream::secret(QByteArray(passwordLength, 'x'));
        bench.signInService().signIn(std::move(request));
        QCOMPARE(bench.failures.size(), 1);
        QVERIFY(bench.failures.first().is(ServiceError(error)));
        QCOMPARE(bench.transports.count(), 0); // nobody was called
        QCOMPARE(bench.state(), model::SignInState::SignedOut);
    }

    void aFixedRelayCannotBeTalkedOutOf()
    {
        WardBench bench;
        bench.rules.relay = QUrl(u"wss://relay.example/fixed"_s);
        bench.rules.isRelayFixed = true;
        SignInRequest request = WardBench::request();
        request.relay = QUrl(u"wss://evil.example/x"_s);
        bench.signInService().signIn(std::move(request));
        QCOMPARE(bench.transports.last()->options().url, bench.rules.relay);
        bench.signInService().cancel();
    }

    void goesOnWithTheTokenAfterASuspend()
    {
        WardBench bench;
        haveAHistory(bench);
        bool isDone = false;
        bench.workstation->suspend([&isDone] { isDone = true; });
        QVERIFY(bench.until([&isDone] { return isDone; }));
        bench.restart();
        bench.signIn("correct horse", {});
        QCOMPARE(bench.state(), model::SignInState::SignedIn);
        QCOMPARE(bench.texts(u"ben@relay.example"), QStringList {u"potassium is 2.9"_s});
        QCOMPARE(bench.relay.invalidated, 0);
    }

    void aTokenOfAnEarlierBootIsWorthNothing()
    {
        WardBench bench;
        bench.signIn();
        bool isDone = false;
        bench.workstation->suspend([&isDone] { isDone = true; });
        QVERIFY(bench.until([&isDone] { return isDone; }));
        bench.environment.bootId = "boot-2";
        bench.restart();
        bench.signIn("correct horse", {});
        QCOMPARE(bench.state(), model::SignInState::SignedOut);
        QVERIFY(bench.failures.last().is(ServiceError::CodeMissing));
    }

    void aRefusedTokenAsksForACodeAndIsForgotten()
    {
        WardBench bench;
        bench.signIn();
        bool isDone = false;
        bench.workstation->suspend([&isDone] { isDone = true; });
        QVERIFY(bench.until([&isDone] { return isDone; }));
        bench.restart();
        bench.relay.takesToken = false;
        bench.signIn("correct horse", {});
        QCOMPARE(bench.state(), model::SignInState::SignedOut);
        QVERIFY(bench.failures.last().is(ServiceError::CodeMissing));
        bench.relay.takesToken = true;
        bench.failures.clear();
        bench.signIn("correct horse", {});
        QCOMPARE(bench.state(), model::SignInState::SignedOut); // it is not tried again
        bench.signIn();
        QCOMPARE(bench.state(), model::SignInState::SignedIn);
    }

    void opensWithTheOldPasswordAfterAChange()
    {
        WardBench bench;
        haveAHistory(bench);
        signOut(bench);
        bench.relay.password = "new staple";
        bench.signIn("new staple");
        (void)bench.until([&bench] { return !bench.failures.isEmpty(); });
        QCOMPARE(bench.failures.size(), 1);
        QVERIFY(bench.failures.last().is(ServiceError::PasswordChanged));
        QVERIFY(bench.session() == nullptr);
        QCOMPARE(bench.signInService().unsentAtStake(), std::optional(0));

        bench.signInService().openWithOldPassword(stream::secret("not that one"));
        QVERIFY(bench.until([&bench] { return bench.failures.size() == 2; }));
        QVERIFY(bench.failures.last().is(ServiceError::PasswordChanged));
        bench.signInService().openWithOldPassword(stream::secret("correct horse"));
        QVERIFY(bench.until([&bench] { return bench.session() != nullptr; }));
        QCOMPARE(bench.texts(u"ben@relay.example"), QStringList {u"potassium is 2.9"_s});

        bench.lockService().lock(lock::LockReason::User);
        bench.settle();
        QVERIFY(isError(bench.unlock("correct horse"), ServiceError::WrongCredentials)); // the old one opens nothing any more
        QVERIFY(bench.unlock("new staple"));
    }

    void startsFreshWhenTheOldPasswordIsForgotten()
    {
        WardBench bench;
        haveAHistory(bench);
        signOut(bench);
        bench.relay.password = "new staple";
        bench.signIn("new staple");
        QVERIFY(bench.until([&bench] { return !bench.failures.isEmpty(); }));
        bench.signInService().startFresh();
        QVERIFY(bench.until([&bench] { return bench.session() != nullptr; }));
        QVERIFY(bench.texts(u"ben@relay.example").isEmpty());
        bench.lockService().lock(lock::LockReason::User);
        bench.settle();
        QVERIFY(bench.unlock("new staple"));
    }

    void aDamagedCacheIsMovedAsideOnlyWhenAsked()
    {
        WardBench bench;
        haveAHistory(bench);
        const auth::ProfileDirectory directory = bench.workstation->profile()->directory();
        signOut(bench);
        QFile cache(directory.cacheDatabasePath());
        QVERIFY(cache.open(QIODevice::WriteOnly));
        cache.write(QByteArray(8192, 'x'));
        cache.close();
        const auto quarantined = [&] { return QDir(directory.path()).entryList({u"*.damaged-*"_s}, QDir::Files).size(); };

        bench.signIn();
        QVERIFY(bench.failures.last().is(ServiceError::CacheDamaged));
        QCOMPARE(bench.state(), model::SignInState::SignedOut);
        QCOMPARE(quarantined(), 0);
        bench.failures.clear();
        bench.signInService().startFresh();
        bench.signIn("correct horse", "000000");
        QVERIFY(bench.failures.last().is(ServiceError::WrongCredentials)); // both factors again
        QCOMPARE(quarantined(), 0);
        bench.signIn();
        QCOMPARE(bench.state(), model::SignInState::SignedIn);
        QVERIFY(quarantined() > 0);
        QVERIFY(bench.texts(u"ben@relay.example").isEmpty());
    }

    void opensWithoutTheRelayWithinTheLease()
    {
        WardBench bench;
        haveAHistory(bench);
        signOut(bench);
        bench.relay.isReachable = false;
        bench.clock.advance(std::chrono::hours(11));
        bench.signIn("correct horse", "000000");
        QVERIFY(bench.until([&bench] { return bench.session() != nullptr; }));
        QCOMPARE(bench.texts(u"ben@relay.example"), QStringList {u"potassium is 2.9"_s});
        QVERIFY(bench.workstation->negotiated() == nullptr);
        QVERIFY(bench.session()->connection().phase != ConnectionPhase::Online);
    }

    void refusesWithoutTheRelay_data()
    {
        QTest::addColumn<QByteArray>("password");
        QTest::addColumn<int>("hours");
        QTest::addColumn<int>("clockBack");
        QTest::addColumn<int>("error");
        QTest::newRow("beyond the lease") << QByteArray("correct horse") << 13 << 0 << int(ServiceError::LeaseOver);
        QTest::newRow("the clock set back") << QByteArray("correct horse") << 0 << 5 << int(ServiceError::LeaseOver);
        QTest::newRow("wrong password") << QByteArray("guess") << 1 << 0 << int(ServiceError::WrongCredentials);
    }
    void refusesWithoutTheRelay()
    {
        QFETCH(QByteArray, password);
        QFETCH(int, hours);
        QFETCH(int, clockBack);
        QFETCH(int, error);
        WardBench bench;
        bench.signIn();
        signOut(bench);
        bench.relay.isReachable = false;
        bench.clock.advance(std::chrono::hours(hours));
        bench.clock.jumpWallClock(std::chrono::hours(-clockBack));
        bench.signIn(password);
        QVERIFY(bench.until([&bench] { return !bench.failures.isEmpty(); }));
        QVERIFY2(bench.failures.last().is(ServiceError(error)), qPrintable(bench.failures.last().toLogString()));
        QCOMPARE(bench.state(), model::SignInState::SignedOut);
        QVERIFY(bench.session() == nullptr);
    }

    void saysWhatTheKeychainIs_data()
    {
        QTest::addColumn<int>("keychain");
        QTest::addColumn<int>("error");
        QTest::newRow("locked") << int(auth::AuthError::KeychainLocked) << int(ServiceError::KeychainLocked);
        QTest::newRow("missing") << int(auth::AuthError::KeychainUnavailable) << int(ServiceError::NoKeychain);
    }
    void saysWhatTheKeychainIs()
    {
        QFETCH(int, keychain);
        QFETCH(int, error);
        WardBench bench;
        bench.keychain.failAlways(auth::AuthError(keychain));
        bench.signIn();
        QVERIFY(bench.failures.last().is(ServiceError(error)));
        QCOMPARE(bench.state(), model::SignInState::SignedOut);
        QCOMPARE(bench.relay.invalidated, 1); // what the relay gave goes back
        bench.keychain.stopFailing();
        bench.signIn();
        QCOMPARE(bench.state(), model::SignInState::SignedIn);
    }

    void aPolicyThatKeepsNothingEndsTheSignInProperly()
    {
        WardBench bench;
        bench.rules.deviceSecret.reset();
        bench.signIn();
        QVERIFY(bench.failures.last().is(ServiceError::NoKeychain));
        QCOMPARE(bench.state(), model::SignInState::SignedOut);
        QVERIFY(!bench.relay.hasLine());
    }

    void checksCodesOnTheDeviceWherePolicySaysSo()
    {
        WardBench bench;
        useLocalCodes(bench);
        bench.signInService().signIn(WardBench::request("correct horse", {}));
        QVERIFY(bench.until([&bench] { return bench.state() == model::SignInState::Enrolling; }));
        QVERIFY(bench.session() == nullptr);
        const auto uri = auth::OtpauthUri::parse(bench.signInService().enrolmentUri());
        QVERIFY(uri);
        const QByteArray right = codeFor(uri->seed, bench.clock.now());
        const QByteArray wrong = right == "000000" ? "000001" : "000000";
        bench.signInService().proveEnrolment(stream::secret(wrong));
        QVERIFY(bench.failures.last().is(ServiceError::WrongCredentials));
        QCOMPARE(bench.state(), model::SignInState::Enrolling);
        bench.signInService().proveEnrolment(stream::secret(right));
        QVERIFY(bench.until([&bench] { return bench.session() != nullptr; }));
        QVERIFY(bench.signInService().enrolmentUri().isEmpty());
        signOut(bench);

        bench.failures.clear();
        bench.signIn("correct horse", right); // the code of the enrolment is used up
        QVERIFY(bench.failures.last().is(ServiceError::WrongCredentials));
        QCOMPARE(bench.state(), model::SignInState::SignedOut);
        bench.clock.advance(std::chrono::seconds(60));
        bench.signIn("correct horse", codeFor(uri->seed, bench.clock.now()));
        QCOMPARE(bench.state(), model::SignInState::SignedIn);
        signOut(bench);

        bench.relay.isReachable = false; // and it is asked for offline too
        bench.clock.advance(std::chrono::seconds(60));
        bench.failures.clear();
        bench.signIn("correct horse", "");
        QVERIFY(bench.until([&bench] { return !bench.failures.isEmpty(); }));
        QVERIFY(bench.session() == nullptr);
    }

    // The relay knows no tokens, and the code is for this device alone.
    void whoEntersWithoutTheRelayGoesOnlineWhenItIsBack()
    {
        WardBench bench;
        bench.relay.givesToken = false;
        useLocalCodes(bench);
        bench.signInService().signIn(WardBench::request("correct horse", {}));
        QVERIFY(bench.until([&bench] { return bench.state() == model::SignInState::Enrolling; }));
        const auto uri = auth::OtpauthUri::parse(bench.signInService().enrolmentUri());
        QVERIFY(uri);
        bench.signInService().proveEnrolment(stream::secret(codeFor(uri->seed, bench.clock.now())));
        QVERIFY(bench.until([&bench] { return bench.session() != nullptr; }));
        signOut(bench);

        bench.relay.isReachable = false;
        bench.clock.advance(std::chrono::seconds(60));
        bench.signIn("correct horse", codeFor(uri->seed, bench.clock.now()));
        QVERIFY(bench.until([&bench] { return bench.session() != nullptr; }));
        QVERIFY(bench.session()->connection().phase != ConnectionPhase::Online);
        QVERIFY(bench.session()->connection().phase != ConnectionPhase::CodeNeeded);
        bench.relay.isReachable = true;
        bench.timers.advance(std::chrono::seconds(120));
        QVERIFY(bench.until([&bench] { return bench.session()->connection().phase == ConnectionPhase::Online; }));
    }

    void cancelLeavesNothingOpen_data()
    {
        QTest::addColumn<QString>("step");
        for (const char *step : {"calling", "proving", "making the vault", "opening the vault", "asking for the old password", "enrolling here"}) {
            QTest::newRow(step) << QString::fromLatin1(step);
        }
    }
    void cancelLeavesNothingOpen()
    {
        QFETCH(QString, step);
        WardBench bench;
        QByteArray password = "correct horse";
        if (step == u"opening the vault" || step == u"asking for the old password") {
            bench.signIn();
            signOut(bench);
            bench.relay.invalidated = 0;
        }
        if (step == u"asking for the old password") {
            bench.relay.password = password = "new staple";
        }
        if (step == u"enrolling here") {
            useLocalCodes(bench);
        }
        bench.worker.isHeld = step.endsWith(u"vault");
        bench.relay.answersSignIn = step != u"proving";
        bench.signInService().signIn(WardBench::request(password));
        if (step == u"calling") {
            QCOMPARE(bench.state(), model::SignInState::Connecting);
        } else if (step == u"enrolling here") {
            QVERIFY(bench.until([&bench] { return bench.state() == model::SignInState::Enrolling; }));
        } else if (step == u"asking for the old password") {
            QVERIFY(bench.until([&bench] { return !bench.failures.isEmpty(); }));
        } else if (step == u"proving") {
            QVERIFY(bench.until([&bench] { return bench.state() == model::SignInState::Proving; }));
        } else {
            QVERIFY(bench.until([&bench] { return bench.worker.waiting() > 0; }));
        }
        QPointer<stream::FakeTransport> line = bench.transports.last();

        bench.signInService().cancel();
        QCOMPARE(bench.state(), model::SignInState::SignedOut);
        QVERIFY(bench.signInService().enrolmentUri().isEmpty());
        bench.relay.answersSignIn = true;
        bench.settle();
        bench.worker.release();
        bench.settle();
        QCOMPARE(bench.state(), model::SignInState::SignedOut);
        QVERIFY(bench.session() == nullptr);
        QVERIFY(bench.workstation->profile() == nullptr);
        QVERIFY(line.isNull() || line->isFinished());
        QVERIFY(!bench.relay.hasLine());
        QCOMPARE(bench.relay.invalidated, step.contains(u"vault") || step.contains(u"old") ? 1 : 0);

        bench.failures.clear(); // the profile is free, and what was begun is in nobody's way
        bench.rules.totp = stream::TotpMode::RelayTask;
        bench.rules.isLocalTotp = false;
        bench.relay.asksForCode = true;
        bench.relay.password = "correct horse";
        bench.signIn();
        QCOMPARE(bench.state(), model::SignInState::SignedIn);
    }

    void whatComesBeforeTheCacheIsOpenDoesNotHoldUpTheCount()
    {
        WardBench bench;
        bench.worker.isHeld = true;
        bench.signInService().signIn(WardBench::request());
        QVERIFY(bench.until([&bench] { return bench.worker.waiting() > 0; }));
        bench.relay.say(directMessage("ben@relay.example/x", "early"));
        bench.worker.release();
        QVERIFY(bench.until([&bench] { return bench.session() != nullptr && bench.session()->isCaughtUp(); }));
        bench.settle();
        bench.relay.askForCount();
        bench.settle();
        QCOMPARE(bench.relay.handled, bench.relay.sentCount());
    }

    void aLineThatBreaksBeforeTheCacheIsOpenComesBack()
    {
        WardBench bench;
        bench.relay.rooms = {u"ward@rooms.relay.example"_s};
        bench.worker.isHeld = true;
        bench.signInService().signIn(WardBench::request());
        QVERIFY(bench.until([&bench] { return bench.worker.waiting() > 0; }));
        bench.relay.cut();
        bench.settle();
        bench.worker.release();
        QVERIFY(bench.until([&bench] { return bench.session() != nullptr; }));
        bench.timers.advance(std::chrono::seconds(60));
        QVERIFY(bench.until([&bench] { return bench.session()->isCaughtUp(); }));
        QCOMPARE(bench.session()->rooms().conversation(jid(u"ward@rooms.relay.example"))->posting, model::PostingRight::Allowed);
    }

    void knowsItsAccountsOnlyWherePolicyShowsThem()
    {
        WardBench bench;
        bench.signIn();
        QCOMPARE(bench.signInService().knownAccounts().size(), 1U);
        QCOMPARE(bench.signInService().knownAccounts().front().lastSignIn, bench.clock.now());
        bench.rules.listAccounts = false;
        QCOMPARE(bench.signInService().knownAccounts().size(), 0U);
    }

    void saysWhenThisPersonSignedInBefore()
    {
        WardBench bench;
        bench.rules.listAccounts = false; // kept for the person alone, whatever the sign-in page may show
        bench.signIn();
        QCOMPARE(bench.state(), model::SignInState::SignedIn);
        QVERIFY(!bench.signInService().previousSignIn());
        const Instant first = bench.clock.now();
        signOut(bench);
        QVERIFY(!bench.signInService().previousSignIn());
        bench.timers.advance(std::chrono::hours(9));
        bench.environment.workstationName = u"ws2"_s; // the same home on another computer
        bench.restart();
        bench.signIn();
        const auto previous = bench.signInService().previousSignIn();
        QVERIFY(previous);
        QCOMPARE(previous->when, first);
        QCOMPARE(previous->workstation, u"ws1"_s);
        QVERIFY(!previous->isHere);
        signOut(bench);
        bench.signIn();
        QVERIFY(bench.signInService().previousSignIn()->isHere);
    }

    void comparesClocksAfterARefusalAndOnlyThen()
    {
        WardBench bench;
        bench.transports.relayTime = bench.clock.now() + std::chrono::minutes(4);
        QSignalSpy known(&bench.signInService(), &SignInService::clockSkewChanged);
        bench.signIn("guess", "123456");
        QVERIFY(bench.until([&known] { return known.count() == 1; }));
        QCOMPARE(bench.signInService().clockSkew(), std::chrono::minutes(4));
        bench.signIn();
        QCOMPARE(bench.state(), model::SignInState::SignedIn);
        QVERIFY(!bench.signInService().clockSkew());
        QCOMPARE(bench.transports.clockQuestions, 1);
    }

    void knowsHowLongTheRelayWantsToBeLeftAlone()
    {
        WardBench bench;
        bench.relay.waitSeconds = 28;
        bench.signIn("guess", "123456");
        QVERIFY(bench.failures.last().is(ServiceError::TryLater));
        const model::Jid account = jid(stream::kAccount);
        QCOMPARE(bench.signInService().signInDelay(account), std::chrono::seconds(28));
        QCOMPARE(bench.signInService().signInDelay(jid(u"ben@relay.example")), std::chrono::seconds(0));
        bench.timers.advance(std::chrono::seconds(20));
        QCOMPARE(bench.signInService().signInDelay(account), std::chrono::seconds(8));
        bench.timers.advance(std::chrono::seconds(20));
        QCOMPARE(bench.signInService().signInDelay(account), std::chrono::seconds(0));
    }
};

} // namespace wardline::service::test

QTEST_GUILESS_MAIN(wardline::service::test::LiveSignInServiceTest)
#include "live_sign_in_service_test.moc"
