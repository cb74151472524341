// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/jid.h"

#include <QSet>
#include <QTest>

using namespace wardline::model;
using namespace Qt::StringLiterals;

class JidTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void parses_data();
    void parses();
    void refuses_data();
    void refuses();
    void comparesAfterFolding_data();
    void comparesAfterFolding();
    void keepsHomographsApart();
    void theEmptyAddressIsNoAddress();
    void changesOnlyTheResource();
    void parsingIsStable();
    void countsBytesNotCharacters();
    void hashesEqualAddressesEqually();
};

void JidTest::parses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("local");
    QTest::addColumn<QString>("domain");
    QTest::addColumn<QString>("resource");
    const auto row = [](const char *name, const QString &text, const QString &local, const QString &domain, const QString &resource) {
        QTest::newRow(name) << text << local << domain << resource;
    };
    // RFC 7622 3.5, table 1
    row("bare", u"juliet@example.com"_s, u"juliet"_s, u"example.com"_s, QString());
    row("full", u"juliet@example.com/foo"_s, u"juliet"_s, u"example.com"_s, u"foo"_s);
    row("space-in-resource", u"juliet@example.com/foo bar"_s, u"juliet"_s, u"example.com"_s, u"foo bar"_s);
    row("at-in-resource", u"juliet@example.com/foo@bar"_s, u"juliet"_s, u"example.com"_s, u"foo@bar"_s);
    row("escaped-space", u"foo\\20bar@example.com"_s, u"foo\\20bar"_s, u"example.com"_s, QString());
    row("fussball-eszett", u"fu\u00dfball@example.com"_s, u"fu\u00dfball"_s, u"example.com"_s, QString());
    row("pi", u"\u03c0@example.com"_s, u"\u03c0"_s, u"example.com"_s, QString());
    row("sigma-folds", u"\u03a3@example.com/foo"_s, u"\u03c3"_s, u"example.com"_s, u"foo"_s);
    row("king-in-resource", u"king@example.com/\u265a"_s, u"king"_s, u"example.com"_s, u"\u265a"_s);
    row("domain", u"example.com"_s, QString(), u"example.com"_s, QString());
    row("domain-and-resource", u"example.com/foobar"_s, QString(), u"example.com"_s, u"foobar"_s);
    row("two-dots-in-local", u"a.example.com@b.example.net"_s, u"a.example.com"_s, u"b.example.net"_s, QString());
    // and others
    row("slash-in-resource", u"a@b/c/d@e"_s, u"a"_s, u"b"_s, u"c/d@e"_s);
    row("final-dot", u"a@example.com./r"_s, u"a"_s, u"example.com"_s, u"r"_s);
    row("upper-case", u"Juliet@Example.COM/Foo"_s, u"juliet"_s, u"example.com"_s, u"Foo"_s);
    row("ipv4", u"a@127.0.0.1"_s, u"a"_s, u"127.0.0.1"_s, QString());
    row("ipv6", u"a@[::1]/r"_s, u"a"_s, u"[::1]"_s, u"r"_s);
    row("ipv6-upper", u"[2001:DB8::1]"_s, QString(), u"[2001:db8::1]"_s, QString());
    row("international-domain", u"a@b\u00fccher.example"_s, u"a"_s, u"b\u00fccher.example"_s, QString());
    row("nick-with-punctuation", u"team@rooms.example/Nurse A. (4W) <on duty>"_s, u"team"_s, u"rooms.example"_s,
        u"Nurse A. (4W) <on duty>"_s);
    row("nick-beyond-the-basic-plane", u"team@rooms.example/\U0001F600"_s, u"team"_s, u"rooms.example"_s, u"\U0001F600"_s);
    row("full-width-local", u"\uff41\uff22@example.com"_s, u"ab"_s, u"example.com"_s, QString());
}

void JidTest::parses()
{
    QFETCH(QString, text);
    const auto jid = Jid::parse(text);
    QVERIFY(jid);
    QTEST(jid->local(), "local");
    QTEST(jid->domain(), "domain");
    QTEST(jid->resource(), "resource");
}

void JidTest::refuses_data()
{
    QTest::addColumn<QString>("text");
    // RFC 7622 3.5, table 2
    QTest::newRow("quotation-marks") << u"\"juliet\"@example.com"_s;
    QTest::newRow("space-in-local") << u"foo bar@example.com"_s;
    QTest::newRow("empty-local") << u"@example.com/"_s;
    QTest::newRow("roman-numeral-four") << u"henry\u2163@example.com"_s;
    QTest::newRow("king-in-local") << u"\u265a@example.com"_s;
    QTest::newRow("local-without-domain") << u"juliet@"_s;
    QTest::newRow("resource-without-domain") << u"/foobar"_s;
    // and others
    QTest::newRow("empty") << QString();
    QTest::newRow("empty-resource") << u"a@example.com/"_s;
    QTest::newRow("two-ats") << u"a@b@example.com"_s;
    QTest::newRow("full-width-at") << u"a\uff20b@example.com"_s;
    QTest::newRow("full-width-slash-in-domain") << u"a@example.com\uff0fevil"_s;
    QTest::newRow("apostrophe") << u"o'neill@example.com"_s;
    QTest::newRow("tag-in-local") << u"<b>@example.com"_s;
    QTest::newRow("nul-in-local") << QString(u"a"_s + QChar(0) + u"@example.com"_s);
    QTest::newRow("control-in-resource") << u"a@example.com/x\u0007y"_s;
    QTest::newRow("newline-in-resource") << u"a@example.com/x\ny"_s;
    QTest::newRow("line-separator-in-resource") << u"a@example.com/x\u2028y"_s;
    QTest::newRow("right-to-left-override") << u"a@example.com/x\u202egpj.exe"_s;
    QTest::newRow("right-to-left-override-in-local") << u"a\u202eb@example.com"_s;
    QTest::newRow("zero-width-space-in-local") << u"a\u200bb@example.com"_s;
    QTest::newRow("soft-hyphen-in-local") << u"a\u00adb@example.com"_s;
    QTest::newRow("variation-selector-in-local") << u"a\ufe0fb@example.com"_s;
    QTest::newRow("tag-character-in-resource") << u"a@example.com/x\U000E0041"_s;
    QTest::newRow("zero-width-joiner-in-domain") << u"a@exam\u200dple.com"_s;
    QTest::newRow("lone-surrogate") << QString(u"a@example.com/"_s + QChar(0xd800));
    QTest::newRow("lone-surrogate-in-local") << QString(u"a"_s + QChar(0xdc00) + u"@example.com"_s);
    QTest::newRow("ligature-in-local") << u"\ufb01sh@example.com"_s;
    QTest::newRow("superscript-in-local") << u"x\u00b2@example.com"_s;
    QTest::newRow("space-in-domain") << u"a@exa mple.com"_s;
    QTest::newRow("empty-label") << u"a@example..com"_s;
    QTest::newRow("only-dot") << u"a@."_s;
    QTest::newRow("leading-dot") << u"a@.example.com"_s;
    QTest::newRow("colon-in-domain") << u"a@example.com:5222"_s;
    QTest::newRow("bracket-in-domain") << u"a@exam[ple.com"_s;
    QTest::newRow("ipv6-unclosed") << u"a@[::1"_s;
    QTest::newRow("ipv6-nonsense") << u"a@[xyz]"_s;
    QTest::newRow("long-local") << QString(QString(1024, u'a') + u"@example.com"_s);
    QTest::newRow("long-domain") << QString(u"a@"_s + QString(1024, u'b'));
    QTest::newRow("long-resource") << QString(u"a@example.com/"_s + QString(1024, u'c'));
    QTest::newRow("megabyte") << QString(u"a@example.com/"_s + QString(1 << 20, u'c'));
}

void JidTest::refuses()
{
    QFETCH(QString, text);
    QVERIFY(!Jid::parse(text));
}

void JidTest::comparesAfterFolding_data()
{
    QTest::addColumn<QString>("one");
    QTest::addColumn<QString>("other");
    QTest::addColumn<bool>("equal");
    QTest::newRow("case-of-local") << u"Ann@example.com"_s << u"ann@example.com"_s << true;
    QTest::newRow("case-of-domain") << u"ann@EXAMPLE.com"_s << u"ann@example.com"_s << true;
    QTest::newRow("case-of-resource") << u"ann@example.com/A"_s << u"ann@example.com/a"_s << false;
    QTest::newRow("composed-and-decomposed") << u"re\u0301ne@example.com"_s << u"r\u00e9ne@example.com"_s << true;
    QTest::newRow("composed-and-decomposed-resource") << u"a@b/re\u0301ne"_s << u"a@b/r\u00e9ne"_s << true;
    QTest::newRow("no-break-space-in-resource") << u"a@b/Ann\u00a0Lee"_s << u"a@b/Ann Lee"_s << true;
    QTest::newRow("full-width-and-ascii") << u"\uff41nn@example.com"_s << u"ann@example.com"_s << true;
    QTest::newRow("eszett-and-ss") << u"fu\u00dfball@example.com"_s << u"fussball@example.com"_s << false;
}

void JidTest::comparesAfterFolding()
{
    QFETCH(QString, one);
    QFETCH(QString, other);
    const auto first = Jid::parse(one);
    const auto second = Jid::parse(other);
    QVERIFY(first && second);
    QTEST(*first == *second, "equal");
}

void JidTest::keepsHomographsApart()
{
    const auto latin = Jid::parse(u"paypal@example.com");
    const auto cyrillic = Jid::parse(u"p\u0430ypal@example.com");
    QVERIFY(latin && cyrillic);
    QVERIFY(*latin != *cyrillic);
}

void JidTest::theEmptyAddressIsNoAddress()
{
    QVERIFY(Jid().isEmpty());
    QCOMPARE(Jid().toString(), QString());
    QVERIFY(Jid().bare().isEmpty());
    QVERIFY(!Jid().withResource(u"x"));
}

void JidTest::changesOnlyTheResource()
{
    const auto room = Jid::parse(u"team@rooms.example");
    QVERIFY(room && room->isBare());
    const auto occupant = room->withResource(u"Ann Lee");
    QVERIFY(occupant && !occupant->isBare());
    QCOMPARE(occupant->toString(), u"team@rooms.example/Ann Lee"_s);
    QVERIFY(occupant->bare() == *room);
    QVERIFY(!room->withResource(u""));
    QVERIFY(!room->withResource(u"a\u0000b"_s));
}

void JidTest::parsingIsStable()
{
    for (const QString &text : {u"Ann@Example.COM./R\u00e9"_s, u"\u03a3@example.com/foo"_s, u"[2001:DB8::1]/x"_s, u"\u0130a@example.com"_s}) {
        const auto once = Jid::parse(text);
        QVERIFY(once);
        QCOMPARE(Jid::parse(once->toString()), once);
    }
}

void JidTest::countsBytesNotCharacters()
{
    QVERIFY(Jid::parse(QString(QString(1023, u'a') + u"@b"_s)));
    QVERIFY(Jid::parse(QString(QString(511, u'\u00e9') + u"@b"_s)));
    QVERIFY(!Jid::parse(QString(QString(512, u'\u00e9') + u"@b"_s)));
}

void JidTest::hashesEqualAddressesEqually()
{
    QSet<Jid> jids;
    jids.insert(*Jid::parse(u"Ann@example.com"));
    QVERIFY(jids.contains(*Jid::parse(u"ann@EXAMPLE.com.")));
    QVERIFY(!jids.contains(*Jid::parse(u"ann@example.com/x")));
}

QTEST_GUILESS_MAIN(JidTest)
#include "jid_test.moc"
