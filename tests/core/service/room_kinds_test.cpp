// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/room_kinds.h"

#include "core/files/fake_http_client.h"
#include "core/xmpp/xep0363_upload.h"
#include "core/service/live/forgery_records.h"
#include "core/service/live/people_directory.h"
#include "tests/core/service/certified_ward.h"

using namespace wardline;
using namespace wardline::service;
using namespace wardline::service::test;
using model::RoomKind;
using Why = EncryptionObstacle::Why;
using Type = audit::AuditEventType;

namespace {

/// As long as those that relays make up.
const QString kBedSeven = u"r7-4c1f0d6e-6d0b-4f0b-9c1e-1d8a7f3b2c55@rooms.relay.example"_s;

xmpp::DiscoInfo saying(const QString &description)
{
    xmpp::DiscoInfo info;
    xmpp::DataForm form = xmpp::DataForm::submit(u"http://jabber.org/protocol/muc#roominfo");
    form.type = xmpp::FormType::Result;
    form.set(u"muc#roominfo_description", description);
    info.forms.append(form);
    return info;
}

/// Ana and Ben in a room; Ben has a phone that nobody certified.
struct KindWard : CertifiedWard
{
    QString description;
    QList<xml::Element> configured;
    bool mayConfigure = true;
    bool isBenThere = true;
    QStringList features{u"muc_membersonly"_s, u"muc_nonanonymous"_s};
    QByteArray added; ///< more members, as the relay says
    files::FakeHttpClient http;

    KindWard()
        : CertifiedWard(trust::RoomDeviceRule::CertifiedFirst)
    {
        ward.rules.organisation.teams = trust::RoomDeviceRule::CertifiedFirst;
        ward.relay.rooms = {kBedSeven};
        ward.rules.fileTypes = {u"text/*"_s};
        ward.environment.http = &http;
        ward.restart();
        ward.relay.answerInstead = [this](const xml::Element &iq) { return takeRoom(iq) || take(iq); };
        publish();
    }
    bool takeRoom(const xml::Element &iq)
    {
        if (iq.hasChild(u"query", xmpp::DiscoItems::kNamespace)) {
            reply(iq, "result",
                  "<query xmlns='http://jabber.org/protocol/disco#items'><item jid='upload.relay.example'/></query>");
            return true;
        }
        if (iq.attribute(u"to") == u"upload.relay.example") {
            reply(iq, "result",
                  iq.hasChild(u"request", xmpp::UploadRequest::kNamespace)
                      ? xml::writeXml(xmpp::UploadSlot{
                          u"https://relay.example/upload/1/put"_s,
                          u"https://relay.example/upload/1/get"_s,
                          {}}.toXml())
                      : QByteArray("<query xmlns='http://jabber.org/protocol/disco#info'>"
                                   "<feature var='urn:xmpp:http:upload:0'/></query>"));
            return true;
        }
        if (iq.attribute(u"to") != kBedSeven) {
            return false;
        }
        if (iq.child(u"query", u"http://jabber.org/protocol/disco#info") != nullptr) {
            xmpp::DiscoInfo info = saying(description);
            info.features = features;
            reply(iq, "result", xml::writeXml(info.toXml()));
            return true;
        }
        if (const xml::Element *owner = iq.child(u"query", u"http://jabber.org/protocol/muc#owner")) {
            if (!mayConfigure) {
                reply(iq, "error",
                      "<error type='auth'><forbidden xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>");
                return true;
            }
            configured.append(*owner);
            reply(iq, "result", {});
            return true;
        }
        const xml::Element *query = iq.child(u"query", u"http://jabber.org/protocol/muc#admin");
        if (query == nullptr) {
            return false;
        }
        const QString asked = query->children().first().attribute(u"affiliation");
        QByteArray items;
        if (asked == u"member") {
            items = (isBenThere ? QByteArray("<item affiliation='member' jid='ben@relay.example'/>") : QByteArray())
                + added;
        } else if (asked == u"owner") {
            items = "<item affiliation='owner' jid='ana@relay.example'/>";
        }
        reply(iq, "result", "<query xmlns='http://jabber.org/protocol/muc#admin'>" + items + "</query>");
        return true;
    }
    void enter()
    {
        ward.signIn();
        QVERIFY(ward.until([this] {
            const auto summary = ward.session()->rooms().conversation(jid(kBedSeven));
            return summary && summary->posting == model::PostingRight::Allowed;
        }));
        ward.settle();
    }
    /// The room says something else of itself from now on.
    void say(const QString &words)
    {
        description = words;
        std::optional<bool> isAsked;
        static_cast<LiveRoomService &>(ward.session()->rooms()).askDescription(jid(kBedSeven), [&isAsked] {
            isAsked = true;
        });
        QVERIFY(ward.until([&isAsked] { return isAsked.has_value(); }));
        ward.settle();
    }
    Result<model::MessageId> write()
    {
        const auto sent = ward.answer(ward.session()->messages().send(jid(kBedSeven), {.text = u"potassium 6.9"_s}));
        ward.settle();
        return sent;
    }
    QFuture<Result<model::MessageId>> sendFile()
    {
        return ward.session()->messages().sendFile(jid(kBedSeven), {.name = u"letter.txt"_s, .content = "letter\n"},
                                                   {});
    }
    model::FileState fileOf(model::MessageId id)
    {
        const auto found = ward.answer(ward.session()->messages().byIds({id}));
        return found && !found->isEmpty() ? found->first().attachments.value(0).state : model::FileState::Remote;
    }
    /// The relay says that one more belongs to the room.
    void add(DeviceBench &device)
    {
        added += "<item affiliation='member' jid='" + device.own.toString().toUtf8() + "'/>";
        ward.clock.advance(std::chrono::minutes(1)); // what the room said before is old by now
    }
    /// A person reads what is on the screen.
    void read() { ward.clock.advance(std::chrono::seconds(2)); }
    /// Whether something that left for the room can be opened by this device.
    [[nodiscard]] bool wasFor(const DeviceBench &device) const
    {
        const QByteArray address = device.own.toString().toUtf8();
        return std::any_of(ward.relay.messages.begin(), ward.relay.messages.end(), [&](const xml::Element &message) {
            return message.attribute(u"to") == kBedSeven && xml::writeXml(message).contains(address);
        });
    }

    /// How much left for the room; what programs say to each other does not count.
    [[nodiscard]] qsizetype left() const
    {
        return std::count_if(ward.relay.messages.begin(), ward.relay.messages.end(), [](const xml::Element &message) {
            return message.attribute(u"to") == kBedSeven && message.hasChild(u"body", message.ns());
        });
    }
    [[nodiscard]] RoomKind kind() { return ward.session()->rooms().conversation(jid(kBedSeven))->roomKind; }
    [[nodiscard]] ConversationEncryption inRoom() { return ward.session()->messages().encryption(jid(kBedSeven)); }
};

} // namespace

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
        QCOMPARE(bench.kind(), kind);
        QCOMPARE(bench.inRoom().takesCertifiedOnly, !isSent);
        QCOMPARE(bench.write().has_value(), isSent);
        if (isSent) { // and it says on what it is shown
            QCOMPARE(bench.inRoom().uncontrolled.size(), 1);
        } else {
            QCOMPARE(bench.inRoom().obstacles.first().why, Why::NoTrustedDevice);
        }
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
        QVERIFY(bench.write());
        bench.say(describedAs(RoomKind::Patient));
        QCOMPARE(bench.kind(), RoomKind::Patient);
        QVERIFY(bench.inRoom().takesCertifiedOnly);
        QVERIFY(!bench.write());
        QCOMPARE(bench.audited(Type::RoomKindChanged), 2);
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
    void aQuestionStandsOverARestart()
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
        bench.http.holds = false;
        bench.ward.restart();
        bench.enter();
        QVERIFY(bench.ward.until([&] { return bench.fileOf(*file) == model::FileState::NotSent; }));
        QVERIFY(!bench.wasFor(eve));
        QVERIFY(!bench.inRoom().obstacles.isEmpty()); // it is shown
        QCOMPARE(bench.inRoom().obstacles.first().why, Why::NewMember);
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
