// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trust/authority_book.h"
#include "core/trust/request_desk.h"
#include "core/trust/sealed_signing_key.h"
#include "tests/core/trust/trust_fixture.h"

#include <algorithm>

using namespace wardline;
using namespace wardline::trust;
using namespace wardline::trust::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = RequestDesk::Decision::Kind;

namespace {

SecretBytes secret(const char *text)
{
    return SecretBytes::copyOf(QByteArrayView(text));
}

QByteArray requestOf(const Device &device, const QByteArray &nonce, CertificationRequest::Purpose purpose,
                     const QString &organisation = u"clinic.example"_s)
{
    const CertificationRequest request{organisation, device.address, device.key.publicKey(), purpose, nonce};
    return request.withSignature(device.key.sign(request.toSign().value()).value()).value();
}

QByteArray vouchingOf(const Device &device, const QByteArray &request, Instant when)
{
    const Vouching vouching{u"clinic.example"_s, device.address, device.key.publicKey(), digestOf(request),
                            seconds(when)};
    return vouching.withSignature(device.key.sign(vouching.toSign().value()).value()).value();
}

} // namespace

class AuthorityTest : public QObject
{
    Q_OBJECT

private:
    /// An authority with one epoch.
    struct Bench
    {
        FakeClock clock;
        FakeRandom random;
        crypto::SigningKey root = makeKey(1000);
        crypto::SigningKey enrolment = makeKey(2000);
        AuthorityBook book =
            AuthorityBook::create(
                {u"clinic.example"_s, jid(u"trust@clinic.example"), root.publicKey(), {u"charge-nurse"_s}, 60, 365},
                clock)
                .value();
        RequestDesk desk{clock, random};

        Bench() { QVERIFY(book.beginEpoch(root, enrolment)); }
        QByteArray issue(const Device &device, const QStringList &roles = {})
        {
            return book
                .issue({device.address, device.statementKey(), DeviceKind::User, roles}, u"operator"_s, enrolment)
                .value();
        }
    };
    /// What a workstation says after it has taken everything that was published.
    static Certification::State stateAfter(Bench &bench, FakeTrustMemoryStore &store, const Device &device)
    {
        Certifier certifier({u"clinic.example"_s, {bench.root.publicKey()}, 24h, std::chrono::days(7)}, bench.clock,
                            store);
        (void)certifier.load();
        const auto publication = bench.book.publication();
        if (!publication || !certifier.takeEpoch(publication->epoch)
            || !certifier.takeManifest(publication->manifest)) {
            qWarning("not taken");
            return Certification::State::None;
        }
        for (const QByteArray &page : publication->pages) {
            if (const auto taken = certifier.takePage(page); !taken) {
                qWarning("%s", qPrintable(taken.error().toLogString()));
            }
        }
        return certifier.certify(device.address, device.curveKey()).state;
    }
    const Device m_ana{u"ana@clinic.example", 7, 1};
    const Device m_ben{u"ben@clinic.example", 8, 2};
    const Device m_cleo{u"cleo@clinic.example", 9, 3};

private Q_SLOTS:
    void whatIsIssuedAndPublishedIsCertified()
    {
        Bench bench;
        FakeTrustMemoryStore store;
        bench.issue(m_ana, {u"nurse"_s, u"charge-nurse"_s, u"nurse"_s});
        QVERIFY(!bench.book.publication());
        QVERIFY(bench.book.makeManifest(bench.enrolment));
        QCOMPARE(stateAfter(bench, store, m_ana), Certification::State::Certified);
        QCOMPARE(stateAfter(bench, store, m_ben), Certification::State::None);
        QCOMPARE(bench.book.statements().value(m_ana.address).clinicalRoles,
                 (QStringList{u"charge-nurse"_s, u"nurse"_s}));
        bench.issue(m_ben);
        QVERIFY(!bench.book.publication()); // the manifest does not say so yet
        QVERIFY(bench.book.makeManifest(bench.enrolment));
        QCOMPARE(stateAfter(bench, store, m_ben), Certification::State::Certified);
    }

    void whatIsRevokedStaysRevoked()
    {
        Bench bench;
        FakeTrustMemoryStore store;
        bench.issue(m_ana);
        bench.issue(m_ben);
        QVERIFY(bench.book.makeManifest(bench.enrolment));
        QCOMPARE(stateAfter(bench, store, m_ana), Certification::State::Certified);
        QCOMPARE(bench.book.revoke({m_ana.address.person, 0}, u"operator"_s).value(), 1);
        QVERIFY(failsWith(bench.book.revoke(m_ana.address, u"operator"_s), TrustError::Unknown));
        QVERIFY(failsWith(bench.book.issue({m_ana.address, m_ana.statementKey(), DeviceKind::User, {}}, u"operator"_s,
                                           bench.enrolment),
                          TrustError::NotPermitted));
        QVERIFY(bench.book.makeManifest(bench.enrolment));
        QCOMPARE(stateAfter(bench, store, m_ana), Certification::State::Revoked);
        QCOMPARE(stateAfter(bench, store, m_ben), Certification::State::Certified);
    }

    void aNewEpochSaysAgainWhatIsInForce()
    {
        Bench bench;
        FakeTrustMemoryStore store;
        bench.issue(m_ana);
        bench.issue(m_ben);
        QVERIFY(bench.book.revoke(m_ben.address, u"operator"_s));
        QVERIFY(bench.book.makeManifest(bench.enrolment));
        QCOMPARE(stateAfter(bench, store, m_ana), Certification::State::Certified);
        const crypto::SigningKey next = makeKey(2001);
        QVERIFY(failsWith(bench.book.beginEpoch(makeKey(1001), next), TrustError::BadSignature));
        QVERIFY(bench.book.beginEpoch(bench.root, next));
        QVERIFY(failsWith(bench.book.makeManifest(bench.enrolment), TrustError::OtherEpoch));
        QVERIFY(bench.book.makeManifest(next));
        QCOMPARE(bench.book.manifestVersion(), 1U);
        QCOMPARE(stateAfter(bench, store, m_ana), Certification::State::Certified);
        QCOMPARE(stateAfter(bench, store, m_ben), Certification::State::Revoked);
        bench.clock.advance(24h * 366);
        QVERIFY(failsWith(bench.book.makeManifest(next), TrustError::Expired));
    }

    void everythingIsMadeAgainFromTheLog()
    {
        Bench bench;
        bench.issue(m_ana, {u"nurse"_s});
        bench.issue(m_ben);
        QVERIFY(bench.book.revoke(m_ben.address, u"operator"_s));
        QVERIFY(bench.book.makeManifest(bench.enrolment));
        const auto log = AuthorityLog::parse(bench.book.log().text());
        QVERIFY(log);
        auto again = AuthorityBook::open(*log, bench.clock);
        QVERIFY2(again, again ? "" : qPrintable(again.error().toLogString()));
        QCOMPARE(again->settings(), bench.book.settings());
        QCOMPARE(again->statements(), bench.book.statements());
        QCOMPARE(again->revocations(), bench.book.revocations());
        QVERIFY(again->publication());
        QCOMPARE(again->publication()->manifest, bench.book.publication()->manifest);
        QVERIFY(again->makeManifest(bench.enrolment));
        QCOMPARE(again->manifestVersion(), 2U);
    }

    void nothingCanBeTakenOutOfTheLog()
    {
        Bench bench;
        bench.issue(m_ana);
        bench.issue(m_ben);
        const QByteArray text = bench.book.log().text();
        const QList<QByteArray> lines = text.split('\n');
        for (qsizetype i = 0; i + 2 < lines.size(); ++i) {
            QList<QByteArray> fewer = lines;
            fewer.removeAt(i);
            QVERIFY(failsWith(AuthorityLog::parse(fewer.join('\n')), TrustError::Malformed));
        }
        QByteArray altered = text;
        altered.replace("ana@clinic", "eva@clinic");
        QVERIFY(failsWith(AuthorityLog::parse(altered), TrustError::Malformed));
        QVERIFY(failsWith(AuthorityLog::parse(text.chopped(1)), TrustError::Malformed)); // torn
    }

    void manyPeopleGetManyPages()
    {
        Bench bench;
        for (quint32 i = 1; i <= 700; ++i) {
            const model::Jid person = jid(QString(u"p%1@clinic.example"_s.arg(i)));
            QVERIFY(bench.book.issue({{person, 1}, m_ana.statementKey(), DeviceKind::User, {}}, u"operator"_s,
                                     bench.enrolment));
        }
        const auto publication = bench.book.makeManifest(bench.enrolment);
        QVERIFY(publication);
        QVERIFY(publication->pages.size() >= 4);
        const auto manifest = Manifest::open(publication->manifest, bench.enrolment.publicKey());
        QVERIFY(manifest->pages.size() <= 8);
        FakeTrustMemoryStore store;
        Certifier certifier({u"clinic.example"_s, {bench.root.publicKey()}, 24h, std::chrono::days(7)}, bench.clock,
                            store);
        QVERIFY(certifier.takeEpoch(publication->epoch));
        QVERIFY(certifier.takeManifest(publication->manifest));
        const model::DeviceAddress one{jid(u"p350@clinic.example"), 1};
        const QList<QByteArray> missing = certifier.missingPages({one.person});
        QCOMPARE(missing.size(), 1);
        for (const QByteArray &page : publication->pages) {
            if (digestOf(page) == missing.first()) {
                QVERIFY(certifier.takePage(page));
            }
        }
        QCOMPARE(certifier.certify(one, m_ana.curveKey()).state, Certification::State::Certified);
    }

    void renewsOnARequestOfTheDeviceItself()
    {
        Bench bench;
        bench.issue(m_ana, {u"nurse"_s});
        bench.clock.advance(24h * 30);
        const QByteArray nonce = bench.desk.giveNonce(m_ana.address.person).value();
        const auto decision = bench.desk.takeRequest(
            m_ana.address.person, requestOf(m_ana, nonce, CertificationRequest::Purpose::Renewal), bench.book);
        QVERIFY(decision);
        QCOMPARE(decision->kind, Kind::Renew);
        QVERIFY(bench.book.renew(decision->request, bench.enrolment));
        const DeviceStatement renewed = bench.book.statements().value(m_ana.address);
        QCOMPARE(renewed.notAfter, seconds(bench.clock.now()) + std::chrono::days(60));
        QCOMPARE(renewed.clinicalRoles, QStringList{u"nurse"_s});
        QCOMPARE(renewed.serial, 2U);
    }

    void refusesToRenew_data()
    {
        QTest::addColumn<QString>("why");
        QTest::addColumn<int>("code");
        QTest::newRow("what was never issued") << u"never"_s << static_cast<int>(TrustError::Unknown);
        QTest::newRow("what was revoked") << u"revoked"_s << static_cast<int>(TrustError::Unknown);
        QTest::newRow("what has run out") << u"expired"_s << static_cast<int>(TrustError::Expired);
        QTest::newRow("for another key") << u"key"_s << static_cast<int>(TrustError::OtherPerson);
        QTest::newRow("for another organisation")
            << u"organisation"_s << static_cast<int>(TrustError::OtherOrganisation);
    }
    void refusesToRenew()
    {
        QFETCH(QString, why);
        QFETCH(int, code);
        Bench bench;
        if (why != u"never") {
            bench.issue(m_ana);
        }
        if (why == u"revoked") {
            QVERIFY(bench.book.revoke(m_ana.address, u"operator"_s));
        }
        if (why == u"expired") {
            bench.clock.advance(24h * 60);
        }
        const Device other(u"ana@clinic.example", 7, 44);
        const CertificationRequest request{why == u"organisation" ? u"other.example"_s : u"clinic.example"_s,
                                           m_ana.address, (why == u"key" ? other : m_ana).key.publicKey(),
                                           CertificationRequest::Purpose::Renewal, QByteArray(32, 'n')};
        QVERIFY(failsWith(bench.book.renew(request, bench.enrolment), static_cast<TrustError>(code)));
    }

    void aRequestCountsOnceAndForItsSender()
    {
        Bench bench;
        const QByteArray nonce = bench.desk.giveNonce(m_ana.address.person).value();
        const QByteArray request = requestOf(m_ana, nonce, CertificationRequest::Purpose::First);
        QVERIFY(failsWith(bench.desk.takeRequest(m_ben.address.person, request, bench.book), TrustError::OtherPerson));
        QVERIFY(bench.desk.takeRequest(m_ana.address.person, request, bench.book));
        QVERIFY(failsWith(bench.desk.takeRequest(m_ana.address.person, request, bench.book), TrustError::Repeated));
        // somebody else's nonce, one that was never given, one that is too old
        const QByteArray bens = bench.desk.giveNonce(m_ben.address.person).value();
        QVERIFY(
            failsWith(bench.desk.takeRequest(m_ana.address.person,
                                             requestOf(m_ana, bens, CertificationRequest::Purpose::First), bench.book),
                      TrustError::Repeated));
        QVERIFY(failsWith(bench.desk.takeRequest(
                              m_ana.address.person,
                              requestOf(m_ana, QByteArray(32, 'n'), CertificationRequest::Purpose::First), bench.book),
                          TrustError::Repeated));
        const QByteArray old = bench.desk.giveNonce(m_ana.address.person).value();
        bench.clock.advance(10min);
        QVERIFY(
            failsWith(bench.desk.takeRequest(m_ana.address.person,
                                             requestOf(m_ana, old, CertificationRequest::Purpose::First), bench.book),
                      TrustError::Repeated));
    }

    void whatIsAskedIsBounded()
    {
        Bench bench;
        for (int i = 0; i < RequestDesk::kMaxNoncesOfPerson; ++i) {
            QVERIFY(bench.desk.giveNonce(m_ana.address.person));
        }
        QVERIFY(failsWith(bench.desk.giveNonce(m_ana.address.person), TrustError::TooLarge));
        for (int i = 0; i < 200; ++i) {
            const model::Jid person = jid(QString(u"p%1@clinic.example"_s.arg(i)));
            for (int j = 0; j < 5; ++j) {
                (void)bench.desk.giveNonce(person);
            }
        }
        QVERIFY(failsWith(bench.desk.giveNonce(m_ben.address.person), TrustError::TooLarge));
        bench.clock.advance(10min);
        QVERIFY(bench.desk.giveNonce(m_ben.address.person));
    }

    void aFirstRequestWaitsForApproval()
    {
        Bench bench;
        const QByteArray nonce = bench.desk.giveNonce(m_ana.address.person).value();
        const QByteArray request = requestOf(m_ana, nonce, CertificationRequest::Purpose::First);
        const auto decision = bench.desk.takeRequest(m_ana.address.person, request, bench.book);
        QCOMPARE(decision->kind, Kind::Wait);
        QCOMPARE(bench.desk.pending().size(), 1);
        QVERIFY(bench.book.statements().isEmpty());
        const auto taken = bench.desk.take(decision->id);
        QVERIFY(taken);
        QVERIFY(bench.book.certify(taken->request, u"operator"_s, bench.enrolment));
        QVERIFY(bench.book.statements().contains(m_ana.address));
        QVERIFY(!bench.desk.take(decision->id));
    }

    void aRequestMadeAgainIsFoundUnderWhatTheDeskReads()
    {
        Bench bench;
        const auto ask = [&bench](const Device &device) {
            const QByteArray nonce = bench.desk.giveNonce(device.address.person).value();
            return bench.desk
                .takeRequest(device.address.person, requestOf(device, nonce, CertificationRequest::Purpose::First),
                             bench.book)
                ->id;
        };
        const QByteArray read = ask(m_ana);
        const QByteArray newest = ask(m_ana);
        QVERIFY(read != newest);
        QCOMPARE(bench.desk.pending().size(), 1);
        const auto taken = bench.desk.take(read);
        QVERIFY(taken);
        QCOMPARE(taken->id, newest);
        QVERIFY(bench.desk.pending().isEmpty());
        // Another key under the same number is another device: what was read of the first one does not approve it.
        const QByteArray first = ask(m_ana);
        const Device other(u"ana@clinic.example", m_ana.address.id, 44);
        const QByteArray second = ask(other);
        // Nor does it push the true one out: both wait, and the fingerprint says which is meant.
        QCOMPARE(bench.desk.take(first)->request.identityKey, m_ana.key.publicKey());
        QCOMPARE(bench.desk.take(second)->request.identityKey, other.key.publicKey());
        // However often it asks, what is kept stays small.
        for (int i = 0; i < 3 * RequestDesk::kMaxEarlier; ++i) {
            ask(m_ana);
            bench.clock.advance(1min);
        }
        QCOMPARE(bench.desk.pending().first().earlier.size(), RequestDesk::kMaxEarlier);
    }

    void aNewDeviceHasTheRolesOfThePersonsOtherOnes()
    {
        Bench bench;
        bench.issue(m_ana, {u"nurse"_s});
        const Device phone(u"ana@clinic.example", 70, 70);
        const CertificationRequest request{u"clinic.example"_s, phone.address, phone.key.publicKey(),
                                           CertificationRequest::Purpose::First, QByteArray(32, 'n')};
        QVERIFY(bench.book.certify(request, u"operator"_s, bench.enrolment));
        QCOMPARE(bench.book.statements().value(phone.address).clinicalRoles, QStringList{u"nurse"_s});
    }

    void aChargeNurseVouchesForAColleague_data()
    {
        QTest::addColumn<QString>("attack");
        QTest::addColumn<int>("code");
        QTest::newRow("as it should be") << u""_s << -1;
        QTest::newRow("without the role") << u"role"_s << static_cast<int>(TrustError::NotPermitted);
        QTest::newRow("with an expired statement") << u"expired"_s << static_cast<int>(TrustError::NotPermitted);
        QTest::newRow("after revocation") << u"revoked"_s << static_cast<int>(TrustError::NotPermitted);
        QTest::newRow("with another key") << u"key"_s << static_cast<int>(TrustError::OtherPerson);
        QTest::newRow("sent by somebody else") << u"sender"_s << static_cast<int>(TrustError::OtherPerson);
        QTest::newRow("for another request") << u"request"_s << static_cast<int>(TrustError::Unknown);
        QTest::newRow("a day too late") << u"old"_s << static_cast<int>(TrustError::Expired);
        QTest::newRow("from the future") << u"future"_s << static_cast<int>(TrustError::FromTheFuture);
    }
    void aChargeNurseVouchesForAColleague()
    {
        QFETCH(QString, attack);
        QFETCH(int, code);
        Bench bench;
        bench.issue(m_ben, {attack == u"role" ? u"nurse"_s : u"charge-nurse"_s});
        if (attack == u"expired") {
            bench.clock.advance(24h * 60);
        }
        if (attack == u"revoked") {
            QVERIFY(bench.book.revoke(m_ben.address, u"operator"_s));
        }
        const QByteArray nonce = bench.desk.giveNonce(m_ana.address.person).value();
        const QByteArray request = requestOf(m_ana, nonce, CertificationRequest::Purpose::First);
        QVERIFY(bench.desk.takeRequest(m_ana.address.person, request, bench.book));
        const Device other(u"ben@clinic.example", 8, 55);
        const Instant made = bench.clock.now() + (attack == u"old" ? -24h : attack == u"future" ? 2h : 0h);
        const QByteArray vouching =
            vouchingOf(attack == u"key" ? other : m_ben, attack == u"request" ? QByteArray("another") : request, made);
        const model::Jid sender = attack == u"sender" ? m_cleo.address.person : m_ben.address.person;
        const auto decision = bench.desk.takeVouching(sender, vouching, bench.book);
        if (code >= 0) {
            QVERIFY(failsWith(decision, static_cast<TrustError>(code)));
            QCOMPARE(bench.desk.pending().size(), 1);
            return;
        }
        QCOMPARE(decision->kind, Kind::Certify);
        QVERIFY(bench.book.certify(decision->request, decision->by, bench.enrolment));
        QCOMPARE(bench.book.log().entries().last().value(u"by"_s).toString(), u"vouched:ben@clinic.example"_s);
        QVERIFY(failsWith(bench.desk.takeVouching(sender, vouching, bench.book), TrustError::Unknown)); // once
    }

    void nobodyVouchesForOneself()
    {
        Bench bench;
        bench.issue(m_ben, {u"charge-nurse"_s});
        const Device phone(u"ben@clinic.example", 80, 80);
        const QByteArray nonce = bench.desk.giveNonce(phone.address.person).value();
        const QByteArray request = requestOf(phone, nonce, CertificationRequest::Purpose::First);
        QVERIFY(bench.desk.takeRequest(phone.address.person, request, bench.book));
        QVERIFY(failsWith(
            bench.desk.takeVouching(m_ben.address.person, vouchingOf(m_ben, request, bench.clock.now()), bench.book),
            TrustError::NotPermitted));
    }

    void keysAreSealedUnderAPassphrase()
    {
        FakeRandom random;
        const crypto::SigningKey key = makeKey(5);
        const crypto::ScryptCost cheap{1U << 10, 8, 1};
        const QByteArray sealed = sealSigningKey(key, secret("correct horse"), "root", random, cheap).value();
        QVERIFY(!sealed.contains(key.seed().view()));
        QCOMPARE(openSigningKey(sealed, secret("correct horse"), "root")->publicKey(), key.publicKey());
        QVERIFY(failsWith(openSigningKey(sealed, secret("wrong"), "root"), TrustError::WrongPassphrase));
        QVERIFY(failsWith(openSigningKey(sealed, secret("correct horse"), "enrolment"), TrustError::WrongPassphrase));
        QVERIFY(failsWith(openSigningKey(sealed.chopped(1), secret("correct horse"), "root"), TrustError::Malformed));
        QByteArray altered = sealed;
        altered[sealed.size() - 1] = static_cast<char>(altered.back() ^ 1);
        QVERIFY(failsWith(openSigningKey(altered, secret("correct horse"), "root"), TrustError::WrongPassphrase));
    }
};

QTEST_GUILESS_MAIN(AuthorityTest)
#include "authority_test.moc"
