// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xml/xml_reader.h"
#include "core/xml/xml_writer.h"

#include <QTest>

using namespace wardline;
using namespace wardline::xml;
using namespace Qt::StringLiterals;

namespace {

bool readsBack(const Element &element)
{
    const auto read = readXml(writeXml(element));
    return read && *read == element;
}

} // namespace

class XmlWriterTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesNamespacesOnlyWhereTheyChange();
    void writesNoNamespaceInsideOne();
    void escapesMarkup();
    void keepsLineBreaks();
    void replacesForbiddenCharacters_data();
    void replacesForbiddenCharacters();
    void keepsCharactersBeyondTheBasicPlane();
    void writesXmlLang();
    void cannotBeBrokenOutOf_data();
    void cannotBeBrokenOutOf();
};

void XmlWriterTest::writesNamespacesOnlyWhereTheyChange()
{
    Element element(u"a", u"urn:a");
    element.add(Element(u"b", u"urn:a")).add(Element(u"c", u"urn:c"));
    QCOMPARE(writeXml(element), QByteArray("<a xmlns=\"urn:a\"><b/><c xmlns=\"urn:c\"/></a>"));
}

void XmlWriterTest::writesNoNamespaceInsideOne()
{
    Element element(u"a", u"urn:a");
    element.add(Element(u"b", u""));
    QVERIFY(readsBack(element));
}

void XmlWriterTest::escapesMarkup()
{
    Element element(u"a", u"");
    element.setAttribute(u"b", u"<\"&'>").setText(u"</a>&amp;]]>");
    const QByteArray xml = writeXml(element);
    QVERIFY(!xml.contains("]]>"));
    QVERIFY(readsBack(element));
}

void XmlWriterTest::keepsLineBreaks()
{
    // A parser turns a bare CR into LF, and both into spaces within attributes: they must travel as references.
    Element element(u"a", u"");
    element.setAttribute(u"b", u"1\n2\t3\r4").setText(u"1\n2\t3\r4\r\n5");
    QVERIFY(readsBack(element));
}

void XmlWriterTest::replacesForbiddenCharacters_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("written");
    QTest::newRow("nul") << QString(QChar(0)) << u"\uFFFD"_s;
    QTest::newRow("bell") << u"a\u0007b"_s << u"a\uFFFDb"_s;
    QTest::newRow("escape") << u"\u001B[31m"_s << u"\uFFFD[31m"_s;
    QTest::newRow("noncharacter-fffe") << QString(QChar(0xfffe)) << u"\uFFFD"_s;
    QTest::newRow("noncharacter-ffff") << QString(QChar(0xffff)) << u"\uFFFD"_s;
    QTest::newRow("lone-high-surrogate") << QString(QChar(0xd83d)) << u"\uFFFD"_s;
    QTest::newRow("high-surrogate-before-letter") << QString(QString(QChar(0xd83d)) + u'x') << u"\uFFFDx"_s;
    QTest::newRow("lone-low-surrogate") << QString(QChar(0xde00)) << u"\uFFFD"_s;
    QTest::newRow("surrogates-swapped") << QString(QString(QChar(0xde00)) + QChar(0xd83d)) << u"\uFFFD\uFFFD"_s;
    QTest::newRow("high-high-low") << QString(QString(QChar(0xd83d)) + QChar(0xd83d) + QChar(0xde00)) << u"\uFFFD\U0001F600"_s;
}

void XmlWriterTest::replacesForbiddenCharacters()
{
    QFETCH(QString, text);
    QFETCH(QString, written);
    Element element(u"a", u"");
    element.setAttribute(u"b", text).setText(text);
    const auto read = readXml(writeXml(element));
    QVERIFY(read);
    QCOMPARE(read->text(), written);
    QCOMPARE(read->attribute(u"b"), written);
}

void XmlWriterTest::keepsCharactersBeyondTheBasicPlane()
{
    Element element(u"a", u"");
    element.setText(u"\U0001F600\U0001FFFD\u2028\u0085\uFFFD");
    QVERIFY(readsBack(element));
}

void XmlWriterTest::writesXmlLang()
{
    Element element(u"a", u"urn:a");
    element.setAttribute(u"xml:lang", u"de");
    QCOMPARE(writeXml(element), QByteArray("<a xmlns=\"urn:a\" xml:lang=\"de\"/>"));
}

void XmlWriterTest::cannotBeBrokenOutOf_data()
{
    QTest::addColumn<QString>("ns");
    QTest::newRow("quote-in-namespace") << u"urn:a\" onload=\"x"_s;
    QTest::newRow("tag-in-namespace") << u"urn:a\"><evil/><b x=\""_s;
    QTest::newRow("control-in-namespace") << u"urn:\u0001a"_s;
}

void XmlWriterTest::cannotBeBrokenOutOf()
{
    QFETCH(QString, ns);
    Element element(u"a", ns);
    const auto read = readXml(writeXml(element));
    QVERIFY(read);
    QVERIFY(read->attributes().isEmpty());
    QVERIFY(read->children().isEmpty());
}

QTEST_GUILESS_MAIN(XmlWriterTest)
#include "xml_writer_test.moc"
