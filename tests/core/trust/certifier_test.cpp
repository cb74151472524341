// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/trust/trust_fixture.h"

using namespace wardline;
using namespace wardline::trust;
using namespace wardline::trust::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using State = Certification::State;
using Reason = Certification::Reason;

class CertifierTest : public QObject
{
    Q_OBJECT

private:
    const Device m_ana{u"ana@clinic.example", 7, 1};
    const Device m_ben{u"ben@clinic.example", 7, 2};

private Q_SLOTS:
    void certifiesWhatTheOrganisationSigned()
    {
        Organisation clinic;
        Workstation desk(clinic);
        QCOMPARE(desk.certify(m_ana).reason, Reason::NoManifest);
        desk.learn({clinic.statement(m_ana)});
        const Certification certification = desk.certify(m_ana);
        QCOMPARE(certification.state, State::Certified);
        QCOMPARE(certification.clinicalRoles, QStringList{u"nurse"_s});
        QCOMPARE(certification.kind, DeviceKind::User);
        QCOMPARE(seconds(*certification.until), seconds(clinic.clock.now()) + std::chrono::days(60));
        QCOMPARE(desk.certifier.manifestAge(), ManifestAge::Fresh);
        QCOMPARE(desk.certify(m_ben).reason, Reason::NoStatement);
        QCOMPARE(desk.certifier.devicesOf(m_ana.address.person).size(), 1);
        QVERIFY(desk.certifier.devicesOf(m_ben.address.person).isEmpty());
    }

    void theKeyMustBeThatOfTheSession()
    {
        Organisation clinic;
        Workstation desk(clinic);
        desk.learn({clinic.statement(m_ana)});
        const Certification certification = desk.certifier.certify(m_ana.address, m_ben.curveKey());
        QCOMPARE(certification.state, State::None);
        QCOMPARE(certification.reason, Reason::OtherKey);
        QVERIFY(certification.clinicalRoles.isEmpty());
        QCOMPARE(desk.certifier.certify(m_ana.address, {}).reason, Reason::OtherKey);
    }

    void theKeyOfAnotherDeviceOrPersonIsNotCertified()
    {
        Organisation clinic;
        Workstation desk(clinic);
        desk.learn({clinic.statement(m_ana)});
        QCOMPARE(desk.certifier.certify({m_ana.address.person, 8}, m_ana.curveKey()).reason, Reason::NoStatement);
        QCOMPARE(desk.certifier.certify(m_ben.address, m_ana.curveKey()).reason, Reason::NoStatement);
    }

    void anExpiredStatementIsSaidToBeOne()
    {
        Organisation clinic;
        Workstation desk(clinic);
        desk.learn({clinic.statement(m_ana)});
        clinic.clock.advance(24h * 60 - 1s);
        QCOMPARE(desk.certify(m_ana).state, State::Certified);
        clinic.clock.advance(1s);
        const Certification certification = desk.certify(m_ana);
        QCOMPARE(certification.state, State::Expired);
        QVERIFY(certification.until);
        QVERIFY(certification.clinicalRoles.isEmpty());
    }

    void aStatementOfTheFutureIsNotYetValid()
    {
        Organisation clinic;
        Workstation desk(clinic);
        DeviceStatement statement = clinic.statementValue(m_ana);
        statement.notBefore += 2h;
        desk.learn({statement.sign(clinic.enrolment).value()});
        QCOMPARE(desk.certify(m_ana).reason, Reason::NotYetValid);
        clinic.clock.advance(2h);
        QCOMPARE(desk.certify(m_ana).state, State::Certified);
    }

    void aRevokedDeviceIsRevokedUnderAnyId()
    {
        Organisation clinic;
        Workstation desk(clinic);
        const QByteArray statement = clinic.statement(m_ana);
        desk.learn({statement});
        desk.learn({}, {clinic.revocation(m_ana)});
        QCOMPARE(desk.certify(m_ana).state, State::Revoked);
        QCOMPARE(desk.certifier.certify({m_ana.address.person, 99}, m_ana.curveKey()).state, State::Revoked);
        QCOMPARE(desk.certifier.certify(m_ana.address, {}).state, State::Revoked);
        // a new device that happens to have the id of the old one
        QCOMPARE(desk.certifier.certify(m_ana.address, m_ben.curveKey()).reason, Reason::NoStatement);
        // even where both stand in a page
        desk.learn({statement}, {clinic.revocation(m_ana)});
        QCOMPARE(desk.certify(m_ana).state, State::Revoked);
    }

    void aRelayThatWithholdsTheNewPageCertifiesNobody()
    {
        Organisation clinic;
        Workstation desk(clinic);
        desk.learn({clinic.statement(m_ana)}, {clinic.revocation(m_ben)});
        const QByteArray page = Organisation::page({}, {clinic.revocation(m_ana)});
        QVERIFY(desk.certifier.takeManifest(clinic.manifest(page)));
        QCOMPARE(desk.certify(m_ana).reason, Reason::NotFetched);
        QCOMPARE(desk.certifier.missingPages({m_ana.address.person, m_ben.address.person}), QList{digestOf(page)});
        QCOMPARE(desk.certify(m_ben).state, State::Revoked); // what was known stays
        QVERIFY(desk.certifier.takePage(page));
        QVERIFY(desk.certifier.missingPages({m_ana.address.person}).isEmpty());
        QCOMPARE(desk.certify(m_ana).state, State::Revoked);
    }

    /// Where certified devices come first, whoever has one is held to it.
    void withholdingAPageFreesNobodyOfTheRuleAlsoAfterARestart()
    {
        Organisation clinic;
        Workstation desk(clinic);
        const model::Jid ana = m_ana.address.person;
        desk.learn({clinic.statement(m_ana)});
        QVERIFY(desk.certifier.standsFor(ana));
        QVERIFY(!desk.certifier.standsFor(m_ben.address.person));
        const QByteArray page = Organisation::page({clinic.statement(m_ben)});
        QVERIFY(desk.certifier.takeManifest(clinic.manifest(page)));
        QVERIFY(desk.certifier.standsFor(ana));
        Certifier again(clinic.rules(), clinic.clock, desk.store);
        QVERIFY(again.load());
        QVERIFY(again.standsFor(ana));
        QVERIFY(!again.standsFor(m_ben.address.person));
        // and over a list that comes without its page, too
        const QByteArray next = Organisation::page({clinic.statement(m_ben)});
        QVERIFY(again.takeManifest(clinic.manifest(next)));
        QVERIFY(again.load());
        QVERIFY(again.standsFor(ana));
        // what the page says, counts
        QVERIFY(again.takePage(next));
        QVERIFY(!again.standsFor(ana));
        QVERIFY(again.standsFor(m_ben.address.person));
        QVERIFY(again.load());
        QVERIFY(!again.standsFor(ana));
    }

    void withholdingTheListOfANewEpochFreesNobodyOfTheRule()
    {
        Organisation clinic;
        Workstation desk(clinic);
        desk.learn({clinic.statement(m_ana)});
        clinic.nextEpoch(2001);
        QVERIFY(desk.certifier.takeEpoch(clinic.epoch()));
        QVERIFY(desk.certifier.standsFor(m_ana.address.person));
        QVERIFY(desk.certifier.load());
        QVERIFY(desk.certifier.standsFor(m_ana.address.person));
        desk.learn({});
        QVERIFY(!desk.certifier.standsFor(m_ana.address.person));
    }

    void withholdingListsUntilAllHasRunOutFreesNobodyOfTheRule()
    {
        Organisation clinic;
        Workstation desk(clinic);
        desk.learn({clinic.statement(m_ana)});
        clinic.clock.advance(24h * 61);
        QCOMPARE(desk.certify(m_ana).state, State::Expired);
        QVERIFY(desk.certifier.standsFor(m_ana.address.person));
        desk.learn({clinic.statement(m_ben)}); // it came after all, and she is not in it
        QVERIFY(!desk.certifier.standsFor(m_ana.address.person));
    }

    /// Somebody vouched for her, and no list was made since.
    void thatAStatementWasShownIsRememberedUntilAListShouldHaveIt()
    {
        Organisation clinic;
        Workstation desk(clinic);
        const model::Jid ana = m_ana.address.person;
        desk.learn({});
        clinic.clock.advance(1h);
        QVERIFY(desk.certifier.takeStatement(clinic.statement(m_ana), m_ana.address, m_ana.curveKey()));
        QVERIFY(desk.certifier.standsFor(ana));
        Certifier again(clinic.rules(), clinic.clock, desk.store);
        QVERIFY(again.load());
        QVERIFY(again.standsFor(ana)); // the relay may keep back what she published
        clinic.clock.advance(1h);
        const QByteArray page = Organisation::page({clinic.statement(m_ben)});
        QVERIFY(again.takeManifest(clinic.manifest(page)));
        QVERIFY(again.takePage(page));
        QVERIFY(!again.standsFor(ana));
    }

    void aMemoryOfTheFormatBeforeIsRead()
    {
        Organisation clinic;
        Workstation desk(clinic);
        desk.learn({clinic.statement(m_ana)});
        const TrustMemory memory = desk.store.load().value().value();
        QByteArray before = memory.encode();
        before[0] = 2;
        before.chop(4); // nobody
        QCOMPARE(TrustMemory::parse(before).value(), memory);
        QVERIFY(failsWith(TrustMemory::parse(before.chopped(1)), TrustError::Malformed));
    }

    void aRelayThatWithholdsManifestsIsSeenByTheirAge()
    {
        Organisation clinic;
        Workstation desk(clinic);
        QCOMPARE(desk.certifier.manifestAge(), ManifestAge::None);
        desk.learn({clinic.statement(m_ana)});
        clinic.clock.advance(24h);
        QCOMPARE(desk.certifier.manifestAge(), ManifestAge::Fresh);
        clinic.clock.advance(1s);
        QCOMPARE(desk.certifier.manifestAge(), ManifestAge::Ageing);
        clinic.clock.advance(24h * 6);
        QCOMPARE(desk.certifier.manifestAge(), ManifestAge::TooOld);
        QCOMPARE(desk.certify(m_ana).state, State::Certified); // shown; what is sent is the plan's business
    }

    void refusesAManifestThatWasRolledBack()
    {
        Organisation clinic;
        Workstation desk(clinic);
        const QByteArray page = Organisation::page({clinic.statement(m_ana)});
        const QByteArray first = clinic.manifest(page);
        const QByteArray second = clinic.manifest(page);
        QVERIFY(desk.certifier.takeEpoch(clinic.epoch()));
        QCOMPARE(desk.certifier.takeManifest(first).value(), Taken::Changed);
        QCOMPARE(desk.certifier.takeManifest(second).value(), Taken::Changed);
        QCOMPARE(desk.certifier.takeManifest(second).value(), Taken::Nothing);
        QVERIFY(failsWith(desk.certifier.takeManifest(first), TrustError::RolledBack));
        QCOMPARE(desk.certifier.manifest()->version, 2U);
        // and after a restart
        Certifier again(clinic.rules(), clinic.clock, desk.store);
        QVERIFY(again.load());
        QVERIFY(failsWith(again.takeManifest(first), TrustError::RolledBack));
    }

    void refusesAForkOfTheManifests()
    {
        Organisation clinic;
        Workstation desk(clinic);
        desk.learn({clinic.statement(m_ana)});
        // the same number, another content
        clinic.version = 0;
        clinic.predecessor = QByteArray(kHashSize, '\0');
        Manifest other = clinic.manifestValue(Organisation::page({clinic.statement(m_ben)}));
        QVERIFY(failsWith(desk.certifier.takeManifest(other.sign(clinic.enrolment).value()), TrustError::Forked));
        // the next number on top of the other content
        other.version = 2;
        other.predecessor = QByteArray(kHashSize, 'x');
        QVERIFY(failsWith(desk.certifier.takeManifest(other.sign(clinic.enrolment).value()), TrustError::Forked));
        // numbers may be missed
        other.version = 3;
        QVERIFY(desk.certifier.takeManifest(other.sign(clinic.enrolment).value()));
    }

    void refusesAManifestThatIsOlderThanItsPredecessor()
    {
        Organisation clinic;
        Workstation desk(clinic);
        desk.learn({});
        Manifest next = clinic.manifestValue(Organisation::page({}));
        next.issued -= 1s;
        QVERIFY(failsWith(desk.certifier.takeManifest(next.sign(clinic.enrolment).value()), TrustError::RolledBack));
    }

    void refusesAManifestFromTheFuture()
    {
        Organisation clinic;
        Workstation desk(clinic);
        QVERIFY(desk.certifier.takeEpoch(clinic.epoch()));
        Manifest manifest = clinic.manifestValue(Organisation::page({}));
        manifest.issued += 2h;
        const QByteArray document = manifest.sign(clinic.enrolment).value();
        QVERIFY(failsWith(desk.certifier.takeManifest(document), TrustError::FromTheFuture));
        clinic.clock.advance(2h);
        QVERIFY(desk.certifier.takeManifest(document));
    }

    void refusesWhatTheRightKeyDidNotSign()
    {
        Organisation clinic;
        Organisation thief;
        thief.root = makeKey(666);
        thief.enrolment = makeKey(667);
        Workstation desk(clinic);
        QVERIFY(failsWith(desk.certifier.takeEpoch(thief.epoch()), TrustError::BadSignature));
        QVERIFY(failsWith(desk.certifier.takeManifest(thief.manifest(Organisation::page({}))), TrustError::OtherEpoch));
        QVERIFY(desk.certifier.takeEpoch(clinic.epoch()));
        QVERIFY(
            failsWith(desk.certifier.takeManifest(thief.manifest(Organisation::page({}))), TrustError::BadSignature));
        // a statement of the thief's in a page that the true manifest names: the authority was tricked
        const QByteArray page = Organisation::page({thief.statement(m_ben)});
        QVERIFY(desk.certifier.takeManifest(clinic.manifest(page)));
        QVERIFY(failsWith(desk.certifier.takePage(page), TrustError::BadSignature));
        QCOMPARE(desk.certify(m_ben).reason, Reason::NotFetched);
    }

    void refusesAPageThatTheManifestDoesNotName()
    {
        Organisation clinic;
        Workstation desk(clinic);
        const QByteArray older = Organisation::page({clinic.statement(m_ana)});
        desk.learn({});
        QVERIFY(failsWith(desk.certifier.takePage(older), TrustError::OtherPlace));
        QVERIFY(failsWith(desk.certifier.takePage("garbage"), TrustError::OtherPlace));
        QCOMPARE(desk.certify(m_ana).reason, Reason::NoStatement);
    }

    void anotherOrganisationsDocumentsAreRefused()
    {
        Organisation clinic;
        Organisation other;
        other.name = u"other.example"_s; // with the same keys: only the name differs
        Workstation desk(clinic);
        QVERIFY(failsWith(desk.certifier.takeEpoch(other.epoch()), TrustError::OtherOrganisation));
        QVERIFY(desk.certifier.takeEpoch(clinic.epoch()));
        QVERIFY(failsWith(desk.certifier.takeManifest(other.manifest(Organisation::page({}))),
                          TrustError::OtherOrganisation));
        const QByteArray page = Organisation::page({other.statement(m_ana)});
        QVERIFY(desk.certifier.takeManifest(clinic.manifest(page)));
        QVERIFY(failsWith(desk.certifier.takePage(page), TrustError::OtherOrganisation));
    }

    void aNewEpochEndsWhatAThiefOfTheEnrolmentKeyDid()
    {
        Organisation clinic;
        Workstation desk(clinic);
        desk.learn({clinic.statement(m_ana)});
        // the thief certifies a device, revokes another and takes the highest number there is
        Organisation thief;
        const Device spy(u"ana@clinic.example", 666, 66);
        const QByteArray evil = Organisation::page({thief.statement(spy)}, {thief.revocation(m_ana)});
        thief.version = ~quint64(0) - 1;
        thief.predecessor = QByteArray(kHashSize, 'x');
        const QByteArray highest = thief.manifest(evil);
        QVERIFY(desk.certifier.takeManifest(highest));
        QVERIFY(desk.certifier.takePage(evil));
        QCOMPARE(desk.certify(m_ana).state, State::Revoked);
        // the root names another enrolment key: numbers begin anew
        const QByteArray oldEpoch = clinic.epoch();
        clinic.nextEpoch(2001);
        desk.learn({clinic.statement(m_ana)});
        QCOMPARE(desk.certify(m_ana).state, State::Certified);
        QVERIFY(desk.certify(spy).state != State::Certified);
        QVERIFY(failsWith(desk.certifier.takeEpoch(oldEpoch), TrustError::RolledBack));
        QVERIFY(failsWith(desk.certifier.takeManifest(highest), TrustError::BadSignature));
    }

    /// The relay shows the new epoch and keeps its manifest back: what was stolen stays taken back until then.
    void aNewEpochForgetsNoRevocationBeforeItsManifestIsHere()
    {
        Organisation clinic;
        Workstation desk(clinic);
        const QByteArray page = Organisation::page({}, {clinic.revocation(m_ana)});
        const QByteArray manifest = clinic.manifest(page);
        QVERIFY(desk.certifier.takeEpoch(clinic.epoch()));
        QVERIFY(desk.certifier.takeManifest(manifest));
        QVERIFY(desk.certifier.takePage(page));
        QCOMPARE(desk.certify(m_ana).state, State::Revoked);
        clinic.nextEpoch(2001);
        QVERIFY(desk.certifier.takeEpoch(clinic.epoch()));
        QCOMPARE(desk.certify(m_ana).state, State::Revoked);
        QVERIFY(desk.certifier.load()); // and after the next start
        QCOMPARE(desk.certify(m_ana).state, State::Revoked);
        const QByteArray next = Organisation::page({clinic.statement(m_ana)});
        const QByteArray nextManifest = clinic.manifest(next);
        QVERIFY(desk.certifier.takeManifest(nextManifest));
        QCOMPARE(desk.certify(m_ana).state, State::Revoked); // its page is not here yet
        QVERIFY(desk.certifier.takePage(next));
        QCOMPARE(desk.certify(m_ana).state, State::Certified); // the root says what stands now
    }

    void aThiefCannotPushTimeOn()
    {
        Organisation clinic;
        Workstation desk(clinic);
        desk.learn({clinic.statement(m_ana)});
        for (int i = 0; i < 2000; ++i) {
            clinic.clock.jumpWallClock(59min); // what the thief writes
            const QByteArray manifest = clinic.manifest(Organisation::page({}));
            clinic.clock.jumpWallClock(-59min);
            (void)desk.certifier.takeManifest(manifest);
            clinic.predecessor = digestOf(manifest);
        }
        clinic.nextEpoch(2001);
        desk.learn({clinic.statement(m_ana)});
        QCOMPARE(desk.certify(m_ana).state, State::Certified);
    }

    void aStatementOfAnOldEpochIsVoid()
    {
        Organisation clinic;
        Workstation desk(clinic);
        const QByteArray old = clinic.statement(m_ana);
        desk.learn({old});
        const crypto::SigningKey sameKey = makeKey(2000);
        clinic.nextEpoch(2000); // even if the key stayed
        QVERIFY(desk.certifier.takeEpoch(clinic.epoch()));
        const QByteArray page = Organisation::page({old});
        QVERIFY(desk.certifier.takeManifest(clinic.manifest(page)));
        QVERIFY(failsWith(desk.certifier.takePage(page), TrustError::OtherEpoch));
    }

    void refusesAForkOfTheEpoch()
    {
        Organisation clinic;
        Workstation desk(clinic);
        QVERIFY(desk.certifier.takeEpoch(clinic.epoch()));
        QCOMPARE(desk.certifier.takeEpoch(clinic.epoch()).value(), Taken::Nothing);
        clinic.enrolment = makeKey(2001);
        QVERIFY(failsWith(desk.certifier.takeEpoch(clinic.epoch()), TrustError::Forked));
    }

    void anEpochHasItsTime()
    {
        Organisation clinic;
        Workstation desk(clinic);
        EpochDocument epoch = clinic.epochValue();
        epoch.notBefore += 2h;
        QVERIFY(failsWith(desk.certifier.takeEpoch(epoch.sign(clinic.root).value()), TrustError::NotYetValid));
        epoch = clinic.epochValue();
        epoch.notAfter = epoch.notBefore + std::chrono::days(30);
        QVERIFY(desk.certifier.takeEpoch(epoch.sign(clinic.root).value()));
        const QByteArray page = Organisation::page({clinic.statement(m_ana)});
        QVERIFY(desk.certifier.takeManifest(clinic.manifest(page)));
        QVERIFY(desk.certifier.takePage(page));
        QCOMPARE(desk.certify(m_ana).state, State::Certified);
        clinic.clock.advance(24h * 30);
        QCOMPARE(desk.certify(m_ana).state, State::Expired);
        QCOMPARE(desk.certify(m_ana).reason, Reason::EpochOver);
        epoch.number = 2;
        QVERIFY(failsWith(desk.certifier.takeEpoch(epoch.sign(clinic.root).value()), TrustError::Expired));
    }

    void aClockThatWasSetBackRevivesNothing()
    {
        Organisation clinic;
        Workstation desk(clinic);
        desk.learn({clinic.statement(m_ana)});
        clinic.clock.advance(24h * 61);
        desk.learn({});
        clinic.clock.jumpWallClock(-24h * 50);
        const QByteArray page = Organisation::page({clinic.statementValue(m_ana).sign(clinic.enrolment).value()});
        QCOMPARE(desk.certifier.manifestAge(), ManifestAge::Fresh);
        // the statement that it would revive ends before the latest time that was seen
        DeviceStatement old = clinic.statementValue(m_ana);
        old.notAfter = old.notBefore + std::chrono::days(40);
        QVERIFY(failsWith(desk.certifier.judge(old.sign(clinic.enrolment).value(), m_ana.address, m_ana.curveKey()),
                          TrustError::Expired));
        Certifier again(clinic.rules(), clinic.clock, desk.store);
        QVERIFY(again.load());
        QVERIFY(failsWith(again.judge(old.sign(clinic.enrolment).value(), m_ana.address, m_ana.curveKey()),
                          TrustError::Expired));
    }

    void aClockThatRanAheadDoesNoHarmAfterwards()
    {
        Organisation clinic;
        Workstation desk(clinic);
        desk.learn({clinic.statement(m_ana)});
        const QByteArray next = clinic.manifest(Organisation::page({clinic.statement(m_ana)}));
        clinic.clock.jumpWallClock(24h * 3650);
        QCOMPARE(desk.certify(m_ana).state, State::Expired);
        QVERIFY(desk.certifier.takeManifest(next));
        clinic.clock.jumpWallClock(-24h * 3650);
        QCOMPARE(desk.certifier.manifestAge(), ManifestAge::Fresh);
    }

    void judgesAStatementThatSomebodyShows_data()
    {
        QTest::addColumn<QString>("attack");
        QTest::addColumn<int>("code");
        const auto row = [](const char *name, std::optional<TrustError> code) {
            QTest::newRow(name) << QString::fromLatin1(name) << (code ? static_cast<int>(*code) : -1);
        };
        row("true", {});
        row("statement-of-another-address", TrustError::OtherPerson);
        row("statement-of-another-device", TrustError::OtherPerson);
        row("statement-of-another-key", TrustError::OtherPerson);
        row("expired-statement", TrustError::Expired);
        row("statement-of-the-future", TrustError::NotYetValid);
        row("statement-of-a-revoked-device", TrustError::NotPermitted);
        row("statement-of-another-organisation", TrustError::OtherOrganisation);
        row("statement-of-another-epoch", TrustError::OtherEpoch);
        row("statement-signed-by-itself", TrustError::BadSignature);
        row("statement-signed-by-the-root", TrustError::BadSignature);
        row("garbage", TrustError::Malformed);
    }
    void judgesAStatementThatSomebodyShows()
    {
        QFETCH(QString, attack);
        QFETCH(int, code);
        Organisation clinic;
        Workstation desk(clinic);
        DeviceStatement statement = clinic.statementValue(m_ana);
        const crypto::SigningKey *key = &clinic.enrolment;
        if (attack == u"statement-of-another-address") {
            statement.device.person = m_ben.address.person;
        } else if (attack == u"statement-of-another-device") {
            statement.device.id = 8;
        } else if (attack == u"statement-of-another-key") {
            statement.identityKey = m_ben.statementKey();
        } else if (attack == u"expired-statement") {
            statement.notBefore -= std::chrono::days(60);
            statement.notAfter = seconds(clinic.clock.now());
        } else if (attack == u"statement-of-the-future") {
            statement.notBefore += 2h;
        } else if (attack == u"statement-of-another-organisation") {
            statement.organisation = u"other.example"_s;
        } else if (attack == u"statement-of-another-epoch") {
            statement.epoch = 2;
        } else if (attack == u"statement-signed-by-itself") {
            key = &m_ana.key;
        } else if (attack == u"statement-signed-by-the-root") {
            key = &clinic.root;
        }
        QList<Revocation> revocations;
        if (attack == u"statement-of-a-revoked-device") {
            revocations = {clinic.revocation(m_ana)};
        }
        desk.learn({}, revocations);
        const QByteArray document = attack == u"garbage" ? QByteArray(200, 'x') : statement.sign(*key).value();
        const auto judged = desk.certifier.judge(document, m_ana.address, m_ana.curveKey());
        if (code < 0) {
            QCOMPARE(judged.value(), statement);
        } else {
            QVERIFY(failsWith(judged, static_cast<TrustError>(code)));
        }
        QCOMPARE(desk.certify(m_ana).state, revocations.isEmpty() ? State::None : State::Revoked);
    }

    void withoutARootNothingIsBelieved()
    {
        Organisation clinic;
        FakeTrustMemoryStore store;
        Certifier certifier({clinic.name, {}, 24h, std::chrono::days(7)}, clinic.clock, store);
        QVERIFY(failsWith(certifier.takeEpoch(clinic.epoch()), TrustError::NotPinned));
        QVERIFY(failsWith(certifier.takeManifest(clinic.manifest(Organisation::page({}))), TrustError::NotPinned));
        QCOMPARE(certifier.certify(m_ana.address, m_ana.curveKey()).reason, Reason::NoAuthority);
    }

    void remembersAcrossRestarts()
    {
        Organisation clinic;
        Workstation desk(clinic);
        desk.learn({clinic.statement(m_ana)}, {clinic.revocation(m_ben)});
        Certifier again(clinic.rules(), clinic.clock, desk.store);
        QVERIFY(again.load());
        QCOMPARE(again.certify(m_ana.address, m_ana.curveKey()).state, State::Certified);
        QCOMPARE(again.certify(m_ben.address, m_ben.curveKey()).state, State::Revoked);
    }

    void anotherRootInPolicyForgetsTheOldOne()
    {
        Organisation clinic;
        Workstation desk(clinic);
        desk.learn({clinic.statement(m_ana)});
        CertifierRules rules = clinic.rules();
        rules.rootKeys = {makeKey(1001).publicKey()};
        Certifier again(rules, clinic.clock, desk.store);
        QVERIFY(failsWith(again.load(), TrustError::BadSignature));
        QCOMPARE(again.certify(m_ana.address, m_ana.curveKey()).reason, Reason::NoManifest);
    }

    void damagedMemoryIsReportedAndReplaced()
    {
        Organisation clinic;
        Workstation desk(clinic);
        desk.learn({clinic.statement(m_ana)});
        desk.store.damage();
        Certifier again(clinic.rules(), clinic.clock, desk.store);
        QVERIFY(failsWith(again.load(), TrustError::Malformed));
        QVERIFY(again.takeEpoch(clinic.epoch()));
    }

    void whatCannotBeKeptIsNotBelieved()
    {
        Organisation clinic;
        Workstation desk(clinic);
        const QByteArray page = Organisation::page({clinic.statement(m_ana)});
        const QByteArray manifest = clinic.manifest(page);
        QVERIFY(desk.certifier.takeEpoch(clinic.epoch()));
        desk.store.setFailing(true);
        QVERIFY(failsWith(desk.certifier.takeManifest(manifest), TrustError::StorageFailed));
        QVERIFY(!desk.certifier.manifest());
        desk.store.setFailing(false);
        QVERIFY(desk.certifier.takeManifest(manifest));
    }
};

QTEST_GUILESS_MAIN(CertifierTest)
#include "certifier_test.moc"
