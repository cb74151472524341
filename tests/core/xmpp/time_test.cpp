// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xmpp/xep0082_time.h"
#include "core/xmpp/xep0202_time.h"
#include "core/xmpp/xep0203_delay.h"
#include "tests/core/xmpp/fixture.h"

using namespace wardline;
using namespace wardline::xmpp;
using namespace wardline::xmpp::test;
using namespace Qt::StringLiterals;

namespace {

Instant at(qint64 milliseconds)
{
    return Instant(std::chrono::milliseconds(milliseconds));
}

} // namespace

class TimeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsDateTime_data();
    void readsDateTime();
    void refusesDateTime_data();
    void refusesDateTime();
    void writesDateTime_data();
    void writesDateTime();
    void readsTimeZone_data();
    void readsTimeZone();
    void readsEntityTime();
    void readsDelay();
};

void TimeTest::readsDateTime_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("milliseconds");
    // XEP-0082 3.2
    QTest::newRow("utc") << u"1969-07-21T02:56:15Z"_s << qint64(-1);
    QTest::newRow("epoch") << u"1970-01-01T00:00:00Z"_s << qint64(0);
    QTest::newRow("archive") << u"2010-07-10T23:08:25Z"_s << qint64(1278803305000);
    QTest::newRow("milliseconds") << u"2010-07-10T23:08:25.123Z"_s << qint64(1278803305123);
    QTest::newRow("microseconds") << u"2010-07-10T23:08:25.123999Z"_s << qint64(1278803305123);
    QTest::newRow("tenth") << u"2010-07-10T23:08:25.5Z"_s << qint64(1278803305500);
    QTest::newRow("west") << u"2010-07-10T18:08:25-05:00"_s << qint64(1278803305000);
    QTest::newRow("east-half-hour") << u"2010-07-11T04:38:25+05:30"_s << qint64(1278803305000);
    QTest::newRow("leap-day") << u"2024-02-29T00:00:00Z"_s << qint64(1709164800000);
    QTest::newRow("leap-second") << u"2016-12-31T23:59:60Z"_s << qint64(1483228800000);
}

void TimeTest::readsDateTime()
{
    QFETCH(QString, text);
    QFETCH(qint64, milliseconds);
    const auto time = parseDateTime(text);
    if (milliseconds < 0) {
        QVERIFY(!time); // before 1970 nobody chatted
        return;
    }
    QVERIFY(time);
    QCOMPARE(qint64(time->time_since_epoch().count()), milliseconds);
}

void TimeTest::refusesDateTime_data()
{
    QTest::addColumn<QString>("text");
    for (const QString &text : {u""_s, u"yesterday"_s, u"20020910T23:08:25"_s, u"2002-09-10T23:08:25"_s, u"2002-09-10 23:08:25Z"_s,
                                u"2002-13-10T23:08:25Z"_s, u"2023-02-29T00:00:00Z"_s, u"2002-09-10T24:08:25Z"_s, u"2002-09-10T23:60:25Z"_s,
                                u"2002-09-10T23:08:61Z"_s, u"2002-09-10T23:08:25.Z"_s, u"2002-09-10T23:08:25Zx"_s,
                                u"2002-09-10T23:08:25+5:00"_s, u"2002-09-10T23:08:25+15:00"_s, u"-002-09-10T23:08:25Z"_s,
                                u"2002-09-10T2\u0663:08:25Z"_s, u"2002-09-10T23:08:25.1234567890123456789012345678901234567890123456789Z"_s}) {
        QTest::newRow(qPrintable(u'<' + text + u'>')) << text;
    }
}

void TimeTest::refusesDateTime()
{
    QFETCH(QString, text);
    QVERIFY(!parseDateTime(text));
}

void TimeTest::writesDateTime_data()
{
    QTest::addColumn<qint64>("milliseconds");
    QTest::addColumn<QString>("text");
    QTest::newRow("epoch") << qint64(0) << u"1970-01-01T00:00:00.000Z"_s;
    QTest::newRow("usual") << qint64(1278803305007) << u"2010-07-10T23:08:25.007Z"_s;
    QTest::newRow("last") << qint64(253402300799999) << u"9999-12-31T23:59:59.999Z"_s;
}

void TimeTest::writesDateTime()
{
    QFETCH(qint64, milliseconds);
    QTEST(dateTimeText(at(milliseconds)), "text");
    QCOMPARE(parseDateTime(dateTimeText(at(milliseconds))), std::optional(at(milliseconds)));
}

void TimeTest::readsTimeZone_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("minutes");
    QTest::newRow("utc") << u"Z"_s << 0;
    QTest::newRow("east") << u"+02:00"_s << 120;
    QTest::newRow("west") << u"-03:30"_s << -210;
}

void TimeTest::readsTimeZone()
{
    QFETCH(QString, text);
    QFETCH(int, minutes);
    QCOMPARE(parseTimeZone(text), std::optional(minutes));
    QCOMPARE(timeZoneText(minutes), text);
}

void TimeTest::readsEntityTime()
{
    // XEP-0202 2
    const auto time = read<EntityTime>("<time xmlns='urn:xmpp:time'><tzo>-06:00</tzo><utc>2006-12-19T17:58:35Z</utc></time>");
    QVERIFY(time.reading);
    QCOMPARE(time.reading->utc, at(1166551115000));
    QCOMPARE(time.reading->minutesEast, -360);
    QVERIFY(isWrittenAs(EntityTime(), "<time xmlns='urn:xmpp:time'/>"));
    QVERIFY(isWrittenAs(time, "<time xmlns='urn:xmpp:time'><tzo>-06:00</tzo><utc>2006-12-19T17:58:35.000Z</utc></time>"));
}

void TimeTest::readsDelay()
{
    // XEP-0203 3
    const auto delay = read<Delay>("<delay xmlns='urn:xmpp:delay' from='capulet.com' stamp='2002-09-10T23:08:25Z'>Offline Storage</delay>");
    QCOMPARE(delay.stamp, at(1031699305000));
    QCOMPARE(delay.from, jid(u"capulet.com"));
    QCOMPARE(delay.reason, u"Offline Storage"_s);
    QVERIFY(isWrittenAs(delay, "<delay xmlns='urn:xmpp:delay' from='capulet.com' stamp='2002-09-10T23:08:25.000Z'>Offline Storage</delay>"));
}

QTEST_GUILESS_MAIN(TimeTest)
#include "time_test.moc"
