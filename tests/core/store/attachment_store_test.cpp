// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/store/store_fixture.h"

#include "core/store/attachment_store.h"

using namespace wardline;
using namespace wardline::store;
using namespace wardline::store::test;
using model::DeliveryState;
using model::FileProblem;
using model::FileState;
using model::MessageId;

namespace {

model::Attachment picture()
{
    return {.name = u"wound.jpg"_s,
            .mediaType = u"image/jpeg"_s,
            .size = 3000,
            .pixels = {40, 30},
            .state = FileState::Remote,
            .thumbnail = "small"};
}

FileSource source()
{
    return {.url = u"https://u.clinic.example/f"_s,
            .key = QByteArray(32, 'k'),
            .nonce = QByteArray(12, 'n'),
            .sha256 = QByteArray(32, 'h'),
            .sealedKey = {},
            .diskName = {},
            .leaveOut = {}};
}

} // namespace

/// What the cache keeps of files, and how a message waits for its own.
class AttachmentStoreTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_fixture = std::make_unique<StoreFixture>();
        QVERIFY(succeeds(m_fixture->open()));
    }

    void filesComeWithTheirMessage()
    {
        const MessageId id = receive();
        const auto message = valueOf(messages().message(id));
        model::Attachment expected = picture();
        expected.number = message->attachments.constFirst().number;
        QVERIFY(expected.number > 0);
        QCOMPARE(message->attachments, QList<model::Attachment>{expected});
        const auto stored = valueOf(files().file(id, 0));
        QVERIFY(stored);
        QCOMPARE(stored->source, source());
        QCOMPARE(stored->conversation, kRoom);
        QVERIFY(!valueOf(files().file(id, 1)));
    }
    void theListKnowsAFileFromAText()
    {
        const auto summary = [this] { return *valueOf(m_fixture->store->conversations().summary(kRoom)); };
        receive(u"o1"_s);
        // What the list reads at once and what it reads of one are the same.
        QCOMPARE(valueOf(m_fixture->store->conversations().summaries()).constFirst(), summary());
        QCOMPARE(summary().lastContent, model::LastContent::Photo);
        IncomingBatch batch = batchOf({message(kRoom, kAmal, QString(), at(9000))});
        batch.messages.first().message.attachments = {picture()};
        batch.messages.first().message.attachments.first().name = u"plan.pdf"_s;
        batch.messages.first().message.attachments.first().mediaType = u"application/pdf"_s;
        batch.messages.first().files = {source()};
        valueOf(messages().take(batch));
        QCOMPARE(summary().lastContent, model::LastContent::File);
        QCOMPARE(summary().lastFile, u"plan.pdf"_s);
        valueOf(messages().take(batchOf({message(kRoom, kAmal, u"see above"_s, at(9500))})));
        QCOMPARE(summary().lastContent, model::LastContent::Text);
        QVERIFY(summary().lastFile.isEmpty());
    }
    void shelvedFileLosesItsOpenKey()
    {
        const qint64 number = numberOf(receive());
        QVERIFY(succeeds(answer(files().setShelved(number, u"abc"_s, "wrapped", 2999))));
        const auto stored = valueOf(files().file(number));
        QCOMPARE(stored->source.key, QByteArray());
        QCOMPARE(stored->source.sealedKey, QByteArray("wrapped"));
        QCOMPARE(stored->attachment.state, FileState::Here);
        QCOMPARE(stored->attachment.size, 2999);
        QCOMPARE(valueOf(files().diskNames()), QSet<QString>{u"abc"_s});
    }
    void stateSaysWhy()
    {
        const qint64 number = numberOf(receive());
        QVERIFY(succeeds(answer(files().setState(number, FileState::Refused, FileProblem::OtherType))));
        const auto stored = valueOf(files().file(number));
        QCOMPARE(stored->attachment.state, FileState::Refused);
        QCOMPARE(stored->attachment.problem, std::optional(FileProblem::OtherType));
    }
    void purgedAndRetractedMessagesTakeTheirFilesAlong()
    {
        const MessageId first = receive(u"o1"_s);
        QVERIFY(succeeds(answer(files().setShelved(numberOf(first), u"a"_s, "w", 1))));
        const MessageId second = receive(u"o2"_s);
        QVERIFY(succeeds(answer(files().setShelved(numberOf(second), u"b"_s, "w", 1))));
        MessageAction retraction;
        retraction.kind = ActionKind::Retraction;
        retraction.conversation = kRoom;
        retraction.actor = kAmal;
        retraction.target = {u"o1"_s, false, {kAmal}};
        retraction.time = at(5000);
        retraction.wireId = u"r"_s;
        IncomingBatch batch;
        batch.actions = {retraction};
        valueOf(messages().take(batch));
        QCOMPARE(valueOf(files().diskNames()), QSet<QString>{u"b"_s});
        QVERIFY(valueOf(messages().message(first))->attachments.isEmpty());
        valueOf(m_fixture->store->conversations().markRead(kRoom, second));
        valueOf(messages().purge(std::nullopt, at(1'000'000)));
        QVERIFY(valueOf(files().diskNames()).isEmpty());
    }

    void ownMessageWaitsForItsFile()
    {
        const MessageId id = write();
        QCOMPARE(valueOf(m_fixture->store->outbox().pending(0, 10)).constFirst().stanza, kAwaitsFile.toByteArray());
        const auto waiting = valueOf(files().toSend());
        QCOMPARE(waiting.size(), 1);
        QCOMPARE(waiting.constFirst().message, id);
        QCOMPARE(waiting.constFirst().source.leaveOut, (QList<model::DeviceAddress>{{kBoris, 0}, {kAmal, 77}}));
        const auto seal = [](WritableDatabase &) -> Result<QByteArray> { return QByteArray("<m/>"); };
        QVERIFY(succeeds(answer(files().setSent(waiting.constFirst().attachment.number, u"https://u/x"_s, seal))));
        QVERIFY(valueOf(files().toSend()).isEmpty());
        QCOMPARE(valueOf(m_fixture->store->outbox().pending(0, 10)).constFirst().stanza, QByteArray("<m/>"));
        QCOMPARE(valueOf(files().file(id, 0))->attachment.state, FileState::Here);
        QCOMPARE(valueOf(files().file(id, 0))->source.url, u"https://u/x"_s);
    }
    /// While the screen is locked no file goes on, and texts do.
    void nothingWaitsForAFileWhileTheCacheIsClosed()
    {
        write();
        model::Message after = message(kRoom, kSelf, u"urgent"_s, at(3000), u"after"_s);
        const auto seal = [](WritableDatabase &) -> Result<SealedStanza> {
            SealedStanza sealed(QByteArray("<m/>"));
            sealed.audience = QByteArray("audience");
            return sealed;
        };
        valueOf(messages().insertOwn(after, SealStanza(seal)));
        const auto taken = valueOf(m_fixture->store->outbox().handOver(10, 100'000));
        QCOMPARE(taken.size(), 1);
        QCOMPARE(taken.constFirst().stanza, QByteArray("<m/>"));
    }
    void refusedSealLeavesItWaiting()
    {
        write();
        const auto waiting = valueOf(files().toSend());
        const auto seal = [](WritableDatabase &) -> Result<QByteArray> { return failure(StoreError::Internal); };
        QVERIFY(!answer(files().setSent(waiting.constFirst().attachment.number, u"https://u/x"_s, seal)));
        QCOMPARE(valueOf(files().toSend()).size(), 1);
        QVERIFY(valueOf(files().toSend()).constFirst().source.url.isEmpty());
    }
    void givenUpMessageFails()
    {
        const MessageId id = write();
        QVERIFY(succeeds(answer(files().giveUp(numberOf(id), FileProblem::TooLarge))));
        const auto message = valueOf(messages().message(id));
        QCOMPARE(message->state, DeliveryState::Failed);
        QCOMPARE(message->attachments.constFirst().state, FileState::NotSent);
        QCOMPARE(valueOf(m_fixture->store->outbox().count()), 0);
    }

private:
    MessageStore &messages() { return m_fixture->store->messages(); }
    AttachmentStore &files() { return m_fixture->store->attachments(); }
    MessageId receive(const QString &originId = u"o"_s)
    {
        IncomingMessage one = incoming(message(kRoom, kAmal, QString(), at(1000), originId));
        one.message.attachments = {picture()};
        one.files = {source()};
        IncomingBatch batch;
        batch.messages = {one};
        return valueOf(messages().insert(batch)).constFirst().id;
    }
    MessageId write()
    {
        model::Message own = message(kRoom, kSelf, QString(), at(2000), u"mine"_s);
        own.attachments = {picture()};
        own.attachments.first().state = FileState::Sending;
        FileSource from = source();
        from.url.clear();
        from.leaveOut = {{kBoris, 0}, {kAmal, 77}};
        const auto seal = [](WritableDatabase &) -> Result<QByteArray> { return kAwaitsFile.toByteArray(); };
        return valueOf(messages().insertOwn(own, SealStanza(seal), std::nullopt, {from}));
    }
    qint64 numberOf(MessageId id) { return valueOf(files().file(id, 0))->attachment.number; }

    std::unique_ptr<StoreFixture> m_fixture;
};

QTEST_GUILESS_MAIN(AttachmentStoreTest)
#include "attachment_store_test.moc"
