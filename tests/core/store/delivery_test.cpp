// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/archive_losses.h"
#include "tests/core/store/store_fixture.h"

using namespace wardline;
using namespace wardline::store;
using namespace wardline::store::test;
using model::DeliveryState;
using model::MessageId;
using Kind = DeliveryMark::Kind;

namespace {

DeliveryMark mark(Kind kind, const model::Jid &person, const model::Jid &conversation, const QString &id,
                  qint64 when = 5000)
{
    return {kind, kSelf, person, conversation, id, false, at(when)};
}

} // namespace

/// What others say became of our messages (XEP-0184, XEP-0333): who may say it, about what, and what it changes.
class DeliveryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void countsEachPersonOnce();
    void openedMeansAllThatCameBefore();
    void openedPassesOverWhatCouldNotBeRead();
    void ignoresReceiptsForMessagesNeverSent();
    void ignoresReceiptsFromSomebodyNotInTheRoom();
    void ignoresMarkersOfOurselves();
    void ignoresOthersMessages();
    void marksByTheRoomsOwnIdCountInThatRoomAlone();
    void unreadableIsToldAndChangesNoState();
    void whyItFailedIsKeptUntilItIsSentAgain();
    void whatTheRelayLostGoesAgainUnderItsOldId();
    void nothingIsLostThatMayBeOnThePageBefore();
    void aLossIsFoundAlsoWhenTheReadingWasCut();
    void whatCameSinceIsNotInCommon();
    void saysWhereALivePageFollowsNothing();
    void archivesAreReadBackToWhatWasHandedOver();
    void aStretchThatEndsInAnotherGoesOnWithIt();
    void whatTheRelayLostGoesBeforeWhatWaits();
    void whatWasOfferedAgainPullsNothingBeforeIt();
    void listsWhatWaitsAndTakesBackWhatHasNotLeft();

private:
    MessageId send(const QString &originId, int recipients = 2, qint64 base = 0);
    QList<MarkedMessage> take(const DeliveryMark &mark);

    std::unique_ptr<StoreFixture> m_fixture;
};

void DeliveryTest::init()
{
    m_fixture = std::make_unique<StoreFixture>();
    QVERIFY(succeeds(m_fixture->open()));
    auto &conversations = m_fixture->store->conversations();
    QVERIFY(succeeds(answer(conversations.save({kRoom, model::ConversationKind::Room, u"Ward 4"_s, {}, {}, false}))));
    model::Member amal;
    amal.jid = kAmal;
    amal.name = u"Amal"_s;
    amal.affiliation = model::Affiliation::Member;
    QVERIFY(succeeds(answer(conversations.saveMember(kRoom, amal))));
}

MessageId DeliveryTest::send(const QString &originId, int recipients, qint64 base)
{
    model::Message mine = message(kRoom, kSelf, u"text "_s + originId, at(base + originId.size() * 1000), originId);
    mine.counts.recipients = recipients;
    const MessageId id = valueOf(m_fixture->store->messages().insertOwn(mine, "<m/>"));
    const auto waiting = valueOf(m_fixture->store->outbox().pending(0, 100));
    (void)answer(m_fixture->store->outbox().acknowledge(waiting.constLast().position));
    return id;
}

QList<MarkedMessage> DeliveryTest::take(const DeliveryMark &mark)
{
    IncomingBatch batch;
    batch.marks = {mark};
    return valueOf(m_fixture->store->messages().take(batch)).marked;
}

void DeliveryTest::countsEachPersonOnce()
{
    const MessageId id = send(u"o"_s);
    QCOMPARE(take(mark(Kind::Arrived, kAmal, kAmal, u"o"_s)).size(), 1);
    QVERIFY(take(mark(Kind::Arrived, kAmal, kAmal, u"o"_s, 9000)).isEmpty());
    auto stored = valueOf(m_fixture->store->messages().message(id));
    QCOMPARE(stored->counts, (model::DeliveryCounts{2, 1, 0, 0}));
    QCOMPARE(stored->state, DeliveryState::OnDevice);
    QCOMPARE(take(mark(Kind::Opened, kAmal, kAmal, u"o"_s, 9000)).size(), 1);
    stored = valueOf(m_fixture->store->messages().message(id));
    QCOMPARE(stored->counts, (model::DeliveryCounts{2, 1, 1, 0}));
    QCOMPARE(stored->state, DeliveryState::Seen);
    const auto marks = valueOf(m_fixture->store->messages().marks(id));
    QCOMPARE(marks, (QList<PersonMarks>{{kAmal, at(5000), at(9000), std::nullopt}}));
}

void DeliveryTest::openedMeansAllThatCameBefore()
{
    const MessageId first = send(u"o"_s);
    const MessageId second = send(u"oo"_s);
    const MessageId third = send(u"ooo"_s);
    QCOMPARE(take(mark(Kind::Opened, kAmal, kAmal, u"oo"_s)).size(), 2);
    QCOMPARE(valueOf(m_fixture->store->messages().message(first))->state, DeliveryState::Seen);
    QCOMPARE(valueOf(m_fixture->store->messages().message(second))->state, DeliveryState::Seen);
    QCOMPARE(valueOf(m_fixture->store->messages().message(third))->state, DeliveryState::OnRelay);
    QCOMPARE(take(mark(Kind::Opened, kAmal, kAmal, u"ooo"_s)).size(), 1);
}

/// "Opened" of a later one says nothing of what that person could not read.
void DeliveryTest::openedPassesOverWhatCouldNotBeRead()
{
    const MessageId first = send(u"o"_s);
    const MessageId unread = send(u"oo"_s);
    const MessageId last = send(u"ooo"_s);
    QCOMPARE(take(mark(Kind::Unable, kAmal, kAmal, u"oo"_s)).size(), 1);
    QCOMPARE(take(mark(Kind::Opened, kAmal, kAmal, u"ooo"_s)).size(), 2);
    QCOMPARE(valueOf(m_fixture->store->messages().message(first))->state, DeliveryState::Seen);
    QCOMPARE(valueOf(m_fixture->store->messages().message(unread))->counts.opened, 0);
    QVERIFY(valueOf(m_fixture->store->messages().message(unread))->state != DeliveryState::Seen);
    QCOMPARE(valueOf(m_fixture->store->messages().message(last))->state, DeliveryState::Seen);
    // Another device of theirs had it after all: said of that very one, it counts.
    QCOMPARE(take(mark(Kind::Opened, kAmal, kAmal, u"oo"_s, 9000)).size(), 1);
    QCOMPARE(valueOf(m_fixture->store->messages().message(unread))->counts.opened, 1);
}

void DeliveryTest::ignoresReceiptsForMessagesNeverSent()
{
    const MessageId id = send(u"o"_s);
    QVERIFY(take(mark(Kind::Opened, kAmal, kAmal, u"never"_s)).isEmpty());
    QVERIFY(take(mark(Kind::Opened, kAmal, kAmal, QString())).isEmpty());
    QCOMPARE(valueOf(m_fixture->store->messages().message(id))->state, DeliveryState::OnRelay);
}

void DeliveryTest::ignoresReceiptsFromSomebodyNotInTheRoom()
{
    const MessageId id = send(u"o"_s);
    QVERIFY(take(mark(Kind::Opened, kBoris, kBoris, u"o"_s)).isEmpty());
    QVERIFY(take(mark(Kind::Opened, kBoris, kOtherRoom, u"o"_s)).isEmpty());
    QCOMPARE(valueOf(m_fixture->store->messages().message(id))->counts, (model::DeliveryCounts{2, 0, 0, 0}));
}

void DeliveryTest::ignoresMarkersOfOurselves()
{
    const MessageId id = send(u"o"_s);
    QVERIFY(take(mark(Kind::Opened, kSelf, kRoom, u"o"_s)).isEmpty());
    QCOMPARE(valueOf(m_fixture->store->messages().message(id))->state, DeliveryState::OnRelay);
}

void DeliveryTest::ignoresOthersMessages()
{
    valueOf(m_fixture->store->messages().insert(batchOf({message(kRoom, kBoris, u"his"_s, at(0), u"b"_s, u"s"_s)})));
    QVERIFY(take(mark(Kind::Opened, kAmal, kRoom, u"b"_s)).isEmpty());
    DeliveryMark byRoom = mark(Kind::Opened, kAmal, kRoom, u"s"_s);
    byRoom.isStanzaId = true;
    QVERIFY(take(byRoom).isEmpty());
}

void DeliveryTest::marksByTheRoomsOwnIdCountInThatRoomAlone()
{
    const MessageId id = send(u"o"_s);
    valueOf(
        m_fixture->store->messages().insert(batchOf({message(kRoom, kSelf, u"text o"_s, at(1000), u"o"_s, u"s"_s)})));
    DeliveryMark elsewhere = mark(Kind::Opened, kAmal, kOtherRoom, u"s"_s);
    elsewhere.isStanzaId = true;
    QVERIFY(take(elsewhere).isEmpty());
    DeliveryMark here = mark(Kind::Opened, kAmal, kRoom, u"s"_s);
    here.isStanzaId = true;
    QCOMPARE(take(here), (QList<MarkedMessage>{{kRoom, id}}));
}

void DeliveryTest::unreadableIsToldAndChangesNoState()
{
    const MessageId id = send(u"o"_s);
    QCOMPARE(take(mark(Kind::Unable, kAmal, kAmal, u"o"_s)).size(), 1);
    const auto stored = valueOf(m_fixture->store->messages().message(id));
    QCOMPARE(stored->counts, (model::DeliveryCounts{2, 0, 0, 1}));
    QCOMPARE(stored->state, DeliveryState::OnRelay);
}

void DeliveryTest::whyItFailedIsKeptUntilItIsSentAgain()
{
    auto &messages = m_fixture->store->messages();
    auto &outbox = m_fixture->store->outbox();
    const MessageId id = valueOf(messages.insertOwn(message(kRoom, kSelf, u"long"_s, at(0), u"o"_s), "<m/>"));
    const qint64 position = valueOf(outbox.pending(0, 1)).constFirst().position;
    QVERIFY(succeeds(answer(outbox.fail(position, model::DeliveryTrouble::TooLarge))));
    QCOMPARE(valueOf(messages.message(id))->trouble, model::DeliveryTrouble::TooLarge);
    valueOf(outbox.requeue(id, QByteArray("<m/>")));
    QVERIFY(!valueOf(messages.message(id))->trouble);
}

void DeliveryTest::whatTheRelayLostGoesAgainUnderItsOldId()
{
    auto &messages = m_fixture->store->messages();
    const MessageId early = send(u"o"_s);
    const MessageId lost = send(u"oo"_s);
    const MessageId seen = send(u"ooo"_s);
    for (const QString &id : {u"o"_s, u"oo"_s, u"ooo"_s}) {
        valueOf(
            messages.insert(batchOf({message(kRoom, kSelf, u"text "_s + id, at(id.size() * 1000), id, u"s-"_s + id)})));
    }
    take(mark(Kind::Opened, kAmal, kAmal, u"ooo"_s));
    IncomingBatch page = batchOf({});
    page.page = ArchivePage{kRoom, {}, {}, u"s-o"_s, u"s-ooo"_s, at(1000), at(3000), true};
    page.otherIds = {u"s-o"_s, u"s-oo"_s, u"s-ooo"_s};
    valueOf(messages.insert(page));
    const auto judge = [&messages](const QStringList &ids, bool isWhole) {
        return valueOf(messages.judge({kRoom, true, ids, {}, {}, isWhole, at(100'000)}));
    };
    QCOMPARE(judge({u"s-o"_s, u"s-oo"_s, u"s-ooo"_s}, false).own, QList<MessageId>());
    QVERIFY(!judge({u"new"_s}, false).isJudged); // an older page must tell
    // The archive ends with the first one now; what was offered again meanwhile has a new id and tells nothing.
    const ArchiveLoss loss = judge({u"new"_s, u"s-o"_s}, false);
    const QList<MessageId> found{lost, seen};
    QVERIFY(loss.isJudged && !loss.isForgotten);
    QCOMPARE(loss.own, found);
    QCOMPARE(loss.endsAt, u"s-o"_s);
    IncomingBatch end = batchOf({});
    end.end = ArchiveEnd{loss.known->known, loss.endsAt, loss.endTime};
    valueOf(messages.take(end));
    QCOMPARE(valueOf(messages.archiveRanges(kRoom)).constLast().lastId, u"s-o"_s);
    QCOMPARE(judge({}, true).own, (QList<MessageId>{early, lost, seen}));
    QVERIFY(succeeds(answer(messages.markLost(found))));
    QCOMPARE(valueOf(messages.message(seen))->state, DeliveryState::Seen); // who saw it has seen it
    QCOMPARE(valueOf(messages.message(seen))->trouble, model::DeliveryTrouble::LostByRelay);
    const qint64 position = valueOf(m_fixture->store->outbox().requeue(lost, QByteArray("<m/>")));
    QCOMPARE(valueOf(m_fixture->store->outbox().pending(0, 10)).constLast().originId, u"oo"_s);
    valueOf(m_fixture->store->outbox().requeue(seen, QByteArray("<m/>")));
    QVERIFY(succeeds(answer(m_fixture->store->outbox().acknowledge(position))));
}

void DeliveryTest::nothingIsLostThatMayBeOnThePageBefore()
{
    auto &messages = m_fixture->store->messages();
    for (const QString &id : {u"o"_s, u"oo"_s, u"ooo"_s}) { // the archive stamps them all with one second
        send(id, 2, 300'000);
        valueOf(messages.insert(batchOf({message(kRoom, kSelf, u"text "_s + id, at(300'000), id, u"s-"_s + id)})));
    }
    IncomingBatch page = batchOf({});
    page.page = ArchivePage{kRoom, {}, {}, u"s-o"_s, u"s-ooo"_s, at(300'000), at(300'000), true};
    page.otherIds = {u"s-o"_s, u"s-oo"_s, u"s-ooo"_s};
    valueOf(messages.insert(page));
    // The newest page begins behind the first one: whether that is there, an older page tells.
    const Instant now = at(1'000'000);
    QVERIFY(!valueOf(messages.judge({kRoom, true, {u"s-oo"_s, u"s-ooo"_s, u"new"_s}, {}, {}, false, now, at(300'000)}))
                 .isJudged);
    const QStringList whole{u"older"_s, u"s-o"_s, u"s-oo"_s, u"s-ooo"_s, u"new"_s};
    const ArchiveLoss none = valueOf(messages.judge({kRoom, true, whole, {}, {}, false, now, at(100'000)}));
    QVERIFY(none.isJudged);
    QCOMPARE(none.own, QList<MessageId>());
    // Its end is not among the results of the newest page: whether it is gone, an older page tells, too.
    QVERIFY(!valueOf(messages.judge({kRoom, true, {u"s-oo"_s, u"new"_s}, {}, {}, false, now, at(300'000)})).isJudged);
    const QStringList without{u"older"_s, u"s-oo"_s, u"s-ooo"_s, u"new"_s};
    QCOMPARE(valueOf(messages.judge({kRoom, true, without, {}, {}, false, now, at(100'000)})).own.size(), 1);
}

/// Pages that tell nothing yet are kept, and become the newest stretch; whoever is cut then finds the loss all the same.
void DeliveryTest::aLossIsFoundAlsoWhenTheReadingWasCut()
{
    auto &messages = m_fixture->store->messages();
    const MessageId own = send(u"o"_s, 2, 300'000);
    valueOf(messages.insert(batchOf({message(kRoom, kSelf, u"text o"_s, at(300'000), u"o"_s, u"s-o"_s)})));
    IncomingBatch known = batchOf({});
    known.page = ArchivePage{kRoom, {}, {}, u"s-1"_s, u"s-o"_s, at(1000), at(300'000), true};
    valueOf(messages.insert(known));
    const auto judge = [&messages](const QStringList &ids, bool isWhole) {
        return valueOf(messages.judge({kRoom, true, ids, {}, {}, isWhole, at(1'000'000), at(1000)}));
    };
    const ArchiveLoss open = judge({u"n-1"_s, u"n-2"_s}, false);
    QVERIFY(!open.isJudged);
    IncomingBatch page = batchOf({});
    page.page = ArchivePage{kRoom, {}, {}, u"n-1"_s, u"n-2"_s, at(500'000), at(600'000), false};
    page.judging = open.known;
    valueOf(messages.insert(page));
    // Another session: the newest stretch is on the newest page, as if nothing had happened.
    const ArchiveLoss found = judge({u"n-1"_s, u"n-2"_s}, true);
    QVERIFY(found.isJudged);
    QCOMPARE(found.own, QList<MessageId>{own});
    page.judging.reset();
    page.judged = kRoom;
    valueOf(messages.insert(page));
    QCOMPARE(judge({u"n-1"_s, u"n-2"_s}, false).own, QList<MessageId>());
}

/// What a page brought that was not compared itself is no proof of what was there before, however soon it was written.
void DeliveryTest::whatCameSinceIsNotInCommon()
{
    auto &messages = m_fixture->store->messages();
    const MessageId own = send(u"o"_s, 2, 300'000);
    valueOf(messages.insert(batchOf({message(kRoom, kSelf, u"text o"_s, at(300'000), u"o"_s, u"s-o"_s)})));
    IncomingBatch known = batchOf({});
    known.page = ArchivePage{kRoom, {}, {}, u"s-1"_s, u"s-o"_s, at(1000), at(300'000), true};
    valueOf(messages.insert(known));
    const auto judge = [&messages](const QStringList &ids, bool isWhole) {
        return valueOf(messages.judge({kRoom, true, ids, {}, {}, isWhole, at(1'000'000), at(1000)}));
    };
    const ArchiveLoss open = judge({u"n-1"_s}, false);
    QVERIFY(!open.isJudged);
    IncomingBatch page = batchOf({message(kRoom, kAmal, u"new"_s, at(301'000), u"on"_s, u"n-1"_s)});
    page.page = ArchivePage{kRoom, {}, {}, u"n-1"_s, u"n-1"_s, at(301'000), at(301'000), false};
    page.otherIds = {u"n-1"_s};
    page.judging = open.known;
    valueOf(messages.insert(page));
    QVERIFY(!judge({u"n-1"_s}, false).isJudged);
    QCOMPARE(judge({u"n-1"_s}, true).own, QList<MessageId>{own});
}

/// Something is missing before it, and nobody would ask for it.
void DeliveryTest::saysWhereALivePageFollowsNothing()
{
    auto &messages = m_fixture->store->messages();
    const auto live = [](const QString &after, const QString &id, int time) {
        IncomingBatch batch = batchOf({message(kRoom, kAmal, id, at(time), u"o"_s + id, id)});
        batch.isLive = true;
        batch.page = ArchivePage{kRoom, after, {}, id, id, at(time), at(time), after.isEmpty()};
        return batch;
    };
    QVERIFY(!valueOf(messages.take(live({}, u"a"_s, 1000))).isDetached);
    QVERIFY(!valueOf(messages.take(live(u"a"_s, u"b"_s, 2000))).isDetached);
    QVERIFY(valueOf(messages.take(live(u"lost"_s, u"d"_s, 4000))).isDetached);
    QCOMPARE(valueOf(messages.archiveRanges(kRoom)).size(), 2);
    QVERIFY(!valueOf(messages.take(live(u"d"_s, u"e"_s, 5000))).isDetached);
}

/// What the account's archive is known to have goes on with what others write. Ours was handed over in between.
void DeliveryTest::archivesAreReadBackToWhatWasHandedOver()
{
    auto &messages = m_fixture->store->messages();
    const auto heard = [](const QString &text, int time) {
        IncomingMessage heard = incoming(message(kAmal, kAmal, text, at(time), u"o"_s + text, u"s"_s + text));
        heard.archive = kSelf;
        return heard;
    };
    IncomingBatch known = batchOf({});
    known.messages = {heard(u"1"_s, 10'000), heard(u"2"_s, 90'000)};
    known.page = ArchivePage{kSelf, {}, {}, u"s1"_s, u"s2"_s, at(10'000), at(90'000), true};
    valueOf(messages.take(known));
    valueOf(messages.insertOwn(message(kAmal, kSelf, u"mine"_s, at(50'000), u"o-mine"_s), "<m/>"));
    const auto isJudged = [&](const QSet<QString> &originIds, int oldest) {
        const ArchiveView view{kSelf, false, {u"s2"_s}, originIds, {}, false, at(200'000), at(oldest)};
        return valueOf(messages.judge(view)).isJudged;
    };
    QVERIFY(isJudged({}, 90'000)); // nothing was handed over
    const qint64 position = valueOf(m_fixture->store->outbox().pending(0, 10)).constFirst().position;
    QVERIFY(succeeds(answer(m_fixture->store->outbox().recordAttempt(position))));
    QVERIFY(!isJudged({}, 90'000)); // it may be on the page before
    QVERIFY(isJudged({u"o-mine"_s}, 90'000));
    QVERIFY(isJudged({}, 40'000));
}

/// The newest result that both know is on the newest page, and an older one told that what came after it is gone.
void DeliveryTest::aStretchThatEndsInAnotherGoesOnWithIt()
{
    auto &messages = m_fixture->store->messages();
    const auto record = [&messages](const QString &before, const QString &first, const QString &last, int from, int to) {
        IncomingBatch page = batchOf({});
        page.page = ArchivePage{kRoom, {}, before, first, last, at(from), at(to), false};
        valueOf(messages.insert(page));
    };
    record({}, u"a"_s, u"lost"_s, 10'000, 500'000);
    record({}, u"c"_s, u"z"_s, 300'000, 900'000);
    const auto ranges = valueOf(messages.archiveRanges(kRoom));
    QCOMPARE(ranges.size(), 2);
    const auto ends = [&messages](const ArchiveEnd &end) {
        IncomingBatch batch = batchOf({});
        batch.end = end;
        valueOf(messages.take(batch));
    };
    ends({ranges.constFirst(), u"d"_s, at(400'000), u"c"_s});
    const QList<ArchiveRange> joined{{kRoom, u"a"_s, u"z"_s, at(10'000), at(900'000), false}};
    QCOMPARE(valueOf(messages.archiveRanges(kRoom)), joined);
    // Where nothing of it is left, the other one stays as it is.
    record({}, u"y"_s, u"zz"_s, 1'000'000, 1'100'000);
    ends({joined.constFirst(), {}, {}, u"y"_s});
    QCOMPARE(valueOf(messages.archiveRanges(kRoom)).size(), 1);
    QCOMPARE(valueOf(messages.archiveRanges(kRoom)).constFirst().firstId, u"y"_s);
}

void DeliveryTest::whatTheRelayLostGoesBeforeWhatWaits()
{
    auto &messages = m_fixture->store->messages();
    auto &outbox = m_fixture->store->outbox();
    const MessageId lost = send(u"o"_s);
    const MessageId cannot = send(u"oo"_s);
    valueOf(messages.insert(batchOf({message(kRoom, kSelf, u"text o"_s, at(1000), u"o"_s, u"s-o"_s)})));
    valueOf(
        messages.insertOwn(message(kRoom, kSelf, u"waits"_s, at(5000), u"w"_s),
                           [](WritableDatabase &) -> Result<SealedStanza> { return SealedStanza("<w/>", "people"); }));
    const auto seals = [](const QByteArray &stanza) {
        return [stanza](WritableDatabase &) -> Result<SealedStanza> { return SealedStanza(stanza, "now"); };
    };
    const auto refused = valueOf(outbox.reoffer({{lost, seals("<o/>")}, {cannot, seals({})}}));
    QCOMPARE(refused, QList<MessageId>{cannot});
    const auto waiting = valueOf(outbox.pending(0, 10));
    QCOMPARE(waiting.size(), 2);
    QCOMPARE(waiting.at(0).originId, u"o"_s);
    QCOMPARE(waiting.at(0).stanza, QByteArray("<o/>"));
    QCOMPARE(waiting.at(1).originId, u"w"_s);
    QCOMPARE(waiting.at(1).audience, std::optional(QByteArray("people")));
    QCOMPARE(valueOf(messages.message(lost))->state, model::DeliveryState::Queued);
    QCOMPARE(valueOf(messages.message(lost))->trouble, model::DeliveryTrouble::LostByRelay);
    QVERIFY(valueOf(messages.message(lost))->stanzaId.isEmpty());
    QCOMPARE(valueOf(messages.message(cannot))->state, model::DeliveryState::Failed);
    QCOMPARE(valueOf(messages.message(cannot))->trouble, model::DeliveryTrouble::LostByRelay);
    // Twice is once; and what the relay refuses then is what it lost.
    QCOMPARE(valueOf(outbox.reoffer({{lost, seals("<o2/>")}})), QList<MessageId>());
    QCOMPARE(valueOf(outbox.pending(0, 10)).size(), 2);
    QVERIFY(succeeds(answer(outbox.fail(valueOf(outbox.pending(0, 1)).constFirst().position))));
    QCOMPARE(valueOf(messages.message(lost))->trouble, model::DeliveryTrouble::LostByRelay);
}

/// The archive has it behind what others wrote since. They have it from before, where it stands here.
void DeliveryTest::whatWasOfferedAgainPullsNothingBeforeIt()
{
    auto &messages = m_fixture->store->messages();
    auto &outbox = m_fixture->store->outbox();
    const MessageId lost = send(u"o"_s);
    valueOf(messages.insert(batchOf({message(kRoom, kSelf, u"text o"_s, at(1000), u"o"_s, u"s-o"_s)})));
    const auto seals = [](WritableDatabase &) -> Result<SealedStanza> { return SealedStanza("<o/>", "now"); };
    QVERIFY(valueOf(outbox.reoffer({{lost, seals}})).isEmpty());
    IncomingBatch page = batchOf({}, Placement::Older);
    page.page = ArchivePage{kRoom, {}, {}, u"s1"_s, u"s-again"_s, at(200'000), at(200'000), false};
    page.messages = {incoming(message(kRoom, kAmal, u"since"_s, at(200'000), u"o1"_s, u"s1"_s)),
                     incoming(message(kRoom, kSelf, u"text o"_s, at(200'000), u"o"_s, u"s-again"_s))};
    valueOf(messages.take(page));
    QStringList shown;
    for (const model::Message &each : valueOf(messages.pageBefore(kRoom, {}, 10)).messages) {
        shown.append(each.body);
    }
    QCOMPARE(shown, (QStringList{u"text o"_s, u"since"_s}));
}

void DeliveryTest::listsWhatWaitsAndTakesBackWhatHasNotLeft()
{
    auto &messages = m_fixture->store->messages();
    auto &outbox = m_fixture->store->outbox();
    const MessageId id = valueOf(messages.insertOwn(message(kRoom, kSelf, u"waits"_s, at(0), u"o"_s), "<m/>"));
    QCOMPARE(valueOf(outbox.oldest()), std::optional(at(0)));
    const auto listed = valueOf(outbox.listed(3));
    QCOMPARE(listed.size(), 1);
    QCOMPARE(listed.constFirst().message, id);
    QCOMPARE(listed.constFirst().title, u"Ward 4"_s);
    QCOMPARE(listed.constFirst().text, u"wai"_s);
    QVERIFY(!listed.constFirst().action);
    QVERIFY(failsWith(answer(outbox.withdraw(listed.constFirst().position)), StoreError::InvalidInput));
    MessageAction action;
    action.kind = ActionKind::Reactions;
    action.conversation = kRoom;
    action.actor = kSelf;
    action.actorName = u"Nora"_s;
    action.isOwn = true;
    action.time = at(10);
    action.wireId = u"r"_s;
    action.emoji = {u"👍"_s};
    valueOf(messages.actOwn(action, id, QByteArray("<r/>")));
    const auto both = valueOf(outbox.listed(10));
    QCOMPARE(both.size(), 2);
    QCOMPARE(both.at(1).action, std::optional(ActionKind::Reactions));
    QVERIFY(succeeds(answer(outbox.withdraw(both.at(1).position))));
    QVERIFY(valueOf(messages.message(id))->reactions.isEmpty());
    QVERIFY(failsWith(answer(outbox.withdraw(both.at(1).position)), StoreError::NotFound));
}

QTEST_GUILESS_MAIN(DeliveryTest)
#include "delivery_test.moc"
