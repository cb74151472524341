// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/service/ward_bench.h"

#include <QDirIterator>

namespace wardline::service::test {

/// The lock and the way out: what is open, what is closed, what is left.
class LiveWorkstationTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void opensASessionForPasswordAndCode()
    {
        WardBench bench;
        bench.signIn();
        QCOMPARE(bench.state(), model::SignInState::SignedIn);
        QVERIFY(bench.session() != nullptr);
        QVERIFY(bench.session()->isCaughtUp());
        QVERIFY(bench.failures.isEmpty());
        QVERIFY(!bench.workstation->negotiated()->token);
    }

    void lockClosesEverything()
    {
        WardBench bench;
        bench.signIn();
        QPointer<LiveAccountSession> session = bench.session();
        Profile *profile = bench.workstation->profile();
        QVERIFY(profile->vault().isOpen());
        QSignalSpy changes(bench.workstation.get(), &Workstation::sessionChanged);

        bench.lockService().lock(lock::LockReason::User);
        QVERIFY(bench.lockService().isLocked());
        QVERIFY(bench.session() == nullptr);
        QCOMPARE(changes.count(), 1);
        QVERIFY(changes.first().first().value<AccountSession *>() == nullptr);
        QVERIFY(profile->vault().keys() == nullptr); // at once, not when the file is closed
        bench.settle();
        QVERIFY(session.isNull());
        QVERIFY(!profile->vault().isOpen());
        const auto read = profile->store().conversations().summaries();
        bench.settle();
        QVERIFY(read.isFinished());
        QVERIFY(read.result().error().is(store::StoreError::Closed));
        QCOMPARE(bench.relay.goodByes, 1);
        QVERIFY(!bench.relay.hasLine());
    }

    void aLockedSessionHearsAndSaysNothing()
    {
        WardBench bench;
        bench.signIn();
        LiveAccountSession *session = bench.session();
        QSignalSpy stored(&session->messages(), &MessageService::messagesStored);
        QSignalSpy connection(session, &AccountSession::connectionChanged);
        bench.relay.say(directMessage("ben@relay.example/x", "potassium is 2.9"));
        bench.lockService().lock(lock::LockReason::User); // while it is being stored
        const auto said = stored.count() + connection.count();
        bench.settle();
        QCOMPARE(stored.count() + connection.count(), said);
    }

    void unlockBringsBackWhatWasStored()
    {
        WardBench bench;
        bench.signIn();
        bench.relay.say(directMessage("ben@relay.example/x", "potassium is 2.9"));
        bench.settle();
        bench.lockService().lock(lock::LockReason::User);
        bench.settle();
        QVERIFY(bench.unlock());
        QVERIFY(!bench.lockService().isLocked());
        QVERIFY(bench.session() != nullptr);
        QCOMPARE(bench.texts(u"ben@relay.example"), QStringList {u"potassium is 2.9"_s});
        QCOMPARE(bench.session()->connection().phase, ConnectionPhase::Online); // by the token, without a code
    }

    void aDraftThatIsGivenAsTheSessionEndsIsThereAfterwards()
    {
        WardBench bench;
        bench.signIn();
        bench.relay.say(directMessage("ben@relay.example/x", "potassium is 2.9"));
        bench.settle();
        const model::Jid ben = *model::Jid::parse(u"ben@relay.example");
        const Draft draft {.text = u"I repeat it at"_s, .answers = {7}, .cursor = 4};
        RoomService &rooms = bench.session()->rooms();
        const auto leaving = connect(bench.workstation.get(), &Workstation::sessionChanged, this, [&](const AccountSession *now) {
            QVERIFY(now == nullptr);
            rooms.saveDraft(ben, draft); // as the window does: not before
        });
        bench.lockService().lock(lock::LockReason::Idle);
        disconnect(leaving);
        bench.settle();
        QVERIFY(bench.unlock());
        const auto kept = bench.session()->rooms().draft(ben);
        bench.settle();
        QVERIFY(kept.isFinished() && kept.result());
        QCOMPARE(*kept.result(), draft);
    }

    void wrongPasswordsWaitLongerAndLonger()
    {
        WardBench bench;
        bench.signIn();
        bench.lockService().lock(lock::LockReason::User);
        bench.settle();
        for (int i = 0; i < lock::LockMachine::kFreeTries; ++i) {
            QVERIFY(isError(bench.unlock("guess"), ServiceError::WrongCredentials));
        }
        const auto first = bench.lockService().unlockDelay();
        QVERIFY(first > std::chrono::milliseconds(0));
        QVERIFY(isError(bench.unlock(), ServiceError::TryLater)); // the right one waits too
        QVERIFY(bench.lockService().isLocked());
        bench.timers.advance(first);
        QVERIFY(isError(bench.unlock("guess"), ServiceError::WrongCredentials));
        QVERIFY(bench.lockService().unlockDelay() > first);
        bench.timers.advance(bench.lockService().unlockDelay());
        QVERIFY(!bench.workstation->profile()->vault().isOpen());
        QVERIFY(bench.unlock());
    }

    void lockWhileUnlockingStaysLocked()
    {
        WardBench bench;
        bench.signIn();
        bench.lockService().lock(lock::LockReason::User);
        bench.settle();
        bench.worker.isHeld = true;
        const QFuture<Status> answer = bench.lockService().unlock(stream::secret("correct horse"));
        bench.settle();
        QCOMPARE(bench.worker.waiting(), 1U);
        bench.lockService().lock(lock::LockReason::Suspend);
        bench.worker.release();
        bench.settle();
        QVERIFY(bench.lockService().isLocked());
        QVERIFY(answer.isFinished());
        QVERIFY(!answer.result());
        QVERIFY(bench.session() == nullptr);
        QVERIFY(!bench.workstation->profile()->vault().isOpen());
        QVERIFY(bench.unlock()); // and the next try counts
    }

    void signsOutWhileTheUnlockIsUnderWay()
    {
        WardBench bench;
        bench.signIn();
        bench.lockService().lock(lock::LockReason::User);
        bench.settle();
        bench.worker.isHeld = true;
        const QFuture<Status> answer = bench.lockService().unlock(stream::secret("correct horse"));
        bench.settle();
        bench.signInService().signOut();
        bench.worker.release();
        bench.settle();
        QVERIFY(answer.isFinished());
        QVERIFY(isError(answer.result(), ServiceError::NotSignedIn));
        QCOMPARE(bench.state(), model::SignInState::SignedOut);
        QVERIFY(bench.workstation->profile() == nullptr);
        QVERIFY(bench.session() == nullptr);
    }

    void aCacheThatCannotBeOpenedLeavesNoKeysBehindTheLockedScreen()
    {
        WardBench bench;
        bench.relay.givesToken = false;
        bench.signIn();
        bench.lockService().lock(lock::LockReason::User);
        bench.settle();
        QFile cache(bench.workstation->profile()->directory().cacheDatabasePath());
        QVERIFY(cache.open(QIODevice::WriteOnly));
        cache.write(QByteArray(8192, 'x'));
        cache.close();
        QVERIFY(isError(bench.unlock(), ServiceError::CacheDamaged));
        QVERIFY(bench.lockService().isLocked());
        QVERIFY(bench.session() == nullptr);
        QVERIFY(!bench.workstation->profile()->vault().isOpen());
        QCOMPARE(bench.lockService().unlockDelay(), std::chrono::milliseconds(0)); // no wrong password
    }

    void signsOutFromTheLockedScreen()
    {
        WardBench bench;
        bench.signIn();
        bench.lockService().lock(lock::LockReason::User);
        bench.settle();
        QSignalSpy out(bench.workstation.get(), &LiveWorkstation::signedOut);
        bench.signOut();
        QCOMPARE(out.count(), 1);
        QCOMPARE(bench.state(), model::SignInState::SignedOut);
        QVERIFY(!bench.lockService().isLocked());
        QVERIFY(bench.workstation->profile() == nullptr);
        QCOMPARE(bench.relay.invalidated, 1);
    }

    void signOutGivesTheTokenBack()
    {
        WardBench bench;
        bench.signIn();
        bench.signOut();
        QCOMPARE(bench.relay.invalidated, 1);
        bench.restart();
        bench.signIn("correct horse", {}); // no code, no token any more
        QVERIFY(bench.session() == nullptr);
        QVERIFY(bench.failures.last().is(ServiceError::CodeMissing));
    }

    void aMistypedCodeIsNotTheEndOfTheSession()
    {
        WardBench bench;
        bench.relay.givesToken = false;
        bench.signIn();
        bench.relay.cut();
        QVERIFY(bench.until([&bench] { return bench.session()->connection().phase == ConnectionPhase::CodeNeeded; }));
        bench.session()->reconnectNow(stream::secret("000000"));
        bench.settle();
        QCOMPARE(bench.state(), model::SignInState::SignedIn);
        QCOMPARE(bench.session()->connection().phase, ConnectionPhase::CodeNeeded);
        QVERIFY(bench.session()->connection().lastError.has_value());
        bench.session()->reconnectNow(stream::secret("123456"));
        QVERIFY(bench.until([&bench] { return bench.session()->connection().phase == ConnectionPhase::Online; }));
    }

    void anIdlePersonIsLockedOut()
    {
        WardBench bench;
        bench.signIn();
        bench.timers.advance(bench.rules.idleLock);
        QVERIFY(bench.lockService().isLocked());
        QVERIFY(!bench.workstation->profile()->vault().isOpen());
    }

    void theSessionEndsAtItsLimitAlsoWhileLocked()
    {
        WardBench bench;
        bench.signIn();
        bench.lockService().lock(lock::LockReason::User);
        bench.settle();
        QSignalSpy said(&bench.signInService(), &SignInService::signedOutBy);
        bench.timers.advance(bench.rules.sessionLimit);
        bench.settle();
        QCOMPARE(bench.state(), model::SignInState::SignedOut);
        QVERIFY(bench.workstation->profile() == nullptr);
        QCOMPARE(said.count(), 1);
    }

    void aWorkstationThatGoesAwayTakesItsSessionAlong()
    {
        WardBench bench;
        bench.signIn();
        QPointer<LiveAccountSession> session = bench.session();
        bench.workstation.reset();
        QVERIFY(session.isNull()); // not a turn of the event loop later: profile and link are gone
    }

    void nothingReadableIsOnTheDisk()
    {
        WardBench bench;
        bench.signIn();
        bench.relay.say(directMessage("ben@relay.example/x", "haloperidol five milligrams"));
        bench.settle();
        QCOMPARE(bench.texts(u"ben@relay.example"), QStringList {u"haloperidol five milligrams"_s});
        bench.lockService().lock(lock::LockReason::User);
        bench.settle();
        int files = 0;
        QDirIterator it(bench.folder.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (it.hasNext()) {
            QFile file(it.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray bytes = file.readAll();
            ++files;
            for (const QByteArrayView secret : {"haloperidol", "correct horse", "NEXT-TOKEN", "123456"}) {
                QVERIFY2(!bytes.contains(secret), qPrintable(file.fileName()));
            }
        }
        QVERIFY(files >= 3);
    }
};

} // namespace wardline::service::test

QTEST_GUILESS_MAIN(wardline::service::test::LiveWorkstationTest)
#include "live_workstation_test.moc"
