// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/service/certified_ward.h"

using namespace wardline;
using namespace wardline::service;
using namespace wardline::service::test;
using Why = EncryptionObstacle::Why;
using Type = audit::AuditEventType;

class CertifiedSendingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void firstContactOfCertifiedDevicesNeedsNoCeremony()
    {
        CertifiedWard bench;
        bench.certify(bench.ben);
        bench.publish();
        bench.signIn();
        QVERIFY(bench.send());
        QCOMPARE(bench.toBen().size(), 1);
        QVERIFY(bench.encryption().uncontrolled.isEmpty());
        QCOMPARE(bench.encryption().list, OrganisationList::Fresh);
        QCOMPARE(bench.audited(Type::DeviceRefused), 0);
    }

    void anUncertifiedDeviceIsRefusedByNameWithTheReason()
    {
        CertifiedWard bench;
        bench.publish();
        bench.signIn();
        QVERIFY(!bench.send());
        QVERIFY(bench.toBen().isEmpty());
        const EncryptionObstacle obstacle = bench.obstacle();
        QCOMPARE(obstacle.why, Why::NoTrustedDevice);
        QCOMPARE(obstacle.person, bench.ben.own);
        QCOMPARE(obstacle.refused.size(), 1);
        QCOMPARE(obstacle.refused.first().device, (model::DeviceAddress{bench.ben.own, bench.ben.id}));
        QCOMPARE(obstacle.refused.first().certificate, Certificate::NotListed);
        QCOMPARE(bench.audited(Type::DeviceRefused), 1);
    }

    void moreThanEightDevicesStopTheMessageAndAreAudited()
    {
        CertifiedWard bench(trust::RoomDeviceRule::Believed);
        std::vector<std::unique_ptr<DeviceBench>> more;
        for (quint32 id = 20; id < 28; ++id) { // nine with the first
            more.push_back(std::make_unique<DeviceBench>(bench.ben.own, id));
            bench.publishDevice(*more.back());
        }
        bench.publish();
        bench.signIn();
        QVERIFY(!bench.send());
        QVERIFY(bench.toBen().isEmpty());
        QCOMPARE(bench.obstacle().why, Why::TooManyDevices);
        QVERIFY(!bench.send());
        QCOMPARE(bench.audited(Type::KeysRefused), 1);
        // A choice for one message: the eight best known ones get it, and the log says which did not.
        QVERIFY(bench.obstacle().mayBeLeftOut);
        QVERIFY(bench.ward.answer(bench.ward.session()->messages().send(
            bench.ben.own, {.text = u"STAT: potassium 6.9"_s, .leaveOut = {{bench.ben.own, 0}}})));
        bench.ward.settle();
        QCOMPARE(bench.toBen().size(), 1);
        QCOMPARE(bench.audited(Type::ReaderLeftOut), 1);
        QVERIFY(bench.encryption().cannotRead.isEmpty()); // they read it
        QVERIFY(!bench.send());
    }

    void aPhoneIsLetInByChoiceAndLabelled()
    {
        CertifiedWard bench;
        bench.publish();
        bench.signIn();
        QVERIFY(!bench.send());
        QVERIFY(bench.admit());
        QVERIFY(bench.send());
        QCOMPARE(bench.encryption().uncontrolled.size(), 1);
        QCOMPARE(bench.encryption().uncontrolled.first().device.id, bench.ben.id);
        QCOMPARE(bench.audited(Type::DeviceAdmitted), 1);
        // and after the next start
        bench.ward.restart();
        bench.signIn();
        QVERIFY(bench.send());
        QVERIFY(bench.admit(false));
        QVERIFY(!bench.send());
        QCOMPARE(bench.audited(Type::DeviceNoLongerAdmitted), 1);
    }

    void aRevokedDeviceIsRefusedAlsoIfItWasLetIn()
    {
        CertifiedWard bench;
        bench.certify(bench.ben);
        bench.publish();
        bench.signIn();
        QVERIFY(bench.send());
        QVERIFY(bench.admit());
        bench.revoke(bench.ben);
        bench.publish();
        QVERIFY(bench.refresh());
        QVERIFY(!bench.send());
        QCOMPARE(bench.obstacle().refused.first().certificate, Certificate::Revoked);
        QCOMPARE(bench.obstacle().refused.first().trust, model::Trust::Revoked);
    }

    /// The relay shows the list again in which the device was still good.
    void aRolledBackManifestBringsNobodyBack()
    {
        CertifiedWard bench;
        bench.certify(bench.ben);
        const QByteArray first = bench.publish();
        bench.signIn();
        QVERIFY(bench.send());
        bench.revoke(bench.ben);
        bench.publish();
        QVERIFY(bench.refresh());
        bench.put(trust::manifestNode(), trust::currentItem(), first);
        QVERIFY(!bench.refresh());
        QCOMPARE(bench.ward.session()->organisation().refusal(), std::optional(audit::AuditReason::RolledBack));
        QVERIFY(!bench.send());
        QCOMPARE(bench.obstacle().refused.first().certificate, Certificate::Revoked);
        QCOMPARE(bench.audited(Type::TrustDocumentRefused), 1);
        QVERIFY(!bench.refresh());
        QCOMPARE(bench.audited(Type::TrustDocumentRefused), 1); // the same document is said once
    }

    void aWithheldListAgesAndStopsAtLast()
    {
        CertifiedWard bench;
        bench.certify(bench.ben);
        bench.publish();
        bench.signIn();
        QVERIFY(bench.send());
        bench.isWithholding = true;
        bench.passTime(std::chrono::hours(25));
        QCOMPARE(bench.encryption().list, OrganisationList::Ageing);
        QVERIFY(bench.send());
        bench.passTime(std::chrono::days(7));
        QCOMPARE(bench.encryption().list, OrganisationList::TooOld);
        QVERIFY(!bench.send());
        QCOMPARE(bench.obstacle().why, Why::ManifestTooOld);
        QVERIFY(!bench.obstacle().mayBeLeftOut);
    }

    void theRelaysClockOrOneSetBackMakesNoListYounger()
    {
        CertifiedWard bench;
        bench.certify(bench.ben);
        bench.publish();
        bench.signIn();
        bench.isWithholding = true;
        bench.ward.clock.jumpWallClock(-std::chrono::days(1)); // this computer's own
        QVERIFY(bench.send());
        bench.ward.clock.jumpWallClock(std::chrono::days(9));
        QVERIFY(!bench.send());
        QCOMPARE(bench.obstacle().why, Why::ManifestTooOld);
    }

    void aListThatNeverCameStopsWhereItIsAskedFor()
    {
        CertifiedWard bench;
        bench.signIn();
        QVERIFY(!bench.send());
        QCOMPARE(bench.obstacle().why, Why::ManifestMissing);
    }

    void statementsThatDoNotFitCertifyNobody_data()
    {
        QTest::addColumn<QString>("attack");
        QTest::addColumn<Certificate>("certificate");
        QTest::newRow("another person") << u"person"_s << Certificate::NotListed;
        QTest::newRow("another device") << u"device"_s << Certificate::NotListed;
        QTest::newRow("another identity key") << u"key"_s << Certificate::OtherKey;
        QTest::newRow("expired") << u"expired"_s << Certificate::Expired;
        QTest::newRow("not yet valid") << u"early"_s << Certificate::NotYetValid;
    }
    void statementsThatDoNotFitCertifyNobody()
    {
        QFETCH(QString, attack);
        QFETCH(Certificate, certificate);
        CertifiedWard bench;
        const QByteArray key = CertifiedWard::keyOf(bench.ben);
        trust::DeviceStatement statement = bench.statementFor({bench.ben.own, bench.ben.id}, key);
        if (attack == u"person") {
            statement.device.person = jid(u"cleo@relay.example"); // who has the same id
        } else if (attack == u"device") {
            statement.device.id += 1;
        } else if (attack == u"key") {
            DeviceBench other(jid(u"cleo@relay.example"), 9);
            statement.identityKey = trust::statementKeyFromCurve(CertifiedWard::keyOf(other)).value();
        } else if (attack == u"expired") {
            statement.notBefore -= std::chrono::days(2);
            statement.notAfter = statement.notBefore + std::chrono::days(1);
        } else {
            statement.notBefore += std::chrono::days(2);
        }
        bench.certify(statement);
        bench.publish();
        bench.signIn();
        QVERIFY(!bench.send());
        QVERIFY(bench.toBen().isEmpty());
        QCOMPARE(bench.obstacle().refused.first().certificate, certificate);
        QCOMPARE(bench.audited(Type::DeviceRefused), 1);
    }

    /// The relay adds a device of its own to a certified person's list.
    void aDeviceThatTheRelayInsertsGetsNothing_data()
    {
        QTest::addColumn<trust::RoomDeviceRule>("rule");
        QTest::newRow("certified only") << trust::RoomDeviceRule::CertifiedOnly;
        QTest::newRow("certified first") << trust::RoomDeviceRule::CertifiedFirst;
    }
    void aDeviceThatTheRelayInsertsGetsNothing()
    {
        QFETCH(trust::RoomDeviceRule, rule);
        CertifiedWard bench(rule);
        bench.certify(bench.ben);
        bench.publish();
        DeviceBench inserted(bench.ben.own, 66);
        bench.publishDevice(inserted);
        bench.signIn();
        QVERIFY(bench.send());
        const QByteArray stanza = xml::writeXml(bench.toBen().first());
        QVERIFY(stanza.contains(QByteArray::number(bench.ben.id)));
        QVERIFY(!stanza.contains(QByteArray::number(inserted.id)));
        QCOMPARE(bench.encryption().untaken.size(), 1);
        QCOMPARE(bench.encryption().untaken.first().device.id, inserted.id);
        QCOMPARE(bench.audited(Type::DeviceRefused), 1);
    }

    /// Two members chose the same number: the one's certificate is not the other's.
    void theSameIdOfTwoPeopleIsCertifiedForOneAlone()
    {
        CertifiedWard bench;
        bench.certify(bench.statementFor({jid(u"cleo@relay.example"), bench.ben.id}, CertifiedWard::keyOf(bench.ben)));
        bench.publish();
        bench.signIn();
        QVERIFY(!bench.send());
        QCOMPARE(bench.obstacle().refused.first().certificate, Certificate::NotListed);
    }

    void manualDistrustGoesBeforeACertificate()
    {
        CertifiedWard bench;
        bench.certify(bench.ben);
        bench.publish();
        bench.signIn();
        QVERIFY(bench.send());
        std::optional<Status> judged;
        bench.ward.session()->encryption()->judge({bench.ben.own, bench.ben.id}, model::ManualTrust::Distrusted,
                                                  [&judged](const Status &done) { judged = done; });
        QVERIFY(bench.ward.until([&judged] { return judged.has_value(); }));
        QVERIFY(!bench.send());
        QCOMPARE(bench.obstacle().refused.first().trust, model::Trust::ManuallyDistrusted);
    }

    /// What is shown on a received message goes by the same order.
    void receivedMessagesShowWhatTheOrganisationSays_data()
    {
        using State = trust::Certification::State;
        QTest::addColumn<int>("state");
        QTest::addColumn<int>("trust");
        QTest::addColumn<bool>("isShown");
        QTest::newRow("certified") << static_cast<int>(State::Certified) << static_cast<int>(model::Trust::Certified)
                                   << true;
        QTest::newRow("expired") << static_cast<int>(State::Expired) << static_cast<int>(model::Trust::Blind) << true;
        QTest::newRow("revoked") << static_cast<int>(State::Revoked) << static_cast<int>(model::Trust::Revoked)
                                 << false;
    }
    void receivedMessagesShowWhatTheOrganisationSays()
    {
        QFETCH(int, state);
        QFETCH(int, trust);
        QFETCH(bool, isShown);
        DeviceBench ana(kAna, 1);
        DeviceBench ben(kBen, 2);
        ana.learns(kBen, {&ben});
        ben.learns(kAna, {&ana});
        ben.context->certification = [state](const model::KnownDevice &) {
            trust::Certification said;
            said.state = static_cast<trust::Certification::State>(state);
            return said;
        };
        const auto sent = ana.sends({body(u"potassium 6.9"_s)}, u"o1"_s, {kAna, kBen});
        QVERIFY(sent.id);
        ben.gets(sent.stanza, kAna, u"s1"_s);
        QCOMPARE(static_cast<int>(ben.newest().trust.value_or(model::Trust::Undecided)), trust);
        QCOMPARE(!ben.newest().unreadable, isShown);
        QCOMPARE(ben.newest().body.isEmpty(), !isShown);
    }
};

QTEST_GUILESS_MAIN(CertifiedSendingTest)
#include "certified_sending_test.moc"
