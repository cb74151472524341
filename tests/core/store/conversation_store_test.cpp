// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/store/store_fixture.h"

using namespace wardline;
using namespace wardline::store;
using namespace wardline::store::test;
using model::DeliveryState;
using model::Message;
using model::MessageId;

class ConversationStoreTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void keepsARecordAndUpdatesIt();
    void listsTheNewestFirst();
    void countsUnreadMessagesOfOthers();
    void countsWhatIsUrgentAmongTheUnread();
    void readingNeverGoesBack();
    void olderPagesCountNothingThatIsRead();
    void keepsDrafts();
    void aDraftThatWasSentIsGoneWithIt_data();
    void aDraftThatWasSentIsGoneWithIt();
    void keepsMembers();
    void removesAConversationAndItsText();
    void keepsAConversationThatWaitsToBeSent();
    void refusesWhatIsTooLarge();
    void keepsTheOutboxInOrder();
    void settlesOutboxEntries();
    void sendsAFailedMessageAgain();
    void keepsSettingsWithinLimits();

private:
    Store &store() { return *m_fixture->store; }
    std::unique_ptr<StoreFixture> m_fixture;
};

void ConversationStoreTest::init()
{
    m_fixture = std::make_unique<StoreFixture>();
    QVERIFY(succeeds(m_fixture->open()));
}

void ConversationStoreTest::keepsARecordAndUpdatesIt()
{
    ConversationRecord record {kAmal, model::ConversationKind::Direct, u"Amal Haddad"_s, {model::CareRole::Nurse, u"RN"_s},
                               model::EncryptionState::EndToEnd, false};
    QVERIFY(succeeds(answer(store().conversations().save(record))));
    valueOf(store().messages().insert(batchOf({message(kAmal, kAmal, u"hello"_s, at(5))})));
    QCOMPARE(valueOf(store().conversations().record(kAmal)), std::optional(record));
    record.title = u"A. Haddad"_s;
    record.isGone = true;
    QVERIFY(succeeds(answer(store().conversations().save(record))));
    QCOMPARE(valueOf(store().conversations().record(kAmal)), std::optional(record));
    const auto summary = valueOf(store().conversations().summary(kAmal));
    QVERIFY(summary.has_value());
    QCOMPARE(summary->title, record.title);
    QCOMPARE(summary->kind, record.kind);
    QCOMPARE(summary->role, record.role);
    QCOMPARE(summary->encryption, record.encryption);
    QCOMPARE(summary->posting, model::PostingRight::RoomGone);
    QCOMPARE(summary->lastBody, u"hello"_s);
    QCOMPARE(summary->lastSenderName, u"amal"_s);
    QCOMPARE(summary->lastTime, at(5));
    QVERIFY(!valueOf(store().conversations().record(kRoom)).has_value());
    QVERIFY(!valueOf(store().conversations().summary(kRoom)).has_value());
}

void ConversationStoreTest::listsTheNewestFirst()
{
    QVERIFY(succeeds(answer(store().conversations().save({kBoris, model::ConversationKind::Direct, u"never written"_s, {}, {}, false}))));
    valueOf(store().messages().insert(batchOf({message(kRoom, kAmal, u"a"_s, at(1)), message(kOtherRoom, kAmal, u"b"_s, at(2)),
                                               message(kRoom, kAmal, QString(1000, u'c'), at(3))})));
    const auto summaries = valueOf(store().conversations().summaries());
    QCOMPARE(summaries.size(), 3);
    QCOMPARE(summaries.at(0).jid, kRoom);
    QCOMPARE(summaries.at(0).lastBody, QString(kSummaryBodyLength, u'c'));
    QCOMPARE(summaries.at(1).jid, kOtherRoom);
    QCOMPARE(summaries.at(2).jid, kBoris);
    QVERIFY(!summaries.at(2).lastMessage.isValid());
    // An older page does not change what is newest.
    valueOf(store().messages().insert(batchOf({message(kOtherRoom, kAmal, u"old"_s, at(-5000))}, Placement::Older)));
    QCOMPARE(valueOf(store().conversations().summary(kOtherRoom))->lastBody, u"b"_s);
}

void ConversationStoreTest::countsUnreadMessagesOfOthers()
{
    auto &conversations = store().conversations();
    const auto stored = valueOf(store().messages().insert(
        batchOf({message(kRoom, kAmal, u"1"_s, at(1)), message(kRoom, kSelf, u"2"_s, at(2)), message(kRoom, kBoris, u"3"_s, at(3)),
                 message(kRoom, kBoris, u"4"_s, at(4))})));
    QCOMPARE(valueOf(conversations.summary(kRoom))->unread, 3);
    QCOMPARE(valueOf(conversations.firstUnread(kRoom)), std::optional(stored.at(0).id));
    QCOMPARE(valueOf(conversations.markRead(kRoom, stored.at(1).id)), (MarkedRead {1, 2}));
    QCOMPARE(valueOf(conversations.firstUnread(kRoom)), std::optional(stored.at(2).id));
    QCOMPARE(valueOf(conversations.readPosition(kRoom)), stored.at(1).id);
    QCOMPARE(valueOf(conversations.markRead(kRoom, stored.at(3).id)), (MarkedRead {2, 0}));
    QVERIFY(!valueOf(conversations.firstUnread(kRoom)).has_value());
    QCOMPARE(valueOf(conversations.summary(kRoom))->unread, 0);
    QVERIFY(failsWith(answer(conversations.markRead(kOtherRoom, stored.at(0).id)), StoreError::NotFound));
    QVERIFY(!valueOf(conversations.firstUnread(kOtherRoom)).has_value());
}

void ConversationStoreTest::countsWhatIsUrgentAmongTheUnread()
{
    auto &conversations = store().conversations();
    const auto urgent = [](const model::Jid &sender, model::Urgency urgency, qint64 time) {
        auto written = message(kRoom, sender, QString::number(time), at(time));
        written.urgency = urgency;
        return written;
    };
    using model::Urgency;
    auto takenBack = urgent(kAmal, Urgency::Stat, 8);
    takenBack.tombstone = model::Tombstone{false, u"Amal"_s, at(9), {}};
    const auto stored = valueOf(store().messages().insert(
        batchOf({message(kRoom, kAmal, u"1"_s, at(1)), urgent(kAmal, Urgency::Stat, 2), urgent(kSelf, Urgency::Stat, 3),
                 urgent(kBoris, Urgency::Concern, 4), urgent(kBoris, Urgency::ActionWithin, 5), urgent(kAmal, Urgency::Fyi, 6),
                 urgent(kAmal, Urgency::Stat, 7), takenBack})));
    const auto counts = [&] {
        const auto summary = valueOf(conversations.summary(kRoom));
        const auto listed = valueOf(conversations.summaries()).first();
        if (listed.urgent != summary->urgent || listed.stat != summary->stat) {
            qWarning("the list says something else");
        }
        return std::pair(summary->urgent, summary->stat);
    };
    QCOMPARE(counts(), std::pair(3, 2));
    valueOf(conversations.markRead(kRoom, stored.at(1).id));
    QCOMPARE(counts(), std::pair(2, 1));
    valueOf(conversations.markRead(kRoom, stored.at(6).id));
    QCOMPARE(counts(), std::pair(0, 0));
}

void ConversationStoreTest::readingNeverGoesBack()
{
    auto &conversations = store().conversations();
    const auto stored = valueOf(
        store().messages().insert(batchOf({message(kRoom, kAmal, u"1"_s, at(1)), message(kRoom, kBoris, u"2"_s, at(2))})));
    QCOMPARE(valueOf(conversations.markRead(kRoom, stored.at(1).id)), (MarkedRead {2, 0}));
    QCOMPARE(valueOf(conversations.markRead(kRoom, stored.at(0).id)), (MarkedRead {0, 0}));
    QCOMPARE(valueOf(conversations.readPosition(kRoom)), stored.at(1).id);
}

void ConversationStoreTest::olderPagesCountNothingThatIsRead()
{
    auto &conversations = store().conversations();
    QVERIFY(succeeds(answer(conversations.save({kRoom, model::ConversationKind::Room, u"Ward 4"_s, {}, {}, false}))));
    QCOMPARE(valueOf(conversations.markRead(kRoom, firstIdAt(at(1000)))), (MarkedRead {0, 0}));
    valueOf(store().messages().insert(batchOf({message(kRoom, kAmal, u"before I came"_s, at(0)), message(kRoom, kAmal, u"after"_s, at(2000))})));
    QCOMPARE(valueOf(conversations.summary(kRoom))->unread, 1);
}

void ConversationStoreTest::keepsDrafts()
{
    auto &conversations = store().conversations();
    QVERIFY(failsWith(answer(conversations.setDraft(kRoom, {u"x"_s, 0})), StoreError::NotFound));
    QVERIFY(succeeds(answer(conversations.save({kRoom, model::ConversationKind::Room, {}, {}, {}, false}))));
    QVERIFY(succeeds(answer(conversations.setDraft(kRoom, {u"half a sen"_s, 6}))));
    QVERIFY(succeeds(answer(conversations.setDraft(kRoom, {u"half a sentence"_s, 99}))));
    QCOMPARE(valueOf(conversations.draft(kRoom)), std::optional(Draft {u"half a sentence"_s, 15}));
    QCOMPARE(valueOf(conversations.drafts()), (QHash<model::Jid, Draft> {{kRoom, {u"half a sentence"_s, 15}}}));
    QVERIFY(succeeds(m_fixture->close()));
    QVERIFY(succeeds(m_fixture->open()));
    QCOMPARE(valueOf(conversations.draft(kRoom))->cursor, 15);
    QVERIFY(succeeds(answer(conversations.setDraft(kRoom, {}))));
    QVERIFY(!valueOf(conversations.draft(kRoom)).has_value());
}

void ConversationStoreTest::aDraftThatWasSentIsGoneWithIt_data()
{
    QTest::addColumn<QString>("draft");
    QTest::addColumn<bool>("isKept");
    QTest::newRow("the same") << u"bed 12 is ready"_s << false;
    QTest::newRow("the same, and what it answers") << QString(u"bed 12 is ready"_s % QChar(0x1e) % u"{}"_s) << false;
    QTest::newRow("longer") << u"bed 12 is ready soon"_s << true;
    QTest::newRow("something else") << u"bed 13"_s << true;
}

void ConversationStoreTest::aDraftThatWasSentIsGoneWithIt()
{
    QFETCH(const QString, draft);
    QFETCH(const bool, isKept);
    auto &conversations = store().conversations();
    for (const model::Jid &jid : {kRoom, kOtherRoom}) {
        QVERIFY(succeeds(answer(conversations.save({jid, model::ConversationKind::Room, {}, {}, {}, false}))));
        QVERIFY(succeeds(answer(conversations.setDraft(jid, {draft, 3}))));
    }
    valueOf(store().messages().insertOwn(message(kRoom, kSelf, u"bed 12 is ready"_s, at(0), u"o"_s), QByteArray("<m/>")));
    QCOMPARE(valueOf(conversations.draft(kRoom)).has_value(), isKept);
    QVERIFY(valueOf(conversations.draft(kOtherRoom)).has_value());
}

void ConversationStoreTest::keepsMembers()
{
    auto &conversations = store().conversations();
    QVERIFY(succeeds(answer(conversations.save({kRoom, model::ConversationKind::Room, {}, {}, {}, false}))));
    model::Member amal {kAmal, u"Amal"_s, model::Affiliation::Owner, {}, {model::CareRole::Nurse, {}}, false, false};
    model::Member boris {kBoris, u"Boris"_s, model::Affiliation::Member, {}, {model::CareRole::None, u"Dr"_s}, false, false};
    QVERIFY(succeeds(answer(conversations.setMembers(kRoom, {boris, amal}))));
    QCOMPARE(valueOf(conversations.members(kRoom)), (QList<model::Member> {amal, boris}));
    QCOMPARE(valueOf(conversations.summary(kRoom))->memberCount, 2);
    boris.affiliation = model::Affiliation::Outcast;
    boris.isPresent = true; // not kept
    QVERIFY(succeeds(answer(conversations.saveMember(kRoom, boris))));
    boris.isPresent = false;
    QCOMPARE(valueOf(conversations.members(kRoom)), (QList<model::Member> {amal, boris}));
    QVERIFY(succeeds(answer(conversations.removeMember(kRoom, kAmal))));
    QCOMPARE(valueOf(conversations.members(kRoom)), QList<model::Member> {boris});
    QCOMPARE(valueOf(conversations.summary(kRoom))->memberCount, 1);
    QVERIFY(succeeds(answer(conversations.setMembers(kRoom, {amal}))));
    QCOMPARE(valueOf(conversations.members(kRoom)), QList<model::Member> {amal});
    QVERIFY(failsWith(answer(conversations.setMembers(kOtherRoom, {amal})), StoreError::NotFound));
    QVERIFY(failsWith(answer(conversations.saveMember(kRoom, {})), StoreError::InvalidInput));
}

void ConversationStoreTest::removesAConversationAndItsText()
{
    auto &conversations = store().conversations();
    IncomingBatch batch = batchOf({message(kRoom, kAmal, u"gone"_s, at(1), {}, u"s"_s), message(kOtherRoom, kAmal, u"gone not"_s, at(2))});
    batch.page = ArchivePage {kRoom, {}, {}, u"s"_s, u"s"_s, at(1), at(1), true};
    valueOf(store().messages().insert(batch));
    QVERIFY(succeeds(answer(conversations.setDraft(kRoom, {u"d"_s, 1}))));
    QVERIFY(succeeds(answer(conversations.saveMember(kRoom, {kAmal, u"Amal"_s, {}, {}, {}, false, false}))));
    QVERIFY(succeeds(answer(conversations.remove(kRoom))));
    QVERIFY(!valueOf(conversations.record(kRoom)).has_value());
    QVERIFY(valueOf(store().messages().pageBefore(kRoom, {}, 10)).messages.isEmpty());
    QVERIFY(valueOf(store().messages().archiveRanges(kRoom)).isEmpty());
    QCOMPARE(valueOf(store().search().search({u"gone"_s, {}, {}, 10})).hits.size(), 1);
    QVERIFY(valueOf(conversations.drafts()).isEmpty());
    QVERIFY(failsWith(answer(conversations.remove(kRoom)), StoreError::NotFound));
}

void ConversationStoreTest::keepsAConversationThatWaitsToBeSent()
{
    valueOf(store().messages().insertOwn(message(kRoom, kSelf, u"waiting"_s, at(0), u"o"_s), "<m/>"));
    QVERIFY(failsWith(answer(store().conversations().remove(kRoom)), StoreError::InvalidInput));
    QCOMPARE(valueOf(store().outbox().count()), 1);
}

void ConversationStoreTest::refusesWhatIsTooLarge()
{
    auto &conversations = store().conversations();
    ConversationRecord record;
    record.jid = kRoom;
    record.title = QString(kMaxNameLength + 1, u'x');
    QVERIFY(failsWith(answer(conversations.save(record)), StoreError::InvalidInput));
    record.title.clear();
    record.jid = {};
    QVERIFY(failsWith(answer(conversations.save(record)), StoreError::InvalidInput));
    record.jid = kRoom;
    QVERIFY(succeeds(answer(conversations.save(record))));
    QVERIFY(failsWith(answer(conversations.setDraft(kRoom, {QString(kMaxDraftBytes + 1, u'x'), 0})), StoreError::InvalidInput));
}

void ConversationStoreTest::keepsTheOutboxInOrder()
{
    QStringList expected;
    for (int i = 0; i < 20; ++i) {
        const QString originId = u"o-%1"_s.arg(i);
        // Their times are in disorder: the order of writing counts.
        valueOf(store().messages().insertOwn(message(i % 2 ? kRoom : kOtherRoom, kSelf, u"x"_s, at(-i), originId),
                                             QByteArray("<m>\0</m>", 8) + QByteArray::number(i)));
        expected.append(originId);
    }
    QStringList found;
    qint64 position = 0;
    while (true) {
        const auto entries = valueOf(store().outbox().pending(position, 7));
        if (entries.isEmpty()) {
            break;
        }
        for (const OutboxEntry &entry : entries) {
            QCOMPARE(entry.stanza, QByteArray("<m>\0</m>", 8) + QByteArray::number(found.size()));
            QCOMPARE(entry.conversation, found.size() % 2 ? kRoom : kOtherRoom);
            QCOMPARE(entry.attempts, 0);
            found.append(entry.originId);
        }
        position = entries.constLast().position;
    }
    QCOMPARE(found, expected);
    QVERIFY(failsWith(answer(store().messages().insertOwn(message(kRoom, kSelf, u"x"_s, at(0)), "<m/>")), StoreError::InvalidInput));
    QVERIFY(failsWith(answer(store().messages().insertOwn(message(kRoom, kAmal, u"x"_s, at(0), u"o"_s), "<m/>")), StoreError::InvalidInput));
    QVERIFY(failsWith(answer(store().messages().insertOwn(message(kRoom, kSelf, u"x"_s, at(0), u"o"_s), QByteArray())), StoreError::InvalidInput));
}

void ConversationStoreTest::settlesOutboxEntries()
{
    auto &outbox = store().outbox();
    const MessageId first = valueOf(store().messages().insertOwn(message(kRoom, kSelf, u"1"_s, at(0), u"o1"_s), "<1/>"));
    const MessageId second = valueOf(store().messages().insertOwn(message(kRoom, kSelf, u"2"_s, at(1), u"o2"_s), "<2/>"));
    const auto entries = valueOf(outbox.pending(0, 10));
    QVERIFY(succeeds(answer(outbox.recordAttempt(entries.at(0).position))));
    QVERIFY(succeeds(answer(outbox.recordAttempt(entries.at(0).position))));
    QCOMPARE(valueOf(outbox.pending(0, 10)).at(0).attempts, 2);
    QVERIFY(succeeds(answer(outbox.acknowledge(entries.at(0).position))));
    QVERIFY(succeeds(answer(outbox.acknowledge(entries.at(0).position))));
    QCOMPARE(valueOf(store().messages().message(first))->state, DeliveryState::OnRelay);
    QVERIFY(succeeds(answer(outbox.fail(entries.at(1).position))));
    QCOMPARE(valueOf(store().messages().message(second))->state, DeliveryState::Failed);
    QCOMPARE(valueOf(outbox.count()), 0);
    QVERIFY(failsWith(answer(outbox.recordAttempt(entries.at(0).position)), StoreError::NotFound));
    // Positions are not used again, so that a late answer cannot settle another message.
    valueOf(store().messages().insertOwn(message(kRoom, kSelf, u"3"_s, at(2), u"o3"_s), "<3/>"));
    QVERIFY(valueOf(outbox.pending(0, 10)).at(0).position > entries.at(1).position);
}

void ConversationStoreTest::sendsAFailedMessageAgain()
{
    auto &outbox = store().outbox();
    const MessageId id = valueOf(store().messages().insertOwn(message(kRoom, kSelf, u"1"_s, at(0), u"o1"_s), "<1/>"));
    QVERIFY(failsWith(answer(outbox.requeue(id, "<again/>")), StoreError::InvalidInput));
    QVERIFY(succeeds(answer(outbox.fail(valueOf(outbox.pending(0, 1)).at(0).position))));
    const qint64 position = valueOf(outbox.requeue(id, "<again/>"));
    const auto entries = valueOf(outbox.pending(0, 10));
    QCOMPARE(entries.size(), 1);
    QCOMPARE(entries.at(0), (OutboxEntry {position, id, kRoom, u"o1"_s, "<again/>", 0}));
    QCOMPARE(valueOf(store().messages().message(id))->state, DeliveryState::Queued);
    QVERIFY(failsWith(answer(outbox.requeue({5}, "<again/>")), StoreError::NotFound));
}

void ConversationStoreTest::keepsSettingsWithinLimits()
{
    auto &settings = store().settings();
    QVERIFY(!valueOf(settings.value(u"window"_s)).has_value());
    QVERIFY(succeeds(answer(settings.setValue(u"window"_s, QByteArray("a\0b", 3)))));
    QVERIFY(succeeds(answer(settings.setValue(u"empty"_s, {}))));
    QCOMPARE(valueOf(settings.value(u"window"_s)), std::optional(QByteArray("a\0b", 3)));
    QCOMPARE(valueOf(settings.value(u"empty"_s)), std::optional(QByteArray("")));
    QVERIFY(succeeds(answer(settings.remove(u"window"_s))));
    QVERIFY(!valueOf(settings.value(u"window"_s)).has_value());
    QVERIFY(succeeds(answer(settings.setValue(u"big"_s, QByteArray(kMaxSettingBytes, 'x')))));
    QVERIFY(failsWith(answer(settings.setValue(u"big"_s, QByteArray(kMaxSettingBytes + 1, 'x'))), StoreError::InvalidInput));
    QVERIFY(failsWith(answer(settings.setValue(QString(kMaxSettingKeyLength + 1, u'k'), "x")), StoreError::InvalidInput));
    QVERIFY(failsWith(answer(settings.setValue({}, "x")), StoreError::InvalidInput));
    QList<QFuture<Status>> many;
    for (int i = 2; i < kMaxSettings; ++i) {
        many.append(settings.setValue(u"key-%1"_s.arg(i), "x"));
    }
    for (auto &each : many) {
        QVERIFY(succeeds(answer(each)));
    }
    QVERIFY(failsWith(answer(settings.setValue(u"one too many"_s, "x")), StoreError::InvalidInput));
    QVERIFY(succeeds(answer(settings.setValue(u"key-5"_s, "changed"))));
}

QTEST_GUILESS_MAIN(ConversationStoreTest)
#include "conversation_store_test.moc"
