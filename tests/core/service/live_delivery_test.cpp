// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xml/xml_writer.h"
#include "tests/core/service/ward_bench.h"

#include <QDateTime>

namespace wardline::service::test {

namespace {

const QString kWard = u"ward@rooms.relay.example"_s;
const QByteArray kWardBytes = "ward@rooms.relay.example";
const QByteArray kAsks = "<request xmlns='urn:xmpp:receipts'/><markable xmlns='urn:xmpp:chat-markers:0'/>";

QByteArray originId(const QByteArray &id)
{
    return "<origin-id xmlns='urn:xmpp:sid:0' id='" + id + "'/>";
}

QByteArray roomMessage(const QByteArray &nick, const QByteArray &body, const QByteArray &inner = {})
{
    return "<message xmlns='jabber:client' type='groupchat' from='" + kWardBytes + "/" + nick
        + "' to='ana@relay.example/x'><body>" + body + "</body>" + inner + "</message>";
}

QByteArray occupant(const QByteArray &nick)
{
    return "<presence xmlns='jabber:client' from='" + kWardBytes + "/" + nick
        + "'><x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='member' role='participant' jid='" + nick
        + "@relay.example/x'/></x></presence>";
}

QByteArray state(const QByteArray &from, const QByteArray &type, const QByteArray &word)
{
    return "<message xmlns='jabber:client' type='" + type + "' from='" + from + "' to='ana@relay.example/x'><" + word
        + " xmlns='http://jabber.org/protocol/chatstates'/></message>";
}

QByteArray displayedEvent(const QByteArray &conversation, const QByteArray &by, const QByteArray &id)
{
    return "<message xmlns='jabber:client' type='headline' from='ana@relay.example' to='ana@relay.example/x'>"
           "<event xmlns='http://jabber.org/protocol/pubsub#event'><items node='urn:xmpp:mds:displayed:0'><item id='"
        + conversation + "'><displayed xmlns='urn:xmpp:mds:displayed:0'><stanza-id xmlns='urn:xmpp:sid:0' by='" + by
        + "' id='" + id + "'/></displayed></item></items></event></message>";
}

FakeRelay::Archived archived(int n)
{
    const QByteArray number = QByteArray::number(n);
    return {u"a%1"_s.arg(n), "2025-12-31T10:00:0" + number + "Z",
            "<message xmlns='jabber:client' type='chat' from='ben@relay.example/x' to='ana@relay.example' id='i"
                + number + "'><body>old " + number + "</body></message>"};
}

int unreadIn(WardBench &bench, const QString &conversation)
{
    const auto summary = bench.session()->rooms().conversation(jid(conversation));
    return summary ? summary->unread : -1;
}

/// Answers the room's lists: who belongs to it.
void makeMembers(WardBench &bench, const QByteArrayList &names)
{
    bench.relay.answerInstead = [&bench, names](const xml::Element &iq) {
        const xml::Element *query = iq.child(u"query", u"http://jabber.org/protocol/muc#admin");
        if (query == nullptr || iq.attribute(u"type") != u"get") {
            return false;
        }
        QByteArray items;
        const xml::Element *asked = query->child(u"item", u"http://jabber.org/protocol/muc#admin");
        if (asked != nullptr && asked->attribute(u"affiliation") == u"member") {
            for (const QByteArray &name : names) {
                items += "<item affiliation='member' jid='" + name + "@relay.example'/>";
            }
        }
        bench.relay.say("<iq xmlns='jabber:client' type='result' id='" + iq.attribute(u"id").toUtf8() + "' from='"
                        + iq.attribute(u"to").toUtf8() + "'><query xmlns='http://jabber.org/protocol/muc#admin'>"
                        + items + "</query></iq>");
        return true;
    };
}

} // namespace

/// Who learns what became of a message, who writes, how far one has read; what waits, and what the connection says.
class LiveDeliveryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsTheSenderInARoomOnceForAll()
    {
        WardBench bench;
        bench.relay.rooms = {kWard};
        bench.signIn();
        bench.relay.say(occupant("ben"));
        for (const char *id : {"one", "two", "three"}) {
            bench.relay.say(roomMessage("ben", id, originId(id) + kAsks));
        }
        QVERIFY(bench.until([&] { return unreadIn(bench, kWard) == 3; }));
        QVERIFY(bench.relay.messages.isEmpty()); // gathered
        bench.timers.advance(std::chrono::seconds(7));
        bench.settle();
        QCOMPARE(bench.relay.messages.size(), 1);
        const xml::Element marks = bench.relay.messages.first();
        QCOMPARE(marks.attribute(u"to"), u"ben@relay.example"_s);
        QCOMPARE(marks.attribute(u"type"), u"chat"_s);
        QCOMPARE(marks.childrenNamed(u"received", u"urn:xmpp:receipts").size(), std::size_t(3));
        QVERIFY(marks.child(u"displayed", u"urn:xmpp:chat-markers:0") == nullptr); // nobody has looked
    }

    void whatIsOwedWhenTheScreenLocksIsToldAfterwards()
    {
        WardBench bench;
        bench.relay.rooms = {kWard};
        bench.signIn();
        bench.relay.say(occupant("ben"));
        for (const char *id : {"one", "two", "three"}) {
            bench.relay.say(roomMessage("ben", id, originId(id) + kAsks));
        }
        QVERIFY(bench.until([&] { return unreadIn(bench, kWard) == 3; }));
        bench.settle();
        bench.lockService().lock(lock::LockReason::User);
        bench.settle();
        bench.timers.advance(std::chrono::seconds(7));
        bench.settle();
        QVERIFY(bench.relay.messages.isEmpty()); // a locked workstation says nothing
        QVERIFY(bench.unlock());
        bench.settle();
        bench.timers.advance(std::chrono::seconds(7));
        bench.settle();
        QCOMPARE(bench.relay.messages.size(), 1);
        QCOMPARE(bench.relay.messages.first().childrenNamed(u"received", u"urn:xmpp:receipts").size(), std::size_t(3));
        // And once.
        bench.lockService().lock(lock::LockReason::User);
        bench.settle();
        QVERIFY(bench.unlock());
        bench.timers.advance(std::chrono::seconds(7));
        bench.settle();
        QCOMPARE(bench.relay.messages.size(), 1);
    }

    void whatWasOpenedIsNotToldAsArrivedToo()
    {
        WardBench bench;
        bench.relay.rooms = {kWard};
        bench.signIn();
        bench.relay.say(occupant("ben"));
        bench.relay.say(roomMessage("ben", "one", originId("one") + kAsks));
        bench.relay.say(roomMessage("ben", "two", originId("two") + kAsks));
        QVERIFY(bench.until([&] { return unreadIn(bench, kWard) == 2; }));
        const auto page = bench.answer(bench.session()->messages().newest(jid(kWard), 10));
        bench.session()->messages().markRead(jid(kWard), page->messages.last().id);
        bench.settle();
        bench.timers.advance(std::chrono::seconds(7));
        bench.settle();
        QCOMPARE(bench.relay.messages.size(), 1);
        QVERIFY(bench.relay.messages.first().childrenNamed(u"received", u"urn:xmpp:receipts").empty());
        const xml::Element *displayed = bench.relay.messages.first().child(u"displayed", u"urn:xmpp:chat-markers:0");
        QVERIFY(displayed != nullptr);
        QCOMPARE(displayed->attribute(u"id"), u"two"_s);
    }

    void tellsNobodyWhoDoesNotAsk()
    {
        WardBench bench;
        bench.relay.rooms = {kWard};
        bench.signIn();
        bench.relay.say(occupant("ben"));
        bench.relay.say(roomMessage("ben", "one", originId("one")));
        QVERIFY(bench.until([&] { return unreadIn(bench, kWard) == 1; }));
        const auto page = bench.answer(bench.session()->messages().newest(jid(kWard), 10));
        bench.session()->messages().markRead(jid(kWard), page->messages.last().id);
        bench.settle();
        bench.timers.advance(std::chrono::seconds(7));
        bench.settle();
        QVERIFY(bench.relay.messages.isEmpty());
    }

    void countsOnlyWhoBelongsToTheRoom()
    {
        WardBench bench;
        bench.relay.rooms = {kWard};
        makeMembers(bench, {"ana", "ben", "eva"});
        bench.signIn();
        const auto id = bench.answer(bench.session()->messages().send(jid(kWard), {.text = u"potassium 6.9"_s}));
        QVERIFY(id);
        bench.settle();
        const QByteArray sent = bench.relay.messages.first().attribute(u"id").toUtf8();
        const auto marked = [&sent](const QByteArray &person) -> QByteArray {
            return "<message xmlns='jabber:client' type='chat' from='" + person
                + "/x' to='ana@relay.example'><received xmlns='urn:xmpp:receipts' id='" + sent + "'/></message>";
        };
        bench.relay.say(marked("mallory@relay.example"));
        bench.relay.say(marked("ben@relay.example"));
        QVERIFY(bench.until([&] {
            const auto report = bench.answer(bench.session()->delivery().report(*id));
            return report && report->counts.arrived == 1;
        }));
        bench.settle();
        const auto report = bench.answer(bench.session()->delivery().report(*id));
        QCOMPARE(report->counts, (model::DeliveryCounts{2, 1, 0, 0}));
        QCOMPARE(report->people.size(), 2);
        QCOMPARE(report->people.first().person, jid(u"ben@relay.example"));
        QVERIFY(report->people.first().arrived);
        QVERIFY(!report->people.last().arrived);
        // Receipts make no conversation with whom one never spoke.
        QVERIFY(!bench.session()->rooms().conversation(jid(u"mallory@relay.example")));
        QVERIFY(!bench.session()->rooms().conversation(jid(u"ben@relay.example")));
    }

    void saysWhoWritesUntilItIsSaidOrOld()
    {
        WardBench bench;
        bench.signIn();
        const model::Jid ben = jid(u"ben@relay.example");
        (void)bench.session()->rooms().startDirect(ben);
        bench.settle();
        bench.relay.say(state("ben@relay.example/x", "chat", "composing"));
        bench.settle();
        QCOMPARE(bench.session()->delivery().writing(ben).size(), 1);
        bench.relay.say(directMessage("ben@relay.example/x", "done"));
        bench.settle();
        QVERIFY(bench.session()->delivery().writing(ben).isEmpty());
        bench.relay.say(state("ben@relay.example/x", "chat", "composing"));
        bench.settle();
        QCOMPARE(bench.session()->delivery().writing(ben).size(), 1);
        bench.timers.advance(std::chrono::seconds(31));
        QVERIFY(bench.session()->delivery().writing(ben).isEmpty());
        bench.relay.say(state("stranger@relay.example/x", "chat", "composing"));
        bench.settle();
        QVERIFY(bench.session()->delivery().writing(jid(u"stranger@relay.example")).isEmpty());
        QCOMPARE(bench.texts(u"ben@relay.example"), QStringList{u"done"_s});
    }

    void tellsThatOneWritesAsPolicyAndThePersonAllow_data()
    {
        QTest::addColumn<bool>("policy");
        QTest::addColumn<int>("largest");
        QTest::addColumn<bool>("wants");
        QTest::addColumn<bool>("isTold");
        QTest::newRow("all agree") << true << 20 << true << true;
        QTest::newRow("policy does not") << false << 20 << true << false;
        QTest::newRow("a larger room") << true << 2 << true << false;
        QTest::newRow("the person does not") << true << 20 << false << false;
    }
    void tellsThatOneWritesAsPolicyAndThePersonAllow()
    {
        QFETCH(const bool, policy);
        QFETCH(const int, largest);
        QFETCH(const bool, wants);
        QFETCH(const bool, isTold);
        WardBench bench;
        bench.rules.tellsWriting = policy;
        bench.rules.writingRoomMembers = largest;
        bench.relay.rooms = {kWard};
        makeMembers(bench, {"ana", "ben", "eva"});
        bench.signIn();
        bench.session()->delivery().setTellsWriting(wants);
        for (int i = 0; i < 30; ++i) {
            bench.session()->delivery().setWriting(jid(kWard), true); // every key
        }
        bench.settle();
        QCOMPARE(bench.relay.messages.size(), isTold ? 1 : 0);
        if (isTold) {
            const xml::Element told = bench.relay.messages.first();
            QVERIFY(told.child(u"body", u"jabber:client") == nullptr);
            QVERIFY(told.child(u"composing", u"http://jabber.org/protocol/chatstates") != nullptr);
            QVERIFY(told.child(u"no-store", u"urn:xmpp:hints") != nullptr);
            bench.session()->delivery().setWriting(jid(kWard), false);
            bench.settle();
            QCOMPARE(bench.relay.messages.size(), 2);
        }
    }

    void whatWasReadElsewhereIsReadHere()
    {
        WardBench bench;
        bench.relay.rooms = {kWard};
        bench.signIn();
        bench.relay.say(occupant("ben"));
        const auto stanzaId = [](const QByteArray &id, const QByteArray &by) -> QByteArray {
            return "<stanza-id xmlns='urn:xmpp:sid:0' id='" + id + "' by='" + by + "'/>";
        };
        bench.relay.say(roomMessage("ben", "one", originId("one") + stanzaId("s1", kWardBytes)));
        bench.relay.say(roomMessage("ben", "two", originId("two") + stanzaId("s2", kWardBytes)));
        QVERIFY(bench.until([&] { return unreadIn(bench, kWard) == 2; }));
        bench.relay.say(displayedEvent(kWardBytes, "ana@relay.example", "s2")); // not who gives ids in a room
        bench.relay.say(displayedEvent("ana@relay.example", "ana@relay.example", "s2"));
        bench.settle();
        QCOMPARE(unreadIn(bench, kWard), 2);
        bench.relay.say(displayedEvent(kWardBytes, kWardBytes, "s1"));
        QVERIFY(bench.until([&] { return unreadIn(bench, kWard) == 1; }));
        // A place that is not here yet counts as soon as it is.
        bench.relay.say(displayedEvent(kWardBytes, kWardBytes, "s3"));
        bench.settle();
        bench.relay.say(roomMessage("ben", "three", originId("three") + stanzaId("s3", kWardBytes)));
        QVERIFY(bench.until([&] { return unreadIn(bench, kWard) == 0; }));
    }

    void whatIsReadHereIsPublishedOnceForTheOthers()
    {
        WardBench bench;
        bench.relay.rooms = {kWard};
        QList<xml::Element> published;
        bench.relay.answerInstead = [&published](const xml::Element &iq) {
            const xml::Element *pubsub = iq.child(u"pubsub", u"http://jabber.org/protocol/pubsub");
            const xml::Element *publish =
                pubsub ? pubsub->child(u"publish", u"http://jabber.org/protocol/pubsub") : nullptr;
            if (publish != nullptr && publish->attribute(u"node") == u"urn:xmpp:mds:displayed:0") {
                published.append(*publish);
            }
            return false;
        };
        bench.signIn();
        bench.relay.say(occupant("ben"));
        for (const QByteArray &id : {QByteArray("1"), QByteArray("2")}) {
            bench.relay.say(roomMessage("ben", id,
                                        originId("o" + id) + "<stanza-id xmlns='urn:xmpp:sid:0' id='s" + id + "' by='"
                                            + kWardBytes + "'/>"));
            QVERIFY(bench.until([&] { return unreadIn(bench, kWard) == 1; }));
            const auto page = bench.answer(bench.session()->messages().newest(jid(kWard), 10));
            bench.session()->messages().markRead(jid(kWard), page->messages.last().id);
            QVERIFY(bench.until([&] { return unreadIn(bench, kWard) == 0; }));
        }
        bench.settle();
        QVERIFY(published.isEmpty());
        bench.timers.advance(std::chrono::seconds(5));
        bench.settle();
        QCOMPARE(published.size(), 1);
        const QByteArray xml = xml::writeXml(published.first());
        QVERIFY(xml.contains("s2"));
        QVERIFY(xml.contains(kWardBytes));
    }

    /// A node of that name is there already, somebody else may read it, and the server does not let us change that.
    void whatIsReadHereIsPutIntoNoNodeThatOthersMayRead()
    {
        WardBench bench;
        bench.relay.rooms = {kWard};
        int configured = 0;
        QList<bool> hadOptions;
        bench.relay.answerInstead = [&](const xml::Element &iq) {
            const auto childOf = [&iq](QStringView ns, QStringView name) {
                const xml::Element *pubsub = iq.child(u"pubsub", ns);
                return pubsub != nullptr ? pubsub->child(name, ns) : nullptr;
            };
            constexpr QStringView kPubSub = u"http://jabber.org/protocol/pubsub";
            const xml::Element *publish = childOf(kPubSub, u"publish");
            const xml::Element *configure = childOf(u"http://jabber.org/protocol/pubsub#owner", u"configure");
            const xml::Element *what = publish != nullptr ? publish : configure;
            if (what == nullptr || what->attribute(u"node") != u"urn:xmpp:mds:displayed:0") {
                return false;
            }
            configured += configure != nullptr ? 1 : 0;
            if (publish != nullptr) {
                hadOptions.append(childOf(kPubSub, u"publish-options") != nullptr);
            }
            const QByteArray why = publish != nullptr ? "conflict" : "forbidden";
            bench.relay.say("<iq xmlns='jabber:client' type='error' id='" + iq.attribute(u"id").toUtf8()
                            + "'><error type='cancel'><" + why
                            + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
            return true;
        };
        bench.signIn();
        bench.relay.say(occupant("ben"));
        bench.relay.say(roomMessage("ben", "1",
                                    originId("o1") + "<stanza-id xmlns='urn:xmpp:sid:0' id='s1' by='"
                                        + QByteArray(kWardBytes) + "'/>"));
        QVERIFY(bench.until([&] { return unreadIn(bench, kWard) == 1; }));
        const auto page = bench.answer(bench.session()->messages().newest(jid(kWard), 10));
        bench.session()->messages().markRead(jid(kWard), page->messages.last().id);
        QVERIFY(bench.until([&] { return unreadIn(bench, kWard) == 0; }));
        bench.timers.advance(std::chrono::seconds(5));
        QVERIFY(bench.until([&configured] { return configured == 1; }));
        bench.settle();
        bench.settle();
        QVERIFY(!hadOptions.isEmpty());
        QVERIFY(!hadOptions.contains(false));
        bench.relay.answerInstead = {};
    }

    void whatTheRelayLostIsOfferedAgainUnderItsOldId()
    {
        WardBench bench;
        bench.relay.rooms = {kWard};
        bench.signIn();
        const auto id = bench.answer(bench.session()->messages().send(jid(kWard), {.text = u"potassium 6.9"_s}));
        QVERIFY(id);
        bench.settle();
        const QByteArray sent = bench.relay.messages.first().attribute(u"id").toUtf8();
        bench.relay.say(occupant("ana"));
        bench.relay.say("<message xmlns='jabber:client' type='groupchat' from='" + kWardBytes
                        + "/ana' to='ana@relay.example/x' id='" + sent + "'><body>potassium 6.9</body>" + originId(sent)
                        + "<stanza-id xmlns='urn:xmpp:sid:0' id='s1' by='" + kWardBytes + "'/></message>");
        QVERIFY(bench.until([&] {
            const auto found = bench.answer(bench.session()->messages().byIds({*id}));
            return found && !found->isEmpty() && found->first().stanzaId == u"s1";
        }));
        // It comes back from a copy that is older than the message: its archive is empty.
        bench.relay.resumes = false;
        bench.relay.cut();
        bench.settle();
        bench.timers.advance(std::chrono::seconds(120));
        QVERIFY(bench.until([&] { return bench.relay.messages.size() == 2; }));
        QCOMPARE(bench.relay.messages.last().attribute(u"id").toUtf8(), sent);
    }

    void archivePagesOutOfOrderAndTwiceAreStoredOnce()
    {
        WardBench bench;
        bench.relay.answerInstead = [&bench](const xml::Element &iq) {
            const xml::Element *query = iq.child(u"query", u"urn:xmpp:mam:2");
            if (query == nullptr) {
                return false;
            }
            for (const int n : {3, 1, 2, 2, 3, 1}) {
                bench.relay.sayResult({}, query->attribute(u"queryid"), archived(n));
            }
            bench.relay.say(
                "<iq xmlns='jabber:client' type='result' id='" + iq.attribute(u"id").toUtf8()
                + "'><fin xmlns='urn:xmpp:mam:2' complete='true'><set xmlns='http://jabber.org/protocol/rsm'>"
                  "<first>a1</first><last>a3</last></set></fin></iq>");
            return true;
        };
        bench.signIn();
        QStringList said = bench.texts(u"ben@relay.example");
        said.sort();
        QCOMPARE(said, (QStringList{u"old 1"_s, u"old 2"_s, u"old 3"_s}));
    }

    void anArchiveIdThatHasExpiredLeadsToAskingAnew()
    {
        WardBench bench;
        bench.relay.pageLimit = 2;
        bench.relay.archives[QString()] = {archived(1), archived(2), archived(3), archived(4)};
        bool hasRefused = false;
        bench.relay.answerInstead = [&](const xml::Element &iq) {
            const xml::Element *query = iq.child(u"query", u"urn:xmpp:mam:2");
            const xml::Element *set = query ? query->child(u"set", u"http://jabber.org/protocol/rsm") : nullptr;
            if (set == nullptr || set->childText(u"before", u"http://jabber.org/protocol/rsm").isEmpty()
                || hasRefused) {
                return false;
            }
            hasRefused = true;
            bench.relay.say("<iq xmlns='jabber:client' type='error' id='" + iq.attribute(u"id").toUtf8()
                            + "'><error type='cancel'><item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>"
                              "</error></iq>");
            return true;
        };
        bench.signIn();
        QVERIFY(bench.until([&] { return bench.texts(u"ben@relay.example").size() == 4; }));
        QVERIFY(hasRefused);
        const auto page = bench.answer(bench.session()->messages().newest(jid(u"ben@relay.example"), 10));
        QVERIFY(page->gaps.isEmpty());
    }

    void goesWhereTheRelaySaysOnlyIfPolicyNamesTheHost_data()
    {
        QTest::addColumn<QStringList>("hosts");
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<bool>("isFollowed");
        QTest::newRow("named") << QStringList{u"two.example:5443"_s} << QByteArray("wss://two.example:5443/ws") << true;
        QTest::newRow("not named") << QStringList() << QByteArray("wss://two.example:5443/ws") << false;
        QTest::newRow("another port") << QStringList{u"two.example"_s} << QByteArray("wss://two.example:5443/ws")
                                      << false;
        QTest::newRow("not secure") << QStringList{u"two.example:5443"_s} << QByteArray("ws://two.example:5443/ws")
                                    << false;
        QTest::newRow("with a user in it")
            << QStringList{u"two.example"_s} << QByteArray("wss://x@two.example/ws") << false;
    }
    void goesWhereTheRelaySaysOnlyIfPolicyNamesTheHost()
    {
        QFETCH(const QStringList, hosts);
        QFETCH(const QByteArray, target);
        QFETCH(const bool, isFollowed);
        WardBench bench;
        bench.rules.redirectHosts = hosts;
        bench.signIn();
        bench.relay.say("<close xmlns='urn:ietf:params:xml:ns:xmpp-framing' see-other-uri='" + target + "'/>");
        QVERIFY(bench.until(
            [&] { return bench.session()->connection().phase != ConnectionPhase::Online || bench.relay.signIns > 1; }));
        bench.settle();
        const ConnectionStatus status = bench.session()->connection();
        QCOMPARE(status.phase == ConnectionPhase::Online, isFollowed);
        if (!isFollowed) {
            QCOMPARE(status.trouble, ConnectionTrouble::Redirected);
            QCOMPARE(status.phase, ConnectionPhase::WaitingToRetry);
            QCOMPARE(status.redirectedTo, u"two.example"_s + (target.contains("5443") ? u":5443"_s : QString()));
        }
    }

    void triesAtOnceWhenTheNetworkIsBack()
    {
        WardBench bench;
        bench.signIn();
        bench.relay.isReachable = false;
        bench.relay.cut();
        QVERIFY(bench.until([&] { return bench.session()->connection().phase == ConnectionPhase::WaitingToRetry; }));
        for (int i = 0; i < 3; ++i) { // long enough for the waits to grow, too short for the idle lock
            bench.timers.advance(std::chrono::seconds(60));
            bench.settle();
        }
        QCOMPARE(bench.session()->connection().phase, ConnectionPhase::WaitingToRetry);
        QCOMPARE(bench.session()->connection().trouble, ConnectionTrouble::Unreachable);
        bench.relay.isReachable = true;
        bench.workstation->checkConnection();
        QVERIFY(bench.until([&] { return bench.session()->connection().phase == ConnectionPhase::Online; }));
        QVERIFY(!bench.session()->connection().trouble);
    }

    void measuresTheRelaysClockAndTrustsItNot()
    {
        WardBench bench;
        bench.relay.answerInstead = [&bench](const xml::Element &iq) {
            if (iq.child(u"time", u"urn:xmpp:time") == nullptr) {
                return false;
            }
            const QDateTime there =
                QDateTime::fromMSecsSinceEpoch(bench.clock.now().time_since_epoch().count(), Qt::UTC).addSecs(240);
            bench.relay.say("<iq xmlns='jabber:client' type='result' id='" + iq.attribute(u"id").toUtf8()
                            + "' from='relay.example'><time xmlns='urn:xmpp:time'><tzo>+00:00</tzo><utc>"
                            + there.toString(Qt::ISODate).toUtf8() + "</utc></time></iq>");
            return true;
        };
        bench.signIn();
        const Instant until = bench.session()->connection().receivingUntil;
        bench.timers.advance(std::chrono::seconds(3));
        bench.settle();
        const auto ahead = bench.session()->connection().relayAhead;
        QVERIFY(ahead);
        QVERIFY(*ahead > std::chrono::seconds(238) && *ahead < std::chrono::seconds(242));
        QCOMPARE(bench.session()->connection().receivingUntil, until);
    }

    void whatWaitsCanBeSeenAndTakenBack()
    {
        WardBench bench;
        bench.relay.rooms = {kWard};
        bench.signIn();
        bench.relay.isReachable = false;
        bench.relay.cut();
        QVERIFY(bench.until([&] { return bench.session()->connection().phase != ConnectionPhase::Online; }));
        DeliveryService &delivery = bench.session()->delivery();
        QVERIFY(bench.answer(bench.session()->messages().send(jid(kWard), {.text = u"first"_s})));
        QVERIFY(bench.answer(bench.session()->messages().send(jid(kWard), {.text = u"second"_s})));
        QVERIFY(bench.until([&] { return delivery.waitingCount() == 2; }));
        const auto waiting = bench.answer(delivery.waiting());
        QCOMPARE(waiting->size(), 2);
        QCOMPARE(waiting->first().text, u"first"_s);
        QVERIFY(!waiting->first().mayHaveLeft);
        QVERIFY(delivery.oldestWaiting());
        const QFuture<Status> cancelled = delivery.cancel(waiting->first().position);
        QVERIFY(bench.until([&] { return cancelled.isFinished(); }));
        QVERIFY(cancelled.result());
        QCOMPARE(bench.answer(delivery.waiting())->size(), 1);
        bench.relay.isReachable = true;
        bench.workstation->checkConnection();
        QVERIFY(bench.until([&] { return bench.relay.messages.size() == 1; }));
        bench.settle();
        QCOMPARE(bench.relay.messages.size(), 1); // the one that was taken back went to nobody
    }

    void printsNoMoreThanPolicyAllows_data()
    {
        QTest::addColumn<int>("detail");
        QTest::newRow("nothing") << int(model::OpenItemsDetail::Nothing);
        QTest::newRow("counts") << int(model::OpenItemsDetail::Counts);
        QTest::newRow("titles") << int(model::OpenItemsDetail::Titles);
        QTest::newRow("texts") << int(model::OpenItemsDetail::Texts);
    }
    void printsNoMoreThanPolicyAllows()
    {
        QFETCH(const int, detail);
        WardBench bench;
        bench.rules.printsOpenItems = model::OpenItemsDetail(detail);
        bench.signIn();
        bench.relay.say(directMessage("ben@relay.example/x", "potassium 6.9"));
        QVERIFY(bench.until([&] { return unreadIn(bench, u"ben@relay.example"_s) == 1; }));
        const auto items = bench.answer(bench.session()->delivery().openItemsForPrint());
        if (detail == int(model::OpenItemsDetail::Nothing)) {
            QVERIFY(!items && items.error().is(ServiceError::NotAllowed));
            return;
        }
        QVERIFY(items);
        QCOMPARE(items->items.size(), 1);
        QCOMPARE(items->items.first().count, 1);
        QCOMPARE(items->items.first().title.isEmpty(), detail < int(model::OpenItemsDetail::Titles));
        QCOMPARE(items->items.first().text.isEmpty(), detail < int(model::OpenItemsDetail::Texts));
    }
};

} // namespace wardline::service::test

QTEST_GUILESS_MAIN(wardline::service::test::LiveDeliveryTest)
#include "live_delivery_test.moc"
