// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trust/trust_policy.h"

namespace wardline::trust {

model::Trust trustOf(const model::KnownDevice &device, const Certification &certification, const PersonTrust &person,
                     const TrustRules &rules)
{
    if (device.manual == model::ManualTrust::Distrusted) {
        return model::Trust::ManuallyDistrusted;
    }
    if (certification.state == Certification::State::Revoked) {
        return model::Trust::Revoked;
    }
    if (device.manual == model::ManualTrust::Verified) {
        return model::Trust::Verified;
    }
    if (certification.state == Certification::State::Certified) {
        return model::Trust::Certified;
    }
    const bool isFirstSight = !person.hasVerifiedDevice && device.fault != model::DeviceFault::IdentityChanged;
    return rules.mayTrustBlindly && isFirstSight ? model::Trust::Blind : model::Trust::Undecided;
}

} // namespace wardline::trust
