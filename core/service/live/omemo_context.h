// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/model/jid.h"
#include "core/omemo/omemo_engine.h"
#include "core/store/omemo_store.h"
#include "core/trust/recipient_plan.h"
#include "core/trust/trust_policy.h"

#include <functional>

namespace wardline::service {

/// What encryption works with on the writing thread of the store: the engine, and how devices are judged. Holds no
/// keys: those are read from the open store for each transaction. Made with a session and gone with it; shared by the
/// jobs that are under way. Used on the writing thread alone.
struct OmemoContext
{
    OmemoContext(Random &random, const Clock &time, model::Jid self, trust::TrustRules rules)
        : engine(random, time)
        , clock(time)
        , own(std::move(self))
        , trustRules(rules)
    {
    }

    omemo::OmemoEngine engine;
    const Clock &clock;
    model::Jid own; ///< bare
    trust::TrustRules trustRules;
    /// What the organisation says of a device; none where it says nothing. Any thread.
    std::function<trust::Certification(const model::KnownDevice &)> certification;

    [[nodiscard]] trust::Certification certificationOf(const model::KnownDevice &device) const
    {
        return certification ? certification(device) : trust::Certification();
    }
};

/// A person's devices with what is thought of each and which can be written to.
[[nodiscard]] Result<trust::CandidatePerson> candidateOf(OmemoContext &context, store::OmemoStore &store,
                                                         const model::Jid &person);

/// The trust in a device that just sent something. One that its person does not list is believed only when a person
/// said so.
[[nodiscard]] Result<model::Trust> trustOfSender(OmemoContext &context, store::OmemoStore &store,
                                                 const model::KnownDevice &device);

} // namespace wardline::service
