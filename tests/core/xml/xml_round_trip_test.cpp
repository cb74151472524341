// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xml/xml_reader.h"
#include "core/xml/xml_writer.h"

#include <QRandomGenerator>
#include <QTest>

using namespace wardline;
using namespace wardline::xml;
using namespace Qt::StringLiterals;

namespace {

/// Trees by chance, the same ones each run.
class TreeMaker
{
public:
    explicit TreeMaker(quint32 seed)
        : m_random(seed)
    {
    }

    Element tree(int depth = 0)
    {
        Element element(name(), ns());
        for (int i = number(4); i > 0; --i) {
            element.setAttribute(number(10) == 0 ? u"xml:lang"_s : name(), text());
        }
        element.setText(number(2) == 0 ? QString() : text());
        for (int i = depth < 6 ? number(5) : 0; i > 0; --i) {
            element.add(tree(depth + 1));
        }
        return element;
    }

    int number(int below) { return static_cast<int>(m_random.bounded(below)); }

private:
    QString name()
    {
        static constexpr QStringView kNames[] = {u"a", u"b-c", u"d.e", u"_f", u"g1", u"\u00e9t\u00e9", u"message"};
        return kNames[number(std::size(kNames))].toString();
    }
    QString ns()
    {
        static constexpr QStringView kSpaces[] = {u"", u"urn:a", u"jabber:client", u"http://x/?a=1&b=<2>"};
        return kSpaces[number(std::size(kSpaces))].toString();
    }
    QString text()
    {
        QString text;
        for (int i = number(20); i > 0; --i) {
            static constexpr QStringView kPieces[] = {u"<", u">", u"&", u"\"", u"'", u"\n", u"\r", u"\t", u"]]>", u" ", u"&amp;", u"\uFFFD",
                                                      u"\U0001F600", u"x", u"\u0301", u"<!--", u"\u2028", u"\u0085", u"\u007F"};
            text += kPieces[number(std::size(kPieces))];
        }
        return text;
    }

    QRandomGenerator m_random;
};

} // namespace

class XmlRoundTripTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsBackWhatWasWritten();
    void survivesDamage();
};

void XmlRoundTripTest::readsBackWhatWasWritten()
{
    for (quint32 seed = 1; seed <= 300; ++seed) {
        const Element element = TreeMaker(seed).tree();
        const auto read = readXml(writeXml(element), {.bytes = 16 * 1024 * 1024, .prefixes = 0});
        QVERIFY2(read, qPrintable(QString::number(seed)));
        QVERIFY2(*read == element, qPrintable(QString::number(seed)));
    }
}

void XmlRoundTripTest::survivesDamage()
{
    // Whatever is accepted must be written and read as the same tree again: nothing lives between reader and writer.
    int accepted = 0;
    for (quint32 seed = 1; seed <= 3000; ++seed) {
        TreeMaker maker(seed);
        QByteArray xml = writeXml(maker.tree(4));
        for (int i = 1 + maker.number(3); i > 0 && !xml.isEmpty(); --i) {
            const int at = maker.number(static_cast<int>(xml.size()));
            switch (maker.number(3)) {
            case 0:
                xml[at] = "<>&\"'=/ ax:!?]\0\x80"[maker.number(16)];
                break;
            case 1:
                xml.remove(at, 1 + maker.number(4));
                break;
            default:
                xml.insert(at, xml.mid(maker.number(static_cast<int>(xml.size())), maker.number(12)));
                break;
            }
        }
        const auto read = readXml(xml);
        if (read) {
            ++accepted;
            const auto again = readXml(writeXml(*read));
            QVERIFY2(again && *again == *read, xml.constData());
        }
    }
    QVERIFY(accepted > 50);
    QVERIFY(accepted < 2900);
}

QTEST_GUILESS_MAIN(XmlRoundTripTest)
#include "xml_round_trip_test.moc"
