// SPDX-License-Identifier: GPL-3.0-or-later
// Forged, replayed, damaged and misdirected messages: nothing is accepted, nothing changes.
#include "core/xmpp/xep0420_sce.h"
#include "tests/core/omemo/peer.h"

#include <functional>

using namespace wardline;
using namespace wardline::omemo;
using namespace wardline::omemo::test;
using namespace Qt::StringLiterals;
using xmpp::OmemoVersion;

class HostileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void twoDevicesInOneStanzaAreRefused()
    {
        Peer ana(u"ana@a.example", 1);
        Peer mallory(u"ana@a.example", 3); // a device that the relay says is Ana's
        Peer ben(u"ben@a.example", 2);
        ana.beginWith(ben, OmemoVersion::V2);
        mallory.beginWith(ben, OmemoVersion::V03);
        // The first tells whose identity is expected, the second would be what is opened.
        SealedArrival arrival = ben.arrival(ana, ana.write(ben, OmemoVersion::V2, u"hers"_s));
        arrival.encrypted.first().keys.clear();
        arrival.encrypted += ben.arrival(mallory, mallory.write(ben, OmemoVersion::V03, u"not hers"_s)).encrypted;
        arrival.expectedIdentity = ana.identity();
        const QByteArray before = ben.store.contents();
        const auto opened = ben.engine.decrypt(ben.store, arrival);
        QVERIFY(!opened && opened.error().is(OmemoError::Malformed));
        QCOMPARE(ben.store.contents(), before);
    }
    void damagedBytesNeverChangeWhatIsReadNorTheStore_data() { versionRows(); }
    void damagedBytesNeverChangeWhatIsReadNorTheStore()
    {
        FETCH_VERSION(v);
        Peer ana(u"ana@a.example", 1);
        Peer ben(u"ben@a.example", 2);
        ana.beginWith(ben, v);
        const SealedArrival first = ben.arrival(ana, ana.write(ben, v, u"first"_s));
        const auto attack = [&](const SealedArrival &good, const QString &text) {
            const QByteArray before = ben.store.contents();
            ben.store.begin();
            for (const bool isPayload : {false, true}) {
                const QByteArray bytes =
                    isPayload ? *good.encrypted.first().payload : good.encrypted.first().keys.first().data;
                for (qsizetype at = 0; at < bytes.size(); at += isPayload ? 7 : 1) {
                    SealedArrival bad = good;
                    QByteArray damaged = bytes;
                    damaged[at] = char(damaged[at] ^ (1 << (at % 8)));
                    (isPayload ? *bad.encrypted.first().payload : bad.encrypted.first().keys.first().data) = damaged;
                    const auto opened = ben.engine.decrypt(ben.store, bad);
                    if (opened) { // a byte that nothing covers: the same person said the same
                        QVERIFY(!isPayload);
                        QCOMPARE(bodyOf(*opened), text);
                        QCOMPARE(opened->identityKey, ana.identity());
                        ben.store.rollback();
                        ben.store.begin();
                    }
                    QCOMPARE(ben.store.contents(), before);
                }
            }
        };
        attack(first, u"first"_s);
        QCOMPARE(bodyOf(must(ben.engine.decrypt(ben.store, first))), u"first"_s);
        (void)must(ana.read(ben, ben.write(ana, v, u"answer"_s)));
        const SealedArrival next = ben.arrival(ana, ana.write(ben, v, u"next"_s));
        attack(next, u"next"_s);
        QCOMPARE(bodyOf(must(ben.engine.decrypt(ben.store, next))), u"next"_s);
    }

    void truncatedKeysAndPayloadsAreRefused_data() { versionRows(); }
    void truncatedKeysAndPayloadsAreRefused()
    {
        FETCH_VERSION(v);
        Peer ana(u"ana@a.example", 1);
        Peer ben(u"ben@a.example", 2);
        ana.beginWith(ben, v);
        const SealedArrival good = ben.arrival(ana, ana.write(ben, v, u"text"_s));
        const QByteArray before = ben.store.contents();
        for (qsizetype size = 0; size < good.encrypted.first().keys.first().data.size(); ++size) {
            SealedArrival cut = good;
            cut.encrypted.first().keys.first().data.truncate(size);
            QVERIFY(!ben.engine.decrypt(ben.store, cut));
        }
        for (qsizetype size = 0; size < good.encrypted.first().payload->size(); size += 5) {
            SealedArrival cut = good;
            cut.encrypted.first().payload->truncate(size);
            COMPARE_ERROR(ben.engine.decrypt(ben.store, cut), OmemoError::NotAuthentic);
        }
        QCOMPARE(ben.store.contents(), before);
    }

    void replayedMessagesAreDuplicates_data() { versionRows(); }
    void replayedMessagesAreDuplicates()
    {
        FETCH_VERSION(v);
        Peer ana(u"ana@a.example", 1);
        Peer ben(u"ben@a.example", 2);
        ana.beginWith(ben, v);
        QList<SealedMessage> sent;
        for (int i = 0; i < 3; ++i) {
            sent.append(ana.write(ben, v, u"x"_s));
            (void)must(ben.read(ana, sent.last()));
        }
        const QByteArray before = ben.store.contents();
        for (const SealedMessage &message : sent) {
            COMPARE_ERROR(ben.read(ana, message), OmemoError::Duplicate);
        }
        QCOMPARE(ben.store.contents(), before);
    }

    void messagesTooFarAheadChangeNothing_data() { versionRows(); }
    void messagesTooFarAheadChangeNothing()
    {
        FETCH_VERSION(v);
        Peer ana(u"ana@a.example", 1);
        Peer ben(u"ben@a.example", 2);
        ana.beginWith(ben, v);
        (void)must(ben.read(ana, ana.write(ben, v, u"first"_s)));
        (void)must(ana.read(ben, ben.write(ana, v, u"answer"_s)));
        (void)must(ben.read(ana, ana.write(ben, v, u"in the chain"_s)));
        const SealedMessage near = ana.write(ben, v, u"near"_s);
        for (int i = 0; i < 2001; ++i) {
            (void)ana.write(ben, v, u"lost"_s);
        }
        const QByteArray before = ben.store.contents();
        COMPARE_ERROR(ben.read(ana, ana.write(ben, v, u"far"_s)), OmemoError::TooFarAhead);
        QCOMPARE(ben.store.contents(), before);
        QCOMPARE(bodyOf(must(ben.read(ana, near))), u"near"_s);
    }

    void messagesOfUnknownSessionsSaySo_data() { versionRows(); }
    void messagesOfUnknownSessionsSaySo()
    {
        FETCH_VERSION(v);
        Peer ana(u"ana@a.example", 1);
        Peer ben(u"ben@a.example", 2);
        ana.beginWith(ben, v);
        (void)must(ben.read(ana, ana.write(ben, v, u"first"_s)));
        (void)must(ana.read(ben, ben.write(ana, v, u"answer"_s)));
        must(ben.engine.endSession(ben.store, ana.device));
        COMPARE_ERROR(ben.read(ana, ana.write(ben, v, u"lost"_s)), OmemoError::NoSession);
    }

    void messagesForOthersAreNotForThisDevice()
    {
        Peer ana(u"ana@a.example", 1);
        Peer ben(u"ben@a.example", 2);
        ana.beginWith(ben, OmemoVersion::V2);
        SealedArrival arrival = ben.arrival(ana, ana.write(ben, OmemoVersion::V2, u"x"_s));
        arrival.encrypted.first().keys.first().person = jid(u"carl@a.example");
        COMPARE_ERROR(ben.engine.decrypt(ben.store, arrival), OmemoError::NotForThisDevice);
        arrival.encrypted.clear();
        COMPARE_ERROR(ben.engine.decrypt(ben.store, arrival), OmemoError::NotForThisDevice);
    }

    /// A relay cannot make us take the poorer version by damaging the better one.
    void damagedOmemo2NeverFallsBackTo03()
    {
        Peer ana(u"ana@a.example", 1);
        Peer ben(u"ben@a.example", 2);
        ana.beginWith(ben, OmemoVersion::V2);
        ana.beginWith(ben, OmemoVersion::V03);
        SealedArrival arrival = ben.arrival(ana, ana.write(ben, OmemoVersion::V2, u"x"_s));
        arrival.encrypted += encryptedOf(ana.write(ben, OmemoVersion::V03, u"poorer"_s));
        QByteArray &payload = *arrival.encrypted.first().payload;
        payload[0] = char(payload[0] ^ 1);
        COMPARE_ERROR(ben.engine.decrypt(ben.store, arrival), OmemoError::NotAuthentic);
    }

    void onlySoManyKeysAreTried()
    {
        Peer ana(u"ana@a.example", 1);
        Peer ben(u"ben@a.example", 2);
        ana.beginWith(ben, OmemoVersion::V03);
        SealedArrival arrival = ben.arrival(ana, ana.write(ben, OmemoVersion::V03, u"x"_s));
        auto &keys = arrival.encrypted.first().keys;
        const auto good = keys.first();
        auto bad = good;
        const qsizetype inMac = bad.data.size() - 16;
        bad.data[inMac] = char(bad.data[inMac] ^ 1);
        keys.fill(bad, OmemoEngine::kMaxTries);
        keys.append(good);
        COMPARE_ERROR(ben.engine.decrypt(ben.store, arrival), OmemoError::NotAuthentic);
        keys.removeFirst();
        QCOMPARE(bodyOf(must(ben.engine.decrypt(ben.store, arrival))), u"x"_s);
    }

    void wrongSignaturesAndMissingPrekeysBeginNothing_data() { versionRows(); }
    void wrongSignaturesAndMissingPrekeysBeginNothing()
    {
        FETCH_VERSION(v);
        Peer ana(u"ana@a.example", 1);
        Peer ben(u"ben@a.example", 2);
        const QByteArray before = ana.store.contents();
        auto bundle = ben.bundle(v);
        bundle.signature[5] = char(bundle.signature[5] ^ 1);
        COMPARE_ERROR(ana.engine.beginSession(ana.store, ben.device, bundle, {}), OmemoError::NotAuthentic);
        bundle = ben.bundle(v);
        bundle.signedPrekey = bundle.prekeys.first().key; // a key that nobody signed
        COMPARE_ERROR(ana.engine.beginSession(ana.store, ben.device, bundle, {}), OmemoError::NotAuthentic);
        bundle = ben.bundle(v);
        bundle.prekeys.clear();
        COMPARE_ERROR(ana.engine.beginSession(ana.store, ben.device, bundle, {}), OmemoError::NoPrekeys);
        COMPARE_ERROR(ana.engine.beginSession(ana.store, ben.device, ben.bundle(v), ana.identity()),
                      OmemoError::IdentityChanged);
        QCOMPARE(ana.store.contents(), before);
    }

    /// A relay that plays a known device with keys of its own.
    void anotherIdentityDoesNotReplaceASession_data() { versionRows(); }
    void anotherIdentityDoesNotReplaceASession()
    {
        FETCH_VERSION(v);
        Peer ana(u"ana@a.example", 1);
        Peer relay(u"relay@a.example", 3);
        Peer ben(u"ben@a.example", 2);
        ana.beginWith(ben, v);
        relay.beginWith(ben, v);
        (void)must(ben.read(ana, ana.write(ben, v, u"first"_s)));
        SealedArrival played = ben.arrival(relay, relay.write(ben, v, u"I am Ana"_s));
        played.encrypted.first().senderDevice = ana.device.id;
        played.sender = ana.person;
        played.expectedIdentity = ana.identity();
        const QByteArray before = ben.store.contents();
        COMPARE_ERROR(ben.engine.decrypt(ben.store, played), OmemoError::IdentityChanged);
        QCOMPARE(ben.store.contents(), before);
        QCOMPARE(bodyOf(must(ben.read(ana, ana.write(ben, v, u"still Ana"_s)))), u"still Ana"_s);
    }

    void envelopesOfAnotherPlaceOrTimeAreRefused_data()
    {
        QTest::addColumn<QString>("writer"); // what the envelope says
        QTest::addColumn<QString>("writtenTo");
        QTest::addColumn<QString>("conversation"); // where it arrives
        QTest::addColumn<bool>("isRoom");
        QTest::addColumn<int>("hours"); // between writing and arrival
        QTest::addColumn<bool>("isFromArchive");
        QTest::addColumn<bool>("isGood");
        const QString ana = u"ana@a.example"_s;
        const QString ben = u"ben@a.example"_s;
        const QString room = u"ward@rooms.example"_s;
        const QString other = u"other@rooms.example"_s;
        QTest::newRow("to us") << ana << ben << ana << false << 0 << false << true;
        QTest::newRow("in the room") << ana << room << room << true << 0 << false << true;
        QTest::newRow("another sender") << u"eve@a.example"_s << ben << ana << false << 0 << false << false;
        QTest::newRow("another sender in the room")
            << u"eve@a.example"_s << room << room << true << 0 << false << false;
        QTest::newRow("from another room") << ana << other << room << true << 0 << false << false;
        QTest::newRow("from a room, shown as private") << ana << room << ana << false << 0 << false << false;
        QTest::newRow("private, shown in a room") << ana << ben << room << true << 0 << false << false;
        QTest::newRow("written to somebody else") << ana << u"carl@a.example"_s << ana << false << 0 << false << false;
        QTest::newRow("written to herself") << ana << ana << ana << false << 0 << false << false;
        QTest::newRow("waited over a weekend") << ana << ben << ana << false << 72 << false << true;
        QTest::newRow("eight days late") << ana << ben << ana << false << 192 << false << false;
        QTest::newRow("two days early") << ana << ben << ana << false << -48 << false << false;
        QTest::newRow("eight days late, from the archive") << ana << ben << ana << false << 192 << true << true;
        QTest::newRow("two days early, from the archive") << ana << ben << ana << false << -48 << true << false;
    }
    void envelopesOfAnotherPlaceOrTimeAreRefused()
    {
        QFETCH(QString, writer);
        QFETCH(QString, writtenTo);
        QFETCH(QString, conversation);
        QFETCH(bool, isRoom);
        QFETCH(int, hours);
        QFETCH(bool, isFromArchive);
        QFETCH(bool, isGood);
        Peer ana(u"ana@a.example", 1);
        Peer ben(u"ben@a.example", 2);
        ana.beginWith(ben, OmemoVersion::V2);
        const auto message =
            must(ana.engine.encrypt(ana.store, {.own = jid(writer), .conversation = jid(writtenTo), .isRoom = isRoom},
                                    textContent(u"x"_s), {{ben.device, OmemoVersion::V2}}));
        SealedArrival arrival = ben.arrival(ana, message);
        arrival.place.conversation = jid(conversation);
        arrival.place.isRoom = isRoom;
        arrival.time += std::chrono::hours(hours);
        arrival.isFromArchive = isFromArchive;
        const QByteArray before = ben.store.contents();
        if (isGood) {
            const auto opened = must(ben.engine.decrypt(ben.store, arrival));
            QCOMPARE(bodyOf(opened), u"x"_s);
            // What the relay says of the time does not hide when it was written.
            QVERIFY(opened.written);
            QCOMPARE(std::chrono::round<std::chrono::hours>(arrival.time - *opened.written), std::chrono::hours(hours));
        } else {
            COMPARE_ERROR(ben.engine.decrypt(ben.store, arrival), OmemoError::EnvelopeMismatch);
            QCOMPARE(ben.store.contents(), before);
        }
    }

    void ownMessagesOfAnotherDeviceNameTheConversation()
    {
        Peer desk(u"ana@a.example", 1);
        Peer phone(u"ana@a.example", 2);
        desk.beginWith(phone, OmemoVersion::V2);
        const auto message = must(desk.engine.encrypt(
            desk.store, {.own = desk.person, .conversation = jid(u"ben@a.example"), .isRoom = false},
            textContent(u"x"_s), {{phone.device, OmemoVersion::V2}}));
        SealedArrival arrival = phone.arrival(desk, message);
        arrival.place.conversation = jid(u"carl@a.example"); // a relay that shows it in another conversation
        COMPARE_ERROR(phone.engine.decrypt(phone.store, arrival), OmemoError::EnvelopeMismatch);
        arrival.place.conversation = jid(u"ben@a.example");
        QCOMPARE(bodyOf(must(phone.engine.decrypt(phone.store, arrival))), u"x"_s);
    }

    void whatOnlyARelayMaySayIsDroppedFromEnvelopes()
    {
        Peer ana(u"ana@a.example", 1);
        Peer ben(u"ben@a.example", 2);
        ana.beginWith(ben, OmemoVersion::V2);
        const Content content{
            .elements = {bodyElement(u"x"_s), xml::Element(u"stanza-id", u"urn:xmpp:sid:0").setAttribute(u"id", u"1"),
                         xml::Element(u"delay", u"urn:xmpp:delay"), xml::Element(u"store", u"urn:xmpp:hints"),
                         xml::Element(u"origin-id", u"urn:xmpp:sid:0")},
            .legacyBody = {}};
        const auto message =
            must(ana.engine.encrypt(ana.store, {.own = ana.person, .conversation = ben.person, .isRoom = false},
                                    content, {{ben.device, OmemoVersion::V2}}));
        const auto opened = must(ben.read(ana, message));
        QCOMPARE(opened.elements.size(), 2);
        QCOMPARE(opened.elements.last().name(), u"origin-id"_s);
    }

    void hugeContentIsRefusedBeforeAnythingChanges()
    {
        Peer ana(u"ana@a.example", 1);
        Peer ben(u"ben@a.example", 2);
        ana.beginWith(ben, OmemoVersion::V2);
        ana.beginWith(ben, OmemoVersion::V03);
        const QByteArray before = ana.store.contents();
        const Place place{.own = ana.person, .conversation = ben.person, .isRoom = false};
        const QString text(xmpp::SceEnvelope::kMaxBytes + 1, u'x');
        for (const OmemoVersion v : {OmemoVersion::V2, OmemoVersion::V03}) {
            const QList<Target> targets{{ben.device, v}};
            COMPARE_ERROR(ana.engine.encrypt(ana.store, place, textContent(text), targets), OmemoError::TooLarge);
        }
        QCOMPARE(ana.store.contents(), before);
    }

    void oneDeviceWithoutASessionLeavesAllOthersUntouched_data() { versionRows(); }
    void oneDeviceWithoutASessionLeavesAllOthersUntouched()
    {
        FETCH_VERSION(v);
        Peer ana(u"ana@a.example", 1);
        Peer ben(u"ben@a.example", 2);
        Peer carl(u"carl@a.example", 3);
        ana.beginWith(ben, v);
        const QByteArray before = ana.store.contents();
        const QList<Target> targets{{ben.device, v}, {carl.device, v}};
        const Place place{.own = ana.person, .conversation = ben.person, .isRoom = false};
        COMPARE_ERROR(ana.engine.encrypt(ana.store, place, textContent(u"x"_s), targets), OmemoError::NoSession);
        QCOMPARE(ana.store.contents(), before);
    }

    void aStoreThatFailsIsReportedAndUndoneByItsTransaction_data() { versionRows(); }
    void aStoreThatFailsIsReportedAndUndoneByItsTransaction()
    {
        FETCH_VERSION(v);
        Peer ana(u"ana@a.example", 1);
        Peer ben(u"ben@a.example", 2);
        const auto bundle = ben.bundle(v);
        const auto everyStep = [](Peer &peer, const std::function<std::optional<Error>()> &call) {
            for (int step = 0;; ++step) {
                const QByteArray before = peer.store.contents();
                peer.store.begin();
                peer.store.failAfter(step);
                const std::optional<Error> error = call();
                if (!error) {
                    peer.store.failAfter(-1);
                    return step;
                }
                if (error->as<FakeStoreError>() != FakeStoreError::Told) {
                    qWarning("%s", qPrintable(error->toLogString()));
                    return -1;
                }
                peer.store.rollback();
                if (peer.store.contents() != before) {
                    return -2;
                }
            }
        };
        const auto errorOf = [](const auto &result) { return result ? std::nullopt : std::optional(result.error()); };
        QVERIFY(everyStep(ana, [&] { return errorOf(ana.engine.beginSession(ana.store, ben.device, bundle, {})); })
                >= 3);
        SealedMessage message;
        const Place place{.own = ana.person, .conversation = ben.person, .isRoom = false};
        QVERIFY(
            everyStep(ana,
                      [&] {
                          auto sealed = ana.engine.encrypt(ana.store, place, textContent(u"x"_s), {{ben.device, v}});
                          message = sealed.value_or(SealedMessage());
                          return errorOf(sealed);
                      })
            >= 3);
        QVERIFY(everyStep(ben, [&] { return errorOf(ben.read(ana, message)); }) >= 5);
        QVERIFY(everyStep(ben, [&] { return errorOf(ben.engine.maintain(ben.store, false)); }) >= 5);
        QCOMPARE(bodyOf(must(ben.read(ana, ana.write(ben, v, u"goes on"_s)))), u"goes on"_s);
    }

    void badUtf8In03IsRefused()
    {
        Peer ana(u"ana@a.example", 1);
        Peer ben(u"ben@a.example", 2);
        ana.beginWith(ben, OmemoVersion::V03);
        const auto message = ana.write(ben, OmemoVersion::V03, u"a\u0001b"_s); // what XML cannot carry
        QCOMPARE(bodyOf(must(ben.read(ana, message))), u"a\ufffdb"_s);
    }
};

QTEST_APPLESS_MAIN(HostileTest)
#include "hostile_test.moc"
