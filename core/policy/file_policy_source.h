// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/policy/policy_source.h"

#include <QStringList>

namespace wardline::policy {

/// Where the files are, and who must own those of the system.
struct PolicyPaths {
    QString defaultsFile = QStringLiteral("/usr/share/wardline/policy.json");
    QString systemFile = QStringLiteral("/etc/wardline/policy.json");
    QString systemFolder = QStringLiteral("/etc/wardline/policy.d"); ///< *.json, in the order of their names
    uint trustedOwner = 0;
    bool operator==(const PolicyPaths &) const = default;
};

/// Policy from the file system. A file or folder of the system must belong to `trustedOwner` and be writable by nobody else, or
/// nothing is accepted at all: a policy that a user may write is none. Missing files are no error.
class FilePolicySource final : public PolicySource
{
public:
    explicit FilePolicySource(PolicyPaths paths = {});
    [[nodiscard]] Result<std::optional<PolicyDocument>> defaults() const override;
    [[nodiscard]] Result<std::vector<PolicyDocument>> system() const override;
    [[nodiscard]] Result<PolicyDocument> file(const QString &path) const override;

private:
    PolicyPaths m_paths;
};

} // namespace wardline::policy
