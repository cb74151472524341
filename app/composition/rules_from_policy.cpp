// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/composition/rules_from_policy.h"

#include <QFile>

namespace wardline::app {

namespace {
constexpr qint64 kMaxAuthorityFile = 4 * 1024 * 1024;
}

Result<QList<QSslCertificate>> readAuthorities(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || file.size() > kMaxAuthorityFile) {
        return failure(CompositionError::BadAuthorityFile, path);
    }
    const QList<QSslCertificate> certificates = QSslCertificate::fromData(file.readAll(), QSsl::Pem);
    if (certificates.isEmpty()) {
        return failure(CompositionError::BadAuthorityFile, path);
    }
    return certificates;
}

Result<service::Rules> rulesFromPolicy(const policy::Policy &policy)
{
    service::Rules rules;
    rules.relay = policy.relayUrl.value;
    rules.isRelayFixed = !policy.relayUrl.value.isEmpty() && policy.relayUrl.isLocked;
    rules.domain = policy.relayDomain.value;
    if (!policy.relayCa.value.isEmpty()) {
        WARDLINE_TRY(rules.certificates, readAuthorities(policy.relayCa.value));
    }
    for (const QString &pin : policy.relayPins.value) {
        rules.pins.append(QByteArray::fromBase64(pin.toLatin1()));
    }
    switch (policy.totpMode.value) {
    case policy::TotpMode::Sasl2:
        rules.totp = stream::TotpMode::RelayTask;
        break;
    case policy::TotpMode::Appended:
        rules.totp = stream::TotpMode::Appended;
        break;
    case policy::TotpMode::Local:
        rules.totp = stream::TotpMode::None;
        rules.isLocalTotp = true;
        break;
    }
    rules.allowPlain = policy.relayAllowPlain.value;
    switch (policy.deviceSecret.value) {
    case policy::DeviceSecret::Keychain:
        rules.deviceSecret = auth::DeviceSecretKind::Keychain;
        break;
    case policy::DeviceSecret::Machine:
        rules.deviceSecret = auth::DeviceSecretKind::Machine;
        break;
    case policy::DeviceSecret::None:
        rules.deviceSecret.reset();
        break;
    }
    rules.sessionLimit = policy.sessionMax.value;
    rules.offlineLease = policy.sessionOfflineLease.value;
    rules.idleLock = policy.lockIdle.value;
    rules.lockWarning = policy.lockWarning.value;
    rules.isSharedWorkstation = policy.workstation.value == policy::WorkstationKind::Shared;
    rules.correctWithin = policy.correctWithin.value;
    rules.retractWithin = policy.retractWithin.value;
    rules.allowsCopy = policy.clipboardCopy.value;
    rules.cacheDays = static_cast<int>(policy.cacheRetention.value.count());
    rules.allowsClearText = policy.clearTextAllowed.value;
    rules.requiresEncryption = policy.encryptionRequired.value;
    const service::OrganisationRules organisation = organisationRulesFromPolicy(policy);
    rules.trustsBlindly = organisation.mayTrustBlindly;
    rules.devices = organisation.rooms;
    rules.auditReceived = policy.auditReceived.value;
    for (auto it = policy.roles.value.cbegin(); it != policy.roles.value.cend(); ++it) {
        rules.rolesByGroup.insert(it.key(), it.value());
    }
    for (const policy::PolicyRow &row : policy.rows) {
        rules.lines.append({row.key, row.value, row.origin.toString(), row.isLocked});
    }
    return rules;
}

service::OrganisationRules organisationRulesFromPolicy(const policy::Policy &policy)
{
    service::OrganisationRules rules;
    rules.certifier.organisation = policy.trustOrganisation.value;
    for (const QString &key : policy.trustRootKeys.value) {
        rules.certifier.rootKeys.append(QByteArray::fromBase64(key.toLatin1()));
    }
    rules.certifier.manifestSoft = policy.trustManifestSoft.value;
    rules.certifier.manifestHard = policy.trustManifestHard.value;
    rules.authority = model::Jid::parse(policy.trustAuthority.value).value_or(model::Jid());
    rules.mayTrustBlindly = policy.trustBlind.value;
    rules.rooms = policy.trustRooms.value == policy::RoomDevices::Certified ? trust::RoomDeviceRule::CertifiedOnly
                                                                            : trust::RoomDeviceRule::Believed;
    return rules;
}

service::NotificationLimits notificationLimitsFromPolicy(const policy::Policy &policy)
{
    return {policy.notificationContent.value, policy.notificationAtLeast.value, policy.notificationQuietHours.value,
            policy.notificationSoundRequired.value};
}

} // namespace wardline::app
