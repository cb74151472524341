// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/store/store_fixture.h"

#include "core/store/database.h"
#include "core/store/index_forgetting.h"
#include "core/store/migrations.h"

#include <QFile>

using namespace wardline;
using namespace wardline::store;
using namespace wardline::store::test;
using model::DeliveryState;
using model::Message;
using model::MessageId;

namespace {

MessageAction actionBy(const model::Jid &actor, ActionKind kind, const QString &target, Instant time)
{
    MessageAction action;
    action.kind = kind;
    action.conversation = kRoom;
    action.actor = actor;
    action.actorName = actor.local();
    action.isOwn = actor == kSelf;
    action.time = time;
    action.wireId = u"w-"_s % QString::number(time.time_since_epoch().count()) % actor.local();
    const bool isCorrection = kind == ActionKind::Correction;
    action.target = {target, !isCorrection, isCorrection ? QList<model::Jid>{actor} : QList<model::Jid>()};
    return action;
}

MessageAction correction(const model::Jid &actor, const QString &target, const QString &body, Instant time)
{
    MessageAction action = actionBy(actor, ActionKind::Correction, target, time);
    action.text = message(kRoom, actor, body, time, target);
    return action;
}

MessageAction reactions(const model::Jid &actor, const QString &target, const QStringList &emoji, Instant time)
{
    MessageAction action = actionBy(actor, ActionKind::Reactions, target, time);
    action.emoji = emoji;
    return action;
}

IncomingBatch doing(const QList<MessageAction> &actions)
{
    IncomingBatch batch;
    batch.actions = actions;
    return batch;
}

ActionOutcome outcomeOf(Store &store, const MessageAction &action)
{
    const StoredBatch stored = valueOf(store.messages().take(doing({action})));
    return stored.actions.isEmpty() ? ActionOutcome::Forged : stored.actions.first().outcome;
}

Message only(Store &store)
{
    const auto page = valueOf(store.messages().pageBefore(kRoom, {}, 10));
    return page.messages.isEmpty() ? Message() : page.messages.first();
}

const QString kThumb = u"\U0001F44D"_s;
const QString kHeart = u"\u2764\uFE0F"_s;

} // namespace

class MessageActionsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatWasSealedIsChangedBySealedWordsAlone_data()
    {
        QTest::addColumn<ActionKind>("kind");
        QTest::addColumn<bool>("comesFirst");
        for (const bool comesFirst : {false, true}) {
            const auto row = [comesFirst](const char *name) -> QTestData & {
                return QTest::newRow(qPrintable(QString::fromLatin1(name) % (comesFirst ? u" before it"_s : u""_s)));
            };
            if (!comesFirst) { // a correction whose message is not here is a message of its own
                row("correction") << ActionKind::Correction << false;
            }
            row("retraction") << ActionKind::Retraction << comesFirst;
            row("reaction") << ActionKind::Reactions << comesFirst;
        }
    }
    void whatWasSealedIsChangedBySealedWordsAlone()
    {
        QFETCH(const ActionKind, kind);
        QFETCH(const bool, comesFirst);
        StoreFixture fixture;
        QVERIFY(fixture.open());
        Message sealed = message(kRoom, kAmal, u"K 3.1"_s, at(0), u"o1"_s, u"s1"_s);
        sealed.encryption = model::EncryptionState::EndToEnd;
        sealed.trust = model::Trust::Verified;
        const auto isTold = [&] {
            IncomingBatch batch;
            batch.messages = {incoming(sealed)};
            return valueOf(fixture.store->messages().take(batch));
        };
        MessageAction action = kind == ActionKind::Correction
            ? correction(kAmal, u"o1"_s, u"K 6.1"_s, at(0) + std::chrono::minutes(1))
            : actionBy(kAmal, kind, u"s1"_s, at(0) + std::chrono::minutes(1));
        action.emoji = {kThumb};
        if (!comesFirst) {
            (void)isTold();
        }
        const auto later = [&](std::chrono::minutes by) {
            action.time = at(0) + by;
            action.wireId = u"w%1"_s.arg(by.count());
        };
        // In the clear, as the relay can say it.
        const ActionOutcome open = outcomeOf(*fixture.store, action);
        QCOMPARE(open, comesFirst ? ActionOutcome::Waiting : ActionOutcome::Forged);
        if (comesFirst) {
            QCOMPARE(isTold().forged, 1);
        }
        QCOMPARE(only(*fixture.store).body, u"K 3.1"_s);
        QVERIFY(only(*fixture.store).reactions.isEmpty());
        // From a device of which nobody but the relay says that it is Ben's.
        later(std::chrono::minutes(2));
        action.isSealed = true;
        action.trust = model::Trust::Undecided;
        QCOMPARE(outcomeOf(*fixture.store, action), ActionOutcome::Forged);
        QCOMPARE(only(*fixture.store).body, u"K 3.1"_s);
        // From one that is worth less than the first.
        later(std::chrono::minutes(3));
        action.trust = model::Trust::Blind;
        QCOMPARE(outcomeOf(*fixture.store, action), ActionOutcome::Applied);
        if (kind == ActionKind::Correction) {
            QCOMPARE(only(*fixture.store).body, u"K 6.1"_s);
            QCOMPARE(only(*fixture.store).trust, std::optional(model::Trust::Blind));
        }
    }
    void keepsEveryVersionAndShowsTheNewest();
    void ordersCorrectionsByTimeAndCountsEachOnce();
    void keepsACorrectionWhoseFirstVersionNeverCame();
    void putsTheFirstVersionUnderItsCorrection();
    void refusesCorrectionsOfOthers();
    void believesAnOccupantOnlyByItsId();
    void buriesTextEverywhere_data();
    void buriesTextEverywhere();
    void buriesWhatComesAfterItsRetraction();
    void dropsAForgedRetractionThatWaited();
    void reactsOncePerPersonNewestLast();
    void boundsReactionsAndWhatWaits();
    void resolvesAnswersLate();
    void countsMentionsAndShowsDrafts();
    void queuesOwnChangesAndTakesEchoesIn();
    void undoesWhatTheRelayRefused();
    void withdrawsWhatNeverLeft();
    void opensACacheOfTheFirstSchema();
    void tellsGaps();
};

void MessageActionsTest::keepsEveryVersionAndShowsTheNewest()
{
    StoreFixture fixture;
    QVERIFY(succeeds(fixture.open()));
    Store &store = *fixture.store;
    valueOf(store.messages().insert(batchOf({message(kRoom, kAmal, u"potassium 6.9"_s, at(0), u"o"_s, u"s"_s)})));
    QCOMPARE(outcomeOf(store, correction(kAmal, u"o"_s, u"potassium 5.9"_s, at(1000))), ActionOutcome::Applied);
    const Message shown = only(store);
    QCOMPARE(shown.body, u"potassium 5.9"_s);
    QCOMPARE(shown.corrected, std::optional(at(1000)));
    QCOMPARE(valueOf(store.messages().versions(shown.id)),
             (QList<TextVersion>{{at(0), u"potassium 6.9"_s}, {at(1000), u"potassium 5.9"_s}}));
    QCOMPARE(valueOf(store.search().search({u"6.9"_s, {}, {}, 10})).hits.size(), 0);
    QCOMPARE(valueOf(store.search().search({u"5.9"_s, {}, {}, 10})).hits.size(), 1);
    QCOMPARE(valueOf(store.conversations().summary(kRoom))->lastBody, u"potassium 5.9"_s);
}

void MessageActionsTest::ordersCorrectionsByTimeAndCountsEachOnce()
{
    StoreFixture fixture;
    QVERIFY(succeeds(fixture.open()));
    Store &store = *fixture.store;
    valueOf(store.messages().insert(batchOf({message(kRoom, kAmal, u"1"_s, at(0), u"o"_s, u"s"_s)})));
    const MessageAction second = correction(kAmal, u"o"_s, u"2"_s, at(1000));
    const MessageAction third = correction(kAmal, u"o"_s, u"3"_s, at(2000));
    QCOMPARE(outcomeOf(store, third), ActionOutcome::Applied);
    QCOMPARE(outcomeOf(store, second), ActionOutcome::Applied); // late: it becomes history
    QCOMPARE(outcomeOf(store, third), ActionOutcome::Unchanged);
    QCOMPARE(outcomeOf(store, second), ActionOutcome::Unchanged);
    QCOMPARE(only(store).body, u"3"_s);
    QCOMPARE(valueOf(store.messages().versions(only(store).id)).size(), 3);
    for (int n = 0; n < 2 * kMaxVersions; ++n) {
        valueOf(store.messages().take(doing({correction(kAmal, u"o"_s, QString::number(n), at(10000 + n))})));
    }
    const auto versions = valueOf(store.messages().versions(only(store).id));
    QVERIFY(versions.size() <= kMaxVersions + 1);
    QCOMPARE(versions.first().body, u"1"_s);
}

void MessageActionsTest::keepsACorrectionWhoseFirstVersionNeverCame()
{
    StoreFixture fixture;
    QVERIFY(succeeds(fixture.open()));
    Store &store = *fixture.store;
    QCOMPARE(outcomeOf(store, correction(kAmal, u"gone"_s, u"dose halved"_s, at(1000))), ActionOutcome::Inserted);
    QCOMPARE(only(store).body, u"dose halved"_s);
    QVERIFY(only(store).corrected);
    QCOMPARE(outcomeOf(store, correction(kAmal, u"gone"_s, u"dose halved"_s, at(1000))), ActionOutcome::Unchanged);
    QCOMPARE(valueOf(store.messages().pageBefore(kRoom, {}, 10)).messages.size(), 1);
}

void MessageActionsTest::putsTheFirstVersionUnderItsCorrection()
{
    StoreFixture fixture;
    QVERIFY(succeeds(fixture.open()));
    Store &store = *fixture.store;
    valueOf(store.messages().insert(batchOf({message(kRoom, kBoris, u"between"_s, at(5000), u"b"_s, u"sb"_s)})));
    valueOf(store.messages().take(doing({correction(kAmal, u"o"_s, u"new"_s, at(9000))})));
    const auto stored = valueOf(store.messages().insert(
        batchOf({message(kRoom, kAmal, u"old"_s, at(1000), u"o"_s, u"s"_s)}, Placement::Older)));
    QCOMPARE(stored.first().outcome, InsertOutcome::Reflected);
    const auto page = valueOf(store.messages().pageBefore(kRoom, {}, 10));
    QCOMPARE(bodies(page.messages), (QStringList{u"new"_s, u"between"_s}));
    QCOMPARE(page.messages.first().stanzaId, u"s"_s);
    QCOMPARE(valueOf(store.messages().versions(page.messages.first().id)),
             (QList<TextVersion>{{at(1000), u"old"_s}, {at(9000), u"new"_s}}));
}

void MessageActionsTest::refusesCorrectionsOfOthers()
{
    StoreFixture fixture;
    QVERIFY(succeeds(fixture.open()));
    Store &store = *fixture.store;
    valueOf(store.messages().insert(batchOf({message(kRoom, kAmal, u"mine"_s, at(0), u"o"_s, u"s"_s)})));
    model::Member amal;
    amal.jid = kAmal;
    QVERIFY(succeeds(answer(store.conversations().setMembers(kRoom, {amal}))));
    QCOMPARE(outcomeOf(store, correction(kBoris, u"o"_s, u"forged"_s, at(1000))), ActionOutcome::Forged);
    QCOMPARE(outcomeOf(store, actionBy(kBoris, ActionKind::Retraction, u"s"_s, at(2000))), ActionOutcome::Forged);
    QCOMPARE(only(store).body, u"mine"_s);
    QVERIFY(!only(store).corrected && !only(store).tombstone);
    QCOMPARE(valueOf(store.messages().pageBefore(kRoom, {}, 10)).messages.size(), 1);
    // In a direct conversation the other one is named by the caller.
    valueOf(store.messages().insert(batchOf({message(kAmal, kSelf, u"to amal"_s, at(0), u"d"_s)})));
    MessageAction direct = correction(kAmal, u"d"_s, u"forged"_s, at(1000));
    direct.conversation = direct.text.conversation = kAmal;
    direct.others = {kSelf};
    QCOMPARE(outcomeOf(store, direct), ActionOutcome::Forged);
}

void MessageActionsTest::believesAnOccupantOnlyByItsId()
{
    StoreFixture fixture;
    QVERIFY(succeeds(fixture.open()));
    Store &store = *fixture.store;
    const model::Jid nick = jid(u"ward4@rooms.clinic.example/nurse");
    IncomingBatch batch = batchOf({message(kRoom, nick, u"mine"_s, at(0), u"o"_s, u"s"_s)});
    batch.messages[0].occupantId = u"id-1"_s;
    valueOf(store.messages().insert(batch));
    MessageAction reused = correction(nick, u"o"_s, u"forged"_s, at(1000));
    QCOMPARE(outcomeOf(store, reused), ActionOutcome::Forged); // nobody vouches
    reused.occupantId = u"id-2"_s;
    QCOMPARE(outcomeOf(store, reused), ActionOutcome::Forged); // somebody else under the nick
    QCOMPARE(only(store).body, u"mine"_s);
    reused.occupantId = u"id-1"_s;
    QCOMPARE(outcomeOf(store, reused), ActionOutcome::Applied);
}

void MessageActionsTest::buriesTextEverywhere_data()
{
    QTest::addColumn<bool>("isLarge");
    QTest::newRow("in a small cache") << false;
    QTest::newRow("in a large cache") << true;
}

void MessageActionsTest::buriesTextEverywhere()
{
    QFETCH(const bool, isLarge);
    StoreFixture fixture;
    QVERIFY(succeeds(fixture.open()));
    Store &store = *fixture.store;
    valueOf(store.messages().insert(batchOf({message(kRoom, kAmal, u"plantedkestrel"_s, at(0), u"o"_s, u"s"_s)})));
    valueOf(store.messages().take(doing(
        {correction(kAmal, u"o"_s, u"plantedosprey"_s, at(1000)), reactions(kBoris, u"s"_s, {kThumb}, at(1500))})));
    QCOMPARE(outcomeOf(store, actionBy(kAmal, ActionKind::Retraction, u"s"_s, at(2000))), ActionOutcome::Applied);
    const Message left = only(store);
    QVERIFY(left.tombstone && !left.tombstone->isModerated);
    QCOMPARE(left.tombstone->time, at(2000));
    QVERIFY(left.body.isEmpty() && left.reactions.isEmpty() && !left.corrected);
    QVERIFY(valueOf(store.messages().versions(left.id)).isEmpty());
    QVERIFY(valueOf(store.search().search({u"planted"_s, {}, {}, 10})).hits.isEmpty());
    QCOMPARE(outcomeOf(store, correction(kAmal, u"o"_s, u"plantedheron"_s, at(3000))), ActionOutcome::Unchanged);
    QCOMPARE(outcomeOf(store, reactions(kBoris, u"s"_s, {kThumb}, at(3000))), ActionOutcome::Unchanged);
    QCOMPARE(outcomeOf(store, actionBy(kAmal, ActionKind::Retraction, u"s"_s, at(2000))), ActionOutcome::Unchanged);
    valueOf(store.messages().insert(batchOf({message(kOtherRoom, kAmal, u"kept"_s, at(4000), u"k"_s, u"k"_s)})));
    // A large index forgets step by step, a small one at once.
    bool hasMore = true;
    for (int steps = 0; hasMore; ++steps) {
        QVERIFY(steps < 50);
        hasMore = isLarge
            ? valueOf(store.threads().maintain([](WritableDatabase &database) { return forgetStep(database, -1); }))
            : valueOf(store.messages().forgetRetracted());
        QVERIFY(hasMore || !isLarge || steps > 1);
    }
    QVERIFY(!valueOf(store.messages().forgetRetracted()));
    QCOMPARE(valueOf(store.search().search({u"kept"_s, {}, {}, 10})).hits.size(), 1);
    // Nothing of the words is left in any page, as the key's owner reads them: index segments too.
    const bool isClean = valueOf(store.threads().read([](ReadableDatabase &database) -> Result<bool> {
        static constexpr ReadQuery kSegments{
            "segments", "SELECT count(*) FROM message_text_segments WHERE instr(block, CAST('planted' AS BLOB)) > 0"};
        static constexpr ReadQuery kRoots{
            "roots", "SELECT count(*) FROM message_text_segdir WHERE instr(root, CAST('planted' AS BLOB)) > 0"};
        WARDLINE_TRY(const qint64 segments, database.integer(kSegments));
        WARDLINE_TRY(const qint64 roots, database.integer(kRoots));
        return segments + roots == 0;
    }));
    QVERIFY(isClean);
}

void MessageActionsTest::buriesWhatComesAfterItsRetraction()
{
    StoreFixture fixture;
    QVERIFY(succeeds(fixture.open()));
    Store &store = *fixture.store;
    MessageAction moderation = actionBy(kRoom, ActionKind::Moderation, u"s2"_s, at(5000));
    moderation.actorName = u"Head nurse"_s;
    moderation.reason = u"wrong room"_s;
    QCOMPARE(outcomeOf(store, actionBy(kAmal, ActionKind::Retraction, u"s1"_s, at(5000))), ActionOutcome::Waiting);
    QCOMPARE(outcomeOf(store, moderation), ActionOutcome::Waiting);
    QCOMPARE(outcomeOf(store, reactions(kBoris, u"s3"_s, {kHeart}, at(5000))), ActionOutcome::Waiting);
    valueOf(store.messages().insert(batchOf({message(kRoom, kAmal, u"one"_s, at(1000), u"o1"_s, u"s1"_s),
                                             message(kRoom, kAmal, u"two"_s, at(2000), u"o2"_s, u"s2"_s),
                                             message(kRoom, kAmal, u"three"_s, at(3000), u"o3"_s, u"s3"_s)},
                                            Placement::Older)));
    const auto page = valueOf(store.messages().pageBefore(kRoom, {}, 10));
    QCOMPARE(bodies(page.messages), (QStringList{QString(), QString(), u"three"_s}));
    QVERIFY(page.messages.at(0).tombstone);
    QCOMPARE(*page.messages.at(1).tombstone, (model::Tombstone{true, u"Head nurse"_s, at(5000), u"wrong room"_s}));
    QCOMPARE(page.messages.at(2).reactions.size(), 1);
}

void MessageActionsTest::dropsAForgedRetractionThatWaited()
{
    StoreFixture fixture;
    QVERIFY(succeeds(fixture.open()));
    Store &store = *fixture.store;
    QCOMPARE(outcomeOf(store, actionBy(kBoris, ActionKind::Retraction, u"s"_s, at(5000))), ActionOutcome::Waiting);
    const StoredBatch stored =
        valueOf(store.messages().take(batchOf({message(kRoom, kAmal, u"stays"_s, at(1000), u"o"_s, u"s"_s)})));
    QCOMPARE(stored.forged, 1);
    QCOMPARE(only(store).body, u"stays"_s);
}

void MessageActionsTest::reactsOncePerPersonNewestLast()
{
    StoreFixture fixture;
    QVERIFY(succeeds(fixture.open()));
    Store &store = *fixture.store;
    valueOf(store.messages().insert(batchOf({message(kRoom, kAmal, u"bed 3 is free"_s, at(0), u"o"_s, u"s"_s)})));
    QCOMPARE(outcomeOf(store, reactions(kBoris, u"s"_s, {kThumb}, at(1000))), ActionOutcome::Applied);
    QCOMPARE(outcomeOf(store, reactions(kBoris, u"s"_s, {kThumb}, at(1000))), ActionOutcome::Unchanged);
    QCOMPARE(outcomeOf(store, reactions(kSelf, u"s"_s, {kHeart, kThumb}, at(2000))), ActionOutcome::Applied);
    auto shown = only(store).reactions;
    QCOMPARE(shown.size(), 2);
    QCOMPARE(shown.at(0), (model::Reaction{kThumb, 2, true, {u"boris"_s, u"nora"_s}}));
    QCOMPARE(shown.at(1), (model::Reaction{kHeart, 1, true, {u"nora"_s}}));
    QCOMPARE(outcomeOf(store, reactions(kBoris, u"s"_s, {}, at(3000))), ActionOutcome::Applied);
    QCOMPARE(outcomeOf(store, reactions(kBoris, u"s"_s, {kHeart}, at(2500))), ActionOutcome::Unchanged); // from before
    shown = only(store).reactions;
    QCOMPARE(shown.at(0).count + shown.at(1).count, 2);
    // Archives stamp whole seconds: given and taken back within one, in the archive's order.
    QCOMPARE(outcomeOf(store, reactions(kBoris, u"s"_s, {kThumb}, at(7000))), ActionOutcome::Applied);
    QCOMPARE(outcomeOf(store, reactions(kBoris, u"s"_s, {}, at(7000))), ActionOutcome::Applied);
    IncomingBatch older;
    older.placement = Placement::Older;
    older.actions = {reactions(kBoris, u"s"_s, {kHeart}, at(7000))};
    QCOMPARE(valueOf(store.messages().take(older)).actions.constFirst().outcome, ActionOutcome::Unchanged);
}

void MessageActionsTest::boundsReactionsAndWhatWaits()
{
    StoreFixture fixture;
    QVERIFY(succeeds(fixture.open()));
    Store &store = *fixture.store;
    valueOf(store.messages().insert(batchOf({message(kRoom, kAmal, u"x"_s, at(0), u"o"_s, u"s"_s)})));
    QList<MessageAction> many;
    for (int n = 0; n < 3000; ++n) {
        many.append(reactions(jid(QString(u"p%1@clinic.example"_s.arg(n))), u"s"_s, {kThumb}, at(n)));
    }
    valueOf(store.messages().take(doing(many)));
    QCOMPARE(only(store).reactions.first().count, kMaxReactingPeople);
    QCOMPARE(only(store).reactions.first().names.size(), qsizetype(kMaxReactionNames));
    many.clear();
    for (int n = 0; n < 2000; ++n) {
        many.append(reactions(kBoris, u"none-%1"_s.arg(n), {kThumb}, at(n)));
    }
    valueOf(store.messages().take(doing(many)));
    const qint64 waiting = valueOf(store.threads().read([](ReadableDatabase &database) -> Result<qint64> {
        static constexpr ReadQuery kCount{"count", "SELECT count(*) FROM pending_action"};
        return database.integer(kCount);
    }));
    QCOMPARE(waiting, kMaxPendingOfOne);
    MessageAction huge = reactions(kBoris, QString(kMaxIdLength + 1, u'x'), {kThumb}, at(0));
    QVERIFY(failsWith(answer(store.messages().take(doing({huge}))), StoreError::InvalidInput));
}

void MessageActionsTest::resolvesAnswersLate()
{
    StoreFixture fixture;
    QVERIFY(succeeds(fixture.open()));
    Store &store = *fixture.store;
    IncomingBatch batch = batchOf({message(kRoom, kBoris, u"coming"_s, at(9000), u"b"_s, u"sb"_s)});
    batch.messages[0].quote = QuoteTarget{u"sa"_s, true, {}};
    valueOf(store.messages().insert(batch));
    QVERIFY(only(store).quote);
    QVERIFY(!only(store).quote->id.isValid());
    valueOf(store.messages().insert(
        batchOf({message(kRoom, kAmal, u"who can help?"_s, at(1000), u"a"_s, u"sa"_s)}, Placement::Older)));
    auto page = valueOf(store.messages().pageBefore(kRoom, {}, 10));
    QCOMPARE(*page.messages.at(1).quote,
             (model::Quote{page.messages.at(0).id, kAmal, u"amal"_s, u"who can help?"_s, false}));
    valueOf(store.messages().take(doing({actionBy(kAmal, ActionKind::Retraction, u"sa"_s, at(9500))})));
    page = valueOf(store.messages().pageBefore(kRoom, {}, 10));
    QVERIFY(page.messages.at(1).quote->isRetracted);
    QVERIFY(page.messages.at(1).quote->text.isEmpty());
}

void MessageActionsTest::countsMentionsAndShowsDrafts()
{
    StoreFixture fixture;
    QVERIFY(succeeds(fixture.open()));
    Store &store = *fixture.store;
    Message named = message(kRoom, kAmal, u"@nora please"_s, at(0), u"o"_s, u"s"_s);
    named.mentionsMe = true;
    const auto stored = valueOf(
        store.messages().insert(batchOf({named, message(kRoom, kAmal, u"and later"_s, at(1000), u"o2"_s, u"s2"_s)})));
    QVERIFY(only(store).mentionsMe);
    QVERIFY(succeeds(answer(store.conversations().setDraft(kRoom, {u"on my"_s, 5}))));
    auto summary = valueOf(store.conversations().summary(kRoom));
    QCOMPARE(summary->mentions, 1);
    QCOMPARE(summary->unread, 2);
    QCOMPARE(summary->draft, u"on my"_s);
    valueOf(store.conversations().markRead(kRoom, stored.first().id));
    summary = valueOf(store.conversations().summary(kRoom));
    QCOMPARE(summary->mentions, 0);
    QCOMPARE(summary->unread, 1);
}

void MessageActionsTest::queuesOwnChangesAndTakesEchoesIn()
{
    StoreFixture fixture;
    QVERIFY(succeeds(fixture.open()));
    Store &store = *fixture.store;
    const MessageId id = valueOf(store.messages().insertOwn(message(kRoom, kSelf, u"1"_s, at(0), u"o"_s), "<m/>"));
    valueOf(store.messages().insert(batchOf({message(kRoom, kSelf, u"1"_s, at(10), u"o"_s, u"s"_s)})));
    QCOMPARE(valueOf(store.outbox().count()), 0);
    const MessageAction corrected = correction(kSelf, u"o"_s, u"2"_s, at(1000));
    QCOMPARE(valueOf(store.messages().actOwn(corrected, id, "<c/>")).outcome, ActionOutcome::Applied);
    QCOMPARE(valueOf(store.messages().actOwn(reactions(kSelf, u"s"_s, {kThumb}, at(2000)), id, "<r1/>")).outcome,
             ActionOutcome::Applied);
    // A clock that stands still, and one newer wish in the place of the one that has not left.
    valueOf(store.messages().actOwn(reactions(kSelf, u"s"_s, {kHeart}, at(2000)), id, "<r2/>"));
    const auto waiting = valueOf(store.outbox().pending(0, 10));
    QCOMPARE(waiting.size(), 2);
    QCOMPARE(waiting.at(0).stanza, QByteArray("<c/>"));
    QCOMPARE(waiting.at(1).stanza, QByteArray("<r2/>"));
    QCOMPARE(waiting.at(0).originId, corrected.wireId);
    QCOMPARE(only(store).reactions.first().emoji, kHeart);
    QCOMPARE(outcomeOf(store, corrected), ActionOutcome::Unchanged); // the room's echo
    QCOMPARE(valueOf(store.outbox().pending(0, 10)).size(), 1);
    QVERIFY(succeeds(answer(store.outbox().acknowledge(waiting.at(1).position))));
    QCOMPARE(valueOf(store.outbox().count()), 0);
    QCOMPARE(valueOf(store.messages().message(id))->state, DeliveryState::OnRelay);
}

void MessageActionsTest::undoesWhatTheRelayRefused()
{
    StoreFixture fixture;
    QVERIFY(succeeds(fixture.open()));
    Store &store = *fixture.store;
    const MessageId id = valueOf(store.messages().insertOwn(message(kRoom, kSelf, u"1"_s, at(0), u"o"_s), "<m/>"));
    valueOf(store.messages().insert(batchOf({message(kRoom, kSelf, u"1"_s, at(10), u"o"_s, u"s"_s)})));
    valueOf(store.messages().actOwn(correction(kSelf, u"o"_s, u"2"_s, at(1000)), id, "<c/>"));
    QVERIFY(succeeds(answer(store.outbox().fail(valueOf(store.outbox().pending(0, 1)).first().position))));
    QCOMPARE(only(store).body, u"1"_s);
    QVERIFY(!only(store).corrected);
    valueOf(store.messages().actOwn(reactions(kSelf, u"s"_s, {kThumb}, at(2000)), id, "<r/>"));
    QVERIFY(succeeds(answer(store.outbox().fail(valueOf(store.outbox().pending(0, 1)).first().position))));
    QVERIFY(only(store).reactions.isEmpty());
    valueOf(store.messages().actOwn(actionBy(kSelf, ActionKind::Retraction, u"s"_s, at(3000)), id, "<x/>"));
    QVERIFY(succeeds(answer(store.outbox().fail(valueOf(store.outbox().pending(0, 1)).first().position))));
    QCOMPARE(only(store).state, DeliveryState::Failed); // and says so
    QCOMPARE(valueOf(store.outbox().count()), 0);
}

void MessageActionsTest::withdrawsWhatNeverLeft()
{
    StoreFixture fixture;
    QVERIFY(succeeds(fixture.open()));
    Store &store = *fixture.store;
    const MessageId id =
        valueOf(store.messages().insertOwn(message(kRoom, kSelf, u"wrong room"_s, at(0), u"o"_s), "<m/>"));
    const MessageAction retraction = actionBy(kSelf, ActionKind::Retraction, u"o"_s, at(1000));
    QCOMPARE(valueOf(store.messages().withdraw(retraction, id)).outcome, ActionOutcome::Applied);
    QCOMPARE(valueOf(store.outbox().count()), 0);
    QVERIFY(only(store).tombstone && only(store).body.isEmpty());
    const MessageId sent =
        valueOf(store.messages().insertOwn(message(kRoom, kSelf, u"under way"_s, at(5000), u"p"_s), "<m/>"));
    QVERIFY(succeeds(answer(store.outbox().recordAttempt(valueOf(store.outbox().pending(0, 1)).first().position))));
    QVERIFY(failsWith(answer(store.messages().withdraw(retraction, sent)), StoreError::InvalidInput));
    QCOMPARE(valueOf(store.outbox().count()), 1);
}

void MessageActionsTest::opensACacheOfTheFirstSchema()
{
    StoreFixture fixture;
    {
        auto database = WritableDatabase::open(fixture.path(), keyOf(1), fixture.clock, nullptr);
        QVERIFY(database);
        QVERIFY(succeeds(migrate(**database, 1)));
        QVERIFY(succeeds((*database)->execute("fill", R"sql(
            INSERT INTO address (id, jid) VALUES (1, 'ward4@rooms.clinic.example'), (2, 'amal@clinic.example'), (3, 'nora@clinic.example');
            INSERT INTO conversation (id, address, kind, title, role, self_title, encryption, is_gone, last_message, unread)
                VALUES (7, 1, 0, 'Ward 4', '', '', 0, 0, 1852234923900100, 1);
            INSERT INTO message (id, conversation, sender, time, is_own, state, encryption, role, self_title, sender_name,
                                 origin_id, archive, stanza_id, body)
                VALUES (1852234923900000, 7, 2, 1767225600000, 0, 0, 0, 'nurse', '', 'Amal', 'o1', 1, 's1', 'kept from before'),
                       (1852234923900100, 7, 3, 1767225601000, 1, 1, 0, '', '', 'Nora', 'o2', NULL, NULL, 'not yet sent');
            INSERT INTO outbox (position, message, stanza, attempts) VALUES (41, 1852234923900100, x'3C6D2F3E', 2);
            INSERT INTO draft (conversation, text, cursor) VALUES (7, 'begun', 2);
        )sql")));
    }
    QVERIFY(succeeds(fixture.open()));
    Store &store = *fixture.store;
    const auto page = valueOf(store.messages().pageBefore(kRoom, {}, 10));
    QCOMPARE(bodies(page.messages), (QStringList{u"kept from before"_s, u"not yet sent"_s}));
    QCOMPARE(page.messages.first().role.role, model::CareRole::Nurse);
    QCOMPARE(valueOf(store.search().search({u"before"_s, {}, {}, 10})).hits.size(), 1);
    const auto waiting = valueOf(store.outbox().pending(0, 10));
    QCOMPARE(waiting, (QList<OutboxEntry>{{41, {1852234923900100}, kRoom, u"o2"_s, "<m/>", 2}}));
    const auto summary = valueOf(store.conversations().summary(kRoom));
    QCOMPARE(summary->draft, u"begun"_s);
    QCOMPARE(summary->unread, 1);
    QVERIFY(succeeds(answer(store.outbox().acknowledge(41))));
    valueOf(store.messages().insertOwn(message(kRoom, kSelf, u"next"_s, at(0), u"o3"_s), "<n/>"));
    QCOMPARE(valueOf(store.outbox().pending(0, 10)).first().position, 42); // positions are never used twice
    QCOMPARE(outcomeOf(store, reactions(kAmal, u"s1"_s, {kThumb}, at(1))), ActionOutcome::Applied);
}

void MessageActionsTest::tellsGaps()
{
    StoreFixture fixture;
    QVERIFY(succeeds(fixture.open()));
    Store &store = *fixture.store;
    const auto page = [](const QString &id, Instant time, const QString &before, bool reachesStart) {
        IncomingBatch batch = batchOf({message(kRoom, kAmal, id, time, u"o"_s % id, id)}, Placement::Older);
        ArchivePage archive;
        archive.archive = kRoom;
        archive.before = before;
        archive.firstId = archive.lastId = id;
        archive.firstTime = archive.lastTime = time;
        archive.reachesStart = reachesStart;
        batch.page = archive;
        return batch;
    };
    valueOf(store.messages().insert(page(u"a"_s, at(0), {}, false)));
    valueOf(store.messages().insert(page(u"c"_s, at(900000), {}, false)));
    auto shown = valueOf(store.messages().pageBefore(kRoom, {}, 10, kRoom));
    QCOMPARE(shown.messages.size(), 2);
    const MessageId a = shown.messages.at(0).id;
    const MessageId c = shown.messages.at(1).id;
    QCOMPARE(shown.gaps, (QList<ArchiveGap>{{{}, a}, {a, c}}));
    valueOf(store.messages().insert(page(u"b"_s, at(500000), u"c"_s, false)));
    shown = valueOf(store.messages().pageBefore(kRoom, {}, 10, kRoom));
    QCOMPARE(shown.gaps, (QList<ArchiveGap>{{{}, a}, {a, shown.messages.at(1).id}}));
    QVERIFY(valueOf(store.messages().pageBefore(kRoom, {}, 10)).gaps.isEmpty());
    QCOMPARE(valueOf(store.messages().firstAt(kRoom, at(400000))), shown.messages.at(1).id);
    QCOMPARE(valueOf(store.messages().firstAt(kRoom, at(99000000))), c);
    QVERIFY(!valueOf(store.messages().firstAt(kOtherRoom, at(0))).isValid());
}

QTEST_GUILESS_MAIN(MessageActionsTest)
#include "message_actions_test.moc"
