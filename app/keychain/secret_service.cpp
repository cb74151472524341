// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/keychain/secret_service.h"

#include "core/auth/auth_error.h"

#ifdef __linux__
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QTimer>
#endif

namespace wardline::app {

using auth::AuthError;
using namespace Qt::StringLiterals;

#ifdef __linux__

namespace {

constexpr auto kService = "org.freedesktop.secrets"_L1;
constexpr std::chrono::milliseconds kLookAgain{300};
constexpr auto kPath = "/org/freedesktop/secrets"_L1;

AuthError meaningOf(const QDBusError &error)
{
    switch (error.type()) {
    case QDBusError::NoReply:
    case QDBusError::Timeout:
    case QDBusError::TimedOut:
        return AuthError::KeychainTimedOut;
    case QDBusError::AccessDenied:
        return AuthError::KeychainDenied;
    default:
        return AuthError::KeychainUnavailable; // ServiceUnknown, no way to start it, it crashed
    }
}

/// Calls without blocking; the bus starts the service if it can. `next` gets the first value of the answer.
void call(QObject *context, const QDBusMessage &message, std::chrono::milliseconds timeout,
          const std::function<void(Result<QVariant>)> &next)
{
    const QDBusPendingCall pending = QDBusConnection::sessionBus().asyncCall(message, static_cast<int>(timeout.count()));
    auto *watcher = new QDBusPendingCallWatcher(pending, context);
    QObject::connect(watcher, &QDBusPendingCallWatcher::finished, context, [next](QDBusPendingCallWatcher *done) {
        done->deleteLater();
        if (done->isError()) {
            next(failure(meaningOf(done->error()), u"secret service"_s));
            return;
        }
        next(done->reply().arguments().value(0));
    });
}

/// One look. The second argument of `next`: another one may find what this one did not.
void lookAtSecretService(QObject *context, std::chrono::milliseconds timeout, const std::function<void(Status, bool)> &next)
{
    if (!QDBusConnection::sessionBus().isConnected()) {
        next(failure(AuthError::KeychainUnavailable, u"no session bus"_s), false);
        return;
    }
    const auto afterLocked = [next](const Result<QVariant> &answer) {
        if (!answer) {
            next(std::unexpected(answer.error()), false);
            return;
        }
        const QVariant locked = answer->value<QDBusVariant>().variant();
        if (locked.metaType() != QMetaType::fromType<bool>()) {
            next(failure(AuthError::KeychainUnavailable, u"not a secret service"_s), false);
            return;
        }
        next(locked.toBool() ? Status(failure(AuthError::KeychainLocked)) : Status(), false);
    };
    const auto afterAlias = [context, timeout, next, afterLocked](const Result<QVariant> &answer) {
        if (!answer) {
            next(std::unexpected(answer.error()), false);
            return;
        }
        const QString collection = answer->value<QDBusObjectPath>().path();
        if (collection.isEmpty() || collection == u"/"_s) {
            next(failure(AuthError::KeychainUnavailable, u"no default collection"_s), true);
            return;
        }
        QDBusMessage get = QDBusMessage::createMethodCall(kService, collection, u"org.freedesktop.DBus.Properties"_s, u"Get"_s);
        get << u"org.freedesktop.Secret.Collection"_s << u"Locked"_s;
        call(context, get, timeout, afterLocked);
    };
    QDBusMessage alias
        = QDBusMessage::createMethodCall(kService, kPath, u"org.freedesktop.Secret.Service"_s, u"ReadAlias"_s);
    alias << u"default"_s;
    call(context, alias, timeout, afterAlias);
}

/// A keyring that writes its file has no collection for a moment.
void lookAgain(QObject *context, std::chrono::milliseconds timeout, int looksLeft, const std::function<void(Status)> &next)
{
    lookAtSecretService(context, timeout, [=](const Status &status, bool mayPass) {
        if (looksLeft == 0 || !mayPass) {
            next(status);
            return;
        }
        QTimer::singleShot(kLookAgain, context, [=] { lookAgain(context, timeout, looksLeft - 1, next); });
    });
}

} // namespace

void checkSecretService(QObject *context, std::chrono::milliseconds timeout, const std::function<void(Status)> &next)
{
    constexpr int kMoreLooks = 1;
    lookAgain(context, timeout, kMoreLooks, next);
}

#else

void checkSecretService(QObject *, std::chrono::milliseconds, const std::function<void(Status)> &next)
{
    next({});
}

#endif

} // namespace wardline::app
