// SPDX-License-Identifier: GPL-3.0-or-later
// The first message to a crowd: the real window over the real services and a real relay, where nobody's keys are here
// yet. tests/perf/crowd.py makes relay, people and room. Keychain and password's derivation are made up.
//   crowd_benchmark devices COUNT                     the keys of so many devices, one JSON object a line
//   crowd_benchmark window URL CA JID ROOM TEXT       password and code from CROWD_PASSWORD, CROWD_CODE; joins, opens,
//   types, sends, tells
#include "app/hardening/hardening.h"
#include "core/auth/fake_keychain.h"
#include "core/auth/fake_machine_secret.h"
#include "core/base/id_source.h"
#include "core/base/qt_timer_factory.h"
#include "core/base/system_clock.h"
#include "core/crypto/system_random.h"
#include "core/omemo/fake_session_store.h"
#include "core/omemo/omemo_engine.h"
#include "core/service/live/live_workstation.h"
#include "core/stream/websocket_transport.h"
#include "core/xml/xml_writer.h"
#include "tests/core/service/ward_bench.h"
#include "tests/perf/turn_meter.h"
#include "ui/kit/theme.h"
#include "ui/shell/conversation_header.h"
#include "ui/shell/conversation_view.h"
#include "ui/shell/main_window.h"
#include "ui/shell/work_view.h"
#include "ui/timeline/timeline_view.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>
#include <QPlainTextEdit>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <functional>

using namespace wardline;
using namespace wardline::perf;
using namespace Qt::StringLiterals;

namespace {

void tell(const QJsonObject &line)
{
    std::fputs(QJsonDocument(line).toJson(QJsonDocument::Compact).constData(), stdout);
    std::fputc('\n', stdout);
    std::fflush(stdout);
}

int makeDevices(int count)
{
    crypto::SystemRandom random;
    const SystemClock clock;
    for (int i = 0; i < count; ++i) {
        omemo::FakeSessionStore store;
        omemo::OmemoEngine engine(random, clock);
        const auto id = engine.prepareOwnDevice(store);
        const auto two = engine.ownBundle(store, xmpp::OmemoVersion::V2);
        const auto old = engine.ownBundle(store, xmpp::OmemoVersion::V03);
        if (!id || !two || !old) {
            return 1;
        }
        tell({{u"id"_s, qint64(*id)},
              {u"omemo:2"_s, QString::fromUtf8(xml::writeXml(two->toXml()))},
              {u"0.3"_s, QString::fromUtf8(xml::writeXml(old->toXml()))}});
    }
    return 0;
}

/// A stretch of time and its turns of the main thread.
QJsonObject stretch(const TurnMeter &meter, qint64 milliseconds)
{
    double cpu = 0;
    double wall = 0;
    double sum = 0;
    int over = 0;
    QStringList pieces;
    for (const Turn &turn : meter.turns()) {
        sum += turn.cpu;
        wall = std::max(wall, turn.wall);
        over += turn.cpu > 8 ? 1 : 0;
        if (turn.cpu > cpu) {
            cpu = turn.cpu;
            pieces.clear();
            for (const Turn::Piece &piece : turn.pieces.first(std::min<qsizetype>(turn.pieces.size(), 4))) {
                pieces.append(u"%1 x %2: %3 ms"_s.arg(piece.count)
                                  .arg(QString::fromLatin1(piece.name))
                                  .arg(piece.cpu, 0, 'f', 1));
            }
        }
    }
    return {{u"ms"_s, milliseconds},
            {u"turns"_s, meter.turns().size()},
            {u"cpu_ms"_s, sum},
            {u"longest_cpu"_s, cpu},
            {u"longest_wall"_s, wall},
            {u"over_8_ms"_s, over},
            {u"longest"_s, pieces.join(u", "_s)}};
}

/// Notes what the header of the conversation is painted with.
class HeaderNotes final : public QObject
{
public:
    explicit HeaderNotes(QWidget &header)
        : m_header(header)
    {
        header.installEventFilter(this);
    }
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::Paint) {
            const QString words = m_header.accessibleDescription().section(u". "_s, 0, 0);
            if (m_seen.isEmpty() || m_seen.last() != words) {
                m_seen.append(words);
            }
        }
        return QObject::eventFilter(watched, event);
    }
    [[nodiscard]] const QStringList &seen() const { return m_seen; }

private:
    QWidget &m_header;
    QStringList m_seen;
};

bool until(const std::function<bool()> &condition, int seconds = 120)
{
    QElapsedTimer timer;
    timer.start();
    while (!condition() && timer.elapsed() < seconds * 1000) {
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
    }
    return condition();
}

/// One person at one workstation, everything of which ends with it.
class Crowd
{
public:
    Crowd(const QString &url, const QString &authority)
    {
        QFile file(authority);
        (void)file.open(QIODevice::ReadOnly);
        m_rules.relay = QUrl(url);
        m_rules.certificates = QSslCertificate::fromDevice(&file);
        m_rules.totp = stream::TotpMode::Appended;
        m_rules.allowPlain = true;
        m_rules.idleLock = std::chrono::hours(12);
        m_workstation = std::make_unique<service::LiveWorkstation>(m_environment);
    }

    [[nodiscard]] service::LiveWorkstation &workstation() { return *m_workstation; }
    [[nodiscard]] service::AccountSession &session() { return *m_workstation->session(); }

    bool signIn(const QString &account)
    {
        service::SignInRequest request;
        request.account = *model::Jid::parse(account);
        request.relay = m_rules.relay;
        request.password = SecretBytes::copyOf(QByteArrayView(qgetenv("CROWD_PASSWORD")));
        QObject::connect(
            &m_workstation->signIn(), &service::SignInService::failed, m_workstation.get(),
            [](const Error &error) { std::fprintf(stderr, "sign-in: %s\n", qPrintable(error.toLogString())); });
        request.code = SecretBytes::copyOf(QByteArrayView(qgetenv("CROWD_CODE")));
        m_workstation->signIn().signIn(std::move(request));
        return until([this] { return m_workstation->session() != nullptr && m_workstation->session()->isCaughtUp(); },
                     30);
    }

private:
    QTemporaryDir m_folder;
    SystemClock m_clock;
    QtTimerFactory m_timers;
    crypto::SystemRandom m_random;
    RandomIdSource m_ids{m_random};
    stream::WebSocketTransportFactory m_transports{m_timers};
    auth::FakeKeychain m_keychain;
    auth::FakeMachineSecret m_machine;
    service::test::HeldKeyWorker m_worker;
    service::Rules m_rules;
    service::Environment m_environment{m_clock,
                                       m_timers,
                                       m_random,
                                       m_ids,
                                       m_transports,
                                       m_keychain,
                                       m_machine,
                                       m_worker,
                                       m_rules,
                                       m_folder.path(),
                                       m_folder.filePath(u"profile"_s),
                                       "boot",
                                       u"bench"_s};
    std::unique_ptr<service::LiveWorkstation> m_workstation;
};

int showCrowd(QApplication &application, const QStringList &words)
{
    Crowd crowd(words.at(0), words.at(1));
    ui::Theme theme;
    theme.applyTo(application);
    const SystemClock clock;
    QtTimerFactory timers;
    ui::MainWindow window(crowd.workstation(), {theme, clock, timers});
    window.show();
    const model::Jid room = *model::Jid::parse(words.at(3));
    if (!crowd.signIn(words.at(2))) {
        std::fputs("no session\n", stderr);
        return 1;
    }
    (void)until([] { return false; }, 2); // what comes with a sign-in is over

    ui::ConversationView &view = window.workView()->conversationView();
    const HeaderNotes notes(view.header());
    TurnMeter meter;
    QElapsedTimer timer;
    const auto &messages = crowd.session().messages();
    const QString &text = words.at(4);
    const auto state = [&]() -> std::optional<model::DeliveryState> {
        const auto &rows = view.timeline().rows();
        for (qsizetype i = rows.count(); i-- > 0;) {
            if (rows.at(i).message.body == text) {
                return rows.at(i).message.state;
            }
        }
        return std::nullopt;
    };

    // Entered, opened, typed and sent at once: nobody waits for keys.
    meter.begin(TurnMeter::Detail::Pieces);
    timer.start();
    const auto joined = crowd.session().rooms().join(room);
    if (!until([&joined] { return joined.isFinished(); }, 30) || !joined.result()) {
        std::fprintf(stderr, "not in the room: %s\n",
                     joined.isFinished() ? qPrintable(joined.result().error().toLogString()) : "no answer");
        return 1;
    }
    window.workView()->openConversation(room);
    auto *field = window.findChild<QPlainTextEdit *>(u"composerField"_s);
    if (field == nullptr || !until([&] { return field->isVisible() && !field->isReadOnly(); }, 30)) {
        std::fputs("no composer\n", stderr);
        return 1;
    }
    const qint64 opened = timer.elapsed();
    field->setFocus();
    QTest::keyClicks(field, text);
    const qint64 typed = timer.elapsed();
    QTest::keyClick(field, Qt::Key_Return);
    (void)until([&] { return state().has_value(); }, 60);
    const qint64 shown = timer.elapsed();
    qint64 ready = -1;
    const bool isThere = until(
        [&] {
            if (ready < 0 && messages.encryption(room).keysTotal > 0 && !messages.encryption(room).isPreparing()) {
                ready = timer.elapsed();
            }
            return state() && *state() != model::DeliveryState::Queued;
        },
        90);
    QJsonObject told = stretch(meter, timer.elapsed());
    const auto encryption = messages.encryption(room);
    QStringList obstacles;
    for (const auto &obstacle : encryption.obstacles) {
        obstacles.append(QString::number(int(obstacle.why)));
    }
    told.insert(u"opened_ms"_s, opened);
    told.insert(u"typed_ms"_s, typed);
    told.insert(u"shown_ms"_s, shown);
    told.insert(u"keys_ms"_s, ready);
    told.insert(u"sent"_s, isThere && *state() == model::DeliveryState::OnRelay);
    told.insert(u"state"_s, state() ? model::deliveryStateWord(*state()) : u"none"_s);
    told.insert(u"people"_s, encryption.keysTotal);
    told.insert(u"obstacles"_s, QJsonArray::fromStringList(obstacles));
    told.insert(u"header"_s, QJsonArray::fromStringList(notes.seen()));
    tell(told);

    // The second one finds every session.
    const QString second = text + u" two"_s;
    meter.begin(TurnMeter::Detail::Pieces);
    timer.start();
    QTest::keyClicks(field, second);
    QTest::keyClick(field, Qt::Key_Return);
    const auto isSecondSent = [&] {
        const auto &rows = view.timeline().rows();
        return rows.count() > 0 && rows.at(rows.count() - 1).message.body == second
            && rows.at(rows.count() - 1).message.state != model::DeliveryState::Queued;
    };
    const bool isSent = until(isSecondSent, 60);
    told = stretch(meter, timer.elapsed());
    told.insert(u"sent"_s, isSent);
    tell(told);
    return 0;
}

} // namespace

int main(int argc, char *argv[])
{
    qputenv("QT_NO_GLIB", "1"); // Qt's own dispatcher says when it sleeps
    (void)hardening::hardenProcess();
    MeteredApplication application(argc, argv);
    const QStringList words = QApplication::arguments().sliced(1);
    if (words.size() == 2 && words.first() == u"devices") {
        return makeDevices(words.at(1).toInt());
    }
    if (words.size() == 6 && words.first() == u"window") {
        return showCrowd(application, words.sliced(1));
    }
    std::fputs("usage: crowd_benchmark devices COUNT | window URL CA JID ROOM TEXT\n", stderr);
    return 2;
}
