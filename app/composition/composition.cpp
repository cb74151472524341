// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/composition/composition.h"

#include "core/policy/file_policy_source.h"
#include "core/policy/policy_loader.h"

#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>
#include <QSysInfo>

namespace wardline::app {

using namespace Qt::StringLiterals;

namespace {

const QString kMachineSecretPath = u"/etc/wardline/machine-secret"_s;

/// Changes with every start of the machine, so that what belongs to one run of it can be told.
QByteArray bootId()
{
    QFile file(u"/proc/sys/kernel/random/boot_id"_s);
    return file.open(QIODevice::ReadOnly) ? file.read(64).trimmed() : QSysInfo::bootUniqueId();
}

/// The host's name as the audit log takes it.
QString workstationName()
{
    QString name;
    for (const QChar c : QSysInfo::machineHostName()) {
        const bool isPlain =
            (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') || c == u'.' || c == u'-';
        name += isPlain ? c : QChar(u'_');
    }
    return name.isEmpty() ? u"workstation"_s : name.left(64);
}

} // namespace

QString defaultProfilesRoot()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + u"/wardline/profiles"_s;
}

Result<std::unique_ptr<Composition>> Composition::create(const CompositionOptions &options)
{
    const policy::FilePolicySource source;
    const policy::PolicyLoader loader(source);
    auto policy = loader.load({}, options.policyFile);
    if (!policy) {
        return failure(CompositionError::PolicyInvalid, policy.error().detail());
    }
    WARDLINE_TRY(service::Rules rules, rulesFromPolicy(*policy));
    if (!options.authorityFile.isEmpty()) {
        const QString path = QFileInfo(options.authorityFile).absoluteFilePath();
        if (const auto permitted = loader.permits(u"relay.ca"_s, path);
            policy->hasSystemPolicy && (!permitted || !*permitted)) {
            return failure(CompositionError::PolicyForbids,
                           u"--ca: the system's policy names the certificate authority"_s);
        }
        WARDLINE_TRY(rules.certificates, readAuthorities(path));
    }
    return std::unique_ptr<Composition>(new Composition(std::move(*policy), std::move(rules), options));
}

Composition::Composition(policy::Policy policy, service::Rules rules, const CompositionOptions &options)
    : m_policy(std::move(policy))
    , m_rules(std::move(rules))
    , m_ids(m_random)
    , m_transports(m_timers)
    , m_machineSecret(kMachineSecretPath)
    , m_http({m_rules.certificates, m_rules.pins})
    , m_environment{m_clock,
                    m_timers,
                    m_random,
                    m_ids,
                    m_transports,
                    m_keychain,
                    m_machineSecret,
                    m_keyWorker,
                    m_rules,
                    defaultProfilesRoot(),
                    options.profile.isEmpty() ? QString() : QFileInfo(options.profile).absoluteFilePath(),
                    bootId(),
                    workstationName(),
                    &m_http}
{
}

} // namespace wardline::app
