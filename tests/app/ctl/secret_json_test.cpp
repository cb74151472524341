// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/secret_json.h"

#include <QTest>

namespace wardline::ctl {

class SecretJsonTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsAnObjectOfTexts()
    {
        const auto fields = parseSecretObject(SecretBytes::copyOf(QByteArrayView(" {\"password\" : \"a\\\"b\\\\\\u00e4\\ud83d\\ude00\", \"code\":\"123456\" } ")));
        QVERIFY(fields);
        QCOMPARE(fields->size(), 2U);
        QCOMPARE(fields->at("password").view().toByteArray(), QByteArray("a\"b\\\xc3\xa4\xf0\x9f\x98\x80"));
        QCOMPARE(fields->at("code").view().toByteArray(), QByteArray("123456"));
        QVERIFY(parseSecretObject(SecretBytes::copyOf(QByteArrayView("{}")))->empty());
    }

    void refusesEverythingElse_data()
    {
        QTest::addColumn<QByteArray>("text");
        const auto row = [](const char *name, const QByteArray &text) { QTest::newRow(name) << text; };
        row("nothing", "");
        row("a list", "[\"a\"]");
        row("a number", "{\"code\":123456}");
        row("null", "{\"code\":null}");
        row("an object within", "{\"a\":{}}");
        row("a name twice", "{\"code\":\"1\",\"code\":\"2\"}");
        row("not closed", "{\"code\":\"1\"");
        row("text not closed", "{\"code\":\"1}");
        row("more behind it", "{\"code\":\"1\"}x");
        row("a comma too many", "{\"code\":\"1\",}");
        row("no name", "{:\"1\"}");
        row("unknown escape", "{\"code\":\"\\x41\"}");
        row("escape at the end", "{\"code\":\"\\");
        row("cut unicode", "{\"code\":\"\\u00");
        row("bad hex", "{\"code\":\"\\u00zz\"}");
        row("half a pair", "{\"code\":\"\\ud83d\"}");
        row("a pair of no pair", "{\"code\":\"\\ud83d\\u0041\"}");
        row("second half alone", "{\"code\":\"\\ude00\"}");
        row("a raw control character", "{\"code\":\"a\nb\"}");
        row("a long name", "{\"" + QByteArray(33, 'n') + "\":\"1\"}");
        QByteArray many("{");
        for (int i = 0; i < 9; ++i) {
            many += (i > 0 ? QByteArray(",") : QByteArray()) + "\"n" + QByteArray::number(i) + "\":\"1\"";
        }
        row("too many names", many + "}");
    }
    void refusesEverythingElse()
    {
        QFETCH(QByteArray, text);
        QVERIFY(!parseSecretObject(SecretBytes::copyOf(QByteArrayView(text))));
    }
};

} // namespace wardline::ctl

QTEST_GUILESS_MAIN(wardline::ctl::SecretJsonTest)
#include "secret_json_test.moc"
