// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/store/store_fixture.h"

using namespace wardline;
using namespace wardline::store;
using namespace wardline::store::test;
using model::DeliveryState;
using model::Message;
using model::MessageId;

/// Where messages stand that come from an archive, among those that are here.
class ArchiveOrderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatArchivesShowBackwardKeepsItsOrder();
    void stampsThatWereCutToTheSecondKeepTheOrderOfTheArchive();
    void pagesPutWhatIsKnownIntoTheArchivesOrder();
    void thereIsRoomBetweenTwoOfOneMillisecond();
    void pagesMoveOwnMessagesRatherThanThoseOfOthers();
    void whatWasOfferedAgainStaysWhereItWas();
    void whatIsInTheArchiveTwiceBelongsWhereItIsFirst_data();
    void whatIsInTheArchiveTwiceBelongsWhereItIsFirst();
    void pagesAreComparedWithThePageBehindThem();
    void ownMessagesKeepTheOrderInWhichTheyWereWritten();
    void whatLeavesLaterBelongsWhereTheRelayPutsIt();
    void firstCopiesAreFoundHoweverFarTheyAreApart();
    void whatWasPlacedByItsStampGivesWay();
    void pagesAreComparedWithWhatWasReadInAnotherSession();
    void nothingUnreadIsMovedBeforeWhatWasRead();
};

void ArchiveOrderTest::whatArchivesShowBackwardKeepsItsOrder()
{
    StoreFixture fixture;
    QVERIFY(succeeds(fixture.open()));
    auto &messages = fixture.store->messages();
    for (const int n : {1, 2, 3}) {
        valueOf(messages.insertOwn(message(kRoom, kSelf, QString::number(n), at(n), u"o%1"_s.arg(n)), "<m/>"));
    }
    valueOf(messages.insert(batchOf({message(kRoom, kAmal, u"x"_s, at(30000))})));
    for (const int n : {4, 5}) {
        valueOf(messages.insertOwn(message(kRoom, kSelf, QString::number(n), at(58500 + n), u"o%1"_s.arg(n)), "<m/>"));
        QVERIFY(succeeds(answer(fixture.store->outbox().acknowledge(n))));
    }
    IncomingBatch page = batchOf({});
    page.placement = Placement::Older;
    for (const int n : {2, 3}) {
        page.messages.append(
            incoming(message(kRoom, kSelf, QString::number(n), at(60000), u"o%1"_s.arg(n), u"s%1"_s.arg(n))));
    }
    valueOf(messages.insert(page));
    page.messages = {incoming(message(kRoom, kSelf, u"1"_s, at(60000), u"o1"_s, u"s1"_s))};
    valueOf(messages.insert(page));
    QCOMPARE(bodies(valueOf(messages.pageBefore(kRoom, {}, 10)).messages).join(QString()), u"x12345"_s);
}

// Live until a connection broke in the middle of a second; the archive has the rest of it, and what came before.
void ArchiveOrderTest::stampsThatWereCutToTheSecondKeepTheOrderOfTheArchive()
{
    StoreFixture fixture;
    QVERIFY(succeeds(fixture.open()));
    auto &messages = fixture.store->messages();
    const auto heard = [](const QString &text, int time) {
        return incoming(message(kRoom, kAmal, text, at(time), u"o"_s + text, u"s"_s + text));
    };
    IncomingBatch live = batchOf({});
    live.isLive = true;
    live.messages = {heard(u"4"_s, 12658), heard(u"5"_s, 12659)};
    valueOf(messages.insert(live));
    IncomingBatch newest = batchOf({});
    newest.page = ArchivePage{kRoom, {}, {}, u"s6"_s, u"s7"_s, at(12000), at(12000), false};
    newest.messages = {heard(u"6"_s, 12000), heard(u"7"_s, 12000)};
    valueOf(messages.insert(newest));
    IncomingBatch older = batchOf({}, Placement::Older);
    older.page = ArchivePage{kRoom, {}, u"s6"_s, u"s1"_s, u"s5"_s, at(11000), at(12000), true};
    older.messages = {heard(u"1"_s, 11000), heard(u"2"_s, 12000), heard(u"3"_s, 12000), heard(u"4"_s, 12000),
                      heard(u"5"_s, 12000)};
    valueOf(messages.insert(older));
    QCOMPARE(bodies(valueOf(messages.pageBefore(kRoom, {}, 20)).messages).join(QString()), u"1234567"_s);
}

// Written while there was no connection, and taken by the relay in two parts: the first was moved behind what others
// wrote meanwhile.
void ArchiveOrderTest::pagesPutWhatIsKnownIntoTheArchivesOrder()
{
    StoreFixture fixture;
    QVERIFY(succeeds(fixture.open()));
    auto &messages = fixture.store->messages();
    const auto heard = [](const model::Jid &who, const QString &text, int time) {
        return incoming(message(kRoom, who, text, at(time), u"o"_s + text, u"s"_s + text));
    };
    for (const QString &text : {u"1"_s, u"2"_s, u"3"_s, u"4"_s}) {
        valueOf(messages.insertOwn(message(kRoom, kSelf, text, at(50000), u"o"_s + text), "<m/>"));
    }
    valueOf(messages.insert(batchOf({message(kRoom, kAmal, u"x"_s, at(55000), u"ox"_s, u"sx"_s)})));
    IncomingBatch first = batchOf({});
    first.messages = {heard(kSelf, u"1"_s, 60000), heard(kSelf, u"2"_s, 60000)};
    valueOf(messages.insert(first)); // behind x, and so behind 3 and 4, which still wait
    IncomingBatch page = batchOf({});
    page.page = ArchivePage{kRoom, {}, {}, u"sx"_s, u"s4"_s, at(55000), at(70000), true};
    page.messages = {heard(kAmal, u"x"_s, 55000), heard(kSelf, u"1"_s, 60000), heard(kSelf, u"2"_s, 60000),
                     heard(kSelf, u"3"_s, 70000), heard(kSelf, u"4"_s, 70000)};
    const StoredBatch stored = valueOf(messages.take(page));
    const QList<Message> shown = valueOf(messages.pageBefore(kRoom, {}, 20)).messages;
    QCOMPARE(bodies(shown).join(QString()), u"x1234"_s);
    for (qsizetype i = 0; i < shown.size(); ++i) {
        QCOMPARE(stored.messages.at(i).id, shown.at(i).id); // told where they are now
    }
    const auto found = valueOf(fixture.store->search().search({u"4"_s, {}, {}, 10}));
    QCOMPARE(found.hits.size(), 1); // the index has moved with them
    QCOMPARE(found.hits.at(0).id, shown.at(4).id);
}

// Three came live at once, with one of another room behind them. What follows them is read first, what lies between last.
void ArchiveOrderTest::thereIsRoomBetweenTwoOfOneMillisecond()
{
    StoreFixture fixture;
    QVERIFY(succeeds(fixture.open()));
    auto &messages = fixture.store->messages();
    const auto heard = [](const QString &text, int time) {
        return incoming(message(kRoom, kAmal, text, at(time), u"o"_s + text, u"s"_s + text));
    };
    IncomingBatch live = batchOf({});
    live.isLive = true;
    live.messages = {heard(u"b"_s, 10'337), heard(u"c"_s, 10'337), heard(u"d"_s, 10'337)};
    live.messages.append(incoming(message(kOtherRoom, kAmal, u"x"_s, at(10'337), u"ox"_s, u"sx"_s)));
    valueOf(messages.take(live));
    IncomingBatch newest = batchOf({});
    newest.page = ArchivePage{kRoom, {}, {}, u"sm"_s, u"sz"_s, at(10'000), at(10'000), false};
    for (char16_t letter = u'm'; letter <= u'z'; ++letter) {
        newest.messages.append(heard(QString(letter), 10'000));
    }
    valueOf(messages.take(newest));
    IncomingBatch older = batchOf({}, Placement::Older);
    older.page = ArchivePage{kRoom, {}, u"sm"_s, u"sa"_s, u"sl"_s, at(10'000), at(10'000), true};
    older.messages = {heard(u"a"_s, 10'000), live.messages.at(0), live.messages.at(1), live.messages.at(2)};
    for (char16_t letter = u'e'; letter <= u'l'; ++letter) {
        older.messages.append(heard(QString(letter), 10'000));
    }
    for (const IncomingMessage &next : std::as_const(newest.messages)) {
        older.newer.append({kRoom, next.message.stanzaId});
    }
    valueOf(messages.take(older));
    QCOMPARE(bodies(valueOf(messages.pageBefore(kRoom, {}, 50)).messages).join(QString()),
             u"abcdefghijklmnopqrstuvwxyz"_s);
}

// Ours was written before they came, and reached the relay behind them; the page that says so begins with their last.
void ArchiveOrderTest::pagesMoveOwnMessagesRatherThanThoseOfOthers()
{
    StoreFixture fixture;
    QVERIFY(succeeds(fixture.open()));
    auto &messages = fixture.store->messages();
    valueOf(messages.insertOwn(message(kRoom, kSelf, u"own"_s, at(10'045), u"o"_s), "<m/>"));
    QVERIFY(succeeds(answer(fixture.store->outbox().acknowledge(1))));
    IncomingBatch live = batchOf({});
    live.isLive = true;
    for (int i = 1; i <= 3; ++i) {
        const QString number = QString::number(i);
        live.messages.append(incoming(message(kRoom, kAmal, number, at(10'100), u"o"_s + number, u"s"_s + number)));
    }
    valueOf(messages.take(live));
    Message own = message(kRoom, kSelf, u"own"_s, at(10'000), u"o"_s, u"s"_s);
    own.isOwn = true;
    IncomingBatch page = batchOf({});
    page.page = ArchivePage{kRoom, {}, {}, u"s3"_s, u"s"_s, at(10'000), at(10'000), false};
    page.messages = {live.messages.constLast(), incoming(own)};
    valueOf(messages.take(page));
    QCOMPARE(bodies(valueOf(messages.pageBefore(kRoom, {}, 20)).messages).join(QString()), u"123own"_s);
}

// The relay had been set back: the first is in the archive again, late and under another id.
void ArchiveOrderTest::whatWasOfferedAgainStaysWhereItWas()
{
    StoreFixture fixture;
    QVERIFY(succeeds(fixture.open()));
    auto &messages = fixture.store->messages();
    const auto heard = [](const QString &text, int time, const QString &id) {
        return incoming(message(kRoom, kAmal, text, at(time), u"o"_s + text, id));
    };
    IncomingBatch live = batchOf({});
    live.isLive = true;
    live.messages = {heard(u"1"_s, 10'000, u"a"_s), heard(u"2"_s, 11'000, u"b"_s)};
    valueOf(messages.insert(live));
    IncomingBatch page = batchOf({});
    page.page = ArchivePage{kRoom, {}, {}, u"b"_s, u"d"_s, at(11000), at(20000), true};
    page.messages = {heard(u"2"_s, 11'000, u"b"_s), heard(u"1"_s, 19'000, u"c"_s), heard(u"3"_s, 20'000, u"d"_s)};
    QVERIFY(valueOf(messages.take(page)).reordered.isEmpty());
    QCOMPARE(bodies(valueOf(messages.pageBefore(kRoom, {}, 20)).messages).join(QString()), u"123"_s);
}

void ArchiveOrderTest::whatIsInTheArchiveTwiceBelongsWhereItIsFirst_data()
{
    QTest::addColumn<int>("way");
    QTest::newRow("both on one page, read backward") << 0;
    QTest::newRow("both on the newest page") << 1;
    QTest::newRow("on two pages, read backward") << 2;
    QTest::newRow("the second came live before the newest page") << 3;
}

// A sender whose connection broke sent the first once more: it is in the archive before and behind the second.
void ArchiveOrderTest::whatIsInTheArchiveTwiceBelongsWhereItIsFirst()
{
    QFETCH(const int, way);
    StoreFixture fixture;
    QVERIFY(succeeds(fixture.open()));
    auto &messages = fixture.store->messages();
    const auto heard = [](const QString &text, int time, const QString &id) {
        return incoming(message(kRoom, kAmal, text, at(time), u"o"_s + text, id));
    };
    const IncomingMessage first = heard(u"1"_s, 10'000, u"a"_s);
    const IncomingMessage second = heard(u"2"_s, 10'000, u"b"_s);
    const IncomingMessage again = heard(u"1"_s, 10'000, u"c"_s);
    IncomingBatch page = batchOf({}, way == 0 || way == 2 ? Placement::Older : Placement::Newer);
    page.page = ArchivePage{kRoom, {}, {}, u"a"_s, u"c"_s, at(10000), at(10000), true};
    page.messages = {first, second, again};
    if (way == 2 || way == 3) {
        IncomingBatch before = batchOf({});
        before.isLive = way == 3;
        before.messages = {again};
        if (way == 2) {
            before.page = ArchivePage{kRoom, {}, {}, u"c"_s, u"c"_s, at(10000), at(10000), false};
            page.page->before = u"c"_s;
            page.newer = {{kRoom, u"c"_s}};
        } else {
            page.laterIds = {u"c"_s};
        }
        valueOf(messages.take(before));
        page.messages.removeLast();
        page.page->lastId = u"b"_s;
    }
    const StoredBatch stored = valueOf(messages.take(page));
    const QList<Message> shown = valueOf(messages.pageBefore(kRoom, {}, 20)).messages;
    QCOMPARE(bodies(shown).join(QString()), u"12"_s);
    QCOMPARE(shown.constFirst().stanzaId, u"a"_s);
    QCOMPARE(stored.messages.constFirst().id, shown.constFirst().id);
    QCOMPARE(stored.messages.constLast().id, way < 2 ? shown.constFirst().id : shown.constLast().id);
}

// What was live bears our clock, which is ahead here; the archive has what came before it on an older page.
void ArchiveOrderTest::pagesAreComparedWithThePageBehindThem()
{
    StoreFixture fixture;
    QVERIFY(succeeds(fixture.open()));
    auto &messages = fixture.store->messages();
    const auto heard = [](const QString &text, int time) {
        return incoming(message(kRoom, kAmal, text, at(time), u"o"_s + text, u"s"_s + text));
    };
    IncomingBatch live = batchOf({});
    live.isLive = true;
    live.messages = {heard(u"1"_s, 300'000)};
    const MessageId read = valueOf(messages.insert(live)).constFirst().id;
    (void)valueOf(fixture.store->conversations().markRead(kRoom, read));
    IncomingBatch newest = batchOf({});
    newest.page = ArchivePage{kRoom, {}, {}, u"s2"_s, u"s3"_s, at(12000), at(13000), false};
    newest.messages = {heard(u"2"_s, 12000), heard(u"3"_s, 13000)};
    QVERIFY(valueOf(messages.take(newest)).reordered.isEmpty());
    IncomingBatch older = batchOf({}, Placement::Older);
    older.page = ArchivePage{kRoom, {}, u"s2"_s, u"s1"_s, u"s1"_s, at(11000), at(11000), true};
    older.messages = {heard(u"1"_s, 11000)};
    older.newer = {{kRoom, u"s2"_s}, {kRoom, u"s3"_s}, {kRoom, u"of something that is not kept"_s}};
    QCOMPARE(valueOf(messages.take(older)).reordered, QList<model::Jid>{kRoom});
    QCOMPARE(bodies(valueOf(messages.pageBefore(kRoom, {}, 20)).messages).join(QString()), u"123"_s);
    QCOMPARE(valueOf(fixture.store->conversations().summary(kRoom))->unread, 2); // 1 was read, and 2 and 3 were not
}

// A relay that was set back was offered some of ours again, and has the first ones late.
void ArchiveOrderTest::ownMessagesKeepTheOrderInWhichTheyWereWritten()
{
    StoreFixture fixture;
    QVERIFY(succeeds(fixture.open()));
    auto &messages = fixture.store->messages();
    for (int n = 1; n <= 6; ++n) {
        valueOf(messages.insertOwn(message(kAmal, kSelf, QString::number(n), at(1000 + n), u"o%1"_s.arg(n)), "<m/>"));
        if (n < 6) {
            QVERIFY(succeeds(answer(fixture.store->outbox().acknowledge(n))));
        }
    }
    const auto result = [](int n, int time) {
        Message own = message(kAmal, kSelf, QString::number(n), at(time), u"o%1"_s.arg(n), u"s%1"_s.arg(n));
        own.isOwn = true;
        IncomingMessage incoming = test::incoming(own);
        incoming.archive = kSelf;
        return incoming;
    };
    IncomingMessage heard = incoming(message(kAmal, kAmal, u"x"_s, at(50'000), u"ox"_s, u"sx"_s));
    heard.archive = kSelf;
    IncomingBatch page = batchOf({});
    page.page = ArchivePage{kSelf, {}, {}, u"s4"_s, u"s3"_s, at(2000), at(90'000), true};
    page.messages = {result(4, 2000), result(5, 2000), heard, result(1, 90'000), result(2, 90'000), result(3, 90'000)};
    const StoredBatch stored = valueOf(messages.take(page));
    const auto shown = valueOf(messages.pageBefore(kAmal, {}, 20)).messages;
    QCOMPARE(bodies(shown).join(QString()), u"12x3456"_s); // what waits, too
    QVERIFY(!stored.moved.isEmpty());
    for (const MessageId now : stored.moved) {
        QVERIFY(valueOf(messages.message(now)).has_value());
    }
}

// Sent again by a person, or a file: behind what was written after it.
void ArchiveOrderTest::whatLeavesLaterBelongsWhereTheRelayPutsIt()
{
    StoreFixture fixture;
    QVERIFY(succeeds(fixture.open()));
    auto &messages = fixture.store->messages();
    const MessageId first = valueOf(messages.insertOwn(message(kRoom, kSelf, u"1"_s, at(1000), u"o1"_s), "<m/>"));
    QVERIFY(succeeds(answer(fixture.store->outbox().fail(1))));
    valueOf(messages.insertOwn(message(kRoom, kSelf, u"2"_s, at(1001), u"o2"_s), "<m/>"));
    QVERIFY(succeeds(answer(fixture.store->outbox().requeue(first, QByteArray("<m/>")))));
    IncomingBatch live = batchOf({});
    live.isLive = true;
    for (const int n : {2, 1}) {
        Message own = message(kRoom, kSelf, QString::number(n), at(60'000), u"o%1"_s.arg(n), u"s%1"_s.arg(n));
        own.isOwn = true;
        live.messages.append(incoming(own));
    }
    valueOf(messages.take(live));
    QCOMPARE(bodies(valueOf(messages.pageBefore(kRoom, {}, 20)).messages).join(QString()), u"21"_s);
}

// All that one reading brought is behind the page that it brings now, however long ago.
void ArchiveOrderTest::firstCopiesAreFoundHoweverFarTheyAreApart()
{
    StoreFixture fixture;
    QVERIFY(succeeds(fixture.open()));
    auto &messages = fixture.store->messages();
    const auto heard = [](const QString &text, int time, const QString &id) {
        return incoming(message(kRoom, kAmal, text, at(time), u"o"_s + text, id));
    };
    IncomingBatch newest = batchOf({});
    newest.page = ArchivePage{kRoom, {}, {}, u"x"_s, u"second"_s, at(50'000), at(90'000), false};
    newest.messages = {heard(u"x"_s, 50'000, u"x"_s), heard(u"a"_s, 90'000, u"second"_s)};
    valueOf(messages.take(newest));
    IncomingBatch older = batchOf({});
    older.placement = Placement::Older;
    older.page = ArchivePage{kRoom, {}, u"x"_s, u"first"_s, u"y"_s, at(10'000), at(20'000), true};
    older.messages = {heard(u"a"_s, 10'000, u"first"_s), heard(u"y"_s, 20'000, u"y"_s)};
    older.newer = {{kRoom, u"x"_s}}; // not so far as the second
    older.readBefore = std::make_shared<QSet<QString>>(QSet<QString>{u"x"_s, u"second"_s});
    valueOf(messages.take(older));
    QCOMPARE(bodies(valueOf(messages.pageBefore(kRoom, {}, 20)).messages).join(QString()), u"ayx"_s);
}

// What came live stays where it came; what a page brings with a stamp of whole seconds goes behind it.
void ArchiveOrderTest::whatWasPlacedByItsStampGivesWay()
{
    StoreFixture fixture;
    QVERIFY(succeeds(fixture.open()));
    auto &messages = fixture.store->messages();
    valueOf(messages.insertOwn(message(kRoom, kSelf, u"own"_s, at(16'428), u"o"_s), "<m/>"));
    QVERIFY(succeeds(answer(fixture.store->outbox().acknowledge(1))));
    const auto heard = [](int n, int time) {
        return incoming(message(kRoom, kAmal, QString::number(n), at(time), u"o%1"_s.arg(n), u"s%1"_s.arg(n)));
    };
    IncomingBatch live = batchOf({});
    live.isLive = true;
    live.messages = {heard(5, 18'540), heard(6, 18'901), heard(7, 18'901)};
    valueOf(messages.take(live));
    Message own = message(kRoom, kSelf, u"own"_s, at(18'000), u"o"_s, u"s"_s);
    own.isOwn = true;
    IncomingBatch page = batchOf({}); // the first of them is the last on the page before, which is known
    page.page = ArchivePage{kRoom, {}, {}, u"s6"_s, u"s9"_s, at(18'000), at(18'000), false};
    page.messages = {heard(6, 18'000), heard(7, 18'000), incoming(own), heard(8, 18'000), heard(9, 18'000)};
    valueOf(messages.take(page));
    QCOMPARE(bodies(valueOf(messages.pageBefore(kRoom, {}, 20)).messages).join(QString()), u"567own89"_s);
}

// A connection that was cut read the newest page; the next one goes on before it, with nothing in its hands.
void ArchiveOrderTest::pagesAreComparedWithWhatWasReadInAnotherSession()
{
    StoreFixture fixture;
    QVERIFY(succeeds(fixture.open()));
    auto &messages = fixture.store->messages();
    const auto heard = [](int n, int time) {
        return incoming(message(kRoom, kAmal, QString::number(n), at(time), u"o%1"_s.arg(n), u"s%1"_s.arg(n)));
    };
    IncomingBatch live = batchOf({});
    live.isLive = true;
    live.messages = {heard(5, 45'753), heard(6, 45'753)};
    valueOf(messages.take(live));
    IncomingBatch newest = batchOf({});
    newest.placement = Placement::Older;
    newest.page = ArchivePage{kRoom, {}, u"s9"_s, u"s7"_s, u"s8"_s, at(45'000), at(45'000), false};
    newest.messages = {heard(7, 45'000), heard(8, 45'000)};
    valueOf(messages.take(newest));
    IncomingBatch older = batchOf({});
    older.placement = Placement::Older;
    older.page = ArchivePage{kRoom, {}, u"s7"_s, u"s4"_s, u"s6"_s, at(40'000), at(45'000), false};
    older.messages = {heard(4, 40'000), heard(5, 45'000), heard(6, 45'000)};
    valueOf(messages.take(older));
    QCOMPARE(bodies(valueOf(messages.pageBefore(kRoom, {}, 20)).messages).join(QString()), u"45678"_s);
}

void ArchiveOrderTest::nothingUnreadIsMovedBeforeWhatWasRead()
{
    StoreFixture fixture;
    QVERIFY(succeeds(fixture.open()));
    auto &messages = fixture.store->messages();
    const auto heard = [](const QString &text, int time) {
        return incoming(message(kRoom, kAmal, text, at(time), u"o"_s + text, u"s"_s + text));
    };
    IncomingBatch live = batchOf({});
    live.isLive = true;
    live.messages = {heard(u"read"_s, 10'000)};
    const MessageId read = valueOf(messages.take(live)).messages.constFirst().id;
    valueOf(fixture.store->conversations().markRead(kRoom, read));
    live.messages = {heard(u"new"_s, 20'000)};
    valueOf(messages.take(live));
    QCOMPARE(valueOf(fixture.store->conversations().summary(kRoom))->unread, 1);
    IncomingBatch page = batchOf({});
    page.page = ArchivePage{kRoom, {}, {}, u"snew"_s, u"slast"_s, at(9000), at(30'000), false};
    page.messages = {heard(u"new"_s, 9000), heard(u"read"_s, 10'000), heard(u"last"_s, 30'000)};
    valueOf(messages.take(page));
    QCOMPARE(bodies(valueOf(messages.pageBefore(kRoom, {}, 20)).messages).join(QString()), u"newreadlast"_s);
    QCOMPARE(valueOf(fixture.store->conversations().summary(kRoom))->unread, 3);
}

QTEST_GUILESS_MAIN(ArchiveOrderTest)
#include "archive_order_test.moc"
