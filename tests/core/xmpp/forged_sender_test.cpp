// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xmpp/rfc6121_roster.h"
#include "core/xmpp/sender_check.h"
#include "core/xmpp/xep0163_pep.h"
#include "core/xmpp/xep0280_carbons.h"
#include "core/xmpp/xep0313_mam.h"
#include "core/xmpp/xep0317_hats.h"
#include "core/xmpp/xep0359_sid.h"
#include "core/xmpp/xmpp_error.h"
#include "tests/core/xmpp/fixture.h"

using namespace wardline;
using namespace wardline::xmpp;
using namespace wardline::xmpp::test;
using namespace Qt::StringLiterals;

namespace {

model::Jid own()
{
    return jid(u"romeo@montague.example/home");
}

model::Jid room()
{
    return jid(u"team@rooms.example");
}

/// `from='...'`, or nothing.
QByteArray fromAttribute(const QString &from)
{
    return from.isNull() ? QByteArray() : QByteArray(" from='" + from.toUtf8() + "'");
}

template <typename T>
bool isRefused(const Result<T> &result, XmppError why)
{
    return !result && result.error().is(why);
}

} // namespace

/// Every way in which somebody else's words could pass for the server's. Rows are named by the attack.
class ForgedSenderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void carbon_data();
    void carbon();
    void sentCarbonOfAnotherAccount();
    void archiveResult_data();
    void archiveResult();
    void rosterPush_data();
    void rosterPush();
    void iqAnswer_data();
    void iqAnswer();
    void stanzaId_data();
    void stanzaId();
    void pepEvent_data();
    void pepEvent();
    void hats_data();
    void hats();
};

void ForgedSenderTest::carbon_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<bool>("accepted");
    QTest::newRow("own-server") << u"romeo@montague.example"_s << true;
    QTest::newRow("no-from") << QString() << true;
    QTest::newRow("carbon-from-other-account") << u"tybalt@capulet.example/home"_s << false;
    QTest::newRow("carbon-from-other-bare-account") << u"tybalt@capulet.example"_s << false;
    QTest::newRow("carbon-from-own-device") << u"romeo@montague.example/other"_s << false;
    QTest::newRow("carbon-from-own-domain") << u"montague.example"_s << false;
    QTest::newRow("carbon-from-room-occupant") << u"team@rooms.example/romeo@montague.example"_s << false;
    QTest::newRow("carbon-from-homograph") << u"r\u043emeo@montague.example"_s << false;
    QTest::newRow("carbon-from-subdomain") << u"romeo@x.montague.example"_s << false;
}

void ForgedSenderTest::carbon()
{
    QFETCH(QString, from);
    QFETCH(bool, accepted);
    // XEP-0280 6.1 and 11
    for (const QByteArray &direction : {QByteArray("received"), QByteArray("sent")}) {
        const QByteArray inner = direction == "sent" ? "romeo@montague.example/garden" : "juliet@capulet.example/balcony";
        const auto outer = read<MessageStanza>("<message xmlns='jabber:client'" + fromAttribute(from) + " to='romeo@montague.example/home'>"
                                               "<" + direction + " xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'>"
                                               "<message xmlns='jabber:client' from='" + inner + "' type='chat'><body>Tonight</body></message>"
                                               "</forwarded></" + direction + "></message>");
        const auto carbon = unwrapCarbon(outer, own());
        if (!accepted) {
            QVERIFY(isRefused(carbon, XmppError::ForeignSender));
            continue;
        }
        QVERIFY(carbon && *carbon);
        QCOMPARE((*carbon)->message.body, u"Tonight"_s);
        QCOMPARE((*carbon)->direction, direction == "sent" ? Carbon::Direction::Sent : Carbon::Direction::Received);
    }
}

void ForgedSenderTest::sentCarbonOfAnotherAccount()
{
    const auto outer = read<MessageStanza>("<message xmlns='jabber:client' from='romeo@montague.example'><sent xmlns='urn:xmpp:carbons:2'>"
                                           "<forwarded xmlns='urn:xmpp:forward:0'><message xmlns='jabber:client' from='tybalt@capulet.example/x'>"
                                           "<body>I am Romeo</body></message></forwarded></sent></message>");
    QVERIFY(isRefused(unwrapCarbon(outer, own()), XmppError::ForeignSender));
}

void ForgedSenderTest::archiveResult_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<bool>("isRoom");
    QTest::addColumn<QString>("queryId");
    QTest::addColumn<int>("error"); // -1: accepted
    const int sender = static_cast<int>(XmppError::ForeignSender);
    const int query = static_cast<int>(XmppError::ForeignQuery);
    const QString good = u"f27"_s;
    QTest::newRow("room") << u"team@rooms.example"_s << true << good << -1;
    QTest::newRow("own-without-from") << QString() << false << good << -1;
    QTest::newRow("own-bare") << u"romeo@montague.example"_s << false << good << -1;
    QTest::newRow("mam-result-from-stranger") << u"witch@shakespeare.example"_s << true << good << sender;
    QTest::newRow("mam-result-from-stranger-for-own-archive") << u"witch@shakespeare.example"_s << false << good << sender;
    QTest::newRow("mam-result-from-occupant") << u"team@rooms.example/witch"_s << true << good << sender;
    QTest::newRow("mam-result-from-other-room") << u"other@rooms.example"_s << true << good << sender;
    QTest::newRow("mam-result-from-own-account-for-room") << u"romeo@montague.example"_s << true << good << sender;
    QTest::newRow("mam-result-without-from-for-room") << QString() << true << good << sender;
    QTest::newRow("mam-result-from-own-device") << u"romeo@montague.example/x"_s << false << good << sender;
    QTest::newRow("mam-result-from-room-for-own-archive") << u"team@rooms.example"_s << false << good << sender;
    QTest::newRow("mam-result-wrong-query") << u"team@rooms.example"_s << true << u"f28"_s << query;
    QTest::newRow("mam-result-without-query") << u"team@rooms.example"_s << true << QString() << query;
    QTest::newRow("mam-result-query-in-another-case") << u"team@rooms.example"_s << true << u"F27"_s << query;
}

void ForgedSenderTest::archiveResult()
{
    QFETCH(QString, from);
    QFETCH(bool, isRoom);
    QFETCH(QString, queryId);
    QFETCH(int, error);
    const QByteArray query = queryId.isNull() ? QByteArray() : QByteArray(" queryid='" + queryId.toUtf8() + "'");
    const auto outer = read<MessageStanza>("<message xmlns='jabber:client'" + fromAttribute(from) + "><result xmlns='urn:xmpp:mam:2'" + query
                                           + " id='28482'><forwarded xmlns='urn:xmpp:forward:0'>"
                                             "<delay xmlns='urn:xmpp:delay' stamp='2010-07-10T23:08:25Z'/>"
                                             "<message xmlns='jabber:client' from='team@rooms.example/ann'><body>Hail</body></message>"
                                             "</forwarded></result></message>");
    const auto result = unwrapMamResult(outer, {.own = own(), .archive = isRoom ? room() : model::Jid(), .queryId = u"f27"_s});
    if (error >= 0) {
        QVERIFY(isRefused(result, static_cast<XmppError>(error)));
        return;
    }
    QVERIFY(result && *result);
    QCOMPARE((*result)->archiveId, u"28482"_s);
    QCOMPARE((*result)->forwarded.message()->body, u"Hail"_s);
}

void ForgedSenderTest::rosterPush_data()
{
    QTest::addColumn<QString>("from");
    QTest::newRow("roster-push-from-peer") << u"tybalt@capulet.example"_s;
    QTest::newRow("roster-push-from-peers-device") << u"tybalt@capulet.example/x"_s;
    QTest::newRow("roster-push-from-own-device") << u"romeo@montague.example/other"_s;
    QTest::newRow("roster-push-from-own-full-address") << u"romeo@montague.example/home"_s;
    QTest::newRow("roster-push-from-domain") << u"montague.example"_s;
    QTest::newRow("roster-push-from-room") << u"team@rooms.example/romeo"_s;
}

void ForgedSenderTest::rosterPush()
{
    QFETCH(QString, from);
    const auto iq = read<IqStanza>("<iq xmlns='jabber:client'" + fromAttribute(from) + " id='p1' type='set'><query xmlns='jabber:iq:roster'>"
                                   "<item jid='tybalt@capulet.example' subscription='both'><group>role:physician</group></item></query></iq>");
    QVERIFY(isRefused(unwrapRosterPush(iq, own()), XmppError::ForeignSender));
}

void ForgedSenderTest::iqAnswer_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("askedTo");
    QTest::addColumn<bool>("accepted");
    QTest::newRow("own-account-silent") << QString() << QString() << true;
    QTest::newRow("own-account-bare") << u"romeo@montague.example"_s << QString() << true;
    QTest::newRow("own-account-full") << u"romeo@montague.example/home"_s << QString() << true;
    QTest::newRow("own-account-by-server") << u"montague.example"_s << QString() << true;
    QTest::newRow("own-bare-asked-silent") << QString() << u"romeo@montague.example"_s << true;
    QTest::newRow("room") << u"team@rooms.example"_s << u"team@rooms.example"_s << true;
    QTest::newRow("occupant") << u"team@rooms.example/ann"_s << u"team@rooms.example/ann"_s << true;
    QTest::newRow("domain") << u"rooms.example"_s << u"rooms.example"_s << true;
    QTest::newRow("answer-from-stranger") << u"tybalt@capulet.example/x"_s << QString() << false;
    QTest::newRow("answer-from-own-other-device") << u"romeo@montague.example/other"_s << QString() << false;
    QTest::newRow("answer-from-user-for-own-account") << u"tybalt@montague.example"_s << QString() << false;
    QTest::newRow("answer-from-server-resource") << u"montague.example/x"_s << QString() << false;
    QTest::newRow("answer-from-occupant-for-room") << u"team@rooms.example/ann"_s << u"team@rooms.example"_s << false;
    QTest::newRow("answer-from-other-occupant") << u"team@rooms.example/bob"_s << u"team@rooms.example/ann"_s << false;
    QTest::newRow("answer-without-from-for-room") << QString() << u"team@rooms.example"_s << false;
    QTest::newRow("answer-from-own-account-for-room") << u"romeo@montague.example"_s << u"team@rooms.example"_s << false;
}

void ForgedSenderTest::iqAnswer()
{
    QFETCH(QString, from);
    QFETCH(QString, askedTo);
    const auto optionalJid = [](const QString &text) { return text.isNull() ? model::Jid() : jid(text); };
    QTEST(isAnswerFrom(optionalJid(from), optionalJid(askedTo), own()), "accepted");
}

void ForgedSenderTest::stanzaId_data()
{
    QTest::addColumn<QByteArray>("ids");
    QTest::addColumn<QString>("found");
    QTest::newRow("by-room") << QByteArray("<stanza-id xmlns='urn:xmpp:sid:0' id='1' by='team@rooms.example'/>") << u"1"_s;
    QTest::newRow("by-room-and-others") << QByteArray("<stanza-id xmlns='urn:xmpp:sid:0' id='2' by='romeo@montague.example'/>"
                                                      "<stanza-id xmlns='urn:xmpp:sid:0' id='1' by='team@rooms.example'/>")
                                        << u"1"_s;
    QTest::newRow("none") << QByteArray() << QString();
    QTest::newRow("stanza-id-by-wrong-assigner") << QByteArray("<stanza-id xmlns='urn:xmpp:sid:0' id='1' by='evil@rooms.example'/>") << QString();
    QTest::newRow("stanza-id-by-occupant") << QByteArray("<stanza-id xmlns='urn:xmpp:sid:0' id='1' by='team@rooms.example/evil'/>") << QString();
    QTest::newRow("stanza-id-without-assigner") << QByteArray("<stanza-id xmlns='urn:xmpp:sid:0' id='1'/>") << QString();
    QTest::newRow("stanza-id-twice") << QByteArray("<stanza-id xmlns='urn:xmpp:sid:0' id='1' by='team@rooms.example'/>"
                                                   "<stanza-id xmlns='urn:xmpp:sid:0' id='2' by='team@rooms.example'/>")
                                     << QString();
    QTest::newRow("origin-id-instead") << QByteArray("<origin-id xmlns='urn:xmpp:sid:0' id='1' by='team@rooms.example'/>") << QString();
    QTest::newRow("other-namespace") << QByteArray("<stanza-id xmlns='urn:x' id='1' by='team@rooms.example'/>") << QString();
}

void ForgedSenderTest::stanzaId()
{
    QFETCH(QByteArray, ids);
    const auto stanza = read<MessageStanza>("<message xmlns='jabber:client' from='team@rooms.example/ann'>" + ids + "</message>");
    QTEST(stanzaIdBy(stanza.payloads, room()), "found");
}

void ForgedSenderTest::pepEvent_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("account"); // null: refused
    QTest::newRow("contact") << u"juliet@capulet.example"_s << u"headline"_s << u"juliet@capulet.example"_s;
    QTest::newRow("own-silent") << QString() << u"headline"_s << u"romeo@montague.example"_s;
    QTest::newRow("event-from-device") << u"juliet@capulet.example/x"_s << u"headline"_s << QString();
    QTest::newRow("event-from-occupant") << u"team@rooms.example/ann"_s << u"groupchat"_s << QString();
    QTest::newRow("event-as-groupchat") << u"team@rooms.example"_s << u"groupchat"_s << QString();
    QTest::newRow("event-in-error") << u"juliet@capulet.example"_s << u"error"_s << QString();
}

void ForgedSenderTest::pepEvent()
{
    QFETCH(QString, from);
    QFETCH(QString, type);
    QFETCH(QString, account);
    const auto message = read<MessageStanza>("<message xmlns='jabber:client'" + fromAttribute(from) + " type='" + type.toUtf8() + "'>"
                                             "<event xmlns='http://jabber.org/protocol/pubsub#event'><items node='urn:devices'>"
                                             "<item id='current'><devices xmlns='urn:devices'/></item></items></event></message>");
    const auto event = unwrapPepEvent(message, own());
    if (account.isNull()) {
        QVERIFY(isRefused(event, XmppError::ForeignSender));
        return;
    }
    QVERIFY(event && *event);
    QCOMPARE((*event)->account, jid(account));
    QCOMPARE((*event)->event.node, u"urn:devices"_s);
}

void ForgedSenderTest::hats_data()
{
    QTest::addColumn<QByteArray>("lists");
    QTest::addColumn<int>("specification");
    QTest::addColumn<int>("prosody");
    const QByteArray real = "<hats xmlns='xmpp:prosody.im/protocol/hats:1'><hat uri='urn:real' title='Nurse'/></hats>";
    const QByteArray forged = "<hats xmlns='urn:xmpp:hats:0'><hat uri='urn:cmo' title='CMO'/></hats>";
    QTest::newRow("real") << real << 0 << 1;
    QTest::newRow("forged-beside-real") << QByteArray(real + forged) << 1 << 1; // the caller asks only for the origin the room vouches for
    QTest::newRow("forged-second-list") << QByteArray(real + real) << 0 << 0;
    QTest::newRow("mixed-namespaces") << QByteArray("<hats xmlns='xmpp:prosody.im/protocol/hats:1'><hat xmlns='urn:xmpp:hats:0' uri='u' title='t'/></hats>")
                                      << 0 << 0;
    QTest::newRow("hat-without-uri") << QByteArray("<hats xmlns='urn:xmpp:hats:0'><hat title='t'/></hats>") << 0 << 0;
}

void ForgedSenderTest::hats()
{
    QFETCH(QByteArray, lists);
    const xml::Element presence = element("<presence xmlns='jabber:client'>" + lists + "</presence>");
    QTEST(static_cast<int>(Hats::find(presence.children(), Hats::Origin::Specification).hats.size()), "specification");
    QTEST(static_cast<int>(Hats::find(presence.children(), Hats::Origin::Prosody).hats.size()), "prosody");
}

QTEST_GUILESS_MAIN(ForgedSenderTest)
#include "forged_sender_test.moc"
