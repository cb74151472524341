// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/stream/stream_bench.h"

#include <QTest>

using namespace wardline;
using namespace wardline::stream;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// The negotiation, script by script, as a relay sees it.
class SignInTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void provesPasswordAndCode()
    {
        StreamBench bench;
        bench.stream.connectTo(StreamBench::options(), StreamBench::credentials("123456"));
        QVERIFY(bench.relay().isOpenCalled());
        bench.relay().accept();
        const xml::Element open = bench.relay().next();
        QVERIFY(open.is(u"open", u"urn:ietf:params:xml:ns:xmpp-framing"));
        QCOMPARE(open.attribute(u"to"), u"relay.example"_s);
        QCOMPARE(open.attribute(u"from"), kAccount);
        bench.relay().reply(StreamBench::openFrame()).reply(StreamBench::features(StreamBench::sasl2()));

        const QByteArray final = bench.proveScram();
        QVERIFY(!final.isEmpty());
        QCOMPARE(bench.request.attribute(u"mechanism"), u"SCRAM-SHA-256"_s);
        const xml::Element *agent = bench.request.child(u"user-agent", u"urn:xmpp:sasl:2");
        QCOMPARE(agent->attribute(u"id"), u"d4565fa7-4d72-4749-b3d3-740edbf87770"_s);
        QCOMPARE(agent->childText(u"software", u"urn:xmpp:sasl:2"), u"Wardline"_s);
        const xml::Element *bind = bench.request.child(u"bind", u"urn:xmpp:bind:0");
        QCOMPARE(bind->childText(u"tag", u"urn:xmpp:bind:0"), u"Wardline"_s);
        QVERIFY(bind->hasChild(u"enable", u"urn:xmpp:carbons:2"));
        QVERIFY(bench.request.hasChild(u"request-token", u"urn:xmpp:fast:0"));
        QVERIFY(!bench.request.hasChild(u"fast", u"urn:xmpp:fast:0"));

        bench.relay().reply(StreamBench::continueWith("TOTP", StreamBench::additionalData(final)));
        const xml::Element next = bench.relay().next();
        QCOMPARE(next.attribute(u"task"), u"TOTP"_s);
        QCOMPARE(next.childText(u"totp", u"urn:xmpp:mfa:0"), u"123456"_s);
        bench.relay().reply(StreamBench::success(StreamBench::token()));
        QCOMPARE(bench.establishedCount, 0);
        bench.relay().reply(StreamBench::features(StreamBench::sessionFeatures()));
        QVERIFY(bench.relay().expect(u"enable"));
        bench.relay().reply("<enabled xmlns='urn:xmpp:sm:3' id='x' resume='true'/>");

        QCOMPARE(bench.establishedCount, 1);
        QCOMPARE(bench.stream.state(), StreamState::Established);
        QCOMPARE(bench.info.jid.toString(), u"ana@relay.example/Wardline~1"_s);
        QCOMPARE(bench.info.codeProof, CodeProof::Task);
        QCOMPARE(bench.info.mechanism, u"SCRAM-SHA-256"_s);
        QVERIFY(bench.info.bind2 && bench.info.carbonsEnabled && bench.info.csiOffered);
        QVERIFY(bench.info.streamManagement && bench.info.resumable && !bench.info.resumed);
        QVERIFY(bench.info.token.has_value());
        QCOMPARE(bench.info.token->value.view().toByteArray(), QByteArray("NEXT-TOKEN"));
        QVERIFY(bench.info.token->totpVerified);
        QCOMPARE(bench.info.token->expiry.time_since_epoch().count(), 1767268800000);
        QCOMPARE(bench.codeRequests, 0);
        QCOMPARE(bench.relay().waiting(), std::size_t(0));
    }

    void asksForACodeWhenNoneWasGiven()
    {
        StreamBench bench;
        bench.stream.connectTo(StreamBench::options(), StreamBench::credentials());
        bench.greet(StreamBench::sasl2());
        const QByteArray final = bench.proveScram();
        bench.relay().reply(StreamBench::continueWith("TOTP", StreamBench::additionalData(final)));
        QCOMPARE(bench.codeRequests, 1);
        QCOMPARE(bench.stream.state(), StreamState::AwaitingCode);
        bench.timers.advance(10min); // the user's time is not the relay's
        QVERIFY(!bench.closed);
        bench.stream.provideCode(secret("654321"));
        QCOMPARE(bench.relay().next().childText(u"totp", u"urn:xmpp:mfa:0"), u"654321"_s);
        bench.stream.provideCode(secret("654321"));
        QCOMPARE(bench.relay().waiting(), std::size_t(0));
        bench.timers.advance(31s);
        QVERIFY(bench.isClosedWith(StreamError::Timeout));
    }

    void sendsARecoveryCodeAsOne()
    {
        StreamBench bench;
        bench.stream.connectTo(StreamBench::options(), StreamBench::credentials("ABCD-EFGH-JKMN"));
        bench.greet(StreamBench::sasl2());
        const QByteArray final = bench.proveScram();
        bench.relay().reply(StreamBench::continueWith("TOTP", StreamBench::additionalData(final)));
        QCOMPARE(bench.relay().next().childText(u"recovery", u"urn:wardline:totp:0"), u"ABCD-EFGH-JKMN"_s);
        bench.relay().reply(StreamBench::success("<recovery-left xmlns='urn:wardline:totp:0'>9</recovery-left>"));
        bench.settle();
        QCOMPARE(bench.info.recoveryCodesLeft, std::optional(9));
    }

    void refusesACodeThatCannotBeSent()
    {
        StreamBench bench;
        bench.stream.connectTo(StreamBench::options(), StreamBench::credentials("12\n456"));
        bench.greet(StreamBench::sasl2());
        const QByteArray final = bench.proveScram();
        bench.relay().reply(StreamBench::continueWith("TOTP", StreamBench::additionalData(final)));
        QVERIFY(bench.isClosedWith(StreamError::NotAuthorized));
    }

    void escapesWhatTheUserTyped()
    {
        StreamBench bench;
        bench.stream.connectTo(StreamBench::options(), StreamBench::credentials("</recovery><x a='"));
        bench.greet(StreamBench::sasl2());
        const QByteArray final = bench.proveScram();
        bench.relay().reply(StreamBench::continueWith("TOTP", StreamBench::additionalData(final)));
        QCOMPARE(bench.relay().next().childText(u"recovery", u"urn:wardline:totp:0"), u"</recovery><x a='"_s);
    }

    void tellsNoCodeToARelayThatDidNotProveItself_data()
    {
        QTest::addColumn<QByteArray>("data");
        QTest::addColumn<QByteArray>("task");
        const QByteArray forged = StreamBench::additionalData("v=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
        QTest::newRow("code, no proof") << QByteArray() << QByteArray("TOTP");
        QTest::newRow("code, forged proof") << forged << QByteArray("TOTP");
        QTest::newRow("code, empty proof") << QByteArray("<additional-data/>") << QByteArray("TOTP");
        QTest::newRow("ticket, no proof") << QByteArray() << QByteArray("TOTP-INIT");
        QTest::newRow("ticket, forged proof") << forged << QByteArray("TOTP-INIT");
    }
    void tellsNoCodeToARelayThatDidNotProveItself()
    {
        QFETCH(QByteArray, data);
        QFETCH(QByteArray, task);
        StreamBench bench;
        bench.stream.connectTo(StreamBench::options(), StreamBench::credentials("123456", "ABCD-EFGH-JKMN-PQRS"));
        bench.greet(StreamBench::sasl2());
        (void)bench.proveScram();
        bench.relay().reply(StreamBench::continueWith(task, data));
        QVERIFY(bench.isClosedWith(StreamError::ServerSignatureWrong));
        QVERIFY(bench.relay().expect(u"close"));
        QCOMPARE(bench.relay().waiting(), std::size_t(0));
    }

    void tellsNoCodeBeforeThePasswordExchange()
    {
        StreamBench bench;
        bench.stream.connectTo(StreamBench::options(), StreamBench::credentials("123456"));
        bench.greet(StreamBench::sasl2());
        (void)bench.relay().next();
        bench.relay().reply(StreamBench::continueWith("TOTP", StreamBench::additionalData("v=AAAA")));
        QVERIFY(bench.isClosedWith(StreamError::ServerSignatureWrong));
    }

    void refusesSuccessWithoutProof_data()
    {
        QTest::addColumn<QByteArray>("data");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("forged") << StreamBench::additionalData("v=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
    }
    void refusesSuccessWithoutProof()
    {
        QFETCH(QByteArray, data);
        StreamBench bench;
        StreamOptions options = StreamBench::options();
        options.requireCode = false;
        bench.stream.connectTo(options, StreamBench::credentials());
        bench.greet(StreamBench::sasl2());
        (void)bench.proveScram();
        bench.relay().reply(StreamBench::success(data));
        QVERIFY(bench.isClosedWith(StreamError::ServerSignatureWrong));
        QCOMPARE(bench.establishedCount, 0);
    }

    void enrolsWithATicket()
    {
        StreamBench bench;
        bench.stream.connectTo(StreamBench::options(), StreamBench::credentials("999999", "ABCD-EFGH-JKMN-PQRS"));
        bench.greet(StreamBench::sasl2());
        const QByteArray final = bench.proveScram();
        bench.relay().reply(StreamBench::continueWith("TOTP-INIT", StreamBench::additionalData(final)));
        const xml::Element next = bench.relay().next();
        QCOMPARE(next.attribute(u"task"), u"TOTP-INIT"_s);
        QCOMPARE(next.childText(u"ticket", u"urn:wardline:totp:0"), u"ABCD-EFGH-JKMN-PQRS"_s);
        bench.relay().reply("<task-data xmlns='urn:xmpp:sasl:2'><setup xmlns='urn:xmpp:mfa:0'>"
                            "otpauth://totp/W:ana?secret=GEZDGNBV&amp;digits=6</setup></task-data>");
        QCOMPARE(bench.otpauth, QByteArray("otpauth://totp/W:ana?secret=GEZDGNBV&digits=6"));
        QCOMPARE(bench.stream.state(), StreamState::AwaitingEnrolmentCode);
        QCOMPARE(bench.relay().waiting(), std::size_t(0)); // the code typed before cannot be of this seed
        bench.stream.provideCode(secret("111222"));
        const xml::Element answer = bench.relay().next();
        QCOMPARE(answer.name(), u"task-data"_s);
        QCOMPARE(answer.childText(u"totp", u"urn:xmpp:mfa:0"), u"111222"_s);
        bench.relay().reply(StreamBench::success("<recovery-codes xmlns='urn:wardline:totp:0'><code>AAAA-BBBB-CCCC</code>"
                                                 "<code>DDDD-EEEE-FFFF</code></recovery-codes>"));
        QCOMPARE(bench.recoveryCodes, (QList<QByteArray> {"AAAA-BBBB-CCCC", "DDDD-EEEE-FFFF"}));
        bench.settle();
        QCOMPARE(bench.info.codeProof, CodeProof::Enrolment);
    }

    void asksForATicket()
    {
        StreamBench bench;
        bench.stream.connectTo(StreamBench::options(), StreamBench::credentials());
        bench.greet(StreamBench::sasl2());
        const QByteArray final = bench.proveScram();
        bench.relay().reply(StreamBench::continueWith("TOTP-INIT", StreamBench::additionalData(final)));
        QCOMPARE(bench.ticketRequests, 1);
        bench.stream.provideTicket(secret("ABCD"));
        QCOMPARE(bench.relay().next().childText(u"ticket", u"urn:wardline:totp:0"), u"ABCD"_s);
    }

    void failsWhereNobodyCanBeAsked_data()
    {
        QTest::addColumn<QByteArray>("task");
        QTest::addColumn<int>("code");
        QTest::newRow("code") << QByteArray("TOTP") << static_cast<int>(StreamError::CodeRequired);
        QTest::newRow("ticket") << QByteArray("TOTP-INIT") << static_cast<int>(StreamError::TicketRequired);
        QTest::newRow("unknown task") << QByteArray("UPGR-SCRAM-SHA-512") << static_cast<int>(StreamError::TaskNotSupported);
    }
    void failsWhereNobodyCanBeAsked()
    {
        QFETCH(QByteArray, task);
        QFETCH(int, code);
        StreamBench bench;
        StreamOptions options = StreamBench::options();
        options.interactive = false;
        bench.stream.connectTo(options, StreamBench::credentials());
        bench.greet(StreamBench::sasl2());
        const QByteArray final = bench.proveScram();
        bench.relay().reply(StreamBench::continueWith(task, StreamBench::additionalData(final)));
        QVERIFY(bench.isClosedWith(static_cast<StreamError>(code)));
    }

    void refusesASeedNobodyAskedFor_data()
    {
        QTest::addColumn<QByteArray>("frame");
        QTest::newRow("setup without ticket") << QByteArray(
            "<task-data xmlns='urn:xmpp:sasl:2'><setup xmlns='urn:xmpp:mfa:0'>otpauth://totp/x?secret=A</setup></task-data>");
        QTest::newRow("enrolment after a code") << StreamBench::continueWith("TOTP-INIT", {});
        QTest::newRow("the same task again") << StreamBench::continueWith("TOTP", {});
    }
    void refusesASeedNobodyAskedFor()
    {
        QFETCH(QByteArray, frame);
        StreamBench bench;
        bench.stream.connectTo(StreamBench::options(), StreamBench::credentials("123456"));
        bench.greet(StreamBench::sasl2());
        const QByteArray final = bench.proveScram();
        bench.relay().reply(StreamBench::continueWith("TOTP", StreamBench::additionalData(final)));
        bench.relay().reply(frame);
        QVERIFY(bench.closed.has_value());
        QVERIFY(bench.otpauth.isEmpty());
    }

    void refusesASeedThatIsNone()
    {
        StreamBench bench;
        bench.stream.connectTo(StreamBench::options(), StreamBench::credentials({}, "ABCD"));
        bench.greet(StreamBench::sasl2());
        const QByteArray final = bench.proveScram();
        bench.relay().reply(StreamBench::continueWith("TOTP-INIT", StreamBench::additionalData(final)));
        bench.relay().reply("<task-data xmlns='urn:xmpp:sasl:2'><setup xmlns='urn:xmpp:mfa:0'>https://evil.example/</setup></task-data>");
        QVERIFY(bench.isClosedWith(StreamError::ProtocolViolation));
    }

    void enrolsAFurtherAuthenticatorOnlyWhenAsked()
    {
        StreamBench bench;
        StreamOptions options = StreamBench::options();
        options.addAuthenticator = true;
        bench.stream.connectTo(options, StreamBench::credentials("123456"));
        bench.greet(StreamBench::sasl2());
        const QByteArray final = bench.proveScram();
        bench.relay().reply(StreamBench::continueWith("TOTP", StreamBench::additionalData(final)));
        QVERIFY(bench.relay().next().hasChild(u"add-authenticator", u"urn:wardline:totp:0"));
        bench.relay().reply(StreamBench::continueWith("TOTP-INIT", {}));
        const xml::Element next = bench.relay().next();
        QCOMPARE(next.attribute(u"task"), u"TOTP-INIT"_s);
        QVERIFY(next.children().empty());
        QCOMPARE(bench.ticketRequests, 0);
    }

    void refusesASignInWithoutACode()
    {
        StreamBench bench;
        bench.stream.connectTo(StreamBench::options(), StreamBench::credentials());
        bench.greet(StreamBench::sasl2());
        const QByteArray final = bench.proveScram();
        bench.relay().reply(StreamBench::success(StreamBench::additionalData(final)));
        QVERIFY(bench.isClosedWith(StreamError::SecondFactorMissing));
    }

    void acceptsASignInWithoutACodeWherePolicyDoes()
    {
        StreamBench bench;
        StreamOptions options = StreamBench::options();
        options.requireCode = false;
        bench.stream.connectTo(options, StreamBench::credentials());
        bench.greet(StreamBench::sasl2());
        const QByteArray final = bench.proveScram();
        bench.relay().reply(StreamBench::success(StreamBench::additionalData(final)));
        bench.settle();
        QCOMPARE(bench.establishedCount, 1);
        QCOMPARE(bench.info.codeProof, CodeProof::None);
    }

    void neverSaysWhichProofWasWrong()
    {
        const QByteArray refusal = "<failure xmlns='urn:xmpp:sasl:2'><not-authorized xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/></failure>";
        StreamBench password;
        password.stream.connectTo(StreamBench::options(), StreamBench::credentials("123456"));
        password.greet(StreamBench::sasl2());
        (void)password.proveScram();
        password.relay().reply(refusal);
        StreamBench code;
        code.stream.connectTo(StreamBench::options(), StreamBench::credentials("123456"));
        code.greet(StreamBench::sasl2());
        const QByteArray final = code.proveScram();
        code.relay().reply(StreamBench::continueWith("TOTP", StreamBench::additionalData(final))).reply(refusal);
        QVERIFY(password.isClosedWith(StreamError::NotAuthorized));
        QVERIFY(code.isClosedWith(StreamError::NotAuthorized));
        QCOMPARE(code.closed->detail(), password.closed->detail());
    }

    void mapsFailures_data()
    {
        QTest::addColumn<QByteArray>("condition");
        QTest::addColumn<int>("code");
        const auto row = [](const char *condition, StreamError code) {
            QTest::newRow(condition) << QByteArray(condition) << static_cast<int>(code);
        };
        row("account-disabled", StreamError::AccountDisabled);
        row("credentials-expired", StreamError::CredentialsExpired);
        row("temporary-auth-failure", StreamError::TooManyAttempts);
        row("invalid-mechanism", StreamError::NoSuitableMechanism);
        row("malformed-request", StreamError::ProtocolViolation);
        row("aborted", StreamError::Aborted);
        row("made-up", StreamError::NotAuthorized);
    }
    void mapsFailures()
    {
        QFETCH(QByteArray, condition);
        QFETCH(int, code);
        StreamBench bench;
        bench.stream.connectTo(StreamBench::options(), StreamBench::credentials("123456"));
        bench.greet(StreamBench::sasl2());
        (void)bench.proveScram();
        bench.relay().reply("<failure xmlns='urn:xmpp:sasl:2'><" + condition + " xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>"
                            "<wait xmlns='urn:wardline:totp:0' seconds='17'/></failure>");
        QVERIFY(bench.isClosedWith(static_cast<StreamError>(code)));
        QCOMPARE(bench.stream.retryAfter(), std::optional<std::chrono::seconds>(17));
    }

    void isNotStalledByTheRelay()
    {
        StreamBench bench;
        bench.scram = FakeScramServer(kPassword, 1'000'001);
        bench.stream.connectTo(StreamBench::options(), StreamBench::credentials("123456"));
        bench.greet(StreamBench::sasl2());
        const QByteArray first = bench.scram.first(
            QByteArray::fromBase64(bench.relay().next().childText(u"initial-response", u"urn:xmpp:sasl:2").toLatin1()));
        bench.relay().reply("<challenge xmlns='urn:xmpp:sasl:2'>" + first.toBase64() + "</challenge>");
        QVERIFY(bench.isClosedWith(StreamError::ScramRefused));
        QVERIFY(bench.relay().expect(u"close"));
    }

    void refusesAnotherAccount()
    {
        StreamBench bench;
        bench.stream.connectTo(StreamBench::options(), StreamBench::credentials("123456"));
        bench.greet(StreamBench::sasl2());
        const QByteArray final = bench.proveScram();
        bench.relay().reply(StreamBench::continueWith("TOTP", StreamBench::additionalData(final)));
        bench.relay().reply(StreamBench::success({}, "eve@relay.example/x"));
        QVERIFY(bench.isClosedWith(StreamError::ProtocolViolation));
    }

    void refusesTheOtherProfileInBetween()
    {
        StreamBench bench;
        bench.stream.connectTo(StreamBench::options(), StreamBench::credentials("123456"));
        bench.greet(StreamBench::sasl2());
        (void)bench.relay().next();
        bench.relay().reply("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>");
        QVERIFY(bench.isClosedWith(StreamError::ProtocolViolation));
    }

    // --- tokens

    void comesBackWithAToken()
    {
        StreamBench bench;
        Credentials credentials;
        credentials.token = FastToken {secret("TOKEN"), u"HT-SHA-256-NONE"_s, {}, true};
        bench.stream.connectTo(StreamBench::options(), std::move(credentials));
        bench.greet(StreamBench::sasl2());
        const xml::Element request = bench.relay().next();
        QCOMPARE(request.attribute(u"mechanism"), u"HT-SHA-256-NONE"_s);
        QVERIFY(request.hasChild(u"fast", u"urn:xmpp:fast:0"));
        QVERIFY(!request.hasChild(u"request-token", u"urn:xmpp:fast:0"));
        const QByteArray initial = QByteArray::fromBase64(request.childText(u"initial-response", u"urn:xmpp:sasl:2").toLatin1());
        QCOMPARE(initial, QByteArray("ana" + QByteArray(1, '\0') + crypto::hmacSha256(secret("TOKEN"), "Initiator").view().toByteArray()));
        const QByteArray proof = crypto::hmacSha256(secret("TOKEN"), "Responder").view().toByteArray();
        bench.relay().reply(StreamBench::success(StreamBench::additionalData(proof) + StreamBench::token("NEXT")));
        bench.settle();
        QCOMPARE(bench.info.codeProof, CodeProof::Token);
        QCOMPARE(bench.info.token->value.view().toByteArray(), QByteArray("NEXT"));
        QVERIFY(bench.info.token->totpVerified);
    }

    void refusesARelayThatDoesNotKnowTheToken_data()
    {
        QTest::addColumn<QByteArray>("data");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("our own proof reflected")
            << StreamBench::additionalData(crypto::hmacSha256(secret("TOKEN"), "Initiator").view().toByteArray());
        QTest::newRow("forged") << StreamBench::additionalData(QByteArray(32, 'x'));
    }
    void refusesARelayThatDoesNotKnowTheToken()
    {
        QFETCH(QByteArray, data);
        StreamBench bench;
        Credentials credentials;
        credentials.token = FastToken {secret("TOKEN"), u"HT-SHA-256-NONE"_s, {}, true};
        bench.stream.connectTo(StreamBench::options(), std::move(credentials));
        bench.greet(StreamBench::sasl2());
        bench.relay().reply(StreamBench::success(data));
        QVERIFY(bench.isClosedWith(StreamError::ServerSignatureWrong));
    }

    void saysThatATokenWasRefused_data()
    {
        QTest::addColumn<QByteArray>("condition");
        QTest::newRow("wrong") << QByteArray("not-authorized");
        QTest::newRow("expired") << QByteArray("credentials-expired");
    }
    void saysThatATokenWasRefused()
    {
        QFETCH(QByteArray, condition);
        StreamBench bench;
        Credentials credentials;
        credentials.token = FastToken {secret("TOKEN"), u"HT-SHA-256-NONE"_s, {}, true};
        bench.stream.connectTo(StreamBench::options(), std::move(credentials));
        bench.greet(StreamBench::sasl2());
        bench.relay().reply("<failure xmlns='urn:xmpp:sasl:2'><" + condition + " xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/></failure>");
        QVERIFY(bench.isClosedWith(StreamError::TokenRefused));
    }

    void refusesATokenThatProvedNoCode()
    {
        StreamBench bench;
        Credentials credentials;
        credentials.token = FastToken {secret("TOKEN"), u"HT-SHA-256-NONE"_s, {}, false};
        bench.stream.connectTo(StreamBench::options(), std::move(credentials));
        bench.greet(StreamBench::sasl2());
        QVERIFY(bench.isClosedWith(StreamError::SecondFactorMissing));
    }

    void invalidatesATokenAtSignOut()
    {
        StreamBench bench;
        StreamOptions options = StreamBench::options();
        options.invalidateToken = true;
        Credentials credentials;
        credentials.token = FastToken {secret("TOKEN"), u"HT-SHA-256-NONE"_s, {}, true};
        bench.stream.connectTo(options, std::move(credentials));
        bench.greet(StreamBench::sasl2());
        QCOMPARE(bench.relay().next().child(u"fast", u"urn:xmpp:fast:0")->attribute(u"invalidate"), u"true"_s);
    }
};

QTEST_GUILESS_MAIN(SignInTest)
#include "sign_in_test.moc"
