// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xml/xml_reader.h"
#include "core/xmpp/rfc6120_bind.h"
#include "core/xmpp/rfc6120_sasl.h"
#include "core/xmpp/rfc7395_framing.h"
#include "core/xmpp/stream_error.h"
#include "core/xmpp/xep0198_sm.h"
#include "core/xmpp/xep0388_sasl2.h"
#include "core/xmpp/xmpp_error.h"

#include <QTest>

using namespace wardline;
using namespace wardline::xmpp;
using namespace Qt::StringLiterals;

namespace {

xml::Element parse(const QByteArray &text)
{
    return xml::readXml(text).value();
}

/// What is read from `text` and written again is read as the same.
template <typename T>
T reread(const QByteArray &text)
{
    const T value = T::fromXml(parse(text)).value();
    const T again = T::fromXml(value.toXml()).value();
    if (!(again == value)) {
        qFatal("does not survive writing");
    }
    return value;
}

} // namespace

/// The elements that set up a stream, in the shape their specifications give.
class StreamElementTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsStreamHeaders() // RFC 7395 3.4, 3.6
    {
        const auto open = reread<StreamOpen>("<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' from='example.com' id='++TR84Sm6A3hnt3Q065SnAbbk3Y='"
                                             " xml:lang='en' version='1.0'/>");
        QCOMPARE(open.from, u"example.com"_s);
        QCOMPARE(open.version, u"1.0"_s);
        QVERIFY(reread<StreamClose>("<close xmlns='urn:ietf:params:xml:ns:xmpp-framing'/>").seeOtherUri.isEmpty());
        QCOMPARE(reread<StreamClose>("<close xmlns='urn:ietf:params:xml:ns:xmpp-framing' see-other-uri='wss://otherendpoint.example/xmpp-bind'/>")
                     .seeOtherUri,
                 u"wss://otherendpoint.example/xmpp-bind"_s);
        QVERIFY(!StreamOpen::fromXml(parse("<open xmlns='jabber:client'/>")).has_value());
    }

    void readsStreamErrors() // RFC 6120 4.9
    {
        const QByteArray head = "<stream:error xmlns:stream='http://etherx.jabber.org/streams'>";
        QCOMPARE(reread<StreamFailure>(head + "<conflict xmlns='urn:ietf:params:xml:ns:xmpp-streams'/><text"
                                              " xmlns='urn:ietf:params:xml:ns:xmpp-streams' xml:lang='en'>replaced</text></stream:error>")
                     .condition,
                 StreamCondition::Conflict);
        QCOMPARE(reread<StreamFailure>(head + "<escape-your-data xmlns='http://example.org/ns'/></stream:error>").condition,
                 StreamCondition::UndefinedCondition);
        QCOMPARE(StreamFailure::fromXml(parse(head + "<conflict xmlns='urn:other'/></stream:error>")).value().condition,
                 StreamCondition::UndefinedCondition);
    }

    void readsSaslOffersAndFailures() // RFC 6120 6.3.3, 6.5
    {
        QCOMPARE(reread<SaslMechanisms>("<mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>EXTERNAL</mechanism>"
                                        "<mechanism> PLAIN </mechanism></mechanisms>")
                     .names,
                 (QStringList {u"EXTERNAL"_s, u"PLAIN"_s}));
        QCOMPARE(SaslFailure::fromXml(parse("<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><account-disabled/><text>x</text></failure>")).condition,
                 SaslCondition::AccountDisabled);
        QCOMPARE(SaslFailure::fromXml(parse("<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>")).condition, SaslCondition::NotAuthorized);
        QByteArray flood = "<mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>" + QByteArray("<mechanism>A</mechanism>").repeated(101);
        QVERIFY(SaslMechanisms::fromXml(parse(flood + "</mechanisms>")).error().is(XmppError::TooLarge));
    }

    void readsSaslData_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("isGood");
        QTest::addColumn<QByteArray>("data");
        QTest::newRow("nothing") << u""_s << true << QByteArray();
        QTest::newRow("no data") << u"="_s << true << QByteArray();
        QTest::newRow("bytes") << u"AGp1bGlldA=="_s << true << QByteArray("\0juliet", 7);
        QTest::newRow("white space around") << u"\n AGp1bGlldA== "_s << true << QByteArray("\0juliet", 7);
        QTest::newRow("white space within") << u"AGp1 bGlldA=="_s << false << QByteArray();
        QTest::newRow("no Base64") << u"%%%"_s << false << QByteArray();
        QTest::newRow("not ASCII") << u"\u00e4\u00e4\u00e4\u00e4"_s << false << QByteArray();
        QTest::newRow("too long") << QString(100'000, u'A') << false << QByteArray();
    }
    void readsSaslData()
    {
        QFETCH(QString, text);
        QFETCH(bool, isGood);
        QFETCH(QByteArray, data);
        const auto read = saslData(xml::Element(u"challenge", kSaslNamespace).setText(text));
        QCOMPARE(read.has_value(), isGood);
        QCOMPARE(read.value_or(QByteArray()), data);
        if (isGood) {
            QCOMPARE(saslData(xml::Element(u"challenge", kSaslNamespace).setText(saslText(data))).value(), data);
        }
    }

    void readsResourceBinding() // RFC 6120 7.6
    {
        QCOMPARE(reread<ResourceBind>("<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>juliet@im.example.com/balcony</jid></bind>").jid.resource(),
                 u"balcony"_s);
        QCOMPARE(reread<ResourceBind>("<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>balcony</resource></bind>").resource, u"balcony"_s);
        QVERIFY(!ResourceBind::fromXml(parse("<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>@</jid></bind>")).has_value());
    }

    void readsStreamManagement() // XEP-0198 3, 4, 5
    {
        const auto enabled = reread<SmEnabled>("<enabled xmlns='urn:xmpp:sm:3' id='some-long-sm-id' location='[2001:41D0:1:A49b::1]:9222' max='60' resume='true'/>");
        QCOMPARE(enabled.id, u"some-long-sm-id"_s);
        QVERIFY(enabled.resume);
        QCOMPARE(enabled.maximumSeconds, 60);
        QVERIFY(reread<SmEnable>("<enable xmlns='urn:xmpp:sm:3' resume='1'/>").resume);
        const auto resumed = reread<SmResume>("<resumed xmlns='urn:xmpp:sm:3' h='4294967295' previd='some-long-sm-id'/>");
        QCOMPARE(resumed.handled, 4294967295U);
        QCOMPARE(resumed.kind, SmResume::Kind::Resumed);
        QCOMPARE(reread<SmFailed>("<failed xmlns='urn:xmpp:sm:3' h='7'><item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></failed>").handled,
                 std::optional<std::uint32_t>(7));
        QVERIFY(!reread<SmFailed>("<failed xmlns='urn:xmpp:sm:3'/>").handled);
        QCOMPARE(reread<SmAnswer>("<a xmlns='urn:xmpp:sm:3' h='1'/>").handled, 1U);
    }

    void refusesCountsThatAreNone_data()
    {
        QTest::addColumn<QByteArray>("count");
        for (const char *count : {"", "-1", "+1", " 1", "1.0", "0x10", "4294967296", "99999999999999"}) {
            QTest::newRow(count) << QByteArray(count);
        }
    }
    void refusesCountsThatAreNone()
    {
        QFETCH(QByteArray, count);
        QVERIFY(!SmAnswer::fromXml(parse("<a xmlns='urn:xmpp:sm:3' h='" + count + "'/>")).has_value());
    }

    void readsSasl2Features() // XEP-0388 2.2, XEP-0386 3, XEP-0484 3.1
    {
        const auto feature = reread<Sasl2Feature>(
            "<authentication xmlns='urn:xmpp:sasl:2'><mechanism>SCRAM-SHA-1</mechanism><mechanism>SCRAM-SHA-256</mechanism><inline>"
            "<sm xmlns='urn:xmpp:sm:3'/><bind xmlns='urn:xmpp:bind:0'><inline><feature var='urn:xmpp:carbons:2'/></inline></bind>"
            "<fast xmlns='urn:xmpp:fast:0'><mechanism>HT-SHA-256-ENDP</mechanism></fast></inline></authentication>");
        QCOMPARE(feature.mechanisms, (QStringList {u"SCRAM-SHA-1"_s, u"SCRAM-SHA-256"_s}));
        QVERIFY(feature.bind2 && feature.bind2->carbons && !feature.bind2->csi);
        QCOMPARE(feature.fast->mechanisms, QStringList {u"HT-SHA-256-ENDP"_s});
        QVERIFY(!reread<Sasl2Feature>("<authentication xmlns='urn:xmpp:sasl:2'><mechanism>PLAIN</mechanism></authentication>").bind2);
    }

    void writesSasl2Requests() // XEP-0388 2.3, XEP-0386 4, XEP-0484 3.3
    {
        const auto request = reread<Sasl2Authenticate>(
            "<authenticate xmlns='urn:xmpp:sasl:2' mechanism='SCRAM-SHA-1-PLUS'><initial-response>cD10bHM=</initial-response>"
            "<user-agent id='d4565fa7-4d72-4749-b3d3-740edbf87770'><software>AwesomeXMPP</software><device>Kiva's Phone</device></user-agent>"
            "<bind xmlns='urn:xmpp:bind:0'><tag>AwesomeXMPP</tag><enable xmlns='urn:xmpp:carbons:2'/></bind>"
            "<request-token xmlns='urn:xmpp:fast:0' mechanism='HT-SHA-256-ENDP'/><fast xmlns='urn:xmpp:fast:0' invalidate='true'/></authenticate>");
        QCOMPARE(request.device, u"Kiva's Phone"_s);
        QCOMPARE(request.bind2->tag, u"AwesomeXMPP"_s);
        QVERIFY(request.bind2->enableCarbons && request.fast->invalidate);
        QCOMPARE(request.tokenRequest->mechanism, u"HT-SHA-256-ENDP"_s);
    }

    void readsSasl2Results() // XEP-0388 2.6
    {
        const auto success = reread<Sasl2Success>(
            "<success xmlns='urn:xmpp:sasl:2'><additional-data>dj1tc1ZIcy9CeklPSERxWGVWSDdFbW1EdTlpZDg9</additional-data>"
            "<authorization-identifier>user@example.org/AwesomeXMPP.4232f4d4</authorization-identifier><bound xmlns='urn:xmpp:bind:0'/></success>");
        QCOMPARE(*success.additionalData, QByteArray("v=msVHs/BzIOHDqXeVH7EmmDu9id8="));
        QVERIFY(success.bound);
        const auto next = reread<Sasl2Continue>(
            "<continue xmlns='urn:xmpp:sasl:2'><additional-data>SSdtIGJvcmVkIG5vdy4=</additional-data>"
            "<tasks><task>HOTP-EXAMPLE</task><task>TOTP-EXAMPLE</task></tasks><text>needed</text></continue>");
        QCOMPARE(next.tasks, (QStringList {u"HOTP-EXAMPLE"_s, u"TOTP-EXAMPLE"_s}));
        QCOMPARE(*next.additionalData, QByteArray("I'm bored now."));
        QVERIFY(!Sasl2Success::fromXml(parse("<success xmlns='urn:xmpp:sasl:2'/>")).has_value());
        QVERIFY(!Sasl2Continue::fromXml(parse("<continue xmlns='urn:xmpp:sasl:2'/>")).has_value());
    }
};

QTEST_GUILESS_MAIN(StreamElementTest)
#include "stream_element_test.moc"
