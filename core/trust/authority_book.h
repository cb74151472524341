// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trust/authority_log.h"
#include "core/trust/certification_request.h"
#include "core/trust/epoch_document.h"
#include "core/trust/manifest.h"
#include "core/trust/statement_page.h"

#include <QMap>

namespace wardline::trust {

/// What an authority was set up with.
struct AuthoritySettings
{
    QString organisation;
    model::Jid account; ///< that publishes
    QByteArray rootKey; ///< public
    QStringList vouchingRoles; ///< clinical roles that may vouch for colleagues
    int statementDays = 60;
    int epochDays = 365;
    bool operator==(const AuthoritySettings &) const = default;
};

/// Whom a statement is for.
struct Subject
{
    model::DeviceAddress device;
    QByteArray identityKey; ///< as in DeviceStatement
    DeviceKind kind = DeviceKind::User;
    QStringList clinicalRoles;
};

/// Everything that goes onto the relay.
struct Publication
{
    QByteArray epoch;
    QByteArray manifest;
    QList<QByteArray> pages; ///< each once
};

/// The authority's own record: what stands and what was taken back, made again from its log alone. Signs with keys that
/// it is given for one call. Pure; the caller keeps `log().text()` before anything is handed out.
class AuthorityBook
{
public:
    [[nodiscard]] static Result<AuthorityBook> create(AuthoritySettings settings, const Clock &clock);
    /// Malformed, or BadSignature for a log with documents that its own keys did not sign.
    [[nodiscard]] static Result<AuthorityBook> open(AuthorityLog log, const Clock &clock);

    [[nodiscard]] const AuthoritySettings &settings() const { return m_settings; }
    [[nodiscard]] const AuthorityLog &log() const { return m_log; }
    [[nodiscard]] const std::optional<EpochDocument> &epoch() const { return m_epoch; }
    [[nodiscard]] quint64 manifestVersion() const { return m_version; }
    /// Of this epoch, not revoked, by address; also those that have run out.
    [[nodiscard]] const QMap<model::DeviceAddress, DeviceStatement> &statements() const { return m_statements; }
    [[nodiscard]] const QList<Revocation> &revocations() const { return m_revocations; }

    /// Names the next enrolment key, and says again, signed by it, what is in force: BadSignature for another root key.
    [[nodiscard]] Status beginEpoch(const crypto::SigningKey &root, const crypto::SigningKey &enrolment);
    /// `by` stands in the log. Replaces the statement of the same device. NotPermitted for a revoked key, OtherEpoch
    /// for another enrolment key than the epoch's, Expired when the epoch is over.
    [[nodiscard]] Result<QByteArray> issue(const Subject &subject, const QString &by,
                                           const crypto::SigningKey &enrolment);
    /// For an opened request with purpose Renewal: what stands is said again. Unknown when nothing stands, OtherPerson
    /// for another key, Expired.
    [[nodiscard]] Result<QByteArray> renew(const CertificationRequest &request, const crypto::SigningKey &enrolment);
    /// For a request that somebody approved; roles and kind are those that the person's other devices have.
    [[nodiscard]] Result<QByteArray> certify(const CertificationRequest &request, const QString &by,
                                             const crypto::SigningKey &enrolment);
    /// Takes a device, or with id 0 every device of the person, back. How many; Unknown for none.
    [[nodiscard]] Result<int> revoke(const model::DeviceAddress &device, const QString &by);
    /// Takes back a device that was never certified here, a stolen phone: all workstations are told its key. Its number
    /// may be certified again with another key. Repeated when it was.
    [[nodiscard]] Status revokeKey(const model::DeviceAddress &device, const QByteArray &statementKey,
                                   const QString &by);
    /// Whether this opened vouching counts: NotPermitted without a statement in force with a role that may vouch, for
    /// the voucher's own address, OtherPerson for another key than the statement's, Expired when it is old.
    [[nodiscard]] Status mayVouch(const Vouching &vouching, const CertificationRequest &request) const;

    /// Signs the next manifest over what is in force now.
    [[nodiscard]] Result<Publication> makeManifest(const crypto::SigningKey &enrolment);
    /// The newest manifest with its pages, or nothing when there is none that fits what is in force.
    [[nodiscard]] std::optional<Publication> publication() const;

private:
    AuthorityBook(AuthorityLog log, const Clock &clock);
    [[nodiscard]] Status replay(const QJsonObject &entry);
    [[nodiscard]] Status replaySettings(const QJsonObject &entry);
    [[nodiscard]] Status replayRevocation(const QJsonObject &entry);
    [[nodiscard]] Status checkEnrolmentKey(const crypto::SigningKey &enrolment) const;
    [[nodiscard]] Result<QByteArray> add(DeviceStatement statement, const QString &by,
                                         const crypto::SigningKey &enrolment);
    [[nodiscard]] QList<StatementPage> pagesOf(int bits) const;
    [[nodiscard]] Result<QList<QByteArray>> encodedPages() const;
    [[nodiscard]] std::chrono::sys_seconds now() const;
    void addRevocation(const Revocation &revocation, const QString &by);
    void take(const Revocation &revocation);
    [[nodiscard]] bool isRevoked(const model::Jid &person, const QByteArray &key) const;

    const Clock *m_clock;
    AuthorityLog m_log;
    AuthoritySettings m_settings;
    std::optional<EpochDocument> m_epoch;
    QByteArray m_epochDocument;
    QMap<model::DeviceAddress, DeviceStatement> m_statements;
    QMap<model::DeviceAddress, QByteArray> m_documents;
    QList<Revocation> m_revocations;
    QByteArray m_manifest;
    quint64 m_version = 0;
    std::chrono::sys_seconds m_issued{};
    quint64 m_serial = 0;
};

} // namespace wardline::trust
