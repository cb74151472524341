// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/base/result.h"
#include "core/model/device.h"
#include "core/omemo/session_store.h"
#include "core/xml/element.h"
#include "core/xmpp/xep0384_omemo.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <memory>
#include <optional>
#include <span>

namespace wardline::omemo {

class Ratchet;
class SessionWork;

enum class OmemoError {
    NoOwnDevice, ///< prepareOwnDevice was never called on this store
    NotForThisDevice, ///< encrypted, but no key in it is for this device
    NoSession, ///< a message of a session that is not known here (any more)
    Duplicate, ///< opened before
    TooFarAhead, ///< more messages were skipped than a session may skip; nothing has changed
    NotAuthentic, ///< forged or damaged: a MAC, tag or signature does not fit; nothing has changed
    UnknownPrekey, ///< begins a session with a prekey that was used up or never ours
    BadKey, ///< a public key of low order, of the wrong form or length
    NoPrekeys, ///< a bundle without one-time prekeys
    IdentityChanged, ///< the address is known with another identity key than the given one
    EnvelopeMismatch, ///< the envelope names another sender, room or recipient, or a time that cannot be
    Malformed, ///< not what XEP-0384 or XEP-0420 describe
    TooLarge,
    Internal, ///< the library or the random source failed, or what the store holds is damaged
};

/// What a message carries.
struct Content
{
    QList<xml::Element> elements; ///< go into the envelope of omemo:2, the body among them
    QString legacyBody; ///< what 0.3 devices read: they get the body alone. Empty: 0.3 devices get nothing of it
};

/// A device to write to, and in which of the two versions.
struct Target
{
    model::DeviceAddress device;
    xmpp::OmemoVersion version = xmpp::OmemoVersion::V2;
    /// The identity key that the device was judged by (Curve25519 form): a session made with another one is not written
    /// to (IdentityChanged). Empty: whatever the session was made with.
    QByteArray identityKey = {};
    bool operator==(const Target &) const = default;
};

/// Who writes where, for the affixes of XEP-0420.
struct Place
{
    model::Jid own; ///< bare
    model::Jid conversation; ///< bare address of the room or of the other person
    bool isRoom = false;
};

/// The children that a message stanza gets: one encrypted element for each version in use.
struct SealedMessage
{
    QList<xml::Element> elements;
};

/// A received message stanza's encrypted elements, and what is known of their way apart from themselves.
struct SealedArrival
{
    QList<xmpp::OmemoEncrypted> encrypted; ///< at most one of each version; omemo:2 is preferred
    model::Jid sender; ///< real bare address, already checked
    Place place; ///< conversation as this device sees it
    Instant time{}; ///< when it was sent as far as relay and archive say
    bool isFromArchive = false; ///< old: its time in the envelope may be far away, and used prekeys wait
    /// What is known of the sending device (Curve25519 form), or empty: a message that was made with another identity
    /// key is refused (IdentityChanged), so that somebody else's key exchange does not replace a session.
    QByteArray expectedIdentity = {};
};

struct OpenedMessage
{
    QList<xml::Element> elements; ///< omemo:2: the content of the envelope, filtered. 0.3: the body alone
    bool isEmpty = false; ///< carried nothing: it only moved the ratchet
    model::DeviceAddress device; ///< that sent it
    xmpp::OmemoVersion version = xmpp::OmemoVersion::V2;
    QByteArray identityKey; ///< Curve25519 form, 32 bytes: what the session was really made with
    bool usedPrekey = false; ///< one of our one-time prekeys is gone: top up and publish
    /// Answer with an empty message: this one began a session (XEP-0384 6), or the sender's chain is long (first one
    /// past the counter). Said once for each.
    bool owesHeartbeat = false;
};

/// What maintenance changed and has to be published.
struct Upkeep
{
    bool bundle2Changed = false;
    bool bundle03Changed = false;
};

/// Begins, advances and ends the sessions of this device with others (XEP-0384 in both field versions, the Double
/// Ratchet by libomemo-c, which no other file includes). Knows no network, no rooms' members and no trust: who is
/// written to and whose identity key is accepted is decided before and after, by what it reports. Every change goes to
/// the given store at the end of a call, when nothing else can fail any more: a call that fails has changed nothing
/// there, unless the store itself failed (its transaction is undone then). Not shared between threads; cheap to make.
/// The clock decides the age of signed prekeys.
class OmemoEngine
{
public:
    static constexpr int kPrekeys = 100;
    static constexpr std::chrono::hours kSignedPrekeyAge{7 * 24};
    static constexpr std::chrono::hours kUsedPrekeyGrace{7 * 24};
    static constexpr quint32 kHeartbeatCounter = 53; ///< XEP-0384 6
    /// How far the time in an envelope may be from that of its arrival, unless it comes from the archive (XEP-0420 4).
    static constexpr std::chrono::hours kMaxTimeDifference{24};
    /// A message's own content is padded to this many bytes, and up to SceEnvelope::kMaxPadding more.
    static constexpr qsizetype kMinimumContent = 128;
    /// Keys for our device id that are tried in one message: other people's devices may have the same one, and some
    /// programs write two.
    static constexpr qsizetype kMaxTries = 8;

    OmemoEngine(Random &random, const Clock &clock);
    ~OmemoEngine();
    OmemoEngine(const OmemoEngine &) = delete;
    OmemoEngine &operator=(const OmemoEngine &) = delete;

    /// Makes this device if the store has none: id, one identity key, signed prekeys and prekeys of both versions. Its
    /// id.
    [[nodiscard]] Result<quint32> prepareOwnDevice(SessionStore &store);
    /// Another id for this device, because somebody else has it already (XEP-0384 5.3.1). Only before anything was
    /// published.
    [[nodiscard]] Result<quint32> changeOwnId(SessionStore &store);
    [[nodiscard]] Result<xmpp::OmemoBundle> ownBundle(SessionStore &store, xmpp::OmemoVersion version);
    /// Curve25519 form, 32 bytes.
    [[nodiscard]] Result<QByteArray> ownIdentityKey(SessionStore &store);
    /// 64 bytes by our identity key (XEdDSA; verifies as Ed25519 against the key's Ed25519 form).
    [[nodiscard]] Result<QByteArray> signWithIdentity(SessionStore &store, QByteArrayView message);
    /// Tops prekeys up, rotates the signed prekey, deletes what is past its grace. `isCatchingUp`: deletes nothing.
    [[nodiscard]] Result<Upkeep> maintain(SessionStore &store, bool isCatchingUp);

    /// Begins a session with a device by its bundle. `expectedIdentity` (Curve25519 form) is what is known of that
    /// address, or empty. The identity key of the bundle in Curve25519 form. BadKey, NoPrekeys, NotAuthentic
    /// (signature), IdentityChanged.
    [[nodiscard]] Result<QByteArray> beginSession(SessionStore &store, const model::DeviceAddress &device,
                                                  const xmpp::OmemoBundle &bundle, QByteArrayView expectedIdentity);
    [[nodiscard]] Result<bool> hasSession(SessionStore &store, const Target &target);
    /// Forgets a session, so that the next bundle begins a new one. A person's choice, never automatic.
    [[nodiscard]] Status endSession(SessionStore &store, const model::DeviceAddress &device);

    /// Encrypts for exactly these devices, each of which has a session (NoSession otherwise).
    [[nodiscard]] Result<SealedMessage> encrypt(SessionStore &store, const Place &place, const Content &content,
                                                const QList<Target> &targets);
    /// An empty message for one device (XEP-0384 5.4).
    [[nodiscard]] Result<SealedMessage> heartbeat(SessionStore &store, const Target &target);

    /// Opens what is for this device. Does not judge the identity key: see OpenedMessage::identityKey.
    [[nodiscard]] Result<OpenedMessage> decrypt(SessionStore &store, const SealedArrival &arrival);

private:
    [[nodiscard]] Result<OwnDevice> requireOwn(SessionStore &store) const;
    [[nodiscard]] Result<bool> topUpPrekeys(SessionStore &store, xmpp::OmemoVersion version);
    [[nodiscard]] Result<bool> rotateSignedPrekey(SessionStore &store, const OwnDevice &own,
                                                  xmpp::OmemoVersion version);
    [[nodiscard]] Status retireSignedPrekeys(SessionStore &store, xmpp::OmemoVersion version);
    [[nodiscard]] quint32 randomId();
    [[nodiscard]] Result<QList<xmpp::OmemoEncrypted::Key>> sealKeys(SessionWork &work, const QList<Target> &targets,
                                                                    std::span<const std::byte> secret);
    [[nodiscard]] Result<OpenedMessage> openWith(SessionStore &store, const OwnDevice &own,
                                                 const SealedArrival &arrival, const xmpp::OmemoEncrypted &encrypted,
                                                 const QList<xmpp::OmemoEncrypted::Key> &keys);

    Random &m_random;
    const Clock &m_clock;
    std::unique_ptr<Ratchet> m_ratchet;
};

/// The Curve25519 form of an Ed25519 public key, 32 bytes each, and back (with the sign bit of the Ed25519 form).
/// BadKey.
[[nodiscard]] Result<QByteArray> toCurve25519(QByteArrayView ed25519Key);
[[nodiscard]] Result<QByteArray> toEd25519(QByteArrayView curve25519Key);

} // namespace wardline::omemo

template <>
struct wardline::ErrorDomain<wardline::omemo::OmemoError>
{
    static constexpr const char *name = "omemo";
};
