// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/room_kinds.h"

#include "core/service/live/forgery_records.h"
#include "core/service/live/people_directory.h"
#include "tests/core/service/kind_ward.h"

using namespace wardline;
using namespace wardline::service;
using namespace wardline::service::test;
using Why = EncryptionObstacle::Why;
using Type = audit::AuditEventType;

class RoomKindsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsTheKindFromTheRoomsDescription_data()
    {
        QTest::addColumn<QString>("description");
        QTest::addColumn<RoomKind>("kind");
        for (const RoomKind kind : {RoomKind::Team, RoomKind::Consult, RoomKind::Patient}) {
            QTest::newRow(qPrintable(model::roomKindWord(kind))) << describedAs(kind) << kind;
        }
        QTest::newRow("among other words") << u"Ward 4W. urn:wardline:room:consult, ask for Ana"_s << RoomKind::Consult;
        QTest::newRow("twice the same") << u"urn:wardline:room:team urn:wardline:room:team"_s << RoomKind::Team;
        QTest::newRow("two kinds") << u"urn:wardline:room:team urn:wardline:room:patient"_s << RoomKind::Unstated;
        QTest::newRow("no kind") << u"urn:wardline:room:teamwork"_s << RoomKind::Unstated;
        QTest::newRow("cut off") << u"urn:wardline:room:"_s << RoomKind::Unstated;
        QTest::newRow("nothing") << QString() << RoomKind::Unstated;
        QTest::newRow("endless") << QString(QString(5000, u'x') + u"urn:wardline:room:team") << RoomKind::Unstated;
    }
    void readsTheKindFromTheRoomsDescription()
    {
        QFETCH(QString, description);
        QFETCH(RoomKind, kind);
        QCOMPARE(statedKind(saying(description)), kind);
    }

    void roomsOfPatientsAndConsultsTakeCertifiedDevicesOnly_data()
    {
        QTest::addColumn<RoomKind>("kind");
        QTest::addColumn<bool>("isSent");
        QTest::newRow("patient") << RoomKind::Patient << false;
        QTest::newRow("consult") << RoomKind::Consult << false;
        QTest::newRow("nobody said") << RoomKind::Unstated << false;
        QTest::newRow("team") << RoomKind::Team << true;
    }
    void roomsOfPatientsAndConsultsTakeCertifiedDevicesOnly()
    {
        QFETCH(RoomKind, kind);
        QFETCH(bool, isSent);
        KindWard bench;
        bench.description = describedAs(kind);
        bench.enter();
        if (kind == RoomKind::Team) {
            QVERIFY(bench.saysSoToo());
        }
        QCOMPARE(bench.kind(), kind);
        QCOMPARE(bench.inRoom().takesCertifiedOnly, !isSent);
        QCOMPARE(bench.write().has_value(), isSent);
        if (isSent) { // and it says on what it is shown
            QCOMPARE(bench.inRoom().uncontrolled.size(), 1);
        } else {
            QCOMPARE(bench.inRoom().obstacles.first().why, Why::NoTrustedDevice);
        }
    }

    /// A workstation sees the room for the first time, and the relay lies.
    void theRelayAloneMakesNoRoomOneOfATeam()
    {
        KindWard bench;
        bench.description = describedAs(RoomKind::Team);
        bench.enter();
        QCOMPARE(bench.kind(), RoomKind::Unstated);
        QVERIFY(bench.ward.session()->rooms().conversation(jid(kBedSeven))->isSaidToBeTeam);
        QVERIFY(bench.inRoom().takesCertifiedOnly);
        QVERIFY(bench.inRoom().isKindUnconfirmed);
        QVERIFY(!bench.write());
        QCOMPARE(bench.inRoom().obstacles.first().why, Why::NoTrustedDevice);
        // A person says so, too, and their messages say it to the others, over a restart as well.
        QVERIFY(bench.saysSoToo());
        QVERIFY(bench.configured.isEmpty());
        QVERIFY(bench.write());
        QVERIFY(bench.saysTheKind(bench.ben));
        QCOMPARE(bench.kind(), RoomKind::Team);
        QVERIFY(!bench.inRoom().isKindUnconfirmed);
        bench.ward.restart();
        bench.enter();
        QCOMPARE(bench.kind(), RoomKind::Team);
        QVERIFY(bench.write());
    }

    void aColleaguesMessageSaysWhatARoomIsFor_data()
    {
        QTest::addColumn<bool>("isCertified");
        QTest::addColumn<RoomKind>("relay");
        QTest::addColumn<RoomKind>("sealed");
        QTest::addColumn<RoomKind>("kind");
        QTest::newRow("both say team") << true << RoomKind::Team << RoomKind::Team << RoomKind::Team;
        QTest::newRow("the relay says nothing") << true << RoomKind::Unstated << RoomKind::Team << RoomKind::Team;
        QTest::newRow("a device of nobody") << false << RoomKind::Team << RoomKind::Team << RoomKind::Unstated;
        QTest::newRow("the relay lies") << true << RoomKind::Team << RoomKind::Patient << RoomKind::Patient;
        QTest::newRow("the relay is stricter") << true << RoomKind::Patient << RoomKind::Team << RoomKind::Patient;
    }
    void aColleaguesMessageSaysWhatARoomIsFor()
    {
        QFETCH(bool, isCertified);
        QFETCH(RoomKind, relay);
        QFETCH(RoomKind, sealed);
        QFETCH(RoomKind, kind);
        KindWard bench;
        bench.description = describedAs(relay);
        DeviceBench dora(jid(u"dora@relay.example"), 13);
        bench.publishDevice(dora);
        if (isCertified) {
            bench.certify(dora);
            bench.publish();
        }
        bench.add(dora);
        bench.enter();
        (void)bench.write(); // fetches keys
        bench.says(dora, {body(u"how was the night?"_s), xmpp::SealedRoomKind{sealed}.toXml()}, u"d1"_s);
        QCOMPARE(bench.kind(), kind);
        QCOMPARE(bench.write().has_value(), kind == RoomKind::Team);
        // one that takes more care counts whenever it comes; less care never
        bench.says(dora, {body(u"bed 7 is new"_s), xmpp::SealedRoomKind{RoomKind::Consult}.toXml()}, u"d2"_s);
        bench.says(dora, {body(u"and bed 8"_s), xmpp::SealedRoomKind{RoomKind::Team}.toXml()}, u"d3"_s);
        QCOMPARE(bench.inRoom().takesCertifiedOnly, true);
        QVERIFY(bench.kind() != RoomKind::Team);
    }

    /// What somebody wrote whose devices nobody certifies waits until it is known that it is a room of a team.
    void whatWasHeldBackIsShownWhenTheRoomIsOneOfATeam()
    {
        KindWard bench;
        bench.description = describedAs(RoomKind::Team);
        bench.enter();
        (void)bench.write();
        bench.says(bench.ben, {body(u"from a phone"_s)}, u"b1"_s);
        QCOMPARE(bench.newest().unreadable, std::optional(model::Unreadable::UncertifiedDevice));
        QVERIFY(bench.saysSoToo());
        QCOMPARE(bench.newest().body, u"from a phone"_s);
    }

    void aPhoneIsLetIntoOneRoomByChoiceAndLabelled()
    {
        KindWard bench;
        bench.description = describedAs(RoomKind::Patient);
        bench.enter();
        QVERIFY(!bench.write());
        std::optional<Status> admitted;
        bench.ward.session()->encryption()->admit(jid(kBedSeven), {bench.ben.own, bench.ben.id}, true,
                                                  [&admitted](const Status &done) { admitted = done; });
        QVERIFY(bench.ward.until([&admitted] { return admitted.has_value(); }));
        QVERIFY(bench.write());
        QCOMPARE(bench.inRoom().uncontrolled.size(), 1);
        QVERIFY(!bench.ward.session()->encryption()->isAdmitted(bench.ben.own, {bench.ben.own, bench.ben.id}));
    }

    void theRelayCannotMakeARoomOfPatientsOneOfATeam()
    {
        KindWard bench;
        bench.description = describedAs(RoomKind::Patient);
        bench.enter();
        bench.say(describedAs(RoomKind::Team));
        QCOMPARE(bench.kind(), RoomKind::Patient);
        QCOMPARE(bench.audited(Type::RoomKindRefused), 1);
        bench.say(describedAs(RoomKind::Team));
        QCOMPARE(bench.audited(Type::RoomKindRefused), 1); // once is enough
        bench.say({});
        QCOMPARE(bench.kind(), RoomKind::Patient);
        QVERIFY(!bench.write());
        // and not after the next start either
        bench.description = describedAs(RoomKind::Team);
        bench.ward.restart();
        bench.enter();
        QCOMPARE(bench.kind(), RoomKind::Patient);
        QVERIFY(!bench.write());
    }

    void aRoomOfATeamMayBecomeOneOfPatients()
    {
        KindWard bench;
        bench.description = describedAs(RoomKind::Team);
        bench.enter();
        QVERIFY(bench.saysSoToo());
        QVERIFY(bench.write());
        bench.say(describedAs(RoomKind::Patient));
        QCOMPARE(bench.kind(), RoomKind::Patient);
        QVERIFY(bench.inRoom().takesCertifiedOnly);
        QVERIFY(!bench.write());
        QCOMPARE(bench.audited(Type::RoomKindChanged), 3);
    }

    void theKindsOfThousandsOfRoomsAreRemembered()
    {
        KindWard bench;
        bench.enter();
        LiveAccountSession &session = *bench.ward.session();
        PeopleDirectory people(bench.ward.rules, session.account());
        ForgeryRecords forgeries(bench.ward.timers, session.profile().auditLog(), session.account());
        SessionParts parts{bench.ward.environment, session.profile(), session.link(), people, forgeries,
                           session.account()};
        const auto room = [](int i) {
            return jid(u"bed-%1-4c1f0d6e6d0b4f0b9c1e1d8a7f3b2c55@rooms.relay.example"_s.arg(i));
        };
        constexpr int kRooms = 3000;
        RoomKinds kinds(parts);
        for (int i = 0; i < kRooms; ++i) {
            QVERIFY(kinds.take(room(i), i % 3 == 0 ? RoomKind::Team : RoomKind::Patient));
        }
        bench.ward.waitForStore();
        RoomKinds later(parts);
        bool isLoaded = false;
        later.load([&isLoaded] { isLoaded = true; });
        QVERIFY(bench.ward.until([&isLoaded] { return isLoaded; }));
        for (int i = 0; i < kRooms; ++i) {
            QCOMPARE(later.of(room(i)), i % 3 == 0 ? RoomKind::Team : RoomKind::Patient);
        }
        QVERIFY(!later.take(room(1), RoomKind::Team));
    }

    void itsOwnerSaysWhatItIsForAndNeverLess()
    {
        KindWard bench;
        bench.enter();
        RoomService &rooms = bench.ward.session()->rooms();
        QVERIFY(bench.ward.answer(rooms.setKind(jid(kBedSeven), RoomKind::Consult)));
        QCOMPARE(bench.configured.size(), 1);
        QVERIFY(xml::writeXml(bench.configured.first()).contains(describedAs(RoomKind::Consult).toUtf8()));
        QVERIFY(bench.ward.until([&bench] { return bench.kind() == RoomKind::Consult; }));
        const auto refused = bench.ward.answer(rooms.setKind(jid(kBedSeven), RoomKind::Team));
        QVERIFY(!refused && refused.error().is(ServiceError::NotAllowed));
        QCOMPARE(bench.configured.size(), 1);
        bench.mayConfigure = false;
        QVERIFY(!bench.ward.answer(rooms.setKind(jid(kBedSeven), RoomKind::Patient)));
        QCOMPARE(bench.kind(), RoomKind::Consult);
    }

    /// In a room of patients the relay adds somebody, who even has a certified device: nobody writes to them unasked.
    void whoTheRelayAddsIsAskedAboutBeforeTheFirstMessage()
    {
        KindWard bench;
        bench.description = describedAs(RoomKind::Patient);
        bench.certify(bench.ben);
        DeviceBench eve(jid(u"eve@relay.example"), 13);
        bench.publishDevice(eve);
        bench.certify(eve);
        bench.publish();
        bench.enter();
        QVERIFY(bench.write());
        QCOMPARE(bench.audited(Type::MemberAppeared), 0); // who was there at first sight is no newcomer
        bench.added = "<item affiliation='member' jid='eve@relay.example'/>";
        bench.ward.clock.advance(std::chrono::minutes(1));
        QVERIFY(!bench.write());
        QCOMPARE(bench.inRoom().obstacles.first().why, Why::NewMember);
        QCOMPARE(bench.inRoom().obstacles.first().person, eve.own);
        QCOMPARE(bench.audited(Type::MemberAppeared), 1);
        QVERIFY(!bench.write()); // a key that was pressed twice is no answer
        bench.ward.clock.advance(std::chrono::seconds(2));
        QVERIFY(bench.write());
        bench.ward.clock.advance(std::chrono::minutes(1));
        QVERIFY(bench.write());
        // and it is remembered
        bench.ward.restart();
        bench.enter();
        QVERIFY(bench.write());
        QCOMPARE(bench.audited(Type::MemberAppeared), 1);
    }

    /// A room of a team takes the devices of people whom nobody certifies: of whoever the relay invents, too.
    void anInventedMemberOfATeamIsAskedAbout()
    {
        KindWard bench;
        bench.description = describedAs(RoomKind::Team);
        DeviceBench dora(jid(u"dora@relay.example"), 13);
        bench.publishDevice(dora);
        bench.certify(dora);
        bench.publish();
        DeviceBench eve(jid(u"eve@relay.example"), 14);
        bench.publishDevice(eve);
        bench.enter();
        QVERIFY(bench.saysSoToo());
        QVERIFY(bench.write());
        bench.add(dora); // the organisation stands for her: it stands in the log and is not asked
        QVERIFY(bench.write());
        QVERIFY(bench.wasFor(dora));
        QCOMPARE(bench.audited(Type::MemberAppeared), 1);
        bench.add(eve);
        QVERIFY(!bench.write());
        QCOMPARE(bench.inRoom().obstacles.first().why, Why::NewMember);
        QCOMPARE(bench.inRoom().obstacles.first().person, eve.own);
        QVERIFY(!bench.wasFor(eve));
        QCOMPARE(bench.audited(Type::MemberAppeared), 2);
        bench.read();
        QVERIFY(bench.write());
        QVERIFY(bench.wasFor(eve));
    }

    /// Where nobody certifies nobody is asked either; the log says who came.
    void whoAppearsWhereNobodyCertifiesStandsInTheLog()
    {
        KindWard bench;
        bench.ward.rules.organisation = {};
        bench.ward.restart();
        bench.enter();
        QVERIFY(bench.write());
        DeviceBench eve(jid(u"eve@relay.example"), 14);
        bench.publishDevice(eve);
        bench.add(eve);
        QVERIFY(bench.write());
        QVERIFY(bench.wasFor(eve));
        QCOMPARE(bench.audited(Type::MemberAppeared), 1);
    }

    /// A file that was sent before the question was asked is no answer to it, whenever its upload ends.
    void anUploadThatEndsDoesNotAnswerForAPerson()
    {
        KindWard bench;
        bench.description = describedAs(RoomKind::Patient);
        bench.certify(bench.ben);
        DeviceBench eve(jid(u"eve@relay.example"), 13);
        bench.publishDevice(eve);
        bench.certify(eve);
        bench.publish();
        bench.enter();
        QVERIFY(bench.write());
        bench.http.holds = true;
        const auto file = bench.ward.answer(bench.sendFile());
        QVERIFY(file);
        QVERIFY(bench.ward.until([&bench] { return bench.http.underWay() == 1; }));
        bench.add(eve);
        QVERIFY(!bench.write());
        QCOMPARE(bench.inRoom().obstacles.first().why, Why::NewMember);
        bench.read();
        bench.http.release();
        QVERIFY(bench.ward.until([&] { return bench.fileOf(*file) == model::FileState::NotSent; }));
        QCOMPARE(bench.inRoom().obstacles.first().why, Why::NewMember); // it still stands
        QVERIFY(!bench.wasFor(eve));
        QCOMPARE(bench.left(), 1);
        // pressed by a person who has read it
        bench.http.holds = false;
        bench.ward.session()->messages().retry(*file);
        QVERIFY(bench.ward.until([&] { return bench.fileOf(*file) == model::FileState::Here; }));
        bench.ward.settle();
        QVERIFY(bench.wasFor(eve));
        QCOMPARE(bench.left(), 2);
    }

    /// Who starts the program for each message can answer, too; what the program does by itself after a start does not.
    void aQuestionStandsOverARestart_data()
    {
        QTest::addColumn<bool>("isHeadless");
        QTest::newRow("window") << false;
        QTest::newRow("wardlinectl") << true;
    }
    void aQuestionStandsOverARestart()
    {
        QFETCH(bool, isHeadless);
        KindWard bench;
        bench.ward.environment.isHeadless = isHeadless;
        bench.description = describedAs(RoomKind::Patient);
        bench.certify(bench.ben);
        DeviceBench eve(jid(u"eve@relay.example"), 13);
        bench.publishDevice(eve);
        bench.certify(eve);
        bench.publish();
        bench.enter();
        QVERIFY(bench.write());
        bench.http.holds = true;
        const auto file = bench.ward.answer(bench.sendFile());
        QVERIFY(file);
        QVERIFY(bench.ward.until([&bench] { return bench.http.underWay() == 1; }));
        bench.add(eve);
        QVERIFY(!bench.write());
        bench.http.holds = false;
        bench.ward.restart();
        bench.enter();
        QVERIFY(bench.ward.until([&] { return bench.fileOf(*file) == model::FileState::NotSent; }));
        QVERIFY(!bench.wasFor(eve));
        QVERIFY(!bench.inRoom().obstacles.isEmpty()); // it is shown
        QCOMPARE(bench.inRoom().obstacles.first().why, Why::NewMember);
        if (!isHeadless) {
            QVERIFY(!bench.write()); // it was shown just now, to whoever sits there now
            bench.read();
        }
        QVERIFY(bench.write());
        QVERIFY(bench.wasFor(eve));
        QVERIFY(bench.inRoom().obstacles.isEmpty());
    }

    void twoFilesThatAreDroppedTogetherAskOnce()
    {
        KindWard bench;
        bench.description = describedAs(RoomKind::Patient);
        bench.certify(bench.ben);
        DeviceBench eve(jid(u"eve@relay.example"), 13);
        bench.publishDevice(eve);
        bench.certify(eve);
        bench.publish();
        bench.enter();
        QVERIFY(bench.write());
        bench.add(eve);
        const auto one = bench.sendFile();
        const auto two = bench.sendFile();
        const auto other = bench.ward.answer(one);
        bench.read(); // the second took longer to be prepared
        QVERIFY(!other);
        QVERIFY(!bench.ward.answer(two));
        QVERIFY(!bench.wasFor(eve));
        QVERIFY(bench.ward.answer(bench.sendFile()));
    }

    /// Each time somebody has read who is new, the relay adds another one.
    void aRelayThatAddsOneAfterTheOtherStopsNobody()
    {
        KindWard bench;
        bench.description = describedAs(RoomKind::Patient);
        bench.certify(bench.ben);
        std::vector<std::unique_ptr<DeviceBench>> eves;
        for (const QStringView name : {u"eva@relay.example", u"eve@relay.example", u"evi@relay.example"}) {
            eves.push_back(std::make_unique<DeviceBench>(jid(name), 13));
            bench.publishDevice(*eves.back());
            bench.certify(*eves.back());
        }
        bench.publish();
        bench.enter();
        QVERIFY(bench.write());
        bench.add(*eves[0]);
        QVERIFY(!bench.write());
        bench.add(*eves[1]);
        QVERIFY(bench.write()); // to her who was named, and not to the other
        QVERIFY(bench.wasFor(*eves[0]));
        QVERIFY(!bench.wasFor(*eves[1]));
        QCOMPARE(bench.inRoom().cannotRead.size(), 1);
        QCOMPARE(bench.inRoom().cannotRead.first().person, eves[1]->own);
        QCOMPARE(bench.inRoom().cannotRead.first().why, Why::NewMember);
        QCOMPARE(bench.audited(Type::ReaderLeftOut), 1);
        QVERIFY(!bench.write()); // now it is asked about the other
        QCOMPARE(bench.inRoom().obstacles.first().person, eves[1]->own);
        // and also when the first is gone by the time that it is answered
        bench.added.replace("eve@", "evi@");
        bench.ward.clock.advance(std::chrono::minutes(1));
        QVERIFY(bench.write());
        QVERIFY(!bench.wasFor(*eves[1]));
        QVERIFY(!bench.wasFor(*eves[2]));
        QVERIFY(!bench.write());
        bench.read();
        QVERIFY(bench.write());
        QVERIFY(bench.wasFor(*eves[2]));
        QVERIFY(bench.inRoom().cannotRead.isEmpty());
    }

    void whoLeftAndIsPutBackIsNew()
    {
        KindWard bench;
        bench.description = describedAs(RoomKind::Patient);
        bench.certify(bench.ben);
        DeviceBench eve(jid(u"eve@relay.example"), 13);
        bench.publishDevice(eve);
        bench.certify(eve);
        bench.publish();
        bench.add(eve);
        bench.enter();
        QVERIFY(bench.write()); // she was there at first sight
        bench.added.clear();
        bench.ward.clock.advance(std::chrono::minutes(1));
        QVERIFY(bench.write());
        bench.ward.restart();
        bench.enter();
        bench.add(eve);
        QVERIFY(!bench.write());
        QCOMPARE(bench.inRoom().obstacles.first().why, Why::NewMember);
        QCOMPARE(bench.inRoom().obstacles.first().person, eve.own);
    }

    /// A room in which the relay shows nobody but ourselves for a while is not seen for the first time afterwards.
    void aRoomThatWasEmptyForAWhileIsNotSeenForTheFirstTime()
    {
        KindWard bench;
        bench.description = describedAs(RoomKind::Patient);
        bench.certify(bench.ben);
        bench.publish();
        bench.isBenThere = false;
        bench.enter();
        (void)bench.write();
        bench.isBenThere = true;
        bench.ward.clock.advance(std::chrono::minutes(1));
        QVERIFY(!bench.write());
        QCOMPARE(bench.inRoom().obstacles.first().why, Why::NewMember);
        QCOMPARE(bench.inRoom().obstacles.first().person, bench.ben.own);
    }

    void whatTheRelayMakesOpenIsNotWrittenIn_data()
    {
        QTest::addColumn<QString>("missing");
        QTest::newRow("members-only") << u"muc_membersonly"_s;
        QTest::newRow("non-anonymous") << u"muc_nonanonymous"_s;
    }
    void whatTheRelayMakesOpenIsNotWrittenIn()
    {
        QFETCH(QString, missing);
        KindWard bench;
        bench.description = describedAs(RoomKind::Team);
        bench.features.removeAll(missing);
        bench.enter();
        QVERIFY(!bench.write());
        QCOMPARE(bench.left(), 0);
        // one that was closed until now
        KindWard later;
        later.description = describedAs(RoomKind::Team);
        later.enter();
        QVERIFY(later.saysSoToo());
        QVERIFY(later.write());
        QCOMPARE(later.left(), 1);
        later.features.removeAll(missing);
        later.say(describedAs(RoomKind::Team));
        QVERIFY(!later.write());
        QCOMPARE(later.inRoom().obstacles.first().why, Why::RoomNotPrivate);
        QCOMPARE(later.left(), 1);
    }

    void policyMayFixIt()
    {
        KindWard bench;
        bench.ward.rules.roomKind = RoomKind::Patient;
        bench.enter();
        RoomService &rooms = bench.ward.session()->rooms();
        QCOMPARE(rooms.fixedKind(), std::optional(RoomKind::Patient));
        const auto made = bench.ward.answer(rooms.create(u"Lunch"_s, RoomKind::Team));
        QVERIFY(!made && made.error().is(ServiceError::NotAllowed));
    }
};

QTEST_GUILESS_MAIN(RoomKindsTest)
#include "room_kinds_test.moc"
