// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/device.h"
#include "core/model/trust.h"
#include "core/trust/trust_error.h"
#include "core/xmpp/xep0434_trust_messages.h"

#include <QList>
#include <QMap>

namespace wardline::trust {

/// One key that somebody found to be, or not to be, its owner's.
struct TrustDecision
{
    model::Jid owner;
    QByteArray identityKey; ///< Curve25519 form
    bool isTrusted = true;
    bool operator==(const TrustDecision &) const = default;
};

/// Where a trust message came from.
struct TrustMessageSource
{
    model::Jid person; ///< whose device sent it, by the envelope and the session
    QByteArray identityKey; ///< of the session it came over, Curve25519 form
    model::Trust trust = model::Trust::Undecided;
    bool wasEncrypted2 = false; ///< inside the envelope of omemo:2; nothing else counts
};

/// Who reads it.
struct TrustMessageReader
{
    model::Jid own;
    QByteArray identityKey; ///< this device's: nobody decides about it
};

struct TrustMessageVerdict
{
    QList<TrustDecision> apply; ///< in order, later ones win
    QList<TrustDecision> keep; ///< count once the sender's key is authenticated (XEP-0450 4.3)
    int ignored = 0; ///< what the sender has no say about
};

/// XEP-0450: what a trust message changes. Authenticated are own devices that were verified or are certified, and
/// others' that were verified; own devices speak about all keys, others' about their owner's alone. Keys in the message
/// are in Ed25519 form. NotPermitted for a message that was not protected by omemo:2; Malformed for another usage or
/// encryption and for keys that are none.
[[nodiscard]] Result<TrustMessageVerdict> judgeTrustMessage(const xmpp::TrustMessage &message,
                                                            const TrustMessageSource &source,
                                                            const TrustMessageReader &reader);

/// Decisions that wait for their sender to be authenticated, or for the key that they are about to be seen here
/// (XEP-0450 4.3, 4.4). Bounded: the oldest goes first.
class WaitingDecisions
{
public:
    static constexpr qsizetype kMaxSenders = 200;
    static constexpr qsizetype kMaxOfSender = 512;

    void add(const QByteArray &senderKey, const QList<TrustDecision> &decisions);
    /// What counts now that this key is authenticated.
    [[nodiscard]] QList<TrustDecision> take(const QByteArray &senderKey);
    /// The key was distrusted: what it said never counts.
    void forget(const QByteArray &senderKey);
    [[nodiscard]] qsizetype senders() const { return m_order.size(); }

    static constexpr qsizetype kMaxUnseen = 64;
    /// It counts, and its key was never seen here.
    void addUnseen(const TrustDecision &decision);
    void removeUnseen(const TrustDecision &decision);
    [[nodiscard]] QList<TrustDecision> unseenOf(const model::Jid &owner) const;

    /// In at most `most` bytes: what finds no room is left out, the oldest first.
    [[nodiscard]] QByteArray encode(qsizetype most) const;
    /// Nothing of what is damaged.
    [[nodiscard]] static WaitingDecisions parse(const QByteArray &bytes);

private:
    QMap<QByteArray, QList<TrustDecision>> m_decisions;
    QList<QByteArray> m_order;
    QList<TrustDecision> m_unseen;
};

/// A device as far as trust messages are concerned.
struct AuthenticatedDevice
{
    model::DeviceAddress address;
    QByteArray identityKey; ///< Curve25519 form
};

/// A message to some devices.
struct OutgoingTrustMessage
{
    QList<model::DeviceAddress> to;
    xmpp::TrustMessage message;
};

/// XEP-0450 4.1: what is said, and to whom, after a person authenticated or distrusted a key here. `known` are the
/// devices that were authenticated before, without this device.
[[nodiscard]] QList<OutgoingTrustMessage> trustMessagesAfter(const TrustDecision &decision,
                                                             const std::optional<AuthenticatedDevice> &decided,
                                                             const QList<AuthenticatedDevice> &known,
                                                             const model::Jid &own);

} // namespace wardline::trust
