// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/base/secret_bytes.h"
#include "core/model/jid.h"
#include "core/service/connection_status.h"

#include <QObject>

namespace wardline::service {

class DeliveryService;
class HistoryService;
class MessageService;
class RoomService;
class SearchService;
class TrustService;

/// What the signed-in and unlocked person can reach. It exists from sign-in or unlock to lock or sign-out; nobody may
/// keep anything of it beyond that. Main thread.
class AccountSession : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    [[nodiscard]] virtual model::Jid account() const = 0;
    [[nodiscard]] virtual ConnectionStatus connection() const = 0;
    [[nodiscard]] virtual RoomService &rooms() = 0;
    [[nodiscard]] virtual MessageService &messages() = 0;
    [[nodiscard]] virtual SearchService &search() = 0;
    [[nodiscard]] virtual HistoryService &history() = 0;
    /// Null where nothing is encrypted.
    [[nodiscard]] virtual TrustService *trust() = 0;
    [[nodiscard]] virtual DeliveryService &delivery() = 0;
    /// A small value of the person's own (scroll place, open conversation), kept in the encrypted cache. At most 4 KiB.
    [[nodiscard]] virtual QString uiState(const QString &key) const = 0;
    virtual void setUiState(const QString &key, const QString &value) = 0;
    /// Tries to reach the relay now instead of at `nextAttempt`; with a code where the phase is CodeNeeded (empty
    /// otherwise).
    virtual void reconnectNow(wardline::SecretBytes code) = 0;

Q_SIGNALS:
    void connectionChanged();
    /// The session ends by lock, sign-out or the end of the program, and everything still works: the last moment to
    /// store what somebody was writing. Nothing may be kept beyond it.
    void aboutToClose();
    /// Something that came in or was written could not be kept: a ServiceError such as DiskFull or CacheDamaged. What
    /// the relay sent is not acknowledged then, and comes again. May be said many times.
    void storeFailed(const wardline::Error &error);
};

} // namespace wardline::service
