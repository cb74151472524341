// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/omemo_context.h"

#include <algorithm>

namespace wardline::service {

namespace {

trust::PersonTrust personTrust(const QList<model::KnownDevice> &devices)
{
    const bool hasVerified = std::any_of(devices.begin(), devices.end(), [](const model::KnownDevice &device) {
        return device.manual == model::ManualTrust::Verified;
    });
    return {hasVerified};
}

} // namespace

Result<trust::CandidatePerson> candidateOf(OmemoContext &context, store::OmemoStore &store, const model::Jid &person)
{
    WARDLINE_TRY(const store::PersonLists lists, store.lists(person));
    WARDLINE_TRY(const QList<model::KnownDevice> devices, store.devices(person));
    WARDLINE_TRY(const auto self, store.ownDevice());
    trust::CandidatePerson candidate;
    candidate.person = person;
    candidate.areDevicesKnown = lists.fetched2.has_value() && lists.fetched03.has_value();
    for (const model::KnownDevice &device : devices) {
        const bool isThisOne = self && person == context.own && device.address.id == self->id;
        if (!device.isListed() || isThisOne) {
            continue;
        }
        trust::CandidateDevice each;
        each.device = device;
        each.trust = trust::trustOf(device, context.certificationOf(device), personTrust(devices), context.trustRules);
        const omemo::Target target2{device.address, xmpp::OmemoVersion::V2, {}};
        const omemo::Target target03{device.address, xmpp::OmemoVersion::V03, {}};
        WARDLINE_TRY(each.hasSession2, context.engine.hasSession(store, target2));
        WARDLINE_TRY(each.hasSession03, context.engine.hasSession(store, target03));
        candidate.devices.append(each);
    }
    return candidate;
}

Result<model::Trust> trustOfSender(OmemoContext &context, store::OmemoStore &store, const model::KnownDevice &device)
{
    WARDLINE_TRY(const QList<model::KnownDevice> devices, store.devices(device.address.person));
    const model::Trust trust =
        trust::trustOf(device, context.certificationOf(device), personTrust(devices), context.trustRules);
    return trust == model::Trust::Blind && !device.isListed() ? model::Trust::Undecided : trust;
}

} // namespace wardline::service
