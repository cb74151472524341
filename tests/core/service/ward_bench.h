// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/auth/fake_keychain.h"
#include "core/auth/fake_machine_secret.h"
#include "core/service/live/live_workstation.h"
#include "tests/core/service/fake_relay.h"

#include <QPromise>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace wardline::service::test {

/// Derives keys by a hash instead of scrypt, and only when allowed: a test can stand between the question and the answer.
class HeldKeyWorker final : public auth::KeyWorker
{
public:
    [[nodiscard]] QFuture<Result<SecretBytes>> derive(SecretBytes password, QByteArray salt, crypto::ScryptCost) override
    {
        auto promise = std::make_shared<QPromise<Result<SecretBytes>>>();
        promise->start();
        m_waiting.push_back([promise, key = std::make_shared<SecretBytes>(crypto::hmacSha256(password, salt))] {
            promise->addResult(std::move(*key));
            promise->finish();
        });
        if (!isHeld) {
            release();
        }
        return promise->future();
    }
    void release()
    {
        isHeld = false;
        for (const auto &answer : std::exchange(m_waiting, {})) {
            answer();
        }
    }
    [[nodiscard]] std::size_t waiting() const { return m_waiting.size(); }
    bool isHeld = false;

private:
    std::vector<std::function<void()>> m_waiting;
};

/// A workstation on a fake relay, with a real store, vault and audit log in a folder of its own.
struct WardBench {
    QTemporaryDir folder;
    FakeClock clock;
    FakeTimerFactory timers {clock};
    FakeRandom random;
    FakeIdSource ids;
    stream::FakeTransportFactory transports;
    auth::FakeKeychain keychain;
    auth::FakeMachineSecret machine;
    HeldKeyWorker worker;
    Rules rules;
    Environment environment {clock, timers, random, ids, transports, keychain, machine, worker, rules, folder.filePath(u"profiles"_s), {}, "boot-1", u"ws1"_s};
    FakeRelay relay {transports};
    std::unique_ptr<LiveWorkstation> workstation = std::make_unique<LiveWorkstation>(environment);
    QList<Error> failures;

    WardBench()
    {
        rules.encrypts = false; // what is tested here is what is sent
        listen();
    }
    ~WardBench()
    {
        workstation.reset();
        settle();
    }
    void listen()
    {
        QObject::connect(&workstation->signIn(), &SignInService::failed, workstation.get(),
                         [this](const Error &error) { failures.append(error); });
    }
    /// Another start of the program on the same computer.
    void restart()
    {
        workstation.reset();
        settle();
        workstation = std::make_unique<LiveWorkstation>(environment);
        failures.clear();
        listen();
    }

    /// Lets everything that is under way come to its end.
    void settle()
    {
        for (int quiet = 0; quiet < 10;) {
            const bool wasBusy = relay.work();
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
            QTest::qWait(3);
            quiet = wasBusy || relay.work() ? 0 : quiet + 1;
            if (quiet == 3 || quiet == 6) {
                waitForStore();
            }
        }
    }
    /// What was to be written is written, however busy the computer is.
    void waitForStore()
    {
        Profile *profile = workstation ? workstation->profile() : nullptr;
        if (profile == nullptr) {
            return;
        }
        const auto written = profile->store().threads().write([](store::WritableDatabase &) -> Result<bool> { return true; });
        for (int i = 0; i < 5000 && !written.isFinished(); ++i) {
            QTest::qWait(1);
        }
    }
    template <typename Condition>
    bool until(Condition condition)
    {
        for (int i = 0; i < 3000 && !condition(); ++i) {
            relay.work();
            QTest::qWait(2);
        }
        return condition();
    }

    [[nodiscard]] static SignInRequest request(QByteArrayView password = "correct horse", QByteArrayView code = "123456")
    {
        SignInRequest request;
        request.account = jid(stream::kAccount);
        request.relay = QUrl(u"wss://relay.example/xmpp-websocket"_s);
        request.password = stream::secret(password);
        request.code = stream::secret(code);
        return request;
    }
    [[nodiscard]] LiveSignInService &signInService() { return workstation->signIn(); }
    [[nodiscard]] LiveLockService &lockService() { return workstation->lock(); }
    [[nodiscard]] LiveAccountSession *session() { return workstation->session(); }
    [[nodiscard]] model::SignInState state() { return workstation->signIn().state(); }

    void signIn(QByteArrayView password = "correct horse", QByteArrayView code = "123456")
    {
        workstation->signIn().signIn(request(password, code));
        (void)until([this] { return state() == model::SignInState::SignedOut || (session() != nullptr && session()->isCaughtUp()); });
        settle();
        for (const Error &error : std::as_const(failures)) {
            qInfo() << error.toLogString();
        }
    }
    /// Until the profile is closed: another start may open it then.
    void signOut()
    {
        bool isOut = false;
        QObject::connect(workstation.get(), &LiveWorkstation::signedOut, workstation.get(), [&isOut] { isOut = true; }, Qt::SingleShotConnection);
        signInService().signOut();
        (void)until([&isOut] { return isOut; });
        settle();
    }
    [[nodiscard]] Status unlock(QByteArrayView password = "correct horse")
    {
        const QFuture<Status> answer = lockService().unlock(stream::secret(password));
        (void)until([&answer] { return answer.isFinished(); });
        settle();
        return answer.isFinished() && answer.resultCount() > 0 ? answer.result() : Status(failure(ServiceError::Internal, u"no answer"_s));
    }
    template <typename T>
    Result<T> answer(QFuture<Result<T>> future)
    {
        (void)until([&future] { return future.isFinished(); });
        return future.isFinished() && future.resultCount() > 0 ? future.result() : Result<T>(failure(ServiceError::Internal, u"no answer"_s));
    }
    /// What a conversation says, oldest first.
    QStringList texts(QStringView conversation)
    {
        QStringList list;
        if (const auto page = answer(session()->messages().newest(jid(conversation), 100))) {
            for (const model::Message &message : page->messages) {
                list.append(message.body);
            }
        }
        return list;
    }
};

inline bool isError(const Status &status, ServiceError code)
{
    if (!status && !status.error().is(code)) {
        qWarning() << status.error().toLogString();
    }
    return !status && status.error().is(code);
}

inline QByteArray directMessage(const QByteArray &from, const QByteArray &body, const QByteArray &inner = {})
{
    return "<message xmlns='jabber:client' type='chat' from='" + from + "' to='ana@relay.example' id='m-" + body.toHex() + "'><body>" + body
        + "</body>" + inner + "</message>";
}

} // namespace wardline::service::test
