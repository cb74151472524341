// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/policy/policy_error.h"

#include <QByteArray>
#include <QString>

#include <optional>
#include <vector>

namespace wardline::policy {

/// A document as it was found.
struct PolicyDocument {
    QString file;
    QByteArray bytes;
    bool operator==(const PolicyDocument &) const = default;
};

/// Where policy documents come from: files here, the registry on Windows. Errors have the file's path as detail.
class PolicySource
{
public:
    /// A larger document is refused unread.
    static constexpr qint64 kMaxBytes = 64 * 1024;
    /// So many files in policy.d at most.
    static constexpr std::size_t kMaxFiles = 64;

    virtual ~PolicySource() = default;
    /// Shipped with the program; nothing: the built-in values alone.
    [[nodiscard]] virtual Result<std::optional<PolicyDocument>> defaults() const = 0;
    /// The administrator's, later ones override earlier ones.
    [[nodiscard]] virtual Result<std::vector<PolicyDocument>> system() const = 0;
    /// Named on a command line.
    [[nodiscard]] virtual Result<PolicyDocument> file(const QString &path) const = 0;
};

} // namespace wardline::policy
