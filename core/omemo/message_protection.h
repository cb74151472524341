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

namespace wardline::omemo {

enum class OmemoError {
    NoOwnDevice, ///< prepareOwnDevice was never called on this store
    NotForThisDevice, ///< encrypted, but no key in it is for this device
    NoSession, ///< a message of a session that is not known here (any more)
    Duplicate, ///< opened before
    TooFarAhead, ///< more messages were skipped than a session may skip; nothing has changed
    NotAuthentic, ///< forged or damaged: a MAC, tag or signature does not fit; nothing has changed
    UnknownPrekey, ///< begins a session with a prekey that is gone or was never ours
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
    bool isFromArchive = false; ///< old: its envelope may have been sealed long before; OpenedMessage says when
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
    /// Answer with an empty message: this one began a session (XEP-0384 6), or the sender's chain is long. Said past
    /// the counter, and again every kHeartbeatAgain messages until something of ours has reached the sender.
    bool owesHeartbeat = false;
    std::optional<Instant> written = std::nullopt; ///< omemo:2: when it was sealed, by its sender's clock
};

/// What maintenance changed and has to be published.
struct Upkeep
{
    bool bundle2Changed = false;
    bool bundle03Changed = false;
};

/// Stands between what people write and what the relay carries: in which room, what, and for which devices. The rest of
/// the program knows no more of encryption than this, so that another protocol can follow. Knows no network, no rooms'
/// members and no trust: who is written to and whose identity key is accepted is decided before and after, by what it
/// reports. Every change goes to the given store at the end of a call, when nothing else can fail any more: a call that
/// fails has changed nothing there, unless the store itself failed (its transaction is undone then). The thread of the
/// store's transaction.
class MessageProtection
{
public:
    virtual ~MessageProtection() = default;

    // --- messages

    /// Encrypts for exactly these devices, each of which has a session (NoSession otherwise).
    [[nodiscard]] virtual Result<SealedMessage> encrypt(SessionStore &store, const Place &place, const Content &content,
                                                        const QList<Target> &targets) = 0;
    /// Opens what is for this device. Does not judge the identity key: see OpenedMessage::identityKey.
    [[nodiscard]] virtual Result<OpenedMessage> decrypt(SessionStore &store, const SealedArrival &arrival) = 0;
    /// An empty message for one device (XEP-0384 5.4).
    [[nodiscard]] virtual Result<SealedMessage> heartbeat(SessionStore &store, const Target &target) = 0;

    // --- sessions with devices

    /// Begins a session with a device by its bundle. `expectedIdentity` (Curve25519 form) is what is known of that
    /// address, or empty. The identity key of the bundle in Curve25519 form. BadKey, NoPrekeys, NotAuthentic
    /// (signature), IdentityChanged.
    [[nodiscard]] virtual Result<QByteArray> beginSession(SessionStore &store, const model::DeviceAddress &device,
                                                          const xmpp::OmemoBundle &bundle,
                                                          QByteArrayView expectedIdentity) = 0;
    [[nodiscard]] virtual Result<bool> hasSession(SessionStore &store, const Target &target) = 0;
    /// There is a session that this device began and has written nothing with: the prekeys that it was made with may be
    /// gone by now, if it is old.
    [[nodiscard]] virtual Result<bool> isUnwritten(SessionStore &store, const Target &target) = 0;
    /// How many messages were written with the session since the other side has answered with it; 0 without one.
    [[nodiscard]] virtual Result<quint32> unanswered(SessionStore &store, const Target &target) = 0;
    /// Forgets a session, so that the next bundle begins a new one. A person's choice, never automatic.
    [[nodiscard]] virtual Status endSession(SessionStore &store, const model::DeviceAddress &device) = 0;

    // --- this device

    /// Makes this device if the store has none: id, one identity key, signed prekeys and prekeys of both versions. Its
    /// id.
    [[nodiscard]] virtual Result<quint32> prepareOwnDevice(SessionStore &store) = 0;
    /// Another id for this device, because somebody else has it already (XEP-0384 5.3.1). Only before anything was
    /// published.
    [[nodiscard]] virtual Result<quint32> changeOwnId(SessionStore &store) = 0;
    [[nodiscard]] virtual Result<xmpp::OmemoBundle> ownBundle(SessionStore &store, xmpp::OmemoVersion version) = 0;
    /// Curve25519 form, 32 bytes.
    [[nodiscard]] virtual Result<QByteArray> ownIdentityKey(SessionStore &store) = 0;
    /// 64 bytes by our identity key (XEdDSA; verifies as Ed25519 against the key's Ed25519 form).
    [[nodiscard]] virtual Result<QByteArray> signWithIdentity(SessionStore &store, QByteArrayView message) = 0;
    /// Tops prekeys up, rotates the signed prekey, deletes what is past its grace. `isCatchingUp`: deletes nothing.
    [[nodiscard]] virtual Result<Upkeep> maintain(SessionStore &store, bool isCatchingUp) = 0;
};

/// OMEMO in both versions that are in use. `random` and `clock` stay valid as long as it.
[[nodiscard]] std::unique_ptr<MessageProtection> makeOmemo(Random &random, const Clock &clock);

} // namespace wardline::omemo

template <>
struct wardline::ErrorDomain<wardline::omemo::OmemoError>
{
    static constexpr const char *name = "omemo";
};
