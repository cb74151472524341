// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/perf/relay_person.h"

#include "tests/perf/kept_keychain.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTimer>

#include <cstdio>

namespace wardline::perf {

using namespace Qt::StringLiterals;

RelayPerson::RelayPerson(const QString &folder, const QString &url, const QString &authority, Protection protection)
    : m_folder(folder)
    , m_environment{m_clock,   m_timers, m_random, m_ids,  m_transports,           m_keychain,
                    m_machine, m_worker, m_rules,  folder, folder + u"/profile"_s, "boot",
                    u"bench"_s}
{
    QFile file(authority);
    (void)file.open(QIODevice::ReadOnly);
    m_rules.relay = QUrl(url);
    m_rules.certificates = QSslCertificate::fromDevice(&file);
    m_rules.totp = stream::TotpMode::Appended;
    m_rules.allowPlain = true;
    m_rules.idleLock = std::chrono::hours(12);
    m_rules.encrypts = protection == Protection::EndToEnd;
    QDir().mkpath(folder);
    loadKeychain(m_keychain, m_folder);
    m_workstation = std::make_unique<service::LiveWorkstation>(m_environment);
    QObject::connect(
        &m_workstation->signIn(), &service::SignInService::failed, m_workstation.get(),
        [](const Error &error) { std::fprintf(stderr, "sign-in: %s\n", qPrintable(error.toLogString())); });
}

RelayPerson::~RelayPerson()
{
    m_workstation.reset();
    saveKeychain(m_keychain, m_folder);
}

void RelayPerson::beginSignIn(const QString &account, const QByteArray &password, const QByteArray &code)
{
    service::SignInRequest request;
    request.account = *model::Jid::parse(account);
    request.relay = m_rules.relay;
    request.password = SecretBytes::copyOf(QByteArrayView(password));
    request.code = SecretBytes::copyOf(QByteArrayView(code));
    m_workstation->signIn().signIn(std::move(request));
}

bool RelayPerson::signIn(const QString &account, const QByteArray &password, const QByteArray &code)
{
    beginSignIn(account, password, code);
    const bool isThere = until([this] { return session() != nullptr && session()->isCaughtUp(); }, 60);
    saveKeychain(m_keychain, m_folder);
    return isThere;
}

bool RelayPerson::join(const model::Jid &room)
{
    const QFuture<Status> joined = session()->rooms().join(room);
    const bool isIn = until([&joined] { return joined.isFinished(); }, 60) && joined.result().has_value();
    (void)until([] { return false; }, 2); // what comes with it is over: its bookmark is on the relay
    return isIn;
}

bool RelayPerson::until(const std::function<bool()> &condition, int seconds)
{
    QElapsedTimer timer;
    timer.start();
    QTimer beat; // so that the end of patience is noticed
    beat.start(1000);
    while (!condition() && timer.elapsed() < qint64(seconds) * 1000) {
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
    }
    return condition();
}

} // namespace wardline::perf
