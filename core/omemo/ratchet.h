// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/base/result.h"
#include "core/base/secret_bytes.h"
#include "core/omemo/session_work.h"

#include <QByteArray>
#include <QHash>

#include <memory>

namespace wardline::omemo {

struct OmemoLibrary;

/// The public keys by which a session is begun, in the forms of the Curve: Curve25519, 32 bytes each.
struct BundleKeys
{
    QByteArray identity; ///< V2: Ed25519 form, as signed with
    quint32 signedPrekeyId = 0;
    QByteArray signedPrekey;
    QByteArray signature;
    quint32 prekeyId = 0;
    QByteArray prekey;
};

/// The only door to libomemo-c: key pairs, records of prekeys, and one step of one session. No wire format above the
/// key's own, no store: everything it changes goes to the SessionWork it is given. Trust is not asked of the library:
/// it pins keys before it has checked a MAC, so its identity store remembers nothing and trusts everything. Errors are
/// OmemoError, or those of the store. Not shared between threads.
class Ratchet
{
public:
    static constexpr quint32 kMaxPrekeyId = 0xfffffe; ///< the library never removes 0xffffff
    static constexpr std::size_t kKeySize = 32;
    static constexpr qsizetype kMaxKnownForms = 4096;

    explicit Ratchet(Random &random);
    ~Ratchet();
    Ratchet(const Ratchet &) = delete;
    Ratchet &operator=(const Ratchet &) = delete;

    /// A new key pair: private key, then public key in Curve25519 form.
    [[nodiscard]] Result<SecretBytes> makeKeyPair();
    [[nodiscard]] Result<SecretBytes> makePrekey(quint32 id);
    [[nodiscard]] Result<SecretBytes> makeSignedPrekey(const SecretBytes &identityPair, quint32 id, Instant created);
    /// Curve25519 form.
    [[nodiscard]] Result<QByteArray> prekeyPublic(const SecretBytes &record);
    struct SignedKey
    {
        QByteArray key;
        QByteArray signature;
    };
    [[nodiscard]] Result<SignedKey> signedPrekeyPublic(const SecretBytes &record, xmpp::OmemoVersion version);
    [[nodiscard]] Result<QByteArray> sign(const SecretBytes &identityPair, QByteArrayView message);

    /// Begins a session with the selected device. NotAuthentic for a wrong signature.
    [[nodiscard]] Status begin(SessionWork &work, const BundleKeys &keys);

    struct SealedKey
    {
        QByteArray data;
        bool isKeyExchange = false;
    };
    /// For the selected device. NoSession.
    [[nodiscard]] Result<SealedKey> seal(SessionWork &work, std::span<const std::byte> secret);

    struct OpenedKey
    {
        SecretBytes secret;
        QByteArray identityKey; ///< Curve25519 form: the one in the session, not the one that the message names
        bool beganSession = false;
        bool isHeartbeatDue = false; ///< the sender's chain is long
    };
    /// From the selected device. What it changed is in `work` only when it succeeds.
    [[nodiscard]] Result<OpenedKey> open(SessionWork &work, QByteArrayView data);
    /// The identity key that a session was made with (Curve25519 form). Internal for a damaged record.
    [[nodiscard]] Result<QByteArray> identityOf(xmpp::OmemoVersion version, const SecretBytes &record);
    /// By its first bytes: attributes on the wire are often wrong.
    [[nodiscard]] static bool isKeyExchange(xmpp::OmemoVersion version, QByteArrayView data);

private:
    class Call;
    std::unique_ptr<OmemoLibrary> m_library;
    /// Public keys in both forms, so that each is converted once: that costs a third of what a key's encryption does.
    QHash<QByteArray, QByteArray> m_curveForms;
};

} // namespace wardline::omemo
