// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/omemo_store.h"

#include "core/store/addresses.h"
#include "core/store/omemo_queries.h"
#include "core/store/settings_store.h"
#include "core/store/stored_values.h"

#include <algorithm>

namespace wardline::store {

using model::DeviceAddress;
using model::DeviceFault;
using model::KnownDevice;
using model::ManualTrust;
using omemo::OwnDevice;
using omemo::StoredPrekey;
using omemo::StoredSignedPrekey;
using xmpp::OmemoVersion;

namespace {

constexpr qint64 kListed2 = 1;
constexpr qint64 kListed03 = 2;

qint64 toStored(OmemoVersion version)
{
    return version == OmemoVersion::V2 ? 2 : 3;
}

// A record leaves the database as a QByteArray for a moment: the copy is wiped as soon as it is in memory that is.
SecretBytes secretOf(QByteArray bytes)
{
    SecretBytes secret = SecretBytes::copyOf(bytes);
    bytes.fill('\0');
    return secret;
}

KnownDevice deviceIn(const Statement &row, const model::Jid &person)
{
    KnownDevice device;
    device.address = {person, static_cast<quint32>(row.integer(0))};
    device.identityKey = row.bytes(1);
    device.isListed2 = (row.integer(2) & kListed2) != 0;
    device.isListed03 = (row.integer(2) & kListed03) != 0;
    device.label = row.text(3);
    device.firstSeen = instantFromStored(row.integer(4));
    if (!row.isNull(5)) {
        device.lastHeard = instantFromStored(row.integer(5));
    }
    if (!row.isNull(6)) {
        device.manual = manualTrustFromStored(row.integer(6));
    }
    if (!row.isNull(7)) {
        device.fault = deviceFaultFromStored(row.integer(7));
    }
    return device;
}

std::optional<qint64> storedTime(const std::optional<Instant> &time)
{
    return time ? std::optional(store::toStored(*time)) : std::nullopt;
}

} // namespace

OmemoStore::OmemoStore(WritableDatabase &database)
    : m_database(database)
{
}

Result<qint64> OmemoStore::address(const model::Jid &person)
{
    const auto found = m_addresses.constFind(person);
    if (found != m_addresses.constEnd()) {
        return *found;
    }
    WARDLINE_TRY(const qint64 id, internAddress(m_database, person));
    m_addresses.insert(person, id);
    return id;
}

Result<std::optional<OwnDevice>> OmemoStore::ownDevice()
{
    WARDLINE_TRY(Statement find, m_database.prepare(queries::kOwnDevice));
    WARDLINE_TRY(const bool hasRow, find.step());
    if (!hasRow) {
        return std::nullopt;
    }
    OwnDevice own;
    own.id = static_cast<quint32>(find.integer(0));
    own.identityKeyPair = secretOf(find.bytes(1));
    own.created = instantFromStored(find.integer(2));
    return std::optional(std::move(own));
}

Status OmemoStore::saveOwnDevice(const OwnDevice &device)
{
    WARDLINE_TRY(Statement set, m_database.prepare(queries::kOwnDeviceSet));
    set.bind(1, qint64(device.id)).bindBytes(2, device.identityKeyPair.view());
    return set.bind(3, store::toStored(device.created)).run();
}

Result<std::optional<StoredPrekey>> OmemoStore::prekey(OmemoVersion version, quint32 id)
{
    WARDLINE_TRY(Statement find, m_database.prepare(queries::kPrekey));
    WARDLINE_TRY(const bool hasRow, find.bind(1, toStored(version)).bind(2, qint64(id)).step());
    if (!hasRow) {
        return std::nullopt;
    }
    StoredPrekey prekey;
    prekey.id = id;
    prekey.record = secretOf(find.bytes(0));
    if (!find.isNull(1)) {
        prekey.used = instantFromStored(find.integer(1));
    }
    return std::optional(std::move(prekey));
}

Result<std::vector<StoredPrekey>> OmemoStore::unusedPrekeys(OmemoVersion version)
{
    WARDLINE_TRY(Statement find, m_database.prepare(queries::kPrekeysUnused));
    find.bind(1, toStored(version));
    std::vector<StoredPrekey> prekeys;
    while (true) {
        WARDLINE_TRY(const bool hasRow, find.step());
        if (!hasRow) {
            return prekeys;
        }
        StoredPrekey prekey;
        prekey.id = static_cast<quint32>(find.integer(0));
        prekey.record = secretOf(find.bytes(1));
        prekeys.emplace_back(std::move(prekey));
    }
}

Result<quint32> OmemoStore::highestPrekeyId(OmemoVersion version)
{
    WARDLINE_TRY(Statement find, m_database.prepare(queries::kPrekeyHighest));
    WARDLINE_TRY(const bool hasRow, find.bind(1, toStored(version)).step());
    return hasRow ? static_cast<quint32>(find.integer(0)) : 0;
}

Status OmemoStore::savePrekeys(OmemoVersion version, const std::vector<StoredPrekey> &prekeys)
{
    WARDLINE_TRY(Statement set, m_database.prepare(queries::kPrekeySet));
    for (const StoredPrekey &prekey : prekeys) {
        set.bind(1, toStored(version)).bind(2, qint64(prekey.id)).bindBytes(3, prekey.record.view());
        WARDLINE_CHECK(set.bindOrNull(4, storedTime(prekey.used)).run());
        set.reset();
    }
    return {};
}

Status OmemoStore::markPrekeyUsed(OmemoVersion version, quint32 id, const QByteArray &baseKey, Instant when)
{
    WARDLINE_TRY(Statement set, m_database.prepare(queries::kPrekeyUsed));
    WARDLINE_CHECK(set.bind(1, toStored(version)).bind(2, qint64(id)).bind(3, store::toStored(when)).run());
    WARDLINE_TRY(Statement add, m_database.prepare(queries::kBaseKeySet));
    return add.bind(1, toStored(version)).bind(2, qint64(id)).bindBytes(3, baseKey).bind(4, store::toStored(when)).run();
}

Result<bool> OmemoStore::wasUsedWith(OmemoVersion version, quint32 id, const QByteArray &baseKey)
{
    WARDLINE_TRY(Statement find, m_database.prepare(queries::kBaseKey));
    return find.bind(1, toStored(version)).bind(2, qint64(id)).bindBytes(3, baseKey).step();
}

Status OmemoStore::removeUsedPrekeys(Instant before)
{
    WARDLINE_TRY(Statement remove, m_database.prepare(queries::kPrekeysForget));
    WARDLINE_CHECK(remove.bind(1, store::toStored(before)).run());
    WARDLINE_TRY(Statement forget, m_database.prepare(queries::kBaseKeysForget));
    return forget.bind(1, store::toStored(before)).run();
}

Result<std::vector<StoredSignedPrekey>> OmemoStore::signedPrekeys(OmemoVersion version)
{
    WARDLINE_TRY(Statement find, m_database.prepare(queries::kSignedPrekeys));
    find.bind(1, toStored(version));
    std::vector<StoredSignedPrekey> prekeys;
    while (true) {
        WARDLINE_TRY(const bool hasRow, find.step());
        if (!hasRow) {
            break;
        }
        StoredSignedPrekey prekey;
        prekey.id = static_cast<quint32>(find.integer(0));
        prekey.record = secretOf(find.bytes(1));
        prekey.created = instantFromStored(find.integer(2));
        prekeys.emplace_back(std::move(prekey));
    }
    std::sort(prekeys.begin(), prekeys.end(), [](const StoredSignedPrekey &a, const StoredSignedPrekey &b) {
        return std::pair(a.created, a.id) > std::pair(b.created, b.id);
    });
    return prekeys;
}

Status OmemoStore::saveSignedPrekey(OmemoVersion version, const StoredSignedPrekey &prekey)
{
    WARDLINE_TRY(Statement set, m_database.prepare(queries::kSignedPrekeySet));
    set.bind(1, toStored(version)).bind(2, qint64(prekey.id)).bindBytes(3, prekey.record.view());
    return set.bind(4, store::toStored(prekey.created)).run();
}

Status OmemoStore::removeSignedPrekey(OmemoVersion version, quint32 id)
{
    WARDLINE_TRY(Statement remove, m_database.prepare(queries::kSignedPrekeyRemove));
    return remove.bind(1, toStored(version)).bind(2, qint64(id)).run();
}

Result<std::optional<SecretBytes>> OmemoStore::session(OmemoVersion version, const DeviceAddress &device)
{
    WARDLINE_TRY(const qint64 person, address(device.person));
    WARDLINE_TRY(Statement find, m_database.prepare(queries::kSession));
    WARDLINE_TRY(const bool hasRow, find.bind(1, person).bind(2, qint64(device.id)).bind(3, toStored(version)).step());
    return hasRow ? std::optional(secretOf(find.bytes(0))) : std::nullopt;
}

Status OmemoStore::saveSession(OmemoVersion version, const DeviceAddress &device, const SecretBytes &record)
{
    WARDLINE_TRY(const qint64 person, address(device.person));
    WARDLINE_TRY(Statement set, m_database.prepare(queries::kSessionSet));
    set.bind(1, person).bind(2, qint64(device.id)).bind(3, toStored(version));
    return set.bindBytes(4, record.view()).run();
}

Status OmemoStore::removeSession(OmemoVersion version, const DeviceAddress &device)
{
    WARDLINE_TRY(const qint64 person, address(device.person));
    WARDLINE_TRY(Statement chains, m_database.prepare(queries::kEndedChainsRemove));
    WARDLINE_CHECK(chains.bind(1, person).bind(2, qint64(device.id)).bind(3, toStored(version)).run());
    WARDLINE_TRY(Statement remove, m_database.prepare(queries::kSessionRemove));
    return remove.bind(1, person).bind(2, qint64(device.id)).bind(3, toStored(version)).run();
}

Result<std::optional<SecretBytes>> OmemoStore::endedChain(OmemoVersion version, const DeviceAddress &device,
                                                          const QByteArray &ratchetKey)
{
    WARDLINE_TRY(const qint64 person, address(device.person));
    WARDLINE_TRY(Statement find, m_database.prepare(queries::kEndedChain));
    find.bind(1, person).bind(2, qint64(device.id)).bind(3, toStored(version)).bindBytes(4, ratchetKey);
    WARDLINE_TRY(const bool hasRow, find.step());
    return hasRow ? std::optional(secretOf(find.bytes(1))) : std::nullopt;
}

Status OmemoStore::saveEndedChain(OmemoVersion version, const DeviceAddress &device, const omemo::EndedChain &chain,
                                  Instant ended, int atMost)
{
    WARDLINE_TRY(const qint64 person, address(device.person));
    WARDLINE_TRY(Statement find, m_database.prepare(queries::kEndedChain));
    find.bind(1, person).bind(2, qint64(device.id)).bind(3, toStored(version)).bindBytes(4, chain.ratchetKey);
    WARDLINE_TRY(const bool isThere, find.step());
    if (isThere) {
        const qint64 id = find.integer(0);
        find.reset();
        WARDLINE_TRY(Statement update, m_database.prepare(queries::kEndedChainUpdate));
        return update.bind(1, id).bindBytes(2, chain.record.view()).run();
    }
    find.reset();
    WARDLINE_TRY(Statement insert, m_database.prepare(queries::kEndedChainInsert));
    insert.bind(1, person).bind(2, qint64(device.id)).bind(3, toStored(version)).bindBytes(4, chain.ratchetKey);
    WARDLINE_CHECK(insert.bindBytes(5, chain.record.view()).bind(6, store::toStored(ended)).run());
    WARDLINE_TRY(Statement oldest, m_database.prepare(queries::kEndedChainOldest));
    oldest.bind(1, person).bind(2, qint64(device.id)).bind(3, toStored(version)).bind(4, qint64(atMost));
    WARDLINE_TRY(const bool isTooMuch, oldest.step());
    if (!isTooMuch) {
        return {};
    }
    const qint64 last = oldest.integer(0);
    oldest.reset();
    WARDLINE_TRY(Statement trim, m_database.prepare(queries::kEndedChainsTrim));
    return trim.bind(1, person).bind(2, qint64(device.id)).bind(3, toStored(version)).bind(4, last).run();
}

Status OmemoStore::removeEndedChains(Instant before)
{
    WARDLINE_TRY(Statement forget, m_database.prepare(queries::kEndedChainsForget));
    return forget.bind(1, store::toStored(before)).run();
}

Result<std::optional<KnownDevice>> OmemoStore::device(const DeviceAddress &wanted)
{
    WARDLINE_TRY(const qint64 person, address(wanted.person));
    WARDLINE_TRY(Statement find, m_database.prepare(queries::kDevice));
    WARDLINE_TRY(const bool hasRow, find.bind(1, person).bind(2, qint64(wanted.id)).step());
    return hasRow ? std::optional(deviceIn(find, wanted.person)) : std::nullopt;
}

Result<QList<KnownDevice>> OmemoStore::devices(const model::Jid &person)
{
    WARDLINE_TRY(const qint64 number, address(person));
    WARDLINE_TRY(Statement find, m_database.prepare(queries::kDevices));
    find.bind(1, number);
    QList<KnownDevice> devices;
    while (true) {
        WARDLINE_TRY(const bool hasRow, find.step());
        if (!hasRow) {
            return devices;
        }
        devices.append(deviceIn(find, person));
    }
}

Status OmemoStore::saveDevice(const KnownDevice &device)
{
    WARDLINE_TRY(const qint64 person, address(device.address.person));
    WARDLINE_TRY(Statement set, m_database.prepare(queries::kDeviceSet));
    const qint64 listed = (device.isListed2 ? kListed2 : 0) | (device.isListed03 ? kListed03 : 0);
    set.bind(1, person).bind(2, qint64(device.address.id)).bindBytes(3, device.identityKey).bind(4, listed);
    set.bind(5, device.label).bind(6, store::toStored(device.firstSeen)).bindOrNull(7, storedTime(device.lastHeard));
    set.bindOrNull(8, device.manual ? std::optional(store::toStored(*device.manual)) : std::nullopt);
    return set.bindOrNull(9, device.fault ? std::optional(store::toStored(*device.fault)) : std::nullopt).run();
}

Status OmemoStore::removeDevice(const DeviceAddress &device)
{
    for (const OmemoVersion version : {OmemoVersion::V2, OmemoVersion::V03}) {
        WARDLINE_CHECK(removeSession(version, device));
    }
    WARDLINE_TRY(const qint64 person, address(device.person));
    WARDLINE_TRY(Statement remove, m_database.prepare(queries::kDeviceRemove));
    return remove.bind(1, person).bind(2, qint64(device.id)).run();
}

Result<PersonLists> OmemoStore::lists(const model::Jid &person)
{
    WARDLINE_TRY(const qint64 number, address(person));
    WARDLINE_TRY(Statement find, m_database.prepare(queries::kPersonLists));
    WARDLINE_TRY(const bool hasRow, find.bind(1, number).step());
    PersonLists lists;
    if (hasRow) {
        lists.fetched2 = find.isNull(0) ? std::nullopt : std::optional(instantFromStored(find.integer(0)));
        lists.fetched03 = find.isNull(1) ? std::nullopt : std::optional(instantFromStored(find.integer(1)));
    }
    return lists;
}

Status OmemoStore::saveLists(const model::Jid &person, const PersonLists &lists)
{
    WARDLINE_TRY(const qint64 number, address(person));
    WARDLINE_TRY(Statement set, m_database.prepare(queries::kPersonListsSet));
    set.bind(1, number).bindOrNull(2, storedTime(lists.fetched2)).bindOrNull(3, storedTime(lists.fetched03));
    return set.run();
}

Result<std::optional<QByteArray>> OmemoStore::setting(const QString &key)
{
    return readSetting(m_database, key);
}

Status OmemoStore::saveSetting(const QString &key, const QByteArray &value)
{
    return writeSetting(m_database, key, value);
}

} // namespace wardline::store
