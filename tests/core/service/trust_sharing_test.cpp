// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/trust_sharing.h"

#include "core/crypto/key_form.h"
#include "core/xmpp/xep0434_trust_messages.h"
#include "tests/core/service/certified_ward.h"

using namespace wardline;
using namespace wardline::service;
using namespace wardline::service::test;
using model::ManualTrust;
using model::Trust;

namespace {

xmpp::TrustMessage about(const model::Jid &owner, const QByteArray &curveKey, bool isTrusted = true)
{
    xmpp::TrustMessage message;
    message.usage = xmpp::TrustMessage::kAtmUsage.toString();
    message.encryption = u"urn:xmpp:omemo:2"_s;
    const QByteArray key = crypto::toEdwardsForm(curveKey).value();
    message.owners.append(
        {owner, isTrusted ? QList{key} : QList<QByteArray>(), isTrusted ? QList<QByteArray>() : QList{key}});
    return message;
}

/// Ana at work, with a phone of her own beside her.
struct Sharing : CertifiedWard
{
    DeviceBench phone{jid(kOwn), 31};

    Sharing()
        : CertifiedWard(trust::RoomDeviceRule::Believed)
    {
        publishDevice(phone);
        signIn();
        QVERIFY(send()); // both lists are known
    }
    Status judge(const model::DeviceAddress &device, ManualTrust trust)
    {
        std::optional<Status> result;
        ward.session()->encryption()->judge(device, trust, [&result](const Status &done) { result = done; });
        (void)ward.until([&result] { return result.has_value(); });
        ward.settle();
        return result.value_or(failure(ServiceError::Internal));
    }
    Trust trustIn(const model::DeviceAddress &device)
    {
        std::optional<Trust> found;
        ward.session()->encryption()->devicesOf(device.person, [&](const auto &devices) {
            for (const auto &each : *devices) {
                found = each.device.address == device ? each.trust : found.value_or(Trust::Undecided);
            }
        });
        (void)ward.until([&found] { return found.has_value(); });
        return found.value_or(Trust::Undecided);
    }
    /// The phone learns Ana's workstation from what it published.
    void phoneKnowsUs()
    {
        const auto list = xmpp::OmemoDeviceList::fromXml(
            *xml::readXml(nodes[{kOwn, xmpp::omemoDeviceListNode(OmemoVersion::V2)}].value(u"current"_s)));
        for (const auto &device : list->devices) {
            if (device.id == phone.id) {
                continue;
            }
            const QByteArray bundle = nodes[{kOwn, xmpp::omemoBundleNode(OmemoVersion::V2, device.id)}].value(
                xmpp::omemoBundleItem(OmemoVersion::V2, device.id));
            us = {jid(kOwn), device.id};
            const auto parsed = xmpp::OmemoBundle::fromXml(*xml::readXml(bundle));
            QVERIFY(parsed);
            (void)phone.write<QByteArray>(
                [&](store::OmemoStore &keys) { return phone.context->engine.beginSession(keys, us, *parsed, {}); });
        }
    }
    /// As the phone's stanza lies on the wire.
    QByteArray phoneWrites(const model::Jid &to, const QList<xml::Element> &content)
    {
        const auto sealed = phone.write<omemo::SealedMessage>([&](store::OmemoStore &keys) {
            return phone.context->engine.encrypt(keys, {jid(kOwn), to, false}, {content, {}},
                                                 {{us, OmemoVersion::V2, {}}});
        });
        xmpp::MessageStanza stanza;
        stanza.from = jid(QString(kOwn % u"/phone"));
        stanza.to = to;
        stanza.type = xmpp::MessageType::Chat;
        stanza.id = u"tm-%1"_s.arg(++said);
        stanza.payloads = sealed.elements;
        return xml::writeXml(stanza.toXml());
    }
    /// What the relay gives a person's other devices of it.
    static QByteArray copyOf(const QByteArray &stanza, const QByteArray &direction = "sent")
    {
        const QByteArray own = QString(kOwn).toUtf8();
        return "<message xmlns='jabber:client' type='chat' from='" + own + "' to='" + own + "/here'><" + direction
            + " xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'>" + stanza + "</forwarded></"
            + direction + "></message>";
    }
    void comes(const QByteArray &stanza)
    {
        ward.relay.say(stanza);
        ward.settle();
    }
    void phoneSays(const xmpp::TrustMessage &message) { comes(phoneWrites(jid(kOwn), {message.toXml()})); }
    QList<model::Message> rowsWith(const model::Jid &person)
    {
        const auto page = ward.answer(ward.session()->messages().before(person, {}, 50));
        return page ? page->messages : QList<model::Message>();
    }
    model::DeviceAddress us;
    int said = 0;
};

} // namespace

class TrustSharingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ownAuthenticatedDevicesAreToldWhoWasCompared()
    {
        Sharing bench;
        QVERIFY(bench.judge({jid(CertifiedWard::kOwn), bench.phone.id}, ManualTrust::Verified));
        bench.ward.relay.messages.clear();
        QVERIFY(bench.judge({bench.ben.own, bench.ben.id}, ManualTrust::Verified));
        QVERIFY(!bench.ward.relay.messages.isEmpty());
        const auto stanza = xmpp::MessageStanza::fromXml(bench.ward.relay.messages.first()).value();
        QCOMPARE(stanza.to, jid(CertifiedWard::kOwn));
        QVERIFY(!stanza.body);
        omemo::SealedArrival arrival;
        arrival.encrypted = encryptedIn(stanza.payloads);
        QCOMPARE(arrival.encrypted.size(), 1); // omemo:2 alone
        arrival.sender = jid(CertifiedWard::kOwn);
        arrival.place = {jid(CertifiedWard::kOwn), jid(CertifiedWard::kOwn), false};
        arrival.time = bench.ward.clock.now();
        const auto opened = bench.phone.write<omemo::OpenedMessage>(
            [&](store::OmemoStore &keys) { return bench.phone.context->engine.decrypt(keys, arrival); });
        QCOMPARE(opened.elements.size(), 1);
        const auto said = xmpp::TrustMessage::fromXml(opened.elements.first()).value();
        QCOMPARE(said.owners.first().person, bench.ben.own);
        QCOMPARE(crypto::toCurveForm(said.owners.first().trusted.first()).value(), CertifiedWard::keyOf(bench.ben));
    }

    void aDeviceThatNobodyComparedIsToldNothing()
    {
        Sharing bench;
        bench.ward.relay.messages.clear();
        QVERIFY(bench.judge({bench.ben.own, bench.ben.id}, ManualTrust::Verified));
        for (const xml::Element &message : std::as_const(bench.ward.relay.messages)) {
            QVERIFY(message.attribute(u"to") != CertifiedWard::kOwn);
        }
    }

    void whatAnOwnAuthenticatedDeviceSaysCounts()
    {
        Sharing bench;
        bench.phoneKnowsUs();
        const model::DeviceAddress ben{bench.ben.own, bench.ben.id};
        QVERIFY(bench.judge({jid(CertifiedWard::kOwn), bench.phone.id}, ManualTrust::Verified));
        QCOMPARE(bench.trustIn(ben), Trust::Blind);
        bench.phoneSays(about(bench.ben.own, CertifiedWard::keyOf(bench.ben)));
        QCOMPARE(bench.trustIn(ben), Trust::Verified);
        bench.phoneSays(about(bench.ben.own, CertifiedWard::keyOf(bench.ben), false));
        QCOMPARE(bench.trustIn(ben), Trust::ManuallyDistrusted);
        bench.phoneSays(about(bench.ben.own, CertifiedWard::keyOf(bench.ben)));
        QCOMPARE(bench.trustIn(ben), Trust::ManuallyDistrusted); // taken back by hand alone
    }

    /// Some servers bring a word between own devices to each of them, and a copy of it besides: it opens once alone.
    void aCopyOfWhatAnOwnDeviceSaidToUsIsPassedOver_data()
    {
        QTest::addColumn<bool>("isCopyFirst");
        QTest::addColumn<QByteArray>("direction");
        for (const QByteArray &direction : {QByteArray("sent"), QByteArray("received")}) {
            QTest::addRow("copy first, %s", direction.constData()) << true << direction;
            QTest::addRow("copy after it, %s", direction.constData()) << false << direction;
        }
    }
    void aCopyOfWhatAnOwnDeviceSaidToUsIsPassedOver()
    {
        QFETCH(bool, isCopyFirst);
        QFETCH(QByteArray, direction);
        Sharing bench;
        bench.phoneKnowsUs();
        QVERIFY(bench.judge({jid(CertifiedWard::kOwn), bench.phone.id}, ManualTrust::Verified));
        const QByteArray word = bench.phoneWrites(jid(CertifiedWard::kOwn),
                                                  {about(bench.ben.own, CertifiedWard::keyOf(bench.ben)).toXml()});
        const QByteArray copy = Sharing::copyOf(word, direction);
        bench.comes(isCopyFirst ? copy : word);
        QCOMPARE(bench.trustIn({bench.ben.own, bench.ben.id}), isCopyFirst ? Trust::Blind : Trust::Verified);
        bench.comes(isCopyFirst ? word : copy);
        QCOMPARE(bench.trustIn({bench.ben.own, bench.ben.id}), Trust::Verified);
        QCOMPARE(bench.audited(audit::AuditEventType::ForgedStanzaRefused), 0); // nothing was opened twice
        QVERIFY(bench.rowsWith(jid(CertifiedWard::kOwn)).isEmpty());
    }

    void whatAnOwnDeviceWritesToOthersIsShownOnce()
    {
        Sharing bench;
        bench.phoneKnowsUs();
        const qsizetype before = bench.rowsWith(bench.ben.own).size();
        const QByteArray copy = Sharing::copyOf(bench.phoneWrites(bench.ben.own, {body(u"I am on my way"_s)}));
        bench.comes(copy);
        bench.comes(copy);
        const QList<model::Message> rows = bench.rowsWith(bench.ben.own);
        QCOMPARE(rows.size(), before + 1);
        QCOMPARE(rows.last().body, u"I am on my way"_s);
        QVERIFY(rows.last().isOwn);
        QCOMPARE(rows.last().encryption, model::EncryptionState::EndToEnd);
    }

    void whatAnUncomparedDeviceSaysWaitsUntilItIsCompared()
    {
        Sharing bench;
        bench.phoneKnowsUs();
        const model::DeviceAddress ben{bench.ben.own, bench.ben.id};
        bench.phoneSays(about(bench.ben.own, CertifiedWard::keyOf(bench.ben)));
        QCOMPARE(bench.trustIn(ben), Trust::Blind);
        QVERIFY(bench.judge({jid(CertifiedWard::kOwn), bench.phone.id}, ManualTrust::Verified));
        QCOMPARE(bench.trustIn(ben), Trust::Verified);
    }

    void whatADistrustedDeviceSaidNeverCounts()
    {
        Sharing bench;
        bench.phoneKnowsUs();
        const model::DeviceAddress ben{bench.ben.own, bench.ben.id};
        bench.phoneSays(about(bench.ben.own, CertifiedWard::keyOf(bench.ben)));
        QVERIFY(bench.judge({jid(CertifiedWard::kOwn), bench.phone.id}, ManualTrust::Distrusted));
        QCOMPARE(bench.trustIn(ben), Trust::Blind);
    }

    void whatIsSaidOfAKeyThatWasNeverSeenWaitsForItAlsoAcrossARestart()
    {
        Sharing bench;
        bench.phoneKnowsUs();
        QVERIFY(bench.judge({jid(CertifiedWard::kOwn), bench.phone.id}, ManualTrust::Verified));
        DeviceBench second(bench.ben.own, 9); // Ben's, of which this workstation knows nothing yet
        bench.phoneSays(about(bench.ben.own, CertifiedWard::keyOf(second), false));
        bench.ward.restart();
        bench.publishDevice(second);
        bench.signIn();
        QVERIFY(bench.send());
        QCOMPARE(bench.trustIn({bench.ben.own, second.id}), Trust::ManuallyDistrusted);
        QCOMPARE(bench.trustIn({bench.ben.own, bench.ben.id}), Trust::Blind);
        QCoreApplication::processEvents(); // it was decided on the writing thread
        QCOMPARE(bench.audited(audit::AuditEventType::DeviceDistrusted), 1);
    }

    void whatAnUncomparedDeviceSaidIsKeptAcrossARestart()
    {
        Sharing bench;
        bench.phoneKnowsUs();
        bench.phoneSays(about(bench.ben.own, CertifiedWard::keyOf(bench.ben)));
        bench.ward.restart();
        bench.signIn();
        QVERIFY(bench.send());
        QVERIFY(bench.judge({jid(CertifiedWard::kOwn), bench.phone.id}, ManualTrust::Verified));
        QCOMPARE(bench.trustIn({bench.ben.own, bench.ben.id}), Trust::Verified);
    }

    void whatOwnDevicesSaidStandsInTheAuditLog()
    {
        Sharing bench;
        bench.phoneKnowsUs();
        QVERIFY(bench.judge({jid(CertifiedWard::kOwn), bench.phone.id}, ManualTrust::Verified));
        const int before = bench.audited(audit::AuditEventType::DeviceDistrusted);
        bench.phoneSays(about(bench.ben.own, CertifiedWard::keyOf(bench.ben), false));
        QCOMPARE(bench.audited(audit::AuditEventType::DeviceDistrusted), before + 1);
    }

    void whatWasSaidWithoutAConnectionIsToldWhenThereIsOne()
    {
        Sharing bench;
        QVERIFY(bench.judge({jid(CertifiedWard::kOwn), bench.phone.id}, ManualTrust::Verified));
        bench.ward.relay.isReachable = false;
        bench.ward.relay.cut();
        bench.ward.settle();
        bench.ward.relay.messages.clear();
        QVERIFY(bench.judge({bench.ben.own, bench.ben.id}, ManualTrust::Distrusted));
        QVERIFY(bench.ward.relay.messages.isEmpty());
        bench.ward.relay.isReachable = true;
        const auto isTold = [&bench] {
            bench.ward.timers.advance(std::chrono::seconds(5));
            return std::any_of(bench.ward.relay.messages.begin(), bench.ward.relay.messages.end(),
                               [](const xml::Element &each) { return each.attribute(u"to") == CertifiedWard::kOwn; });
        };
        QVERIFY(bench.ward.until(isTold));
    }

    void somebodyElseHasNoSayAboutThirdPeople()
    {
        DeviceBench ana(kAna, 1);
        DeviceBench ben(kBen, 2);
        DeviceBench cleo(kCleo, 3);
        ana.learns(kBen, {&ben});
        ana.learns(kCleo, {&cleo});
        omemo::OpenedMessage message;
        message.device = {kBen, ben.id};
        message.identityKey = CertifiedWard::keyOf(ben);
        message.elements = {about(kCleo, CertifiedWard::keyOf(cleo)).toXml()};
        const auto changed = ana.write<QList<ToldTrust>>(
            [&](store::OmemoStore &keys) { return takeTrustMessages(*ana.context, keys, message, Trust::Verified); });
        QVERIFY(changed.isEmpty());
    }

    void outsideOfTheEnvelopeOrOfOmemo2NothingCounts()
    {
        DeviceBench ana(kAna, 1);
        DeviceBench phone(kAna, 2);
        DeviceBench ben(kBen, 3);
        ana.learns(kBen, {&ben});
        omemo::OpenedMessage message;
        message.device = {kAna, phone.id};
        message.identityKey = CertifiedWard::keyOf(phone);
        message.version = OmemoVersion::V03;
        message.elements = {about(kBen, CertifiedWard::keyOf(ben)).toXml()};
        const auto changed = ana.write<QList<ToldTrust>>(
            [&](store::OmemoStore &keys) { return takeTrustMessages(*ana.context, keys, message, Trust::Verified); });
        QVERIFY(changed.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TrustSharingTest)
#include "trust_sharing_test.moc"
