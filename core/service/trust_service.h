// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/service/device_trust.h"
#include "core/service/service_error.h"

#include <QFuture>
#include <QList>
#include <QObject>

namespace wardline::service {

/// How the organisation's word stands here.
struct OrganisationView
{
    QString name; ///< empty: there is no organisation to ask
    OrganisationList list = OrganisationList::NotUsed;
    std::optional<Instant> issued; ///< of the newest list
    /// The relay showed something that was not believed: an older list, another one beside it, one signed by somebody
    /// else. Until it shows one that is.
    bool wasRefused = false;
    bool operator==(const OrganisationView &) const = default;
};

/// How far this device is with its own certificate.
struct OwnCertificate
{
    enum class State {
        NotUsed, ///< there is no organisation to ask
        None, ///< nobody certified it, and nothing is under way
        Asking, ///< the organisation has not answered yet: it answers while its desk is open
        Waiting, ///< somebody has to approve it: the desk, or a colleague who may vouch
        Issued, ///< the next list names it
        Refused, ///< by the organisation
        Certified,
        Expired, ///< and not renewed
        Revoked,
    };
    State state = State::NotUsed;
    std::optional<Instant> until; ///< Certified, Expired
    QStringList clinicalRoles; ///< Certified
    bool operator==(const OwnCertificate &) const = default;
};

/// What somebody's code said, device by device.
struct ComparedDevice
{
    enum class Verdict {
        Same, ///< verified now
        Different, ///< the known keys are others: nothing was changed
        Unknown, ///< the code names a device that is not known here
        NotNamed, ///< the code does not name a device that is known here
    };
    model::DeviceAddress device;
    Verdict verdict = Verdict::Same;
    bool operator==(const ComparedDevice &) const = default;
};

/// Whom to believe: devices and their fingerprints, the organisation's certificates, comparing by hand. Main thread;
/// futures finish on the main thread.
class TrustService : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    [[nodiscard]] virtual OrganisationView organisation() const = 0;
    [[nodiscard]] virtual OwnCertificate ownCertificate() const = 0;

    /// A person's devices, asked of the relay where they are not known; this one first among our own.
    [[nodiscard]] virtual QFuture<Result<QList<ShownDevice>>> devices(const model::Jid &person) = 0;
    /// What a person says with their own hands of the device with this fingerprint (as `ShownDevice` has it): if its
    /// keys are others by now, nothing is changed and it is NotAllowed. Own verified devices are told (XEP-0450).
    [[nodiscard]] virtual QFuture<Status> judge(const model::DeviceAddress &device, const QStringList &fingerprint,
                                                model::ManualTrust trust) = 0;
    /// What a code of our own devices says, for the other one to read: an xmpp: URI with the fingerprints of this
    /// device and of those that were verified here.
    [[nodiscard]] virtual QFuture<Result<QString>> ownCode() = 0;
    /// Sixty digits in twelve groups of five that this person sees, too, if and only if each knows exactly the devices
    /// that the other has. NoSuchMessage where the keys of one of the two are not known; NotAllowed for oneself.
    [[nodiscard]] virtual QFuture<Result<QStringList>> safetyNumber(const model::Jid &person) = 0;
    /// Compares what a code of this person said with what is known, and verifies what is the same: an xmpp: URI, or the
    /// sixty digits that stand on their screen, which verify all of their devices or none. NotAllowed for a code of
    /// somebody else, BadAddress for what is none; nothing is changed then. Where one device differs, none is verified.
    [[nodiscard]] virtual QFuture<Result<QList<ComparedDevice>>> compareCode(const model::Jid &person,
                                                                             const QString &code) = 0;

    /// Whether a device may write and read in a conversation although nobody certified it; audited.
    [[nodiscard]] virtual bool isAdmitted(const model::Jid &conversation, const model::DeviceAddress &device) const = 0;
    [[nodiscard]] virtual QFuture<Status> admit(const model::Jid &conversation, const model::DeviceAddress &device,
                                                bool isAdmitted) = 0;

    /// Makes the keys that were agreed with a device anew, by choice; audited. RelayNotReachable, NotEverybodyCanRead
    /// where it publishes no keys that can be used.
    [[nodiscard]] virtual QFuture<Status> resetSession(const model::DeviceAddress &device) = 0;

    /// Asks the organisation to certify this device. `ownCertificate` says how it goes on. NotAllowed where there is
    /// none, RelayNotReachable.
    [[nodiscard]] virtual Status requestCertificate() = 0;
    /// This device's certificate has a role that may vouch for colleagues' devices, as far as is known here: the
    /// organisation decides.
    [[nodiscard]] virtual bool mayVouch() const = 0;
    /// The fingerprint of the device that this person asks the organisation to certify now, to be compared with what
    /// stands on their screen; NoSuchMessage where they ask for none.
    [[nodiscard]] virtual QFuture<Result<ShownDevice>> askingDevice(const model::Jid &person) = 0;
    /// Vouches for it before the organisation. NotAllowed where it is not that device any more, or the organisation
    /// refused; Timeout where it does not answer.
    [[nodiscard]] virtual QFuture<Status> vouch(const model::DeviceAddress &device, const QStringList &fingerprint) = 0;

Q_SIGNALS:
    /// The organisation's list, or our own certificate, changed.
    void changed();
    /// What is thought of somebody's devices may have changed.
    void devicesChanged(const wardline::model::Jid &person);
    /// Another device of our own was certified: whoever did not expect that should tell IT.
    void ownDeviceCertified(const wardline::service::ShownDevice &device);
};

} // namespace wardline::service
