// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xmpp/iq_stanza.h"
#include "core/xmpp/message_stanza.h"
#include "core/xmpp/presence_stanza.h"
#include "core/xmpp/rfc6121_roster.h"
#include "core/xmpp/xep0004_data_forms.h"
#include "core/xmpp/xep0030_disco.h"
#include "core/xmpp/xep0045_muc.h"
#include "core/xmpp/xep0045_muc_admin.h"
#include "core/xmpp/xep0045_muc_invite.h"
#include "core/xmpp/xep0045_muc_owner.h"
#include "core/xmpp/xep0048_bookmark_storage.h"
#include "core/xmpp/xep0059_rsm.h"
#include "core/xmpp/xep0060_pubsub.h"
#include "core/xmpp/xep0060_pubsub_event.h"
#include "core/xmpp/xep0060_pubsub_owner.h"
#include "core/xmpp/xep0085_chat_states.h"
#include "core/xmpp/xep0115_caps.h"
#include "core/xmpp/xep0184_receipts.h"
#include "core/xmpp/xep0199_ping.h"
#include "core/xmpp/xep0202_time.h"
#include "core/xmpp/xep0203_delay.h"
#include "core/xmpp/xep0249_direct_invite.h"
#include "core/xmpp/xep0280_carbons.h"
#include "core/xmpp/xep0297_forward.h"
#include "core/xmpp/xep0308_correct.h"
#include "core/xmpp/xep0313_mam.h"
#include "core/xmpp/xep0317_hats.h"
#include "core/xmpp/xep0333_markers.h"
#include "core/xmpp/xep0352_csi.h"
#include "core/xmpp/xep0359_sid.h"
#include "core/xmpp/xep0421_occupant_id.h"
#include "core/xmpp/xmpp_error.h"
#include "tests/core/xmpp/fixture.h"

#include <functional>

using namespace wardline;
using namespace wardline::xmpp;
using namespace wardline::xmpp::test;

namespace {

using Reader = std::function<std::optional<XmppError>(const xml::Element &)>;

/// What T refuses an element with.
template <typename T>
Reader reader()
{
    return [](const xml::Element &element) -> std::optional<XmppError> {
        const auto value = T::fromXml(element);
        return value ? std::nullopt : value.error().template as<XmppError>();
    };
}

} // namespace

Q_DECLARE_METATYPE(Reader)

/// Somebody else's mistakes and worse: each is an error of the closed list, never a value that was made up.
class MalformedTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refuses_data();
    void refuses();
    void everyReaderRefusesAnUnknownElement_data();
    void everyReaderRefusesAnUnknownElement();
};

void MalformedTest::refuses_data()
{
    QTest::addColumn<Reader>("fromXml");
    QTest::addColumn<QByteArray>("xmlText");
    QTest::addColumn<XmppError>("error");
    const auto row = [](const char *name, const Reader &read, const QByteArray &xmlText, XmppError error) {
        QTest::newRow(name) << read << xmlText << error;
    };
    const QByteArray longId(1025, 'i');
    const QByteArray longLine(16 * 1024 + 1, 'l');
    using enum XmppError;

    row("message-from-nowhere", reader<MessageStanza>(), "<message xmlns='jabber:client' from='@'/>", BadAddress);
    row("message-to-nowhere", reader<MessageStanza>(), "<message xmlns='jabber:client' to='a b@c'/>", BadAddress);
    row("message-of-server-namespace", reader<MessageStanza>(), "<message xmlns='jabber:server'/>", WrongElement);
    row("message-id-huge", reader<MessageStanza>(), "<message xmlns='jabber:client' id='" + longId + "'/>", TooLarge);
    row("message-body-huge", reader<MessageStanza>(), "<message xmlns='jabber:client'><body>" + QByteArray(256 * 1024 + 1, 'b') + "</body></message>", TooLarge);
    row("message-subject-huge", reader<MessageStanza>(), "<message xmlns='jabber:client'><subject>" + longLine + "</subject></message>", TooLarge);
    row("presence-of-unknown-type", reader<PresenceStanza>(), "<presence xmlns='jabber:client' type='here'/>", BadValue);
    row("presence-status-huge", reader<PresenceStanza>(), "<presence xmlns='jabber:client'><status>" + longLine + "</status></presence>", TooLarge);
    row("iq-without-id", reader<IqStanza>(), "<iq xmlns='jabber:client' type='result'/>", Missing);
    row("iq-without-type", reader<IqStanza>(), "<iq xmlns='jabber:client' id='1'><q xmlns='u'/></iq>", BadValue);
    row("iq-of-unknown-type", reader<IqStanza>(), "<iq xmlns='jabber:client' id='1' type='query'><q xmlns='u'/></iq>", BadValue);
    row("iq-request-empty", reader<IqStanza>(), "<iq xmlns='jabber:client' id='1' type='get'/>", Missing);
    row("iq-request-twofold", reader<IqStanza>(), "<iq xmlns='jabber:client' id='1' type='set'><q xmlns='u'/><q xmlns='u'/></iq>", BadValue);
    row("iq-result-twofold", reader<IqStanza>(), "<iq xmlns='jabber:client' id='1' type='result'><q xmlns='u'/><q xmlns='u'/></iq>", BadValue);

    row("roster-item-without-address", reader<RosterItem>(), "<item xmlns='jabber:iq:roster'/>", Missing);
    row("roster-item-with-unknown-subscription", reader<RosterItem>(), "<item xmlns='jabber:iq:roster' jid='a@b' subscription='all'/>", BadValue);
    row("roster-item-with-bad-flag", reader<RosterItem>(), "<item xmlns='jabber:iq:roster' jid='a@b' approved='yes'/>", BadValue);
    row("roster-item-with-huge-name", reader<RosterItem>(), "<item xmlns='jabber:iq:roster' jid='a@b' name='" + longLine + "'/>", TooLarge);
    row("roster-item-in-300-groups", reader<RosterItem>(), "<item xmlns='jabber:iq:roster' jid='a@b'>" + QByteArray("<group>g</group>").repeated(300) + "</item>", TooLarge);
    row("roster-of-30000", reader<Roster>(), "<query xmlns='jabber:iq:roster'>" + QByteArray("<item/>").repeated(30'000) + "</query>", TooLarge);

    row("form-without-type", reader<DataForm>(), "<x xmlns='jabber:x:data'/>", BadValue);
    row("form-field-without-name", reader<DataForm>(), "<x xmlns='jabber:x:data' type='form'><field/></x>", Missing);
    row("form-value-huge", reader<DataForm>(), "<x xmlns='jabber:x:data' type='form'><field var='a'><value>" + longLine + "</value></field></x>", TooLarge);
    row("disco-feature-without-name", reader<DiscoInfo>(), "<query xmlns='http://jabber.org/protocol/disco#info'><feature/></query>", Missing);
    row("disco-identity-without-type", reader<DiscoInfo>(), "<query xmlns='http://jabber.org/protocol/disco#info'><identity category='a'/></query>", Missing);
    row("disco-of-30000-features", reader<DiscoInfo>(),
        "<query xmlns='http://jabber.org/protocol/disco#info'>" + QByteArray("<feature var='a'/>").repeated(30'000) + "</query>", TooLarge);
    row("caps-without-hash", reader<Caps>(), "<c xmlns='http://jabber.org/protocol/caps' node='n' ver='v'/>", Missing);

    row("muc-unknown-affiliation", reader<MucUser>(), "<x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='king'/></x>", BadValue);
    row("muc-unknown-role", reader<MucUser>(), "<x xmlns='http://jabber.org/protocol/muc#user'><item role='king'/></x>", BadValue);
    row("muc-bad-real-address", reader<MucUser>(), "<x xmlns='http://jabber.org/protocol/muc#user'><item jid='@'/></x>", BadAddress);
    row("muc-status-without-code", reader<MucUser>(), "<x xmlns='http://jabber.org/protocol/muc#user'><status/></x>", BadValue);
    row("muc-status-negative", reader<MucUser>(), "<x xmlns='http://jabber.org/protocol/muc#user'><status code='-110'/></x>", BadValue);
    row("muc-status-overflow", reader<MucUser>(), "<x xmlns='http://jabber.org/protocol/muc#user'><status code='4294967406'/></x>", BadValue);
    row("muc-status-flood", reader<MucUser>(), "<x xmlns='http://jabber.org/protocol/muc#user'>" + QByteArray("<status code='1'/>").repeated(65) + "</x>", TooLarge);
    row("muc-list-with-bad-member", reader<MucAdmin>(),
        "<query xmlns='http://jabber.org/protocol/muc#admin'><item affiliation='member' jid='a@b'/><item affiliation='member' jid='@'/></query>", BadAddress);
    row("muc-invite-without-invite", reader<MucInvite>(), "<x xmlns='http://jabber.org/protocol/muc#user'/>", Missing);
    row("direct-invite-to-nowhere", reader<DirectInvite>(), "<x xmlns='jabber:x:conference'/>", Missing);
    row("direct-invite-to-occupant", reader<DirectInvite>(), "<x xmlns='jabber:x:conference' jid='a@b/c'/>", BadAddress);
    row("direct-invite-to-domain", reader<DirectInvite>(), "<x xmlns='jabber:x:conference' jid='rooms.example'/>", BadAddress);

    row("rsm-negative", reader<RsmResult>(), "<set xmlns='http://jabber.org/protocol/rsm'><count>-1</count></set>", BadValue);
    row("rsm-overflow", reader<RsmResult>(), "<set xmlns='http://jabber.org/protocol/rsm'><count>99999999999</count></set>", BadValue);
    row("rsm-arabic-digits", reader<RsmResult>(), "<set xmlns='http://jabber.org/protocol/rsm'><count>\xD9\xA3</count></set>", BadValue);
    row("rsm-bad-index", reader<RsmResult>(), "<set xmlns='http://jabber.org/protocol/rsm'><first index='x'>a</first></set>", BadValue);
    row("rsm-id-huge", reader<RsmResult>(), "<set xmlns='http://jabber.org/protocol/rsm'><last>" + longId + "</last></set>", TooLarge);
    row("mam-query-with-bad-time", reader<MamQuery>(),
        "<query xmlns='urn:xmpp:mam:2'><x xmlns='jabber:x:data' type='submit'><field var='start'><value>noon</value></field></x></query>", BadValue);
    row("mam-query-with-bad-address", reader<MamQuery>(),
        "<query xmlns='urn:xmpp:mam:2'><x xmlns='jabber:x:data' type='submit'><field var='with'><value>@</value></field></x></query>", BadAddress);
    row("mam-result-without-id", reader<MamResult>(), "<result xmlns='urn:xmpp:mam:2' queryid='q'/>", Missing);
    row("mam-result-empty", reader<MamResult>(), "<result xmlns='urn:xmpp:mam:2' queryid='q' id='1'/>", Missing);
    row("mam-result-of-older-version", reader<MamResult>(), "<result xmlns='urn:xmpp:mam:1' queryid='q' id='1'/>", WrongElement);
    row("mam-fin-with-bad-flag", reader<MamFin>(), "<fin xmlns='urn:xmpp:mam:2' complete='maybe'/>", BadValue);
    row("forwarded-empty", reader<Forwarded>(), "<forwarded xmlns='urn:xmpp:forward:0'/>", Missing);
    row("forwarded-twofold", reader<Forwarded>(),
        "<forwarded xmlns='urn:xmpp:forward:0'><message xmlns='jabber:client'/><message xmlns='jabber:client'/></forwarded>", BadValue);
    row("forwarded-of-server-namespace", reader<Forwarded>(), "<forwarded xmlns='urn:xmpp:forward:0'><message xmlns='jabber:server'/></forwarded>", Missing);
    row("forwarded-bad-time", reader<Forwarded>(),
        "<forwarded xmlns='urn:xmpp:forward:0'><delay xmlns='urn:xmpp:delay' stamp='x'/><message xmlns='jabber:client'/></forwarded>", BadValue);

    row("pubsub-items-without-node", reader<PubSubItems>(), "<pubsub xmlns='http://jabber.org/protocol/pubsub'><items/></pubsub>", Missing);
    row("pubsub-items-with-bad-limit", reader<PubSubItems>(), "<pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='n' max_items='all'/></pubsub>", BadValue);
    row("pubsub-item-with-two-payloads", reader<PubSubItems>(),
        "<pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='n'><item><a xmlns='u'/><b xmlns='u'/></item></items></pubsub>", BadValue);
    row("pubsub-subscribe-without-address", reader<PubSubSubscribe>(), "<pubsub xmlns='http://jabber.org/protocol/pubsub'><subscribe node='n'/></pubsub>", Missing);
    row("pubsub-event-empty", reader<PubSubEvent>(), "<event xmlns='http://jabber.org/protocol/pubsub#event'/>", Missing);
    row("pubsub-event-without-node", reader<PubSubEvent>(), "<event xmlns='http://jabber.org/protocol/pubsub#event'><items/></event>", Missing);
    row("pubsub-retract-without-id", reader<PubSubEvent>(),
        "<event xmlns='http://jabber.org/protocol/pubsub#event'><items node='n'><retract/></items></event>", Missing);

    row("receipt-without-id", reader<Receipt>(), "<received xmlns='urn:xmpp:receipts'/>", Missing);
    row("marker-without-id", reader<ChatMarker>(), "<displayed xmlns='urn:xmpp:chat-markers:0'/>", Missing);
    row("marker-of-unknown-kind", reader<ChatMarker>(), "<adored xmlns='urn:xmpp:chat-markers:0' id='1'/>", WrongElement);
    row("origin-id-without-id", reader<OriginId>(), "<origin-id xmlns='urn:xmpp:sid:0'/>", Missing);
    row("origin-id-huge", reader<OriginId>(), "<origin-id xmlns='urn:xmpp:sid:0' id='" + longId + "'/>", TooLarge);
    row("stanza-id-without-assigner", reader<StanzaId>(), "<stanza-id xmlns='urn:xmpp:sid:0' id='1'/>", Missing);
    row("occupant-id-without-id", reader<OccupantId>(), "<occupant-id xmlns='urn:xmpp:occupant-id:0'/>", Missing);
    row("correction-without-id", reader<Correction>(), "<replace xmlns='urn:xmpp:message-correct:0'/>", Missing);
    row("hats-of-a-hundred", reader<Hats>(), "<hats xmlns='urn:xmpp:hats:0'>" + QByteArray("<hat uri='u' title='t'/>").repeated(100) + "</hats>", TooLarge);
    row("time-without-zone", reader<EntityTime>(), "<time xmlns='urn:xmpp:time'><utc>2006-12-19T17:58:35Z</utc></time>", BadValue);
    row("delay-without-stamp", reader<Delay>(), "<delay xmlns='urn:xmpp:delay'/>", BadValue);
}

void MalformedTest::refuses()
{
    QFETCH(Reader, fromXml);
    QFETCH(QByteArray, xmlText);
    QFETCH(XmppError, error);
    const auto refused = fromXml(element(xmlText));
    QVERIFY(refused);
    QCOMPARE(*refused, error);
}

void MalformedTest::everyReaderRefusesAnUnknownElement_data()
{
    QTest::addColumn<Reader>("fromXml");
    const auto row = [](const char *name, const Reader &read) { QTest::newRow(name) << read; };
    row("BookmarkStorage", reader<BookmarkStorage>());
    row("Caps", reader<Caps>());
    row("CarbonPrivate", reader<CarbonPrivate>());
    row("CarbonsSwitch", reader<CarbonsSwitch>());
    row("ChatMarker", reader<ChatMarker>());
    row("ChatState", reader<ChatState>());
    row("ClientState", reader<ClientState>());
    row("Correction", reader<Correction>());
    row("DataForm", reader<DataForm>());
    row("Delay", reader<Delay>());
    row("DirectInvite", reader<DirectInvite>());
    row("DiscoInfo", reader<DiscoInfo>());
    row("DiscoItems", reader<DiscoItems>());
    row("EntityTime", reader<EntityTime>());
    row("Forwarded", reader<Forwarded>());
    row("Hats", reader<Hats>());
    row("IqStanza", reader<IqStanza>());
    row("MamFin", reader<MamFin>());
    row("MamQuery", reader<MamQuery>());
    row("MamResult", reader<MamResult>());
    row("MessageStanza", reader<MessageStanza>());
    row("MucAdmin", reader<MucAdmin>());
    row("MucInvite", reader<MucInvite>());
    row("MucJoin", reader<MucJoin>());
    row("MucOwner", reader<MucOwner>());
    row("MucUser", reader<MucUser>());
    row("OccupantId", reader<OccupantId>());
    row("OriginId", reader<OriginId>());
    row("Ping", reader<Ping>());
    row("PresenceStanza", reader<PresenceStanza>());
    row("PubSubConfigure", reader<PubSubConfigure>());
    row("PubSubDelete", reader<PubSubDelete>());
    row("PubSubEvent", reader<PubSubEvent>());
    row("PubSubItems", reader<PubSubItems>());
    row("PubSubPublish", reader<PubSubPublish>());
    row("PubSubRetract", reader<PubSubRetract>());
    row("PubSubSubscribe", reader<PubSubSubscribe>());
    row("Receipt", reader<Receipt>());
    row("ReceiptRequest", reader<ReceiptRequest>());
    row("Roster", reader<Roster>());
    row("RosterItem", reader<RosterItem>());
    row("RsmRequest", reader<RsmRequest>());
    row("RsmResult", reader<RsmResult>());
    row("StanzaError", reader<StanzaError>());
    row("StanzaId", reader<StanzaId>());
}

void MalformedTest::everyReaderRefusesAnUnknownElement()
{
    QFETCH(Reader, fromXml);
    QCOMPARE(fromXml(element("<unknown xmlns='urn:unknown'/>")), std::optional(XmppError::WrongElement));
    QCOMPARE(fromXml(xml::Element()), std::optional(XmppError::WrongElement));
}

QTEST_GUILESS_MAIN(MalformedTest)
#include "malformed_test.moc"
