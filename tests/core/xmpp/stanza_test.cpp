// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xmpp/iq_stanza.h"
#include "core/xmpp/message_stanza.h"
#include "core/xmpp/presence_stanza.h"
#include "core/xmpp/xep0085_chat_states.h"
#include "core/xmpp/xep0184_receipts.h"
#include "core/xmpp/xep0199_ping.h"
#include "tests/core/xmpp/fixture.h"

using namespace wardline;
using namespace wardline::xmpp;
using namespace wardline::xmpp::test;
using namespace Qt::StringLiterals;

class StanzaTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsMessage();
    void writesMessage();
    void unknownMessageTypeIsNormal();
    void emptySubjectIsNotAbsent();
    void prefersTextWithoutLanguage_data();
    void prefersTextWithoutLanguage();
    void bodyOfAnotherNamespaceIsNoBody();
    void findsFirstPayloadOfItsType();
    void readsMessageError();
    void readsPresence();
    void writesPresence();
    void unknownShowIsOnline();
    void priorityOutOfRangeIsZero_data();
    void priorityOutOfRangeIsZero();
    void readsAndWritesIq();
    void answersRequest();
    void refusesRequest();
    void errorWithoutConditionIsUndefined();
    void errorKeepsApplicationCondition();
    void everyErrorConditionComesBack();
    void copiesOfPayloadsAreShared();
};

void StanzaTest::readsMessage()
{
    const auto stanza = read<MessageStanza>(
        "<message xmlns='jabber:client' from='ann@clinic.example/w1' to='bob@clinic.example' id='m1' type='chat' xml:lang='en'>"
        "<subject>Round</subject><body>At eight</body><thread>t1</thread><request xmlns='urn:xmpp:receipts'/></message>");
    QCOMPARE(stanza.from, jid(u"ann@clinic.example/w1"));
    QCOMPARE(stanza.to, jid(u"bob@clinic.example"));
    QCOMPARE(stanza.id, u"m1"_s);
    QCOMPARE(stanza.type, MessageType::Chat);
    QCOMPARE(stanza.subject, u"Round"_s);
    QCOMPARE(stanza.body, u"At eight"_s);
    QCOMPARE(stanza.thread, u"t1"_s);
    QCOMPARE(stanza.payloads.size(), 1);
    QVERIFY(stanza.has<ReceiptRequest>());
    QVERIFY(!stanza.error);
}

void StanzaTest::writesMessage()
{
    MessageStanza stanza;
    stanza.to = jid(u"team@rooms.example");
    stanza.id = u"m1"_s;
    stanza.type = MessageType::GroupChat;
    stanza.body = u"<5 & rising"_s;
    stanza.add(ReceiptRequest());
    QVERIFY(isWrittenAs(stanza,
                        "<message xmlns='jabber:client' to='team@rooms.example' id='m1' type='groupchat'><body>&lt;5 &amp; rising</body>"
                        "<request xmlns='urn:xmpp:receipts'/></message>"));
}

void StanzaTest::unknownMessageTypeIsNormal()
{
    QCOMPARE(read<MessageStanza>("<message xmlns='jabber:client' type='shout'/>").type, MessageType::Normal);
    QCOMPARE(read<MessageStanza>("<message xmlns='jabber:client'/>").type, MessageType::Normal);
}

void StanzaTest::emptySubjectIsNotAbsent()
{
    const auto stanza = read<MessageStanza>("<message xmlns='jabber:client' type='groupchat'><subject/></message>");
    QVERIFY(stanza.subject);
    QVERIFY(stanza.subject->isEmpty());
    QVERIFY(!stanza.body);
}

void StanzaTest::prefersTextWithoutLanguage_data()
{
    QTest::addColumn<QByteArray>("bodies");
    QTest::addColumn<QString>("text");
    QTest::newRow("plain-last") << QByteArray("<body xml:lang='de'>Hallo</body><body>Hello</body>") << u"Hello"_s;
    QTest::newRow("plain-first") << QByteArray("<body>Hello</body><body xml:lang='de'>Hallo</body>") << u"Hello"_s;
    QTest::newRow("none-plain") << QByteArray("<body xml:lang='de'>Hallo</body><body xml:lang='fr'>Salut</body>") << u"Hallo"_s;
    QTest::newRow("two-plain") << QByteArray("<body>First</body><body>Second</body>") << u"First"_s;
}

void StanzaTest::prefersTextWithoutLanguage()
{
    QFETCH(QByteArray, bodies);
    const auto stanza = read<MessageStanza>("<message xmlns='jabber:client'>" + bodies + "</message>");
    QTEST(stanza.body.value_or(QString()), "text");
    QVERIFY(stanza.payloads.isEmpty());
}

void StanzaTest::bodyOfAnotherNamespaceIsNoBody()
{
    const auto stanza = read<MessageStanza>("<message xmlns='jabber:client'><body xmlns='urn:other'>Hidden</body></message>");
    QVERIFY(!stanza.body);
    QCOMPARE(stanza.payloads.size(), 1);
}

void StanzaTest::findsFirstPayloadOfItsType()
{
    const auto stanza = read<MessageStanza>("<message xmlns='jabber:client'><received xmlns='urn:xmpp:receipts' id='1'/>"
                                            "<received xmlns='urn:xmpp:receipts' id='2'/>"
                                            "<composing xmlns='http://jabber.org/protocol/chatstates'/></message>");
    const auto receipt = stanza.payload<Receipt>();
    QVERIFY(receipt && *receipt);
    QCOMPARE((*receipt)->id, u"1"_s);
    const auto state = stanza.payload<ChatState>();
    QVERIFY(state && *state);
    QCOMPARE((*state)->kind, ChatState::Kind::Composing);
    const auto absent = stanza.payload<Ping>();
    QVERIFY(absent && !*absent);
}

void StanzaTest::readsMessageError()
{
    // RFC 6120 8.3.1
    const auto stanza = read<MessageStanza>(
        "<message xmlns='jabber:client' from='team@rooms.example' type='error' id='m1'><body>Hi</body>"
        "<error by='rooms.example' type='auth'><forbidden xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>"
        "<text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas' xml:lang='en'>No voice</text></error></message>");
    QCOMPARE(stanza.type, MessageType::Error);
    QVERIFY(stanza.error);
    QCOMPARE(stanza.error->type, StanzaErrorType::Auth);
    QCOMPARE(stanza.error->condition, StanzaErrorCondition::Forbidden);
    QCOMPARE(stanza.error->text, u"No voice"_s);
    QCOMPARE(stanza.error->by, jid(u"rooms.example"));
}

void StanzaTest::readsPresence()
{
    const auto stanza = read<PresenceStanza>("<presence xmlns='jabber:client' from='ann@clinic.example/w1'><show>xa</show>"
                                             "<status>In theatre</status><priority>-1</priority><x xmlns='urn:x'/></presence>");
    QCOMPARE(stanza.type, PresenceType::Available);
    QCOMPARE(stanza.show, PresenceShow::ExtendedAway);
    QCOMPARE(stanza.status, u"In theatre"_s);
    QCOMPARE(stanza.priority, -1);
    QCOMPARE(stanza.payloads.size(), 1);
}

void StanzaTest::writesPresence()
{
    PresenceStanza stanza;
    stanza.to = jid(u"team@rooms.example/Ann");
    stanza.type = PresenceType::Unavailable;
    stanza.status = u"Off"_s;
    QVERIFY(isWrittenAs(stanza, "<presence xmlns='jabber:client' to='team@rooms.example/Ann' type='unavailable'><status>Off</status></presence>"));
    QVERIFY(isWrittenAs(PresenceStanza(), "<presence xmlns='jabber:client'/>"));
}

void StanzaTest::unknownShowIsOnline()
{
    QCOMPARE(read<PresenceStanza>("<presence xmlns='jabber:client'><show>dancing</show></presence>").show, PresenceShow::Online);
}

void StanzaTest::priorityOutOfRangeIsZero_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("priority");
    QTest::newRow("highest") << QByteArray("127") << 127;
    QTest::newRow("lowest") << QByteArray("-128") << -128;
    QTest::newRow("spaces") << QByteArray(" 5\n") << 5;
    QTest::newRow("too-high") << QByteArray("128") << 0;
    QTest::newRow("overflow") << QByteArray("99999999999999999999") << 0;
    QTest::newRow("words") << QByteArray("high") << 0;
    QTest::newRow("empty") << QByteArray() << 0;
}

void StanzaTest::priorityOutOfRangeIsZero()
{
    QFETCH(QByteArray, text);
    QTEST(read<PresenceStanza>("<presence xmlns='jabber:client'><priority>" + text + "</priority></presence>").priority, "priority");
}

void StanzaTest::readsAndWritesIq()
{
    // XEP-0199 4.1
    IqStanza request = IqStanza::get(jid(u"clinic.example"), Ping());
    request.id = u"c2s1"_s;
    QVERIFY(isWrittenAs(request, "<iq xmlns='jabber:client' to='clinic.example' id='c2s1' type='get'><ping xmlns='urn:xmpp:ping'/></iq>"));
    QVERIFY(request.isRequest());
    QVERIFY(request.has<Ping>());
    QVERIFY(request.payload<Ping>());
    QVERIFY(!request.payload<Receipt>());
}

void StanzaTest::answersRequest()
{
    const auto request = read<IqStanza>("<iq xmlns='jabber:client' from='clinic.example' to='ann@clinic.example/w1' id='s1' type='get'>"
                                        "<ping xmlns='urn:xmpp:ping'/></iq>");
    QVERIFY(isWrittenAs(request.answer(), "<iq xmlns='jabber:client' from='ann@clinic.example/w1' to='clinic.example' id='s1' type='result'/>"));
    QVERIFY(!request.answer().payload<Ping>());
}

void StanzaTest::refusesRequest()
{
    const auto request = read<IqStanza>("<iq xmlns='jabber:client' from='x@y' id='s1' type='set'><q xmlns='urn:unknown'/></iq>");
    QVERIFY(isWrittenAs(request.refuse(StanzaErrorType::Cancel, StanzaErrorCondition::ServiceUnavailable),
                        "<iq xmlns='jabber:client' to='x@y' id='s1' type='error'><error type='cancel'>"
                        "<service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>"));
}

void StanzaTest::errorWithoutConditionIsUndefined()
{
    const auto bare = read<IqStanza>("<iq xmlns='jabber:client' id='1' type='error'/>");
    QVERIFY(bare.error);
    QCOMPARE(bare.error->condition, StanzaErrorCondition::UndefinedCondition);
    const auto unknown = read<StanzaError>("<error xmlns='jabber:client' type='odd'><tired xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>");
    QCOMPARE(unknown.condition, StanzaErrorCondition::UndefinedCondition);
    QCOMPARE(unknown.type, StanzaErrorType::Cancel);
}

void StanzaTest::errorKeepsApplicationCondition()
{
    // XEP-0060 7.1.5
    const auto stanza = read<IqStanza>("<iq xmlns='jabber:client' id='1' type='error'><pubsub xmlns='http://jabber.org/protocol/pubsub'/>"
                                       "<error type='cancel'><conflict xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>"
                                       "<precondition-not-met xmlns='http://jabber.org/protocol/pubsub#errors'/></error></iq>");
    QCOMPARE(stanza.error->condition, StanzaErrorCondition::Conflict);
    QVERIFY(stanza.error->hasApplication(u"precondition-not-met", u"http://jabber.org/protocol/pubsub#errors"));
    QVERIFY(!stanza.error->hasApplication(u"precondition-not-met", u"urn:other"));
}

void StanzaTest::everyErrorConditionComesBack()
{
    for (int i = 0; i <= static_cast<int>(StanzaErrorCondition::UnexpectedRequest); ++i) {
        StanzaError error;
        error.condition = static_cast<StanzaErrorCondition>(i);
        QVERIFY(!conditionWord(error.condition).isEmpty());
        QCOMPARE(StanzaError::fromXml(error.toXml())->condition, error.condition);
    }
}

void StanzaTest::copiesOfPayloadsAreShared()
{
    const xml::Element tree = element("<message xmlns='jabber:client'><x xmlns='urn:x'><y/></x></message>");
    const auto stanza = MessageStanza::fromXml(tree);
    QVERIFY(stanza);
    QCOMPARE(stanza->payloads.first().children().constData(), tree.children().first().children().constData());
}

QTEST_GUILESS_MAIN(StanzaTest)
#include "stanza_test.moc"
