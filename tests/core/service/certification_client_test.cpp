// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trust/authority_book.h"
#include "core/trust/request_desk.h"
#include "tests/core/service/certified_ward.h"

using namespace wardline;
using namespace wardline::service;
using namespace wardline::service::test;
using trust::AuthorityMessage;
using trust::CertificationRequest;
using State = OwnCertificate::State;
using Type = audit::AuditEventType;

namespace {

/// Ana's workstation before an authority that a test plays.
struct Desk : CertifiedWard
{
    [[nodiscard]] QList<AuthorityMessage> heard() const
    {
        QList<AuthorityMessage> all;
        for (const xml::Element &message : ward.relay.messages) {
            if (message.attribute(u"to") != kAuthority) {
                continue;
            }
            for (const xml::Element &child : message.children()) {
                if (const auto said = AuthorityMessage::fromXml(child)) {
                    all.append(*said);
                }
            }
        }
        return all;
    }
    void say(const AuthorityMessage &message, const QString &from = kAuthority)
    {
        xmpp::MessageStanza stanza;
        stanza.from = jid(QString(from % u"/desk"));
        stanza.to = jid(kOwn);
        stanza.id = u"a1"_s;
        stanza.payloads.append(message.toXml());
        ward.relay.say(xml::writeXml(stanza.toXml()));
        ward.settle();
    }
    void giveNonce()
    {
        const qsizetype before = heard().size();
        say({AuthorityMessage::Kind::Nonce, QByteArray(32, 'n'), {}});
        for (int i = 0; i < 20 && heard().size() == before; ++i) { // a nonce that is not answered is no fault
            ward.settle();
        }
    }
    [[nodiscard]] State state() { return ward.session()->trust()->ownCertificate().state; }
    /// What Ana's device asked for, opened as the authority opens it.
    [[nodiscard]] CertificationRequest request()
    {
        const auto opened = CertificationRequest::open(heard().last().bytes);
        return opened ? *opened : CertificationRequest();
    }
    [[nodiscard]] trust::DeviceStatement statement()
    {
        const CertificationRequest asked = request();
        return statementFor(asked.device, crypto::toCurveForm(asked.identityKey).value());
    }
    void issue(const trust::DeviceStatement &statement)
    {
        say({AuthorityMessage::Kind::Answer, statement.sign(clinic.enrolment).value(),
             AuthorityMessage::State::Issued});
    }
    void becomeChargeNurse()
    {
        publish();
        signIn();
        giveNonce();
        auto own = statement();
        own.clinicalRoles = {u"charge-nurse"_s};
        certify(own);
        publish();
        QVERIFY(refresh());
    }
    /// What the device of a colleague publishes, so that somebody can vouch for it.
    void askFor(DeviceBench &device)
    {
        CertificationRequest request;
        request.organisation = clinic.name;
        request.device = {device.own, device.id};
        request.identityKey = crypto::toEdwardsForm(keyOf(device)).value();
        request.purpose = CertificationRequest::Purpose::First;
        request.nonce = QByteArray(32, 'b');
        const QByteArray signature = device.write<QByteArray>([&](store::OmemoStore &keys) {
            return device.context->engine.signWithIdentity(keys, request.toSign().value());
        });
        nodes[{device.own.toString(), trust::requestsNode()}][QString::number(device.id)] =
            xml::writeXml(trust::TrustDocument{request.withSignature(signature).value()}.toXml());
    }
    [[nodiscard]] QByteArray own(const QString &node) { return nodes.value({kOwn, node}).values().value(0); }
};

} // namespace

class CertificationClientTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void asksByItselfSignsWithItsIdentityAndPublishesWhatItGot()
    {
        Desk bench;
        bench.publish();
        bench.signIn();
        QCOMPARE(bench.heard().size(), 1);
        QCOMPARE(bench.heard().first().kind, AuthorityMessage::Kind::Ask);
        QCOMPARE(bench.state(), State::Asking);
        bench.giveNonce();
        QCOMPARE(bench.heard().last().kind, AuthorityMessage::Kind::Request);
        QCOMPARE(bench.request().device.person, jid(Desk::kOwn));
        QCOMPARE(bench.request().nonce, QByteArray(32, 'n'));
        QVERIFY(!bench.own(trust::requestsNode()).isEmpty()); // a colleague finds it there
        bench.say({AuthorityMessage::Kind::Answer, {}, AuthorityMessage::State::Waiting});
        QCOMPARE(bench.state(), State::Waiting);
        const auto statement = bench.statement();
        bench.issue(statement);
        QCOMPARE(bench.state(), State::Issued);
        QVERIFY(!bench.own(trust::statementsNode()).isEmpty());
        bench.certify(statement);
        bench.publish();
        QVERIFY(bench.refresh());
        QCOMPARE(bench.state(), State::Certified);
        QCOMPARE(bench.audited(Type::CertificationRequested), 1);
        QCOMPARE(bench.audited(Type::DeviceCertified), 1);
    }

    /// Whoever sits at the desk reads the id of the first one; a second one would take its place.
    void oneRequestIsUnderWayAtATime()
    {
        Desk bench;
        bench.publish();
        bench.signIn();
        TrustService *trust = bench.ward.session()->trust();
        QVERIFY(trust->requestCertificate());
        bench.ward.settle();
        QCOMPARE(bench.heard().size(), 1);
        bench.giveNonce();
        QVERIFY(trust->requestCertificate());
        bench.ward.settle();
        QCOMPARE(bench.heard().size(), 2); // the question and the request
        bench.ward.clock.advance(std::chrono::seconds(31));
        QVERIFY(trust->requestCertificate());
        QVERIFY(bench.ward.until([&bench] { return bench.heard().size() == 3; }));
        QCOMPARE(bench.heard().last().kind, AuthorityMessage::Kind::Ask);
    }

    void aVouchingIsDoneWhenTheSignedListSaysSo()
    {
        Desk bench;
        bench.becomeChargeNurse();
        bench.askFor(bench.ben);
        TrustService *trust = bench.ward.session()->trust();
        QVERIFY(trust->mayVouch());
        const auto asking = bench.ward.answer(trust->askingDevice(bench.ben.own));
        QVERIFY(asking);
        const auto vouched = trust->vouch(asking->address, asking->fingerprint);
        QVERIFY(bench.ward.until([&bench] { return bench.heard().last().kind == AuthorityMessage::Kind::Vouch; }));
        bench.say({AuthorityMessage::Kind::Answer, {}, AuthorityMessage::State::Issued}); // anybody can say that
        QVERIFY(!vouched.isFinished());
        QCOMPARE(bench.audited(Type::DeviceVouchedFor), 0);
        bench.certify(bench.statementFor(asking->address, CertifiedWard::keyOf(bench.ben)));
        std::sort(bench.statements.begin(), bench.statements.end(), [](const auto &a, const auto &b) {
            return trust::DeviceStatement::parse(a)->device < trust::DeviceStatement::parse(b)->device;
        });
        bench.publish();
        QVERIFY(bench.refresh());
        QVERIFY(bench.ward.answer(vouched));
        QCOMPARE(bench.audited(Type::DeviceVouchedFor), 1);
    }

    void aVouchingThatComesToNothingSaysSo()
    {
        Desk bench;
        bench.becomeChargeNurse();
        bench.askFor(bench.ben);
        TrustService *trust = bench.ward.session()->trust();
        const auto asking = bench.ward.answer(trust->askingDevice(bench.ben.own));
        QVERIFY(asking);
        const auto vouched = trust->vouch(asking->address, asking->fingerprint);
        QVERIFY(bench.ward.until([&bench] { return bench.heard().last().kind == AuthorityMessage::Kind::Vouch; }));
        bench.say({AuthorityMessage::Kind::Answer, {}, AuthorityMessage::State::Issued});
        bench.ward.timers.advance(std::chrono::seconds(30));
        const Status told = bench.ward.answer(vouched);
        QVERIFY(!told && told.error().is(ServiceError::Timeout));
        QCOMPARE(bench.audited(Type::DeviceVouchedFor), 0);
    }

    void renewsInGoodTimeWithoutAWord()
    {
        Desk bench;
        bench.publish();
        bench.signIn();
        bench.giveNonce();
        auto statement = bench.statement();
        bench.certify(statement);
        bench.publish();
        QVERIFY(bench.refresh());
        QCOMPARE(bench.state(), State::Certified);
        const auto asked = bench.heard().size();
        bench.passTime(std::chrono::days(41)); // of 60: within the last twenty days
        bench.ward.clock.advance(std::chrono::hours(7));
        bench.publish();
        QVERIFY(bench.refresh());
        QCOMPARE(bench.heard().size(), asked + 1);
        bench.giveNonce();
        QCOMPARE(bench.request().purpose, CertificationRequest::Purpose::Renewal);
        QCOMPARE(bench.state(), State::Certified);
    }

    void believesNoStatementThatIsNotItsOwn_data()
    {
        QTest::addColumn<QString>("attack");
        QTest::newRow("another person") << u"person"_s;
        QTest::newRow("another identity key") << u"key"_s;
        QTest::newRow("expired") << u"expired"_s;
        QTest::newRow("signed by somebody else") << u"signature"_s;
    }
    void believesNoStatementThatIsNotItsOwn()
    {
        QFETCH(QString, attack);
        Desk bench;
        bench.publish();
        bench.signIn();
        bench.giveNonce();
        auto statement = bench.statement();
        if (attack == u"person") {
            statement.device.person = bench.ben.own;
        } else if (attack == u"key") {
            statement.identityKey = trust::statementKeyFromCurve(CertifiedWard::keyOf(bench.ben)).value();
        } else if (attack == u"expired") {
            statement.notBefore -= std::chrono::days(2);
            statement.notAfter = statement.notBefore + std::chrono::days(1);
        } else {
            bench.clinic.enrolment = trust::test::makeKey(77);
        }
        bench.issue(statement);
        QVERIFY(bench.state() != State::Issued);
        QVERIFY(bench.own(trust::statementsNode()).isEmpty());
        QCOMPARE(bench.audited(Type::TrustDocumentRefused), 1);
    }

    void answersTheAuthorityAlone()
    {
        Desk bench;
        bench.publish();
        bench.signIn();
        bench.say({AuthorityMessage::Kind::Nonce, QByteArray(32, 'n'), {}}, u"mallory@relay.example"_s);
        QCOMPARE(bench.heard().size(), 1); // nothing was signed
        bench.giveNonce();
        QCOMPARE(bench.heard().size(), 2);
        bench.giveNonce(); // nobody asked again
        QCOMPARE(bench.heard().size(), 2);
    }

    void tellsWhenAnotherDeviceOfOnesOwnIsCertified()
    {
        Desk bench;
        bench.publish();
        bench.signIn();
        bench.giveNonce();
        bench.certify(bench.statement());
        bench.publish();
        QVERIFY(bench.refresh());
        QSignalSpy told(bench.ward.session()->trust(), &TrustService::ownDeviceCertified);
        DeviceBench thief(jid(Desk::kOwn), 55);
        bench.certify(thief);
        std::sort(bench.statements.begin(), bench.statements.end(), [](const auto &a, const auto &b) {
            return trust::DeviceStatement::parse(a)->device < trust::DeviceStatement::parse(b)->device;
        });
        bench.publish();
        QVERIFY(bench.refresh());
        QVERIFY(bench.ward.until([&told] { return told.count() == 1; }));
        QCOMPARE(told.first().first().value<ShownDevice>().address.id, thief.id);
        QVERIFY(bench.refresh());
        bench.ward.settle();
        QCOMPARE(told.count(), 1);
        QCOMPARE(bench.audited(Type::DeviceCertified), 2);
    }

    /// The real desk takes what the client makes.
    void theAuthoritysDeskTakesTheRequest()
    {
        Desk bench;
        bench.publish();
        bench.signIn();
        FakeClock clock;
        FakeRandom random(5);
        auto settings = trust::AuthoritySettings();
        settings.organisation = bench.clinic.name;
        settings.account = jid(Desk::kAuthority);
        settings.rootKey = bench.clinic.root.publicKey();
        auto book = trust::AuthorityBook::create(settings, clock);
        QVERIFY(book && book->beginEpoch(bench.clinic.root, bench.clinic.enrolment));
        trust::RequestDesk desk(clock, random);
        const auto nonce = desk.giveNonce(jid(Desk::kOwn));
        bench.say({AuthorityMessage::Kind::Nonce, *nonce, {}});
        const auto decision = desk.takeRequest(jid(Desk::kOwn), bench.heard().last().bytes, *book);
        QVERIFY2(decision, decision ? "" : qPrintable(decision.error().toLogString()));
        QCOMPARE(decision->kind, trust::RequestDesk::Decision::Kind::Wait);
        QVERIFY(book->certify(decision->request, u"operator"_s, bench.clinic.enrolment));
    }
};

QTEST_GUILESS_MAIN(CertificationClientTest)
#include "certification_client_test.moc"
