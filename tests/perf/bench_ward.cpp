// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/perf/bench_ward.h"

#include "tests/perf/kept_keychain.h"
#include "tests/perf/room_texts.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTimer>

#include <cstdio>

namespace wardline::perf {

using namespace Qt::StringLiterals;

namespace {

constexpr int kBatch = 5000;

template <typename T>
Result<T> answer(QFuture<Result<T>> future)
{
    future.waitForFinished();
    return future.takeResult();
}

} // namespace

BenchWard::BenchWard(const QString &folder, const QStringList &rooms)
    : m_folder(folder)
    , m_environment{m_clock,   m_timers, m_random, m_ids,  m_transports,           m_keychain,
                    m_machine, m_worker, m_rules,  folder, folder + u"/profile"_s, "boot",
                    u"bench"_s}
{
    m_rules.idleLock = std::chrono::hours(12);
    m_relay.rooms = rooms;
    m_relay.tokenExpiry = QDateTime::currentDateTimeUtc().addSecs(12 * 3600).toString(Qt::ISODate).toLatin1();
    QDir().mkpath(folder);
    loadKeychain(m_keychain, m_folder);
    m_workstation = std::make_unique<service::LiveWorkstation>(m_environment);
}

BenchWard::~BenchWard()
{
    m_workstation.reset();
    saveKeychain(m_keychain, m_folder);
}

bool BenchWard::until(const std::function<bool()> &condition)
{
    QElapsedTimer timer;
    timer.start();
    while (!condition() && timer.elapsed() < 60000) {
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
    }
    return condition();
}

bool BenchWard::signIn()
{
    service::SignInRequest request = service::test::WardBench::request();
    QObject::connect(
        &m_workstation->signIn(), &service::SignInService::failed, m_workstation.get(),
        [](const Error &error) { std::fprintf(stderr, "sign-in: %s\n", qPrintable(error.toLogString())); });
    m_workstation->signIn().signIn(std::move(request));
    QTimer beat; // the relay looks after its line
    QObject::connect(&beat, &QTimer::timeout, [this] { m_relay.work(); });
    beat.start(2);
    const bool isThere = until([this] { return m_workstation->session() != nullptr && session().isCaughtUp(); });
    saveKeychain(m_keychain, m_folder);
    return isThere;
}

void BenchWard::fill(const model::Jid &room, int count, bool isHostile)
{
    const QString mark = m_folder + u"/filled-"_s + room.local();
    if (QFile::exists(mark)) {
        return;
    }
    QElapsedTimer timer;
    timer.start();
    store::Store &store = m_workstation->profile()->store();
    // Six minutes lie between two messages as a rule; the newest are of yesterday.
    const Instant begin = m_clock.now() - std::chrono::hours(24) - std::chrono::seconds(240) * count;
    RoomTexts texts(isHostile ? RoomTexts::Kind::Hostile : RoomTexts::Kind::Ordinary, room, session().account(), begin);
    for (int done = 0; done < count; done += kBatch) {
        store::IncomingBatch batch;
        for (int i = done; i < std::min(count, done + kBatch); ++i) {
            batch.messages.append({texts.next(), room});
        }
        if (const auto stored = answer(store.messages().insert(std::move(batch))); !stored) {
            std::fprintf(stderr, "%s\n", qPrintable(stored.error().toLogString()));
            std::exit(1);
        }
        if (done % 100000 == 0) {
            std::fprintf(stderr, "  %s: %d of %d, %lld s\n", qPrintable(room.local()), done, count,
                         timer.elapsed() / 1000);
        }
    }
    (void)answer(store.conversations().markRead(room, edge(room, true)));
    QFile file(mark);
    (void)file.open(QIODevice::WriteOnly);
}

model::MessageId BenchWard::edge(const model::Jid &room, bool isNewest)
{
    store::MessageStore &messages = m_workstation->profile()->store().messages();
    const auto page = answer(isNewest ? messages.pageBefore(room, {}, 1) : messages.pageAfter(room, {}, 1));
    return page && !page->messages.isEmpty() ? page->messages.first().id : model::MessageId();
}

QByteArray BenchWard::stanza(const model::Jid &room, const QByteArray &text, qint64 number)
{
    const QByteArray id = QByteArray::number(number);
    return "<message xmlns='jabber:client' type='groupchat' from='" + room.toString().toUtf8()
        + "/Ben' to='ana@relay.example/x' id='live-" + id + "'><body>" + text
        + "</body><origin-id xmlns='urn:xmpp:sid:0' id='live-" + id + "'/><stanza-id xmlns='urn:xmpp:sid:0' by='"
        + room.toString().toUtf8() + "' id='archived-" + id + "'/></message>";
}

void BenchWard::say(const model::Jid &room, const QByteArray &text, qint64 number)
{
    m_relay.say(stanza(room, text, number));
    while (m_relay.work()) { }
}

} // namespace wardline::perf
