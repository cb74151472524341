// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/omemo/session_store.h"
#include "core/store/database.h"

#include <QHash>

namespace wardline::store {

/// When a person's device lists were last fetched, and what was decided about the person as a whole.
struct PersonLists
{
    std::optional<Instant> fetched2;
    std::optional<Instant> fetched03;
    bool operator==(const PersonLists &) const = default;
};

/// Keys, sessions and devices within one transaction, which the caller owns: what the engine changes is kept or undone
/// together with the message that it was changed for. Made for the transaction and gone with it, so that nothing secret
/// stays in memory. The thread of the connection.
class OmemoStore final : public omemo::SessionStore
{
public:
    explicit OmemoStore(WritableDatabase &database);

    // omemo::SessionStore
    [[nodiscard]] Result<std::optional<omemo::OwnDevice>> ownDevice() override;
    [[nodiscard]] Status saveOwnDevice(const omemo::OwnDevice &device) override;
    [[nodiscard]] Result<std::optional<omemo::StoredPrekey>> prekey(xmpp::OmemoVersion version, quint32 id) override;
    [[nodiscard]] Result<std::vector<omemo::StoredPrekey>> unusedPrekeys(xmpp::OmemoVersion version) override;
    [[nodiscard]] Result<quint32> highestPrekeyId(xmpp::OmemoVersion version) override;
    [[nodiscard]] Status savePrekeys(xmpp::OmemoVersion version,
                                     const std::vector<omemo::StoredPrekey> &prekeys) override;
    [[nodiscard]] Status markPrekeyUsed(xmpp::OmemoVersion version, quint32 id, const QByteArray &baseKey,
                                        Instant when) override;
    [[nodiscard]] Result<bool> wasUsedWith(xmpp::OmemoVersion version, quint32 id, const QByteArray &baseKey) override;
    [[nodiscard]] Status removeUsedPrekeys(Instant before) override;
    [[nodiscard]] Result<std::vector<omemo::StoredSignedPrekey>> signedPrekeys(xmpp::OmemoVersion version) override;
    [[nodiscard]] Status saveSignedPrekey(xmpp::OmemoVersion version, const omemo::StoredSignedPrekey &prekey) override;
    [[nodiscard]] Status removeSignedPrekey(xmpp::OmemoVersion version, quint32 id) override;
    [[nodiscard]] Result<std::optional<SecretBytes>> session(xmpp::OmemoVersion version,
                                                             const model::DeviceAddress &device) override;
    [[nodiscard]] Status saveSession(xmpp::OmemoVersion version, const model::DeviceAddress &device,
                                     const SecretBytes &record) override;
    [[nodiscard]] Status removeSession(xmpp::OmemoVersion version, const model::DeviceAddress &device) override;
    [[nodiscard]] Result<std::optional<SecretBytes>> endedChain(xmpp::OmemoVersion version,
                                                                const model::DeviceAddress &device,
                                                                const QByteArray &ratchetKey) override;
    [[nodiscard]] Status saveEndedChain(xmpp::OmemoVersion version, const model::DeviceAddress &device,
                                        const omemo::EndedChain &chain, Instant ended, int atMost) override;
    [[nodiscard]] Status removeEndedChains(Instant before) override;

    /// What is known of a device, if anything is.
    [[nodiscard]] Result<std::optional<model::KnownDevice>> device(const model::DeviceAddress &address);
    /// All of a person, listed or not, by number.
    [[nodiscard]] Result<QList<model::KnownDevice>> devices(const model::Jid &person);
    [[nodiscard]] Status saveDevice(const model::KnownDevice &device);
    /// With its sessions.
    [[nodiscard]] Status removeDevice(const model::DeviceAddress &address);
    [[nodiscard]] Result<PersonLists> lists(const model::Jid &person);
    [[nodiscard]] Status saveLists(const model::Jid &person, const PersonLists &lists);

    /// Small values beside the keys, as SettingsStore has them, in the same transaction.
    [[nodiscard]] Result<std::optional<QByteArray>> setting(const QString &key);
    [[nodiscard]] Status saveSetting(const QString &key, const QByteArray &value);

private:
    [[nodiscard]] Result<qint64> address(const model::Jid &person);

    WritableDatabase &m_database;
    QHash<model::Jid, qint64> m_addresses;
};

} // namespace wardline::store
