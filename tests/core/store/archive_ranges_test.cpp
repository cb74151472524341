// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/store/store_fixture.h"

#include "core/store/archive_ranges.h"

using namespace wardline;
using namespace wardline::store;
using namespace wardline::store::test;

namespace {

/// "3-7" is the range from the third to the seventh result; "^" in front: it reaches the start.
ArchiveRange range(const QString &text)
{
    const bool reachesStart = text.startsWith(u'^');
    const QStringList ends = text.mid(reachesStart ? 1 : 0).split(u'-');
    // "4x": at the time of 4, under an id that no page has
    const auto time = [](QString end) { return at(end.remove(u'x').toInt() * 1000); };
    return {kRoom, ends.at(0), ends.at(1), time(ends.at(0)), time(ends.at(1)), reachesStart};
}

QString textOf(const QList<ArchiveRange> &ranges)
{
    QStringList parts;
    for (const ArchiveRange &each : ranges) {
        parts.append((each.reachesStart ? u"^"_s : QString()) + each.firstId + u'-' + each.lastId);
    }
    return parts.join(u' ');
}

} // namespace

class ArchiveRangesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void joinsPages_data();
    void joinsPages();
    void joinsAStretchThatSeemsToReachFurther();
    void isKeptWithTheMessagesOfThePage();
    void refusesHalfAPage();
};

void ArchiveRangesTest::joinsPages_data()
{
    QTest::addColumn<QString>("known");
    QTest::addColumn<QString>("after");
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("page"); // as a range, "" for an empty one
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const char *known, const char *after, const char *before, const char *page, const char *expected) {
        QTest::newRow(name) << QString::fromLatin1(known) << QString::fromLatin1(after) << QString::fromLatin1(before)
                            << QString::fromLatin1(page) << QString::fromLatin1(expected);
    };
    row("first page", "", "", "", "5-9", "5-9");
    row("newest page after an absence leaves a gap", "1-4", "", "", "8-9", "1-4 8-9");
    row("forward", "1-4", "4", "", "5-7", "1-7");
    row("backward", "5-9", "", "5", "2-4", "2-9");
    row("backward to the start", "5-9", "", "5", "^1-4", "^1-9");
    row("an empty page says that nothing is older", "5-9", "", "5", "", "^5-9");
    row("an empty page forward says nothing", "5-9", "9", "", "", "5-9");
    row("forward into the next range", "1-4 7-9", "4", "", "5-8", "1-9");
    row("backward into the older range", "1-4 7-9", "", "7", "3-6", "1-9");
    row("fills the gap exactly", "1-4 7-9", "4", "7", "5-6", "1-9");
    row("live, one after the other", "1-4", "4", "", "5-5", "1-5");
    row("page that is known", "1-9", "3", "", "4-6", "1-9");
    row("page that holds a whole range", "4-5", "", "", "2-8", "2-8");
    row("keeps the start of a range it takes over", "^1-4 7-9", "4", "", "5-8", "^1-9");
    row("page around a range that reaches the start", "^2-4", "", "", "2-8", "^2-8");
    row("the newest page goes a result further than what came live", "1-9", "", "", "7-10", "1-10");
    row("page around a range whose ends the archive has lost", "4x-5x", "", "", "2-8", "2-8");
    row("three become one", "^1-2 4-5 7-9", "2", "7", "3-6", "^1-9");
}

void ArchiveRangesTest::joinsPages()
{
    QFETCH(QString, known);
    QFETCH(QString, after);
    QFETCH(QString, before);
    QFETCH(QString, page);
    QFETCH(QString, expected);
    QList<ArchiveRange> ranges;
    for (const QString &part : known.split(u' ', Qt::SkipEmptyParts)) {
        ranges.append(range(part));
    }
    ArchivePage archivePage {kRoom, after, before, {}, {}, {}, {}, page.isEmpty()};
    QStringList ids;
    if (!page.isEmpty()) {
        const ArchiveRange span = range(page);
        archivePage = {kRoom, after, before, span.firstId, span.lastId, span.firstTime, span.lastTime, span.reachesStart};
        for (int i = span.firstId.toInt(); i <= span.lastId.toInt(); ++i) {
            ids.append(QString::number(i));
        }
    }
    QCOMPARE(textOf(withPage(ranges, archivePage, ids)), expected);
}

// Its end came live after half a minute on the way, so that the times say it overlaps what was read of the archive since.
void ArchiveRangesTest::joinsAStretchThatSeemsToReachFurther()
{
    const auto page = [](const QString &before, const QString &first, const QString &last, int from, int to) {
        return ArchivePage{kRoom, {}, before, first, last, at(from), at(to), false};
    };
    QList<ArchiveRange> ranges{{kRoom, u"1"_s, u"4"_s, at(1'000), at(90'000), true},
                               {kRoom, u"8"_s, u"9"_s, at(50'000), at(95'000), false}};
    ranges = withPage(ranges, page(u"8"_s, u"6"_s, u"7"_s, 40'000, 45'000), {u"6"_s, u"7"_s});
    QCOMPARE(ranges.size(), 2);
    QCOMPARE(ranges.constLast().firstId, u"6"_s); // it goes on from there
    ranges = withPage(ranges, page(u"6"_s, u"3"_s, u"5"_s, 30'000, 39'000), {u"3"_s, u"4"_s, u"5"_s});
    QCOMPARE(ranges, (QList<ArchiveRange>{{kRoom, u"1"_s, u"9"_s, at(1'000), at(95'000), true}}));
}

void ArchiveRangesTest::isKeptWithTheMessagesOfThePage()
{
    StoreFixture fixture;
    QVERIFY(succeeds(fixture.open()));
    auto &messages = fixture.store->messages();
    IncomingBatch batch = batchOf({message(kRoom, kAmal, u"a"_s, at(1000), {}, u"1"_s)});
    batch.page = ArchivePage {kRoom, {}, {}, u"1"_s, u"2"_s, at(1000), at(2000), true};
    valueOf(messages.insert(batch));
    QCOMPARE(valueOf(messages.archiveRanges(kRoom)), QList<ArchiveRange> {range(u"^1-2"_s)});
    // A page of which nothing is kept.
    IncomingBatch empty;
    empty.page = ArchivePage {kRoom, u"2"_s, {}, u"3"_s, u"4"_s, at(3000), at(4000), false};
    QVERIFY(valueOf(messages.insert(empty)).isEmpty());
    QVERIFY(succeeds(fixture.close()));
    QVERIFY(succeeds(fixture.open()));
    QCOMPARE(valueOf(messages.archiveRanges(kRoom)), QList<ArchiveRange> {range(u"^1-4"_s)});
    QVERIFY(valueOf(messages.archiveRanges(kOtherRoom)).isEmpty());
    QVERIFY(succeeds(answer(messages.forgetArchiveRanges(kRoom))));
    QVERIFY(succeeds(answer(messages.forgetArchiveRanges(kOtherRoom))));
    QVERIFY(valueOf(messages.archiveRanges(kRoom)).isEmpty());
}

void ArchiveRangesTest::refusesHalfAPage()
{
    StoreFixture fixture;
    QVERIFY(succeeds(fixture.open()));
    IncomingBatch batch;
    batch.page = ArchivePage {kRoom, {}, {}, u"1"_s, {}, at(0), at(0), false};
    QVERIFY(failsWith(answer(fixture.store->messages().insert(batch)), StoreError::InvalidInput));
    batch.page = ArchivePage {kRoom, QString(kMaxIdLength + 1, u'x'), {}, u"1"_s, u"2"_s, at(0), at(0), false};
    QVERIFY(failsWith(answer(fixture.store->messages().insert(batch)), StoreError::InvalidInput));
    batch.page = ArchivePage {{}, {}, {}, u"1"_s, u"2"_s, at(0), at(0), false};
    QVERIFY(failsWith(answer(fixture.store->messages().insert(batch)), StoreError::InvalidInput));
}

QTEST_GUILESS_MAIN(ArchiveRangesTest)
#include "archive_ranges_test.moc"
