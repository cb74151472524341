// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/store/store_fixture.h"

#include "core/store/omemo_store.h"
#include "core/store/sealed_messages.h"

using namespace wardline;
using namespace wardline::store;
using namespace wardline::store::test;
using model::DeviceAddress;
using omemo::OwnDevice;
using omemo::StoredPrekey;
using omemo::StoredSignedPrekey;
using xmpp::OmemoVersion;

namespace {

SecretBytes secret(const char *text)
{
    return SecretBytes::copyOf(QByteArrayView(text));
}

model::Message unreadable(const QString &stanzaId)
{
    model::Message sealed = message(kRoom, kAmal, {}, at(0), u"origin-"_s + stanzaId, stanzaId);
    sealed.encryption = model::EncryptionState::EndToEnd;
    sealed.unreadable = model::Unreadable::Pending;
    return sealed;
}

} // namespace

class OmemoStoreTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void keepsThisDeviceAndItsKeys();
    void keepsSessionsApartByPersonDeviceAndVersion();
    void keepsTheNewestEndedChainsOfEachSession();
    void undoesARatchetTogetherWithItsMessage();
    void opensNoResultOfAnArchiveTwice();
    void keepsWhatIsKnownOfDevices();
    void remembersUnreadableMessagesUntilTheyOpen();
    void removesTheRowOfASealedAction();
    void knowsAMessageBeforeItIsOpened();

private:
    template <typename Work>
    bool write(Work work)
    {
        return succeeds(answer(m_fixture->store->threads().write([work](WritableDatabase &database) -> Status {
            OmemoStore store(database);
            return work(store);
        })));
    }
    model::Message insertSealed(const QString &stanzaId)
    {
        IncomingBatch batch;
        batch.messages.append(incoming(unreadable(stanzaId)));
        batch.messages.last().sealed = "<message/>";
        const auto stored = valueOf(m_fixture->store->messages().take(batch));
        return *valueOf(m_fixture->store->messages().message(stored.messages.first().id));
    }
    std::unique_ptr<StoreFixture> m_fixture;
};

void OmemoStoreTest::init()
{
    m_fixture = std::make_unique<StoreFixture>();
    QVERIFY(succeeds(m_fixture->open()));
}

void OmemoStoreTest::keepsThisDeviceAndItsKeys()
{
    QVERIFY(write([](OmemoStore &store) -> Status {
        WARDLINE_CHECK(store.saveOwnDevice({4711, secret("identity"), at(1)}));
        std::vector<StoredPrekey> prekeys;
        for (quint32 id = 1; id <= 3; ++id) {
            prekeys.emplace_back(StoredPrekey{id, secret("prekey"), std::nullopt});
        }
        WARDLINE_CHECK(store.savePrekeys(OmemoVersion::V2, prekeys));
        WARDLINE_CHECK(store.savePrekeys(OmemoVersion::V03, prekeys));
        WARDLINE_CHECK(store.markPrekeyUsed(OmemoVersion::V2, 2, "base", at(5)));
        WARDLINE_CHECK(store.saveSignedPrekey(OmemoVersion::V2, {1, secret("old"), at(1)}));
        return store.saveSignedPrekey(OmemoVersion::V2, {2, secret("new"), at(9)});
    }));
    QVERIFY(succeeds(m_fixture->close()));
    QVERIFY(succeeds(m_fixture->open()));
    QVERIFY(write([](OmemoStore &store) -> Status {
        const auto own = store.ownDevice();
        const auto unused = store.unusedPrekeys(OmemoVersion::V2);
        const auto used = store.prekey(OmemoVersion::V2, 2);
        const auto signedPrekeys = store.signedPrekeys(OmemoVersion::V2);
        const bool holds = own && *own && (*own)->id == 4711
            && (*own)->identityKeyPair.view() == QByteArrayView("identity") && unused && unused->size() == 2
            && unused->front().id == 1 && unused->back().id == 3 && used && *used && (*used)->used == at(5)
            && store.highestPrekeyId(OmemoVersion::V03) == 3u && store.unusedPrekeys(OmemoVersion::V03)->size() == 3
            && signedPrekeys && signedPrekeys->size() == 2 && signedPrekeys->front().id == 2;
        WARDLINE_CHECK(store.removeUsedPrekeys(at(5)));
        const bool isKept = (*store.prekey(OmemoVersion::V2, 2)).has_value();
        WARDLINE_CHECK(store.removeUsedPrekeys(at(6)));
        const bool isGone = !(*store.prekey(OmemoVersion::V2, 2)).has_value();
        return holds && isKept && isGone ? Status() : Status(failure(StoreError::Internal, u"not kept"_s));
    }));
}

void OmemoStoreTest::keepsSessionsApartByPersonDeviceAndVersion()
{
    QVERIFY(write([](OmemoStore &store) -> Status {
        WARDLINE_CHECK(store.saveSession(OmemoVersion::V2, {kAmal, 7}, secret("a2")));
        WARDLINE_CHECK(store.saveSession(OmemoVersion::V03, {kAmal, 7}, secret("a3")));
        WARDLINE_CHECK(store.saveSession(OmemoVersion::V2, {kBoris, 7}, secret("b2")));
        WARDLINE_CHECK(store.removeSession(OmemoVersion::V2, {kAmal, 7}));
        const auto gone = store.session(OmemoVersion::V2, {kAmal, 7});
        const auto other = store.session(OmemoVersion::V03, {kAmal, 7});
        const auto boris = store.session(OmemoVersion::V2, {kBoris, 7});
        const bool holds = gone && !*gone && other && *other && (*other)->view() == QByteArrayView("a3") && boris
            && *boris && (*boris)->view() == QByteArrayView("b2");
        return holds ? Status() : Status(failure(StoreError::Internal, u"mixed up"_s));
    }));
}

void OmemoStoreTest::keepsTheNewestEndedChainsOfEachSession()
{
    QVERIFY(write([](OmemoStore &store) -> Status {
        const model::DeviceAddress device{kAmal, 7};
        const auto holds = [&](OmemoVersion version, const QByteArray &key, const QByteArray &record) {
            const auto chain = store.endedChain(version, device, key);
            return chain && chain->has_value() == !record.isNull()
                && (record.isNull() || (*chain)->view() == QByteArrayView(record));
        };
        const auto keep = [&](OmemoVersion version, const QByteArray &key, const QByteArray &record, int hour) {
            const omemo::EndedChain chain{key, secret(record.constData())};
            return store.saveEndedChain(version, device, chain, at(hour * 3'600'000), 3);
        };
        for (int i = 1; i <= 4; ++i) {
            WARDLINE_CHECK(keep(OmemoVersion::V2, "k" + QByteArray::number(i), "r" + QByteArray::number(i), i));
        }
        WARDLINE_CHECK(keep(OmemoVersion::V03, "k1", "of the other version", 1));
        WARDLINE_CHECK(keep(OmemoVersion::V2, "k2", "advanced", 9));
        const bool isTrimmed = holds(OmemoVersion::V2, "k1", {}) && holds(OmemoVersion::V2, "k2", "advanced")
            && holds(OmemoVersion::V2, "k4", "r4") && holds(OmemoVersion::V03, "k1", "of the other version");
        WARDLINE_CHECK(store.removeEndedChains(at(3 * 3'600'000)));
        const bool isForgotten = holds(OmemoVersion::V2, "k2", {}) && holds(OmemoVersion::V2, "k3", "r3")
            && holds(OmemoVersion::V03, "k1", {});
        WARDLINE_CHECK(store.removeSession(OmemoVersion::V2, device));
        const bool isGone = holds(OmemoVersion::V2, "k3", {}) && holds(OmemoVersion::V2, "k4", {});
        return isTrimmed && isForgotten && isGone ? Status() : Status(failure(StoreError::Internal, u"chains"_s));
    }));
}

void OmemoStoreTest::opensNoResultOfAnArchiveTwice()
{
    const auto wasOpened = [this](const model::Jid &archive, const QString &stanzaId) {
        return valueOf(m_fixture->store->threads().write([&](WritableDatabase &database) {
            return store::wasOpened(database, {archive, stanzaId, {}});
        }));
    };
    QVERIFY(!wasOpened(kRoom, u"s1"_s));
    IncomingBatch batch;
    batch.opened = {{kRoom, u"s1"_s, at(1000)}, {kRoom, u"s2"_s, at(9000)}, {kRoom, u"s1"_s, at(1000)}};
    valueOf(m_fixture->store->messages().take(batch));
    QVERIFY(wasOpened(kRoom, u"s1"_s));
    QVERIFY(!wasOpened(kAmal, u"s1"_s));
    QVERIFY(!wasOpened(kRoom, {}));
    valueOf(m_fixture->store->messages().purge({}, at(5000)));
    QVERIFY(!wasOpened(kRoom, u"s1"_s)); // older than what is kept
    QVERIFY(wasOpened(kRoom, u"s2"_s));
}

void OmemoStoreTest::undoesARatchetTogetherWithItsMessage()
{
    model::Message own = message(kRoom, kSelf, u"hello"_s, at(0), u"o1"_s);
    const auto refused =
        answer(m_fixture->store->messages().insertOwn(own, [](WritableDatabase &database) -> Result<QByteArray> {
            WARDLINE_CHECK(OmemoStore(database).saveSession(OmemoVersion::V2, {kAmal, 7}, secret("advanced")));
            return failure(StoreError::InvalidInput, u"refused"_s);
        }));
    QVERIFY(!refused);
    own.body = QString(kMaxBodyBytes + 1, u'x'); // the row is refused after the ratchet advanced
    const auto tooLong =
        answer(m_fixture->store->messages().insertOwn(own, [](WritableDatabase &database) -> Result<QByteArray> {
            WARDLINE_CHECK(OmemoStore(database).saveSession(OmemoVersion::V2, {kAmal, 7}, secret("advanced")));
            return QByteArray("<message/>");
        }));
    QVERIFY(!tooLong);
    QVERIFY(write([](OmemoStore &store) -> Status {
        const auto session = store.session(OmemoVersion::V2, {kAmal, 7});
        return session && !*session ? Status() : Status(failure(StoreError::Internal, u"advanced alone"_s));
    }));
    QCOMPARE(valueOf(m_fixture->store->outbox().count()), 0);
}

void OmemoStoreTest::keepsWhatIsKnownOfDevices()
{
    model::KnownDevice phone;
    phone.address = {kAmal, 7};
    phone.identityKey = QByteArray(32, 'k');
    phone.isListed03 = true;
    phone.label = u"Phone"_s;
    phone.firstSeen = at(1);
    phone.lastHeard = at(2);
    phone.manual = model::ManualTrust::Verified;
    phone.fault = model::DeviceFault::NoPrekeys;
    model::KnownDevice desk;
    desk.address = {kAmal, 3};
    desk.isListed2 = true;
    const PersonLists lists{at(3), std::nullopt};
    QVERIFY(write([&](OmemoStore &store) -> Status {
        WARDLINE_CHECK(store.saveDevice(phone));
        WARDLINE_CHECK(store.saveDevice(desk));
        return store.saveLists(kAmal, lists);
    }));
    QVERIFY(write([&](OmemoStore &store) -> Status {
        const bool holds = store.devices(kAmal).value() == QList({desk, phone})
            && store.device({kAmal, 7}).value() == std::optional(phone) && store.lists(kAmal).value() == lists
            && store.lists(kBoris).value() == PersonLists() && store.devices(kBoris)->isEmpty();
        return holds ? Status() : Status(failure(StoreError::Internal, u"not kept"_s));
    }));
}

void OmemoStoreTest::remembersUnreadableMessagesUntilTheyOpen()
{
    const model::Message sealed = insertSealed(u"s1"_s);
    QCOMPARE(sealed.unreadable, std::optional(model::Unreadable::Pending));
    const auto done =
        valueOf(m_fixture->store->messages().take([](WritableDatabase &database) -> Result<IncomingBatch> {
            WARDLINE_TRY(const QList<SealedMessage> waiting, readSealed(database, {}, 10));
            if (waiting.size() != 1 || waiting.first().stanza != "<message/>") {
                return failure(StoreError::Internal, u"nothing waits"_s);
            }
            IncomingBatch batch;
            RevealedMessage revealed{waiting.first().message.id, incoming(waiting.first().message), std::nullopt};
            revealed.message->message.body = u"the text"_s;
            revealed.message->message.trust = model::Trust::Blind;
            batch.revealed.append(revealed);
            return batch;
        }));
    Q_UNUSED(done);
    const auto opened = *valueOf(m_fixture->store->messages().message(sealed.id));
    QCOMPARE(opened.body, u"the text"_s);
    QVERIFY(!opened.unreadable);
    QCOMPARE(opened.trust, std::optional(model::Trust::Blind));
    QCOMPARE(valueOf(m_fixture->store->threads().read([](ReadableDatabase &database) {
                 return readSealed(database, {}, 10);
             })).size(),
             0);
}

void OmemoStoreTest::removesTheRowOfASealedAction()
{
    const model::Message sealed = insertSealed(u"s1"_s);
    IncomingBatch batch;
    batch.revealed.append({sealed.id, std::nullopt, std::nullopt});
    (void)valueOf(m_fixture->store->messages().take(batch));
    QVERIFY(!valueOf(m_fixture->store->messages().message(sealed.id)));
    QCOMPARE(valueOf(m_fixture->store->conversations().summaries()).first().unread, 0);
}

void OmemoStoreTest::knowsAMessageBeforeItIsOpened()
{
    insertSealed(u"s1"_s);
    const auto isKnown = [this](const QString &stanzaId, const QString &originId) {
        model::Message again = unreadable(stanzaId);
        again.originId = originId;
        return valueOf(m_fixture->store->threads().read(
            [again](ReadableDatabase &database) { return isKnownMessage(database, incoming(again)); }));
    };
    QVERIFY(isKnown(u"s1"_s, {}));
    QVERIFY(isKnown(u"s2"_s, u"origin-s1"_s));
    QVERIFY(!isKnown(u"s2"_s, u"origin-s2"_s));
}

QTEST_GUILESS_MAIN(OmemoStoreTest)
#include "omemo_store_test.moc"
