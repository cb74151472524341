// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xmpp/rfc6121_roster.h"
#include "tests/core/xmpp/fixture.h"

using namespace wardline;
using namespace wardline::xmpp;
using namespace wardline::xmpp::test;
using namespace Qt::StringLiterals;

class RosterTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsItemsWithGroups();
    void writesRequestWithVersion();
    void leavesOutItemsThatCannotBeRead();
    void dropsDoubleAndEmptyGroups();
    void cutsResources();
    void readsPushFromOwnServer_data();
    void readsPushFromOwnServer();
    void otherRequestsAreNoPush();
    void refusesPushWithoutExactlyOneItem_data();
    void refusesPushWithoutExactlyOneItem();
};

void RosterTest::readsItemsWithGroups()
{
    // RFC 6121 2.1.4
    const auto roster = read<Roster>("<query xmlns='jabber:iq:roster' ver='ver7'>"
                                     "<item jid='nurse@example.com' name='Nurse' subscription='both'><group>role:nurse</group>"
                                     "<group>4W</group></item><item jid='romeo@example.net' ask='subscribe' approved='true'/></query>");
    QCOMPARE(roster.version, u"ver7"_s);
    QCOMPARE(roster.items.size(), 2);
    const RosterItem &nurse = roster.items[0];
    QCOMPARE(nurse.jid, jid(u"nurse@example.com"));
    QCOMPARE(nurse.name, u"Nurse"_s);
    QCOMPARE(nurse.subscription, Subscription::Both);
    QCOMPARE(nurse.groups, (QStringList {u"role:nurse"_s, u"4W"_s}));
    QCOMPARE(roster.items[1].subscription, Subscription::None);
    QVERIFY(roster.items[1].isAsking);
    QVERIFY(roster.items[1].isApproved);
    QVERIFY(isWrittenAs(roster, xml::writeXml(roster.toXml())));
}

void RosterTest::writesRequestWithVersion()
{
    // RFC 6121 2.6.2: an empty version is not the same as none
    QVERIFY(isWrittenAs(Roster(), "<query xmlns='jabber:iq:roster'/>"));
    QVERIFY(isWrittenAs(Roster {.version = u""_s, .items = {}}, "<query xmlns='jabber:iq:roster' ver=''/>"));
}

void RosterTest::leavesOutItemsThatCannotBeRead()
{
    const auto roster = read<Roster>("<query xmlns='jabber:iq:roster'><item jid='bad jid@x'/><item/><item jid='a@b' subscription='magic'/>"
                                     "<item xmlns='urn:other' jid='forged@x'/><item jid='good@b'/></query>");
    QCOMPARE(roster.items.size(), 1);
    QCOMPARE(roster.items[0].jid, jid(u"good@b"));
}

void RosterTest::dropsDoubleAndEmptyGroups()
{
    const auto item = read<RosterItem>("<item xmlns='jabber:iq:roster' jid='a@b'><group>g</group><group/><group>g</group></item>");
    QCOMPARE(item.groups, QStringList {u"g"_s});
}

void RosterTest::cutsResources()
{
    QCOMPARE(read<RosterItem>("<item xmlns='jabber:iq:roster' jid='a@b/c'/>").jid, jid(u"a@b"));
}

void RosterTest::readsPushFromOwnServer_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::newRow("no-from") << QByteArray();
    QTest::newRow("own-bare") << QByteArray("from='juliet@example.com'");
    QTest::newRow("own-bare-in-another-case") << QByteArray("from='Juliet@EXAMPLE.com'");
}

void RosterTest::readsPushFromOwnServer()
{
    QFETCH(QByteArray, from);
    const auto iq = read<IqStanza>("<iq xmlns='jabber:client' " + from + " to='juliet@example.com/balcony' id='p1' type='set'>"
                                   "<query xmlns='jabber:iq:roster' ver='ver34'><item jid='nurse@example.com' subscription='remove'/></query></iq>");
    const auto push = unwrapRosterPush(iq, jid(u"juliet@example.com/balcony"));
    QVERIFY(push && *push);
    QCOMPARE((*push)->item.jid, jid(u"nurse@example.com"));
    QCOMPARE((*push)->item.subscription, Subscription::Remove);
    QCOMPARE((*push)->version, u"ver34"_s);
}

void RosterTest::otherRequestsAreNoPush()
{
    const auto get = read<IqStanza>("<iq xmlns='jabber:client' id='p1' type='get'><query xmlns='jabber:iq:roster'/></iq>");
    const auto other = read<IqStanza>("<iq xmlns='jabber:client' from='evil@x' id='p1' type='set'><query xmlns='urn:other'/></iq>");
    const auto own = jid(u"juliet@example.com");
    QVERIFY(unwrapRosterPush(get, own) && !*unwrapRosterPush(get, own));
    QVERIFY(unwrapRosterPush(other, own) && !*unwrapRosterPush(other, own));
}

void RosterTest::refusesPushWithoutExactlyOneItem_data()
{
    QTest::addColumn<QByteArray>("items");
    QTest::newRow("none") << QByteArray();
    QTest::newRow("two") << QByteArray("<item jid='a@b'/><item jid='c@d'/>");
    QTest::newRow("without-address") << QByteArray("<item/>");
    QTest::newRow("foreign-element") << QByteArray("<item xmlns='urn:x' jid='a@b'/>");
}

void RosterTest::refusesPushWithoutExactlyOneItem()
{
    QFETCH(QByteArray, items);
    const auto iq = read<IqStanza>("<iq xmlns='jabber:client' id='p1' type='set'><query xmlns='jabber:iq:roster'>" + items + "</query></iq>");
    QVERIFY(!unwrapRosterPush(iq, jid(u"juliet@example.com")));
}

QTEST_GUILESS_MAIN(RosterTest)
#include "roster_test.moc"
