// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/stream/stream_bench.h"

#include <QTest>

using namespace wardline;
using namespace wardline::stream;
using namespace Qt::StringLiterals;

/// Relays without SASL2, and relays that take the code behind the password.
class LegacySignInTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refusesARelayThatHidesSasl2()
    {
        StreamBench bench;
        bench.stream.connectTo(StreamBench::options(), StreamBench::credentials("123456"));
        bench.greet(StreamBench::sasl1());
        QVERIFY(bench.isClosedWith(StreamError::Downgrade));
    }

    void signsInTheOldWay()
    {
        StreamBench bench;
        StreamOptions options = StreamBench::options();
        options.totp = TotpMode::None;
        bench.stream.connectTo(options, StreamBench::credentials());
        bench.greet(StreamBench::sasl1());
        const QByteArray final = bench.proveScram(xmpp::kSaslNamespace);
        QCOMPARE(bench.request.attribute(u"mechanism"), u"SCRAM-SHA-256"_s);
        bench.relay().reply("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>" + final.toBase64() + "</success>");
        QVERIFY(bench.relay().expect(u"open"));
        bench.relay().reply(StreamBench::openFrame()).reply(StreamBench::features(StreamBench::sessionFeatures()));
        const xml::Element bind = bench.relay().next();
        QVERIFY(bind.hasChild(u"bind", u"urn:ietf:params:xml:ns:xmpp-bind"));
        bench.relay().reply("<iq xmlns='jabber:client' type='result' id='" + bind.attribute(u"id").toLatin1()
                            + "'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>ana@relay.example/r</jid></bind></iq>");
        QVERIFY(bench.relay().expect(u"enable"));
        bench.relay().reply("<failed xmlns='urn:xmpp:sm:3'/>");
        QCOMPARE(bench.establishedCount, 1);
        QCOMPARE(bench.info.sasl, SaslVersion::Sasl1);
        QVERIFY(!bench.info.streamManagement && !bench.info.carbonsEnabled && !bench.info.bind2);
    }

    void wantsTheProofTheOldWayToo_data()
    {
        QTest::addColumn<QByteArray>("success");
        QTest::newRow("empty") << QByteArray("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>");
        QTest::newRow("equals sign") << QByteArray("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>=</success>");
        QTest::newRow("forged") << QByteArray("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>dj1BQUFB</success>");
    }
    void wantsTheProofTheOldWayToo()
    {
        QFETCH(QByteArray, success);
        StreamBench bench;
        StreamOptions options = StreamBench::options();
        options.totp = TotpMode::None;
        bench.stream.connectTo(options, StreamBench::credentials());
        bench.greet(StreamBench::sasl1());
        (void)bench.proveScram(xmpp::kSaslNamespace);
        bench.relay().reply(success);
        QVERIFY(bench.isClosedWith(StreamError::ServerSignatureWrong));
    }

    void takesTheVerifierAsAChallenge()
    {
        StreamBench bench;
        StreamOptions options = StreamBench::options();
        options.totp = TotpMode::None;
        bench.stream.connectTo(options, StreamBench::credentials());
        bench.greet(StreamBench::sasl1());
        const QByteArray final = bench.proveScram(xmpp::kSaslNamespace);
        bench.relay().reply("<challenge xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>" + final.toBase64() + "</challenge>");
        const xml::Element answer = bench.relay().next();
        QVERIFY(answer.name() == u"response" && answer.text().isEmpty());
        bench.relay().reply("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>");
        QVERIFY(bench.relay().expect(u"open"));
    }

    void refusesAForeignBinding_data()
    {
        QTest::addColumn<QByteArray>("answer");
        const QByteArray head = "<iq xmlns='jabber:client' type='result' id='id-1'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>";
        QTest::newRow("another account") << QByteArray(head + "<jid>eve@relay.example/r</jid></bind></iq>");
        QTest::newRow("no resource") << QByteArray(head + "<jid>ana@relay.example</jid></bind></iq>");
        QTest::newRow("nothing") << QByteArray(head + "</bind></iq>");
        QTest::newRow("error") << QByteArray("<iq xmlns='jabber:client' type='error' id='id-1'><error type='cancel'>"
                                             "<conflict xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
    }
    void refusesAForeignBinding()
    {
        QFETCH(QByteArray, answer);
        StreamBench bench;
        StreamOptions options = StreamBench::options();
        options.totp = TotpMode::None;
        bench.stream.connectTo(options, StreamBench::credentials());
        bench.greet(StreamBench::sasl1());
        const QByteArray final = bench.proveScram(xmpp::kSaslNamespace);
        bench.relay().reply("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>" + final.toBase64() + "</success>");
        bench.relay().reply(StreamBench::openFrame()).reply(StreamBench::features(StreamBench::sessionFeatures()));
        bench.relay().reply(answer);
        QVERIFY(bench.isClosedWith(StreamError::BindFailed));
    }

    // --- PLAIN and the appended code

    void appendsTheCode()
    {
        StreamBench bench;
        StreamOptions options = StreamBench::options();
        options.totp = TotpMode::Appended;
        bench.stream.connectTo(options, StreamBench::credentials());
        bench.greet(StreamBench::sasl1());
        QCOMPARE(bench.codeRequests, 1);
        QCOMPARE(bench.relay().waiting(), std::size_t(0));
        bench.stream.provideCode(secret("123456"));
        const xml::Element auth = bench.relay().next();
        QCOMPARE(auth.attribute(u"mechanism"), u"PLAIN"_s);
        QCOMPARE(QByteArray::fromBase64(auth.text().toLatin1()), QByteArray("\0ana\0correct horse123456", 24));
        bench.relay().reply("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>");
        QVERIFY(bench.relay().expect(u"open"));
    }

    void appendsDigitsOnly()
    {
        StreamBench bench;
        StreamOptions options = StreamBench::options();
        options.totp = TotpMode::Appended;
        bench.stream.connectTo(options, StreamBench::credentials("12345"));
        bench.greet(StreamBench::sasl1());
        QVERIFY(bench.isClosedWith(StreamError::NotAuthorized));
    }

    void sendsNoPasswordWherePolicyForbids_data()
    {
        QTest::addColumn<QByteArray>("mechanisms");
        QTest::addColumn<bool>("isSasl2");
        QTest::newRow("PLAIN alone") << QByteArray("<mechanism>PLAIN</mechanism>") << false;
        QTest::newRow("PLAIN alone in SASL2") << QByteArray("<mechanism>PLAIN</mechanism>") << true;
        QTest::newRow("weaker SCRAM") << QByteArray("<mechanism>SCRAM-SHA-1</mechanism><mechanism>PLAIN</mechanism>") << true;
        QTest::newRow("nothing") << QByteArray() << true;
        QTest::newRow("lower case") << QByteArray("<mechanism>scram-sha-256</mechanism>") << true;
    }
    void sendsNoPasswordWherePolicyForbids()
    {
        QFETCH(QByteArray, mechanisms);
        QFETCH(bool, isSasl2);
        StreamBench bench;
        StreamOptions options = StreamBench::options();
        options.totp = isSasl2 ? TotpMode::RelayTask : TotpMode::None;
        bench.stream.connectTo(options, StreamBench::credentials("123456"));
        bench.greet(isSasl2 ? StreamBench::sasl2(mechanisms) : StreamBench::sasl1(mechanisms));
        QVERIFY(bench.isClosedWith(StreamError::NoSuitableMechanism));
    }

    void usesPlainWherePolicyAllowsAndScramIsMissing()
    {
        StreamBench bench;
        StreamOptions options = StreamBench::options();
        options.totp = TotpMode::None;
        options.allowPlain = true;
        bench.stream.connectTo(options, StreamBench::credentials());
        bench.greet(StreamBench::sasl1("<mechanism>PLAIN</mechanism>"));
        QCOMPARE(QByteArray::fromBase64(bench.relay().next().text().toLatin1()), QByteArray("\0ana\0correct horse", 18));
        StreamBench better;
        better.stream.connectTo(options, StreamBench::credentials());
        better.greet(StreamBench::sasl1());
        QCOMPARE(better.relay().next().attribute(u"mechanism"), u"SCRAM-SHA-256"_s);
    }
};

QTEST_GUILESS_MAIN(LegacySignInTest)
#include "legacy_sign_in_test.moc"
