// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trust/trust_messages.h"
#include "core/xml/xml_reader.h"
#include "core/xml/xml_writer.h"
#include "tests/core/trust/trust_fixture.h"

using namespace wardline;
using namespace wardline::trust;
using namespace wardline::trust::test;
using namespace Qt::StringLiterals;
using model::Trust;

class TrustMessagesTest : public QObject
{
    Q_OBJECT

private:
    const Device m_here{u"ana@clinic.example", 1, 1};
    const Device m_phone{u"ana@clinic.example", 2, 2};
    const Device m_ben{u"ben@clinic.example", 3, 3};
    const Device m_bens{u"ben@clinic.example", 4, 4};
    const Device m_cleo{u"cleo@clinic.example", 5, 5};

    [[nodiscard]] TrustMessageReader reader() const { return {m_here.address.person, m_here.curveKey()}; }
    [[nodiscard]] static TrustMessageSource source(const Device &device, Trust trust)
    {
        return {device.address.person, device.curveKey(), trust, true};
    }
    [[nodiscard]] static xmpp::TrustMessage about(const Device &device, bool isTrusted = true)
    {
        xmpp::TrustMessage message{xmpp::TrustMessage::kAtmUsage.toString(), u"urn:xmpp:omemo:2"_s, {}};
        message.owners.append({device.address.person, {}, {}});
        (isTrusted ? message.owners.last().trusted : message.owners.last().distrusted).append(device.key.publicKey());
        return message;
    }
    [[nodiscard]] static TrustDecision decision(const Device &device, bool isTrusted = true)
    {
        return {device.address.person, device.curveKey(), isTrusted};
    }
    [[nodiscard]] static AuthenticatedDevice known(const Device &device) { return {device.address, device.curveKey()}; }

private Q_SLOTS:
    void isWrittenAsTheSpecificationHasIt()
    {
        const QByteArray text =
            "<trust-message xmlns='urn:xmpp:tm:1' usage='urn:xmpp:atm:1' encryption='urn:xmpp:omemo:2'>"
            "<key-owner jid='alice@example.org'>"
            "<trust>aFABnX7Q/rbTgjBySYzrT2FsYCVYb49mbca5yB734KQ=</trust>"
            "<trust>IhpPjiKLchgrAG5cpSfTvdzPjZ5v6vTOluHEUehkgCA=</trust></key-owner>"
            "<key-owner jid='bob@example.com'>"
            "<distrust>YjVI04NcbTPvXLaA95RO84HPcSvyOgEZ2r5cTyUs0C8=</distrust></key-owner></trust-message>";
        const auto element = xml::readXml(text);
        const auto message = xmpp::TrustMessage::fromXml(*element);
        QVERIFY(message);
        QCOMPARE(message->owners.size(), 2);
        QCOMPARE(message->owners.first().trusted.size(), 2);
        QCOMPARE(message->owners.last().distrusted.size(), 1);
        QCOMPARE(message->toXml(), *element);
    }

    void refusesMalformedMessages_data()
    {
        QTest::addColumn<QByteArray>("inside");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("no keys") << QByteArray("<key-owner jid='a@b'/>");
        QTest::newRow("no owner") << QByteArray("<key-owner><trust>AAAA</trust></key-owner>");
        QTest::newRow("owner with a resource") << QByteArray("<key-owner jid='a@b/c'><trust>AAAA</trust></key-owner>");
        QTest::newRow("no Base64") << QByteArray("<key-owner jid='a@b'><trust>!</trust></key-owner>");
        QTest::newRow("empty key") << QByteArray("<key-owner jid='a@b'><trust/></key-owner>");
        QByteArray many;
        for (int i = 0; i < 513; ++i) {
            many += "<trust>AAAA</trust>";
        }
        QTest::newRow("too many keys") << QByteArray("<key-owner jid='a@b'>" + many + "</key-owner>");
    }
    void refusesMalformedMessages()
    {
        QFETCH(QByteArray, inside);
        const QByteArray text =
            "<trust-message xmlns='urn:xmpp:tm:1' usage='urn:xmpp:atm:1' encryption='urn:xmpp:omemo:2'>" + inside
            + "</trust-message>";
        QVERIFY(!xmpp::TrustMessage::fromXml(*xml::readXml(text)));
    }

    void countsByWhoSaysItAndOfWhom_data()
    {
        QTest::addColumn<bool>("isOwn");
        QTest::addColumn<int>("trust");
        QTest::addColumn<QString>("about");
        QTest::addColumn<QString>("outcome");
        const auto row = [](const char *name, bool isOwn, Trust trust, const QString &about, const QString &outcome) {
            QTest::newRow(name) << isOwn << static_cast<int>(trust) << about << outcome;
        };
        row("own verified of somebody", true, Trust::Verified, u"cleo"_s, u"apply"_s);
        row("own certified of somebody", true, Trust::Certified, u"cleo"_s, u"apply"_s);
        row("own blind of somebody", true, Trust::Blind, u"cleo"_s, u"keep"_s);
        row("own undecided of somebody", true, Trust::Undecided, u"cleo"_s, u"keep"_s);
        row("own distrusted of somebody", true, Trust::ManuallyDistrusted, u"cleo"_s, u"ignored"_s);
        row("own revoked of somebody", true, Trust::Revoked, u"cleo"_s, u"ignored"_s);
        row("own verified of this device", true, Trust::Verified, u"here"_s, u"ignored"_s);
        row("own verified of itself", true, Trust::Verified, u"phone"_s, u"ignored"_s);
        row("other's verified of their own", false, Trust::Verified, u"bens"_s, u"apply"_s);
        row("other's verified of somebody", false, Trust::Verified, u"cleo"_s, u"ignored"_s);
        row("other's verified of ours", false, Trust::Verified, u"phone"_s, u"ignored"_s);
        row("other's certified of their own", false, Trust::Certified, u"bens"_s, u"keep"_s);
        row("other's blind of their own", false, Trust::Blind, u"bens"_s, u"keep"_s);
        row("other's revoked of their own", false, Trust::Revoked, u"bens"_s, u"ignored"_s);
    }
    void countsByWhoSaysItAndOfWhom()
    {
        QFETCH(bool, isOwn);
        QFETCH(int, trust);
        QFETCH(QString, about);
        QFETCH(QString, outcome);
        const Device &target = about == u"cleo" ? m_cleo
            : about == u"here"                  ? m_here
            : about == u"phone"                 ? m_phone
                                                : m_bens;
        for (const bool isTrusted : {true, false}) {
            if (!isTrusted && isOwn && about == u"phone") {
                continue; // a device may say that it was lost
            }
            const auto verdict = judgeTrustMessage(
                this->about(target, isTrusted), source(isOwn ? m_phone : m_ben, static_cast<Trust>(trust)), reader());
            QVERIFY(verdict);
            QCOMPARE(verdict->apply, outcome == u"apply" ? QList{decision(target, isTrusted)} : QList<TrustDecision>());
            QCOMPARE(verdict->keep, outcome == u"keep" ? QList{decision(target, isTrusted)} : QList<TrustDecision>());
            QCOMPARE(verdict->ignored, outcome == u"ignored" ? 1 : 0);
        }
    }

    void refusesWhatWasNotProtected()
    {
        TrustMessageSource from = source(m_phone, Trust::Verified);
        from.wasEncrypted2 = false;
        QVERIFY(failsWith(judgeTrustMessage(about(m_cleo), from, reader()), TrustError::NotPermitted));
    }

    void refusesAnotherUsageOrEncryption()
    {
        xmpp::TrustMessage message = about(m_cleo);
        message.usage = u"urn:example:other"_s;
        QVERIFY(
            failsWith(judgeTrustMessage(message, source(m_phone, Trust::Verified), reader()), TrustError::Malformed));
        message = about(m_cleo);
        message.encryption = u"eu.siacs.conversations.axolotl"_s;
        QVERIFY(
            failsWith(judgeTrustMessage(message, source(m_phone, Trust::Verified), reader()), TrustError::Malformed));
        message = about(m_cleo);
        message.owners.first().trusted.append(QByteArray(32, '\0'));
        QVERIFY(
            failsWith(judgeTrustMessage(message, source(m_phone, Trust::Verified), reader()), TrustError::Malformed));
    }

    void whatWaitsCountsOnceAndLaterWordsWin()
    {
        WaitingDecisions waiting;
        waiting.add(m_ben.curveKey(), {decision(m_bens, true)});
        waiting.add(m_ben.curveKey(), {decision(m_bens, false)});
        QCOMPARE(waiting.take(m_ben.curveKey()), QList{decision(m_bens, false)});
        QVERIFY(waiting.take(m_ben.curveKey()).isEmpty());
        waiting.add(m_ben.curveKey(), {decision(m_bens)});
        waiting.forget(m_ben.curveKey());
        QVERIFY(waiting.take(m_ben.curveKey()).isEmpty());
    }

    void whatWaitsIsBounded()
    {
        WaitingDecisions waiting;
        for (int i = 0; i < 1000; ++i) {
            waiting.add(QByteArray::number(i), {decision(m_bens)});
        }
        QCOMPARE(waiting.senders(), WaitingDecisions::kMaxSenders);
        QVERIFY(waiting.take("0").isEmpty());
        QCOMPARE(waiting.take("999").size(), 1);
    }

    void somebodysNewKeyIsToldToOwnDevicesAndItLearnsOurs()
    {
        const auto out =
            trustMessagesAfter(decision(m_ben), known(m_ben), {known(m_phone), known(m_cleo)}, m_here.address.person);
        QCOMPARE(out.size(), 2);
        QCOMPARE(out.at(0).to, QList{m_phone.address});
        QCOMPARE(out.at(0).message.owners.first().person, m_ben.address.person);
        QCOMPARE(out.at(1).to, QList{m_ben.address});
        QCOMPARE(out.at(1).message.owners.size(), 1);
        QCOMPARE(out.at(1).message.owners.first().person, m_phone.address.person);
        // what goes out is understood by who gets it
        const auto verdict = judgeTrustMessage(out.at(0).message, source(m_here, Trust::Verified),
                                               {m_phone.address.person, m_phone.curveKey()});
        QCOMPARE(verdict->apply, QList{decision(m_ben)});
    }

    void anOwnNewKeyIsToldToEverybodyAndItLearnsAll()
    {
        const auto out =
            trustMessagesAfter(decision(m_phone), known(m_phone), {known(m_ben), known(m_cleo)}, m_here.address.person);
        QCOMPARE(out.size(), 2);
        QCOMPARE(out.at(0).to, (QList{m_ben.address, m_cleo.address}));
        QCOMPARE(out.at(0).message.owners.first().person, m_phone.address.person);
        QCOMPARE(out.at(1).to, QList{m_phone.address});
        QCOMPARE(out.at(1).message.owners.size(), 2);
    }

    void aDistrustedKeyLearnsNothing()
    {
        const auto out = trustMessagesAfter(decision(m_ben, false), known(m_ben), {known(m_phone), known(m_cleo)},
                                            m_here.address.person);
        QCOMPARE(out.size(), 1);
        QCOMPARE(out.first().to, QList{m_phone.address});
        QCOMPARE(out.first().message.owners.first().distrusted.size(), 1);
    }
};

QTEST_GUILESS_MAIN(TrustMessagesTest)
#include "trust_messages_test.moc"
