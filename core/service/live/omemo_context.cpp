// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/omemo_context.h"

#include "core/store/settings_store.h"

#include <algorithm>

namespace wardline::service {

using namespace Qt::StringLiterals;

namespace {

/// Whoever reads along answers a long chain with an empty message long before that (XEP-0384 6), so that one that does
/// not write is not taken for one that is gone. Both must hold.
constexpr std::chrono::hours kSilentAfter{14 * 24};
constexpr quint32 kSilentAfterMessages = 106;

Instant lastSignOf(const model::KnownDevice &device)
{
    return std::max(device.lastHeard.value_or(device.firstSeen), device.firstSeen);
}

trust::PersonTrust personTrust(const QList<model::KnownDevice> &devices)
{
    const bool hasVerified = std::any_of(devices.begin(), devices.end(), [](const model::KnownDevice &device) {
        return device.manual == model::ManualTrust::Verified;
    });
    return {hasVerified};
}

const QString kWaiting = u"waiting-decisions"_s;

/// Own devices said so of a key that is seen here for the first time now.
Status applyUnseen(OmemoContext &context, store::OmemoStore &store, QList<model::KnownDevice> &devices)
{
    if (devices.isEmpty()) {
        return {};
    }
    WARDLINE_TRY(trust::WaitingDecisions *const waiting, waitingIn(context, store));
    bool isChanged = false;
    QList<ToldTrust> told;
    for (const trust::TrustDecision &decision : waiting->unseenOf(devices.first().address.person)) {
        for (model::KnownDevice &device : devices) {
            if (device.identityKey != decision.identityKey) {
                continue;
            }
            if (!device.manual) { // what was said here by hand stays
                device.manual = decision.isTrusted ? model::ManualTrust::Verified : model::ManualTrust::Distrusted;
                WARDLINE_CHECK(store.saveDevice(device));
                told.append({device.address, decision.isTrusted});
            }
            waiting->removeUnseen(decision);
            isChanged = true;
        }
    }
    if (isChanged) {
        WARDLINE_CHECK(keepWaiting(context, store));
    }
    if (!told.isEmpty() && context.decided) {
        context.decided(told);
    }
    return {};
}

} // namespace

Result<trust::WaitingDecisions *> waitingIn(OmemoContext &context, store::OmemoStore &store)
{
    if (!context.waitingDecisions) {
        WARDLINE_TRY(const auto kept, store.setting(kWaiting));
        context.waitingDecisions = trust::WaitingDecisions::parse(kept.value_or(QByteArray()));
    }
    return &*context.waitingDecisions;
}

Status keepWaiting(OmemoContext &context, store::OmemoStore &store)
{
    WARDLINE_TRY(trust::WaitingDecisions *const waiting, waitingIn(context, store));
    return store.saveSetting(kWaiting, waiting->encode(store::kMaxSettingBytes));
}

Result<trust::CandidatePerson> candidateOf(OmemoContext &context, store::OmemoStore &store, const model::Jid &person)
{
    WARDLINE_TRY(const store::PersonLists lists, store.lists(person));
    WARDLINE_TRY(QList<model::KnownDevice> devices, store.devices(person));
    WARDLINE_CHECK(applyUnseen(context, store, devices));
    WARDLINE_TRY(const auto self, store.ownDevice());
    trust::CandidatePerson candidate;
    candidate.person = person;
    candidate.hasCertifiedDevice = context.standsFor && context.standsFor(person);
    candidate.areDevicesKnown = lists.fetched2.has_value() && lists.fetched03.has_value();
    for (const model::KnownDevice &device : devices) {
        const bool isThisOne = self && person == context.own && device.address.id == self->id;
        if (!device.isListed() || isThisOne) {
            continue;
        }
        trust::CandidateDevice each;
        each.device = device;
        const trust::Certification certification = context.certificationOf(device);
        each.trust = trust::trustOf(device, certification, personTrust(devices), context.trustRules);
        each.certification = certification.reason;
        const omemo::Target target2{device.address, xmpp::OmemoVersion::V2, {}};
        const omemo::Target target03{device.address, xmpp::OmemoVersion::V03, {}};
        WARDLINE_TRY(each.hasSession2, context.engine.hasSession(store, target2));
        WARDLINE_TRY(each.hasSession03, context.engine.hasSession(store, target03));
        if (!device.fault && context.clock.now() - lastSignOf(device) > kSilentAfter) {
            WARDLINE_TRY(const quint32 unanswered, context.engine.unanswered(store, device.isListed2 ? target2 : target03));
            each.device.fault =
                unanswered > kSilentAfterMessages ? std::optional(model::DeviceFault::Silent) : std::nullopt;
        }
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
