// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/auth/otpauth_uri.h"

#include <QTest>

using namespace wardline;
using namespace wardline::auth;
using namespace Qt::StringLiterals;

namespace {
constexpr QByteArrayView kSecret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

Result<OtpauthUri> parse(const QByteArray &text)
{
    return OtpauthUri::parse(SecretBytes::copyOf(text));
}
} // namespace

class OtpauthUriTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsIssuerAccountAndSeed()
    {
        const auto uri = parse("otpauth://totp/St%20Mary%3Aalice@clinic.example?secret=" + kSecret.toByteArray()
                               + "&issuer=St%20Mary&algorithm=sha1&digits=6&period=30&image=x");
        QVERIFY(uri);
        QCOMPARE(uri->issuer, u"St Mary"_s);
        QCOMPARE(uri->account, u"alice@clinic.example"_s);
        QCOMPARE(uri->seed.view(), QByteArrayView("12345678901234567890"));
    }

    void readsTheShortestForm()
    {
        const auto uri = parse("otpauth://totp/alice?secret=" + kSecret.toByteArray().toLower());
        QVERIFY(uri);
        QVERIFY(uri->issuer.isEmpty());
        QCOMPARE(uri->account, u"alice"_s);
    }

    void buildsWhatItReadsAgain()
    {
        OtpauthUri uri;
        uri.issuer = u"Größe & Söhne #1"_s;
        uri.account = u"zoë/ward 4?@klinik.example"_s;
        uri.seed = SecretBytes::copyOf(QByteArrayView("12345678901234567890"));
        const auto text = uri.build();
        QVERIFY(text);
        const auto again = OtpauthUri::parse(*text);
        QVERIFY(again);
        QCOMPARE(again->issuer, uri.issuer);
        QCOMPARE(again->account, uri.account);
        QVERIFY(again->seed.equals(uri.seed));
    }

    void refusesEverythingElse_data()
    {
        QTest::addColumn<QByteArray>("text");
        const QByteArray good = "secret=" + kSecret.toByteArray();
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("web address") << QByteArray("https://totp/alice?" + good);
        QTest::newRow("counter based") << QByteArray("otpauth://hotp/alice?" + good);
        QTest::newRow("no secret") << QByteArray("otpauth://totp/alice?issuer=x");
        QTest::newRow("no query") << QByteArray("otpauth://totp/alice");
        QTest::newRow("no label") << QByteArray("otpauth://totp/?" + good);
        QTest::newRow("issuer without account") << QByteArray("otpauth://totp/Clinic:?" + good);
        QTest::newRow("two secrets") << QByteArray("otpauth://totp/alice?" + good + '&' + good);
        QTest::newRow("two issuers that differ") << QByteArray("otpauth://totp/A:alice?" + good + "&issuer=B");
        QTest::newRow("SHA-256") << QByteArray("otpauth://totp/alice?algorithm=SHA256&" + good);
        QTest::newRow("eight digits") << QByteArray("otpauth://totp/alice?digits=8&" + good);
        QTest::newRow("sixty seconds") << QByteArray("otpauth://totp/alice?period=60&" + good);
        QTest::newRow("short secret") << QByteArray("otpauth://totp/alice?secret=JBSWY3DPEHPK3PXP");
        QTest::newRow("secret not Base32") << QByteArray("otpauth://totp/alice?secret=18181818181818181818181818181818");
        QTest::newRow("percent at the end") << QByteArray("otpauth://totp/alice%?" + good);
        QTest::newRow("percent and one digit") << QByteArray("otpauth://totp/alice%4?" + good);
        QTest::newRow("half a character") << QByteArray("otpauth://totp/al%C3?" + good);
        QTest::newRow("control character") << QByteArray("otpauth://totp/al%0Aice?" + good);
        QTest::newRow("nameless parameter") << QByteArray("otpauth://totp/alice?=x&" + good);
        QTest::newRow("fragment") << QByteArray("otpauth://totp/alice?" + good + "#x");
        QTest::newRow("too long") << QByteArray("otpauth://totp/alice?" + good + "&x=" + QByteArray(3000, 'a'));
        QTest::newRow("label too long") << QByteArray("otpauth://totp/" + QByteArray(400, 'a') + '?' + good);
    }
    void refusesEverythingElse()
    {
        QFETCH(QByteArray, text);
        const auto uri = parse(text);
        QVERIFY(!uri);
        QVERIFY(uri.error().is(AuthError::UriInvalid) || uri.error().is(AuthError::SeedInvalid));
        QVERIFY(!uri.error().toLogString().contains(QString::fromLatin1(kSecret)));
    }

    void readsAnEscapeAtTheVeryEndOfTheLabel()
    {
        const auto uri = parse("otpauth://totp/alic%65?secret=" + kSecret.toByteArray());
        QVERIFY(uri);
        QCOMPARE(uri->account, u"alice"_s);
    }

    void doesNotBuildWhatItCouldNotRead()
    {
        OtpauthUri uri;
        uri.account = u"a:b"_s;
        uri.seed = SecretBytes::copyOf(QByteArrayView("12345678901234567890"));
        QVERIFY(!uri.build());
        uri.account.clear();
        QVERIFY(!uri.build());
        uri.account = u"alice"_s;
        uri.seed.clear();
        QVERIFY(!uri.build());
    }
};

QTEST_APPLESS_MAIN(OtpauthUriTest)
#include "otpauth_uri_test.moc"
