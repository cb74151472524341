// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/omemo/session_store.h"

#include <memory>
#include <optional>
#include <vector>

namespace wardline::omemo {

/// One version's sessions as one call of the engine sees them: reads from the store, and keeps what changes to itself
/// until the whole call has succeeded. One thread, for the length of the call.
class SessionWork
{
public:
    SessionWork(SessionStore &store, const OwnDevice &own, xmpp::OmemoVersion version);

    [[nodiscard]] const OwnDevice &own() const { return m_own; }
    [[nodiscard]] xmpp::OmemoVersion version() const { return m_version; }

    /// So many devices will change.
    void reserve(qsizetype devices) { m_changed.reserve(std::size_t(devices)); }
    /// The device that the next calls are about.
    void select(const model::DeviceAddress &device);
    [[nodiscard]] const model::DeviceAddress &device() const { return m_device; }
    /// Its record as this call sees it; null if there is none. Valid until the next `select` or `keep`.
    [[nodiscard]] Result<const SecretBytes *> session();
    void keep(SecretBytes record);
    /// What happened to the selected device since `select` is forgotten.
    void discard();

    /// Until the next `select` the session is this chain of the selected device, which its session has left behind;
    /// what changes stays the chain's. False if it is not kept.
    [[nodiscard]] Result<bool> selectEndedChain(const QByteArray &ratchetKey);
    /// Whether one is kept, and nothing else happens.
    [[nodiscard]] Result<bool> hasEndedChain(const QByteArray &ratchetKey) const;
    /// The selected device's session leaves a chain behind.
    void keepEndedChain(EndedChain chain) { m_ended = std::move(chain); }

    /// Also one that was used, while it is kept: in a room of fifty, several people have taken the same one before the
    /// first of them wrote (XEP-0384 6 has it for what comes from archives; it is no different for what comes at once).
    /// What was opened is not opened again all the same: the session that it began knows it, and where that is gone,
    /// the prekey's list of base keys.
    [[nodiscard]] Result<std::optional<SecretBytes>> prekey(quint32 id);
    [[nodiscard]] Result<std::optional<SecretBytes>> signedPrekey(quint32 id);
    void markUsed(quint32 prekeyId) { m_usedPrekey = prekeyId; }
    /// What the other side made for the session that is begun with the used prekey.
    void setBaseKey(const QByteArray &baseKey) { m_baseKey = baseKey; }
    /// It began one with that prekey before.
    [[nodiscard]] Result<bool> wasUsedWith(quint32 prekeyId, const QByteArray &baseKey) const;
    [[nodiscard]] std::optional<quint32> usedPrekey() const { return m_usedPrekey; }

    /// So many chains are kept of a session that has left them behind.
    static constexpr int kEndedChains = 100;

    /// Writes everything to the store. Its errors are handed on; what was written before is undone with the
    /// transaction.
    [[nodiscard]] Status commit(Instant now);

private:
    struct Changed
    {
        model::DeviceAddress device;
        SecretBytes record;
        QByteArray chainKey; ///< it is that ended chain; empty: the session
        std::optional<EndedChain> ended;
    };

    void keepChanged();

    SessionStore &m_store;
    const OwnDevice &m_own;
    xmpp::OmemoVersion m_version;
    model::DeviceAddress m_device;
    std::optional<SecretBytes> m_loaded;
    bool m_isLoaded = false;
    std::optional<SecretBytes> m_current;
    QByteArray m_chainKey; ///< of the ended chain that stands in for the session
    std::optional<EndedChain> m_ended;
    std::vector<Changed> m_changed;
    std::optional<quint32> m_usedPrekey;
    QByteArray m_baseKey; ///< of the used prekey's session
};

} // namespace wardline::omemo
