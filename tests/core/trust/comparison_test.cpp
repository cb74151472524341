// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trust/authority_wire.h"
#include "core/trust/omemo_uri.h"
#include "core/trust/safety_number.h"
#include "core/xml/xml_reader.h"
#include "core/xml/xml_writer.h"
#include "tests/core/trust/trust_fixture.h"

using namespace wardline;
using namespace wardline::trust;
using namespace wardline::trust::test;
using namespace Qt::StringLiterals;

/// What people compare with their eyes or a camera, and the elements that carry documents.
class ComparisonTest : public QObject
{
    Q_OBJECT

private:
    const Device m_ana{u"ana@clinic.example", 7, 1};
    const Device m_phone{u"ana@clinic.example", 5886, 2};
    const Device m_ben{u"ben@clinic.example", 9, 3};

private Q_SLOTS:
    void aFingerprintHasEightGroups()
    {
        const QStringList groups = fingerprintGroups(QByteArray::fromHex("000102030405060708090a0b0c0d0e0f"
                                                                         "101112131415161718191a1b1c1d1eff"));
        QCOMPARE(groups.size(), 8);
        QCOMPARE(groups.first(), u"00010203"_s);
        QCOMPARE(groups.last(), u"1c1d1eff"_s);
    }

    void bothSeeTheSameNumber()
    {
        const SafetyNumberSide ana{m_ana.address.person, {m_ana.curveKey(), m_phone.curveKey()}};
        const SafetyNumberSide ben{jid(u"ben@clinic.example/desk"), {m_ben.curveKey()}};
        const QStringList number = safetyNumber(ana, ben).value();
        QCOMPARE(number.size(), 12);
        for (const QString &group : number) {
            QCOMPARE(group.size(), 5);
        }
        QCOMPARE(safetyNumber(ben, ana).value(), number);
        const SafetyNumberSide otherOrder{m_ana.address.person,
                                          {m_phone.curveKey(), m_ana.curveKey(), m_ana.curveKey()}};
        QCOMPARE(safetyNumber(ben, otherOrder).value(), number);
    }

    void aDeviceThatWasSlippedInChangesTheNumber()
    {
        const SafetyNumberSide ben{m_ben.address.person, {m_ben.curveKey()}};
        const QStringList one = safetyNumber({m_ana.address.person, {m_ana.curveKey()}}, ben).value();
        QVERIFY(safetyNumber({m_ana.address.person, {m_ana.curveKey(), m_phone.curveKey()}}, ben).value() != one);
        QVERIFY(safetyNumber({m_ana.address.person, {m_phone.curveKey()}}, ben).value() != one);
        QVERIFY(safetyNumber({jid(u"eva@clinic.example"), {m_ana.curveKey()}}, ben).value() != one);
    }

    void withoutKeysThereIsNoNumber()
    {
        const SafetyNumberSide ben{m_ben.address.person, {m_ben.curveKey()}};
        QVERIFY(failsWith(safetyNumber({m_ana.address.person, {}}, ben), TrustError::Malformed));
        QVERIFY(failsWith(safetyNumber({m_ana.address.person, {QByteArray(31, 'x')}}, ben), TrustError::Malformed));
        QVERIFY(failsWith(safetyNumber(ben, ben), TrustError::Malformed));
    }

    void aUriComesBack()
    {
        const OmemoUri uri{m_ana.address.person, {{7, m_ana.curveKey()}, {5886, m_phone.curveKey()}}};
        QCOMPARE(uri.toString(),
                 QString(u"xmpp:ana@clinic.example?omemo-sid-7=%1;omemo-sid-5886=%2"_s.arg(
                     QString::fromLatin1(m_ana.curveKey().toHex()), QString::fromLatin1(m_phone.curveKey().toHex()))));
        QCOMPARE(OmemoUri::parse(uri.toString()).value(), uri);
    }

    void readsWhatPhonesWrite_data()
    {
        QTest::addColumn<QString>("form");
        QTest::newRow("plain") << u"xmpp:ana@clinic.example?omemo-sid-7=%1"_s;
        QTest::newRow("with an action") << u"xmpp:ana@clinic.example?message;omemo-sid-7=%1"_s;
        QTest::newRow("with an ampersand") << u"xmpp:ana@clinic.example?name=Ana&omemo-sid-7=%1"_s;
        QTest::newRow("with the type of the key") << u"xmpp:ana@clinic.example?omemo-sid-7=05%1"_s;
        QTest::newRow("encoded") << u"xmpp:an%61@clinic.example?omemo-sid-7=%1"_s;
    }
    void readsWhatPhonesWrite()
    {
        QFETCH(QString, form);
        const auto uri = OmemoUri::parse(form.replace(u"%1"_s, QString::fromLatin1(m_ana.curveKey().toHex())));
        QVERIFY(uri);
        QCOMPARE(*uri, (OmemoUri{m_ana.address.person, {{7, m_ana.curveKey()}}}));
    }

    void refusesOtherUris_data()
    {
        QTest::addColumn<QString>("text");
        const QString key = QString::fromLatin1(m_ana.curveKey().toHex());
        QTest::newRow("empty") << QString();
        QTest::newRow("another scheme") << u"https://clinic.example"_s;
        QTest::newRow("no address") << QString(u"xmpp:?omemo-sid-7="_s + key);
        QTest::newRow("a resource") << QString(u"xmpp:ana@clinic.example/x?omemo-sid-7="_s + key);
        QTest::newRow("device 0") << QString(u"xmpp:ana@clinic.example?omemo-sid-0="_s + key);
        QTest::newRow("device with a zero in front") << QString(u"xmpp:ana@clinic.example?omemo-sid-07="_s + key);
        QTest::newRow("device of 32 bits") << QString(u"xmpp:ana@clinic.example?omemo-sid-4294967295="_s + key);
        QTest::newRow("short key") << QString(u"xmpp:ana@clinic.example?omemo-sid-7="_s + key.chopped(2));
        QTest::newRow("no hex") << QString(u"xmpp:ana@clinic.example?omemo-sid-7="_s + QString(64, u'z'));
        QTest::newRow("key of low order") << QString(u"xmpp:ana@clinic.example?omemo-sid-7="_s + QString(64, u'0'));
        QTest::newRow("a device twice") << QString(u"xmpp:ana@clinic.example?omemo-sid-7="_s + key + u";omemo-sid-7="_s
                                                   + key);
        QTest::newRow("endless") << QString(u"xmpp:ana@clinic.example?"_s + QString(5000, u'x'));
    }
    void refusesOtherUris()
    {
        QFETCH(QString, text);
        QVERIFY(!OmemoUri::parse(text));
    }

    void documentsTravelInBase64()
    {
        const TrustDocument document{QByteArray("\x00\x01\xff", 3)};
        QCOMPARE(xml::writeXml(document.toXml()),
                 QByteArray("<document xmlns=\"urn:wardline:trust:0\">AAH/</document>"));
        QCOMPARE(TrustDocument::fromXml(document.toXml()).value(), document);
        for (const char *text : {"", "!", "AA AA"}) {
            xml::Element element(u"document", kTrustNamespace);
            element.setText(QString::fromLatin1(text));
            QVERIFY(!TrustDocument::fromXml(element));
        }
    }

    void messagesOfTheAuthorityComeBack()
    {
        using Kind = AuthorityMessage::Kind;
        using State = AuthorityMessage::State;
        for (const Kind kind : {Kind::Ask, Kind::Nonce, Kind::Request, Kind::Vouch, Kind::Answer}) {
            for (const State state : {State::Waiting, State::Issued, State::Refused}) {
                const AuthorityMessage message{kind, QByteArray("bytes"),
                                               kind == Kind::Answer ? state : State::Waiting};
                QCOMPARE(AuthorityMessage::fromXml(message.toXml()).value(), message);
            }
        }
        QVERIFY(!AuthorityMessage::fromXml(xml::Element(u"other", kTrustNamespace)));
        QVERIFY(!AuthorityMessage::fromXml(xml::Element(u"answer", kTrustNamespace)));
        xml::Element large(u"request", kTrustNamespace);
        large.setText(QString(20'000, u'A'));
        QVERIFY(!AuthorityMessage::fromXml(large));
    }
};

QTEST_GUILESS_MAIN(ComparisonTest)
#include "comparison_test.moc"
