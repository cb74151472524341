// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/service/device_accounts.h"

#include "core/audit/audit_verifier.h"
#include "core/service/live/encryption.h"

#include <algorithm>

using namespace wardline;
using namespace wardline::service;
using namespace wardline::service::test;

class LiveDevicesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void publishesKeysBeforeTheList();
    void publishesKeysAgainOnlyWhenTheyAreNewOrLost();
    void keepsTheOtherDevicesOfTheAccount();
    void overwritesNoListThatItHasNotSeen();
    void reconfiguresANodeThatWasMadeOtherwise();
    void publishesWhereAServerKnowsTwoOptions();
    void putsItselfBackOnAListThatLostIt();
    void repairsNoMoreThanAFewTimes();
    void believesNotificationsOfAccountsAlone();
    void sendsEncryptedToSomebodyWithADevice();
    void writesInTheVersionWhoseListMayBeRead();
    void refusesWhoHasNoDevice();
    void writesToDevicesAsPolicySays_data();
    void writesToDevicesAsPolicySays();
    void sendsInTheClearOnlyWherePolicySaysSo();
    void sendsNothingInTheClearToWhoseListsMayNotBeRead();
    void sendsNothingInTheClearToWhoseListsWereEmptied();
    void retiresOwnDevicesUntilTheyComeBack();
};

void LiveDevicesTest::publishesKeysBeforeTheList()
{
    WardBench bench;
    Accounts accounts(bench);
    bench.signIn();
    QCOMPARE(accounts.published.size(), 4);
    QVERIFY(accounts.published.at(0).contains(u"bundles"_s) && accounts.published.at(1).contains(u"bundles"_s));
    QCOMPARE(accounts.listed(OmemoVersion::V2).size(), 1);
    QCOMPARE(accounts.listed(OmemoVersion::V03), accounts.listed(OmemoVersion::V2));
}

void LiveDevicesTest::publishesKeysAgainOnlyWhenTheyAreNewOrLost()
{
    WardBench bench;
    Accounts accounts(bench);
    bench.signIn();
    accounts.published.clear();
    bench.restart();
    bench.signIn();
    QVERIFY(accounts.published.isEmpty());
    accounts.nodes.clear(); // the relay was set up anew
    bench.restart();
    bench.signIn();
    QCOMPARE(accounts.published.size(), 4);
}

void LiveDevicesTest::keepsTheOtherDevicesOfTheAccount()
{
    WardBench bench;
    Accounts accounts(bench);
    DeviceBench phone(jid(kOwn), 7);
    accounts.publishes(phone);
    bench.signIn();
    QCOMPARE(accounts.listed(OmemoVersion::V2).size(), 2);
    QVERIFY(accounts.listed(OmemoVersion::V2).contains(phone.id));
}

void LiveDevicesTest::overwritesNoListThatItHasNotSeen()
{
    WardBench bench;
    Accounts accounts(bench);
    accounts.failing = {kLists[0]};
    bench.signIn();
    QVERIFY(accounts.published.isEmpty());
}

void LiveDevicesTest::reconfiguresANodeThatWasMadeOtherwise()
{
    WardBench bench;
    Accounts accounts(bench);
    accounts.conflicting = {kLists[0]};
    bench.signIn();
    QCOMPARE(accounts.configured, QStringList{kLists[0]});
    QCOMPARE(accounts.listed(OmemoVersion::V2).size(), 1);
}

void LiveDevicesTest::publishesWhereAServerKnowsTwoOptions()
{
    WardBench bench;
    Accounts accounts(bench);
    accounts.knowsTwoOptions = true;
    bench.signIn();
    QCOMPARE(accounts.listed(OmemoVersion::V2).size(), 1);
    QCOMPARE(accounts.listed(OmemoVersion::V03).size(), 1);
    const quint32 own = accounts.listed(OmemoVersion::V2).first();
    const QString bundles = xmpp::omemoBundleNode(OmemoVersion::V2, own);
    QVERIFY(accounts.nodes.contains({kOwn, bundles}));
    QVERIFY(accounts.nodes.contains({kOwn, xmpp::omemoBundleNode(OmemoVersion::V03, own)}));
    QCOMPARE(accounts.configured, QStringList{bundles}); // the only node of these that keeps more than one item
}

void LiveDevicesTest::putsItselfBackOnAListThatLostIt()
{
    WardBench bench;
    Accounts accounts(bench);
    bench.signIn();
    const QList<quint32> own = accounts.listed(OmemoVersion::V2);
    accounts.nodes.remove({kOwn, kLists[0]});
    accounts.notify("ana@relay.example");
    QCOMPARE(accounts.listed(OmemoVersion::V2), own);
}

void LiveDevicesTest::repairsNoMoreThanAFewTimes()
{
    WardBench bench;
    Accounts accounts(bench);
    bench.signIn();
    accounts.published.clear();
    for (int i = 0; i < 10; ++i) {
        accounts.nodes.remove({kOwn, kLists[0]});
        accounts.notify("ana@relay.example");
    }
    QCOMPARE(accounts.published.count(kLists[0]), 3);
}

void LiveDevicesTest::believesNotificationsOfAccountsAlone()
{
    WardBench bench;
    Accounts accounts(bench);
    bench.signIn();
    accounts.asked.clear();
    accounts.notify("ana@relay.example/phone");
    accounts.notify("ward@rooms.relay.example/ben", "groupchat");
    accounts.notify("stranger@elsewhere.example");
    QVERIFY(accounts.asked.isEmpty());
}

void LiveDevicesTest::sendsEncryptedToSomebodyWithADevice()
{
    WardBench bench;
    Accounts accounts(bench);
    DeviceBench ben(jid(u"ben@relay.example"), 7);
    accounts.publishes(ben);
    bench.signIn();
    (void)bench.session()->rooms().startDirect(ben.own);
    bench.settle();
    const auto sent = bench.answer(bench.session()->messages().send(ben.own, {.text = u"potassium 6.9"_s}));
    QVERIFY(sent);
    bench.settle();
    QCOMPARE(bench.relay.messages.size(), 1);
    const QByteArray stanza = xml::writeXml(bench.relay.messages.first());
    QVERIFY(stanza.contains("urn:xmpp:omemo:2"));
    QVERIFY(!stanza.contains("potassium"));
    ben.learns(jid(kOwn), {});
    const auto parsed = xmpp::MessageStanza::fromXml(bench.relay.messages.first()).value();
    Reading reading = capturedAt(ben.own, stanza, jid(kOwn), u"s1"_s, ben.clock.now(), false);
    reading.sealed->captured.isRoom = false;
    reading.sealed->captured.incoming.message.conversation = jid(kOwn);
    auto opened = std::make_shared<OpenedBatch>();
    opened->readings.push_back(reading);
    (void)valueOf(ben.fixture.store->messages().take(prepareBatch(ben.context, opened, {})));
    QCOMPARE(opened->readings.front().message->message.body, u"potassium 6.9"_s);
}

/// Prosody's answer about the list of a version that the other one does not speak.
void LiveDevicesTest::writesInTheVersionWhoseListMayBeRead()
{
    WardBench bench;
    Accounts accounts(bench);
    DeviceBench ben(jid(u"ben@relay.example"), 7);
    accounts.publishes(ben);
    bench.signIn();
    accounts.forbidden = {kLists[0]};
    (void)bench.session()->rooms().startDirect(ben.own);
    bench.settle();
    QVERIFY(bench.answer(bench.session()->messages().send(ben.own, {.text = u"potassium 6.9"_s})));
    bench.settle();
    QCOMPARE(bench.relay.messages.size(), 1);
    const QByteArray stanza = xml::writeXml(bench.relay.messages.first());
    QVERIFY(stanza.contains("eu.siacs.conversations.axolotl"));
    QVERIFY(!stanza.contains("potassium"));
}

void LiveDevicesTest::refusesWhoHasNoDevice()
{
    WardBench bench;
    Accounts accounts(bench);
    bench.signIn();
    const model::Jid ben = jid(u"ben@relay.example");
    (void)bench.session()->rooms().startDirect(ben);
    bench.settle();
    const auto sent = bench.answer(bench.session()->messages().send(ben, {.text = u"potassium 6.9"_s}));
    QVERIFY(!sent && sent.error().is(ServiceError::NotEverybodyCanRead));
    bench.settle();
    QVERIFY(bench.relay.messages.isEmpty());
    const auto obstacles = bench.session()->messages().encryption(ben).obstacles;
    QCOMPARE(obstacles.size(), 1);
    QCOMPARE(obstacles.first().person, ben);
    QCOMPARE(obstacles.first().why, EncryptionObstacle::Why::NoDevices);
}

/// Nobody has looked at ben's device: believed by default, and not where policy wants more.
void LiveDevicesTest::writesToDevicesAsPolicySays()
{
    QFETCH(bool, trustsBlindly);
    QFETCH(trust::RoomDeviceRule, devices);
    QFETCH(EncryptionObstacle::Why, why);
    WardBench bench;
    Accounts accounts(bench);
    bench.rules.organisation.mayTrustBlindly = trustsBlindly;
    bench.rules.organisation.direct = devices;
    DeviceBench ben(jid(u"ben@relay.example"), 7);
    accounts.publishes(ben);
    bench.signIn();
    (void)bench.session()->rooms().startDirect(ben.own);
    bench.settle();
    const auto sent = bench.answer(bench.session()->messages().send(ben.own, {.text = u"potassium 6.9"_s}));
    QVERIFY(!sent && sent.error().is(ServiceError::NotEverybodyCanRead));
    bench.settle();
    QVERIFY(bench.relay.messages.isEmpty());
    QCOMPARE(bench.session()->messages().encryption(ben.own).obstacles.first().why, why);
}

void LiveDevicesTest::writesToDevicesAsPolicySays_data()
{
    QTest::addColumn<bool>("trustsBlindly");
    QTest::addColumn<trust::RoomDeviceRule>("devices");
    QTest::addColumn<EncryptionObstacle::Why>("why");
    QTest::newRow("not blindly") << false << trust::RoomDeviceRule::Believed
                                 << EncryptionObstacle::Why::UndecidedDevice;
    QTest::newRow("certified only") << true << trust::RoomDeviceRule::CertifiedOnly
                                    << EncryptionObstacle::Why::NoTrustedDevice;
}

void LiveDevicesTest::sendsInTheClearOnlyWherePolicySaysSo()
{
    WardBench bench;
    Accounts accounts(bench);
    bench.rules.allowsClearText = true;
    bench.signIn();
    const model::Jid ben = jid(u"ben@relay.example");
    (void)bench.session()->rooms().startDirect(ben);
    bench.settle();
    const auto sent = bench.answer(bench.session()->messages().send(ben, {.text = u"potassium 6.9"_s}));
    QVERIFY(sent);
    bench.settle();
    QCOMPARE(bench.relay.messages.size(), 1);
    QCOMPARE(bench.session()->messages().encryption(ben).state, model::EncryptionState::NotEncrypted);
    const auto stored = bench.answer(bench.session()->messages().byIds({*sent}));
    QCOMPARE(stored->first().encryption, model::EncryptionState::NotEncrypted);

    // How urgent it is travels inside of the encryption: without one nothing leaves, rather than an ordinary message.
    const auto urgent = bench.answer(
        bench.session()->messages().send(ben, {.text = u"potassium 6.9"_s, .urgency = model::Urgency::Stat}));
    QVERIFY(!urgent && urgent.error().is(ServiceError::UrgencyNotEncrypted));
    bench.settle();
    QCOMPARE(bench.relay.messages.size(), 1);
}

void LiveDevicesTest::sendsNothingInTheClearToWhoseListsMayNotBeRead()
{
    WardBench bench;
    Accounts accounts(bench);
    bench.rules.allowsClearText = true;
    bench.signIn();
    accounts.forbidden = {kLists[0], kLists[1]};
    const model::Jid ben = jid(u"ben@relay.example");
    (void)bench.session()->rooms().startDirect(ben);
    bench.settle();
    const auto sent = bench.answer(bench.session()->messages().send(ben, {.text = u"potassium 6.9"_s}));
    QVERIFY(!sent && sent.error().is(ServiceError::NotEverybodyCanRead));
    bench.settle();
    QVERIFY(bench.relay.messages.isEmpty());
    QCOMPARE(bench.session()->messages().encryption(ben).obstacles.first().why, EncryptionObstacle::Why::NoDevices);
}

/// What a relay can do to have a conversation go on in the clear.
void LiveDevicesTest::sendsNothingInTheClearToWhoseListsWereEmptied()
{
    WardBench bench;
    Accounts accounts(bench);
    bench.rules.allowsClearText = true;
    DeviceBench ben(jid(u"ben@relay.example"), 7);
    accounts.publishes(ben);
    bench.signIn();
    (void)bench.session()->rooms().startDirect(ben.own);
    bench.settle();
    QVERIFY(bench.answer(bench.session()->messages().send(ben.own, {.text = u"potassium 6.9"_s})));
    QVERIFY(bench.until([&] { return bench.relay.messages.size() == 1; }));
    for (const OmemoVersion version : {OmemoVersion::V2, OmemoVersion::V03}) {
        accounts.nodes.remove({ben.own.toString(), xmpp::omemoDeviceListNode(version)});
    }
    accounts.asked.clear();
    accounts.notify("ben@relay.example");
    bench.settle();
    QCOMPARE(accounts.asked.count(u"ben@relay.example"_s), 2); // both lists were read, and are empty
    const auto sent = bench.answer(bench.session()->messages().send(ben.own, {.text = u"calcium given"_s}));
    QVERIFY(!sent && sent.error().is(ServiceError::NotEverybodyCanRead));
    bench.settle();
    const auto withheld = audit::readAuditLog(bench.session()->profile().auditStorage(), {}).value();
    QCOMPARE(std::count_if(withheld.begin(), withheld.end(),
                           [](const audit::AuditRecord &record) {
                               return record.event.type == audit::AuditEventType::KeysRefused
                                   && record.event.reason == audit::AuditReason::NotListed;
                           }),
             1);
    bench.restart(); // what was known is in the cache
    bench.signIn();
    const auto later = bench.answer(bench.session()->messages().send(ben.own, {.text = u"calcium given"_s}));
    QVERIFY(!later && later.error().is(ServiceError::NotEverybodyCanRead));
    bench.settle();
    QCOMPARE(bench.relay.messages.size(), 1);
    QVERIFY(!xml::writeXml(bench.relay.messages.first()).contains("potassium"));
}

/// A phone that was silent for longer than two weeks goes off the list; one that puts itself back stays, and is
/// written to.
void LiveDevicesTest::retiresOwnDevicesUntilTheyComeBack()
{
    WardBench bench;
    Accounts accounts(bench);
    DeviceBench phone(jid(kOwn), 7);
    DeviceBench ben(jid(u"ben@relay.example"), 8);
    accounts.publishes(phone);
    accounts.publishes(ben);
    bench.signIn();
    bench.relay.givesToken = false; // it would have ended by then
    const auto signInAfter = [&](std::chrono::milliseconds time) {
        bench.workstation.reset();
        bench.settle();
        bench.clock.advance(time);
        bench.restart();
        bench.signIn();
    };
    QVERIFY(accounts.listed(OmemoVersion::V2).contains(phone.id));
    accounts.notify("ana@relay.example"); // it is asked for, and known
    signInAfter(kStaleAfter - std::chrono::hours(1));
    QVERIFY(accounts.listed(OmemoVersion::V2).contains(phone.id));
    signInAfter(std::chrono::hours(2));
    QVERIFY(!accounts.listed(OmemoVersion::V2).contains(phone.id));
    QVERIFY(!accounts.listed(OmemoVersion::V03).contains(phone.id));
    accounts.notify("ana@relay.example");

    accounts.lists(jid(kOwn), {accounts.listed(OmemoVersion::V2).first(), phone.id});
    accounts.notify("ana@relay.example");
    QVERIFY(accounts.listed(OmemoVersion::V2).contains(phone.id));
    signInAfter(std::chrono::hours(1));
    QVERIFY(accounts.listed(OmemoVersion::V2).contains(phone.id));
    (void)bench.session()->rooms().startDirect(ben.own);
    bench.settle();
    QVERIFY(bench.answer(bench.session()->messages().send(ben.own, {.text = u"potassium 6.9"_s})));
    QVERIFY(bench.until([&] { return !bench.relay.messages.isEmpty(); }));
    const auto sent = encryptedIn(xmpp::MessageStanza::fromXml(bench.relay.messages.last())->payloads);
    QVERIFY(std::any_of(sent.first().keys.begin(), sent.first().keys.end(),
                        [&](const auto &key) { return key.person == jid(kOwn) && key.device == phone.id; }));
}

QTEST_GUILESS_MAIN(LiveDevicesTest)
#include "live_devices_test.moc"
