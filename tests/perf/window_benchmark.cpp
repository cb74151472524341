// SPDX-License-Identifier: GPL-3.0-or-later
// The real window over the real services and an encrypted cache, driven from outside by real keys and mouse events. See
// README.md.
//   window_benchmark FOLDER ROOM=COUNT...     makes what is missing, shows the window, says {"ready": true} and takes
//   commands:
//     open ROOM            shows a room                    where                 places on the screen, for the mouse
//     begin, end           measures the turns in between   jump FRACTION         to a message that far into the room
//     receive COUNT        live messages, one by one       explain COUNT        the same, and what the main thread did
//     for each quit
// One JSON object a line comes back. A room called "hostile" is filled with hostile texts.
#include "app/hardening/hardening.h"
#include "tests/perf/bare_cache.h"
#include "tests/perf/bare_insert.h"
#include "tests/perf/bench_ward.h"
#include "tests/perf/turn_meter.h"
#include "ui/kit/theme.h"
#include "ui/shell/conversation_view.h"
#include "ui/shell/main_window.h"
#include "ui/shell/work_view.h"
#include "ui/timeline/timeline_view.h"

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QScrollBar>
#include <QSocketNotifier>
#include <QStyleOptionSlider>
#include <QTemporaryDir>
#include <QXmlStreamReader>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <unistd.h>

using namespace wardline;
using namespace wardline::perf;
using namespace Qt::StringLiterals;

namespace {

constexpr double kLimit = 8; ///< milliseconds of a frame, DESIGN 12
constexpr int kPieces = 6; ///< of the longest turn that are told
constexpr int kBlock = 100; ///< live messages that are averaged
constexpr int kFloored = 5000; ///< at most so many for the floor

void reply(const QJsonObject &line)
{
    std::fputs(QJsonDocument(line).toJson(QJsonDocument::Compact).constData(), stdout);
    std::fputc('\n', stdout);
    std::fflush(stdout);
}

double processCpu()
{
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}

double at(QList<double> values, double fraction)
{
    if (values.isEmpty()) {
        return 0;
    }
    std::sort(values.begin(), values.end());
    return values.at(std::min(values.size() - 1, qsizetype(double(values.size()) * fraction)));
}

/// Frames are the turns in which something was painted; the longest turn counts whatever it did.
QJsonObject summary(const QList<Turn> &turns)
{
    QList<double> cpu;
    QList<double> wall;
    double longestCpu = 0;
    double longestWall = 0;
    int over = 0;
    int overWall = 0;
    QStringList pieces;
    for (const Turn &turn : turns) {
        if (turn.cpu > longestCpu) {
            pieces.clear();
            for (const Turn::Piece &piece : turn.pieces.first(std::min<qsizetype>(turn.pieces.size(), kPieces))) {
                pieces.append(u"%1 x %2: %3 ms"_s.arg(piece.count)
                                  .arg(QString::fromLatin1(piece.name))
                                  .arg(piece.cpu, 0, 'f', 1));
            }
        }
        longestCpu = std::max(longestCpu, turn.cpu);
        longestWall = std::max(longestWall, turn.wall);
        over += turn.cpu > kLimit ? 1 : 0;
        overWall += turn.wall > kLimit ? 1 : 0;
        if (turn.painted) {
            cpu.append(turn.cpu);
            wall.append(turn.wall);
        }
    }
    return {{u"frames"_s, cpu.size()},
            {u"turns"_s, turns.size()},
            {u"p50"_s, at(cpu, 0.5)},
            {u"p99"_s, at(cpu, 0.99)},
            {u"max"_s, longestCpu},
            {u"wall_p50"_s, at(wall, 0.5)},
            {u"wall_p99"_s, at(wall, 0.99)},
            {u"wall_max"_s, longestWall},
            {u"over"_s, over},
            {u"wall_over"_s, overWall},
            {u"longest"_s, pieces.join(u", "_s)}};
}

/// What a message costs that is parsed and inserted and nothing more, milliseconds of CPU.
double floorOfReceiving(const model::Jid &room, int count)
{
    QTemporaryDir folder;
    const QByteArray key(32, 'k');
    const QString path = folder.filePath(u"cache.db"_s);
    makeBareCache(folder.path(), path, key);
    BareDatabase database(path, key);
    BareInsert insert(database);
    const double before = processCpu();
    for (int i = 0; i < count; ++i) {
        QXmlStreamReader reader(BenchWard::stanza(room, "Bed 12 is ready, the drip is running at 40.", i));
        model::Message message;
        message.conversation = room;
        message.sender = room;
        message.time = Instant(std::chrono::milliseconds(1795344780000 + i));
        while (!reader.atEnd()) {
            if (reader.readNext() == QXmlStreamReader::StartElement) {
                if (reader.name() == u"body") {
                    message.body = reader.readElementText();
                } else if (reader.name() == u"origin-id") {
                    message.originId = reader.attributes().value(u"id"_s).toString();
                } else if (reader.name() == u"stanza-id") {
                    message.stanzaId = reader.attributes().value(u"id"_s).toString();
                }
            }
        }
        database.execute("BEGIN IMMEDIATE");
        insert.insert(message);
        database.execute("COMMIT");
    }
    return (processCpu() - before) / count;
}

class Bench : public QObject
{
public:
    Bench(BenchWard &ward, ui::MainWindow &window)
        : m_ward(ward)
        , m_window(window)
        , m_input(STDIN_FILENO, QSocketNotifier::Read)
    {
        connect(&m_input, &QSocketNotifier::activated, this, [this] { read(); });
        timeline().viewport()->installEventFilter(this);
    }

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::Paint && m_awaited && m_awaited()) {
            m_isShown = true;
        }
        return QObject::eventFilter(watched, event);
    }

private:
    [[nodiscard]] ui::TimelineView &timeline() { return m_window.workView()->conversationView().timeline(); }

    void read()
    {
        char buffer[512];
        const auto length = ::read(STDIN_FILENO, buffer, sizeof buffer);
        if (length <= 0) {
            QCoreApplication::quit();
            return;
        }
        m_pending.append(buffer, length);
        for (qsizetype end = m_pending.indexOf('\n'); end >= 0; end = m_pending.indexOf('\n')) {
            const QStringList words = QString::fromUtf8(m_pending.first(end)).split(u' ');
            m_pending.remove(0, end + 1);
            obey(words);
        }
    }

    void obey(const QStringList &words)
    {
        const QString &command = words.first();
        if (command == u"open") {
            open(words.at(1));
        } else if (command == u"where") {
            reply(where());
        } else if (command == u"begin") {
            m_meter.begin();
            reply({{u"begun"_s, true}});
        } else if (command == u"end") {
            reply(summary(m_meter.turns()));
        } else if (command == u"jump") {
            jump(words.at(1).toDouble());
        } else if (command == u"receive") {
            receive(words.at(1).toInt(), TurnMeter::Detail::Turns);
        } else if (command == u"explain") {
            receive(words.at(1).toInt(), TurnMeter::Detail::Everything);
        } else if (command == u"quit") {
            QCoreApplication::quit();
        }
    }

    void open(const QString &room)
    {
        m_room = *model::Jid::parse(room);
        m_first = m_ward.edge(m_room, false);
        m_last = m_ward.edge(m_room, true);
        QElapsedTimer timer;
        timer.start();
        m_window.workView()->openConversation(m_room);
        timeline().viewport()->update(); // the room of the last time may be open already
        const bool isThere = untilPainted(
            [this] { return timeline().rows().count() > 0 && timeline().rows().at(0).message.conversation == m_room; });
        const double taken = double(timer.nsecsElapsed()) / 1e6;
        timeline().setFocus(Qt::OtherFocusReason);
        reply({{u"opened"_s, isThere}, {u"ms"_s, taken}, {u"rows"_s, timeline().rows().count()}});
    }

    QJsonObject where()
    {
        QScrollBar *bar = timeline().verticalScrollBar();
        QStyleOptionSlider option;
        option.initFrom(bar);
        option.orientation = Qt::Vertical;
        option.minimum = bar->minimum();
        option.maximum = bar->maximum();
        option.sliderPosition = bar->value();
        option.sliderValue = bar->value();
        option.pageStep = bar->pageStep();
        option.singleStep = bar->singleStep();
        const QRect handle =
            bar->style()->subControlRect(QStyle::CC_ScrollBar, &option, QStyle::SC_ScrollBarSlider, bar);
        const QPoint grip = bar->mapToGlobal(handle.center());
        const QPoint top = bar->mapToGlobal(QPoint(handle.center().x(), 0));
        const QPoint middle = timeline().viewport()->mapToGlobal(timeline().viewport()->rect().center());
        return {{u"x"_s, middle.x()},
                {u"y"_s, middle.y()},
                {u"grip_x"_s, grip.x()},
                {u"grip_y"_s, grip.y()},
                {u"bar_top"_s, top.y()},
                {u"bar_bottom"_s, top.y() + bar->height()},
                {u"rows"_s, timeline().rows().count()}};
    }

    /// As a click on a search result does. The time is until the message is painted.
    void jump(double fraction)
    {
        const model::MessageId place{m_first.value + qint64(double(m_last.value - m_first.value) * fraction)};
        const auto page = m_ward.session().messages().before(m_room, place, 1);
        (void)BenchWard::until([&page] { return page.isFinished(); });
        const model::MessageId target =
            page.result() && !page.result()->messages.isEmpty() ? page.result()->messages.first().id : m_first;
        QElapsedTimer timer;
        timer.start();
        timeline().jumpTo(target);
        const bool isThere = untilPainted([this, target] {
            const auto index = timeline().rows().indexOf(target);
            return index && timeline().viewport()->rect().intersects(timeline().rowRect(*index));
        });
        reply({{u"jumped"_s, isThere}, {u"ms"_s, double(timer.nsecsElapsed()) / 1e6}});
    }

    /// Each one is seen before the next one comes, as on a ward.
    void receive(int count, TurnMeter::Detail detail)
    {
        QJsonArray blocks;
        double cpu = processCpu();
        m_meter.begin(detail);
        for (int i = 0; i < count; ++i) {
            const QString text = u"Bed 12 is ready, the drip is running at %1."_s.arg(m_said);
            m_ward.say(m_room, text.toUtf8(), m_said++ + QDateTime::currentMSecsSinceEpoch() * 1000);
            const bool isThere = untilPainted([this, &text] {
                const auto &rows = timeline().rows();
                return rows.count() > 0 && rows.at(rows.count() - 1).message.body == text && timeline().isAtEnd();
            });
            if (!isThere) {
                reply({{u"problem"_s, u"a live message did not show"_s}});
                return;
            }
            if ((i + 1) % kBlock == 0) {
                blocks.append((processCpu() - cpu) / kBlock);
                cpu = processCpu();
            }
        }
        QJsonObject line = summary(m_meter.turns());
        line.insert(u"cpu_ms"_s, blocks);
        if (detail == TurnMeter::Detail::Everything) {
            QJsonArray pieces;
            for (const Turn::Piece &piece : m_meter.ledger()) {
                pieces.append(u"%1 x %2: %3 ms"_s.arg(double(piece.count) / count, 0, 'f', 1)
                                  .arg(QString::fromLatin1(piece.name))
                                  .arg(piece.cpu / count, 0, 'f', 3));
            }
            line.insert(u"pieces"_s, pieces);
        } else {
            line.insert(u"floor_ms"_s, floorOfReceiving(m_room, std::min(count, kFloored)));
        }
        reply(line);
    }

    /// Until the timeline is painted while `condition` holds.
    bool untilPainted(const std::function<bool()> &condition)
    {
        m_isShown = false;
        m_awaited = condition;
        const bool isThere = BenchWard::until([this] { return m_isShown; });
        m_awaited = nullptr;
        return isThere;
    }

    BenchWard &m_ward;
    ui::MainWindow &m_window;
    TurnMeter m_meter;
    QSocketNotifier m_input;
    QByteArray m_pending;
    model::Jid m_room;
    model::MessageId m_first;
    model::MessageId m_last;
    std::function<bool()> m_awaited;
    bool m_isShown = false;
    qint64 m_said = 0;
};

} // namespace

int main(int argc, char *argv[])
{
    qputenv("QT_NO_GLIB", "1"); // Qt's own dispatcher says when it sleeps
    (void)hardening::hardenProcess(); // with the allocator that scrubs, as in the product
    MeteredApplication application(argc, argv);
    const QStringList arguments = QApplication::arguments().sliced(1);
    if (arguments.size() < 2) {
        std::fputs("usage: window_benchmark FOLDER ROOM=COUNT...\n", stderr);
        return 2;
    }
    QList<std::pair<model::Jid, int>> rooms;
    QStringList addresses;
    for (const QString &argument : arguments.sliced(1)) {
        const QString name = argument.section(u'=', 0, 0);
        rooms.append({*model::Jid::parse(u"%1@rooms.relay.example"_s.arg(name)), argument.section(u'=', 1).toInt()});
        addresses.append(rooms.last().first.toString());
    }
    BenchWard ward(arguments.first(), addresses);
    ui::Theme theme;
    theme.applyTo(application);
    const SystemClock clock;
    QtTimerFactory timers;
    ui::MainWindow window(ward.workstation(), {theme, clock, timers});
    window.show();
    if (!ward.signIn()) {
        std::fputs("no session\n", stderr);
        return 1;
    }
    for (const auto &[room, count] : rooms) {
        ward.fill(room, count, room.local() == u"hostile"_s);
    }
    Bench bench(ward, window);
    reply({{u"ready"_s, true}});
    return QApplication::exec();
}
