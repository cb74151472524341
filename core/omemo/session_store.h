// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/base/secret_bytes.h"
#include "core/model/device.h"
#include "core/xmpp/xep0384_omemo.h"

#include <QByteArray>

#include <optional>
#include <vector>

namespace wardline::omemo {

/// This device, as it is kept.
struct OwnDevice
{
    quint32 id = 0;
    SecretBytes identityKeyPair; ///< in the engine's own form
    Instant created{};
};

/// A private prekey, as it is kept. One-time prekeys that were used stay until it is safe to delete them.
struct StoredPrekey
{
    quint32 id = 0;
    SecretBytes record;
    std::optional<Instant> used; ///< one-time prekeys only
};

struct StoredSignedPrekey
{
    quint32 id = 0;
    SecretBytes record;
    Instant created{};
};

/// One chain of a sender that a session has left behind, as a record of its own (record_scan.h).
struct EndedChain
{
    QByteArray ratchetKey; ///< of the sender, Curve25519 form
    SecretBytes record;
};

/// Where the engine keeps what it must remember: implemented by the encrypted cache inside one transaction of the
/// caller, so that a ratchet never advances without the message it advanced for. Records are secret and opaque; the
/// cache authenticates them (SQLCipher) before they come here. One thread at a time: that of the transaction. Each call
/// may fail with an error of the store, which the engine hands on unchanged; the transaction is then undone. The engine
/// writes only when all else of a call has succeeded, so that any other failure of it has changed nothing here.
class SessionStore
{
public:
    virtual ~SessionStore() = default;

    [[nodiscard]] virtual Result<std::optional<OwnDevice>> ownDevice() = 0;
    [[nodiscard]] virtual Status saveOwnDevice(const OwnDevice &device) = 0;

    [[nodiscard]] virtual Result<std::optional<StoredPrekey>> prekey(xmpp::OmemoVersion version, quint32 id) = 0;
    /// Those that were not used, by id.
    [[nodiscard]] virtual Result<std::vector<StoredPrekey>> unusedPrekeys(xmpp::OmemoVersion version) = 0;
    [[nodiscard]] virtual Result<quint32> highestPrekeyId(xmpp::OmemoVersion version) = 0;
    [[nodiscard]] virtual Status savePrekeys(xmpp::OmemoVersion version, const std::vector<StoredPrekey> &prekeys) = 0;
    /// `baseKey` is what the other side made for this one session (X3DH). The prekey's time counts from its first use.
    [[nodiscard]] virtual Status markPrekeyUsed(xmpp::OmemoVersion version, quint32 id, const QByteArray &baseKey,
                                                Instant when) = 0;
    /// A session was begun with the prekey and this base key before, whatever became of it since.
    [[nodiscard]] virtual Result<bool> wasUsedWith(xmpp::OmemoVersion version, quint32 id,
                                                   const QByteArray &baseKey) = 0;
    /// Deletes what was used before `when`, and with which base keys.
    [[nodiscard]] virtual Status removeUsedPrekeys(Instant before) = 0;

    /// Newest first.
    [[nodiscard]] virtual Result<std::vector<StoredSignedPrekey>> signedPrekeys(xmpp::OmemoVersion version) = 0;
    [[nodiscard]] virtual Status saveSignedPrekey(xmpp::OmemoVersion version, const StoredSignedPrekey &prekey) = 0;
    [[nodiscard]] virtual Status removeSignedPrekey(xmpp::OmemoVersion version, quint32 id) = 0;

    [[nodiscard]] virtual Result<std::optional<SecretBytes>> session(xmpp::OmemoVersion version,
                                                                     const model::DeviceAddress &device) = 0;
    [[nodiscard]] virtual Status saveSession(xmpp::OmemoVersion version, const model::DeviceAddress &device,
                                             const SecretBytes &record) = 0;
    /// With its ended chains.
    [[nodiscard]] virtual Status removeSession(xmpp::OmemoVersion version, const model::DeviceAddress &device) = 0;

    [[nodiscard]] virtual Result<std::optional<SecretBytes>> endedChain(xmpp::OmemoVersion version,
                                                                        const model::DeviceAddress &device,
                                                                        const QByteArray &ratchetKey) = 0;
    /// In place of what is there under that key, whose time it keeps. Of each session the newest `atMost` stay.
    [[nodiscard]] virtual Status saveEndedChain(xmpp::OmemoVersion version, const model::DeviceAddress &device,
                                                const EndedChain &chain, Instant ended, int atMost) = 0;
    [[nodiscard]] virtual Status removeEndedChains(Instant before) = 0;
};

} // namespace wardline::omemo
