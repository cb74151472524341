// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trust/safety_number.h"

#include "tests/core/service/certified_ward.h"

using namespace wardline;
using namespace wardline::service;
using namespace wardline::service::test;
using Verdict = ComparedDevice::Verdict;

namespace {

struct Two : CertifiedWard
{
    DeviceBench phone{jid(u"ben@relay.example"), 8};

    Two()
        : CertifiedWard(trust::RoomDeviceRule::Believed)
    {
        publishDevice(phone);
        publish();
        signIn();
        QVERIFY(send());
    }
    QStringList number() { return ward.answer(ward.session()->trust()->safetyNumber(ben.own)).value_or(QStringList()); }
    /// What Ben's screen shows, who knows these keys of Ana's.
    QStringList onBensScreen(QList<QByteArray> bens)
    {
        QByteArray anas;
        for (const ShownDevice &device :
             ward.answer(ward.session()->trust()->devices(jid(kOwn))).value_or(QList<ShownDevice>())) {
            anas = QByteArray::fromHex(device.fingerprint.join(QString()).toLatin1());
        }
        return trust::safetyNumber({ben.own, bens}, {jid(kOwn), {anas}}).value();
    }
    QList<ComparedDevice> compare(const QString &code)
    {
        return ward.answer(ward.session()->trust()->compareCode(ben.own, code)).value_or(QList<ComparedDevice>());
    }
    model::Trust trustIn(quint32 id)
    {
        for (const ShownDevice &device :
             ward.answer(ward.session()->trust()->devices(ben.own)).value_or(QList<ShownDevice>())) {
            if (device.address.id == id) {
                return device.trust;
            }
        }
        return model::Trust::Undecided;
    }
};

} // namespace

class SafetyNumberTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bothSidesSeeTheSameSixtyDigits()
    {
        Two bench;
        const QStringList number = bench.number();
        QCOMPARE(number.size(), 12);
        QCOMPARE(number.join(QString()).size(), 60);
        QCOMPARE(number, bench.onBensScreen({CertifiedWard::keyOf(bench.phone), CertifiedWard::keyOf(bench.ben)}));
    }

    void aDeviceThatWasSlippedInChangesIt()
    {
        Two bench;
        QVERIFY(bench.number() != bench.onBensScreen({CertifiedWard::keyOf(bench.ben)}));
    }

    void comparingItVerifiesAllDevicesOfTheOther_data()
    {
        QTest::addColumn<QString>("between");
        QTest::newRow("in groups") << u" "_s;
        QTest::newRow("in one") << QString();
        QTest::newRow("in lines") << u"\n"_s;
    }
    void comparingItVerifiesAllDevicesOfTheOther()
    {
        QFETCH(QString, between);
        Two bench;
        const auto compared = bench.compare(bench.number().join(between));
        QCOMPARE(compared.size(), 2);
        for (const ComparedDevice &each : compared) {
            QCOMPARE(each.verdict, Verdict::Same);
        }
        QCOMPARE(bench.trustIn(bench.ben.id), model::Trust::Verified);
        QCOMPARE(bench.trustIn(bench.phone.id), model::Trust::Verified);
        QCOMPARE(bench.audited(audit::AuditEventType::DeviceVerified), 2);
    }

    void anotherNumberVerifiesNobody()
    {
        Two bench;
        QString digits = bench.number().join(QString());
        digits[17] = digits.at(17) == u'3' ? u'4' : u'3';
        for (const ComparedDevice &each : bench.compare(digits)) {
            QCOMPARE(each.verdict, Verdict::Different);
        }
        QCOMPARE(bench.trustIn(bench.ben.id), model::Trust::Blind);
        QCOMPARE(bench.audited(audit::AuditEventType::DeviceVerified), 0);
    }

    void whatIsNoNumberIsNotComparedAsOne_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("59 digits") << QString(59, u'1');
        QTest::newRow("61 digits") << QString(61, u'1');
        QTest::newRow("letters among them") << QString(QString(59, u'1') + u'a');
        QTest::newRow("other digits") << QString(60, QChar(0x0663));
        QTest::newRow("nothing") << QString();
    }
    void whatIsNoNumberIsNotComparedAsOne()
    {
        QFETCH(QString, text);
        QVERIFY(trust::safetyDigits(text).isEmpty());
    }

    void aDeviceThatWasDistrustedByHandStaysSo()
    {
        Two bench;
        std::optional<Status> judged;
        bench.ward.session()->encryption()->judge({bench.ben.own, bench.phone.id}, model::ManualTrust::Distrusted,
                                                  [&judged](const Status &done) { judged = done; });
        QVERIFY(bench.ward.until([&judged] { return judged.has_value(); }));
        QCOMPARE(bench.compare(bench.number().join(u' ')).size(), 1);
        QCOMPARE(bench.trustIn(bench.phone.id), model::Trust::ManuallyDistrusted);
        QCOMPARE(bench.trustIn(bench.ben.id), model::Trust::Verified);
    }

    void thereIsNoneWithOneself()
    {
        Two bench;
        QVERIFY(!bench.ward.answer(bench.ward.session()->trust()->safetyNumber(jid(CertifiedWard::kOwn))));
    }
};

QTEST_GUILESS_MAIN(SafetyNumberTest)
#include "safety_number_test.moc"
