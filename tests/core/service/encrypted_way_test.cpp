// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/service/encrypted_bench.h"

#include <QProcess>
#include <QRandomGenerator>
#include <QSaveFile>

using namespace wardline;
using namespace wardline::service;
using namespace wardline::service::test;

/// What core_service_receiver follows.
struct Script
{
    QByteArray lines;
    QStringList texts; ///< of each line
};

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
    void triesAgainWhatNobodyMissesWhenItsKeysHaveCome();
    void passesOverADeviceThatAnswersNothingAnyMore();
    void storesForgeriesWithoutAText();
    void withholdsTheTextOfADistrustedDevice();
    void changesNothingWhenTheMessageIsNotStored();
    void givesTheBodyToOlderDevices();
    void losesNothingWhenItIsKilled();
    void forgetsDevicesThatNobodyListsAnyMoreAboveANumber();

private:
    Script livedThrough();

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

/// A reaction on a newer page of the archive, whose keys come with an older one: nobody sees a row of it, and it counts
/// when it can be opened.
void EncryptedWayTest::triesAgainWhatNobodyMissesWhenItsKeysHaveCome()
{
    const auto first = m_ana->sends({body(u"first"_s)}, u"o1"_s, m_both);
    m_ben->gets(first.stanza, kAna, u"s1"_s);
    const auto goOn = [this] {
        for (int i = 0; i < 1050; ++i) {
            (void)m_ana->write<omemo::SealedMessage>([&](store::OmemoStore &keys) {
                return m_ana->context->engine.encrypt(keys, {kAna, kRoom, true}, {{body(u"x"_s)}, {}},
                                                      {{{kBen, m_ben->id}, OmemoVersion::V2, {}}});
            });
        }
    };
    goOn();
    const auto middle = m_ana->sends({body(u"middle"_s)}, u"o2"_s, m_both);
    goOn();
    const auto reacted = m_ana->sends({xmpp::Reactions{u"o1"_s, {u"👍"_s}}.toXml()}, u"o3"_s, m_both);
    m_ben->isFromArchive = true;
    Reading quiet = m_ben->captured(reacted.stanza, kAna, u"s3"_s);
    quiet.sealed->isQuiet = true; // whoever wrote it put nothing for people outside
    const auto get = [this](const Reading &reading) {
        auto opened = std::make_shared<OpenedBatch>();
        opened->readings.push_back(reading);
        (void)valueOf(m_ben->fixture.store->messages().take(prepareBatch(m_ben->context, opened, {})));
        return opened->news.unopenable.size() + opened->news.replayed.size();
    };
    const qsizetype before = m_ben->texts().size();
    QCOMPARE(get(quiet), 0);
    QCOMPARE(m_ben->texts().size(), before);
    m_ben->gets(middle.stanza, kAna, u"s2"_s);
    for (const bool isLastTry : {false, true}) {
        auto retried = std::make_shared<RetriedBatch>();
        const auto stored = valueOf(
            m_ben->fixture.store->messages().take(prepareRetry(m_ben->context, retried, {{}, 10, isLastTry, {}})));
        QCOMPARE(stored.actions.size(), isLastTry ? 0 : 1); // once
        QCOMPARE(retried->quiet.size(), std::size_t(isLastTry ? 0 : 1));
    }
    QVERIFY(m_ben->context->quietPending.isEmpty());
    QCOMPARE(get(quiet), 0); // noted as opened by now
    QVERIFY(m_ben->context->quietPending.isEmpty());
}

/// Neither time nor silence alone: whoever reads along answers a long chain by itself.
void EncryptedWayTest::passesOverADeviceThatAnswersNothingAnyMore()
{
    const auto writes = [this](int times, const DeviceBench &to) {
        for (int i = 0; i < times; ++i) {
            (void)m_ana->write<omemo::SealedMessage>([&](store::OmemoStore &keys) {
                return m_ana->context->engine.encrypt(keys, {kAna, kRoom, true}, {{body(u"x"_s)}, {}},
                                                      {{{kBen, to.id}, OmemoVersion::V2, {}}});
            });
        }
    };
    const auto silent = [this](const QString &id) {
        const auto sent = m_ana->sends({body(id)}, id, m_both);
        QList<quint32> devices;
        for (const trust::PassedOver &passed : sent.report->plan.passedOver) {
            if (passed.why == trust::PassedOver::Why::Silent) {
                devices.append(passed.device.id);
            }
        }
        return devices;
    };
    const auto first = m_ana->sends({body(u"first"_s)}, u"o1"_s, m_both);
    m_ben->gets(first.stanza, kAna, u"s1"_s);
    m_benAtHome->gets(first.stanza, kAna, u"s1"_s);
    for (DeviceBench *each : {m_ana.get(), m_ben.get(), m_benAtHome.get()}) {
        each->clock.advance(std::chrono::hours(15 * 24));
    }
    QCOMPARE(silent(u"o2"_s), QList<quint32>{}); // nobody wrote to it meanwhile
    writes(110, *m_benAtHome);
    writes(50, *m_ben);
    QCOMPARE(silent(u"o3"_s), QList<quint32>{m_benAtHome->id});
    // and it counts again as soon as it says anything
    const auto back = m_benAtHome->sends({body(u"back"_s)}, u"b1"_s, {kAna});
    m_ana->gets(back.stanza, kBen, u"s2"_s);
    QCOMPARE(silent(u"o4"_s), QList<quint32>{});
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

/// A day in the room as Ben's device saw it, for another process to go through from the beginning: messages of Ana with
/// turns between them, some that come after their chain has ended, new devices of Cleo that begin sessions, answers.
Script EncryptedWayTest::livedThrough()
{
    constexpr int kTurns = 60;
    constexpr int kLateAfter = 8; ///< turns: more than a session keeps chains for
    const QString path = m_ben->fixture.folder.filePath(u"cache.db"_s);
    const auto close = [this] { return succeeds(m_ben->fixture.close()); };
    if (!close() || !QFile::copy(path, path + u".before"_s) || !succeeds(m_ben->fixture.open())) {
        qFatal("no copy of the store");
    }
    Script script;
    int line = 0;
    const auto next = [&](const QString &text) {
        m_ben->random = FakeRandom(kScriptSeed + quint64(line++)); // as the other process has it
        script.texts.append(text);
    };
    const auto gets = [&](const QByteArray &stanza, const model::Jid &from, const QString &text) {
        next(text);
        script.lines += (from == kAna ? "ana " : "cleo ") + stanza.toBase64() + '\n';
        m_ben->gets(stanza, from, u"s%1"_s.arg(line - 1));
    };
    QList<std::pair<QByteArray, QString>> late;
    std::vector<std::unique_ptr<DeviceBench>> cleos;
    for (int turn = 0; turn < kTurns; ++turn) {
        for (int i = 0; i < 4; ++i) {
            const QString text = u"ana %1-%2"_s.arg(turn).arg(i);
            const auto sent = m_ana->sends({body(text)}, u"a%1-%2"_s.arg(turn).arg(i), m_both);
            m_ana->gets(sent.stanza, kAna, u"own%1-%2"_s.arg(turn).arg(i)); // it leaves the outbox
            if (i == 3 && turn % 3 == 0) {
                late.append({sent.stanza, text});
            } else {
                gets(sent.stanza, kAna, text);
            }
        }
        if (!late.isEmpty() && turn % 3 == 2 && turn > kLateAfter) {
            const auto [stanza, text] = late.takeFirst();
            gets(stanza, kAna, text);
        }
        if (turn % 12 == 5) {
            cleos.push_back(std::make_unique<DeviceBench>(kCleo, quint64(100 + turn)));
            cleos.back()->learns(kBen, {m_ben.get()});
            const QString text = u"cleo %1"_s.arg(turn);
            const auto sent = cleos.back()->sends({body(text)}, u"c%1"_s.arg(turn), {kBen});
            gets(sent.stanza, kCleo, text);
        }
        const QString text = u"ben %1"_s.arg(turn);
        next(text);
        script.lines += "write " + text.toUtf8().toBase64() + '\n';
        const auto sent = m_ben->sends({body(text)}, u"w%1"_s.arg(line - 1), {kAna, kBen});
        m_ana->gets(sent.stanza, kBen, u"b%1"_s.arg(turn));
    }
    if (!close() || !QFile::remove(path) || !QFile::rename(path + u".before"_s, path)) {
        qFatal("no way back");
    }
    return script;
}

/// Another process takes messages and answers, and is killed again and again, at any point between ratchet and row:
/// within a turn, at the end of a chain, while a session is begun, while something is written.
void EncryptedWayTest::losesNothingWhenItIsKilled()
{
    constexpr int kPatience = 120'000; // a machine under load, and its disk
    const Script script = livedThrough();
    const qsizetype kMessages = script.texts.size();
    QSaveFile file(m_ben->fixture.folder.filePath(u"stanzas"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(script.lines);
    QVERIFY(file.commit());
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
            (void)receiver.waitForFinished(kPatience); // it may have ended just now by itself
            QCOMPARE(receiver.state(), QProcess::NotRunning);
            isDone = receiver.exitStatus() == QProcess::NormalExit;
        }
        if (isDone) {
            QCOMPARE(receiver.exitCode(), 0);
        } else {
            ++kills;
            const qsizetype stored = receiver.readAllStandardOutput().size();
            within += stored > 0 && stored < kMessages ? 1 : 0;
        }
    }
    qInfo("killed %d times, %d of them between messages", kills, within);
    QVERIFY(within >= 5);
    m_ben->fixture.lock = std::move(*store::ProfileLock::acquire(m_ben->fixture.folder.path()));
    QVERIFY(succeeds(m_ben->fixture.open()));
    QStringList got;
    for (const model::Message &message :
         valueOf(m_ben->fixture.store->messages().pageBefore(kRoom, {}, 1000, {})).messages) {
        got.append(message.body);
    }
    QStringList wanted = script.texts;
    got.sort(); // what has not left stands at the end
    wanted.sort();
    QCOMPARE(got, wanted);
    // And no session is broken: both write, and both read.
    m_ben->random = FakeRandom(7);
    const auto back = m_ben->sends({body(u"still here"_s)}, u"last"_s, {kAna, kBen});
    QVERIFY(back.id);
    m_ana->gets(back.stanza, kBen, u"last"_s);
    QCOMPARE(m_ana->newest().body, u"still here"_s);
    const auto answered = m_ana->sends({body(u"so am I"_s)}, u"after"_s, m_both);
    m_ben->gets(answered.stanza, kAna, u"after"_s);
    const auto newest = valueOf(m_ben->fixture.store->messages().pageBefore(kRoom, {}, 1000, {})).messages;
    QVERIFY(std::any_of(newest.begin(), newest.end(),
                        [](const model::Message &message) { return message.body == u"so am I"_s; }));
}

QTEST_GUILESS_MAIN(EncryptedWayTest)
#include "encrypted_way_test.moc"
