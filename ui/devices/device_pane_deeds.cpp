// SPDX-License-Identifier: GPL-3.0-or-later
// What is done to a device, after it was asked for once more, and the warning that stays. The rest of the class is in
// device_pane.cpp.
#include "ui/devices/device_pane.h"

#include "ui/devices/device_words.h"
#include "ui/kit/banner.h"
#include "ui/kit/when_done.h"
#include "ui/kit/words.h"

#include <algorithm>
#include <utility>

namespace wardline::ui {

using service::ServiceError;
using service::ShownDevice;

void DevicePane::vouch(const ShownDevice &device)
{
    m_banner->say(Banner::Kind::Info, tr("Your organisation is being asked …"), {}, false);
    whenDone(
        m_trust->vouch(device.address, device.fingerprint), this,
        [this, generation = m_generation](const Status &outcome) {
            if (generation != m_generation) {
                return;
            }
            if (!outcome && outcome.error().is(ServiceError::NotAllowed)) {
                m_banner->say(Banner::Kind::Error, tr("Your organisation did not accept it. Ask your IT department."));
                return;
            }
            if (!outcome && outcome.error().is(ServiceError::Timeout)) {
                m_banner->say(Banner::Kind::Error,
                              tr("Your organisation does not answer now. Try again later, or ask your IT department."));
                return;
            }
            say(outcome, tr("Done: %1's device is certified.").arg(m_name));
            refresh();
        });
}

void DevicePane::startAgain(const ShownDevice &device)
{
    if (!m_trust) {
        return;
    }
    whenDone(m_trust->resetSession(device.address), this, [this, generation = m_generation](const Status &outcome) {
        if (generation != m_generation) {
            return;
        }
        if (!outcome && outcome.error().is(ServiceError::NotEverybodyCanRead)) {
            m_banner->say(Banner::Kind::Error,
                          tr("This device publishes no keys that can be used. Nothing was changed."));
            return;
        }
        say(outcome, tr("Done: new keys were agreed on with this device."));
        refresh();
    });
}

void DevicePane::ask(Asked what, const ShownDevice &device)
{
    m_asked = what;
    m_askedOf = device;
    if (what == Asked::Distrust) {
        m_banner->say(Banner::Kind::Concern,
                      tr("%1 of %2: nothing more will be sent to it, and nothing it sends is shown.")
                          .arg(deviceTitle(device), m_name),
                      tr("Do not trust it"), false, tr("Leave it"));
    } else if (what == Asked::Reset) {
        m_banner->say(Banner::Kind::Concern,
                      tr("%1: new keys are agreed on with it. It cannot read again what was sent before. This is "
                         "recorded.")
                          .arg(deviceTitle(device)),
                      tr("Agree on new keys"), false, tr("Leave it"));
    } else {
        m_banner->say(
            Banner::Kind::Concern,
            tr("%1: what you write in this conversation will be shown on it, though your organisation does not control "
               "it. What others write there they decide themselves. This is recorded.")
                .arg(deviceTitle(device)),
            tr("Let it read along"), false, tr("Leave it"));
    }
}

void DevicePane::carryOut()
{
    const Asked asked = std::exchange(m_asked, Asked::Nothing);
    m_banner->dismiss();
    sayDifferent();
    switch (asked) {
    case Asked::Nothing:
        break;
    case Asked::Distrust:
        judge(m_askedOf, model::ManualTrust::Distrusted);
        break;
    case Asked::LetIn:
        letIn(m_askedOf, true);
        break;
    case Asked::Reset:
        startAgain(m_askedOf);
        break;
    }
}

void DevicePane::judge(const ShownDevice &device, model::ManualTrust trust)
{
    if (!m_trust) {
        return;
    }
    whenDone(m_trust->judge(device.address, device.fingerprint, trust), this,
             [this, generation = m_generation](const Status &outcome) {
                 if (generation != m_generation) {
                     return;
                 }
                 if (!outcome && outcome.error().is(ServiceError::NotAllowed)) {
                     m_banner->say(Banner::Kind::Error,
                                   tr("The device has other keys by now. Nothing was changed: compare again."));
                 } else {
                     say(outcome, {});
                 }
                 refresh();
             });
}

void DevicePane::letIn(const ShownDevice &device, bool isLetIn)
{
    if (!m_trust) {
        return;
    }
    whenDone(m_trust->admit(m_conversation, device.address, isLetIn), this,
             [this, generation = m_generation](const Status &outcome) {
                 if (generation == m_generation) {
                     say(outcome, {});
                     refresh();
                 }
             });
}

/// A warning that somebody stands between stays until the same device was compared again and is the same.
void DevicePane::note(const QList<service::ComparedDevice> &compared)
{
    for (const service::ComparedDevice &each : compared) {
        if (each.verdict == service::ComparedDevice::Verdict::Different) {
            m_different.insert(each.device);
        } else if (each.verdict == service::ComparedDevice::Verdict::Same) {
            m_different.remove(each.device);
        }
    }
}

bool DevicePane::hasDifferent() const
{
    return std::any_of(m_different.begin(), m_different.end(),
                       [this](const model::DeviceAddress &each) { return each.person == m_person; });
}

/// Nothing takes it away but another comparison.
void DevicePane::sayDifferent()
{
    m_how->setVisible(!hasDifferent()); // what it asks for was done
    if (hasDifferent()) {
        m_banner->say(Banner::Kind::Error, comparisonWords({{{}, service::ComparedDevice::Verdict::Different}}, m_name),
                      {}, false);
    }
}

} // namespace wardline::ui
