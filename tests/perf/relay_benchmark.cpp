// SPDX-License-Identifier: GPL-3.0-or-later
// What a person at a real relay waits for, and a bare client at the same one (README.md). tests/perf/relay.py makes
// relay, people and room. Passwords come from PERF_PASSWORD (two: with a space between), codes are "123456".
//   relay_benchmark archive URL CA JID ROOM              the room's archive, read and then inserted by the C API
//   relay_benchmark echo URL CA JID JID ROOM             two bare clients; "echo COUNT" on standard input
//   relay_benchmark person FOLDER URL CA JID ROOM e2e|clear   Wardline; with --window also its window. On standard input:
//     online           signs in            join             enters the room, from now on
//     catch COUNT TEXT signs in, opens the room; until so many more are stored and TEXT is painted
//     open             shows the room      write COUNT TEXT writes "TEXT 0" and so on, until all are on the relay
//     say TEXT         types it and presses Enter           see TEXT    until it is painted
//     quit
// One JSON object a line comes back.
#include "app/hardening/hardening.h"
#include "tests/perf/bare_cache.h"
#include "tests/perf/bare_insert.h"
#include "tests/perf/bare_sqlite.h"
#include "tests/perf/bare_xmpp.h"
#include "tests/perf/relay_person.h"
#include "ui/kit/theme.h"
#include "ui/shell/conversation_view.h"
#include "ui/shell/main_window.h"
#include "ui/shell/work_view.h"
#include "ui/timeline/timeline_view.h"

#include <QApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPlainTextEdit>
#include <QTemporaryDir>
#include <QTest>

#include <chrono>
#include <cstdio>
#include <ctime>
#include <iostream>
#include <string>

using namespace wardline;
using namespace wardline::perf;
using namespace Qt::StringLiterals;

namespace {

constexpr int kPage = 250; ///< messages a transaction, as a page of the archive
constexpr int kAtOnce = 100; ///< so many are being written while others are on their way
const QByteArray kCode = "123456"_ba;

void tell(const QJsonObject &line)
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

/// Milliseconds of a clock that all processes of this machine share.
double now()
{
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

QStringList readLine()
{
    std::string line;
    return std::getline(std::cin, line) ? QString::fromStdString(line).split(u' ') : QStringList();
}

QByteArray password(int which = 0)
{
    return qgetenv("PERF_PASSWORD").split(' ').value(which);
}

/// What it costs to insert these, milliseconds of CPU.
double insertAll(const QList<BareMessage> &messages)
{
    const QTemporaryDir folder;
    const QByteArray key(32, 'k');
    const QString path = folder.filePath(u"cache.db"_s);
    makeBareCache(folder.path(), path, key);
    BareDatabase database(path, key);
    BareInsert insert(database);
    const double before = processCpu();
    for (qsizetype i = 0; i < messages.size(); ++i) {
        if (i % kPage == 0) {
            database.execute("BEGIN IMMEDIATE");
        }
        model::Message message;
        message.time = Instant(std::chrono::milliseconds(1795344780000 + i));
        message.senderName = messages.at(i).from.section(u'/', 1);
        message.body = messages.at(i).body;
        message.originId = messages.at(i).originId;
        message.stanzaId = messages.at(i).archiveId;
        insert.insert(message);
        if ((i + 1) % kPage == 0 || i + 1 == messages.size()) {
            database.execute("COMMIT");
        }
    }
    return processCpu() - before;
}

int readArchive(const QStringList &words)
{
    const double began = now();
    const double cpu = processCpu();
    BareXmpp client(words.at(0), words.at(1));
    client.signIn(words.at(2), password() + kCode);
    client.join(words.at(3));
    const double asked = now();
    const QList<BareMessage> messages = client.archive(words.at(3));
    const double ended = now();
    const double cpuEnded = processCpu();
    tell({{u"messages"_s, messages.size()},
          {u"ms"_s, ended - began},
          {u"read_ms"_s, ended - asked},
          {u"cpu_ms"_s, cpuEnded - cpu},
          {u"insert_cpu_ms"_s, insertAll(messages)}});
    return 0;
}

int echo(const QStringList &words)
{
    BareXmpp one(words.at(0), words.at(1));
    BareXmpp other(words.at(0), words.at(1));
    one.signIn(words.at(2), password(0) + kCode);
    other.signIn(words.at(3), password(1) + kCode);
    const QString &room = words.at(4);
    one.join(room);
    other.join(room);
    tell({{u"ready"_s, true}});
    for (QStringList line = readLine(); line.value(0) == u"echo"; line = readLine()) {
        QJsonArray times;
        for (int i = 0; i < line.at(1).toInt(); ++i) {
            const QString text = u"bare %1"_s.arg(now(), 0, 'f', 3);
            const double sent = now();
            one.send(u"<message xmlns='jabber:client' type='groupchat' to='%1' id='m%2'><body>%3</body></message>"_s.arg(
                room, QString::number(i), text));
            other.awaitBody(text);
            times.append(now() - sent);
            one.awaitBody(text);
        }
        tell({{u"ms"_s, times}});
    }
    return 0;
}

class PersonBench
{
public:
    PersonBench(const QStringList &words, QApplication &application, bool hasWindow)
        : m_account(words.at(3))
        , m_room(*model::Jid::parse(words.at(4)))
        , m_person(words.at(0), words.at(1), words.at(2),
                   words.at(5) == u"clear" ? RelayPerson::Protection::Clear : RelayPerson::Protection::EndToEnd)
    {
        if (hasWindow) {
            m_theme.applyTo(application);
            m_window = std::make_unique<ui::MainWindow>(m_person.workstation(), ui::Context{m_theme, m_clock, m_timers});
            m_window->show();
        }
        tell({{u"ready"_s, true}});
    }

    void obey()
    {
        while (true) {
            const QStringList words = readLine();
            const QString command = words.value(0);
            if (command == u"online") {
                tell({{u"online"_s, m_person.signIn(m_account, password(), kCode)}});
            } else if (command == u"join") {
                tell({{u"joined"_s, m_person.join(m_room)}});
            } else if (command == u"catch") {
                catchUp(words.at(1).toInt(), words.sliced(2).join(u' '));
            } else if (command == u"open") {
                m_window->workView()->openConversation(m_room);
                tell({{u"open"_s, RelayPerson::until([this] { return mayType(); }, 30)}});
            } else if (command == u"write") {
                write(words.at(1).toInt(), words.sliced(2).join(u' '));
            } else if (command == u"say") {
                say(words.sliced(1).join(u' '));
            } else if (command == u"see") {
                const QString text = words.sliced(1).join(u' ');
                const bool isSeen = untilPainted([this, &text] { return isNewest(text); });
                tell({{u"seen"_s, isSeen}, {u"at"_s, now()}});
            } else {
                return;
            }
        }
    }

private:
    /// Notes when the timeline is painted while something holds.
    class Watch final : public QObject
    {
    public:
        std::function<bool()> awaited;
        bool isShown = false;
        bool eventFilter(QObject *watched, QEvent *event) override
        {
            if (event->type() == QEvent::Paint && awaited && awaited()) {
                isShown = true;
            }
            return QObject::eventFilter(watched, event);
        }
    };

    [[nodiscard]] ui::TimelineView &timeline() { return m_window->workView()->conversationView().timeline(); }
    [[nodiscard]] QPlainTextEdit *field() { return m_window->findChild<QPlainTextEdit *>(u"composerField"_s); }
    [[nodiscard]] bool mayType() { return field() != nullptr && field()->isVisible() && !field()->isReadOnly(); }
    [[nodiscard]] bool isNewest(const QString &text)
    {
        const auto &rows = timeline().rows();
        return rows.count() > 0 && rows.at(rows.count() - 1).message.body == text && timeline().isAtEnd();
    }

    /// As soon as the window has taken the session over.
    bool hasOpened()
    {
        m_window->workView()->openConversation(m_room);
        return m_window->workView()->conversationView().conversation() == m_room;
    }

    bool untilPainted(const std::function<bool()> &condition)
    {
        timeline().viewport()->installEventFilter(&m_watch);
        m_watch.isShown = false;
        m_watch.awaited = condition;
        const bool isThere = RelayPerson::until([this] { return m_watch.isShown; });
        m_watch.awaited = nullptr;
        return isThere;
    }

    /// From the click on "Sign in" to everything durable and the newest on the screen, whichever comes last. The room opens
    /// at the first unread message; End is pressed as soon as there is something.
    void catchUp(int count, const QString &newest)
    {
        const double began = now();
        const double cpu = processCpu();
        m_person.beginSignIn(m_account, password(), kCode);
        if (!RelayPerson::until([this] { return m_person.session() != nullptr; }, 60)) {
            tell({{u"problem"_s, u"no session"_s}});
            return;
        }
        int stored = 0;
        QObject::connect(&m_person.session()->messages(), &service::MessageService::messagesStored, m_window.get(),
                         [this, &stored](const model::Jid &room, const QList<model::MessageId> &ids) {
                             stored += room == m_room ? int(ids.size()) : 0;
                         });
        if (!RelayPerson::until([this] { return hasOpened(); }, 60)) {
            tell({{u"problem"_s, u"the room does not open"_s}});
            return;
        }
        double shownAt = 0;
        double storedAt = 0;
        bool isAtNewest = false;
        timeline().viewport()->installEventFilter(&m_watch);
        m_watch.isShown = false;
        m_watch.awaited = [this, &newest] { return isNewest(newest); };
        const bool isThere = RelayPerson::until(
            [&] {
                shownAt = shownAt == 0 && m_watch.isShown ? now() : shownAt;
                storedAt = storedAt == 0 && stored >= count ? now() : storedAt;
                if (!isAtNewest && timeline().rows().count() > 0) {
                    isAtNewest = true;
                    timeline().jumpToNewest();
                }
                return shownAt > 0 && storedAt > 0;
            },
            300);
        m_watch.awaited = nullptr;
        tell({{u"done"_s, isThere},
              {u"stored"_s, stored},
              {u"ms"_s, std::max(shownAt, storedAt) - began},
              {u"shown_ms"_s, shownAt - began},
              {u"cpu_ms"_s, processCpu() - cpu}});
    }

    /// It is known who is there, and with which devices.
    [[nodiscard]] bool mayWrite()
    {
        const service::ConversationEncryption encryption = m_person.session()->messages().encryption(m_room);
        return encryption.obstacles.isEmpty() && !encryption.isPreparing() && encryption.keysTotal > 0;
    }

    void write(int count, const QString &text)
    {
        service::MessageService &messages = m_person.session()->messages();
        (void)messages.newest(m_room, 1); // asks for everybody's keys
        if (!RelayPerson::until([this] { return mayWrite(); }, 60)) {
            tell({{u"problem"_s, u"somebody cannot read it"_s}});
            return;
        }
        QList<QFuture<Result<model::MessageId>>> under;
        model::MessageId last;
        const auto settle = [&](qsizetype left) {
            return RelayPerson::until([&] {
                while (!under.isEmpty() && under.first().isFinished()) {
                    const auto id = under.takeFirst().result();
                    last = id ? *id : last;
                    if (!id) {
                        std::fprintf(stderr, "write: %s\n", qPrintable(id.error().toLogString()));
                    }
                }
                return under.size() <= left;
            });
        };
        for (int i = 0; i < count && settle(kAtOnce); ++i) {
            under.append(messages.send(m_room, {u"%1 %2"_s.arg(text).arg(i)}));
        }
        const bool isWritten = settle(0);
        QFuture<Result<QList<model::Message>>> asked = messages.byIds({last});
        bool isSent = false;
        (void)RelayPerson::until([&] {
            if (!isSent && asked.isFinished()) {
                const auto found = asked.result();
                isSent = found && !found->isEmpty() && found->first().state != model::DeliveryState::Queued;
                asked = messages.byIds({last});
            }
            return isSent;
        });
        tell({{u"written"_s, isWritten && isSent}});
    }

    void say(const QString &text)
    {
        QPlainTextEdit *composer = field();
        composer->setFocus();
        composer->insertPlainText(text);
        const double pressed = now();
        QTest::keyClick(composer, Qt::Key_Return);
        const bool isThere = untilPainted([this, &text] {
            const auto &rows = timeline().rows();
            return isNewest(text) && rows.at(rows.count() - 1).message.state != model::DeliveryState::Queued;
        });
        tell({{u"said"_s, isThere}, {u"at"_s, pressed}});
    }

    QString m_account;
    model::Jid m_room;
    ui::Theme m_theme;
    SystemClock m_clock;
    QtTimerFactory m_timers;
    Watch m_watch;
    RelayPerson m_person;
    std::unique_ptr<ui::MainWindow> m_window;
};

} // namespace

int main(int argc, char *argv[])
{
    (void)hardening::hardenProcess(); // with the allocator that scrubs, as in the product
    QApplication application(argc, argv);
    QStringList words = QApplication::arguments().sliced(1);
    const bool hasWindow = words.removeAll(u"--window"_s) > 0;
    if (words.size() == 5 && words.first() == u"archive") {
        return readArchive(words.sliced(1));
    }
    if (words.size() == 6 && words.first() == u"echo") {
        return echo(words.sliced(1));
    }
    if (words.size() == 7 && words.first() == u"person") {
        PersonBench(words.sliced(1), application, hasWindow).obey();
        return 0;
    }
    std::fputs("usage: relay_benchmark archive|echo|person ... (README.md)\n", stderr);
    return 2;
}
