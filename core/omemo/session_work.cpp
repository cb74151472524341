// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/omemo/session_work.h"

#include <utility>

namespace wardline::omemo {

SessionWork::SessionWork(SessionStore &store, const OwnDevice &own, xmpp::OmemoVersion version)
    : m_store(store)
    , m_own(own)
    , m_version(version)
{
}

void SessionWork::select(const model::DeviceAddress &device)
{
    keepChanged();
    discard();
    m_device = device;
}

void SessionWork::keepChanged()
{
    if (m_current) {
        m_changed.push_back({m_device, std::move(*m_current), m_chainKey, std::exchange(m_ended, std::nullopt)});
        m_current.reset();
    }
}

Result<bool> SessionWork::selectEndedChain(const QByteArray &ratchetKey)
{
    discard();
    WARDLINE_TRY(m_loaded, m_store.endedChain(m_version, m_device, ratchetKey));
    m_isLoaded = m_loaded.has_value();
    m_chainKey = m_loaded ? ratchetKey : QByteArray();
    return m_loaded.has_value();
}

Result<bool> SessionWork::hasEndedChain(const QByteArray &ratchetKey) const
{
    WARDLINE_TRY(const std::optional<SecretBytes> record, m_store.endedChain(m_version, m_device, ratchetKey));
    return record.has_value();
}

Result<const SecretBytes *> SessionWork::session()
{
    if (m_current) {
        return &*m_current;
    }
    if (!m_isLoaded) {
        WARDLINE_TRY(m_loaded, m_store.session(m_version, m_device));
        m_isLoaded = true;
    }
    return m_loaded ? &*m_loaded : nullptr;
}

void SessionWork::keep(SecretBytes record)
{
    m_current = std::move(record);
}

void SessionWork::discard()
{
    m_current.reset();
    m_loaded.reset();
    m_isLoaded = false;
    m_usedPrekey.reset();
    m_baseKey.clear();
    m_chainKey.clear();
    m_ended.reset();
}

Result<std::optional<SecretBytes>> SessionWork::prekey(quint32 id)
{
    WARDLINE_TRY(std::optional<StoredPrekey> stored, m_store.prekey(m_version, id));
    if (!stored) {
        return std::optional<SecretBytes>();
    }
    return std::optional(std::move(stored->record));
}

Result<bool> SessionWork::wasUsedWith(quint32 prekeyId, const QByteArray &baseKey) const
{
    return m_store.wasUsedWith(m_version, prekeyId, baseKey);
}

Result<std::optional<SecretBytes>> SessionWork::signedPrekey(quint32 id)
{
    WARDLINE_TRY(std::vector<StoredSignedPrekey> all, m_store.signedPrekeys(m_version));
    for (StoredSignedPrekey &each : all) {
        if (each.id == id) {
            return std::optional(std::move(each.record));
        }
    }
    return std::optional<SecretBytes>();
}

Status SessionWork::commit(Instant now)
{
    if (m_usedPrekey) {
        WARDLINE_CHECK(m_store.markPrekeyUsed(m_version, *m_usedPrekey, m_baseKey, now));
    }
    keepChanged();
    for (Changed &each : m_changed) {
        if (each.chainKey.isEmpty()) {
            WARDLINE_CHECK(m_store.saveSession(m_version, each.device, each.record));
        } else {
            const EndedChain chain{each.chainKey, std::move(each.record)};
            WARDLINE_CHECK(m_store.saveEndedChain(m_version, each.device, chain, now, kEndedChains));
        }
        if (each.ended) {
            WARDLINE_CHECK(m_store.saveEndedChain(m_version, each.device, *each.ended, now, kEndedChains));
        }
    }
    m_changed.clear();
    return {};
}

} // namespace wardline::omemo
