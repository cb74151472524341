// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/audit/audit_error.h"
#include "core/audit/audit_record_codec.h"
#include "core/audit/audit_sink.h"
#include "core/audit/audit_storage.h"
#include "core/audit/sealed_audit_key.h"
#include "core/base/random.h"
#include "core/crypto/aead_key.h"
#include "core/crypto/hash_chain.h"
#include "core/crypto/signature.h"

#include <memory>

namespace wardline::audit {

/// Where the chain stands: what is published at sign-in, lock and sign-out, and what the verifier is given as an anchor.
struct AuditHead {
    std::uint64_t number = 0; ///< of the last record
    QByteArray hash; ///< 32 bytes, the chain over everything up to and with that record
    QByteArray rootKey; ///< 32 bytes, Ed25519: the first public key of the line that signs now
    bool operator==(const AuditHead &) const = default;
};

/// The workstation's own record of what was done: append-only, hash-chained, signed by a line of keys.
///
/// Life of a log: `open` needs no key, so that a failed sign-in can be recorded; such records are chained but not signed, and the
/// first signed one after them vouches for them. `attachKey` after sign-in and at unlock starts a new epoch: the new key is
/// signed by the old one, the old one is erased. `detachKey` at lock forgets the sealing key; signing goes on with the epoch key,
/// which is the one key the locked process holds (DESIGN 5). How the format withstands what, and what it cannot prove:
/// core/audit/README.md.
///
/// Blocking: `record` writes and, for durable types, waits for the disk. One thread.
class AuditLog final : public AuditSink
{
public:
    /// Segments end after about this many bytes.
    static constexpr qint64 kSegmentSize = 4 * 1024 * 1024;
    /// An epoch ends after this many records, while the sealing key is attached.
    static constexpr std::uint64_t kEpochRecords = 4096;

    /// `origin` names the workstation: at most 64 of A-Z a-z 0-9 . _ -. Reads the newest segment only. A torn end is closed off and
    /// recorded as TailRepaired; nothing is ever cut away.
    [[nodiscard]] static Result<std::unique_ptr<AuditLog>> open(AuditStorage &storage, const Clock &clock, Random &random,
                                                                QString origin);
    ~AuditLog() override;

    /// Signs from now on. The key seals the epoch key at rest (the vault's label "audit"). The first time it starts the line of
    /// keys; later it opens what was sealed, checks that the log still holds what the seal remembers, and starts a new epoch.
    /// KeyNotFitting: the seal is broken or of another vault: `startNewLine` is then a decision for people. RolledBack: records
    /// that were there are gone or altered; signing goes on from a new first key, a break that the verifier shows.
    [[nodiscard]] Status attachKey(crypto::AeadKey sealingKey);
    /// After the sealed key is lost for good (fresh start): a new first key, visible as a break to everybody who verifies.
    [[nodiscard]] Status startNewLine(crypto::AeadKey sealingKey);
    /// Forgets the sealing key. Records go on being signed.
    void detachKey();
    /// Seals what the log knows, forgets both keys. Afterwards records are chained, not signed.
    [[nodiscard]] Status close();

    [[nodiscard]] bool isSigning() const { return m_epochKey.has_value(); }
    [[nodiscard]] Status record(const AuditEvent &event) override;
    /// What is not on the disk yet goes there.
    [[nodiscard]] Status flush();

    /// Nothing before the first record. `rootKey` is empty in a log that no key was ever attached to.
    [[nodiscard]] std::optional<AuditHead> head() const;

private:
    using Content = decltype(LogEntry::content);

    AuditLog(AuditStorage &storage, const Clock &clock, Random &random, QString origin);
    [[nodiscard]] Status scan();
    [[nodiscard]] Status scanSegment(int segment);
    [[nodiscard]] Status repairTail(QByteArrayView fragment, bool isComplete);
    [[nodiscard]] Status checkFloor(const SealedAuditKey &sealed) const;
    [[nodiscard]] Status beginRoot(crypto::SigningKey root);
    [[nodiscard]] Status beginEpoch();
    [[nodiscard]] Status seal(const crypto::SigningKey &current, const crypto::SigningKey *next);
    [[nodiscard]] Status recordLosses();
    [[nodiscard]] Status ensureSegment(Space space);
    [[nodiscard]] Status append(const Content &content, Sync sync, Space space, const crypto::SigningKey *signer);
    [[nodiscard]] Status appendLine(const Content &content, Sync sync, Space space, const crypto::SigningKey *signer);
    [[nodiscard]] const crypto::SigningKey *signer() const { return m_epochKey ? &*m_epochKey : nullptr; }

    AuditStorage &m_storage;
    const Clock &m_clock;
    Random &m_random;
    QString m_origin;
    crypto::HashChain m_chain {kChainDomain};
    std::uint64_t m_number = 0;
    std::uint64_t m_epochStart = 0;
    int m_segment = 0;
    qint64 m_segmentSize = 0;
    std::uint64_t m_lost = 0;
    bool m_needsScan = false;
    QByteArray m_epochPublicKey; ///< of the newest epoch in the log, whether or not we hold its key
    QByteArray m_rootKey;
    std::optional<crypto::SigningKey> m_epochKey;
    std::optional<crypto::SigningKey> m_nextKey; ///< while its entry is being written
    std::optional<crypto::AeadKey> m_sealingKey;
};

} // namespace wardline::audit
