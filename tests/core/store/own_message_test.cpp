// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/store/store_fixture.h"

using namespace wardline;
using namespace wardline::store;
using namespace wardline::store::test;
using model::DeliveryState;
using model::Message;
using model::MessageId;

class OwnMessageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesOwnMessagesLastEvenIfTheClockIsSlow();
    void reflectionSetsTheStanzaIdAndEmptiesTheOutbox();
    void reflectionMovesAMessageThatWasOvertaken();
    void reflectionLeavesAMessageThatNobodyOvertook();
    void reflectionOfASecondQueuedMessageKeepsTheirOrder();
    void whatWaitsStaysBehindWhatTheRelayHas_data();
    void whatWaitsStaysBehindWhatTheRelayHas();
    void whatTheRelayMayHaveTakenHalfwayIsSentAgain();
    void reflectionRevivesAFailedMessage();
    void whatWasRefusedBetweenTwoPeopleStaysSo();
    void advancesStatesForwardOnly_data();
    void advancesStatesForwardOnly();
    void advancesByReceiptIds();
    void advancesNoMessageOfOthers();
};

void OwnMessageTest::writesOwnMessagesLastEvenIfTheClockIsSlow()
{
    StoreFixture fixture;
    QVERIFY(succeeds(fixture.open()));
    auto &messages = fixture.store->messages();
    valueOf(messages.insert(batchOf({message(kRoom, kAmal, u"question"_s, at(60000))})));
    Message mine = message(kRoom, kSelf, u"answer"_s, at(0), u"o"_s);
    mine.id = valueOf(messages.insertOwn(mine, "<m/>"));
    mine.state = DeliveryState::Queued;
    const auto page = valueOf(messages.pageBefore(kRoom, {}, 10));
    QCOMPARE(page.messages.constLast(), mine);
    QCOMPARE(valueOf(fixture.store->conversations().summary(kRoom))->lastMessage, mine.id);
}

void OwnMessageTest::reflectionSetsTheStanzaIdAndEmptiesTheOutbox()
{
    StoreFixture fixture;
    QVERIFY(succeeds(fixture.open()));
    auto &messages = fixture.store->messages();
    const MessageId id = valueOf(messages.insertOwn(message(kRoom, kSelf, u"hi"_s, at(0), u"o"_s), "<m/>"));
    const auto stored = valueOf(messages.insert(batchOf({message(kRoom, kSelf, u"hi"_s, at(300), u"o"_s, u"s"_s)})));
    QCOMPARE(stored.at(0), (StoredMessage{InsertOutcome::Reflected, id, id}));
    const auto reflected = valueOf(messages.message(id));
    QCOMPARE(reflected->stanzaId, u"s"_s);
    QCOMPARE(reflected->state, DeliveryState::OnRelay);
    QCOMPARE(valueOf(fixture.store->outbox().count()), 0);
    const auto again = valueOf(messages.insert(batchOf({message(kRoom, kSelf, u"hi"_s, at(300), u"o"_s, u"s"_s)})));
    QCOMPARE(again.at(0).outcome, InsertOutcome::Duplicate);
    QCOMPARE(valueOf(fixture.store->conversations().summary(kRoom))->unread, 0);
}

void OwnMessageTest::reflectionMovesAMessageThatWasOvertaken()
{
    StoreFixture fixture;
    QVERIFY(succeeds(fixture.open()));
    auto &messages = fixture.store->messages();
    const MessageId id =
        valueOf(messages.insertOwn(message(kRoom, kSelf, u"written offline"_s, at(0), u"o"_s), "<m/>"));
    valueOf(messages.insert(batchOf({message(kRoom, kAmal, u"meanwhile"_s, at(60000))})));
    const auto stored =
        valueOf(messages.insert(batchOf({message(kRoom, kSelf, u"written offline"_s, at(120000), u"o"_s, u"s"_s)})));
    QCOMPARE(stored.at(0).outcome, InsertOutcome::Reflected);
    QCOMPARE(stored.at(0).previousId, id);
    QVERIFY(stored.at(0).id > id);
    const auto page = valueOf(messages.pageBefore(kRoom, {}, 10));
    QCOMPARE(bodies(page.messages), (QStringList{u"meanwhile"_s, u"written offline"_s}));
    QCOMPARE(page.messages.constLast().time, at(120000));
    QCOMPARE(valueOf(fixture.store->conversations().summary(kRoom))->lastMessage, stored.at(0).id);
    // The index moved with it.
    const auto found = valueOf(fixture.store->search().search({u"offline"_s, {}, {}, 10}));
    QCOMPARE(found.hits.size(), 1);
    QCOMPARE(found.hits.at(0).id, stored.at(0).id);
    QVERIFY(!valueOf(messages.message(id)));
}

void OwnMessageTest::reflectionLeavesAMessageThatNobodyOvertook()
{
    StoreFixture fixture;
    QVERIFY(succeeds(fixture.open()));
    auto &messages = fixture.store->messages();
    const MessageId id =
        valueOf(messages.insertOwn(message(kRoom, kSelf, u"written offline"_s, at(0), u"o"_s), "<m/>"));
    valueOf(messages.insert(batchOf({message(kOtherRoom, kAmal, u"elsewhere"_s, at(60000))})));
    const auto stored =
        valueOf(messages.insert(batchOf({message(kRoom, kSelf, u"written offline"_s, at(120000), u"o"_s, u"s"_s)})));
    QCOMPARE(stored.at(0).id, id);
    // A stamp cut to the second lies before what was live, and moves nothing.
    const MessageId second = valueOf(messages.insertOwn(message(kRoom, kSelf, u"two"_s, at(130900), u"o2"_s), "<m/>"));
    valueOf(messages.insert(batchOf({message(kRoom, kAmal, u"three"_s, at(130950))})));
    const auto archived =
        valueOf(messages.insert(batchOf({message(kRoom, kSelf, u"two"_s, at(130000), u"o2"_s, u"s2"_s)})));
    QCOMPARE(archived.at(0).id, second);
}

void OwnMessageTest::reflectionOfASecondQueuedMessageKeepsTheirOrder()
{
    StoreFixture fixture;
    QVERIFY(succeeds(fixture.open()));
    auto &messages = fixture.store->messages();
    valueOf(messages.insertOwn(message(kRoom, kSelf, u"1"_s, at(0), u"o1"_s), "<m/>"));
    valueOf(messages.insertOwn(message(kRoom, kSelf, u"2"_s, at(1000), u"o2"_s), "<m/>"));
    const auto alone = valueOf(messages.insert(batchOf({message(kRoom, kSelf, u"1"_s, at(90000), u"o1"_s, u"s1"_s)})));
    QCOMPARE(alone.at(0).id, alone.at(0).previousId);
    valueOf(messages.insertOwn(message(kRoom, kSelf, u"3"_s, at(2000), u"o3"_s), "<m/>"));
    valueOf(messages.insert(batchOf({message(kRoom, kAmal, u"x"_s, at(50000))})));
    valueOf(messages.insert(batchOf({message(kRoom, kSelf, u"2"_s, at(90001), u"o2"_s, u"s2"_s)})));
    valueOf(messages.insert(batchOf({message(kRoom, kSelf, u"3"_s, at(90002), u"o3"_s, u"s3"_s)})));
    QCOMPARE(bodies(valueOf(messages.pageBefore(kRoom, {}, 10)).messages).join(QString()), u"1x23"_s);
}

// Written before a program ended, and sent; what came later was seen to be on the relay first.
void OwnMessageTest::whatWaitsStaysBehindWhatTheRelayHas_data()
{
    QTest::addColumn<bool>("isLive");
    QTest::newRow("the room sends it back") << true;
    QTest::newRow("its archive has it") << false;
}

// Four were written without a network. The first two have arrived, long after and behind somebody else's.
void OwnMessageTest::whatWaitsStaysBehindWhatTheRelayHas()
{
    QFETCH(const bool, isLive);
    StoreFixture fixture;
    QVERIFY(succeeds(fixture.open()));
    auto &messages = fixture.store->messages();
    for (int i = 1; i <= 4; ++i) {
        const QString number = QString::number(i);
        valueOf(messages.insertOwn(message(kRoom, kSelf, number, at(1000 * i), u"o"_s + number), "<m/>"));
    }
    valueOf(messages.insert(batchOf({message(kRoom, kAmal, u"x"_s, at(9000), u"ox"_s, u"sx"_s)})));
    IncomingBatch batch = batchOf({});
    for (int i = 1; i <= 2; ++i) {
        const QString number = QString::number(i);
        Message own = message(kRoom, kSelf, number, at(20'000), u"o"_s + number, u"s"_s + number);
        own.isOwn = true;
        batch.messages.append(incoming(own));
    }
    batch.isLive = isLive;
    if (!isLive) {
        batch.page = ArchivePage{kRoom, {}, {}, u"s1"_s, u"s2"_s, at(20'000), at(20'000), false};
    }
    const StoredBatch stored = valueOf(messages.take(batch));
    const QList<Message> shown = valueOf(messages.pageBefore(kRoom, {}, 20)).messages;
    QCOMPARE(bodies(shown).join(QString()), u"x1234"_s);
    QCOMPARE(stored.reordered, QList<model::Jid>{kRoom});
    QCOMPARE(stored.messages.at(1).id, shown.at(2).id);
    QCOMPARE(valueOf(fixture.store->outbox().pending(0, 10)).constLast().message, shown.constLast().id);
}

// It keeps what goes to a person for the sender first, and for the other one after that.
void OwnMessageTest::whatTheRelayMayHaveTakenHalfwayIsSentAgain()
{
    StoreFixture fixture;
    QVERIFY(succeeds(fixture.open()));
    auto &messages = fixture.store->messages();
    const MessageId id = valueOf(messages.insertOwn(message(kAmal, kSelf, u"hi"_s, at(1000), u"o"_s), "<m/>"));
    const qint64 position = valueOf(fixture.store->outbox().pending(0, 10)).constFirst().position;
    Message own = message(kAmal, kSelf, u"hi"_s, at(1000), u"o"_s, u"s"_s);
    own.isOwn = true;
    IncomingBatch page = batchOf({});
    page.messages = {incoming(own)};
    page.messages.first().archive = kSelf;
    page.page = ArchivePage{kSelf, {}, {}, u"s"_s, u"s"_s, at(1000), at(1000), false};
    QCOMPARE(valueOf(messages.take(page)).messages.constFirst().id, id);
    QCOMPARE(valueOf(messages.message(id))->state, DeliveryState::Queued);
    QCOMPARE(valueOf(messages.message(id))->stanzaId, u"s"_s);
    QCOMPARE(valueOf(fixture.store->outbox().count()), 1);
    // What went again is there a second time, and changes neither.
    page.messages.first().message.stanzaId = u"s-again"_s;
    page.messages.first().message.time = at(60'000);
    page.page = ArchivePage{kSelf, {}, {}, u"s-again"_s, u"s-again"_s, at(60'000), at(60'000), false};
    QCOMPARE(valueOf(messages.take(page)).messages.constFirst().outcome, InsertOutcome::Duplicate);
    QCOMPARE(valueOf(messages.message(id))->stanzaId, u"s"_s);
    QCOMPARE(valueOf(fixture.store->outbox().count()), 1);
    QVERIFY(succeeds(answer(fixture.store->outbox().acknowledge(position))));
    QCOMPARE(valueOf(messages.message(id))->state, DeliveryState::OnRelay);
    QCOMPARE(valueOf(fixture.store->outbox().count()), 0);
}

void OwnMessageTest::reflectionRevivesAFailedMessage()
{
    StoreFixture fixture;
    QVERIFY(succeeds(fixture.open()));
    auto &messages = fixture.store->messages();
    const MessageId id = valueOf(messages.insertOwn(message(kRoom, kSelf, u"hi"_s, at(0), u"o"_s), "<m/>"));
    QVERIFY(succeeds(answer(fixture.store->outbox().fail(1))));
    QCOMPARE(valueOf(messages.message(id))->state, DeliveryState::Failed);
    valueOf(messages.insert(batchOf({message(kRoom, kSelf, u"hi"_s, at(10), u"o"_s, u"s"_s)})));
    QCOMPARE(valueOf(messages.message(id))->state, DeliveryState::OnRelay);
}

// The account's own archive has our copy of it; who refused it has none.
void OwnMessageTest::whatWasRefusedBetweenTwoPeopleStaysSo()
{
    StoreFixture fixture;
    QVERIFY(succeeds(fixture.open()));
    auto &messages = fixture.store->messages();
    const MessageId id = valueOf(messages.insertOwn(message(kAmal, kSelf, u"hi"_s, at(1000), u"o"_s), "<m/>"));
    QVERIFY(succeeds(answer(fixture.store->outbox().fail(1))));
    Message own = message(kAmal, kSelf, u"hi"_s, at(1000), u"o"_s, u"s"_s);
    own.isOwn = true;
    IncomingBatch page = batchOf({});
    page.messages = {incoming(own)};
    page.messages.first().archive = kSelf;
    page.page = ArchivePage{kSelf, {}, {}, u"s"_s, u"s"_s, at(1000), at(1000), false};
    valueOf(messages.take(page));
    QCOMPARE(valueOf(messages.message(id))->state, DeliveryState::Failed);
    QCOMPARE(valueOf(messages.message(id))->stanzaId, u"s"_s);
    QCOMPARE(valueOf(messages.pageBefore(kAmal, {}, 10)).messages.size(), 1);
}

void OwnMessageTest::advancesStatesForwardOnly_data()
{
    QTest::addColumn<QList<int>>("steps");
    QTest::addColumn<int>("expected");
    const auto row = [](const char *name, QList<DeliveryState> steps, DeliveryState expected) {
        QList<int> numbers;
        for (const DeliveryState step : steps) {
            numbers.append(static_cast<int>(step));
        }
        QTest::newRow(name) << numbers << static_cast<int>(expected);
    };
    row("in order", {DeliveryState::OnRelay, DeliveryState::OnDevice, DeliveryState::Seen}, DeliveryState::Seen);
    row("late acknowledgement", {DeliveryState::Seen, DeliveryState::OnRelay}, DeliveryState::Seen);
    row("failed stays failed", {DeliveryState::Failed, DeliveryState::OnDevice}, DeliveryState::Failed);
    row("arrived cannot fail", {DeliveryState::OnDevice, DeliveryState::Failed}, DeliveryState::OnDevice);
    row("never received", {DeliveryState::Received}, DeliveryState::Queued);
}

void OwnMessageTest::advancesStatesForwardOnly()
{
    QFETCH(QList<int>, steps);
    QFETCH(int, expected);
    StoreFixture fixture;
    QVERIFY(succeeds(fixture.open()));
    auto &messages = fixture.store->messages();
    const MessageId id = valueOf(messages.insertOwn(message(kRoom, kSelf, u"hi"_s, at(0), u"o"_s), "<m/>"));
    for (const int step : std::as_const(steps)) {
        const auto reached = valueOf(messages.advanceState(id, static_cast<DeliveryState>(step)));
        QCOMPARE(valueOf(messages.message(id))->state, reached);
    }
    QCOMPARE(static_cast<int>(valueOf(messages.message(id))->state), expected);
}

void OwnMessageTest::advancesByReceiptIds()
{
    StoreFixture fixture;
    QVERIFY(succeeds(fixture.open()));
    auto &messages = fixture.store->messages();
    const MessageId id = valueOf(messages.insertOwn(message(kRoom, kSelf, u"hi"_s, at(0), u"o"_s), "<m/>"));
    QCOMPARE(valueOf(messages.advanceStateByOriginId(kRoom, kSelf, u"o"_s, DeliveryState::OnDevice)), id);
    QVERIFY(failsWith(answer(messages.advanceStateByOriginId(kRoom, kSelf, u"p"_s, DeliveryState::Seen)),
                      StoreError::NotFound));
    QVERIFY(failsWith(answer(messages.advanceStateByOriginId(kOtherRoom, kSelf, u"o"_s, DeliveryState::Seen)),
                      StoreError::NotFound));
    valueOf(messages.insert(batchOf({message(kRoom, kSelf, u"hi"_s, at(0), u"o"_s, u"s"_s)})));
    QCOMPARE(valueOf(messages.advanceStateByStanzaId(kRoom, kRoom, u"s"_s, DeliveryState::Seen)), id);
    QCOMPARE(valueOf(messages.message(id))->state, DeliveryState::Seen);
}

void OwnMessageTest::advancesNoMessageOfOthers()
{
    StoreFixture fixture;
    QVERIFY(succeeds(fixture.open()));
    auto &messages = fixture.store->messages();
    const auto stored = valueOf(messages.insert(batchOf({message(kRoom, kAmal, u"hi"_s, at(0), u"o"_s, u"s"_s)})));
    QVERIFY(failsWith(answer(messages.advanceState(stored.at(0).id, DeliveryState::Seen)), StoreError::NotFound));
    QVERIFY(failsWith(answer(messages.advanceStateByOriginId(kRoom, kAmal, u"o"_s, DeliveryState::Seen)),
                      StoreError::NotFound));
    QVERIFY(failsWith(answer(messages.advanceStateByStanzaId(kRoom, kRoom, u"s"_s, DeliveryState::Seen)),
                      StoreError::NotFound));
}

QTEST_GUILESS_MAIN(OwnMessageTest)
#include "own_message_test.moc"
