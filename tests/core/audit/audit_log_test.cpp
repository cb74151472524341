// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/audit/audit_samples.h"

#include <QTest>

using namespace wardline;
using namespace wardline::audit;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class AuditLogTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void signsWhatIsRecordedAfterTheKeyIsThere()
    {
        Bench bench;
        QVERIFY(bench.start());
        QVERIFY(!bench.log->isSigning());
        QVERIFY(bench.log->attachKey(Bench::sealingKey()));
        QVERIFY(bench.log->isSigning());
        QVERIFY(bench.view());
        const auto records = bench.records();
        QCOMPARE(records.size(), std::size_t(2));
        QVERIFY(!records[0].isSigned);
        QCOMPARE(records[0].event.who, kWorkstation.toString());
        QVERIFY(records[1].isSigned);
        QCOMPARE(records[1].origin, u"ws-4w-1"_s);
        QCOMPARE(records[1].time, bench.clock.now());
        const AuditVerdict verdict = bench.verify();
        QVERIFY(verdict.isIntact());
        QCOMPARE(verdict.signedTo, verdict.records);
        QCOMPARE(verdict.rootKeys, std::vector<QByteArray> {bench.log->head()->rootKey});
    }

    void goesOnAfterARestart()
    {
        Bench bench;
        QVERIFY(bench.log->attachKey(Bench::sealingKey()));
        QVERIFY(bench.view());
        const auto root = bench.log->head()->rootKey;
        QVERIFY(bench.log->close());
        bench.reopen();
        QVERIFY(bench.start());
        QVERIFY(bench.log->attachKey(Bench::sealingKey()));
        QVERIFY(bench.view());
        QCOMPARE(bench.log->head()->rootKey, root);
        const AuditVerdict verdict = bench.verify();
        QVERIFY(verdict.isIntact());
        QCOMPARE(verdict.epochs, std::uint64_t(2));
        QCOMPARE(verdict.records, bench.log->head()->number);
    }

    void goesOnAfterACrash()
    {
        Bench bench;
        QVERIFY(bench.log->attachKey(Bench::sealingKey()));
        QVERIFY(bench.view());
        bench.reopen(); // no close
        QVERIFY(bench.log->attachKey(Bench::sealingKey()));
        QVERIFY(bench.view());
        QVERIFY(bench.verify().isIntact());
    }

    void writesAndSignsWhileLocked()
    {
        Bench bench;
        QVERIFY(bench.log->attachKey(Bench::sealingKey()));
        QVERIFY(bench.lock());
        bench.log->detachKey();
        QVERIFY(bench.log->isSigning());
        const QByteArray sealedAtLock = *bench.storage.key;
        for (int i = 0; i < 10; ++i) {
            QVERIFY(bench.view(i));
        }
        QCOMPARE(*bench.storage.key, sealedAtLock);
        QVERIFY(bench.log->attachKey(Bench::sealingKey()));
        const AuditVerdict verdict = bench.verify();
        QVERIFY(verdict.isIntact());
        QCOMPARE(verdict.epochs, std::uint64_t(2));
        for (const AuditRecord &record : bench.records()) {
            QVERIFY(record.isSigned);
        }
    }

    void goesOnAfterACrashWhileLocked()
    {
        Bench bench;
        QVERIFY(bench.log->attachKey(Bench::sealingKey()));
        bench.log->detachKey();
        QVERIFY(bench.view());
        bench.reopen();
        QVERIFY(bench.log->attachKey(Bench::sealingKey()));
        QVERIFY(bench.verify().isIntact());
    }

    void theKeyOfAnEarlierEpochIsGone()
    {
        Bench bench;
        QVERIFY(bench.log->attachKey(Bench::sealingKey()));
        const auto first = SealedAuditKey::open(Bench::sealingKey(), *bench.storage.key);
        QVERIFY(first);
        bench.log->detachKey();
        QVERIFY(bench.log->attachKey(Bench::sealingKey()));
        const auto second = SealedAuditKey::open(Bench::sealingKey(), *bench.storage.key);
        QVERIFY(second);
        QVERIFY(second->nextSeed.isEmpty());
        QVERIFY(!second->currentSeed.equals(first->currentSeed));
        QVERIFY(!bench.storage.key->contains(second->currentSeed.view()));
    }

    void changesKeysAfterManyRecords()
    {
        Bench bench;
        QVERIFY(bench.log->attachKey(Bench::sealingKey()));
        for (std::uint64_t i = 0; i <= AuditLog::kEpochRecords; ++i) {
            QVERIFY(bench.lock());
        }
        const AuditVerdict verdict = bench.verify();
        QVERIFY(verdict.isIntact());
        QCOMPARE(verdict.epochs, std::uint64_t(2));
    }

    void aWrongSealingKeyDoesNotFit()
    {
        Bench bench;
        QVERIFY(bench.log->attachKey(Bench::sealingKey()));
        QVERIFY(bench.log->close());
        bench.reopen();
        QVERIFY(bench.log->attachKey(Bench::sealingKey(2)).error().is(AuditError::KeyNotFitting));
        QVERIFY(!bench.log->isSigning());
        QVERIFY(bench.start());
    }

    void aLostKeyNeedsADecisionAndLeavesABreak()
    {
        Bench bench;
        QVERIFY(bench.log->attachKey(Bench::sealingKey()));
        QVERIFY(bench.view());
        const AuditHead before = *bench.log->head();
        bench.reopen();
        bench.storage.key.reset();
        QVERIFY(bench.log->attachKey(Bench::sealingKey()).error().is(AuditError::KeyNotFitting));
        QVERIFY(bench.log->startNewLine(Bench::sealingKey()));
        QVERIFY(bench.view());
        const AuditHead after = *bench.log->head();
        QVERIFY(after.rootKey != before.rootKey);
        QCOMPARE(bench.verify().firstDefect, (AuditDefect {DefectKind::KeyLineBroken, before.number + 1, 1}));
        QCOMPARE(bench.verify({before}).firstDefect->kind, DefectKind::KeyLineBroken);
        // Once both first keys were published, the break is vouched for.
        const AuditVerdict verdict = bench.verify({before, after});
        QVERIFY(verdict.isIntact());
        QCOMPARE(verdict.rootKeys.size(), std::size_t(2));
        QCOMPARE(verdict.anchoredTo, after.number);
    }

    void noticesALogThatWasCutBack()
    {
        Bench bench;
        QVERIFY(bench.log->attachKey(Bench::sealingKey()));
        const QByteArray early = bench.storage.files[1];
        QVERIFY(bench.view());
        QVERIFY(bench.log->close());
        bench.storage.files[1] = early;
        bench.reopen();
        QVERIFY(bench.log->attachKey(Bench::sealingKey()).error().is(AuditError::RolledBack));
        QVERIFY(bench.log->isSigning());
        QVERIFY(bench.view());
        // It stays visible in the log, also without an anchor and after the next sign-in.
        QVERIFY(bench.log->close());
        QVERIFY(bench.log->attachKey(Bench::sealingKey()));
        QCOMPARE(bench.verify().firstDefect->kind, DefectKind::KeyLineBroken);
    }

    void aPowerCutIsNotTakenForACutLog()
    {
        // What was not synced when the seal was made is synced by making it.
        Bench bench;
        QVERIFY(bench.log->attachKey(Bench::sealingKey()));
        QVERIFY(bench.view());
        const int syncs = bench.storage.syncs;
        bench.log->detachKey();
        QVERIFY(bench.storage.syncs > syncs);
    }

    void startsWithATornEndOnAFullDisk()
    {
        Bench bench;
        QVERIFY(bench.log->attachKey(Bench::sealingKey()));
        bench.storage.tearNextAfter = 40;
        QVERIFY(!bench.view());
        bench.storage.capacity = 0;
        bench.reopen();
        QVERIFY(bench.log != nullptr);
        QVERIFY(bench.start().error().is(AuditError::DiskFull));
        bench.storage.capacity = 1000000;
        QVERIFY(bench.start());
        QVERIFY(bench.log->attachKey(Bench::sealingKey()));
        QVERIFY(bench.verify().isIntact());
        QCOMPARE(bench.verify().repairs.size(), std::size_t(1));
    }

    void noticesALogThatWasDeleted()
    {
        Bench bench;
        QVERIFY(bench.log->attachKey(Bench::sealingKey()));
        QVERIFY(bench.view());
        const AuditHead anchor = *bench.log->head();
        QVERIFY(bench.log->close());
        bench.storage.files.clear();
        bench.reopen();
        QVERIFY(bench.log->attachKey(Bench::sealingKey()).error().is(AuditError::RolledBack));
        QVERIFY(bench.view());
        QVERIFY(!bench.verify({anchor}).isIntact());
    }

    void aTornEndIsClosedOffAndRecorded_data()
    {
        QTest::addColumn<int>("bytes");
        for (const int bytes : {0, 1, 50, 200, 300}) {
            QTest::addRow("%d bytes", bytes) << bytes;
        }
    }
    void aTornEndIsClosedOffAndRecorded()
    {
        QFETCH(int, bytes);
        Bench bench;
        QVERIFY(bench.log->attachKey(Bench::sealingKey()));
        QVERIFY(bench.view(1));
        bench.storage.tearNextAfter = bytes;
        QVERIFY(!bench.view(2));
        const QByteArray torn = bench.storage.files[1];
        bench.reopen();
        QVERIFY(bench.log->attachKey(Bench::sealingKey()));
        QVERIFY(bench.view(3));
        QVERIFY(bench.storage.files[1].startsWith(torn)); // nothing is cut away
        const AuditVerdict verdict = bench.verify();
        QVERIFY(verdict.isIntact());
        // With its line feed the line is whole: then only the answer was lost.
        QCOMPARE(verdict.repairs.size(), torn.endsWith('\n') ? std::size_t(0) : std::size_t(1));
        if (!verdict.repairs.empty()) {
            const auto records = readAuditLog(bench.storage, {AuditEventType::TailRepaired, {}, {}, {}, 10}).value();
            QCOMPARE(records.size(), std::size_t(1));
            QCOMPARE(records.front().event.count, std::uint64_t(bytes));
        }
    }

    void aTornWriteWithoutARestartIsClosedOffToo()
    {
        Bench bench;
        QVERIFY(bench.log->attachKey(Bench::sealingKey()));
        bench.storage.tearNextAfter = 40;
        QVERIFY(!bench.view(1));
        QVERIFY(bench.view(2));
        const AuditVerdict verdict = bench.verify();
        QVERIFY(verdict.isIntact());
        QCOMPARE(verdict.repairs.size(), std::size_t(1));
    }

    void survivesATearAnywhereInTheChangeOfKeys()
    {
        for (int bytes = 0; bytes < 420; bytes += 7) {
            for (const bool restarts : {true, false}) {
                Bench bench;
                QVERIFY(bench.log->attachKey(Bench::sealingKey()));
                QVERIFY(bench.view());
                bench.log->detachKey();
                bench.storage.tearNextAfter = bytes;
                QVERIFY(!bench.log->attachKey(Bench::sealingKey()));
                if (restarts) {
                    bench.reopen();
                }
                QVERIFY(bench.log->attachKey(Bench::sealingKey()));
                QVERIFY(bench.view());
                const AuditVerdict verdict = bench.verify();
                QVERIFY2(verdict.isIntact(), qPrintable(QString::number(bytes)));
            }
        }
    }

    void survivesATearAnywhereInTheFirstEntries()
    {
        for (int bytes = 0; bytes < 700; bytes += 11) {
            Bench bench;
            bench.storage.tearNextAfter = bytes;
            QVERIFY(!bench.log->attachKey(Bench::sealingKey()));
            bench.reopen();
            QVERIFY(bench.log->attachKey(Bench::sealingKey()));
            QVERIFY(bench.view());
            QVERIFY2(bench.verify().isIntact(), qPrintable(QString::number(bytes)));
        }
    }

    void aKeyThatCannotBeSealedIsNotUsed()
    {
        Bench bench;
        QVERIFY(bench.log->attachKey(Bench::sealingKey()));
        const std::uint64_t epochs = bench.verify().epochs;
        bench.log->detachKey();
        bench.storage.failsKey = true;
        QVERIFY(!bench.log->attachKey(Bench::sealingKey()));
        bench.storage.failsKey = false;
        QCOMPARE(bench.verify().epochs, epochs);
        QVERIFY(bench.view());
        QVERIFY(bench.verify().isIntact());
    }

    void theReserveTakesUrgentRecordsOnAFullDisk()
    {
        Bench bench;
        QVERIFY(bench.log->attachKey(Bench::sealingKey()));
        bench.storage.capacity = bench.storage.files[1].size();
        bench.storage.reserve = 10000;
        QVERIFY(bench.view().error().is(AuditError::DiskFull));
        QVERIFY(bench.view().error().is(AuditError::DiskFull));
        QVERIFY(bench.lock());
        QVERIFY(bench.log->record({AuditEventType::ProfileWiped, u"ana@clinic.example"_s, AuditOutcome::Success, AuditReason::User, {},
                                   {}}));
        // Space again: first of all the log says what it missed.
        bench.storage.capacity += 1000000;
        QVERIFY(bench.view());
        const auto records = bench.records();
        QCOMPARE(records[records.size() - 2].event.type, AuditEventType::RecordsLost);
        QCOMPARE(records[records.size() - 2].event.count, std::uint64_t(2));
        QVERIFY(bench.verify().isIntact());
    }

    void aFullDiskWithoutReserveIsAnError()
    {
        Bench bench;
        QVERIFY(bench.log->attachKey(Bench::sealingKey()));
        bench.storage.capacity = 0;
        QVERIFY(bench.lock().error().is(AuditError::DiskFull));
        bench.storage.capacity = 1000000;
        QVERIFY(bench.lock());
        QVERIFY(bench.verify().isIntact());
    }

    void refusesWhatTheSchemaRefuses()
    {
        Bench bench;
        QVERIFY(bench.log->record({AuditEventType::Locked, {}, AuditOutcome::Success, AuditReason::Idle, {}, {}})
                    .error()
                    .is(AuditError::WhoMissing));
        QVERIFY(!bench.log->head());
        QVERIFY(bench.storage.files.empty());
    }

    void onlyDurableTypesWaitForTheDisk()
    {
        Bench bench;
        QVERIFY(bench.log->attachKey(Bench::sealingKey()));
        const int syncs = bench.storage.syncs;
        QVERIFY(bench.view());
        QCOMPARE(bench.storage.syncs, syncs);
        QVERIFY(bench.lock());
        QCOMPARE(bench.storage.syncs, syncs + 1);
    }

    void beginsANewSegmentWhenOneIsFull()
    {
        Bench bench;
        QVERIFY(bench.log->attachKey(Bench::sealingKey()));
        AuditEvent large = fullEvent(rulesOf(AuditEventType::MessageReceived));
        large.objects.assign(kMaxObjects, {AuditObjectKind::Message, QString(500, u'x')});
        while (bench.storage.files.size() < 3) {
            QVERIFY(bench.log->record(large));
        }
        bench.reopen();
        QVERIFY(bench.log->attachKey(Bench::sealingKey()));
        QVERIFY(bench.view());
        for (const auto &[number, bytes] : bench.storage.files) {
            QVERIFY(bytes.size() <= AuditLog::kSegmentSize + kMaxLine);
        }
        const AuditVerdict verdict = bench.verify();
        QVERIFY(verdict.isIntact());
        QCOMPARE(verdict.records, bench.log->head()->number);
    }

    void anEmptySegmentAfterACrashIsBegunAnew()
    {
        Bench bench;
        QVERIFY(bench.log->attachKey(Bench::sealingKey()));
        QVERIFY(bench.view());
        const std::uint64_t number = bench.log->head()->number;
        bench.storage.files[2] = QByteArray();
        bench.reopen();
        QCOMPARE(bench.log->head()->number, number);
        QVERIFY(bench.log->attachKey(Bench::sealingKey()));
        QVERIFY(bench.view());
        QVERIFY(bench.storage.files[2].size() > 0);
        QVERIFY(bench.verify().isIntact());
    }

    void refusesAnOriginThatIsNoName_data()
    {
        QTest::addColumn<QString>("origin");
        QTest::newRow("empty") << QString();
        QTest::newRow("sentence") << u"room 4 west"_s;
        QTest::newRow("long") << QString(65, u'a');
    }
    void refusesAnOriginThatIsNoName()
    {
        QFETCH(QString, origin);
        FakeAuditStorage storage;
        FakeClock clock;
        FakeRandom random;
        QVERIFY(!AuditLog::open(storage, clock, random, origin));
    }

    void listsTheNewestThatFit()
    {
        Bench bench;
        QVERIFY(bench.log->attachKey(Bench::sealingKey()));
        for (int i = 0; i < 20; ++i) {
            QVERIFY(bench.view(i));
        }
        QVERIFY(bench.lock());
        const auto newest = readAuditLog(bench.storage, {AuditEventType::ConversationViewed, {}, {}, {}, 5}).value();
        QCOMPARE(newest.size(), std::size_t(5));
        QCOMPARE(newest.back().event.objects.front().id, u"room19@rooms.clinic.example"_s);
        QVERIFY(newest.front().number < newest.back().number);
        QVERIFY(readAuditLog(bench.storage, {{}, u"ben@clinic.example"_s, {}, {}, 5}).value().empty());
        const auto recent = readAuditLog(bench.storage, {{}, {}, bench.clock.now() - 3s, bench.clock.now(), 100}).value();
        QCOMPARE(recent.size(), std::size_t(3));
    }
};

QTEST_GUILESS_MAIN(AuditLogTest)
#include "audit_log_test.moc"
