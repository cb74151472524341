// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/hmac.h"
#include "core/history/history_codec.h"
#include "core/history/roaming_bundle.h"
#include "tests/core/service/history_nodes.h"
#include "tests/core/service/two_people.h"

using namespace wardline;
using namespace wardline::service;
using namespace wardline::service::test;
using Kind = HandOverState::Kind;

namespace {

/// Ana's new workstation, and her other device as another program has it.
struct Desks
{
    Desks()
    {
        two.bench.relay.answerInstead = [this](const xml::Element &iq) {
            return nodes.take(two.bench.relay, iq) || two.accounts.take(iq);
        };
        two.accounts.publishes(old);
        two.begin();
        QList<quint32> own = two.accounts.listed(OmemoVersion::V2);
        own.removeAll(old.id);
        two.ana = own.value(0);
        two.accounts.meet(old);
        two.bench.relay.messages.clear();
    }
    ~Desks() { two.bench.relay.answerInstead = {}; } // the accounts go before the bench has settled
    LiveHistoryService &history() { return two.bench.session()->history(); }
    /// The words between the devices that have left, as the old one reads them.
    QList<xml::Element> said()
    {
        two.rest();
        QList<xml::Element> words;
        for (const xml::Element &stanza : std::exchange(two.bench.relay.messages, {})) {
            omemo::SealedArrival arrival;
            arrival.encrypted = encryptedIn(xmpp::MessageStanza::fromXml(stanza)->payloads);
            arrival.sender = jid(kOwn);
            arrival.place = {jid(kOwn), jid(kOwn), false};
            arrival.time = old.clock.now();
            (void)old.write<bool>([&](store::OmemoStore &keys) -> Result<bool> {
                if (const auto opened = old.context->engine.decrypt(keys, arrival)) {
                    words.append(opened->elements);
                }
                return true;
            });
        }
        return words;
    }
    QString asks()
    {
        history().askOwnDevices(std::chrono::hours(24));
        const QList<xml::Element> words = said();
        return words.isEmpty() ? QString() : words.constFirst().attribute(u"id");
    }
    void says(DeviceBench &device, const xml::Element &word)
    {
        const auto sealed = device.write<omemo::SealedMessage>([&](store::OmemoStore &keys) {
            return device.context->engine.encrypt(keys, {jid(kOwn), jid(kOwn), false}, {{word}, {}},
                                                  {{{jid(kOwn), two.ana}, OmemoVersion::V2, {}}});
        });
        xmpp::MessageStanza stanza;
        stanza.from = jid(u"ana@relay.example/old");
        stanza.to = jid(kOwn);
        stanza.type = xmpp::MessageType::Chat;
        stanza.payloads = sealed.elements;
        two.comes(xml::writeXml(stanza.toXml()));
    }
    /// What a device says that has put Ben's message onto the relay.
    xml::Element offer(const QString &id)
    {
        model::KeptHistory kept;
        model::KeptConversation with;
        with.jid = kBenHere;
        with.kind = model::ConversationKind::Direct;
        kept.conversations = {with};
        model::KeptMessage message;
        message.message =
            store::test::message(kBenHere, kBenHere, u"potassium 6.1"_s, two.bench.clock.now(), u"o1"_s, u"s1"_s);
        kept.messages = {message};
        const SecretBytes key = stream::secret("0123456789abcdef0123456789abcdef");
        const QByteArray bundle(16, 'b');
        const QString place = u"hand-over:"_s + id;
        const auto seal = history::RoamingSeal::create(key, jid(kOwn), place, bundle).value();
        history::RoamingIndex index{jid(kOwn), place, 1, two.bench.clock.now(), {}, {}, {}};
        const QByteArray sealed = seal.sealChunk(old.random, u"c1"_s, history::packHistory(kept)).value();
        index.chunks.append({u"c1"_s, crypto::sha256(sealed), {}});
        nodes.chunks[u"c1"_s] =
            "<item xmlns='http://jabber.org/protocol/pubsub' id='c1'><chunk xmlns='urn:wardline:history:0'>"
            + sealed.toBase64() + "</chunk></item>";
        xml::Element element(u"offer", u"urn:wardline:history:0");
        element.setAttribute(u"id", id).setAttribute(u"label", u"ws-old"_s);
        element.setAttribute(u"bundle", QString::fromLatin1(bundle.toBase64()));
        element.setAttribute(u"key", QString::fromLatin1(key.view().toByteArray().toBase64()));
        element.setText(QString::fromLatin1(history::packRoamingIndex(index, false).toBase64()));
        return element;
    }
    /// What a device says that wants the messages of this one.
    static xml::Element question()
    {
        xml::Element element(u"ask", u"urn:wardline:history:0");
        element.setAttribute(u"id", u"q1"_s).setAttribute(u"hours", u"24"_s).setAttribute(u"label", u"ws-new"_s);
        return element;
    }
    /// The relay has told of the other device before.
    void knows()
    {
        history().lookForDevices();
        two.rest();
        (void)said();
    }
    void judges(model::ManualTrust trust)
    {
        std::optional<Status> judged;
        two.bench.session()->encryption()->judge({jid(kOwn), old.id}, trust,
                                                 [&](const Status &status) { judged = status; });
        QVERIFY(two.bench.until([&] { return judged.has_value(); }));
        QVERIFY(*judged);
    }
    static bool has(const QList<xml::Element> &words, QStringView name)
    {
        return std::any_of(words.begin(), words.end(), [name](const auto &word) { return word.name() == name; });
    }
    QStringList texts() { return two.bench.texts(u"ben@relay.example"); }

    HistoryNodes nodes;
    DeviceBench old{jid(kOwn), 21};
    Two two;
};

} // namespace

/// What one's own devices offer is taken from those that somebody compared or the organisation stands for: a relay can
/// put a device onto one's list, and invented messages are worse than none.
class HistoryHandOverTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void asksBeforeItTakesFromADeviceThatNobodyCompared();
    void takesNothingAfterANo();
    void asksNobodyAboutAComparedDevice();
    void takesNothingFromADistrustedOneOrWithoutHavingAsked();
    void takesOnlyWhatTheIndexNames();
    void forgetsTheOfferWhenTheOtherSideGivesUp();
    void givesNothingToADeviceThatNobodyComparedBeforeAYes();
    void givesNothingAfterANo();
    void givesNothingToADeviceThatIsDistrusted();
    void givesNothingToADeviceThatWasDistrustedSinceItAsked();
    void givesNothingWherePolicySaysSo();
};

void HistoryHandOverTest::givesNothingToADeviceThatNobodyComparedBeforeAYes()
{
    Desks desks;
    desks.two.comes(desks.two.writes({body(u"potassium 6.1"_s)}, u"b1"_s));
    desks.knows();
    desks.says(desks.old, Desks::question());
    const auto request = desks.history().request();
    QVERIFY(request && !request->isOffer);
    QCOMPARE(request->device, desks.old.id);
    QVERIFY(!request->fingerprint.isEmpty()); // the number that is to be compared
    QVERIFY(request->trust != model::Trust::Verified && request->trust != model::Trust::Certified);
    desks.two.rest();
    QVERIFY(desks.nodes.chunks.isEmpty());
    QVERIFY(!Desks::has(desks.said(), u"offer"));
    desks.history().answerRequest(request->id, true);
    desks.two.rest();
    desks.two.rest();
    QVERIFY(!desks.nodes.chunks.isEmpty());
    for (const QByteArray &chunk : desks.nodes.chunks.values()) {
        QVERIFY(!chunk.contains("potassium"));
    }
    QVERIFY(Desks::has(desks.said(), u"offer"));
    QCOMPARE(desks.two.audited(audit::AuditEventType::DeviceVerified).size(), 1);
    QCOMPARE(desks.two.audited(audit::AuditEventType::HistoryHandedOver).size(), 1);
}

void HistoryHandOverTest::givesNothingAfterANo()
{
    Desks desks;
    desks.knows();
    desks.says(desks.old, Desks::question());
    QVERIFY(desks.history().request());
    desks.history().answerRequest(desks.history().request()->id, false);
    QVERIFY(Desks::has(desks.said(), u"declined"));
    QVERIFY(!desks.history().request());
    QVERIFY(desks.nodes.chunks.isEmpty());
    QVERIFY(desks.two.audited(audit::AuditEventType::DeviceVerified).isEmpty());
    QCOMPARE(desks.two.audited(audit::AuditEventType::HistoryDeclined).size(), 1);
}

void HistoryHandOverTest::givesNothingToADeviceThatIsDistrusted()
{
    Desks desks;
    desks.knows();
    desks.judges(model::ManualTrust::Distrusted);
    (void)desks.said();
    desks.says(desks.old, Desks::question());
    QVERIFY(!desks.history().request()); // nobody is even asked
    QVERIFY(desks.said().isEmpty());
    QVERIFY(desks.nodes.chunks.isEmpty());
    QCOMPARE(desks.two.audited(audit::AuditEventType::HistoryDeclined).size(), 1);
}

void HistoryHandOverTest::givesNothingToADeviceThatWasDistrustedSinceItAsked()
{
    Desks desks;
    desks.two.comes(desks.two.writes({body(u"potassium 6.1"_s)}, u"b1"_s));
    desks.knows();
    desks.says(desks.old, Desks::question());
    const auto request = desks.history().request();
    QVERIFY(request);
    desks.judges(model::ManualTrust::Distrusted); // on another screen
    desks.history().answerRequest(request->id, true);
    desks.two.rest();
    desks.two.rest();
    QVERIFY(desks.nodes.chunks.isEmpty());
    QVERIFY(!Desks::has(desks.said(), u"offer"));
    QVERIFY(desks.two.audited(audit::AuditEventType::DeviceVerified).isEmpty()); // nor was that word undone
    const auto declined = desks.two.audited(audit::AuditEventType::HistoryDeclined);
    QCOMPARE(declined.size(), 1);
    QCOMPARE(declined.first().reason, std::optional(audit::AuditReason::NotTrusted));
}

void HistoryHandOverTest::givesNothingWherePolicySaysSo()
{
    Desks desks;
    desks.two.bench.rules.history.mayHandOver = false;
    desks.says(desks.old, Desks::question());
    QVERIFY(!desks.history().request());
    QVERIFY(desks.nodes.chunks.isEmpty());
    QVERIFY(Desks::has(desks.said(), u"declined"));
}

void HistoryHandOverTest::asksBeforeItTakesFromADeviceThatNobodyCompared()
{
    Desks desks;
    const QString id = desks.asks();
    QVERIFY(!id.isEmpty());
    desks.says(desks.old, desks.offer(id));
    const auto request = desks.history().request();
    QVERIFY(request && request->isOffer);
    QCOMPARE(request->device, desks.old.id);
    QCOMPARE(request->label, u"ws-old"_s);
    QVERIFY(!request->fingerprint.isEmpty());
    QVERIFY(desks.texts().isEmpty()); // and nothing has come
    QCOMPARE(desks.history().handOver().kind, Kind::Asking);
    desks.history().answerRequest(request->id, true);
    desks.two.rest();
    desks.two.rest();
    QCOMPARE(desks.texts(), QStringList{u"potassium 6.1"_s});
    QCOMPARE(desks.history().handOver().kind, Kind::Done);
    QVERIFY(!desks.history().request());
    QCOMPARE(desks.two.audited(audit::AuditEventType::DeviceVerified).size(), 1);
    QCOMPARE(desks.two.audited(audit::AuditEventType::HistoryReceived).size(), 1);
    const auto words = desks.said();
    QVERIFY(std::any_of(words.begin(), words.end(), [](const xml::Element &word) { return word.name() == u"done"; }));
}

void HistoryHandOverTest::takesNothingAfterANo()
{
    Desks desks;
    const QString id = desks.asks();
    desks.says(desks.old, desks.offer(id));
    desks.history().answerRequest(desks.history().request()->id, false);
    const auto words = desks.said();
    QVERIFY(std::any_of(words.begin(), words.end(), [](const xml::Element &word) { return word.name() == u"cancel"; }));
    QVERIFY(desks.texts().isEmpty());
    QVERIFY(!desks.history().request());
    QCOMPARE(desks.two.audited(audit::AuditEventType::HistoryDeclined).size(), 1);
    QVERIFY(desks.two.audited(audit::AuditEventType::DeviceVerified).isEmpty());
}

void HistoryHandOverTest::asksNobodyAboutAComparedDevice()
{
    Desks desks;
    desks.history().lookForDevices();
    desks.two.rest();
    std::optional<Status> judged;
    desks.two.bench.session()->encryption()->judge({jid(kOwn), desks.old.id}, model::ManualTrust::Verified,
                                                   [&](const Status &status) { judged = status; });
    QVERIFY(desks.two.bench.until([&] { return judged.has_value(); }));
    QVERIFY(*judged);
    (void)desks.said();
    desks.says(desks.old, desks.offer(desks.asks()));
    desks.two.rest();
    QVERIFY(!desks.history().request());
    QCOMPARE(desks.texts(), QStringList{u"potassium 6.1"_s});
}

void HistoryHandOverTest::takesNothingFromADistrustedOneOrWithoutHavingAsked()
{
    Desks desks;
    desks.says(desks.old, desks.offer(u"nobody-asked"_s));
    QVERIFY(!desks.history().request());
    const QString id = desks.asks();
    std::optional<Status> judged;
    desks.two.bench.session()->encryption()->judge({jid(kOwn), desks.old.id}, model::ManualTrust::Distrusted,
                                                   [&](const Status &status) { judged = status; });
    QVERIFY(desks.two.bench.until([&] { return judged.has_value(); }));
    desks.says(desks.old, desks.offer(id));
    QVERIFY(!desks.history().request());
    QVERIFY(desks.texts().isEmpty());
}

void HistoryHandOverTest::takesOnlyWhatTheIndexNames()
{
    Desks desks;
    const QString id = desks.asks();
    const xml::Element offer = desks.offer(id);
    QByteArray &chunk = desks.nodes.chunks[u"c1"_s];
    const qsizetype at = chunk.indexOf("</chunk>") - 40;
    chunk[at] = chunk[at] == 'A' ? 'B' : 'A';
    desks.says(desks.old, offer);
    desks.history().answerRequest(desks.history().request()->id, true);
    desks.two.rest();
    QCOMPARE(desks.history().handOver().kind, Kind::Failed);
    QCOMPARE(desks.history().handOver().fault, HistoryFault::Damaged);
    QVERIFY(desks.texts().isEmpty());
    const auto refused = desks.two.audited(audit::AuditEventType::HistoryRefused);
    QCOMPARE(refused.size(), 1);
    QCOMPARE(refused.first().reason, std::optional(audit::AuditReason::Damaged));
}

void HistoryHandOverTest::forgetsTheOfferWhenTheOtherSideGivesUp()
{
    Desks desks;
    const QString id = desks.asks();
    desks.says(desks.old, desks.offer(id));
    QVERIFY(desks.history().request());
    xml::Element word(u"cancel", u"urn:wardline:history:0");
    word.setAttribute(u"id", id);
    desks.says(desks.old, word);
    QVERIFY(!desks.history().request());
    desks.history().cancelHandOver();
    desks.two.rest();
    QVERIFY(desks.texts().isEmpty());
}

QTEST_GUILESS_MAIN(HistoryHandOverTest)
#include "history_hand_over_test.moc"
