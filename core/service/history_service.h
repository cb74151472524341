// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/base/result.h"
#include "core/base/secret_bytes.h"
#include "core/model/trust.h"

#include <QFuture>
#include <QObject>
#include <QString>

#include <chrono>
#include <optional>
#include <vector>

namespace wardline::service {

/// Why a history could not be kept, brought back or handed over.
enum class HistoryFault {
    WrongWords, ///< not 24 words of the list, or they open another backup
    NotABackup,
    TooNew, ///< written by a newer release
    Damaged, ///< shortened, mixed with another one or altered: nothing of it was taken
    OfAnotherPerson,
    Older, ///< than one that was made or restored here before
    NotThere,
    NotWritable,
    DiskFull,
    Busy, ///< one thing at a time
    Cancelled,
    NotAllowed, ///< policy
    NobodyToAsk, ///< no other device of one's own that can be asked
    Declined, ///< the person said no at the other device
    NoAnswer, ///< nobody answered there in time
    NotReachable, ///< no connection, or the relay refused
    Failed, ///< anything else; the log has it
};

/// What a backup holds, as it says itself.
struct BackupSummary
{
    Instant made{};
    quint64 counter = 0; ///< how many backups of this account were known then
    quint64 messages = 0;
    Instant oldest{}; ///< epoch: it is empty
    Instant newest{};
    bool operator==(const BackupSummary &) const = default;
};

struct RestoreSummary
{
    BackupSummary backup;
    int added = 0;
    int revealed = 0; ///< were here, and could not be read
    int known = 0; ///< were here already
    int tooOld = 0; ///< older than policy keeps
    bool operator==(const RestoreSummary &) const = default;
};

/// Words of a backup key as far as they were typed.
struct TypedBackupWords
{
    int complete = 0; ///< words of the list, from the first one on
    int wrongAt = 0; ///< number of the first one that is none, from 1; 0: all are
    bool isChecked = false; ///< all 24, and they belong together
    bool operator==(const TypedBackupWords &) const = default;
};

/// What is under way with files and devices; one at a time.
enum class HistoryTask { None, BackingUp, Checking, Restoring };

/// The last days that follow a person to other workstations.
struct RoamingState
{
    enum class Kind {
        Off, ///< by policy, and nothing of this workstation's lies on the relay any more as far as it knows
        Withdrawing, ///< off by policy; what this workstation kept is being taken away
        NoSecret, ///< this workstation was not given the organisation's secret
        Preparing, ///< the key is being made, or there is no connection yet
        Fetching,
        Current, ///< fetched; kept from here on
        OtherPassword, ///< what is kept was kept under another password or another secret
        Refused, ///< what is kept was altered, shortened or rolled back
    };
    Kind kind = Kind::Off;
    int hours = 0; ///< how far back
    int added = 0; ///< messages that came by this way in this session
    std::optional<Instant> kept; ///< when this workstation last kept something
    bool operator==(const RoamingState &) const = default;
};

/// Another device of the same person that asks for history, or that offers what this one has asked for and that nobody
/// has compared yet: whoever has the relay can put a device onto one's list, and invented messages are worse than none.
struct HandOverRequest
{
    bool isOffer = false; ///< it offers; otherwise it asks
    QString id;
    quint32 device = 0;
    QString label; ///< as that device calls itself; not to be believed
    QString fingerprint; ///< eight groups of eight
    model::Trust trust = model::Trust::Undecided;
    std::chrono::hours range{}; ///< of what it asks for
    Instant asked{};
    bool operator==(const HandOverRequest &) const = default;
};

/// What came of asking the person's other devices.
struct HandOverState
{
    enum class Kind { None, Asking, Receiving, Sending, Done, Failed };
    Kind kind = Kind::None;
    int percent = 0;
    int messages = 0; ///< Done: that came, or were sent
    HistoryFault fault = HistoryFault::Failed; ///< Failed
    int asked = 0; ///< Asking: devices
    bool operator==(const HandOverState &) const = default;
};

/// How a person's messages follow them: into a file, to another workstation, from device to device. Never keys or
/// sessions of encryption. Main thread; nothing here blocks it.
class HistoryService : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    // --- backup

    /// A new key as 24 words, to be written down: without them nobody opens the backup, we neither.
    [[nodiscard]] virtual std::vector<SecretBytes> newBackupWords() = 0;
    [[nodiscard]] virtual TypedBackupWords checkBackupWords(QByteArrayView typed) const = 0;
    /// Everything that is in the cache, into a file that appears when it is whole. `words` as they are typed.
    /// HistoryFault.
    [[nodiscard]] virtual QFuture<Result<BackupSummary>> backUp(const QString &path, SecretBytes words) = 0;
    /// Checks the whole file, then puts it under what is here. Older: only with `mayBeOlder`.
    [[nodiscard]] virtual QFuture<Result<RestoreSummary>> restore(const QString &path, SecretBytes words,
                                                                  bool mayBeOlder) = 0;
    /// Ends what is under way: nothing half-written stays of a backup; of a restore, what has come stays.
    virtual void cancelTask() = 0;
    [[nodiscard]] virtual HistoryTask task() const = 0;
    /// From 0 to 100.
    [[nodiscard]] virtual int taskPercent() const = 0;
    [[nodiscard]] virtual bool mayBackUp() const = 0; ///< by policy

    // --- the last days, on other workstations

    [[nodiscard]] virtual RoamingState roaming() const = 0;

    // --- from device to device

    /// Whether there is another device of the person's own that may be asked; found out by `lookForDevices`.
    [[nodiscard]] virtual int devicesToAsk() const = 0;
    virtual void lookForDevices() = 0;
    virtual void askOwnDevices(std::chrono::hours range) = 0;
    virtual void cancelHandOver() = 0;
    [[nodiscard]] virtual HandOverState handOver() const = 0;
    /// Of this device, to be compared with what the other one shows; known after `lookForDevices`.
    [[nodiscard]] virtual QString ownFingerprint() const = 0;
    /// What another device of the person asks for or offers, while somebody has to answer.
    [[nodiscard]] virtual std::optional<HandOverRequest> request() const = 0;
    virtual void answerRequest(const QString &id, bool isAllowed) = 0;

Q_SIGNALS:
    void taskChanged();
    void roamingChanged();
    void handOverChanged();
    void requestChanged();
    /// Messages came into the cache by one of these ways.
    void merged(int added, int revealed);
};

} // namespace wardline::service

template <>
struct wardline::ErrorDomain<wardline::service::HistoryFault>
{
    static constexpr const char *name = "history-service";
};
