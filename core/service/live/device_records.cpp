// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/device_records.h"

#include "core/stream/iq_error.h"

#include <algorithm>

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

} // namespace

Result<ListOutcome> keepLists(OmemoContext &context, store::OmemoStore &store, const model::Jid &person,
                              const std::optional<xmpp::OmemoDeviceList> &list2,
                              const std::optional<xmpp::OmemoDeviceList> &list03)
{
    const Instant now = context.clock.now();
    WARDLINE_TRY(QList<KnownDevice> devices, store.devices(person));
    for (const auto *list : {&list2, &list03}) {
        for (const quint32 id : newIn(*list, devices)) {
            KnownDevice device;
            device.address = {person, id};
            device.firstSeen = now;
            devices.append(device);
        }
    }
    WARDLINE_TRY(const auto self, store.ownDevice());
    ListOutcome outcome;
    for (KnownDevice &device : devices) {
        const bool wasListed2 =
            std::exchange(device.isListed2, list2 ? isIn(*list2, device.address.id) : device.isListed2);
        const bool wasListed03 =
            std::exchange(device.isListed03, list03 ? isIn(*list03, device.address.id) : device.isListed03);
        if (device.isListed2 != wasListed2 || device.isListed03 != wasListed03 || device.firstSeen == now) {
            WARDLINE_CHECK(store.saveDevice(device));
        }
        const bool isThisOne = self && person == context.own && device.address.id == self->id;
        if (!device.isListed() || isThisOne) {
            continue;
        }
        outcome.hasDevices = true;
        const OmemoVersion version = device.isListed2 ? OmemoVersion::V2 : OmemoVersion::V03;
        WARDLINE_TRY(const bool hasSession, context.engine.hasSession(store, {device.address, version, {}}));
        if (!hasSession && device.fault != DeviceFault::IdentityChanged
            && outcome.wanted.size() < kMaxSessionsOfPerson) {
            outcome.wanted.append({device.address, version, device.isListed2 && device.isListed03});
        }
    }
    WARDLINE_TRY(store::PersonLists lists, store.lists(person));
    lists.fetched2 = list2 ? std::optional(now) : lists.fetched2;
    lists.fetched03 = list03 ? std::optional(now) : lists.fetched03;
    lists.isLeftOut = lists.isLeftOut && !outcome.hasDevices;
    WARDLINE_CHECK(store.saveLists(person, lists));
    return outcome;
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
        if (!isThisOne && device.lastHeard.value_or(device.firstSeen) < limit) {
            stale.insert(device.address.id);
        }
    }
    return stale;
}

} // namespace wardline::service
