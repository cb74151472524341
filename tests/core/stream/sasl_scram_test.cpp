// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/fake_random.h"
#include "core/stream/sasl_prep.h"
#include "core/stream/sasl_scram.h"
#include "core/stream/stream_error.h"
#include "tests/core/stream/fake_scram_server.h"

#include <QTest>

using namespace wardline;
using namespace wardline::stream;
using namespace Qt::StringLiterals;

namespace {

SecretBytes secret(QByteArrayView text)
{
    return SecretBytes::copyOf(text);
}

const QByteArray kNonce = "rOprNGfwEbeRWgbNEkqO";
const QByteArray kServerNonce = "rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";

SaslScram client(QByteArrayView password = "pencil")
{
    return SaslScram::create(u"user"_s, secret(password), kNonce).value();
}

} // namespace

class SaslScramTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void speaksTheExchangeOfRfc7677()
    {
        SaslScram scram = client();
        QCOMPARE(scram.first(), QByteArray("n,,n=user,r=rOprNGfwEbeRWgbNEkqO"));
        const auto answer = scram.respond(QByteArray("r=" + kServerNonce + ",s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096"));
        QVERIFY(answer.has_value());
        QCOMPARE(*answer, QByteArray("c=biws,r=" + kServerNonce + ",p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ="));
        QVERIFY(!scram.isVerified());
        QVERIFY(scram.verify("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=").has_value());
        QVERIFY(scram.isVerified());
    }

    void agreesWithAnIndependentServerSide()
    {
        FakeScramServer server("p\xc3\xa4ss", 5000);
        SaslScram scram = SaslScram::create(u"a=b,c"_s, secret("p\xc3\xa4ss"), "nonce").value();
        QCOMPARE(scram.first(), QByteArray("n,,n=a=3Db=2Cc,r=nonce"));
        const QByteArray final = server.final(scram.respond(server.first(scram.first())).value());
        QVERIFY(!final.isEmpty());
        QVERIFY(scram.verify(final).has_value());
    }

    void refusesWhatAHostileServerOffers_data()
    {
        QTest::addColumn<QByteArray>("serverFirst");
        const QByteArray salt = ",s=W22ZaJ0SNY7soEsUEjb6gQ==";
        const QByteArray good = "r=" + kServerNonce;
        QTest::newRow("iterations below the floor") << QByteArray(good + salt + ",i=4095");
        QTest::newRow("one iteration") << QByteArray(good + salt + ",i=1");
        QTest::newRow("zero iterations") << QByteArray(good + salt + ",i=0");
        QTest::newRow("negative iterations") << QByteArray(good + salt + ",i=-4096");
        QTest::newRow("iterations above the ceiling") << QByteArray(good + salt + ",i=10000001");
        QTest::newRow("iterations beyond 64 bits") << QByteArray(good + salt + ",i=99999999999999999999999");
        QTest::newRow("iterations that wrap 32 bits") << QByteArray(good + salt + ",i=4294971392");
        QTest::newRow("leading zero") << QByteArray(good + salt + ",i=04096");
        QTest::newRow("no number") << QByteArray(good + salt + ",i=4096x");
        QTest::newRow("nonce of its own") << QByteArray("r=another" + salt + ",i=4096");
        QTest::newRow("our nonce and nothing more") << QByteArray("r=" + kNonce + salt + ",i=4096");
        QTest::newRow("our nonce shortened") << QByteArray("r=" + kNonce.first(10) + salt + ",i=4096");
        QTest::newRow("our nonce at the end") << QByteArray("r=x" + kNonce + salt + ",i=4096");
        QTest::newRow("nonce with a blank") << QByteArray("r=" + kNonce + " x" + salt + ",i=4096");
        QTest::newRow("empty nonce") << QByteArray("r=" + salt + ",i=4096");
        QTest::newRow("empty salt") << QByteArray(good + ",s=,i=4096");
        QTest::newRow("salt that is no Base64") << QByteArray(good + ",s=*,i=4096");
        QTest::newRow("reserved extension first") << QByteArray("m=must," + good + salt + ",i=4096");
        QTest::newRow("wrong order") << QByteArray("s=W22ZaJ0SNY7soEsUEjb6gQ==," + good + ",i=4096");
        QTest::newRow("no iterations") << QByteArray(good + salt);
        QTest::newRow("server error") << QByteArray("e=unknown-user");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("huge") << QByteArray(good + salt + ",i=4096,x=" + QByteArray(5000, 'x'));
    }
    void refusesWhatAHostileServerOffers()
    {
        QFETCH(QByteArray, serverFirst);
        SaslScram scram = client();
        const auto answer = scram.respond(serverFirst);
        QVERIFY(!answer.has_value());
        QVERIFY(answer.error().is(StreamError::ScramRefused));
        QVERIFY(!scram.verify("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=").has_value());
    }

    void acceptsAnOptionalExtensionBehind()
    {
        QVERIFY(client().respond(QByteArray("r=" + kServerNonce + ",s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096,x=1")).has_value());
    }

    void refusesAServerThatDoesNotProveItself_data()
    {
        QTest::addColumn<QByteArray>("serverFinal");
        QTest::addColumn<int>("code");
        const auto wrong = static_cast<int>(StreamError::ServerSignatureWrong);
        QTest::newRow("wrong signature") << QByteArray("v=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=") << wrong;
        QTest::newRow("one bit off") << QByteArray("v=7rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=") << wrong;
        QTest::newRow("shortened") << QByteArray("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5n") << wrong;
        QTest::newRow("no signature") << QByteArray() << wrong;
        QTest::newRow("empty signature") << QByteArray("v=") << wrong;
        QTest::newRow("another attribute") << QByteArray("x=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=") << wrong;
        QTest::newRow("error") << QByteArray("e=invalid-proof") << static_cast<int>(StreamError::NotAuthorized);
    }
    void refusesAServerThatDoesNotProveItself()
    {
        QFETCH(QByteArray, serverFinal);
        QFETCH(int, code);
        SaslScram scram = client();
        QVERIFY(scram.respond(QByteArray("r=" + kServerNonce + ",s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096")).has_value());
        const auto status = scram.verify(serverFinal);
        QVERIFY(!status.has_value());
        QVERIFY(status.error().is(static_cast<StreamError>(code)));
        QVERIFY(!scram.isVerified());
        QVERIFY(!scram.verify("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=").has_value()); // no second try
    }

    void refusesAVerifierBeforeTheProof()
    {
        SaslScram scram = client();
        QVERIFY(!scram.verify("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=").has_value());
    }

    void neverUsesANonceTwice()
    {
        FakeRandom random;
        const QByteArray first = SaslScram::makeNonce(random);
        QCOMPARE(first.size(), 24);
        QVERIFY(first != SaslScram::makeNonce(random));
    }

    void preparesStrings_data()
    {
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<QByteArray>("expected");
        // RFC 4013 3
        QTest::newRow("soft hyphen") << QByteArray("I\xc2\xadX") << QByteArray("IX");
        QTest::newRow("user") << QByteArray("user") << QByteArray("user");
        QTest::newRow("case kept") << QByteArray("USER") << QByteArray("USER");
        QTest::newRow("feminine ordinal") << QByteArray("\xc2\xaa") << QByteArray("a");
        QTest::newRow("roman nine") << QByteArray("\xe2\x85\xa8") << QByteArray("IX");
        QTest::newRow("no-break space") << QByteArray("a\xc2\xa0" "b") << QByteArray("a b");
        QTest::newRow("decomposed") << QByteArray("e\xcc\x81") << QByteArray("\xc3\xa9");
        QTest::newRow("hebrew") << QByteArray("\xd7\xa9\xd7\x9c") << QByteArray("\xd7\xa9\xd7\x9c");
        QTest::newRow("emoji") << QByteArray("\xf0\x9f\x90\xb4") << QByteArray("\xf0\x9f\x90\xb4");
    }
    void preparesStrings()
    {
        QFETCH(QByteArray, input);
        QFETCH(QByteArray, expected);
        const auto prepared = saslPrep(secret(input));
        QVERIFY(prepared.has_value());
        QCOMPARE(prepared->view().toByteArray(), expected);
    }

    void refusesProhibitedStrings_data()
    {
        QTest::addColumn<QByteArray>("input");
        QTest::newRow("control") << QByteArray("\x07");
        QTest::newRow("delete") << QByteArray("a\x7f");
        QTest::newRow("zero byte") << QByteArray("a\0b", 3);
        QTest::newRow("mixed direction") << QByteArray("\xd8\xa7\x31");
        QTest::newRow("private use") << QByteArray("\xee\x80\x80");
        QTest::newRow("bidi override") << QByteArray("\xe2\x80\xae");
        QTest::newRow("no UTF-8") << QByteArray("\xff\xfe");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("nothing left") << QByteArray("\xc2\xad");
    }
    void refusesProhibitedStrings()
    {
        QFETCH(QByteArray, input);
        const auto prepared = saslPrep(secret(input));
        QVERIFY(!prepared.has_value());
        QVERIFY(prepared.error().is(StreamError::PasswordNotAllowed));
    }
};

QTEST_GUILESS_MAIN(SaslScramTest)
#include "sasl_scram_test.moc"
