// SPDX-License-Identifier: GPL-3.0-or-later
// How much a timeline does in one turn of the main thread, counted in rows: times prove nothing on a busy machine.
#include "core/base/fake_timer_factory.h"
#include "tests/ui/support/ui_test_main.h"
#include "ui/kit/context.h"
#include "ui/kit/theme.h"
#include "ui/timeline/attachments.h"
#include "ui/timeline/font_warmth.h"
#include "ui/timeline/row_measurer.h"
#include "ui/timeline/timeline_rows.h"
#include "ui/timeline/timeline_scroller.h"

#include <QAbstractScrollArea>
#include <QPaintEvent>
#include <QScrollBar>

using namespace Qt::StringLiterals;
using namespace wardline;
using ui::FontRole;
using ui::TimelineScroller;

namespace {

/// Whatever is done takes a millisecond until somebody looks at the clock.
class BusyClock final : public Clock
{
public:
    [[nodiscard]] Instant now() const override { return Instant(std::chrono::milliseconds(1795344780000)); }
    [[nodiscard]] MonotonicInstant monotonic() const override
    {
        return MonotonicInstant(std::chrono::milliseconds(m_looks++));
    }

private:
    mutable qint64 m_looks = 0;
};

QList<model::Message> messages(int count, const QString &body)
{
    QList<model::Message> list;
    for (int i = 1; i <= count; ++i) {
        model::Message message;
        message.id = {i};
        message.sender = *model::Jid::parse(u"person%1@relay.example"_s.arg(i));
        message.senderName = u"Person %1"_s.arg(i);
        message.time = Instant(std::chrono::milliseconds(1795344780000 + i * 60'000));
        message.body = body;
        list.append(message);
    }
    return list;
}

class Area final : public QAbstractScrollArea
{
public:
    int paints = 0;
    QRegion painted;

protected:
    void paintEvent(QPaintEvent *event) override
    {
        ++paints;
        painted += event->region();
    }
    void scrollContentsBy(int, int) override { } // Qt's own paints everything
};

/// A timeline without its widget.
struct Bench
{
    explicit Bench(const QList<model::Message> &content)
    {
        area.resize(800, 600);
        area.show();
        if (!QTest::qWaitForWindowExposed(&area)) {
            return;
        }
        rows.setWidth(area.viewport()->width(), Qt::LeftToRight);
        rows.replace(content, {}, {});
    }
    [[nodiscard]] int laidOut() const
    {
        int count = 0;
        for (int i = 0; i < rows.count(); ++i) {
            count += rows.needsMeasure(i) ? 0 : 1;
        }
        return count;
    }
    [[nodiscard]] int top(qint64 id) const { return scroller.rowRect(*rows.indexOf({id})).top(); }
    int paintsOf(const std::function<void()> &action)
    {
        for (int i = 0; i < 5; ++i) { // a widget that was shown paints more than once
            QCoreApplication::processEvents();
        }
        area.paints = 0;
        area.painted = {};
        action();
        QCoreApplication::processEvents();
        return area.paints;
    }

    ui::Theme theme;
    BusyClock clock;
    FakeClock fake;
    FakeTimerFactory timers{fake};
    ui::Context context{theme, clock, timers};
    ui::Attachments attachments;
    ui::RowMeasurer measurer{context, attachments};
    ui::TimelineRows rows{measurer};
    Area area;
    TimelineScroller scroller{area, rows, clock};
};

constexpr int kMostOfATurn = 4; ///< milliseconds, and rows of a millisecond each

} // namespace

class TimelineFramesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void landingLaysOutWhatATurnAllows()
    {
        Bench bench(messages(200, u"Bed 12 is ready."_s));
        const TimelineScroller::Anchor place{.id = {100}, .offset = 150, .isEnd = false};
        bench.scroller.hold(place);
        QVERIFY(bench.laidOut() > 0);
        QVERIFY2(bench.laidOut() <= kMostOfATurn, qPrintable(QString::number(bench.laidOut())));
        QVERIFY(bench.scroller.isOwing());
        QCOMPARE(bench.top(100), 150);
    }
    void theRestFollowsAndMovesNothing()
    {
        Bench bench(messages(200, u"Bed 12 is ready.\nAnd a second line that makes the row higher than guessed."_s));
        bench.scroller.hold({.id = {100}, .offset = 150, .isEnd = false});
        QHash<qint64, int> tops; // of what was to be seen
        int turns = 0;
        while (bench.scroller.isOwing()) {
            QVERIFY(++turns < 100);
            for (int i = 0; i < bench.rows.count(); ++i) {
                const QRect place = bench.scroller.rowRect(i);
                if (!bench.rows.needsMeasure(i) && place.bottom() > 0
                    && place.top() < bench.area.viewport()->height()) {
                    tops.insert(bench.rows.at(i).message.id.value, place.top());
                }
            }
            const int before = bench.laidOut();
            QVERIFY(bench.scroller.measureSome());
            QVERIFY(bench.laidOut() - before <= kMostOfATurn);
            for (auto known = tops.constBegin(); known != tops.constEnd(); ++known) {
                QCOMPARE(bench.top(known.key()), known.value());
            }
        }
        QVERIFY(turns > 1);
    }
    void theEndStaysBelowEverything()
    {
        Bench bench(messages(200, u"One\ntwo\nthree"_s));
        bench.scroller.hold(TimelineScroller::end());
        while (bench.scroller.isOwing()) {
            QVERIFY(bench.scroller.isAtEnd());
            QVERIFY(!bench.rows.needsMeasure(199)); // what was asked for comes first
            bench.scroller.measureSome();
        }
        QVERIFY(bench.scroller.isAtEnd());
    }
    void nothingIsPaintedForRowsThatAreNotSeen()
    {
        Bench bench(messages(200, u"Bed 12 is ready."_s));
        bench.scroller.hold({.id = {100}, .offset = 150, .isEnd = false});
        while (bench.scroller.isOwing()) {
            QCOMPARE(bench.paintsOf([&] { bench.scroller.measureSome(); }), 1);
        }
        const int before = bench.laidOut();
        QCOMPARE(bench.paintsOf([&] { bench.scroller.measureSome(); }), 0);
        QVERIFY(bench.laidOut() > before);
        QList<model::Message> more = messages(210, u"More."_s).last(10);
        QCOMPARE(bench.paintsOf([&] {
            const auto place = bench.scroller.anchor();
            bench.rows.put(more, {.mayExtendStart = false, .mayExtendEnd = true});
            bench.scroller.hold(place);
        }),
                 0);
        model::Message corrected = bench.rows.at(100).message;
        corrected.body = u"Bed 14 is ready."_s;
        QCOMPARE(bench.paintsOf([&] {
            const auto place = bench.scroller.anchor();
            QVERIFY(bench.rows.update(corrected));
            bench.scroller.hold(place);
        }),
                 1);
    }
    void whatOnlyMovesIsNotPaintedAgain()
    {
        Bench bench(messages(200, u"Bed 12 is ready."_s));
        bench.area.viewport()->setAutoFillBackground(true);
        bench.scroller.hold({.id = {100}, .offset = 150, .isEnd = false});
        while (bench.scroller.measureSome()) { }
        constexpr int kStep = 40;
        QCOMPARE(bench.paintsOf([&] {
            bench.area.verticalScrollBar()->setValue(bench.area.verticalScrollBar()->value() + kStep);
            bench.scroller.settle();
        }),
                 1);
        const int row = bench.rows.at(100).height;
        QVERIFY(bench.area.painted.boundingRect().height() <= kStep + row);
        QVERIFY(bench.area.painted.contains(QPoint(0, bench.area.viewport()->height() - 1)));
        QWidget floating(bench.area.viewport()); // stays, but its picture is moved with the rows
        floating.setGeometry(100, 200, 20, 20);
        floating.show();
        bench.paintsOf([&] {
            bench.area.verticalScrollBar()->setValue(bench.area.verticalScrollBar()->value() + kStep);
            bench.scroller.settle();
        });
        QVERIFY(bench.area.painted.contains(floating.geometry()));
        QVERIFY(bench.area.painted.contains(floating.geometry().translated(0, -kStep)));
        QVERIFY(!bench.area.painted.contains(QPoint(0, 100)));
    }
    void fontsAreFoundInATurnOfTheirOwn()
    {
        QList<model::Message> list = messages(3, u"Bed 12 is ready."_s);
        list[1].body = u"Ο ασθενής κοιμάται."_s;
        Bench bench(list);
        bench.scroller.hold(TimelineScroller::end());
        QVERIFY(!bench.rows.needsMeasure(2));
        QVERIFY(bench.rows.needsMeasure(1));
        QVERIFY(bench.rows.isCold(1));
        const int before = bench.laidOut();
        QVERIFY(bench.scroller.measureSome());
        QCOMPARE(bench.laidOut(), before); // only the fonts
        while (bench.rows.isCold(1)) {
            QVERIFY(bench.scroller.measureSome());
        }
        while (bench.scroller.isOwing()) {
            bench.scroller.measureSome();
        }
        QVERIFY(!bench.rows.needsMeasure(1));
    }

    void knowsWhatEveryWindowShows()
    {
        const ui::Theme theme;
        const ui::FontWarmth fonts(theme);
        QVERIFY(!fonts.coldIn(FontRole::Body, u"Größe 12, ½ von 40 °C: ja!"));
        QVERIFY(!fonts.coldIn(FontRole::Body, {}));
    }
    void findsEachScriptOnce()
    {
        const ui::Theme theme;
        ui::FontWarmth fonts(theme);
        const QString text = u"患者は安静 👍🏽 المريض"_s;
        int steps = 0;
        while (const auto cold = fonts.coldIn(FontRole::Body, text)) {
            fonts.warm(*cold);
            QVERIFY(++steps < 20);
        }
        QVERIFY(steps >= 4);
        QVERIFY(!fonts.coldIn(FontRole::Body, u"は患 👍 ال"));
        QVERIFY(fonts.coldIn(FontRole::Caption, u"患")); // another font
        QVERIFY(fonts.coldIn(FontRole::Body, u"ال 👍")); // the sign with the fonts of another script
        fonts.clear();
        QVERIFY(fonts.coldIn(FontRole::Body, u"は"));
    }
    void survivesBrokenLetters()
    {
        const ui::Theme theme;
        ui::FontWarmth fonts(theme);
        const QString text = QString(QChar(0xD83D)) + u"a"_s + QString(QChar(0xDC4D)) + QString(QChar(0xD83D));
        int steps = 0;
        while (const auto cold = fonts.coldIn(FontRole::Body, text)) {
            fonts.warm(*cold);
            QVERIFY(++steps < 10);
        }
    }
};

WARDLINE_UI_TEST_MAIN(TimelineFramesTest)

#include "timeline_frames_test.moc"
