// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/keychain/qt_keychain.h"

#include "app/keychain/secret_service.h"

#include <QPointer>
#include <QPromise>
#include <QTimer>

#include <qt6keychain/keychain.h>

#include <memory>
#include <optional>

namespace wardline::app {

using auth::AuthError;
using namespace Qt::StringLiterals;

namespace {

/// Wipes the bytes of an array and of everything it shares them with: deliberately not data(), which would make a copy first.
void wipeShared(const QByteArray &bytes)
{
    auto *memory = reinterpret_cast<std::byte *>(const_cast<char *>(bytes.constData()));
    wipe(std::span(memory, static_cast<std::size_t>(bytes.size())));
}

/// Nothing for a job that went well.
std::optional<Error> errorOf(const QKeychain::Job *job)
{
    if (job == nullptr) {
        return Error(AuthError::KeychainTimedOut);
    }
    // The library's own text may quote names; its number is enough.
    const QString detail = u"QtKeychain "_s % QString::number(job->error());
    switch (job->error()) {
    case QKeychain::NoError:
        return std::nullopt;
    case QKeychain::EntryNotFound:
        return Error(AuthError::KeychainNotFound, detail);
    case QKeychain::AccessDeniedByUser:
    case QKeychain::AccessDenied:
        return Error(AuthError::KeychainDenied, detail);
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
        return Error(AuthError::KeychainUnavailable, detail);
    case QKeychain::CouldNotDeleteEntry:
    case QKeychain::OtherError:
        break;
    }
    return Error(AuthError::KeychainFailed, detail);
}

template <typename T>
std::shared_ptr<QPromise<Result<T>>> started()
{
    auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    return promise;
}

template <typename T>
void answer(const std::shared_ptr<QPromise<Result<T>>> &promise, Result<T> result)
{
    promise->addResult(std::move(result));
    promise->finish();
}

} // namespace

QtKeychain::QtKeychain(QString service, std::chrono::milliseconds timeout)
    : m_service(std::move(service))
    , m_timeout(timeout)
{
}

QtKeychain::~QtKeychain() = default;

void QtKeychain::run(QKeychain::Job *job, const QString &name, const std::function<void(QKeychain::Job *)> &next)
{
    job->setAutoDelete(true);
    job->setInsecureFallback(false);
    job->setKey(name);
    auto *timer = new QTimer(&m_context); // also says whether an answer is still wanted
    timer->setSingleShot(true);
    const auto answerOnce = [timer = QPointer<QTimer>(timer), next](QKeychain::Job *finished) {
        if (timer) {
            delete timer;
            next(finished);
        }
    };
    QObject::connect(timer, &QTimer::timeout, &m_context, [answerOnce] { answerOnce(nullptr); }, Qt::QueuedConnection);
    QObject::connect(job, &QKeychain::Job::finished, &m_context, answerOnce);
    timer->start(m_timeout);
    job->start();
}

QFuture<Result<SecretBytes>> QtKeychain::read(const QString &name)
{
    const auto promise = started<SecretBytes>();
    checkSecretService(&m_context, m_timeout, [this, promise, name](const Status &ready) {
        if (!ready) {
            answer<SecretBytes>(promise, std::unexpected(ready.error()));
            return;
        }
        auto *job = new QKeychain::ReadPasswordJob(m_service);
        // Whether the answer is still wanted or not: what came is wiped. Connected after run()'s own, so called after it.
        run(job, name, [promise, job](const QKeychain::Job *finished) {
            if (const auto error = errorOf(finished)) {
                answer<SecretBytes>(promise, std::unexpected(*error));
                return;
            }
            const QByteArray bytes = job->binaryData();
            answer<SecretBytes>(promise, SecretBytes::copyOf(bytes));
        });
        QObject::connect(job, &QKeychain::Job::finished, job, [job] { wipeShared(job->binaryData()); });
    });
    return promise->future();
}

QFuture<Status> QtKeychain::write(const QString &name, SecretBytes secret)
{
    const auto promise = started<void>();
    const auto kept = std::make_shared<SecretBytes>(std::move(secret));
    checkSecretService(&m_context, m_timeout, [this, promise, name, kept](const Status &ready) {
        if (!ready) {
            answer<void>(promise, ready);
            return;
        }
        auto *job = new QKeychain::WritePasswordJob(m_service);
        const QByteArray bytes = kept->view().toByteArray();
        kept->clear();
        job->setBinaryData(bytes);
        run(job, name, [promise](const QKeychain::Job *finished) {
            const auto error = errorOf(finished);
            answer<void>(promise, error ? Status(std::unexpected(*error)) : Status());
        });
        QObject::connect(job, &QKeychain::Job::finished, job, [bytes] { wipeShared(bytes); });
    });
    return promise->future();
}

QFuture<Status> QtKeychain::remove(const QString &name)
{
    const auto promise = started<void>();
    checkSecretService(&m_context, m_timeout, [this, promise, name](const Status &ready) {
        if (!ready) {
            answer<void>(promise, ready);
            return;
        }
        run(new QKeychain::DeletePasswordJob(m_service), name, [promise](const QKeychain::Job *finished) {
            const auto error = errorOf(finished);
            const bool gone = !error || error->is(AuthError::KeychainNotFound);
            answer<void>(promise, gone ? Status() : Status(std::unexpected(*error)));
        });
    });
    return promise->future();
}

} // namespace wardline::app
