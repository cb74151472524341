// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/omemo/message_protection.h"

#include <memory>
#include <span>

namespace wardline::omemo {

class Ratchet;
class SessionWork;

/// XEP-0384 in both field versions: begins, advances and ends the sessions of this device with others. The Double
/// Ratchet is that of libomemo-c, behind Ratchet. Not shared between threads; cheap to make. The clock decides the age
/// of signed prekeys.
class OmemoEngine final : public MessageProtection
{
public:
    static constexpr int kPrekeys = 100;
    static constexpr std::chrono::hours kSignedPrekeyAge{7 * 24};
    static constexpr std::chrono::hours kUsedPrekeyGrace{7 * 24};
    /// So long are chains kept that a session has left behind: what they still had to bring may be read from an archive
    /// while people talk on.
    static constexpr std::chrono::hours kEndedChainGrace{24};
    static constexpr quint32 kHeartbeatCounter = 53; ///< XEP-0384 6
    static constexpr quint32 kHeartbeatAgain = 10; ///< the one before may have been lost
    /// How far the time in an envelope may lie ahead of that of its arrival (XEP-0420 4): its sender's clock is wrong.
    /// How far behind, envelope.cpp says: a message may have waited for a network before it left.
    static constexpr std::chrono::hours kMaxTimeDifference{24};
    /// A message's own content is padded to this many bytes, and up to SceEnvelope::kMaxPadding more.
    static constexpr qsizetype kMinimumContent = 128;
    /// Keys for our device id that are tried in one message: other people's devices may have the same one, and some
    /// programs write two.
    static constexpr qsizetype kMaxTries = 8;

    OmemoEngine(Random &random, const Clock &clock);
    ~OmemoEngine() override;
    OmemoEngine(const OmemoEngine &) = delete;
    OmemoEngine &operator=(const OmemoEngine &) = delete;

    // MessageProtection
    [[nodiscard]] Result<quint32> prepareOwnDevice(SessionStore &store) override;
    [[nodiscard]] Result<quint32> changeOwnId(SessionStore &store) override;
    [[nodiscard]] Result<xmpp::OmemoBundle> ownBundle(SessionStore &store, xmpp::OmemoVersion version) override;
    [[nodiscard]] Result<QByteArray> ownIdentityKey(SessionStore &store) override;
    [[nodiscard]] Result<QByteArray> signWithIdentity(SessionStore &store, QByteArrayView message) override;
    [[nodiscard]] Result<Upkeep> maintain(SessionStore &store, bool isCatchingUp) override;
    [[nodiscard]] Result<QByteArray> beginSession(SessionStore &store, const model::DeviceAddress &device,
                                                  const xmpp::OmemoBundle &bundle,
                                                  QByteArrayView expectedIdentity) override;
    [[nodiscard]] Result<bool> hasSession(SessionStore &store, const Target &target) override;
    [[nodiscard]] Result<bool> isUnwritten(SessionStore &store, const Target &target) override;
    [[nodiscard]] Result<quint32> unanswered(SessionStore &store, const Target &target) override;
    [[nodiscard]] Status endSession(SessionStore &store, const model::DeviceAddress &device) override;
    [[nodiscard]] Result<SealedMessage> encrypt(SessionStore &store, const Place &place, const Content &content,
                                                const QList<Target> &targets) override;
    [[nodiscard]] Result<SealedMessage> heartbeat(SessionStore &store, const Target &target) override;
    [[nodiscard]] Result<OpenedMessage> decrypt(SessionStore &store, const SealedArrival &arrival) override;

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
