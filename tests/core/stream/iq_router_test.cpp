// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/fake_id_source.h"
#include "core/base/fake_timer_factory.h"
#include "core/stream/iq_router.h"
#include "core/stream/stream_error.h"

#include <QTest>

using namespace wardline;
using namespace wardline::stream;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

model::Jid jid(QStringView text)
{
    return model::Jid::parse(text).value();
}

xml::Element iq(QStringView type, QStringView id, QStringView from)
{
    xml::Element element(u"iq", u"jabber:client");
    return element.setAttribute(u"type", type).setOptionalAttribute(u"id", id).setOptionalAttribute(u"from", from);
}

struct Bench {
    FakeClock clock;
    FakeTimerFactory timers {clock};
    FakeIdSource ids;
    std::vector<xml::Element> sent;
    bool isConnected = true;
    IqRouter router {ids, timers, [this](const xml::Element &element) -> Status {
                         if (!isConnected) {
                             return failure(StreamError::NotConnected);
                         }
                         sent.push_back(element);
                         return {};
                     }};
    QObject context;
    std::vector<Result<xmpp::IqStanza>> answers;

    Bench() { router.setOwnJid(jid(u"ana@relay.example/desk")); }
    void ask(QStringView to, QObject *owner = nullptr)
    {
        xmpp::IqStanza question;
        question.to = to.isEmpty() ? model::Jid() : jid(to);
        question.content = xml::Element(u"query", u"urn:test");
        router.request(owner != nullptr ? owner : &context, question, [this](auto answer) { answers.push_back(std::move(answer)); });
    }
};

} // namespace

class IqRouterTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answersReachTheAsker()
    {
        Bench bench;
        bench.ask(u"rooms.relay.example");
        QCOMPARE(bench.sent.at(0).attribute(u"id"), u"id-1"_s);
        QCOMPARE(bench.sent.at(0).attribute(u"to"), u"rooms.relay.example"_s);
        bench.router.receive(iq(u"result", u"id-1", u"rooms.relay.example").add(xml::Element(u"query", u"urn:test")));
        QCOMPARE(bench.answers.size(), std::size_t(1));
        QVERIFY(bench.answers[0]->content->is(u"query", u"urn:test"));
        QCOMPARE(bench.timers.activeCount(), std::size_t(0));
    }

    void acceptsOnlyWhoWasAsked_data()
    {
        QTest::addColumn<QString>("asked");
        QTest::addColumn<QString>("from");
        QTest::addColumn<bool>("isAccepted");
        QTest::newRow("own account, no sender") << u""_s << u""_s << true;
        QTest::newRow("own account, bare") << u""_s << u"ana@relay.example"_s << true;
        QTest::newRow("own account, full") << u""_s << u"ana@relay.example/desk"_s << true;
        QTest::newRow("own account, another device") << u""_s << u"ana@relay.example/phone"_s << false;
        QTest::newRow("own account, stranger") << u""_s << u"eve@relay.example"_s << false;
        QTest::newRow("own account, another domain") << u""_s << u"ana@evil.example"_s << false;
        QTest::newRow("own account, no address") << u""_s << u"@@"_s << false;
        QTest::newRow("explicit own account, no sender") << u"ana@relay.example"_s << u""_s << true;
        QTest::newRow("server") << u"relay.example"_s << u"relay.example"_s << true;
        QTest::newRow("server, user of it") << u"relay.example"_s << u"eve@relay.example"_s << false;
        QTest::newRow("room") << u"r1@rooms.relay.example"_s << u"r1@rooms.relay.example"_s << true;
        QTest::newRow("room, occupant answers") << u"r1@rooms.relay.example"_s << u"r1@rooms.relay.example/eve"_s << false;
        QTest::newRow("room, no sender") << u"r1@rooms.relay.example"_s << u""_s << false;
        QTest::newRow("room, another room") << u"r1@rooms.relay.example"_s << u"r2@rooms.relay.example"_s << false;
        QTest::newRow("room, own account") << u"r1@rooms.relay.example"_s << u"ana@relay.example"_s << false;
    }
    void acceptsOnlyWhoWasAsked()
    {
        QFETCH(QString, asked);
        QFETCH(QString, from);
        QFETCH(bool, isAccepted);
        Bench bench;
        bench.ask(asked);
        bench.router.receive(iq(u"result", u"id-1", from));
        QCOMPARE(bench.answers.size(), std::size_t(isAccepted ? 1 : 0));
        QCOMPARE(bench.router.openCount(), std::size_t(isAccepted ? 0 : 1));
    }

    void aForgedErrorEndsNothing()
    {
        Bench bench;
        bench.ask(u"r1@rooms.relay.example");
        bench.router.receive(iq(u"error", u"id-1", u"eve@relay.example"));
        QVERIFY(bench.answers.empty());
        bench.router.receive(iq(u"result", u"id-1", u"r1@rooms.relay.example"));
        QVERIFY(bench.answers.at(0).has_value());
    }

    void reportsTheConditionOfAnError()
    {
        Bench bench;
        bench.ask(u"r1@rooms.relay.example");
        xml::Element error(u"error", u"jabber:client");
        error.setAttribute(u"type", u"cancel").add(xml::Element(u"item-not-found", u"urn:ietf:params:xml:ns:xmpp-stanzas"));
        bench.router.receive(iq(u"error", u"id-1", u"r1@rooms.relay.example").add(error));
        QVERIFY(bench.answers.at(0).error().is(IqError::ItemNotFound));
    }

    void ignoresUnknownIdsAndSecondAnswers()
    {
        Bench bench;
        bench.ask(u"");
        bench.router.receive(iq(u"result", u"id-9", u""));
        bench.router.receive(iq(u"result", u"", u""));
        QVERIFY(bench.answers.empty());
        bench.router.receive(iq(u"result", u"id-1", u""));
        bench.router.receive(iq(u"result", u"id-1", u""));
        QCOMPARE(bench.answers.size(), std::size_t(1));
    }

    void timesOut()
    {
        Bench bench;
        bench.ask(u"");
        bench.timers.advance(29s);
        QVERIFY(bench.answers.empty());
        bench.timers.advance(1s);
        QVERIFY(bench.answers.at(0).error().is(IqError::Timeout));
        bench.router.receive(iq(u"result", u"id-1", u""));
        QCOMPARE(bench.answers.size(), std::size_t(1));
    }

    void failsAllWhenTheStreamEnds()
    {
        Bench bench;
        bench.ask(u"");
        bench.ask(u"relay.example");
        bench.router.failAll();
        QCOMPARE(bench.answers.size(), std::size_t(2));
        QVERIFY(bench.answers[1].error().is(IqError::Disconnected));
        QCOMPARE(bench.router.openCount(), std::size_t(0));
    }

    void neverAnswersBeforeTheQuestionReturns()
    {
        Bench bench;
        bench.isConnected = false;
        bench.ask(u"");
        QVERIFY(bench.answers.empty());
        bench.timers.advance(0ms);
        QVERIFY(bench.answers.at(0).error().is(IqError::Disconnected));
    }

    void forgetsADeadAsker()
    {
        Bench bench;
        {
            QObject owner;
            bench.ask(u"", &owner);
            bench.ask(u"", &owner);
        }
        bench.router.receive(iq(u"result", u"id-1", u""));
        bench.timers.advance(60s);
        QVERIFY(bench.answers.empty());
        QCOMPARE(bench.router.openCount(), std::size_t(0));
    }

    void mayAskAgainInsideAnAnswer()
    {
        Bench bench;
        int again = 0;
        xmpp::IqStanza question;
        question.content = xml::Element(u"query", u"urn:test");
        bench.router.request(&bench.context, question, [&](const auto &) {
            bench.router.request(&bench.context, question, [&](const auto &) { ++again; });
        });
        bench.router.receive(iq(u"result", u"id-1", u""));
        bench.router.receive(iq(u"result", u"id-2", u""));
        QCOMPARE(again, 1);
    }

    void answersUnknownQuestions()
    {
        Bench bench;
        bench.router.receive(iq(u"get", u"q1", u"eve@relay.example/x").add(xml::Element(u"query", u"urn:unknown")));
        const xml::Element &reply = bench.sent.at(0);
        QCOMPARE(reply.attribute(u"type"), u"error"_s);
        QCOMPARE(reply.attribute(u"to"), u"eve@relay.example/x"_s);
        QCOMPARE(reply.attribute(u"id"), u"q1"_s);
        QVERIFY(reply.child(u"error", u"jabber:client")->hasChild(u"service-unavailable", u"urn:ietf:params:xml:ns:xmpp-stanzas"));
    }

    void handsQuestionsToTheirHandler()
    {
        Bench bench;
        int calls = 0;
        auto owner = std::make_unique<QObject>();
        bench.router.handle(u"ping"_s, u"urn:xmpp:ping"_s, owner.get(), [&](const xmpp::IqStanza &question) {
            ++calls;
            bench.router.reply(question.answer());
        });
        bench.router.receive(iq(u"get", u"q1", u"relay.example").add(xml::Element(u"ping", u"urn:xmpp:ping")));
        QCOMPARE(calls, 1);
        QCOMPARE(bench.sent.at(0).attribute(u"type"), u"result"_s);
        owner.reset();
        bench.router.receive(iq(u"get", u"q2", u"relay.example").add(xml::Element(u"ping", u"urn:xmpp:ping")));
        QCOMPARE(calls, 1);
        QCOMPARE(bench.sent.at(1).attribute(u"type"), u"error"_s);
    }

    void ignoresBrokenQuestions()
    {
        Bench bench;
        bench.router.receive(iq(u"get", u"", u"relay.example").add(xml::Element(u"ping", u"urn:xmpp:ping")));
        bench.router.receive(iq(u"bogus", u"x", u"relay.example"));
        bench.router.receive(iq(u"set", u"x", u"relay.example"));
        QVERIFY(bench.sent.empty());
    }

    void boundsOpenQuestions()
    {
        Bench bench;
        for (std::size_t i = 0; i < IqRouter::kMaxOpen + 1; ++i) {
            bench.ask(u"");
        }
        QCOMPARE(bench.sent.size(), IqRouter::kMaxOpen);
        bench.timers.advance(0ms);
        QCOMPARE(bench.answers.size(), std::size_t(1));
        QVERIFY(bench.answers[0].error().is(IqError::ResourceConstraint));
    }
};

QTEST_GUILESS_MAIN(IqRouterTest)
#include "iq_router_test.moc"
