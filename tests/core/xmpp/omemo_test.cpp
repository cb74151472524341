// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xmpp/xep0384_omemo.h"
#include "core/xmpp/xep0420_sce.h"
#include "core/xmpp/xmpp_error.h"
#include "tests/core/xmpp/fixture.h"

#include <functional>

using namespace wardline;
using namespace wardline::xmpp;
using namespace wardline::xmpp::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kKey32(32, 'k');
const QByteArray kKey33 = QByteArray(1, '\x05') + QByteArray(32, 'm');

OmemoBundle bundle(OmemoVersion version, int prekeys)
{
    const QByteArray key = version == OmemoVersion::V2 ? kKey32 : kKey33;
    OmemoBundle bundle{.version = version,
                       .identityKey = key,
                       .signedPrekeyId = 7,
                       .signedPrekey = key,
                       .signature = QByteArray(64, 's'),
                       .prekeys = {}};
    for (int i = 1; i <= prekeys; ++i) {
        bundle.prekeys.append({quint32(i), key});
    }
    return bundle;
}

template <typename T>
std::optional<XmppError> refusal(const QByteArray &xmlText)
{
    const auto value = T::fromXml(element(xmlText));
    return value ? std::nullopt : value.error().template as<XmppError>();
}

QByteArray repeated(int count, const std::function<QByteArray(int)> &make)
{
    QByteArray out;
    for (int i = 1; i <= count; ++i) {
        out += make(i);
    }
    return out;
}

} // namespace

class OmemoWireTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesNodesAndItemsOfBothVersions()
    {
        QCOMPARE(omemoDeviceListNode(OmemoVersion::V2), u"urn:xmpp:omemo:2:devices"_s);
        QCOMPARE(omemoDeviceListNode(OmemoVersion::V03), u"eu.siacs.conversations.axolotl.devicelist"_s);
        QCOMPARE(omemoBundleNode(OmemoVersion::V2, 31415), u"urn:xmpp:omemo:2:bundles"_s);
        QCOMPARE(omemoBundleNode(OmemoVersion::V03, 31415), u"eu.siacs.conversations.axolotl.bundles:31415"_s);
        QCOMPARE(omemoBundleItem(OmemoVersion::V2, 31415), u"31415"_s);
        QCOMPARE(omemoBundleItem(OmemoVersion::V03, 31415), u"current"_s);
    }

    void writesAndReadsDeviceLists()
    {
        const OmemoDeviceList two{.version = OmemoVersion::V2,
                                  .devices = {{12345, {}, {}}, {4223, u"Ward 3"_s, QByteArray(64, 's')}},
                                  .wasCut = false};
        QVERIFY(isWrittenAs(
            two,
            "<devices xmlns='urn:xmpp:omemo:2'><device id='12345'/><device id='4223' label='Ward 3' labelsig='"
                + QByteArray(64, 's').toBase64() + "'/></devices>"));
        const OmemoDeviceList old{.version = OmemoVersion::V03, .devices = {{12345, {}, {}}}, .wasCut = false};
        QVERIFY(isWrittenAs(old, "<list xmlns='eu.siacs.conversations.axolotl'><device id='12345'/></list>"));
        QVERIFY(read<OmemoDeviceList>("<devices xmlns='urn:xmpp:omemo:2'/>").devices.isEmpty());
    }

    void leavesOutIdsThatNoDeviceCanHave()
    {
        const auto list =
            read<OmemoDeviceList>("<devices xmlns='urn:xmpp:omemo:2'><device id='0'/><device id='-1'/>"
                                  "<device id='2147483648'/><device id='x'/><device/><device id='2147483647'/>"
                                  "<device id='8'/><device id='8'/><other id='9'/></devices>");
        QCOMPARE(list.devices.size(), 2);
        QCOMPARE(list.devices.first().id, 2147483647U);
        QCOMPARE(list.devices.last().id, 8U);
    }

    void cutsDeviceListsWithThousandsOfIds()
    {
        const auto list = read<OmemoDeviceList>(
            "<list xmlns='eu.siacs.conversations.axolotl'>"
            + repeated(5000, [](int i) -> QByteArray { return "<device id='" + QByteArray::number(i) + "'/>"; })
            + "</list>");
        QCOMPARE(list.devices.size(), OmemoDeviceList::kMaxDevices);
        QVERIFY(list.wasCut);
    }

    void dropsLabelsThatNobodySigned()
    {
        const auto list = read<OmemoDeviceList>("<devices xmlns='urn:xmpp:omemo:2'><device id='1' label='Ward'/>"
                                                "<device id='2' label='Ward' labelsig='AAAA'/>"
                                                "<device id='3' label='Ward' labelsig='***'/></devices>");
        QCOMPARE(list.devices.size(), 3);
        for (const auto &device : list.devices) {
            QVERIFY(device.label.isEmpty());
        }
    }

    void writesAndReadsBundles()
    {
        const QByteArray key32 = kKey32.toBase64();
        const QByteArray key33 = kKey33.toBase64();
        const QByteArray signature = QByteArray(64, 's').toBase64();
        QVERIFY(isWrittenAs(bundle(OmemoVersion::V2, 2),
                            "<bundle xmlns='urn:xmpp:omemo:2'><spk id='7'>" + key32 + "</spk><spks>" + signature
                                + "</spks><ik>" + key32 + "</ik><prekeys><pk id='1'>" + key32 + "</pk><pk id='2'>"
                                + key32 + "</pk></prekeys></bundle>"));
        QVERIFY(isWrittenAs(bundle(OmemoVersion::V03, 1),
                            "<bundle xmlns='eu.siacs.conversations.axolotl'><signedPreKeyPublic signedPreKeyId='7'>"
                                + key33 + "</signedPreKeyPublic><signedPreKeySignature>" + signature
                                + "</signedPreKeySignature><identityKey>" + key33
                                + "</identityKey><prekeys><preKeyPublic preKeyId='1'>" + key33
                                + "</preKeyPublic></prekeys></bundle>"));
    }

    void takesBundlesWithThousandsOfPrekeysOrNone()
    {
        QCOMPARE(read<OmemoBundle>(xml::writeXml(bundle(OmemoVersion::V2, 5000).toXml())).prekeys.size(),
                 OmemoBundle::kMaxPrekeys);
        QVERIFY(read<OmemoBundle>(xml::writeXml(bundle(OmemoVersion::V03, 0).toXml())).prekeys.isEmpty());
    }

    /// converse.js 14 counts signed prekeys and prekeys from 0.
    void takesKeysWithTheNumberZero()
    {
        QByteArray text = xml::writeXml(bundle(OmemoVersion::V2, 2).toXml());
        text.replace("<spk id=\"7\"", "<spk id=\"0\"").replace("<pk id=\"1\"", "<pk id=\"0\"");
        const auto found = read<OmemoBundle>(text);
        QCOMPARE(found.signedPrekeyId, 0u);
        QCOMPARE(found.prekeys.size(), 2);
        QCOMPARE(found.prekeys.constFirst().id, 0u);
    }

    void refusesDamagedBundles_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<int>("error");
        const QByteArray key = kKey32.toBase64();
        QTest::newRow("short identity key") << "<ik>" + key << QByteArray("<ik>AAAA") << int(XmppError::BadValue);
        QTest::newRow("long identity key")
            << "<ik>" + key << "<ik>" + QByteArray(64, 'x').toBase64() << int(XmppError::TooLarge);
        QTest::newRow("33 bytes") << "<ik>" + key << "<ik>" + kKey33.toBase64() << int(XmppError::BadValue);
        QTest::newRow("no identity key") << QByteArray("ik>") << QByteArray("xx>") << int(XmppError::Missing);
        QTest::newRow("no Base64") << "<ik>" + key << QByteArray("<ik>*nothing*") << int(XmppError::BadValue);
        QTest::newRow("not ASCII") << "<ik>" + key << QByteArray("<ik>\xc3\xa4") << int(XmppError::BadValue);
        QTest::newRow("no signature") << QByteArray("spks>") << QByteArray("xxxx>") << int(XmppError::Missing);
        QTest::newRow("signed prekey -1")
            << QByteArray("<spk id=\"7\"") << QByteArray("<spk id=\"-1\"") << int(XmppError::BadValue);
        QTest::newRow("short prekey") << "<pk id=\"1\">" + key << QByteArray("<pk id=\"1\">AAAA")
                                      << int(XmppError::BadValue);
        QTest::newRow("another element") << QByteArray("bundle") << QByteArray("bungle")
                                         << int(XmppError::WrongElement);
        QTest::newRow("another version") << QByteArray("omemo:2") << QByteArray("omemo:9")
                                         << int(XmppError::WrongElement);
    }
    void refusesDamagedBundles()
    {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        QFETCH(int, error);
        QByteArray text = xml::writeXml(bundle(OmemoVersion::V2, 1).toXml());
        QVERIFY(text.contains(from));
        text.replace(from, to);
        QCOMPARE(refusal<OmemoBundle>(text), std::optional(XmppError(error)));
    }

    void writesAndReadsBothEncryptedElements()
    {
        const OmemoEncrypted two{
            .version = OmemoVersion::V2,
            .senderDevice = 27183,
            .keys = {{jid(u"a@x.example"), 1, "one", false}, {jid(u"b@x.example"), 1, "two", true}},
            .iv = {},
            .payload = QByteArray("payload")};
        QVERIFY(isWrittenAs(
            two,
            "<encrypted xmlns='urn:xmpp:omemo:2'><header sid='27183'><keys jid='a@x.example'><key rid='1'>b25l"
            "</key></keys><keys jid='b@x.example'><key rid='1' kex='true'>dHdv</key></keys></header>"
            "<payload>cGF5bG9hZA==</payload></encrypted>"));
        const OmemoEncrypted old{.version = OmemoVersion::V03,
                                 .senderDevice = 27183,
                                 .keys = {{{}, 1, "one", false}, {{}, 1, "two", true}},
                                 .iv = QByteArray(12, 'i'),
                                 .payload = std::nullopt};
        QVERIFY(
            isWrittenAs(old,
                        "<encrypted xmlns='eu.siacs.conversations.axolotl'><header sid='27183'><key rid='1'>b25l</key>"
                        "<key rid='1' prekey='true'>dHdv</key><iv>aWlpaWlpaWlpaWlp</iv></header></encrypted>"));
    }

    void groupsKeysByPersonInTheOrderOfTheirFirst()
    {
        const OmemoEncrypted message{.version = OmemoVersion::V2,
                                     .senderDevice = 1,
                                     .keys = {{jid(u"b@x.example"), 1, "1", false},
                                              {jid(u"a@x.example"), 2, "2", false},
                                              {jid(u"b@x.example"), 3, "3", false}},
                                     .iv = {},
                                     .payload = {}};
        const QByteArray text = xml::writeXml(message.toXml());
        QCOMPARE(text.count("<keys"), 2);
        QVERIFY(text.indexOf("b@x.example") < text.indexOf("a@x.example"));
    }

    /// python-omemo takes any value at all for true.
    void neverWritesThatSomethingIsNoKeyExchange()
    {
        for (const OmemoVersion version : {OmemoVersion::V2, OmemoVersion::V03}) {
            const OmemoEncrypted message{.version = version,
                                         .senderDevice = 1,
                                         .keys = {{jid(u"a@x.example"), 2, "2", false}},
                                         .iv = QByteArray(12, 'i'),
                                         .payload = {}};
            const QByteArray text = xml::writeXml(message.toXml());
            QVERIFY(!text.contains("kex"));
            QVERIFY(!text.contains("prekey"));
            QVERIFY(!text.contains("false"));
        }
    }

    /// Profanity writes two keys for the same device in rooms.
    void keepsKeysOfTheSameIdInTheirOrder()
    {
        const auto message = read<OmemoEncrypted>("<encrypted xmlns='eu.siacs.conversations.axolotl'><header "
                                                  "sid='1'><key rid='9'>b25l</key><key rid='9' prekey='1'>dHdv"
                                                  "</key><iv>aWlpaWlpaWlpaWlp</iv></header><payload/></encrypted>");
        QCOMPARE(message.keys.size(), 2);
        QCOMPARE(message.keys.first().data, "one"_ba);
        QVERIFY(message.keys.last().isKeyExchange);
        QCOMPARE(message.payload, std::optional(QByteArray()));
    }

    void takesLineBreaksInBase64()
    {
        const auto message =
            read<OmemoEncrypted>("<encrypted xmlns='urn:xmpp:omemo:2'><header sid='1'><keys jid='a@x.example'>"
                                 "<key rid='9'>\n  b2\n  5l\n</key></keys></header></encrypted>");
        QCOMPARE(message.keys.first().data, "one"_ba);
    }

    void refusesDamagedEncryptedElements_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("error");
        const auto old = [](const QByteArray &header, const QByteArray &rest) -> QByteArray {
            return "<encrypted xmlns='eu.siacs.conversations.axolotl'>" + header + rest + "</encrypted>";
        };
        QTest::newRow("no header") << old({}, "<payload/>") << int(XmppError::Missing);
        QTest::newRow("no sid") << old("<header/>", {}) << int(XmppError::BadValue);
        QTest::newRow("sid 0") << old("<header sid='0'/>", {}) << int(XmppError::BadValue);
        QTest::newRow("sid of 32 bits") << old("<header sid='4294967295'/>", {}) << int(XmppError::BadValue);
        QTest::newRow("payload without iv")
            << old("<header sid='1'/>", "<payload>AAAA</payload>") << int(XmppError::Missing);
        QTest::newRow("iv of 4 bytes") << old("<header sid='1'><iv>aWlpaQ==</iv></header>", "<payload>AAAA</payload>")
                                       << int(XmppError::BadValue);
        QTest::newRow("wrong Base64 in a key")
            << old("<header sid='1'><key rid='1'>!</key></header>", {}) << int(XmppError::BadValue);
        QTest::newRow("wrong Base64 in the payload")
            << old("<header sid='1'><iv>aWlpaWlpaWlpaWlp</iv></header>", "<payload>A*AA</payload>")
            << int(XmppError::BadValue);
        QTest::newRow("empty key") << old("<header sid='1'><key rid='1'/></header>", {}) << int(XmppError::Missing);
        QTest::newRow("huge key") << old("<header sid='1'><key rid='1'>" + QByteArray(40000, 'A') + "</key></header>",
                                         {})
                                  << int(XmppError::TooLarge);
        QTest::newRow("huge payload") << old("<header sid='1'><iv>aWlpaWlpaWlpaWlp</iv></header>",
                                             "<payload>" + QByteArray(400000, 'A') + "</payload>")
                                      << int(XmppError::TooLarge);
        QTest::newRow("too many keys") << old(
            "<header sid='1'>"
                + repeated(2001,
                           [](int i) -> QByteArray { return "<key rid='" + QByteArray::number(i) + "'>AAAA</key>"; })
                + "</header>",
            {}) << int(XmppError::TooLarge);
        QTest::newRow("no address") << QByteArray(
            "<encrypted xmlns='urn:xmpp:omemo:2'><header sid='1'><keys><key rid='1'>AAAA</key>"
            "</keys></header></encrypted>")
                                    << int(XmppError::Missing);
        QTest::newRow("no such address") << QByteArray(
            "<encrypted xmlns='urn:xmpp:omemo:2'><header sid='1'><keys jid='@'>"
            "<key rid='1'>AAAA</key></keys></header></encrypted>")
                                         << int(XmppError::BadAddress);
    }
    void refusesDamagedEncryptedElements()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, error);
        QCOMPARE(refusal<OmemoEncrypted>(text), std::optional(XmppError(error)));
    }

    void leavesOutKeysForIdsThatNoDeviceCanHave()
    {
        const auto message =
            read<OmemoEncrypted>("<encrypted xmlns='urn:xmpp:omemo:2'><header sid='1'><keys jid='a@x.example'>"
                                 "<key rid='0'>AAAA</key><key rid='4294967295'>AAAA</key><key rid='5'>AAAA</key>"
                                 "</keys></header></encrypted>");
        QCOMPARE(message.keys.size(), 1);
        QCOMPARE(message.keys.first().device, 5U);
    }

    /// converse.js wants xmlns on from and to literally, and finds no prefixed body.
    void writesEnvelopesThatOtherProgramsRead()
    {
        SceEnvelope envelope;
        envelope.content.append(xml::Element(u"body", u"jabber:client").setText(u"Hello"));
        envelope.from = jid(u"a@x.example/desk").bare();
        envelope.to = jid(u"room@rooms.example");
        envelope.time = Instant(std::chrono::milliseconds(1767225600000));
        envelope.padding = "xyz";
        QCOMPARE(envelope.toBytes(),
                 "<envelope xmlns=\"urn:xmpp:sce:1\"><content><body xmlns=\"jabber:client\">Hello</body></content>"
                 "<rpad>xyz</rpad><time stamp=\"2026-01-01T00:00:00.000Z\"/>"
                 "<from xmlns=\"urn:xmpp:sce:1\" jid=\"a@x.example\"/><to xmlns=\"urn:xmpp:sce:1\" "
                 "jid=\"room@rooms.example\"/>"
                 "</envelope>"_ba);
        const auto again = SceEnvelope::fromBytes(envelope.toBytes());
        QVERIFY(again);
        QCOMPARE(again->content, envelope.content);
        QCOMPARE(again->from, envelope.from);
        QCOMPARE(again->to, envelope.to);
        QCOMPARE(again->time, envelope.time);
        QCOMPARE(again->padding, envelope.padding);
    }

    void readsTheEnvelopesOfTheSpecification()
    {
        const auto envelope =
            SceEnvelope::fromBytes("<envelope xmlns='urn:xmpp:sce:1'>\n <content>\n  <body xmlns='jabber:client'>\n"
                                   "Hello World!\n  </body>\n </content>\n <rpad>...</rpad>\n"
                                   " <from jid='romeo@montague.lit'/>\n</envelope>");
        QVERIFY(envelope);
        QCOMPARE(envelope->content.size(), 1);
        QCOMPARE(envelope->from, std::optional(jid(u"romeo@montague.lit")));
        QVERIFY(!envelope->to);
        QVERIFY(!envelope->time);
    }

    void refusesEnvelopesThatAreNone_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("error");
        const auto envelope = [](const QByteArray &inner) -> QByteArray {
            return "<envelope xmlns='urn:xmpp:sce:1'>" + inner + "</envelope>";
        };
        QTest::newRow("nothing") << QByteArray() << int(XmppError::BadValue);
        QTest::newRow("half") << QByteArray("<envelope xmlns='urn:xmpp:sce:1'><content>") << int(XmppError::BadValue);
        QTest::newRow("DTD") << "<!DOCTYPE envelope [<!ENTITY a 'b'>]>" + envelope("<content/>")
                             << int(XmppError::BadValue);
        QTest::newRow("comment") << envelope("<content><!-- --></content>") << int(XmppError::BadValue);
        QTest::newRow("another version") << QByteArray("<envelope xmlns='urn:xmpp:sce:0'><content/></envelope>")
                                         << int(XmppError::WrongElement);
        QTest::newRow("no content") << envelope("<rpad/>") << int(XmppError::Missing);
        QTest::newRow("two contents") << envelope("<content/><content/>") << int(XmppError::BadValue);
        QTest::newRow("two senders") << envelope("<content/><from jid='a@x.example'/><from jid='b@x.example'/>")
                                     << int(XmppError::BadValue);
        QTest::newRow("no sender's address") << envelope("<content/><from/>") << int(XmppError::Missing);
        QTest::newRow("no address") << envelope("<content/><to jid='@'/>") << int(XmppError::BadAddress);
        QTest::newRow("no time") << envelope("<content/><time stamp='yesterday'/>") << int(XmppError::BadValue);
        QTest::newRow("deep") << envelope("<content>" + QByteArray("<a xmlns='x'>").repeated(60)
                                          + QByteArray("</a>").repeated(60) + "</content>")
                              << int(XmppError::TooLarge);
        QTest::newRow("large") << envelope("<content/><rpad>" + QByteArray(200 * 1024, 'x') + "</rpad>")
                               << int(XmppError::TooLarge);
    }
    void refusesEnvelopesThatAreNone()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, error);
        const auto envelope = SceEnvelope::fromBytes(text);
        QVERIFY(!envelope);
        QCOMPARE(envelope.error().as<XmppError>(), std::optional(XmppError(error)));
    }

    void takesPaddingLongerThanExpected()
    {
        const QByteArray text =
            "<envelope xmlns='urn:xmpp:sce:1'><content/><rpad>" + QByteArray(9000, 'x') + "</rpad></envelope>";
        const auto envelope = SceEnvelope::fromBytes(text);
        QVERIFY(envelope);
        QCOMPARE(envelope->padding.size(), 9000);
    }

    void knowsWhatMayNotBeInsideAnEnvelope()
    {
        for (const QByteArray &forbidden :
             {"<store xmlns='urn:xmpp:hints'/>"_ba, "<stanza-id xmlns='urn:xmpp:sid:0' id='1' by='a@x.example'/>"_ba,
              "<addresses xmlns='http://jabber.org/protocol/address'/>"_ba, "<encryption xmlns='urn:xmpp:eme:0'/>"_ba,
              "<encrypted xmlns='urn:xmpp:omemo:2'/>"_ba, "<encrypted xmlns='eu.siacs.conversations.axolotl'/>"_ba,
              "<delay xmlns='urn:xmpp:delay'/>"_ba, "<sent xmlns='urn:xmpp:carbons:2'/>"_ba, "<body/>"_ba,
              "<envelope xmlns='urn:xmpp:sce:1'/>"_ba, "<x xmlns='http://jabber.org/protocol/muc#user'/>"_ba}) {
            QVERIFY2(!mayBeEnveloped(element(forbidden)), forbidden.constData());
        }
        for (const QByteArray &allowed :
             {"<body xmlns='jabber:client'/>"_ba, "<origin-id xmlns='urn:xmpp:sid:0' id='1'/>"_ba,
              "<reactions xmlns='urn:xmpp:reactions:0' id='1'/>"_ba, "<request xmlns='urn:xmpp:receipts'/>"_ba}) {
            QVERIFY2(mayBeEnveloped(element(allowed)), allowed.constData());
        }
    }
};

QTEST_APPLESS_MAIN(OmemoWireTest)
#include "omemo_test.moc"
