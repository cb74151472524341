// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trust/recipient_plan.h"

#include <algorithm>

namespace wardline::trust {

namespace {

using model::DeviceAddress;
using model::DeviceFault;
using model::Trust;
using Why = SendObstacle::Why;
using Passed = PassedOver::Why;

/// What becomes of one person.
struct Part
{
    QList<PlannedDevice> devices;
    QList<SendObstacle> obstacles;
    QList<PassedOver> passedOver;
    QList<NotedDevice> untaken;
    QList<NotedDevice> uncontrolled;
    QList<DeviceAddress> surplus; ///< with TooManyDevices: those that get nothing when the others do
};

enum class Verdict { Taken, Distrusted, Revoked, NotCertified, Undecided };

Verdict judge(Trust trust, RoomDeviceRule rule)
{
    switch (trust) {
    case Trust::ManuallyDistrusted:
        return Verdict::Distrusted;
    case Trust::Revoked:
        return Verdict::Revoked;
    case Trust::Verified:
    case Trust::Certified:
        return Verdict::Taken;
    case Trust::Blind:
        return rule == RoomDeviceRule::Believed ? Verdict::Taken : Verdict::NotCertified;
    case Trust::Undecided:
        return rule == RoomDeviceRule::Believed ? Verdict::Undecided : Verdict::NotCertified;
    }
    return Verdict::Distrusted;
}

bool isStoodFor(const CandidateDevice &candidate)
{
    return candidate.trust == Trust::Verified || candidate.trust == Trust::Certified;
}

/// The rule for one person: where certified devices come first, it depends on whether there is one.
RoomDeviceRule ruleFor(const CandidatePerson &person, RoomDeviceRule rule)
{
    if (rule != RoomDeviceRule::CertifiedFirst) {
        return rule;
    }
    const bool hasOne = person.hasCertifiedDevice
        || std::any_of(person.devices.begin(), person.devices.end(),
                       [](const CandidateDevice &device) { return device.device.isListed() && isStoodFor(device); });
    return hasOne ? RoomDeviceRule::CertifiedOnly : RoomDeviceRule::Believed;
}

NotedDevice noted(const CandidateDevice &candidate)
{
    return {candidate.device.address, candidate.trust, candidate.certification};
}

std::optional<PlannedDevice> waysTo(const CandidateDevice &candidate)
{
    const model::KnownDevice &device = candidate.device;
    if (device.fault == DeviceFault::IdentityChanged) {
        return std::nullopt;
    }
    if (device.isListed2 && candidate.hasSession2) {
        return PlannedDevice{device.address, true};
    }
    if (device.isListed03 && candidate.hasSession03) {
        return PlannedDevice{device.address, false};
    }
    return std::nullopt;
}

bool isBetterKnown(const CandidateDevice &a, const CandidateDevice &b)
{
    return a.trust != b.trust ? a.trust < b.trust : a.device.lastHeard > b.device.lastHeard;
}

/// The people, each once, with all devices that stand under their name.
QList<CandidatePerson> merged(const QList<CandidatePerson> &people)
{
    QList<CandidatePerson> result;
    for (const CandidatePerson &person : people) {
        const model::Jid bare = person.person.bare();
        auto found = std::find_if(result.begin(), result.end(),
                                  [&bare](const CandidatePerson &known) { return known.person == bare; });
        if (found == result.end()) {
            result.append(person);
            result.last().person = bare;
            result.last().devices.clear();
            found = result.end() - 1;
        }
        found->areDevicesKnown = found->areDevicesKnown || person.areDevicesKnown;
        found->hasCertifiedDevice = found->hasCertifiedDevice || person.hasCertifiedDevice;
        for (const CandidateDevice &device : person.devices) {
            const bool isThere =
                std::any_of(found->devices.begin(), found->devices.end(), [&device](const CandidateDevice &known) {
                    return known.device.address == device.device.address;
                });
            if (!isThere) {
                found->devices.append(device);
            }
        }
    }
    return result;
}

/// Plans for one person; the sender's choices are applied afterwards.
class PersonPlanner
{
public:
    PersonPlanner(const CandidatePerson &person, const PlanRules &rules)
        : m_person(person)
        , m_rules(rules)
        , m_rule(ruleFor(person, rules.rule))
    {
    }

    Part plan()
    {
        if (!m_person.areDevicesKnown) {
            addObstacle(Why::DevicesUnknown);
            return std::move(m_part);
        }
        sort();
        if (m_listed == 0) {
            addObstacle(Why::NoDevices);
            return std::move(m_part);
        }
        if (m_taken.isEmpty() && m_part.obstacles.isEmpty()) {
            addObstacle(Why::NoTrustedDevice);
            m_part.obstacles.last().refused = m_part.untaken;
            return std::move(m_part);
        }
        if (m_taken.size() > m_rules.maxDevicesOfPerson) {
            addObstacle(Why::TooManyDevices);
            keepTheBest();
        }
        write();
        return std::move(m_part);
    }

private:
    void addObstacle(Why why, const CandidateDevice *device = nullptr)
    {
        SendObstacle obstacle;
        obstacle.why = why;
        obstacle.person = m_person.person;
        if (device != nullptr) {
            obstacle.device = device->device.address;
            obstacle.fault = device->device.fault;
        }
        m_part.obstacles.append(obstacle);
    }

    void passOver(Passed why, const CandidateDevice &device) { m_part.passedOver.append({why, device.device.address}); }
    void refuse(Passed why, const CandidateDevice &device)
    {
        passOver(why, device);
        m_part.untaken.append(noted(device));
    }

    /// Somebody chose so, and it is still the device that was chosen.
    [[nodiscard]] bool isAdmitted(const CandidateDevice &candidate) const
    {
        const QByteArray key = m_rules.admitted.value(candidate.device.address);
        return !key.isEmpty() && key == candidate.device.identityKey;
    }

    void sort()
    {
        for (const CandidateDevice &candidate : m_person.devices) {
            if (!candidate.device.isListed() || candidate.device.address.person != m_person.person) {
                passOver(Passed::NotListed, candidate);
                continue;
            }
            ++m_listed;
            switch (judge(candidate.trust, m_rule)) {
            case Verdict::Taken:
                m_taken.append(&candidate);
                break;
            case Verdict::Distrusted:
                refuse(Passed::Distrusted, candidate);
                break;
            case Verdict::Revoked:
                refuse(Passed::Revoked, candidate);
                break;
            case Verdict::NotCertified:
                if (isAdmitted(candidate)) {
                    m_taken.append(&candidate);
                } else {
                    refuse(Passed::NotCertified, candidate);
                }
                break;
            case Verdict::Undecided:
                if (isAdmitted(candidate)) {
                    m_taken.append(&candidate);
                } else {
                    addObstacle(Why::UndecidedDevice, &candidate);
                }
                break;
            }
        }
    }

    /// Leaves those that are written to if the sender chooses so; none where none of them can be.
    void keepTheBest()
    {
        QList<const CandidateDevice *> best = m_taken;
        best.removeIf([](const CandidateDevice *device) { return !waysTo(*device).has_value(); });
        std::stable_sort(best.begin(), best.end(), [](const CandidateDevice *a, const CandidateDevice *b) {
            return isBetterKnown(*a, *b);
        });
        best.resize(std::min<qsizetype>(best.size(), std::max(m_rules.maxDevicesOfPerson, 0)));
        for (const CandidateDevice *device : std::as_const(m_taken)) {
            if (!best.contains(device)) {
                m_part.surplus.append(device->device.address);
            }
        }
        m_taken.removeIf([&best](const CandidateDevice *device) { return !best.contains(device); });
    }

    /// A silent device is written to only while its owner has no other that can be written to.
    void write()
    {
        const bool hasLively = std::any_of(m_taken.begin(), m_taken.end(), [](const CandidateDevice *candidate) {
            return candidate->device.fault != DeviceFault::Silent && waysTo(*candidate).has_value();
        });
        for (const CandidateDevice *candidate : m_taken) {
            const std::optional<PlannedDevice> planned = waysTo(*candidate);
            if (candidate->device.fault == DeviceFault::Silent && hasLively) {
                passOver(Passed::Silent, *candidate);
            } else if (planned) {
                m_part.devices.append(*planned);
                if (!isStoodFor(*candidate)) {
                    m_part.uncontrolled.append(noted(*candidate));
                }
            } else {
                addObstacle(Why::NoSession, candidate);
            }
        }
    }

    const CandidatePerson &m_person;
    const PlanRules &m_rules;
    RoomDeviceRule m_rule;
    Part m_part;
    QList<const CandidateDevice *> m_taken;
    qsizetype m_listed = 0;
};

/// Own devices: what can be written to is, what cannot is passed over.
Part planOwn(const CandidatePerson &person, const PlanRules &rules)
{
    CandidatePerson best = person;
    std::stable_sort(best.devices.begin(), best.devices.end(), isBetterKnown);
    PlanRules unlimited = rules;
    unlimited.maxDevicesOfPerson = static_cast<int>(std::max<qsizetype>(best.devices.size(), 1));
    Part part = PersonPlanner(best, unlimited).plan();
    for (const SendObstacle &obstacle : std::as_const(part.obstacles)) {
        if (obstacle.device) {
            part.passedOver.append({Passed::OwnUnready, *obstacle.device});
        }
    }
    part.obstacles.clear();
    while (part.devices.size() > std::max(rules.maxDevicesOfPerson, 0)) {
        const DeviceAddress last = part.devices.takeLast().device;
        part.passedOver.append({Passed::OwnUnready, last});
        part.uncontrolled.removeIf([&last](const NotedDevice &device) { return device.device == last; });
    }
    return part;
}

/// Says which obstacles may be left out, and takes away those that the sender chose to leave out.
void applyChoices(Part &part, const model::Jid &person, bool isRoom, const QSet<DeviceAddress> &leftOut)
{
    const bool mayLeaveOut = isRoom || !part.devices.isEmpty();
    for (SendObstacle &obstacle : part.obstacles) {
        obstacle.mayBeLeftOut = mayLeaveOut;
    }
    if (!mayLeaveOut || part.obstacles.isEmpty()) {
        return;
    }
    const DeviceAddress whole{person, 0};
    const bool hasSurplus = std::any_of(part.obstacles.begin(), part.obstacles.end(), [](const SendObstacle &obstacle) {
        return obstacle.why == Why::TooManyDevices;
    });
    if (hasSurplus && leftOut.contains(whole) && !part.devices.isEmpty()) {
        part.obstacles.removeIf([](const SendObstacle &obstacle) { return obstacle.why == Why::TooManyDevices; });
        for (const DeviceAddress &device : std::as_const(part.surplus)) {
            part.passedOver.append({Passed::Surplus, device});
        }
    } else if (isRoom && leftOut.contains(whole)) {
        part.obstacles.clear();
        part.passedOver.append({Passed::LeftOut, whole});
        return;
    }
    QList<SendObstacle> left;
    for (const SendObstacle &obstacle : std::as_const(part.obstacles)) {
        if (obstacle.device && leftOut.contains(*obstacle.device)) {
            part.passedOver.append({Passed::LeftOut, *obstacle.device});
        } else {
            left.append(obstacle);
        }
    }
    part.obstacles = left;
}

SendObstacle ofConversation(Why why)
{
    SendObstacle obstacle;
    obstacle.why = why;
    return obstacle;
}

} // namespace

namespace {

QList<DeviceAddress> devicesOf(const QList<PassedOver> &passedOver, Passed why)
{
    QList<DeviceAddress> result;
    for (const PassedOver &passed : passedOver) {
        if (passed.why == why) {
            result.append(passed.device);
        }
    }
    return result;
}

} // namespace

QList<DeviceAddress> RecipientPlan::leftOut() const
{
    return devicesOf(passedOver, Passed::LeftOut);
}

QList<DeviceAddress> RecipientPlan::surplus() const
{
    return devicesOf(passedOver, Passed::Surplus);
}

RecipientPlan planRecipients(const QList<CandidatePerson> &people, const model::Jid &own, const PlanRules &rules,
                             const QSet<DeviceAddress> &leftOut)
{
    const QList<CandidatePerson> all = merged(people);
    RecipientPlan plan;
    if (rules.isRoom && !rules.isRoomPrivate) {
        plan.obstacles.append(ofConversation(Why::RoomNotPrivate));
    }
    if (rules.isRoom && all.size() > rules.maxAnnouncedTo) {
        plan.obstacles.append(ofConversation(Why::TooManyMembers));
    } else if (rules.isRoom && all.size() > rules.maxMembers && !rules.mayAnnounce) {
        plan.obstacles.append(ofConversation(Why::AnnouncementsOnly));
    }
    if (!plan.maySend()) {
        return plan; // no person can do anything about it
    }
    if (rules.rule == RoomDeviceRule::CertifiedOnly && rules.list == ListState::TooOld) {
        plan.obstacles.append(ofConversation(Why::ManifestTooOld));
    } else if (rules.rule == RoomDeviceRule::CertifiedOnly && rules.list == ListState::Missing) {
        plan.obstacles.append(ofConversation(Why::ManifestMissing));
        return plan; // without it nobody is certified: no person can do anything about it
    }
    bool hasReader = false;
    for (const CandidatePerson &person : all) {
        const bool isOwn = person.person == own.bare();
        Part part = isOwn ? planOwn(person, rules) : PersonPlanner(person, rules).plan();
        if (!isOwn) {
            applyChoices(part, person.person, rules.isRoom, leftOut);
            hasReader = hasReader || !part.devices.isEmpty();
        }
        plan.devices += part.devices;
        plan.obstacles += part.obstacles;
        plan.passedOver += part.passedOver;
        plan.untaken += part.untaken;
        plan.uncontrolled += part.uncontrolled;
    }
    if (plan.maySend() && !hasReader && !plan.leftOut().isEmpty()) {
        plan.obstacles.append(ofConversation(Why::NobodyLeft));
    }
    return plan;
}

} // namespace wardline::trust
