// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/audit/fake_audit_sink.h"
#include "core/base/fake_clock.h"
#include "core/base/fake_timer_factory.h"
#include "core/service/live/forgery_records.h"

#include <QTest>

using namespace wardline;
using namespace wardline::service;
using namespace Qt::StringLiterals;
using audit::AuditReason;

/// Nobody fills the audit log with forgeries, and none is missing from it.
class ForgeryRecordsTest : public QObject
{
    Q_OBJECT

    FakeClock m_clock;
    FakeTimerFactory m_timers{m_clock};
    model::Jid m_own = *model::Jid::parse(u"ana@clinic.example");
    model::Jid m_ben = *model::Jid::parse(u"ben@clinic.example");
    model::Jid m_cleo = *model::Jid::parse(u"cleo@clinic.example");

    static quint64 total(const audit::FakeAuditSink &log)
    {
        quint64 sum = 0;
        for (const audit::AuditEvent &event : log.events()) {
            sum += event.count.value_or(1);
        }
        return sum;
    }

private Q_SLOTS:
    void theFirstOneStandsAtOnceAndNamesItsSender()
    {
        audit::FakeAuditSink log;
        ForgeryRecords records(m_timers, log, m_own);
        records.record(AuditReason::ForgedEncryption, *m_ben.withResource(u"phone"_s));
        QCOMPARE(log.events().size(), std::size_t(1));
        QVERIFY(!log.events().front().count);
        QCOMPARE(log.events().front().objects.front().id, m_ben.toString());
    }
    void aThousandWithinAMinuteAreTwoRecordsThatSayHowMany()
    {
        audit::FakeAuditSink log;
        ForgeryRecords records(m_timers, log, m_own);
        for (int i = 0; i < 1000; ++i) {
            records.record(AuditReason::ForgedEncryption, m_ben);
        }
        QCOMPARE(log.events().size(), std::size_t(1));
        m_timers.advance(ForgeryRecords::kCountedFor);
        QCOMPARE(log.events().size(), std::size_t(2));
        QCOMPARE(log.events().back().count, std::optional<std::uint64_t>(999));
        QCOMPARE(log.events().back().objects.front().id, m_ben.toString());
        records.record(AuditReason::ForgedEncryption, m_ben); // the next minute begins anew
        QCOMPARE(log.events().size(), std::size_t(3));
    }
    void sendersAndReasonsAreCountedApart()
    {
        audit::FakeAuditSink log;
        ForgeryRecords records(m_timers, log, m_own);
        records.record(AuditReason::ForgedEncryption, m_ben);
        records.record(AuditReason::ForgedEncryption, m_cleo);
        records.record(AuditReason::Replayed, m_ben);
        records.record(AuditReason::ForgedCarbon);
        QCOMPARE(log.events().size(), std::size_t(4));
        m_timers.advance(ForgeryRecords::kCountedFor);
        QCOMPARE(log.events().size(), std::size_t(4));
    }
    void inventedSendersDoNotFillTheLogEither()
    {
        audit::FakeAuditSink log;
        {
            ForgeryRecords records(m_timers, log, m_own);
            for (int i = 0; i < 5000; ++i) {
                records.record(AuditReason::ForgedEncryption, *model::Jid::parse(u"x%1@clinic.example"_s.arg(i)));
            }
            QCOMPARE(log.events().size(), ForgeryRecords::kMaxCounted + 1);
        } // the session ends, locked or signed out
        QCOMPARE(total(log), quint64(5000));
    }
};

QTEST_GUILESS_MAIN(ForgeryRecordsTest)
#include "forgery_records_test.moc"
