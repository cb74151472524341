// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trust/certifier_rules.h"
#include "core/trust/epoch_document.h"
#include "core/trust/manifest.h"
#include "core/trust/statement_page.h"
#include "core/trust/trust_memory.h"
#include "core/trust/trust_policy.h"

#include <QHash>
#include <QSet>

namespace wardline::trust {

/// How old the newest manifest is.
enum class ManifestAge {
    None, ///< there is no manifest
    Fresh,
    Ageing, ///< beyond the soft limit: said, nothing stops
    TooOld, ///< beyond the hard limit: nothing is sent where certified devices are asked for
};

/// Whether the organisation's list can be gone by.
enum class ListState {
    NotUsed, ///< there is no organisation to believe
    Missing, ///< its list was never seen here, or a new epoch has none yet
    Fresh,
    Ageing,
    TooOld,
};

/// What a document changed.
enum class Taken { Nothing, Changed };

/// Answers for which devices the organisation stands, from documents that came over a relay that is not believed. Takes
/// only what is signed by the pinned root or by whom it named, never something older than it has seen, and judges all
/// times by the later of this computer's clock and the latest time that was proven before, so that neither a relay nor
/// a clock set back brings an old statement to life. No network. One thread at a time; a copy may be asked, and only
/// asked, on another one, also when the store is gone.
class Certifier
{
public:
    static constexpr std::chrono::hours kClockTolerance{1};

    Certifier(CertifierRules rules, const Clock &clock, TrustMemoryStore &store);

    /// Reads what was kept. Whatever of it is damaged or not signed by a root of the present policy is forgotten, and
    /// that is reported as an error; everything else works from then on.
    [[nodiscard]] Status load();

    /// NotPinned, Malformed, TooLarge, BadSignature, OtherOrganisation, RolledBack, Forked, NotYetValid, Expired,
    /// and errors of the store; nothing has changed then.
    [[nodiscard]] Result<Taken> takeEpoch(QByteArrayView document);
    /// Also OtherEpoch (fetch the epoch document first) and FromTheFuture.
    [[nodiscard]] Result<Taken> takeManifest(QByteArrayView document);
    /// OtherPlace for a page that the manifest does not name.
    [[nodiscard]] Result<Taken> takePage(QByteArrayView bytes);
    /// A statement that the owner of a device published themselves, for a device whose identity key is known
    /// (Curve25519 form): it counts like one of the manifest until there is a manifest that was issued after it, so
    /// that whoever was vouched for or renewed just now is believed at first contact. Errors as `judge` has them;
    /// RolledBack for one that is older than the manifest, which would have it if it were in force. Kept until the
    /// program ends; that there was one is remembered, also then.
    [[nodiscard]] Result<Taken> takeStatement(QByteArrayView statement, const model::DeviceAddress &device,
                                              QByteArrayView identityKey);
    /// Digests of the pages that are still to be fetched for these people, each once.
    [[nodiscard]] QList<QByteArray> missingPages(const QSet<model::Jid> &people) const;

    /// What the organisation says of a device whose identity key is known (Curve25519 form).
    [[nodiscard]] Certification certify(const model::DeviceAddress &device, QByteArrayView identityKey) const;
    /// Judges a statement that somebody showed for a device: Malformed, BadSignature, OtherOrganisation, OtherEpoch,
    /// OtherPerson (another address, device or key), NotYetValid, Expired, NotPermitted (revoked). It certifies
    /// nothing.
    [[nodiscard]] Result<DeviceStatement> judge(QByteArrayView statement, const model::DeviceAddress &device,
                                                QByteArrayView identityKey) const;
    /// The devices that the organisation knows of a person, in force or not.
    [[nodiscard]] QList<DeviceStatement> devicesOf(const model::Jid &person) const;

    /// Whether the organisation stands for a device of this person now, whichever devices the relay shows. It goes on
    /// standing while the list is withheld that could say otherwise, over restarts and new epochs, too.
    [[nodiscard]] bool standsFor(const model::Jid &person) const;

    /// What was taken back of a person's devices, as far as it was seen in this epoch.
    [[nodiscard]] QList<Revocation> revocationsOf(const model::Jid &person) const;

    [[nodiscard]] ManifestAge manifestAge() const;
    [[nodiscard]] const std::optional<EpochDocument> &epoch() const { return m_epoch; }
    [[nodiscard]] const std::optional<Manifest> &manifest() const { return m_manifest; }
    [[nodiscard]] bool isConfigured() const { return !m_rules.rootKeys.isEmpty(); }
    /// How far certified devices may be asked for now.
    [[nodiscard]] ListState listState() const;

private:
    [[nodiscard]] Instant trustTime() const;
    [[nodiscard]] Result<StatementPage> readPage(QByteArrayView bytes, int index) const;
    [[nodiscard]] Certification certifyFrom(const DeviceStatement &statement) const;
    [[nodiscard]] std::optional<DeviceStatement> newerThanList(const model::DeviceAddress &device,
                                                               const QByteArray &key) const;
    [[nodiscard]] Status checkTimes(const DeviceStatement &statement) const;
    [[nodiscard]] bool isRevoked(const model::DeviceAddress &device, const QByteArray &key) const;
    [[nodiscard]] Status keep(TrustMemory memory);
    void rememberTime(TrustMemory &memory, const Manifest &manifest) const;
    void indexPage(int index, const StatementPage &page);
    [[nodiscard]] QHash<model::Jid, std::chrono::sys_seconds> stoodForUntilNow() const;

    CertifierRules m_rules;
    const Clock &m_clock;
    TrustMemoryStore &m_store;
    TrustMemory m_memory;
    std::optional<EpochDocument> m_epoch;
    std::optional<Manifest> m_manifest;
    QHash<int, QList<DeviceStatement>> m_statements; ///< by page
    QHash<model::DeviceAddress, DeviceStatement> m_shown; ///< by their owners
};

} // namespace wardline::trust
