// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/store/store_fixture.h"

#include "core/store/failing_statement.h"

using namespace wardline;
using namespace wardline::store;
using namespace wardline::store::test;
using model::DeliveryState;
using model::Message;
using model::MessageId;

class MessageStoreTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsEveryField();
    void storesABatchOnceOrNotAtAll();
    void findsDuplicatesByStanzaId();
    void findsDuplicatesByOriginId();
    void letsNoMemberSuppressAnothersMessage();
    void tellsArchivesApart();
    void ignoresAStanzaIdOfNobody();
    void findsDuplicatesWithinABatch_data();
    void findsDuplicatesWithinABatch();
    void ordersArchivePagesByTheArchiveAtEqualStamps();
    void putsAGapsMessagesBetween();
    void letsAStampCutToTheSecondFollowItsAnchor();
    void keepsWhatComesLiveInTheOrderOfItsComing();
    void keepsOwnMessagesInTheOrderInWhichTheRelayHadThem();
    void keepsPagesStableAtEqualTimes();
    void pagesAroundAMessage();
    void pagesOnlyTheConversation();
    void keepsOddText_data();
    void keepsOddText();
    void refusesWhatIsTooLarge_data();
    void refusesWhatIsTooLarge();
    void purgesOldMessagesButNeitherUnreadNorWaitingOnes();
    void answersClosedWhenClosed();
    void finishesWritesThatWereAskedBeforeClosing();
    void undoesABatchAtAnyFailingStatement();
    void logsSlowStatementsByName();
};

void MessageStoreTest::keepsEveryField()
{
    StoreFixture fixture;
    QVERIFY(succeeds(fixture.open()));
    Message sent = message(kRoom, kAmal, u"Bed 7: 5 mg"_s, at(10), u"o-1"_s, u"s-1"_s);
    sent.senderName = u"Amal Haddad"_s;
    sent.role = {model::CareRole::Nurse, {}};
    sent.encryption = model::EncryptionState::EndToEnd;
    sent.trust = model::Trust::Certified;
    sent.urgency = model::Urgency::Stat;
    Message plain = message(kRoom, kBoris, u"ok"_s, at(20));
    plain.role = {model::CareRole::None, u"Chief of everything"_s};
    const auto stored = valueOf(fixture.store->messages().insert(batchOf({sent, plain})));
    QCOMPARE(stored.size(), 2);
    sent.id = stored.at(0).id;
    plain.id = stored.at(1).id;
    QVERIFY(sent.id < plain.id);
    QCOMPARE(instantOf(sent.id), sent.time);

    QVERIFY(succeeds(fixture.close()));
    QVERIFY(succeeds(fixture.open()));
    const auto page = valueOf(fixture.store->messages().pageBefore(kRoom, {}, 10));
    QCOMPARE(page.messages, (QList<Message> {sent, plain}));
    QVERIFY(page.reachesNewest && page.reachesOldest);
    QCOMPARE(valueOf(fixture.store->messages().message(sent.id)), std::optional(sent));
    QCOMPARE(valueOf(fixture.store->messages().messages({plain.id, sent.id, plain.id, MessageId {5}})),
             (QList<Message> {sent, plain}));
}

void MessageStoreTest::storesABatchOnceOrNotAtAll()
{
    StoreFixture fixture;
    QVERIFY(succeeds(fixture.open()));
    Message broken = message(kRoom, kAmal, u"b"_s, at(1));
    broken.time = Instant(std::chrono::milliseconds(-5));
    const auto refused = answer(fixture.store->messages().insert(batchOf({message(kRoom, kAmal, u"a"_s, at(0)), broken})));
    QVERIFY(failsWith(refused, StoreError::InvalidInput));
    QVERIFY(valueOf(fixture.store->messages().pageBefore(kRoom, {}, 10)).messages.isEmpty());
    QVERIFY(valueOf(fixture.store->conversations().summaries()).isEmpty());
}

void MessageStoreTest::findsDuplicatesByStanzaId()
{
    StoreFixture fixture;
    QVERIFY(succeeds(fixture.open()));
    auto &messages = fixture.store->messages();
    const auto first = valueOf(messages.insert(batchOf({message(kRoom, kAmal, u"a"_s, at(0), {}, u"s"_s)})));
    const auto second = valueOf(messages.insert(batchOf({message(kRoom, kAmal, u"a"_s, at(900), {}, u"s"_s)})));
    QCOMPARE(second.at(0), (StoredMessage {InsertOutcome::Duplicate, first.at(0).id, {}}));
    QCOMPARE(valueOf(messages.pageBefore(kRoom, {}, 10)).messages.size(), 1);
    QCOMPARE(valueOf(fixture.store->conversations().summary(kRoom))->unread, 1);
}

void MessageStoreTest::findsDuplicatesByOriginId()
{
    StoreFixture fixture;
    QVERIFY(succeeds(fixture.open()));
    auto &messages = fixture.store->messages();
    // Live without a stanza-id, then from the archive with one: from then on it is found by that, too.
    const auto live = valueOf(messages.insert(batchOf({message(kRoom, kAmal, u"a"_s, at(0), u"o"_s)})));
    const auto archived = valueOf(messages.insert(batchOf({message(kRoom, kAmal, u"a"_s, at(0), u"o"_s, u"s"_s)})));
    QCOMPARE(archived.at(0), (StoredMessage {InsertOutcome::Duplicate, live.at(0).id, {}}));
    const auto again = valueOf(messages.insert(batchOf({message(kRoom, kAmal, u"a"_s, at(0), {}, u"s"_s)})));
    QCOMPARE(again.at(0).outcome, InsertOutcome::Duplicate);
    QCOMPARE(valueOf(messages.message(live.at(0).id))->stanzaId, u"s"_s);
}

void MessageStoreTest::letsNoMemberSuppressAnothersMessage()
{
    StoreFixture fixture;
    QVERIFY(succeeds(fixture.open()));
    auto &messages = fixture.store->messages();
    // Boris guesses the id of Amal's message and is faster.
    valueOf(messages.insert(batchOf({message(kRoom, kBoris, u"noise"_s, at(0), u"o"_s, u"s-1"_s)})));
    const auto stored = valueOf(messages.insert(batchOf({message(kRoom, kAmal, u"stop the heparin"_s, at(1), u"o"_s, u"s-2"_s)})));
    QCOMPARE(stored.at(0).outcome, InsertOutcome::Inserted);
    // Nor with our own id.
    const MessageId own = valueOf(messages.insertOwn(message(kRoom, kSelf, u"on my way"_s, at(2), u"mine"_s), "<m/>"));
    const auto forged = valueOf(messages.insert(batchOf({message(kRoom, kBoris, u"not coming"_s, at(3), u"mine"_s, u"s-3"_s)})));
    QCOMPARE(forged.at(0).outcome, InsertOutcome::Inserted);
    QCOMPARE(valueOf(messages.message(own))->state, DeliveryState::Queued);
    QCOMPARE(valueOf(fixture.store->outbox().count()), 1);
    // The same id in another room is another message.
    const auto elsewhere = valueOf(messages.insert(batchOf({message(kOtherRoom, kAmal, u"x"_s, at(4), u"o"_s, u"s-2"_s)})));
    QCOMPARE(elsewhere.at(0).outcome, InsertOutcome::Inserted);
}

void MessageStoreTest::tellsArchivesApart()
{
    StoreFixture fixture;
    QVERIFY(succeeds(fixture.open()));
    IncomingBatch batch;
    batch.messages.append({message(kAmal, kAmal, u"a"_s, at(0), {}, u"7"_s), kSelf});
    batch.messages.append({message(kAmal, kAmal, u"b"_s, at(1), {}, u"7"_s), kAmal});
    const auto stored = valueOf(fixture.store->messages().insert(batch));
    QCOMPARE(stored.at(0).outcome, InsertOutcome::Inserted);
    QCOMPARE(stored.at(1).outcome, InsertOutcome::Inserted);
}

void MessageStoreTest::ignoresAStanzaIdOfNobody()
{
    StoreFixture fixture;
    QVERIFY(succeeds(fixture.open()));
    IncomingBatch batch;
    batch.messages.append({message(kRoom, kBoris, u"a"_s, at(0), {}, u"s"_s), {}});
    batch.messages.append({message(kRoom, kAmal, u"b"_s, at(1), {}, u"s"_s), kRoom});
    const auto stored = valueOf(fixture.store->messages().insert(batch));
    QCOMPARE(stored.at(1).outcome, InsertOutcome::Inserted);
    QCOMPARE(valueOf(fixture.store->messages().message(stored.at(0).id))->stanzaId, QString());
}

void MessageStoreTest::findsDuplicatesWithinABatch_data()
{
    QTest::addColumn<bool>("isOlder");
    QTest::addColumn<QString>("originId");
    QTest::addColumn<QString>("stanzaId");
    QTest::newRow("newer, by origin-id") << false << u"o"_s << QString();
    QTest::newRow("newer, by stanza-id") << false << QString() << u"s"_s;
    QTest::newRow("older, by origin-id") << true << u"o"_s << QString();
    QTest::newRow("older, by stanza-id") << true << QString() << u"s"_s;
    QTest::newRow("older, by both") << true << u"o"_s << u"s"_s;
}

void MessageStoreTest::findsDuplicatesWithinABatch()
{
    QFETCH(bool, isOlder);
    QFETCH(QString, originId);
    QFETCH(QString, stanzaId);
    StoreFixture fixture;
    QVERIFY(succeeds(fixture.open()));
    const Message twice = message(kRoom, kAmal, u"a"_s, at(0), originId, stanzaId);
    const auto stored = valueOf(fixture.store->messages().insert(
        batchOf({twice, message(kRoom, kBoris, u"b"_s, at(1)), twice}, isOlder ? Placement::Older : Placement::Newer)));
    QCOMPARE(stored.size(), 3);
    QCOMPARE(stored.at(0).id, stored.at(2).id);
    QVERIFY(stored.at(0).outcome != stored.at(2).outcome);
    QCOMPARE(valueOf(fixture.store->messages().pageBefore(kRoom, {}, 10)).messages.size(), 2);
}

void MessageStoreTest::ordersArchivePagesByTheArchiveAtEqualStamps()
{
    StoreFixture fixture;
    QVERIFY(succeeds(fixture.open()));
    auto &messages = fixture.store->messages();
    const auto page = [](const QStringList &names) {
        QList<Message> list;
        for (const QString &name : names) {
            list.append(message(kRoom, kAmal, name, at(5000), {}, u"s-"_s + name));
        }
        return list;
    };
    valueOf(messages.insert(batchOf(page({u"e"_s, u"f"_s}))));
    valueOf(messages.insert(batchOf(page({u"g"_s, u"h"_s}))));
    valueOf(messages.insert(batchOf(page({u"c"_s, u"d"_s}), Placement::Older)));
    valueOf(messages.insert(batchOf(page({u"a"_s, u"b"_s}), Placement::Older)));
    QCOMPARE(bodies(valueOf(messages.pageBefore(kRoom, {}, 20)).messages),
             (QStringList {u"a"_s, u"b"_s, u"c"_s, u"d"_s, u"e"_s, u"f"_s, u"g"_s, u"h"_s}));
}

void MessageStoreTest::putsAGapsMessagesBetween()
{
    StoreFixture fixture;
    QVERIFY(succeeds(fixture.open()));
    auto &messages = fixture.store->messages();
    valueOf(messages.insert(batchOf({message(kRoom, kAmal, u"a"_s, at(0), {}, u"s-a"_s),
                                     message(kRoom, kAmal, u"z"_s, at(0), {}, u"s-z"_s)})));
    IncomingBatch gap;
    for (int i = 0; i < 15; ++i) {
        gap.messages.append(incoming(message(kRoom, kAmal, QString(QChar(u'b' + i)), at(0), {}, u"s-g"_s + QString::number(i))));
    }
    gap.page = ArchivePage {kRoom, u"s-a"_s, {}, u"s-g0"_s, u"s-g14"_s, at(0), at(0), false};
    valueOf(messages.insert(gap));
    QCOMPARE(bodies(valueOf(messages.pageBefore(kRoom, {}, 20)).messages).join(QString()), u"abcdefghijklmnopz"_s);
}

void MessageStoreTest::letsAStampCutToTheSecondFollowItsAnchor()
{
    StoreFixture fixture;
    QVERIFY(succeeds(fixture.open()));
    auto &messages = fixture.store->messages();
    valueOf(messages.insert(batchOf({message(kRoom, kAmal, u"live"_s, at(5700), {}, u"s-1"_s)})));
    IncomingBatch caughtUp = batchOf({message(kRoom, kBoris, u"missed"_s, at(5000), {}, u"s-2"_s)});
    caughtUp.page = ArchivePage {kRoom, u"s-1"_s, {}, u"s-2"_s, u"s-2"_s, at(5000), at(5000), false};
    valueOf(messages.insert(caughtUp));
    IncomingBatch before = batchOf({message(kRoom, kBoris, u"earlier"_s, at(6000), {}, u"s-0"_s)}, Placement::Older);
    before.page = ArchivePage {kRoom, {}, u"s-1"_s, u"s-0"_s, u"s-0"_s, at(6000), at(6000), false};
    valueOf(messages.insert(before));
    QCOMPARE(bodies(valueOf(messages.pageBefore(kRoom, {}, 20)).messages), (QStringList {u"earlier"_s, u"live"_s, u"missed"_s}));
}

/// What a lost connection did not bring comes again with a stamp that is cut to the second; a clock may be set back.
void MessageStoreTest::keepsWhatComesLiveInTheOrderOfItsComing()
{
    StoreFixture fixture;
    QVERIFY(succeeds(fixture.open()));
    auto &messages = fixture.store->messages();
    const auto arrives = [&](const QString &text, Instant time) {
        IncomingBatch batch = batchOf({message(kRoom, kAmal, text, time, u"o-"_s + text, u"s-"_s + text)});
        batch.isLive = true;
        valueOf(messages.insert(batch));
    };
    arrives(u"1"_s, at(5'930));
    arrives(u"2"_s, at(5'000)); // sent again
    arrives(u"3"_s, at(5'000));
    arrives(u"4"_s, at(6'100));
    arrives(u"5"_s, at(7'200'000)); // the clock was two hours ahead
    arrives(u"6"_s, at(8'000));
    valueOf(messages.insert(batchOf({message(kRoom, kAmal, u"0"_s, at(4'000), u"o-0"_s, u"s-0"_s)}))); // of an archive
    QCOMPARE(bodies(valueOf(messages.pageBefore(kRoom, {}, 10)).messages),
             (QStringList{u"0"_s, u"1"_s, u"2"_s, u"3"_s, u"4"_s, u"5"_s, u"6"_s}));
}

void MessageStoreTest::keepsOwnMessagesInTheOrderInWhichTheRelayHadThem()
{
    StoreFixture fixture;
    QVERIFY(succeeds(fixture.open()));
    auto &messages = fixture.store->messages();
    const auto writes = [&](const QString &text, Instant time) {
        Message own = message(kRoom, kSelf, text, time, u"o-"_s + text);
        own.isOwn = true;
        valueOf(messages.insertOwn(own, QByteArrayLiteral("<message/>")));
    };
    const auto comesBack = [&](const QString &text, Instant time) {
        Message own = message(kRoom, kSelf, text, time, u"o-"_s + text, u"s-"_s + text);
        own.isOwn = true;
        IncomingBatch batch = batchOf({own});
        batch.isLive = true;
        valueOf(messages.insert(batch));
    };
    writes(u"1"_s, at(1'000)); // waited four seconds for the network
    valueOf(messages.insert(batchOf({message(kRoom, kAmal, u"between"_s, at(3'000), u"o-b"_s, u"s-b"_s)})));
    writes(u"2"_s, at(4'800)); // waited for none
    comesBack(u"1"_s, at(5'000));
    comesBack(u"2"_s, at(5'100));
    QCOMPARE(bodies(valueOf(messages.pageBefore(kRoom, {}, 10)).messages),
             (QStringList{u"between"_s, u"1"_s, u"2"_s}));
}

void MessageStoreTest::keepsPagesStableAtEqualTimes()
{
    StoreFixture fixture;
    QVERIFY(succeeds(fixture.open()));
    auto &messages = fixture.store->messages();
    QList<Message> all;
    QStringList expected;
    for (int i = 0; i < 95; ++i) {
        all.append(message(kRoom, i % 2 ? kAmal : kBoris, QString::number(i), at(0)));
        all.append(message(kOtherRoom, kAmal, u"x"_s, at(0)));
        expected.append(QString::number(i));
    }
    valueOf(messages.insert(batchOf(all)));
    QStringList backward;
    MessageId edge;
    while (true) {
        const auto page = valueOf(messages.pageBefore(kRoom, edge, 10));
        backward = bodies(page.messages) + backward;
        QCOMPARE(page.reachesNewest, !edge.isValid());
        if (page.reachesOldest) {
            break;
        }
        edge = page.messages.constFirst().id;
        // What arrives meanwhile shifts nothing.
        valueOf(messages.insert(batchOf({message(kRoom, kAmal, u"new"_s, at(1000))})));
    }
    QCOMPARE(backward, expected);
    QStringList forward;
    edge = {};
    while (true) {
        const auto page = valueOf(messages.pageAfter(kRoom, edge, 7));
        forward += bodies(page.messages);
        QCOMPARE(page.reachesOldest, !edge.isValid());
        if (page.reachesNewest) {
            break;
        }
        edge = page.messages.constLast().id;
    }
    forward.removeAll(u"new"_s);
    QCOMPARE(forward, expected);
}

void MessageStoreTest::pagesAroundAMessage()
{
    StoreFixture fixture;
    QVERIFY(succeeds(fixture.open()));
    auto &messages = fixture.store->messages();
    QList<Message> all;
    for (int i = 0; i < 9; ++i) {
        all.append(message(kRoom, kAmal, QString::number(i), at(i)));
    }
    const auto stored = valueOf(messages.insert(batchOf(all)));
    const auto page = valueOf(messages.pageAround(kRoom, stored.at(4).id, 2, 3));
    QCOMPARE(bodies(page.messages).join(QString()), u"234567"_s);
    QVERIFY(!page.reachesOldest && !page.reachesNewest);
    // A place where no message is.
    const auto between = valueOf(messages.pageAround(kRoom, {stored.at(4).id.value + 1}, 2, 10));
    QCOMPARE(bodies(between.messages).join(QString()), u"345678"_s);
    QVERIFY(!between.reachesOldest && between.reachesNewest);
    QVERIFY(failsWith(answer(messages.pageBefore(kRoom, {}, kMaxPageSize + 1)), StoreError::InvalidInput));
    QVERIFY(valueOf(messages.pageBefore(jid(u"nowhere@x.example"), {}, 5)).messages.isEmpty());
}

void MessageStoreTest::pagesOnlyTheConversation()
{
    StoreFixture fixture;
    QVERIFY(succeeds(fixture.open()));
    auto &messages = fixture.store->messages();
    const auto stored = valueOf(messages.insert(
        batchOf({message(kRoom, kAmal, u"1"_s, at(1)), message(kOtherRoom, kAmal, u"2"_s, at(2)), message(kRoom, kAmal, u"3"_s, at(3))})));
    QCOMPARE(bodies(valueOf(messages.pageAround(kRoom, stored.at(1).id, 5, 5)).messages).join(QString()), u"13"_s);
}

void MessageStoreTest::keepsOddText_data()
{
    QTest::addColumn<QString>("body");
    QTest::addColumn<QString>("expected");
    const auto same = [](const char *name, const QString &text) { QTest::newRow(name) << text << text; };
    same("empty", u""_s);
    same("64 kB", QString(kMaxBodyBytes, u'x'));
    same("NUL", u"before"_s + QChar(u'\0') + u"after"_s);
    same("emoji and marks", u"👩🏽‍⚕️ é 日本語 "_s + QChar(u'\u202E') + u"abc"_s);
    same("noncharacter", QString(QChar(u'\uFFFF')) + QChar(u'\uFDD0'));
    same("quotes", u"'; DROP TABLE message; --\""_s);
    same("line ends", u"a\r\nb\n\tc "_s);
    QTest::newRow("half a surrogate pair") << u"a"_s + QChar(char16_t(0xD83D)) + u"b"_s << u"a?b"_s;
}

void MessageStoreTest::keepsOddText()
{
    QFETCH(QString, body);
    QFETCH(QString, expected);
    StoreFixture fixture;
    QVERIFY(succeeds(fixture.open()));
    const auto stored = valueOf(fixture.store->messages().insert(batchOf({message(kRoom, kAmal, body, at(0))})));
    QCOMPARE(valueOf(fixture.store->messages().message(stored.at(0).id))->body, expected);
}

void MessageStoreTest::refusesWhatIsTooLarge_data()
{
    QTest::addColumn<Message>("bad");
    const Message good = message(kRoom, kAmal, u"a"_s, at(0));
    Message bad = good;
    bad.body = QString(kMaxBodyBytes + 1, u'x');
    QTest::newRow("body") << bad;
    bad.body = QString(kMaxBodyBytes / 2, u'ä') + u'x';
    QTest::newRow("body in bytes") << bad;
    bad = good;
    bad.originId = QString(kMaxIdLength + 1, u'x');
    QTest::newRow("origin-id") << bad;
    bad = good;
    bad.stanzaId = QString(kMaxIdLength + 1, u'x');
    QTest::newRow("stanza-id") << bad;
    bad = good;
    bad.senderName = QString(kMaxNameLength + 1, u'x');
    QTest::newRow("name") << bad;
    bad = good;
    bad.time = Instant(std::chrono::milliseconds(1LL << 50));
    QTest::newRow("time of the far future") << bad;
    bad.time = Instant::min();
    QTest::newRow("time before all") << bad;
    bad = good;
    bad.sender = {};
    QTest::newRow("no sender") << bad;
    bad = good;
    bad.conversation = {};
    QTest::newRow("no conversation") << bad;
}

void MessageStoreTest::refusesWhatIsTooLarge()
{
    QFETCH(Message, bad);
    StoreFixture fixture;
    QVERIFY(succeeds(fixture.open()));
    QVERIFY(failsWith(answer(fixture.store->messages().insert(batchOf({bad}))), StoreError::InvalidInput));
}

void MessageStoreTest::purgesOldMessagesButNeitherUnreadNorWaitingOnes()
{
    StoreFixture fixture;
    QVERIFY(succeeds(fixture.open()));
    auto &messages = fixture.store->messages();
    QList<Message> old;
    for (int i = 0; i < 1200; ++i) {
        old.append(message(kRoom, kAmal, u"outdated "_s + QString::number(i), at(i)));
    }
    valueOf(messages.insert(batchOf(old)));
    valueOf(messages.insertOwn(message(kRoom, kSelf, u"waiting outdated"_s, at(2000), u"o"_s), "<m/>"));
    const auto unread = valueOf(messages.insert(batchOf({message(kRoom, kBoris, u"unread outdated"_s, at(3000))})));
    valueOf(messages.insert(batchOf({message(kRoom, kBoris, u"recent"_s, at(9000))})));
    valueOf(fixture.store->conversations().markRead(kRoom, {unread.at(0).id.value - 1}));
    QCOMPARE(valueOf(messages.purge({}, at(5000))), 1200);
    QCOMPARE(bodies(valueOf(messages.pageBefore(kRoom, {}, 10)).messages),
             (QStringList {u"waiting outdated"_s, u"unread outdated"_s, u"recent"_s}));
    QCOMPARE(valueOf(fixture.store->search().search({u"outdated"_s, {}, {}, 100})).hits.size(), 2);
    QCOMPARE(valueOf(fixture.store->conversations().summary(kRoom))->unread, 2);
    QCOMPARE(QFileInfo(fixture.path() + u"-wal"_s).size(), 0);
    QVERIFY(failsWith(answer(messages.purge(jid(u"nowhere@x.example"), at(0))), StoreError::NotFound));
}

void MessageStoreTest::answersClosedWhenClosed()
{
    StoreFixture fixture;
    QVERIFY(failsWith(answer(fixture.store->messages().pageBefore(kRoom, {}, 10)), StoreError::Closed));
    QVERIFY(succeeds(fixture.open()));
    QVERIFY(succeeds(fixture.close()));
    QVERIFY(failsWith(answer(fixture.store->messages().pageBefore(kRoom, {}, 10)), StoreError::Closed));
    QVERIFY(failsWith(answer(fixture.store->messages().insert(batchOf({message(kRoom, kAmal, u"a"_s, at(0))}))), StoreError::Closed));
    QVERIFY(succeeds(fixture.close()));
    QVERIFY(succeeds(fixture.open()));
    QVERIFY(valueOf(fixture.store->messages().pageBefore(kRoom, {}, 10)).messages.isEmpty());
}

void MessageStoreTest::finishesWritesThatWereAskedBeforeClosing()
{
    StoreFixture fixture;
    QVERIFY(succeeds(fixture.open()));
    QList<QFuture<Result<QList<StoredMessage>>>> writes;
    for (int i = 0; i < 50; ++i) {
        writes.append(fixture.store->messages().insert(batchOf({message(kRoom, kAmal, QString::number(i), at(i))})));
    }
    QFuture<Status> closed = fixture.store->close();
    QFuture<Status> opened = fixture.store->open(fixture.path(), keyOf(1), *fixture.lock);
    for (auto &write : writes) {
        valueOf(write);
    }
    QVERIFY(succeeds(answer(closed)));
    QVERIFY(succeeds(answer(opened)));
    QCOMPARE(valueOf(fixture.store->messages().pageBefore(kRoom, {}, 100)).messages.size(), 50);
}

void MessageStoreTest::undoesABatchAtAnyFailingStatement()
{
    FailingStatement failing;
    StoreFixture fixture(&failing);
    QVERIFY(succeeds(fixture.open()));
    auto &messages = fixture.store->messages();
    valueOf(messages.insert(batchOf({message(kRoom, kAmal, u"kept"_s, at(0), u"o"_s, u"s"_s)})));
    const auto before = valueOf(fixture.store->conversations().summaries());
    IncomingBatch batch = batchOf({message(kOtherRoom, kBoris, u"lost"_s, at(10), u"o1"_s, u"s1"_s),
                                   message(kRoom, kBoris, u"lost"_s, at(20), u"o2"_s, u"s2"_s)});
    batch.page = ArchivePage {kRoom, u"s"_s, {}, u"s1"_s, u"s2"_s, at(10), at(20), false};
    int failures = 0;
    for (int n = 1;; ++n) {
        failing.failAt(n, StoreError::DiskFull);
        const auto stored = answer(messages.insert(batch));
        if (!failing.hasFired()) {
            failing.failAt(-1, StoreError::DiskFull);
            QVERIFY(stored.has_value());
            break;
        }
        ++failures;
        QVERIFY(failsWith(stored, StoreError::DiskFull));
        failing.failAt(-1, StoreError::DiskFull);
        QCOMPARE(valueOf(fixture.store->conversations().summaries()), before);
        QCOMPARE(valueOf(fixture.store->search().search({u"lost"_s, {}, {}, 10})).hits.size(), 0);
        QCOMPARE(valueOf(messages.archiveRanges(kRoom)).size(), 0);
    }
    QVERIFY(failures > 15);
    QCOMPARE(valueOf(fixture.store->search().search({u"lost"_s, {}, {}, 10})).hits.size(), 2);
}

void MessageStoreTest::logsSlowStatementsByName()
{
    // A clock that moves whenever it is read makes every statement slow.
    class JumpingClock final : public Clock
    {
    public:
        Instant now() const override { return {}; }
        MonotonicInstant monotonic() const override { return MonotonicInstant(std::chrono::milliseconds(m_ticks += 50)); }

    private:
        mutable std::atomic<int> m_ticks = 0;
    };
    static QStringList lines;
    static QMutex linesMutex;
    lines.clear();
    const auto previous = qInstallMessageHandler([](QtMsgType, const QMessageLogContext &context, const QString &text) {
        QMutexLocker locker(&linesMutex);
        if (QLatin1StringView(context.category) == "wardline.store"_L1) {
            lines.append(text);
        }
    });
    {
        QTemporaryDir folder;
        const JumpingClock clock;
        const auto lock = ProfileLock::acquire(folder.path());
        Store store(clock);
        valueOf(store.open(folder.filePath(u"cache.db"_s), keyOf(1), **lock).then([](Status) { return Result<int>(0); }));
        valueOf(store.messages().insert(batchOf({message(kRoom, kAmal, u"secretword"_s, at(0), u"secretid"_s)})));
    }
    qInstallMessageHandler(previous);
    const QString all = lines.join(u'\n');
    QVERIFY2(all.contains(u"slow statement message-insert: 50 ms"_s), qPrintable(all));
    QVERIFY(!all.contains(u"secret"_s) && !all.contains(u"amal"_s) && !all.contains(u"ward4"_s) && !all.contains(u"INSERT"_s));
}

QTEST_GUILESS_MAIN(MessageStoreTest)
#include "message_store_test.moc"
