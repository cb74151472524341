// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/base/result.h"
#include "core/base/secret_bytes.h"
#include "core/history/chunk_seal.h"
#include "core/model/jid.h"
#include "core/model/kept_message.h"

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QString>

#include <chrono>

namespace wardline::history {

/// What one chunk holds at most before it is sealed, so that it fits into one stanza of any relay.
inline constexpr qsizetype kRoamingChunkBytes = 64 * 1024;
/// Messages of one such stretch of time lie together: what was written yesterday is not sent again because of today.
inline constexpr std::chrono::hours kRoamingStretch{6};

/// A chunk as its index names it.
struct RoamingChunk
{
    QString id; ///< of the item
    QByteArray sealed; ///< SHA-256 of the sealed bytes
    QByteArray content; ///< SHA-256 of what is in it; only this device's own copy has it
    bool operator==(const RoamingChunk &) const = default;
};

/// What one workstation keeps of its person's last hours on the relay, at one moment.
struct RoamingIndex
{
    model::Jid account;
    QString device; ///< which workstation
    quint64 version = 0; ///< one more with each change
    Instant made{};
    Instant from{}; ///< nothing older is in it
    QList<RoamingChunk> chunks;
    QHash<QString, quint64> seen; ///< versions of the person's other workstations that this one knew
    bool operator==(const RoamingIndex &) const = default;
};

/// The root of the keys of a person's roaming history. `passwordKey` is scrypt's, with roamingSalt(); both have 32
/// bytes. BadLength (crypto).
[[nodiscard]] Result<SecretBytes> roamingRoot(const SecretBytes &passwordKey, const SecretBytes &organisationSecret,
                                              const model::Jid &account);
/// The salt of a person's password. From the address alone: a workstation that signs in derives before it has asked
/// the relay, which therefore can neither choose a salt nor a cost. What makes guessing hopeless is the organisation's
/// secret.
[[nodiscard]] QByteArray roamingSalt(const model::Jid &account);

/// Seals and opens the bundle of one workstation.
class RoamingSeal
{
public:
    /// `id` is that of this bundle, ChunkSeal::kIdSize random bytes.
    [[nodiscard]] static Result<RoamingSeal> create(const SecretBytes &root, const model::Jid &account,
                                                    const QString &device, const QByteArray &id);

    /// Padded, so that its size tells little.
    [[nodiscard]] Result<QByteArray> sealChunk(Random &random, const QString &id, const QByteArray &content) const;
    /// Damaged where the bytes are not those the index names.
    [[nodiscard]] Result<model::KeptHistory> openChunk(const RoamingChunk &chunk, const QByteArray &sealed) const;
    [[nodiscard]] Result<QByteArray> sealIndex(Random &random, const RoamingIndex &index) const;
    /// WrongKey where it does not open; Damaged; OtherPerson.
    [[nodiscard]] Result<RoamingIndex> openIndex(const QByteArray &sealed) const;

private:
    RoamingSeal(ChunkSeal seal, model::Jid account, QString device);
    ChunkSeal m_seal;
    model::Jid m_account;
    QString m_device;
};

/// Collects messages, oldest first, into packed parts that fit into chunks and begin anew with each stretch of time.
class RoamingPacker
{
public:
    void add(const model::KeptMessage &message);
    /// All parts, oldest first. Empties it.
    [[nodiscard]] QList<QByteArray> finish();

private:
    void closePart();
    model::KeptHistory m_part;
    qsizetype m_size = 0;
    qint64 m_stretch = 0;
    QList<QByteArray> m_parts;
};

/// For this device's own copy, which knows the digests of the content too.
[[nodiscard]] QByteArray packRoamingIndex(const RoamingIndex &index, bool withContent);
[[nodiscard]] Result<RoamingIndex> unpackRoamingIndex(QByteArrayView bytes);

} // namespace wardline::history
