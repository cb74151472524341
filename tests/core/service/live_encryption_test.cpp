// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/service/two_people.h"

#include "core/xmpp/xep0184_receipts.h"
#include "core/xmpp/xep0333_markers.h"

using namespace wardline;
using namespace wardline::service;
using namespace wardline::service::test;
using Why = EncryptionObstacle::Why;

class LiveEncryptionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void letsNoClearTextChangeWhatWasSealed();
    void letsNobodyDateAMessageBack();
    void keepsTheBeginningOfWhatIsTooLong();
    void offersToStartAgainWithABrokenDevice();
    void rubbishUnderADevicesNameStopsNobodyFromWriting();
    void opensWhatTwoBeganWithTheSamePrekey();
    void keepsTheSessionThatTheOtherSideBeganMeanwhile();
    void bothBeginAtTheSameTime();
    void beginsAnewWhatWasNeverWrittenWith();
    void changesNothingWhereADeviceCannotBeStartedAgainWith();
    void saysWhatCameASecondTime();
    void logsWhatCameASecondTimeAsIfItHadWaited();
    void putsReceiptsAndMarkersIntoTheEnvelope();
    void answersOlderDevicesAsTheyDo();
    void believesNoOpenReceiptOfWhoSealsThem();
    void keepsNoRowOfReceiptsItCannotOpen();
    void refusesClearTextWherePolicyTakesNone();
    void refusesClearTextInOnesOwnName();
    void leavesOutOfOneChangeAlone();
    void answersKeyExchangesOfTheArchiveOnce();
    void sendsAgainWhatFailedSealedAnewAndWithWhomItNames();
};

void LiveEncryptionTest::letsNoClearTextChangeWhatWasSealed()
{
    Two two;
    two.begin();
    QVERIFY(two.sends(u"first"_s));
    (void)two.opens(two.bench.relay.messages.last());
    two.comes(two.writes({body(u"K 3.1"_s)}, u"b1"_s));
    two.comes("<message xmlns='jabber:client' type='chat' from='ben@relay.example/phone' id='b2'>"
              "<replace xmlns='urn:xmpp:message-correct:0' id='b1'/><body>K 6.1</body></message>");
    two.comes("<message xmlns='jabber:client' type='chat' from='ben@relay.example/phone' id='b3'>"
              "<retract xmlns='urn:xmpp:message-retract:1' id='b1'/></message>");
    two.comes(
        "<message xmlns='jabber:client' type='chat' from='ben@relay.example/phone' id='b4'>"
        "<reactions xmlns='urn:xmpp:reactions:0' id='b1'><reaction>\xF0\x9F\x91\x8D</reaction></reactions></message>");
    QCOMPARE(two.rows().last().body, u"K 3.1"_s);
    QVERIFY(!two.rows().last().tombstone && !two.rows().last().corrected);
    QVERIFY(two.rows().last().reactions.isEmpty());
    QCOMPARE(two.audited(audit::AuditEventType::ForgedStanzaRefused).size(), 1); // the others are counted
    two.bench.timers.advance(ForgeryRecords::kCountedFor);
    const auto refused = two.audited(audit::AuditEventType::ForgedStanzaRefused);
    QCOMPARE(refused.size(), 2);
    QCOMPARE(refused.last().count, std::optional<std::uint64_t>(2));
}

void LiveEncryptionTest::letsNobodyDateAMessageBack()
{
    Two two;
    two.begin();
    const auto delayed = [](const QByteArray &by, const QByteArray &stamp, const QByteArray &id) -> QByteArray {
        return "<message xmlns='jabber:client' type='chat' from='ben@relay.example/phone' id='" + id + "'><body>" + id
            + "</body><delay xmlns='urn:xmpp:delay' from='" + by + "' stamp='" + stamp + "'/></message>";
    };
    // In one burst, so that they are stored together.
    two.bench.relay.say(delayed("ben@relay.example", "1970-01-01T00:00:00Z", "d1"));
    two.bench.relay.say(delayed("relay.example", "1970-01-01T00:00:00Z", "d2"));
    two.comes(delayed("relay.example", "2101-01-01T00:00:00Z", "d3"));
    QStringList came;
    for (const model::Message &message : two.rows()) {
        came.append(message.body);
    }
    came.sort();
    QCOMPARE(came, QStringList({u"d1"_s, u"d2"_s, u"d3"_s}));
    QVERIFY(two.rows().last().body != u"d2"_s);
}

void LiveEncryptionTest::keepsTheBeginningOfWhatIsTooLong()
{
    Two two;
    two.begin();
    QVERIFY(two.sends(u"first"_s));
    (void)two.opens(two.bench.relay.messages.last());
    two.comes(two.writes({body(QString(40'000, QChar(0x00E4)))}, u"b1"_s)); // two bytes each
    QCOMPARE(two.rows().size(), 2);
    const QString kept = two.rows().last().body;
    QVERIFY(kept.endsWith(u"\n[\u2026]"_s) && kept.startsWith(QString(30'000, QChar(0x00E4))));
    QVERIFY(kept.toUtf8().size() <= store::kMaxBodyBytes && !kept.contains(QChar::ReplacementCharacter));
}

void LiveEncryptionTest::offersToStartAgainWithABrokenDevice()
{
    Two two;
    two.begin();
    QVERIFY(two.sends(u"first"_s));
    QVERIFY(two.opens(two.bench.relay.messages.last()));
    two.comes(two.writes({body(u"answer"_s)}, u"b1"_s));
    QCOMPARE(two.rows().last().body, u"answer"_s);
    // More is lost than a session can make good.
    (void)two.ben.write<bool>([&](store::OmemoStore &keys) -> Result<bool> {
        for (int i = 0; i < 2100; ++i) {
            WARDLINE_CHECK(two.ben.context->engine.heartbeat(keys, {{jid(kOwn), two.ana}, OmemoVersion::V2, {}}));
        }
        return true;
    });
    two.bench.clock.advance(std::chrono::minutes(1));
    two.comes(two.writes({body(u"lost"_s)}, u"b2"_s));
    QCOMPARE(two.rows().last().unreadable, std::optional(model::Unreadable::BrokenSession));
    // What we write opens there as ever: nothing stops it, and nothing is made anew without being asked.
    QVERIFY(two.sends(u"do you read me?"_s));
    QVERIFY(two.opens(two.bench.relay.messages.last()));
    QVERIFY(two.messages().encryption(kBenHere).obstacles.isEmpty());
    QVERIFY(two.audited(audit::AuditEventType::SessionReset).isEmpty());

    two.bench.relay.messages.clear();
    const model::MessageId broken = two.rows().at(two.rows().size() - 2).id;
    QVERIFY(two.bench.until([&, future = two.messages().resetSession(broken)] { return future.isFinished(); }));
    two.bench.settle();
    QVERIFY(two.messages().encryption(kBenHere).obstacles.isEmpty());
    const auto events = two.audited(audit::AuditEventType::SessionReset);
    QCOMPARE(events.size(), 1);
    QCOMPARE(events.first().objects.at(0).id, kBenHere.toString());
    QCOMPARE(events.first().objects.at(1).id, QString::number(two.ben.id));
    // The other side is told by an empty message and goes on.
    QCOMPARE(two.bench.relay.messages.size(), 1);
    const auto told = two.opens(two.bench.relay.messages.last());
    QVERIFY(told && told->isEmpty);
    two.bench.clock.advance(std::chrono::minutes(1));
    two.comes(two.writes({body(u"here again"_s)}, u"b3"_s));
    QCOMPARE(two.rows().last().body, u"here again"_s);
    QVERIFY(two.sends(u"so am I"_s));
    const auto read = two.opens(two.bench.relay.messages.last());
    QVERIFY(read && hasInside(*read, u"body", u"jabber:client"));
}

namespace {

/// The same key exchange with the number of a prekey that is not there (its first field): no key is needed for that.
QByteArray withAnotherPrekey(const QByteArray &stanza)
{
    const auto parsed = xmpp::MessageStanza::fromXml(*xml::readXml(stanza));
    QByteArray key = encryptedIn(parsed->payloads).constFirst().keys.constFirst().data;
    const QByteArray before = key.toBase64();
    key[1] = key.at(1) == '\x7f' ? '\x7e' : '\x7f';
    return QByteArray(stanza).replace(before, key.toBase64());
}

} // namespace

/// A STAT must get through whatever a relay makes of the other side's messages.
void LiveEncryptionTest::rubbishUnderADevicesNameStopsNobodyFromWriting()
{
    Two two;
    two.begin();
    QVERIFY(two.sends(u"first"_s));
    two.comes(two.writes({body(u"answer"_s)}, u"b1"_s));
    two.bench.clock.advance(std::chrono::minutes(1));
    // A key exchange of a stranger, and one with a prekey that never was.
    const QByteArray good = two.writes({body(u"later"_s)}, u"b2"_s);
    DeviceBench stranger{kBenHere, 99};
    stranger.id = two.ben.id;
    two.accounts.meet(stranger);
    const auto foreign = stranger.write<omemo::SealedMessage>([&](store::OmemoStore &keys) {
        return stranger.context->engine.encrypt(keys, {kBenHere, jid(kOwn), false}, {{body(u"rubbish"_s)}, {}},
                                                {{{jid(kOwn), two.ana}, OmemoVersion::V2, {}}});
    });
    QByteArray rubbish = Two::around(foreign, u"b3"_s, false);
    const quint32 pretended =
        encryptedIn(xmpp::MessageStanza::fromXml(*xml::readXml(rubbish))->payloads).constFirst().senderDevice;
    const auto sid = [](quint32 id) { return QByteArray("sid=\"" + QByteArray::number(id) + "\""); };
    rubbish.replace(sid(pretended), sid(two.ben.id));
    two.comes(rubbish);
    QCOMPARE(two.rows().last().unreadable, std::optional(model::Unreadable::IdentityChanged));
    const QByteArray unknown = withAnotherPrekey(rubbish).replace("b3", "b4");
    QVERIFY(unknown != rubbish);
    two.comes(unknown);
    QCOMPARE(two.rows().last().unreadable, std::optional(model::Unreadable::BrokenSession));
    const auto events = two.audited(audit::AuditEventType::ForgedStanzaRefused);
    QCOMPARE(events.size(), 2);
    QCOMPARE(events.first().reason, std::optional(audit::AuditReason::DistrustedDevice));
    QCOMPARE(events.last().reason, std::optional(audit::AuditReason::Unopenable));
    QCOMPARE(events.last().objects.front().id, kBenHere.toString());
    QVERIFY(two.messages().encryption(kBenHere).obstacles.isEmpty());
    QVERIFY(two.sends(u"STAT: bed 12"_s));
    const auto read = two.opens(two.bench.relay.messages.last());
    QVERIFY(read && hasInside(*read, u"body", u"jabber:client"));
    two.comes(good); // and the true one reads as ever
    QCOMPARE(two.rows().last().body, u"later"_s);
}

void LiveEncryptionTest::opensWhatTwoBeganWithTheSamePrekey()
{
    Two two;
    two.bench.signIn();
    (void)two.bench.session()->rooms().startDirect(kBenHere);
    two.bench.settle();
    two.ana = two.accounts.listed(OmemoVersion::V2).value(0);
    // One prekey alone is left to take: both of Ben's devices take it, and both write at once.
    const QString node = xmpp::omemoBundleNode(OmemoVersion::V2, two.ana);
    const auto items = xml::readXml(Accounts::wrapped(two.accounts.nodes.value({kOwn, node})));
    auto bundle = xmpp::OmemoBundle::fromXml(items->children().first().children().first()).value();
    bundle.prekeys = bundle.prekeys.first(1);
    two.accounts.put(kOwn, node, Accounts::bundleItem(OmemoVersion::V2, two.ana, bundle));
    DeviceBench other{kBenHere, 8};
    two.accounts.meet(two.ben);
    two.accounts.meet(other);
    two.accounts.lists(kBenHere, {two.ben.id, other.id});
    two.comes(two.writes({body(u"from the phone"_s)}, u"b1"_s));
    const auto sealed = other.write<omemo::SealedMessage>([&](store::OmemoStore &keys) {
        return other.context->engine.encrypt(keys, {kBenHere, jid(kOwn), false}, {{body(u"from the ward"_s)}, {}},
                                             {{{jid(kOwn), two.ana}, OmemoVersion::V2, {}}});
    });
    two.comes(Two::around(sealed, u"b2"_s, false));
    QCOMPARE(two.rows().size(), 2);
    QCOMPARE(two.rows().first().body, u"from the phone"_s);
    QCOMPARE(two.rows().last().body, u"from the ward"_s);
    two.comes(Two::around(sealed, u"b3"_s, false)); // and not a second time
    QCOMPARE(two.rows().last().unreadable, std::optional(model::Unreadable::Repeated));
}

/// His first message overtakes his keys.
void LiveEncryptionTest::keepsTheSessionThatTheOtherSideBeganMeanwhile()
{
    Two two;
    two.bench.signIn();
    two.ana = two.accounts.listed(OmemoVersion::V2).value(0);
    two.accounts.meet(two.ben);
    QList<QByteArray> held;
    two.accounts.deliver = [&](const QByteArray &answer) {
        answer.contains("bundle") ? held.append(answer) : two.bench.relay.say(answer);
    };
    (void)two.bench.session()->rooms().startDirect(kBenHere);
    (void)two.rows(); // looked at: keys are asked for
    two.bench.settle();
    QVERIFY(!held.isEmpty());
    two.comes(two.writes({body(u"are you there?"_s)}, u"b1"_s));
    QCOMPARE(two.rows().last().body, u"are you there?"_s);
    two.accounts.deliver = [&](const QByteArray &answer) { two.bench.relay.say(answer); };
    for (const QByteArray &answer : std::as_const(held)) {
        two.bench.relay.say(answer);
    }
    two.rest();
    QVERIFY(two.sends(u"here"_s));
    // In the session that he began, not in another one that he would have to change to.
    const auto encrypted = encryptedIn(xmpp::MessageStanza::fromXml(two.bench.relay.messages.last())->payloads);
    QVERIFY(!encrypted.isEmpty() && !encrypted.constFirst().keys.isEmpty());
    for (const auto &key : encrypted.constFirst().keys) {
        QVERIFY(!key.isKeyExchange);
    }
    const auto read = two.opens(two.bench.relay.messages.last());
    QVERIFY(read && hasInside(*read, u"body", u"jabber:client"));
}

void LiveEncryptionTest::bothBeginAtTheSameTime()
{
    Two two;
    two.begin();
    const QByteArray his = two.writes({body(u"his first"_s)}, u"b1"_s); // before ours is there
    QVERIFY(two.sends(u"our first"_s));
    const xml::Element ours = two.bench.relay.messages.last();
    two.comes(his);
    QCOMPARE(two.rows().last().body, u"his first"_s);
    QVERIFY(two.opens(ours));
    for (int i = 0; i < 3; ++i) {
        two.comes(two.writes({body(u"his %1"_s.arg(i))}, u"c%1"_s.arg(i)));
        QCOMPARE(two.rows().last().body, u"his %1"_s.arg(i));
        QVERIFY(two.sends(u"ours %1"_s.arg(i)));
        const auto read = two.opens(two.bench.relay.messages.last());
        QVERIFY(read && hasInside(*read, u"body", u"jabber:client"));
    }
    QVERIFY(two.messages().encryption(kBenHere).obstacles.isEmpty());
}

/// The prekeys that it was begun with are gone by the time somebody writes.
void LiveEncryptionTest::beginsAnewWhatWasNeverWrittenWith()
{
    Two two;
    two.bench.relay.tokenExpiry = "2027-01-01T12:00:00Z";
    two.begin();
    (void)two.rows(); // looked at: keys are asked for
    two.bench.settle();
    const auto days = [&](int count) {
        two.bench.clock.advance(std::chrono::hours(24) * count);
        two.ben.clock.advance(std::chrono::hours(24) * count);
        (void)two.ben.write<bool>([&](store::OmemoStore &keys) -> Result<bool> {
            WARDLINE_CHECK(two.ben.context->engine.maintain(keys, false));
            return true;
        });
        two.accounts.publishes(two.ben);
    };
    days(8);
    days(8); // the signed prekey of that day is gone, too
    two.bench.restart();
    two.bench.signIn();
    (void)two.rows(); // looked at: keys are asked for
    two.bench.settle();
    QVERIFY(two.sends(u"after two weeks"_s));
    const auto read = two.opens(two.bench.relay.messages.last());
    QVERIFY(read && hasInside(*read, u"body", u"jabber:client"));
    // What was written with stays.
    days(4);
    two.bench.restart();
    two.bench.signIn();
    const qsizetype asked = two.accounts.asked.count(kBenHere.toString());
    QVERIFY(two.sends(u"and later"_s));
    QVERIFY(two.opens(two.bench.relay.messages.last()));
    QCOMPARE(two.accounts.asked.count(kBenHere.toString()) - asked, 2); // his lists, and no keys
}

void LiveEncryptionTest::changesNothingWhereADeviceCannotBeStartedAgainWith()
{
    Two two;
    two.begin();
    QVERIFY(two.sends(u"first"_s));
    two.accounts.nodes.remove({kBenHere.toString(), xmpp::omemoBundleNode(OmemoVersion::V2, two.ben.id)});
    two.accounts.nodes.remove({kBenHere.toString(), xmpp::omemoBundleNode(OmemoVersion::V03, two.ben.id)});
    std::optional<Status> done;
    two.bench.session()->encryption()->reset({{kBenHere, two.ben.id}}, [&](const Status &status) { done = status; });
    QVERIFY(two.bench.until([&] { return done.has_value(); }));
    QVERIFY(isError(*done, ServiceError::NotEverybodyCanRead));
    QVERIFY(two.audited(audit::AuditEventType::SessionReset).isEmpty());
    QVERIFY(two.sends(u"second"_s)); // the session is the one from before
    QVERIFY(two.opens(two.bench.relay.messages.last()));
    const auto notBroken = two.messages().resetSession(two.rows().last().id);
    QVERIFY(two.bench.until([&] { return notBroken.isFinished(); }));
    QVERIFY(isError(notBroken.result(), ServiceError::NotAllowed));
}

void LiveEncryptionTest::saysWhatCameASecondTime()
{
    Two two;
    two.begin();
    const QByteArray stanza = two.writes({body(u"once"_s)}, u"b1"_s);
    two.comes(stanza);
    two.comes(stanza); // the same, by the same name: nothing
    QCOMPARE(two.rows().size(), 1);
    QByteArray replayed = stanza;
    two.comes(replayed.replace("b1", "b2"));
    QCOMPARE(two.rows().size(), 2);
    QCOMPARE(two.rows().last().body, QString());
    QCOMPARE(two.rows().last().unreadable, std::optional(model::Unreadable::Repeated));
    const auto events = two.audited(audit::AuditEventType::ForgedStanzaRefused);
    QCOMPARE(events.size(), 1);
    QCOMPARE(events.first().reason, std::optional(audit::AuditReason::Replayed));
}

/// Under another id and with a time of its own, as whoever carries messages can write one: nobody has to be told in the
/// conversation, and it stands in the log.
void LiveEncryptionTest::logsWhatCameASecondTimeAsIfItHadWaited()
{
    Two two;
    two.begin();
    const QByteArray stanza = two.writes({body(u"once"_s)}, u"b1"_s);
    two.comes(stanza);
    QByteArray replayed = stanza;
    replayed.replace("b1", "b2");
    replayed.replace("</message>", "<delay xmlns='urn:xmpp:delay' stamp='2020-01-01T00:00:00Z'/></message>");
    two.comes(replayed);
    QCOMPARE(two.rows().size(), 1);
    const auto events = two.audited(audit::AuditEventType::ForgedStanzaRefused);
    QCOMPARE(events.size(), 1);
    QCOMPARE(events.first().reason, std::optional(audit::AuditReason::Replayed));
}

void LiveEncryptionTest::putsReceiptsAndMarkersIntoTheEnvelope()
{
    Two two;
    two.begin();
    two.comes(two.writes({body(u"read me"_s), xmpp::ReceiptRequest().toXml()}, u"b1"_s));
    int receipts = 0;
    for (const xml::Element &stanza : std::as_const(two.bench.relay.messages)) {
        QVERIFY(!xml::writeXml(stanza).contains("urn:xmpp:receipts"));
        QVERIFY(stanza.child(u"body", u"jabber:client") == nullptr);
        const auto opened = two.opens(stanza);
        receipts += opened && hasInside(*opened, u"received", u"urn:xmpp:receipts") ? 1 : 0;
    }
    QCOMPARE(receipts, 1);
    two.bench.relay.messages.clear();
    two.messages().markRead(kBenHere, two.rows().last().id);
    two.bench.settle();
    QCOMPARE(two.bench.relay.messages.size(), 1);
    QVERIFY(!xml::writeXml(two.bench.relay.messages.first()).contains("chat-markers"));
    const auto marker = two.opens(two.bench.relay.messages.first());
    QVERIFY(marker && hasInside(*marker, u"displayed", u"urn:xmpp:chat-markers:0"));

    // And what Ben says of ours.
    QVERIFY(two.sends(u"arrived?"_s));
    const model::Message own = two.rows().last();
    two.comes(two.writes({xmpp::Receipt{own.originId}.toXml()}, u"b2"_s, true));
    QCOMPARE(two.rows().last().state, model::DeliveryState::OnDevice);
    two.comes(two.writes({xmpp::ChatMarker::displayed(own.originId).toXml()}, u"b3"_s, true));
    QCOMPARE(two.rows().last().state, model::DeliveryState::Seen);
    QCOMPARE(two.rows().last().id, own.id); // they leave no rows
}

void LiveEncryptionTest::answersOlderDevicesAsTheyDo()
{
    Two two;
    two.accounts.lists(kBenHere, {two.ben.id}, false, true);
    two.begin();
    QVERIFY(two.sends(u"to the phone"_s));
    two.bench.relay.messages.clear();
    two.comes(directMessage("ben@relay.example/phone", "in clear", "<request xmlns='urn:xmpp:receipts'/>"));
    QCOMPARE(two.bench.relay.messages.size(), 1);
    const QByteArray stanza = xml::writeXml(two.bench.relay.messages.first());
    QVERIFY(stanza.contains("<received xmlns=\"urn:xmpp:receipts\"") || stanza.contains("urn:xmpp:receipts"));
    QVERIFY(!stanza.contains("urn:xmpp:omemo:2"));
}

void LiveEncryptionTest::believesNoOpenReceiptOfWhoSealsThem()
{
    Two two;
    two.begin();
    const auto openly = [&](const QString &id) {
        two.comes("<message xmlns='jabber:client' type='chat' from='ben@relay.example/phone' to='ana@relay.example'>"
                  "<received xmlns='urn:xmpp:receipts' id='"
                  + id.toUtf8() + "'/></message>");
    };
    QVERIFY(two.sends(u"one"_s));
    const model::DeliveryState unsaid = two.rows().last().state;
    openly(two.rows().last().originId); // his device speaks omemo:2: it would not say that for all to hear
    QCOMPARE(two.rows().last().state, unsaid);
    two.comes(two.writes({xmpp::Receipt{two.rows().last().originId}.toXml()}, u"b1"_s, true));
    QVERIFY(two.sends(u"two"_s));
    const model::DeliveryState before = two.rows().last().state;
    openly(two.rows().last().originId); // anybody on the way could say that
    QCOMPARE(two.rows().last().state, before);
    two.comes(two.writes({xmpp::Receipt{two.rows().last().originId}.toXml()}, u"b2"_s, true));
    QCOMPARE(two.rows().last().state, model::DeliveryState::OnDevice);
}

void LiveEncryptionTest::keepsNoRowOfReceiptsItCannotOpen()
{
    Two two;
    two.begin();
    const auto forAnother = two.ben.write<omemo::SealedMessage>([&](store::OmemoStore &keys) {
        return two.ben.context->engine.encrypt(keys, {kBenHere, jid(kOwn), false},
                                               {{xmpp::Receipt{u"x"_s}.toXml()}, {}},
                                               {{{jid(kOwn), two.ana}, OmemoVersion::V2, {}}});
    });
    QByteArray stanza = Two::around(forAnother, u"b1"_s, true);
    stanza.replace(QByteArray::number(two.ana), "77");
    two.comes(stanza);
    QVERIFY(two.rows().isEmpty());
    QByteArray withText = Two::around(forAnother, u"b2"_s, false);
    withText.replace(QByteArray::number(two.ana), "77");
    two.comes(withText);
    QCOMPARE(two.rows().size(), 1);
    QCOMPARE(two.rows().first().unreadable, std::optional(model::Unreadable::NotForThisDevice));
}

void LiveEncryptionTest::refusesClearTextWherePolicyTakesNone()
{
    Two two;
    two.bench.rules.requiresEncryption = true;
    two.begin();
    two.comes(directMessage("ben@relay.example/phone", "potassium 6.9"));
    QCOMPARE(two.rows().size(), 1);
    QCOMPARE(two.rows().first().body, QString());
    QCOMPARE(two.rows().first().unreadable, std::optional(model::Unreadable::ClearTextRefused));
    two.comes(two.writes({body(u"sealed"_s)}, u"b1"_s));
    QCOMPARE(two.rows().last().body, u"sealed"_s);
    const QByteArray id = two.rows().last().originId.toUtf8();
    two.comes("<message xmlns='jabber:client' type='chat' from='ben@relay.example/phone' to='ana@relay.example' id='r'>"
              "<reactions xmlns='urn:xmpp:reactions:0' id='"
              + id + "'><reaction>\xf0\x9f\x91\x8d</reaction></reactions></message>");
    QVERIFY(two.rows().last().reactions.isEmpty());
    const auto events = two.audited(audit::AuditEventType::ReceivedInClear);
    QCOMPARE(events.size(), 2);
    for (const audit::AuditEvent &event : events) {
        QCOMPARE(event.reason, std::optional(audit::AuditReason::Policy));
        QCOMPARE(event.outcome, audit::AuditOutcome::MinorFailure);
        QCOMPARE(event.objects.front().id, kBenHere.toString());
    }
}

/// Whoever carries the stanzas can make up what "we" wrote with another program.
void LiveEncryptionTest::refusesClearTextInOnesOwnName()
{
    Two two;
    two.bench.rules.requiresEncryption = true;
    two.begin();
    two.comes("<message xmlns='jabber:client' from='ana@relay.example'><sent xmlns='urn:xmpp:carbons:2'><forwarded "
              "xmlns='urn:xmpp:forward:0'><message xmlns='jabber:client' type='chat' id='c1' "
              "from='ana@relay.example/other' to='ben@relay.example'><body>gave 5 mg at 12:10</body></message>"
              "</forwarded></sent></message>");
    QCOMPARE(two.rows().size(), 1);
    QVERIFY(two.rows().first().isOwn);
    QCOMPARE(two.rows().first().body, QString());
    QCOMPARE(two.rows().first().unreadable, std::optional(model::Unreadable::ClearTextRefused));
    QCOMPARE(two.audited(audit::AuditEventType::ReceivedInClear).size(), 1);
}

/// Ben has a second device, listed and without keys.
void LiveEncryptionTest::leavesOutOfOneChangeAlone()
{
    Two two;
    two.accounts.lists(kBenHere, {two.ben.id, 99});
    two.begin();
    const QList<model::DeviceAddress> broken{{kBenHere, 99}};
    const auto sent = two.sends(u"bed 12 is ready"_s, broken);
    QVERIFY(sent);
    const auto ends = [&](const QFuture<Status> &future) {
        (void)two.bench.until([&] { return future.isFinished(); });
        two.bench.settle();
        return future.isFinished() ? future.result() : Status(failure(ServiceError::Internal));
    };
    const auto leftOut = [&] { return two.audited(audit::AuditEventType::ReaderLeftOut).size(); };
    QCOMPARE(leftOut(), 1);
    QVERIFY(isError(ends(two.messages().react(*sent, {u"👍"_s})), ServiceError::NotEverybodyCanRead));
    QVERIFY(ends(two.messages().react(*sent, {u"👍"_s}, broken)));
    QCOMPARE(leftOut(), 2);
    QVERIFY(isError(ends(two.messages().react(*sent, {})), ServiceError::NotEverybodyCanRead)); // it counted once
    OutgoingText text{.text = u"bed 13 is ready"_s};
    QVERIFY(isError(ends(two.messages().correct(*sent, text)), ServiceError::NotEverybodyCanRead));
    text.leaveOut = broken;
    QVERIFY(ends(two.messages().correct(*sent, text)));
    QCOMPARE(leftOut(), 3);
    QVERIFY(isError(ends(two.messages().retract(*sent)), ServiceError::NotEverybodyCanRead));
    QVERIFY(ends(two.messages().retract(*sent, broken)));
    const auto events = two.audited(audit::AuditEventType::ReaderLeftOut);
    QCOMPARE(events.size(), 4);
    QCOMPARE(events.last().objects.at(1).id, kBenHere.toString());
    QCOMPARE(events.last().objects.at(2).id, u"99"_s);
}

void LiveEncryptionTest::answersKeyExchangesOfTheArchiveOnce()
{
    Two two;
    two.begin();
    two.bench.relay.messages.clear();
    QList<FakeRelay::Archived> missed;
    for (int i = 0; i < 3; ++i) {
        const QString id = u"m%1"_s.arg(i);
        missed.append({id, "2026-01-01T00:00:0" + QByteArray::number(i) + "Z", two.writes({body(id)}, id)});
    }
    two.bench.relay.archives[QString()] = missed;
    two.bench.restart();
    two.bench.relay.messages.clear();
    two.bench.signIn();
    QCOMPARE(two.rows().size(), 3);
    int empty = 0;
    for (const xml::Element &stanza : std::as_const(two.bench.relay.messages)) {
        const auto opened = two.opens(stanza);
        empty += opened && opened->isEmpty ? 1 : 0;
    }
    QCOMPARE(empty, 1);
}

void LiveEncryptionTest::sendsAgainWhatFailedSealedAnewAndWithWhomItNames()
{
    Two two;
    two.begin();
    const auto sent = two.bench.answer(
        two.messages().send(kBenHere, {.text = u"@Ben please"_s, .answers = {}, .mentions = {{kBenHere, 0, 4}}}));
    two.rest();
    QVERIFY(sent);
    const xml::Element first = two.bench.relay.messages.last();
    two.comes(
        "<message xmlns='jabber:client' type='error' from='ben@relay.example' id='" + first.attribute(u"id").toUtf8()
        + "'><error type='wait'><resource-constraint xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>");
    QCOMPARE(two.rows().last().state, model::DeliveryState::Failed);
    two.bench.relay.messages.clear();
    two.messages().retry(*sent);
    two.rest();
    QCOMPARE(two.bench.relay.messages.size(), 1);
    const xml::Element again = two.bench.relay.messages.last();
    QVERIFY(!xml::writeXml(again).contains("please"));
    QVERIFY(again.child(u"reference", u"urn:xmpp:reference:0") == nullptr); // named inside alone
    const auto opened = two.opens(again);
    QVERIFY(opened && hasInside(*opened, u"reference", u"urn:xmpp:reference:0"));
    QVERIFY(hasInside(*opened, u"body", u"jabber:client"));
    QCOMPARE(two.rows().last().id, *sent);
    QVERIFY(two.rows().last().state != model::DeliveryState::Failed);
}

QTEST_GUILESS_MAIN(LiveEncryptionTest)
#include "live_encryption_test.moc"
