// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/hmac.h"
#include "tests/core/audit/audit_samples.h"

#include <QTest>

using namespace wardline;
using namespace wardline::audit;
using namespace Qt::StringLiterals;

namespace {

/// Two runs, an unsigned record each, a lock, a torn write.
struct SmallLog : Bench {
    AuditHead middle;

    SmallLog()
    {
        QVERIFY(start());
        QVERIFY(log->attachKey(sealingKey()));
        QVERIFY(view(1));
        QVERIFY(view(2));
        middle = *log->head();
        QVERIFY(lock());
        log->detachKey();
        QVERIFY(view(3));
        storage.tearNextAfter = 30;
        QVERIFY(!view(4));
        QVERIFY(view(5));
        reopen();
        QVERIFY(start());
        QVERIFY(start());
        QVERIFY(log->attachKey(sealingKey()));
        QVERIFY(view(6));
        QVERIFY(lock());
    }
    [[nodiscard]] QByteArrayList lines() const
    {
        QByteArrayList all = storage.files.at(1).split('\n');
        all.removeLast();
        return all;
    }
    void setLines(const QByteArrayList &all) { storage.files[1] = all.join('\n') + '\n'; }
    /// The number of the record in a line, or of the one behind a line that is none.
    [[nodiscard]] std::uint64_t numberAt(qsizetype index) const
    {
        const QByteArrayList all = lines();
        for (; index < all.size(); ++index) {
            const auto parts = splitLine(all[index]);
            const auto entry = parts ? decodeBody(parts->body) : Result<LogEntry>(failure(AuditError::Malformed));
            if (entry) {
                return entry->number;
            }
        }
        return 0;
    }
};

} // namespace

class AuditVerifierTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anUntouchedLogIsIntact()
    {
        SmallLog log;
        const AuditVerdict verdict = log.verify({log.middle});
        QVERIFY(verdict.isIntact());
        QCOMPARE(verdict.records, log.log->head()->number);
        QCOMPARE(verdict.signedTo, verdict.records);
        QCOMPARE(verdict.anchoredTo, log.middle.number);
        QCOMPARE(verdict.repairs.size(), std::size_t(1));
        QCOMPARE(verdict.epochs, std::uint64_t(2));
    }

    void anEmptyLogIsIntact()
    {
        Bench bench;
        const AuditVerdict verdict = bench.verify();
        QVERIFY(verdict.isIntact());
        QCOMPARE(verdict.records, std::uint64_t(0));
    }

    void namesTheRecordOfEveryByteThatFlips()
    {
        SmallLog log;
        const QByteArray original = log.storage.files[1];
        const QByteArrayList lines = log.lines();
        std::vector<std::uint64_t> numbers;
        for (qsizetype i = 0; i < lines.size(); ++i) {
            numbers.push_back(log.numberAt(i));
        }
        qsizetype line = 0;
        for (qsizetype at = 0; at < original.size(); ++at) {
            const std::uint64_t number = numbers[static_cast<std::size_t>(line)];
            for (const char flip : {char(1), char(0x20)}) {
                QByteArray altered = original;
                altered[at] = static_cast<char>(altered[at] ^ flip);
                FakeAuditStorage storage;
                storage.files[1] = altered;
                const AuditVerdict verdict = verifyAuditLog(storage, {}).value();
                const QByteArray where = QByteArray::number(at) + " in record " + QByteArray::number(qulonglong(number));
                QVERIFY2(!verdict.isIntact(), where.constData());
                // The record itself; or, where no signature stands between, the first record of the stretch that one vouches for.
                const std::uint64_t named = verdict.firstDefect->record;
                QVERIFY2(named <= number && number - named <= 2,
                         QByteArray(where + " named " + QByteArray::number(qulonglong(named))).constData());
                if (original[at] != '\n' && lines[line].contains("\"sig\":\"") && !lines[line].contains("\"epoch\",")) {
                    QCOMPARE(named, number);
                }
                QCOMPARE(verdict.records, named - 1);
            }
            line += original[at] == '\n' ? 1 : 0;
        }
    }

    void spareBitsOfASignatureAreNotFree()
    {
        // 64 bytes leave four bits of the last letter unused: another letter would stand for the same signature.
        SmallLog log;
        QByteArray &bytes = log.storage.files[1];
        const QByteArray letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        const qsizetype at = bytes.size() - 4; // in front of "}\n
        const qsizetype value = letters.indexOf(bytes[at]);
        QCOMPARE(value % 16, 0);
        for (qsizetype spare = 1; spare < 16; ++spare) {
            bytes[at] = letters[value + spare];
            const std::optional<AuditDefect> defect = log.verify().firstDefect;
            QVERIFY(defect);
            QCOMPARE(defect->record, log.log->head()->number);
        }
    }

    void namesEveryRecordThatIsMissing()
    {
        SmallLog log;
        const QByteArrayList all = log.lines();
        for (qsizetype i = 0; i + 1 < all.size(); ++i) {
            QByteArrayList fewer = all;
            fewer.removeAt(i);
            SmallLog other;
            other.setLines(fewer);
            const AuditVerdict verdict = other.verify();
            QVERIFY2(!verdict.isIntact(), all[i].constData());
            QVERIFY(verdict.firstDefect->record <= log.numberAt(i));
        }
        QByteArrayList fewer = all;
        fewer.removeAt(3);
        log.setLines(fewer);
        QCOMPARE(log.verify().firstDefect, (AuditDefect {DefectKind::Missing, 4, 1}));
    }

    void namesRecordsThatChangedPlaces()
    {
        SmallLog log;
        QByteArrayList all = log.lines();
        all.swapItemsAt(3, 4);
        log.setLines(all);
        QCOMPARE(log.verify().firstDefect, (AuditDefect {DefectKind::Reordered, 4, 1}));
    }

    void namesARecordThatIsThereTwice()
    {
        SmallLog log;
        QByteArrayList all = log.lines();
        all.insert(4, all[3]);
        log.setLines(all);
        QCOMPARE(log.verify().firstDefect->record, std::uint64_t(5));
    }

    void detectsACutAgainstAnAnchor()
    {
        SmallLog log;
        const AuditHead end = *log.log->head();
        QByteArrayList all = log.lines();
        all.removeLast();
        log.setLines(all);
        QVERIFY(log.verify().isIntact()); // nobody can tell without an anchor
        QVERIFY(log.verify({log.middle}).isIntact());
        const AuditVerdict verdict = log.verify({log.middle, end});
        QCOMPARE(verdict.firstDefect, (AuditDefect {DefectKind::Truncated, end.number, 1}));
        QCOMPARE(verdict.anchoredTo, log.middle.number);
    }

    void detectsALogThatWasWrittenAnewByItsOwnKeys()
    {
        SmallLog log;
        // Somebody with the sealed key and its password starts over, in the same clinic, with other records.
        Bench forger;
        forger.storage.key.reset();
        QVERIFY(forger.start());
        QVERIFY(forger.log->attachKey(Bench::sealingKey()));
        for (int i = 0; i < 12; ++i) {
            QVERIFY(forger.view(100 + i));
        }
        QVERIFY(forger.verify().isIntact());
        const AuditVerdict verdict = forger.verify({log.middle});
        QVERIFY(!verdict.isIntact());
    }

    void anchorOfAnotherHistoryDiffers()
    {
        SmallLog log;
        AuditHead other = log.middle;
        other.hash[0] = static_cast<char>(other.hash[0] ^ 1);
        QCOMPARE(log.verify({other}).firstDefect, (AuditDefect {DefectKind::AnchorDiffers, other.number, 1}));
    }

    void aRecordWithoutSignatureInsideAnEpochIsAltered()
    {
        SmallLog log;
        QByteArrayList all = log.lines();
        const auto parts = splitLine(all[3]);
        all[3] = encodeLine(parts->body, std::nullopt).chopped(1);
        log.setLines(all);
        QCOMPARE(log.verify().firstDefect, (AuditDefect {DefectKind::Altered, 4, 1}));
    }

    void aForeignEpochIsNotBelieved()
    {
        SmallLog log;
        // A whole log of another workstation in place of ours.
        Bench stranger;
        stranger.random = FakeRandom(99);
        QVERIFY(stranger.log->attachKey(Bench::sealingKey()));
        QVERIFY(stranger.view());
        QCOMPARE(stranger.verify({log.middle}).firstDefect->kind, DefectKind::KeyLineBroken);
    }

    void aFalseRepairDoesNotHideAnAlteration()
    {
        SmallLog log;
        QByteArrayList all = log.lines();
        const QByteArray original = all[3];
        all[3] = "garbage";
        log.setLines(all);
        QCOMPARE(log.verify().firstDefect->record, std::uint64_t(4));
        // Even with a repair record of the right digest put behind it: the signatures after it do not fit.
        AuditEvent repair {AuditEventType::TailRepaired, kWorkstation.toString(), AuditOutcome::MinorFailure, {},
                           {{AuditObjectKind::Record, u"sha256:"_s
                                 % QString::fromLatin1(crypto::sha256(QByteArrayView("garbage")).toHex())}}, 7};
        all.insert(4, encodeLine(encodeBody({4, log.clock.now(), u"ws-4w-1"_s, repair}), std::nullopt).chopped(1));
        log.setLines(all);
        QVERIFY(!log.verify().isIntact());
        QCOMPARE(log.verify().firstDefect->record, std::uint64_t(4));
    }

    void aRepairWithoutAFragmentIsAltered()
    {
        Bench bench;
        QVERIFY(bench.start());
        AuditEvent repair {AuditEventType::TailRepaired, kWorkstation.toString(), AuditOutcome::MinorFailure, {},
                           {{AuditObjectKind::Record, u"sha256:00"_s}}, 7};
        bench.storage.files[1] += encodeLine(encodeBody({3, bench.clock.now(), u"ws-4w-1"_s, repair}), std::nullopt);
        QCOMPARE(bench.verify().firstDefect, (AuditDefect {DefectKind::Altered, 3, 1}));
    }

    void unsignedRecordsAtTheEndAreSaidToBeUnsigned()
    {
        SmallLog log;
        QVERIFY(log.log->close());
        const std::uint64_t signedTo = log.log->head()->number;
        QVERIFY(log.start());
        const AuditVerdict verdict = log.verify();
        QVERIFY(verdict.isIntact());
        QCOMPARE(verdict.records, signedTo + 1);
        QCOMPARE(verdict.signedTo, signedTo);
    }

    void aMissingSegmentIsNamed_data()
    {
        QTest::addColumn<int>("segment");
        QTest::newRow("first") << 1;
        QTest::newRow("middle") << 2;
    }
    void aMissingSegmentIsNamed()
    {
        QFETCH(int, segment);
        Bench bench;
        QVERIFY(bench.log->attachKey(Bench::sealingKey()));
        AuditEvent large = fullEvent(rulesOf(AuditEventType::MessageReceived));
        large.objects.assign(kMaxObjects, {AuditObjectKind::Message, QString(500, u'x')});
        std::uint64_t endOfFirst = 0;
        while (bench.storage.files.size() < 3) {
            if (bench.storage.files.size() == 1) {
                endOfFirst = bench.log->head()->number;
            }
            QVERIFY(bench.log->record(large));
        }
        QVERIFY(bench.verify().isIntact());
        bench.storage.files.erase(segment);
        const AuditVerdict verdict = bench.verify();
        QVERIFY(!verdict.isIntact());
        QCOMPARE(verdict.firstDefect->record, segment == 1 ? std::uint64_t(1) : endOfFirst + 1);
    }

    void swappedSegmentsAreNamed()
    {
        Bench bench;
        QVERIFY(bench.log->attachKey(Bench::sealingKey()));
        AuditEvent large = fullEvent(rulesOf(AuditEventType::MessageReceived));
        large.objects.assign(kMaxObjects, {AuditObjectKind::Message, QString(500, u'x')});
        while (bench.storage.files.size() < 3) {
            QVERIFY(bench.log->record(large));
        }
        std::swap(bench.storage.files[1], bench.storage.files[2]);
        QCOMPARE(bench.verify().firstDefect->record, std::uint64_t(1));
    }
};

QTEST_GUILESS_MAIN(AuditVerifierTest)
#include "audit_verifier_test.moc"
