// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trust/recipient_plan.h"

#include <QTest>

using namespace wardline;
using namespace wardline::trust;
using namespace Qt::StringLiterals;
using model::DeviceAddress;
using model::DeviceFault;
using model::Trust;
using Why = SendObstacle::Why;
using Passed = PassedOver::Why;

namespace {

model::Jid jid(QStringView text)
{
    return model::Jid::parse(text).value();
}

model::Jid ana()
{
    return jid(u"ana@clinic.example");
}
model::Jid ben()
{
    return jid(u"ben@clinic.example");
}
const auto cleo = [] { return jid(u"cleo@clinic.example"); };

CandidateDevice device(const model::Jid &person, quint32 id, Trust trust = Trust::Certified)
{
    CandidateDevice candidate;
    candidate.device.address = {person, id};
    candidate.device.isListed2 = true;
    candidate.device.isListed03 = true;
    candidate.trust = trust;
    candidate.hasSession2 = true;
    candidate.hasSession03 = true;
    return candidate;
}

CandidateDevice faulty(const model::Jid &person, quint32 id, DeviceFault fault, bool hasSession)
{
    CandidateDevice candidate = device(person, id);
    candidate.device.fault = fault;
    candidate.hasSession2 = hasSession;
    candidate.hasSession03 = hasSession;
    return candidate;
}

CandidatePerson person(const model::Jid &who, QList<CandidateDevice> devices)
{
    return {who, true, std::move(devices)};
}

PlanRules room(RoomDeviceRule rule = RoomDeviceRule::Believed)
{
    PlanRules rules;
    rules.isRoom = true;
    rules.rule = rule;
    return rules;
}

SendObstacle obstacle(Why why, const model::Jid &who = {}, std::optional<quint32> id = {}, bool mayBeLeftOut = false,
                      std::optional<DeviceFault> fault = {})
{
    SendObstacle result;
    result.why = why;
    result.person = who;
    if (id) {
        result.device = DeviceAddress{who, *id};
    }
    result.fault = fault;
    result.mayBeLeftOut = mayBeLeftOut;
    return result;
}

QList<PlannedDevice> planned(const model::Jid &who, const QList<quint32> &ids)
{
    QList<PlannedDevice> result;
    for (const quint32 id : ids) {
        result.append({{who, id}, true});
    }
    return result;
}

} // namespace

class RecipientPlanTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void decidesByTrustAndRule_data();
    void decidesByTrustAndRule();
    void choosesTheVersion_data();
    void choosesTheVersion();
    void anotherDeviceDoesNotHideTheFaultyOne_data();
    void anotherDeviceDoesNotHideTheFaultyOne();
    void passesOtherDevicesOverWhereOneIsCertified();
    void aSilentDeviceIsWrittenToOnlyWhileItIsTheLast();
    void namesWhoseDevicesAreUnknown();
    void namesWhoHasNoDevice();
    void countsOnlyDevicesThatWouldBeTaken_data();
    void countsOnlyDevicesThatWouldBeTaken();
    void theConversationItselfMayBeInTheWay_data();
    void theConversationItselfMayBeInTheWay();
    void aLeaverIsNoTarget();
    void ownDevicesAreNeverAnObstacle_data();
    void ownDevicesAreNeverAnObstacle();
    void beyondTheLimitTheBetterOwnDevicesAreTaken();
    void theSameIdOfTwoPeopleIsTwoDevices();
    void aPersonThatStandsTwiceIsOnePerson();
    void aDeviceUnderSomebodyElsesNameIsNotWrittenTo();
    void leavesOutADeviceByChoice();
    void leavesOutAPersonByChoiceAndStillWritesToTheirGoodDevices();
    void aChoiceDoesNotKeepAMessageFromWhoeverCanRead();
    void aChoiceForOneMessageDoesNotCarryToTheNext();
    void theOtherPersonCannotBeLeftOut();
    void somebodyMustBeLeft();
    void aRoomWithNobodyElseIsNoFault();
    void everybodyIsAccountedFor();
};
void RecipientPlanTest::decidesByTrustAndRule_data()
{
    QTest::addColumn<int>("trust");
    QTest::addColumn<bool>("isCertifiedOnly");
    QTest::addColumn<bool>("isTaken");
    QTest::addColumn<int>("why");
    QTest::addColumn<bool>("namesDevice");
    const int none = -1;
    const auto row = [](const char *name, Trust trust, bool isCertifiedOnly, bool isTaken, int why, bool namesDevice) {
        QTest::newRow(name) << static_cast<int>(trust) << isCertifiedOnly << isTaken << why << namesDevice;
    };
    const int noTrusted = static_cast<int>(Why::NoTrustedDevice);
    row("verified", Trust::Verified, false, true, none, false);
    row("certified", Trust::Certified, false, true, none, false);
    row("blind", Trust::Blind, false, true, none, false);
    row("undecided", Trust::Undecided, false, false, static_cast<int>(Why::UndecidedDevice), true);
    row("distrusted", Trust::ManuallyDistrusted, false, false, noTrusted, false);
    row("revoked", Trust::Revoked, false, false, noTrusted, false);
    row("verified, certified only", Trust::Verified, true, true, none, false);
    row("certified, certified only", Trust::Certified, true, true, none, false);
    row("blind, certified only", Trust::Blind, true, false, noTrusted, false);
    row("undecided, certified only", Trust::Undecided, true, false, noTrusted, false);
    row("distrusted, certified only", Trust::ManuallyDistrusted, true, false, noTrusted, false);
    row("revoked, certified only", Trust::Revoked, true, false, noTrusted, false);
}

void RecipientPlanTest::decidesByTrustAndRule()
{
    QFETCH(int, trust);
    QFETCH(bool, isCertifiedOnly);
    QFETCH(bool, isTaken);
    QFETCH(int, why);
    QFETCH(bool, namesDevice);
    const PlanRules rules = room(isCertifiedOnly ? RoomDeviceRule::CertifiedOnly : RoomDeviceRule::Believed);
    const auto plan = planRecipients({person(ben(), {device(ben(), 7, static_cast<Trust>(trust))})}, ana(), rules, {});
    QCOMPARE(plan.maySend(), isTaken);
    QCOMPARE(plan.devices, isTaken ? planned(ben(), {7}) : QList<PlannedDevice>());
    if (!isTaken) {
        auto expected =
            obstacle(static_cast<Why>(why), ben(), namesDevice ? std::optional<quint32>(7) : std::nullopt, true);
        expected.refused = QList<NotedDevice>(namesDevice ? 0 : 1, {{ben(), 7}, static_cast<Trust>(trust), {}});
        QCOMPARE(plan.obstacles, QList{expected});
    }
}

void RecipientPlanTest::choosesTheVersion_data()
{
    QTest::addColumn<bool>("listed2");
    QTest::addColumn<bool>("session2");
    QTest::addColumn<bool>("listed03");
    QTest::addColumn<bool>("session03");
    QTest::addColumn<QString>("way");
    const auto row = [](const char *name, bool l2, bool s2, bool l03, bool s03, const QString &way) {
        QTest::newRow(name) << l2 << s2 << l03 << s03 << way;
    };
    row("both", true, true, true, true, u"2"_s);
    row("only 2", true, true, false, false, u"2"_s);
    row("only 0.3", false, false, true, true, u"0.3"_s);
    row("both listed, 2 failed", true, false, true, true, u"0.3"_s);
    row("both listed, 0.3 failed", true, true, true, false, u"2"_s);
    row("a session of a version it left", false, true, true, true, u"0.3"_s);
    row("a session of a version it left, and no other", false, true, true, false, u"no session"_s);
    row("no session", true, false, true, false, u"no session"_s);
    row("not listed any more", false, true, false, true, u"no devices"_s);
}

void RecipientPlanTest::choosesTheVersion()
{
    QFETCH(bool, listed2);
    QFETCH(bool, session2);
    QFETCH(bool, listed03);
    QFETCH(bool, session03);
    QFETCH(QString, way);
    CandidateDevice candidate = device(ben(), 7);
    candidate.device.isListed2 = listed2;
    candidate.device.isListed03 = listed03;
    candidate.hasSession2 = session2;
    candidate.hasSession03 = session03;
    const auto plan = planRecipients({person(ben(), {candidate})}, ana(), room(), {});
    if (way == u"no session") {
        QCOMPARE(plan.obstacles, QList{obstacle(Why::NoSession, ben(), 7, true)});
    } else if (way == u"no devices") {
        QCOMPARE(plan.obstacles, QList{obstacle(Why::NoDevices, ben(), {}, true)});
        QCOMPARE(plan.passedOver, (QList<PassedOver>{{Passed::NotListed, {ben(), 7}}}));
    } else {
        QVERIFY(plan.maySend());
        QCOMPARE(plan.devices, (QList<PlannedDevice>{{{ben(), 7}, way == u"2"}}));
    }
}

void RecipientPlanTest::anotherDeviceDoesNotHideTheFaultyOne_data()
{
    QTest::addColumn<int>("fault");
    QTest::addColumn<bool>("hasSession");
    QTest::addColumn<bool>("isObstacle");
    const auto row = [](const char *name, DeviceFault fault, bool hasSession, bool isObstacle) {
        QTest::newRow(name) << static_cast<int>(fault) << hasSession << isObstacle;
    };
    row("no bundle", DeviceFault::NoBundle, false, true);
    row("no prekeys", DeviceFault::NoPrekeys, false, true);
    row("bad bundle", DeviceFault::BadBundle, false, true);
    row("identity changed", DeviceFault::IdentityChanged, false, true);
    row("identity changed, session left", DeviceFault::IdentityChanged, true, true);
    row("broken session", DeviceFault::BrokenSession, true, false); // rubbish under its name stops nobody
    row("broken session, none left", DeviceFault::BrokenSession, false, true);
    row("bundle gone, session holds", DeviceFault::NoBundle, true, false);
    row("prekeys gone, session holds", DeviceFault::NoPrekeys, true, false);
    row("bundle bad by now, session holds", DeviceFault::BadBundle, true, false);
}

void RecipientPlanTest::anotherDeviceDoesNotHideTheFaultyOne()
{
    QFETCH(int, fault);
    QFETCH(bool, hasSession);
    QFETCH(bool, isObstacle);
    const auto which = static_cast<DeviceFault>(fault);
    for (const bool isRoom : {true, false}) {
        PlanRules rules;
        rules.isRoom = isRoom;
        const auto plan =
            planRecipients({person(ben(), {device(ben(), 1), faulty(ben(), 7, which, hasSession)})}, ana(), rules, {});
        QCOMPARE(plan.maySend(), !isObstacle);
        if (isObstacle) {
            QCOMPARE(plan.obstacles, QList{obstacle(Why::NoSession, ben(), 7, true, which)});
        } else {
            QCOMPARE(plan.devices, planned(ben(), {1, 7}));
        }
    }
}

void RecipientPlanTest::passesOtherDevicesOverWhereOneIsCertified()
{
    const auto plan =
        planRecipients({person(ben(),
                               {device(ben(), 1), device(ben(), 2, Trust::Blind), device(ben(), 3, Trust::Undecided),
                                device(ben(), 4, Trust::Revoked), device(ben(), 5, Trust::ManuallyDistrusted)})},
                       ana(), room(RoomDeviceRule::CertifiedOnly), {});
    QVERIFY(plan.maySend());
    QCOMPARE(plan.devices, planned(ben(), {1}));
    QCOMPARE(plan.passedOver,
             (QList<PassedOver>{{Passed::NotCertified, {ben(), 2}},
                                {Passed::NotCertified, {ben(), 3}},
                                {Passed::Revoked, {ben(), 4}},
                                {Passed::Distrusted, {ben(), 5}}}));
}

void RecipientPlanTest::aSilentDeviceIsWrittenToOnlyWhileItIsTheLast()
{
    const CandidateDevice silent = faulty(ben(), 7, DeviceFault::Silent, true);
    auto plan = planRecipients({person(ben(), {silent})}, ana(), room(), {});
    QVERIFY(plan.maySend());
    QCOMPARE(plan.devices, planned(ben(), {7}));

    plan = planRecipients({person(ben(), {silent, device(ben(), 8)})}, ana(), room(), {});
    QVERIFY(plan.maySend());
    QCOMPARE(plan.devices, planned(ben(), {8}));
    QCOMPARE(plan.passedOver, (QList<PassedOver>{{Passed::Silent, {ben(), 7}}}));

    plan = planRecipients({person(ben(), {silent, faulty(ben(), 8, DeviceFault::NoBundle, false)})}, ana(), room(), {});
    QCOMPARE(plan.devices, planned(ben(), {7})); // the other cannot be written to
    QVERIFY(!plan.maySend());

    plan = planRecipients({person(ben(), {faulty(ben(), 7, DeviceFault::Silent, false)})}, ana(), room(), {});
    QCOMPARE(plan.obstacles, QList{obstacle(Why::NoSession, ben(), 7, true, DeviceFault::Silent)});
}

void RecipientPlanTest::namesWhoseDevicesAreUnknown()
{
    CandidatePerson unknown{ben(), false, {device(ben(), 7)}};
    auto plan = planRecipients({unknown, person(cleo(), {device(cleo(), 1)})}, ana(), room(), {});
    QCOMPARE(plan.obstacles, QList{obstacle(Why::DevicesUnknown, ben(), {}, true)});
    plan = planRecipients({unknown}, ana(), {}, {});
    QCOMPARE(plan.obstacles, QList{obstacle(Why::DevicesUnknown, ben(), {}, false)});
}

void RecipientPlanTest::namesWhoHasNoDevice()
{
    const auto plan = planRecipients({person(ben(), {}), person(cleo(), {device(cleo(), 1)})}, ana(), room(), {});
    QCOMPARE(plan.obstacles, QList{obstacle(Why::NoDevices, ben(), {}, true)});
    QVERIFY(!plan.maySend());
}

void RecipientPlanTest::countsOnlyDevicesThatWouldBeTaken_data()
{
    QTest::addColumn<int>("certified");
    QTest::addColumn<int>("blind");
    QTest::addColumn<int>("distrusted");
    QTest::addColumn<bool>("isCertifiedOnly");
    QTest::addColumn<bool>("isTooMany");
    QTest::newRow("eight") << 8 << 0 << 0 << false << false;
    QTest::newRow("nine") << 9 << 0 << 0 << false << true;
    QTest::newRow("eight and a distrusted one") << 8 << 0 << 1 << false << false;
    QTest::newRow("two and sixty inserted ones") << 2 << 60 << 0 << false << true;
    QTest::newRow("two and sixty inserted ones, certified only") << 2 << 60 << 0 << true << false;
    QTest::newRow("nine, certified only") << 9 << 0 << 0 << true << true;
}

void RecipientPlanTest::countsOnlyDevicesThatWouldBeTaken()
{
    QFETCH(int, certified);
    QFETCH(int, blind);
    QFETCH(int, distrusted);
    QFETCH(bool, isCertifiedOnly);
    QFETCH(bool, isTooMany);
    QList<CandidateDevice> devices;
    quint32 id = 1;
    for (const auto &[count, trust] : {std::pair(certified, Trust::Certified), std::pair(blind, Trust::Blind),
                                       std::pair(distrusted, Trust::ManuallyDistrusted)}) {
        for (int i = 0; i < count; ++i) {
            devices.append(device(ben(), id++, trust));
        }
    }
    const PlanRules rules = room(isCertifiedOnly ? RoomDeviceRule::CertifiedOnly : RoomDeviceRule::Believed);
    const auto plan = planRecipients({person(ben(), devices)}, ana(), rules, {});
    QCOMPARE(plan.maySend(), !isTooMany);
    if (isTooMany) {
        QCOMPARE(plan.obstacles, QList{obstacle(Why::TooManyDevices, ben(), {}, true)});
    } else {
        QCOMPARE(plan.devices.size(), certified + (isCertifiedOnly ? 0 : blind));
    }
}

void RecipientPlanTest::theConversationItselfMayBeInTheWay_data()
{
    QTest::addColumn<bool>("isRoom");
    QTest::addColumn<bool>("isPrivate");
    QTest::addColumn<bool>("isManifestTooOld");
    QTest::addColumn<bool>("isCertifiedOnly");
    QTest::addColumn<int>("members");
    QTest::addColumn<int>("why");
    const auto row = [](const char *name, bool isRoom, bool isPrivate, bool isTooOld, bool isCertifiedOnly, int members,
                        std::optional<Why> why) {
        QTest::newRow(name) << isRoom << isPrivate << isTooOld << isCertifiedOnly << members
                            << (why ? static_cast<int>(*why) : -1);
    };
    row("a private room", true, true, false, false, 3, {});
    row("a room that is not private", true, false, false, false, 3, Why::RoomNotPrivate);
    row("two people are always private", false, false, false, false, 1, {});
    row("a hundred members", true, true, false, false, 100, {});
    row("a hundred and one", true, true, false, false, 101, Why::AnnouncementsOnly);
    row("two hundred and fifty-one", true, true, false, false, 251, Why::TooManyMembers);
    row("old manifest", true, true, true, false, 3, {});
    row("old manifest, certified only", true, true, true, true, 3, Why::ManifestTooOld);
    row("old manifest, certified only, two people", false, true, true, true, 1, Why::ManifestTooOld);
    row("fresh manifest, certified only", true, true, false, true, 3, {});
}

void RecipientPlanTest::theConversationItselfMayBeInTheWay()
{
    QFETCH(bool, isRoom);
    QFETCH(bool, isPrivate);
    QFETCH(bool, isManifestTooOld);
    QFETCH(bool, isCertifiedOnly);
    QFETCH(int, members);
    QFETCH(int, why);
    QList<CandidatePerson> people;
    for (int i = 0; i < members; ++i) {
        const model::Jid who = jid(QString(u"m%1@clinic.example"_s.arg(i)));
        people.append(person(who, {device(who, 7)}));
    }
    PlanRules rules;
    rules.isRoom = isRoom;
    rules.isRoomPrivate = isPrivate;
    rules.list = isManifestTooOld ? ListState::TooOld : ListState::Fresh;
    rules.rule = isCertifiedOnly ? RoomDeviceRule::CertifiedOnly : RoomDeviceRule::Believed;
    const auto plan = planRecipients(people, ana(), rules, {});
    QCOMPARE(plan.maySend(), why < 0);
    if (why >= 0) {
        QCOMPARE(plan.obstacles, QList{obstacle(static_cast<Why>(why))});
    } else {
        QCOMPARE(plan.devices.size(), members);
    }
}

void RecipientPlanTest::aLeaverIsNoTarget()
{
    const QList<CandidatePerson> before{person(ben(), {device(ben(), 1)}), person(cleo(), {device(cleo(), 2)})};
    QCOMPARE(planRecipients(before, ana(), room(), {}).devices.size(), 2);
    const QList<CandidatePerson> after{before.first()};
    QCOMPARE(planRecipients(after, ana(), room(), {}).devices, planned(ben(), {1}));
}

void RecipientPlanTest::ownDevicesAreNeverAnObstacle_data()
{
    QTest::addColumn<bool>("isKnown");
    QTest::addColumn<int>("trust");
    QTest::addColumn<bool>("hasSession");
    QTest::addColumn<bool>("isTaken");
    QTest::newRow("list unknown") << false << static_cast<int>(Trust::Certified) << true << false;
    QTest::newRow("undecided") << true << static_cast<int>(Trust::Undecided) << true << false;
    QTest::newRow("distrusted") << true << static_cast<int>(Trust::ManuallyDistrusted) << true << false;
    QTest::newRow("revoked") << true << static_cast<int>(Trust::Revoked) << true << false;
    QTest::newRow("no session") << true << static_cast<int>(Trust::Certified) << false << false;
    QTest::newRow("good") << true << static_cast<int>(Trust::Certified) << true << true;
    QTest::newRow("believed") << true << static_cast<int>(Trust::Blind) << true << true;
}

void RecipientPlanTest::ownDevicesAreNeverAnObstacle()
{
    QFETCH(bool, isKnown);
    QFETCH(int, trust);
    QFETCH(bool, hasSession);
    QFETCH(bool, isTaken);
    CandidateDevice own = device(ana(), 5, static_cast<Trust>(trust));
    own.hasSession2 = hasSession;
    own.hasSession03 = hasSession;
    const auto plan = planRecipients({person(ben(), {device(ben(), 1)}), {ana(), isKnown, {own}}},
                                     jid(u"ana@clinic.example/desk"), room(), {});
    QVERIFY(plan.maySend());
    QCOMPARE(plan.devices, planned(ben(), {1}) + (isTaken ? planned(ana(), {5}) : QList<PlannedDevice>()));
    QCOMPARE(plan.passedOver.size(), isTaken || !isKnown ? 0 : 1);
}

void RecipientPlanTest::beyondTheLimitTheBetterOwnDevicesAreTaken()
{
    QList<CandidateDevice> devices;
    for (quint32 id = 1; id <= 9; ++id) {
        devices.append(device(ana(), id, id == 9 ? Trust::Verified : Trust::Blind));
        devices.last().device.lastHeard = Instant(std::chrono::milliseconds(id));
    }
    const auto plan = planRecipients({person(ana(), devices)}, ana(), room(), {});
    QVERIFY(plan.maySend());
    QCOMPARE(plan.devices, planned(ana(), {9, 8, 7, 6, 5, 4, 3, 2}));
    QCOMPARE(plan.passedOver, (QList<PassedOver>{{Passed::OwnUnready, {ana(), 1}}}));
}

void RecipientPlanTest::theSameIdOfTwoPeopleIsTwoDevices()
{
    const auto plan =
        planRecipients({person(ben(), {device(ben(), 5886)}), person(cleo(), {device(cleo(), 5886, Trust::Undecided)})},
                       ana(), room(), {});
    QCOMPARE(plan.devices, planned(ben(), {5886}));
    QCOMPARE(plan.obstacles, QList{obstacle(Why::UndecidedDevice, cleo(), 5886, true)});
}

void RecipientPlanTest::aPersonThatStandsTwiceIsOnePerson()
{
    // an owner that is also in the list of members, with one device seen by two ways
    const auto plan = planRecipients({person(ben(), {device(ben(), 1)}),
                                      {ben(), false, {}},
                                      person(jid(u"ben@clinic.example/desk"), {device(ben(), 1), device(ben(), 2)})},
                                     ana(), room(), {});
    QVERIFY(plan.maySend());
    QCOMPARE(plan.devices, planned(ben(), {1, 2}));
}

void RecipientPlanTest::aDeviceUnderSomebodyElsesNameIsNotWrittenTo()
{
    const auto plan = planRecipients({person(ben(), {device(ben(), 1), device(cleo(), 2)})}, ana(), room(), {});
    QCOMPARE(plan.devices, planned(ben(), {1}));
    QCOMPARE(plan.passedOver, (QList<PassedOver>{{Passed::NotListed, {cleo(), 2}}}));
}

void RecipientPlanTest::leavesOutADeviceByChoice()
{
    const QList people{person(ben(), {device(ben(), 1), faulty(ben(), 7, DeviceFault::NoPrekeys, false)})};
    for (const bool isRoom : {true, false}) {
        PlanRules rules;
        rules.isRoom = isRoom;
        const auto plan = planRecipients(people, ana(), rules, {{ben(), 7}});
        QVERIFY(plan.maySend());
        QCOMPARE(plan.devices, planned(ben(), {1}));
        QCOMPARE(plan.leftOut(), (QList<DeviceAddress>{{ben(), 7}}));
    }
}

void RecipientPlanTest::leavesOutAPersonByChoiceAndStillWritesToTheirGoodDevices()
{
    const QList people{person(ben(), {device(ben(), 1), device(ben(), 7, Trust::Undecided)}), person(cleo(), {})};
    const auto plan = planRecipients(people, ana(), room(), {{ben(), 0}, {cleo(), 0}});
    QVERIFY(plan.maySend());
    QCOMPARE(plan.devices, planned(ben(), {1}));
    QCOMPARE(plan.leftOut(), (QList<DeviceAddress>{{ben(), 0}, {cleo(), 0}}));
}

void RecipientPlanTest::aChoiceDoesNotKeepAMessageFromWhoeverCanRead()
{
    const QList people{person(ben(), {device(ben(), 1), device(ben(), 7)})}; // 7 was mended in the meantime
    const auto plan = planRecipients(people, ana(), room(), {{ben(), 7}, {ben(), 0}});
    QVERIFY(plan.maySend());
    QCOMPARE(plan.devices, planned(ben(), {1, 7}));
    QVERIFY(plan.leftOut().isEmpty());
}

void RecipientPlanTest::aChoiceForOneMessageDoesNotCarryToTheNext()
{
    const QList people{person(ben(), {device(ben(), 1)}), person(cleo(), {})};
    QVERIFY(planRecipients(people, ana(), room(), {{cleo(), 0}}).maySend());
    QVERIFY(!planRecipients(people, ana(), room(), {}).maySend());
}

void RecipientPlanTest::theOtherPersonCannotBeLeftOut()
{
    auto plan = planRecipients({person(ben(), {})}, ana(), {}, {{ben(), 0}});
    QCOMPARE(plan.obstacles, QList{obstacle(Why::NoDevices, ben())});
    plan = planRecipients({person(ben(), {device(ben(), 7, Trust::Undecided)})}, ana(), {}, {{ben(), 7}, {ben(), 0}});
    QCOMPARE(plan.obstacles, QList{obstacle(Why::UndecidedDevice, ben(), 7)});
}

void RecipientPlanTest::somebodyMustBeLeft()
{
    const auto plan = planRecipients({person(ana(), {device(ana(), 5)}), person(ben(), {}), person(cleo(), {})}, ana(),
                                     room(), {{ben(), 0}, {cleo(), 0}});
    QCOMPARE(plan.obstacles, QList{obstacle(Why::NobodyLeft)});
}

void RecipientPlanTest::aRoomWithNobodyElseIsNoFault()
{
    const auto plan = planRecipients({person(ana(), {device(ana(), 5)})}, ana(), room(), {});
    QVERIFY(plan.maySend());
    QCOMPARE(plan.devices, planned(ana(), {5}));
}

void RecipientPlanTest::everybodyIsAccountedFor()
{
    // Every kind of device for two people, in every kind of conversation: each device is written to, an obstacle, or
    // passed over by name, and each person without a device is an obstacle or left out.
    const QList faults{std::optional<DeviceFault>(),
                       std::optional(DeviceFault::NoBundle),
                       std::optional(DeviceFault::NoPrekeys),
                       std::optional(DeviceFault::BadBundle),
                       std::optional(DeviceFault::IdentityChanged),
                       std::optional(DeviceFault::BrokenSession),
                       std::optional(DeviceFault::Silent)};
    QList<CandidateDevice> all;
    quint32 id = 1;
    for (const Trust trust : {Trust::ManuallyDistrusted, Trust::Revoked, Trust::Verified, Trust::Certified,
                              Trust::Blind, Trust::Undecided}) {
        for (const auto &fault : faults) {
            for (int ways = 0; ways < 16; ++ways) {
                CandidateDevice candidate = device(ben(), id++, trust);
                candidate.device.fault = fault;
                candidate.device.isListed2 = (ways & 1) != 0;
                candidate.device.isListed03 = (ways & 2) != 0;
                candidate.hasSession2 = (ways & 4) != 0;
                candidate.hasSession03 = (ways & 8) != 0;
                all.append(candidate);
            }
        }
    }
    int checked = 0;
    for (qsizetype i = 0; i < all.size(); ++i) {
        for (qsizetype j = i + 1; j < all.size(); j += 7) {
            for (const RoomDeviceRule rule : {RoomDeviceRule::Believed, RoomDeviceRule::CertifiedOnly}) {
                const auto plan = planRecipients({person(ben(), {all[i], all[j]})}, ana(), room(rule), {});
                const bool hasPersonObstacle =
                    std::any_of(plan.obstacles.begin(), plan.obstacles.end(),
                                [](const SendObstacle &o) { return !o.device && o.person == ben(); });
                for (const CandidateDevice *candidate : {&all[i], &all[j]}) {
                    const DeviceAddress &address = candidate->device.address;
                    int places = 0;
                    for (const PlannedDevice &p : plan.devices) {
                        places += p.device == address ? 1 : 0;
                    }
                    for (const SendObstacle &o : plan.obstacles) {
                        places += o.device == address ? 1 : 0;
                    }
                    for (const PassedOver &p : plan.passedOver) {
                        places += p.device == address ? 1 : 0;
                    }
                    QCOMPARE(places, 1);
                    ++checked;
                }
                QVERIFY(!plan.devices.isEmpty() || !plan.maySend());
                QVERIFY(!hasPersonObstacle || plan.devices.isEmpty());
            }
        }
    }
    QVERIFY(checked > 100'000);
}

QTEST_GUILESS_MAIN(RecipientPlanTest)
#include "recipient_plan_test.moc"
