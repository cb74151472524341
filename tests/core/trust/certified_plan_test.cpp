// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trust/recipient_plan.h"

#include <QTest>

using namespace wardline;
using namespace wardline::trust;
using namespace Qt::StringLiterals;
using model::DeviceAddress;
using model::Trust;
using Reason = Certification::Reason;
using Why = SendObstacle::Why;
using Passed = PassedOver::Why;

namespace {

const model::Jid kAna = model::Jid::parse(u"ana@clinic.example").value();
const model::Jid kBen = model::Jid::parse(u"ben@clinic.example").value();
const QByteArray kKey(32, 'k');

CandidateDevice device(const model::Jid &person, quint32 id, Trust trust, Reason reason = Reason::NoStatement)
{
    CandidateDevice candidate;
    candidate.device.address = {person, id};
    candidate.device.identityKey = kKey;
    candidate.device.isListed2 = candidate.device.isListed03 = true;
    candidate.hasSession2 = candidate.hasSession03 = true;
    candidate.trust = trust;
    candidate.certification = reason;
    return candidate;
}

PlanRules rulesOf(RoomDeviceRule rule, ListState list = ListState::Fresh)
{
    PlanRules rules;
    rules.isRoom = true;
    rules.rule = rule;
    rules.list = list;
    return rules;
}

RecipientPlan planFor(const QList<CandidateDevice> &devices, const PlanRules &rules)
{
    return planRecipients({{kBen, true, devices}}, kAna, rules, {});
}

QList<quint32> idsOf(const RecipientPlan &plan)
{
    QList<quint32> ids;
    for (const PlannedDevice &planned : plan.devices) {
        ids.append(planned.device.id);
    }
    return ids;
}

} // namespace

class CertifiedPlanTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesEveryDeviceThatIsNotTakenAndWhy()
    {
        const auto plan =
            planFor({device(kBen, 7, Trust::Blind, Reason::NoStatement),
                     device(kBen, 8, Trust::Revoked, Reason::Revoked), device(kBen, 9, Trust::Blind, Reason::OtherKey)},
                    rulesOf(RoomDeviceRule::CertifiedOnly));
        QCOMPARE(plan.obstacles.size(), 1);
        QCOMPARE(plan.obstacles.first().why, Why::NoTrustedDevice);
        const QList<NotedDevice> expected{{{kBen, 7}, Trust::Blind, Reason::NoStatement},
                                          {{kBen, 8}, Trust::Revoked, Reason::Revoked},
                                          {{kBen, 9}, Trust::Blind, Reason::OtherKey}};
        QCOMPARE(plan.obstacles.first().refused, expected);
        QVERIFY(plan.obstacles.first().mayBeLeftOut);
    }

    void tellsOfDevicesThatWerePassedOverThoughTheMessageLeaves()
    {
        const auto plan = planFor({device(kBen, 7, Trust::Certified, Reason::Certified), device(kBen, 8, Trust::Blind)},
                                  rulesOf(RoomDeviceRule::CertifiedOnly));
        QVERIFY(plan.maySend());
        QCOMPARE(idsOf(plan), QList<quint32>{7});
        QCOMPARE(plan.untaken, (QList<NotedDevice>{{{kBen, 8}, Trust::Blind, Reason::NoStatement}}));
        QVERIFY(plan.uncontrolled.isEmpty());
    }

    void takesAnAdmittedDeviceAndSaysThatNobodyStandsForIt()
    {
        PlanRules rules = rulesOf(RoomDeviceRule::CertifiedOnly);
        rules.admitted = {{{kBen, 8}, kKey}};
        const auto plan = planFor({device(kBen, 8, Trust::Blind)}, rules);
        QVERIFY(plan.maySend());
        QCOMPARE(idsOf(plan), QList<quint32>{8});
        QCOMPARE(plan.uncontrolled, (QList<NotedDevice>{{{kBen, 8}, Trust::Blind, Reason::NoStatement}}));
    }

    void admitsTheKeyThatWasChosenAndNoOther()
    {
        PlanRules rules = rulesOf(RoomDeviceRule::CertifiedOnly);
        rules.admitted = {{{kBen, 8}, QByteArray(32, 'x')}};
        QVERIFY(!planFor({device(kBen, 8, Trust::Blind)}, rules).maySend());
        rules.admitted = {{{kBen, 9}, kKey}};
        QVERIFY(!planFor({device(kBen, 8, Trust::Blind)}, rules).maySend());
        rules.admitted = {{{kAna, 8}, kKey}}; // the same number of somebody else
        QVERIFY(!planFor({device(kBen, 8, Trust::Blind)}, rules).maySend());
    }

    void admitsNeitherDistrustedNorRevokedDevices_data()
    {
        QTest::addColumn<int>("trust");
        QTest::newRow("distrusted") << static_cast<int>(Trust::ManuallyDistrusted);
        QTest::newRow("revoked") << static_cast<int>(Trust::Revoked);
    }
    void admitsNeitherDistrustedNorRevokedDevices()
    {
        QFETCH(int, trust);
        PlanRules rules = rulesOf(RoomDeviceRule::CertifiedOnly);
        rules.admitted = {{{kBen, 8}, kKey}};
        QVERIFY(!planFor({device(kBen, 8, static_cast<Trust>(trust))}, rules).maySend());
    }

    /// A device that the relay slipped in beside a certified one gets nothing, also in a conversation of two.
    void certifiedDevicesComeFirstWhereAPersonHasOne()
    {
        const PlanRules rules = rulesOf(RoomDeviceRule::CertifiedFirst);
        const auto mixed =
            planFor({device(kBen, 7, Trust::Certified, Reason::Certified), device(kBen, 8, Trust::Blind)}, rules);
        QVERIFY(mixed.maySend());
        QCOMPARE(idsOf(mixed), QList<quint32>{7});
        QCOMPARE(mixed.untaken.size(), 1);
        const auto none = planFor({device(kBen, 8, Trust::Blind)}, rules);
        QVERIFY(none.maySend());
        QCOMPARE(idsOf(none), QList<quint32>{8});
        QCOMPARE(none.uncontrolled.size(), 1);
        CandidateDevice gone = device(kBen, 7, Trust::Certified, Reason::Certified);
        gone.device.isListed2 = gone.device.isListed03 = false; // was taken off the list
        QCOMPARE(idsOf(planFor({gone, device(kBen, 8, Trust::Blind)}, rules)), QList<quint32>{8});
    }

    /// Whoever hides the certified device of a person, or shows another key under its number, brings no other one in.
    void aCertifiedDeviceThatIsHiddenKeepsTheOthersOut()
    {
        const PlanRules rules = rulesOf(RoomDeviceRule::CertifiedFirst);
        CandidatePerson ben{kBen, true, {device(kBen, 8, Trust::Blind)}, true};
        const auto plan = planRecipients({ben}, kAna, rules, {});
        QVERIFY(!plan.maySend());
        QCOMPARE(plan.obstacles.first().why, Why::NoTrustedDevice);
        PlanRules admitting = rules;
        admitting.admitted = {{{kBen, 8}, kKey}};
        QCOMPARE(idsOf(planRecipients({ben}, kAna, admitting, {})), QList<quint32>{8});
        QVERIFY(planRecipients({ben}, kAna, rulesOf(RoomDeviceRule::Believed), {}).maySend());
    }

    /// The same for a device that the relay puts onto one's own list.
    void anOwnDeviceThatNobodyCertifiedGetsNothingWhereThisOneIsCertified()
    {
        const CandidatePerson own{kAna, true, {device(kAna, 5, Trust::Blind)}, true};
        const CandidatePerson ben{kBen, true, {device(kBen, 7, Trust::Certified)}, true};
        const auto plan = planRecipients({own, ben}, kAna, rulesOf(RoomDeviceRule::CertifiedFirst), {});
        QVERIFY(plan.maySend());
        QCOMPARE(idsOf(plan), QList<quint32>{7});
        QCOMPARE(plan.untaken.first().device, (DeviceAddress{kAna, 5}));
    }

    void withholdsTheListAndNothingIsSentWhereItIsAskedFor_data()
    {
        QTest::addColumn<int>("rule");
        QTest::addColumn<int>("list");
        QTest::addColumn<bool>("maySend");
        const auto row = [](const char *name, RoomDeviceRule rule, ListState list, bool maySend) {
            QTest::newRow(name) << static_cast<int>(rule) << static_cast<int>(list) << maySend;
        };
        row("fresh", RoomDeviceRule::CertifiedOnly, ListState::Fresh, true);
        row("ageing", RoomDeviceRule::CertifiedOnly, ListState::Ageing, true);
        row("too old", RoomDeviceRule::CertifiedOnly, ListState::TooOld, false);
        row("missing", RoomDeviceRule::CertifiedOnly, ListState::Missing, false);
        row("no organisation", RoomDeviceRule::CertifiedOnly, ListState::NotUsed, true);
        row("too old, certified first", RoomDeviceRule::CertifiedFirst, ListState::TooOld, true);
        row("missing, believed", RoomDeviceRule::Believed, ListState::Missing, true);
    }
    void withholdsTheListAndNothingIsSentWhereItIsAskedFor()
    {
        QFETCH(int, rule);
        QFETCH(int, list);
        QFETCH(bool, maySend);
        const auto plan = planFor({device(kBen, 7, Trust::Certified, Reason::Certified)},
                                  rulesOf(static_cast<RoomDeviceRule>(rule), static_cast<ListState>(list)));
        QCOMPARE(plan.maySend(), maySend);
        if (!maySend) {
            QCOMPARE(plan.obstacles.first().why,
                     static_cast<ListState>(list) == ListState::TooOld ? Why::ManifestTooOld : Why::ManifestMissing);
            QVERIFY(!plan.obstacles.first().mayBeLeftOut);
        }
    }

    void anOwnPhoneThatNobodyCertifiedIsPassedOverAndSaid()
    {
        const auto plan = planRecipients(
            {{kAna, true, {device(kAna, 5, Trust::Blind)}}, {kBen, true, {device(kBen, 7, Trust::Certified)}}}, kAna,
            rulesOf(RoomDeviceRule::CertifiedOnly), {});
        QVERIFY(plan.maySend());
        QCOMPARE(idsOf(plan), QList<quint32>{7});
        QCOMPARE(plan.untaken.first().device, (DeviceAddress{kAna, 5}));
    }

    /// A STAT is not stopped by whoever lists more devices, in a conversation of two as little as in a room.
    void theBestKnownOfTooManyDevicesGetItByChoice()
    {
        QList<CandidateDevice> devices{device(kBen, 1, Trust::Blind), device(kBen, 2, Trust::Blind)};
        devices.last().hasSession2 = devices.last().hasSession03 = false;
        for (quint32 id = 10; id < 18; ++id) {
            devices.append(device(kBen, id, Trust::Blind));
            devices.last().device.lastHeard = Instant(std::chrono::hours(id));
        }
        devices.append(device(kBen, 30, Trust::Certified));
        for (const bool isRoom : {false, true}) {
            PlanRules rules;
            rules.isRoom = isRoom;
            const auto before = planRecipients({{kBen, true, devices}}, kAna, rules, {});
            QCOMPARE(before.obstacles.size(), 1);
            QCOMPARE(before.obstacles.first().why, Why::TooManyDevices);
            QVERIFY(before.obstacles.first().mayBeLeftOut);
            const auto plan = planRecipients({{kBen, true, devices}}, kAna, rules, {{kBen, 0}});
            QVERIFY(plan.maySend());
            QCOMPARE(idsOf(plan), (QList<quint32>{11, 12, 13, 14, 15, 16, 17, 30}));
            QCOMPARE(plan.surplus(), (QList<DeviceAddress>{{kBen, 1}, {kBen, 2}, {kBen, 10}}));
            QVERIFY(plan.leftOut().isEmpty());
        }
        for (CandidateDevice &each : devices) {
            each.hasSession2 = each.hasSession03 = false;
        }
        QVERIFY(!planRecipients({{kBen, true, devices}}, kAna, {}, {{kBen, 0}}).maySend()); // nobody would read it
    }
};

QTEST_GUILESS_MAIN(CertifiedPlanTest)
#include "certified_plan_test.moc"
