// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/composition/rules_from_policy.h"

#include <QTest>

using namespace wardline;
using namespace Qt::StringLiterals;
using policy::RoomDevices;
using trust::RoomDeviceRule;

class RulesFromPolicyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sayWhichDevicesConversationsTake_data()
    {
        QTest::addColumn<RoomDevices>("policy");
        QTest::addColumn<bool>("hasOrganisation");
        QTest::addColumn<RoomDeviceRule>("rooms");
        QTest::addColumn<RoomDeviceRule>("teams");
        QTest::addColumn<RoomDeviceRule>("direct");
        constexpr auto kOnly = RoomDeviceRule::CertifiedOnly;
        constexpr auto kFirst = RoomDeviceRule::CertifiedFirst;
        constexpr auto kAny = RoomDeviceRule::Believed;
        QTest::newRow("believed") << RoomDevices::Believed << true << kAny << kAny << kAny;
        QTest::newRow("clinical") << RoomDevices::Clinical << true << kOnly << kFirst << kFirst;
        QTest::newRow("rooms") << RoomDevices::Rooms << true << kOnly << kOnly << kFirst;
        QTest::newRow("certified") << RoomDevices::Certified << true << kOnly << kOnly << kOnly;
        QTest::newRow("believed, nobody certifies") << RoomDevices::Believed << false << kAny << kAny << kAny;
        QTest::newRow("clinical, nobody certifies") << RoomDevices::Clinical << false << kAny << kAny << kAny;
        QTest::newRow("rooms, nobody certifies") << RoomDevices::Rooms << false << kAny << kAny << kAny;
        // said outright: nothing leaves until somebody certifies
        QTest::newRow("certified, nobody certifies") << RoomDevices::Certified << false << kOnly << kOnly << kOnly;
    }
    void sayWhichDevicesConversationsTake()
    {
        QFETCH(RoomDevices, policy);
        QFETCH(bool, hasOrganisation);
        QFETCH(RoomDeviceRule, rooms);
        QFETCH(RoomDeviceRule, teams);
        QFETCH(RoomDeviceRule, direct);
        policy::Policy inForce;
        inForce.trustRooms.value = policy;
        if (hasOrganisation) {
            inForce.trustRootKeys.value = {QString::fromLatin1(QByteArray(32, 'r').toBase64())};
            inForce.trustAuthority.value = u"trust@clinic.example"_s;
        }
        const service::OrganisationRules rules = app::organisationRulesFromPolicy(inForce);
        QCOMPARE(rules.rooms, rooms);
        QCOMPARE(rules.teams, teams);
        QCOMPARE(rules.direct, direct);
        QCOMPARE(rules.isUsed(), hasOrganisation);
    }
};

QTEST_GUILESS_MAIN(RulesFromPolicyTest)
#include "rules_from_policy_test.moc"
