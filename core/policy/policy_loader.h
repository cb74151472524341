// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/policy/policy.h"
#include "core/policy/policy_source.h"

#include <QJsonObject>

#include <optional>

namespace wardline::policy {

/// What was found: every problem at once for `policy check`, and the policy if there is none that stops the program.
struct PolicyReport {
    std::optional<Policy> policy;
    std::vector<PolicyProblem> problems;
    QStringList files; ///< what was read, in order
};

/// Puts the sources together: defaults, the administrator's files in order, the person's settings, the command line. Fails closed: a
/// source that is there and not valid means no policy at all, never a looser one. Blocking file access. One thread.
class PolicyLoader
{
public:
    explicit PolicyLoader(const PolicySource &source);

    /// `userSettings` is a document of the same shape: what the person changed. A setting there that the system policy does not
    /// permit is left out and listed in Policy::ignored (the administrator may have tightened since). `commandLineFile` is an
    /// explicit request: one that loosens is refused.
    [[nodiscard]] PolicyReport check(const QJsonObject &userSettings = {}, const QString &commandLineFile = {}) const;
    /// The same with the first problem as an error; its detail is PolicyProblem::toString().
    [[nodiscard]] Result<Policy> load(const QJsonObject &userSettings = {}, const QString &commandLineFile = {}) const;

    /// Whether the person may set `key` ("lock.idle_seconds") to `value` under the system policy as it is now.
    [[nodiscard]] Result<bool> permits(const QString &key, const QJsonValue &value) const;

private:
    const PolicySource &m_source;
};

} // namespace wardline::policy
