// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/store/store_fixture.h"

#include "core/history/history_codec.h"
#include "core/store/history_rows.h"
#include "core/store/omemo_store.h"

using namespace wardline;
using namespace wardline::store;
using namespace wardline::store::test;

namespace {

/// All of a cache, in small steps.
model::KeptHistory everythingOf(StoreFixture &fixture, Instant from = {}, Instant before = at(1'000'000'000))
{
    return valueOf(fixture.store->threads().read([from, before](ReadableDatabase &database) -> Result<model::KeptHistory> {
        model::KeptHistory all;
        WARDLINE_TRY(all.conversations, readHistoryConversations(database));
        model::MessageId after = firstIdAt(from);
        do {
            WARDLINE_TRY(const HistoryPage page, readHistory(database, after, before, 3));
            all.messages += page.messages;
            after = page.last;
        } while (after.isValid());
        return all;
    }));
}

MergedHistory merge(StoreFixture &fixture, const model::KeptHistory &history, Instant notBefore = {})
{
    return valueOf(fixture.store->threads().write(
        [history, notBefore](WritableDatabase &database) { return mergeHistory(database, history, notBefore); }));
}

QStringList texts(StoreFixture &fixture, const model::Jid &conversation = kRoom)
{
    return bodies(valueOf(fixture.store->messages().pageBefore(conversation, {}, 100)).messages);
}

model::Message newest(StoreFixture &fixture)
{
    return valueOf(fixture.store->messages().pageBefore(kRoom, {}, 1)).messages.constLast();
}

MessageAction actionOn(const QString &originId, ActionKind kind)
{
    MessageAction action;
    action.kind = kind;
    action.conversation = kRoom;
    action.target = {originId, false, {kAmal}};
    action.actor = kAmal;
    action.actorName = u"Amal"_s;
    action.time = at(5000);
    action.wireId = u"w-"_s + originId;
    action.isSealed = true;
    return action;
}

} // namespace

class HistoryRowsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_old = std::make_unique<StoreFixture>();
        m_new = std::make_unique<StoreFixture>();
        QVERIFY(m_old->open() && m_new->open());
    }

    void everythingIsThereInTheOtherCache()
    {
        fill();
        const model::KeptHistory history = everythingOf(*m_old);
        const MergedHistory merged = merge(*m_new, *history::unpackHistory(history::packHistory(history)));
        QCOMPARE(merged.added, 5);
        QCOMPARE(texts(*m_new), texts(*m_old));
        const auto there = valueOf(m_new->store->messages().pageBefore(kRoom, {}, 100)).messages;
        const auto here = valueOf(m_old->store->messages().pageBefore(kRoom, {}, 100)).messages;
        for (qsizetype i = 0; i < here.size(); ++i) {
            model::Message expected = here.at(i);
            expected.id = there.at(i).id;
            if (expected.quote) {
                expected.quote->id = there.at(i).quote ? there.at(i).quote->id : model::MessageId();
            }
            QCOMPARE(there.at(i), expected);
        }
        QCOMPARE(valueOf(m_new->store->messages().versions(there.at(1).id)).size(), 2);
        QCOMPARE(everythingOf(*m_new), history);
        // Found by its words, too.
        QCOMPARE(valueOf(m_new->store->search().search({u"corrected"_s, {}, {}, 10})).hits.size(), 1);
    }
    void whatWasReadThereIsReadHere()
    {
        fill();
        (void)valueOf(m_old->store->conversations().markRead(kRoom, firstIdAt(at(2500))));
        (void)merge(*m_new, everythingOf(*m_old));
        const auto there = valueOf(m_new->store->conversations().summary(kRoom));
        const auto here = valueOf(m_old->store->conversations().summary(kRoom));
        QVERIFY(there && here && here->unread > 0);
        QCOMPARE(there->unread, here->unread);
        QCOMPARE(there->title, here->title);
        QCOMPARE(there->lastBody, here->lastBody);
    }
    void mergingTwiceDoublesNothing()
    {
        fill();
        const model::KeptHistory history = everythingOf(*m_old);
        (void)merge(*m_new, history);
        const MergedHistory again = merge(*m_new, history);
        QCOMPARE(again.added, 0);
        QCOMPARE(again.known, 5);
        QVERIFY(again.changed.isEmpty());
        QCOMPARE(everythingOf(*m_new), history);
    }
    void mergingIntoTheSameCacheChangesNothing()
    {
        fill();
        const model::KeptHistory history = everythingOf(*m_old);
        QCOMPARE(merge(*m_old, history).added, 0);
        QCOMPARE(everythingOf(*m_old), history);
    }
    void whatCouldNotBeReadHereGetsItsText()
    {
        fill();
        // The archive brought the same messages, which this device could not open.
        IncomingBatch batch;
        model::Message sealed = message(kRoom, kAmal, {}, at(1000), u"o1"_s, u"s1"_s);
        sealed.unreadable = model::Unreadable::OlderThanDevice;
        batch.messages = {incoming(sealed)};
        (void)valueOf(m_new->store->messages().insert(batch));
        QCOMPARE(texts(*m_new), QStringList {QString()});
        const MergedHistory merged = merge(*m_new, everythingOf(*m_old));
        QCOMPARE(merged.revealed, 1);
        QCOMPARE(merged.added, 4);
        QCOMPARE(texts(*m_new), texts(*m_old));
        QVERIFY(!valueOf(m_new->store->messages().pageAfter(kRoom, {}, 1)).messages.constFirst().unreadable);
    }
    void theArchiveBringsNothingASecondTime()
    {
        fill();
        (void)merge(*m_new, everythingOf(*m_old));
        const auto stored = valueOf(
            m_new->store->messages().insert(batchOf({message(kRoom, kAmal, u"one"_s, at(1000), u"o1"_s, u"s1"_s)})));
        QCOMPARE(stored.constFirst().outcome, InsertOutcome::Duplicate);
    }
    void whatWasTakenBackHereStaysSo()
    {
        fill();
        const model::KeptHistory before = everythingOf(*m_old);
        IncomingBatch batch;
        batch.actions = {actionOn(u"o1"_s, ActionKind::Retraction)};
        (void)valueOf(m_old->store->messages().take(batch));
        const MergedHistory merged = merge(*m_old, before);
        QCOMPARE(merged.added + merged.revealed, 0);
        QVERIFY(!texts(*m_old).contains(u"one"_s));
    }
    void whatWasTakenBackThereIsTakenBackHere()
    {
        fill();
        (void)merge(*m_new, everythingOf(*m_old));
        IncomingBatch batch;
        batch.actions = {actionOn(u"o1"_s, ActionKind::Retraction)};
        (void)valueOf(m_old->store->messages().take(batch));
        QVERIFY(!history::packHistory(everythingOf(*m_old)).contains("one"));
        (void)merge(*m_new, everythingOf(*m_old));
        QVERIFY(!texts(*m_new).contains(u"one"_s));
    }
    void somebodyElsesMessageUnderTheSameIdIsAnother()
    {
        fill();
        (void)valueOf(m_new->store->messages().insert(batchOf({message(kRoom, kBoris, u"mine"_s, at(900), u"o1"_s)})));
        (void)merge(*m_new, everythingOf(*m_old));
        QVERIFY(texts(*m_new).contains(u"mine"_s) && texts(*m_new).contains(u"one"_s));
    }
    void leavesOutWhatIsOlderThanIsKept()
    {
        fill();
        const MergedHistory merged = merge(*m_new, everythingOf(*m_old), at(2500));
        QCOMPARE(merged.tooOld, 2);
        QCOMPARE(merged.added, 3);
    }
    void refusesWhatNoMessageCanBe()
    {
        model::KeptHistory wrong;
        model::KeptMessage kept;
        kept.message = message(kRoom, kAmal, u"x"_s, at(1));
        wrong.messages = {kept, kept, kept, kept};
        wrong.messages[0].message.sender = {};
        wrong.messages[1].message.body = QString(kMaxBodyBytes + 1, u'x');
        wrong.messages[2].message.state = model::DeliveryState::Queued;
        wrong.messages[3].message.time = Instant(std::chrono::hours(24 * 365 * 300));
        QCOMPARE(merge(*m_new, wrong).refused, 4);
        QVERIFY(texts(*m_new).isEmpty());
    }
    /// What would break sessions and let others write in our name.
    void noKeyAndNothingUnsentLeaves()
    {
        fill();
        const QByteArray planted = "planted-identity-key-and-ratchet!";
        QVERIFY(valueOfWrite([planted](WritableDatabase &database) -> Result<bool> {
            WARDLINE_CHECK(database.execute(
                "plant", QByteArray("INSERT INTO omemo_own VALUES (1, 4711, '" + planted + "', 1);"
                          "INSERT INTO omemo_prekey VALUES (2, 1, '" + planted + "', NULL);"
                          "INSERT INTO omemo_signed_prekey VALUES (2, 1, '" + planted + "', 1);"
                          "INSERT INTO omemo_session SELECT id, 1, 2, '" + planted + "' FROM address LIMIT 1;"
                          "INSERT INTO omemo_device SELECT id, 1, '" + planted + "', 1, '" + planted + "', 1, 1, 1, NULL FROM address LIMIT 1;"
                          "INSERT INTO setting VALUES ('s', '" + planted + "');")
                             .constData()));
            return true;
        }));
        model::Message queued = message(kRoom, kSelf, u"has not left"_s, at(9000), u"q1"_s);
        (void)valueOf(m_old->store->messages().insertOwn(queued, "<planted-identity-key-and-ratchet!/>"));
        QVERIFY(succeeds(answer(m_old->store->conversations().setDraft(kRoom, {u"a draft"_s, 0}))));
        model::Message sealed = message(kRoom, kAmal, {}, at(9100), u"o9"_s);
        sealed.unreadable = model::Unreadable::Pending;
        IncomingBatch batch;
        batch.messages = {incoming(sealed)};
        batch.messages[0].sealed = planted;
        (void)valueOf(m_old->store->messages().insert(batch));
        const QByteArray packed = history::packHistory(everythingOf(*m_old));
        QVERIFY(packed.contains("one"));
        for (const char *secret : {"planted", "has not left", "a draft"}) {
            QVERIFY2(!packed.contains(secret), secret);
        }
    }
    void readsOnlyTheStretchThatIsAsked()
    {
        fill();
        const model::KeptHistory some = everythingOf(*m_old, at(2000), at(4000));
        QCOMPARE(some.messages.size(), 2);
    }

private:
    template <typename Work>
    bool valueOfWrite(Work work)
    {
        return valueOf(m_old->store->threads().write(std::move(work)));
    }
    void fill()
    {
        ConversationRecord room {kRoom, model::ConversationKind::Room, u"Ward 4"_s, {}, model::EncryptionState::EndToEnd, false};
        QVERIFY(succeeds(answer(m_old->store->conversations().save(room))));
        ConversationRecord direct {kBoris, model::ConversationKind::Direct, u"Boris"_s, {model::CareRole::Nurse, {}}, model::EncryptionState::EndToEnd, false};
        QVERIFY(succeeds(answer(m_old->store->conversations().save(direct))));
        IncomingBatch batch = batchOf({message(kRoom, kAmal, u"one"_s, at(1000), u"o1"_s, u"s1"_s),
                                       message(kRoom, kAmal, u"wrong"_s, at(2000), u"o2"_s, u"s2"_s),
                                       message(kRoom, kSelf, u"three"_s, at(3000), u"o3"_s, u"s3"_s),
                                       message(kRoom, kAmal, u"four"_s, at(4000), u"o4"_s, u"s4"_s),
                                       message(kBoris, kBoris, u"direct"_s, at(4500), u"o5"_s)});
        batch.messages[3].quote = QuoteTarget {u"s1"_s, true, kAmal};
        batch.messages[3].occupantId = u"occ"_s;
        batch.messages[0].message.trust = model::Trust::Verified;
        batch.messages[0].message.encryption = model::EncryptionState::EndToEnd;
        MessageAction correction = actionOn(u"o2"_s, ActionKind::Correction);
        correction.text = message(kRoom, kAmal, u"corrected"_s, at(5000), u"o2"_s);
        MessageAction reaction = actionOn(u"o1"_s, ActionKind::Reactions);
        reaction.actor = kBoris;
        reaction.emoji = QStringList {u"👍"_s, u"🎉"_s};
        batch.actions = {correction, reaction};
        (void)valueOf(m_old->store->messages().take(batch));
        QVERIFY(newest(*m_old).quote);
    }

    std::unique_ptr<StoreFixture> m_old;
    std::unique_ptr<StoreFixture> m_new;
};

QTEST_GUILESS_MAIN(HistoryRowsTest)
#include "history_rows_test.moc"
