// SPDX-License-Identifier: GPL-3.0-or-later
// What must not be believed, through the whole way: nothing of it is taken, a line says what happened, and the audit
// log has it. tests/core/omemo/README.md lists the items.
#include "tests/core/service/two_people.h"

using namespace wardline;
using namespace wardline::service;
using namespace wardline::service::test;
using audit::AuditEventType;
using audit::AuditReason;
using Why = EncryptionObstacle::Why;

namespace {

/// Sealed by Ben's device, with an envelope that claims something.
struct Claims
{
    model::Jid from = kBenHere;
    model::Jid to = jid(u"ana@relay.example");
    std::chrono::hours late{0};
};

QByteArray sealed(Two &two, const Claims &claims, const QString &id)
{
    two.ben.clock.jumpWallClock(claims.late);
    const auto message = two.ben.write<omemo::SealedMessage>([&](store::OmemoStore &keys) {
        return two.ben.context->engine.encrypt(keys, {claims.from, claims.to, false}, {{body(u"forged"_s)}, {}},
                                               {{{jid(kOwn), two.ana}, OmemoVersion::V2, {}}});
    });
    two.ben.clock.jumpWallClock(-claims.late);
    return Two::around(message, id, false);
}

/// One letter in the middle of what is encrypted is another one.
QByteArray damaged(QByteArray stanza, const QByteArray &element)
{
    const qsizetype begin = stanza.indexOf(QByteArray('<' + element));
    const qsizetype text = stanza.indexOf('>', begin) + 1;
    const qsizetype middle = (text + stanza.indexOf('<', text)) / 2;
    stanza[middle] = stanza.at(middle) == 'A' ? 'B' : 'A';
    return stanza;
}

} // namespace

class LiveBadInputTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void forgedMessagesSaySo_data();
    void forgedMessagesSaySo();
    void whatIsSealedSaysItsOwnId();
    void anotherIdentityIsNotTaken();
    void aNewIdentityInTheListedKeysIsNotWrittenTo();
    void keysThatDoNotHoldAreNamed_data();
    void keysThatDoNotHoldAreNamed();
    void listsWithThousandsOfDevicesStopNobodySilently();
    void theSameNumberOfTwoPeopleIsTwoDevices();
    void whatTheRelayWithholdsIsWaitedForAndSaid();
    void aDeviceThatTheRelayInsertsIsAsked();
};

void LiveBadInputTest::forgedMessagesSaySo_data()
{
    QTest::addColumn<QString>("what");
    for (const char *what :
         {"mutated key", "mutated payload", "wrong from", "wrong to", "wrong time", "swapped sender", "swapped id"}) {
        QTest::newRow(what) << QString::fromLatin1(what);
    }
}

void LiveBadInputTest::forgedMessagesSaySo()
{
    QFETCH(QString, what);
    Two two;
    two.begin();
    model::Jid where = kBenHere;
    if (what != u"swapped sender") { // that one is about a first message, whose prekey nobody has used
        two.comes(two.writes({body(u"true"_s)}, u"b0"_s));
        QCOMPARE(two.rows().size(), 1);
    }
    QByteArray stanza = two.writes({body(u"forged"_s)}, u"b1"_s);
    if (what == u"mutated key") {
        stanza = damaged(stanza, "key ");
    } else if (what == u"mutated payload") {
        stanza = damaged(stanza, "payload");
    } else if (what == u"wrong from") {
        stanza = sealed(two, {.from = jid(u"cleo@relay.example")}, u"b1"_s);
    } else if (what == u"wrong to") {
        stanza = sealed(two, {.to = jid(u"cleo@relay.example")}, u"b1"_s);
    } else if (what == u"wrong time") {
        stanza = sealed(two, {.late = std::chrono::hours(48)}, u"b1"_s);
    } else if (what == u"swapped id") { // the relay gives it the id of another message of Ben's
        stanza = two.writes({body(u"forged"_s), xmpp::OriginId{u"b7"_s}.toXml()}, u"b1"_s);
    } else {
        where = jid(u"cleo@relay.example");
        (void)two.bench.session()->rooms().startDirect(where);
        stanza.replace("ben@relay.example/phone", "cleo@relay.example/phone");
    }
    two.comes(stanza);
    const auto page = two.bench.answer(two.messages().newest(where, 10));
    QVERIFY(page && !page->messages.isEmpty());
    QCOMPARE(page->messages.last().body, QString());
    QCOMPARE(page->messages.last().unreadable, std::optional(model::Unreadable::Forged));
    const auto events = two.audited(AuditEventType::ForgedStanzaRefused);
    QCOMPARE(events.size(), 1);
    QCOMPARE(events.first().reason, std::optional(AuditReason::ForgedEncryption));
    two.comes(two.writes({body(u"still true"_s)}, u"b2"_s)); // the session goes on
    QCOMPARE(two.rows().last().body, u"still true"_s);
}

/// Both ways: ours says it, and of others it goes before what stands outside.
void LiveBadInputTest::whatIsSealedSaysItsOwnId()
{
    Two two;
    two.begin();
    QVERIFY(two.sends(u"one"_s));
    const xml::Element left = two.bench.relay.messages.constLast();
    const auto opened = two.opens(left);
    QVERIFY(opened);
    const auto inside = xmpp::findPayload<xmpp::OriginId>(opened->elements);
    QVERIFY(inside && *inside);
    QCOMPARE((*inside)->id, left.attribute(u"id"));

    QByteArray stanza = two.writes({body(u"true"_s), xmpp::OriginId{u"b1"_s}.toXml()}, u"b1"_s);
    stanza.replace("id='b1'", "id='other'").replace("id=\"b1\"", "id=\"other\"");
    const qsizetype begin = stanza.indexOf("<origin-id");
    stanza.remove(begin, stanza.indexOf('>', begin) + 1 - begin); // the relay took it away
    two.comes(stanza);
    QCOMPARE(two.rows().last().body, u"true"_s);
    QCOMPARE(two.rows().last().originId, u"b1"_s);
}

void LiveBadInputTest::anotherIdentityIsNotTaken()
{
    Two two;
    two.begin();
    two.comes(two.writes({body(u"true"_s)}, u"b0"_s));
    DeviceBench thief(kBenHere, 99);
    const quint32 number = two.ben.id;
    (void)thief.write<bool>([number](store::OmemoStore &keys) -> Result<bool> {
        WARDLINE_TRY(auto own, keys.ownDevice());
        own->id = number;
        WARDLINE_CHECK(keys.saveOwnDevice(*own));
        return true;
    });
    two.accounts.meet(thief);
    const auto message = thief.write<omemo::SealedMessage>([&](store::OmemoStore &keys) {
        return thief.context->engine.encrypt(keys, {kBenHere, jid(kOwn), false}, {{body(u"give 100 mg"_s)}, {}},
                                             {{{jid(kOwn), two.ana}, OmemoVersion::V2, {}}});
    });
    two.comes(Two::around(message, u"b1"_s, false));
    QCOMPARE(two.rows().last().body, QString());
    QCOMPARE(two.rows().last().unreadable, std::optional(model::Unreadable::IdentityChanged));
    const auto events = two.audited(AuditEventType::ForgedStanzaRefused);
    QCOMPARE(events.size(), 1);
    QCOMPARE(events.first().reason, std::optional(AuditReason::DistrustedDevice));
    two.comes(two.writes({body(u"still Ben"_s)}, u"b2"_s));
    QCOMPARE(two.rows().last().body, u"still Ben"_s);
}

/// The relay shows other keys under a number that is known, and the session is lost.
void LiveBadInputTest::aNewIdentityInTheListedKeysIsNotWrittenTo()
{
    Two two;
    two.begin();
    QVERIFY(two.sends(u"one"_s));
    DeviceBench thief(kBenHere, 99);
    for (const OmemoVersion version : {OmemoVersion::V2, OmemoVersion::V03}) {
        two.accounts.nodes[{kBenHere.toString(), xmpp::omemoBundleNode(version, two.ben.id)}] = "<item id='"
            + xmpp::omemoBundleItem(version, two.ben.id).toUtf8() + "'>" + xml::writeXml(thief.bundle(version).toXml())
            + "</item>";
    }
    (void)valueOf(two.bench.session()->profile().store().threads().write(
        [address = model::DeviceAddress{kBenHere, two.ben.id}](store::WritableDatabase &database) -> Result<bool> {
            store::OmemoStore keys(database);
            WARDLINE_CHECK(keys.removeSession(OmemoVersion::V2, address));
            WARDLINE_CHECK(keys.removeSession(OmemoVersion::V03, address));
            return true;
        }));
    two.accounts.notify("ben@relay.example");
    const auto refused = two.sends(u"two"_s);
    QVERIFY(!refused && refused.error().is(ServiceError::NotEverybodyCanRead));
    const auto obstacles = two.messages().encryption(kBenHere).obstacles;
    QCOMPARE(obstacles.first().fault, std::optional(model::DeviceFault::IdentityChanged));
    const auto events = two.audited(AuditEventType::KeysRefused);
    QCOMPARE(events.size(), 1);
    QCOMPARE(events.first().reason, std::optional(AuditReason::DistrustedDevice));
}

void LiveBadInputTest::keysThatDoNotHoldAreNamed_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<int>("reason");
    QTest::newRow("no prekeys") << u"no prekeys"_s << int(AuditReason::BadSyntax);
    QTest::newRow("wrong signature") << u"wrong signature"_s << int(AuditReason::Damaged);
    QTest::newRow("no keys at all") << u"no keys"_s << -1;
}

void LiveBadInputTest::keysThatDoNotHoldAreNamed()
{
    QFETCH(QString, what);
    QFETCH(int, reason);
    Two two;
    for (const OmemoVersion version : {OmemoVersion::V2, OmemoVersion::V03}) {
        xmpp::OmemoBundle bundle = two.ben.bundle(version);
        if (what == u"no prekeys") {
            bundle.prekeys.clear();
        } else {
            bundle.signature[10] = char(bundle.signature.at(10) ^ 1);
        }
        two.accounts.nodes[{kBenHere.toString(), xmpp::omemoBundleNode(version, two.ben.id)}] = "<item id='"
            + xmpp::omemoBundleItem(version, two.ben.id).toUtf8() + "'>" + xml::writeXml(bundle.toXml()) + "</item>";
        if (what == u"no keys") {
            two.accounts.nodes.remove({kBenHere.toString(), xmpp::omemoBundleNode(version, two.ben.id)});
        }
    }
    two.begin();
    const auto refused = two.sends(u"one"_s);
    QVERIFY(!refused && refused.error().is(ServiceError::NotEverybodyCanRead));
    QVERIFY(two.bench.relay.messages.isEmpty());
    const auto obstacles = two.messages().encryption(kBenHere).obstacles;
    QCOMPARE(obstacles.first().why, Why::NoSession);
    QCOMPARE(obstacles.first().device, two.ben.id);
    const auto events = two.audited(AuditEventType::KeysRefused);
    QCOMPARE(events.size(), reason < 0 ? 0 : 1);
    if (reason >= 0) {
        QCOMPARE(events.first().reason, std::optional(AuditReason(reason)));
        QCOMPARE(events.first().objects.at(1).id, QString::number(two.ben.id));
    }
}

void LiveBadInputTest::listsWithThousandsOfDevicesStopNobodySilently()
{
    Two two;
    QList<quint32> many{two.ben.id};
    for (quint32 i = 1; i < 5000; ++i) {
        many.append(1'000'000 + i);
    }
    two.accounts.lists(kBenHere, many);
    two.begin();
    const auto refused = two.sends(u"one"_s);
    QVERIFY(!refused && refused.error().is(ServiceError::NotEverybodyCanRead));
    QCOMPARE(two.messages().encryption(kBenHere).obstacles.first().why, Why::TooManyDevices);
    QVERIFY(two.accounts.asked.count(kBenHere.toString()) < 64); // nobody fetches thousands of keys
    const auto events = two.audited(AuditEventType::KeysRefused);
    QCOMPARE(events.size(), 1);
    QCOMPARE(events.first().reason, std::optional(AuditReason::TooLarge));
    QCOMPARE(events.first().objects.front().id, kBenHere.toString());
}

void LiveBadInputTest::theSameNumberOfTwoPeopleIsTwoDevices()
{
    Two two;
    DeviceBench cleo(jid(u"cleo@relay.example"), 21);
    (void)cleo.write<bool>([number = two.ben.id](store::OmemoStore &keys) -> Result<bool> {
        WARDLINE_TRY(auto own, keys.ownDevice());
        own->id = number;
        WARDLINE_CHECK(keys.saveOwnDevice(*own));
        return true;
    });
    cleo.id = two.ben.id;
    two.accounts.publishes(cleo);
    two.begin();
    (void)two.bench.session()->rooms().startDirect(cleo.own);
    two.bench.settle();
    QVERIFY(two.sends(u"for Ben"_s));
    QVERIFY(two.opens(two.bench.relay.messages.last()));
    QVERIFY(two.bench.answer(two.messages().send(cleo.own, {.text = u"for Cleo"_s})));
    QVERIFY(two.bench.until([&] { return two.bench.relay.messages.size() == 2; }));
    QVERIFY(!two.opens(two.bench.relay.messages.last()));
    two.comes(two.writes({body(u"from Ben"_s)}, u"b1"_s));
    QCOMPARE(two.rows().last().body, u"from Ben"_s);
}

void LiveBadInputTest::whatTheRelayWithholdsIsWaitedForAndSaid()
{
    Two two;
    two.accounts.failing = {kLists[0], kLists[1]};
    two.bench.rules.allowsClearText = true; // and still not in the clear
    two.bench.signIn();
    (void)two.bench.session()->rooms().startDirect(kBenHere);
    two.bench.settle();
    const auto refused = two.sends(u"one"_s);
    QVERIFY(!refused && refused.error().is(ServiceError::NotEverybodyCanRead));
    QCOMPARE(two.messages().encryption(kBenHere).obstacles.first().why, Why::DevicesUnknown);
    QVERIFY(two.bench.relay.messages.isEmpty());
}

/// Where policy believes no device at first sight, one that appears stops the next message until somebody decides.
void LiveBadInputTest::aDeviceThatTheRelayInsertsIsAsked()
{
    Two two;
    two.bench.rules.organisation.mayTrustBlindly = false;
    two.begin();
    std::optional<Status> judged;
    QVERIFY(!two.sends(u"one"_s));
    two.bench.session()->encryption()->judge({kBenHere, two.ben.id}, model::ManualTrust::Verified,
                                             [&](const Status &status) { judged = status; });
    QVERIFY(two.bench.until([&] { return judged.has_value(); }));
    QVERIFY(two.sends(u"one"_s));
    DeviceBench inserted(kBenHere, 33);
    two.accounts.publishes(inserted);
    two.accounts.lists(kBenHere, {two.ben.id, inserted.id});
    two.accounts.notify("ben@relay.example");
    const auto refused = two.sends(u"two"_s);
    QVERIFY(!refused && refused.error().is(ServiceError::NotEverybodyCanRead));
    const auto obstacles = two.messages().encryption(kBenHere).obstacles;
    QCOMPARE(obstacles.first().why, Why::UndecidedDevice);
    QCOMPARE(obstacles.first().device, inserted.id);
    QCOMPARE(two.audited(AuditEventType::DeviceAppeared).size(), 1);
}

QTEST_GUILESS_MAIN(LiveBadInputTest)
#include "live_bad_input_test.moc"
