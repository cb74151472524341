// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/profile.h"

#include "core/service/live/error_folding.h"
#include "core/service/live/futures.h"

#include <QDateTime>
#include <QDir>
#include <QUuid>

namespace wardline::service {

using namespace Qt::StringLiterals;

namespace {

const QString kDeviceFile = u"device"_s;
const QString kUnsentFile = u"unsent"_s;
const QString kTokenBlob = u"fast-token"_s;
const QString kSignInBlob = u"last-sign-in"_s;
constexpr qsizetype kSmallFile = 256;
constexpr qsizetype kLongestName = 255; // of a workstation

/// "HT-SHA-256-NONE\n1\nTOKEN": mechanism, whether a code stands behind it, value.
SecretBytes packToken(const stream::FastToken &token)
{
    const QByteArray head = token.mechanism.toLatin1() + '\n' + (token.totpVerified ? '1' : '0') + '\n'
        + QByteArray::number(qint64(token.expiry.time_since_epoch().count())) + '\n';
    return SecretBytes::concat(SecretBytes::copyOf(head), token.value);
}

std::optional<stream::FastToken> unpackToken(const SecretBytes &packed)
{
    const QByteArrayView view = packed.view();
    qsizetype at = 0;
    QByteArrayView fields[3];
    for (QByteArrayView &field : fields) {
        qsizetype end = at;
        while (end < view.size() && view[end] != '\n') {
            ++end;
        }
        if (end == view.size()) {
            return std::nullopt;
        }
        field = view.sliced(at, end - at);
        at = end + 1;
    }
    stream::FastToken token;
    token.mechanism = QString::fromLatin1(fields[0]);
    token.totpVerified = fields[1] == "1";
    token.expiry = Instant(std::chrono::milliseconds(fields[2].toByteArray().toLongLong()));
    token.value = SecretBytes::copyOf(view.sliced(at));
    return token;
}

} // namespace

Result<std::unique_ptr<Profile>> Profile::open(Environment &environment, const auth::ProfileDirectory &directory)
{
    if (const Status prepared = directory.prepare(); !prepared) {
        return std::unexpected(foldProfileError(prepared.error()));
    }
    auto lock = store::ProfileLock::acquire(directory.path());
    if (!lock) {
        return std::unexpected(foldProfileError(lock.error()));
    }
    std::unique_ptr<Profile> profile(new Profile(environment, directory, std::move(*lock)));
    auto storage = audit::DirectoryAuditStorage::open(directory.auditPath(), audit::StorageMode::ReadWrite);
    if (!storage) {
        return std::unexpected(foldProfileError(storage.error()));
    }
    profile->m_auditStorage = std::move(*storage);
    auto log = audit::AuditLog::open(*profile->m_auditStorage, environment.clock, environment.random,
                                     environment.workstationName);
    if (!log) {
        return std::unexpected(foldProfileError(log.error()));
    }
    profile->m_audit = std::move(*log);
    return profile;
}

Profile::Profile(Environment &environment, auth::ProfileDirectory directory, std::unique_ptr<store::ProfileLock> lock)
    : m_environment(environment)
    , m_directory(std::move(directory))
    , m_lock(std::move(lock))
    , m_files(m_directory.path())
    , m_vault(
          {environment.clock, environment.random, environment.keyWorker, environment.keychain,
           environment.machineSecret, m_files},
          auth::VaultOptions{.deviceSecret = environment.rules.deviceSecret.value_or(auth::DeviceSecretKind::Keychain),
                             .bootId = environment.bootId})
    , m_roamingKey(environment, m_vault)
    , m_store(environment.clock)
{
}

Profile::~Profile()
{
    m_vault.lock();
    if (m_audit) {
        (void)m_audit->close();
    }
}

Result<QString> Profile::deviceId()
{
    if (const auto stored = m_files.read(kDeviceFile, kSmallFile)) {
        const QUuid uuid = QUuid::fromString(QString::fromLatin1(*stored));
        if (!uuid.isNull()) {
            return uuid.toString(QUuid::WithoutBraces);
        }
    }
    QByteArray bytes(16, '\0');
    m_environment.random.fill(std::as_writable_bytes(std::span(bytes.data(), 16)));
    bytes[6] = char((bytes[6] & 0x0f) | 0x40); // RFC 9562 5.4: version 4
    bytes[8] = char((bytes[8] & 0x3f) | 0x80);
    const QString uuid = QUuid::fromRfc4122(bytes).toString(QUuid::WithoutBraces);
    if (const Status written = m_files.write(kDeviceFile, uuid.toLatin1()); !written) {
        return std::unexpected(foldProfileError(written.error()));
    }
    return uuid;
}

QFuture<Status> Profile::openCache()
{
    const auth::KeyHierarchy *keys = m_vault.keys();
    if (keys == nullptr) {
        return finished(Status(failure(ServiceError::Locked)));
    }
    Result<SecretBytes> key = keys->databaseKey();
    Result<crypto::AeadKey> seal = keys->auditSealKey();
    if (!key || !seal) {
        return finished(Status(failure(ServiceError::Internal)));
    }
    // A log whose seal does not fit goes on unsigned and the verifier says so: whoever broke it must not be able to
    // keep people out.
    (void)m_audit->attachKey(std::move(*seal));
    return m_store.open(m_directory.cacheDatabasePath(), std::move(*key), *m_lock);
}

QFuture<Status> Profile::closeCache()
{
    m_audit->detachKey();
    m_roamingKey.forget();
    m_vault.lock();
    return m_store.close();
}

Status Profile::quarantineCache()
{
    const auto moved = store::Store::quarantine(m_directory.cacheDatabasePath(), m_environment.clock.now(), *m_lock);
    if (!moved) {
        return std::unexpected(foldProfileError(moved.error()));
    }
    return {};
}

Status Profile::keepToken(const stream::FastToken &token)
{
    return m_vault.storeSession(kTokenBlob, packToken(token), token.expiry);
}

void Profile::dropToken()
{
    (void)m_vault.endSession();
}

std::optional<stream::FastToken> Profile::token() const
{
    const Result<SecretBytes> packed = m_vault.readSession(kTokenBlob);
    return packed ? unpackToken(*packed) : std::nullopt;
}

std::optional<PreviousSignIn> Profile::previousSignIn() const
{
    const Result<SecretBytes> kept = m_vault.readLasting(kSignInBlob);
    if (!kept) {
        return std::nullopt;
    }
    const QString text = QString::fromUtf8(kept->view());
    bool isNumber = false;
    const qint64 when = text.section(u'\n', 0, 0).toLongLong(&isNumber);
    if (!isNumber || when <= 0) {
        return std::nullopt;
    }
    const QString workstation = text.section(u'\n', 1);
    return PreviousSignIn{Instant(std::chrono::milliseconds(when)), workstation,
                          workstation == m_environment.workstationName};
}

void Profile::noteSignIn()
{
    const qint64 now = m_environment.clock.now().time_since_epoch().count();
    const QString text = QString::number(now) + u'\n' + m_environment.workstationName.left(kLongestName);
    (void)m_vault.storeLasting(kSignInBlob, SecretBytes::copyOf(text.toUtf8()));
}

void Profile::noteUnsent(int count)
{
    (void)m_files.write(kUnsentFile, QByteArray::number(count));
}

std::optional<int> Profile::notedUnsent() const
{
    auth::DiskProfileFiles files(m_directory.path());
    const auto stored = files.read(kUnsentFile, kSmallFile);
    bool isNumber = false;
    const int count = stored ? stored->trimmed().toInt(&isNumber) : 0;
    return isNumber && count >= 0 ? std::optional(count) : std::nullopt;
}

QFuture<Status> Profile::wipe()
{
    // The trail of what was done outlives what it was done with: the log moves out of the folder before that is
    // removed.
    (void)m_audit->close();
    m_audit.reset();
    m_auditStorage.reset();
    const QString stamp = QString::number(m_environment.clock.now().time_since_epoch().count());
    QDir().rename(m_directory.auditPath(), m_directory.path() + u".audit-"_s + stamp);
    return m_vault.destroy();
}

Status Profile::record(const audit::AuditEvent &event)
{
    return m_audit ? m_audit->record(event) : Status();
}

} // namespace wardline::service
