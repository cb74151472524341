// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xml/element.h"

#include <QTest>

using namespace wardline::xml;
using namespace Qt::StringLiterals;

class ElementTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsAbsentFromEmptyAttributes();
    void replacesAttributes();
    void findsChildrenByNameAndNamespace();
    void removesChildrenOfANamespace();
    void changingACopyLeavesTheOriginal();
    void comparesWholeTrees();
};

void ElementTest::tellsAbsentFromEmptyAttributes()
{
    Element element(u"a", u"urn:a");
    element.setAttribute(u"empty", u"").setOptionalAttribute(u"absent", u"");
    QVERIFY(element.hasAttribute(u"empty"));
    QVERIFY(!element.hasAttribute(u"absent"));
    QCOMPARE(element.attribute(u"absent"), QString());
}

void ElementTest::replacesAttributes()
{
    Element element(u"a", u"urn:a");
    element.setAttribute(u"b", u"1").setAttribute(u"b", u"2");
    QCOMPARE(element.attributes().size(), 1);
    QCOMPARE(element.attribute(u"b"), u"2"_s);
}

void ElementTest::findsChildrenByNameAndNamespace()
{
    Element element(u"a", u"urn:a");
    element.addText(u"b", u"urn:other", u"forged").addText(u"b", u"urn:a", u"first").addText(u"b", u"urn:a", u"second");
    QCOMPARE(element.childText(u"b", u"urn:a"), u"first"_s);
    QCOMPARE(element.childrenNamed(u"b", u"urn:a").size(), 2U);
    QCOMPARE(element.firstChildIn(u"urn:other")->text(), u"forged"_s);
    QVERIFY(element.firstChildIn(u"urn:none") == nullptr);
}

void ElementTest::removesChildrenOfANamespace()
{
    Element element(u"a", u"urn:a");
    element.addText(u"b", u"urn:x", u"1").addText(u"b", u"urn:a", u"2").addText(u"c", u"urn:x", u"3");
    QCOMPARE(element.removeChildrenIn(u"urn:x"), 2);
    QCOMPARE(element.children().size(), 1);
}

void ElementTest::changingACopyLeavesTheOriginal()
{
    Element element(u"a", u"urn:a");
    element.addText(u"b", u"urn:a", u"1");
    Element copy = element;
    copy.child(u"b", u"urn:a")->setText(u"2");
    copy.add(Element(u"c", u"urn:a"));
    QCOMPARE(element.childText(u"b", u"urn:a"), u"1"_s);
    QCOMPARE(element.children().size(), 1);
}

void ElementTest::comparesWholeTrees()
{
    Element element(u"a", u"urn:a");
    element.addText(u"b", u"urn:a", u"1");
    Element other = element;
    QVERIFY(element == other);
    other.child(u"b", u"urn:a")->setAttribute(u"c", u"");
    QVERIFY(element != other);
}

QTEST_GUILESS_MAIN(ElementTest)
#include "element_test.moc"
