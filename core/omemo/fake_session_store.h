// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/omemo/session_store.h"

#include <QDataStream>
#include <QIODevice>
#include <QSet>

#include <algorithm>
#include <map>
#include <unordered_map>
#include <utility>

namespace wardline::omemo {

/// What a FakeSessionStore fails with.
enum class FakeStoreError { Told };

} // namespace wardline::omemo

template <>
struct wardline::ErrorDomain<wardline::omemo::FakeStoreError>
{
    static constexpr const char *name = "fake-session-store";
};

namespace wardline::omemo {

/// A session store in memory, for tests. Can be told to fail, has a transaction to undo, and says what it holds.
class FakeSessionStore final : public SessionStore
{
public:
    /// The call after `calls` more fails, once.
    void failAfter(int calls) { m_callsLeft = calls; }
    /// Calls so far that may fail.
    [[nodiscard]] int calls() const { return m_calls; }
    /// What a caller's transaction does.
    void begin() { m_undo = copyOf(m_tables); }
    void rollback() { m_tables = std::move(m_undo); }
    /// All it holds as bytes: equal exactly if nothing changed.
    [[nodiscard]] QByteArray contents() const;
    /// Damages a session record.
    void setSession(xmpp::OmemoVersion version, const model::DeviceAddress &device, QByteArrayView record)
    {
        m_tables.sessions.insert_or_assign({version, device}, SecretBytes::copyOf(record));
    }

    [[nodiscard]] Result<std::optional<OwnDevice>> ownDevice() override
    {
        WARDLINE_CHECK(step());
        return m_tables.own ? std::optional(copyOf(*m_tables.own)) : std::nullopt;
    }
    [[nodiscard]] Status saveOwnDevice(const OwnDevice &device) override
    {
        WARDLINE_CHECK(step());
        m_tables.own = copyOf(device);
        return {};
    }

    [[nodiscard]] Result<std::optional<StoredPrekey>> prekey(xmpp::OmemoVersion version, quint32 id) override
    {
        WARDLINE_CHECK(step());
        const auto found = m_tables.prekeys.find({version, id});
        return found == m_tables.prekeys.end() ? std::nullopt : std::optional(copyOf(found->second));
    }
    [[nodiscard]] Result<std::vector<StoredPrekey>> unusedPrekeys(xmpp::OmemoVersion version) override
    {
        WARDLINE_CHECK(step());
        std::vector<StoredPrekey> out;
        for (const auto &[key, prekey] : m_tables.prekeys) {
            if (key.first == version && !prekey.used) {
                out.push_back(copyOf(prekey));
            }
        }
        return out;
    }
    [[nodiscard]] Result<quint32> highestPrekeyId(xmpp::OmemoVersion version) override
    {
        WARDLINE_CHECK(step());
        quint32 highest = 0;
        for (const auto &[key, prekey] : m_tables.prekeys) {
            highest = key.first == version ? std::max(highest, prekey.id) : highest;
        }
        return highest;
    }
    [[nodiscard]] Status savePrekeys(xmpp::OmemoVersion version, const std::vector<StoredPrekey> &prekeys) override
    {
        WARDLINE_CHECK(step());
        for (const StoredPrekey &prekey : prekeys) {
            m_tables.prekeys.insert_or_assign({version, prekey.id}, copyOf(prekey));
        }
        return {};
    }
    [[nodiscard]] Result<bool> wasUsedWith(xmpp::OmemoVersion version, quint32 id, const QByteArray &baseKey) override
    {
        WARDLINE_CHECK(step());
        const auto found = m_tables.baseKeys.find({version, id});
        return found != m_tables.baseKeys.end() && found->second.contains(baseKey);
    }
    [[nodiscard]] Status markPrekeyUsed(xmpp::OmemoVersion version, quint32 id, const QByteArray &baseKey,
                                        Instant when) override
    {
        WARDLINE_CHECK(step());
        m_tables.baseKeys[{version, id}].insert(baseKey);
        if (const auto found = m_tables.prekeys.find({version, id}); found != m_tables.prekeys.end()) {
            found->second.used = found->second.used.value_or(when); // it ends counted from the first
        }
        return {};
    }
    [[nodiscard]] Status removeUsedPrekeys(Instant before) override
    {
        WARDLINE_CHECK(step());
        std::erase_if(m_tables.prekeys,
                      [before](const auto &entry) { return entry.second.used && *entry.second.used < before; });
        std::erase_if(m_tables.baseKeys, [this](const auto &entry) { return !m_tables.prekeys.contains(entry.first); });
        return {};
    }

    [[nodiscard]] Result<std::vector<StoredSignedPrekey>> signedPrekeys(xmpp::OmemoVersion version) override
    {
        WARDLINE_CHECK(step());
        std::vector<StoredSignedPrekey> out;
        for (const auto &[key, prekey] : m_tables.signedPrekeys) {
            if (key.first == version) {
                out.push_back({prekey.id, prekey.record.clone(), prekey.created});
            }
        }
        std::ranges::stable_sort(out, [](const auto &a, const auto &b) { return a.created > b.created; });
        return out;
    }
    [[nodiscard]] Status saveSignedPrekey(xmpp::OmemoVersion version, const StoredSignedPrekey &prekey) override
    {
        WARDLINE_CHECK(step());
        m_tables.signedPrekeys.insert_or_assign({version, prekey.id},
                                                StoredSignedPrekey{prekey.id, prekey.record.clone(), prekey.created});
        return {};
    }
    [[nodiscard]] Status removeSignedPrekey(xmpp::OmemoVersion version, quint32 id) override
    {
        WARDLINE_CHECK(step());
        m_tables.signedPrekeys.erase({version, id});
        return {};
    }

    [[nodiscard]] Result<std::optional<SecretBytes>> session(xmpp::OmemoVersion version,
                                                             const model::DeviceAddress &device) override
    {
        WARDLINE_CHECK(step());
        const auto found = m_tables.sessions.find({version, device});
        return found == m_tables.sessions.end() ? std::nullopt : std::optional(found->second.clone());
    }
    [[nodiscard]] Status saveSession(xmpp::OmemoVersion version, const model::DeviceAddress &device,
                                     const SecretBytes &record) override
    {
        WARDLINE_CHECK(step());
        m_tables.sessions.insert_or_assign({version, device}, record.clone());
        return {};
    }
    [[nodiscard]] Status removeSession(xmpp::OmemoVersion version, const model::DeviceAddress &device) override
    {
        WARDLINE_CHECK(step());
        m_tables.sessions.erase({version, device});
        m_tables.chains.erase({version, device});
        return {};
    }

    [[nodiscard]] Result<std::optional<SecretBytes>> endedChain(xmpp::OmemoVersion version,
                                                                const model::DeviceAddress &device,
                                                                const QByteArray &ratchetKey) override
    {
        WARDLINE_CHECK(step());
        for (const Chain &each : m_tables.chains[{version, device}]) {
            if (each.chain.ratchetKey == ratchetKey) {
                return std::optional(each.chain.record.clone());
            }
        }
        return std::nullopt;
    }
    [[nodiscard]] Status saveEndedChain(xmpp::OmemoVersion version, const model::DeviceAddress &device,
                                        const EndedChain &chain, Instant ended, int atMost) override
    {
        WARDLINE_CHECK(step());
        std::vector<Chain> &chains = m_tables.chains[{version, device}];
        const auto same = std::ranges::find_if(
            chains, [&chain](const Chain &each) { return each.chain.ratchetKey == chain.ratchetKey; });
        if (same != chains.end()) {
            same->chain.record = chain.record.clone();
            return {};
        }
        chains.push_back({{chain.ratchetKey, chain.record.clone()}, ended});
        if (std::ssize(chains) > atMost) {
            chains.erase(chains.begin());
        }
        return {};
    }
    [[nodiscard]] Status removeEndedChains(Instant before) override
    {
        WARDLINE_CHECK(step());
        for (auto &[session, chains] : m_tables.chains) {
            std::erase_if(chains, [before](const Chain &each) { return each.ended < before; });
        }
        return {};
    }
    /// So many chains are kept of a session.
    [[nodiscard]] std::size_t endedChains(xmpp::OmemoVersion version, const model::DeviceAddress &device)
    {
        return m_tables.chains[{version, device}].size();
    }

private:
    using NumberedKey = std::pair<xmpp::OmemoVersion, quint32>;
    using DeviceKey = std::pair<xmpp::OmemoVersion, model::DeviceAddress>;
    struct HashOfDevice
    {
        std::size_t operator()(const DeviceKey &key) const { return qHash(key.second, std::size_t(key.first)); }
    };
    struct Chain
    {
        EndedChain chain;
        Instant ended{};
    };
    struct Tables
    {
        std::optional<OwnDevice> own;
        std::map<NumberedKey, StoredPrekey> prekeys;
        std::map<NumberedKey, QSet<QByteArray>> baseKeys;
        std::map<NumberedKey, StoredSignedPrekey> signedPrekeys;
        std::unordered_map<DeviceKey, SecretBytes, HashOfDevice>
            sessions; // looked up so often that a benchmark sees it
        std::unordered_map<DeviceKey, std::vector<Chain>, HashOfDevice> chains;
    };

    static OwnDevice copyOf(const OwnDevice &device)
    {
        return {device.id, device.identityKeyPair.clone(), device.created};
    }
    static StoredPrekey copyOf(const StoredPrekey &prekey) { return {prekey.id, prekey.record.clone(), prekey.used}; }
    static Tables copyOf(const Tables &tables)
    {
        Tables copy;
        if (tables.own) {
            copy.own = copyOf(*tables.own);
        }
        for (const auto &[key, prekey] : tables.prekeys) {
            copy.prekeys.emplace(key, copyOf(prekey));
        }
        copy.baseKeys = tables.baseKeys;
        for (const auto &[key, prekey] : tables.signedPrekeys) {
            copy.signedPrekeys.emplace(key, StoredSignedPrekey{prekey.id, prekey.record.clone(), prekey.created});
        }
        for (const auto &[key, record] : tables.sessions) {
            copy.sessions.emplace(key, record.clone());
        }
        for (const auto &[key, chains] : tables.chains) {
            for (const Chain &each : chains) {
                copy.chains[key].push_back({{each.chain.ratchetKey, each.chain.record.clone()}, each.ended});
            }
        }
        return copy;
    }

    Status step()
    {
        ++m_calls;
        if (m_callsLeft >= 0 && m_callsLeft-- == 0) {
            return failure(FakeStoreError::Told);
        }
        return {};
    }

    Tables m_tables;
    Tables m_undo;
    int m_callsLeft = -1;
    int m_calls = 0;
};

inline QByteArray FakeSessionStore::contents() const
{
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    if (m_tables.own) {
        out << m_tables.own->id << m_tables.own->identityKeyPair.view().toByteArray();
    }
    for (const auto &[key, prekey] : m_tables.prekeys) {
        out << int(key.first) << key.second << prekey.record.view().toByteArray() << prekey.used.has_value();
    }
    for (const auto &[key, prekey] : m_tables.signedPrekeys) {
        out << int(key.first) << key.second << prekey.record.view().toByteArray();
    }
    std::map<DeviceKey, QByteArray> sessions;
    for (const auto &[key, record] : m_tables.sessions) {
        sessions.emplace(key, record.view().toByteArray());
    }
    for (const auto &[key, record] : sessions) {
        out << int(key.first) << key.second.person.toString() << key.second.id << record;
    }
    std::map<DeviceKey, QByteArray> ended;
    for (const auto &[key, chains] : m_tables.chains) {
        for (const Chain &each : chains) {
            ended[key] += each.chain.ratchetKey + each.chain.record.view().toByteArray();
        }
    }
    for (const auto &[key, records] : ended) {
        out << int(key.first) << key.second.person.toString() << key.second.id << records;
    }
    return bytes;
}

} // namespace wardline::omemo
