// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/device_records.h"

#include "core/stream/iq_error.h"

#include <algorithm>
#include <utility>

namespace wardline::service {

using model::DeviceFault;
using model::KnownDevice;
using omemo::OmemoError;
using xmpp::OmemoVersion;

namespace {

bool isIn(const xmpp::OmemoDeviceList &list, quint32 id)
{
    return std::any_of(list.devices.begin(), list.devices.end(),
                       [id](const xmpp::OmemoDeviceList::Device &device) { return device.id == id; });
}

QList<quint32> newIn(const std::optional<xmpp::OmemoDeviceList> &list, const QList<KnownDevice> &known)
{
    QList<quint32> ids;
    for (const xmpp::OmemoDeviceList::Device &device : list ? list->devices : QList<xmpp::OmemoDeviceList::Device>()) {
        const bool isKnown = std::any_of(known.begin(), known.end(),
                                         [&](const KnownDevice &each) { return each.address.id == device.id; });
        if (!isKnown) {
            ids.append(device.id);
        }
    }
    return ids;
}

std::optional<DeviceFault> faultFor(const Error &error)
{
    if (error.is(OmemoError::NoPrekeys)) {
        return DeviceFault::NoPrekeys;
    }
    if (error.is(OmemoError::IdentityChanged)) {
        return DeviceFault::IdentityChanged;
    }
    const bool isBad = error.is(OmemoError::BadKey) || error.is(OmemoError::NotAuthentic)
        || error.is(OmemoError::Malformed) || error.is(OmemoError::TooLarge) || error.is(OmemoError::Internal);
    return isBad ? std::optional(DeviceFault::BadBundle) : std::nullopt;
}

bool isOfBundle(const std::optional<DeviceFault> &fault)
{
    return fault == DeviceFault::NoBundle || fault == DeviceFault::NoPrekeys || fault == DeviceFault::BadBundle;
}

/// A session that nothing was written with is begun anew some time after it was made, because the other side deletes
/// prekeys and signed prekeys a week after they could be needed. Counted from the device's first sight, so that nothing
/// has to be kept about it: once in each such stretch of time, when the lists are asked for.
bool isDueForRenewal(const KnownDevice &device, const store::PersonLists &before, Instant now)
{
    const std::optional<Instant> asked = std::max(before.fetched2, before.fetched03);
    const auto stretchOf = [&device](Instant time) { return (time - device.firstSeen) / kRenewUnwrittenAfter; };
    return asked && *asked >= device.firstSeen && stretchOf(now) > stretchOf(*asked);
}

/// The organisation, or a person who compared it.
bool isStoodFor(const OmemoContext &context, const KnownDevice &device)
{
    return device.manual == model::ManualTrust::Verified
        || context.certificationOf(device).state == trust::Certification::State::Certified;
}

} // namespace

Result<ListOutcome> keepLists(OmemoContext &context, store::OmemoStore &store, const model::Jid &person,
                              const std::optional<xmpp::OmemoDeviceList> &list2,
                              const std::optional<xmpp::OmemoDeviceList> &list03)
{
    const Instant now = context.clock.now();
    WARDLINE_TRY(const QList<KnownDevice> before, store.devices(person));
    WARDLINE_TRY(const auto self, store.ownDevice());
    WARDLINE_TRY(store::PersonLists lists, store.lists(person));
    const bool wereListsKnown = lists.fetched2.has_value() || lists.fetched03.has_value();
    ListOutcome outcome;
    for (KnownDevice device : before) {
        const bool wasListed2 =
            std::exchange(device.isListed2, list2 ? isIn(*list2, device.address.id) : device.isListed2);
        const bool wasListed03 =
            std::exchange(device.isListed03, list03 ? isIn(*list03, device.address.id) : device.isListed03);
        const bool wasListed = wasListed2 || wasListed03;
        if (device.isListed() && !wasListed) {
            device.firstSeen = now; // it came back, which is a sign of life
        } else if (wasListed && !device.isListed() && isStoodFor(context, device)) {
            outcome.unlisted.append(device.address);
        }
        if (device.isListed2 != wasListed2 || device.isListed03 != wasListed03) {
            WARDLINE_CHECK(store.saveDevice(device));
        }
    }
    bool hasNew = false;
    bool isFull = false;
    QList<KnownDevice> added;
    for (const auto *list : {&list2, &list03}) {
        for (const quint32 id : newIn(*list, before + added)) {
            WARDLINE_TRY(const bool hasPlace, makePlaceForDevice(store, person, now));
            isFull = isFull || !hasPlace;
            KnownDevice device;
            device.address = {person, id};
            device.firstSeen = now;
            device.isListed2 = list2 && isIn(*list2, id);
            device.isListed03 = list03 && isIn(*list03, id);
            added.append(device);
            if (hasPlace) {
                WARDLINE_CHECK(store.saveDevice(device));
                hasNew = true;
                if (wereListsKnown && !before.isEmpty()) {
                    outcome.appeared.append(device.address);
                }
            }
        }
    }
    WARDLINE_TRY(const QList<KnownDevice> devices, store.devices(person)); // some may have made place
    qsizetype listed = 0;
    for (const KnownDevice &device : devices) {
        const bool isThisOne = self && person == context.own && device.address.id == self->id;
        outcome.everHadDevices = outcome.everHadDevices || !isThisOne;
        if (!device.isListed() || isThisOne) {
            continue;
        }
        outcome.hasDevices = true;
        ++listed;
        const OmemoVersion version = device.isListed2 ? OmemoVersion::V2 : OmemoVersion::V03;
        WARDLINE_TRY(const bool hasSession, context.engine.hasSession(store, {device.address, version, {}}));
        bool isDue = !hasSession;
        if (hasSession && isDueForRenewal(device, lists, now)) {
            WARDLINE_TRY(isDue, context.engine.isUnwritten(store, {device.address, version, {}}));
        }
        if (isDue && device.fault != DeviceFault::IdentityChanged && outcome.wanted.size() < kMaxSessionsOfPerson) {
            outcome.wanted.append({device.address, version, device.isListed2 && device.isListed03});
        }
    }
    outcome.isCrowded = isFull || (hasNew && listed > kMaxSessionsOfPerson);
    lists.fetched2 = list2 ? std::optional(now) : lists.fetched2;
    lists.fetched03 = list03 ? std::optional(now) : lists.fetched03;
    WARDLINE_CHECK(store.saveLists(person, lists));
    return outcome;
}

Result<bool> makePlaceForDevice(store::OmemoStore &store, const model::Jid &person, Instant now)
{
    WARDLINE_TRY(QList<KnownDevice> devices, store.devices(person));
    qsizetype surplus = devices.size() + 1 - kMaxKeptDevices;
    if (surplus <= 0) {
        return true;
    }
    const auto lastSign = [](const KnownDevice &device) {
        return std::max(device.lastHeard.value_or(device.firstSeen), device.firstSeen);
    };
    devices.removeIf([&](const KnownDevice &device) {
        const bool isOld = now - lastSign(device) > kForgottenAfter;
        return device.isListed() || device.manual || (!device.identityKey.isEmpty() && !isOld);
    });
    std::sort(devices.begin(), devices.end(), [&lastSign](const KnownDevice &a, const KnownDevice &b) {
        return std::pair(!a.identityKey.isEmpty(), lastSign(a)) < std::pair(!b.identityKey.isEmpty(), lastSign(b));
    });
    for (const KnownDevice &device : std::as_const(devices)) {
        if (surplus-- <= 0) {
            return true;
        }
        WARDLINE_CHECK(store.removeDevice(device.address));
    }
    return surplus <= 0;
}

Result<QList<WantedBundle>> beginSessions(OmemoContext &context, store::OmemoStore &store,
                                          const QList<FetchedBundle> &bundles)
{
    QList<WantedBundle> next;
    for (const FetchedBundle &fetched : bundles) {
        WARDLINE_TRY(const auto known, store.device(fetched.wanted.device));
        if (!known) {
            continue;
        }
        // While the keys were on their way the other side may have begun: its session stays.
        const omemo::Target target{known->address, fetched.wanted.version, {}};
        WARDLINE_TRY(const bool hasSession, context.engine.hasSession(store, target));
        WARDLINE_TRY(const bool isUnwritten, context.engine.isUnwritten(store, target));
        if (hasSession && !isUnwritten) {
            continue;
        }
        KnownDevice device = *known;
        std::optional<DeviceFault> fault;
        if (fetched.bundle) {
            const auto begun = context.engine.beginSession(store, device.address, *fetched.bundle, device.identityKey);
            if (begun) {
                device.identityKey = *begun;
            } else {
                fault = faultFor(begun.error());
                if (!fault) {
                    return std::unexpected(begun.error()); // of the store
                }
            }
        } else if (fetched.isMissing) {
            fault = DeviceFault::NoBundle;
        } else if (fetched.bundle.error().as<stream::IqError>()) {
            continue; // could not be asked: nothing is known of it
        } else {
            fault = DeviceFault::BadBundle;
        }
        if (fault && *fault != DeviceFault::IdentityChanged && fetched.wanted.mayFallBack
            && fetched.wanted.version == OmemoVersion::V2) {
            next.append({device.address, OmemoVersion::V03, false});
        }
        if (fault || isOfBundle(device.fault)) {
            device.fault = fault;
        }
        WARDLINE_CHECK(store.saveDevice(device));
    }
    return next;
}

Result<QSet<quint32>> staleOwnDevices(OmemoContext &context, store::OmemoStore &store)
{
    const Instant limit = context.clock.now() - kStaleAfter;
    WARDLINE_TRY(const QList<KnownDevice> devices, store.devices(context.own));
    WARDLINE_TRY(const auto self, store.ownDevice());
    QSet<quint32> stale;
    for (const KnownDevice &device : devices) {
        const bool isThisOne = self && device.address.id == self->id;
        // One that we have not on the list yet has just put itself back.
        if (!isThisOne && device.isListed()
            && std::max(device.lastHeard.value_or(device.firstSeen), device.firstSeen) < limit) {
            stale.insert(device.address.id);
        }
    }
    return stale;
}

} // namespace wardline::service
