// SPDX-License-Identifier: GPL-3.0-or-later
// Two devices write to each other: what works.
#include "core/crypto/signature.h"
#include "core/omemo/record_scan.h"
#include "core/omemo/session_work.h"
#include "core/xmpp/xep0420_sce.h"
#include "tests/core/omemo/peer.h"

#include <QSet>

using namespace wardline;
using namespace wardline::omemo;
using namespace wardline::omemo::test;
using namespace Qt::StringLiterals;
using xmpp::OmemoVersion;

class SessionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void makesOneDeviceAndKeepsIt()
    {
        Peer peer(u"nurse@a.example", 1);
        QVERIFY(peer.device.id > 0 && peer.device.id < 0x80000000U);
        QCOMPARE(must(peer.engine.prepareOwnDevice(peer.store)), peer.device.id);
        const auto bundle2 = peer.bundle(OmemoVersion::V2);
        const auto bundle03 = peer.bundle(OmemoVersion::V03);
        QCOMPARE(int(bundle2.prekeys.size()), OmemoEngine::kPrekeys);
        QCOMPARE(int(bundle03.prekeys.size()), OmemoEngine::kPrekeys);
        QCOMPARE(must(toCurve25519(bundle2.identityKey)), peer.identity());
        QCOMPARE(bundle03.identityKey, QByteArray('\x05' + peer.identity()));
        QVERIFY(bundle2.signedPrekey != bundle03.signedPrekey.sliced(1)); // keys of their own
        QSet<QByteArray> keys;
        for (const auto &prekey : bundle2.prekeys + bundle03.prekeys) {
            keys.insert(prekey.key.right(32));
        }
        QCOMPARE(int(keys.size()), 2 * OmemoEngine::kPrekeys);
        QCOMPARE(must(xmpp::OmemoBundle::fromXml(bundle2.toXml())), bundle2);
        QCOMPARE(must(xmpp::OmemoBundle::fromXml(bundle03.toXml())), bundle03);
    }

    void changesItsIdAndNothingElse()
    {
        Peer peer(u"nurse@a.example", 1);
        const QByteArray identity = peer.identity();
        const quint32 changed = must(peer.engine.changeOwnId(peer.store));
        QVERIFY(changed != peer.device.id);
        QCOMPARE(peer.identity(), identity);
        QCOMPARE(must(peer.engine.prepareOwnDevice(peer.store)), changed);
    }

    void signsWithItsIdentityKeyAsEd25519()
    {
        Peer peer(u"nurse@a.example", 1);
        for (int i = 0; i < 50; ++i) {
            const QByteArray message = "device statement " + QByteArray::number(i);
            const QByteArray signature = must(peer.engine.signWithIdentity(peer.store, message));
            const QByteArray key = must(toEd25519(peer.identity()));
            QVERIFY(crypto::verifySignature(key, message, signature));
            QVERIFY(!crypto::verifySignature(key, QByteArray(message + '.'), signature));
        }
    }

    void saysThatThereIsNoDevice()
    {
        FakeSessionStore store;
        FakeRandom random;
        const FakeClock clock;
        OmemoEngine engine(random, clock);
        COMPARE_ERROR(engine.ownBundle(store, OmemoVersion::V2), OmemoError::NoOwnDevice);
        COMPARE_ERROR(engine.encrypt(store, {}, {}, {}), OmemoError::NoOwnDevice);
        COMPARE_ERROR(engine.decrypt(store, {}), OmemoError::NoOwnDevice);
        COMPARE_ERROR(engine.maintain(store, false), OmemoError::NoOwnDevice);
    }

    void talksInBothDirections_data() { versionRows(); }
    void talksInBothDirections()
    {
        FETCH_VERSION(v);
        Peer ana(u"ana@a.example", 1);
        Peer ben(u"ben@a.example", 2);
        ana.beginWith(ben, v);
        for (int turn = 0; turn < 20; ++turn) {
            for (int i = 0; i <= turn % 3; ++i) {
                const QString text = u"hello %1 %2"_s.arg(turn).arg(i);
                const auto opened = must(ben.read(ana, ana.write(ben, v, text)));
                QCOMPARE(bodyOf(opened), text);
                QCOMPARE(opened.identityKey, ana.identity());
                QCOMPARE(opened.device, ana.device);
                QCOMPARE(opened.version, v);
                QCOMPARE(opened.usedPrekey, turn == 0 && i == 0);
                QCOMPARE(opened.owesHeartbeat, turn == 0 && i == 0);
                QVERIFY(!opened.isEmpty);
            }
            QCOMPARE(bodyOf(must(ana.read(ben, ben.write(ana, v, u"answer"_s)))), u"answer"_s);
        }
    }

    void takesLostAndShuffledMessages_data() { versionRows(); }
    void takesLostAndShuffledMessages()
    {
        FETCH_VERSION(v);
        Peer ana(u"ana@a.example", 1);
        Peer ben(u"ben@a.example", 2);
        ana.beginWith(ben, v);
        QList<SealedMessage> sent;
        for (int i = 0; i < 50; ++i) {
            sent.append(ana.write(ben, v, QString::number(i)));
        }
        for (int i = 49; i >= 0; i -= 2) { // backwards, every other one is lost
            QCOMPARE(bodyOf(must(ben.read(ana, sent[i]))), QString::number(i));
        }
        QCOMPARE(bodyOf(must(ana.read(ben, ben.write(ana, v, u"turn"_s)))), u"turn"_s);
        QCOMPARE(bodyOf(must(ben.read(ana, ana.write(ben, v, u"new chain"_s)))), u"new chain"_s);
        QCOMPARE(bodyOf(must(ben.read(ana, sent[10]))), u"10"_s); // of the old chain, late
    }

    // The library forgets a chain five turns later; what archives bring comes later than that where people talk.
    void opensLateMessagesOfChainsThatEndedLongAgo_data() { versionRows(); }
    void opensLateMessagesOfChainsThatEndedLongAgo()
    {
        FETCH_VERSION(v);
        Peer ana(u"ana@a.example", 1);
        Peer ben(u"ben@a.example", 2);
        ana.beginWith(ben, v);
        (void)must(ben.read(ana, ana.write(ben, v, u"first"_s)));
        QList<SealedMessage> late;
        for (int turn = 0; turn < 40; ++turn) {
            QCOMPARE(bodyOf(must(ana.read(ben, ben.write(ana, v, u"question"_s)))), u"question"_s);
            late.append(ana.write(ben, v, u"late %1"_s.arg(turn)));
            QCOMPARE(bodyOf(must(ben.read(ana, ana.write(ben, v, u"answer"_s)))), u"answer"_s);
            late.append(ana.write(ben, v, u"last of its chain %1"_s.arg(turn)));
        }
        for (qsizetype i = late.size() - 1; i >= 0; --i) {
            const QString text = (i % 2 == 0 ? u"late %1"_s : u"last of its chain %1"_s).arg(i / 2);
            QCOMPARE(bodyOf(must(ben.read(ana, late.at(i)))), text);
        }
        for (const SealedMessage &again : std::as_const(late)) { // and once only
            COMPARE_ERROR(ben.read(ana, again), OmemoError::Duplicate);
        }
        QCOMPARE(bodyOf(must(ana.read(ben, ben.write(ana, v, u"still in step"_s)))), u"still in step"_s);
        QCOMPARE(bodyOf(must(ben.read(ana, ana.write(ben, v, u"on both sides"_s)))), u"on both sides"_s);
    }

    // Both began at once: what opens with the session that is not in use may push a chain out of that one.
    void keepsTheEndedChainOfASessionThatWasNotInUse_data() { versionRows(); }
    void keepsTheEndedChainOfASessionThatWasNotInUse()
    {
        FETCH_VERSION(v);
        Peer ana(u"ana@a.example", 1);
        Peer ben(u"ben@a.example", 2);
        ana.beginWith(ben, v);
        const SealedMessage other = ana.write(ben, v, u"of the other session"_s);
        ben.beginWith(ana, v);
        (void)must(ana.read(ben, ben.write(ana, v, u"first"_s)));
        (void)must(ben.read(ana, ana.write(ben, v, u"answer"_s)));
        const SealedMessage early = ana.write(ben, v, u"early"_s);
        for (int turn = 0; turn < 4; ++turn) {
            (void)must(ana.read(ben, ben.write(ana, v, u"?"_s)));
            (void)must(ben.read(ana, ana.write(ben, v, u"!"_s)));
        }
        (void)must(ana.read(ben, ben.write(ana, v, u"?"_s)));
        QCOMPARE(bodyOf(must(ben.read(ana, other))), u"of the other session"_s);
        QCOMPARE(ben.store.endedChains(v, ana.device), std::size_t(1)); // that of the prekey
        QCOMPARE(bodyOf(must(ben.read(ana, ana.write(ben, v, u"sixth chain"_s)))), u"sixth chain"_s);
        QCOMPARE(bodyOf(must(ben.read(ana, early))), u"early"_s);
        COMPARE_ERROR(ben.read(ana, early), OmemoError::Duplicate);
    }

    // It is late, however far its chain had come: nothing is owed for it, and it is not far ahead.
    void owesNothingForALateMessageOfALongChain_data() { versionRows(); }
    void owesNothingForALateMessageOfALongChain()
    {
        FETCH_VERSION(v);
        Peer ana(u"ana@a.example", 1);
        Peer ben(u"ben@a.example", 2);
        ana.beginWith(ben, v);
        QList<SealedMessage> late;
        for (int i = 0; i < 2100; ++i) {
            const SealedMessage message = ana.write(ben, v, QString::number(i));
            if (i == 100 || i == 2050) {
                late.append(message);
            } else {
                (void)must(ben.read(ana, message));
            }
        }
        for (int turn = 0; turn < 6; ++turn) {
            (void)must(ana.read(ben, ben.write(ana, v, u"?"_s)));
            (void)must(ben.read(ana, ana.write(ben, v, u"!"_s)));
        }
        for (const SealedMessage &each : std::as_const(late)) {
            QVERIFY(!must(ben.read(ana, each)).owesHeartbeat);
        }
    }

    void keepsEndedChainsForADayAndAHundredOfThem_data() { versionRows(); }
    void keepsEndedChainsForADayAndAHundredOfThem()
    {
        FETCH_VERSION(v);
        Peer ana(u"ana@a.example", 1);
        Peer ben(u"ben@a.example", 2);
        ana.beginWith(ben, v);
        (void)must(ben.read(ana, ana.write(ben, v, u"first"_s)));
        const auto turn = [&] {
            (void)must(ana.read(ben, ben.write(ana, v, u"?"_s)));
            (void)must(ben.read(ana, ana.write(ben, v, u"!"_s)));
        };
        const SealedMessage early = ana.write(ben, v, u"early"_s);
        for (int i = 0; i < 6; ++i) {
            turn();
        }
        QVERIFY(ben.store.endedChains(v, ana.device) > 0);
        for (Peer *each : {&ana, &ben}) {
            each->clock.advance(OmemoEngine::kEndedChainGrace + std::chrono::hours(1));
        }
        (void)must(ben.engine.maintain(ben.store, true)); // archives are still being read
        QVERIFY(ben.store.endedChains(v, ana.device) > 0);
        (void)must(ben.engine.maintain(ben.store, false));
        QCOMPARE(ben.store.endedChains(v, ana.device), std::size_t(0));
        COMPARE_ERROR(ben.read(ana, early), OmemoError::NotAuthentic);
        for (int i = 0; i < SessionWork::kEndedChains + 20; ++i) {
            turn();
        }
        QCOMPARE(ben.store.endedChains(v, ana.device), std::size_t(SessionWork::kEndedChains));
        must(ben.engine.endSession(ben.store, ana.device));
        QCOMPARE(ben.store.endedChains(v, ana.device), std::size_t(0));
    }

    // Whoever reads it has what was still to come of that chain, and nothing by which to write or to go on.
    void leavesNothingInAnEndedChainThatLeadsFurther_data() { versionRows(); }
    void leavesNothingInAnEndedChainThatLeadsFurther()
    {
        FETCH_VERSION(v);
        Peer ana(u"ana@a.example", 1);
        Peer ben(u"ben@a.example", 2);
        ana.beginWith(ben, v);
        (void)must(ben.read(ana, ana.write(ben, v, u"first"_s)));
        std::optional<EndedChain> ended;
        for (int i = 0; i < 8 && !ended; ++i) {
            (void)must(ana.read(ben, ben.write(ana, v, u"?"_s)));
            const SecretBytes before = *must(ben.store.session(v, ana.device));
            (void)must(ben.read(ana, ana.write(ben, v, u"!"_s)));
            const SecretBytes after = *must(ben.store.session(v, ana.device));
            ended = chainEndedBetween(before.view(), after.view());
            if (ended) {
                QVERIFY(ended->record.size() < before.size());
                QVERIFY(receivedUpTo(before.view(), ended->ratchetKey).has_value());
            }
        }
        QVERIFY(ended.has_value());
        QVERIFY(receivedUpTo(ended->record.view(), ended->ratchetKey).has_value());
        QVERIFY(scanRecord(ended->record.view(), v == OmemoVersion::V2 ? 4 : 3).has_value());
        const QByteArray nothing(32, '\0');
        QCOMPARE(int(ended->record.view().toByteArray().count(nothing)), 3); // root key, our private key, our chain
    }

    void writesBothVersionsInOneMessage()
    {
        Peer ana(u"ana@a.example", 1);
        Peer desk(u"ben@a.example", 2);
        Peer phone(u"ben@a.example", 3);
        ana.beginWith(desk, OmemoVersion::V2);
        ana.beginWith(phone, OmemoVersion::V03);
        const Content content{.elements = {bodyElement(u"see chart"_s), xml::Element(u"care", u"urn:wardline:care:0")},
                              .legacyBody = u"see chart (care)"_s};
        const auto message = must(ana.engine.encrypt(
            ana.store, {.own = ana.person, .conversation = desk.person, .isRoom = false}, content,
            {{desk.device, OmemoVersion::V2}, {phone.device, OmemoVersion::V03}, {desk.device, OmemoVersion::V2}}));
        QCOMPARE(message.elements.size(), 2);
        QCOMPARE(encryptedOf(message).first().keys.size(), 1); // once, however often it was named
        const auto onDesk = must(desk.read(ana, message));
        QCOMPARE(onDesk.version, OmemoVersion::V2);
        QCOMPARE(onDesk.elements, content.elements);
        const auto onPhone = must(phone.read(ana, message));
        QCOMPARE(onPhone.version, OmemoVersion::V03);
        QCOMPARE(onPhone.elements, QList{bodyElement(u"see chart (care)"_s)});
    }

    void leaves03DevicesOutOfContentThatHasNoText()
    {
        Peer ana(u"ana@a.example", 1);
        Peer ben(u"ben@a.example", 2);
        ana.beginWith(ben, OmemoVersion::V03);
        const auto message = must(ana.engine.encrypt(
            ana.store, {.own = ana.person, .conversation = ben.person, .isRoom = false},
            {.elements = {xml::Element(u"x", u"urn:x")}, .legacyBody = {}}, {{ben.device, OmemoVersion::V03}}));
        QVERIFY(message.elements.isEmpty());
    }

    void sendsEmptyMessages_data() { versionRows(); }
    void sendsEmptyMessages()
    {
        FETCH_VERSION(v);
        Peer ana(u"ana@a.example", 1);
        Peer ben(u"ben@a.example", 2);
        ana.beginWith(ben, v);
        QVERIFY(must(ben.read(ana, ana.write(ben, v, u"first"_s))).owesHeartbeat);
        QVERIFY(encryptedOf(ana.write(ben, v, u"second"_s)).first().keys.first().isKeyExchange);
        const auto empty = must(ben.engine.heartbeat(ben.store, {.device = ana.device, .version = v}));
        QVERIFY(!encryptedOf(empty).first().payload);
        const auto opened = must(ana.read(ben, empty));
        QVERIFY(opened.isEmpty);
        QVERIFY(opened.elements.isEmpty());
        QVERIFY(!encryptedOf(ana.write(ben, v, u"third"_s)).first().keys.first().isKeyExchange); // it was told
    }

    void owesHeartbeatsForALongChain_data() { versionRows(); }
    void owesHeartbeatsForALongChain()
    {
        FETCH_VERSION(v);
        Peer ana(u"ana@a.example", 1);
        Peer ben(u"ben@a.example", 2);
        ana.beginWith(ben, v);
        (void)must(ben.read(ana, ana.write(ben, v, u"begin"_s)));
        (void)must(ana.read(ben, ben.write(ana, v, u"turn"_s)));
        QList<int> owed;
        for (int i = 0; i < 120; ++i) {
            if (must(ben.read(ana, ana.write(ben, v, u"x"_s))).owesHeartbeat) {
                owed.append(i);
            }
        }
        // Again now and then, because the one before may not have left or arrived.
        QCOMPARE(owed, (QList<int>{53, 63, 73, 83, 93, 103, 113}));
        (void)must(ana.read(ben, must(ben.engine.heartbeat(ben.store, {.device = ana.device, .version = v}))));
        QVERIFY(!must(ben.read(ana, ana.write(ben, v, u"x"_s))).owesHeartbeat);
    }

    void opensTheKeyThatIsForItsDeviceAmongOthersOfTheSameId()
    {
        Peer ana(u"ana@a.example", 1);
        Peer ben(u"ben@a.example", 2);
        Peer eve(u"eve@a.example", 3);
        ana.beginWith(ben, OmemoVersion::V03);
        ana.beginWith(eve, OmemoVersion::V03);
        auto message = encryptedOf(must(ana.engine.encrypt(
            ana.store, {.own = ana.person, .conversation = jid(u"room@rooms.example"), .isRoom = true},
            textContent(u"hi"_s), {{eve.device, OmemoVersion::V03}, {ben.device, OmemoVersion::V03}})));
        message.first().keys.first().device = ben.device.id; // as if eve's device had the id of ben's
        SealedArrival arrival = ben.arrival(ana, {});
        arrival.encrypted = message;
        QCOMPARE(bodyOf(must(ben.engine.decrypt(ben.store, arrival))), u"hi"_s);
    }

    void keepsTheSessionsOfBothVersionsApart()
    {
        Peer ana(u"ana@a.example", 1);
        Peer ben(u"ben@a.example", 2);
        ana.beginWith(ben, OmemoVersion::V2);
        QVERIFY(must(ana.engine.hasSession(ana.store, {.device = ben.device, .version = OmemoVersion::V2})));
        QVERIFY(!must(ana.engine.hasSession(ana.store, {.device = ben.device, .version = OmemoVersion::V03})));
        const Place place{.own = ana.person, .conversation = ben.person, .isRoom = false};
        const QList<Target> targets{{ben.device, OmemoVersion::V03}};
        COMPARE_ERROR(ana.engine.encrypt(ana.store, place, textContent(u"x"_s), targets), OmemoError::NoSession);
        ana.beginWith(ben, OmemoVersion::V03);
        must(ana.engine.endSession(ana.store, ben.device));
        QVERIFY(!must(ana.engine.hasSession(ana.store, {.device = ben.device, .version = OmemoVersion::V2})));
        QVERIFY(!must(ana.engine.hasSession(ana.store, {.device = ben.device, .version = OmemoVersion::V03})));
    }

    void hidesTheLengthOfWhatIsSaid()
    {
        Peer ana(u"ana@a.example", 1);
        Peer ben(u"ben@a.example", 2);
        ana.beginWith(ben, OmemoVersion::V2);
        QSet<qsizetype> sizes;
        for (int i = 0; i < 200; ++i) {
            const auto message = ana.write(ben, OmemoVersion::V2, i % 2 == 0 ? u"yes"_s : u"no"_s);
            sizes.insert(encryptedOf(message).first().payload->size());
        }
        QVERIFY(sizes.size() >= 12); // 200 bytes of padding in blocks of 16
    }

    void topsUpPrekeysThatWereUsed_data() { versionRows(); }
    void topsUpPrekeysThatWereUsed()
    {
        FETCH_VERSION(v);
        Peer ben(u"ben@a.example", 2);
        auto upkeep = must(ben.engine.maintain(ben.store, false));
        QVERIFY(!upkeep.bundle2Changed && !upkeep.bundle03Changed);
        const auto before = ben.bundle(v);
        for (int i = 0; i < 3; ++i) {
            Peer ana(u"ana%1@a.example"_s.arg(i), std::uint64_t(10 + i));
            ana.beginWith(ben, v);
            QVERIFY(must(ben.read(ana, ana.write(ben, v, u"hi"_s))).usedPrekey);
        }
        QCOMPARE(int(ben.bundle(v).prekeys.size()), OmemoEngine::kPrekeys - 3);
        upkeep = must(ben.engine.maintain(ben.store, false));
        QCOMPARE(upkeep.bundle2Changed, v == OmemoVersion::V2);
        QCOMPARE(upkeep.bundle03Changed, v == OmemoVersion::V03);
        const auto after = ben.bundle(v);
        QCOMPARE(int(after.prekeys.size()), OmemoEngine::kPrekeys);
        QCOMPARE(after.prekeys.last().id, before.prekeys.last().id + 3);
    }

    void rotatesTheSignedPrekeyAndKeepsTheOldOneForAnotherPeriod_data() { versionRows(); }
    void rotatesTheSignedPrekeyAndKeepsTheOldOneForAnotherPeriod()
    {
        FETCH_VERSION(v);
        Peer ana(u"ana@a.example", 1);
        Peer late(u"late@a.example", 3);
        Peer ben(u"ben@a.example", 2);
        const auto old = ben.bundle(v);
        (void)must(ana.engine.beginSession(ana.store, ben.device, old, {}));
        (void)must(late.engine.beginSession(late.store, ben.device, old, {}));
        ben.clock.advance(OmemoEngine::kSignedPrekeyAge);
        QVERIFY(must(ben.engine.maintain(ben.store, false)).bundle2Changed);
        QVERIFY(ben.bundle(v).signedPrekeyId != old.signedPrekeyId);
        ben.clock.advance(std::chrono::hours(24));
        (void)must(ben.engine.maintain(ben.store, false));
        SealedArrival arrival = ben.arrival(ana, ana.write(ben, v, u"with the old one"_s));
        arrival.isFromArchive = true;
        QCOMPARE(bodyOf(must(ben.engine.decrypt(ben.store, arrival))), u"with the old one"_s);
        ben.clock.advance(OmemoEngine::kSignedPrekeyAge);
        (void)must(ben.engine.maintain(ben.store, false));
        COMPARE_ERROR(ben.read(late, late.write(ben, v, u"too late"_s)), OmemoError::UnknownPrekey);
    }

    void deletesUsedPrekeysAfterTheirGraceAndNotWhileCatchingUp()
    {
        Peer ana(u"ana@a.example", 1);
        Peer ben(u"ben@a.example", 2);
        ana.beginWith(ben, OmemoVersion::V2);
        (void)must(ben.read(ana, ana.write(ben, OmemoVersion::V2, u"hi"_s)));
        quint32 used = 1;
        while (!must(ben.store.prekey(OmemoVersion::V2, used))->used) {
            ++used;
        }
        ben.clock.advance(OmemoEngine::kUsedPrekeyGrace + std::chrono::hours(1));
        (void)must(ben.engine.maintain(ben.store, true));
        QVERIFY(must(ben.store.prekey(OmemoVersion::V2, used)).has_value());
        (void)must(ben.engine.maintain(ben.store, false));
        QVERIFY(!must(ben.store.prekey(OmemoVersion::V2, used)).has_value());
    }

    void writesToNobodyWhoseSessionHasAnotherKeyThanJudged_data() { versionRows(); }
    void writesToNobodyWhoseSessionHasAnotherKeyThanJudged()
    {
        FETCH_VERSION(v);
        Peer ana(u"ana@a.example", 1);
        Peer ben(u"ben@a.example", 2);
        ana.beginWith(ben, v);
        const Place place{.own = ana.person, .conversation = ben.person, .isRoom = false};
        const QList<Target> judged{{ben.device, v, ben.identity()}};
        const QList<Target> misjudged{{ben.device, v, ana.identity()}};
        QVERIFY(ana.engine.encrypt(ana.store, place, textContent(u"x"_s), judged).has_value());
        const QByteArray before = ana.store.contents();
        COMPARE_ERROR(ana.engine.encrypt(ana.store, place, textContent(u"x"_s), misjudged),
                      OmemoError::IdentityChanged);
        QCOMPARE(ana.store.contents(), before);
    }
};

QTEST_APPLESS_MAIN(SessionTest)
#include "session_test.moc"
