// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/audit/audit_record_codec.h"
#include "core/audit/fake_audit_sink.h"
#include "core/lock/lock_reason.h"
#include "tests/core/audit/audit_samples.h"

#include <QTest>

#include <set>

using namespace wardline;
using namespace wardline::audit;
using namespace Qt::StringLiterals;

class AuditSchemaTest : public QObject
{
    Q_OBJECT

private:
    static void addTypes()
    {
        QTest::addColumn<int>("type");
        for (const AuditTypeRules &rules : auditTypes()) {
            QTest::newRow(qPrintable(rules.word.toString())) << static_cast<int>(rules.type);
        }
    }
    static LogEntry entryOf(const AuditEvent &event)
    {
        return {12, Instant(std::chrono::milliseconds(1767225600123)), u"ws-1"_s, event};
    }

private Q_SLOTS:
    void theTableIsInTheOrderOfTheEnumeration()
    {
        int index = 0;
        std::set<QString> words;
        for (const AuditTypeRules &rules : auditTypes()) {
            QCOMPARE(static_cast<int>(rules.type), index++);
            words.insert(rules.word.toString());
            QCOMPARE(auditTypeFromWord(rules.word), rules.type);
            QCOMPARE(rules.reason == FieldRule::Absent, rules.reasons.empty());
            QCOMPARE(rules.object == FieldRule::Absent, rules.objectKinds.empty());
        }
        QCOMPARE(index, static_cast<int>(AuditEventType::RecordsLost) + 1);
        QCOMPARE(words.size(), auditTypes().size());
    }

    void everyReasonHasItsOwnWordAndAUse()
    {
        std::set<QString> words;
        int index = 0;
        for (const AuditReason reason : auditReasons()) {
            QCOMPARE(static_cast<int>(reason), index++);
            words.insert(auditReasonWord(reason));
            QCOMPARE(auditReasonFromWord(auditReasonWord(reason)), reason);
            const auto types = auditTypes();
            QVERIFY2(std::any_of(types.begin(), types.end(),
                                 [reason](const AuditTypeRules &rules) {
                                     return std::find(rules.reasons.begin(), rules.reasons.end(), reason) != rules.reasons.end();
                                 }),
                     qPrintable(auditReasonWord(reason)));
        }
        QCOMPARE(index, static_cast<int>(AuditReason::DiskFull) + 1);
        QCOMPARE(words.size(), auditReasons().size());
    }

    void everyLockReasonCanBeRecorded()
    {
        for (const lock::LockReason reason : lock::lockReasons()) {
            const auto word = auditReasonFromWord(lock::lockReasonWord(reason));
            QVERIFY2(word, qPrintable(lock::lockReasonWord(reason)));
            QVERIFY(checkAuditEvent({AuditEventType::Locked, u"ana@clinic.example"_s, AuditOutcome::Success, *word, {}, {}}));
        }
    }

    void survivesTheWayThroughTheLog_data() { addTypes(); }
    void survivesTheWayThroughTheLog()
    {
        QFETCH(int, type);
        const AuditTypeRules &rules = rulesOf(static_cast<AuditEventType>(type));
        std::vector<AuditEvent> events {fullEvent(rules)};
        for (const AuditReason reason : rules.reasons) {
            events.push_back(fullEvent(rules));
            events.back().reason = reason;
        }
        for (const AuditObjectKind kind : rules.objectKinds) {
            events.push_back(fullEvent(rules));
            events.back().objects.push_back(sampleObject(kind));
        }
        for (const AuditOutcome outcome :
             {AuditOutcome::MinorFailure, AuditOutcome::SeriousFailure, AuditOutcome::MajorFailure}) {
            events.push_back(fullEvent(rules));
            events.back().outcome = outcome;
        }
        for (const AuditEvent &event : events) {
            QVERIFY(checkAuditEvent(event));
            const QByteArray body = encodeBody(entryOf(event));
            const auto back = decodeBody(body);
            QVERIFY2(back.has_value(), body.constData());
            QCOMPARE(*back, entryOf(event));
        }
    }

    void refusesAnEventWithoutWho_data() { addTypes(); }
    void refusesAnEventWithoutWho()
    {
        QFETCH(int, type);
        const AuditTypeRules &rules = rulesOf(static_cast<AuditEventType>(type));
        FakeAuditSink sink;
        AuditEvent event = fullEvent(rules);
        event.who.clear();
        QVERIFY(sink.record(event).error().is(AuditError::WhoMissing));
        event.who = kWorkstation.toString();
        QCOMPARE(sink.record(event).has_value(), !rules.needsPerson);
        event.who = u"Ana Silva"_s;
        QVERIFY(!sink.record(event));
        event.who = u"ana@clinic.example/desk"_s;
        QVERIFY(sink.record(event).error().is(AuditError::BadIdentifier));
        event.who = u"ana@clinic.example"_s;
        QVERIFY(sink.record(event));
    }

    void refusesWhatTheTypeDoesNotKnow_data() { addTypes(); }
    void refusesWhatTheTypeDoesNotKnow()
    {
        QFETCH(int, type);
        const AuditTypeRules &rules = rulesOf(static_cast<AuditEventType>(type));
        for (const AuditReason reason : auditReasons()) {
            AuditEvent event = fullEvent(rules);
            event.reason = reason;
            const bool isKnown = std::find(rules.reasons.begin(), rules.reasons.end(), reason) != rules.reasons.end();
            QCOMPARE(checkAuditEvent(event).has_value(), isKnown);
        }
        AuditEvent bare = fullEvent(rules);
        bare.reason.reset();
        QCOMPARE(checkAuditEvent(bare).has_value(), rules.reason != FieldRule::Required);
        bare = fullEvent(rules);
        bare.objects.clear();
        QCOMPARE(checkAuditEvent(bare).has_value(), rules.object != FieldRule::Required);
        bare = fullEvent(rules);
        bare.count.reset();
        QCOMPARE(checkAuditEvent(bare).has_value(), rules.count != FieldRule::Required);
        bare.count = 1;
        QCOMPARE(checkAuditEvent(bare).has_value(), rules.count != FieldRule::Absent);
    }

    void noSentenceFitsIntoAnIdentifier_data()
    {
        QTest::addColumn<QString>("id");
        QTest::newRow("blank") << u"chest pain"_s;
        QTest::newRow("line") << u"a\nb"_s;
        QTest::newRow("no-break blank") << u"a\u00a0b"_s;
        QTest::newRow("direction mark") << u"a\u202eb"_s;
        QTest::newRow("empty") << QString();
        QTest::newRow("endless") << QString(kMaxIdentifier + 1, u'x');
    }
    void noSentenceFitsIntoAnIdentifier()
    {
        QFETCH(QString, id);
        const AuditEvent event {AuditEventType::MessageSent, u"ana@clinic.example"_s, AuditOutcome::Success, {},
                                {{AuditObjectKind::Message, id}}, {}};
        QVERIFY(checkAuditEvent(event).error().is(AuditError::BadIdentifier));
        AuditEvent taken = event;
        taken.objects.front().id = auditId(id);
        QVERIFY(taken.objects.front().id.startsWith(u"sha256:"));
        QVERIFY(checkAuditEvent(taken));
    }

    void foreignIdentifiersStayAsTheyAre() { QCOMPARE(auditId(u"3f2a-99"), u"3f2a-99"_s); }

    void aRoomIsAnAddress()
    {
        const AuditEvent event {AuditEventType::ConversationViewed, u"ana@clinic.example"_s, AuditOutcome::Success, {},
                                {{AuditObjectKind::Room, u"r1@rooms.clinic.example/Ana"_s}}, {}};
        QVERIFY(checkAuditEvent(event).error().is(AuditError::BadIdentifier));
    }

    void refusesTooManyObjects()
    {
        AuditEvent event = fullEvent(rulesOf(AuditEventType::MessageReceived));
        event.objects.assign(kMaxObjects + 1, sampleObject(AuditObjectKind::Message));
        QVERIFY(checkAuditEvent(event).error().is(AuditError::TooLarge));
    }

    void aFullEventFitsIntoALine()
    {
        AuditEvent event = fullEvent(rulesOf(AuditEventType::MessageReceived));
        event.objects.assign(kMaxObjects, {AuditObjectKind::Message, QString(kMaxIdentifier, u'x')});
        QVERIFY(checkAuditEvent(event));
        QVERIFY(encodeLine(encodeBody(entryOf(event)), QByteArray(64, 'x')).size() <= kMaxLine);
    }

    void refusesABodyThatIsNotCanonical_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::newRow("blank") << QByteArray("\"n\":12") << QByteArray("\"n\": 12");
        QTest::newRow("other number") << QByteArray("\"n\":12") << QByteArray("\"n\":12.0");
        QTest::newRow("unknown key") << QByteArray("\"n\":12") << QByteArray("\"n\":12,\"note\":\"x\"");
        QTest::newRow("key twice") << QByteArray("\"n\":12") << QByteArray("\"n\":12,\"n\":12");
        QTest::newRow("unknown type") << QByteArray("signed-in") << QByteArray("signed-on");
        QTest::newRow("unknown reason") << QByteArray("password-and-code") << QByteArray("password-or-code");
        QTest::newRow("other outcome") << QByteArray("\"outcome\":0") << QByteArray("\"outcome\":1");
        QTest::newRow("no who") << QByteArray("ana@clinic.example") << QByteArray("");
        QTest::newRow("no time") << QByteArray("2026-01-01T00:00:00.123Z") << QByteArray("today");
        QTest::newRow("local time") << QByteArray("00:00:00.123Z") << QByteArray("00:00:00.123");
    }
    void refusesABodyThatIsNotCanonical()
    {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        QByteArray body = encodeBody(entryOf(fullEvent(rulesOf(AuditEventType::SignedIn))));
        QVERIFY(decodeBody(body));
        QVERIFY(body.contains(from));
        body.replace(body.indexOf(from), from.size(), to);
        QVERIFY2(!decodeBody(body), body.constData());
    }

    void theFakeSinkFailsWhenTold()
    {
        FakeAuditSink sink;
        sink.failWith(AuditError::DiskFull);
        QVERIFY(sink.record(fullEvent(rulesOf(AuditEventType::Locked))).error().is(AuditError::DiskFull));
        sink.failWith(std::nullopt);
        QVERIFY(sink.record(fullEvent(rulesOf(AuditEventType::Locked))));
        QCOMPARE(sink.countOf(AuditEventType::Locked), std::size_t(1));
    }
};

QTEST_GUILESS_MAIN(AuditSchemaTest)
#include "audit_schema_test.moc"
