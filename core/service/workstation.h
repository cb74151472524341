// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/account_session.h"

#include <QList>
#include <QObject>
#include <QString>
#include <QStringList>

namespace wardline::service {

class LockService;
class SignInService;

/// One effective policy setting, for people.
struct PolicyLine
{
    QString key; ///< "lock.idle_seconds"
    QString value;
    QString origin; ///< a file, "default" or "user"
    bool isLocked = false; ///< the person cannot change it
};

/// Where on this computer things are, for administrators.
struct DataPlaces
{
    QString profile; ///< the person's folder; while nobody is signed in, the folder of all profiles
    QString cache; ///< the encrypted messages; empty while nobody is signed in
    QString audit; ///< the folder of the audit log; likewise
    QStringList policy; ///< where the administrator's policy is looked for
};

/// The program as its user interface sees it: one person at a time on this workstation. Main thread; outlives every
/// window.
class Workstation : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    [[nodiscard]] virtual SignInService &signIn() = 0;
    [[nodiscard]] virtual LockService &lock() = 0;
    /// Null while signed out or locked.
    [[nodiscard]] virtual AccountSession *session() = 0;
    [[nodiscard]] virtual QList<PolicyLine> policy() const = 0;
    [[nodiscard]] virtual DataPlaces places() const = 0;

Q_SIGNALS:
    /// Emitted after a session came and before the old one is destroyed (then with null): drop every pointer and every
    /// text at once.
    void sessionChanged(wardline::service::AccountSession *session);
};

} // namespace wardline::service
