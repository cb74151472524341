// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/audit/audit_export.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace wardline;
using namespace wardline::audit;
using namespace Qt::StringLiterals;

namespace {
std::vector<AuditRecord> samples()
{
    const Instant time(std::chrono::milliseconds(1767225600123));
    return {
        {3, time, u"ws-1"_s, {AuditEventType::SignInFailed, kWorkstation.toString(), AuditOutcome::MinorFailure,
                              AuditReason::WrongCredentials, {}, {}}, false},
        {4, time, u"ws-1"_s, {AuditEventType::Exported, u"ana@clinic.example"_s, AuditOutcome::Success, {},
                              {{AuditObjectKind::Room, u"r1@rooms.clinic.example"_s}, {AuditObjectKind::Message, u"a\"b"_s}}, 12},
         true},
    };
}
} // namespace

class AuditExportTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void csvHasAHeaderAndQuotesEverything()
    {
        const QByteArrayList lines = auditToCsv(samples()).split('\n');
        QCOMPARE(lines.size(), 4);
        QCOMPARE(lines[0], QByteArray("\"number\",\"time\",\"origin\",\"type\",\"who\",\"outcome\",\"reason\",\"count\",\"objects\","
                                      "\"signed\"\r"));
        QCOMPARE(lines[2], QByteArray("\"4\",\"2026-01-01T00:00:00.123Z\",\"ws-1\",\"exported\",\"ana@clinic.example\",\"0\",\"\","
                                      "\"12\",\"room:r1@rooms.clinic.example message:a\"\"b\",\"yes\"\r"));
    }

    void csvIsNoFormula()
    {
        QVERIFY(auditToCsv(samples()).contains("\"'@workstation\""));
    }

    void jsonLinesHaveStableKeys()
    {
        const QByteArrayList lines = auditToJsonLines(samples()).trimmed().split('\n');
        QCOMPARE(lines.size(), 2);
        const QJsonObject first = QJsonDocument::fromJson(lines[0]).object();
        QCOMPARE(first.keys(), (QStringList {u"count"_s, u"number"_s, u"objects"_s, u"origin"_s, u"outcome"_s, u"reason"_s,
                                             u"signed"_s, u"time"_s, u"type"_s, u"who"_s}));
        QCOMPARE(first.value(u"reason"), QJsonValue(u"wrong-credentials"_s));
        QVERIFY(first.value(u"count").isNull());
        QCOMPARE(first.value(u"signed"), QJsonValue(false));
        QCOMPARE(QJsonDocument::fromJson(lines[1]).object().value(u"number"), QJsonValue(4));
    }

    void nothingIsAnEmptyTable()
    {
        QCOMPARE(auditToCsv({}).count('\n'), 1);
        QVERIFY(auditToJsonLines({}).isEmpty());
    }
};

QTEST_GUILESS_MAIN(AuditExportTest)
#include "audit_export_test.moc"
