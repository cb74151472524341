// SPDX-License-Identifier: GPL-3.0-or-later
// What the owner of a device publishes of it themselves, between two lists of the organisation.
#include "tests/core/service/certified_ward.h"

using namespace wardline;
using namespace wardline::service;
using namespace wardline::service::test;
using Type = audit::AuditEventType;

namespace {

struct Vouched : CertifiedWard
{
    Vouched()
        : CertifiedWard(trust::RoomDeviceRule::CertifiedOnly)
    {
        publish(); // a list that does not name Ben's device
        clinic.clock.jumpWallClock(std::chrono::minutes(1));
        ward.clock.jumpWallClock(std::chrono::minutes(1));
    }
    trust::DeviceStatement statement() { return statementFor({ben.own, ben.id}, keyOf(ben)); }
    void show(const QByteArray &document, const QString &who = u"ben@relay.example"_s)
    {
        nodes[{who, trust::statementsNode()}][QString::number(ben.id)] =
            xml::writeXml(trust::TrustDocument{document}.toXml());
    }
    void show(const trust::DeviceStatement &statement) { show(statement.sign(clinic.enrolment).value()); }
};

} // namespace

class PublishedStatementsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whoWasVouchedForJustNowIsBelievedAtFirstContact()
    {
        Vouched bench;
        bench.show(bench.statement());
        bench.signIn();
        QVERIFY(bench.send());
        QCOMPARE(bench.toBen().size(), 1);
        QVERIFY(bench.encryption().uncontrolled.isEmpty());
        QCOMPARE(bench.audited(Type::TrustDocumentRefused), 0);
        QCOMPARE(bench.audited(Type::DeviceRefused), 0);
    }

    void aStatementOlderThanTheListThatDoesNotNameItCertifiesNobody()
    {
        Vouched bench;
        trust::DeviceStatement statement = bench.statement();
        statement.notBefore -= std::chrono::hours(2);
        bench.show(statement);
        bench.signIn();
        QVERIFY(!bench.send());
    }

    void theNextListHasTheLastWord()
    {
        Vouched bench;
        bench.show(bench.statement());
        bench.signIn();
        QVERIFY(bench.send());
        bench.clinic.clock.jumpWallClock(std::chrono::minutes(1));
        bench.ward.clock.jumpWallClock(std::chrono::minutes(1));
        bench.publish(); // without it
        QVERIFY(bench.refresh());
        QVERIFY(!bench.send());
    }

    void aRevokedDeviceIsNotBroughtBackByItsOwner()
    {
        Vouched bench;
        bench.revoke(bench.ben);
        bench.publish();
        bench.clinic.clock.jumpWallClock(std::chrono::minutes(1));
        bench.ward.clock.jumpWallClock(std::chrono::minutes(1));
        bench.show(bench.statement());
        bench.signIn();
        QVERIFY(!bench.send());
        QCOMPARE(bench.obstacle().refused.first().trust, model::Trust::Revoked);
    }

    void whatDoesNotHoldCertifiesNobodyAndIsAudited_data()
    {
        QTest::addColumn<QString>("attack");
        QTest::addColumn<bool>("isAudited");
        QTest::newRow("signed by somebody else") << u"signature"_s << true;
        QTest::newRow("of another person") << u"person"_s << true;
        QTest::newRow("of another device") << u"device"_s << false; // of one that is not in question: passed by
        QTest::newRow("of another identity key") << u"key"_s << true;
        QTest::newRow("expired") << u"expired"_s << true;
        QTest::newRow("of another organisation") << u"organisation"_s << true;
        QTest::newRow("no document") << u"garbage"_s << true;
    }
    void whatDoesNotHoldCertifiesNobodyAndIsAudited()
    {
        QFETCH(QString, attack);
        QFETCH(bool, isAudited);
        Vouched bench;
        trust::DeviceStatement statement = bench.statement();
        crypto::SigningKey *key = &bench.clinic.enrolment;
        std::optional<crypto::SigningKey> other;
        if (attack == u"signature") {
            other = trust::test::makeKey(77);
            key = &*other;
        } else if (attack == u"person") {
            statement.device.person = jid(u"cleo@relay.example");
        } else if (attack == u"device") {
            statement.device.id += 1;
        } else if (attack == u"key") {
            DeviceBench thief(bench.ben.own, 55);
            statement.identityKey = trust::statementKeyFromCurve(CertifiedWard::keyOf(thief)).value();
        } else if (attack == u"expired") {
            statement.notBefore -= std::chrono::days(2);
            statement.notAfter = statement.notBefore + std::chrono::days(1);
        } else if (attack == u"organisation") {
            statement.organisation = u"elsewhere.example"_s;
        }
        bench.show(attack == u"garbage" ? QByteArray("nothing") : statement.sign(*key).value());
        bench.signIn();
        QVERIFY(!bench.send());
        QVERIFY(bench.toBen().isEmpty());
        QCOMPARE(bench.audited(Type::TrustDocumentRefused), isAudited ? 1 : 0);
    }
};

QTEST_GUILESS_MAIN(PublishedStatementsTest)
#include "published_statements_test.moc"
