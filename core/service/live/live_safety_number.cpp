// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/futures.h"
#include "core/service/live/live_trust_service.h"
#include "core/trust/safety_number.h"

#include <memory>
#include <utility>

/// Comparing two people by one number.
namespace wardline::service {

using Verdict = ComparedDevice::Verdict;

namespace {

using Judged = QList<Encryption::JudgedDevice>;

/// What the relay lists of somebody, whatever is thought of it: both sides must count the same.
trust::SafetyNumberSide sideOf(const model::Jid &person, const Judged &devices)
{
    trust::SafetyNumberSide side{person, {}};
    for (const Encryption::JudgedDevice &each : devices) {
        if ((each.isThisOne || each.device.isListed()) && !each.device.identityKey.isEmpty()) {
            side.identityKeys.append(each.device.identityKey);
        }
    }
    return side;
}

Result<QStringList> numberOf(const model::Jid &own, const Result<Judged> &ours, const model::Jid &person,
                             const Result<Judged> &theirs)
{
    if (!ours || !theirs) {
        return std::unexpected(ours ? theirs.error() : ours.error());
    }
    auto number = trust::safetyNumber(sideOf(own, *ours), sideOf(person, *theirs));
    return number ? number : failure(ServiceError::NoSuchMessage); // somebody has no keys yet
}

} // namespace

void LiveTrustService::both(const model::Jid &person, const std::function<void(Result<Judged>, Result<Judged>)> &done)
{
    m_encryption.devicesOf(m_parts.own, [this, person, done](const Result<Judged> &ours) {
        m_encryption.devicesOf(person, [ours, done](const Result<Judged> &theirs) { done(ours, theirs); });
    });
}

QFuture<Result<QStringList>> LiveTrustService::safetyNumber(const model::Jid &person)
{
    auto [future, done] = promised<Result<QStringList>>();
    if (person == m_parts.own) {
        done(failure(ServiceError::NotAllowed));
        return future;
    }
    both(person, [own = m_parts.own, person, done = done](const Result<Judged> &ours, const Result<Judged> &theirs) {
        done(numberOf(own, ours, person, theirs));
    });
    return future;
}

void LiveTrustService::compareNumber(const model::Jid &person, const QString &digits,
                                     const std::function<void(Result<QList<ComparedDevice>>)> &done)
{
    if (person == m_parts.own) {
        done(failure(ServiceError::NotAllowed));
        return;
    }
    both(person, [this, person, digits, done](const Result<Judged> &ours, const Result<Judged> &theirs) {
        const auto number = numberOf(m_parts.own, ours, person, theirs);
        if (!number) {
            done(std::unexpected(number.error()));
            return;
        }
        const bool isSame = number->join(QString()) == digits;
        QList<ComparedDevice> compared;
        QList<model::DeviceAddress> same;
        for (const Encryption::JudgedDevice &each : *theirs) {
            const bool isCounted = each.device.isListed() && !each.device.identityKey.isEmpty();
            if (!isCounted || each.device.manual == model::ManualTrust::Distrusted) {
                continue; // that was said by hand, and is taken back by hand alone
            }
            compared.append({each.device.address, isSame ? Verdict::Same : Verdict::Different});
            if (isSame) {
                same.append(each.device.address);
            }
        }
        verify(same, compared, done);
    });
}

void LiveTrustService::verify(const QList<model::DeviceAddress> &devices, const QList<ComparedDevice> &compared,
                              const std::function<void(Result<QList<ComparedDevice>>)> &done)
{
    if (devices.isEmpty()) {
        done(compared);
        return;
    }
    const auto open = std::make_shared<qsizetype>(devices.size());
    const auto fault = std::make_shared<std::optional<Error>>();
    for (const model::DeviceAddress &device : devices) {
        m_encryption.judge(device, model::ManualTrust::Verified, [open, fault, compared, done](const Status &judged) {
            if (!judged) {
                *fault = judged.error();
            }
            if (--*open == 0) {
                done(*fault ? Result<QList<ComparedDevice>>(std::unexpected(**fault)) : compared);
            }
        });
    }
}

QFuture<Status> LiveTrustService::resetSession(const model::DeviceAddress &device)
{
    auto [future, done] = promised<Status>();
    m_encryption.reset({device}, done);
    return future;
}

} // namespace wardline::service
