// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xml/xml_reader.h"

#include <QElapsedTimer>
#include <QTest>

using namespace wardline;
using namespace wardline::xml;
using namespace Qt::StringLiterals;

namespace {

QByteArray nested(int depth)
{
    return QByteArray("<a>").repeated(depth) + QByteArray("</a>").repeated(depth);
}

QByteArray manyAttributes(int count)
{
    QByteArray xml = "<a";
    for (int i = 0; i < count; ++i) {
        xml += " a" + QByteArray::number(i) + "=''";
    }
    return xml + "/>";
}

QByteArray manyPrefixes(int count)
{
    QByteArray xml = "<a>";
    for (int i = 0; i < count; ++i) {
        xml += "<b xmlns:p" + QByteArray::number(i) + "='urn:x'/>";
    }
    return xml + "</a>";
}

/// Each entity is ten of the one before: 10^9 letters when expanded.
QByteArray billionLaughs()
{
    QByteArray xml = "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY e0 'lol'>";
    for (int i = 1; i < 10; ++i) {
        const QByteArray smaller = "&e" + QByteArray::number(i - 1) + ";";
        xml += "<!ENTITY e" + QByteArray::number(i) + " '" + smaller.repeated(10) + "'>";
    }
    return xml + "]><a>&e9;</a>";
}

} // namespace

class XmlReaderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsNamesNamespacesAttributesAndText();
    void resolvesPrefixes();
    void keepsXmlLangAndDropsForeignAttributes();
    void joinsTextAroundChildren();
    void readsCDataAsText();
    void readsReferences();
    void acceptsDeclarationOfUtf8();
    void refuses_data();
    void refuses();
    void refusesHostileSizeQuickly_data();
    void refusesHostileSizeQuickly();
    void acceptsWhatIsJustWithinLimits();
    void readsManyItemsOfOneList();
};

void XmlReaderTest::readsNamesNamespacesAttributesAndText()
{
    const auto element = readXml("<message xmlns='jabber:client' to='a@b'><body>Hi</body><x xmlns='urn:x'/></message>");
    QVERIFY(element);
    QVERIFY(element->is(u"message", u"jabber:client"));
    QCOMPARE(element->attribute(u"to"), u"a@b"_s);
    QVERIFY(!element->hasAttribute(u"from"));
    QCOMPARE(element->childText(u"body", u"jabber:client"), u"Hi"_s);
    QVERIFY(element->hasChild(u"x", u"urn:x"));
    QVERIFY(!element->hasChild(u"x", u"jabber:client"));
}

void XmlReaderTest::resolvesPrefixes()
{
    const auto element = readXml("<s:features xmlns:s='urn:stream' xmlns='urn:inner'><a/><s:b/></s:features>");
    QVERIFY(element);
    QVERIFY(element->is(u"features", u"urn:stream"));
    QVERIFY(element->hasChild(u"a", u"urn:inner"));
    QVERIFY(element->hasChild(u"b", u"urn:stream"));
}

void XmlReaderTest::keepsXmlLangAndDropsForeignAttributes()
{
    const auto element = readXml("<a xmlns:o='urn:o' xml:lang='de' o:to='forged' to='real'/>");
    QVERIFY(element);
    QCOMPARE(element->attribute(u"xml:lang"), u"de"_s);
    QCOMPARE(element->attribute(u"to"), u"real"_s);
    QCOMPARE(element->attributes().size(), 2);
}

void XmlReaderTest::joinsTextAroundChildren()
{
    const auto element = readXml("<a>one<b/>two</a>");
    QVERIFY(element);
    QCOMPARE(element->text(), u"onetwo"_s);
}

void XmlReaderTest::readsCDataAsText()
{
    const auto element = readXml("<a><![CDATA[<!DOCTYPE & <?x?> <b>]]></a>");
    QVERIFY(element);
    QCOMPARE(element->text(), u"<!DOCTYPE & <?x?> <b>"_s);
    QVERIFY(element->children().isEmpty());
}

void XmlReaderTest::readsReferences()
{
    const auto element = readXml("<a b='&lt;&#x1F600;&quot;'>&amp;&gt;&apos;&#65;</a>");
    QVERIFY(element);
    QCOMPARE(element->attribute(u"b"), u"<\U0001F600\""_s);
    QCOMPARE(element->text(), u"&>'A"_s);
}

void XmlReaderTest::acceptsDeclarationOfUtf8()
{
    QVERIFY(readXml("<?xml version='1.0'?><a/>"));
    QVERIFY(readXml("<?xml version='1.0' encoding='UTF-8'?><a/>"));
}

void XmlReaderTest::refuses_data()
{
    QTest::addColumn<QByteArray>("xml");
    QTest::addColumn<XmlError>("error");
    const auto row = [](const char *name, const QByteArray &xml, XmlError error) { QTest::newRow(name) << xml << error; };
    row("empty", "", XmlError::Malformed);
    row("spaces-only", "  ", XmlError::Malformed);
    row("text-only", "hello", XmlError::Malformed);
    row("unclosed", "<a><b></b>", XmlError::Malformed);
    row("crossed", "<a><b></a></b>", XmlError::Malformed);
    row("closed-twice", "<a/></a>", XmlError::Malformed);
    row("two-roots", "<a/><b/>", XmlError::Malformed);
    row("tail-text", "<a/>tail", XmlError::Malformed);
    row("unbound-prefix", "<p:a/>", XmlError::Malformed);
    row("unbound-attribute-prefix", "<a p:b=''/>", XmlError::Malformed);
    row("attribute-twice", "<a b='1' b='2'/>", XmlError::Malformed);
    row("attribute-without-quotes", "<a b=1/>", XmlError::Malformed);
    row("attribute-unterminated", "<a b='1", XmlError::Malformed);
    row("bare-ampersand", "<a>a & b</a>", XmlError::Malformed);
    row("less-than-in-attribute", "<a b='<'/>", XmlError::Malformed);
    row("unknown-entity", "<a>&who;</a>", XmlError::Malformed);
    row("character-reference-nul", "<a>&#0;</a>", XmlError::Malformed);
    row("character-reference-surrogate", "<a>&#xD800;</a>", XmlError::Malformed);
    row("control-character", "<a>\x01</a>", XmlError::Malformed);
    row("nul-byte", QByteArray("<a>\0</a>", 8), XmlError::Malformed);
    row("control-in-a-text", "<a>\x0b</a>", XmlError::Malformed);
    row("control-in-a-name", "<a xml\x0bs='1'/>", XmlError::Malformed);
    row("utf8-truncated", "<a>\xE2\x82</a>", XmlError::Malformed);
    row("utf8-overlong-slash", "<a>\xC0\xAF</a>", XmlError::Malformed);
    row("utf8-surrogate", "<a>\xED\xA0\x80</a>", XmlError::Malformed);
    row("utf8-beyond-unicode", "<a>\xF4\x90\x80\x80</a>", XmlError::Malformed);
    row("latin-1", "<a>\xE9</a>", XmlError::Malformed);
    row("utf16-guessed-from-nul", QByteArray("<\0a\0/\0>\0", 8), XmlError::Malformed);
    row("utf16-mark", QByteArray("\xFF\xFE<\0a\0/\0>\0", 10), XmlError::Malformed);
    row("declared-latin-1", "<?xml version='1.0' encoding='ISO-8859-1'?><a/>", XmlError::Malformed);
    row("declared-utf-16", "<?xml version='1.0' encoding='UTF-16'?><a/>", XmlError::Malformed);
    row("comment", "<a><!-- hi --></a>", XmlError::Forbidden);
    row("comment-before-root", "<!-- hi --><a/>", XmlError::Forbidden);
    row("processing-instruction", "<a><?php x?></a>", XmlError::Forbidden);
    row("processing-instruction-first", "<?php x?><a/>", XmlError::Forbidden);
    row("declaration-inside", "<a><?xml version='1.0'?></a>", XmlError::Forbidden);
    row("doctype", "<!DOCTYPE a><a/>", XmlError::Forbidden);
    row("doctype-with-entity", "<!DOCTYPE a [<!ENTITY e 'x'>]><a>&e;</a>", XmlError::Forbidden);
    row("external-entity", "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><a>&e;</a>", XmlError::Forbidden);
    row("parameter-entity", "<!DOCTYPE a [<!ENTITY % p SYSTEM 'http://127.0.0.1/'> %p;]><a/>", XmlError::Forbidden);
    row("entity-bomb", billionLaughs(), XmlError::Forbidden);
    row("cdata-unterminated", "<a><![CDATA[x</a>", XmlError::Malformed);
}

void XmlReaderTest::refuses()
{
    QFETCH(QByteArray, xml);
    QFETCH(XmlError, error);
    const auto element = readXml(xml);
    QVERIFY(!element);
    QCOMPARE(element.error().as<XmlError>(), std::optional(error));
}

void XmlReaderTest::refusesHostileSizeQuickly_data()
{
    QTest::addColumn<QByteArray>("xml");
    QTest::newRow("bytes") << QByteArray("<a>" + QByteArray(1024 * 1024, 'x') + "</a>");
    QTest::newRow("depth") << nested(65);
    QTest::newRow("depth-flood") << nested(140'000);
    QTest::newRow("attributes") << manyAttributes(65);
    QTest::newRow("attribute-flood") << manyAttributes(100'000);
    QTest::newRow("prefix-flood") << manyPrefixes(40'000);
    QTest::newRow("element-flood") << QByteArray("<a>" + QByteArray("<b/>").repeated(200'000) + "</a>");
}

void XmlReaderTest::refusesHostileSizeQuickly()
{
    QFETCH(QByteArray, xml);
    QElapsedTimer timer;
    timer.start();
    const auto element = readXml(xml);
    QVERIFY(!element);
    QVERIFY(element.error().is(XmlError::TooLarge));
    // A parser whose work grows with the square needs many seconds for these.
    QVERIFY2(timer.elapsed() < 1000, qPrintable(QString::number(timer.elapsed())));
}

void XmlReaderTest::acceptsWhatIsJustWithinLimits()
{
    QVERIFY(readXml(nested(64)));
    QVERIFY(readXml(manyAttributes(64)));
    QVERIFY(readXml(manyPrefixes(256)));
    QVERIFY(readXml("<a b='=======' c=\"it's =\"/>", {.bytes = 100, .depth = 1, .elements = 1, .attributesPerElement = 2}));
    QVERIFY(!readXml("<a/>", {.bytes = 3}));
}

void XmlReaderTest::readsManyItemsOfOneList()
{
    const auto element = readXml(QByteArray("<a>" + QByteArray("<b c='d'>e</b>").repeated(20'000) + "</a>"));
    QVERIFY(element);
    QCOMPARE(element->children().size(), 20'000);
    QCOMPARE(element->children().last().text(), u"e"_s);
}

QTEST_GUILESS_MAIN(XmlReaderTest)
#include "xml_reader_test.moc"
