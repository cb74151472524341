// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/fake_data.h"
#include "core/service/trust_service.h"

namespace wardline::service {

/// Devices out of FakeData. A code is compared by the text that a test gave for the person.
class FakeTrustService final : public TrustService
{
public:
    explicit FakeTrustService(FakeData &data)
        : m_data(data)
    {
    }

    [[nodiscard]] OrganisationView organisation() const override { return m_data.organisation; }
    [[nodiscard]] OwnCertificate ownCertificate() const override { return m_data.ownCertificate; }
    [[nodiscard]] QFuture<Result<QList<ShownDevice>>> devices(const model::Jid &person) override
    {
        if (error) {
            return ready(Result<QList<ShownDevice>>(failure(*error)));
        }
        return ready(Result<QList<ShownDevice>>(m_data.devices[person]));
    }
    [[nodiscard]] QFuture<Status> judge(const model::DeviceAddress &device, const QStringList &fingerprint,
                                        model::ManualTrust trust) override
    {
        for (ShownDevice &known : m_data.devices[device.person]) {
            if (known.address == device && known.fingerprint == fingerprint && !error) {
                known.trust =
                    trust == model::ManualTrust::Verified ? model::Trust::Verified : model::Trust::ManuallyDistrusted;
                judged.append(device);
                Q_EMIT devicesChanged(device.person);
                return ready(Status());
            }
        }
        return ready(Status(failure(error.value_or(ServiceError::NotAllowed))));
    }
    [[nodiscard]] QFuture<Result<QString>> ownCode() override { return ready(Result<QString>(m_data.ownCode)); }
    [[nodiscard]] QFuture<Result<QList<ComparedDevice>>> compareCode(const model::Jid &person,
                                                                     const QString &code) override
    {
        comparedCodes.append(code);
        if (error) {
            return ready(Result<QList<ComparedDevice>>(failure(*error)));
        }
        for (const ComparedDevice &each : std::as_const(comparison)) {
            for (ShownDevice &known : m_data.devices[person]) {
                if (known.address == each.device && each.verdict == ComparedDevice::Verdict::Same) {
                    known.trust = model::Trust::Verified;
                }
            }
        }
        return ready(Result<QList<ComparedDevice>>(comparison));
    }
    [[nodiscard]] QFuture<Result<QStringList>> safetyNumber(const model::Jid &) override
    {
        return ready(m_data.safetyNumber.isEmpty() ? Result<QStringList>(failure(ServiceError::NoSuchMessage))
                                                   : Result<QStringList>(m_data.safetyNumber));
    }
    [[nodiscard]] QFuture<Status> resetSession(const model::DeviceAddress &device) override
    {
        resets.append(device);
        return ready(error ? Status(failure(*error)) : Status());
    }
    [[nodiscard]] bool isAdmitted(const model::Jid &conversation, const model::DeviceAddress &device) const override
    {
        return m_data.admitted.contains({conversation, device});
    }
    [[nodiscard]] QFuture<Status> admit(const model::Jid &conversation, const model::DeviceAddress &device,
                                        bool isAdmitted) override
    {
        if (isAdmitted) {
            m_data.admitted.insert({conversation, device});
        } else {
            m_data.admitted.remove({conversation, device});
        }
        return ready(Status());
    }
    [[nodiscard]] Status requestCertificate() override
    {
        ++requests;
        m_data.ownCertificate.state = OwnCertificate::State::Asking;
        Q_EMIT changed();
        return {};
    }
    [[nodiscard]] bool mayVouch() const override { return m_data.mayVouch; }
    [[nodiscard]] QFuture<Result<ShownDevice>> askingDevice(const model::Jid &person) override
    {
        const auto found = m_data.asking.find(person);
        return ready(found == m_data.asking.end() ? Result<ShownDevice>(failure(ServiceError::NoSuchMessage))
                                                  : Result<ShownDevice>(found->second));
    }
    [[nodiscard]] QFuture<Status> vouch(const model::DeviceAddress &device, const QStringList &) override
    {
        if (error) {
            return ready(Status(failure(*error)));
        }
        vouched.append(device);
        m_data.asking.erase(device.person);
        return ready(Status());
    }

    void announce() { Q_EMIT changed(); }
    void announceOwn(const ShownDevice &device) { Q_EMIT ownDeviceCertified(device); }

    std::optional<ServiceError> error; ///< what is answered
    QList<ComparedDevice> comparison; ///< what comparing a code yields
    QList<model::DeviceAddress> judged;
    QList<model::DeviceAddress> vouched;
    QList<model::DeviceAddress> resets;
    QStringList comparedCodes;
    int requests = 0;

private:
    template <typename T>
    static QFuture<T> ready(T value)
    {
        return QtFuture::makeReadyFuture(std::move(value));
    }

    FakeData &m_data;
};

} // namespace wardline::service
