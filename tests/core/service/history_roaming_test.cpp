// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/service/history_nodes.h"

using namespace wardline;
using namespace wardline::service;
using namespace wardline::service::test;
using Kind = RoamingState::Kind;

/// The last hours on their way between two workstations of one person.
class HistoryRoamingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void givesTheLastHoursToANewWorkstation();
    void keepsWhatIsWithinTheRangeAndNothingOlder();
    void whatGrowsOldLeavesTheBundle();
    void whatGrowsOldLeavesTheBundleAlsoWhereNobodyWrites();
    void takesNothingThatIsOlderThanTheRangeFromAnOldBundle();
    void keepsNothingWherePolicySaysSo();
    void keepsNothingWithoutASecret();
    void sendsWhatIsSealedWhenTheSessionEnds();
    void saysSoWhenWhatItKeptIsGone();
    void triesAgainWhereTheRelayDidNotTakeItAway_data();
    void triesAgainWhereTheRelayDidNotTakeItAway();
    void takesAwayWhatAnEarlierReleaseForgot();
    void takesReplacedPartsAwayUntilTheyAreGone();
    void leavesNothingOfASendingThatBroke();
    void keepsAnewUnderAChangedPassword();
    void refusesAStateOlderThanOneItSaw();
    void refusesAStateOlderThanOneAnotherWorkstationSaw();
    void noticesThatItsOwnStateWasRolledBack();
    void refusesABundleThatLacksAPartAsAWhole();
    void doublesNothing();
};

void HistoryRoamingTest::givesTheLastHoursToANewWorkstation()
{
    HistoryNodes nodes;
    RoamingWard first(nodes, 1);
    first.signIn();
    QCOMPARE(first.kind(), Kind::Current);
    first.comes("potassium 6.1");
    first.comes("seen, repeat at 14:00");
    first.keeps();
    QCOMPARE(nodes.indexes.size(), 1);
    QVERIFY(!nodes.chunks.isEmpty());
    QVERIFY(first.history().roaming().kept.has_value());

    RoamingWard second(nodes, 2);
    second.signIn();
    QCOMPARE(second.kind(), Kind::Current);
    QCOMPARE(second.texts(), QStringList({u"potassium 6.1"_s, u"seen, repeat at 14:00"_s}));
    QCOMPARE(second.history().roaming().added, 2);
    QCOMPARE(second.audited(audit::AuditEventType::HistoryFetched).size(), 1);
    for (const QByteArray &item : nodes.indexes.values() + nodes.chunks.values()) {
        QVERIFY(!item.contains("potassium"));
    }
}

/// Another workstation that takes whatever lies there, as long ago as its own clock says.
QStringList allThatLiesThere(HistoryNodes &nodes, std::chrono::hours later)
{
    RoamingWard reader(nodes, 9);
    reader.bench.rules.history.roamingRange = std::chrono::hours(1000);
    reader.sleeps(later);
    reader.signIn();
    return reader.texts();
}

void HistoryRoamingTest::keepsWhatIsWithinTheRangeAndNothingOlder()
{
    HistoryNodes nodes;
    RoamingWard first(nodes, 1);
    QCOMPARE(first.bench.rules.history.roamingRange, std::chrono::hours(72));
    first.came(std::chrono::hours(72) + std::chrono::minutes(1), "too old");
    first.came(std::chrono::hours(71) + std::chrono::minutes(50), "just within");
    first.signIn();
    first.comes("now");
    QCOMPARE(first.texts(), QStringList({u"too old"_s, u"just within"_s, u"now"_s}));
    first.keeps();
    QCOMPARE(allThatLiesThere(nodes, {}), QStringList({u"just within"_s, u"now"_s}));
    RoamingWard second(nodes, 2);
    second.signIn();
    QCOMPARE(second.texts(), QStringList({u"just within"_s, u"now"_s}));
}

void HistoryRoamingTest::whatGrowsOldLeavesTheBundle()
{
    HistoryNodes nodes;
    RoamingWard first(nodes, 1);
    first.signIn();
    first.comes("potassium 6.1");
    first.keeps();
    QVERIFY(first.quit());
    QCOMPARE(allThatLiesThere(nodes, {}), QStringList{u"potassium 6.1"_s});
    first.sleeps(std::chrono::hours(73));
    first.signIn();
    first.comes("potassium 4.4");
    first.keepsAgain();
    QCOMPARE(first.texts(), QStringList({u"potassium 6.1"_s, u"potassium 4.4"_s})); // here it stays
    QCOMPARE(allThatLiesThere(nodes, std::chrono::hours(73)), QStringList{u"potassium 4.4"_s});
}

void HistoryRoamingTest::whatGrowsOldLeavesTheBundleAlsoWhereNobodyWrites()
{
    HistoryNodes nodes;
    RoamingWard first(nodes, 1);
    first.came(std::chrono::hours(71) + std::chrono::minutes(30), "soon too old");
    first.signIn();
    first.comes("now");
    first.keeps();
    QCOMPARE(allThatLiesThere(nodes, {}), QStringList({u"soon too old"_s, u"now"_s}));
    first.bench.timers.advance(std::chrono::hours(1));
    first.settle();
    first.keepsAgain();
    QCOMPARE(first.kind(), Kind::Current);
    QCOMPARE(allThatLiesThere(nodes, std::chrono::hours(1)), QStringList{u"now"_s});
}

void HistoryRoamingTest::takesNothingThatIsOlderThanTheRangeFromAnOldBundle()
{
    HistoryNodes nodes;
    RoamingWard first(nodes, 1);
    first.came(std::chrono::hours(70), "from the week before");
    first.signIn();
    first.comes("potassium 6.1");
    QVERIFY(first.quit());
    RoamingWard second(nodes, 2);
    second.sleeps(std::chrono::hours(40)); // the first one was off all the time
    second.signIn();
    QCOMPARE(second.kind(), Kind::Current);
    QCOMPARE(second.texts(), QStringList{u"potassium 6.1"_s});
}

void HistoryRoamingTest::keepsNothingWherePolicySaysSo()
{
    HistoryNodes nodes;
    RoamingWard ward(nodes, 1);
    ward.bench.rules.history.isRoaming = false;
    ward.bench.restart();
    ward.signIn();
    ward.comes("potassium 6.1");
    ward.keepsAgain();
    QCOMPARE(ward.kind(), Kind::Off);
    QVERIFY(ward.quit());
    QVERIFY(nodes.indexes.isEmpty() && nodes.chunks.isEmpty());
}

void HistoryRoamingTest::keepsNothingWithoutASecret()
{
    HistoryNodes nodes;
    RoamingWard ward(nodes, 1);
    ward.bench.rules.history.secretFile.clear();
    ward.signIn();
    ward.comes("potassium 6.1");
    ward.keeps();
    QCOMPARE(ward.kind(), Kind::NoSecret);
    QVERIFY(nodes.indexes.isEmpty() && nodes.chunks.isEmpty());
}

void HistoryRoamingTest::sendsWhatIsSealedWhenTheSessionEnds()
{
    HistoryNodes nodes;
    RoamingWard first(nodes, 1);
    first.signIn();
    first.comes("potassium 6.1");
    QVERIFY(first.quit()); // twenty seconds did not pass
    QCOMPARE(nodes.indexes.size(), 1);
    RoamingWard second(nodes, 2);
    second.signIn();
    QCOMPARE(second.texts(), QStringList{u"potassium 6.1"_s});
}

void HistoryRoamingTest::saysSoWhenWhatItKeptIsGone()
{
    HistoryNodes nodes;
    RoamingWard ward(nodes, 1);
    ward.signIn();
    ward.comes("potassium 6.1");
    QVERIFY(ward.quit());
    QVERIFY(!nodes.chunks.isEmpty());
    nodes.chunks[u"of another workstation"_s] = "<item/>";

    ward.bench.rules.history.isRoaming = false;
    ward.bench.restart();
    nodes.isDeaf = true;
    ward.signIn();
    QCOMPARE(ward.kind(), Kind::Withdrawing); // the relay has not said so
    QVERIFY(!ward.history().isRoamingSettled());
    nodes.isDeaf = false;
    QVERIFY(ward.quit()); // no answer comes any more: the session ends all the same
    QVERIFY(!nodes.chunks.isEmpty());

    ward.bench.restart();
    ward.signIn();
    QCOMPARE(ward.kind(), Kind::Off);
    QVERIFY(ward.history().isRoamingSettled());
    QVERIFY(nodes.indexes.isEmpty());
    QCOMPARE(nodes.chunks.keys(), QStringList{u"of another workstation"_s});
}

void HistoryRoamingTest::triesAgainWhereTheRelayDidNotTakeItAway_data()
{
    QTest::addColumn<bool>("isNextSession");
    QTest::newRow("later in the session") << false;
    QTest::newRow("in the next session") << true;
}

void HistoryRoamingTest::triesAgainWhereTheRelayDidNotTakeItAway()
{
    QFETCH(const bool, isNextSession);
    HistoryNodes nodes;
    RoamingWard ward(nodes, 1);
    ward.signIn();
    ward.comes("potassium 6.1");
    QVERIFY(ward.quit());
    ward.bench.rules.history.isRoaming = false;
    nodes.refusesRemoval = true;
    ward.bench.restart();
    ward.signIn();
    QCOMPARE(ward.kind(), Kind::Withdrawing);
    QVERIFY(!ward.history().isRoamingSettled());
    QVERIFY(!nodes.chunks.isEmpty());
    nodes.refusesRemoval = false;
    if (isNextSession) {
        QVERIFY(ward.quit());
        ward.bench.restart();
        ward.signIn();
    } else {
        ward.pass(std::chrono::minutes(10));
    }
    QCOMPARE(ward.kind(), Kind::Off);
    QVERIFY(nodes.indexes.isEmpty() && nodes.chunks.isEmpty());
    const int removals = nodes.removals;
    QVERIFY(ward.quit());
    ward.bench.restart();
    ward.signIn();
    QCOMPARE(nodes.removals, removals); // there is nothing any more
}

/// Its cache says that nothing is kept, and the relay still has it.
void HistoryRoamingTest::takesAwayWhatAnEarlierReleaseForgot()
{
    HistoryNodes nodes;
    RoamingWard ward(nodes, 1);
    ward.signIn();
    ward.comes("potassium 6.1");
    ward.keeps();
    QVERIFY(!nodes.chunks.isEmpty());
    (void)ward.bench.session()->profile().store().settings().remove(u"history.roaming.own"_s);
    ward.settle();
    ward.bench.rules.history.isRoaming = false;
    ward.bench.signOut();
    ward.bench.restart();
    ward.signIn();
    QCOMPARE(ward.kind(), Kind::Off);
    QVERIFY(nodes.indexes.isEmpty() && nodes.chunks.isEmpty());
}

void HistoryRoamingTest::takesReplacedPartsAwayUntilTheyAreGone()
{
    HistoryNodes nodes;
    RoamingWard ward(nodes, 1);
    ward.signIn();
    ward.comes("potassium 6.1");
    ward.keeps();
    const qsizetype whole = nodes.chunks.size();
    nodes.refusesRemoval = true;
    ward.comes("wrong room");
    ward.keepsAgain();
    QVERIFY(nodes.chunks.size() > whole); // what was replaced is still there
    nodes.refusesRemoval = false;
    QVERIFY(ward.quit());
    ward.bench.restart();
    ward.signIn();
    QCOMPARE(nodes.chunks.size(), whole);
}

void HistoryRoamingTest::leavesNothingOfASendingThatBroke()
{
    HistoryNodes nodes;
    RoamingWard ward(nodes, 1);
    ward.signIn();
    ward.comes("potassium 6.1");
    ward.keeps();
    const qsizetype whole = nodes.chunks.size();
    ward.comes("seen");
    // Its parts arrive, its index does not, and the program dies.
    ward.bench.relay.answerInstead = [&](const xml::Element &iq) {
        const bool isIndex = xml::writeXml(iq).contains("<publish node=\"urn:wardline:history:0\"");
        return isIndex || nodes.take(ward.bench.relay, iq);
    };
    ward.keepsAgain();
    QVERIFY(nodes.chunks.size() > whole);
    ward.bench.restart();
    ward.bench.relay.answerInstead = [&](const xml::Element &iq) { return nodes.take(ward.bench.relay, iq); };
    ward.signIn();
    ward.keepsAgain();
    QCOMPARE(nodes.chunks.size(), whole);
}

void HistoryRoamingTest::keepsAnewUnderAChangedPassword()
{
    HistoryNodes nodes;
    RoamingWard first(nodes, 1);
    first.signIn();
    first.comes("potassium 6.1");
    QVERIFY(first.quit());
    const QStringList old = nodes.chunks.keys();
    const QByteArray oldIndex = nodes.indexes.first();

    RoamingWard second(nodes, 2); // knows the new one before the first workstation does
    second.bench.relay.password = "new staple";
    second.bench.signIn("new staple");
    second.settle();
    QCOMPARE(second.kind(), Kind::OtherPassword);
    QVERIFY(second.texts().isEmpty());

    first.bench.relay.password = "new staple";
    first.bench.relay.takesToken = false;
    first.bench.restart();
    first.bench.signIn("new staple");
    QVERIFY(first.bench.until([&] { return !first.bench.failures.isEmpty(); }));
    first.bench.signInService().openWithOldPassword(stream::secret("correct horse"));
    QVERIFY(first.bench.until([&] { return first.bench.session() != nullptr && first.bench.session()->isCaughtUp(); }));
    first.settle();
    first.keepsAgain();
    for (const QString &id : old) {
        QVERIFY(!nodes.chunks.contains(id)); // nothing is left that the old password opens
    }
    QVERIFY(!nodes.indexes.values().contains(oldIndex));

    second.pass(std::chrono::minutes(11)); // it looks again by itself
    QCOMPARE(second.kind(), Kind::Current);
    QCOMPARE(second.texts(), QStringList{u"potassium 6.1"_s});
}

void HistoryRoamingTest::refusesAStateOlderThanOneItSaw()
{
    HistoryNodes nodes;
    RoamingWard first(nodes, 1);
    first.signIn();
    first.comes("potassium 6.1");
    first.keeps();
    const auto oldIndexes = nodes.indexes;
    const auto oldChunks = nodes.chunks;
    first.comes("that was bed 5");
    first.keepsAgain();

    RoamingWard second(nodes, 2);
    second.signIn();
    QCOMPARE(second.texts().size(), 2);
    QVERIFY(second.quit());
    nodes.indexes = oldIndexes;
    nodes.chunks = oldChunks;
    second.bench.restart();
    second.signIn();
    QCOMPARE(second.kind(), Kind::Refused);
    const auto refused = second.audited(audit::AuditEventType::HistoryRefused);
    QVERIFY(!refused.isEmpty());
    QCOMPARE(refused.first().reason, std::optional(audit::AuditReason::RolledBack));
    QCOMPARE(second.texts().size(), 2);
}

void HistoryRoamingTest::refusesAStateOlderThanOneAnotherWorkstationSaw()
{
    HistoryNodes nodes;
    RoamingWard first(nodes, 1);
    first.signIn();
    first.comes("potassium 6.1");
    first.keeps();
    const auto oldIndexes = nodes.indexes;
    const auto oldChunks = nodes.chunks;
    first.comes("that was bed 5");
    first.keepsAgain();
    RoamingWard second(nodes, 2);
    second.signIn();
    second.keeps(); // its index names what it saw of the first
    for (auto it = oldIndexes.cbegin(); it != oldIndexes.cend(); ++it) {
        nodes.indexes[it.key()] = it.value();
    }
    for (auto it = oldChunks.cbegin(); it != oldChunks.cend(); ++it) {
        nodes.chunks[it.key()] = it.value();
    }
    RoamingWard third(nodes, 3); // knows nothing yet
    third.signIn();
    QCOMPARE(third.kind(), Kind::Refused);
    QCOMPARE(third.audited(audit::AuditEventType::HistoryRefused).size(), 1);
    QCOMPARE(third.texts().size(), 2); // from the second one, which has both
}

void HistoryRoamingTest::noticesThatItsOwnStateWasRolledBack()
{
    HistoryNodes nodes;
    RoamingWard ward(nodes, 1);
    ward.signIn();
    ward.comes("potassium 6.1");
    ward.keeps();
    const auto oldIndexes = nodes.indexes;
    ward.comes("that was bed 5");
    ward.keepsAgain();
    QVERIFY(ward.quit());
    nodes.indexes = oldIndexes;
    ward.bench.restart();
    ward.signIn();
    QCOMPARE(ward.kind(), Kind::Refused);
    const auto refused = ward.audited(audit::AuditEventType::HistoryRefused);
    QCOMPARE(refused.size(), 1);
    QCOMPARE(refused.first().reason, std::optional(audit::AuditReason::RolledBack));
    ward.keepsAgain(); // and keeps the true one anew
    RoamingWard second(nodes, 2);
    second.signIn();
    QCOMPARE(second.kind(), Kind::Current);
    QCOMPARE(second.texts().size(), 2);
}

void HistoryRoamingTest::refusesABundleThatLacksAPartAsAWhole()
{
    HistoryNodes nodes;
    RoamingWard first(nodes, 1);
    first.came(std::chrono::hours(20), "potassium 6.1");
    first.signIn();
    first.comes("repeat is 5.2"); // in another part
    first.keeps();
    QVERIFY(nodes.chunks.size() >= 3);
    const auto whole = nodes.chunks;
    for (const QString &missing : whole.keys()) {
        nodes.chunks = whole;
        nodes.chunks.remove(missing);
        RoamingWard second(nodes, 2);
        second.signIn();
        QCOMPARE(second.kind(), Kind::Refused);
        QVERIFY(second.texts().isEmpty());
        QCOMPARE(second.audited(audit::AuditEventType::HistoryRefused).size(), 1);
        nodes.indexes = {{nodes.indexes.firstKey(), nodes.indexes.first()}};
    }
}

void HistoryRoamingTest::doublesNothing()
{
    HistoryNodes nodes;
    RoamingWard first(nodes, 1);
    first.signIn();
    first.comes("potassium 6.1");
    first.keeps();
    RoamingWard second(nodes, 2);
    second.signIn();
    second.keeps();
    QVERIFY(first.quit());
    first.bench.restart();
    first.signIn();
    QCOMPARE(first.history().roaming().added, 0);
    QCOMPARE(first.texts(), QStringList{u"potassium 6.1"_s});
}

QTEST_GUILESS_MAIN(HistoryRoamingTest)
#include "history_roaming_test.moc"
