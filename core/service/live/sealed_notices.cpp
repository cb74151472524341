// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/sealed_notices.h"

namespace wardline::service {

using xmpp::OmemoVersion;

Result<SealedNotice> sealNotice(OmemoContext &context, store::OmemoStore &store, const OpenNotice &notice)
{
    SealRequest request;
    request.place = {context.own, notice.person, false};
    request.people = {notice.person, context.own};
    request.rules = notice.rules;
    WARDLINE_TRY(const trust::RecipientPlan plan, planFor(context, store, request));
    SealedNotice sealed;
    QList<omemo::Target> targets;
    bool reachesPerson = false;
    for (const trust::PlannedDevice &planned : plan.devices) {
        const bool isPersons = planned.device.person == notice.person;
        if (planned.isVersion2) {
            WARDLINE_TRY(const auto known, store.device(planned.device));
            targets.append({planned.device, OmemoVersion::V2, known ? known->identityKey : QByteArray()});
            reachesPerson = reachesPerson || isPersons;
        } else if (isPersons) {
            sealed.isOpen = notice.mayBeOpen;
        }
    }
    if (!reachesPerson) {
        sealed.isOpen = notice.mayBeOpen;
        return sealed;
    }
    const omemo::Content content{.elements = notice.what, .legacyBody = {}};
    WARDLINE_TRY(omemo::SealedMessage message, context.engine.encrypt(store, request.place, content, targets));
    sealed.elements = std::move(message.elements);
    return sealed;
}

Result<bool> speaksOpenly(OmemoContext &context, store::OmemoStore &store, const model::Jid &person,
                          const DeviceRule &rule)
{
    WARDLINE_TRY(const trust::CandidatePerson candidate, candidateOf(context, store, person));
    bool hasAny = false;
    for (const trust::CandidateDevice &each : candidate.devices) {
        const bool isRefused = each.trust == model::Trust::ManuallyDistrusted || each.trust == model::Trust::Revoked;
        if (isRefused || !rule.counts(each.device, each.trust, candidate.hasCertifiedDevice)) {
            continue; // the relay may have put it onto the list for this
        }
        hasAny = true;
        if (each.device.isListed03 && !each.device.isListed2) {
            return true;
        }
    }
    return !hasAny && candidate.devices.isEmpty();
}

} // namespace wardline::service
