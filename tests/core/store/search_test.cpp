// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/store/store_fixture.h"

#include "core/store/database.h"

#include <QRandomGenerator>

using namespace wardline;
using namespace wardline::store;
using namespace wardline::store::test;
using model::Message;
using model::MessageId;

class SearchTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void findsWords_data();
    void findsWords();
    void takesNothingAsSyntax_data();
    void takesNothingAsSyntax();
    void staysInTheConversation();
    void pagesNewestFirst();
    void agreesWithAScanOfEverything();
    void marksMatchesInTheSnippet_data();
    void marksMatchesInTheSnippet();
    void refusesTooMuch();
    void indexesOnlyWhenTextChanges();
    void givesItsMemoryBack();

private:
    StoreFixture m_fixture;
};

void SearchTest::initTestCase()
{
    QVERIFY(succeeds(m_fixture.open()));
    const QStringList texts {
        u"Bed 7 Heparin stopped at 14:30"_s, // 0
        u"heparin restarted, 5.5 mg/h"_s, // 1
        u"Ärztin Müller übernimmt"_s, // 2
        u"C. diff isolation in room foo-bar"_s, // 3
        u"AND OR NOT NEAR"_s, // 4
        u"日本語 テスト"_s, // 5
        u"body scope message_text docid"_s, // 6
        u"stop heparin now"_s, // 7
        u"emoji 😀 then word"_s, // 8
        u"nothing \u0000 behindnul"_s, // 9
    };
    QList<Message> messages;
    for (qsizetype i = 0; i < texts.size(); ++i) {
        messages.append(message(i == 7 ? kOtherRoom : kRoom, kAmal, texts.at(i), at(i * 1000)));
    }
    QCOMPARE(valueOf(m_fixture.store->messages().insert(batchOf(messages))).size(), texts.size());
}

void SearchTest::findsWords_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QList<int>>("expected"); // numbers of the messages, newest first
    const auto row = [](const char *name, const QString &text, const QList<int> &expected) { QTest::newRow(name) << text << expected; };
    row("word", u"heparin"_s, {7, 1, 0});
    row("case", u"HEPARIN"_s, {7, 1, 0});
    row("several words in any order", u"stopped bed"_s, {0});
    row("last word as prefix", u"hepa"_s, {7, 1, 0});
    row("prefix of one letter", u"h"_s, {7, 1, 0});
    row("prefix of two letters", u"he"_s, {7, 1, 0});
    row("only the last word is a prefix", u"hepa stopped"_s, {});
    row("words then prefix", u"heparin st"_s, {7, 0});
    row("closed quotation is exact", u"\"hepa\""_s, {});
    row("phrase", u"\"heparin stopped\""_s, {0});
    row("phrase in the other order", u"\"stopped heparin\""_s, {});
    row("open quotation grows", u"\"heparin sto"_s, {0});
    row("phrase and word", u"\"heparin stopped\" bed"_s, {0});
    row("accents ignored", u"arztin muller"_s, {2});
    row("accents typed", u"Ärztin MÜLLER"_s, {2});
    row("number with a point", u"5.5"_s, {1});
    row("hyphenated", u"foo-bar"_s, {3});
    row("single letter", u"c diff"_s, {3});
    row("keywords are words", u"AND"_s, {4});
    row("NOT NEAR", u"NOT NEAR"_s, {4});
    row("other script", u"日本"_s, {5});
    row("column names are words", u"scope"_s, {6});
    row("nothing there", u"absent"_s, {});
    row("several spaces and tabs", u"  bed \t 7 \n heparin "_s, {0});
}

void SearchTest::findsWords()
{
    QFETCH(QString, text);
    QFETCH(QList<int>, expected);
    const auto result = valueOf(m_fixture.store->search().search({text, {}, {}, 50}));
    QList<int> found;
    for (const SearchHit &hit : result.hits) {
        found.append(int((hit.time - at(0)).count() / 1000));
    }
    QCOMPARE(found, expected);
    QVERIFY(!result.hasMore);
}

void SearchTest::takesNothingAsSyntax_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("count");
    const auto row = [](const char *name, const QString &text, int count) { QTest::newRow(name) << text << count; };
    row("empty", u""_s, 0);
    row("spaces", u" \t\n "_s, 0);
    row("only marks", u"*** --- ^ () : ; , . /"_s, 0);
    row("one quotation mark", u"\""_s, 0);
    row("many quotation marks", u"\"\"\"\"\""_s, 0);
    row("quoted marks", u"\"***\""_s, 0);
    row("empty phrase and word", u"\"\" heparin"_s, 3);
    row("star alone", u"*"_s, 0);
    row("star within", u"hep*rin"_s, 0);
    row("star after", u"heparin*"_s, 3);
    row("caret", u"^heparin"_s, 3);
    row("minus", u"-heparin"_s, 3);
    row("OR", u"heparin OR absent"_s, 0);
    row("AND", u"heparin AND bed"_s, 0);
    row("NOT", u"heparin NOT bed"_s, 0);
    row("NEAR", u"heparin NEAR/2 bed"_s, 0);
    row("column filter", u"body:heparin"_s, 0);
    row("scope filter", u"scope:heparin"_s, 0);
    row("scope of a room", u"scope:\uA66E1"_s, 0);
    row("scope mark", u"\uA66E1"_s, 1);
    row("brackets", u"(heparin)"_s, 3);
    row("unbalanced brackets", u"((heparin"_s, 3);
    row("SQL quotation", u"heparin' OR 1=1 --"_s, 0);
    row("SQL", u"'; DROP TABLE message; --"_s, 0);
    row("backslash", u"heparin\\"_s, 3);
    row("NUL", u"hepa"_s + QChar(u'\0') + u"rin"_s, 0);
    row("NUL after", u"heparin"_s + QChar(u'\0'), 3);
    row("half a surrogate pair", u"heparin "_s + QChar(char16_t(0xD83D)), 3);
    row("emoji", u"😀"_s, 0);
    row("emoji and word", u"😀 word"_s, 1);
    row("control characters", u"heparin\x01\x02"_s, 3);
    row("right to left override", u"heparin"_s + QChar(u'\u202E'), 3);
    row("quotation within a word", u"hep\"arin"_s, 0);
    row("longest", QString(kMaxSearchLength, u'x'), 0);
    row("behind a NUL nothing is indexed", u"behindnul"_s, 0);
}

void SearchTest::takesNothingAsSyntax()
{
    QFETCH(QString, text);
    QFETCH(int, count);
    const auto result = answer(m_fixture.store->search().search({text, {}, {}, 50}));
    QVERIFY2(result.has_value(), result ? "" : qPrintable(result.error().toLogString()));
    QCOMPARE(int(result->hits.size()), count);
    // The same within a room cannot leave it.
    const auto inRoom = answer(m_fixture.store->search().search({text, kOtherRoom, {}, 50}));
    QVERIFY(inRoom.has_value());
    for (const SearchHit &hit : inRoom->hits) {
        QCOMPARE(hit.conversation, kOtherRoom);
    }
}

void SearchTest::staysInTheConversation()
{
    const auto inRoom = valueOf(m_fixture.store->search().search({u"heparin"_s, kRoom, {}, 50}));
    QCOMPARE(inRoom.hits.size(), 2);
    const auto elsewhere = valueOf(m_fixture.store->search().search({u"heparin"_s, kOtherRoom, {}, 50}));
    QCOMPARE(elsewhere.hits.size(), 1);
    QCOMPARE(elsewhere.hits.at(0).conversation, kOtherRoom);
    QVERIFY(valueOf(m_fixture.store->search().search({u"heparin"_s, jid(u"no@x.example"), {}, 50})).hits.isEmpty());
}

void SearchTest::pagesNewestFirst()
{
    StoreFixture fixture;
    QVERIFY(succeeds(fixture.open()));
    // Inserted in disorder: newest block first, as a catch-up does.
    for (int block = 4; block >= 0; --block) {
        QList<Message> messages;
        for (int i = 0; i < 20; ++i) {
            messages.append(message(kRoom, kAmal, u"needle %1"_s.arg(block * 20 + i), at(block * 20 + i)));
        }
        valueOf(fixture.store->messages().insert(batchOf(messages, Placement::Older)));
    }
    MessageId edge;
    QStringList found;
    while (true) {
        const auto result = valueOf(fixture.store->search().search({u"needle"_s, {}, edge, 7}));
        for (const SearchHit &hit : result.hits) {
            found.prepend(hit.snippet);
        }
        if (!result.hasMore) {
            break;
        }
        QCOMPARE(result.hits.size(), 7);
        edge = result.hits.constLast().id;
    }
    QCOMPARE(found.size(), 100);
    for (int i = 0; i < 100; ++i) {
        QCOMPARE(found.at(i), u"needle %1"_s.arg(i));
    }
}

// The index is kept newest first, which few use, and its own integrity check does not know that form (SQLite 3.15): so it is checked
// against the text itself, through insertions in any order, moves, deletions and merges.
void SearchTest::agreesWithAScanOfEverything()
{
    StoreFixture fixture;
    QVERIFY(succeeds(fixture.open()));
    auto &messages = fixture.store->messages();
    QRandomGenerator random(42);
    static const QStringList words {u"alpha"_s, u"alpine"_s, u"al"_s, u"beta"_s, u"bed"_s, u"b"_s, u"gamma"_s, u"delta"_s};
    const auto text = [&] {
        QStringList parts;
        for (int i = 0; i < 1 + int(random.bounded(5)); ++i) {
            parts.append(words.at(random.bounded(words.size())));
        }
        return parts.join(u' ');
    };
    for (int round = 0; round < 120; ++round) {
        QList<Message> batch;
        const qint64 start = random.bounded(1000000);
        for (int i = 0; i < 8; ++i) {
            batch.append(message(random.bounded(2) ? kRoom : kOtherRoom, kAmal, text(), at(start + i)));
        }
        const auto placement = random.bounded(2) ? Placement::Newer : Placement::Older;
        valueOf(messages.insert(batchOf(batch, placement)));
        if (round % 10 == 5) {
            valueOf(fixture.store->conversations().markRead(kRoom, {std::numeric_limits<qint64>::max()}));
            valueOf(messages.purge(kRoom, at(random.bounded(200000))));
        }
        if (round % 10 == 0) {
            const QString originId = u"o-%1"_s.arg(round);
            valueOf(messages.insertOwn(message(kRoom, kSelf, u"alpha own"_s, at(start), originId), "<m/>"));
            valueOf(messages.insert(batchOf({message(kRoom, kSelf, u"alpha own"_s, at(start + 2000000), originId, u"s"_s + originId)})));
        }
    }
    QList<Message> all;
    for (const model::Jid &room : {kRoom, kOtherRoom}) {
        all.append(valueOf(messages.pageBefore(room, {}, kMaxPageSize)).messages);
    }
    QVERIFY(all.size() > 500);
    std::sort(all.begin(), all.end(), [](const Message &a, const Message &b) { return a.id > b.id; });
    for (const QString &typed : {u"\"alpha\""_s, u"alp"_s, u"a"_s, u"al"_s, u"\"al\""_s, u"b"_s, u"be"_s, u"bet"_s, u"gamma"_s, u"own"_s}) {
        for (const std::optional<model::Jid> &room : {std::optional<model::Jid>(), std::optional(kRoom), std::optional(kOtherRoom)}) {
            QList<MessageId> expected;
            const QString word = QString(typed).remove(u'"');
            for (const Message &each : std::as_const(all)) {
                const QStringList parts = each.body.split(u' ');
                const bool isHit = std::any_of(parts.begin(), parts.end(), [&](const QString &part) {
                    return typed.startsWith(u'"') ? part == word : part.startsWith(word);
                });
                if (isHit && (!room || each.conversation == *room)) {
                    expected.append(each.id);
                }
            }
            QList<MessageId> found;
            const auto result = valueOf(fixture.store->search().search({typed, room, {}, kMaxPageSize}));
            for (const SearchHit &hit : result.hits) {
                found.append(hit.id);
            }
            QVERIFY2(found == expected, qPrintable(u"%1: %2 instead of %3"_s.arg(typed).arg(found.size()).arg(expected.size())));
        }
    }
}

void SearchTest::marksMatchesInTheSnippet_data()
{
    QTest::addColumn<QString>("body");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("marked");
    QTest::newRow("several") << u"heparin and Heparin"_s << u"heparin"_s << QStringList {u"heparin"_s, u"Heparin"_s};
    QTest::newRow("after wide characters") << u"😀 äöü 日本 heparin"_s << u"heparin"_s << QStringList {u"heparin"_s};
    QTest::newRow("prefix marks the word") << u"stop heparin"_s << u"hep"_s << QStringList {u"heparin"_s};
    QTest::newRow("far into a long body") << QString(30000, u'ä') + u" heparin "_s + QString(500, u'b') << u"heparin"_s << QStringList {u"heparin"_s};
    QTest::newRow("two terms on one word") << u"heparin"_s << u"heparin hep"_s << QStringList {u"heparin"_s};
    QTest::newRow("cut within a pair") << QString(39, u'x') + u"😀 "_s.repeated(60) + u"heparin "_s + u"😀"_s.repeated(200) << u"heparin"_s
                                       << QStringList {u"heparin"_s};
    QTest::newRow("accents") << u"die Ärztin, A\u0308RZTIN"_s << u"arztin"_s << QStringList {u"Ärztin"_s, u"A\u0308RZTIN"_s};
    QTest::newRow("phrase") << u"bed 7 near bed, 7"_s << u"\"bed 7\""_s << QStringList {u"bed 7"_s, u"bed, 7"_s};
    QTest::newRow("phrase with a prefix") << u"stop heparin"_s << u"\"stop hep"_s << QStringList {u"stop heparin"_s};
    QTest::newRow("line ends") << u"first\r\nheparin\n\tlast"_s << u"heparin"_s << QStringList {u"heparin"_s};
}

void SearchTest::marksMatchesInTheSnippet()
{
    QFETCH(QString, body);
    QFETCH(QString, text);
    QFETCH(QStringList, marked);
    StoreFixture fixture;
    QVERIFY(succeeds(fixture.open()));
    valueOf(fixture.store->messages().insert(batchOf({message(kRoom, kAmal, body, at(0))})));
    const auto result = valueOf(fixture.store->search().search({text, {}, {}, 10}));
    QCOMPARE(result.hits.size(), 1);
    const SearchHit hit = result.hits.at(0);
    QStringList found;
    for (const TextSpan &span : hit.matches) {
        found.append(hit.snippet.mid(span.start, span.length));
    }
    QCOMPARE(found, marked);
    QVERIFY(hit.snippet.size() <= kSnippetLength + 2);
    QVERIFY(hit.snippet.isValidUtf16());
    QVERIFY(!hit.snippet.contains(u'\n') && !hit.snippet.contains(u'\r') && !hit.snippet.contains(u'\t'));
}

void SearchTest::refusesTooMuch()
{
    auto &search = m_fixture.store->search();
    QVERIFY(failsWith(answer(search.search({QString(kMaxSearchLength + 1, u'x'), {}, {}, 10})), StoreError::InvalidInput));
    QVERIFY(failsWith(answer(search.search({u"a "_s.repeated(kMaxSearchWords + 1), {}, {}, 10})), StoreError::InvalidInput));
    QVERIFY(failsWith(answer(search.search({u"a"_s, {}, {}, 0})), StoreError::InvalidInput));
    QVERIFY(failsWith(answer(search.search({u"a"_s, {}, {}, kMaxPageSize + 1})), StoreError::InvalidInput));
}

void SearchTest::indexesOnlyWhenTextChanges()
{
    StoreFixture fixture;
    QVERIFY(succeeds(fixture.open()));
    auto &messages = fixture.store->messages();
    const MessageId id = valueOf(messages.insertOwn(message(kRoom, kSelf, u"heparin"_s, at(0), u"o"_s), "<m/>"));
    const auto segments = [&] {
        return valueOf(fixture.store->threads().read([](ReadableDatabase &database) {
            static constexpr ReadQuery kSegments {"segments", "SELECT count(*) FROM message_text_segdir"};
            return database.integer(kSegments);
        }));
    };
    const qint64 before = segments();
    QVERIFY(before > 0);
    valueOf(messages.advanceState(id, model::DeliveryState::Seen));
    QCOMPARE(segments(), before);
}

void SearchTest::givesItsMemoryBack()
{
    const auto cacheSize = [&] {
        return valueOf(m_fixture.store->threads().read([](ReadableDatabase &database) {
            static constexpr ReadQuery kCacheSize {"cache-size", "PRAGMA cache_size"};
            return database.integer(kCacheSize);
        }));
    };
    valueOf(m_fixture.store->search().search({u"heparin"_s, {}, {}, 10}));
    QCOMPARE(cacheSize(), -16000);
    QVERIFY(succeeds(answer(m_fixture.store->search().finish())));
    QCOMPARE(cacheSize(), -4000);
    QCOMPARE(valueOf(m_fixture.store->search().search({u"heparin"_s, {}, {}, 10})).hits.size(), 3);
}

QTEST_GUILESS_MAIN(SearchTest)
#include "search_test.moc"
