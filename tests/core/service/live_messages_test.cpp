// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/service/ward_bench.h"

namespace wardline::service::test {

namespace {

const QString kWard = u"ward@rooms.relay.example"_s;
const QByteArray kWardBytes = "ward@rooms.relay.example";

/// Everything that any conversation says.
QStringList everything(WardBench &bench)
{
    QStringList list;
    for (const model::ConversationSummary &summary : bench.session()->rooms().conversations()) {
        list += bench.texts(summary.jid.toString());
    }
    return list;
}

/// Says one more that must arrive: what came before has been dealt with when it is there.
bool barrier(WardBench &bench)
{
    bench.relay.say(directMessage("zoe@relay.example/x", "barrier"));
    return bench.until([&bench] { return everything(bench).contains(u"barrier"_s); });
}

QByteArray roomMessage(const QByteArray &nick, const QByteArray &body, const QByteArray &inner = {})
{
    return "<message xmlns='jabber:client' type='groupchat' from='" + kWardBytes + "/" + nick
        + "' to='ana@relay.example/x'><body>" + body + "</body>" + inner + "</message>";
}

QByteArray occupant(const QByteArray &nick, const QByteArray &jid)
{
    return "<presence xmlns='jabber:client' from='" + kWardBytes + "/" + nick
        + "'><x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='member' role='participant' jid='" + jid
        + "/x'/></x></presence>";
}

FakeRelay::Archived archived(int n)
{
    return {u"a%1"_s.arg(n, 4, 10, QLatin1Char('0')),
            "2025-12-31T10:" + QByteArray::number(n / 60).rightJustified(2, '0') + ":"
                + QByteArray::number(n % 60).rightJustified(2, '0') + "Z",
            "<message xmlns='jabber:client' type='chat' from='ben@relay.example/x' to='ana@relay.example' id='i"
                + QByteArray::number(n) + "'><body>old " + QByteArray::number(n) + "</body></message>"};
}

model::DeliveryState stateOf(WardBench &bench, model::MessageId id)
{
    const auto found = bench.answer(bench.session()->messages().byIds({id}));
    return found && !found->isEmpty() ? found->first().state : model::DeliveryState::Received;
}

} // namespace

class LiveMessagesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsNothingForged_data()
    {
        QTest::addColumn<QByteArray>("stanza");
        const auto row = [](const char *name, const QByteArray &stanza) { QTest::newRow(name) << stanza; };
        row("groupchat of a room that is not ours",
            "<message xmlns='jabber:client' type='groupchat' "
            "from='evil@rooms.relay.example/ben'><body>forged</body></message>");
        row("groupchat of the room itself",
            "<message xmlns='jabber:client' type='groupchat' from='" + kWardBytes + "'><body>forged</body></message>");
        row("a room's occupant in private",
            "<message xmlns='jabber:client' type='chat' from='" + kWardBytes + "/ben'><body>forged</body></message>");
        row("our own account",
            "<message xmlns='jabber:client' type='chat' from='ana@relay.example' "
            "to='ben@relay.example'><body>forged</body></message>");
        row("a server",
            "<message xmlns='jabber:client' type='chat' from='relay.example'><body>forged</body></message>");
        row("a headline",
            "<message xmlns='jabber:client' type='headline' from='ben@relay.example/x'><body>forged</body></message>");
        row("an error",
            "<message xmlns='jabber:client' type='error' from='ben@relay.example/x'><body>forged</body></message>");
        const QByteArray forwarded = "<forwarded xmlns='urn:xmpp:forward:0'><message xmlns='jabber:client' type='chat' "
                                     "from='ben@relay.example/x' "
                                     "to='ana@relay.example'><body>forged</body></message></forwarded>";
        row("a carbon of somebody else",
            "<message xmlns='jabber:client' from='eve@relay.example'><received xmlns='urn:xmpp:carbons:2'>" + forwarded
                + "</received></message>");
        row("a carbon of groupchat",
            "<message xmlns='jabber:client' from='ana@relay.example'><received xmlns='urn:xmpp:carbons:2'><forwarded "
            "xmlns='urn:xmpp:forward:0'>"
                + roomMessage("ben", "forged") + "</forwarded></received></message>");
        row("an archive result nobody asked for",
            "<message xmlns='jabber:client' from='ana@relay.example'><result xmlns='urn:xmpp:mam:2' queryid='guess' "
            "id='g'>"
                + forwarded + "</result></message>");
    }
    void keepsNothingForged()
    {
        QFETCH(QByteArray, stanza);
        WardBench bench;
        bench.relay.rooms = {kWard};
        bench.signIn();
        bench.relay.say(stanza);
        QVERIFY(barrier(bench));
        QCOMPARE(everything(bench), QStringList{u"barrier"_s});
        bench.relay.askForCount(); // and the relay need not keep it either
        QVERIFY(bench.until([&bench] {
            bench.relay.askForCount();
            return bench.relay.handled == bench.relay.sentCount();
        }));
    }

    void believesADelayOnlyOfThoseWhoKnow_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("stamp");
        QTest::addColumn<bool>("isBelieved");
        QTest::newRow("our server") << QByteArray("relay.example") << QByteArray("2025-12-31T10:00:00Z") << true;
        QTest::newRow("a stranger") << QByteArray("eve@relay.example") << QByteArray("2025-12-31T10:00:00Z") << false;
        QTest::newRow("our server, from the future")
            << QByteArray("relay.example") << QByteArray("2027-12-31T10:00:00Z") << false;
    }
    void believesADelayOnlyOfThoseWhoKnow()
    {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, stamp);
        QFETCH(bool, isBelieved);
        WardBench bench;
        bench.signIn();
        bench.relay.say(directMessage("ben@relay.example/x", "late",
                                      "<delay xmlns='urn:xmpp:delay' from='" + from + "' stamp='" + stamp + "'/>"));
        QVERIFY(bench.until([&bench] { return everything(bench).size() == 1; }));
        const auto page = bench.answer(bench.session()->messages().newest(jid(u"ben@relay.example"), 10));
        const Instant told(std::chrono::milliseconds(1767175200000)); // 2025-12-31T10:00:00Z
        QCOMPARE(page->messages.first().time == told, isBelieved);
        QVERIFY(page->messages.first().time <= bench.clock.now());
    }

    void anotherMembersIdSuppressesNothing()
    {
        WardBench bench;
        bench.relay.rooms = {kWard};
        bench.signIn();
        bench.relay.say(occupant("ben", "ben@relay.example"));
        bench.relay.say(occupant("eve", "eve@relay.example"));
        const QByteArray id = "<origin-id xmlns='urn:xmpp:sid:0' id='same'/>";
        bench.relay.say(roomMessage("eve", "first", id));
        bench.relay.say(roomMessage("ben", "second", id));
        bench.relay.say(roomMessage("ben", "second", id)); // this one is a repetition
        QVERIFY(barrier(bench));
        QCOMPARE(bench.texts(kWard), (QStringList{u"first"_s, u"second"_s}));
    }

    void whatARoomSaysBeforeItIsJoinedIsReadWhenWhoIsThereIsKnown_data()
    {
        QTest::addColumn<bool>("isJoined");
        QTest::newRow("it tells") << true;
        QTest::newRow("it never does") << false;
    }
    void whatARoomSaysBeforeItIsJoinedIsReadWhenWhoIsThereIsKnown()
    {
        QFETCH(bool, isJoined);
        WardBench bench;
        bench.relay.rooms = {kWard};
        bench.signIn();
        bench.relay.answersJoins = false;
        bench.relay.resumes = false;
        bench.relay.cut();
        bench.timers.advance(std::chrono::seconds(120));
        bench.settle();
        bench.relay.say(roomMessage("ben", "early"));
        QVERIFY(barrier(bench));
        QCOMPARE(everything(bench), QStringList{u"barrier"_s});
        if (isJoined) {
            bench.relay.say(occupant("ben", "ben@relay.example"));
            bench.relay.say(
                "<presence xmlns='jabber:client' from='" + kWardBytes
                + "/ana'><x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='member' role='participant' "
                  "jid='ana@relay.example/Wardline~1'/><status code='110'/></x></presence>");
        } else {
            bench.timers.advance(std::chrono::seconds(20));
        }
        QVERIFY(bench.until([&bench] { return bench.texts(kWard) == QStringList{u"early"_s}; }));
        const auto page = bench.answer(bench.session()->messages().newest(jid(kWard), 10));
        QCOMPARE(page->messages.first().sender.toString(), isJoined ? u"ben@relay.example"_s : kWard + u"/ben"_s);
        QVERIFY(bench.until([&bench] {
            bench.relay.askForCount();
            return bench.relay.handled == bench.relay.sentCount();
        }));
    }

    void whatARoomSaysOfNobodyItNamesIsReadFromItsArchive()
    {
        WardBench bench;
        bench.relay.rooms = {kWard};
        bench.relay.answerInstead = [&bench](const xml::Element &iq) {
            if (iq.attribute(u"to") != kWard || iq.child(u"query", u"http://jabber.org/protocol/disco#info") == nullptr) {
                return false;
            }
            bench.relay.say("<iq xmlns='jabber:client' type='result' from='" + kWardBytes + "' id='"
                            + iq.attribute(u"id").toUtf8()
                            + "'><query xmlns='http://jabber.org/protocol/disco#info'><feature var='muc_membersonly'/>"
                              "<feature var='muc_nonanonymous'/><feature var='urn:xmpp:mam:2'/></query></iq>");
            return true;
        };
        bench.signIn();
        bench.settle();
        // Who wrote it is not among those who are here.
        const QByteArray ids = "<origin-id xmlns='urn:xmpp:sid:0' id='o1'/>";
        const QByteArray live = roomMessage(
            "dora", "from one who left", ids + "<stanza-id xmlns='urn:xmpp:sid:0' by='" + kWardBytes + "' id='s1'/>");
        bench.relay.archives[kWard] = {
            {u"s1"_s, "2025-12-31T10:00:00Z",
             roomMessage("dora", "from one who left",
                         ids + "<x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='member' role='none'"
                               " jid='dora@relay.example'/></x>")}};
        bench.relay.say(live);
        QVERIFY(bench.until([&bench] { return bench.texts(kWard) == QStringList{u"from one who left"_s}; }));
        const auto page = bench.answer(bench.session()->messages().newest(jid(kWard), 10));
        QCOMPARE(page->messages.first().sender, jid(u"dora@relay.example"));
        QVERIFY(bench.until([&bench] {
            bench.relay.askForCount();
            return bench.relay.handled == bench.relay.sentCount();
        }));
    }

    void countsOnlyWhatIsStored()
    {
        WardBench bench;
        bench.signIn();
        bench.relay.askForCount();
        bench.settle();
        const std::uint32_t before = bench.relay.handled;
        QCOMPARE(before, bench.relay.sentCount());
        bench.relay.say(directMessage("ben@relay.example/x", "one"));
        bench.relay.line().reply("<r xmlns='urn:xmpp:sm:3'/>"); // before the store had a chance
        QCOMPARE(bench.relay.line().next().attribute(u"h").toUInt(), before);
        QVERIFY(bench.until(
            [&bench, before] { return bench.relay.handled == before + 1; })); // told by itself, once it is durable
        // The list of conversations, by which it is found here, is read anew a moment later.
        QVERIFY(bench.until([&bench] { return everything(bench) == QStringList{u"one"_s}; }));
    }

    void fetchesTheNewestFirstAndThenAllOfIt()
    {
        WardBench bench;
        for (int n = 0; n < 120; ++n) {
            bench.relay.archives[QString()].append(archived(n));
        }
        bench.signIn();
        QVERIFY(bench.until([&bench] { return bench.texts(u"ben@relay.example").size() == 100; }));
        QVERIFY(bench.relay.archiveQuestions.first().before.isEmpty());
        QVERIFY(bench.until([&bench] { return bench.relay.archiveQuestions.size() == 3; }));
        QCOMPARE(bench.relay.archiveQuestions.at(1).before, u"a0070"_s);
        QCOMPARE(bench.relay.archiveQuestions.at(2).before, u"a0020"_s);
        bench.settle();
        QCOMPARE(bench.texts(u"ben@relay.example").last(), u"old 119"_s);
        QCOMPARE(bench.relay.archiveQuestions.size(), 3); // and no further
    }

    void anArchiveWithoutEndIsLeftAlone()
    {
        WardBench bench;
        int asked = 0;
        bench.relay.answerInstead = [&](const xml::Element &iq) {
            const xml::Element *query = iq.child(u"query", u"urn:xmpp:mam:2");
            if (query == nullptr) {
                return false;
            }
            ++asked;
            bench.relay.sayResult({}, query->attribute(u"queryid"), archived(5));
            bench.relay.say(
                "<iq xmlns='jabber:client' type='result' id='" + iq.attribute(u"id").toUtf8()
                + "'><fin xmlns='urn:xmpp:mam:2'><set "
                  "xmlns='http://jabber.org/protocol/rsm'><first>a0005</first><last>a0005</last></set></fin></iq>");
            return true;
        };
        bench.signIn();
        QVERIFY(barrier(bench));
        QVERIFY2(asked <= 3, qPrintable(QString::number(asked)));
        QCOMPARE(bench.texts(u"ben@relay.example"), QStringList{u"old 5"_s});
    }

    // What is known ends with a result that says nothing to anybody: a word between programs.
    void anArchiveStaysOneStretchWhateverItEndsWith()
    {
        WardBench bench;
        FakeRelay::Archived silent = archived(3);
        silent.message = "<message xmlns='jabber:client' type='chat' from='ana@relay.example/x' to='ben@relay.example' id='r'>"
                         "<no-store xmlns='urn:xmpp:hints'/></message>";
        bench.relay.archives[QString()] = {archived(1), archived(2), silent};
        bench.signIn();
        QVERIFY(bench.until([&bench] { return bench.session()->isCaughtUp(); }));
        const auto stretches = [&bench] {
            const auto known = bench.answer(bench.session()->profile().store().messages().archiveRanges(
                bench.session()->account()));
            return known ? *known : QList<store::ArchiveRange>();
        };
        QVERIFY(bench.until([&] { return stretches().size() == 1 && stretches().constFirst().lastId == u"a0003"_s; }));
        bench.relay.cut();
        bench.settle();
        bench.relay.resumes = false;
        bench.relay.archives[QString()].append(archived(4));
        bench.timers.advance(std::chrono::seconds(60));
        QVERIFY(bench.until([&bench] { return bench.texts(u"ben@relay.example").size() == 3; }));
        QVERIFY(bench.until([&bench] { return bench.session()->isCaughtUp(); }));
        QCOMPARE(stretches().size(), 1);
        QCOMPARE(stretches().constFirst().lastId, u"a0004"_s);
    }

    void asksAgainForWhatABrokenLineInterrupted()
    {
        WardBench bench;
        bench.relay.archives[QString()] = {archived(1)};
        bench.relay.answersArchives = false;
        bench.signInService().signIn(WardBench::request());
        QVERIFY(bench.until([&bench] {
            return bench.session() != nullptr && bench.session()->rooms().conversations().isEmpty()
                && bench.relay.presences.size() == 1;
        }));
        bench.settle();
        bench.relay.cut();
        bench.settle();
        bench.relay.answersArchives = true;
        bench.timers.advance(std::chrono::seconds(60));
        QVERIFY(bench.until([&bench] { return bench.session()->isCaughtUp(); }));
        QVERIFY(bench.until([&bench] { return bench.texts(u"ben@relay.example") == QStringList{u"old 1"_s}; }));
    }

    void sendsAgainOnlyWhatTheArchiveDoesNotHave()
    {
        WardBench bench;
        bench.signIn();
        QVERIFY(bench.answer(bench.session()->rooms().startDirect(jid(u"ben@relay.example")).then([](const Status &s) {
            return s ? Result<int>(1) : Result<int>(std::unexpected(s.error()));
        })));
        QVERIFY(bench.until([&bench] { return !bench.session()->rooms().conversations().isEmpty(); }));
        bench.relay.takesMessages = false; // they vanish on the way
        const auto first =
            bench.answer(bench.session()->messages().send(jid(u"ben@relay.example"), {.text = u"one"_s}));
        const auto second =
            bench.answer(bench.session()->messages().send(jid(u"ben@relay.example"), {.text = u"two"_s}));
        QVERIFY(first && second);
        bench.settle();
        bench.relay.cut();
        bench.settle();
        bench.relay.resumes = false;
        bench.relay.takesMessages = true;
        bench.relay.answersArchives = false;
        bench.timers.advance(std::chrono::seconds(60));
        bench.settle();
        QCOMPARE(bench.relay.signIns, 2);
        QCOMPARE(bench.relay.messages.size(), 0); // what the relay has of it is not known yet
        QCOMPARE(stateOf(bench, *first), model::DeliveryState::Queued);

        bench.relay.cut();
        bench.settle();
        bench.relay.answersArchives = true;
        bench.timers.advance(std::chrono::seconds(120));
        QVERIFY(bench.until([&] { return stateOf(bench, *second) == model::DeliveryState::OnRelay; }));
        bench.settle();
        QStringList bodies;
        for (const xml::Element &message : std::as_const(bench.relay.messages)) {
            bodies.append(message.childText(u"body", u"jabber:client"));
        }
        QCOMPARE(bodies, (QStringList{u"one"_s, u"two"_s}));
    }

    void aRoomGetsWhatWasWrittenMeanwhileOnlyAfterItIsJoinedAgain()
    {
        WardBench bench;
        const QString room = u"ward4@rooms.relay.example"_s;
        bench.relay.rooms = {room};
        bench.signIn();
        QVERIFY(bench.session()->isCaughtUp());
        bench.relay.cut(); // for all we know the relay still holds the session
        const auto id = bench.answer(bench.session()->messages().send(jid(room), {.text = u"late"_s}));
        QVERIFY(id);
        bench.settle();
        bench.relay.resumes = false; // it was started anew
        bench.relay.answerInstead = [](const xml::Element &iq) {
            return iq.child(u"pubsub", u"http://jabber.org/protocol/pubsub") != nullptr; // our rooms are not known yet
        };
        bench.timers.advance(std::chrono::seconds(60));
        bench.settle();
        QCOMPARE(bench.relay.signIns, 2);
        QCOMPARE(bench.relay.messages.size(), 0);
        QCOMPARE(stateOf(bench, *id), model::DeliveryState::Queued);

        bench.relay.cut();
        bench.relay.answerInstead = {};
        bench.settle();
        bench.timers.advance(std::chrono::seconds(120));
        QVERIFY(bench.until([&] { return stateOf(bench, *id) == model::DeliveryState::OnRelay; }));
        QCOMPARE(bench.relay.messages.size(), 1);
    }

    /// Whoever reads at once reads before the list of conversations has counted the message.
    void saysThatItWasOpenedHoweverSoonThatIs()
    {
        WardBench bench;
        bench.signIn();
        connect(&bench.session()->messages(), &MessageService::messagesStored, &bench.session()->messages(),
                [&bench](const model::Jid &where, const QList<model::MessageId> &stored) {
                    bench.session()->messages().markRead(where, stored.last());
                });
        bench.relay.say(directMessage("ben@relay.example/x", "one",
                                      "<origin-id xmlns='urn:xmpp:sid:0' id='first'/>"
                                      "<markable xmlns='urn:xmpp:chat-markers:0'/>"));
        QVERIFY(bench.until([&bench] { return !bench.relay.messages.isEmpty(); }));
        const xml::Element marker = bench.relay.messages.first();
        QCOMPARE(marker.attribute(u"to"), u"ben@relay.example"_s);
        const xml::Element *displayed = marker.child(u"displayed", u"urn:xmpp:chat-markers:0");
        QVERIFY(displayed != nullptr);
        QCOMPARE(displayed->attribute(u"id"), u"first"_s);
    }

    void onlyTheAddresseeCanRefuse()
    {
        WardBench bench;
        bench.signIn();
        bench.relay.say(directMessage("ben@relay.example/x", "hello"));
        QVERIFY(bench.until([&bench] { return everything(bench).size() == 1; }));
        const auto id = bench.answer(bench.session()->messages().send(jid(u"ben@relay.example"), {.text = u"one"_s}));
        QVERIFY(id);
        QVERIFY(bench.until([&] { return stateOf(bench, *id) == model::DeliveryState::OnRelay; }));
        const QByteArray stanzaId = bench.relay.messages.first().attribute(u"id").toUtf8();
        const auto bounce = [&](const QByteArray &from) {
            bench.relay.say("<message xmlns='jabber:client' type='error' from='" + from + "' id='" + stanzaId
                            + "'><error type='cancel'><service-unavailable "
                              "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>");
        };
        bounce("eve@relay.example");
        QVERIFY(barrier(bench));
        QCOMPARE(stateOf(bench, *id), model::DeliveryState::OnRelay);
        bounce("ben@relay.example/x");
        QVERIFY(bench.until([&] { return stateOf(bench, *id) == model::DeliveryState::Failed; }));
    }
};

} // namespace wardline::service::test

QTEST_GUILESS_MAIN(wardline::service::test::LiveMessagesTest)
#include "live_messages_test.moc"
