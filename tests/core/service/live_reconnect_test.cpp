// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/service/ward_bench.h"

#include <algorithm>

namespace wardline::service::test {

namespace {

const QString kWard = u"ward4@rooms.relay.example"_s;
constexpr auto kClose = "<close xmlns='urn:ietf:params:xml:ns:xmpp-framing'/>";

QByteArray streamError(const QByteArray &condition)
{
    return "<stream:error xmlns:stream='http://etherx.jabber.org/streams'><" + condition
        + " xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>";
}

model::DeliveryState stateOf(WardBench &bench, model::MessageId id)
{
    const auto found = bench.answer(bench.session()->messages().byIds({id}));
    return found && !found->isEmpty() ? found->first().state : model::DeliveryState::Received;
}

bool asks(const xml::Element &iq, QStringView payload, QStringView ns)
{
    return iq.child(payload, ns) != nullptr;
}

/// The relay refuses a question with this condition.
void refuse(WardBench &bench, const xml::Element &iq, const QByteArray &condition)
{
    bench.relay.say("<iq xmlns='jabber:client' type='error' id='" + iq.attribute(u"id").toUtf8()
                    + "'><error type='wait'><" + condition
                    + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
}

ConnectionPhase phase(WardBench &bench)
{
    return bench.session() != nullptr ? bench.session()->connection().phase : ConnectionPhase::Offline;
}

/// Time goes by in small steps, with a relay that answers.
void pass(WardBench &bench, std::chrono::seconds time)
{
    for (auto gone = std::chrono::seconds(0); gone < time; gone += std::chrono::seconds(5)) {
        bench.timers.advance(std::chrono::seconds(5));
        bench.settle();
    }
}

} // namespace

/// What a relay may do to a connection that stands, and how the person gets back without doing anything.
class LiveReconnectTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRelayThatIsRestartedTwiceEndsNothing_data()
    {
        QTest::addColumn<QByteArray>("goodBye");
        QTest::newRow("closed in order") << QByteArray(kClose);
        QTest::newRow("policy violation") << streamError("policy-violation");
        QTest::newRow("shutdown") << streamError("system-shutdown");
    }
    void aRelayThatIsRestartedTwiceEndsNothing()
    {
        QFETCH(const QByteArray, goodBye);
        WardBench bench;
        bench.signIn();
        pass(bench, std::chrono::seconds(30));
        bench.relay.answersSignIn = false;
        bench.relay.line().reply(goodBye);
        for (int again = 0; again < 3; ++again) { // it listens again already, and stops before we are in
            bench.relay.work();
            if (bench.relay.hasLine()) {
                bench.relay.line().reply(goodBye);
            }
            QVERIFY(bench.session() != nullptr);
            QCOMPARE(bench.state(), model::SignInState::SignedIn);
            pass(bench, std::chrono::seconds(5));
        }
        bench.relay.answersSignIn = true;
        bench.relay.cut();
        pass(bench, std::chrono::seconds(120));
        QCOMPARE(phase(bench), ConnectionPhase::Online);
    }

    void anArchiveInTroubleIsAskedAgain_data()
    {
        QTest::addColumn<QByteArray>("condition");
        QTest::addColumn<bool>("isAskedAgain");
        QTest::newRow("internal-server-error") << QByteArray("internal-server-error") << true;
        QTest::newRow("resource-constraint") << QByteArray("resource-constraint") << true;
        QTest::newRow("remote-server-timeout") << QByteArray("remote-server-timeout") << true;
        QTest::newRow("not understood") << QByteArray() << true;
        QTest::newRow("none here") << QByteArray("feature-not-implemented") << false;
    }
    void anArchiveInTroubleIsAskedAgain()
    {
        QFETCH(const QByteArray, condition);
        QFETCH(const bool, isAskedAgain);
        WardBench bench;
        int asked = 0;
        bool isInTrouble = true;
        bench.relay.answerInstead = [&](const xml::Element &iq) {
            if (!asks(iq, u"query", u"urn:xmpp:mam:2")) {
                return false;
            }
            ++asked;
            if (!isInTrouble) {
                return false;
            }
            if (condition.isEmpty()) {
                bench.relay.say("<iq xmlns='jabber:client' type='result' id='" + iq.attribute(u"id").toUtf8()
                                + "'><fin xmlns='urn:xmpp:mam:2' complete='perhaps'><set/></fin></iq>");
            } else {
                refuse(bench, iq, condition);
            }
            return true;
        };
        bench.workstation->signIn().signIn(WardBench::request());
        QVERIFY(bench.until([&] { return bench.session() != nullptr && asked > 0; }));
        bench.settle();
        QCOMPARE(bench.session()->isCaughtUp(), !isAskedAgain); // what may be missed is not called current
        isInTrouble = false;
        const int before = asked;
        pass(bench, std::chrono::minutes(1));
        QCOMPARE(asked > before, isAskedAgain);
        QVERIFY(bench.session()->isCaughtUp());
    }

    void whoIsNotWantedIsSignedOut()
    {
        WardBench bench;
        bench.signIn();
        pass(bench, std::chrono::seconds(30));
        bench.relay.line().reply(streamError("conflict"));
        bench.settle();
        QCOMPARE(phase(bench), ConnectionPhase::Online); // once may have been a mistake
        bench.relay.line().reply(streamError("conflict"));
        bench.settle();
        QVERIFY(bench.session() == nullptr);
        QCOMPARE(bench.state(), model::SignInState::SignedOut);
    }

    void aRelayThatClosesEverySessionIsNotHammered_data() { aRelayThatIsRestartedTwiceEndsNothing_data(); }
    void aRelayThatClosesEverySessionIsNotHammered()
    {
        QFETCH(const QByteArray, goodBye);
        WardBench bench;
        bench.signIn();
        pass(bench, std::chrono::seconds(30));
        const int before = bench.relay.signIns;
        for (int second = 0; second < 120; ++second) {
            if (phase(bench) == ConnectionPhase::Online) {
                bench.relay.line().reply(goodBye);
            }
            bench.timers.advance(std::chrono::seconds(1));
            (void)bench.until([&bench] { return !bench.relay.work(); });
        }
        QVERIFY2(bench.relay.signIns - before <= 10, qPrintable(QString::number(bench.relay.signIns - before)));
        QVERIFY2(bench.relay.signIns - before >= 2, "it is tried again");
    }

    void whoIsThrownOutTwiceAsksNoMore()
    {
        WardBench bench;
        bench.signIn();
        pass(bench, std::chrono::seconds(30));
        bench.relay.line().reply(streamError("conflict"));
        bench.settle();
        bench.relay.line().reply(streamError("conflict"));
        bench.settle();
        const int lines = bench.transports.count();
        pass(bench, std::chrono::minutes(30));
        QCOMPARE(bench.transports.count(), lines);
    }

    void aRelayThatSaysHowLongToWaitIsLeftAlone()
    {
        WardBench bench;
        bench.signIn();
        bench.relay.cut();
        bench.relay.takesToken = false;
        bench.relay.waitSeconds = 90;
        pass(bench, std::chrono::seconds(5));
        const int lines = bench.transports.count();
        pass(bench, std::chrono::seconds(80));
        QCOMPARE(bench.transports.count(), lines);
        bench.relay.takesToken = true;
        pass(bench, std::chrono::seconds(30));
        QCOMPARE(phase(bench), ConnectionPhase::Online);
    }

    void aResumptionThatTheRelayCannotAnswerIsGivenUp()
    {
        WardBench bench;
        bench.relay.rooms = {kWard};
        bench.signIn();
        bench.relay.takesMessages = false;
        const auto id = bench.answer(bench.session()->messages().send(jid(kWard), {.text = u"late"_s}));
        QVERIFY(id);
        bench.settle();
        bench.relay.cut();
        bench.relay.answersSignIn = false;
        pass(bench, std::chrono::seconds(5));
        QVERIFY(bench.relay.hasLine());
        bench.relay.line().reply(streamError("undefined-condition")); // what it has of the old session broke it
        bench.settle();
        bench.relay.answersSignIn = true;
        bench.relay.takesMessages = true;
        pass(bench, std::chrono::seconds(30));
        QCOMPARE(phase(bench), ConnectionPhase::Online);
        QCOMPARE(stateOf(bench, *id), model::DeliveryState::OnRelay);
        QCOMPARE(bench.relay.messages.size(), 1);
    }

    void roomsAreJoinedAgainWhenTheBookmarksDidNotCome_data()
    {
        QTest::addColumn<QByteArray>("condition");
        QTest::newRow("no answer") << QByteArray();
        QTest::newRow("trouble of the relay's own") << QByteArray("internal-server-error");
        QTest::newRow("too much at once") << QByteArray("resource-constraint");
    }
    void roomsAreJoinedAgainWhenTheBookmarksDidNotCome()
    {
        QFETCH(const QByteArray, condition);
        WardBench bench;
        bench.relay.rooms = {kWard};
        bench.signIn();
        bench.restart(); // nothing of them is known but what the cache has
        int asked = 0;
        bench.relay.answerInstead = [&](const xml::Element &iq) {
            if (!asks(iq, u"pubsub", u"http://jabber.org/protocol/pubsub")) {
                return false;
            }
            if (!condition.isEmpty()) {
                refuse(bench, iq, condition);
            }
            return ++asked > 0;
        };
        bench.workstation->signIn().signIn(WardBench::request());
        QVERIFY(bench.until([&] { return asked > 0; }));
        bench.settle();
        const auto before = bench.session()->rooms().conversation(jid(kWard));
        QVERIFY(before);
        QCOMPARE(before->posting, model::PostingRight::NotJoined); // not gone: nobody said so
        const auto id = bench.answer(bench.session()->messages().send(jid(kWard), {.text = u"late"_s}));
        QVERIFY(id);
        bench.relay.answerInstead = {};
        pass(bench, std::chrono::seconds(90));
        QCOMPARE(stateOf(bench, *id), model::DeliveryState::OnRelay);
    }

    void aRoomThatWasNotReadyIsJoinedLater_data()
    {
        QTest::addColumn<QByteArray>("answer");
        const auto error = [](const QByteArray &type, const QByteArray &condition) -> QByteArray {
            return "<presence xmlns='jabber:client' type='error' from='ward4@rooms.relay.example/ana'><error type='"
                + type + "'><" + condition + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></presence>";
        };
        QTest::newRow("no answer") << QByteArray();
        QTest::newRow("not there yet") << error("wait", "remote-server-timeout");
        QTest::newRow("full of our own ghosts") << error("cancel", "conflict");
    }
    void aRoomThatWasNotReadyIsJoinedLater()
    {
        QFETCH(const QByteArray, answer);
        WardBench bench;
        bench.relay.rooms = {kWard};
        bench.relay.joinAnswer = answer;
        bench.relay.answersJoins = false;
        bench.workstation->signIn().signIn(WardBench::request());
        QVERIFY(bench.until(
            [&] { return bench.session() != nullptr && bench.session()->rooms().conversation(jid(kWard)); }));
        bench.settle();
        const auto id = bench.answer(bench.session()->messages().send(jid(kWard), {.text = u"late"_s}));
        QVERIFY(id);
        bench.relay.answersJoins = true;
        pass(bench, std::chrono::seconds(90));
        QCOMPARE(stateOf(bench, *id), model::DeliveryState::OnRelay);
        QVERIFY(bench.session()->isCaughtUp());
    }

    void aRoomServiceThatRestartsIsJoinedAgainAndAKickIsNot_data()
    {
        QTest::addColumn<QByteArray>("status");
        QTest::addColumn<bool>("comesBack");
        QTest::newRow("service shut down") << QByteArray("332") << true;
        QTest::newRow("technical") << QByteArray("333") << true;
        QTest::newRow("kicked") << QByteArray("307") << false;
    }
    void aRoomServiceThatRestartsIsJoinedAgainAndAKickIsNot()
    {
        QFETCH(const QByteArray, status);
        QFETCH(const bool, comesBack);
        WardBench bench;
        bench.relay.rooms = {kWard};
        bench.signIn();
        bench.relay.say("<presence xmlns='jabber:client' type='unavailable' from='ward4@rooms.relay.example/ana'>"
                        "<x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='member' role='none'/>"
                        "<status code='110'/><status code='"
                        + status + "'/></x></presence>");
        bench.settle();
        QCOMPARE(bench.session()->rooms().conversation(jid(kWard))->posting, model::PostingRight::NotJoined);
        pass(bench, std::chrono::seconds(90));
        QCOMPARE(bench.session()->rooms().conversation(jid(kWard))->posting == model::PostingRight::Allowed, comesBack);
    }

    void whatMayHaveArrivedLeavesWhenTheArchiveAnswersAtLast()
    {
        WardBench bench;
        bench.relay.rooms = {kWard};
        bench.signIn();
        bench.relay.takesMessages = false;
        const auto id = bench.answer(bench.session()->messages().send(jid(kWard), {.text = u"late"_s}));
        QVERIFY(id);
        bench.settle();
        bench.relay.cut();
        bench.relay.resumes = false;
        bench.relay.answersArchives = false; // for a minute after its start
        bench.relay.takesMessages = true;
        pass(bench, std::chrono::seconds(75));
        QCOMPARE(phase(bench), ConnectionPhase::Online);
        QCOMPARE(stateOf(bench, *id), model::DeliveryState::Queued);
        bench.relay.answersArchives = true;
        pass(bench, std::chrono::seconds(90));
        QCOMPARE(stateOf(bench, *id), model::DeliveryState::OnRelay);
        QCOMPARE(bench.relay.messages.size(), 1);
    }
};

} // namespace wardline::service::test

QTEST_GUILESS_MAIN(wardline::service::test::LiveReconnectTest)
#include "live_reconnect_test.moc"
