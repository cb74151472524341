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
    /// `mayReusePrekeys`: a prekey that was used already may begin another session, because two people may have taken
    /// the same one while this device was away (XEP-0384 6).
    SessionWork(SessionStore &store, const OwnDevice &own, xmpp::OmemoVersion version, bool mayReusePrekeys = false);

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

    [[nodiscard]] Result<std::optional<SecretBytes>> prekey(quint32 id);
    [[nodiscard]] Result<std::optional<SecretBytes>> signedPrekey(quint32 id);
    void markUsed(quint32 prekeyId) { m_usedPrekey = prekeyId; }
    [[nodiscard]] std::optional<quint32> usedPrekey() const { return m_usedPrekey; }

    /// Writes everything to the store. Its errors are handed on; what was written before is undone with the
    /// transaction.
    [[nodiscard]] Status commit(Instant now);

private:
    struct Changed
    {
        model::DeviceAddress device;
        SecretBytes record;
    };

    SessionStore &m_store;
    const OwnDevice &m_own;
    xmpp::OmemoVersion m_version;
    bool m_mayReusePrekeys;
    model::DeviceAddress m_device;
    std::optional<SecretBytes> m_loaded;
    bool m_isLoaded = false;
    std::optional<SecretBytes> m_current;
    std::vector<Changed> m_changed;
    std::optional<quint32> m_usedPrekey;
};

} // namespace wardline::omemo
