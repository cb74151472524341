// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xmpp/xep0045_muc.h"
#include "core/xmpp/xep0045_muc_admin.h"
#include "core/xmpp/xep0045_muc_invite.h"
#include "core/xmpp/xep0045_muc_owner.h"
#include "core/xmpp/xep0249_direct_invite.h"
#include "core/xmpp/xep0410_self_ping.h"
#include "tests/core/xmpp/fixture.h"

using namespace wardline;
using namespace wardline::xmpp;
using namespace wardline::xmpp::test;
using namespace Qt::StringLiterals;
using model::Affiliation;
using model::RoomRole;

Q_DECLARE_METATYPE(wardline::xmpp::MucJoinRefusal)
Q_DECLARE_METATYPE(wardline::xmpp::SelfPingVerdict)

class MucTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void joinAsksForNoHistory();
    void joinAsksForHistorySince();
    void readsOccupant();
    void readsSelfPresence();
    void readsRemoval_data();
    void readsRemoval();
    void readsNickChange();
    void readsDestruction();
    void namesJoinRefusals_data();
    void namesJoinRefusals();
    void asksForLists();
    void readsMemberList();
    void setsAffiliationOfTheAccount();
    void setsRoleByNick();
    void writesConfiguration();
    void writesDestruction();
    void readsMediatedInvite();
    void readsDirectInvite();
    void selfPing_data();
    void selfPing();
};

void MucTest::joinAsksForNoHistory()
{
    QVERIFY(isWrittenAs(MucJoin::presence(jid(u"coven@chat.shakespeare.lit/thirdwitch")),
                        "<presence xmlns='jabber:client' to='coven@chat.shakespeare.lit/thirdwitch'>"
                        "<x xmlns='http://jabber.org/protocol/muc'><history maxstanzas='0'/></x></presence>"));
}

void MucTest::joinAsksForHistorySince()
{
    // XEP-0045 7.2.14
    const MucJoin join {.maxStanzas = {}, .seconds = 180, .since = Instant(std::chrono::milliseconds(0))};
    QVERIFY(isWrittenAs(join, "<x xmlns='http://jabber.org/protocol/muc'><history seconds='180' since='1970-01-01T00:00:00.000Z'/></x>"));
    QVERIFY(isWrittenAs(MucJoin(), "<x xmlns='http://jabber.org/protocol/muc'/>"));
}

void MucTest::readsOccupant()
{
    // XEP-0045 7.2.3, in a room that shows real addresses
    const auto user = read<MucUser>("<x xmlns='http://jabber.org/protocol/muc#user'>"
                                    "<item affiliation='admin' role='moderator' jid='crone1@shakespeare.lit/desktop'/></x>");
    QVERIFY(user.item);
    QCOMPARE(user.item->affiliation, Affiliation::Admin);
    QCOMPARE(user.item->role, RoomRole::Moderator);
    QCOMPARE(user.item->jid, jid(u"crone1@shakespeare.lit/desktop"));
    QVERIFY(!user.isSelf());
    QVERIFY(isWrittenAs(user, "<x xmlns='http://jabber.org/protocol/muc#user'>"
                              "<item affiliation='admin' role='moderator' jid='crone1@shakespeare.lit/desktop'/></x>"));
}

void MucTest::readsSelfPresence()
{
    // XEP-0045 7.2.2, 7.2.6
    const auto user = read<MucUser>("<x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='member' role='participant'/>"
                                    "<status code='100'/><status code='110'/><status code='170'/><status code='210'/></x>");
    QVERIFY(user.isSelf());
    QVERIFY(user.has(MucStatus::RealAddressesVisible));
    QVERIFY(user.has(MucStatus::LoggingOn));
    QVERIFY(user.has(MucStatus::NickAssigned));
    QVERIFY(!user.has(MucStatus::RoomCreated));
}

void MucTest::readsRemoval_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<int>("status");
    QTest::newRow("kicked") << 307 << static_cast<int>(MucStatus::Kicked);
    QTest::newRow("banned") << 301 << static_cast<int>(MucStatus::Banned);
    QTest::newRow("affiliation-lost") << 321 << static_cast<int>(MucStatus::AffiliationLost);
    QTest::newRow("members-only") << 322 << static_cast<int>(MucStatus::RoomNowMembersOnly);
    QTest::newRow("shutdown") << 332 << static_cast<int>(MucStatus::ServiceShutdown);
    QTest::newRow("technical") << 333 << static_cast<int>(MucStatus::TechnicalRemoval);
}

void MucTest::readsRemoval()
{
    QFETCH(int, code);
    QFETCH(int, status);
    // XEP-0045 8.2, 9.1
    const auto user = read<MucUser>("<x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='none' role='none'>"
                                    "<actor nick='Fluellen' jid='fluellen@shakespeare.lit'/><reason>Avaunt</reason></item><status code='"
                                    + QByteArray::number(code) + "'/></x>");
    QVERIFY(user.has(static_cast<MucStatus>(status)));
    QCOMPARE(user.item->affiliation, Affiliation::None);
    QCOMPARE(user.item->role, RoomRole::None);
    QCOMPARE(user.item->actor, jid(u"fluellen@shakespeare.lit"));
    QCOMPARE(user.item->actorNick, u"Fluellen"_s);
    QCOMPARE(user.item->reason, u"Avaunt"_s);
    QCOMPARE(MucUser::fromXml(user.toXml()).value(), user);
}

void MucTest::readsNickChange()
{
    // XEP-0045 7.6
    const auto user = read<MucUser>("<x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='member' nick='oldhag' role='participant'/>"
                                    "<status code='303'/></x>");
    QVERIFY(user.has(MucStatus::NickChanged));
    QCOMPARE(user.item->nick, u"oldhag"_s);
}

void MucTest::readsDestruction()
{
    // XEP-0045 10.9
    const auto user = read<MucUser>("<x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='none' role='none'/>"
                                    "<destroy jid='coven@chat.shakespeare.lit'><reason>Moved</reason></destroy></x>");
    QVERIFY(user.destroy);
    QCOMPARE(user.destroy->alternate, jid(u"coven@chat.shakespeare.lit"));
    QCOMPARE(user.destroy->reason, u"Moved"_s);
}

void MucTest::namesJoinRefusals_data()
{
    QTest::addColumn<QByteArray>("condition");
    QTest::addColumn<MucJoinRefusal>("refusal");
    // XEP-0045 7.2 and 15.7
    QTest::newRow("conflict") << QByteArray("conflict") << MucJoinRefusal::NickTaken;
    QTest::newRow("not-acceptable") << QByteArray("not-acceptable") << MucJoinRefusal::NickNotAllowed;
    QTest::newRow("registration-required") << QByteArray("registration-required") << MucJoinRefusal::MembersOnly;
    QTest::newRow("forbidden") << QByteArray("forbidden") << MucJoinRefusal::Banned;
    QTest::newRow("service-unavailable") << QByteArray("service-unavailable") << MucJoinRefusal::RoomFull;
    QTest::newRow("item-not-found") << QByteArray("item-not-found") << MucJoinRefusal::NoSuchRoom;
    QTest::newRow("gone") << QByteArray("gone") << MucJoinRefusal::NoSuchRoom;
    QTest::newRow("not-allowed") << QByteArray("not-allowed") << MucJoinRefusal::CreationNotAllowed;
    QTest::newRow("not-authorized") << QByteArray("not-authorized") << MucJoinRefusal::PasswordRequired;
    QTest::newRow("remote-server-timeout") << QByteArray("remote-server-timeout") << MucJoinRefusal::TryLater;
    QTest::newRow("unknown") << QByteArray("mystery") << MucJoinRefusal::Other;
}

void MucTest::namesJoinRefusals()
{
    QFETCH(QByteArray, condition);
    const auto presence = read<PresenceStanza>("<presence xmlns='jabber:client' from='coven@chat.example/x' type='error'>"
                                               "<x xmlns='http://jabber.org/protocol/muc'/><error by='coven@chat.example' type='auth'><" + condition
                                               + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></presence>");
    QVERIFY(presence.error);
    QTEST(joinRefusal(*presence.error), "refusal");
}

void MucTest::asksForLists()
{
    // XEP-0045 9.5, 9.8
    QVERIFY(isWrittenAs(MucAdmin::listOf(Affiliation::Member),
                        "<query xmlns='http://jabber.org/protocol/muc#admin'><item affiliation='member'/></query>"));
    QVERIFY(isWrittenAs(MucAdmin::listOf(Affiliation::Owner),
                        "<query xmlns='http://jabber.org/protocol/muc#admin'><item affiliation='owner'/></query>"));
    QVERIFY(isWrittenAs(MucAdmin::listOf(RoomRole::Moderator),
                        "<query xmlns='http://jabber.org/protocol/muc#admin'><item role='moderator'/></query>"));
}

void MucTest::readsMemberList()
{
    const auto list = read<MucAdmin>("<query xmlns='http://jabber.org/protocol/muc#admin'>"
                                     "<item affiliation='member' jid='hag66@shakespeare.lit' nick='thirdwitch' role='participant'/>"
                                     "<item affiliation='member' jid='crone1@shakespeare.lit'/></query>");
    QCOMPARE(list.items.size(), 2);
    QCOMPARE(list.items[0].nick, u"thirdwitch"_s);
    QCOMPARE(list.items[1].jid, jid(u"crone1@shakespeare.lit"));
    QVERIFY(!list.items[1].role);
    QCOMPARE(MucAdmin::fromXml(list.toXml()).value(), list);
}

void MucTest::setsAffiliationOfTheAccount()
{
    // XEP-0045 9.3
    QVERIFY(isWrittenAs(MucAdmin::setAffiliation(jid(u"hag66@shakespeare.lit/pda"), Affiliation::Member, u"Worthy"_s),
                        "<query xmlns='http://jabber.org/protocol/muc#admin'><item affiliation='member' jid='hag66@shakespeare.lit'>"
                        "<reason>Worthy</reason></item></query>"));
}

void MucTest::setsRoleByNick()
{
    // XEP-0045 8.2, 8.4
    QVERIFY(isWrittenAs(MucAdmin::setRole(u"pistol"_s, RoomRole::None),
                        "<query xmlns='http://jabber.org/protocol/muc#admin'><item role='none' nick='pistol'/></query>"));
    QVERIFY(isWrittenAs(MucAdmin::setRole(u"thirdwitch"_s, RoomRole::Visitor),
                        "<query xmlns='http://jabber.org/protocol/muc#admin'><item role='visitor' nick='thirdwitch'/></query>"));
}

void MucTest::writesConfiguration()
{
    // XEP-0045 10.1
    QVERIFY(isWrittenAs(MucOwner::instantRoom(), "<query xmlns='http://jabber.org/protocol/muc#owner'><x xmlns='jabber:x:data' type='submit'/></query>"));
    QVERIFY(isWrittenAs(MucOwner(), "<query xmlns='http://jabber.org/protocol/muc#owner'/>"));
    DataForm form = DataForm::submit(MucOwner::kRoomConfig);
    form.type = FormType::Form;
    QCOMPARE(MucOwner::configure(form).form->type, FormType::Submit);
}

void MucTest::writesDestruction()
{
    // XEP-0045 10.9
    QVERIFY(isWrittenAs(MucOwner::destroyRoom(u"Done"_s, jid(u"new@rooms.example")),
                        "<query xmlns='http://jabber.org/protocol/muc#owner'><destroy jid='new@rooms.example'><reason>Done</reason></destroy></query>"));
}

void MucTest::readsMediatedInvite()
{
    // XEP-0045 7.8.2
    const xml::Element x = element("<x xmlns='http://jabber.org/protocol/muc#user'><invite from='crone1@shakespeare.lit/desktop'>"
                                   "<reason>Come</reason></invite></x>");
    QVERIFY(MucInvite::isInvite(x));
    const auto invite = MucInvite::fromXml(x);
    QVERIFY(invite);
    QCOMPARE(invite->from, jid(u"crone1@shakespeare.lit/desktop"));
    QCOMPARE(invite->reason, u"Come"_s);
    QVERIFY(!MucInvite::isInvite(element("<x xmlns='http://jabber.org/protocol/muc#user'><status code='110'/></x>")));
    MucInvite sent;
    sent.to = jid(u"hecate@shakespeare.lit");
    QVERIFY(isWrittenAs(sent, "<x xmlns='http://jabber.org/protocol/muc#user'><invite to='hecate@shakespeare.lit'/></x>"));
}

void MucTest::readsDirectInvite()
{
    // XEP-0249 2; a password in it is dropped
    const auto invite = read<DirectInvite>("<x xmlns='jabber:x:conference' jid='darkcave@macbeth.shakespeare.lit' password='cauldronburn' reason='Come'/>");
    QCOMPARE(invite.room, jid(u"darkcave@macbeth.shakespeare.lit"));
    QVERIFY(isWrittenAs(invite, "<x xmlns='jabber:x:conference' jid='darkcave@macbeth.shakespeare.lit' reason='Come'/>"));
}

void MucTest::selfPing_data()
{
    QTest::addColumn<QByteArray>("condition"); // empty: answered
    QTest::addColumn<SelfPingVerdict>("verdict");
    // XEP-0410 3.2
    QTest::newRow("answered") << QByteArray() << SelfPingVerdict::Joined;
    QTest::newRow("device-without-ping") << QByteArray("service-unavailable") << SelfPingVerdict::Joined;
    QTest::newRow("device-refuses-ping") << QByteArray("feature-not-implemented") << SelfPingVerdict::Joined;
    QTest::newRow("nick-changed") << QByteArray("item-not-found") << SelfPingVerdict::Joined;
    QTest::newRow("not-joined") << QByteArray("not-acceptable") << SelfPingVerdict::NotJoined;
    QTest::newRow("server-not-found") << QByteArray("remote-server-not-found") << SelfPingVerdict::Unknown;
    QTest::newRow("server-timeout") << QByteArray("remote-server-timeout") << SelfPingVerdict::Unknown;
    QTest::newRow("other-error") << QByteArray("not-allowed") << SelfPingVerdict::NotJoined;
}

void MucTest::selfPing()
{
    QFETCH(QByteArray, condition);
    IqStanza request = xmpp::selfPing(jid(u"characters@chat.shakespeare.lit/JuliC"));
    request.id = u"s2c1"_s;
    QVERIFY(isWrittenAs(request, "<iq xmlns='jabber:client' to='characters@chat.shakespeare.lit/JuliC' id='s2c1' type='get'><ping xmlns='urn:xmpp:ping'/></iq>"));
    const QByteArray error = "<error type='cancel'><" + condition + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>";
    const QByteArray type = condition.isEmpty() ? "result" : "error";
    const auto answer = read<IqStanza>("<iq xmlns='jabber:client' from='characters@chat.shakespeare.lit/JuliC' id='s2c1' type='" + type + "'>"
                                       + (condition.isEmpty() ? QByteArray() : error) + "</iq>");
    QTEST(selfPingVerdict(answer), "verdict");
}

QTEST_GUILESS_MAIN(MucTest)
#include "muc_test.moc"
