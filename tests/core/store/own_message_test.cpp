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
    void reflectionRevivesAFailedMessage();
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
    QCOMPARE(stored.at(0), (StoredMessage {InsertOutcome::Reflected, id, id}));
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
    const MessageId id = valueOf(messages.insertOwn(message(kRoom, kSelf, u"written offline"_s, at(0), u"o"_s), "<m/>"));
    valueOf(messages.insert(batchOf({message(kRoom, kAmal, u"meanwhile"_s, at(60000))})));
    const auto stored = valueOf(messages.insert(batchOf({message(kRoom, kSelf, u"written offline"_s, at(120000), u"o"_s, u"s"_s)})));
    QCOMPARE(stored.at(0).outcome, InsertOutcome::Reflected);
    QCOMPARE(stored.at(0).previousId, id);
    QVERIFY(stored.at(0).id > id);
    const auto page = valueOf(messages.pageBefore(kRoom, {}, 10));
    QCOMPARE(bodies(page.messages), (QStringList {u"meanwhile"_s, u"written offline"_s}));
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
    const MessageId id = valueOf(messages.insertOwn(message(kRoom, kSelf, u"written offline"_s, at(0), u"o"_s), "<m/>"));
    valueOf(messages.insert(batchOf({message(kOtherRoom, kAmal, u"elsewhere"_s, at(60000))})));
    const auto stored = valueOf(messages.insert(batchOf({message(kRoom, kSelf, u"written offline"_s, at(120000), u"o"_s, u"s"_s)})));
    QCOMPARE(stored.at(0).id, id);
    // A stamp cut to the second lies before what was live, and moves nothing.
    const MessageId second = valueOf(messages.insertOwn(message(kRoom, kSelf, u"two"_s, at(130900), u"o2"_s), "<m/>"));
    valueOf(messages.insert(batchOf({message(kRoom, kAmal, u"three"_s, at(130950))})));
    const auto archived = valueOf(messages.insert(batchOf({message(kRoom, kSelf, u"two"_s, at(130000), u"o2"_s, u"s2"_s)})));
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
    QVERIFY(failsWith(answer(messages.advanceStateByOriginId(kRoom, kSelf, u"p"_s, DeliveryState::Seen)), StoreError::NotFound));
    QVERIFY(failsWith(answer(messages.advanceStateByOriginId(kOtherRoom, kSelf, u"o"_s, DeliveryState::Seen)), StoreError::NotFound));
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
    QVERIFY(failsWith(answer(messages.advanceStateByOriginId(kRoom, kAmal, u"o"_s, DeliveryState::Seen)), StoreError::NotFound));
    QVERIFY(failsWith(answer(messages.advanceStateByStanzaId(kRoom, kRoom, u"s"_s, DeliveryState::Seen)), StoreError::NotFound));
}

QTEST_GUILESS_MAIN(OwnMessageTest)
#include "own_message_test.moc"
