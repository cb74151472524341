// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/auth/totp.h"

#include <QTest>

using namespace wardline;
using namespace wardline::auth;

namespace {

Instant at(std::int64_t seconds)
{
    return Instant(std::chrono::seconds(seconds));
}
SecretBytes secret(QByteArrayView text)
{
    return SecretBytes::copyOf(text);
}
/// RFC 6238 appendix B, SHA-1.
SecretBytes rfcSeed()
{
    return secret("12345678901234567890");
}

} // namespace

class TotpTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void makesTheCodesOfRfc6238_data()
    {
        QTest::addColumn<qint64>("seconds");
        QTest::addColumn<QByteArray>("eightDigits");
        QTest::newRow("59") << qint64(59) << QByteArray("94287082");
        QTest::newRow("1111111109") << qint64(1111111109) << QByteArray("07081804");
        QTest::newRow("1111111111") << qint64(1111111111) << QByteArray("14050471");
        QTest::newRow("1234567890") << qint64(1234567890) << QByteArray("89005924");
        QTest::newRow("2000000000") << qint64(2000000000) << QByteArray("69279037");
        QTest::newRow("20000000000") << qint64(20000000000) << QByteArray("65353130");
    }
    void makesTheCodesOfRfc6238()
    {
        QFETCH(qint64, seconds);
        QFETCH(QByteArray, eightDigits);
        const auto code = totp::codeForStep(rfcSeed(), totp::stepAt(at(seconds)));
        QVERIFY(code);
        QCOMPARE(code->view().toByteArray(), eightDigits.last(6)); // the last six digits are the same number modulo 10^6
    }

    void acceptsOneStepEitherSide_data()
    {
        QTest::addColumn<int>("offset");
        QTest::addColumn<bool>("accepted");
        QTest::newRow("two steps early") << -2 << false;
        QTest::newRow("one step early") << -1 << true;
        QTest::newRow("now") << 0 << true;
        QTest::newRow("one step late") << 1 << true;
        QTest::newRow("two steps late") << 2 << false;
    }
    void acceptsOneStepEitherSide()
    {
        QFETCH(int, offset);
        QFETCH(bool, accepted);
        const std::uint64_t step = 37037036;
        const auto code = totp::codeForStep(rfcSeed(), step + std::uint64_t(std::int64_t(offset)));
        QVERIFY(code);
        const auto matched = totp::matchStep(rfcSeed(), *code, at(std::int64_t(step) * 30 + 15));
        QCOMPARE(matched.has_value(), accepted);
        if (accepted) {
            QCOMPARE(*matched, step + std::uint64_t(std::int64_t(offset)));
        } else {
            QVERIFY(matched.error().is(AuthError::CodeInvalid));
        }
    }

    void refusesWhatIsNotSixDigits_data()
    {
        QTest::addColumn<QByteArray>("code");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("five") << QByteArray("28708");
        QTest::newRow("eight, RFC form") << QByteArray("94287082");
        QTest::newRow("letter") << QByteArray("28708a");
        QTest::newRow("blank in front") << QByteArray(" 87082");
        QTest::newRow("sign") << QByteArray("+87082");
        QTest::newRow("zero byte") << QByteArray("28708\0", 6);
        QTest::newRow("fullwidth digits") << QByteArray("２８");
    }
    void refusesWhatIsNotSixDigits()
    {
        QFETCH(QByteArray, code);
        const auto matched = totp::matchStep(rfcSeed(), secret(code), at(59));
        QVERIFY(!matched);
        QVERIFY(matched.error().is(AuthError::CodeInvalid));
    }

    void worksInTheFirstSecondsOfTime()
    {
        const auto code = totp::codeForStep(rfcSeed(), 0);
        QVERIFY(code);
        QCOMPARE(totp::matchStep(rfcSeed(), *code, at(3)).value(), std::uint64_t(0));
        QCOMPARE(totp::stepAt(at(-100)), std::uint64_t(0));
    }

    void saysWhenTheNextCodeComes()
    {
        using namespace std::chrono_literals;
        QCOMPARE(totp::untilNextCode(at(1111111110)).count(), std::chrono::milliseconds(30s).count());
        QCOMPARE(totp::untilNextCode(at(1111111122)).count(), std::chrono::milliseconds(18s).count());
        QCOMPARE(totp::untilNextCode(Instant(1111111139999ms)).count(), std::int64_t(1));
        QCOMPARE(totp::untilNextCode(at(-1)).count(), std::chrono::milliseconds(1s).count());
    }

    void readsSeedsAsPeopleTypeThem_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("plain") << QByteArray("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        QTest::newRow("lower case in groups") << QByteArray("gezd gnbv gy3t qojq gezd gnbv gy3t qojq");
        QTest::newRow("dashes") << QByteArray("GEZD-GNBV-GY3T-QOJQ-GEZD-GNBV-GY3T-QOJQ");
    }
    void readsSeedsAsPeopleTypeThem()
    {
        QFETCH(QByteArray, text);
        const auto seed = totp::decodeSeed(secret(text));
        QVERIFY(seed);
        QVERIFY(seed->equals(rfcSeed()));
    }

    void readsSeedsOfEveryLength()
    {
        for (std::size_t size = totp::kMinimumSeed; size <= totp::kMaximumSeed; ++size) {
            SecretBytes seed(size);
            for (std::size_t i = 0; i < size; ++i) {
                seed.data()[i] = std::byte(i * 37 + size);
            }
            const auto text = totp::encodeSeed(seed);
            QVERIFY(text);
            QVERIFY(!text->view().contains('='));
            const auto again = totp::decodeSeed(*text);
            QVERIFY2(again, qPrintable(QString::number(size)));
            QVERIFY(again->equals(seed));
        }
    }

    void refusesBadSeeds_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("80 bits") << QByteArray("JBSWY3DPEHPK3PXP");
        QTest::newRow("digit one") << QByteArray("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJ1");
        QTest::newRow("padding inside") << QByteArray("GEZDGNBV=Y3TQOJQGEZDGNBVGY3TQOJQ");
        QTest::newRow("zero byte") << QByteArray("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJ\0", 32);
        QTest::newRow("impossible length") << QByteArray("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQA");
        QTest::newRow("too long") << QByteArray(300, 'A');
        QTest::newRow("only blanks") << QByteArray(40, ' ');
    }
    void refusesBadSeeds()
    {
        QFETCH(QByteArray, text);
        const auto seed = totp::decodeSeed(secret(text));
        QVERIFY(!seed);
        QVERIFY(seed.error().is(AuthError::SeedInvalid));
    }
};

QTEST_APPLESS_MAIN(TotpTest)
#include "totp_test.moc"
