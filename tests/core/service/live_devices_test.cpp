// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/service/encrypted_bench.h"
#include "tests/core/service/ward_bench.h"

#include "core/service/live/encryption.h"

using namespace wardline;
using namespace wardline::service;
using namespace wardline::service::test;

namespace {

constexpr QStringView kPubSub = u"http://jabber.org/protocol/pubsub";
constexpr QStringView kOwner = u"http://jabber.org/protocol/pubsub#owner";
const QString kOwn = u"ana@relay.example"_s;
const QString kLists[] = {xmpp::omemoDeviceListNode(OmemoVersion::V2), xmpp::omemoDeviceListNode(OmemoVersion::V03)};

/// Accounts that keep what is published in them.
struct Accounts
{
    explicit Accounts(WardBench &ward)
        : bench(ward)
    {
        bench.rules.encrypts = true;
        bench.relay.answerInstead = [this](const xml::Element &iq) { return take(iq); };
    }
    bool take(const xml::Element &iq)
    {
        const QString who = iq.attribute(u"to").isEmpty() ? kOwn : iq.attribute(u"to");
        if (const xml::Element *owner = iq.child(u"pubsub", kOwner)) {
            configured.append(owner->child(u"configure", kOwner)->attribute(u"node"));
            conflicting.remove(configured.last());
            reply(iq, "result", {});
            return true;
        }
        const xml::Element *pubsub = iq.child(u"pubsub", kPubSub);
        const xml::Element *items = pubsub != nullptr ? pubsub->child(u"items", kPubSub) : nullptr;
        const xml::Element *publish = pubsub != nullptr ? pubsub->child(u"publish", kPubSub) : nullptr;
        const QString node = items != nullptr ? items->attribute(u"node")
            : publish != nullptr              ? publish->attribute(u"node")
                                              : QString();
        if (!node.contains(u"omemo") && !node.contains(u"axolotl")) {
            return false;
        }
        if (publish != nullptr) {
            published.append(node);
            if (conflicting.contains(node)) {
                reply(iq, "error",
                      "<error type='cancel'><conflict xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>");
                return true;
            }
            nodes[{who, node}] = xml::writeXml(publish->children().first());
            reply(iq, "result", {});
        } else if (isSilent) {
            asked.append(who);
        } else if (forbidden.contains(node)) {
            reply(iq, "error", "<error type='auth'><forbidden xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>");
        } else if (failing.contains(node)) {
            reply(iq, "error",
                  "<error type='wait'><internal-server-error xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>");
        } else if (nodes.contains({who, node})) {
            asked.append(who);
            reply(iq, "result",
                  "<pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='" + node.toUtf8() + "'>"
                      + nodes[{who, node}] + "</items></pubsub>");
        } else {
            asked.append(who);
            reply(iq, "error",
                  "<error type='cancel'><item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>");
        }
        return true;
    }
    void reply(const xml::Element &iq, const QByteArray &type, const QByteArray &content)
    {
        const QByteArray to = iq.attribute(u"to").toUtf8();
        bench.relay.say("<iq xmlns='jabber:client' type='" + type + "' id='" + iq.attribute(u"id").toUtf8() + "'"
                        + (to.isEmpty() ? QByteArray() : " from='" + to + "'") + ">" + content + "</iq>");
    }
    QList<quint32> listed(OmemoVersion version)
    {
        QList<quint32> ids;
        const auto item = xml::readXml(nodes.value({kOwn, xmpp::omemoDeviceListNode(version)}));
        const auto list = item ? xmpp::OmemoDeviceList::fromXml(item->children().first())
                               : Result<xmpp::OmemoDeviceList>(std::unexpected(item.error()));
        for (const auto &device : list ? list->devices : QList<xmpp::OmemoDeviceList::Device>()) {
            ids.append(device.id);
        }
        return ids;
    }
    /// Somebody's device is published as their program does it.
    void publishes(DeviceBench &device)
    {
        const QString who = device.own.toString();
        for (const OmemoVersion version : {OmemoVersion::V2, OmemoVersion::V03}) {
            xmpp::OmemoDeviceList list;
            list.version = version;
            list.devices.append({device.id, {}, {}});
            nodes[{who, xmpp::omemoDeviceListNode(version)}] =
                "<item id='current'>" + xml::writeXml(list.toXml()) + "</item>";
            nodes[{who, xmpp::omemoBundleNode(version, device.id)}] = "<item id='"
                + xmpp::omemoBundleItem(version, device.id).toUtf8() + "'>"
                + xml::writeXml(device.bundle(version).toXml()) + "</item>";
        }
    }
    void notify(const QByteArray &from, const QByteArray &type = "headline")
    {
        bench.relay.say(
            "<message xmlns='jabber:client' type='" + type + "' from='" + from
            + "' to='ana@relay.example'><event xmlns='http://jabber.org/protocol/pubsub#event'><items node='"
            + kLists[0].toUtf8() + "'><item id='current'/></items></event></message>");
        bench.settle();
    }

    WardBench &bench;
    QHash<std::pair<QString, QString>, QByteArray> nodes;
    QStringList published;
    QStringList configured;
    QStringList asked;
    QSet<QString> conflicting;
    QSet<QString> failing;
    QSet<QString> forbidden;
    bool isSilent = false;
};

} // namespace

class LiveDevicesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void publishesKeysBeforeTheList();
    void publishesKeysAgainOnlyWhenTheyAreNewOrLost();
    void keepsTheOtherDevicesOfTheAccount();
    void overwritesNoListThatItHasNotSeen();
    void reconfiguresANodeThatWasMadeOtherwise();
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
    bench.rules.trustsBlindly = trustsBlindly;
    bench.rules.devices = devices;
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

QTEST_GUILESS_MAIN(LiveDevicesTest)
#include "live_devices_test.moc"
