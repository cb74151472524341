// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/stream/stream_bench.h"

#include <QTest>

using namespace wardline;
using namespace wardline::stream;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QByteArray kAsk = "<r xmlns='urn:xmpp:sm:3'/>";

QByteArray count(int handled)
{
    return "<a xmlns='urn:xmpp:sm:3' h='" + QByteArray::number(handled) + "'/>";
}

QByteArray incoming(const QByteArray &id)
{
    return "<message xmlns='jabber:client' from='ben@relay.example/x' id='" + id + "'><body>hi</body></message>";
}

} // namespace

/// The life of one connection: refusals at its beginning, counting, probing, its end, and its resumption by the next one.
class XmppStreamTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void goesThroughItsStates()
    {
        StreamBench bench;
        bench.signIn();
        QCOMPARE(bench.states, (std::vector {StreamState::Connecting, StreamState::Negotiating, StreamState::Established}));
    }

    void passesOnWhyTheTransportFailed()
    {
        StreamBench bench;
        bench.stream.connectTo(StreamBench::options(), StreamBench::credentials());
        bench.relay().lose(Error(StreamError::CertificateExpired));
        QVERIFY(bench.isClosedWith(StreamError::CertificateExpired));
        QVERIFY(!bench.stream.takeResumeState());
    }

    void refusesABadBeginning_data()
    {
        QTest::addColumn<QByteArray>("frame");
        QTest::addColumn<int>("code");
        const auto row = [](const char *name, const QByteArray &frame, StreamError code) {
            QTest::newRow(name) << frame << static_cast<int>(code);
        };
        const QByteArray ns = " xmlns='urn:ietf:params:xml:ns:xmpp-framing'";
        row("another host", "<open" + ns + " from='evil.example' version='1.0'/>", StreamError::HostUnknown);
        row("no host", "<open" + ns + " version='1.0'/>", StreamError::HostUnknown);
        row("a user of the host", "<open" + ns + " from='eve@relay.example' version='1.0'/>", StreamError::HostUnknown);
        row("no version", "<open" + ns + " from='relay.example'/>", StreamError::ProtocolViolation);
        row("features first", "<features xmlns='http://etherx.jabber.org/streams'/>", StreamError::ProtocolViolation);
        row("see other uri", "<close" + ns + " see-other-uri='wss://evil.example/'/>", StreamError::Redirected);
        row("plain close", "<close" + ns + "/>", StreamError::ClosedByRelay);
        row("not XML", "hello", StreamError::BadXml);
        row("cut off", "<open" + ns, StreamError::BadXml);
        row("two roots", "<open" + ns + "/><open" + ns + "/>", StreamError::BadXml);
        row("entity bomb", "<!DOCTYPE x [<!ENTITY a 'aaaa'>]><open>&a;</open>", StreamError::BadXml);
        row("DTD", "<!DOCTYPE x SYSTEM 'file:///etc/passwd'><open/>", StreamError::BadXml);
        row("comment", "<open" + ns + "><!-- x --></open>", StreamError::BadXml);
        row("not UTF-8", "<open" + ns + " from='\xff\xfe'/>", StreamError::BadXml);
        row("depth bomb", QByteArray("<a>").repeated(500) + QByteArray("</a>").repeated(500), StreamError::FrameTooLarge);
        row("large", "<a>" + QByteArray(2 * 1024 * 1024, 'x') + "</a>", StreamError::FrameTooLarge);
    }
    void refusesABadBeginning()
    {
        QFETCH(QByteArray, frame);
        QFETCH(int, code);
        StreamBench bench;
        bench.stream.connectTo(StreamBench::options(), StreamBench::credentials("123456"));
        bench.relay().accept();
        bench.relay().reply(frame);
        QVERIFY(bench.isClosedWith(static_cast<StreamError>(code)));
        QVERIFY(bench.relay().isFinished());
    }

    void namesStreamErrors_data()
    {
        QTest::addColumn<QByteArray>("condition");
        QTest::addColumn<int>("code");
        const auto row = [](const char *condition, StreamError code) {
            QTest::newRow(condition) << QByteArray(condition) << static_cast<int>(code);
        };
        row("conflict", StreamError::Conflict);
        row("policy-violation", StreamError::PolicyViolation);
        row("not-authorized", StreamError::Revoked);
        row("system-shutdown", StreamError::SystemShutdown);
        row("host-unknown", StreamError::HostUnknown);
        row("resource-constraint", StreamError::RelayResources);
        row("see-other-host", StreamError::Redirected);
        row("not-well-formed", StreamError::RelayError);
        row("invented", StreamError::RelayError);
    }
    void namesStreamErrors()
    {
        QFETCH(QByteArray, condition);
        QFETCH(int, code);
        const QByteArray frame = "<stream:error xmlns:stream='http://etherx.jabber.org/streams'><" + condition
            + " xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>";
        StreamBench early;
        early.stream.connectTo(StreamBench::options(), StreamBench::credentials("123456"));
        early.greet(StreamBench::sasl2());
        early.relay().reply(frame);
        QVERIFY(early.isClosedWith(static_cast<StreamError>(code)));
        StreamBench late;
        late.signIn();
        late.relay().reply(frame);
        QVERIFY(late.isClosedWith(static_cast<StreamError>(code)));
        QVERIFY(!late.stream.takeResumeState());
    }

    void doesNotWaitForeverForAnAnswer()
    {
        StreamBench bench;
        bench.stream.connectTo(StreamBench::options(), StreamBench::credentials("123456"));
        bench.relay().accept();
        bench.timers.advance(29s);
        QVERIFY(!bench.closed);
        bench.timers.advance(1s);
        QVERIFY(bench.isClosedWith(StreamError::Timeout));
    }

    void sendsNothingBeforeItStands()
    {
        StreamBench bench;
        QVERIFY(bench.stream.sendStanza(chat(u"m1")).error().is(StreamError::NotConnected));
        bench.stream.connectTo(StreamBench::options(), StreamBench::credentials("123456"));
        bench.greet(StreamBench::sasl2());
        QVERIFY(bench.stream.sendStanza(chat(u"m1")).error().is(StreamError::NotConnected));
    }

    void sendsNothingARelayWouldCloseOver()
    {
        StreamBench bench;
        bench.signIn();
        xml::Element large = chat(u"m1");
        large.setText(QString(300 * 1024, u'x'));
        QVERIFY(bench.stream.sendStanza(large).error().is(StreamError::FrameTooLarge));
        QCOMPARE(bench.relay().waiting(), std::size_t(0));
        QCOMPARE(bench.stream.state(), StreamState::Established);
    }

    // --- counting

    void reportsWhatTheRelayHas()
    {
        StreamBench bench;
        bench.signIn();
        const StanzaHandle first = bench.stream.sendStanza(chat(u"m1")).value();
        const StanzaHandle second = bench.stream.sendStanza(chat(u"m2")).value();
        QVERIFY(bench.relay().expect(u"message"));
        QVERIFY(bench.relay().expect(u"r"));
        QVERIFY(bench.relay().expect(u"message")); // one question at a time
        QCOMPARE(bench.relay().waiting(), std::size_t(0));
        bench.relay().reply(count(1));
        QCOMPARE(bench.acknowledged, std::vector {first});
        QVERIFY(bench.relay().expect(u"r"));
        bench.relay().reply(count(2));
        QCOMPARE(bench.acknowledged, (std::vector {first, second}));
        QCOMPARE(bench.relay().waiting(), std::size_t(0));
    }

    void endsOverAWrongCount()
    {
        StreamBench bench;
        bench.signIn();
        (void)bench.stream.sendStanza(chat(u"m1")).value();
        bench.relay().reply(count(2));
        QVERIFY(bench.isClosedWith(StreamError::AcknowledgementWrong));
        QVERIFY(bench.acknowledged.empty());
        QVERIFY(!bench.stream.takeResumeState());
    }

    void acknowledgesOnlyWhatIsStored()
    {
        StreamBench bench;
        bench.signIn();
        bench.relay().reply(incoming("a")).reply(incoming("b")).reply(kAsk);
        QCOMPARE(bench.relay().next().attribute(u"h"), u"0"_s);
        bench.stream.markHandled(bench.tokens.at(0));
        QCOMPARE(bench.relay().waiting(), std::size_t(0));
        bench.stream.markHandled(bench.tokens.at(1)); // the relay is told as soon as all is stored
        QCOMPARE(bench.relay().next().attribute(u"h"), u"2"_s);
        bench.relay().reply(kAsk);
        QCOMPARE(bench.relay().next().attribute(u"h"), u"2"_s);
    }

    void countsQuestionsItAnswersItself()
    {
        StreamBench bench;
        bench.signIn();
        bench.relay().reply("<iq xmlns='jabber:client' type='get' id='q' from='relay.example'><x xmlns='urn:x'/></iq>");
        QVERIFY(bench.relay().expect(u"iq"));
        QVERIFY(bench.relay().expect(u"r"));
        bench.relay().reply(kAsk);
        QCOMPARE(bench.relay().next().attribute(u"h"), u"1"_s);
        QVERIFY(bench.received.empty());
    }

    void keepsWhatCameBeforeCounting()
    {
        StreamBench bench;
        bench.stream.connectTo(StreamBench::options(), StreamBench::credentials("123456"));
        bench.greet(StreamBench::sasl2());
        const QByteArray final = bench.proveScram();
        bench.relay().reply(StreamBench::continueWith("TOTP", StreamBench::additionalData(final))).reply(StreamBench::success());
        (void)bench.relay().next();
        bench.relay().reply(StreamBench::features(StreamBench::sessionFeatures())).reply(incoming("early"));
        QVERIFY(bench.received.empty());
        (void)bench.relay().next();
        bench.relay().reply("<enabled xmlns='urn:xmpp:sm:3'/>");
        QCOMPARE(bench.received.size(), std::size_t(1));
        bench.stream.markHandled(bench.tokens.at(0));
        bench.relay().reply(kAsk);
        QCOMPARE(bench.relay().next().attribute(u"h"), u"0"_s); // the relay did not count it
        QVERIFY(!bench.info.resumable);
    }

    void ignoresForeignElementsAndWhitespace()
    {
        StreamBench bench;
        bench.signIn();
        bench.relay().reply(" \n").reply("<message xmlns='urn:other'/>").reply("<success xmlns='urn:xmpp:sasl:2'/>");
        QVERIFY(bench.received.empty());
        QCOMPARE(bench.stream.state(), StreamState::Established);
    }

    void asksQuestionsThroughTheRouter()
    {
        StreamBench bench;
        bench.signIn();
        xmpp::IqStanza question;
        question.content = xml::Element(u"query", u"urn:x");
        bool isAnswered = false;
        bench.stream.iq().request(&bench.stream, question, [&](const auto &answer) { isAnswered = answer.has_value(); });
        const QByteArray id = bench.relay().next().attribute(u"id").toLatin1();
        bench.relay().reply("<iq xmlns='jabber:client' type='result' from='eve@relay.example' id='" + id + "'/>");
        QVERIFY(!isAnswered);
        bench.relay().reply("<iq xmlns='jabber:client' type='result' from='ana@relay.example' id='" + id + "'/>");
        QVERIFY(isAnswered);
    }

    void saysWhetherSomebodyIsLooking()
    {
        StreamBench bench;
        bench.signIn();
        bench.stream.setClientActive(false);
        QVERIFY(bench.relay().next().is(u"inactive", u"urn:xmpp:csi:0"));
        bench.stream.setClientActive(true);
        QVERIFY(bench.relay().next().is(u"active", u"urn:xmpp:csi:0"));
    }

    // --- half-open connections

    void noticesSilence()
    {
        StreamBench bench;
        bench.signIn();
        bench.timers.advance(30s);
        bench.relay().reply(incoming("a"));
        bench.timers.advance(30s);
        QCOMPARE(bench.relay().waiting(), std::size_t(0)); // something was heard in this span
        bench.timers.advance(60s);
        QVERIFY(bench.relay().expect(u"r"));
        bench.timers.advance(19s);
        QVERIFY(!bench.closed);
        bench.timers.advance(1s);
        QVERIFY(bench.isClosedWith(StreamError::ConnectionLost));
        QVERIFY(bench.stream.takeResumeState().has_value());
    }

    void isContentWithAnyAnswer()
    {
        StreamBench bench;
        bench.signIn();
        bench.stream.probe();
        QVERIFY(bench.relay().expect(u"r"));
        bench.relay().reply(count(0));
        bench.timers.advance(70s);
        QVERIFY(!bench.closed);
    }

    void pingsWhereNothingIsCounted()
    {
        StreamBench bench;
        bench.stream.connectTo(StreamBench::options(), StreamBench::credentials("123456"));
        bench.greet(StreamBench::sasl2());
        const QByteArray final = bench.proveScram();
        bench.relay().reply(StreamBench::continueWith("TOTP", StreamBench::additionalData(final))).reply(StreamBench::success());
        (void)bench.relay().next();
        bench.relay().reply(StreamBench::features({}));
        QCOMPARE(bench.establishedCount, 1);
        QVERIFY(!bench.info.streamManagement);
        bench.stream.probe();
        const xml::Element ping = bench.relay().next();
        QVERIFY(ping.hasChild(u"ping", u"urn:xmpp:ping"));
        QCOMPARE(ping.attribute(u"to"), u"relay.example"_s);
        bench.timers.advance(20s);
        QVERIFY(bench.isClosedWith(StreamError::ConnectionLost));
        QVERIFY(!bench.stream.takeResumeState());
    }

    // --- the end

    void saysGoodBye()
    {
        StreamBench bench;
        bench.signIn();
        bench.stream.disconnectFromRelay();
        QVERIFY(bench.relay().expect(u"a"));
        QVERIFY(bench.relay().expect(u"close"));
        QVERIFY(!bench.closed);
        bench.relay().reply("<close xmlns='urn:ietf:params:xml:ns:xmpp-framing'/>");
        QVERIFY(bench.isClosedWith(StreamError::Closed));
        QVERIFY(!bench.stream.takeResumeState());
    }

    void doesNotWaitLongForGoodBye()
    {
        StreamBench bench;
        bench.signIn();
        bench.stream.disconnectFromRelay();
        bench.timers.advance(3s);
        QVERIFY(bench.isClosedWith(StreamError::Closed));
    }

    void failsOpenQuestionsAtTheEnd()
    {
        StreamBench bench;
        bench.signIn();
        xmpp::IqStanza question;
        question.content = xml::Element(u"query", u"urn:x");
        std::optional<Error> error;
        bench.stream.iq().request(&bench.stream, question, [&](const auto &answer) { error = answer.error(); });
        bench.relay().lose(Error(StreamError::ConnectionLost));
        QVERIFY(error && error->is(IqError::Disconnected));
        QVERIFY(bench.isClosedWith(StreamError::ConnectionLost));
        bench.timers.advance(10min);
        QCOMPARE(bench.closedCount, 1);
        QCOMPARE(bench.timers.activeCount(), std::size_t(0));
    }

    // --- resumption

    void resumesWhereItStopped()
    {
        StreamBench before;
        before.signIn();
        const StanzaHandle first = before.stream.sendStanza(chat(u"m1")).value();
        const StanzaHandle second = before.stream.sendStanza(chat(u"m2")).value();
        before.relay().reply(incoming("a")).reply(incoming("b"));
        before.stream.markHandled(before.tokens.at(0)); // b is not stored when the network breaks
        before.relay().lose(Error(StreamError::ConnectionLost));
        auto state = before.stream.takeResumeState();
        QVERIFY(state.has_value());
        QVERIFY(!before.stream.takeResumeState());

        StreamBench bench;
        StreamOptions options = StreamBench::options();
        options.resume = std::move(state);
        bench.stream.connectTo(std::move(options), StreamBench::credentials("123456"));
        bench.greet(StreamBench::sasl2());
        const QByteArray final = bench.proveScram();
        QVERIFY(!bench.request.hasChild(u"bind", u"urn:xmpp:bind:0"));
        bench.relay().reply(StreamBench::continueWith("TOTP", StreamBench::additionalData(final)));
        (void)bench.relay().next();
        bench.relay().reply("<success xmlns='urn:xmpp:sasl:2'><authorization-identifier>ana@relay.example</authorization-identifier></success>");
        bench.relay().reply(StreamBench::features(StreamBench::sessionFeatures()));
        const xml::Element resume = bench.relay().next();
        QCOMPARE(resume.attribute(u"previd"), u"resume-1"_s);
        QCOMPARE(resume.attribute(u"h"), u"1"_s);
        bench.relay().reply("<resumed xmlns='urn:xmpp:sm:3' previd='resume-1' h='1'/>");

        QCOMPARE(bench.establishedCount, 1);
        QVERIFY(bench.info.resumed && bench.info.resumable && bench.info.carbonsEnabled);
        QCOMPARE(bench.info.jid.toString(), u"ana@relay.example/Wardline~1"_s);
        QCOMPARE(bench.acknowledged, std::vector {first});
        QCOMPARE(bench.relay().next().attribute(u"id"), u"m2"_s);
        QVERIFY(bench.relay().expect(u"r"));
        bench.relay().reply(count(2));
        QCOMPARE(bench.acknowledged, (std::vector {first, second}));
        bench.relay().reply(incoming("b")).reply(kAsk);
        bench.stream.markHandled(bench.tokens.at(0));
        QCOMPARE(bench.relay().next().attribute(u"h"), u"1"_s);
        QCOMPARE(bench.relay().next().attribute(u"h"), u"2"_s);
    }

    void asksNoOldQuestionsAgain()
    {
        StreamBench before;
        before.signIn();
        xmpp::IqStanza question;
        question.content = xml::Element(u"query", u"urn:x");
        before.stream.iq().request(&before.stream, question, [](const auto &) {});
        (void)before.stream.sendStanza(chat(u"m1")).value();
        before.stream.abandon();
        StreamBench bench;
        resume(bench, before.stream.takeResumeState());
        bench.relay().reply("<resumed xmlns='urn:xmpp:sm:3' previd='resume-1' h='0'/>");
        QCOMPARE(bench.relay().next().attribute(u"id"), u"m1"_s);
        bench.relay().reply(count(1));
        QCOMPARE(bench.acknowledged.size(), std::size_t(1));
    }

    void bindsAnewWhenTheSessionIsGone()
    {
        StreamBench before;
        before.signIn();
        const StanzaHandle first = before.stream.sendStanza(chat(u"m1")).value();
        const StanzaHandle second = before.stream.sendStanza(chat(u"m2")).value();
        before.relay().lose(Error(StreamError::ConnectionLost));
        StreamBench bench;
        resume(bench, before.stream.takeResumeState());
        bench.relay().reply("<failed xmlns='urn:xmpp:sm:3' h='1'><item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></failed>");
        QCOMPARE(bench.acknowledged, std::vector {first});
        QCOMPARE(bench.uncertain, std::vector {second});
        const QByteArray id = bench.relay().next().attribute(u"id").toLatin1();
        bench.relay().reply("<iq xmlns='jabber:client' type='result' id='" + id
                            + "'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>ana@relay.example/new</jid></bind></iq>");
        QVERIFY(bench.relay().expect(u"enable"));
        bench.relay().reply("<enabled xmlns='urn:xmpp:sm:3' id='resume-2' resume='true'/>");
        QCOMPARE(bench.establishedCount, 1);
        QVERIFY(!bench.info.resumed && !bench.info.carbonsEnabled);
        QVERIFY(bench.stream.sendStanza(chat(u"m3")).value() > second);
        bench.relay().reply(count(1));
        QCOMPARE(bench.acknowledged.size(), std::size_t(2));
    }

    void refusesAForgedResumption_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<int>("code");
        QTest::newRow("another session") << QByteArray("<resumed xmlns='urn:xmpp:sm:3' previd='other' h='0'/>")
                                         << static_cast<int>(StreamError::ProtocolViolation);
        QTest::newRow("no count") << QByteArray("<resumed xmlns='urn:xmpp:sm:3' previd='resume-1'/>")
                                  << static_cast<int>(StreamError::ProtocolViolation);
        QTest::newRow("more than was sent") << QByteArray("<resumed xmlns='urn:xmpp:sm:3' previd='resume-1' h='5'/>")
                                            << static_cast<int>(StreamError::AcknowledgementWrong);
        QTest::newRow("negative") << QByteArray("<resumed xmlns='urn:xmpp:sm:3' previd='resume-1' h='-1'/>")
                                  << static_cast<int>(StreamError::ProtocolViolation);
    }
    void refusesAForgedResumption()
    {
        QFETCH(QByteArray, answer);
        QFETCH(int, code);
        StreamBench before;
        before.signIn();
        before.relay().lose(Error(StreamError::ConnectionLost));
        StreamBench bench;
        resume(bench, before.stream.takeResumeState());
        bench.relay().reply(answer);
        QVERIFY(bench.isClosedWith(static_cast<StreamError>(code)));
        QCOMPARE(bench.establishedCount, 0);
    }

    void handsAnUnusedStateOn()
    {
        StreamBench before;
        before.signIn();
        (void)before.stream.sendStanza(chat(u"m1")).value();
        before.relay().lose(Error(StreamError::ConnectionLost));
        StreamBench bench;
        StreamOptions options = StreamBench::options();
        options.resume = before.stream.takeResumeState();
        bench.stream.connectTo(std::move(options), StreamBench::credentials());
        bench.relay().lose(Error(StreamError::RelayNotReachable));
        const auto state = bench.stream.takeResumeState();
        QVERIFY(state.has_value());
        QCOMPARE(state->id, u"resume-1"_s);
        QCOMPARE(state->counts.unacked().size(), std::size_t(1));
    }

private:
    /// Up to `<resume/>`.
    static void resume(StreamBench &bench, std::optional<ResumeState> state)
    {
        QVERIFY(state.has_value());
        StreamOptions options = StreamBench::options();
        options.resume = std::move(state);
        bench.stream.connectTo(std::move(options), StreamBench::credentials("123456"));
        bench.greet(StreamBench::sasl2());
        const QByteArray final = bench.proveScram();
        bench.relay().reply(StreamBench::continueWith("TOTP", StreamBench::additionalData(final)));
        (void)bench.relay().next();
        bench.relay().reply("<success xmlns='urn:xmpp:sasl:2'><authorization-identifier>ana@relay.example</authorization-identifier></success>");
        bench.relay().reply(StreamBench::features(StreamBench::sessionFeatures()));
        QVERIFY(bench.relay().expect(u"resume"));
    }
};

QTEST_GUILESS_MAIN(XmppStreamTest)
#include "xmpp_stream_test.moc"
