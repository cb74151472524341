// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/omemo/omemo_engine.h"
#include "core/xmpp/wardline_urgency.h"
#include "tests/core/service/two_people.h"

using namespace wardline;
using namespace wardline::service;
using namespace wardline::service::test;

/// What goes on beside the messages while a session is open, and choices that hold for one message.
class EncryptionUpkeepTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void leavesSomebodyWithoutADeviceOutOfOneMessageAlone();
    void answersALongChainWithAnEmptyMessage();
    void tellsTheUrgencyInside();
    void publishesFreshKeysDuringASession();
};

/// Cleo has never had a device. To write without her once is a choice for this one message: whoever withholds lists
/// gains nothing by it.
void EncryptionUpkeepTest::leavesSomebodyWithoutADeviceOutOfOneMessageAlone()
{
    DeviceBench ana(kAna, 1);
    DeviceBench ben(kBen, 2);
    ana.learns(kBen, {&ben});
    ana.learns(kAna, {&ana});
    ana.learns(kCleo, {});
    const QList<model::Jid> all{kAna, kBen, kCleo};
    QVERIFY(!ana.sends({body(u"K 6.9"_s)}, u"o1"_s, all).id);
    QVERIFY(ana.sends({body(u"K 6.9"_s)}, u"o2"_s, all, {{kCleo, 0}}).id);
    const auto again = ana.sends({body(u"K 7.0"_s)}, u"o3"_s, all);
    QVERIFY(!again.id);
    QCOMPARE(again.report->plan.obstacles.first().person, kCleo);
}

/// His chain is long, because she never writes: an empty message moves it on.
void EncryptionUpkeepTest::answersALongChainWithAnEmptyMessage()
{
    Two two;
    two.begin();
    QVERIFY(two.sends(u"turn"_s));
    QVERIFY(two.opens(two.bench.relay.messages.last())); // from here on his messages begin nothing
    for (int i = 0; i < int(omemo::OmemoEngine::kHeartbeatCounter); ++i) {
        two.comes(two.writes({body(u"x"_s)}, u"b%1"_s.arg(i)));
    }
    two.bench.relay.messages.clear();
    two.comes(two.writes({body(u"the 54th"_s)}, u"last"_s));
    QCOMPARE(two.bench.relay.messages.size(), 1);
    QVERIFY(two.opens(two.bench.relay.messages.first())->isEmpty);
}

/// While a session goes on: what was used is replaced on the relay, and after a week the signed prekey.
/// How soon somebody must act stands inside of the envelope alone.
void EncryptionUpkeepTest::tellsTheUrgencyInside()
{
    Two two;
    two.begin();
    const auto sent =
        two.bench.answer(two.messages().send(kBenHere, {.text = u"K 6.9"_s, .urgency = model::Urgency::Stat}));
    QVERIFY(sent);
    two.rest();
    const xml::Element stanza = two.bench.relay.messages.last();
    QVERIFY(!xml::writeXml(stanza).contains("urgency"));
    const auto opened = two.opens(stanza);
    QVERIFY(opened && hasInside(*opened, u"urgency", u"urn:wardline:care:0"));
    two.comes(two.writes({xmpp::UrgencyMark{model::Urgency::Concern}.toXml(), body(u"please look"_s)}, u"b1"_s));
    QCOMPARE(two.rows().last().urgency, std::optional(model::Urgency::Concern));
    two.comes("<message xmlns='jabber:client' type='chat' from='ben@relay.example/phone' id='b2'>"
              "<urgency xmlns='urn:wardline:care:0' level='stat'/><body>in the clear</body></message>");
    QVERIFY(!two.rows().last().urgency); // anybody on the way could say that
}

void EncryptionUpkeepTest::publishesFreshKeysDuringASession()
{
    Two two;
    two.bench.rules.idleLock = std::chrono::hours(30 * 24);
    two.bench.rules.sessionLimit = std::chrono::hours(30 * 24);
    two.bench.restart();
    two.begin();
    const auto published = [&](OmemoVersion version) {
        const QByteArray node = two.accounts.nodes.value({kOwn, xmpp::omemoBundleNode(version, two.ana)});
        const auto items = xml::readXml(Accounts::wrapped(node));
        for (const xml::Element &item : items ? items->children() : QList<xml::Element>()) {
            if (item.attribute(u"id") == xmpp::omemoBundleItem(version, two.ana)) {
                return xmpp::OmemoBundle::fromXml(item.children().first()).value();
            }
        }
        return xmpp::OmemoBundle();
    };
    const auto idsOf = [](const xmpp::OmemoBundle &bundle) {
        QSet<quint32> ids;
        for (const auto &prekey : bundle.prekeys) {
            ids.insert(prekey.id);
        }
        return ids;
    };
    const xmpp::OmemoBundle before = published(OmemoVersion::V2);
    QCOMPARE(before.prekeys.size(), omemo::OmemoEngine::kPrekeys);
    two.comes(two.writes({body(u"takes a prekey"_s)}, u"b1"_s));
    two.bench.timers.advance(std::chrono::seconds(5));
    two.rest();
    const xmpp::OmemoBundle after = published(OmemoVersion::V2);
    QCOMPARE(after.prekeys.size(), omemo::OmemoEngine::kPrekeys);
    QCOMPARE((idsOf(before) - idsOf(after)).size(), 1); // the used one
    QCOMPARE((idsOf(after) - idsOf(before)).size(), 1);
    QCOMPARE(after.signedPrekeyId, before.signedPrekeyId);
    // A session that stays open for more than a week.
    two.bench.clock.advance(std::chrono::hours(8 * 24));
    two.bench.timers.advance(std::chrono::hours(24));
    two.rest();
    for (const OmemoVersion version : {OmemoVersion::V2, OmemoVersion::V03}) {
        QVERIFY(published(version).signedPrekeyId != before.signedPrekeyId);
    }
}

QTEST_GUILESS_MAIN(EncryptionUpkeepTest)
#include "encryption_upkeep_test.moc"
