// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/notification_decision.h"

#include <QTest>

using namespace wardline;
using namespace wardline::service;
using namespace std::chrono_literals;
using model::Urgency;

Q_DECLARE_METATYPE(wardline::service::AlertReason)
Q_DECLARE_METATYPE(wardline::service::AlertQuestion)

class NotificationDecisionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void decides_data()
    {
        QTest::addColumn<AlertQuestion>("question");
        QTest::addColumn<AlertReason>("reason");
        const auto row = [](const char *name, const AlertQuestion &question, AlertReason reason) {
            QTest::newRow(name) << question << reason;
        };
        using Level = NotificationLevel;
        row("an ordinary message", {}, AlertReason::Told);
        row("one's own", {.isOwn = true, .urgency = Urgency::Stat}, AlertReason::OwnMessage);
        row("taken back", {.isTakenBack = true, .urgency = Urgency::Stat}, AlertReason::TakenBack);
        row("five minutes old", {.urgency = {}, .age = 5min}, AlertReason::Told);
        row("older than that", {.urgency = {}, .age = 5min + 1ms}, AlertReason::OldMessage);
        row("from the future", {.urgency = {}, .age = -2h}, AlertReason::Told);
        row("a STAT missed for half an hour", {.urgency = Urgency::Stat, .age = 30min}, AlertReason::Told);
        row("a STAT of yesterday", {.urgency = Urgency::Stat, .age = 24h}, AlertReason::OldMessage);
        row("under one's eyes", {.isInView = true, .urgency = {}}, AlertReason::InView);
        row("a STAT under one's eyes", {.isInView = true, .urgency = Urgency::Stat}, AlertReason::InView);
        row("a silenced room", {.mentionsMe = true, .urgency = {}, .level = Level::Nothing}, AlertReason::RoomSilent);
        row("a concern in a silenced room", {.urgency = Urgency::Concern, .level = Level::Nothing},
            AlertReason::RoomSilent);
        row("a STAT in a silenced room", {.urgency = Urgency::Stat, .level = Level::Nothing}, AlertReason::ToldUrgent);
        row("mentions only, for others", {.urgency = {}, .level = Level::Mentions}, AlertReason::NotMentioned);
        row("mentions only, for me", {.mentionsMe = true, .urgency = {}, .level = Level::Mentions}, AlertReason::Told);
        row("mentions only, direct", {.isDirect = true, .urgency = {}, .level = Level::Mentions}, AlertReason::Told);
        row("mentions only, action", {.urgency = Urgency::ActionWithin, .level = Level::Mentions},
            AlertReason::NotMentioned);
        row("mentions only, concern", {.urgency = Urgency::Concern, .level = Level::Mentions}, AlertReason::ToldUrgent);
        row("quiet time", {.isQuietTime = true, .urgency = {}}, AlertReason::QuietTime);
        row("quiet time, mentioned", {.mentionsMe = true, .isQuietTime = true, .urgency = {}}, AlertReason::QuietTime);
        row("quiet time, action", {.isQuietTime = true, .urgency = Urgency::ActionWithin}, AlertReason::QuietTime);
        row("quiet time, concern", {.isQuietTime = true, .urgency = Urgency::Concern}, AlertReason::ToldUrgent);
        row("quiet time, STAT", {.isQuietTime = true, .urgency = Urgency::Stat}, AlertReason::ToldUrgent);
    }
    void decides()
    {
        QFETCH(AlertQuestion, question);
        QFETCH(AlertReason, reason);
        QCOMPARE(decideAlert(question), reason);
        QCOMPARE(isTold(reason), reason == AlertReason::Told || reason == AlertReason::ToldUrgent);
    }

    void quietHoursCoverTheirTime_data()
    {
        QTest::addColumn<int>("from");
        QTest::addColumn<int>("to");
        QTest::addColumn<QTime>("time");
        QTest::addColumn<bool>("isQuiet");
        QTest::newRow("over midnight: evening") << 22 * 60 << 7 * 60 << QTime(23, 0) << true;
        QTest::newRow("over midnight: the first minute") << 22 * 60 << 7 * 60 << QTime(22, 0) << true;
        QTest::newRow("over midnight: just before") << 22 * 60 << 7 * 60 << QTime(21, 59, 59) << false;
        QTest::newRow("over midnight: early") << 22 * 60 << 7 * 60 << QTime(6, 59, 59) << true;
        QTest::newRow("over midnight: the end is day") << 22 * 60 << 7 * 60 << QTime(7, 0) << false;
        QTest::newRow("over midnight: noon") << 22 * 60 << 7 * 60 << QTime(12, 0) << false;
        QTest::newRow("within a day: in it") << 13 * 60 << 15 * 60 << QTime(14, 30) << true;
        QTest::newRow("within a day: after it") << 13 * 60 << 15 * 60 << QTime(15, 0) << false;
        QTest::newRow("equal ends: always") << 8 * 60 << 8 * 60 << QTime(3, 0) << true;
    }
    void quietHoursCoverTheirTime()
    {
        QFETCH(int, from);
        QFETCH(int, to);
        QFETCH(QTime, time);
        QTEST((QuietHours{from, to}.covers(time)), "isQuiet");
    }

    void preferencesComeBackAsTheyWereKept()
    {
        NotificationPreferences kept;
        kept.level = NotificationLevel::Mentions;
        kept.content = NotificationContent::Room;
        kept.quietHours = {1, 1439};
        kept.isQuietAtNight = true;
        kept.isSoundOn = false;
        QCOMPARE(NotificationPreferences::parse(kept.serialised()), kept);
        QVERIFY(kept.serialised().size() < 200);
    }

    void damagedPreferencesFallBackKeyByKey_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("nothing") << QString();
        QTest::newRow("no JSON") << QStringLiteral("{{{");
        QTest::newRow("an array") << QStringLiteral("[1,2]");
        QTest::newRow("foreign words") << QStringLiteral(R"({"level":"loud","content":7,"quiet":"yes","sound":null})");
        QTest::newRow("minutes out of the day") << QStringLiteral(R"({"from":-1,"to":1440})");
        QTest::newRow("minutes no whole number") << QStringLiteral(R"({"from":1.5,"to":1e300})");
        QTest::newRow("too long") << QString(QStringLiteral("{\"level\":\"nothing\"}") + QString(5000, QChar(u' ')));
    }
    void damagedPreferencesFallBackKeyByKey()
    {
        QFETCH(QString, text);
        QCOMPARE(NotificationPreferences::parse(text), NotificationPreferences());
    }

    void whatCanBeReadIsKept()
    {
        const auto read =
            NotificationPreferences::parse(QStringLiteral(R"({"level":"nothing","to":9999,"sound":false})"));
        QCOMPARE(read.level, NotificationLevel::Nothing);
        QCOMPARE(read.quietHours.to, QuietHours().to);
        QVERIFY(!read.isSoundOn);
    }
};

QTEST_GUILESS_MAIN(NotificationDecisionTest)
#include "notification_decision_test.moc"
