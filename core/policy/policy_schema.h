// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/policy/policy.h"

#include <QJsonObject>

#include <memory>
#include <vector>

namespace wardline::policy {

/// The schema, ready to check documents. Built once per load; one thread.
///
/// A library does the checking (valijson) rather than code of ours: the schema that administrators, their editors and their tools get
/// is then the one the program obeys, and the two cannot drift apart.
class PolicySchema
{
public:
    PolicySchema();
    ~PolicySchema();
    PolicySchema(const PolicySchema &) = delete;
    PolicySchema &operator=(const PolicySchema &) = delete;

    /// Everything in `document` that is against the schema; `file` goes into the problems.
    [[nodiscard]] std::vector<PolicyProblem> problemsIn(const QJsonObject &document, const QString &file) const;

    /// The schema of one setting ("lock.idle_seconds"): its description, default, minimum.
    [[nodiscard]] QJsonObject ofSetting(const QString &key) const;
    /// The keys of all settings, sorted.
    [[nodiscard]] QStringList keys() const;

private:
    struct Compiled;
    QJsonObject m_document;
    std::unique_ptr<Compiled> m_compiled;
};

} // namespace wardline::policy
