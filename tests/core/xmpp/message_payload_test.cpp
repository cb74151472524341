// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xmpp/message_stanza.h"
#include "core/xmpp/xep0085_chat_states.h"
#include "core/xmpp/xep0184_receipts.h"
#include "core/xmpp/xep0199_ping.h"
#include "core/xmpp/xep0280_carbons.h"
#include "core/xmpp/xep0308_correct.h"
#include "core/xmpp/xep0317_hats.h"
#include "core/xmpp/xep0333_markers.h"
#include "core/xmpp/xep0334_hints.h"
#include "core/xmpp/xep0352_csi.h"
#include "core/xmpp/xep0359_sid.h"
#include "core/xmpp/xep0421_occupant_id.h"
#include "tests/core/xmpp/fixture.h"

using namespace wardline;
using namespace wardline::xmpp;
using namespace wardline::xmpp::test;
using namespace Qt::StringLiterals;

class MessagePayloadTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void receipts();
    void markers_data();
    void markers();
    void chatStates_data();
    void chatStates();
    void clientStates();
    void carbonsSwitch();
    void hints();
    void ids();
    void corrections();
    void hats();
};

void MessagePayloadTest::receipts()
{
    // XEP-0184 5
    QVERIFY(isWrittenAs(ReceiptRequest(), "<request xmlns='urn:xmpp:receipts'/>"));
    QVERIFY(isWrittenAs(Receipt {.id = u"richard2-4.1.247"_s}, "<received xmlns='urn:xmpp:receipts' id='richard2-4.1.247'/>"));
    QVERIFY(!Receipt::fromXml(element("<received xmlns='urn:xmpp:receipts'/>"))); // versions before 1.1 had no id
}

void MessagePayloadTest::markers_data()
{
    QTest::addColumn<QByteArray>("xmlText");
    QTest::addColumn<int>("kind");
    using Kind = ChatMarker::Kind;
    QTest::newRow("markable") << QByteArray("<markable xmlns='urn:xmpp:chat-markers:0'/>") << static_cast<int>(Kind::Markable);
    QTest::newRow("received") << QByteArray("<received xmlns='urn:xmpp:chat-markers:0' id='message-1'/>") << static_cast<int>(Kind::Received);
    QTest::newRow("displayed") << QByteArray("<displayed xmlns='urn:xmpp:chat-markers:0' id='message-1'/>") << static_cast<int>(Kind::Displayed);
    QTest::newRow("acknowledged") << QByteArray("<acknowledged xmlns='urn:xmpp:chat-markers:0' id='message-1'/>") << static_cast<int>(Kind::Acknowledged);
}

void MessagePayloadTest::markers()
{
    QFETCH(QByteArray, xmlText);
    const auto marker = read<ChatMarker>(xmlText);
    QTEST(static_cast<int>(marker.kind), "kind");
    QVERIFY(isWrittenAs(marker, xmlText));
}

void MessagePayloadTest::chatStates_data()
{
    QTest::addColumn<QByteArray>("name");
    for (const char *name : {"active", "composing", "paused", "inactive", "gone"}) {
        QTest::newRow(name) << QByteArray(name);
    }
}

void MessagePayloadTest::chatStates()
{
    QFETCH(QByteArray, name);
    const QByteArray xmlText = "<" + name + " xmlns='http://jabber.org/protocol/chatstates'/>";
    QVERIFY(isWrittenAs(read<ChatState>(xmlText), xmlText));
}

void MessagePayloadTest::clientStates()
{
    QVERIFY(isWrittenAs(ClientState {.kind = ClientState::Kind::Active}, "<active xmlns='urn:xmpp:csi:0'/>"));
    QVERIFY(isWrittenAs(ClientState {.kind = ClientState::Kind::Inactive}, "<inactive xmlns='urn:xmpp:csi:0'/>"));
}

void MessagePayloadTest::carbonsSwitch()
{
    QVERIFY(isWrittenAs(CarbonsSwitch {.isEnabled = true}, "<enable xmlns='urn:xmpp:carbons:2'/>"));
    QVERIFY(isWrittenAs(CarbonsSwitch {.isEnabled = false}, "<disable xmlns='urn:xmpp:carbons:2'/>"));
    QVERIFY(isWrittenAs(CarbonPrivate(), "<private xmlns='urn:xmpp:carbons:2'/>"));
}

void MessagePayloadTest::hints()
{
    MessageStanza stanza;
    stanza.payloads.append(hintElement(Hint::NoCopy));
    stanza.payloads.append(hintElement(Hint::Store));
    QVERIFY(hasHint(stanza.payloads, Hint::NoCopy));
    QVERIFY(hasHint(stanza.payloads, Hint::Store));
    QVERIFY(!hasHint(stanza.payloads, Hint::NoStore));
    QCOMPARE(hintElement(Hint::NoPermanentStore), element("<no-permanent-store xmlns='urn:xmpp:hints'/>"));
    QVERIFY(!hasHint({element("<store xmlns='urn:other'/>")}, Hint::Store));
}

void MessagePayloadTest::ids()
{
    QVERIFY(isWrittenAs(OriginId {.id = u"de305d54"_s}, "<origin-id xmlns='urn:xmpp:sid:0' id='de305d54'/>"));
    QVERIFY(isWrittenAs(StanzaId {.id = u"5f3dbc5e"_s, .by = jid(u"room@muc.example.com")},
                        "<stanza-id xmlns='urn:xmpp:sid:0' id='5f3dbc5e' by='room@muc.example.com'/>"));
    QVERIFY(isWrittenAs(OccupantId {.id = u"dd72603d"_s}, "<occupant-id xmlns='urn:xmpp:occupant-id:0' id='dd72603d'/>"));
    QVERIFY(isWrittenAs(Ping(), "<ping xmlns='urn:xmpp:ping'/>"));
}

void MessagePayloadTest::corrections()
{
    QVERIFY(isWrittenAs(Correction {.id = u"bad1"_s}, "<replace xmlns='urn:xmpp:message-correct:0' id='bad1'/>"));
}

void MessagePayloadTest::hats()
{
    // XEP-0317 3.2
    const QByteArray specification = "<hats xmlns='urn:xmpp:hats:0'><hat title='Host' uri='http://schemas.example.com/hats#host'/></hats>";
    const auto hats = read<Hats>(specification);
    QCOMPARE(hats.origin, Hats::Origin::Specification);
    QCOMPARE(hats.hats.first().title, u"Host"_s);
    QVERIFY(isWrittenAs(hats, specification));
    QCOMPARE(read<Hats>("<hats xmlns='xmpp:prosody.im/protocol/hats:1'><hat title='t' uri='u'/></hats>").origin, Hats::Origin::Prosody);
    QVERIFY(!Hats::isHats(element("<hats xmlns='urn:xmpp:hats:1'/>")));
}

QTEST_GUILESS_MAIN(MessagePayloadTest)
#include "message_payload_test.moc"
