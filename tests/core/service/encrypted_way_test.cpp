// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/service/encrypted_bench.h"

#include <QProcess>
#include <QRandomGenerator>
#include <QSaveFile>

using namespace wardline;
using namespace wardline::service;
using namespace wardline::service::test;

class EncryptedWayTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void carriesAMessageToEachDeviceOfAMember();
    void writesNothingInTheClear();
    void readsNothingOutsideOfTheEnvelope();
    void recognisesItsOwnReflection();
    void takesARepeatedMessageOnce();
    void appliesAReactionFromInside();
    void refusesWhenAMemberHasNoDevice();
    void leavesOutByNameAndTellsSo();
    void encryptsForMembersAlone();
    void keepsWhatDoesNotOpenYetUntilItDoes();
    void storesForgeriesWithoutAText();
    void withholdsTheTextOfADistrustedDevice();
    void changesNothingWhenTheMessageIsNotStored();
    void givesTheBodyToOlderDevices();
    void losesNothingWhenItIsKilled();
    void forgetsDevicesThatNobodyListsAnyMoreAboveANumber();

private:
    std::unique_ptr<DeviceBench> m_ana;
    std::unique_ptr<DeviceBench> m_ben;
    std::unique_ptr<DeviceBench> m_benAtHome;
    QList<model::Jid> m_both{kAna, kBen};
};

void EncryptedWayTest::init()
{
    m_ana = std::make_unique<DeviceBench>(kAna, 1);
    m_ben = std::make_unique<DeviceBench>(kBen, 2);
    m_benAtHome = std::make_unique<DeviceBench>(kBen, 3);
    m_ana->learns(kBen, {m_ben.get(), m_benAtHome.get()});
    m_ana->learns(kAna, {m_ana.get()});
    m_ben->learns(kAna, {m_ana.get()});
    m_ben->learns(kBen, {m_ben.get(), m_benAtHome.get()});
    m_benAtHome->learns(kAna, {m_ana.get()});
}

/// Who changes a list with every minute makes nobody's messages slower.
void EncryptedWayTest::forgetsDevicesThatNobodyListsAnyMoreAboveANumber()
{
    const auto known = [this] {
        return m_ben->write<QList<model::KnownDevice>>([](store::OmemoStore &keys) { return keys.devices(kAna); });
    };
    const auto has = [&known](quint32 id) {
        const auto devices = known();
        return std::any_of(devices.begin(), devices.end(), [id](const auto &each) { return each.address.id == id; });
    };
    (void)m_ben->write<bool>([&](store::OmemoStore &keys) -> Result<bool> { // said by hand: never forgotten
        model::KnownDevice distrusted;
        distrusted.address = {kAna, 7};
        distrusted.manual = model::ManualTrust::Distrusted;
        WARDLINE_CHECK(keys.saveDevice(distrusted));
        return true;
    });
    quint32 next = 100'000;
    for (int round = 0; round < 20; ++round) {
        m_ben->clock.advance(std::chrono::minutes(1));
        (void)m_ben->write<ListOutcome>([&](store::OmemoStore &keys) {
            xmpp::OmemoDeviceList list;
            list.devices.append({m_ana->id, {}, {}});
            while (list.devices.size() < xmpp::OmemoDeviceList::kMaxDevices) {
                list.devices.append({next++, {}, {}});
            }
            return keepLists(*m_ben->context, keys, kAna, list, list);
        });
    }
    QCOMPARE(known().size(), kMaxKeptDevices);
    QVERIFY(has(7));
    QVERIFY(has(m_ana->id));
    QVERIFY(has(next - 1)); // listed now
    QVERIFY(!has(100'000));
    const auto sent = m_ana->sends({body(u"still readable"_s)}, u"o1"_s, m_both);
    m_ben->gets(sent.stanza, kAna, u"s1"_s);
    QCOMPARE(m_ben->texts(), QStringList{u"still readable"_s});
}

void EncryptedWayTest::carriesAMessageToEachDeviceOfAMember()
{
    const auto sent = m_ana->sends({body(u"potassium 6.9"_s)}, u"o1"_s, m_both);
    QVERIFY2(sent.id, sent.id ? "" : qPrintable(sent.id.error().toLogString()));
    for (DeviceBench *device : {m_ben.get(), m_benAtHome.get()}) {
        device->gets(sent.stanza, kAna, u"s1"_s);
        QCOMPARE(device->texts(), QStringList{u"potassium 6.9"_s});
        QCOMPARE(device->newest().encryption, model::EncryptionState::EndToEnd);
        QCOMPARE(device->newest().trust, std::optional(model::Trust::Blind));
        QVERIFY(!device->newest().unreadable);
    }
}

void EncryptedWayTest::writesNothingInTheClear()
{
    const auto sent =
        m_ana->sends({body(u"potassium 6.9"_s), xmpp::Reactions{u"s0"_s, {u"👍"_s}}.toXml()}, u"o1"_s, m_both);
    QVERIFY(sent.id);
    QVERIFY(!sent.stanza.contains("potassium"));
    QVERIFY(!sent.stanza.contains("reactions"));
    QVERIFY(sent.stanza.contains("urn:xmpp:eme:0"));
    QVERIFY(sent.stanza.contains("This message is end-to-end encrypted"));
}

void EncryptedWayTest::readsNothingOutsideOfTheEnvelope()
{
    auto sent = m_ana->sends({body(u"inside"_s)}, u"o1"_s, m_both);
    sent.stanza.replace(
        "</message>",
        "<reactions xmlns='urn:xmpp:reactions:0' id='s0'><reaction>\xf0\x9f\x91\x8d</reaction></reactions>"
        "<replace xmlns='urn:xmpp:message-correct:0' id='other'/></message>");
    const auto got = m_ben->gets(sent.stanza, kAna, u"s1"_s);
    QVERIFY(got.stored.actions.isEmpty());
    QCOMPARE(m_ben->texts(), QStringList{u"inside"_s});
}

void EncryptedWayTest::recognisesItsOwnReflection()
{
    const auto sent = m_ana->sends({body(u"mine"_s)}, u"o1"_s, m_both);
    const auto got = m_ana->gets(sent.stanza, kAna, u"s1"_s);
    QCOMPARE(got.stored.messages.first().outcome, store::InsertOutcome::Reflected);
    QCOMPARE(m_ana->texts(), QStringList{u"mine"_s});
    QCOMPARE(m_ana->newest().state, model::DeliveryState::OnRelay);
    QCOMPARE(valueOf(m_ana->fixture.store->outbox().count()), 0);
}

void EncryptedWayTest::takesARepeatedMessageOnce()
{
    const auto sent = m_ana->sends({body(u"once"_s)}, u"o1"_s, m_both);
    m_ben->gets(sent.stanza, kAna, u"s1"_s);
    m_ben->gets(sent.stanza, kAna, u"s1"_s);
    QByteArray other = sent.stanza;
    other.replace("o1", "o2"); // replayed under other ids
    m_ben->isFromArchive = true; // what an archive repeats is no news
    m_ben->gets(other, kAna, u"s2"_s);
    QCOMPARE(m_ben->texts(), QStringList{u"once"_s});
    m_ben->isFromArchive = false;
    const auto got = m_ben->gets(other, kAna, u"s3"_s);
    QCOMPARE(m_ben->texts(), QStringList({u"once"_s, QString()}));
    QCOMPARE(m_ben->newest().unreadable, std::optional(model::Unreadable::Repeated));
    QCOMPARE(got.opened->news.replayed.value(kAna), 1);
}

void EncryptedWayTest::appliesAReactionFromInside()
{
    const auto sent = m_ana->sends({body(u"who can take bed 14?"_s)}, u"o1"_s, m_both);
    m_ben->gets(sent.stanza, kAna, u"s1"_s);
    const auto reaction = m_ana->sends({xmpp::Reactions{u"s1"_s, {u"👍"_s}}.toXml()}, u"o2"_s, m_both);
    m_ben->gets(reaction.stanza, kAna, u"s2"_s);
    QCOMPARE(m_ben->texts().size(), 1);
    QCOMPARE(m_ben->newest().reactions.size(), 1);
}

void EncryptedWayTest::refusesWhenAMemberHasNoDevice()
{
    m_ana->learns(kCleo, {});
    const auto sent = m_ana->sends({body(u"x"_s)}, u"o1"_s, {kAna, kBen, kCleo});
    QVERIFY(!sent.id);
    QVERIFY(sent.id.error().is(SealError::Refused));
    QCOMPARE(sent.report->plan.obstacles.size(), 1);
    QCOMPARE(sent.report->plan.obstacles.first().person, kCleo);
    QCOMPARE(sent.report->plan.obstacles.first().why, trust::SendObstacle::Why::NoDevices);
    QCOMPARE(valueOf(m_ana->fixture.store->outbox().count()), 0);
}

void EncryptedWayTest::leavesOutByNameAndTellsSo()
{
    m_ana->learns(kCleo, {});
    const auto sent = m_ana->sends({body(u"x"_s)}, u"o1"_s, {kAna, kBen, kCleo}, {{kCleo, 0}});
    QVERIFY(sent.id);
    QCOMPARE(sent.report->plan.leftOut(), QList({model::DeviceAddress{kCleo, 0}}));
    m_ben->gets(sent.stanza, kAna, u"s1"_s);
    QCOMPARE(m_ben->texts(), QStringList{u"x"_s});
}

void EncryptedWayTest::encryptsForMembersAlone()
{
    DeviceBench cleo(kCleo, 4);
    cleo.learns(kAna, {m_ana.get()});
    m_ana->learns(kCleo, {&cleo});
    const auto together = m_ana->sends({body(u"all"_s)}, u"o1"_s, {kAna, kBen, kCleo});
    const auto parted = m_ana->sends({body(u"without her"_s)}, u"o2"_s, m_both);
    cleo.gets(together.stanza, kAna, u"s1"_s);
    cleo.clock.advance(std::chrono::minutes(1));
    cleo.gets(parted.stanza, kAna, u"s2"_s);
    QCOMPARE(cleo.texts(), QStringList({u"all"_s, QString()}));
    QCOMPARE(cleo.newest().unreadable, std::optional(model::Unreadable::NotForThisDevice));
}

/// The newest page of an archive comes first, and what is in it is further ahead than a session may skip.
void EncryptedWayTest::keepsWhatDoesNotOpenYetUntilItDoes()
{
    constexpr int kFarAhead = 2100;
    const auto first = m_ana->sends({body(u"first"_s)}, u"o1"_s, m_both);
    m_ben->gets(first.stanza, kAna, u"s1"_s);
    QByteArray middle;
    for (int i = 0; i < kFarAhead; ++i) {
        if (i == kFarAhead / 2) {
            middle = m_ana->sends({body(u"middle"_s)}, u"o2"_s, m_both).stanza;
        }
        (void)m_ana->write<omemo::SealedMessage>([&](store::OmemoStore &keys) {
            return m_ana->context->engine.encrypt(keys, {kAna, kRoom, true}, {{body(u"x"_s)}, {}},
                                                  {{{kBen, m_ben->id}, OmemoVersion::V2, {}}});
        });
    }
    const auto later = m_ana->sends({body(u"later"_s)}, u"o3"_s, m_both);
    m_ben->isFromArchive = true;
    m_ben->gets(later.stanza, kAna, u"s3"_s);
    QCOMPARE(m_ben->newest().unreadable, std::optional(model::Unreadable::Pending));
    m_ben->gets(middle, kAna, u"s2"_s);
    auto retried = std::make_shared<RetriedBatch>();
    (void)valueOf(m_ben->fixture.store->messages().take(prepareRetry(m_ben->context, retried, {{}, 10, true, {}})));
    QCOMPARE(retried->rows.size(), 1);
    const model::Message last = *valueOf(m_ben->fixture.store->messages().message(retried->rows.first().second));
    QVERIFY(!last.unreadable);
    QCOMPARE(last.body, u"later"_s);
}

void EncryptedWayTest::storesForgeriesWithoutAText()
{
    const auto sent = m_ana->sends({body(u"true"_s)}, u"o1"_s, m_both);
    const auto got = m_ben->gets(sent.stanza, kCleo, u"s1"_s); // the room says that cleo sent it
    QVERIFY(m_ben->newest().unreadable.has_value());
    QCOMPARE(m_ben->newest().body, QString());
    QCOMPARE(got.opened->news.forged.value(kCleo), 1); // which stands in the audit log
}

void EncryptedWayTest::withholdsTheTextOfADistrustedDevice()
{
    (void)m_ben->write<bool>([&](store::OmemoStore &keys) -> Result<bool> {
        WARDLINE_TRY(auto device, keys.device({kAna, m_ana->id}));
        device->manual = model::ManualTrust::Distrusted;
        WARDLINE_CHECK(keys.saveDevice(*device));
        return true;
    });
    const auto sent = m_ana->sends({body(u"x"_s)}, u"o1"_s, m_both);
    const auto got = m_ben->gets(sent.stanza, kAna, u"s1"_s);
    QCOMPARE(m_ben->newest().unreadable, std::optional(model::Unreadable::DistrustedDevice));
    QCOMPARE(m_ben->newest().body, QString());
    QCOMPARE(got.opened->news.distrusted.value(kAna), 1);
}

void EncryptedWayTest::changesNothingWhenTheMessageIsNotStored()
{
    const auto sent = m_ana->sends({body(u"x"_s)}, u"o1"_s, m_both);
    auto opened = std::make_shared<OpenedBatch>();
    opened->readings.push_back(m_ben->captured(sent.stanza, kAna, u"s1"_s));
    const store::PrepareBatch prepare = prepareBatch(m_ben->context, opened, {});
    const auto refused = answer(m_ben->fixture.store->messages().take(
        [prepare](store::WritableDatabase &database) -> Result<store::IncomingBatch> {
            WARDLINE_TRY(const auto batch, prepare(database));
            Q_UNUSED(batch);
            return failure(store::StoreError::DiskFull, u"after the ratchet"_s);
        }));
    QVERIFY(!refused);
    m_ben->gets(sent.stanza, kAna, u"s1"_s); // the relay brings it again
    QCOMPARE(m_ben->texts(), QStringList{u"x"_s});
}

void EncryptedWayTest::givesTheBodyToOlderDevices()
{
    DeviceBench phone(kCleo, 5);
    phone.learns(kAna, {m_ana.get()});
    m_ana->learns(kCleo, {&phone}, false, true);
    const auto sent = m_ana->sends({body(u"for the phone too"_s)}, u"o1"_s, {kAna, kCleo});
    QVERIFY(sent.id);
    QVERIFY(sent.stanza.contains("eu.siacs.conversations.axolotl"));
    QVERIFY(!sent.stanza.contains("urn:xmpp:omemo:2"));
    phone.gets(sent.stanza, kAna, u"s1"_s);
    QCOMPARE(phone.texts(), QStringList{u"for the phone too"_s});
}

/// Another process takes messages and is killed again and again, at any point between the ratchet and the row.
void EncryptedWayTest::losesNothingWhenItIsKilled()
{
    constexpr int kMessages = 400;
    constexpr int kPatience = 120'000; // a machine under load, and its disk
    QSaveFile file(m_ben->fixture.folder.filePath(u"stanzas"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QStringList wanted;
    for (int i = 0; i < kMessages; ++i) {
        const QString number = QString::number(i);
        wanted.append(u"text "_s + number);
        const auto sent = m_ana->sends({body(wanted.last())}, u"o"_s + number, m_both);
        QVERIFY(sent.id);
        file.write(sent.stanza.toBase64() + '\n');
        m_ana->gets(sent.stanza, kAna, u"s"_s + number); // it leaves the outbox
    }
    QVERIFY(file.commit());
    QVERIFY(succeeds(m_ben->fixture.close()));
    m_ben->fixture.lock.reset();

    const quint32 seed = QRandomGenerator::global()->generate();
    qInfo("seed %u", seed);
    QRandomGenerator random(seed);
    int kills = 0;
    int within = 0; ///< kills between the first and the last message that the killed one had to take
    for (bool isDone = false; !isDone;) {
        QProcess receiver;
        receiver.start(QCoreApplication::applicationDirPath() + u"/core_service_receiver"_s,
                       {m_ben->fixture.folder.path()});
        QVERIFY(receiver.waitForStarted());
        int patience = kPatience;
        if (kills < 25 && kills % 3 == 0) { // also while it starts
            patience = static_cast<int>(random.bounded(120u));
        } else if (kills < 25) { // after so many messages, each of which it tells by a byte
            const qsizetype some = 1 + qsizetype(random.bounded(8u));
            while (receiver.bytesAvailable() < some && receiver.waitForReadyRead(kPatience)) {
            }
            patience = 0;
        }
        isDone = receiver.waitForFinished(patience);
        if (!isDone) {
            receiver.kill();
            QVERIFY(receiver.waitForFinished(kPatience));
            ++kills;
            const qsizetype stored = receiver.readAllStandardOutput().size();
            within += stored > 0 && stored < kMessages ? 1 : 0;
        } else {
            QCOMPARE(receiver.exitCode(), 0);
        }
    }
    qInfo("killed %d times, %d of them between messages", kills, within);
    QVERIFY(within >= 5);
    m_ben->fixture.lock = std::move(*store::ProfileLock::acquire(m_ben->fixture.folder.path()));
    QVERIFY(succeeds(m_ben->fixture.open()));
    QStringList got;
    const auto page = valueOf(m_ben->fixture.store->messages().pageBefore(kRoom, {}, 500, {}));
    for (const model::Message &message : page.messages) {
        got.append(message.body);
    }
    QCOMPARE(got, wanted);
}

QTEST_GUILESS_MAIN(EncryptedWayTest)
#include "encrypted_way_test.moc"
