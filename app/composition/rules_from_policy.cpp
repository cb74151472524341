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
    rules.history.mayBackUp = policy.historyBackup.value;
    rules.history.mayHandOver = policy.historyHandOver.value;
    rules.history.isRoaming = policy.historyRoaming.value;
    rules.history.roamingRange = policy.historyRoamingHours.value;
    rules.history.roamingBytes = qint64(policy.historyRoamingMib.value) << 20U;
    rules.history.secretFile = policy.historySecretFile.value;
    rules.tellsWriting = policy.tellWriting.value;
    rules.writingRoomMembers = policy.writingRoomMembers.value;
    rules.receiptsRoomMembers = policy.receiptsRoomMembers.value;
    rules.pingAfter = policy.relayPing.value;
    rules.redirectHosts = policy.relayRedirectHosts.value;
    rules.roomKind = policy.roomKind.value;
    rules.printsOpenItems = policy.printOpenItems.value;
    rules.allowsCopy = policy.clipboardCopy.value;
    constexpr qint64 kMegabyte = 1 << 20;
    rules.allowsFiles = policy.filesAllowed.value;
    rules.allowsSaving = policy.filesSave.value;
    rules.maxFileBytes = policy.filesMaxMegabytes.value * kMegabyte;
    rules.fetchesUpTo = policy.filesFetchMegabytes.value * kMegabyte;
    rules.fileTypes = policy.filesTypes.value;
    rules.fileHosts = policy.filesHosts.value;
    rules.cacheDays = static_cast<int>(policy.cacheRetention.value.count());
    rules.allowsClearText = policy.clearTextAllowed.value;
    rules.requiresEncryption = policy.encryptionRequired.value;
    rules.organisation = organisationRulesFromPolicy(policy);
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
    rules.vouchingRoles = policy.trustVouchingRoles.value;
    rules.mayTrustBlindly = policy.trustBlind.value;
    switch (policy.trustRooms.value) {
    case policy::RoomDevices::Believed:
        break;
    case policy::RoomDevices::Clinical:
        if (rules.isUsed()) { // without an organisation nobody could be certified
            rules.rooms = trust::RoomDeviceRule::CertifiedOnly;
            rules.teams = rules.direct = trust::RoomDeviceRule::CertifiedFirst;
        }
        break;
    case policy::RoomDevices::Rooms:
        if (rules.isUsed()) {
            rules.rooms = rules.teams = trust::RoomDeviceRule::CertifiedOnly;
            rules.direct = trust::RoomDeviceRule::CertifiedFirst;
        }
        break;
    case policy::RoomDevices::Certified:
        rules.rooms = rules.teams = rules.direct = trust::RoomDeviceRule::CertifiedOnly;
        break;
    }
    return rules;
}

service::NotificationLimits notificationLimitsFromPolicy(const policy::Policy &policy)
{
    return {policy.notificationContent.value, policy.notificationAtLeast.value, policy.notificationQuietHours.value,
            policy.notificationSoundRequired.value};
}

} // namespace wardline::app
