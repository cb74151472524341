// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xmpp/xep0059_rsm.h"
#include "core/xmpp/xep0297_forward.h"
#include "core/xmpp/xep0313_mam.h"
#include "core/xmpp/xep0359_sid.h"
#include "tests/core/xmpp/fixture.h"

using namespace wardline;
using namespace wardline::xmpp;
using namespace wardline::xmpp::test;
using namespace Qt::StringLiterals;

namespace {

Instant at(qint64 milliseconds)
{
    return Instant(std::chrono::milliseconds(milliseconds));
}

const QByteArray kForm = "<x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE' type='hidden'><value>urn:xmpp:mam:2</value></field>";

} // namespace

class ArchiveTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesPageRequests();
    void readsPages_data();
    void readsPages();
    void writesPlainQuery();
    void writesQueryByPersonAndTime();
    void writesQueryBetweenTwoMessages();
    void writesQueryForTheLastPage();
    void readsResult();
    void readsEndOfPage_data();
    void readsEndOfPage();
    void messagesWithoutResultAreNoResult();
    void readsForwardedMessage();
    void readsWholePageOf250();
};

void ArchiveTest::writesPageRequests()
{
    // XEP-0059 2
    QVERIFY(isWrittenAs(RsmRequest::firstPage(10), "<set xmlns='http://jabber.org/protocol/rsm'><max>10</max></set>"));
    QVERIFY(isWrittenAs(RsmRequest::lastPage(10), "<set xmlns='http://jabber.org/protocol/rsm'><max>10</max><before/></set>"));
    QVERIFY(isWrittenAs(RsmRequest::pageAfter(u"peter@pixyland.org"_s, 10),
                        "<set xmlns='http://jabber.org/protocol/rsm'><max>10</max><after>peter@pixyland.org</after></set>"));
    QVERIFY(isWrittenAs(RsmRequest::pageBefore(u"peter@pixyland.org"_s, 10),
                        "<set xmlns='http://jabber.org/protocol/rsm'><max>10</max><before>peter@pixyland.org</before></set>"));
}

void ArchiveTest::readsPages_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("first");
    QTest::addColumn<int>("index");
    QTest::addColumn<int>("count");
    QTest::addColumn<bool>("empty");
    QTest::newRow("usual") << QByteArray("<first index='20'>a</first><last>b</last><count>800</count>") << u"a"_s << 20 << 800 << false;
    QTest::newRow("without-counts") << QByteArray("<first>a</first><last>b</last>") << u"a"_s << -1 << -1 << false;
    QTest::newRow("empty-page") << QByteArray("<count>0</count>") << QString() << -1 << 0 << true;
    QTest::newRow("only-first") << QByteArray("<first>a</first>") << u"a"_s << -1 << -1 << true;
}

void ArchiveTest::readsPages()
{
    QFETCH(QByteArray, content);
    const auto page = read<RsmResult>("<set xmlns='http://jabber.org/protocol/rsm'>" + content + "</set>");
    QTEST(page.first, "first");
    QTEST(page.firstIndex.value_or(-1), "index");
    QTEST(page.count.value_or(-1), "count");
    QTEST(page.isEmptyPage(), "empty");
    QVERIFY(isWrittenAs(page, "<set xmlns='http://jabber.org/protocol/rsm'>" + content + "</set>"));
}

void ArchiveTest::writesPlainQuery()
{
    // XEP-0313 4.1
    MamQuery query;
    query.queryId = u"f27"_s;
    QVERIFY(isWrittenAs(query, "<query xmlns='urn:xmpp:mam:2' queryid='f27'/>"));
}

void ArchiveTest::writesQueryByPersonAndTime()
{
    // XEP-0313 4.1.1, 4.1.2
    MamQuery query;
    query.with = jid(u"juliet@capulet.lit");
    query.start = at(1275868800000);
    query.end = at(1278509034000);
    QVERIFY(isWrittenAs(query, "<query xmlns='urn:xmpp:mam:2'>" + kForm
                            + "<field var='with'><value>juliet@capulet.lit</value></field>"
                              "<field var='start'><value>2010-06-07T00:00:00.000Z</value></field>"
                              "<field var='end'><value>2010-07-07T13:23:54.000Z</value></field></x></query>"));
}

void ArchiveTest::writesQueryBetweenTwoMessages()
{
    // XEP-0313 4.1.3 and 4.1.4, with the features of #extended
    MamQuery query;
    query.afterId = u"28482-98726-73623"_s;
    query.beforeId = u"09af3-cc343-b409f"_s;
    query.ids = {u"x"_s, u"y"_s};
    query.includeGroupChat = false;
    QVERIFY(isWrittenAs(query, "<query xmlns='urn:xmpp:mam:2'>" + kForm
                            + "<field var='before-id'><value>09af3-cc343-b409f</value></field>"
                              "<field var='after-id'><value>28482-98726-73623</value></field>"
                              "<field var='ids'><value>x</value><value>y</value></field>"
                              "<field var='include-groupchat'><value>false</value></field></x></query>"));
}

void ArchiveTest::writesQueryForTheLastPage()
{
    MamQuery query;
    query.queryId = u"f29"_s;
    query.page = RsmRequest::lastPage(250);
    query.flipPage = true;
    QVERIFY(isWrittenAs(query, "<query xmlns='urn:xmpp:mam:2' queryid='f29'><set xmlns='http://jabber.org/protocol/rsm'><max>250</max>"
                               "<before/></set><flip-page/></query>"));
}

void ArchiveTest::readsResult()
{
    // XEP-0313 4.2
    const QByteArray xmlText = "<result xmlns='urn:xmpp:mam:2' queryid='f27' id='28482-98726-73623'><forwarded xmlns='urn:xmpp:forward:0'>"
                               "<delay xmlns='urn:xmpp:delay' stamp='2010-07-10T23:08:25.000Z'/>"
                               "<message xmlns='jabber:client' from='witch@shakespeare.lit' to='macbeth@shakespeare.lit'><body>Hail</body></message>"
                               "</forwarded></result>";
    const auto result = read<MamResult>(xmlText);
    QCOMPARE(result.queryId, u"f27"_s);
    QCOMPARE(result.archiveId, u"28482-98726-73623"_s);
    QVERIFY(result.forwarded.delay);
    QCOMPARE(result.forwarded.delay->stamp, at(1278803305000));
    QVERIFY(isWrittenAs(result, xmlText));
}

void ArchiveTest::readsEndOfPage_data()
{
    QTest::addColumn<QByteArray>("attributes");
    QTest::addColumn<bool>("complete");
    QTest::addColumn<bool>("stable");
    QTest::newRow("more") << QByteArray() << false << true;
    QTest::newRow("complete") << QByteArray("complete='true'") << true << true;
    QTest::newRow("complete-as-number") << QByteArray("complete='1'") << true << true;
    QTest::newRow("unstable") << QByteArray("stable='false'") << false << false;
}

void ArchiveTest::readsEndOfPage()
{
    QFETCH(QByteArray, attributes);
    const auto fin = read<MamFin>("<fin xmlns='urn:xmpp:mam:2' " + attributes + "><set xmlns='http://jabber.org/protocol/rsm'>"
                                  "<first index='0'>a</first><last>b</last></set></fin>");
    QTEST(fin.isComplete, "complete");
    QTEST(fin.isStable, "stable");
    QCOMPARE(fin.page.last, u"b"_s);
    QCOMPARE(MamFin::fromXml(fin.toXml()).value(), fin);
}

void ArchiveTest::messagesWithoutResultAreNoResult()
{
    const auto plain = read<MessageStanza>("<message xmlns='jabber:client' from='stranger@x'><body>Hi</body></message>");
    const auto result = unwrapMamResult(plain, {.own = jid(u"a@b"), .archive = {}, .queryId = u"q"_s});
    QVERIFY(result && !*result);
    // Nothing is accepted while nothing was asked.
    const auto unasked = read<MessageStanza>("<message xmlns='jabber:client'><result xmlns='urn:xmpp:mam:2' id='1'><forwarded xmlns='urn:xmpp:forward:0'>"
                                             "<message xmlns='jabber:client'/></forwarded></result></message>");
    QVERIFY(!unwrapMamResult(unasked, {.own = jid(u"a@b"), .archive = {}, .queryId = {}}));
}

void ArchiveTest::readsForwardedMessage()
{
    const auto forwarded = read<Forwarded>("<forwarded xmlns='urn:xmpp:forward:0'><message xmlns='jabber:client' from='a@b'/></forwarded>");
    QVERIFY(!forwarded.delay);
    QCOMPARE(forwarded.message()->from, jid(u"a@b"));
    const auto presence = read<Forwarded>("<forwarded xmlns='urn:xmpp:forward:0'><presence xmlns='jabber:client'/></forwarded>");
    QVERIFY(!presence.message());
}

void ArchiveTest::readsWholePageOf250()
{
    // The way of one page, from the bytes to the message inside: as the catch-up does it.
    const auto own = jid(u"juliet@capulet.lit/chamber");
    const auto room = jid(u"team-4w@rooms.clinic.example");
    for (int i = 0; i < 250; ++i) {
        const QByteArray number = QByteArray::number(i);
        const auto tree = xml::readXml(QByteArray("<message xmlns='jabber:client' from='team-4w@rooms.clinic.example' to='juliet@capulet.lit/chamber'>"
                                       "<result xmlns='urn:xmpp:mam:2' queryid='f27' id='" + number + "'><forwarded xmlns='urn:xmpp:forward:0'>"
                                       "<delay xmlns='urn:xmpp:delay' stamp='2010-07-10T23:08:25Z'/>"
                                       "<message xmlns='jabber:client' type='groupchat' from='team-4w@rooms.clinic.example/Ann Lee'><body>"
                                       + number + "</body><origin-id xmlns='urn:xmpp:sid:0' id='o" + number + "'/></message></forwarded></result></message>"));
        QVERIFY(tree);
        const auto outer = MessageStanza::fromXml(*tree);
        QVERIFY(outer);
        const auto result = unwrapMamResult(*outer, {.own = own, .archive = room, .queryId = u"f27"_s});
        QVERIFY(result && *result);
        const auto inner = (*result)->forwarded.message();
        QVERIFY(inner);
        QCOMPARE(inner->body, QString::number(i));
        const auto origin = inner->payload<OriginId>();
        QVERIFY(origin && *origin);
    }
}

QTEST_GUILESS_MAIN(ArchiveTest)
#include "archive_test.moc"
