// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/room_state.h"
#include "core/xml/xml_reader.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace wardline::service {

namespace {

RoomChange say(RoomState &room, const QByteArray &nick, const QByteArray &item, const QByteArray &codes = {}, const QByteArray &type = {})
{
    QByteArray statuses;
    for (const QByteArray &code : codes.split(' ')) {
        statuses += code.isEmpty() ? QByteArray() : QByteArray("<status code='" + code + "'/>");
    }
    const QByteArray text("<presence xmlns='jabber:client' from='ward@rooms.example" + (nick.isEmpty() ? QByteArray() : "/" + nick) + "'"
                                      + (type.isEmpty() ? QByteArray() : " type='" + type + "'")
                                      + "><x xmlns='http://jabber.org/protocol/muc#user'>" + item + statuses + "</x></presence>");
    const auto element = xml::readXml(text);
    return room.take(xmpp::PresenceStanza::fromXml(element.value()).value());
}

QByteArray item(const QByteArray &affiliation, const QByteArray &role, const QByteArray &jid, const QByteArray &more = {})
{
    return "<item affiliation='" + affiliation + "' role='" + role + "'" + (jid.isEmpty() ? QByteArray() : " jid='" + jid + "'") + more + "/>";
}

RoomState joined(const QByteArray &role = "participant")
{
    RoomState room(model::Jid::parse(u"ward@rooms.example"_s).value());
    room.joining(u"ana"_s);
    (void)say(room, "ana", item("member", role, "ana@relay.example/x"), "110");
    return room;
}

} // namespace

class RoomStateTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isInOnlyAfterItsOwnPresence()
    {
        RoomState room(model::Jid::parse(u"ward@rooms.example"_s).value());
        room.joining(u"ana"_s);
        QCOMPARE(say(room, "ben", item("owner", "moderator", "ben@relay.example/y")), RoomChange::None);
        QVERIFY(!room.isJoined());
        QCOMPARE(room.posting(), model::PostingRight::NotJoined);
        QCOMPARE(say(room, "ana", item("member", "participant", "ana@relay.example/x"), "110"), RoomChange::Joined);
        QVERIFY(room.isJoined());
        QCOMPARE(room.posting(), model::PostingRight::Allowed);
        QCOMPARE(room.realAddress(u"ben"_s), model::Jid::parse(u"ben@relay.example"_s).value());
    }

    void takesTheNickTheRoomGives()
    {
        RoomState room(model::Jid::parse(u"ward@rooms.example"_s).value());
        room.joining(u"ana"_s);
        QCOMPARE(say(room, "ana-7", item("member", "participant", {}), "110 210"), RoomChange::Joined);
        QCOMPARE(room.ownNick(), u"ana-7"_s);
        QCOMPARE(room.ownRole(), model::RoomRole::Participant);
    }

    void followsOneWhoChangesTheNick()
    {
        RoomState room = joined();
        (void)say(room, "ben", item("member", "participant", "ben@relay.example/y"));
        (void)say(room, "ben", item("member", "participant", "ben@relay.example/y", " nick='benny'"), "303", "unavailable");
        QVERIFY(room.realAddress(u"ben"_s).isEmpty());
        QCOMPARE(room.realAddress(u"benny"_s), model::Jid::parse(u"ben@relay.example"_s).value());
        QVERIFY(room.isJoined());
        (void)say(room, "ana", item("member", "participant", "ana@relay.example/x", " nick='anna'"), "110 303", "unavailable");
        QCOMPARE(room.ownNick(), u"anna"_s);
        QVERIFY(room.isJoined());
    }

    void visitorsObserve()
    {
        RoomState room = joined("visitor");
        QCOMPARE(room.posting(), model::PostingRight::Observer);
        (void)say(room, "ana", item("member", "participant", "ana@relay.example/x"), "110");
        QCOMPARE(room.posting(), model::PostingRight::Allowed);
        (void)say(room, "ana", item("member", "visitor", "ana@relay.example/x"), "110");
        QCOMPARE(room.posting(), model::PostingRight::Observer);
    }

    void knowsHowItEnds_data()
    {
        QTest::addColumn<QByteArray>("codes");
        QTest::addColumn<QByteArray>("extra");
        QTest::addColumn<bool>("isForGood");
        QTest::newRow("left") << QByteArray("110") << QByteArray() << false;
        QTest::newRow("kicked") << QByteArray("110 307") << QByteArray() << false;
        QTest::newRow("relay stops") << QByteArray("110 332") << QByteArray() << false;
        QTest::newRow("banned") << QByteArray("110 301") << QByteArray() << true;
        QTest::newRow("membership taken") << QByteArray("110 321") << QByteArray() << true;
        QTest::newRow("members only now") << QByteArray("110 322") << QByteArray() << true;
        QTest::newRow("banned, old service without 110") << QByteArray("301") << QByteArray() << true;
        QTest::newRow("destroyed") << QByteArray("110") << QByteArray("<destroy/>") << true;
    }
    void knowsHowItEnds()
    {
        QFETCH(QByteArray, codes);
        QFETCH(QByteArray, extra);
        QFETCH(bool, isForGood);
        RoomState room = joined();
        const RoomChange change = say(room, "ana", item("none", "none", "ana@relay.example/x") + extra, codes, "unavailable");
        QCOMPARE(change, isForGood ? RoomChange::Removed : RoomChange::Left);
        QVERIFY(!room.isJoined());
        QCOMPARE(room.isGone(), isForGood);
        QCOMPARE(room.posting(), isForGood ? model::PostingRight::RoomGone : model::PostingRight::NotJoined);
        QVERIFY(room.occupants().isEmpty());
    }

    void othersCannotEndIt()
    {
        RoomState room = joined();
        (void)say(room, "ben", item("member", "participant", "ben@relay.example/y"));
        QCOMPARE(say(room, "ben", item("outcast", "none", "ben@relay.example/y"), "301", "unavailable"), RoomChange::Occupants);
        QVERIFY(room.isJoined());
        QVERIFY(room.realAddress(u"ben"_s).isEmpty());
    }

    void presenceOfTheRoomItselfIsNobody()
    {
        RoomState room = joined();
        QCOMPARE(say(room, {}, item("owner", "moderator", {}), "110"), RoomChange::None);
        QCOMPARE(room.occupants().size(), 1);
    }

    void aFloodOfOccupantsHasAnEnd()
    {
        RoomState room = joined();
        for (int i = 0; i < 5'200; ++i) {
            (void)say(room, "n" + QByteArray::number(i), item("none", "visitor", {}));
        }
        QVERIFY(room.occupants().size() <= 5'000);
        QVERIFY(room.isJoined());
        (void)say(room, "ana", item("member", "visitor", "ana@relay.example/x"), "110"); // who is in is still heard
        QCOMPARE(room.posting(), model::PostingRight::Observer);
    }
};

} // namespace wardline::service

QTEST_GUILESS_MAIN(wardline::service::RoomStateTest)
#include "room_state_test.moc"
